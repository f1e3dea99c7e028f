//! The counter: votes that come together are put on the disk together.
//!
//! Checking a ballot is computing, and runs beside at most as many others as there are processors;
//! putting it on the disk takes an fsync, and those that wait share one. When too many wait, the
//! next is told so at once rather than kept waiting.

use palier_store::StoreError;
use palier_store::ballot_box::{Answer, BallotBox, Cast};
use tokio::sync::{mpsc, oneshot};

/// Votes of one transaction at most.
const GROUP: usize = 64;
/// Votes that may wait for the disk.
const WAITING: usize = 512;

/// Where checked votes of one election are handed in.
#[derive(Clone, Debug)]
pub struct Counter(mpsc::Sender<Handed>);

#[derive(Debug)]
struct Handed {
    cast: Cast,
    answer: oneshot::Sender<Option<Answer>>,
}

impl Counter {
    /// Opens the counter before a box; it closes when nobody holds it any more.
    #[must_use]
    pub fn before(boxed: BallotBox) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        tokio::spawn(serve(boxed, receiver));
        Self(sender)
    }

    /// Hands a vote in; answers once it is on the disk. None when the disk or the queue refuses:
    /// sent again, the same ballot is answered the same.
    pub async fn hand_in(&self, cast: Cast) -> Option<Answer> {
        let (answer, answered) = oneshot::channel();
        self.0.try_send(Handed { cast, answer }).ok()?;
        answered.await.ok().flatten()
    }
}

async fn serve(boxed: BallotBox, mut queue: mpsc::Receiver<Handed>) {
    let mut group = Vec::with_capacity(GROUP);
    while queue.recv_many(&mut group, GROUP).await > 0 {
        let (casts, answers): (Vec<_>, Vec<_>) =
            group.drain(..).map(|one| (one.cast, one.answer)).unzip();
        let kept = keep(&boxed, &casts).await;
        for (at, answer) in answers.into_iter().enumerate() {
            // Whoever hung up asks again, and is answered the same.
            let _ = answer.send(kept.get(at).cloned());
        }
    }
}

/// Puts votes on the disk; tried twice, since two processes may have met.
async fn keep(boxed: &BallotBox, casts: &[Cast]) -> Vec<Answer> {
    for last in [false, true] {
        match boxed.cast(casts).await {
            Ok(answers) => return answers,
            Err(StoreError::Conflict(_)) if !last => {}
            // What failed is told, and neither whose vote it was nor how many there were.
            Err(error) => {
                tracing::error!(%error, "a box takes no votes");
                break;
            }
        }
    }
    Vec::new()
}
