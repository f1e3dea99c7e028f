//! The headers of every answer, and the refusal of forms sent from elsewhere.

use super::{context::Ctx, error::AppError};
use crate::election::vote;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Lets a request that changes something pass only when it comes from our own pages.
pub async fn refuse_foreign(ctx: Ctx, request: Request, next: Next) -> Response {
    let changes = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let headers = request.headers();
    if changes
        && !ctx.site.origin.accepts(headers)
        && !from_declared_booth(&ctx, request.uri().path(), headers).await
    {
        return AppError::ForeignOrigin.into_response();
    }
    next.run(request).await
}

/// Whether a vote comes from a site that its election's protocol declares.
async fn from_declared_booth(ctx: &Ctx, path: &str, headers: &HeaderMap) -> bool {
    let Some(handle) = vote::sent_from_afar(path) else {
        return false;
    };
    let poll = vote::poll::of_handle(&ctx.site, handle).await;
    poll.is_ok_and(|poll| vote::cors::accepts(&poll, headers))
}

/// Writes the headers that every page carries.
pub fn harden(ctx: &Ctx, headers: &mut HeaderMap) {
    let csp = format!(
        "default-src 'none'; script-src 'nonce-{}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         worker-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ctx.nonce
    );
    if let Ok(csp) = HeaderValue::from_str(&csp) {
        headers.insert(header::CONTENT_SECURITY_POLICY, csp);
    }
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not no-referrer: the way back of a form would be lost.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if ctx.site.origin.is_secure() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        );
    }
}
