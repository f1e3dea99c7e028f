//! What the booth asks before a choice: the election, and the credentials that begin like one's own.

use super::cors;
use super::poll::{Phase, Poll, of_address};
use super::refusal::{answer, instant};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// `booth.json`.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn booth(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let poll = of_address(&ctx.site, &slug, &handle).await?;
    let response = answer(&described(&poll, ctx.now));
    Ok(cors::open(&poll, &headers, response))
}

fn described(poll: &Poll, now: DateTime<Utc>) -> Value {
    let sealed = poll.boxed.sealed();
    let (about, rules) = (&sealed.about, &sealed.rules);
    json!({
        "format": 1,
        "election": sealed.handle,
        "title": about.title,
        "landlord": about.landlord,
        "kind": about.kind,
        "phase": match poll.phase(now) {
            Phase::Before => "before",
            Phase::Open => "open",
            Phase::Grace | Phase::Closed => "closed",
        },
        "now": instant(now),
        "opens": instant(sealed.opens_at),
        "closes": instant(sealed.closes_at),
        "setup": { "election": poll.record, "credentials": poll.credentials.len() },
        "lists": about.lists,
        "promise_key": poll.key.public(),
        "revoting": rules.revoting,
        "grace_minutes": rules.grace_minutes,
        "publication_minutes": rules.publication_minutes,
        "help": about.help,
    })
}

/// Digits of a prefix at most: a longer one would tell the server whose credential is looked up.
const DIGITS: usize = 4;

/// `credentials/PREFIX.json`: the entries of the public list that begin so; all of them without a
/// prefix.
///
/// # Errors
/// When there is no such election, or the prefix is none.
pub async fn credentials(
    ctx: Ctx,
    Path((slug, handle, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let prefix = file.strip_suffix(".json").ok_or(AppError::NotFound)?;
    let digits = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
    if prefix.len() > DIGITS || !prefix.bytes().all(digits) {
        return Err(AppError::NotFound);
    }
    let poll = of_address(&ctx.site, &slug, &handle).await?;
    let from = poll
        .credentials
        .partition_point(|entry| entry.as_str() < prefix);
    let listed = poll.credentials[from..].iter();
    let some: Vec<&String> = listed
        .take_while(|entry| entry.starts_with(prefix))
        .collect();
    let mut response = answer(&some);
    let kept = HeaderValue::from_static("public, max-age=300");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    Ok(cors::open(&poll, &headers, response))
}
