//! One decision, for the author of the comment and for whoever reported it; the author's appeal.

use super::say;
use crate::i18n::T;
use crate::landlord::load;
use crate::parts::field::{area, summary};
use crate::site::context::Ctx;
use crate::site::dates;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::shell::{self, Head};
use axum::extract::{Form, Path};
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::id::ModerationId;
use palier_domain::markdown;
use palier_domain::moderation::lifecycle::{AppealOutcome, Outcome, last_day};
use palier_domain::moderation::words;
use palier_store::appeal::{self, AppealError, Appellant};
use palier_store::landlord::Landlord;
use palier_store::moderation::{self, Moderation};
use palier_store::notice;
use serde::Deserialize;
use uuid::Uuid;

impl From<AppealError> for Refusal {
    fn from(error: AppealError) -> Self {
        match error {
            AppealError::Refused(refusal) => Complaint::whole(refusal).into(),
            AppealError::Store(error) => Self::Error(error.into()),
        }
    }
}

/// The id of the form that appeals against a decision.
#[must_use]
pub fn form_id(id: ModerationId) -> String {
    format!("appel-{}", id.0.simple())
}

/// The page.
///
/// # Errors
/// When the decision concerns neither a comment nor a report of the reader, or the database does
/// not answer.
pub async fn page(ctx: Ctx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = ModerationId(Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?);
    let me = ctx.signed_in()?.account_id;
    let db = &ctx.site.db;
    let decision = moderation::get(db, id, Some(me))
        .await?
        .filter(|decision| decision.mine || decision.reported_by_reader)
        .ok_or(AppError::NotFound)?;
    let landlord = load::by_slug(&ctx, &decision.landlord_slug).await?;
    notice::mark_read(db, me, id, ctx.now).await?;
    let t = ctx.t;
    // What was kept is told to an author as to anybody who reported it.
    if !decision.mine || decision.outcome == Outcome::Kept {
        let head = Head::of(&landlord, t.decision_reported_title());
        return Ok(shell::page(&ctx, &head, || {
            reported(t, &landlord, &decision)
        }));
    }
    let words = moderation::words(db, id).await?;
    let form = ctx.form(&form_id(id)).await?;
    let head = Head::of(&landlord, t.decision_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, || {
        let original = words.as_ref().and_then(|words| words.original.clone());
        let original = original.map(|words| {
            view! {
                <h2>{t.decision_words()}</h2>
                <blockquote class="quoted" lang="fr" inner_html=markdown::comment(&words)></blockquote>
            }
        });
        let mine = words
            .and_then(|words| words.appeal)
            .filter(|said| !said.is_empty());
        let mine = mine.map(|said| {
            view! {
                <h2>{t.decision_my_appeal()}</h2>
                <blockquote class="detail" lang="fr">{said}</blockquote>
            }
        });
        view! {
            {crumbs(t)}
            <h1>{t.decision_title()}</h1>
            {statement(t, &landlord, &decision)}
            {original}
            {mine}
            {say::appeal(t, &decision, &landlord.zone)}
            {rights(t, &landlord, &decision, &form, ctx.now, "/api/moderation/appeal", None)}
        }
    }))
}

fn crumbs(t: T) -> AnyView {
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()><a href="/mon-espace">{t.space_title()}</a></nav>
    }
    .into_any()
}

fn reported(t: T, landlord: &Landlord, decision: &Moderation) -> AnyView {
    let day = t.date(dates::local(decision.decided_at, &landlord.zone).date_naive());
    let said = match decision.outcome {
        Outcome::Hidden => t.decision_reported_hidden(),
        Outcome::Kept => t.decision_reported_kept(),
    };
    view! {
        {crumbs(t)}
        <h1>{t.decision_reported_title()}</h1>
        <p class="lead">{said}</p>
        <p class="who">{t.moderation_decided_by(say::by(t, decision.decided_as), day)}</p>
        {say::reason(t, &decision.reason)}
        {say::appeal(t, decision, &landlord.zone)}
        {place(t, landlord, decision)}
    }
    .into_any()
}

