//! The crew: jobs are done once, tried again, and waited for.

use super::support::House;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use palier_app::site::state::Site;
use palier_domain::id::JobId;
use palier_domain::job::JobState;
use palier_server::jobs::{Crew, JobError, Turn};
use palier_store::job::{self, Job, NewJob};
use serde_json::json;
use std::time::Duration;

/// Leaves a mark for each time it is done; some are slow, some fail at first.
fn marking<'a>(site: &'a Site, turn: &'a Turn) -> BoxFuture<'a, Result<(), JobError>> {
    async move {
        turn.advance(1, 2);
        match turn.job.kind.as_str() {
            "slow" => tokio::time::sleep(Duration::from_millis(1_500)).await,
            "panics" => panic!("as the test wants"),
            "useless" => return Err(JobError::Never("of no use".to_owned())),
            _ => {}
        }
        let now = site.clock.now();
        let mut tx = site.db.begin().await?;
        let key = format!("mark-{}", turn.job.id);
        let mark = NewJob {
            kind: "mark",
            landlord_id: None,
            asked_by: None,
            idempotency_key: format!("{key}-{}", turn.job.attempts),
            payload: json!({}),
        };
        if turn.job.kind != "mark" {
            job::enqueue(&mut tx, mark, now).await?;
        }
        turn.finish(&mut tx, &json!({ "done": true }), now).await?;
        tx.commit().await?;
        Ok(())
    }
    .boxed()
}

async fn ask(house: &House, kind: &'static str, key: &str) -> JobId {
    let new = NewJob {
        kind,
        landlord_id: None,
        asked_by: None,
        idempotency_key: key.to_owned(),
        payload: json!({}),
    };
    let mut tx = house.db().begin().await.unwrap();
    let id = job::enqueue(&mut tx, new, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    house.site.wake_jobs();
    id
}

/// The job once it meets a condition.
async fn once(house: &House, id: JobId, met: impl Fn(&Job) -> bool) -> Job {
    for _ in 0..400 {
        let job = job::get(house.db(), id).await.unwrap().unwrap();
        if met(&job) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{:?}", job::get(house.db(), id).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_crews_do_each_job_once() {
    let house = House::open().await;
    let crews = [
        Crew::start(&house.site, marking),
        Crew::start(&house.site, marking),
    ];
    let mut asked = Vec::new();
    for n in 0..20 {
        asked.push(ask(&house, "quick", &n.to_string()).await);
    }
    for id in asked {
        once(&house, id, |job| job.state == JobState::Done).await;
    }
    for crew in crews {
        crew.stop().await;
    }
    let all = job::latest(house.db(), 100).await.unwrap();
    let marks = all.iter().filter(|job| job.kind == "mark").count();
    assert_eq!(marks, 20, "each left its mark once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_the_job_under_way_and_takes_no_other() {
    let house = House::open().await;
    let slow = ask(&house, "slow", "slow").await;
    let crew = Crew::start(&house.site, marking);
    let running = once(&house, slow, |job| job.progress == 1).await;
    assert_eq!(
        running.state,
        JobState::Running,
        "progress is seen meanwhile"
    );
    crew.stop().await;
    let done = job::get(house.db(), slow).await.unwrap().unwrap();
    assert_eq!(done.state, JobState::Done);
    let late = ask(&house, "quick", "late").await;
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    let waiting = job::get(house.db(), late).await.unwrap().unwrap();
    assert_eq!(waiting.state, JobState::Waiting);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_panics_is_put_off_and_one_of_no_use_is_given_up() {
    let house = House::open().await;
    let crew = Crew::start(&house.site, marking);
    let panics = ask(&house, "panics", "panics").await;
    let put_off = once(&house, panics, |job| job.error.is_some()).await;
    assert_eq!(put_off.state, JobState::Waiting);
    assert!(put_off.run_after > house.now());
    let useless = ask(&house, "useless", "useless").await;
    let given_up = once(&house, useless, |job| job.state.is_over()).await;
    assert_eq!(given_up.state, JobState::Failed);
    assert_eq!(given_up.error.as_deref(), Some("of no use"));
    // The hands go on.
    let quick = ask(&house, "quick", "quick").await;
    once(&house, quick, |job| job.state == JobState::Done).await;
    crew.stop().await;
}
