//! Answers on paper, entered by the landlord's staff against a slip, and taken back in writing.

use super::AgreementError;
use super::answer::erase;
use super::read::held;
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::collective_agreement::answering::{AnswerRefusal, may_enter, may_say};
use palier_domain::election::collective_agreement::{Round, Says};
use palier_domain::entry::slip::SlipCode;
use palier_domain::entry::source::Source;
use palier_domain::id::{AccountId, AgreementAnswerId, AgreementId, DwellingId, PersonId};
use serde_json::json;

/// An answer on paper.
#[derive(Clone, Debug)]
pub struct NewPaper {
    /// For which dwelling.
    pub dwelling: DwellingId,
    /// Who signed it.
    pub person: PersonId,
    /// What it says.
    pub says: Says,
    /// On which day it was received.
    pub received_on: NaiveDate,
    /// How it came.
    pub source: Source,
    /// The number under which the sheet or its scan is kept.
    pub reference: String,
    /// Who types it.
    pub by: AccountId,
}

/// Enters an answer on paper; gives the answer, which has a slip.
///
/// Two of one dwelling that say different things are both kept, and neither is counted until one is
/// taken back.
///
/// # Errors
/// [`AgreementError::Twice`] when she answered before; [`AgreementError::NotConcerned`] when the
/// dwelling is not asked or is not hers; [`AgreementError::Answer`] on another day.
pub async fn enter(
    tx: &mut Tx,
    id: AgreementId,
    new: NewPaper,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<AgreementAnswerId, AgreementError> {
    let whole = held(tx, id, today).await?;
    let last = whole.last().ok_or(AnswerRefusal::Over)?;
    let (round, period) = (last.which, last.period);
    may_enter(whole.standing, period.notified, new.received_on, today)?;
    may_say(whole.agreement.way, new.says)?;
    maybe!(
        tx.on() => (PersonId,),
        "SELECT h.person_id FROM agreement_dwelling g
         JOIN tenancy t ON t.dwelling_id = g.dwelling_id
         JOIN tenancy_holder h ON h.tenancy_id = t.id
         WHERE g.agreement_id = $1 AND g.round = $2 AND g.dwelling_id = $3 AND h.person_id = $4
            AND t.starts_on <= $5 AND (t.ends_on IS NULL OR t.ends_on >= $6)",
        id,
        round,
        new.dwelling,
        new.person,
        new.received_on,
        period.notified,
    )?
    .ok_or(AgreementError::NotConcerned)?;
    let before = maybe!(
        tx.on() => (AgreementAnswerId,),
        "SELECT id FROM agreement_answer
         WHERE agreement_id = $1 AND round = $2 AND dwelling_id = $3 AND person_id = $4",
        id,
        round,
        new.dwelling,
        new.person,
    )?;
    if before.is_some() {
        return Err(AgreementError::Twice);
    }
    insert(tx, id, round, &new, now).await
}

async fn insert(
    tx: &mut Tx,
    id: AgreementId,
    round: Round,
    new: &NewPaper,
    now: DateTime<Utc>,
) -> Result<AgreementAnswerId, AgreementError> {
    let answer = AgreementAnswerId(ids::new_v7(now));
    let slip = free_slip(tx).await?;
    run!(
        tx.on(),
        "INSERT INTO agreement_answer (id, agreement_id, round, dwelling_id, person_id, says,
            received_on, given_at, source, reference, entered_by, slip)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        answer,
        id,
        round,
        new.dwelling,
        new.person,
        new.says,
        new.received_on,
        now,
        new.source,
        &new.reference,
        new.by,
        slip,
    )?;
    let data = json!({
        "round": round, "dwelling": new.dwelling, "person": new.person, "says": new.says,
        "received_on": new.received_on, "source": new.source, "reference": new.reference,
        "by": new.by,
    });
    let chain = journal::of_agreement(id);
    journal::append(
        tx,
        &chain,
        "agreement.paper_entered",
        Some(answer.0),
        &data,
        now,
    )
    .await?;
    Ok(answer)
}

/// A code that no slip has, of answers or of comments.
async fn free_slip(tx: &mut Tx) -> Result<String, StoreError> {
    for _ in 0..8 {
        let slip = SlipCode::from_entropy(u64::from_le_bytes(ids::random())).to_string();
        let taken = maybe!(
            tx.on() => (String,),
            "SELECT slip FROM entry WHERE slip = $1
             UNION SELECT slip FROM agreement_answer WHERE slip = $1",
            slip.as_str(),
        )?;
        if taken.is_none() {
            return Ok(slip);
        }
    }
    Err(StoreError::Conflict("no code is free"))
}

/// A written withdrawal of an answer.
#[derive(Clone, Debug)]
pub struct TakenBack {
    /// Which answer.
    pub answer: AgreementAnswerId,
    /// On which day the withdrawal was received.
    pub received_on: NaiveDate,
    /// The number under which it is kept.
    pub reference: String,
    /// Who types it.
    pub by: AccountId,
}

/// Takes an answer back as its author asked in writing, within the two months.
///
/// # Errors
/// [`AgreementError::Answer`] when the withdrawal came too late, or the count is closed;
/// [`StoreError::Missing`] when there is no such answer in the round that runs.
pub async fn take_back(
    tx: &mut Tx,
    id: AgreementId,
    back: &TakenBack,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), AgreementError> {
    let whole = held(tx, id, today).await?;
    let last = whole.last().ok_or(AnswerRefusal::Over)?;
    may_enter(
        whole.standing,
        last.period.notified,
        back.received_on,
        today,
    )?;
    if back.received_on > last.period.last {
        return Err(AnswerRefusal::Over.into());
    }
    maybe!(
        tx.on() => (AgreementAnswerId,),
        "SELECT id FROM agreement_answer WHERE id = $1 AND agreement_id = $2 AND round = $3",
        back.answer,
        id,
        last.which,
    )?
    .ok_or(StoreError::Missing("answer"))?;
    let data = json!({
        "received_on": back.received_on, "reference": back.reference, "by": back.by,
    });
    erase(tx, id, back.answer, &data, now).await?;
    Ok(())
}

/// An answer on paper, as its slip shows it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OnPaper {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// Its title.
    pub title: String,
    /// Whose it is.
    pub landlord_slug: String,
    /// The dwelling's reference.
    pub dwelling: String,
    /// What she said.
    pub says: Says,
    /// On which day it was received.
    pub received_on: NaiveDate,
    /// The last day.
    pub last_day: NaiveDate,
    /// How it came.
    pub source: Source,
    /// The number under which the sheet is kept.
    pub reference: String,
    /// The code of the slip.
    pub slip: String,
}

/// The answer that a slip follows.
///
/// # Errors
/// When the database fails.
pub async fn by_slip(db: &Db, slip: &str) -> Result<Option<OnPaper>, StoreError> {
    maybe!(
        db.reads() => OnPaper,
        "SELECT n.agreement_id, a.title, l.slug AS landlord_slug, d.reference AS dwelling, n.says,
            n.received_on, r.last_day, n.source, n.reference, n.slip
         FROM agreement_answer n
         JOIN agreement a ON a.id = n.agreement_id
         JOIN agreement_round r ON r.agreement_id = n.agreement_id AND r.round = n.round
         JOIN landlord l ON l.id = a.landlord_id
         JOIN dwelling d ON d.id = n.dwelling_id
         WHERE n.slip = $1",
        slip,
    )
}
