//! Taking votes: what the booth asks of the server, and what the public board shows.
//!
//! A cast is checked (spelling, election, listed credential, signature, every proof), then the link
//! tag is made again from its two link halves, then the [`counter`] marks the line and keeps the
//! ballot in one transaction that is on the disk before the [`promise`] is given. No time, order,
//! address or account is stored with it, no journal row or log line is written of it.
//!
//! All answers are JSON in UTF-8; refusals are `{"error":CODE}` with a code of [`refusal`].

pub mod archive;
pub mod board;
pub mod booth;
pub mod check;
pub mod clock;
pub mod cors;
pub mod counter;
pub mod guesses;
pub mod pass;
pub mod poll;
pub mod promise;
pub mod publish;
pub mod refusal;
pub mod send;
pub mod setup;
pub mod spoil;
pub mod third;

pub use poll::{Poll, Polls};

/// Where a vote is sent.
pub const CAST: &str = "/api/election/{handle}/cast";
/// Where a ballot is sent before it is opened for an audit.
pub const SPOIL: &str = "/api/election/{handle}/spoil";
/// Where a voter enters whose codes fit.
pub const ENTER: &str = "/api/election/{handle}/enter";
/// Where a device tells of a third voter.
pub const THIRD: &str = "/api/election/{handle}/third";
/// What the booth asks first.
pub const BOOTH: &str = "/{landlord}/election/{handle}/booth.json";
/// The credentials that begin alike.
pub const CREDENTIALS: &str = "/{landlord}/election/{handle}/credentials/{file}";
/// What the booth asks first in a consultation.
pub const ASKED_BOOTH: &str = "/{landlord}/consultations/{handle}/booth.json";
/// The credentials of a consultation that begin alike.
pub const ASKED_CREDENTIALS: &str = "/{landlord}/consultations/{handle}/credentials/{file}";
/// The public board.
pub const BOARD: &str = "/{landlord}/election/{handle}/urne.json";
/// The archive so far.
pub const ARCHIVE: &str = "/{landlord}/election/{handle}/archive.bel";

/// The most that a cast may carry, in bytes: many lists, in the larger of the groups.
pub const BALLOT: usize = 256 * 1024;

/// Whether requests to a route's pattern are answered without a trace: no line in the log, no
/// figure, no session looked up or touched. A time beside a vote would join it to who voted then.
#[must_use]
pub fn is_untraced(route: &str) -> bool {
    let asked = [ASKED_BOOTH, ASKED_CREDENTIALS].contains(&route);
    asked || [CAST, SPOIL, ENTER, THIRD, BOOTH, CREDENTIALS].contains(&route)
}

/// The handle in the address of a route that declared sites may send to.
#[must_use]
pub fn sent_from_afar(path: &str) -> Option<&str> {
    let (handle, what) = path.strip_prefix("/api/election/")?.split_once('/')?;
    ["cast", "spoil", "enter", "third"]
        .contains(&what)
        .then_some(handle)
}
