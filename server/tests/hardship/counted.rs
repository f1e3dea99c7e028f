//! kill -9 while ballots are added up and while the result is published: taken up again, they end as
//! if nothing had happened.

use super::electorate::Electorate;
use super::ground::{Ground, SLUG};
use super::process::Process;
use palier_app::election::closing::job::{RESULT, TALLY};
use palier_app::election::vote::Polls;
use palier_ballots::verify::{Options, Verdict, verify};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::ElectionId;
use palier_domain::job::JobState;
use palier_store::account::{self, NewAccount};
use palier_store::ballot_box::{BallotBox, BallotBoxes, Cast, When};
use palier_store::election::decryption::{self, Share};
use palier_store::election::freeze::{self, Freeze};
use palier_store::election::{self, tally};
use palier_store::job::{self, Job, NewJob};
use palier_store::{Clock, ids};
use serde_json::json;
use std::time::{Duration, Instant};

crate::on_both_engines![a_count_killed_in_the_middle_ends_the_same];

/// Ballots of the box: seconds of work.
const VOTES: usize = 300;

/// A day of an election that has passed whenever this runs.
const DAY: &str = "2022-12-06T10:00:00Z";

async fn a_count_killed_in_the_middle_ends_the_same(ground: &Ground) {
    let electorate = Electorate::with_holders(VOTES);
    let id = electorate
        .stored(&ground.db, ground.landlord, DAY.parse().unwrap())
        .await;
    let boxed = frozen(ground, &electorate, id).await;
    let before = archive(&boxed).await;

    killed_in_the_middle(ground, id, &electorate.handle, TALLY).await;
    assert_eq!(stage(ground, &electorate).await, Stage::Tallied);
    let summed = archive(&boxed).await;
    assert!(summed.starts_with(&before), "it only grows");
    let report = verify([&summed], Options::default());
    assert_eq!((report.verdict, report.refusal), (Verdict::Valid, None));

    let by = account(ground).await;
    for holder in [1, 3] {
        let share = Share {
            sha256: format!("{holder}"),
            holder: i64::try_from(holder).unwrap(),
            body: electorate.share(&summed, holder),
            fault: None,
            received_at: Clock::system().now(),
        };
        let mut tx = ground.db.begin().await.unwrap();
        decryption::keep(&mut tx, id, &share, by).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut tx = ground.db.begin().await.unwrap();
    let (settled, now) = (Condition::PaperSettled, Clock::system().now());
    election::declare(&mut tx, id, settled, "1", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    killed_in_the_middle(ground, id, &electorate.handle, RESULT).await;
    assert_eq!(stage(ground, &electorate).await, Stage::Decrypted);
    let finished = archive(&boxed).await;
    assert!(finished.starts_with(&summed), "it only grows");
    let options = Options {
        finished: true,
        ..Options::default()
    };
    let report = verify([&finished], options);
    assert_eq!((report.verdict, report.refusal), (Verdict::Valid, None));
    let each = u64::try_from(VOTES / 6).unwrap();
    assert_eq!(report.result, Some(vec![vec![each; 6]]));
    let kept = tally::of(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(kept.figures.votes, [each; 5]);
    assert_eq!(kept.figures.blank, each);
    ground.journal_holds().await;
}

/// A box with as many votes for each of five lists and the blank vote, whose vote has ended.
async fn frozen(ground: &Ground, electorate: &Electorate, id: ElectionId) -> BallotBox {
    let boxes = BallotBoxes::beside(&ground.url).unwrap();
    let now = Clock::system().now();
    let sealing = electorate.sealing(SLUG, now);
    let tags: Vec<[u8; 32]> = sealing.register.iter().map(|line| line.tag).collect();
    let boxed = boxes.create(&electorate.handle, sealing).await.unwrap();
    let casts = tags.into_iter().enumerate().map(|(voter, tag)| {
        let ready = electorate.ballot(voter, voter % 6);
        Cast {
            tag,
            tracking: ready.tracking,
            credential: electorate.credential(voter),
            ballot: ready.ballot.into_bytes(),
            when: When::InTime,
        }
    });
    boxed.cast(&casts.collect::<Vec<_>>()).await.unwrap();
    let polls = Polls::new(boxes);
    let poll = polls.get(&electorate.handle).await.unwrap().unwrap();
    let board = poll.freeze(now).await.unwrap().unwrap();
    let count = boxed.count().await.unwrap();
    let freeze = Freeze::of(board, count, "00".to_owned()).unwrap();
    let mut tx = ground.db.begin().await.unwrap();
    freeze::keep(&mut tx, id, &freeze, now).await.unwrap();
    tx.commit().await.unwrap();
    ground.execute("UPDATE election SET stage = 'frozen'").await;
    boxed
}

/// Asks for a job, kills the process that does it, and lets another one end it.
async fn killed_in_the_middle(ground: &Ground, id: ElectionId, handle: &str, kind: &'static str) {
    let new = NewJob {
        kind,
        landlord_id: Some(ground.landlord),
        asked_by: None,
        idempotency_key: kind.to_owned(),
        payload: json!({ "election": id, "handle": handle }),
    };
    let mut tx = ground.db.begin().await.unwrap();
    let job = job::enqueue(&mut tx, new, Clock::system().now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let read = async || job::get(&ground.db, job).await.unwrap().unwrap();
    let mut process = Process::serve(ground).await;
    until(&read, |job| job.state != JobState::Waiting).await;
    let [some] = ids::random::<1>();
    tokio::time::sleep(Duration::from_millis(u64::from(some % 64))).await;
    process.kill();
    let left = read().await;
    assert_eq!(left.state, JobState::Running, "{kind}, when it was killed");

    let process = Process::serve(ground).await;
    let done = until(&read, |job| job.state.is_over()).await;
    assert_eq!(done.state, JobState::Done, "{:?}", done.error);
    drop(process);
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

async fn stage(ground: &Ground, electorate: &Electorate) -> Stage {
    let found = election::by_handle(&ground.db, &electorate.handle).await;
    found.unwrap().unwrap().stage
}

async fn account(ground: &Ground) -> palier_domain::id::AccountId {
    let new = NewAccount {
        identifier: "bureau".to_owned(),
        email: None,
        passphrase: "no hash".to_owned(),
        own_name: "Alice".to_owned(),
    };
    let mut tx = ground.db.begin().await.unwrap();
    let id = account::create(&mut tx, new, Clock::system().now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn archive(boxed: &BallotBox) -> Vec<u8> {
    let (mut bytes, size) = (Vec::new(), boxed.board().await.unwrap().size);
    while i64::try_from(bytes.len()).unwrap() < size {
        let at = i64::try_from(bytes.len()).unwrap();
        for piece in boxed.archive_from(at).await.unwrap() {
            bytes.extend(piece.bytes);
        }
    }
    bytes
}
