//! One comment before those who decide: its words, the reports, the appeal, what was decided.

use super::{queue, say};
use crate::i18n::T;
use crate::landlord::desk;
use crate::parts::author;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{area, summary};
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::id::CommentId;
use palier_domain::markdown;
use palier_domain::moderation::decider;
use palier_domain::moderation::ground::Ground;
use palier_store::comment::{self, CommentAt};
use palier_store::contributor;
use palier_store::moderation::{self, Moderation, Words};
use palier_store::report::{self, Report};
use uuid::Uuid;

/// Everything the page shows.
struct Case {
    at: CommentAt,
    reports: Vec<Report>,
    decisions: Vec<Moderation>,
    /// Of the latest decision.
    words: Option<Words>,
    is_own: bool,
    may_decide: bool,
    others: i64,
    decide: FormState,
    settle: FormState,
}

/// The id of the form that decides of a comment.
#[must_use]
pub fn decide_id(comment: CommentId) -> String {
    format!("decider-{}", comment.0.simple())
}

/// The id of the form that decides of the appeal.
#[must_use]
pub fn settle_id(comment: CommentId) -> String {
    format!("appel-{}", comment.0.simple())
}

/// The page.
///
/// # Errors
/// When there is no such comment on a text of this landlord, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let case = load(&ctx, &desk, CommentId(id)).await?;
    let t = ctx.t;
    let refused = case.decide.complaint().is_some() || case.settle.complaint().is_some();
    let head = Head::of(&desk.landlord, t.case_title()).refused(refused);
    Ok(shell::page(&ctx, &head, || {
        let queue_at = format!("/{}/gestion/moderation", desk.landlord.slug);
        let slug = &desk.landlord.slug;
        let context = format!("/{slug}/charte/{}?avis={id}#c-{id}", case.at.handle);
        view! {
            {desk::crumbs(t, &desk)}
            <h1>{t.case_title()}</h1>
            {queue::cannot(t, &desk)}
            {too_late(t, &case)}
            {words(&ctx, &desk, &case)}
            <p><a href=context>{t.case_context()}</a></p>
            {reports(&ctx, &desk, &case)}
            {appeal(&desk, t, &case)}
            {decisions(t, &desk, &case)}
            <p><a href=queue_at>{t.case_back()}</a></p>
        }
    }))
}

async fn load(ctx: &Ctx, desk: &Desk, id: CommentId) -> Result<Case, AppError> {
    let me = ctx.signed_in()?.account_id;
    let (db, landlord) = (&ctx.site.db, &desk.landlord);
    // Who works for the landlord too reads neither hidden words nor what reporters say.
    if decider::role(&desk.standing.roles).is_none() {
        return Err(AppError::NotFound);
    }
    let at = comment::get(db, id)
        .await?
        .filter(|at| at.landlord_id == landlord.id)
        .ok_or(AppError::NotFound)?;
    let reports = report::of_comment(db, id).await?;
    let decisions = moderation::of_comment(db, id, Some(me)).await?;
    if reports.is_empty() && decisions.is_empty() {
        return Err(AppError::NotFound);
    }
    let words = match decisions.first() {
        Some(last) => moderation::words(db, last.id).await?,
        None => None,
    };
    let face = contributor::of(db, me, landlord.id).await?;
    let today = ctx.today(&landlord.zone);
    Ok(Case {
        is_own: face.is_some_and(|face| face.id == at.row.author),
        may_decide: decider::role(&desk.standing.roles).is_some(),
        others: moderation::others_who_decide(db, landlord.id, me, today).await?,
        decide: ctx.form(&decide_id(id)).await?,
        settle: ctx.form(&settle_id(id)).await?,
        at,
        reports,
        decisions,
        words,
    })
}

/// What became of a form that is no longer on the page: somebody else was faster.
fn too_late(t: T, case: &Case) -> AnyView {
    let asked = !case.reports.is_empty();
    let typed = case.decide.value("reason");
    if asked || case.decide.complaint().is_none() {
        return ().into_any();
    }
    view! {
        <div id=case.decide.id.clone()>
            {summary(t, &case.decide)}
            {typed.map(|typed| view! { <blockquote class="detail" lang="fr">{typed}</blockquote> })}
        </div>
    }
    .into_any()
}

/// The words, wherever they are now.
fn words(ctx: &Ctx, desk: &Desk, case: &Case) -> AnyView {
    let t = ctx.t;
    let row = &case.at.row;
    let kept = case.words.as_ref().and_then(|words| words.original.clone());
    let hidden = row
        .hidden
        .as_ref()
        .map(|mark| say::hidden(t, mark, &desk.landlord.zone));
    let body = match (row.withdrawn_at, kept.filter(|_| row.hidden.is_some())) {
        (Some(_), _) => view! { <p class="who">{t.comment_withdrawn()}</p> }.into_any(),
        (None, Some(kept)) => {
            view! { <div class="said" lang="fr" inner_html=markdown::comment(&kept)></div> }
                .into_any()
        }
        (None, None) => {
            view! { <div class="said" lang="fr" inner_html=markdown::comment(&row.body)></div> }
                .into_any()
        }
    };
    let when = t.ago(row.created_at, ctx.now, &desk.landlord.zone);
    view! {
        <section class="card">
            <p class="by"><strong>{author(t, &row.author_name)}</strong> " " <span class="who">{when}</span></p>
            {body}
            {hidden}
        </section>
    }
    .into_any()
}