fn place(t: T, landlord: &Landlord, decision: &Moderation) -> AnyView {
    let address = format!(
        "/{}/charte/{}?avis={2}#c-{2}",
        landlord.slug, decision.handle, decision.comment_id
    );
    view! { <p><a href=address>{t.moderation_place()}</a></p> }.into_any()
}

/// The statement of reasons: what, when, by whom, on which ground, and that no machine decided
/// (regulation (EU) 2022/2065, article 17, paragraph 3).
#[must_use]
pub fn statement(t: T, landlord: &Landlord, decision: &Moderation) -> AnyView {
    let day = t.date(dates::local(decision.decided_at, &landlord.zone).date_naive());
    let settled = decision.appeal().and_then(|appeal| appeal.outcome);
    let effect = (settled != Some(AppealOutcome::Reversed)).then(|| t.decision_effect());
    view! {
        <section class="card">
            <p>{t.moderation_hidden_by(say::by(t, decision.decided_as), day)}</p>
            <p>{t.moderation_ground_is(say::ground(t, decision.ground))}</p>
            <p class="who">{say::ground_source(t, decision.ground)}</p>
            {say::reason(t, &decision.reason)}
            <p class="who">{effect} " " {t.decision_by_people()}</p>
            {place(t, landlord, decision)}
        </section>
    }
    .into_any()
}

/// What the author may do now: the form to appeal while there is time, else why there is none.
#[must_use]
pub fn rights(
    t: T,
    landlord: &Landlord,
    decision: &Moderation,
    form: &FormState,
    now: DateTime<Utc>,
    action: &'static str,
    slip: Option<String>,
) -> AnyView {
    let (Some(until), None, false) = (decision.appeal_until, decision.appeal(), decision.withdrawn)
    else {
        return ().into_any();
    };
    let day = t.date(dates::local(last_day(until), &landlord.zone).date_naive());
    if now >= until {
        return view! { <p class="note">{t.decision_too_late(day)}</p> }.into_any();
    }
    let key = match slip {
        Some(slip) => view! { <input type="hidden" name="code" value=slip/> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <section class="card">
            <h2>{t.decision_appeal()}</h2>
            <p>{t.decision_appeal_what(day)}</p>
            <form method="post" action=action id=form.id.clone() class="stack">
                {summary(t, form)}
                {key}
                <input type="hidden" name="moderation" value=decision.id.to_string()/>
                {area(t, form, "words", t.decision_appeal_words(), t.decision_appeal_hint().to_owned(), String::new())}
                <p><button class="button">{t.decision_appeal_send()}</button></p>
            </form>
            <p class="who">{t.decision_judge()}</p>
        </section>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    moderation: Uuid,
    #[serde(default)]
    words: String,
}

/// Makes an appeal.
///
/// # Errors
/// When the comment is not the reader's, or the database does not answer.
pub async fn send(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let id = ModerationId(sent.moderation);
    let by = Appellant::Account(ctx.signed_in()?.account_id);
    let page = format!("/mon-espace/decision/{id}");
    answer(&ctx, id, by, &sent.words, &page).await
}

/// Makes an appeal for an author who is known by her account or by her slip, and goes back.
///
/// # Errors
/// When the comment is not hers, or the database does not answer.
pub async fn answer(
    ctx: &Ctx,
    id: ModerationId,
    by: Appellant<'_>,
    typed: &str,
    page: &str,
) -> Result<Response, AppError> {
    let form = form_id(id);
    match made(ctx, id, by, typed).await {
        Ok(()) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(page))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(&form, &[("words", typed)], &complaint, page)
                .await
        }
        Err(Refusal::Error(AppError::Conflict)) => Err(AppError::NotFound),
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn made(ctx: &Ctx, id: ModerationId, by: Appellant<'_>, typed: &str) -> Result<(), Refusal> {
    let words = words::appeal(typed).map_err(|e| Complaint::about("words", e))?;
    let mut tx = ctx.site.db.begin().await?;
    appeal::make(&mut tx, id, by, &words, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}
