//! The columns of a roll and their names.

use crate::fold::fold;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A column of a roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// `estate`, `residence`
    Estate,
    /// `building`, `batiment`
    Building,
    /// `dwelling`, `logement`
    Dwelling,
    /// `tenancy`, `bail`
    Tenancy,
    /// `start`, `debut`
    Start,
    /// `end`, `fin`: may be absent.
    End,
    /// `person`, `locataire`
    Person,
    /// `name`, `nom`
    Name,
    /// `birth_date`, `naissance`: may be absent.
    BirthDate,
    /// `email`, `courriel`: may be absent.
    Email,
    /// `phone`, `telephone`: may be absent.
    Phone,
    /// `postal_1`, `adresse_1`: may be absent.
    Postal1,
    /// `postal_2`, `adresse_2`: may be absent.
    Postal2,
    /// `postal_3`, `adresse_3`: may be absent.
    Postal3,
    /// `postal_4`, `adresse_4`: may be absent.
    Postal4,
}

impl Column {
    /// Every column, in the order in which rolls are written.
    pub const ALL: [Self; 15] = [
        Self::Estate,
        Self::Building,
        Self::Dwelling,
        Self::Tenancy,
        Self::Start,
        Self::End,
        Self::Person,
        Self::Name,
        Self::BirthDate,
        Self::Email,
        Self::Phone,
        Self::Postal1,
        Self::Postal2,
        Self::Postal3,
        Self::Postal4,
    ];

    /// The postal lines, first to last.
    pub(super) const POSTAL: [Self; 4] =
        [Self::Postal1, Self::Postal2, Self::Postal3, Self::Postal4];

    /// Its English and its French name, folded.
    #[must_use]
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Self::Estate => ["estate", "residence"],
            Self::Building => ["building", "batiment"],
            Self::Dwelling => ["dwelling", "logement"],
            Self::Tenancy => ["tenancy", "bail"],
            Self::Start => ["start", "debut"],
            Self::End => ["end", "fin"],
            Self::Person => ["person", "locataire"],
            Self::Name => ["name", "nom"],
            Self::BirthDate => ["birth_date", "naissance"],
            Self::Email => ["email", "courriel"],
            Self::Phone => ["phone", "telephone"],
            Self::Postal1 => ["postal_1", "adresse_1"],
            Self::Postal2 => ["postal_2", "adresse_2"],
            Self::Postal3 => ["postal_3", "adresse_3"],
            Self::Postal4 => ["postal_4", "adresse_4"],
        }
    }

    /// The column that a header cell names, case, accents, spaces and dashes aside.
    pub(super) fn named(cell: &str) -> Option<Self> {
        let folded: String = fold(cell)
            .chars()
            .map(|c| if matches!(c, ' ' | '-') { '_' } else { c })
            .collect();
        Self::ALL
            .into_iter()
            .find(|column| column.names().contains(&folded.as_str()))
    }

    /// Whether every line must fill it.
    #[must_use]
    pub fn is_required(self) -> bool {
        !matches!(
            self,
            Self::End | Self::BirthDate | Self::Email | Self::Phone
        ) && !Self::POSTAL.contains(&self)
    }

    /// The most characters that a cell of it may hold.
    #[must_use]
    pub fn max_chars(self) -> usize {
        match self {
            Self::Estate | Self::Building | Self::Name => 120,
            Self::Dwelling | Self::Tenancy | Self::Person => 64,
            Self::Start | Self::End | Self::BirthDate => 10,
            Self::Email => 254,
            Self::Phone => 32,
            Self::Postal1 | Self::Postal2 | Self::Postal3 | Self::Postal4 => 100,
        }
    }
}

/// The English name.
impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.names()[0])
    }
}
