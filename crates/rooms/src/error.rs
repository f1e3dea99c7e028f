//! Why an operation on a room was refused.

use crate::{Identity, RoomId};

/// The cause that OpenMLS gives, kept for the log.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why an operation on a room was refused; the room is unchanged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RoomError {
    /// An identity is empty, too long, or not plain text.
    #[error("an identity is 1 to {longest} bytes of text without control characters")]
    Identity {
        /// The greatest length, in bytes of UTF-8.
        longest: usize,
    },
    /// A room identifier is empty, too long, or not plain text.
    #[error("a room identifier is 1 to {longest} bytes of text without control characters")]
    RoomId {
        /// The greatest length, in bytes of UTF-8.
        longest: usize,
    },

    /// This device has no such room.
    #[error("this device is not in room {0}")]
    UnknownRoom(RoomId),
    /// This device is already in the room it should create or join.
    #[error("this device is already in room {0}")]
    RoomExists(RoomId),
    /// Somebody removed this device from the room.
    #[error("this device was removed from room {0}")]
    Removed(RoomId),
    /// The person to remove is not in the room.
    #[error("{0} is not in the room")]
    NotInRoom(Identity),
    /// A commit names nobody to add or to remove.
    #[error("nobody to add or to remove")]
    Nobody,

    /// An earlier commit of this device waits for the decision of the delivery service.
    #[error("a commit in room {0} still waits for its decision")]
    CommitUndecided(RoomId),
    /// No commit of this device waits in the room.
    #[error("no commit waits in room {0}")]
    NoCommit(RoomId),

    /// The bytes are not what they should be.
    #[error("the bytes are not {expected}")]
    Malformed {
        /// What was expected, for instance `a welcome`.
        expected: &'static str,
    },
    /// The message belongs to an epoch this device has not reached: commits are missing.
    #[error("the message is of epoch {message}, the room is at {room}: commits are missing")]
    EpochAhead {
        /// The epoch of the message.
        message: u64,
        /// The epoch of the room on this device.
        room: u64,
    },
    /// This device never had the key of the message, or no longer has it: the message is older than
    /// its entry, or came too late.
    #[error("the message is of epoch {message}, the room is at {room}: its key is gone")]
    KeysGone {
        /// The epoch of the message.
        message: u64,
        /// The epoch of the room on this device.
        room: u64,
    },
    /// The commit starts from an epoch that the room has left: it was followed, or it lost.
    #[error("the commit is of epoch {message}, the room is at {room} already")]
    CommitPast {
        /// The epoch the commit starts from.
        message: u64,
        /// The epoch of the room on this device.
        room: u64,
    },
    /// The message was read before; its key is destroyed.
    #[error("the message was read before")]
    AlreadyRead,
    /// Somebody outside the room speaks to it, which rooms do not allow.
    #[error("a message from outside the room")]
    FromOutside,
    /// A commit would put another name or another signature key on its sender's device.
    #[error("{0} may not change name or signature key")]
    IdentityChanged(Identity),
    /// A commit or a proposal does something else than add, remove or renew keys.
    #[error("a change that rooms do not allow")]
    ChangeNotAllowed,

    /// OpenMLS refused for a reason of its own: a bad signature, an expired key package, a full store.
    #[error("cannot {doing}: {cause}")]
    Mls {
        /// What was being done, to follow the word "cannot".
        doing: &'static str,
        /// What OpenMLS says.
        #[source]
        cause: Cause,
    },
}

impl RoomError {
    /// Wraps a refusal of OpenMLS, saying what was being done.
    pub(crate) fn mls<E>(doing: &'static str) -> impl FnOnce(E) -> Self
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        move |cause| Self::Mls {
            doing,
            cause: Box::new(cause),
        }
    }
}
