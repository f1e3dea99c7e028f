//! The register: figures in a sentence, then every commitment, late ones first.

use super::card::card;
use super::load::Register;
use super::say;
use crate::i18n::T;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::commitment::state::CommitmentState;
use palier_store::commitment::{self, Commitment, figures};
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// A state, or `late`; all of them without it.
    #[serde(default)]
    etat: String,
}

/// Which commitments are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    Late,
    In(CommitmentState),
}

impl Which {
    const EACH: [Self; 6] = [
        Self::All,
        Self::Late,
        Self::In(CommitmentState::UnderWay),
        Self::In(CommitmentState::Planned),
        Self::In(CommitmentState::Kept),
        Self::In(CommitmentState::GivenUp),
    ];

    fn asked(name: &str) -> Result<Self, AppError> {
        let mut all = Self::EACH.into_iter();
        all.find(|one| one.name() == name).ok_or(AppError::NotFound)
    }

    fn name(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Late => "late",
            Self::In(state) => state.name(),
        }
    }

    fn said(self, t: T) -> &'static str {
        match self {
            Self::All => t.commitment_all(),
            Self::Late => t.commitment_late(),
            Self::In(state) => say::state(t, state),
        }
    }

    fn takes(self, one: &Commitment, register: &Register) -> bool {
        match self {
            Self::All => true,
            Self::Late => one.is_late(register.today),
            // Late ones are counted as late alone, as in the sentence above.
            Self::In(state) => {
                one.state == state && one.ended_at.is_none() && !one.is_late(register.today)
            }
        }
    }
}

/// The page.
///
/// # Errors
/// When there is no register for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let which = Which::asked(&asked.etat)?;
    let mut register = Register::of_charter(&ctx, &slug).await?;
    let all = register.all(&ctx).await?;
    let revision = commitment::revision_due(&ctx.site.db, register.text).await?;
    let t = ctx.t;
    let head = Head::of(&register.landlord, t.commitment_title());
    Ok(shell::page(&ctx, &head, move || {
        let revision =
            revision.map(|day| view! { <p class="who">{t.commitment_revision(t.date(day))}</p> });
        let body = if all.is_empty() {
            nothing(t, &register)
        } else {
            listed(t, &register, &all, which)
        };
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=register.address.clone() lang="fr">{register.title.clone()}</a>
            </nav>
            <h1>{t.commitment_title()}</h1>
            <p class="lead">{t.commitment_lead()}</p>
            {body}
            {revision}
        }
    }))
}

/// Why there is none yet.
fn nothing(t: T, register: &Register) -> AnyView {
    let said = if register.adopted {
        t.commitment_none()
    } else {
        t.commitment_not_adopted()
    };
    let adopted = format!("{}/adoptee", register.address);
    let under_way = (!register.adopted)
        .then(|| view! { <p><a href=adopted>{t.commitment_under_way_link()}</a></p> });
    view! { <p class="empty">{said}</p> {under_way} }.into_any()
}

fn listed(t: T, register: &Register, all: &[Commitment], which: Which) -> AnyView {
    let said = say::figures(t, figures(all, register.today));
    let filters = Which::EACH.into_iter().filter_map(|one| {
        let n = all.iter().filter(|it| one.takes(it, register)).count();
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        (n > 0 || one == which).then(|| {
            let href = match one.name() {
                "" => register.at(""),
                name => register.at(&format!("?etat={name}")),
            };
            let current = (one == which).then_some("true");
            view! { <li><a href=href aria-current=current>{one.said(t)} " (" {t.number(n)} ")"</a></li> }
        })
    });
    let filters = filters.collect_view();
    let shown: Vec<_> = all
        .iter()
        .filter(|one| which.takes(one, register))
        .map(|one| card(t, register, one))
        .collect();
    let none = shown
        .is_empty()
        .then(|| view! { <p class="empty">{t.commitment_none_such()}</p> });
    view! {
        <p class="commitment-figures"><strong>{said}</strong></p>
        <nav aria-label=t.commitment_filter()><ul class="commitment-filters">{filters}</ul></nav>
        {none}
        <ul class="commitments">{shown}</ul>
        <p>
            {t.commitment_data()} " "
            <a href=format!("{}.csv", register.at(""))>"CSV"</a> ", "
            <a href=format!("{}.json", register.at(""))>"JSON"</a>
        </p>
    }
    .into_any()
}
