//! The archive so far: the bytes that every later one begins with.

use super::cors;
use super::poll::{Poll, of_address};
use crate::site::{context::Ctx, context::header_text, error::AppError};
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use palier_store::StoreError;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

/// `archive.bel`, whole or in part.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn archive(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let poll = of_address(&ctx.site, &slug, &handle).await?;
    let board = poll.boxed.board().await?;
    let tag = format!("\"{}\"", board.head);
    if header_text(&headers, &header::IF_NONE_MATCH).contains(&tag) {
        let response = StatusCode::NOT_MODIFIED.into_response();
        return Ok(cors::open(&poll, &headers, with_tag(response, &tag)));
    }
    // A part of an earlier archive is the same part of this one: If-Range needs no look.
    let response = match range(header_text(&headers, &header::RANGE), board.size) {
        Asked::Whole => send(&poll, 0..board.size, None),
        Asked::Part(part) => {
            let said = format!("bytes {}-{}/{}", part.start, part.end - 1, board.size);
            send(&poll, part, Some(&said))
        }
        Asked::Nothing => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            insert(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes */{}", board.size),
            );
            insert(&mut response, header::CONTENT_TYPE, KIND);
            response
        }
    };
    Ok(cors::open(&poll, &headers, with_tag(response, &tag)))
}

const KIND: &str = "application/x-belenios";

/// What a Range header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<i64>),
    Nothing,
}

/// Reads `bytes=FROM-`, `bytes=FROM-TO` and `bytes=-LAST` (RFC 9110, section 14); anything else asks
/// for the whole.
fn range(text: &str, size: i64) -> Asked {
    let Some((from, to)) = text
        .strip_prefix("bytes=")
        .and_then(|one| one.split_once('-'))
    else {
        return Asked::Whole;
    };
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0);
    let part = match (number(from), number(to)) {
        (Some(from), Some(to)) if to >= from => from..to.saturating_add(1).min(size),
        (Some(from), None) if to.is_empty() => from..size,
        (None, Some(last)) if from.is_empty() => (size - last).max(0)..size,
        _ => return Asked::Whole,
    };
    if part.start < part.end {
        Asked::Part(part)
    } else {
        Asked::Nothing
    }
}

/// Sends a part, some events at a time.
fn send(poll: &Arc<Poll>, part: Range<i64>, said: Option<&str>) -> Response {
    let length = part.end - part.start;
    let (poll, ready) = (Arc::clone(poll), VecDeque::new());
    let pieces = futures_util::stream::try_unfold(
        (poll, part, ready),
        async |(poll, mut part, mut ready): (Arc<Poll>, Range<i64>, VecDeque<Bytes>)| {
            if ready.is_empty() && part.start < part.end {
                read(&poll, &mut part, &mut ready).await?;
            }
            Ok::<_, StoreError>(ready.pop_front().map(|next| (next, (poll, part, ready))))
        },
    );
    let mut response = Body::from_stream(pieces).into_response();
    insert(&mut response, header::CONTENT_TYPE, KIND);
    insert(&mut response, header::CONTENT_LENGTH, &length.to_string());
    insert(&mut response, header::ACCEPT_RANGES, "bytes");
    // Ciphertexts do not become smaller, and a part must be a part of these bytes.
    insert(&mut response, header::CONTENT_ENCODING, "identity");
    if let Some(said) = said {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        insert(&mut response, header::CONTENT_RANGE, said);
    }
    response
}

/// Reads the next events, cut to what was asked for.
async fn read(
    poll: &Poll,
    part: &mut Range<i64>,
    ready: &mut VecDeque<Bytes>,
) -> Result<(), StoreError> {
    for piece in poll.boxed.archive_from(part.start).await? {
        if part.start >= part.end {
            break;
        }
        let length = i64::try_from(piece.bytes.len()).unwrap_or(0);
        let from = usize::try_from(part.start - piece.start).unwrap_or(0);
        let to = usize::try_from((part.end - piece.start).min(length)).unwrap_or(0);
        let bytes = Bytes::from(piece.bytes);
        if from < to {
            ready.push_back(bytes.slice(from..to));
        }
        part.start = (piece.start + length).max(part.start);
    }
    Ok(())
}

fn with_tag(mut response: Response, tag: &str) -> Response {
    insert(&mut response, header::ETAG, tag);
    insert(&mut response, header::CACHE_CONTROL, "no-cache");
    response
}

fn insert(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_was_asked_for_and_no_more_than_there_is() {
        assert_eq!(range("", 10), Asked::Whole);
        assert_eq!(range("bytes=0-3", 10), Asked::Part(0..4));
        assert_eq!(range("bytes=4-", 10), Asked::Part(4..10));
        assert_eq!(range("bytes=4-99", 10), Asked::Part(4..10));
        assert_eq!(range("bytes=-3", 10), Asked::Part(7..10));
        assert_eq!(range("bytes=10-", 10), Asked::Nothing);
        assert_eq!(range("bytes=1-2,4-5", 10), Asked::Whole);
        assert_eq!(range("lines=1-2", 10), Asked::Whole);
    }
}
