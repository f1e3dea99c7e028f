//! The grounds on which a comment may be reported and hidden: a closed list, the same for both.

use serde::{Deserialize, Serialize};

/// A ground on which a comment may be reported and hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Injure: law of 29 July 1881, article 29, second paragraph.
    Insult,
    /// Provocation to discrimination, hatred or violence against a group: same law, article 24.
    Discrimination,
    /// Somebody's private life: Code civil, article 9.
    Privacy,
    /// A threat against somebody: Code pénal, article 222-17.
    Threat,
    /// Diffamation: law of 29 July 1881, article 29, first paragraph.
    Defamation,
    /// It sells something: a rule of this house, no law.
    Advertising,
    /// Nothing to do with the text: a rule of this house, no law.
    OffTopic,
}

impl Ground {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Insult,
        Self::Discrimination,
        Self::Privacy,
        Self::Threat,
        Self::Defamation,
        Self::Advertising,
        Self::OffTopic,
    ];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Insult => "insult",
            Self::Discrimination => "discrimination",
            Self::Privacy => "privacy",
            Self::Threat => "threat",
            Self::Defamation => "defamation",
            Self::Advertising => "advertising",
            Self::OffTopic => "off_topic",
        }
    }

    /// The ground with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.name() == name)
    }

    /// Whether it is a matter of law; a statement of reasons names the law then, else the rule of
    /// the house (regulation (EU) 2022/2065, article 17, paragraph 3, points d and e).
    #[must_use]
    pub fn is_of_law(self) -> bool {
        !matches!(self, Self::Advertising | Self::OffTopic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ground_is_found_again_by_its_name() {
        for ground in Ground::ALL {
            assert_eq!(Ground::from_name(ground.name()), Some(ground));
            let stored = serde_json::to_value(ground).unwrap();
            assert_eq!(stored, ground.name(), "one name everywhere");
        }
        assert_eq!(Ground::from_name("disagreement"), None);
    }
}
