//! Handing in what a holder decrypted offline: checked when it comes, and kept whether it holds or not.

use super::decryption::{FORM, name_of, opened};
use super::problem::ClosingProblem;
use super::share::{Handed, Opened, needed};
use super::waits::waits;
use super::{MOST, found_for_board, job};
use crate::election::load::Found;
use crate::election::sealing::problem::SealProblem;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::received::Received;
use axum::extract::{Multipart, Path};
use axum::response::Response;
use palier_domain::election::stage::Stage;
use palier_store::Tx;
use palier_store::election::decryption::{self, Kept, Share};
use palier_store::election::{self, Election, key_place};
use sha2::{Digest as _, Sha256};

/// Takes the part of a holder.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn send(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, AppError> {
    let found = found_for_board(&ctx, &slug, &handle).await?;
    let received = Received::read(form, MOST).await?;
    let page = format!("{}/dechiffrement", found.address());
    match take(&ctx, &found, &received).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(FORM, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn take(ctx: &Ctx, found: &Found, received: &Received) -> Result<(), Refusal> {
    let no_file = || Complaint::about("file", Problem::NoFile);
    let file = received.file.as_ref().ok_or_else(no_file)?;
    let body = std::str::from_utf8(&file.bytes).ok().map(str::trim);
    let read = body.and_then(|body| Some((body, Handed::read(body)?)));
    let (body, handed) = read.ok_or_else(|| about(ClosingProblem::NotAShare))?;
    let mut tx = ctx.site.db.begin().await?;
    // Two who send at once are read one after the other: the last one needed asks for the result.
    let at = election::held(&mut tx, found.election.id).await?;
    let opened = opened(ctx, &at.handle).await?;
    let opened = opened.filter(|_| at.stage == Stage::Tallied);
    let opened = opened.ok_or_else(|| Complaint::whole(ClosingProblem::NotNow))?;
    // The election is held: paper that is settled now is not opened again before this share is kept.
    if let Some(waits) = waits(ctx, found).await? {
        return Err(Complaint::whole(waits.problem()).into());
    }
    let number = handed.owner.to_string();
    let holder = i64::try_from(handed.owner).ok();
    let holder = holder
        .filter(|_| opened.has(handed.owner))
        .ok_or_else(|| about(ClosingProblem::UnknownHolder { number }))?;
    let share = Share {
        sha256: sha256(body),
        holder,
        body: body.to_owned(),
        fault: opened.fault(&handed),
        received_at: ctx.now,
    };
    let name = name_of(ctx.t, found, &opened.trustees, holder);
    let enough = keep(ctx, &mut tx, &at, &opened, &share, &name).await?;
    tx.commit().await?;
    if enough {
        ctx.site.wake_jobs();
    }
    match share.fault {
        None => Ok(()),
        Some(said) => Err(about(ClosingProblem::Invalid { name, said }).into()),
    }
}

fn about(problem: ClosingProblem) -> Complaint {
    Complaint::about("file", problem)
}

/// Keeps a share, and asks for the result once enough hold; says whether they do.
async fn keep(
    ctx: &Ctx,
    tx: &mut Tx,
    at: &Election,
    opened: &Opened,
    share: &Share,
    name: &str,
) -> Result<bool, Refusal> {
    let by = ctx.signed_in()?.account_id;
    if !key_place::take(tx, at.id, share.holder, by, ctx.now).await? {
        return Err(Complaint::about("file", SealProblem::OthersPlace).into());
    }
    let before = decryption::in_tx(tx, at.id).await?;
    let known = before.iter().any(|one| one.sha256 == share.sha256);
    if !known && needed(&opened.trustees, &before) == 0 {
        return Err(about(ClosingProblem::Enough).into());
    }
    match decryption::keep(tx, at.id, share, by).await? {
        Kept::Now | Kept::Before => {}
        Kept::Another => {
            let name = name.to_owned();
            return Err(about(ClosingProblem::AnotherShare { name }).into());
        }
        Kept::TooMany => return Err(about(ClosingProblem::TooMany).into()),
    }
    let all = decryption::in_tx(tx, at.id).await?;
    let enough = needed(&opened.trustees, &all) == 0;
    if enough {
        let jobs = job::of(&ctx.site.db, at, job::RESULT).await?;
        job::ask(tx, at, job::RESULT, &jobs, by, ctx.now).await?;
    }
    Ok(enough)
}

fn sha256(body: &str) -> String {
    let digest = Sha256::digest(body);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
