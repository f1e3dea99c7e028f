//! What stops a count, and what ends without one: lots between equals, a rehearsal.

use super::closing::Closing;
use super::voting::{SLUG, address};
use crate::support::electorate::Electorate;
use crate::support::{Client, House};
use chrono::TimeDelta;
use palier_app::election::vote::clock::{Looks, look_at_all};
use palier_domain::election::stage::Stage;
use palier_store::election::{self, NewElection, count, lots};

/// On paper alone, two lists with as many votes whose next candidates were born on the same day.
#[tokio::test(flavor = "multi_thread")]
async fn a_tie_of_equal_birth_dates_waits_for_lots_and_takes_one_draw() {
    let closing = Closing::new().await;
    closing
        .house
        .execute(
            "UPDATE election SET stage = 'frozen',
                protocol = json_set(protocol, '$.channels.online', json('false'),
                    '$.online_hours', json('null'))",
        )
        .await;
    closing
        .house
        .execute(
            "INSERT INTO electoral_roll (election_id, cut_off, still_on, lines, left_out, made_at,
                frozen_at, fingerprint)
             SELECT id, '2030-10-22', '2030-10-24', 90, 0, created_at, created_at, 'f' FROM election",
        )
        .await;
    let desk = address(&closing.electorate, "comptage");
    let page = closing.board.get(&desk).await.body;
    assert!(page.contains("Le papier n’est pas encore compté"), "{page}");
    // Five seats by 50 votes: 20, 10, 10 give four at once, 5 and 5 are left with equal remainders.
    closing.paper([20, 10, 10, 0, 0], [0, 0, 0, 5, 5]).await;
    let page = closing.does("count", &[]).await;
    assert!(page.contains("Tirez d’abord au sort"), "{page}");
    assert!(page.contains("Rien ne départage ces listes"), "{page}");
    assert_eq!(closing.stage().await, Stage::Frozen);
    let twice = [
        ("how", "hand"),
        ("place_1", "Liste 5"),
        ("place_2", "Liste 5"),
        ("source", "Alice, devant tous"),
    ];
    let page = closing.does("lots", &twice).await;
    assert!(page.contains("Nommez chaque liste"), "{page}");
    let drawn = [
        ("how", "hand"),
        ("place_1", "Liste 5"),
        ("place_2", "Liste 4"),
        ("source", "Alice, devant tous"),
    ];
    let page = closing.does("lots", &drawn).await;
    assert!(page.contains("Alice, devant tous"), "{page}");
    let seed = [("how", "seed"), ("seed", "12"), ("source", "loto")];
    let page = closing.does("lots", &seed).await;
    assert!(page.contains("Aucun tirage au sort"), "one draw: {page}");
    closing.does("count", &[]).await;
    assert_eq!(closing.stage().await, Stage::Counted);
    let counted = count::of(closing.house.db(), closing.id).await.unwrap();
    assert_eq!(counted.unwrap().lots.0, ["Liste 5", "Liste 4"]);
    let kept = lots::of(closing.house.db(), closing.id).await.unwrap();
    assert_eq!(kept.unwrap().source, "Alice, devant tous");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_ends_when_its_box_freezes_whatever_the_day() {
    let house = House::open_when("2030-11-18T09:00:00Z").await;
    let electorate = Electorate::of(3);
    let mut sealing = electorate.sealing(SLUG, house.now());
    sealing.closes_at = house.now() + TimeDelta::hours(1);
    let poll = house.votes_by(&electorate, sealing).await;
    let found = election::by_handle(house.db(), &electorate.handle).await;
    let real = found.unwrap().unwrap();
    let mut protocol = real.protocol.0.clone();
    protocol.day = "2030-12-03".parse().unwrap();
    let hours = protocol.online_hours.as_mut().unwrap();
    hours.opens = "2030-11-18T09:00:00".parse().unwrap();
    hours.closes = "2030-11-18T13:00:00".parse().unwrap();
    // The box is the copy's, so the real one bears another handle from now on.
    house
        .execute("UPDATE election SET handle = 'AutreVote12345'")
        .await;
    let new = NewElection {
        landlord_id: real.landlord_id,
        handle: electorate.handle.clone(),
        title: "Répétition".to_owned(),
        rehearsal_of: Some(real.id),
        protocol,
    };
    let mut tx = house.db().begin().await.unwrap();
    election::rehearse(&mut tx, new, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    let look = async || {
        let mut looks = Looks::default();
        look_at_all(&house.site, &mut looks, None).await.unwrap();
        let found = election::by_handle(house.db(), &electorate.handle).await;
        found.unwrap().unwrap().stage
    };
    assert_eq!(look().await, Stage::Open);
    poll.freeze(house.now()).await.unwrap();
    assert_eq!(look().await, Stage::Frozen);
    let visitor = Client::anonymous(&house);
    let page = visitor.get(&address(&electorate, "depouillement")).await;
    let page = page.body;
    assert!(page.contains("Une répétition s’arrête ici"), "{page}");
}
