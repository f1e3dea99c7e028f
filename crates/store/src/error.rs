//! What can go wrong between the rules and the disk; no driver's error leaves this crate.

mod from_driver;
mod taken;

pub use taken::Taken;

use std::error::Error;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database does not answer, or is too busy; trying again later may help.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// No room is left to write.
    #[error("the database has no room left")]
    Full,
    /// Something that must be unique is someone else's already.
    #[error("already taken: {0}")]
    Taken(Taken),
    /// Something that was named does not exist.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// The state of things does not allow it.
    #[error("not possible now: {0}")]
    Conflict(&'static str),
    /// What is stored cannot be what was written.
    #[error("the database holds something it should not: {0}")]
    Corrupt(String),
    /// Anything else, with its cause for the log.
    #[error("the database failed")]
    Other {
        /// What the driver said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StoreError {
    /// The cause behind [`StoreError::Other`].
    pub(crate) fn other(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Other {
            source: source.into(),
        }
    }

    /// A stored byte string of the wrong length.
    pub(crate) fn hash(found: &[u8]) -> Result<[u8; 32], Self> {
        <[u8; 32]>::try_from(found)
            .map_err(|_| Self::Corrupt(format!("a hash of {} bytes instead of 32", found.len())))
    }
}
