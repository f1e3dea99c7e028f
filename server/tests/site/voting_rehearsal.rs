//! A rehearsal beside the real election: neither takes anything that was made for the other.

use super::voting::{SLUG, cast, code, refused};
use crate::support::electorate::{Electorate, Ready};
use crate::support::{Client, House};
use palier_ballots::{Credential, Ed25519, Half, LinkHalf, SecretScalar};
use palier_store::ballot_box::{Count, Kind};
use palier_store::election::{self, NewElection};

/// Seals a rehearsal of the real election, with electors and codes of its own.
async fn rehearse(house: &House, real: &Electorate, rehearsal: &Electorate) {
    let copied = election::by_handle(house.db(), &real.handle).await.unwrap();
    let copied = copied.unwrap();
    let new = NewElection {
        landlord_id: copied.landlord_id,
        handle: rehearsal.handle.clone(),
        title: "RÉPÉTITION : Essai".to_owned(),
        rehearsal_of: Some(copied.id),
        protocol: copied.protocol.0,
    };
    let mut tx = house.db().begin().await.unwrap();
    election::rehearse(&mut tx, new, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut sealing = rehearsal.sealing(SLUG, house.now());
    sealing.about.kind = Kind::Rehearsal;
    let boxes = house.site.polls.boxes();
    boxes.create(&rehearsal.handle, sealing).await.unwrap();
}

/// The key and the links that the letters of one election give when they are typed into another.
fn typed_into(other: &Electorate, letters: &Electorate) -> (SecretScalar<Ed25519>, [String; 2]) {
    let id = other.election.id();
    let [a, b] = [0, 1].map(|half| Credential::parse(&letters.voters[0].codes[half]).unwrap());
    let links = [(&a, Half::A), (&b, Half::B)];
    let links = links.map(|(code, half)| LinkHalf::of(code, id, half).expose());
    (a.derive(id).join(&b.derive(id)), links)
}

async fn count(house: &House, electorate: &Electorate) -> Count {
    let boxes = house.site.polls.boxes();
    let boxed = boxes.open(&electorate.handle).await.unwrap().unwrap();
    boxed.count().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_a_ballot_nor_a_code_of_the_rehearsal_is_taken_in_the_real_election_nor_the_reverse()
 {
    let house = House::open().await;
    let (real, rehearsal) = (Electorate::of(3), Electorate::of(3));
    house.votes(&real).await;
    rehearse(&house, &real, &rehearsal).await;
    let client = Client::anonymous(&house);
    for (from, to) in [(&rehearsal, &real), (&real, &rehearsal)] {
        // The very ballot of the one, sent to the other.
        let ready = from.ballot(0, 1);
        let answer = client.post_json(&to.cast_at(), &ready.body).await;
        assert_eq!(code(&answer), refused(422, "ballot_invalid"));
        // A ballot of the other that the letters of the one sign: no credential of it.
        let (key, links) = typed_into(to, from);
        let signed = to.signed_with(&key, 0);
        let body = to.body(&signed.ballot, &links).to_string();
        let foreign = Ready { body, ..signed };
        assert_eq!(
            code(&cast(&client, to, &foreign).await),
            refused(422, "ballot_invalid")
        );
        // A right ballot of the other, with what finds a line of the one: the tags do not match.
        let own = to.ballot(0, 1);
        for links in [&from.voters[0].links, &links] {
            let body = to.body(&own.ballot, links).to_string();
            let lined = Ready {
                body,
                ..own.clone()
            };
            assert_eq!(
                code(&cast(&client, to, &lined).await),
                refused(404, "codes_unknown")
            );
        }
    }
    for electorate in [&real, &rehearsal] {
        let count = count(&house, electorate).await;
        assert_eq!((count.online, count.voters, count.waiting), (0, 0, 0));
        let own = electorate.ballot(0, 1);
        assert_eq!(cast(&client, electorate, &own).await.status, 200);
    }
}
