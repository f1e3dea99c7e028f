//! Each holder opens her key file again before the vote: `palier trustee check --json` on the archive
//! as it will be sealed says that it is the right one, and that it opens.

use super::keys::answer;
use super::problem::SealProblem;
use super::{archive, endpoint, found_as, save};
use crate::election::load::Found;
use crate::i18n::T;
use crate::parts::field::{area, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_ballots::holder::certificates_fingerprint;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election::key_ceremony;
use serde::Deserialize;

/// The form.
pub(super) const FORM: &str = "cle-rouverte";
const ROLE: ElectionRole = ElectionRole::TallyBoard;

/// Shows the form, from the codes on until the seal.
pub(super) fn form(t: T, found: &Found, state: &FormState) -> AnyView {
    let stage = found.election.stage;
    let archive = match stage {
        Stage::CodesSealed | Stage::Rehearsed => format!("{}/cles/essai.bel", found.address()),
        // Again on the day before closing, on the archive so far.
        Stage::Open => format!("{}/archive.bel", found.address()),
        _ => return ().into_any(),
    };
    let handle = &found.election.handle;
    let command = format!("palier trustee check --archive {handle}.bel --key-file ma.cle --json");
    view! {
        <form method="post" action=endpoint(found, "key-reopened") id=FORM class="stack" novalidate>
            <h3>{t.sealing_reopen()}</h3>
            <p>{t.sealing_reopen_what()}</p>
            <p><a href=archive>{t.sealing_reopen_archive()}</a></p>
            <pre><code>{command}</code></pre>
            {summary(t, state)}
            {area(t, state, "said", t.sealing_reopen_said(), String::new(), String::new())}
            <p><button class="button quiet">{t.sealing_reopen_send()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    said: String,
}

/// What `palier trustee check --json` prints, as far as it is read here.
#[derive(Deserialize)]
struct Standing {
    uuid: String,
    owner: i64,
    size: i64,
    certificates: Option<String>,
    decrypts: bool,
}

/// Takes a holder's word.
///
/// # Errors
/// When the reader is not of the tally board, or the database does not answer.
pub async fn send(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ROLE).await?;
    let done = take(&ctx, &found, &sent).await;
    answer(&ctx, &found, FORM, done).await
}

async fn take(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let wrong = || Complaint::about("said", SealProblem::OtherKey);
    let said: Standing = serde_json::from_str(sent.said.trim()).map_err(|_| wrong())?;
    let id = found.election.id;
    let key = key_ceremony::trustees(&ctx.site.db, id).await?;
    let certificates = key.and_then(|key| {
        let part: serde_json::Value = serde_json::from_str(&key).ok()?;
        let certs = serde_json::json!({ "certs": part.get("certs")? });
        certificates_fingerprint(&certs.to_string()).ok()
    });
    let ours = said.uuid == found.election.handle
        && said.decrypts
        && said.certificates.is_some()
        && said.certificates == certificates
        && (1..=said.size).contains(&said.owner);
    if !ours {
        return Err(wrong().into());
    }
    if !is_time(ctx, found) {
        return Err(Complaint::whole(SealProblem::NotNow).into());
    }
    let mut tx = ctx.site.db.begin().await?;
    super::places::take(&mut tx, ctx, id, said.owner, "said").await?;
    key_ceremony::reopen(&mut tx, id, said.owner, said.size, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether key files are opened again now: from the day before opening until the seal, and from the
/// day before closing until then.
pub(super) fn is_time(ctx: &Ctx, found: &Found) -> bool {
    let Some(hours) = found.election.protocol.online_hours else {
        return false;
    };
    let day = match found.election.stage {
        Stage::CodesSealed | Stage::Rehearsed => hours.opens.date(),
        Stage::Open => hours.closes.date(),
        _ => return false,
    };
    let today = ctx.today(&found.landlord.zone);
    day.pred_opt().is_some_and(|eve| today >= eve)
}

/// The archive as it would be sealed now, for a holder to check her key on.
///
/// # Errors
/// While a piece is missing, when the reader is not of the tally board, or when the database does not answer.
pub async fn trial(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ROLE).await?;
    let pieces = archive::pieces(&ctx, &found)
        .await?
        .ok_or(AppError::NotFound)?;
    let seconds = u64::try_from(ctx.now.timestamp()).unwrap_or_default();
    let (title, landlord) = (found.election.title.clone(), found.landlord.name.clone());
    let named = handle.clone();
    let made = tokio::task::spawn_blocking(move || {
        archive::make(&named, &title, &landlord, &pieces, seconds)
    });
    let made = made.await.map_err(|error| AppError::internal(&error))?;
    let setup = made.map_err(|error| AppError::internal(&error))?;
    Ok(save(
        &format!("{handle}.bel"),
        "application/octet-stream",
        setup.start.bytes,
    ))
}