fn reports(ctx: &Ctx, desk: &Desk, case: &Case) -> AnyView {
    let t = ctx.t;
    if case.reports.is_empty() {
        return ().into_any();
    }
    let items = case
        .reports
        .iter()
        .map(|one| {
            let when = t.ago(one.created_at, ctx.now, &desk.landlord.zone);
            let staff = one
                .by_landlord
                .then(|| view! { ". " {t.moderation_by_landlord()} });
            let detail = (!one.detail.is_empty())
                .then(|| view! { <p lang="fr" class="detail">{one.detail.clone()}</p> });
            view! {
                <li>
                    <p><strong>{say::ground(t, one.ground)}</strong> " " <span class="who">{when} {staff}</span></p>
                    {detail}
                </li>
            }
        })
        .collect_view();
    let standing = case.at.row.withdrawn_at.is_none() && case.at.row.hidden.is_none();
    let form = if !case.may_decide || !standing {
        ().into_any()
    } else if case.is_own {
        view! { <p class="note">{t.case_own()}</p> }.into_any()
    } else {
        decide_form(desk, t, case)
    };
    view! {
        <h2>{t.case_reports()}</h2>
        <ul class="plain">{items}</ul>
        {form}
    }
    .into_any()
}

fn decide_form(desk: &Desk, t: T, case: &Case) -> AnyView {
    let form = &case.decide;
    let action = format!("/api/moderation/{}/decide", desk.landlord.slug);
    let outcomes = vec![
        Choice::new("hidden", t.case_hide()).what(t.case_hide_what()),
        Choice::new("kept", t.case_keep()).what(t.case_keep_what()),
    ];
    // Only where all who reported agree is a ground proposed.
    let grounds: Vec<Ground> = case.reports.iter().map(|report| report.ground).collect();
    let agreed = grounds
        .first()
        .filter(|first| grounds.iter().all(|ground| ground == *first));
    let initial = agreed.map_or("", |ground| ground.name());
    view! {
        <section class="card">
            <h2>{t.case_decide()}</h2>
            <form method="post" action=action id=form.id.clone() class="stack">
                {summary(t, form)}
                <input type="hidden" name="comment" value=case.at.row.id.to_string()/>
                {radios(t, form, "outcome", t.case_outcome(), "", outcomes)}
                {radios(t, form, "ground", t.case_ground(), initial, say::grounds(t))}
                {area(t, form, "reason", t.case_reason(), t.case_reason_hint().to_owned(), String::new())}
                <p><button class="button">{t.case_send()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn appeal(desk: &Desk, t: T, case: &Case) -> AnyView {
    let Some(last) = case.decisions.first() else {
        return ().into_any();
    };
    let waits = last
        .appeal()
        .is_some_and(|appeal| appeal.outcome.is_none() && !last.withdrawn);
    if !waits {
        return ().into_any();
    }
    let said = case.words.as_ref().and_then(|words| words.appeal.clone());
    let form = if !case.may_decide {
        ().into_any()
    } else if case.is_own {
        view! { <p class="note">{t.case_own()}</p> }.into_any()
    } else if last.decided_by_reader && case.others > 0 {
        view! { <p class="note">{t.case_another()}</p> }.into_any()
    } else if last.decided_by_reader {
        view! { <p class="note">{t.case_nobody_else()}</p> }.into_any()
    } else {
        settle_form(desk, t, case)
    };
    view! {
        <h2>{t.case_appeal()}</h2>
        <p>{t.case_appeal_what()}</p>
        <blockquote lang="fr" class="detail">{said}</blockquote>
        {form}
    }
    .into_any()
}

fn settle_form(desk: &Desk, t: T, case: &Case) -> AnyView {
    let form = &case.settle;
    let action = format!("/api/moderation/{}/settle", desk.landlord.slug);
    let outcomes = vec![
        Choice::new("reversed", t.case_reverse()).what(t.case_reverse_what()),
        Choice::new("upheld", t.case_uphold()).what(t.case_uphold_what()),
    ];
    let moderation = case.decisions.first().map(|last| last.id.to_string());
    view! {
        <section class="card">
            <h2>{t.case_settle()}</h2>
            <form method="post" action=action id=form.id.clone() class="stack">
                {summary(t, form)}
                <input type="hidden" name="comment" value=case.at.row.id.to_string()/>
                <input type="hidden" name="moderation" value=moderation/>
                {radios(t, form, "outcome", t.case_outcome(), "", outcomes)}
                {area(t, form, "reason", t.case_reason(), t.case_reason_hint().to_owned(), String::new())}
                <p><button class="button">{t.case_send()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn decisions(t: T, desk: &Desk, case: &Case) -> AnyView {
    if case.decisions.is_empty() {
        return ().into_any();
    }
    let zone = &desk.landlord.zone;
    let items = case
        .decisions
        .iter()
        .map(|one| {
            let day = t.date(dates::local(one.decided_at, zone).date_naive());
            let what = super::log::outcome(t, one);
            view! {
                <li>
                    <p><strong>{what}</strong> ". " {t.moderation_ground_is(say::ground(t, one.ground))}</p>
                    <p class="who">{t.moderation_decided_by(say::by(t, one.decided_as), day)}</p>
                    {say::reason(t, &one.reason)}
                    {say::appeal(t, one, zone)}
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{t.case_decisions()}</h2>
        <ul class="plain">{items}</ul>
    }
    .into_any()
}
