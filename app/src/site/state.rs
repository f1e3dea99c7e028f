//! What every request finds: the database, the clock, the address of the site.

use super::{assets::Assets, origin::Origin};
use palier_store::{Clock, Db};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The site, as one process serves it. Nothing in it is lost when the process stops.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

/// The parts of a [`Site`].
pub struct Inner {
    /// The database.
    pub db: Db,
    /// The clock: real, or the demo's.
    pub clock: Clock,
    /// The address that people type.
    pub origin: Origin,
    /// Whether this instance shows invented people.
    pub demo: bool,
    /// The salt of the activation codes' hashes.
    pub code_salt: Vec<u8>,
    /// Addresses of embedded files.
    pub assets: Assets,
    /// How many passphrases may be hashed at once: each takes 19 MiB.
    pub hashing: Semaphore,
    /// Whether `X-Forwarded-For` is written by a proxy of ours.
    pub behind_proxy: bool,
}

impl Site {
    /// Puts the parts together.
    #[must_use]
    pub fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }
}

impl std::ops::Deref for Site {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
