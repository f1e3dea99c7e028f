//! `roll.import`: what is asked for, and what came of it.

use palier_domain::id::{JobId, UploadId};
use serde::{Deserialize, Serialize};

/// The job's kind.
pub const KIND: &str = "roll.import";

/// Steps of the job: the file is there, it was read, its difference is written.
pub const STEPS: usize = 3;

/// What the job needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// The file.
    pub upload: UploadId,
    /// Its name on the sender's machine.
    pub name: String,
    /// The number of leases that somebody confirmed may end.
    pub allow_closing: Option<usize>,
    /// The import that asked for this confirmation.
    pub confirms: Option<JobId>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// It was imported.
    Imported {
        /// Lines of the file.
        lines: usize,
        /// Tenancies and persons that are new.
        added: usize,
        /// What changed.
        changed: usize,
        /// Leases that ended.
        closed: usize,
        /// Nothing was new.
        unchanged: bool,
    },
    /// Lines are bad: nothing was imported.
    Refused {
        /// How many problems there are.
        problems: usize,
        /// The report, kept as a file for [`REPORT_DAYS`](super::REPORT_DAYS).
        report: UploadId,
    },
    /// It would end so many leases that somebody must confirm it: nothing was imported.
    TooManyClosed {
        /// Leases that it would end.
        would_close: usize,
        /// Leases that run.
        running: usize,
    },
    /// The file waited too long and was erased.
    Gone,
}
