//! How to reach the demonstration's landlord, and a few letters that wait to be printed.

use super::world::today;
use crate::cli::Failure;
use chrono::{DateTime, Utc};
use palier_app::letters::{VALID_DAYS, job, valid_until};
use palier_domain::id::{LandlordId, LetterBatchId, PersonId};
use palier_store::landlord_contact::{self, Contact};
use palier_store::letter::{self, NewBatch};
use palier_store::{Tx, estate, ids};

/// The residence to which letters are written.
const ESTATE: &str = "Les Glycines";
/// How many.
const LETTERS: i64 = 8;

/// Writes both.
pub async fn make(
    tx: &mut Tx,
    landlord: LandlordId,
    salt: &[u8],
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let contact = Contact {
        postal: "1, quai des Mariniers\n99100 Rive-Neuve".to_owned(),
        phone: "01 99 00 12 80".to_owned(),
        email: "contact@rive-neuve.invalid".to_owned(),
        publisher: "Nadia Ferrand, directrice générale".to_owned(),
        privacy_contact: "donnees@rive-neuve.invalid".to_owned(),
    };
    landlord_contact::set(tx, landlord, &contact, now).await?;
    let homes = estate::holders_within(tx, landlord, ESTATE, today(), LETTERS).await?;
    let to: Vec<PersonId> = homes.into_iter().map(|(person, _)| person).collect();
    if to.is_empty() {
        return Err(Failure::new(
            "the demonstration writes to an empty residence",
        ));
    }
    let letters = job::letters(salt, &to, |_| {}).await;
    let letters = letters.map_err(|_| Failure::new("cannot hash a code"))?;
    let new = NewBatch {
        id: LetterBatchId(ids::new_v7(now)),
        landlord_id: landlord,
        person_id: None,
        valid_until: valid_until(now, super::content::ZONE.name(), VALID_DAYS),
        asked_by: None,
    };
    letter::make(tx, new, &letters, now).await?;
    Ok(())
}
