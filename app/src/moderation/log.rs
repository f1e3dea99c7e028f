//! The public log of a charter's moderation: what was hidden, when, why, and what became of it.

use super::say;
use crate::charter::load::charter;
use crate::i18n::T;
use crate::landlord::load;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::moderation::lifecycle::{AppealOutcome, Outcome};
use palier_store::landlord::Landlord;
use palier_store::moderation::{self, Moderation};

/// Decisions that are listed.
const LISTED: i64 = 300;

/// The page.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn page(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let landlord = load::by_slug(&ctx, &slug).await?;
    let found = charter(&ctx, &landlord).await?;
    let log = moderation::hidden_of_text(&ctx.site.db, found.text.id, LISTED).await?;
    let t = ctx.t;
    let head = Head::of(&landlord, t.moderation_log());
    Ok(shell::page(&ctx, &head, || {
        let base = format!("/{}/charte", landlord.slug);
        let grounds = say::grounds(t)
            .into_iter()
            .map(|choice| view! { <li><strong>{choice.name}</strong> " " {choice.what}</li> })
            .collect_view();
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=base lang="fr">{found.title()}</a>
            </nav>
            <h1>{t.moderation_log()}</h1>
            <p class="lead">{t.moderation_log_lead()}</p>
            <p>{t.moderation_log_rules()}</p>
            <details>
                <summary>{t.moderation_log_grounds()}</summary>
                <ul>{grounds}</ul>
            </details>
            {list(t, &landlord, &log)}
        }
    }))
}

fn list(t: T, landlord: &Landlord, log: &[Moderation]) -> AnyView {
    if log.is_empty() {
        return view! { <p class="empty">{t.moderation_log_empty()}</p> }.into_any();
    }
    let zone = &landlord.zone;
    let items = log
        .iter()
        .map(|one| {
            let day = t.date(dates::local(one.decided_at, zone).date_naive());
            let place = format!(
                "/{}/charte/{}?avis={2}#c-{2}",
                landlord.slug, one.handle, one.comment_id
            );
            view! {
                <li class="case">
                    <p>
                        <strong>{say::ground(t, one.ground)}</strong> " "
                        <span class=tag(one)>{outcome(t, one)}</span>
                    </p>
                    <p class="who">{t.moderation_hidden_by(say::by(t, one.decided_as), day)}</p>
                    {say::reason(t, &one.reason)}
                    {say::appeal(t, one, zone)}
                    <p><a href=place>{t.moderation_place()}</a></p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}

fn tag(one: &Moderation) -> &'static str {
    match is_shown_again(one) {
        true => "tag open",
        false => "tag late",
    }
}

fn is_shown_again(one: &Moderation) -> bool {
    one.appeal()
        .is_some_and(|appeal| appeal.outcome == Some(AppealOutcome::Reversed))
}

/// What the comment is now, by this decision.
#[must_use]
pub fn outcome(t: T, one: &Moderation) -> &'static str {
    if one.withdrawn {
        t.moderation_is_withdrawn()
    } else if one.outcome == Outcome::Kept {
        t.moderation_is_kept()
    } else if is_shown_again(one) {
        t.moderation_is_shown_again()
    } else {
        t.moderation_is_hidden()
    }
}
