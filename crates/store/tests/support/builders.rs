//! Builders of rolls, texts and hashes.

use super::ground::day;
use palier_domain::landlord::roll::{Roll, RollPerson, RollTenancy};
use sha2::{Digest, Sha256};

/// A roll, line by line.
#[derive(Default)]
pub struct RollBuilder {
    roll: Roll,
}

impl RollBuilder {
    /// An empty roll.
    pub fn new() -> Self {
        Self::default()
    }

    /// A lease that runs since 2025, of the dwelling and by the persons named.
    pub fn lease(self, dwelling: &str, reference: &str, persons: &[&str]) -> Self {
        self.lease_between(dwelling, reference, "2025-01-01", None, persons)
    }

    /// A lease between two days. "T-A-12" is dwelling 12 of building A of estate T.
    pub fn lease_between(
        mut self,
        dwelling: &str,
        reference: &str,
        from: &str,
        to: Option<&str>,
        persons: &[&str],
    ) -> Self {
        let mut parts = dwelling.split('-');
        let (estate, building) = (parts.next().unwrap(), parts.next().unwrap());
        let holders = persons.iter().map(|person| self.person(person)).collect();
        self.roll.tenancies.push(RollTenancy {
            estate: format!("Résidence {estate}"),
            building: format!("Bâtiment {building}"),
            dwelling: dwelling.to_owned(),
            reference: reference.to_owned(),
            starts_on: day(from),
            ends_on: to.map(day),
            holders,
        });
        self.roll.lines += persons.len();
        self
    }

    /// The roll.
    pub fn build(self) -> Roll {
        self.roll
    }

    fn person(&mut self, reference: &str) -> usize {
        if let Some(at) = self
            .roll
            .persons
            .iter()
            .position(|one| one.reference == reference)
        {
            return at;
        }
        self.roll.persons.push(RollPerson {
            reference: reference.to_owned(),
            name: format!("Mme {reference}"),
            birth_date: Some(day("1980-02-29")),
            email: None,
            phone: None,
            address: vec!["12 rue des Tilleuls".to_owned(), "75013 Paris".to_owned()],
        });
        self.roll.persons.len() - 1
    }
}

/// SHA-256 of a word, where a story needs a token's or a code's hash.
pub fn hash(word: &str) -> [u8; 32] {
    Sha256::digest(word).into()
}

/// A short charter: title, one chapter, two articles.
pub fn letter_text() -> &'static str {
    "# Charte\n\n## Accueil\n\n### Visiter\n\n**Bailleur :** Nous proposons une visite.\n\n\
     **Locataires :** Nous venons.\n\n### Entrer\n\nL’état des lieux est fait ensemble.\n"
}
