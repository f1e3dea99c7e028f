//! Closing a count, and erasing names once their time is over.

use super::read::{Whole, held};
use super::{AgreementError, kept};
use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Days, NaiveDate, Utc};
use palier_domain::election::collective_agreement::Round;
use palier_domain::election::collective_agreement::course::{Standing, Verdict};
use palier_domain::id::{AgreementAnswerId, AgreementId};
use serde_json::json;

/// Closes the count of the round that is over: nothing is entered any more.
///
/// # Errors
/// [`AgreementError::NotOver`] before its last day is over, and when it is closed already.
pub async fn close(
    tx: &mut Tx,
    id: AgreementId,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Verdict, AgreementError> {
    let whole = held(tx, id, today).await?;
    let Standing::Counting(verdict) = whole.standing else {
        return Err(AgreementError::NotOver);
    };
    keep(tx, &whole, verdict, now).await?;
    Ok(verdict)
}

async fn keep(
    tx: &mut Tx,
    whole: &Whole,
    verdict: Verdict,
    now: DateTime<Utc>,
) -> Result<(), AgreementError> {
    let id = whole.agreement.id;
    let last = whole.last().ok_or(AgreementError::NotOver)?;
    let tally = last.tally;
    run!(
        tx.on(),
        "UPDATE agreement_round SET counted_at = $3, agree = $4, disagree = $5, neither = $6,
            late = $7, contradictory = $8
         WHERE agreement_id = $1 AND round = $2",
        id,
        last.which,
        now,
        kept(tally.answers.yes),
        kept(tally.answers.no),
        kept(tally.answers.neither),
        kept(tally.late),
        kept(tally.contradictory),
    )?;
    let data = json!({
        "round": last.which, "dwellings": last.dwellings, "yes": tally.answers.yes,
        "no": tally.answers.no, "neither": tally.answers.neither, "late": tally.late,
        "contradictory": tally.contradictory, "verdict": verdict,
    });
    let chain = journal::of_agreement(id);
    journal::append(tx, &chain, "agreement.counted", Some(id.0), &data, now).await?;
    Ok(())
}

/// Erases names and answers of rounds whose time is over; the counts stay. A count that nobody
/// closed is closed first. Gives the number of answers erased.
///
/// # Errors
/// When the database fails.
pub async fn sweep(
    db: &Db,
    today_in: impl Fn(&str) -> NaiveDate,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let rows = all!(
        db.reads() => (AgreementId, Round, NaiveDate, i64, String),
        "SELECT r.agreement_id, r.round, r.last_day, a.keep_days, l.zone
         FROM agreement_round r
         JOIN agreement a ON a.id = r.agreement_id
         JOIN landlord l ON l.id = a.landlord_id
         WHERE r.erased_at IS NULL ORDER BY r.agreement_id, r.round",
    )?;
    let mut erased = 0;
    for (id, round, last, keep_days, zone) in rows {
        let today = today_in(&zone);
        let keep = Days::new(super::counted(keep_days));
        let until = last.checked_add_days(keep).unwrap_or(NaiveDate::MAX);
        if today > until {
            let mut tx = db.begin().await?;
            erased += erase(&mut tx, id, round, today, now).await?;
            tx.commit().await?;
        }
    }
    Ok(erased)
}

/// Closes the count of a round that nobody closed; that of a later round goes on.
async fn close_round(
    tx: &mut Tx,
    id: AgreementId,
    round: Round,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let whole = held(tx, id, today).await.map_err(stored)?;
    let is_last = whole.last().is_some_and(|last| last.which == round);
    if let (true, Standing::Counting(verdict)) = (is_last, whole.standing) {
        keep(tx, &whole, verdict, now).await.map_err(stored)?;
    }
    Ok(())
}

fn stored(error: AgreementError) -> StoreError {
    match error {
        AgreementError::Store(error) => error,
        error => StoreError::other(error),
    }
}

async fn erase(
    tx: &mut Tx,
    id: AgreementId,
    round: Round,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    close_round(tx, id, round, today, now).await?;
    let chain = journal::of_agreement(id);
    let answers = all!(
        tx.on() => (AgreementAnswerId,),
        "SELECT id FROM agreement_answer WHERE agreement_id = $1 AND round = $2",
        id,
        round,
    )?;
    for (answer,) in &answers {
        journal::forget(tx, &chain, answer.0).await?;
    }
    for statement in [
        "DELETE FROM agreement_answer WHERE agreement_id = $1 AND round = $2",
        "DELETE FROM agreement_dwelling WHERE agreement_id = $1 AND round = $2",
    ] {
        run!(tx.on(), statement, id, round)?;
    }
    run!(
        tx.on(),
        "UPDATE agreement_round SET erased_at = $3 WHERE agreement_id = $1 AND round = $2",
        id,
        round,
        now,
    )?;
    let erased = u64::try_from(answers.len()).unwrap_or(u64::MAX);
    let data = json!({ "round": round, "answers": erased });
    let act = "agreement.answers_erased";
    journal::append(tx, &chain, act, Some(id.0), &data, now).await?;
    Ok(erased)
}
