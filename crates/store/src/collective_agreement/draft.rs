//! Writing an agreement: its words, what it is about, who signed.

use super::read::held;
use super::{AgreementError, kept};
use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::collective_agreement::course::Way;
use palier_domain::id::{AgreementId, AssociationId, BuildingId, DwellingId, EstateId, LandlordId};
use serde_json::json;

/// What is written.
#[derive(Clone, Debug)]
pub struct Words {
    /// Signed with associations, or proposed to the tenants.
    pub way: Way,
    /// The title.
    pub title: String,
    /// The text, in Markdown.
    pub body: String,
    /// When it was signed.
    pub signed_on: Option<NaiveDate>,
    /// Valid votes in the last election.
    pub valid_votes: u64,
    /// Tenants concerned whom the associations that signed bring together.
    pub tenants_signed: u64,
    /// For how many days after the last day names are kept.
    pub keep_days: u64,
    /// What is concerned.
    pub parts: Vec<Part>,
    /// Who signed.
    pub signatures: Vec<Signature>,
}

/// Something that is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A whole estate.
    Estate(EstateId),
    /// A building.
    Building(BuildingId),
    /// A dwelling.
    Dwelling(DwellingId),
}

/// An association that signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The association.
    pub association: AssociationId,
    /// Its votes in the last election.
    pub votes: u64,
}

/// Begins an agreement.
///
/// # Errors
/// When the database fails.
pub async fn create(
    tx: &mut Tx,
    landlord: LandlordId,
    words: &Words,
    now: DateTime<Utc>,
) -> Result<AgreementId, StoreError> {
    let id = AgreementId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO agreement (id, landlord_id, way, title, body, signed_on, valid_votes,
            tenants_signed, keep_days, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        landlord,
        words.way,
        &words.title,
        &words.body,
        words.signed_on,
        kept(words.valid_votes),
        kept(words.tenants_signed),
        kept(words.keep_days),
        now,
    )?;
    put_parts(tx, id, words).await?;
    put_signatures(tx, id, landlord, words).await?;
    note(tx, id, "agreement.begun", words, now).await?;
    Ok(id)
}

/// Writes an agreement anew, as long as nobody was asked about it.
///
/// # Errors
/// [`AgreementError::Opened`] afterwards.
pub async fn save(
    tx: &mut Tx,
    id: AgreementId,
    words: &Words,
    now: DateTime<Utc>,
) -> Result<(), AgreementError> {
    let whole = held(tx, id, now.date_naive()).await?;
    if !whole.rounds.is_empty() {
        return Err(AgreementError::Opened);
    }
    run!(
        tx.on(),
        "UPDATE agreement SET way = $2, title = $3, body = $4, signed_on = $5, valid_votes = $6,
            tenants_signed = $7, keep_days = $8 WHERE id = $1",
        id,
        words.way,
        &words.title,
        &words.body,
        words.signed_on,
        kept(words.valid_votes),
        kept(words.tenants_signed),
        kept(words.keep_days),
    )?;
    for statement in [
        "DELETE FROM agreement_part WHERE agreement_id = $1",
        "DELETE FROM agreement_signatory WHERE agreement_id = $1",
    ] {
        run!(tx.on(), statement, id)?;
    }
    put_parts(tx, id, words).await?;
    put_signatures(tx, id, whole.agreement.landlord_id, words).await?;
    note(tx, id, "agreement.written", words, now).await?;
    Ok(())
}

async fn note(
    tx: &mut Tx,
    id: AgreementId,
    act: &str,
    words: &Words,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let signed: Vec<_> = words.signatures.iter().map(|one| one.association).collect();
    let data = json!({
        "way": words.way, "title": words.title, "body": words.body,
        "signed_on": words.signed_on, "signed_by": signed, "parts": words.parts.len(),
    });
    let chain = journal::of_agreement(id);
    journal::append(tx, &chain, act, Some(id.0), &data, now).await?;
    Ok(())
}

async fn put_parts(tx: &mut Tx, id: AgreementId, words: &Words) -> Result<(), StoreError> {
    for (place, part) in (1_i64..).zip(&words.parts) {
        let (estate, building, dwelling) = match *part {
            Part::Estate(id) => (Some(id), None, None),
            Part::Building(id) => (None, Some(id), None),
            Part::Dwelling(id) => (None, None, Some(id)),
        };
        run!(
            tx.on(),
            "INSERT INTO agreement_part
                (agreement_id, place, estate_id, building_id, dwelling_id)
             VALUES ($1, $2, $3, $4, $5)",
            id,
            place,
            estate,
            building,
            dwelling,
        )?;
    }
    Ok(())
}

