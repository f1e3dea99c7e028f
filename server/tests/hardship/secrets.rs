//! After a vote, no row, no file and no log of the server holds a choice, a code, a private half or
//! the holder's key: each is looked for in every spelling that it has.

use super::electorate::{Electorate, Ready};
use super::ground::Ground;
use super::kept::{self, Needles};
use super::process::Process;
use super::voted::promise;
use palier_app::election::vote::Polls;
use palier_store::Clock;
use palier_store::ballot_box::BallotBoxes;
use reqwest::{Client, header};
use std::collections::BTreeSet;

crate::on_both_engines![nothing_that_is_kept_holds_a_secret_of_a_vote];

const VOTERS: usize = 20;
/// All vote for the same list, whose name is then in nothing that the vote wrote.
const LIST: usize = 3;

async fn nothing_that_is_kept_holds_a_secret_of_a_vote(ground: &Ground) {
    let electorate = Electorate::of(VOTERS);
    super::alone::sealed(ground, &electorate).await;
    let before: BTreeSet<String> = kept::rows(ground).await.into_iter().collect();

    let log = ground.folder.path().join("log");
    let process = Process::serve_telling(ground, &log).await;
    let votes: Vec<Ready> = (0..VOTERS).map(|n| electorate.ballot(n, LIST)).collect();
    people_vote(&process, &electorate, &votes).await;
    drop(process);
    let polls = Polls::new(BallotBoxes::beside(&ground.url).unwrap());
    let poll = polls.get(&electorate.handle).await.unwrap().unwrap();
    let now = Clock::system().now();
    assert!(poll.publish(now).await.unwrap().is_some());
    drop(poll);
    polls.boxes().close().await;

    let secrets = secrets(&electorate);
    let mut found = 0;
    let public = Needles::of([electorate.credential(3), votes[3].tracking.clone()]);
    let chosen = Needles::of([format!("Liste {LIST}")]);
    for row in kept::rows(ground).await {
        secrets.are_not_in(&row, row.as_bytes());
        if !before.contains(&row) {
            chosen.are_not_in(&row, row.as_bytes());
            found += public.count(row.as_bytes());
        }
    }
    // What must be found is found: the search can find.
    assert!(found >= 2, "the credential and the number on the board");
    let files = kept::files(ground).await;
    assert!(files.len() > 2);
    let public = Needles::of([electorate.handle.clone()]);
    let handles: usize = files.iter().map(|(_, bytes)| public.count(bytes)).sum();
    assert!(handles > 0, "the election is in the files");
    for (name, bytes) in &files {
        secrets.are_not_in(name, bytes);
    }
    let told = std::fs::read(&log).unwrap();
    let asked = Needles::of(["/health".to_owned()]);
    assert!(asked.count(&told) > 0, "other requests are told");
    secrets.are_not_in("the log", &told);
    chosen.are_not_in("the log", &told);
}

/// Votes that are taken, one that is sent again, one by half a credential, one opened for an audit.
async fn people_vote(process: &Process, electorate: &Electorate, votes: &[Ready]) {
    let http = Client::new();
    let take = async |body: &str| promise(&http, &process.url, electorate, body).await;
    let half = electorate.signed_with(&electorate.half(0, 1), 0);
    assert_eq!(take(&half.body).await, None);
    let opened = electorate.ballot(0, LIST);
    let spoil = http
        .post(format!(
            "{}/api/election/{}/spoil",
            process.url, electorate.handle
        ))
        .header(header::CONTENT_TYPE, "application/json")
        .body(opened.body.clone())
        .send();
    assert_eq!(spoil.await.unwrap().status().as_u16(), 200);
    for vote in votes {
        assert!(take(&vote.body).await.is_some());
        assert!(take(&vote.body).await.is_some(), "the same again");
    }
    assert_eq!(take(&electorate.ballot(1, 4).body).await, None, "used");
}

/// Everything that only voters, authorities and the holder have, in each of its spellings.
fn secrets(electorate: &Electorate) -> Needles {
    let mut all = Vec::new();
    for (at, voter) in electorate.voters.iter().enumerate() {
        for (half, code) in voter.codes.iter().enumerate() {
            all.push(code.clone().into_bytes());
            all.push(code.replace('-', "").into_bytes());
            all.extend(number(&electorate.half(at, half).encode()));
        }
        let [a, b] = [0, 1].map(|half| electorate.half(at, half));
        all.extend(number(&a.join(&b).encode()));
        for link in &voter.links {
            all.push(link.clone().into_bytes());
            all.push(hex::decode(link).unwrap());
        }
    }
    all.extend(number(&electorate.secret));
    // Choices as a ballot is made of them, for each list and the blank vote.
    for list in 0..6 {
        let mut choices = [0_u8; 6];
        choices[list] = 1;
        all.push(serde_json::to_vec(&choices).unwrap());
        all.push(format!("{choices:?}").into_bytes());
    }
    Needles::of_bytes(all)
}

/// A number as its decimal digits, its bytes in either order, and their hexadecimal.
fn number(decimal: &str) -> Vec<Vec<u8>> {
    let mut little = [0_u8; 32];
    for digit in decimal.bytes() {
        let mut carry = u16::from(digit - b'0');
        for byte in &mut little {
            let sum = u16::from(*byte) * 10 + carry;
            let [low, high] = sum.to_le_bytes();
            *byte = low;
            carry = u16::from(high);
        }
    }
    let mut big = little;
    big.reverse();
    vec![
        decimal.as_bytes().to_vec(),
        little.to_vec(),
        big.to_vec(),
        hex::encode(little).into_bytes(),
        hex::encode(big).into_bytes(),
    ]
}
