//! The crew of a process: takes jobs until it is told to stop.

use super::{JobError, Turn, Work};
use futures_util::FutureExt as _;
use palier_app::site::state::Site;
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Jobs that one process does at once.
const HANDS: usize = 2;
/// How often a process looks for jobs that another has asked for, or that were put off.
const LOOK: Duration = Duration::from_secs(1);
/// How long a stop waits for jobs under way; what is not done then is taken up by another process.
const PATIENCE: Duration = Duration::from_secs(20);

/// Those who work on jobs in this process.
pub struct Crew {
    stop: watch::Sender<bool>,
    hands: JoinSet<()>,
}

impl Crew {
    /// Begins to take jobs.
    #[must_use]
    pub fn start(site: &Site, work: Work) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut hands = JoinSet::new();
        for _ in 0..HANDS {
            hands.spawn(take_jobs(site.clone(), work, stopped.clone()));
        }
        Self { stop, hands }
    }

    /// Takes no more jobs, and waits a while for those under way.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let all = async { while self.hands.join_next().await.is_some() {} };
        if tokio::time::timeout(PATIENCE, all).await.is_err() {
            tracing::warn!("a job was still under way: it will be taken up again");
        }
    }
}

async fn take_jobs(site: Site, work: Work, mut stopped: watch::Receiver<bool>) {
    let worker = palier_store::ids::new_v4();
    tracing::debug!(%worker, "ready for jobs");
    while !*stopped.borrow() {
        match Turn::take(&site, worker).await {
            Ok(Some(turn)) => do_one(&site, work, &turn).await,
            Ok(None) => rest(&site, &mut stopped).await,
            Err(error) => {
                tracing::warn!(%error, "cannot look for jobs");
                rest(&site, &mut stopped).await;
            }
        }
    }
}

/// Waits until there may be something to do.
async fn rest(site: &Site, stopped: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = site.jobs.notified() => {}
        () = tokio::time::sleep(LOOK) => {}
        _ = stopped.changed() => {}
    }
}

async fn do_one(site: &Site, work: Work, turn: &Turn) {
    let (id, kind) = (turn.job.id, turn.job.kind.as_str());
    tracing::info!(job = %id, kind, attempt = turn.job.attempts, "a job begins");
    let unwound = |_| Err(JobError::Again("its code panicked".to_owned()));
    let done = tokio::select! {
        done = AssertUnwindSafe(work(site, turn)).catch_unwind() => done.unwrap_or_else(unwound),
        () = turn.hold(site) => {
            tracing::warn!(job = %id, kind, "a job's lease was lost: another process has it");
            return;
        }
    };
    match done {
        Ok(()) => tracing::info!(job = %id, kind, "a job is done"),
        Err(error) => turn.failed(site, &error).await,
    }
}
