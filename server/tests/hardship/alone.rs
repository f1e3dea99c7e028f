//! One election apart from the site: its box copied while votes arrive, its pages served alone.

use super::electorate::{Electorate, Ready};
use super::ground::{Ground, SLUG};
use super::process::{Process, command};
use super::voted::promise;
use palier_app::election::vote::Polls;
use palier_store::Clock;
use palier_store::ballot_box::BallotBoxes;
use reqwest::redirect::Policy;
use reqwest::{Client, header};
use std::path::Path;
use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

crate::on_both_engines![
    a_copy_taken_while_votes_arrive_holds_every_vote_promised_before,
    one_election_is_served_alone,
];

/// Votes that arrive while the box is copied.
const VOTES: usize = 240;
/// Those that are promised before the copy begins.
const BEFORE: usize = 40;

/// The election of an electorate, its box sealed and open.
pub async fn sealed(ground: &Ground, electorate: &Electorate) {
    let now = Clock::system().now();
    electorate.stored(&ground.db, ground.landlord, now).await;
    let boxes = BallotBoxes::beside(&ground.url).unwrap();
    let sealing = electorate.sealing(SLUG, now);
    boxes.create(&electorate.handle, sealing).await.unwrap();
    boxes.close().await;
}

/// Runs the binary on the ground's database, beside what serves it.
async fn palier(ground: &Ground, arguments: &[&str]) -> Output {
    let mut command = command(&ground.url);
    command.args(arguments).current_dir(ground.folder.path());
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

async fn a_copy_taken_while_votes_arrive_holds_every_vote_promised_before(ground: &Ground) {
    let electorate = Arc::new(Electorate::of(VOTES));
    sealed(ground, &electorate).await;
    let votes: Vec<Ready> = (0..VOTES).map(|n| electorate.ballot(n, n % 6)).collect();
    let process = Process::serve(ground).await;
    let http = Client::new();
    let promised = Arc::new(AtomicUsize::new(0));
    for vote in &votes[..BEFORE] {
        let came = promise(&http, &process.url, &electorate, &vote.body).await;
        assert!(came.is_some());
    }
    let casts = {
        let (url, electorate) = (process.url.clone(), Arc::clone(&electorate));
        let (later, promised) = (votes[BEFORE..].to_vec(), Arc::clone(&promised));
        tokio::spawn(async move {
            for vote in later {
                let came = promise(&http, &url, &electorate, &vote.body).await;
                assert!(came.is_some());
                promised.fetch_add(1, Ordering::SeqCst);
            }
        })
    };
    while promised.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let file = ground.folder.path().join("it.box");
    let path = file.to_str().unwrap();
    let copied = palier(ground, &["box", "copy", &electorate.handle, path]).await;
    let during = promised.load(Ordering::SeqCst);
    assert!(copied.status.success(), "{copied:?}");
    let again = palier(ground, &["box", "copy", &electorate.handle, path]).await;
    assert!(!again.status.success(), "a copy is never written over");
    casts.await.unwrap();

    // The box that goes on lost nothing.
    let counted = palier(ground, &["box", "count", &electorate.handle]).await;
    let said = String::from_utf8_lossy(&counted.stdout).into_owned();
    assert!(counted.status.success(), "{said}");
    assert!(
        said.contains(&format!("voted online            {VOTES}\n")),
        "{said}"
    );
    let came = the_copy_is_whole(&file, &electorate, &votes).await;
    println!("{BEFORE} votes before the copy, {during} during it, {came} in it");
    // One may have been kept and not yet told.
    assert!(came <= BEFORE + during + 1, "nothing later is in it");
}

/// Puts the copy into an empty place and ends its vote: marks are ballots, and each vote that was
/// promised before the copy began is there; gives how many are.
async fn the_copy_is_whole(file: &Path, electorate: &Electorate, votes: &[Ready]) -> usize {
    let elsewhere = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", elsewhere.path().join("palier.db").display());
    let boxes = BallotBoxes::beside(&url).unwrap();
    assert_eq!(boxes.restore(file).await.unwrap(), electorate.handle);
    let polls = Polls::new(boxes);
    let poll = polls.get(&electorate.handle).await.unwrap().unwrap();
    let count = poll.boxed.count().await.unwrap();
    assert!(count.agrees(), "{count:?}");
    poll.freeze(Clock::system().now()).await.unwrap().unwrap();
    let mut there = 0;
    for (at, vote) in votes.iter().enumerate() {
        let published = poll.boxed.is_published(&vote.tracking).await.unwrap();
        assert!(
            published || at >= BEFORE,
            "vote {at} was promised and is gone"
        );
        there += usize::from(published);
    }
    assert_eq!(i64::try_from(there), Ok(count.voters));
    drop(poll);
    polls.boxes().close().await;
    there
}

async fn one_election_is_served_alone(ground: &Ground) {
    let (ours, other) = (Electorate::of(3), Electorate::of(3));
    sealed(ground, &ours).await;
    sealed(ground, &other).await;
    ground.execute("UPDATE election SET stage = 'open'").await;
    let process = Process::serve_only(ground, &ours.handle).await;
    let http = Client::builder().redirect(Policy::none()).build().unwrap();
    let get = async |path: &str| {
        let answer = http.get(format!("{}{path}", process.url)).send().await;
        let answer = answer.unwrap();
        let to = answer.headers().get(header::LOCATION).cloned();
        (answer.status().as_u16(), to, answer.text().await.unwrap())
    };
    let home = format!("/{SLUG}/election/{}", ours.handle);
    let (status, to, _) = get("/").await;
    assert_eq!(
        (status, to.unwrap().to_str().unwrap()),
        (303, home.as_str())
    );
    for below in [
        "",
        "/urne",
        "/voter",
        "/booth.json",
        "/archive.bel",
        "/scelles",
    ] {
        let (status, _, _) = get(&format!("{home}{below}")).await;
        assert_eq!(status, 200, "{below}");
    }
    assert!(
        promise(&http, &process.url, &ours, &ours.ballot(0, 1).body)
            .await
            .is_some()
    );

    let theirs = format!("/{SLUG}/election/{}", other.handle);
    for path in [
        theirs.as_str(),
        "/rive",
        "/connexion",
        "/rive/charte",
        "/nulle-part",
    ] {
        let (status, _, page) = get(path).await;
        assert_eq!(status, 404, "{path}");
        assert!(page.contains("il n’y a qu’une élection"), "{path}: {page}");
        assert!(
            page.contains("href=\"/\""),
            "the way to the one that is here"
        );
    }
    let elsewhere = promise(&http, &process.url, &other, &other.ballot(0, 1).body).await;
    assert_eq!(elsewhere, None);
    let boxes = BallotBoxes::beside(&ground.url).unwrap();
    let boxed = boxes.open(&other.handle).await.unwrap().unwrap();
    assert_eq!(boxed.count().await.unwrap().voters, 0);
    boxes.close().await;

    let none = palier(
        ground,
        &["serve", "--only", "nobody", "--listen", "127.0.0.1:0"],
    )
    .await;
    let said = String::from_utf8_lossy(&none.stderr).into_owned();
    assert!(said.contains("no election is called nobody here"), "{said}");
}
