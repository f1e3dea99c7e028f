//! Which room.

use std::fmt;

use openmls::prelude::GroupId;

use crate::RoomError;
use crate::identity::is_plain_text;

/// The greatest length of a room identifier, in bytes.
const LONGEST: usize = 64;

/// The identifier of a room, the same on every device and at the delivery service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomId(String);

impl RoomId {
    /// Reads an identifier: 1 to 64 bytes of text without control characters.
    ///
    /// # Errors
    /// [`RoomError::RoomId`].
    pub fn parse(text: &str) -> Result<Self, RoomError> {
        if is_plain_text(text, LONGEST) {
            Ok(Self(text.to_owned()))
        } else {
            Err(RoomError::RoomId { longest: LONGEST })
        }
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier as MLS carries it.
    pub(crate) fn group_id(&self) -> GroupId {
        GroupId::from_slice(self.0.as_bytes())
    }

    /// The identifier that MLS carried here.
    pub(crate) fn of(group: &GroupId) -> Result<Self, RoomError> {
        match std::str::from_utf8(group.as_slice()) {
            Ok(text) => Self::parse(text),
            Err(_) => Err(RoomError::RoomId { longest: LONGEST }),
        }
    }
}

impl fmt::Display for RoomId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
