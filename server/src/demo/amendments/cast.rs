//! Who does what to amendments, and on which version.

use super::file::{Past, Writer};
use super::{Place, failed};
use crate::cli::Failure;
use crate::demo::discussion::{Authors, Known, articles};
use chrono::{DateTime, Utc};
use palier_app::amendment::treat::InWords;
use palier_domain::account::role::Role;
use palier_domain::charter::merge::Lapse;
use palier_domain::charter::operation::BaseClause;
use palier_domain::id::{AccountId, ClauseId, VersionId};
use palier_store::amendment::{Act, By, Fate, Letter, Letters, Person, Recipient};
use palier_store::decision::{CommentAuthor, CommentTold, Words};
use palier_store::standing::Standing;
use palier_store::{Tx, text};
use std::collections::HashMap;

/// Nobody of the past is written to.
pub struct Silent;

impl Letters for Silent {
    fn write(&self, _: &Recipient, _: &Fate<'_>, _: DateTime<Utc>) -> Option<Letter> {
        None
    }
}

impl Words for Silent {
    fn lapses(&self, why: &Lapse, with: Option<i64>) -> String {
        InWords::at(&"", "").lapses(why, with)
    }

    fn orphan(&self) -> String {
        InWords::at(&"", "").orphan()
    }

    fn overdue(&self) -> String {
        InWords::at(&"", "").overdue()
    }

    fn comment(&self, _: &CommentAuthor, _: &CommentTold<'_>, _: DateTime<Utc>) -> Option<Letter> {
        None
    }
}

/// What the rules do by themselves.
pub fn process(now: DateTime<Utc>) -> Act<'static> {
    Act {
        by: By::Process,
        letters: &Silent,
        now,
    }
}

/// Somebody with her standing.
pub struct Somebody {
    pub known: Option<Known>,
    pub account: AccountId,
    standing: Standing,
}

impl Somebody {
    pub fn writer(known: Known) -> Self {
        Self {
            known: Some(known),
            account: known.account,
            standing: Standing {
                qualities: vec![known.quality],
                roles: Vec::new(),
                estate: None,
            },
        }
    }

    pub fn with_role(account: AccountId, role: Role) -> Self {
        Self {
            known: None,
            account,
            standing: Standing {
                qualities: Vec::new(),
                roles: vec![role],
                estate: None,
            },
        }
    }

    pub fn person(&self) -> Person<'_> {
        Person {
            account: self.account,
            standing: &self.standing,
        }
    }

    pub fn by(&self) -> By<'_> {
        By::Person(self.person())
    }

    pub fn at(&self, now: DateTime<Utc>) -> Act<'_> {
        Act {
            by: self.by(),
            letters: &Silent,
            now,
        }
    }
}

/// Who writes under that name.
pub fn writer(authors: &Authors, one: &Writer) -> Result<Somebody, Failure> {
    let known = authors.named(&one.who, &one.name);
    let known = known.ok_or_else(|| failed(format!("nobody is called {}", one.name)))?;
    Ok(Somebody::writer(known))
}

/// What every story needs, on one version.
pub struct Ground<'a> {
    pub place: &'a Place<'a>,
    pub authors: &'a Authors,
    pub version: VersionId,
    pub base: Vec<BaseClause>,
    articles: HashMap<String, ClauseId>,
    pub signatories: Vec<Somebody>,
    pub committee: Somebody,
    pub facilitator: Somebody,
    pub guarantor: Somebody,
    pub staff: Somebody,
}

impl<'a> Ground<'a> {
    pub async fn of(
        tx: &mut Tx,
        place: &'a Place<'a>,
        authors: &'a Authors,
        past: &Past,
        version: VersionId,
    ) -> Result<Self, Failure> {
        let all = past.signatory.iter().map(|one| writer(authors, one));
        let committee = past.committee.last();
        let committee = committee.ok_or_else(|| failed("there is no drafting committee"))?;
        Ok(Self {
            place,
            authors,
            version,
            base: text::base_within(tx, version).await?,
            articles: articles(tx, version).await?,
            signatories: all.collect::<Result<_, _>>()?,
            committee: writer(authors, committee)?,
            facilitator: Somebody::with_role(place.facilitator, Role::Facilitator),
            guarantor: Somebody::with_role(place.guarantor, Role::Guarantor),
            staff: Somebody::with_role(place.staff, Role::LandlordStaff),
        })
    }

    /// An article by its number.
    pub fn article(&self, label: &str) -> Result<ClauseId, Failure> {
        let found = self.articles.get(label).copied();
        found.ok_or_else(|| failed(format!("no article {label}")))
    }
}
