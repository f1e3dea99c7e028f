//! The sum and what the holders decrypted of it, by the same functions as on any site.

use super::{course, evening};
use crate::cli::Failure;
use crate::demo::vote::{date, holders};
use palier_app::demo::stream::Stream;
use palier_app::election::closing::{Ground, result, tally};
use palier_app::election::vote::Polls;
use palier_ballots::Ed25519;
use palier_ballots::conduct::{Verified, decrypt_verified};
use palier_store::ballot_box::BallotBox;
use palier_store::election::decryption::{self, Share};
use palier_store::election::{Election, tally as kept};
use palier_store::{Clock, Db};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// Adds the ballots up.
///
/// # Errors
/// When the archive is refused.
pub async fn tally(db: &Db, polls: &Polls, one: &Election) -> Result<(), Failure> {
    let clock = evening(13)?;
    let tallied = tally::tally(ground(db, polls, &clock), one, |_, _| {});
    let tallied = tallied.await.map_err(course::failed)?;
    let mut tx = db.begin().await?;
    let (today, now) = (date(12, 3)?, clock.now());
    kept::tallied(&mut tx, one.id, &tallied.checked, today, now)
        .await
        .map_err(course::failed)?;
    Ok(tx.commit().await?)
}

/// Hands in what holders decrypted, and opens the result.
///
/// # Errors
/// When the archive is refused.
pub async fn decrypt(db: &Db, polls: &Polls, one: &Election) -> Result<(), Failure> {
    let clock = evening(15)?;
    shares(db, polls, one, &clock).await?;
    let opened = result::result(ground(db, polls, &clock), one, |_, _| {});
    let opened = opened.await.map_err(course::failed)?;
    let mut tx = db.begin().await?;
    let today = date(12, 3)?;
    kept::keep(&mut tx, one.id, &opened.result, &opened.checked, today)
        .await
        .map_err(course::failed)?;
    Ok(tx.commit().await?)
}

async fn shares(db: &Db, polls: &Polls, one: &Election, clock: &Clock) -> Result<(), Failure> {
    let boxed = polls.boxes().open(&one.handle).await?;
    let boxed = boxed.ok_or_else(|| course::failed("its box is not there"))?;
    let archive = Verified::read(pieces(&boxed).await?).map_err(course::failed)?;
    let by = super::board::found(db).await?;
    let by = *by.first().ok_or_else(|| course::failed("its board"))?;
    let mut rng = Stream::of(format!("{}|decryption", one.handle));
    let mut tx = db.begin().await?;
    for (_, key) in holders::ceremony(&one.handle)?.keys {
        let made = decrypt_verified::<Ed25519, _>(&archive, &key, None, &mut rng);
        let made = made.map_err(course::failed)?;
        let body = json!({ "owner": made.owner, "decryption": made.text }).to_string();
        let share = Share {
            sha256: hex::encode(Sha256::digest(&body)),
            holder: i64::try_from(made.owner).unwrap_or(i64::MAX),
            body,
            fault: None,
            received_at: clock.now(),
        };
        decryption::keep(&mut tx, one.id, &share, by).await?;
    }
    Ok(tx.commit().await?)
}

/// The archive as it is.
async fn pieces(boxed: &BallotBox) -> Result<Vec<Vec<u8>>, Failure> {
    let (size, mut at, mut all) = (boxed.board().await?.size, 0, Vec::new());
    while at < size {
        for piece in boxed.archive_from(at).await? {
            at += i64::try_from(piece.bytes.len()).unwrap_or(i64::MAX);
            all.push(piece.bytes);
        }
    }
    Ok(all)
}

fn ground<'a>(db: &'a Db, polls: &'a Polls, clock: &'a Clock) -> Ground<'a> {
    Ground { db, polls, clock }
}
