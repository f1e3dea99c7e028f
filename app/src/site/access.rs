//! Who may call what: each route declares it, and the declaration is what is enforced.

use super::{context::Ctx, error::AppError};
use crate::account::standing;
use crate::landlord::load;
use axum::RequestExt as _;
use axum::extract::{FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use palier_domain::account::role::Role;
use palier_store::account;
use palier_store::landlord::Landlord;
use palier_store::standing::Standing;

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
    /// Whoever holds one of these roles with the landlord that the address names as `{landlord}`;
    /// for others there is nothing here. The handler finds both in [`Desk`].
    Holds(&'static [Role]),
    /// The instance's administrators; for others there is nothing here.
    Administrator,
    /// Demo instances only; elsewhere the route does not exist.
    Demo,
}

/// The landlord that an address names, and what the reader is there: made by the enforcement of
/// [`Access::Holds`], so that a handler that takes it cannot stand behind another declaration.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The landlord.
    pub landlord: Landlord,
    /// What the reader is with it.
    pub standing: Standing,
}

impl Desk {
    /// Whether the reader holds a role here.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.standing.roles.contains(&role)
    }
}

impl<S: Sync> FromRequestParts<S> for Desk {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(AppError::Internal)
    }
}

/// Enforces what a route declared.
pub async fn enforce(access: Access, ctx: Ctx, mut request: Request, next: Next) -> Response {
    let signed_in = ctx.session.is_some();
    let allowed = match access {
        Access::Anyone | Access::AskedInside(_) => Ok(true),
        Access::SignedIn => Ok(signed_in),
        Access::Demo => Ok(ctx.site.demo),
        Access::Holds(roles) => hold(&ctx, roles, &mut request).await,
        Access::Administrator => administers(&ctx).await,
    };
    match (allowed, access) {
        (Ok(true), _) => next.run(request).await,
        (Err(error), _) => error.into_response(),
        (Ok(false), Access::SignedIn | Access::Holds(_) | Access::Administrator) if !signed_in => {
            if request.method() == Method::GET {
                ctx.go(&format!("/connexion?suite={}", query_value(&ctx.path)))
            } else {
                ctx.go("/connexion")
            }
        }
        _ => AppError::NotFound.into_response(),
    }
}

/// Whether the reader holds one of the roles with the landlord of the address.
async fn hold(ctx: &Ctx, roles: &[Role], request: &mut Request) -> Result<bool, AppError> {
    if ctx.session.is_none() {
        return Ok(false);
    }
    let parameters = request.extract_parts::<RawPathParams>().await;
    let parameters = parameters.map_err(|_| AppError::NotFound)?;
    let slug = parameters.iter().find(|(name, _)| *name == "landlord");
    let (_, slug) = slug.ok_or_else(|| AppError::internal(&"a role without a landlord"))?;
    let landlord = load::by_slug(ctx, slug).await?;
    let standing = standing::of(ctx, &landlord).await?;
    let holds = standing.roles.iter().any(|role| roles.contains(role));
    request.extensions_mut().insert(Desk { landlord, standing });
    Ok(holds)
}

/// Whether the reader administers the instance today.
///
/// # Errors
/// When the database does not answer.
pub async fn administers(ctx: &Ctx) -> Result<bool, AppError> {
    let Some(me) = &ctx.session else {
        return Ok(false);
    };
    let today = ctx.today("Europe/Paris");
    let held = account::memberships(&ctx.site.db, me.account_id).await?;
    Ok(held
        .iter()
        .any(|held| held.role == Role::Administrator && held.holds_on(today)))
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
