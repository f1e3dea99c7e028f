//! The register of commitments: what adopted texts commit to, and how far that is.

pub(crate) mod draw;
mod progress;
mod register;

pub use progress::{CommitmentError, Fill, NewProgress, complete, report};
pub use register::{
    Commitment, Figures, Progress, by_id, figures, of_clause, progress, register, revision_due,
};
