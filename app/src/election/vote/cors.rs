//! Sites that host the same booth: those that the protocol declares may ask and cast from afar.

use super::poll::Poll;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The declared origin that a request comes from, if it does.
fn declared<'a>(poll: &Poll, headers: &'a HeaderMap) -> Option<&'a HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    let text = origin.to_str().ok()?;
    let rules = &poll.boxed.sealed().rules;
    let known = rules
        .origins
        .iter()
        .any(|one| one.eq_ignore_ascii_case(text));
    known.then_some(origin)
}

/// Whether a request that changes something comes from a site that the protocol declares.
#[must_use]
pub fn accepts(poll: &Poll, headers: &HeaderMap) -> bool {
    declared(poll, headers).is_some()
}

/// Lets a declared site read the answer.
pub fn open(poll: &Poll, headers: &HeaderMap, mut response: Response) -> Response {
    let vary = HeaderValue::from_static("origin");
    response.headers_mut().append(header::VARY, vary);
    if let Some(origin) = declared(poll, headers) {
        let said = response.headers_mut();
        said.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        said.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("etag, content-range, retry-after"),
        );
    }
    response
}

/// Answers the question that a browser asks before a foreign page may cast.
///
/// # Errors
/// When there is no such election.
pub async fn preflight(
    ctx: Ctx,
    Path(handle): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let poll = super::poll::of_handle(&ctx.site, &handle).await?;
    let mut response = open(&poll, &headers, StatusCode::NO_CONTENT.into_response());
    if accepts(&poll, &headers) {
        let said = response.headers_mut();
        said.insert(
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("POST"),
        );
        said.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("content-type"),
        );
        said.insert(
            header::ACCESS_CONTROL_MAX_AGE,
            HeaderValue::from_static("600"),
        );
    }
    Ok(response)
}
