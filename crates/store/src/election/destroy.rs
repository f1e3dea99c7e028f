//! Destroying what must go once a result is final: papers of the lists, names of the roll, messages of
//! the holders. Numbers and fingerprints stay.
//!
//! The box and its register are a database of their own: whoever calls removes it, and says so here.

use super::{condition, held};
use crate::dispatch::{all, one, run};
use crate::{Db, StoreError, Tx, journal, upload};
use chrono::{DateTime, Utc};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{CandidateListId, ElectionId, UploadId};
use serde_json::json;

/// Something that was destroyed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Destroyed {
    /// What: a key of the pages' sentences.
    pub what: String,
    /// How many of it.
    pub lines: i64,
    /// When.
    pub destroyed_at: DateTime<Utc>,
}

/// What goes with the box of an election.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoxGone {
    /// Marks of its register.
    pub marks: i64,
    /// The head of its archive, which the record goes on naming; empty without a box.
    pub head: String,
}

/// Destroys what must go, in the main database. Whoever calls has asked whether its day has come, and
/// removes the box.
///
/// # Errors
/// [`StoreError::Conflict`] when the result is not final, no bundle was made, a challenge waits, or all is
/// gone already.
pub async fn destroy(
    tx: &mut Tx,
    election: ElectionId,
    boxed: &BoxGone,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if held(tx, election).await?.stage != Stage::Final {
        return Err(StoreError::Conflict("the result is not final"));
    }
    let conditions = condition::in_tx(tx, election).await?;
    if !conditions.contains(&Condition::BundleMade) {
        return Err(StoreError::Conflict("the bundle is not made"));
    }
    if !conditions.contains(&Condition::NoChallengePending) {
        return Err(StoreError::Conflict("a challenge waits"));
    }
    if conditions.contains(&Condition::DestructionJournalled) {
        return Err(StoreError::Conflict("it was destroyed already"));
    }
    let done = [
        ("papers", papers(tx, election).await?),
        ("roll", roll(tx, election).await?),
        ("keys", keys(tx, election).await?),
        ("marks", boxed.marks),
    ];
    for (what, lines) in done {
        run!(
            tx.on(),
            "INSERT INTO destruction (election_id, what, lines, destroyed_at)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (election_id, what) DO NOTHING",
            election,
            what,
            lines,
            now,
        )?;
    }
    let data = json!({ "destroyed": done });
    let chain = journal::of_election(election);
    journal::append(
        tx,
        &chain,
        "election.destroyed",
        Some(election.0),
        &data,
        now,
    )
    .await?;
    let condition = Condition::DestructionJournalled;
    condition::declare(tx, election, condition, &boxed.head, now).await
}

/// What was destroyed.
///
/// # Errors
/// When the database fails.
pub async fn destroyed(db: &Db, election: ElectionId) -> Result<Vec<Destroyed>, StoreError> {
    all!(
        db.reads() => Destroyed,
        "SELECT what, lines, destroyed_at FROM destruction WHERE election_id = $1 ORDER BY what",
        election,
    )
}

/// Forms, proofs, photos and what was filed, whose SHA-256 is kept in its place; leases and payments.
async fn papers(tx: &mut Tx, election: ElectionId) -> Result<i64, StoreError> {
    let of_lists = all!(
        tx.on() => (UploadId,),
        "SELECT proof_id FROM candidate_list WHERE election_id = $1 AND proof_id IS NOT NULL",
        election,
    )?;
    let forms = all!(
        tx.on() => (UploadId,),
        "SELECT c.form_id FROM candidate c JOIN candidate_list l ON l.id = c.list_id
         WHERE l.election_id = $1 AND c.form_id IS NOT NULL",
        election,
    )?;
    run!(
        tx.on(),
        "UPDATE candidate_list SET proof_id = NULL WHERE election_id = $1",
        election,
    )?;
    run!(
        tx.on(),
        "UPDATE candidate SET form_id = NULL, lease = '', payment = NULL
         WHERE list_id IN (SELECT id FROM candidate_list WHERE election_id = $1)",
        election,
    )?;
    let mut gone: i64 = 0;
    let photos = photos(tx, election).await?;
    for (paper,) in of_lists.into_iter().chain(forms).chain(photos) {
        upload::erase(tx, paper).await?;
        gone += 1;
    }
    Ok(gone + receipts(tx, election).await?)
}

