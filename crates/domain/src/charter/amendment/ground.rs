//! The grounds on which an amendment is inadmissible: a closed list, a rule of this house.

use serde::{Deserialize, Serialize};

/// A ground on which an amendment is inadmissible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum InadmissibleGround {
    /// Outside of what the text is about.
    OutsideSubject,
    /// Against the law: it could bind nobody.
    AgainstLaw,
    /// Word for word what another one says.
    Identical,
    /// Not to be understood, even after its author was asked.
    Unclear,
    /// It attacks somebody.
    PersonalAttack,
}

impl InadmissibleGround {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::OutsideSubject,
        Self::AgainstLaw,
        Self::Identical,
        Self::Unclear,
        Self::PersonalAttack,
    ];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OutsideSubject => "outside_subject",
            Self::AgainstLaw => "against_law",
            Self::Identical => "identical",
            Self::Unclear => "unclear",
            Self::PersonalAttack => "personal_attack",
        }
    }

    /// The ground with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}
