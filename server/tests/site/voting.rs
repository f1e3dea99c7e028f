//! Votes by HTTP: taken once, promised, and refused for a reason that has a code.

use crate::support::client::Answer;
use crate::support::electorate::{Electorate, Ready};
use crate::support::{Client, House};
use chrono::{DateTime, TimeDelta, Utc};
use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};
use palier_app::election::vote::Poll;
use palier_ballots::verify::{Options, Verdict, Verifier};
use palier_store::ballot_box::Sealing;
use serde_json::Value;
use std::sync::Arc;

pub const SLUG: &str = "rive";

impl House {
    /// The election of an electorate, sealed and open for voting.
    pub async fn votes(&self, electorate: &Electorate) -> Arc<Poll> {
        let sealing = electorate.sealing(SLUG, self.now());
        self.votes_by(electorate, sealing).await
    }

    /// The same, sealed as the test says.
    pub async fn votes_by(&self, electorate: &Electorate, sealing: Sealing) -> Arc<Poll> {
        let landlord = self.landlord(SLUG).await;
        electorate.stored(self.db(), landlord.id, self.now()).await;
        let boxes = self.site.polls.boxes();
        boxes.create(&electorate.handle, sealing).await.unwrap();
        let found = self.site.polls.get(&electorate.handle).await.unwrap();
        found.unwrap()
    }
}

pub async fn cast(client: &Client, electorate: &Electorate, ready: &Ready) -> Answer {
    client.post_json(&electorate.cast_at(), &ready.body).await
}

pub fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("no JSON: {}", answer.body))
}

pub fn code(answer: &Answer) -> (u16, String) {
    let said = read(answer);
    (
        answer.status,
        said["error"].as_str().unwrap_or("none").to_owned(),
    )
}

pub fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

pub fn address(electorate: &Electorate, what: &str) -> String {
    format!("/{SLUG}/election/{}/{what}", electorate.handle)
}

pub async fn archive(client: &Client, electorate: &Electorate) -> Vec<u8> {
    let answer = client
        .get_bytes(&address(electorate, "archive.bel"), None)
        .await;
    assert_eq!(answer.0, 200);
    answer.1
}