/// Notes who signed, with the affiliation as the reference data has it now.
async fn put_signatures(
    tx: &mut Tx,
    id: AgreementId,
    landlord: LandlordId,
    words: &Words,
) -> Result<(), StoreError> {
    for signature in &words.signatures {
        let found = maybe!(
            tx.on() => (Option<String>, Option<String>, Option<NaiveDate>),
            "SELECT n.code, n.sits_at, n.as_of FROM association a
             JOIN association_landlord l ON l.association_id = a.id
             LEFT JOIN national_body n ON n.code = a.national_body
             WHERE a.id = $1 AND l.landlord_id = $2",
            signature.association,
            landlord,
        )?;
        let (code, sits_at, as_of) = found.ok_or(StoreError::Missing("association"))?;
        run!(
            tx.on(),
            "INSERT INTO agreement_signatory
                (agreement_id, association_id, national_body, sits_at, as_of, votes)
             VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            signature.association,
            code.unwrap_or_default(),
            sits_at.unwrap_or_default(),
            as_of,
            kept(signature.votes),
        )?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct PartRow {
    estate_id: Option<EstateId>,
    building_id: Option<BuildingId>,
    dwelling_id: Option<DwellingId>,
    estate: String,
    building: Option<String>,
    dwelling: Option<String>,
}

/// What an agreement is about, each part with its names: estate, building, dwelling.
///
/// # Errors
/// When the database fails.
pub async fn parts(db: &Db, id: AgreementId) -> Result<Vec<(Part, Vec<String>)>, StoreError> {
    let rows = all!(
        db.reads() => PartRow,
        "SELECT p.estate_id, p.building_id, p.dwelling_id, e.name AS estate, b.name AS building,
            d.reference AS dwelling
         FROM agreement_part p
         LEFT JOIN dwelling d ON d.id = p.dwelling_id
         LEFT JOIN building b ON b.id = COALESCE(p.building_id, d.building_id)
         JOIN estate e ON e.id = COALESCE(p.estate_id, b.estate_id)
         WHERE p.agreement_id = $1 ORDER BY p.place",
        id,
    )?;
    rows.into_iter()
        .map(|row| {
            let part = match (row.estate_id, row.building_id, row.dwelling_id) {
                (Some(id), None, None) => Part::Estate(id),
                (None, Some(id), None) => Part::Building(id),
                (None, None, Some(id)) => Part::Dwelling(id),
                _ => return Err(StoreError::Corrupt("a part of an agreement".to_owned())),
            };
            let names = [Some(row.estate), row.building, row.dwelling];
            Ok((part, names.into_iter().flatten().collect()))
        })
        .collect()
}

/// A dwelling's place on the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its estate.
    pub estate: EstateId,
    /// Its building.
    pub building: BuildingId,
    /// Itself.
    pub dwelling: DwellingId,
}

/// The dwelling with a reference on a landlord's roll, capitals aside.
///
/// # Errors
/// When the database fails.
pub async fn place(
    db: &Db,
    landlord: LandlordId,
    reference: &str,
) -> Result<Option<Place>, StoreError> {
    let found = maybe!(
        db.reads() => (EstateId, BuildingId, DwellingId),
        "SELECT b.estate_id, b.id, d.id FROM dwelling d JOIN building b ON b.id = d.building_id
         WHERE d.landlord_id = $1 AND LOWER(d.reference) = LOWER($2)",
        landlord,
        reference,
    )?;
    Ok(found.map(|(estate, building, dwelling)| Place {
        estate,
        building,
        dwelling,
    }))
}

/// The estates of a landlord with their buildings, by name.
///
/// # Errors
/// When the database fails.
pub async fn estates(
    db: &Db,
    landlord: LandlordId,
) -> Result<Vec<(EstateId, String, BuildingId, String)>, StoreError> {
    all!(db.reads() => (EstateId, String, BuildingId, String), ESTATES, landlord)
}

/// The same, in a transaction that writes an agreement about them.
///
/// # Errors
/// When the database fails.
pub async fn estates_in(
    tx: &mut Tx,
    landlord: LandlordId,
) -> Result<Vec<(EstateId, String, BuildingId, String)>, StoreError> {
    all!(tx.on() => (EstateId, String, BuildingId, String), ESTATES, landlord)
}

const ESTATES: &str = "SELECT e.id, e.name, b.id, b.name FROM estate e
    JOIN building b ON b.estate_id = e.id
    WHERE e.landlord_id = $1 ORDER BY e.name, e.id, b.name, b.id";
