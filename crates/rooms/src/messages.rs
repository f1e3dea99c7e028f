//! Speaking and listening in a room.

use openmls::framing::errors::{MessageDecryptionError, SecretTreeError};
use openmls::prelude::{
    ContentType, MlsMessageIn, ProcessMessageError, ProcessedMessageContent, ProtocolMessage,
    ValidationError, tls_codec::DeserializeBytes,
};

use crate::{Identity, Member, RoomError, RoomId, changes};

/// What the bytes from the delivery service turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// Somebody wrote.
    Message {
        /// In which room.
        room: RoomId,
        /// Who wrote, by the key that signed.
        from: Identity,
        /// What they wrote.
        text: String,
    },
    /// Somebody changed the room, and this device followed.
    Change(Change),
    /// Something that this device sent came back; there is nothing to do.
    Own {
        /// In which room.
        room: RoomId,
    },
}

/// A change of a room that this device followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The room that changed.
    pub room: RoomId,
    /// Who changed it.
    pub by: Identity,
    /// The epoch the room is at now.
    pub epoch: u64,
    /// Who was added, once per device.
    pub joined: Vec<Identity>,
    /// Who was removed, once per device.
    pub left: Vec<Identity>,
    /// Whether this device was removed, so that it reads no further.
    pub removed_me: bool,
    /// Whether a commit of this device was waiting: it lost, is dropped, and must be made anew.
    pub superseded: bool,
}

impl Member {
    /// Encrypts a message to everybody in the room.
    ///
    /// # Errors
    /// [`RoomError::UnknownRoom`], [`RoomError::Removed`], or [`RoomError::Mls`].
    pub fn send(&mut self, room: &RoomId, text: &str) -> Result<Vec<u8>, RoomError> {
        let Some(group) = self.rooms.get_mut(room) else {
            return Err(RoomError::UnknownRoom(room.clone()));
        };
        if !group.is_active() {
            return Err(RoomError::Removed(room.clone()));
        }
        group
            .create_message(&self.provider, &self.signer, text.as_bytes())
            .map_err(RoomError::mls("encrypt the message"))?
            .to_bytes()
            .map_err(RoomError::mls("write the message"))
    }

    /// Takes in what the delivery service brings: a message, or a commit to follow.
    ///
    /// # Errors
    /// [`RoomError::Malformed`] and [`RoomError::UnknownRoom`] for what is not for this device;
    /// [`RoomError::CommitPast`] for a commit it need not follow; [`RoomError::Removed`],
    /// [`RoomError::EpochAhead`], [`RoomError::KeysGone`] and [`RoomError::AlreadyRead`] for what
    /// it cannot read; [`RoomError::FromOutside`],
    /// [`RoomError::IdentityChanged`], [`RoomError::ChangeNotAllowed`] and [`RoomError::Mls`] for
    /// what nobody should have sent.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<Received, RoomError> {
        let message = parse(bytes)?;
        let room = RoomId::of(message.group_id())?;
        let Some(group) = self.rooms.get_mut(&room) else {
            return Err(RoomError::UnknownRoom(room));
        };
        let (here, there) = (group.epoch().as_u64(), message.epoch().as_u64());
        if !group.is_active() {
            return Err(RoomError::Removed(room));
        }
        if there > here {
            return Err(RoomError::EpochAhead {
                message: there,
                room: here,
            });
        }
        if there < here && message.content_type() == ContentType::Commit {
            return Err(RoomError::CommitPast {
                message: there,
                room: here,
            });
        }
        let processed = group
            .process_message(&self.provider, message)
            .map_err(|error| refusal(error, there, here))?;
        let from = Identity::of(processed.credential())?;
        let sender = processed.sender().clone();
        match processed.into_content() {
            ProcessedMessageContent::ApplicationMessage(message) => {
                let text = String::from_utf8(message.into_bytes())
                    .map_err(|_| RoomError::Malformed { expected: "text" })?;
                Ok(Received::Message { room, from, text })
            }
            ProcessedMessageContent::StagedCommitMessage(commit) => {
                changes::follow(group, &self.provider, room, from, &sender, *commit)
                    .map(Received::Change)
            }
            ProcessedMessageContent::OwnPrivateMessage
            | ProcessedMessageContent::OwnPendingCommit => Ok(Received::Own { room }),
            // This crate sends none: all its changes are commits.
            ProcessedMessageContent::ProposalMessage(_)
            | ProcessedMessageContent::ExternalJoinProposalMessage(_) => {
                Err(RoomError::ChangeNotAllowed)
            }
        }
    }
}

/// The message that the bytes hold.
fn parse(bytes: &[u8]) -> Result<ProtocolMessage, RoomError> {
    let malformed = || RoomError::Malformed {
        expected: "a message of a room",
    };
    let message = MlsMessageIn::tls_deserialize_exact_bytes(bytes).map_err(|_| malformed())?;
    let message = message
        .try_into_protocol_message()
        .map_err(|_| malformed())?;
    if message.is_external() {
        Err(RoomError::FromOutside)
    } else {
        Ok(message)
    }
}

/// Why a message of epoch `there` cannot be read in a room at epoch `here`.
fn refusal<E>(error: ProcessMessageError<E>, there: u64, here: u64) -> RoomError
where
    E: std::error::Error + Send + Sync + 'static,
{
    use MessageDecryptionError::SecretTreeError as Key;
    use ProcessMessageError::ValidationError as Invalid;

    match &error {
        Invalid(
            ValidationError::NoPastEpochData
            | ValidationError::UnableToDecrypt(Key(SecretTreeError::TooDistantInThePast)),
        ) => RoomError::KeysGone {
            message: there,
            room: here,
        },
        Invalid(ValidationError::UnableToDecrypt(Key(SecretTreeError::SecretReuseError))) => {
            RoomError::AlreadyRead
        }
        _ => RoomError::mls("read the message")(error),
    }
}
