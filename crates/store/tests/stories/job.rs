//! Jobs: taken once, finished once, tried again.

use crate::support::{Ground, instant};
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::id::JobId;
use palier_domain::job::{JobState, MOST_ATTEMPTS};
use palier_store::job::{self, Asked, Job, NewJob};
use palier_store::{StoreError, ids};
use serde_json::json;
use uuid::Uuid;

crate::on_both_engines![
    a_job_asked_for_twice_is_there_once,
    a_job_is_taken_by_one_of_many,
    who_lost_the_lease_leaves_no_trace,
    a_failed_job_is_tried_again_later,
    a_job_that_never_ends_is_given_up,
    progress_is_seen_by_others,
    a_landlords_jobs_are_listed_latest_first,
    of_jobs_asked_for_at_one_instant_a_landlord_has_one,
];

const LEASE: TimeDelta = TimeDelta::seconds(60);

fn nine() -> DateTime<Utc> {
    instant("09:00:00")
}

async fn asked(ground: &Ground, key: &str) -> JobId {
    let new = NewJob {
        kind: "story",
        landlord_id: None,
        asked_by: None,
        idempotency_key: key.to_owned(),
        payload: json!({ "key": key }),
    };
    let mut tx = ground.begin().await;
    let id = job::enqueue(&mut tx, new, nine()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn take(ground: &Ground, worker: Uuid, at: DateTime<Utc>) -> Option<Job> {
    job::take(&ground.db, worker, at, LEASE).await.unwrap()
}

async fn a_job_asked_for_twice_is_there_once(ground: &Ground) {
    let first = asked(ground, "a").await;
    assert_eq!(asked(ground, "a").await, first);
    assert_ne!(asked(ground, "b").await, first);
    assert_eq!(job::latest(&ground.db, 10).await.unwrap().len(), 2);
}

async fn a_job_is_taken_by_one_of_many(ground: &Ground) {
    for n in 0..10 {
        asked(ground, &n.to_string()).await;
    }
    let hands: Vec<_> = (0..4)
        .map(|_| {
            let db = ground.db.clone();
            tokio::spawn(async move {
                let worker = ids::new_v4();
                let mut taken = Vec::new();
                // None may also mean that another was quicker: asked again until all are out.
                for _ in 0..40 {
                    taken.extend(job::take(&db, worker, nine(), LEASE).await.unwrap());
                }
                taken.iter().map(|job| job.id).collect::<Vec<_>>()
            })
        })
        .collect();
    let mut taken = Vec::new();
    for hand in hands {
        taken.extend(hand.await.unwrap());
    }
    assert_eq!(taken.len(), 10, "each is taken");
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), 10, "and none twice");
}

async fn who_lost_the_lease_leaves_no_trace(ground: &Ground) {
    let id = asked(ground, "a").await;
    let (slow, quick) = (ids::new_v4(), ids::new_v4());
    take(ground, slow, nine()).await.unwrap();
    assert!(take(ground, quick, nine()).await.is_none(), "leased");
    let later = nine() + LEASE;
    let again = take(ground, quick, later).await.unwrap();
    assert_eq!((again.id, again.attempts), (id, 2));
    let held = job::advance(&ground.db, id, slow, (1, 2), later + LEASE).await;
    assert!(!held.unwrap(), "the slow one is told");
    let mut tx = ground.begin().await;
    let refused = job::finish(&mut tx, id, slow, &json!(1), later).await;
    assert!(
        matches!(refused, Err(StoreError::Conflict(_))),
        "{refused:?}"
    );
    drop(tx);
    job::fail(&ground.db, id, slow, "late", None, later)
        .await
        .unwrap();
    let mut tx = ground.begin().await;
    job::finish(&mut tx, id, quick, &json!(2), later)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let done = job::get(&ground.db, id).await.unwrap().unwrap();
    assert_eq!((done.state, done.result), (JobState::Done, Some(json!(2))));
    assert_eq!((done.error, done.finished_at), (None, Some(later)));
}