/// Takes the photos from their lists; gives the files, which are to be erased.
async fn photos(tx: &mut Tx, election: ElectionId) -> Result<Vec<(UploadId,)>, StoreError> {
    let photos = all!(
        tx.on() => (UploadId,),
        "SELECT p.upload_id FROM list_photo p JOIN candidate_list l ON l.id = p.list_id
         WHERE l.election_id = $1",
        election,
    )?;
    run!(
        tx.on(),
        "DELETE FROM list_photo
         WHERE list_id IN (SELECT id FROM candidate_list WHERE election_id = $1)",
        election,
    )?;
    Ok(photos)
}

async fn receipts(tx: &mut Tx, election: ElectionId) -> Result<i64, StoreError> {
    let filed = all!(
        tx.on() => (CandidateListId, UploadId),
        "SELECT id, receipt_id FROM candidate_list
         WHERE election_id = $1 AND receipt_id IS NOT NULL",
        election,
    )?;
    let mut gone: i64 = 0;
    for (list, receipt) in filed {
        let (digest, at) = one!(
            tx.on() => (Vec<u8>, DateTime<Utc>),
            "SELECT sha256, created_at FROM upload WHERE id = $1",
            receipt,
        )?;
        let new = upload::NewUpload {
            landlord_id: None,
            name: "sha256.txt".to_owned(),
            media_type: "text/plain".to_owned(),
            expires_at: None,
        };
        let kept = upload::keep(tx, new, hex::encode(digest).as_bytes(), at).await?;
        run!(
            tx.on(),
            "UPDATE candidate_list SET receipt_id = $2 WHERE id = $1",
            list,
            kept,
        )?;
        upload::erase(tx, receipt).await?;
        gone += 1;
    }
    Ok(gone)
}

/// Names, addresses and corrections; the roll's numbers and its fingerprint stay.
async fn roll(tx: &mut Tx, election: ElectionId) -> Result<i64, StoreError> {
    let chain = journal::of_election(election);
    run!(
        tx.on(),
        "UPDATE journal SET salt = NULL WHERE chain = $1 AND object_id IN (
            SELECT id FROM roll_line WHERE election_id = $2
            UNION SELECT id FROM roll_correction WHERE election_id = $2)",
        chain,
        election,
    )?;
    let mut gone: u64 = 0;
    for sql in [
        "DELETE FROM roll_elector WHERE election_id = $1",
        "DELETE FROM roll_line WHERE election_id = $1",
        "DELETE FROM roll_left_out WHERE election_id = $1",
        "DELETE FROM roll_ruling WHERE election_id = $1",
        "DELETE FROM roll_naming WHERE election_id = $1",
        "DELETE FROM roll_correction_entry WHERE correction_id IN
            (SELECT id FROM roll_correction WHERE election_id = $1)",
        "DELETE FROM roll_correction WHERE election_id = $1",
        "DELETE FROM roll_occupant WHERE occupancy_id IN
            (SELECT id FROM roll_occupancy WHERE election_id = $1)",
        "DELETE FROM roll_occupancy WHERE election_id = $1",
    ] {
        gone += run!(tx.on(), sql, election)?;
    }
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}

/// Messages among the holders: shares travel in them, encrypted. The public key is in the archive.
async fn keys(tx: &mut Tx, election: ElectionId) -> Result<i64, StoreError> {
    let sql = "DELETE FROM key_message WHERE election_id = $1";
    let gone = run!(tx.on(), sql, election)?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}
