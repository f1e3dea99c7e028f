//! The desk of whoever treats amendments: what waits, for whom, and the next step of the version.

use super::Treating;
use super::step::{next, steps};
use crate::amendment::parts::card::{by, numbered};
use crate::amendment::parts::tag;
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::forms::FormState;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::text_status::TextStatus;
use palier_store::amendment::{self, Amendment, Filter};
use palier_store::decision;
use serde::Deserialize;

/// The form of a step.
pub(super) const STEP: &str = "etape";

/// The most that are listed under one heading.
const MOST: i64 = 100;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
}

/// What waits.
struct Waiting {
    to_rule: Vec<Amendment>,
    appeals: Vec<Amendment>,
    to_recommend: Vec<Amendment>,
    answers: Vec<Amendment>,
    to_list: Vec<Amendment>,
    to_vote: Vec<Amendment>,
    choosing: Vec<Amendment>,
}

async fn waiting(treating: &Treating) -> Result<Waiting, AppError> {
    let (db, text) = (&treating.reader.ctx.site.db, treating.reader.found.text.id);
    let come = async |lifecycle: Lifecycle| {
        let filter = Filter {
            lifecycle: Some(lifecycle),
            ..Filter::default()
        };
        amendment::list(db, text, filter, 1, MOST).await
    };
    let mut found = Waiting {
        to_rule: come(Lifecycle::Submitted).await?.amendments,
        appeals: Vec::new(),
        to_recommend: Vec::new(),
        answers: Vec::new(),
        to_list: Vec::new(),
        to_vote: come(Lifecycle::ToVote).await?.amendments,
        choosing: Vec::new(),
    };
    let ids = |all: &[Amendment]| all.iter().map(|one| one.id).collect::<Vec<_>>();
    let refused = come(Lifecycle::Inadmissible).await?.amendments;
    let mut rulings = amendment::rulings_of(db, &ids(&refused)).await?;
    for one in refused {
        let rulings = rulings.remove(&one.id).unwrap_or_default();
        let waits =
            |row: &amendment::RulingRow| row.appeal.is_some() && row.appeal_outcome.is_none();
        if rulings.last().is_some_and(waits) {
            found.appeals.push(one);
        }
    }
    let discussed = come(Lifecycle::UnderDiscussion).await?.amendments;
    let mut said = amendment::recommendations_of(db, &ids(&discussed)).await?;
    for one in discussed {
        if one.state.text == TextStatus::NeedsRebase {
            found.choosing.push(one);
            continue;
        }
        let last = said.remove(&one.id).and_then(|mut rows| rows.pop());
        match last {
            None => found.to_recommend.push(one),
            Some(last) if last.rewording.is_some() && last.answer.is_none() => {
                found.answers.push(one);
            }
            Some(_) => found.to_list.push(one),
        }
    }
    Ok(found)
}

/// The page.
///
/// # Errors
/// When the reader treats nothing here, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let treating = Treating::of(&ctx, &slug).await?;
    let form = ctx.form(STEP).await?;
    let waiting = waiting(&treating).await?;
    let comments = decision::without_fate(&ctx.site.db, treating.reader.found.text.id).await?;
    let t = ctx.t;
    let head =
        Head::of(&treating.reader.landlord, t.treat_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let done = (asked.fait == "1" && form.complaint().is_none())
            .then(|| view! { <p class="note good" role="status">{t.treat_done()}</p> });
        let desk = format!("/{}/gestion", treating.reader.landlord.slug);
        let groups = [
            (
                t.treat_to_rule(),
                t.treat_for_facilitator(),
                &waiting.to_rule,
            ),
            (t.treat_appeals(), t.treat_for_guarantor(), &waiting.appeals),
            (
                t.treat_to_recommend(),
                t.treat_for_committee(),
                &waiting.to_recommend,
            ),
            (t.treat_answers(), t.treat_for_author(), &waiting.answers),
            (t.treat_choosing(), t.treat_for_author(), &waiting.choosing),
            (
                t.treat_to_list(),
                t.treat_for_facilitator(),
                &waiting.to_list,
            ),
            (
                t.treat_to_vote(),
                t.treat_for_facilitator(),
                &waiting.to_vote,
            ),
        ];
        let none = groups
            .iter()
            .all(|(_, _, all)| all.is_empty())
            .then(|| view! { <p class="empty">{t.treat_none()}</p> });
        let groups = groups
            .iter()
            .map(|(title, who, all)| group(t, &treating, title, who, all))
            .collect_view();
        let comments = i64::try_from(comments).unwrap_or(i64::MAX);
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()><a href=desk>{t.desk_title()}</a></nav>
            <h1>{t.treat_title()}</h1>
            <p class="lead">{t.treat_lead()}</p>
            {done}
            {version(t, &treating, &form, comments)}
            {none}
            {groups}
        }
    }))
}

/// Where the version stands, and its next step.
fn version(t: T, treating: &Treating, form: &FormState, comments: i64) -> AnyView {
    let reader = &treating.reader;
    let status = reader.found.text.status;
    let comments = (comments > 0).then(|| {
        view! { <p>{t.treat_comments_left(comments)} " " <a href=reader.at("revue")>{t.treat_review()}</a></p> }
    });
    let step = next(status).filter(|_| reader.facilitates()).map(|step| {
        let action = format!("/api/treat/{}/step", reader.landlord.slug);
        let name = super::step::name(t, step);
        view! {
            <form method="post" action=action id=STEP class="stack" novalidate>
                <input type="hidden" name="step" value=step.name()/>
                <p>{super::step::what(t, step)}</p>
                <p><button class="button">{name}</button></p>
            </form>
        }
    });
    view! {
        <section class="card">
            <h2>{t.treat_version(reader.found.text.sequence)}</h2>
            {steps(t, status)}
            {comments}
            <p>
                <a href=reader.at("revue")>{t.treat_review()}</a> " · "
                <a href=reader.at("vote")>{t.treat_votes()}</a> " · "
                <a href=reader.at("fusion")>{t.treat_merge()}</a> " · "
                <a href=reader.at("adoption")>{t.adopting_open_here()}</a> " · "
                <a href=treating.at("/regles")>{t.treat_rules()}</a>
            </p>
            {summary(t, form)}
            {step}
            {super::step::colleges(t, reader)}
        </section>
    }
    .into_any()
}

fn group(t: T, treating: &Treating, title: &str, who: &str, all: &[Amendment]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let items = all.iter().map(|one| {
        let href = treating.at(&format!("/{}", one.number.unwrap_or_default()));
        view! {
            <li class="card">
                <p class="tags">{tag::tags(t, one.state)}</p>
                <h3><a href=href>{numbered(t, one)} " " <span lang="fr">{one.title.clone()}</span></a></h3>
                <p class="who">{by(t, one)}</p>
            </li>
        }
    });
    let items = items.collect_view();
    view! {
        <h2>{title.to_owned()}</h2>
        <p class="hint">{who.to_owned()}</p>
        <ul class="cards">{items}</ul>
    }
    .into_any()
}
