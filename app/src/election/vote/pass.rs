//! A voter whose codes fit enters the booth: where the protocol allows a grace, she may finish after
//! closing.
//!
//! Nothing is stored: the pass is the server's signature over the link tag, and the ballots that
//! needed one are counted.

use super::cors;
use super::poll::{Phase, Poll, of_handle};
use super::refusal::{Refusal, answer};
use crate::site::context::Ctx;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use palier_ballots::LinkHalf;
use serde::Deserialize;
use serde_json::json;

/// What the booth sends.
#[derive(Deserialize)]
struct Sent {
    credential: String,
    r_a: String,
    r_b: String,
}

/// Gives a pass to whoever holds both codes of a line, while the vote is open.
pub async fn enter(
    ctx: Ctx,
    Path(handle): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let poll = match of_handle(&ctx.site, &handle).await {
        Ok(poll) => poll,
        Err(error) => return Refusal::from(error).into_response(),
    };
    let response = match pass(&ctx, &poll, &body).await {
        Ok(pass) => answer(&json!({ "pass": pass })),
        Err(refusal) => refusal.into_response(),
    };
    cors::open(&poll, &headers, response)
}

async fn pass(ctx: &Ctx, poll: &Poll, body: &[u8]) -> Result<String, Refusal> {
    match poll.phase(ctx.now) {
        Phase::Before => return Err(Refusal::NotOpen(poll.boxed.sealed().opens_at)),
        Phase::Open => {}
        Phase::Grace | Phase::Closed => return Err(Refusal::Closed),
    }
    let guesses = &ctx.site.polls.guesses;
    if !guesses.may_try(&ctx.address, ctx.now) {
        return Err(Refusal::TooMany);
    }
    let given = give(poll, body).await;
    if given == Err(Refusal::CodesUnknown) {
        guesses.was_wrong(&ctx.address, ctx.now);
    }
    given
}

async fn give(poll: &Poll, body: &[u8]) -> Result<String, Refusal> {
    let sent: Sent =
        serde_json::from_slice(body).map_err(|_| Refusal::BallotInvalid("message".to_owned()))?;
    let half = |text: &str| LinkHalf::parse(text).map_err(|_| Refusal::CodesUnknown);
    let tag = poll
        .checker()
        .tag(&sent.credential, &half(&sent.r_a)?, &half(&sent.r_b)?)
        .ok_or(Refusal::CodesUnknown)?;
    // Whether the line voted is not said here: only a cast is told.
    if !poll.boxed.knows(&tag).await? {
        return Err(Refusal::CodesUnknown);
    }
    Ok(poll.key.pass(poll.handle(), &tag))
}
