//! What every request finds: the database, the clock, the address of the site.

use super::{assets::Assets, metrics::Metrics, origin::Origin};
use crate::charter::kept::Kept;
use crate::election::vote::Polls;
use palier_domain::charter::outline::Outline;
use palier_domain::id::VersionId;
use palier_store::{Clock, Db};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, Semaphore};

/// Parsed versions, by version; at most a few dozen are kept.
#[derive(Default)]
pub struct Outlines(Mutex<HashMap<VersionId, Arc<Outline>>>);

impl Outlines {
    const MOST: usize = 64;

    /// The outline of a version, if it was parsed before.
    #[must_use]
    pub fn get(&self, version: VersionId) -> Option<Arc<Outline>> {
        self.0.lock().ok()?.get(&version).cloned()
    }

    /// Keeps the outline of a version.
    pub fn keep(&self, version: VersionId, outline: &Arc<Outline>) {
        if let Ok(mut kept) = self.0.lock() {
            if kept.len() >= Self::MOST {
                kept.clear();
            }
            kept.insert(version, Arc::clone(outline));
        }
    }
}

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
    /// Wakes those of this process who wait for jobs.
    pub jobs: Notify,
    /// Outlines of versions, which never change: a page need not parse its text again.
    pub outlines: Outlines,
    /// What public pages show, while the journal says that it holds.
    pub kept: Kept,
    /// Elections that take votes, and their boxes.
    pub polls: Polls,
    /// What this process counts of its requests.
    pub metrics: Metrics,
    /// How many passphrases may be hashed at once: each takes 19 MiB.
    pub hashing: Semaphore,
    /// Whether `X-Forwarded-For` is written by a proxy of ours.
    pub behind_proxy: bool,
    /// Whether a mail server is named; without one mails wait in the outbox.
    pub sends_mail: bool,
    /// Who hosts the site, as its legal notice says it.
    pub hosted_by: Option<String>,
}

impl Site {
    /// Puts the parts together.
    #[must_use]
    pub fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// Tells this process's crew that a job was asked for; other processes look by themselves.
    pub fn wake_jobs(&self) {
        self.jobs.notify_waiters();
    }
}

impl std::ops::Deref for Site {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
