//! The demonstration begins anew when its election ends.

use crate::support::Client;
use crate::support::House;
use palier_app::demo::voting_letters::LANDLORD;
use palier_domain::election::stage::Stage;
use palier_store::election::{self, Election};
use palier_store::landlord;

/// The elections of the landlord, the latest first.
async fn elections(house: &House) -> Vec<Election> {
    let found = landlord::by_slug(house.db(), LANDLORD).await.unwrap();
    let all = election::of_landlord(house.db(), found.unwrap().id).await;
    all.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_always_finds_a_vote_that_is_open() {
    let house = House::open_when("2030-12-05T09:00:00Z").await;
    let (db, polls, at) = (house.db(), &house.site.polls, house.now());
    let mut tx = db.begin().await.unwrap();
    palier_server::reference::put(&mut tx, at).await.unwrap();
    tx.commit().await.unwrap();
    let made = palier_server::demo::ensure_round(db, polls, 0, at).await;
    assert!(made.unwrap());
    let first = elections(&house).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].stage, Stage::Open);
    let same = palier_server::demo::ensure_round(db, polls, 0, at).await;
    assert!(!same.unwrap(), "its round is not over");
    // Nobody was there when the first rounds ended; then two processes are at once.
    let begin = || palier_server::demo::ensure_round(db, polls, 2, at);
    let (one, other) = tokio::join!(begin(), begin());
    assert_ne!(one.unwrap(), other.unwrap(), "one of them makes it");
    let now = elections(&house).await;
    assert_eq!(now.len(), 2);
    assert_eq!((now[0].stage, now[1].stage), (Stage::Open, Stage::Frozen));
    assert_eq!(now[1].id, first[0].id, "it stays to be read");
    assert_ne!(now[0].handle, now[1].handle);
    let again = palier_server::demo::ensure_round(db, polls, 2, at).await;
    assert!(!again.unwrap(), "once");
    let nobody = Client::anonymous(&house);
    let page = nobody.get("/les-coteaux/election").await.body;
    assert!(
        page.contains("Vote ouvert") && page.contains("Vote clos"),
        "{page}"
    );
    let old = format!("/les-coteaux/election/{}", now[1].handle);
    assert_eq!(nobody.get(&old).await.status, 200);
    let board = nobody.get(&format!("{old}/urne")).await;
    assert_eq!(board.status, 200);
}

#[test]
fn a_round_ends_with_the_vote() {
    let row = palier_server::instance::demo_row().unwrap();
    let closes = "2030-12-13T11:00:00Z".parse::<chrono::DateTime<chrono::Utc>>();
    let end = row.clock_start.unwrap() + palier_store::instance::ROUND;
    assert_eq!(end, closes.unwrap());
}
