//! The record signed, the result proclaimed and posted in the halls.

use super::{board, course, evening};
use crate::cli::Failure;
use crate::demo::vote::{date, instant};
use palier_app::election::load::Found;
use palier_app::election::result::{known, record as page};
use palier_app::election::vote::Polls;
use palier_domain::election::official_record::entry::EntryKind;
use palier_domain::election::stage::step::Move;
use palier_store::ballot_box::BallotBoxes;
use palier_store::candidate_list::{self, CandidateList};
use palier_store::election::record::{self, RecordEntry, Signature};
use palier_store::election::{Election, told};
use palier_store::{Db, Tx, election, landlord};

/// Has the tally board sign the record, proclaims the result, and posts it in most halls.
///
/// # Errors
/// When a database refuses, or the record does not hold.
pub async fn proclaim(db: &Db, polls: &Polls, one: &Election) -> Result<(), Failure> {
    let now = evening(18)?.now();
    if record::entries(db, one.id).await?.is_empty() {
        entries(db, one).await?;
    }
    let fingerprint = fingerprint(db, polls.boxes(), one).await?;
    let members = board::found(db).await?;
    let mut tx = db.begin().await?;
    for (account, (_, name, quality)) in members.into_iter().zip(board::MEMBERS) {
        let signature = Signature {
            account_id: Some(account),
            name: name.to_owned(),
            quality: quality.to_owned(),
            fingerprint: fingerprint.clone(),
            signed_at: now,
        };
        record::sign(&mut tx, one.id, &signature, ENTRIES)
            .await
            .map_err(course::failed)?;
    }
    let (step, today) = (Move::Proclaim, date(12, 3)?);
    election::advance(&mut tx, one.id, step, step.role(), today, now)
        .await
        .map_err(course::failed)?;
    election::challenge::settle(&mut tx, one.id, now).await?;
    post(db, &mut tx, one).await?;
    Ok(tx.commit().await?)
}

/// What is entered before it is signed.
const ENTRIES: usize = 2;

/// What the tally board signs.
async fn fingerprint(db: &Db, boxes: &BallotBoxes, one: &Election) -> Result<String, Failure> {
    let failed = |error| Failure::new(format!("the demonstration's record: {error:?}"));
    let landlord = landlord::get(db, one.landlord_id).await?;
    let found = Found {
        landlord: landlord.ok_or_else(|| course::failed("its landlord"))?,
        election: one.clone(),
        roles: Vec::new(),
    };
    let known = known::of(db, found).await.map_err(failed)?;
    let material = page::load(db, boxes, known).await.map_err(failed)?;
    Ok(material.fingerprint())
}

/// An interruption that was entered, and what a list's agent observed.
async fn entries(db: &Db, one: &Election) -> Result<(), Failure> {
    let by = *board::found(db)
        .await?
        .first()
        .ok_or_else(|| course::failed("its board"))?;
    let lists = candidate_list::admitted(db, one.id).await?;
    let clcv = lists.iter().find(|list| list.national_body == "CLCV");
    let mut tx = db.begin().await?;
    for entry in [interruption()?, observation(clcv)?] {
        record::enter(&mut tx, one.id, &entry, by)
            .await
            .map_err(course::failed)?;
    }
    Ok(tx.commit().await?)
}

fn interruption() -> Result<RecordEntry, Failure> {
    Ok(RecordEntry {
        kind: EntryKind::Incident,
        list_id: None,
        author: board::MEMBERS[0].1.to_owned(),
        words: "Coupure du réseau de l’opérateur pendant onze minutes. Aucun vote n’a été perdu : \
                les appareils ont envoyé de nouveau les mêmes bulletins."
            .to_owned(),
        happened_at: Some(instant(11, 28, 17)?),
        entered_at: evening(17)?.now(),
    })
}

fn observation(list: Option<&CandidateList>) -> Result<RecordEntry, Failure> {
    Ok(RecordEntry {
        kind: EntryKind::Observation,
        list_id: list.map(|list| list.id),
        author: "Inès Martel".to_owned(),
        words: "La liste demande que les affiches soient relevées dans tous les halls, et pas \
                seulement au siège."
            .to_owned(),
        happened_at: None,
        entered_at: evening(17)?.now(),
    })
}

/// Posts the result: to the prefect, to each list, in all halls but those of the last residences.
async fn post(db: &Db, tx: &mut Tx, one: &Election) -> Result<(), Failure> {
    let lists = candidate_list::admitted(db, one.id).await?;
    let lists = lists.iter().map(|list| format!("list:{}", list.id));
    let first = ["prefect".to_owned()].into_iter().chain(lists);
    let day = date(12, 3)?;
    let now = evening(19)?.now();
    told::say(tx, one.id, &first.collect::<Vec<_>>(), day, now).await?;
    let halls = told::halls(db, one.landlord_id).await?;
    let posted = halls.len().saturating_sub(LEFT);
    let halls = halls.iter().take(posted);
    let keys: Vec<String> = halls
        .map(|hall| format!("building:{}", hall.building))
        .collect();
    Ok(told::say(tx, one.id, &keys, date(12, 4)?, evening(20)?.now()).await?)
}

/// Halls in which the result is not posted yet.
const LEFT: usize = 9;
