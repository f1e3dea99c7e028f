//! Who may call what: each route declares it, and the declaration is what is enforced.

use super::{context::Ctx, error::AppError};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody. What is private to some is a 404 for others, decided where it is loaded.
    Anyone,
    /// Whoever is signed in; others are sent to sign in, and come back.
    SignedIn,
    /// Anybody may send it, since what was typed is kept while she signs in; the handler asks for
    /// the quality named here before anything is written.
    AskedInside(&'static str),
    /// Demo instances only; elsewhere the route does not exist.
    Demo,
}

/// Enforces what a route declared.
pub async fn enforce(access: Access, ctx: Ctx, request: Request, next: Next) -> Response {
    let allowed = match access {
        Access::Anyone | Access::AskedInside(_) => true,
        Access::SignedIn => ctx.session.is_some(),
        Access::Demo => ctx.site.demo,
    };
    if allowed {
        return next.run(request).await;
    }
    match access {
        Access::SignedIn if request.method() == Method::GET => {
            ctx.go(&format!("/connexion?suite={}", query_value(&ctx.path)))
        }
        Access::SignedIn => ctx.go("/connexion"),
        _ => AppError::NotFound.into_response(),
    }
}

/// A text as the value of a query parameter.
#[must_use]
pub fn query_value(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// "Firefox, Android": enough to recognise one's own device in a list, no more.
#[must_use]
pub fn device(headers: &HeaderMap) -> String {
    let agent = super::context::header_text(headers, &header::USER_AGENT);
    let first = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}
