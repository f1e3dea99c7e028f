//! One amendment at the desk: what it changes, what was ruled and recommended, what is to be done.

use super::Treating;
use super::one_forms::Forms;
use crate::amendment::parts::base::{Base, base};
use crate::amendment::parts::card::{by, numbered};
use crate::amendment::parts::change::{self, changes};
use crate::amendment::parts::{diff, tag};
use crate::i18n::T;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::ground::InadmissibleGround;
use palier_domain::charter::amendment::reworded::{Advice, Answer, AppealOutcome};
use palier_domain::charter::amendment::table::permits_any;
use palier_domain::charter::amendment::who::Who;
use palier_domain::charter::operation::Operation;
use palier_domain::markdown;
use palier_store::amendment::{self, Amendment, Recommendation, RulingRow};
use serde::Deserialize;

/// An amendment at the desk, with all that was said of it.
pub(super) struct One {
    pub treating: Treating,
    pub amendment: Amendment,
    pub hats: Vec<Who>,
    pub operations: Vec<Operation>,
    pub base: Base,
    pub rulings: Vec<RulingRow>,
    pub recommendations: Vec<Recommendation>,
}

impl One {
    /// The one with that number.
    pub async fn of(ctx: &Ctx, slug: &str, number: &str) -> Result<Self, AppError> {
        let treating = Treating::of(ctx, slug).await?;
        let number = number.parse().map_err(|_| AppError::NotFound)?;
        let db = &ctx.site.db;
        let found = amendment::by_number(db, treating.reader.found.text.id, number).await?;
        let amendment = found.ok_or(AppError::NotFound)?;
        Ok(Self {
            hats: amendment::hats_of(db, &amendment, treating.reader.me()?).await?,
            operations: amendment::operations(db, amendment.id).await?,
            base: base(ctx, amendment.base_version_id).await?,
            rulings: amendment::rulings(db, amendment.id).await?,
            recommendations: amendment::recommendations(db, amendment.id).await?,
            treating,
            amendment,
        })
    }

    /// Its page.
    pub fn address(&self) -> String {
        let number = self.amendment.number.unwrap_or_default();
        self.treating.at(&format!("/{number}"))
    }

    /// Where a form about it is sent.
    pub fn api(&self, act: &str) -> String {
        let number = self.amendment.number.unwrap_or_default();
        format!(
            "/api/treat/{}/amendment/{number}/{act}",
            self.treating.reader.landlord.slug
        )
    }

    /// Whether the reader may do something with it.
    pub fn may(&self, action: Action) -> bool {
        let beside = self.treating.reader.beside(&self.amendment);
        permits_any(action, &self.hats, self.amendment.state, beside).is_ok()
    }
}

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, number)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let one = One::of(&ctx, &slug, &number).await?;
    let forms = Forms::load(&ctx).await?;
    let t = ctx.t;
    let title = numbered(t, &one.amendment);
    let head = Head::of(&one.treating.reader.landlord, title.clone()).refused(forms.refused());
    Ok(shell::page(&ctx, &head, move || {
        let done = (asked.fait == "1" && !forms.refused())
            .then(|| view! { <p class="note good" role="status">{t.treat_done()}</p> });
        let changed = changes(t, &one.base, &one.operations);
        let reasons = markdown::comment(&one.amendment.reasons);
        let acts = forms.show(t, &one);
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=one.treating.at("")>{t.treat_title()}</a>
            </nav>
            <p class="tags">{tag::tags(t, one.amendment.state)}</p>
            <h1>{title} " " <span lang="fr">{one.amendment.title.clone()}</span></h1>
            <p class="who">{by(t, &one.amendment)}</p>
            {done}
            {change::show(t, &changed, diff::Extent::Full)}
            <h2>{t.treat_reasons()}</h2>
            <div class="prose" lang="fr" inner_html=reasons></div>
            {rulings(t, &one.rulings)}
            {recommendations(t, &one)}
            {acts}
        }
    }))
}

/// A ground, in words.
pub(super) fn ground(t: T, ground: InadmissibleGround) -> &'static str {
    match ground {
        InadmissibleGround::OutsideSubject => t.treat_ground_outside(),
        InadmissibleGround::AgainstLaw => t.treat_ground_law(),
        InadmissibleGround::Identical => t.treat_ground_identical(),
        InadmissibleGround::Unclear => t.treat_ground_unclear(),
        InadmissibleGround::PersonalAttack => t.treat_ground_attack(),
    }
}

/// An advice, in words.
pub(super) fn advice(t: T, advice: Advice) -> &'static str {
    match advice {
        Advice::Accept => t.treat_advice_accept(),
        Advice::AcceptModified => t.treat_advice_modified(),
        Advice::Reject => t.treat_advice_reject(),
        Advice::Refer => t.treat_advice_refer(),
    }
}

fn rulings(t: T, all: &[RulingRow]) -> AnyView {
    let items = all.iter().map(|one| {
        let said = one.ground.map_or(t.treat_admissible(), |of| ground(t, of));
        let appeal = one.appeal.clone().map(|words| {
            view! { <p>{t.treat_appeal_words()} " " <span lang="fr">{words}</span></p> }
        });
        let outcome = one.appeal_outcome.map(|outcome| {
            let said = match outcome {
                AppealOutcome::Upheld => t.treat_appeal_upheld(),
                AppealOutcome::Reversed => t.treat_appeal_reversed(),
            };
            view! { <p>{said} " " <span lang="fr">{one.appeal_reason.clone()}</span></p> }
        });
        view! { <li><p><strong>{said}</strong> " " <span lang="fr">{one.reason.clone()}</span></p>{appeal}{outcome}</li> }
    });
    let items = items.collect_view();
    (!all.is_empty())
        .then(|| view! { <h2>{t.treat_rulings()}</h2> <ul class="plain">{items}</ul> })
        .into_any()
}

fn recommendations(t: T, one: &One) -> AnyView {
    let items = one.recommendations.iter().map(|row| {
        let words = row.rewording.as_ref().map(|words| {
            change::show(t, &changes(t, &one.base, &words.0), diff::Extent::Full)
        });
        let answer = row.answer.map(|answer| match answer {
            Answer::Agreed => t.treat_answer_agreed(),
            Answer::Refused => t.treat_answer_refused(),
        });
        view! {
            <li>
                <p><strong>{advice(t, row.advice)}</strong> " " <span lang="fr">{row.words.clone()}</span></p>
                {words}
                <p>{answer}</p>
            </li>
        }
    });
    let items = items.collect_view();
    (!one.recommendations.is_empty())
        .then(|| view! { <h2>{t.treat_recommendations()}</h2> <ul class="plain">{items}</ul> })
        .into_any()
}
