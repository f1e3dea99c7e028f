//! A vote leaves nothing behind in the main database, the log or the files that tells who or what.

use super::voting::{SLUG, cast};
use crate::support::electorate::Electorate;
use crate::support::{Client, House};
use std::collections::BTreeMap;
use std::path::Path;

/// Every file below a folder, with its bytes.
fn files(folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.insert(path.display().to_string(), std::fs::read(&path).unwrap());
        }
    }
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_holds_a_code_a_link_half_or_the_holders_key() {
    let (house, electorate) = (House::open().await, Electorate::of(12));
    let poll = house.votes(&electorate).await;
    let client = Client::anonymous(&house);
    let mut openings = Vec::new();
    for n in 0..12 {
        let vote = electorate.ballot(n, n % 6);
        assert_eq!(cast(&client, &electorate, &vote).await.status, 200);
        openings.push(vote.tracking);
    }
    poll.publish(house.now()).await.unwrap().unwrap();
    let mut found = BTreeMap::new();
    files(house.folder(), &mut found);
    assert!(
        found
            .keys()
            .any(|name| name.ends_with(&format!("{}.db", electorate.handle)))
    );
    let public = electorate.credential(3);
    let board = openings[3].as_bytes();
    for (name, bytes) in &found {
        let of_box = name.contains("palier.boxes");
        // What must be found is found: the search can find.
        if name.ends_with(&format!("{}.db", electorate.handle)) {
            assert!(holds(bytes, public.as_bytes()) && holds(bytes, board));
        } else if !of_box {
            assert!(!holds(bytes, public.as_bytes()), "a credential in {name}");
            assert!(!holds(bytes, board), "a tracking number in {name}");
        }
        assert!(!holds(bytes, electorate.secret.as_bytes()), "{name}");
        for voter in &electorate.voters {
            for secret in voter.codes.iter().chain(&voter.links) {
                assert!(!holds(bytes, secret.as_bytes()), "{name}");
                if let Ok(raw) = hex::decode(secret) {
                    assert!(!holds(bytes, &raw), "{name}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_writes_nothing_to_the_main_database_and_touches_no_session() {
    let (house, electorate) = (House::open().await, Electorate::of(12));
    house.votes(&electorate).await;
    let landlord = palier_store::landlord::by_slug(house.db(), SLUG).await;
    let tenant = house.tenant(&landlord.unwrap().unwrap(), "L1").await;
    // So old a session would be touched by any other request.
    house
        .execute("UPDATE session SET seen_at = '2020-01-01T00:00:00+00:00'")
        .await;
    let content = async || {
        palier_store::backup::content_hash(house.db())
            .await
            .unwrap()
    };
    let before = content().await;
    let vote = electorate.ballot(0, 1);
    assert_eq!(cast(&tenant, &electorate, &vote).await.status, 200);
    assert_eq!(
        cast(&tenant, &electorate, &electorate.ballot(0, 2))
            .await
            .status,
        409
    );
    assert_eq!(content().await, before);
    let seen = "session WHERE seen_at LIKE '2020%'";
    assert!(house.count(seen).await >= 1, "her session was not touched");
    tenant.get("/").await;
    let journal = house
        .count("journal WHERE act LIKE '%cast%' OR act LIKE '%vote%'")
        .await;
    assert_eq!(journal, 0);
}
