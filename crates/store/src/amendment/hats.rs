//! Who somebody is towards an amendment, from what is stored.

use super::row::Amendment;
use crate::dispatch::one;
use crate::standing::Standing;
use crate::{Db, StoreError, Tx};
use palier_domain::account::role::{Quality, Role};
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::who::{Facts, Who, hats};
use palier_domain::id::AccountId;

/// Somebody, with what she is with the landlord today.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// Her account.
    pub account: AccountId,
    /// What she is.
    pub standing: &'a Standing,
}

/// Who does something.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// Somebody.
    Person(Person<'a>),
    /// The rules themselves: a count, a deadline, a merge.
    Process,
}

impl By<'_> {
    /// The account, where it is somebody.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person(person) => Some(person.account),
            Self::Process => None,
        }
    }
}

impl Person<'_> {
    /// What is known of her apart from any amendment.
    pub(super) fn facts(&self) -> Facts {
        let has = |role| self.standing.roles.contains(&role);
        Facts {
            colleges: self.colleges(),
            facilitator: has(Role::Facilitator),
            guarantor: has(Role::Guarantor),
            landlord_staff: has(Role::LandlordStaff),
            ..Facts::default()
        }
    }

    fn colleges(&self) -> Vec<College> {
        let qualities = self.standing.qualities.iter();
        qualities.map(|quality| College::of(*quality)).collect()
    }

    fn towards(&self, amendment: &Amendment, stored: &Stored) -> Vec<Who> {
        let speaks = match amendment.quality {
            Quality::Association(_) => self.standing.qualities.contains(&amendment.quality),
            Quality::Tenant | Quality::Landlord => false,
        };
        // Who no longer speaks for the association no longer acts for it.
        let own = match amendment.quality {
            Quality::Association(_) => stored.wrote && speaks,
            Quality::Tenant | Quality::Landlord => stored.wrote,
        };
        hats(&Facts {
            wrote: own,
            speaks_for_it: speaks,
            signed: stored.signed,
            committee: stored.committee,
            on_paper: amendment.on_paper.is_some(),
            ..self.facts()
        })
    }
}

#[derive(sqlx::FromRow)]
struct Stored {
    wrote: bool,
    signed: bool,
    committee: bool,
}

const STORED: &str = "SELECT
    EXISTS (SELECT 1 FROM amendment m JOIN contributor w ON w.id = m.contributor_id
        WHERE m.id = $1 AND w.account_id = $2) AS wrote,
    EXISTS (SELECT 1 FROM amendment_signature s JOIN contributor w ON w.id = s.contributor_id
        WHERE s.amendment_id = $1 AND w.account_id = $2) AS signed,
    EXISTS (SELECT 1 FROM drafting_committee d WHERE d.text_id = $3 AND d.account_id = $2)
        AS committee";

/// What somebody is towards an amendment: the buttons that a page shows follow from it.
///
/// # Errors
/// When the database fails.
pub async fn hats_of(
    db: &Db,
    amendment: &Amendment,
    person: Person<'_>,
) -> Result<Vec<Who>, StoreError> {
    let (id, account, text) = (amendment.id, person.account, amendment.text_id);
    let stored = one!(db.reads() => Stored, STORED, id, account, text)?;
    Ok(person.towards(amendment, &stored))
}

/// The same, in the transaction that holds the amendment.
pub(super) async fn within(
    tx: &mut Tx,
    amendment: &Amendment,
    by: By<'_>,
) -> Result<Vec<Who>, StoreError> {
    let person = match by {
        By::Process => return Ok(vec![Who::Process]),
        By::Person(person) => person,
    };
    let (id, account, text) = (amendment.id, person.account, amendment.text_id);
    let stored = one!(tx.on() => Stored, STORED, id, account, text)?;
    Ok(person.towards(amendment, &stored))
}
