//! Runs an election on a real site and writes the archive so far, as the site gives it to anybody.
//!
//! `cargo run -p palier-server --example site_archive -- FOLDER [GROUP]` writes `FOLDER/UUID.bel`, in
//! the group `BELENIOS-2048` unless another is named. Voters with two codes each cast their ballots
//! by HTTP, one after the other; one casts twice, one with half a credential. The scripts that have
//! other software check our elections call it.

#[path = "../tests/support/electorate.rs"]
#[expect(
    clippy::unwrap_used,
    dead_code,
    reason = "the tests' own, of which this uses a part"
)]
mod electorate;
#[path = "../tests/site/support/house.rs"]
#[expect(
    clippy::unwrap_used,
    dead_code,
    reason = "the tests' own, of which this uses a part"
)]
mod house;

use electorate::{ElectorateIn, Ready};
use house::House;
use palier_ballots::{Belenios2048, Ed25519, Group, Making};
use palier_domain::landlord::kind::LandlordKind;
use palier_store::landlord::{self, NewLandlord};
use std::error::Error;
use std::path::Path;

const SLUG: &str = "rive";
const VOTERS: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (folder, group) = match words.as_slice() {
        [folder] => (folder, Belenios2048::NAME),
        [folder, group] => (folder, group.as_str()),
        _ => return Err("site_archive FOLDER [GROUP]".into()),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    match group {
        Belenios2048::NAME => runtime.block_on(write::<Belenios2048>(Path::new(folder))),
        Ed25519::NAME => runtime.block_on(write::<Ed25519>(Path::new(folder))),
        other => Err(format!("no group {other}").into()),
    }
}

/// Votes, publishes, and writes what the site gives.
async fn write<G: Making>(folder: &Path) -> Result<(), Box<dyn Error>> {
    let (house, electorate) = (House::open().await, ElectorateIn::<G>::of(VOTERS));
    seal(&house, &electorate).await?;
    let http = reqwest::Client::new();
    for n in 0..VOTERS {
        let vote = electorate.ballot(n, n % 6);
        expect(&http, &house, &electorate, &vote, 200).await?;
        // The same bytes again are the same vote.
        expect(&http, &house, &electorate, &vote, 200).await?;
    }
    expect(&http, &house, &electorate, &electorate.ballot(0, 5), 409).await?;
    let half = electorate.signed_with(&electorate.half(1, 0), 1);
    expect(&http, &house, &electorate, &half, 422).await?;
    let poll = house.site.polls.get(&electorate.handle).await;
    let poll = poll.map_err(|error| format!("{error:?}"))?;
    let poll = poll.ok_or("no box")?;
    poll.publish(house.now())
        .await?
        .ok_or("nothing was published")?;
    let path = format!(
        "{}/{SLUG}/election/{}/archive.bel",
        house.url, electorate.handle
    );
    let answer = http.get(path).send().await?.error_for_status()?;
    let file = folder.join(format!("{}.bel", electorate.handle));
    std::fs::write(file, answer.bytes().await?)?;
    println!("{VOTERS} ballots, {}", G::NAME);
    Ok(())
}

/// Makes the landlord, the election and its box, open for an hour.
async fn seal<G: Making>(
    house: &House,
    electorate: &ElectorateIn<G>,
) -> Result<(), Box<dyn Error>> {
    let new = NewLandlord {
        slug: SLUG.to_owned(),
        name: "Rive Habitat".to_owned(),
        kind: LandlordKind::Oph,
        zone: "Europe/Paris".to_owned(),
    };
    let mut tx = house.db().begin().await?;
    let landlord = landlord::add(&mut tx, new, house.now()).await?;
    tx.commit().await?;
    electorate.stored(house.db(), landlord, house.now()).await;
    let sealing = electorate.sealing(SLUG, house.now());
    let boxes = house.site.polls.boxes();
    boxes.create(&electorate.handle, sealing).await?;
    Ok(())
}

/// Casts a ballot, and makes sure of what the site answers.
async fn expect<G: Making>(
    http: &reqwest::Client,
    house: &House,
    electorate: &ElectorateIn<G>,
    vote: &Ready,
    status: u16,
) -> Result<(), Box<dyn Error>> {
    let sent = http
        .post(format!("{}{}", house.url, electorate.cast_at()))
        .header(reqwest::header::CONTENT_TYPE, "application/json")
        .body(vote.body.clone())
        .send()
        .await?;
    let found = sent.status().as_u16();
    if found == status {
        return Ok(());
    }
    Err(format!("{found} where {status} was due: {}", sent.text().await?).into())
}
