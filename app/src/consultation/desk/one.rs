//! One consultation at the desk: what is still missing, and the step that announces it.

use super::form::{self, Sent};
use super::{address, college, desk_address, holder as named, typed};
use crate::consultation::load::{Found, found};
use crate::consultation::problem::{ConsultationProblem, refused};
use crate::consultation::{clock, index, say};
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::parts::field::summary;
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Form, Path};
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::election::consultation::holders::{Of, check};
use palier_domain::election::consultation::stage::{
    ConsultationMove as Move, ConsultationStage as Stage, Hours,
};
use palier_store::consultation::{self, Consultation, holder};

const FORM: &str = "consultation-texte";
const STEP: &str = "consultation-etape";

/// The page.
///
/// # Errors
/// When the landlord has no such consultation, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let (text, step) = (ctx.form(FORM).await?, ctx.form(STEP).await?);
    let (colleges, holders) = (ctx.form(college::FORM).await?, ctx.form(named::FORM).await?);
    let version = typed::version(&ctx, &found.landlord).await?;
    let t = ctx.t;
    let refused = [&text, &step, &colleges, &holders];
    let refused = refused.iter().any(|form| form.complaint().is_some());
    let head = Head::of(&found.landlord, t.consultation_desk_one()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let asked = &found.asked;
        let public = found.address();
        let draft = asked.stage == Stage::Draft;
        let text = draft.then(|| {
            let action = found.endpoint("save");
            form::show(
                t,
                &text,
                action,
                Some(asked),
                &found.landlord,
                version.is_some(),
            )
        });
        view! {
            {crumbs(t, &desk)}
            <p><span class=say::tag(asked.stage)>{say::stage(t, asked.stage)}</span></p>
            <h1 lang="fr">{asked.title.clone()}</h1>
            <p class="lead">{index::when(t, &found.landlord, asked)}</p>
            <p><a href=public>{t.consultation_see()}</a></p>
            {steps(t, &found, &step)}
            {college::show(t, &found, &colleges)}
            {named::show(t, &found, &holders)}
            {draft.then(|| view! { <h2>{t.consultation_text()}</h2> })}
            {text}
        }
    }))
}

/// The step that can be taken now.
fn steps(t: T, found: &Found, form: &FormState) -> AnyView {
    let (act, name, what, class) = match found.asked.stage {
        Stage::Draft => (
            "announce",
            t.consultation_announce(),
            t.consultation_announce_what(),
            "button",
        ),
        Stage::Registering | Stage::RollClosed => (
            "cancel",
            t.consultation_cancel(),
            t.consultation_cancel_what(),
            "button quiet",
        ),
        _ => return ().into_any(),
    };
    view! {
        <form method="post" action=found.endpoint(act) id=STEP class="card main">
            {summary(t, form)}
            <p>{what}</p>
            <p><button class=class>{name}</button></p>
        </form>
    }
    .into_any()
}

/// Changes the text, the rules and the hours of a draft.
///
/// # Errors
/// When the landlord has no such consultation, or the database does not answer.
pub async fn save(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    match kept(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&address(&found)))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(FORM, &sent.fields(), &complaint, &address(&found))
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn kept(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let version = typed::version(ctx, &found.landlord).await?;
    let draft = typed::draft(sent, &found.landlord.zone, version, ctx.now)?;
    let mut tx = ctx.site.db.begin().await?;
    if !consultation::set_draft(&mut tx, found.asked.id, &draft, ctx.now).await? {
        return Err(Complaint::whole(ConsultationProblem::NotNow).into());
    }
    tx.commit().await?;
    Ok(())
}

/// Announces it: the rules are fixed from then on, and voters register.
///
/// # Errors
/// When the landlord has no such consultation, or the database does not answer.
pub async fn announce(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let done = announced(&ctx, &found).await;
    answer(&ctx, &slug, &handle, done).await
}

/// What keeps it from being announced is looked for behind the same lock as the step: a college or a
/// holder that changes meanwhile waits.
async fn announced(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let (id, today) = (found.asked.id, ctx.today(&found.landlord.zone));
    let mut tx = ctx.site.db.begin().await?;
    let asked = consultation::held(&mut tx, id).await?;
    consultation::college::enrol(&mut tx, id, found.landlord.id, today).await?;
    let colleges = consultation::college::colleges_within(&mut tx, id).await?;
    if colleges.is_empty() {
        return Err(Complaint::whole(ConsultationProblem::NoCollege).into());
    }
    let of = holder::colleges(&mut tx, id).await?;
    let keyless = holder::without_key(&mut tx, id).await?;
    missing(&asked, (&of, colleges.len()), keyless, ctx.now).map_err(Complaint::whole)?;
    consultation::advance(&mut tx, id, Move::Announce, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// What keeps it from being announced, its colleges apart.
fn missing(
    asked: &Consultation,
    (holders, colleges): (&[Of], usize),
    keyless: i64,
    now: DateTime<Utc>,
) -> Result<(), ConsultationProblem> {
    check(holders, colleges)?;
    if keyless > 0 {
        return Err(ConsultationProblem::NoKey);
    }
    asked.ballot.check()?;
    let hours = Hours {
        roll_closes_at: asked.roll_closes_at,
        opens_at: asked.opens_at,
        closes_at: asked.closes_at,
    };
    Ok(hours.check(now)?)
}

/// Gives it up, before anybody voted.
///
/// # Errors
/// When the landlord has no such consultation, or the database does not answer.
pub async fn cancel(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let done = clock::cancel(&ctx.site, &found.asked).await;
    answer(&ctx, &slug, &handle, done).await
}

async fn answer(
    ctx: &Ctx,
    slug: &str,
    handle: &str,
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = desk_address(slug, handle);
    match done {
        Ok(()) => {
            ctx.forget_form(STEP).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(STEP, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}
