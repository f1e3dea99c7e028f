//! Letters that got lost: the same half is printed again by two members of the commission together.
//!
//! Once letters left, no credential is made or cancelled: whoever asks gets the code that she had, or
//! votes on paper. A birth date and a tenant's number are known to neighbours and prove nothing (CNIL
//! 2019-053: recovery is as strong as issue).

use super::stage::Stage;
use crate::id::AccountId;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Which half of a code a letter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum LetterHalf {
    /// That of the first authority.
    A,
    /// That of the second authority.
    B,
}

/// Who asked for a lost letter; never by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum AskedBy {
    /// Who stands on the line.
    Elector,
    /// Another who shares the lease.
    CoTenant,
    /// A helper whom she chose.
    Helper,
}

/// How she asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum AskedHow {
    /// At the help desk.
    Desk,
    /// By telephone.
    Phone,
    /// In writing.
    Mail,
}

macro_rules! named {
    ($type:ident: $($variant:ident = $name:literal),+) => {
        impl $type {
            /// All of them, in the order of forms.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name in forms and in the database.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The one of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named!(LetterHalf: A = "a", B = "b");
named!(AskedBy: Elector = "elector", CoTenant = "co_tenant", Helper = "helper");
named!(AskedHow: Desk = "desk", Phone = "phone", Mail = "mail");

/// Why no letter is printed again, or no file destroyed, now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LetterRefusal {
    /// Letters are printed again from the sealed codes until the vote closes.
    #[error("letters are printed again once the codes are sealed and until the vote closes")]
    Stage,
    /// The two members are one.
    #[error("it takes two members of the commission")]
    OneMember,
    /// One of the two is not of the commission.
    #[error("both are members of the commission")]
    NotOfCommission,
    /// The file is still needed.
    #[error("the file is destroyed once the vote has closed")]
    StillVoting,
}

/// Whether a letter is printed again at a stage by these two.
///
/// # Errors
/// [`LetterRefusal`].
pub fn may_reprint(
    stage: Stage,
    members: [AccountId; 2],
    commission: &[AccountId],
) -> Result<(), LetterRefusal> {
    if !(Stage::CodesSealed..=Stage::Open).contains(&stage) {
        return Err(LetterRefusal::Stage);
    }
    if members[0] == members[1] {
        return Err(LetterRefusal::OneMember);
    }
    if members.iter().all(|one| commission.contains(one)) {
        Ok(())
    } else {
        Err(LetterRefusal::NotOfCommission)
    }
}

/// Whether the files from which letters are printed again are destroyed at a stage.
///
/// # Errors
/// [`LetterRefusal::StillVoting`].
pub fn may_destroy(stage: Stage) -> Result<(), LetterRefusal> {
    if stage >= Stage::Frozen {
        Ok(())
    } else {
        Err(LetterRefusal::StillVoting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn account(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    #[test]
    fn two_of_the_commission_print_a_letter_again_while_people_vote() {
        let commission = [account(1), account(2)];
        let both = [account(1), account(2)];
        for stage in [Stage::CodesSealed, Stage::Sealed, Stage::Open] {
            assert_eq!(may_reprint(stage, both, &commission), Ok(()));
        }
        for stage in [Stage::KeysMade, Stage::Frozen, Stage::Final] {
            let refused = may_reprint(stage, both, &commission);
            assert_eq!(refused, Err(LetterRefusal::Stage));
        }
        let alone = may_reprint(Stage::Open, [account(1); 2], &commission);
        assert_eq!(alone, Err(LetterRefusal::OneMember));
        let other = may_reprint(Stage::Open, [account(1), account(3)], &commission);
        assert_eq!(other, Err(LetterRefusal::NotOfCommission));
    }

    #[test]
    fn the_files_are_destroyed_once_the_vote_has_closed() {
        assert_eq!(may_destroy(Stage::Open), Err(LetterRefusal::StillVoting));
        assert_eq!(may_destroy(Stage::Frozen), Ok(()));
    }

    #[test]
    fn every_name_is_read_again() {
        for half in LetterHalf::ALL {
            assert_eq!(LetterHalf::from_name(half.name()), Some(*half));
        }
        assert_eq!(AskedBy::from_name("co_tenant"), Some(AskedBy::CoTenant));
        assert_eq!(AskedHow::from_name("pigeon"), None);
    }
}
