//! Answering in writing, from one's own account: one answer per dwelling, corrected or taken back
//! until the last day.

use super::AgreementError;
use super::read::held;
use crate::dispatch::{maybe, run};
use crate::{StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::collective_agreement::answering::{may_answer, may_say};
use palier_domain::election::collective_agreement::{Round, Says};
use palier_domain::id::{AccountId, AgreementAnswerId, AgreementId, DwellingId, PersonId};
use serde_json::json;

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is the dwelling's.
    Given,
    /// It takes the place of her former one.
    Corrected,
}

/// Answers for a dwelling that the account's owner rents today, or corrects her answer.
///
/// # Errors
/// [`AgreementError::Answer`] outside of the two months; [`AgreementError::NotConcerned`] for another
/// dwelling; [`AgreementError::Given`] when somebody else of the dwelling answered.
pub async fn answer(
    tx: &mut Tx,
    id: AgreementId,
    (account, dwelling): (AccountId, DwellingId),
    says: Says,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Answered, AgreementError> {
    let whole = held(tx, id, today).await?;
    may_answer(whole.standing)?;
    may_say(whole.agreement.way, says)?;
    let round = whole.last().map_or(Round::First, |round| round.which);
    let person = tenant(tx, (id, round), (account, dwelling), today).await?;
    let given = maybe!(
        tx.on() => (AgreementAnswerId, PersonId),
        "SELECT id, person_id FROM agreement_answer
         WHERE agreement_id = $1 AND round = $2 AND dwelling_id = $3
         ORDER BY CASE WHEN person_id = $4 THEN 0 ELSE 1 END LIMIT 1",
        id,
        round,
        dwelling,
        person,
    )?;
    let (answer, act, done) = match given {
        Some((_, other)) if other != person => return Err(AgreementError::Given),
        Some((answer, _)) => {
            // Her former words are gone, and the salt that would prove them with them.
            journal::forget(tx, &journal::of_agreement(id), answer.0).await?;
            run!(
                tx.on(),
                "UPDATE agreement_answer SET says = $2, received_on = $3, given_at = $4,
                    account_id = $5, source = NULL, reference = '', entered_by = NULL, slip = NULL
                 WHERE id = $1",
                answer,
                says,
                today,
                now,
                account,
            )?;
            (answer, "agreement.answer_corrected", Answered::Corrected)
        }
        None => {
            let at = (id, round, dwelling, person);
            let answer = first(tx, at, (account, says), today, now).await?;
            (answer, "agreement.answered", Answered::Given)
        }
    };
    let data = json!({ "round": round, "dwelling": dwelling, "person": person, "says": says });
    let chain = journal::of_agreement(id);
    journal::append(tx, &chain, act, Some(answer.0), &data, now).await?;
    Ok(done)
}

/// The first answer of a person for a dwelling.
async fn first(
    tx: &mut Tx,
    (id, round, dwelling, person): (AgreementId, Round, DwellingId, PersonId),
    (account, says): (AccountId, Says),
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<AgreementAnswerId, StoreError> {
    let answer = AgreementAnswerId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO agreement_answer (id, agreement_id, round, dwelling_id, person_id, says,
            received_on, given_at, account_id, reference)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')",
        answer,
        id,
        round,
        dwelling,
        person,
        says,
        today,
        now,
        account,
    )?;
    Ok(answer)
}

/// The account's person who rents a dwelling that is asked.
async fn tenant(
    tx: &mut Tx,
    (id, round): (AgreementId, Round),
    (account, dwelling): (AccountId, DwellingId),
    today: NaiveDate,
) -> Result<PersonId, AgreementError> {
    let found = maybe!(
        tx.on() => (PersonId,),
        "SELECT h.person_id
         FROM agreement_dwelling g
         JOIN tenancy t ON t.dwelling_id = g.dwelling_id
         JOIN tenancy_holder h ON h.tenancy_id = t.id
         JOIN account_person a ON a.person_id = h.person_id
         WHERE g.agreement_id = $1 AND g.round = $2 AND g.dwelling_id = $3 AND a.account_id = $4
            AND t.starts_on <= $5 AND (t.ends_on IS NULL OR t.ends_on >= $5)
         ORDER BY h.rank, h.person_id LIMIT 1",
        id,
        round,
        dwelling,
        account,
        today,
    )?;
    let (person,) = found.ok_or(AgreementError::NotConcerned)?;
    Ok(person)
}

/// Takes an answer back: the dwelling has not answered then, unless a co-tenant did.
///
/// # Errors
/// [`AgreementError::Answer`] outside of the two months; [`StoreError::Missing`] when the answer is
/// not hers.
pub async fn withdraw(
    tx: &mut Tx,
    id: AgreementId,
    account: AccountId,
    answer: AgreementAnswerId,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), AgreementError> {
    let whole = held(tx, id, today).await?;
    may_answer(whole.standing)?;
    let round = whole.last().map_or(Round::First, |round| round.which);
    maybe!(
        tx.on() => (AgreementAnswerId,),
        "SELECT n.id FROM agreement_answer n
         JOIN account_person a ON a.person_id = n.person_id
         WHERE n.id = $1 AND n.agreement_id = $2 AND n.round = $3 AND a.account_id = $4",
        answer,
        id,
        round,
        account,
    )?
    .ok_or(StoreError::Missing("answer"))?;
    let data = json!({});
    erase(tx, id, answer, &data, now).await?;
    Ok(())
}

/// Erases an answer with the salts of what the journal says of it, and says that it was taken back.
pub(super) async fn erase(
    tx: &mut Tx,
    id: AgreementId,
    answer: AgreementAnswerId,
    data: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let chain = journal::of_agreement(id);
    journal::forget(tx, &chain, answer.0).await?;
    let gone = "DELETE FROM agreement_answer WHERE id = $1";
    run!(tx.on(), gone, answer)?;
    let act = "agreement.answer_withdrawn";
    journal::append(tx, &chain, act, Some(answer.0), data, now).await?;
    Ok(())
}
