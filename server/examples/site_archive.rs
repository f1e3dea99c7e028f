//! Runs an election on a real site and writes its archive twice, as the site gives it to anybody:
//! while people vote, and finished.
//!
//! `cargo run -p palier-server --example site_archive -- FOLDER [GROUP]` writes
//! `FOLDER/voting/UUID.bel` and `FOLDER/finished/UUID.bel`, in the group `BELENIOS-2048` unless another
//! is named. Voters with two codes each cast their ballots by HTTP, one after the other; one casts
//! twice, one with half a credential. Then the site freezes the box and adds it up, two operators count
//! paper, and two of three holders hand in what they decrypted. The scripts that have other software
//! check our elections call it.

#[path = "../tests/site/support/mod.rs"]
#[expect(
    clippy::unwrap_used,
    dead_code,
    reason = "the tests' own, of which this uses a part"
)]
mod support;

use palier_app::election::vote::clock::{Looks, look_at_all};
use palier_ballots::{Belenios2048, Ed25519, Group, Making};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_server::jobs::{Crew, work};
use palier_store::election;
use std::error::Error;
use std::path::Path;
use std::time::Duration;
use support::client::{Answer, Part};
use support::electorate::{ElectorateIn, Ready};
use support::{Client, House};

type Failed = Box<dyn Error>;

const SLUG: &str = "rive";
const VOTERS: usize = 12;

fn main() -> Result<(), Failed> {
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

/// An election on a site, and somebody without an account.
struct Scene<G: Making> {
    house: House,
    electorate: ElectorateIn<G>,
    visitor: Client,
}

/// Votes, writes what the site gives, ends the vote, and writes it again.
async fn write<G: Making>(folder: &Path) -> Result<(), Failed> {
    let house = House::open_when("2030-12-03T10:00:00Z").await;
    let scene = Scene {
        visitor: Client::anonymous(&house),
        electorate: ElectorateIn::<G>::with_holders(VOTERS),
        house,
    };
    scene.seal().await?;
    scene.vote().await?;
    scene.keep(&folder.join("voting")).await?;
    scene.close().await?;
    scene.keep(&folder.join("finished")).await?;
    println!("{VOTERS} ballots, {}", G::NAME);
    Ok(())
}

impl<G: Making> Scene<G> {
    /// Makes the landlord, the election and its box, open until the next day.
    async fn seal(&self) -> Result<(), Failed> {
        let (house, electorate) = (&self.house, &self.electorate);
        let landlord = house.landlord(SLUG).await;
        electorate
            .stored(house.db(), landlord.id, house.now())
            .await;
        let sealing = electorate.sealing(SLUG, house.now());
        let boxes = house.site.polls.boxes();
        boxes.create(&electorate.handle, sealing).await?;
        Ok(())
    }

    async fn vote(&self) -> Result<(), Failed> {
        let electorate = &self.electorate;
        for n in 0..VOTERS {
            let vote = electorate.ballot(n, n % 6);
            self.expect(&vote, 200).await?;
            // The same bytes again are the same vote.
            self.expect(&vote, 200).await?;
        }
        self.expect(&electorate.ballot(0, 5), 409).await?;
        let half = electorate.signed_with(&electorate.half(1, 0), 1);
        self.expect(&half, 422).await?;
        let poll = self.house.site.polls.get(&electorate.handle).await;
        let poll = poll.map_err(|error| format!("{error:?}"))?;
        let published = poll.ok_or("no box")?.publish(self.house.now()).await?;
        published.ok_or("nothing was published")?;
        Ok(())
    }

    /// Casts a ballot, and makes sure of what the site answers.
    async fn expect(&self, vote: &Ready, status: u16) -> Result<(), Failed> {
        let at = self.electorate.cast_at();
        let said = self.visitor.post_json(&at, &vote.body).await;
        if said.status == status {
            return Ok(());
        }
        Err(format!("{} where {status} was due: {}", said.status, said.body).into())
    }

    /// The archive as the site gives it.
    async fn archive(&self) -> Result<Vec<u8>, Failed> {
        let path = format!("/{SLUG}/election/{}/archive.bel", self.electorate.handle);
        match self.visitor.get_bytes(&path, None).await {
            (200, bytes, _) => Ok(bytes),
            (status, ..) => Err(format!("{status} instead of the archive").into()),
        }
    }

    async fn keep(&self, folder: &Path) -> Result<(), Failed> {
        std::fs::create_dir_all(folder)?;
        let file = folder.join(format!("{}.bel", self.electorate.handle));
        Ok(std::fs::write(file, self.archive().await?)?)
    }

    /// From the last vote to the result.
    async fn close(&self) -> Result<(), Failed> {
        let (house, handle) = (&self.house, &self.electorate.handle);
        let poll = house.site.polls.get(handle).await;
        let poll = poll.map_err(|error| format!("{error:?}"))?;
        poll.ok_or("no box")?.freeze(house.now()).await?;
        house.execute("UPDATE election SET stage = 'open'").await;
        look_at_all(&house.site, &mut Looks::default(), None).await?;
        let board = [self.member("alice").await?, self.member("bruno").await?];
        let closing = |act: &str| format!("/api/closing/{SLUG}/{handle}/{act}");
        done(&board[0].post(&closing("go-on"), &[]).await)?;
        self.until(Stage::Tallied).await?;
        // Nobody came with paper.
        let names = ["post_voters", "post_blank", "post_null"];
        let names = names
            .into_iter()
            .chain(["box_voters", "box_blank", "box_null"]);
        let sheet: Vec<_> = names.map(|name| (name, "0")).collect();
        for operator in &board {
            let at = format!("/api/paper/{SLUG}/{handle}/sheet");
            done(&operator.post(&at, &sheet).await)?;
        }
        let summed = self.archive().await?;
        for (member, holder) in board.iter().zip([1, 3]) {
            let share = self.electorate.share(&summed, holder);
            let part = [Part::file("file", "part.json", share.as_bytes())];
            done(&member.post_parts(&closing("share"), &part).await)?;
        }
        self.until(Stage::Decrypted).await
    }

    /// Somebody of the tally board, signed in.
    async fn member(&self, name: &str) -> Result<Client, Failed> {
        let (house, id) = (&self.house, self.row().await?.id);
        let account = house.account(name, name).await;
        let (role, mut tx) = (ElectionRole::TallyBoard, house.db().begin().await?);
        election::add_member(&mut tx, id, account, role, house.now()).await?;
        tx.commit().await?;
        Ok(house.sign_in(name).await)
    }

    async fn row(&self) -> Result<election::Election, Failed> {
        let found = election::by_handle(self.house.db(), &self.electorate.handle).await?;
        Ok(found.ok_or("no election")?)
    }

    /// Lets jobs be done until the election stands there.
    async fn until(&self, stage: Stage) -> Result<(), Failed> {
        let crew = Crew::start(&self.house.site, work);
        for _ in 0..2400 {
            if self.row().await?.stage == stage {
                crew.stop().await;
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Err(format!("still {:?}", self.row().await?.stage).into())
    }
}

/// A form that was taken leads on without a refusal.
fn done(answer: &Answer) -> Result<(), Failed> {
    let to = answer.header("location");
    if answer.status == 303 && !to.contains("refus") {
        return Ok(());
    }
    Err(format!("{} {to}: {}", answer.status, answer.body).into())
}
