//! Work behind the pages: each process takes jobs from the same table, one after the other.

pub mod closing;
pub mod letters_make;
pub mod roll_import;
mod run;
mod turn;

pub use run::Crew;
pub use turn::{JobError, Turn};

use futures_util::future::{BoxFuture, FutureExt as _};
use palier_app::site::state::Site;

/// How jobs are done: chosen by their kind.
pub type Work = for<'a> fn(&'a Site, &'a Turn) -> BoxFuture<'a, Result<(), JobError>>;

/// Does a job of any kind that this program knows.
#[must_use]
pub fn work<'a>(site: &'a Site, turn: &'a Turn) -> BoxFuture<'a, Result<(), JobError>> {
    by_kind(site, turn).boxed()
}

async fn by_kind(site: &Site, turn: &Turn) -> Result<(), JobError> {
    match turn.job.kind.as_str() {
        closing::TALLY => closing::tally(site, turn).await,
        closing::RESULT => closing::result(site, turn).await,
        letters_make::KIND => letters_make::run(site, turn).await,
        roll_import::KIND => roll_import::run(site, turn).await,
        // Asked for by a later version, which another process may run.
        kind => Err(JobError::Again(format!("no job is called {kind} here"))),
    }
}
