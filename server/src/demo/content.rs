//! The files of the demonstration, read.

use super::agreements::Agreements;
use crate::cli::Failure;
use palier_store::agenda::Agenda;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The charter as it was before it was amended and adopted.
pub const CHARTER: &str = include_str!("../../demo/charte.md");
pub const NEXT_FR: &str = include_str!("../../demo/next.md");
pub const NEXT_EN: &str = include_str!("../../demo/next.en.md");
/// The zone of the demonstration's civil dates.
pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::Paris;

#[derive(Deserialize)]
pub struct Discussions {
    pub thread: Vec<Thread>,
}

#[derive(Deserialize)]
pub struct Thread {
    /// Number of the article, as "4.1".
    pub article: String,
    #[serde(flatten)]
    pub post: Post,
    #[serde(default)]
    pub reply: Vec<Post>,
}

#[derive(Clone, Deserialize)]
pub struct Post {
    /// "tenant", "landlord", or the slug of an association.
    pub who: String,
    pub name: String,
    #[serde(default)]
    pub estate: Option<String>,
    /// Days before 5 December 2030 at noon in Paris.
    pub days: f64,
    #[serde(default)]
    pub supports: u32,
    pub text: String,
}

#[derive(Deserialize)]
pub struct Residences {
    pub estate: Vec<Residence>,
}

#[derive(Clone, Deserialize)]
pub struct Residence {
    pub name: String,
    #[serde(rename = "ref")]
    pub reference: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub buildings: u32,
    pub dwellings: u32,
}

#[derive(Deserialize)]
pub struct Names {
    pub women: Vec<String>,
    pub men: Vec<String>,
    pub surnames: Vec<String>,
}

#[derive(Deserialize)]
pub struct Associations {
    pub association: Vec<Local>,
}

#[derive(Deserialize)]
pub struct Local {
    pub slug: String,
    pub name: String,
    pub national: String,
    pub about: String,
}

/// All of them.
pub struct Content {
    pub discussions: Discussions,
    pub residences: Residences,
    pub names: Names,
    pub agenda: Agenda,
    pub associations: Associations,
    pub agreements: Agreements,
}

pub fn read() -> Result<Content, Failure> {
    Ok(Content {
        discussions: parse("discussions", include_str!("../../demo/discussions.toml"))?,
        residences: parse("residences", include_str!("../../demo/residences.toml"))?,
        names: parse("names", include_str!("../../demo/names.toml"))?,
        agenda: agenda()?,
        associations: parse("associations", include_str!("../../demo/associations.toml"))?,
        agreements: parse("agreements", include_str!("../../demo/agreements.toml"))?,
    })
}

fn agenda() -> Result<Agenda, Failure> {
    crate::agenda::read(include_str!("../../demo/agenda.toml"), ZONE)
        .map_err(|problems| Failure::new(format!("the demonstration's agenda: {problems:?}")))
}

pub fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Failure> {
    toml::from_str(text).map_err(|e| Failure::new(format!("the demonstration's {name}: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_is_the_landlord_of_the_figures() {
        let content = read().unwrap();
        let dwellings: u32 = content
            .residences
            .estate
            .iter()
            .map(|estate| estate.dwellings)
            .sum();
        assert_eq!(dwellings, 12_480);
        assert_eq!(content.associations.association.len(), 5);
    }
}
