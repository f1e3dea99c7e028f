//! A ballot is about to be opened for an audit: it can never be cast.

use super::cors;
use super::poll::{Phase, Poll, of_handle};
use super::refusal::{Refusal, answer};
use crate::site::context::Ctx;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// What the booth sends: the whole ballot, so that nobody fills the disk with numbers.
#[derive(Deserialize)]
struct Sent {
    ballot: Arc<str>,
}

/// Registers the tracking number of a ballot; nothing else of it is kept.
pub async fn spoil(
    ctx: Ctx,
    Path(handle): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let poll = match of_handle(&ctx.site, &handle).await {
        Ok(poll) => poll,
        Err(error) => return Refusal::from(error).into_response(),
    };
    let response = match register(&ctx, &poll, &body).await {
        Ok(tracking) => answer(&json!({ "tracking": tracking })),
        Err(refusal) => refusal.into_response(),
    };
    cors::open(&poll, &headers, response)
}

async fn register(ctx: &Ctx, poll: &Poll, body: &[u8]) -> Result<String, Refusal> {
    match poll.phase(ctx.now) {
        Phase::Before => return Err(Refusal::NotOpen(poll.boxed.sealed().opens_at)),
        Phase::Open => {}
        Phase::Grace | Phase::Closed => return Err(Refusal::Closed),
    }
    // Right ones are counted too: a voter audits a few ballots, not hundreds.
    let guesses = &ctx.site.polls.guesses;
    if !guesses.may_try(&ctx.address, ctx.now) {
        return Err(Refusal::TooMany);
    }
    guesses.was_wrong(&ctx.address, ctx.now);
    let sent: Sent =
        serde_json::from_slice(body).map_err(|_| Refusal::BallotInvalid("message".to_owned()))?;
    let checked = poll.check(sent.ballot).await?;
    if poll.boxed.spoil(&checked.tracking).await? {
        Ok(checked.tracking)
    } else {
        Err(Refusal::AlreadyUsed)
    }
}
