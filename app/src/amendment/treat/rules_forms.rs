//! Setting the rules of the charter, and who is of its drafting committee.

use super::Treating;
use super::problem::TreatProblem;
use super::sent::Sent;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::account::public_name::PublicName;
use palier_domain::id::AccountId;
use palier_store::amendment::{self, Rules};
use palier_store::{StoreError, contributor};
use std::ops::RangeInclusive;
use uuid::Uuid;

/// The form of the rules.
pub(super) const RULES: &str = "regles";
/// The form by which somebody comes to the committee.
pub(super) const JOIN: &str = "comite";

/// Neighbours who may be asked to sign: none, up to what a large estate can gather.
const SIGNATURES: RangeInclusive<i64> = 0..=1000;
/// Days of an author to choose: a week of work at least, no more than half a year.
const DAYS: RangeInclusive<i64> = 7..=180;

/// Sets the rules.
///
/// # Errors
/// When the reader treats nothing here, or the database does not answer.
pub async fn set(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let treating = Treating::of(&ctx, &slug).await?;
    let sent = Sent(fields);
    let done = rules_set(&ctx, &treating, &sent).await;
    answer(&ctx, &treating, (RULES, &sent), done).await
}

async fn rules_set(ctx: &Ctx, treating: &Treating, sent: &Sent) -> Result<(), Refusal> {
    facilitator(treating)?;
    let rules = Rules {
        signatures: number(sent, "signatures", &SIGNATURES)?,
        rebase_days: number(sent, "rebase_days", &DAYS)?,
    };
    let mut tx = ctx.site.db.begin().await?;
    amendment::set_rules(&mut tx, treating.reader.found.text.id, rules, ctx.now)
        .await
        .map_err(|error| match error {
            StoreError::Conflict(_) => Complaint::whole(TreatProblem::RulesStand).into(),
            error => Refusal::Error(error.into()),
        })?;
    tx.commit().await?;
    Ok(())
}

fn number(sent: &Sent, name: &str, within: &RangeInclusive<i64>) -> Result<i64, Complaint> {
    let typed = sent.get(name).trim();
    let number = typed
        .parse()
        .map_err(|_| Complaint::about(name, TreatProblem::Number))?;
    if !within.contains(&number) {
        let (least, most) = (*within.start(), *within.end());
        return Err(Complaint::about(
            name,
            TreatProblem::Between { least, most },
        ));
    }
    Ok(number)
}

/// Takes somebody into the committee, by the name that she shows here.
///
/// # Errors
/// When the reader treats nothing here, or the database does not answer.
pub async fn join(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let treating = Treating::of(&ctx, &slug).await?;
    let sent = Sent(fields);
    let done = joined(&ctx, &treating, &sent).await;
    answer(&ctx, &treating, (JOIN, &sent), done).await
}

async fn joined(ctx: &Ctx, treating: &Treating, sent: &Sent) -> Result<(), Refusal> {
    facilitator(treating)?;
    let typed = sent.get("name");
    if typed.trim().is_empty() {
        return Err(Complaint::about("name", Problem::Empty).into());
    }
    let unknown = || Complaint::about("name", TreatProblem::NobodyByThatName);
    let name = PublicName::parse(typed, &[]).map_err(|_| unknown())?;
    let (db, landlord) = (&ctx.site.db, treating.reader.landlord.id);
    let found = contributor::by_name(db, landlord, &name.key()).await?;
    let account = found.ok_or_else(unknown)?;
    let mut tx = db.begin().await?;
    let text = treating.reader.found.text.id;
    amendment::join_committee(&mut tx, text, account, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes somebody out of the committee; what she recommended stays on record.
///
/// # Errors
/// When the reader treats nothing here, or the database does not answer.
pub async fn leave(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let treating = Treating::of(&ctx, &slug).await?;
    let sent = Sent(fields);
    let done = left(&ctx, &treating, &sent).await;
    answer(&ctx, &treating, (JOIN, &sent), done).await
}

async fn left(ctx: &Ctx, treating: &Treating, sent: &Sent) -> Result<(), Refusal> {
    facilitator(treating)?;
    let member = Uuid::parse_str(sent.get("member")).map_err(|_| AppError::BadRequest)?;
    let mut tx = ctx.site.db.begin().await?;
    let text = treating.reader.found.text.id;
    amendment::leave_committee(&mut tx, text, AccountId(member), ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

fn facilitator(treating: &Treating) -> Result<(), Complaint> {
    if treating.reader.facilitates() {
        Ok(())
    } else {
        Err(Complaint::whole(TreatProblem::NotHers))
    }
}

async fn answer(
    ctx: &Ctx,
    treating: &Treating,
    (form, sent): (&str, &Sent),
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = treating.at("/regles");
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(form, &sent.fields(), &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}
