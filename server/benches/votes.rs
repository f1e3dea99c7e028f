//! What a vote costs: casts per second through HTTP with real ballots made before, their latency,
//! the server's memory, and the public board with 20,000 ballots.
//!
//! Runs the release binary as its own process on SQLite (synchronous=FULL), and on PostgreSQL when
//! `TEST_POSTGRES_URL` names a cluster; `make bench` starts one that waits for its disk. Each cast
//! is answered once its mark and its ballot are on the disk. Voters come on 32 connections, each
//! sending its next ballot as soon as the last is promised.

#[path = "../tests/support/electorate.rs"]
#[expect(
    clippy::unwrap_used,
    dead_code,
    reason = "the tests' own, of which this uses a part"
)]
mod electorate;
#[expect(dead_code, reason = "the pages' measures use more of it")]
mod support;

use chrono::TimeDelta;
use electorate::{Electorate, Ready};
use palier_app::election::vote::Polls;
use palier_domain::landlord::kind::LandlordKind;
use palier_store::ballot_box::{BallotBoxes, Cast, When};
use palier_store::landlord::{self, NewLandlord};
use palier_store::{Clock, Db, ids};
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::load::{self, Measured};
use support::process::{Place, Server};

/// Voters of the election, and ballots on its board at the end.
const VOTERS: usize = 20_000;
/// Ballots that are cast through HTTP.
const CAST: usize = 3_000;
const CONNECTIONS: usize = 32;
const SLUG: &str = "rive";

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run())
}

async fn run() -> Result<(), Box<dyn Error>> {
    let electorate = Arc::new(Electorate::of(VOTERS));
    let ballots = made(&electorate);
    println!("{VOTERS} voters, {CAST} real ballots of six choices (Ed25519)\n");
    let mut places = vec![Place::sqlite()?];
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(cluster) => places.push(Place::postgres(&cluster).await?),
        Err(_) => println!("PostgreSQL is left out: start this by `make bench`"),
    }
    for place in places {
        measure(&place, &electorate, &ballots).await?;
        place.remove().await?;
    }
    Ok(())
}

/// Makes the ballots, on all processors.
fn made(electorate: &Electorate) -> Vec<Ready> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let some = CAST.div_ceil(threads);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| {
                let mine = part * some..CAST.min((part + 1) * some);
                scope.spawn(move || {
                    mine.map(|n| electorate.ballot(n, n % 6))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_default())
            .collect()
    })
}

async fn measure(
    place: &Place,
    electorate: &Arc<Electorate>,
    ballots: &[Ready],
) -> Result<(), Box<dyn Error>> {
    let db = seal(place, electorate).await?;
    let server = Server::real(place, "votes").await?;
    println!("{}: resident at rest {} MiB", place.name, server.memory()?);
    let casts = cast(&server, electorate, ballots).await?;
    say("casts", &casts);
    println!("{}: peak {} MiB", place.name, server.peak()?);
    let tracking = fill(place, electorate).await?;
    let base = format!("/{SLUG}/election/{}", electorate.handle);
    for (name, path) in [
        ("board", format!("{base}/urne")),
        (
            "search",
            format!("{base}/urne?numero={}", load::query(&tracking)),
        ),
        ("numbers", format!("{base}/urne.json?from=10000")),
    ] {
        say(name, &load::measure(&server, &path).await?);
    }
    let (mib, seconds) = download(&server, &format!("{base}/archive.bel")).await?;
    println!("archive    {mib:.0} MiB in {seconds:.2} s");
    println!(
        "{}: resident {} MiB, peak {} MiB\n",
        place.name,
        server.memory()?,
        server.peak()?
    );
    server.stop()?;
    db.close().await;
    Ok(())
}

