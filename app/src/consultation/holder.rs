//! A holder's page: making her half of the key, then decrypting, on her own device.

use super::files;
use super::load::{Found, crumbs, found, level};
use super::problem::ConsultationProblem;
use super::sums::{self, Decryption};
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::received::Received;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Multipart, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_ballots::conduct::CollegesText;
use palier_ballots::{Ed25519, TrusteeKey, TrusteeKeyText};
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_store::consultation::holder::{self, Holder};

const FORM: &str = "cle";
/// The most that a file may have, in bytes.
pub const MOST: usize = 1024 * 1024;
/// Where the page is that computes on the holder's device.
const TOOL: &str = "/assets/detenteur.html";

/// The page.
///
/// # Errors
/// When the reader holds no key here, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (found, mine) = held(&ctx, &slug, &handle).await?;
    let form = ctx.form(FORM).await?;
    let ready = ready(&ctx, &found).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.consultation_key());
    let head = head.refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let body = match found.asked.stage {
            Stage::Draft => making(t, &found, &mine, &form),
            Stage::Closed if mine.decryption.is_none() => match ready {
                Ready::NotYet => {
                    view! { <p class="note">{t.consultation_key_tallying()}</p> }.into_any()
                }
                Ready::Whole => decrypting(t, &found, &form, false),
                Ready::Colleges => decrypting(t, &found, &form, true),
            },
            Stage::Closed | Stage::Decided => {
                view! { <p class="note good">{t.consultation_key_done()}</p> }.into_any()
            }
            _ => view! { <p class="note">{t.consultation_key_wait()}</p> }.into_any(),
        };
        view! {
            {crumbs(t, &found, true)}
            <h1>{t.consultation_key()}</h1>
            <p class="lead">{t.consultation_key_lead()}</p>
            {body}
            {level(t)}
        }
    }))
}

/// The consultation, for one of its holders.
async fn held(ctx: &Ctx, slug: &str, handle: &str) -> Result<(Found, Holder), AppError> {
    let found = found(ctx, slug, handle).await?;
    let mine = found
        .holders
        .iter()
        .find(|one| found.holds == Some(one.place));
    let mine = mine.cloned().ok_or(AppError::NotFound)?;
    Ok((found, mine))
}

/// What is there to decrypt.
#[derive(Clone, Copy)]
enum Ready {
    /// Nothing yet.
    NotYet,
    /// The tally.
    Whole,
    /// And the sum of each college.
    Colleges,
}

async fn ready(ctx: &Ctx, found: &Found) -> Result<Ready, AppError> {
    if found.asked.stage != Stage::Closed {
        return Ok(Ready::NotYet);
    }
    Ok(match frozen(ctx, found).await? {
        (frozen, _) if frozen.archive.tally.is_none() => Ready::NotYet,
        (_, None) => Ready::Whole,
        (_, Some(_)) => Ready::Colleges,
    })
}

/// The verified archive, and the colleges where their sums may be opened.
async fn frozen(
    ctx: &Ctx,
    found: &Found,
) -> Result<(sums::Frozen, Option<CollegesText>), AppError> {
    let poll = ctx.site.polls.get(&found.asked.handle).await?;
    let poll = poll.ok_or(AppError::NotFound)?;
    let frozen = sums::frozen(&poll.boxed).await?;
    let frozen = frozen.map_err(|error| AppError::internal(&error))?;
    let text = files::of(ctx, found).await?;
    let voters = text.voters(&frozen.archive.ballots);
    let opens = found.asked.rules.opens_colleges(&voters);
    Ok((frozen, opens.then_some(text)))
}

fn making(t: T, found: &Found, mine: &Holder, form: &FormState) -> AnyView {
    let made = mine
        .public_key
        .is_some()
        .then(|| view! { <p class="note good">{t.consultation_key_made()}</p> });
    let tool = format!("{TOOL}#single");
    view! {
        {made}
        <ol class="prose">
            <li><a href=tool target="_blank">{t.consultation_key_tool()}</a> " " {t.consultation_key_make()}</li>
            <li>{t.consultation_key_keep()}</li>
            <li>{t.consultation_key_send()}</li>
        </ol>
        {upload(t, found, form, "key", t.consultation_key_public())}
    }
    .into_any()
}

fn decrypting(t: T, found: &Found, form: &FormState, colleges: bool) -> AnyView {
    let tool = format!("{TOOL}#decrypt");
    let handle = &found.asked.handle;
    let archive = format!("{}/archive.bel", found.address());
    let parts = colleges.then(|| {
        let link = format!("{}/colleges.json", found.address());
        view! { <li><a href=link download="colleges.json">{t.consultation_decrypt_colleges()}</a></li> }
    });
    view! {
        <ol class="prose">
            <li><a href=archive download=format!("{handle}.bel")>{t.consultation_decrypt_archive()}</a></li>
            {parts}
            <li><a href=tool target="_blank">{t.consultation_key_tool()}</a> " " {t.consultation_decrypt_do()}</li>
            <li>{t.consultation_decrypt_send()}</li>
        </ol>
        {upload(t, found, form, "decryption", t.consultation_decrypt_file())}
    }
    .into_any()
}

