//! The amendments on an article, as cards below it.

use super::beside::{self, Rivals};
use crate::amendment::parts::base::{Base, base};
use crate::amendment::parts::card;
use crate::amendment::parts::change::changes;
use crate::charter::load::Found;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_domain::charter::operation::Operation;
use palier_domain::charter::outline::Article;
use palier_domain::id::{AmendmentId, ClauseId, VersionId};
use palier_store::amendment::{self, Amendment};
use palier_store::landlord::Landlord;
use std::collections::{HashMap, HashSet};

/// Amendments with what each changes, and the versions that they were written against.
#[derive(Default)]
pub struct Several {
    /// In order.
    pub amendments: Vec<Amendment>,
    operations: HashMap<AmendmentId, Vec<Operation>>,
    bases: HashMap<VersionId, Base>,
}

impl Several {
    /// Loads what these amendments change.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(ctx: &Ctx, amendments: Vec<Amendment>) -> Result<Self, AppError> {
        let ids: Vec<AmendmentId> = amendments.iter().map(|one| one.id).collect();
        let operations = amendment::operations_of(&ctx.site.db, &ids).await?;
        let mut bases = HashMap::new();
        for one in &amendments {
            let version = one.base_version_id;
            if let std::collections::hash_map::Entry::Vacant(empty) = bases.entry(version) {
                empty.insert(base(ctx, version).await?);
            }
        }
        Ok(Self {
            amendments,
            operations,
            bases,
        })
    }

    /// Which of them cannot stand beside each other.
    #[must_use]
    pub fn rivals(&self) -> Rivals {
        let mut found = Rivals::new();
        for (version, base) in &self.bases {
            let all: Vec<_> = self
                .amendments
                .iter()
                .filter(|one| one.base_version_id == *version)
                .filter_map(|one| Some((one, self.operations.get(&one.id)?.as_slice())))
                .collect();
            found.extend(beside::rivals(&base.clauses, &all));
        }
        found
    }

    /// What one of them changes; of an article only what it changes there, if it is asked.
    #[must_use]
    pub fn changes(
        &self,
        t: T,
        one: &Amendment,
        article: Option<i64>,
    ) -> Vec<crate::amendment::parts::change::Change> {
        let (Some(base), Some(operations)) = (
            self.bases.get(&one.base_version_id),
            self.operations.get(&one.id),
        ) else {
            return Vec::new();
        };
        let mut all = changes(t, base, operations);
        if let Some(handle) = article {
            all.retain(|change| {
                let spot = change.article.as_ref();
                spot.is_some_and(|spot| spot.handle == handle)
            });
        }
        all
    }
}

/// The amendments on an article and on what stands in it.
///
/// # Errors
/// When the database does not answer.
pub async fn load(ctx: &Ctx, article: &Article) -> Result<Several, AppError> {
    let all = amendment::of_clauses(&ctx.site.db, &clauses(article)).await?;
    Several::of(ctx, all).await
}

/// The clauses of an article, its title first.
fn clauses(article: &Article) -> Vec<ClauseId> {
    let blocks = article.blocks().map(|block| block.at.clause);
    std::iter::once(article.at.clause).chain(blocks).collect()
}

/// The cards; nothing where nobody amends the article.
#[must_use]
pub fn cards(t: T, landlord: &Landlord, handle: i64, several: &Several) -> AnyView {
    if several.amendments.is_empty() {
        return ().into_any();
    }
    let count = i64::try_from(several.amendments.len()).unwrap_or(i64::MAX);
    let rivals = several.rivals();
    let cards = several.amendments.iter().map(|one| {
        let changes = several.changes(t, one, Some(handle));
        card::beside(t, one, &changes, beside::show(t, one, &rivals))
    });
    let all = format!("/{}/charte/amendements", landlord.slug);
    let origin = format!("/{}/charte/origine/{handle}", landlord.slug);
    view! {
        <section>
            <h2 id="amendements">{t.amendment_read_on_article(count)}</h2>
            <ol class="amendments">{cards.collect_view()}</ol>
            <p><a href=all>{t.amendment_read_all()}</a></p>
            <p><a href=origin>{t.amendment_read_origin_link()}</a></p>
        </section>
    }
    .into_any()
}

/// The amendments that change each clause.
pub type Amended = HashMap<ClauseId, Vec<AmendmentId>>;

/// Which amendments change each clause of the charter.
///
/// # Errors
/// When the database does not answer.
pub async fn amended(ctx: &Ctx, found: &Found) -> Result<Amended, AppError> {
    Ok(amendment::amended(&ctx.site.db, found.text.id).await?)
}

/// How many amendments change an article, each counted once.
#[must_use]
pub fn count_of(amended: &Amended, article: &Article) -> i64 {
    let all: HashSet<AmendmentId> = clauses(article)
        .iter()
        .filter_map(|clause| amended.get(clause))
        .flatten()
        .copied()
        .collect();
    i64::try_from(all.len()).unwrap_or(i64::MAX)
}
