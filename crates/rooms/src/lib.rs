//! End-to-end encrypted rooms: Messaging Layer Security (MLS, RFC 9420) as a machine without input
//! or output.
//!
//! A [`Member`] is one device of one person. It turns wishes into bytes to hand to the delivery
//! service, and bytes from the delivery service into what happened. It opens no socket, and it
//! waits for nobody: whether a commit counts is the service's decision, told back with
//! [`Member::accept_commit`] or [`Member::discard_commit`].
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Settled: create, join
//!     Settled --> Undecided: add, remove, update
//!     Undecided --> Settled: accept_commit (next epoch)
//!     Undecided --> Settled: discard_commit (same epoch)
//!     Undecided --> Settled: receive another's commit (next epoch, ours is void)
//!     Settled --> Settled: receive a commit (next epoch)
//!     Settled --> Removed: receive a commit that removes us
//!     Undecided --> Removed: receive a commit that removes us
//!     Removed --> Settled: join again
//!     Removed --> [*]: forget
//! ```
//!
//! What the machine does not do, and whoever drives it must: keep the state before sending
//! (`persist before sending`), hand out each key package once, keep one commit per room and epoch,
//! and check that an [`Identity`] belongs to the account it names, since a basic credential proves
//! nothing by itself (RFC 9420, section 5.3).

mod changes;
mod commits;
mod config;
mod entry;
mod error;
mod identity;
mod member;
mod messages;
mod room_id;

pub use commits::OutgoingCommit;
pub use error::RoomError;
pub use identity::Identity;
pub use member::{Member, Person};
pub use messages::{Change, Received};
pub use room_id::RoomId;