fn upload(t: T, found: &Found, form: &FormState, act: &str, label: &'static str) -> AnyView {
    let action = found.endpoint(act);
    let error = form.problem_of("file").map(|problem| problem.say(t));
    let described = error.is_some().then_some("cle-file-error");
    let error = error.map(|said| view! { <p class="error" id="cle-file-error">{said}</p> });
    view! {
        <form method="post" action=action id=FORM enctype="multipart/form-data" class="stack">
            {summary(t, form)}
            <div class="field">
                <label for="cle-file">{label}</label>
                {error}
                <input
                    id="cle-file"
                    name="file"
                    type="file"
                    accept=".json,application/json"
                    aria-describedby=described
                />
            </div>
            <p><button class="button">{t.consultation_send()}</button></p>
        </form>
    }
    .into_any()
}

/// Takes a holder's public key.
///
/// # Errors
/// When the reader holds no key here, or the database does not answer.
pub async fn key(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, AppError> {
    let (found, mine) = held(&ctx, &slug, &handle).await?;
    let received = Received::read(form, MOST).await?;
    let done = keep_key(&ctx, &found, &mine, &received).await;
    answer(&ctx, &found, done).await
}

async fn keep_key(
    ctx: &Ctx,
    found: &Found,
    mine: &Holder,
    received: &Received,
) -> Result<(), Refusal> {
    let text = text(received)?;
    let wrong = |_| Complaint::about("file", ConsultationProblem::OtherFile);
    let key: TrusteeKeyText = serde_json::from_str(text).map_err(wrong)?;
    TrusteeKey::<Ed25519>::verify(&key)
        .map_err(|_| Complaint::about("file", ConsultationProblem::OtherFile))?;
    let same = |one: &Holder| {
        let theirs = one.public_key.as_ref();
        one.place != mine.place && theirs.is_some_and(|text| text.contains(&key.public_key))
    };
    if found.holders.iter().any(same) {
        return Err(Complaint::about("file", ConsultationProblem::OtherKey).into());
    }
    let mut tx = ctx.site.db.begin().await?;
    if !holder::keep_key(&mut tx, found.asked.id, mine.place, text, ctx.now).await? {
        return Err(Complaint::whole(ConsultationProblem::NotNow).into());
    }
    tx.commit().await?;
    Ok(())
}

/// Takes what a holder decrypted.
///
/// # Errors
/// When the reader holds no key here, or a database does not answer.
pub async fn decryption(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, AppError> {
    let (found, mine) = held(&ctx, &slug, &handle).await?;
    let received = Received::read(form, MOST).await?;
    let done = keep_decryption(&ctx, &found, &mine, &received).await;
    answer(&ctx, &found, done).await
}

async fn keep_decryption(
    ctx: &Ctx,
    found: &Found,
    mine: &Holder,
    received: &Received,
) -> Result<(), Refusal> {
    if found.asked.stage != Stage::Closed {
        return Err(Complaint::whole(ConsultationProblem::NotNow).into());
    }
    let text = text(received)?;
    let about = |problem| Complaint::about("file", problem);
    let decryption: Decryption =
        serde_json::from_str(text).map_err(|_| about(ConsultationProblem::OtherFile))?;
    if i64::try_from(decryption.owner) != Ok(mine.place) {
        return Err(about(ConsultationProblem::OtherKey).into());
    }
    let (frozen, colleges) = frozen(ctx, found).await?;
    if colleges.is_some() && decryption.colleges.is_none() {
        return Err(about(ConsultationProblem::NoColleges).into());
    }
    frozen
        .check(&decryption, colleges.as_ref())
        .map_err(|_| about(ConsultationProblem::OtherKey))?;
    let mut tx = ctx.site.db.begin().await?;
    if !holder::keep_decryption(&mut tx, found.asked.id, mine.place, text, ctx.now).await? {
        return Err(Complaint::whole(ConsultationProblem::NotNow).into());
    }
    tx.commit().await?;
    Ok(())
}

/// The text of the file.
fn text(received: &Received) -> Result<&str, Complaint> {
    let file = received.file.as_ref();
    let file = file.ok_or_else(|| Complaint::about("file", Problem::NoFile))?;
    let text = std::str::from_utf8(&file.bytes);
    text.map(str::trim)
        .map_err(|_| Complaint::about("file", ConsultationProblem::OtherFile))
}

async fn answer(ctx: &Ctx, found: &Found, done: Result<(), Refusal>) -> Result<Response, AppError> {
    let page = format!("{}/cle", found.address());
    match done {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(FORM, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}
