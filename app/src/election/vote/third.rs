//! Devices tell of a third voter: a number, from nobody.
//!
//! The booth warns on the device; this is sent some time after, drawn at random, without a body and
//! without a cookie. What is stored is one total per election: no device, no address, no time. Anybody
//! can send it, so that the number is a sign to look at and no proof.

use super::cors;
use super::poll::{Phase, Poll, of_handle};
use super::refusal::{Refusal, answer};
use crate::site::context::Ctx;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use palier_store::election::{self, third_voter};
use serde_json::json;

/// Counts one.
pub async fn third(
    ctx: Ctx,
    Path(handle): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let poll = match of_handle(&ctx.site, &handle).await {
        Ok(poll) => poll,
        Err(error) => return Refusal::from(error).into_response(),
    };
    let response = match count(&ctx, &poll, &handle, &body).await {
        Ok(()) => answer(&json!({})),
        Err(refusal) => refusal.into_response(),
    };
    cors::open(&poll, &headers, response)
}

async fn count(ctx: &Ctx, poll: &Poll, handle: &str, body: &[u8]) -> Result<(), Refusal> {
    if poll.phase(ctx.now) == Phase::Before {
        return Err(Refusal::NotOpen(poll.boxed.sealed().opens_at));
    }
    if !body.is_empty() {
        return Err(Refusal::BallotInvalid("message".to_owned()));
    }
    // Apart from wrong ballots: whoever sends numbers takes no voter's tries.
    let guesses = &ctx.site.polls.thirds;
    if !guesses.may_try(&ctx.address, ctx.now) {
        return Err(Refusal::TooMany);
    }
    guesses.was_wrong(&ctx.address, ctx.now);
    let found = election::by_handle(&ctx.site.db, handle).await?;
    let found = found.ok_or(Refusal::NotFound)?;
    Ok(third_voter::told(&ctx.site.db, found.id).await?)
}
