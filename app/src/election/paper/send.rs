//! What operators send: their own count, what they agree on, and why a count is opened again.

use super::count::lists;
use super::figures::{Fields, read};
use super::mistake::REASON;
use super::problem::refused;
use super::{Table, address, table};
use crate::election::desk::typed;
use crate::site::forms::Refusal;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election::paper;

/// The form of an operator's count.
pub(super) const COUNT: &str = "feuille";
/// The form that settles.
pub(super) const SETTLE: &str = "accord";
/// The form that opens a settled count again.
pub(super) const REOPEN: &str = "rouvrir";

/// Keeps an operator's count.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn sheet(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(typed): Form<Fields>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::TallyBoard).await?;
    let done = sent(&ctx, &table, &typed).await;
    answer(&ctx, &table, COUNT, &typed, done).await
}

async fn sent(ctx: &Ctx, table: &Table, typed: &Fields) -> Result<(), Refusal> {
    let lists = lists(ctx, table).await?.len();
    let found = &table.found;
    let sheet = read(typed, found.election.protocol.channels, lists)?;
    let by = ctx.signed_in()?.account_id;
    let mut tx = ctx.site.db.begin().await?;
    paper::open(&mut tx, found.election.id)
        .await
        .map_err(refused)?;
    // Read while the election is held: no envelope is entered meanwhile.
    table.boxed.quiet().await?;
    let ground = table.ground(lists).await?;
    paper::send(&mut tx, found.election.id, by, &sheet, &ground, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// Settles what two operators counted differently.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn settle(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(typed): Form<Fields>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::TallyBoard).await?;
    let done = settled(&ctx, &table, &typed).await;
    answer(&ctx, &table, SETTLE, &typed, done).await
}

async fn settled(ctx: &Ctx, table: &Table, typed: &Fields) -> Result<(), Refusal> {
    let lists = lists(ctx, table).await?.len();
    let found = &table.found;
    let sheet = read(typed, found.election.protocol.channels, lists)?;
    let reason = reason(typed)?;
    let by = ctx.signed_in()?.account_id;
    let mut tx = ctx.site.db.begin().await?;
    paper::open(&mut tx, found.election.id)
        .await
        .map_err(refused)?;
    table.boxed.quiet().await?;
    let ground = table.ground(lists).await?;
    let agreed = (&sheet, &ground, reason.as_str());
    paper::settle(&mut tx, found.election.id, by, agreed, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// Opens a settled count again.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn reopen(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(typed): Form<Fields>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::TallyBoard).await?;
    let done = reopened(&ctx, &table, &typed).await;
    answer(&ctx, &table, REOPEN, &typed, done).await
}

async fn reopened(ctx: &Ctx, table: &Table, typed: &Fields) -> Result<(), Refusal> {
    let reason = reason(typed)?;
    let by = ctx.signed_in()?.account_id;
    let mut tx = ctx.site.db.begin().await?;
    paper::reopen(&mut tx, table.found.election.id, by, &reason, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// One line; whether there must be one is the store's to say.
fn reason(fields: &Fields) -> Result<String, Refusal> {
    let reason = fields.get("reason").map_or("", String::as_str);
    Ok(typed::line("reason", reason, REASON)?)
}

async fn answer(
    ctx: &Ctx,
    table: &Table,
    form: &str,
    typed: &Fields,
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = format!("{}/comptage", address(&table.found));
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields: Vec<(&str, &str)> = typed
                .iter()
                .map(|(field, value)| (field.as_str(), value.as_str()))
                .collect();
            ctx.refuse(form, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}
