//! What a reader calls the clauses of a version, and where each is read.

use crate::amendment::parts::base::{Base, Place, base};
use crate::i18n::T;
use crate::parts::choice::Choice;
use crate::parts::excerpt;
use crate::site::{context::Ctx, error::AppError};
use palier_domain::charter::clause::content;
use palier_domain::charter::operation::BaseClause;
use palier_domain::id::{ClauseId, VersionId};
use palier_domain::markdown;

/// Letters of a clause that are quoted in its name.
const QUOTED: usize = 80;

/// The clauses of a version.
#[derive(Clone, Debug, Default)]
pub struct Clauses(Base);

impl Clauses {
    /// Those of a version.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(ctx: &Ctx, version: VersionId) -> Result<Self, AppError> {
        Ok(Self(base(ctx, version).await?))
    }

    /// What a clause is called: "Article 2 : Visiter".
    #[must_use]
    pub fn name(&self, t: T, clause: ClauseId) -> String {
        let Some(found) = self.0.clause(clause) else {
            return t.adoption_clause_gone().to_owned();
        };
        let words = words(found);
        match self.0.place(clause) {
            Some(Place::Title) => t.adoption_clause_title().to_owned(),
            Some(Place::Preamble) => t.adoption_clause_preamble(words),
            Some(Place::Chapter(spot)) => t.adoption_clause_chapter(&spot.label, words),
            Some(Place::Intro(spot)) => t.adoption_clause_intro(&spot.label, words),
            Some(Place::ArticleTitle(spot)) => t.adoption_clause_article(&spot.label, words),
            Some(Place::Article(spot)) => t.adoption_clause_in_article(&spot.label, words),
            None => t.adoption_clause_gone().to_owned(),
        }
    }

    /// Where it stands in the page of the version: the anchor of its article or chapter.
    #[must_use]
    pub fn anchor(&self, clause: ClauseId) -> String {
        match self.0.place(clause) {
            Some(
                Place::Chapter(spot)
                | Place::Intro(spot)
                | Place::ArticleTitle(spot)
                | Place::Article(spot),
            ) => format!("#a-{}", spot.handle),
            _ => String::new(),
        }
    }

    /// The article in which it stands, as the charter's addresses name it.
    #[must_use]
    pub fn article(&self, clause: ClauseId) -> Option<i64> {
        let place = self.0.place(clause).and_then(Place::article);
        place.map(|spot| spot.handle)
    }

    /// Its clauses, in order.
    pub fn ids(&self) -> impl Iterator<Item = ClauseId> {
        self.0.clauses.iter().map(|one| one.clause)
    }

    /// All of them, to choose one.
    #[must_use]
    pub fn choices(&self, t: T) -> Vec<Choice> {
        let all = self.ids();
        all.map(|one| Choice::new(one.to_string(), self.name(t, one)))
            .collect()
    }
}

fn words(clause: &BaseClause) -> String {
    let said = markdown::plain(&content(clause.kind, clause.body()).markdown);
    excerpt(said.trim(), QUOTED)
}
