//! What the decryption waits for: paper that is counted and settled, so that nobody who counts knows
//! a part of the result, and figures of it that hold, since it is not counted again afterwards.

use super::count::{Awaited, on_paper};
use super::problem::ClosingProblem;
use super::words::{awaited, failed};
use crate::election::load::Found;
use crate::election::paper;
use crate::i18n::T;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use leptos::prelude::*;
use palier_domain::election::official_record::{FailedCheck, failed_before_decryption};
use palier_store::candidate_list;
use palier_store::election::freeze;

/// What it waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Waits {
    /// Something that is not there yet.
    For(Awaited),
    /// Numbers that do not go together.
    Checks(Vec<FailedCheck>),
}

impl Waits {
    /// The same, as a form is refused.
    pub fn problem(&self) -> ClosingProblem {
        match self {
            Self::For(Awaited::Paper) => ClosingProblem::PaperFirst,
            Self::For(_) => ClosingProblem::Awaited,
            Self::Checks(_) => ClosingProblem::CheckFails,
        }
    }
}

/// What the decryption of a frozen election waits for; nothing once it may begin.
pub(super) async fn waits(ctx: &Ctx, found: &Found) -> Result<Option<Waits>, AppError> {
    let (db, id) = (&ctx.site.db, found.election.id);
    let lists = candidate_list::admitted(db, id).await?;
    let lists = lists.into_iter().map(|list| list.title).collect();
    let figures = match on_paper(ctx, found, lists).await? {
        Ok(figures) => figures,
        Err(awaited) => return Ok(Some(Waits::For(awaited))),
    };
    let frozen = freeze::of(db, id).await?;
    let marks = frozen.and_then(|frozen| u64::try_from(frozen.marks).ok());
    let failed = failed_before_decryption(&figures, marks.unwrap_or_default());
    Ok((!failed.is_empty()).then_some(Waits::Checks(failed)))
}

/// What is awaited in words, with the way to it for those who count paper.
pub(super) fn show(t: T, found: &Found, waits: &Waits) -> AnyView {
    let link = paper::is_there(found).then(|| {
        view! { <p><a class="button" href=paper::address(found)>{t.closing_waits_go()}</a></p> }
    });
    match waits {
        Waits::For(Awaited::Paper) => view! {
            <p class="note"><strong>{t.closing_waits_paper()}</strong> " " {t.closing_waits_why()}</p>
            {link}
        }
        .into_any(),
        Waits::For(other) => view! { <p class="note">{awaited(t, *other)}</p> }.into_any(),
        Waits::Checks(checks) => {
            let items = checks.iter().map(|check| failed(t, check));
            let items = items.map(|said| view! { <li>{said}</li> }).collect_view();
            view! {
                <div class="summary" role="alert">
                    <p class="summary-title">{t.closing_waits_checks()}</p>
                    <ul>{items}</ul>
                </div>
                {link}
            }
            .into_any()
        }
    }
}
