//! One commitment: what it says, who keeps it and by when, what was done for it.

use super::card::source;
use super::forms::Forms;
use super::load::Register;
use super::say;
use crate::charter::article;
use crate::i18n::T;
use crate::parts::excerpt;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, dates, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::clause::content;
use palier_domain::markdown;
use palier_store::commitment::{self, Commitment, Progress};
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When there is no such commitment for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let mut register = Register::of_charter(&ctx, &slug).await?;
    let one = register.one(&ctx, &id).await?;
    let told = commitment::progress(&ctx.site.db, one.id).await?;
    let forms = Forms::load(&ctx, &register, &one).await?;
    let t = ctx.t;
    let refused = forms.refused();
    let title = excerpt(&register.subject(&one), 110);
    let head = Head::of(&register.landlord, title.clone()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let done = (asked.fait == "1" && !refused)
            .then(|| view! { <p class="note good" role="status">{t.commitment_done()}</p> });
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=register.address.clone() lang="fr">{register.title.clone()}</a> " "
                <a href=register.at("")>{t.commitment_title()}</a>
            </nav>
            <h1 lang="fr">{title.clone()}</h1>
            {say::tags(t, &one, register.today)}
            {done}
            {facts(t, &register, &one)}
            {words(t, &register, &one)}
            {progress(t, &register, &told)}
            {forms.show(t, &register, &one)}
        }
    }))
}

fn facts(t: T, register: &Register, one: &Commitment) -> AnyView {
    let why = (!one.reason.is_empty()).then(|| {
        view! { <dt>{t.commitment_why_given_up()}</dt> <dd lang="fr">{one.reason.clone()}</dd> }
    });
    let ended = one.ended_at.map(|at| {
        let day = t.date(dates::local(at, &register.landlord.zone).date_naive());
        view! { <p class="note">{t.commitment_ended_on(day)}</p> }
    });
    view! {
        {ended}
        <dl class="facts">
            <dt>{t.commitment_owner()}</dt> <dd>{say::or_open(t, &one.owner)}</dd>
            <dt>{t.commitment_due()}</dt> <dd>{say::due(t, one)}</dd>
            <dt>{t.commitment_indicator()}</dt> <dd>{say::or_open(t, &one.indicator)}</dd>
            <dt>{t.commitment_source()}</dt> <dd>{source(t, register, one)}</dd>
            {why}
        </dl>
    }
    .into_any()
}

/// What the text says: the whole article where it commits as one, else the words that commit.
fn words(t: T, register: &Register, one: &Commitment) -> AnyView {
    let said = match register.article(one).filter(|_| register.is_whole(one)) {
        Some(article) => article::body(t, article),
        None => {
            let html = markdown::block(&content(one.kind, &one.source).markdown);
            view! { <div lang="fr" inner_html=html></div> }.into_any()
        }
    };
    view! { <h2>{t.commitment_words()}</h2> <div class="commitment-words">{said}</div> }.into_any()
}

/// What was done for it, the last first.
fn progress(t: T, register: &Register, told: &[Progress]) -> AnyView {
    let items = told.iter().rev().map(|one| {
        let day = t.date(dates::local(one.reported_at, &register.landlord.zone).date_naive());
        let who = match one.reported_as.as_str() {
            "landlord_staff" => t.commitment_by_staff(),
            "facilitator" => t.commitment_by_facilitator(),
            _ => t.commitment_by_process(),
        };
        let words = if one.words.is_empty() {
            view! { <p>{t.commitment_anew()}</p> }.into_any()
        } else {
            let html = markdown::comment(&one.words);
            view! { <div class="prose" lang="fr" inner_html=html></div> }.into_any()
        };
        let evidence = (!one.evidence.is_empty()).then(|| {
            let html = markdown::comment(&one.evidence);
            view! {
                <p class="who">{t.commitment_evidence_said()}</p>
                <div class="prose" lang="fr" inner_html=html></div>
            }
        });
        view! {
            <li>
                <p class="who">{day} ", " {who}</p>
                <p class="tags">{say::tag(t, one.state)}</p>
                {words}
                {evidence}
            </li>
        }
    });
    let items = items.collect_view();
    let none = told
        .is_empty()
        .then(|| view! { <p class="empty">{t.commitment_no_progress()}</p> });
    view! {
        <h2>{t.commitment_progress()}</h2>
        {none}
        <ol class="commitment-progress" reversed=true>{items}</ol>
    }
    .into_any()
}
