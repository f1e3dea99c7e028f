//! From a third voter on one device, the commission learns a number and nothing else.

use crate::support::electorate::Electorate;
use crate::support::{Client, House};
use crate::voting::{address, code, refused};
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election;

#[tokio::test(flavor = "multi_thread")]
async fn a_third_voter_is_a_number_without_a_body_and_the_commission_alone_sees_it() {
    let (house, electorate) = (House::open().await, Electorate::of(3));
    house.votes(&electorate).await;
    let client = Client::anonymous(&house);
    let third = format!("/api/election/{}/third", electorate.handle);
    let answer = client.post_json(&third, r#"{"device":1}"#).await;
    assert_eq!(code(&answer), refused(422, "ballot_invalid"));
    for _ in 0..2 {
        let answer = client.post_json(&third, "").await;
        assert_eq!((answer.status, answer.body.as_str()), (200, "{}"));
    }
    let found = election::by_handle(house.db(), &electorate.handle).await;
    let id = found.unwrap().unwrap().id;
    house.execute("UPDATE election SET stage = 'open'").await;
    let account = house.account("alice", "Alice").await;
    let mut tx = house.db().begin().await.unwrap();
    let role = ElectionRole::Commission;
    election::add_member(&mut tx, id, account, role, house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let alice = house.sign_in("alice").await;
    let page = alice.get(&address(&electorate, "participation")).await.body;
    assert!(page.contains("2 votes sont au moins"), "{page}");
    let page = client
        .get(&address(&electorate, "participation"))
        .await
        .body;
    assert!(!page.contains("même appareil"), "{page}");
}
