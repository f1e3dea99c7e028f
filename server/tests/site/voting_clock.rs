//! The platform opens the vote, publishes, and ends it by itself, on time.

use super::voting::{SLUG, cast};
use crate::support::electorate::Electorate;
use crate::support::{Client, House};
use chrono::{DateTime, TimeDelta, Utc};
use palier_app::election::vote::clock::{Looks, look_at_all};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_store::election;
use std::time::Duration;

/// The day of an election.
const DAY: &str = "2030-12-03T10:00:00Z";

async fn stage(house: &House, electorate: &Electorate) -> Stage {
    let found = election::by_handle(house.db(), &electorate.handle).await;
    found.unwrap().unwrap().stage
}

async fn until(house: &House, at: DateTime<Utc>) {
    while house.now() < at {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vote_opens_and_ends_by_itself() {
    let (house, electorate) = (House::open_when(DAY).await, Electorate::of(3));
    let mut sealing = electorate.sealing(SLUG, house.now());
    sealing.opens_at = house.now() + TimeDelta::seconds(2);
    sealing.closes_at = house.now() + TimeDelta::seconds(6);
    let (opens, closes) = (sealing.opens_at, sealing.closes_at);
    let poll = house.votes_by(&electorate, sealing).await;
    house.execute("UPDATE election SET stage = 'sealed'").await;
    let mut looks = Looks::default();
    let mut look = async || look_at_all(&house.site, &mut looks, None).await.unwrap();
    look().await;
    assert_eq!(stage(&house, &electorate).await, Stage::Sealed);
    until(&house, opens).await;
    look().await;
    assert_eq!(stage(&house, &electorate).await, Stage::Open);
    let client = Client::anonymous(&house);
    for n in 0..2 {
        let answer = cast(&client, &electorate, &electorate.ballot(n, 1)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    until(&house, closes).await;
    look().await;
    assert_eq!(stage(&house, &electorate).await, Stage::Frozen);
    let board = poll.boxed.board().await.unwrap();
    assert_eq!((board.ballots, board.frozen_at.is_some()), (2, true));
    let found = election::by_handle(house.db(), &electorate.handle).await;
    let id = found.unwrap().unwrap().id;
    let declared = election::declared(house.db(), id).await.unwrap();
    let agree = declared
        .iter()
        .find(|one| one.condition == Condition::MarksMatchBallots);
    assert_eq!(agree.unwrap().note, "2/2", "voters and marks");
    look().await;
    assert_eq!(poll.boxed.board().await.unwrap(), board, "it ends once");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hour_of_a_publication_does_not_follow_the_tenth_ballot() {
    let (house, electorate) = (House::open_when(DAY).await, Electorate::of(12));
    let mut sealing = electorate.sealing(SLUG, house.now());
    sealing.rules.publication_minutes = 1;
    // A publication was due three seconds ago, the next is due in almost a minute.
    sealing.opens_at = house.now() - TimeDelta::seconds(63);
    sealing.now = house.now() - TimeDelta::hours(1);
    let poll = house.votes_by(&electorate, sealing).await;
    house.execute("UPDATE election SET stage = 'open'").await;
    let mut looks = Looks::default();
    look_at_all(&house.site, &mut looks, None).await.unwrap();
    let client = Client::anonymous(&house);
    for n in 0..12 {
        cast(&client, &electorate, &electorate.ballot(n, 1)).await;
    }
    look_at_all(&house.site, &mut looks, None).await.unwrap();
    assert_eq!(
        poll.boxed.waiting().await.unwrap(),
        12,
        "they wait for the next minute"
    );
    // Another process that looks just after the hour finds that it has not been tried by it.
    look_at_all(&house.site, &mut Looks::default(), None)
        .await
        .unwrap();
    assert_eq!(poll.boxed.board().await.unwrap().ballots, 12);
}
