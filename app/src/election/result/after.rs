//! The desk after the proclamation: challenges, seats that fall vacant, the bundle, what is destroyed.

use super::known::{self, Known, runs};
use super::{bundle, challenge, vacancy};
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::election::{next, words};
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::forms::{FormState, Refusal};
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::election::challenge::Challenge;
use palier_store::election::destroy::Destroyed;
use palier_store::election::{self, StepError};
use palier_store::upload::Upload;
use serde::Deserialize;

/// The form that makes the bundle and destroys.
pub(super) const LAST: &str = "archives";

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
    #[serde(default)]
    refus: String,
    #[serde(default)]
    pas: String,
}

/// The address of the page.
pub(super) fn address(found: &Found) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/{slug}/gestion/election/{handle}/suites")
}

/// The address of an endpoint.
pub(super) fn endpoint(found: &Found, act: &str) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/api/result/{slug}/{handle}/{act}")
}

/// Whether this reader has something to do here.
#[must_use]
pub fn is_there(found: &Found) -> bool {
    runs(found) && found.election.stage >= Stage::Proclaimed
}

/// A proclaimed election, for those who run it.
///
/// # Errors
/// For others there is nothing here.
pub(super) async fn running(ctx: &Ctx, slug: &str, handle: &str) -> Result<Known, AppError> {
    let found = found(ctx, slug, handle).await?;
    if is_there(&found) {
        known::of(&ctx.site.db, found).await
    } else {
        Err(AppError::NotFound)
    }
}

/// The same, for those who are this in it.
///
/// # Errors
/// For others there is nothing here.
pub(super) async fn running_as(
    ctx: &Ctx,
    slug: &str,
    handle: &str,
    role: ElectionRole,
) -> Result<Known, AppError> {
    let known = running(ctx, slug, handle).await?;
    if known.found.is(role) {
        Ok(known)
    } else {
        Err(AppError::NotFound)
    }
}

/// Goes back to the desk: told that it is done, or with the form as it was typed.
pub(super) async fn answer(
    ctx: &Ctx,
    found: &Found,
    form: &str,
    fields: &[(&str, &str)],
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = address(found);
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(form, fields, &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

/// What the page shows besides what is known.
struct Rest {
    challenges: Vec<Challenge>,
    destroyed: Vec<Destroyed>,
    bundle: Option<Upload>,
    challenge: challenge::Forms,
    vacancy: FormState,
    last: FormState,
}

/// The page.
///
/// # Errors
/// When the reader does not run the election, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let known = running(&ctx, &slug, &handle).await?;
    let (db, id) = (&ctx.site.db, known.found.election.id);
    let rest = Rest {
        challenges: election::challenge::of(db, id).await?,
        destroyed: election::destroy::destroyed(db, id).await?,
        bundle: election::bundle::about(db, id).await?,
        challenge: challenge::forms(&ctx).await?,
        vacancy: ctx.form(vacancy::FORM).await?,
        last: ctx.form(LAST).await?,
    };
    let following = next::following(&ctx, &known.found.landlord, &known.found.election).await?;
    let outcome = known.now()?;
    let t = ctx.t;
    let refused = [&rest.vacancy, &rest.last]
        .into_iter()
        .chain(rest.challenge.all())
        .any(|form| form.complaint().is_some());
    let head = Head::of(&known.found.landlord, t.after_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let done = (!asked.fait.is_empty())
            .then(|| view! { <p class="note good" role="status">{t.record_noted()}</p> });
        view! {
            {crumbs(t, &known.found, true)}
            {stamp(t, &known.found)}
            <h1>{t.after_title()}</h1>
            <p class="lead">{t.after_lead()}</p>
            {done}
            {refusal(t, &known.found, &following, &asked)}
            {challenge::show(t, &known, &rest.challenges, &rest.challenge)}
            {vacancy::show(t, &known, &outcome, &rest.vacancy)}
            {last(t, &known.found, &rest)}
            {next::show(t, &following)}
        }
    }))
}

/// Why a step was refused, as it stands now.
fn refusal(t: T, found: &Found, following: &next::Following, asked: &Asked) -> AnyView {
    let step = STEPS.into_iter().find(|step| act(*step) == asked.pas);
    let Some(step) = step.filter(|_| asked.refus == words::STEP) else {
        return ().into_any();
    };
    following
        .refusal(step, step.role())
        .map(|refused| words::refusal(t, refused.as_ref(), found.election.stage))
        .into_any()
}

/// The steps that are taken here.
const STEPS: [Move; 3] = [Move::EndChallenge, Move::Annul, Move::Archive];

fn act(step: Move) -> &'static str {
    match step {
        Move::EndChallenge => "final",
        Move::Annul => "annul",
        _ => "archive",
    }
}

