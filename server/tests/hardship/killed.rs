//! kill -9 in the middle of work.

use super::ground::{ARTICLE, Ground, SLUG};
use super::people::{Said, form_id, tenants};
use super::process::Process;
use palier_app::letters::job::{KIND, Payload, batch_of};
use palier_domain::job::JobState;
use palier_store::job::{self, Job, NewJob};
use palier_store::{Clock, comment, letter};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

crate::on_both_engines![
    every_acknowledged_comment_survives_a_kill,
    a_job_killed_in_the_middle_ends_once,
];

/// Acknowledgements after which the process is killed, of 200.
const ENOUGH: usize = 60;

async fn every_acknowledged_comment_survives_a_kill(ground: &Ground) {
    let people = tenants(ground, 200).await;
    let mut process = Process::serve(ground).await;
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let here = Arc::new(process.address());
    let mut posts = Vec::new();
    for (n, person) in people.iter().cloned().enumerate() {
        let (form, acknowledged, here) = (form_id(), Arc::clone(&acknowledged), Arc::clone(&here));
        let body = format!("Avis numéro {n}.");
        posts.push((
            form.clone(),
            body.clone(),
            tokio::spawn(async move {
                let said = person.says(&here, &form, &body).await;
                if matches!(said, Said::Kept(_)) {
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
                said
            }),
        ));
    }
    while acknowledged.load(Ordering::SeqCst) < ENOUGH {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    process.kill();
    let mut answers = Vec::new();
    for (form, body, post) in posts {
        answers.push((form, body, post.await.unwrap()));
    }
    let kept = answers
        .iter()
        .filter(|(_, _, said)| matches!(said, Said::Kept(_)));
    let kept = kept.count();
    assert!(
        (ENOUGH..200).contains(&kept),
        "{kept} acknowledged before the kill"
    );

    let process = Process::serve(ground).await;
    for (person, (form, body, said)) in people.iter().zip(&answers) {
        // Sent again with the same form, whatever became of it, it is there once.
        let again = person.says(&process, form, body).await;
        let Said::Kept(id) = &again else {
            panic!("{again:?}");
        };
        if let Said::Kept(first) = said {
            assert_eq!(id, first, "an acknowledged comment was lost");
        }
        let row = comment::get(&ground.db, id.parse::<uuid::Uuid>().unwrap().into());
        assert_eq!(&row.await.unwrap().unwrap().row.body, body);
    }
    let (_, page) = people[0]
        .sees(&process, &format!("/{SLUG}/charte/{ARTICLE}"))
        .await;
    assert!(page.contains("200 avis"), "each is counted once");
    ground.journal_holds().await;
}

/// Letters of the job: seconds of work.
const LETTERS: usize = 8_000;
/// How long it is let to work.
const A_WHILE: Duration = Duration::from_millis(400);

async fn a_job_killed_in_the_middle_ends_once(ground: &Ground) {
    let landlord = ground.another_landlord(LETTERS).await;
    let payload = Payload {
        estate: None,
        without_code: true,
    };
    let new = NewJob {
        kind: KIND,
        landlord_id: Some(landlord),
        asked_by: None,
        idempotency_key: "letters".to_owned(),
        payload: serde_json::to_value(&payload).unwrap(),
    };
    let mut tx = ground.db.begin().await.unwrap();
    let id = job::enqueue(&mut tx, new, Clock::system().now())
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut process = Process::serve(ground).await;
    let read = async || job::get(&ground.db, id).await.unwrap().unwrap();
    until(&read, |job| job.state == JobState::Running).await;
    tokio::time::sleep(A_WHILE).await;
    process.kill();
    let left = read().await;
    assert_eq!(left.state, JobState::Running, "killed in the middle");

    // The next process takes it once its lease has run out.
    let process = Process::serve(ground).await;
    let done = until(&read, |job| job.state.is_over()).await;
    assert_eq!((done.state, done.attempts), (JobState::Done, 2));
    drop(process);
    let batches = letter::batches(&ground.db, landlord, 10).await.unwrap();
    assert_eq!(batches.len(), 1, "made once");
    assert_eq!(batches[0].id, batch_of(id));
    let letters = letter::slice(&ground.db, batches[0].id, 1, 10_000).await;
    assert_eq!(letters.unwrap().len(), LETTERS);
    ground.journal_holds().await;
}

/// The job once it meets a condition.
async fn until(read: impl AsyncFn() -> Job, met: impl Fn(&Job) -> bool) -> Job {
    let late = Instant::now() + Duration::from_secs(120);
    while Instant::now() < late {
        let job = read().await;
        if met(&job) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{:?}", read().await);
}
