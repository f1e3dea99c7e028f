//! kill -9 while votes arrive: no promise is broken, no ballot doubled, marks are ballots.

use super::electorate::{Electorate, Ready};
use super::ground::{Ground, SLUG};
use super::process::Process;
use palier_app::election::vote::Polls;
use palier_ballots::verify::{Options, Verdict, Verifier};
use palier_store::ballot_box::{BallotBox, BallotBoxes};
use palier_store::{Clock, ids};
use reqwest::{Client, header};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

crate::on_both_engines![
    no_promise_is_broken_by_a_kill,
    no_line_of_the_log_tells_of_a_vote,
];

/// Votes that are cast at once.
const VOTES: usize = 500;
/// Rounds; the bench asks for more.
const ROUNDS: usize = 3;

async fn no_promise_is_broken_by_a_kill(ground: &Ground) {
    let rounds = std::env::var("PALIER_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let electorate = Arc::new(Electorate::of(VOTES));
    let now = Clock::system().now();
    electorate.stored(&ground.db, ground.landlord, now).await;
    let votes: Vec<Ready> = (0..VOTES).map(|n| electorate.ballot(n, n % 6)).collect();
    for round in 0..rounds {
        let boxes = BallotBoxes::beside(&ground.url).unwrap();
        boxes.destroy(&electorate.handle).await.unwrap();
        let sealing = electorate.sealing(SLUG, Clock::system().now());
        boxes.create(&electorate.handle, sealing).await.unwrap();
        boxes.close().await;
        a_round(ground, &electorate, &votes, round).await;
    }
}

async fn a_round(ground: &Ground, electorate: &Arc<Electorate>, votes: &[Ready], round: usize) {
    let mut process = Process::serve(ground).await;
    let first = killed_in_the_middle(&mut process, electorate, votes).await;
    let promised = first.iter().flatten().count();
    println!("round {round}: {promised} promises before the kill");
    assert!(promised < VOTES, "killed in the middle");

    let boxes = BallotBoxes::beside(&ground.url).unwrap();
    let boxed = boxes.open(&electorate.handle).await.unwrap().unwrap();
    let count = boxed.count().await.unwrap();
    assert!(count.agrees(), "{count:?}");
    let promised = i64::try_from(promised).unwrap();
    assert!(count.voters >= promised, "{count:?}, {promised} promised");

    // Sent again, each is there once, under the same promise.
    let process = Process::serve(ground).await;
    for (at, (vote, before)) in votes.iter().zip(&first).enumerate() {
        let again = promise(&client(), &process.url, electorate, &vote.body).await;
        let again = again.unwrap_or_else(|| panic!("vote {at} is not taken"));
        if let Some(before) = before {
            assert_eq!(before, &again, "a promise was broken");
        }
    }
    let second = electorate.ballot(0, 5);
    let refused = promise(&client(), &process.url, electorate, &second.body).await;
    assert_eq!(refused, None, "the line is used");
    drop(process);
    let count = boxed.count().await.unwrap();
    assert_eq!((count.online, count.voters, count.waiting), (500, 500, 500));
    boxes.close().await;
    every_vote_is_on_the_board(ground, electorate, votes).await;
}

/// Casts all votes at once and kills the process at some moment; the promises that came.
async fn killed_in_the_middle(
    process: &mut Process,
    electorate: &Arc<Electorate>,
    votes: &[Ready],
) -> Vec<Option<Value>> {
    let [low, high] = ids::random::<2>();
    let enough = usize::from(u16::from_be_bytes([low, high])) % (VOTES * 4 / 5);
    let (http, promised) = (client(), Arc::new(AtomicUsize::new(0)));
    let mut posts = Vec::new();
    for vote in votes {
        let (http, url, body) = (http.clone(), process.url.clone(), vote.body.clone());
        let (electorate, promised) = (Arc::clone(electorate), Arc::clone(&promised));
        posts.push(tokio::spawn(async move {
            let came = promise(&http, &url, &electorate, &body).await;
            promised.fetch_add(usize::from(came.is_some()), Ordering::SeqCst);
            came
        }));
    }
    while promised.load(Ordering::SeqCst) < enough {
        tokio::time::sleep(Duration::from_micros(200)).await;
    }
    process.kill();
    let mut came = Vec::new();
    for post in posts {
        came.push(post.await.unwrap());
    }
    came
}

fn client() -> Client {
    Client::builder().build().unwrap()
}

/// The promise for a vote; none when it was refused, or nobody answered.
pub async fn promise(
    http: &Client,
    url: &str,
    electorate: &Electorate,
    body: &str,
) -> Option<Value> {
    for _ in 0..200 {
        let sent = http
            .post(format!("{url}{}", electorate.cast_at()))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.to_owned())
            .send();
        let answer = sent.await.ok()?;
        let status = answer.status().as_u16();
        let said: Value = serde_json::from_slice(&answer.bytes().await.ok()?).ok()?;
        match status {
            200 => return Some(said["promise"].clone()),
            503 => tokio::time::sleep(Duration::from_millis(20)).await,
            _ => return None,
        }
    }
    None
}

/// The vote ends: the archive holds each ballot once, and is right.
async fn every_vote_is_on_the_board(ground: &Ground, electorate: &Electorate, votes: &[Ready]) {
    let polls = Polls::new(BallotBoxes::beside(&ground.url).unwrap());
    let poll = polls.get(&electorate.handle).await.unwrap().unwrap();
    poll.freeze(Clock::system().now()).await.unwrap().unwrap();
    let mut verifier = Verifier::new(Options::default());
    verifier.push(&archive(&poll.boxed).await);
    let report = verifier.finish();
    assert_eq!((report.verdict, report.refusal), (Verdict::Valid, None));
    for vote in votes {
        assert!(poll.boxed.is_published(&vote.tracking).await.unwrap());
    }
    let count = poll.boxed.count().await.unwrap();
    assert_eq!((count.online, count.published), (500, 500));
    drop(poll);
    polls.boxes().close().await;
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

async fn no_line_of_the_log_tells_of_a_vote(ground: &Ground) {
    let electorate = Electorate::of(20);
    let now = Clock::system().now();
    electorate.stored(&ground.db, ground.landlord, now).await;
    let boxes = BallotBoxes::beside(&ground.url).unwrap();
    boxes
        .create(&electorate.handle, electorate.sealing(SLUG, now))
        .await
        .unwrap();
    boxes.close().await;
    let log = ground.folder.path().join("log");
    let process = Process::serve_telling(ground, &log).await;
    let mut votes = Vec::new();
    for n in 0..20 {
        let vote = electorate.ballot(n, n % 6);
        let promise = promise(&client(), &process.url, &electorate, &vote.body).await;
        assert!(promise.is_some());
        votes.push(vote);
    }
    let wrong = "{\"ballot\":\"{}\",\"r_a\":\"a\",\"r_b\":\"b\"}";
    assert!(
        promise(&client(), &process.url, &electorate, wrong)
            .await
            .is_none()
    );
    process.healthy().await;
    drop(process);
    let told = std::fs::read_to_string(&log).unwrap();
    assert!(told.contains("/health"), "other requests are told");
    let said = [
        electorate.cast_at(),
        "/cast".to_owned(),
        "INSERT INTO pending".to_owned(),
    ];
    for text in said.iter().chain(votes.iter().map(|vote| &vote.tracking)) {
        assert!(!told.contains(text.as_str()), "{text}");
    }
    for voter in &electorate.voters {
        for secret in voter.codes.iter().chain(&voter.links) {
            assert!(!told.contains(secret.as_str()), "a secret in the log");
        }
    }
}
