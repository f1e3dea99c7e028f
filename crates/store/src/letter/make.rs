//! Making a batch: codes, letters and the journal's entry land together.

use crate::activation::{self, NewCode};
use crate::dispatch::{maybe, run};
use crate::{StoreError, Tx, batch, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, LandlordId, LetterBatchId, PersonId};
use serde_json::json;

/// A batch to make.
#[derive(Clone, Copy, Debug)]
pub struct NewBatch {
    /// What names it: whoever asks twice names the same one, and it is made once.
    pub id: LetterBatchId,
    /// On whose roll its addressees are.
    pub landlord_id: LandlordId,
    /// The one person, when a code was lost.
    pub person_id: Option<PersonId>,
    /// Last instant of the codes.
    pub valid_until: DateTime<Utc>,
    /// Who made it by hand: the journal can tell. A job's row says who asked for that.
    pub asked_by: Option<AccountId>,
}

/// A letter to make with others.
#[derive(Clone)]
pub struct NewLetter {
    /// To whom.
    pub person_id: PersonId,
    /// The salted hash of the code's digits.
    pub code_hash: [u8; 32],
    /// The code's twenty digits.
    pub digits: String,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was made now.
    Now,
    /// It was there already: nothing was done.
    Before,
}

/// Makes letters in the order given; former unused codes of these persons die.
///
/// # Errors
/// [`StoreError::Missing`] when a person is not on that roll, or named twice;
/// [`StoreError::Conflict`] when the name is another landlord's or person's batch.
pub async fn make(
    tx: &mut Tx,
    new: NewBatch,
    letters: &[NewLetter],
    now: DateTime<Utc>,
) -> Result<Made, StoreError> {
    let chain = journal::of_landlord(new.landlord_id);
    journal::lock(tx, &chain).await?;
    let there = maybe!(
        tx.on() => (LandlordId, Option<PersonId>),
        "SELECT landlord_id, person_id FROM letter_batch WHERE id = $1",
        new.id,
    )?;
    match there {
        Some(same) if same == (new.landlord_id, new.person_id) => return Ok(Made::Before),
        Some(_) => return Err(StoreError::Conflict("another batch has this name")),
        None => {}
    }
    let codes: Vec<NewCode> = letters
        .iter()
        .map(|letter| NewCode {
            person_id: letter.person_id,
            code_hash: letter.code_hash,
        })
        .collect();
    activation::issue_many(tx, new.landlord_id, &codes, now, new.valid_until).await?;
    let count = i64::try_from(letters.len()).map_err(StoreError::other)?;
    run!(
        tx.on(),
        "INSERT INTO letter_batch (id, landlord_id, person_id, made_at, valid_until, letters)
         VALUES ($1, $2, $3, $4, $5, $6)",
        new.id,
        new.landlord_id,
        new.person_id,
        now,
        new.valid_until,
        count,
    )?;
    let rows: Vec<_> = (1_i64..).zip(letters).collect();
    batch::insert!(
        tx,
        "INSERT INTO letter (batch_id, position, person_id, digits)",
        "",
        rows,
        |(position, letter)| new.id,
        position,
        letter.person_id,
        letter.digits.as_str(),
    );
    let data = json!({
        "letters": count, "person": new.person_id, "valid_until": new.valid_until,
        "asked_by": new.asked_by,
    });
    journal::append(tx, &chain, "letters.made", Some(new.id.0), &data, now).await?;
    Ok(Made::Now)
}