async fn a_failed_job_is_tried_again_later(ground: &Ground) {
    let id = asked(ground, "a").await;
    let worker = ids::new_v4();
    take(ground, worker, nine()).await.unwrap();
    let again = nine() + TimeDelta::seconds(30);
    job::fail(&ground.db, id, worker, "no luck", Some(again), nine())
        .await
        .unwrap();
    assert!(take(ground, worker, nine()).await.is_none());
    let second = take(ground, worker, again).await.unwrap();
    assert_eq!(second.error.as_deref(), Some("no luck"));
    job::fail(&ground.db, id, worker, "no use", None, again)
        .await
        .unwrap();
    let given_up = job::get(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(given_up.state, JobState::Failed);
    assert_eq!(job::unfinished(&ground.db).await.unwrap(), [0, 0, 1]);
}

async fn a_job_that_never_ends_is_given_up(ground: &Ground) {
    let id = asked(ground, "a").await;
    let mut at = nine();
    for attempt in 1..=MOST_ATTEMPTS {
        let taken = take(ground, ids::new_v4(), at).await.unwrap();
        assert_eq!(taken.attempts, attempt);
        at += LEASE;
    }
    assert!(take(ground, ids::new_v4(), at).await.is_none());
    let given_up = job::get(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(given_up.state, JobState::Failed);
}

async fn progress_is_seen_by_others(ground: &Ground) {
    let id = asked(ground, "a").await;
    let worker = ids::new_v4();
    take(ground, worker, nine()).await.unwrap();
    let held = job::advance(&ground.db, id, worker, (3, 12), nine() + LEASE * 2).await;
    assert!(held.unwrap());
    let seen = job::get(&ground.db, id).await.unwrap().unwrap();
    assert_eq!((seen.progress, seen.total), (3, 12));
    assert!(
        take(ground, ids::new_v4(), nine() + LEASE).await.is_none(),
        "the lease was renewed"
    );
}

async fn a_landlords_jobs_are_listed_latest_first(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let mut ids = Vec::new();
    for (n, kind) in [(1, "story"), (2, "other"), (3, "story")] {
        let new = NewJob {
            kind,
            landlord_id: Some(landlord),
            asked_by: None,
            idempotency_key: n.to_string(),
            payload: json!({}),
        };
        let mut tx = ground.begin().await;
        let at = nine() + TimeDelta::minutes(n);
        ids.push(job::enqueue(&mut tx, new, at).await.unwrap());
        tx.commit().await.unwrap();
    }
    let listed = job::of_landlord(&ground.db, landlord, "story", 10).await;
    let listed: Vec<_> = listed.unwrap().into_iter().map(|job| job.id).collect();
    assert_eq!(listed, [ids[2], ids[0]]);
}

async fn of_jobs_asked_for_at_one_instant_a_landlord_has_one(ground: &Ground) {
    let [rive, port] = [ground.landlord("rive").await, ground.landlord("port").await];
    let ask = |landlord, key: &str| {
        let db = ground.db.clone();
        let new = NewJob {
            kind: "story",
            landlord_id: Some(landlord),
            asked_by: None,
            idempotency_key: key.to_owned(),
            payload: json!({}),
        };
        async move {
            let mut tx = db.begin().await.unwrap();
            let asked = job::enqueue_alone(&mut tx, landlord, new, nine()).await;
            tx.commit().await.unwrap();
            asked.unwrap()
        }
    };
    let (a, b) = tokio::join!(ask(rive, "a"), ask(rive, "b"));
    let (Asked::Now(id), Asked::Another(other)) = (if matches!(a, Asked::Now(_)) {
        (a, b)
    } else {
        (b, a)
    }) else {
        panic!("{a:?} {b:?}");
    };
    assert_eq!(other, id);
    let key = if matches!(a, Asked::Now(_)) { "a" } else { "b" };
    assert_eq!(ask(rive, key).await, Asked::Before(id));
    let worker = Uuid::from_u128(1);
    let taken = take(ground, worker, nine()).await.unwrap();
    let mut tx = ground.begin().await;
    job::finish(&mut tx, taken.id, worker, &json!(null), nine())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(taken.id, id);
    assert!(
        matches!(ask(rive, "c").await, Asked::Now(_)),
        "over, it is in nobody's way"
    );
    assert!(
        matches!(ask(port, "d").await, Asked::Now(_)),
        "another landlord's own"
    );
}
