//! Entering who signed an adopted text, and for whom.

use super::read::{Signature, within};
use super::{AdoptionError, Concluded, hers};
use crate::amendment::{self, By};
use crate::dispatch::run;
use crate::{Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::account::role::Quality;
use palier_domain::charter::adoption::task::{NotHers, Task};
use palier_domain::charter::amendment::college::College;
use palier_domain::id::{AdoptionSignatureId, AssociationId, VersionId};
use serde_json::json;

/// A signature to enter.
#[derive(Clone, Copy, Debug)]
pub struct NewSignature<'a> {
    /// Under which adopted version.
    pub version: VersionId,
    /// For which college.
    pub college: College,
    /// For which association, exactly where it is theirs.
    pub association: Option<AssociationId>,
    /// Who signed.
    pub name: &'a str,
    /// As what; may be empty.
    pub capacity: &'a str,
    /// When.
    pub signed_on: NaiveDate,
}

/// Enters a signature under an adopted version. A delegate enters those of her association. The same
/// signature sent twice is entered once.
///
/// # Errors
/// [`AdoptionError`].
pub async fn sign(
    tx: &mut Tx,
    new: &NewSignature<'_>,
    by: By<'_>,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<AdoptionSignatureId, AdoptionError> {
    hers(Task::Sign(new.college), by)?;
    let adoption = within(tx, new.version)
        .await?
        .ok_or(AdoptionError::NotNow)?;
    amendment::hold_text(tx, adoption.text_id).await?;
    if !matches!(adoption.concluded, Some((Concluded::Adopted, _))) {
        return Err(AdoptionError::NotNow);
    }
    let asked = adoption.college(new.college).is_some();
    let theirs = new.college == College::Associations;
    let seat = new
        .association
        .is_none_or(|id| adoption.seats.iter().any(|seat| seat.association == id));
    if !asked || theirs != new.association.is_some() || !seat {
        return Err(AdoptionError::NotAsked(new.college));
    }
    speaks_for(new.association, by)?;
    if new.name.trim().is_empty() || new.signed_on > today {
        return Err(AdoptionError::NoSignature);
    }
    let entered = within(tx, new.version).await?.map(|now| now.signatures);
    let same = entered.iter().flatten().find(|one| one.is(new));
    if let Some(same) = same {
        return Ok(same.id);
    }
    let id = AdoptionSignatureId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO adoption_signature (id, version_id, college, association_id, name, capacity,
            signed_on, entered_by, entered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        new.version,
        new.college,
        new.association,
        new.name.trim(),
        new.capacity.trim(),
        new.signed_on,
        by.account(),
        now,
    )
    .map_err(AdoptionError::from)?;
    let data = json!({
        "version": new.version, "college": new.college, "association": new.association,
        "name": new.name.trim(), "capacity": new.capacity.trim(), "on": new.signed_on,
        "manifest": adoption.manifest, "by": by.account(),
    });
    let chain = journal::of_text(adoption.text_id);
    journal::append(tx, &chain, "adoption.signed", Some(id.0), &data, now).await?;
    Ok(id)
}

impl Signature {
    fn is(&self, new: &NewSignature<'_>) -> bool {
        (self.college, self.association_id, self.signed_on)
            == (new.college, new.association, new.signed_on)
            && self.name == new.name.trim()
            && self.capacity == new.capacity.trim()
    }
}

/// A delegate who does not run the process speaks for her own association.
fn speaks_for(association: Option<AssociationId>, by: By<'_>) -> Result<(), NotHers> {
    let (Some(id), By::Person(person)) = (association, by) else {
        return Ok(());
    };
    let hats = super::hats(by);
    let runs = hats.facilitator && !hats.landlord_staff;
    let own = person
        .standing
        .qualities
        .contains(&Quality::Association(id));
    if runs || own { Ok(()) } else { Err(NotHers) }
}
