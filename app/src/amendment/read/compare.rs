//! Any two versions of the charter, clause by clause.

use crate::amendment::parts::base::{Base, Place, base};
use crate::amendment::parts::diff;
use crate::charter::load::charter;
use crate::i18n::T;
use crate::landlord::load;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::operation::BaseClause;
use palier_domain::charter::shown::{Run, shown};
use palier_domain::charter::token;
use palier_domain::id::ClauseId;
use palier_store::landlord::Landlord;
use palier_store::text::{self, Version};
use serde::Deserialize;
use std::collections::HashSet;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The number of the earlier version.
    #[serde(default)]
    de: Option<i64>,
    /// That of the later one.
    #[serde(default)]
    a: Option<i64>,
    /// `texte` for the full text; without it, the changes only.
    #[serde(default)]
    mots: String,
}

/// A clause in the two versions, in the order of the later one.
struct Pair<'a> {
    old: Option<&'a BaseClause>,
    new: Option<&'a BaseClause>,
}

impl Pair<'_> {
    fn runs(&self) -> Vec<Run> {
        let body = |one: Option<&BaseClause>| one.map_or("", BaseClause::body).to_owned();
        shown(&body(self.old), &body(self.new))
    }

    fn is_same(&self) -> bool {
        match (self.old, self.new) {
            (Some(old), Some(new)) => {
                old.revision == new.revision || token::same(old.body(), new.body())
            }
            _ => false,
        }
    }
}

/// The page.
///
/// # Errors
/// When there is no charter for this reader, no such version, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let landlord = load::by_slug(&ctx, &slug).await?;
    let found = charter(&ctx, &landlord).await?;
    let all = text::versions(&ctx.site.db, found.text.id).await?;
    let latest = all.last().map_or(1, |one| one.sequence);
    let to = asked.a.unwrap_or(latest);
    let from = asked.de.unwrap_or_else(|| (to - 1).max(1));
    let version = |n: i64| {
        all.iter()
            .find(|one| one.sequence == n)
            .ok_or(AppError::NotFound)
    };
    let old = base(&ctx, version(from)?.id).await?;
    let new = base(&ctx, version(to)?.id).await?;
    let extent = match asked.mots.as_str() {
        "texte" => diff::Extent::Full,
        _ => diff::Extent::Changes,
    };
    let t = ctx.t;
    let head = Head::of(&landlord, t.amendment_read_compare());
    Ok(shell::page(&ctx, &head, || {
        let pairs = pairs(&old, &new);
        let changed = pairs.iter().filter(|pair| !pair.is_same()).count();
        let changed = i64::try_from(changed).unwrap_or(i64::MAX);
        let address = format!("/{}/charte/comparer?de={from}&a={to}", landlord.slug);
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", landlord.slug) lang="fr">{found.title()}</a>
            </nav>
            <h1>{t.amendment_read_compare()}</h1>
            {form(t, &landlord, &all, (from, to))}
            <p role="status"><strong>{t.amendment_read_changed(changed)}</strong></p>
            {diff::choice(t, &address, extent)}
            {show(t, &pairs, (&old, &new), extent)}
        }
    }))
}

fn form(t: T, landlord: &Landlord, all: &[Version], (from, to): (i64, i64)) -> AnyView {
    let action = format!("/{}/charte/comparer", landlord.slug);
    let options = |chosen: i64| {
        let options = all.iter().map(|one| {
            let day = t.date(dates::local(one.published_at, &landlord.zone).date_naive());
            let name = format!("{}, {}", t.charter_version(one.sequence), day);
            let here = one.sequence == chosen;
            view! { <option value=one.sequence.to_string() selected=here>{name}</option> }
        });
        options.collect_view()
    };
    view! {
        <form method="get" action=action class="filters card">
            <div class="field">
                <label for="f-de">{t.amendment_read_from()}</label>
                <select id="f-de" name="de">{options(from)}</select>
            </div>
            <div class="field">
                <label for="f-a">{t.amendment_read_to()}</label>
                <select id="f-a" name="a">{options(to)}</select>
            </div>
            <p><button class="button quiet">{t.amendment_read_compare_these()}</button></p>
        </form>
    }
    .into_any()
}

/// The clauses of both, in the order of the later one; those that went stand where they stood.
fn pairs<'a>(old: &'a Base, new: &'a Base) -> Vec<Pair<'a>> {
    let kept = new.clauses.iter().map(|one| Pair {
        old: old.clause(one.clause),
        new: Some(one),
    });
    let mut all: Vec<Pair<'a>> = kept.collect();
    let stays: HashSet<ClauseId> = new.clauses.iter().map(|one| one.clause).collect();
    let id = |pair: &Pair<'_>| pair.new.or(pair.old).map(|one| one.clause);
    let mut before = None;
    for gone in &old.clauses {
        if !stays.contains(&gone.clause) {
            let at = all
                .iter()
                .position(|pair| id(pair) == before && before.is_some());
            let pair = Pair {
                old: Some(gone),
                new: None,
            };
            all.insert(at.map_or(0, |at| at + 1), pair);
        }
        before = Some(gone.clause);
    }
    all
}

fn show(t: T, pairs: &[Pair<'_>], (old, new): (&Base, &Base), extent: diff::Extent) -> AnyView {
    let shown = pairs
        .iter()
        .filter(|pair| extent == diff::Extent::Full || !pair.is_same());
    let mut last = None;
    let mut views = Vec::new();
    for pair in shown {
        let place = pair.new.and_then(|one| new.place(one.clause));
        let place = place.or_else(|| pair.old.and_then(|one| old.place(one.clause)));
        let label = place
            .and_then(Place::article)
            .map(|spot| spot.label.clone());
        if label.is_some() && label != last {
            last.clone_from(&label);
            views.push(view! { <h2>{t.article_number(label.unwrap_or_default())}</h2> }.into_any());
        }
        let what = match (pair.old, pair.new) {
            (None, Some(_)) => Some(t.amendment_read_new_clause()),
            (Some(_), None) => Some(t.amendment_read_gone_clause()),
            _ => None,
        };
        let what = what.map(|what| view! { <p class="who">{what}</p> });
        views.push(
            view! { <div class="change">{what} {diff::show(t, &pair.runs(), extent)}</div> }
                .into_any(),
        );
    }
    views.collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use palier_domain::charter::clause::ClauseKind;
    use palier_domain::charter::outline::Outline;
    use palier_domain::id::RevisionId;
    use uuid::Uuid;

    fn of(clauses: &[(u128, &str)]) -> Base {
        let clauses = clauses.iter().map(|(id, source)| BaseClause {
            clause: ClauseId(Uuid::from_u128(*id)),
            revision: RevisionId(Uuid::from_u128(source.len() as u128)),
            kind: ClauseKind::Paragraph,
            source: (*source).to_owned(),
        });
        Base::new(clauses.collect(), &Outline::default())
    }

    #[test]
    fn a_clause_that_went_stands_where_it_stood() {
        let old = of(&[(1, "un"), (2, "deux"), (3, "trois")]);
        let new = of(&[(1, "un"), (3, "trois"), (4, "quatre")]);
        let pairs = pairs(&old, &new);
        let ids: Vec<_> = pairs
            .iter()
            .map(|pair| pair.new.or(pair.old).map(|one| one.clause.0.as_u128()))
            .collect();
        assert_eq!(ids, [Some(1), Some(2), Some(3), Some(4)]);
        assert!(pairs[0].is_same() && !pairs[1].is_same() && !pairs[3].is_same());
    }
}
