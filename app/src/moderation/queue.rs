//! The moderation desk: what waits for a decision, the longest waiting first, and what was decided.

use super::say;
use crate::i18n::T;
use crate::landlord::desk;
use crate::parts::excerpt;
use crate::site::access::Desk;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::role::Role;
use palier_domain::markdown;
use palier_domain::moderation::decider;
use palier_domain::moderation::ground::Ground;
use palier_store::moderation::{self, Moderation};
use palier_store::report::{self, Waiting};
use serde::Deserialize;

/// Who has this desk; the landlord's staff only report.
pub const ROLES: &[Role] = &[Role::Facilitator, Role::Guarantor];

/// Decisions that are listed.
const DECIDED: i64 = 100;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after a decision.
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let reader = Some(ctx.signed_in()?.account_id);
    if decider::role(&desk.standing.roles).is_none() {
        return Ok(not_hers(&ctx, &desk));
    }
    let (db, landlord) = (&ctx.site.db, desk.landlord.id);
    let waiting = report::waiting(db, landlord).await?;
    let appeals = moderation::appeals_waiting(db, landlord, reader).await?;
    let decided = moderation::of_landlord(db, landlord, reader, DECIDED).await?;
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.moderation_title());
    Ok(shell::page(&ctx, &head, || {
        let done = (!asked.fait.is_empty())
            .then(|| view! { <p class="note good" role="status">{t.moderation_done()}</p> });
        let log = format!("/{}/charte/moderation", desk.landlord.slug);
        view! {
            {desk::crumbs(t, &desk)}
            <h1>{t.moderation_title()}</h1>
            {done}
            {cannot(t, &desk)}
            <p class="lead">{t.moderation_lead()}</p>
            <h2>{t.moderation_reported()}</h2>
            {reported(&ctx, &desk, &waiting)}
            <h2>{t.moderation_appeals()}</h2>
            {appealed(t, &desk, &appeals)}
            <h2>{t.moderation_decided()}</h2>
            {already(t, &desk, &decided)}
            <p><a href=log>{t.moderation_log_link()}</a></p>
        }
    }))
}

/// The page of who works for the landlord too: why she decides nothing here.
fn not_hers(ctx: &Ctx, desk: &Desk) -> Response {
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.moderation_title());
    shell::page(ctx, &head, || {
        view! {
            {desk::crumbs(t, desk)}
            <h1>{t.moderation_title()}</h1>
            {cannot(t, desk)}
        }
    })
}

/// For whoever works for the landlord too.
pub(super) fn cannot(t: T, desk: &Desk) -> AnyView {
    match decider::role(&desk.standing.roles) {
        Some(_) => ().into_any(),
        None => view! { <p class="note">{t.moderation_not_you()}</p> }.into_any(),
    }
}

fn reported(ctx: &Ctx, desk: &Desk, waiting: &[Waiting]) -> AnyView {
    let t = ctx.t;
    if waiting.is_empty() {
        return view! { <p class="empty">{t.moderation_none_reported()}</p> }.into_any();
    }
    let items = waiting
        .iter()
        .map(|one| {
            let address = format!(
                "/{}/gestion/moderation/{}",
                desk.landlord.slug, one.comment_id
            );
            let count = i64::try_from(one.reports.len()).unwrap_or(i64::MAX);
            let first = one.reports.first().map(|report| report.created_at);
            let since = first.map(|at| t.moderation_since(t.ago(at, ctx.now, &desk.landlord.zone)));
            let mut grounds: Vec<Ground> = Vec::new();
            for report in &one.reports {
                if !grounds.contains(&report.ground) {
                    grounds.push(report.ground);
                }
            }
            let tags = grounds
                .into_iter()
                .map(|ground| view! { <span class="tag soon">{say::ground(t, ground)}</span> " " })
                .collect_view();
            let staff = one.reports.iter().any(|report| report.by_landlord);
            let staff = staff.then(|| view! { ". " {t.moderation_by_landlord()} });
            let words = excerpt(&markdown::plain(&one.body), 160);
            view! {
                <li class="case">
                    <p><a href=address lang="fr">{words}</a></p>
                    <p class="tags">{tags}</p>
                    <p class="who">{t.moderation_reports(count)} ", " {since} {staff}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}

fn appealed(t: T, desk: &Desk, appeals: &[Moderation]) -> AnyView {
    if appeals.is_empty() {
        return view! { <p class="empty">{t.moderation_none_appealed()}</p> }.into_any();
    }
    let items = appeals.iter().map(|one| line(t, desk, one)).collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}

fn already(t: T, desk: &Desk, decided: &[Moderation]) -> AnyView {
    if decided.is_empty() {
        return view! { <p class="empty">{t.moderation_none_decided()}</p> }.into_any();
    }
    let items = decided.iter().map(|one| line(t, desk, one)).collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}

fn line(t: T, desk: &Desk, one: &Moderation) -> AnyView {
    let zone = &desk.landlord.zone;
    let day = t.date(dates::local(one.decided_at, zone).date_naive());
    let address = format!(
        "/{}/gestion/moderation/{}",
        desk.landlord.slug, one.comment_id
    );
    let what = super::log::outcome(t, one);
    view! {
        <li class="case">
            <p><a href=address>{t.moderation_line(say::ground(t, one.ground), what)}</a></p>
            <p class="who">{t.moderation_decided_by(say::by(t, one.decided_as), day)}</p>
            {say::reason(t, &one.reason)}
            {say::appeal(t, one, zone)}
        </li>
    }
    .into_any()
}