/// A button that takes a step, for whoever takes it.
pub(super) fn button(t: T, found: &Found, step: Move) -> AnyView {
    if !found.is(step.role()) {
        return ().into_any();
    }
    view! {
        <form method="post" action=endpoint(found, act(step))>
            <p><button class="button">{words::step(t, step)}</button></p>
        </form>
    }
    .into_any()
}

/// The bundle, then what must go, then the archive.
fn last(t: T, found: &Found, rest: &Rest) -> AnyView {
    let stage = found.election.stage;
    // Annulled before it was final, nothing is packed or destroyed here.
    if stage < Stage::Final || stage == Stage::Annulled && rest.bundle.is_none() {
        return ().into_any();
    }
    let commission = found.is(ElectionRole::Commission) && stage == Stage::Final;
    let gone = !rest.destroyed.is_empty();
    let made = rest.bundle.as_ref().map(|file| {
        let link = format!("{}/dossier.tar", found.address());
        let sha256 = hex::encode(&file.sha256);
        view! {
            <p class="note good"><a href=link>{t.bundle_title()}</a> " " <code>{sha256}</code></p>
        }
    });
    let form = |name: &'static str, label: &'static str| {
        view! {
            <form method="post" action=endpoint(found, name)>
                <p><button class="button quiet">{label}</button></p>
            </form>
        }
    };
    let make = (commission && !gone).then(|| form("bundle", t.bundle_button()));
    let destroy = (commission && !gone && rest.bundle.is_some())
        .then(|| view! { <p>{t.after_destroy_what()}</p> {form("destroy", t.after_destroy())} });
    let archive = (commission && gone).then(|| button(t, found, Move::Archive));
    view! {
        <section class="card" id=LAST>
            <h2>{t.after_archive()}</h2>
            {summary(t, &rest.last)}
            <h3>{t.bundle_title()}</h3>
            <p>{t.bundle_what()}</p>
            {made}
            {make}
            <h3>{t.after_destruction()}</h3>
            {destroy}
            {destroyed(t, found, &rest.destroyed)}
            {archive}
        </section>
    }
    .into_any()
}

fn destroyed(t: T, found: &Found, all: &[Destroyed]) -> AnyView {
    if all.is_empty() {
        return view! { <p class="who">{t.after_nothing_destroyed()}</p> }.into_any();
    }
    let zone = &found.landlord.zone;
    let items = all.iter().map(|one| {
        let what = match one.what.as_str() {
            "papers" => t.after_gone_papers(),
            "roll" => t.after_gone_roll(),
            "keys" => t.after_gone_keys(),
            _ => t.after_gone_marks(),
        };
        let said = format!(
            "{}, {}",
            t.number(one.lines),
            t.instant(one.destroyed_at, zone)
        );
        view! { <dt>{what}</dt> <dd>{said}</dd> }
    });
    view! { <dl class="facts">{items.collect_view()}</dl> }.into_any()
}

/// Ends the challenge period: the result is final.
///
/// # Errors
/// When the reader is not the officer, or the database does not answer.
pub async fn end(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    take(&ctx, &slug, &handle, Move::EndChallenge).await
}

/// Says that a court annulled the election.
///
/// # Errors
/// When the reader is not the officer, or the database does not answer.
pub async fn annul(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    take(&ctx, &slug, &handle, Move::Annul).await
}

/// Archives the election.
///
/// # Errors
/// When the reader is not of the commission, or the database does not answer.
pub async fn archive(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    take(&ctx, &slug, &handle, Move::Archive).await
}

async fn take(ctx: &Ctx, slug: &str, handle: &str, step: Move) -> Result<Response, AppError> {
    let known = running_as(ctx, slug, handle, step.role()).await?;
    let (found, page) = (&known.found, address(&known.found));
    let (today, id) = (ctx.today(&found.landlord.zone), found.election.id);
    let mut tx = ctx.site.db.begin().await?;
    match election::advance(&mut tx, id, step, step.role(), today, ctx.now).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(StepError::Store(error)) => Err(error.into()),
        Err(StepError::NoDay | StepError::Refused(_)) => {
            let (refused, act) = (words::STEP, act(step));
            Ok(ctx.go(&format!("{page}?refus={refused}&pas={act}#{refused}")))
        }
    }
}

/// Destroys what must go, once its day has come.
///
/// # Errors
/// When the reader is not of the commission, or the database does not answer.
pub async fn destroy(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let known = running_as(&ctx, &slug, &handle, ElectionRole::Commission).await?;
    let done = bundle::destroy(&ctx, &known.found).await;
    answer(&ctx, &known.found, LAST, &[], done).await
}
