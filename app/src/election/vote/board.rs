//! The public board as data: tracking numbers, heads, when the next publication is due.

use super::cors;
use super::poll::of_address;
use super::publish::next_due;
use super::refusal::{answer, instant};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

/// Tracking numbers of one answer.
const PAGE: i64 = 1000;

/// Which page is asked for.
#[derive(Deserialize)]
pub struct Asked {
    /// Place of the first tracking number, from 0.
    #[serde(default)]
    from: i64,
}

/// `urne.json`.
///
/// Of ballots that wait nothing is said, not even whether there are any: whoever asked often enough
/// would learn when somebody voted.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn board(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let poll = of_address(&ctx.site, &slug, &handle).await?;
    let board = poll.boxed.board().await?;
    let tracking = poll.boxed.tracking_numbers(asked.from.max(0), PAGE).await?;
    let heads = poll.boxed.heads().await?;
    let heads: Vec<Value> = heads
        .iter()
        .map(|head| json!({ "height": head.height, "hash": head.hash }))
        .collect();
    let response = answer(&json!({
        "format": 1,
        "election": poll.handle(),
        "ballots": board.ballots,
        "head": board.head,
        "bytes": board.size,
        "published_at": instant(board.published_at),
        "next_at": next_due(&poll, &board, ctx.now).map(instant),
        "closed_at": board.frozen_at.map(instant),
        "late": board.late,
        "heads": heads,
        "from": asked.from.max(0),
        "tracking": tracking,
    }));
    Ok(cors::open(&poll, &headers, response))
}
