//! Who may decide of a comment that was reported.

use crate::account::role::Role;
use crate::id::AccountId;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// In what role somebody decided; all that is public of her.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum DecidedAs {
    /// Animateur.
    Facilitator,
    /// Garant.
    Guarantor,
}

/// Why somebody may not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DeciderRefusal {
    /// Neither facilitator nor guarantor here, or of the landlord's staff, who only report.
    #[error("only a facilitator or guarantor who is not of the landlord's staff decides")]
    Role,
    /// The comment is her own.
    #[error("nobody decides of her own comment")]
    OwnComment,
    /// She took the decision that is appealed.
    #[error("whoever decided first does not decide the appeal")]
    DecidedFirst,
}

/// Somebody who may decide of a comment: only [`Decider::new`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decider {
    account: AccountId,
    role: DecidedAs,
}

impl Decider {
    /// Takes whoever asks, with the roles that she holds with the comment's landlord today.
    ///
    /// The landlord is a party to the discussion: whoever works for it decides nothing here, even
    /// if she is a facilitator too.
    pub fn new(
        account: AccountId,
        roles: &[Role],
        is_author: bool,
    ) -> Result<Self, DeciderRefusal> {
        let role = role(roles).ok_or(DeciderRefusal::Role)?;
        if is_author {
            return Err(DeciderRefusal::OwnComment);
        }
        Ok(Self { account, role })
    }

    /// Who she is; never public.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// In what role she decides.
    #[must_use]
    pub fn role(&self) -> DecidedAs {
        self.role
    }
}

/// In what role someone with these roles decides, if she may at all.
#[must_use]
pub fn role(roles: &[Role]) -> Option<DecidedAs> {
    if roles.contains(&Role::LandlordStaff) {
        None
    } else if roles.contains(&Role::Facilitator) {
        Some(DecidedAs::Facilitator)
    } else if roles.contains(&Role::Guarantor) {
        Some(DecidedAs::Guarantor)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ALL: [Role; 7] = [
        Role::Administrator,
        Role::LandlordStaff,
        Role::Facilitator,
        Role::Guarantor,
        Role::ElectionOfficer,
        Role::AssociationDelegate,
        Role::TerritoryStaff,
    ];

    fn decider(roles: &[Role], is_author: bool) -> Result<DecidedAs, DeciderRefusal> {
        Decider::new(AccountId(Uuid::nil()), roles, is_author).map(|decider| decider.role())
    }

    #[test]
    fn a_facilitator_or_guarantor_decides_and_no_other_role() {
        for role in ALL {
            let expected = match role {
                Role::Facilitator => Ok(DecidedAs::Facilitator),
                Role::Guarantor => Ok(DecidedAs::Guarantor),
                _ => Err(DeciderRefusal::Role),
            };
            assert_eq!(decider(&[role], false), expected, "{role:?}");
        }
        assert_eq!(decider(&[], false), Err(DeciderRefusal::Role));
    }

    /// For every set of roles: 2^7 of them.
    #[test]
    fn whoever_works_for_the_landlord_never_decides() {
        for set in 0_u32..1 << ALL.len() {
            let roles: Vec<Role> = (0..)
                .zip(ALL)
                .filter(|(i, _)| set >> i & 1 == 1)
                .map(|(_, role)| role)
                .collect();
            if roles.contains(&Role::LandlordStaff) {
                assert_eq!(
                    decider(&roles, false),
                    Err(DeciderRefusal::Role),
                    "{roles:?}"
                );
            }
        }
    }

    #[test]
    fn nobody_decides_of_her_own_comment() {
        let own = Err(DeciderRefusal::OwnComment);
        assert_eq!(decider(&[Role::Facilitator], true), own);
        assert_eq!(decider(&[Role::Guarantor], true), own);
    }
}