/// Whether the promise is signed with the key that the booth shows.
pub fn holds(promise: &Value, key: &str) -> bool {
    let said = format!(
        "palier|promise|1|{}|{}|{}",
        promise["election"].as_str().unwrap(),
        promise["tracking"].as_str().unwrap(),
        promise["head"].as_str().unwrap(),
    );
    let bytes = |text: &Value| hex::decode(text.as_str().unwrap()).unwrap();
    let key: [u8; 32] = hex::decode(key).unwrap().try_into().unwrap();
    let signature = Signature::from_slice(&bytes(&promise["signature"])).unwrap();
    let key = VerifyingKey::from_bytes(&key).unwrap();
    key.verify(said.as_bytes(), &signature).is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_is_promised_published_and_found() {
    let (house, electorate) = (House::open().await, Electorate::of(12));
    let poll = house.votes(&electorate).await;
    let voter = Client::anonymous(&house);
    let booth = read(&voter.get(&address(&electorate, "booth.json")).await);
    assert_eq!(booth["phase"], "open");
    assert_eq!(booth["setup"]["credentials"], 12);
    assert_eq!(booth["setup"]["election"], poll.record);
    assert_eq!(booth["lists"][0]["affiliation"], "CNL");
    let before = archive(&voter, &electorate).await;

    let mut promises = Vec::new();
    for n in 0..12 {
        let ready = electorate.ballot(n, n % 6);
        let answer = cast(&voter, &electorate, &ready).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let promise = read(&answer)["promise"].clone();
        assert_eq!(promise["tracking"], ready.tracking.as_str());
        assert!(holds(&promise, booth["promise_key"].as_str().unwrap()));
        promises.push((ready, promise));
    }
    let board = read(&voter.get(&address(&electorate, "urne.json")).await);
    assert_eq!(
        (&board["ballots"], &board["tracking"]),
        (&0.into(), &Value::Array(vec![]))
    );
    assert!(
        board.get("waiting").is_none(),
        "nothing is said of those who wait"
    );

    poll.publish(house.now()).await.unwrap().unwrap();
    let board = read(&voter.get(&address(&electorate, "urne.json")).await);
    assert_eq!(board["ballots"], 12);
    assert_eq!(board["heads"].as_array().unwrap().len(), 2);
    assert_eq!(board["heads"][0]["hash"], promises[0].1["head"]);
    for (ready, promise) in &promises {
        assert!(
            board["tracking"]
                .as_array()
                .unwrap()
                .contains(&promise["tracking"])
        );
        let again = read(&cast(&voter, &electorate, ready).await);
        assert_eq!(again["promise"], *promise, "after the publication too");
    }

    let after = archive(&voter, &electorate).await;
    assert!(after.starts_with(&before));
    poll.freeze(house.now()).await.unwrap().unwrap();
    let end = archive(&voter, &electorate).await;
    assert!(end.starts_with(&after));
    for bytes in [before, after, end] {
        let mut verifier = Verifier::new(Options::default());
        verifier.push(&bytes);
        let report = verifier.finish();
        assert_eq!((report.verdict, report.refusal), (Verdict::Valid, None));
    }
    assert!(poll.boxed.count().await.unwrap().agrees());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_vote_is_refused_and_nothing_is_stored() {
    let (house, electorate) = (House::open().await, Electorate::of(4));
    let poll = house.votes(&electorate).await;
    let client = Client::anonymous(&house);
    let send = async |body: &str| {
        let answer = client.post_json(&electorate.cast_at(), body).await;
        code(&answer)
    };
    let good = electorate.ballot(0, 1);
    let invalid = refused(422, "ballot_invalid");

    let other = Electorate::of(4);
    assert_eq!(
        send(&other.ballot(0, 1).body).await,
        invalid,
        "another election's"
    );
    for half in [0, 1] {
        let alone = electorate.signed_with(&electorate.half(0, half), 0);
        assert_eq!(send(&alone.body).await, invalid, "half a credential");
    }
    // A proof that was changed in transit: one digit of one response.
    let mut ballot: Value = serde_json::from_str(&good.ballot).unwrap();
    let response = &mut ballot["answers"][0]["individual_proofs"][1][0]["response"];
    *response = "1234567".into();
    let links = &electorate.voters[0].links;
    let changed = electorate.body(&ballot.to_string(), links).to_string();
    assert_eq!(send(&changed).await, invalid);
    // Another spelling of the same ballot.
    let spaced = good.ballot.replacen(':', ": ", 1);
    assert_eq!(
        send(&electorate.body(&spaced, links).to_string()).await,
        invalid
    );
    for nonsense in [
        "",
        "{}",
        "[]",
        "{\"ballot\":\"{}\",\"r_a\":\"a\",\"r_b\":\"b\"}",
    ] {
        assert_eq!(send(nonsense).await, invalid, "{nonsense:?}");
    }

    // A good ballot with the codes of another line, or one code of hers alone.
    let unknown = refused(404, "codes_unknown");
    let theirs = &electorate.voters[1].links;
    let mixed = [links[0].clone(), theirs[1].clone()];
    let swapped = [links[1].clone(), links[0].clone()];
    for links in [theirs, &mixed, &swapped] {
        let body = electorate.body(&good.ballot, links).to_string();
        assert_eq!(send(&body).await, unknown);
    }
    let count = poll.boxed.count().await.unwrap();
    assert_eq!((count.online, count.waiting, count.published), (0, 0, 0));

    // Used by another ballot, and only then: the state of a line is told to nobody else.
    assert_eq!(send(&good.body).await, (200, "none".to_owned()));
    assert_eq!(
        send(&electorate.ballot(0, 2).body).await,
        refused(409, "already_used")
    );
    let count = poll.boxed.count().await.unwrap();
    assert_eq!((count.online, count.waiting), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_sent_many_times_at_once_is_one_vote() {
    let (house, electorate) = (House::open().await, Electorate::of(3));
    let poll = house.votes(&electorate).await;
    let (first, second) = (electorate.ballot(0, 1), electorate.ballot(0, 2));
    let mut tasks = Vec::new();
    for n in 0..20 {
        let ready = if n % 2 == 0 { &first } else { &second }.clone();
        let (client, at) = (Client::anonymous(&house), electorate.cast_at());
        tasks.push(tokio::spawn(async move {
            let answer = client.post_json(&at, &ready.body).await;
            (ready.tracking.clone(), code(&answer), answer.body)
        }));
    }
    let (mut kept, mut promises) = (Vec::new(), Vec::new());
    for task in tasks {
        let (tracking, said, body) = task.await.unwrap();
        if said.0 == 200 {
            kept.push(tracking);
            promises.push(body);
        } else {
            assert_eq!(said, refused(409, "already_used"));
        }
    }
    kept.dedup();
    promises.dedup();
    assert_eq!(
        (kept.len(), promises.len()),
        (1, 1),
        "one of the two tabs, one promise"
    );
    assert_eq!(poll.boxed.count().await.unwrap().waiting, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_are_taken_between_the_hours_alone() {
    let (house, electorate) = (House::open().await, Electorate::of(3));
    let mut sealing = electorate.sealing(SLUG, house.now());
    sealing.opens_at = house.now() + TimeDelta::seconds(3);
    sealing.closes_at = house.now() + TimeDelta::seconds(6);
    let (opens, closes) = (sealing.opens_at, sealing.closes_at);
    let poll = house.votes_by(&electorate, sealing).await;
    let client = Client::anonymous(&house);
    let (first, second) = (electorate.ballot(0, 1), electorate.ballot(1, 2));
    let answer = cast(&client, &electorate, &first).await;
    assert_eq!(code(&answer), refused(403, "not_open"));
    let said: DateTime<Utc> = read(&answer)["opens"].as_str().unwrap().parse().unwrap();
    assert_eq!(said, opens);
    until(&house, opens).await;
    let promised = cast(&client, &electorate, &first).await;
    assert_eq!(promised.status, 200, "{}", promised.body);
    until(&house, closes).await;
    assert_eq!(
        code(&cast(&client, &electorate, &second).await),
        refused(403, "closed")
    );
    let again = cast(&client, &electorate, &first).await;
    assert_eq!(
        again.body, promised.body,
        "what was promised stays promised"
    );
    assert_eq!(
        code(&spoil(&client, &electorate, &second).await),
        refused(403, "closed")
    );
    poll.freeze(house.now()).await.unwrap().unwrap();
    assert!(poll.freeze(house.now()).await.unwrap().is_none(), "once");
    assert_eq!(poll.boxed.count().await.unwrap().published, 1);
}

pub async fn until(house: &House, at: DateTime<Utc>) {
    while house.now() < at {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

pub async fn spoil(client: &Client, electorate: &Electorate, ready: &Ready) -> Answer {
    let body = serde_json::json!({ "ballot": ready.ballot }).to_string();
    let at = format!("/api/election/{}/spoil", electorate.handle);
    client.post_json(&at, &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spoiled_ballot_is_never_cast_and_a_cast_one_never_spoiled() {
    let (house, electorate) = (House::open().await, Electorate::of(3));
    let poll = house.votes(&electorate).await;
    let client = Client::anonymous(&house);
    let audited = electorate.ballot(0, 1);
    let answer = spoil(&client, &electorate, &audited).await;
    assert_eq!(read(&answer)["tracking"], audited.tracking.as_str());
    let refusal = code(&cast(&client, &electorate, &audited).await);
    assert_eq!(refusal, refused(409, "spoiled"));
    let vote = electorate.ballot(0, 2);
    assert_eq!(cast(&client, &electorate, &vote).await.status, 200);
    let refusal = code(&spoil(&client, &electorate, &vote).await);
    assert_eq!(refusal, refused(409, "already_used"));
    let other = Electorate::of(1).ballot(0, 1);
    let refusal = code(&spoil(&client, &electorate, &other).await);
    assert_eq!(refusal, refused(422, "ballot_invalid"));
    assert_eq!(poll.boxed.count().await.unwrap().waiting, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_from_one_address_end() {
    let (house, electorate) = (House::open().await, Electorate::of(2));
    house.votes(&electorate).await;
    let client = Client::anonymous(&house);
    let mut last = String::new();
    for _ in 0..61 {
        last = code(&client.post_json(&electorate.cast_at(), "{}").await).1;
    }
    assert_eq!(last, "too_many");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_neighbourhood_behind_one_address_votes() {
    let (house, electorate) = (House::open().await, Electorate::of(80));
    let poll = house.votes(&electorate).await;
    let client = Client::anonymous(&house);
    for n in 0..80 {
        let answer = cast(&client, &electorate, &electorate.ballot(n, 1)).await;
        assert_eq!(answer.status, 200, "{n}: {}", answer.body);
    }
    assert_eq!(poll.boxed.count().await.unwrap().online, 80);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_few_ballots_wait_until_the_end() {
    let (house, electorate) = (House::open().await, Electorate::of(12));
    let poll = house.votes(&electorate).await;
    let client = Client::anonymous(&house);
    for n in 0..9 {
        cast(&client, &electorate, &electorate.ballot(n, 1)).await;
    }
    assert!(poll.publish(house.now()).await.unwrap().is_none());
    assert_eq!(poll.boxed.waiting().await.unwrap(), 9);
    poll.freeze(house.now()).await.unwrap().unwrap();
    assert_eq!(poll.boxed.board().await.unwrap().ballots, 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_entered_before_closing_may_finish_in_the_grace() {
    let (house, electorate) = (House::open().await, Electorate::of(3));
    let mut sealing = electorate.sealing(SLUG, house.now());
    sealing.rules.grace_minutes = 10;
    sealing.closes_at = house.now() + TimeDelta::seconds(3);
    let closes = sealing.closes_at;
    let poll = house.votes_by(&electorate, sealing).await;
    let client = Client::anonymous(&house);
    let enter = async |voter: usize, links: &[String; 2]| {
        let said = serde_json::json!({
            "credential": electorate.credential(voter), "r_a": links[0], "r_b": links[1],
        });
        let at = format!("/api/election/{}/enter", electorate.handle);
        client.post_json(&at, &said.to_string()).await
    };
    let links = &electorate.voters[0].links;
    let pass = read(&enter(0, links).await)["pass"].clone();
    assert!(pass.is_string(), "{pass}");
    let foreign = enter(1, links).await;
    assert_eq!(code(&foreign), refused(404, "codes_unknown"));
    until(&house, closes).await;
    let with = |voter: usize, pass: &Value| {
        let links = &electorate.voters[voter].links;
        let mut body = electorate.body(&electorate.ballot(voter, 1).ballot, links);
        body["pass"] = pass.clone();
        body.to_string()
    };
    let at = electorate.cast_at();
    let closed = refused(403, "closed");
    let answer = cast(&client, &electorate, &electorate.ballot(0, 1)).await;
    assert_eq!(code(&answer), closed, "without a pass");
    let answer = client.post_json(&at, &with(1, &pass)).await;
    assert_eq!(code(&answer), closed, "another voter's pass");
    let answer = client.post_json(&at, &with(0, &pass)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(poll.boxed.board().await.unwrap().late, 1);
    assert_eq!(code(&enter(2, &electorate.voters[2].links).await), closed);
}
