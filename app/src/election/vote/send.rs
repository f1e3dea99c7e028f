//! A vote arrives.

use super::poll::{Phase, Poll, of_handle};
use super::promise::Promise;
use super::refusal::{Refusal, answer};
use super::{check::Checked, cors};
use crate::site::context::Ctx;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use palier_ballots::LinkHalf;
use palier_store::ballot_box::{Answer, Cast, When};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the booth sends.
#[derive(Deserialize)]
struct Sent {
    /// The exact text of the ballot.
    ballot: Arc<str>,
    /// What finds the line, of the first code.
    r_a: String,
    /// What finds the line, of the second code.
    r_b: String,
    /// That both codes were accepted before closing.
    #[serde(default)]
    pass: Option<String>,
}

/// What the booth receives.
#[derive(Serialize)]
struct Kept {
    promise: Promise,
}

/// Takes a vote.
pub async fn cast(
    ctx: Ctx,
    Path(handle): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let poll = match of_handle(&ctx.site, &handle).await {
        Ok(poll) => poll,
        Err(error) => return Refusal::from(error).into_response(),
    };
    let response = match take(&ctx, &poll, &body).await {
        Ok(promise) => answer(&Kept { promise }),
        Err(refusal) => refusal.into_response(),
    };
    cors::open(&poll, &headers, response)
}

/// Parse, check, find the line, keep, promise.
async fn take(ctx: &Ctx, poll: &Poll, body: &[u8]) -> Result<Promise, Refusal> {
    let phase = poll.phase(ctx.now);
    if phase == Phase::Before {
        return Err(Refusal::NotOpen(poll.boxed.sealed().opens_at));
    }
    let guesses = &ctx.site.polls.guesses;
    if !guesses.may_try(&ctx.address, ctx.now) {
        return Err(Refusal::TooMany);
    }
    let taken = check_and_keep(poll, phase, body).await;
    if let Err(Refusal::BallotInvalid(_) | Refusal::CodesUnknown) = taken {
        guesses.was_wrong(&ctx.address, ctx.now);
    }
    taken
}

async fn check_and_keep(poll: &Poll, phase: Phase, body: &[u8]) -> Result<Promise, Refusal> {
    let invalid = |what: &str| Refusal::BallotInvalid(what.to_owned());
    let sent: Sent = serde_json::from_slice(body).map_err(|_| invalid("message"))?;
    let half = |text: &str| LinkHalf::parse(text).map_err(|_| invalid("link"));
    let (a, b) = (half(&sent.r_a)?, half(&sent.r_b)?);
    let checked = poll.check(Arc::clone(&sent.ballot)).await?;
    let tag = poll.checker().tag(&checked.credential, &a, &b);
    let tag = tag.ok_or(Refusal::CodesUnknown)?;
    let when = match phase {
        Phase::Before | Phase::Closed => When::Outside,
        Phase::Open => When::InTime,
        Phase::Grace if sent.pass == Some(poll.key.pass(poll.handle(), &tag)) => When::Late,
        Phase::Grace => When::Outside,
    };
    keep(poll, checked, tag, &sent.ballot, when).await
}

/// Hands a checked ballot in; a promise is given once it is on the disk.
async fn keep(
    poll: &Poll,
    checked: Checked,
    tag: [u8; 32],
    ballot: &str,
    when: When,
) -> Result<Promise, Refusal> {
    let tracking = checked.tracking.clone();
    let cast = Cast {
        tag,
        tracking: checked.tracking,
        credential: checked.credential,
        ballot: ballot.as_bytes().to_vec(),
        when,
    };
    match poll.counter.hand_in(cast).await {
        Some(Answer::Kept { head }) => Ok(poll.key.promise(poll.handle(), &tracking, &head)),
        Some(Answer::Unknown) => Err(Refusal::CodesUnknown),
        Some(Answer::Used) => Err(Refusal::AlreadyUsed),
        Some(Answer::Spoiled) => Err(Refusal::Spoiled),
        Some(Answer::Frozen) => Err(Refusal::Closed),
        None => Err(Refusal::Busy),
    }
}