/// A landlord, its election, and the box.
async fn seal(place: &Place, electorate: &Electorate) -> Result<Db, Box<dyn Error>> {
    let db = Db::connect(&place.url_of("votes")).await?;
    db.migrate().await?;
    let now = Clock::system().now();
    let mut tx = db.begin().await?;
    let new = NewLandlord {
        slug: SLUG.to_owned(),
        name: "Rive Habitat".to_owned(),
        kind: LandlordKind::Oph,
        zone: "Europe/Paris".to_owned(),
    };
    let landlord = landlord::add(&mut tx, new, now).await?;
    tx.commit().await?;
    electorate.stored(&db, landlord, now).await;
    place
        .execute("votes", "UPDATE election SET stage = 'open'")
        .await?;
    let boxes = BallotBoxes::beside(&place.url_of("votes"))?;
    let mut sealing = electorate.sealing(SLUG, now);
    sealing.opens_at = now - TimeDelta::minutes(1);
    boxes.create(&electorate.handle, sealing).await?;
    boxes.close().await;
    Ok(db)
}

async fn cast(
    server: &Server,
    electorate: &Electorate,
    ballots: &[Ready],
) -> Result<Measured, Box<dyn Error>> {
    let url = format!("{}{}", server.url, electorate.cast_at());
    let begin = Instant::now();
    let voters: Vec<_> = ballots
        .chunks(ballots.len().div_ceil(CONNECTIONS))
        .map(|mine| {
            let (url, mine) = (url.clone(), mine.to_vec());
            tokio::spawn(async move { vote(&url, mine).await.map_err(|error| error.to_string()) })
        })
        .collect();
    let mut times = Vec::with_capacity(ballots.len());
    for voter in voters {
        times.extend(voter.await??);
    }
    Ok(load::figures(times, begin.elapsed()))
}

async fn vote(url: &str, ballots: Vec<Ready>) -> Result<Vec<Duration>, Box<dyn Error>> {
    let client = reqwest::Client::new();
    let mut times = Vec::with_capacity(ballots.len());
    for ready in ballots {
        let started = Instant::now();
        let request = client.post(url).header("content-type", "application/json");
        let answer = request.body(ready.body).send().await?.error_for_status()?;
        answer.bytes().await?;
        times.push(started.elapsed());
    }
    Ok(times)
}

/// Fills the box up to 20,000 with bytes of the size of ballots, publishes, and gives a number.
async fn fill(place: &Place, electorate: &Electorate) -> Result<String, Box<dyn Error>> {
    let polls = Polls::new(BallotBoxes::beside(&place.url_of("votes"))?);
    let found = polls.get(&electorate.handle).await;
    let found = found.map_err(|error| format!("{error:?}"))?;
    let poll = found.ok_or("no box")?;
    let sealing = electorate.sealing(SLUG, Clock::system().now());
    let rest: Vec<usize> = (CAST..VOTERS).collect();
    for some in rest.chunks(500) {
        let casts: Vec<Cast> = some
            .iter()
            .map(|n| filling(*n, sealing.register[*n].tag))
            .collect();
        poll.boxed.cast(&casts).await?;
    }
    let started = Instant::now();
    poll.publish(Clock::system().now())
        .await?
        .ok_or("nothing was published")?;
    println!(
        "publication of {VOTERS} ballots: {:.2} s",
        started.elapsed().as_secs_f64()
    );
    let found = poll.boxed.tracking_numbers(12_345, 1).await?;
    polls.boxes().close().await;
    found.into_iter().next().ok_or_else(|| "no number".into())
}

fn filling(n: usize, tag: [u8; 32]) -> Cast {
    let random = ids::random::<32>();
    let mut ballot = random.repeat(190);
    ballot.truncate(6_100);
    let digits: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    Cast {
        tag,
        tracking: digits[..43].to_owned(),
        credential: format!("filling {n}"),
        ballot,
        when: When::InTime,
    }
}

async fn download(server: &Server, path: &str) -> Result<(f64, f64), Box<dyn Error>> {
    let started = Instant::now();
    let mut answer = reqwest::get(format!("{}{path}", server.url))
        .await?
        .error_for_status()?;
    let mut bytes: u32 = 0;
    while let Some(piece) = answer.chunk().await? {
        bytes += u32::try_from(piece.len())?;
    }
    Ok((
        f64::from(bytes) / 1_048_576.0,
        started.elapsed().as_secs_f64(),
    ))
}

fn say(name: &str, measured: &Measured) {
    println!(
        "{name:<10} {:>8.0} /s   p50 {:>7.2} ms   p95 {:>7.2} ms   p99 {:>7.2} ms",
        measured.per_second, measured.p50, measured.p95, measured.p99
    );
}
