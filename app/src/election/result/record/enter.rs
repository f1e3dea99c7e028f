//! Entering something in the record: an observation, an incident, an intervention.

use super::desk::{ENTER, OBSERVE, address, mine};
use crate::election::load::{Found, found};
use crate::election::result::known::{self, runs};
use crate::election::result::problem::of_record;
use crate::site::dates::zone_of;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use chrono::{DateTime, NaiveDateTime, Utc};
use palier_domain::election::official_record::entry::EntryKind;
use palier_domain::id::CandidateListId;
use palier_store::election::record::{self, RecordEntry};
use serde::Deserialize;
use uuid::Uuid;

/// The most that an entry takes, in characters.
const MOST: usize = 4000;

/// What the forms send.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    list: String,
    #[serde(default)]
    happened: String,
    #[serde(default)]
    words: String,
}

/// Enters it.
///
/// # Errors
/// When the reader has no part in the record, or the database does not answer.
pub async fn enter(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let page = address(&found);
    let observes = sent.kind == EntryKind::Observation.name();
    let form = if observes { OBSERVE } else { ENTER };
    let done = if observes {
        observed(&ctx, found, &sent).await
    } else {
        entered(&ctx, &found, &sent).await
    };
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("kind", sent.kind.as_str()),
                ("list", &sent.list),
                ("happened", &sent.happened),
                ("words", &sent.words),
            ];
            ctx.refuse(form, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

/// An agent's observation: for her own list and no other.
async fn observed(ctx: &Ctx, found: Found, sent: &Sent) -> Result<(), Refusal> {
    let known = known::of(ctx, found).await?;
    let mine = mine(ctx, &known).await?;
    if mine.is_empty() {
        return Err(AppError::NotFound.into());
    }
    let list = sent.list.parse::<Uuid>().ok().map(CandidateListId);
    let list = mine.iter().find(|one| Some(one.id) == list);
    let list = list.ok_or_else(|| Complaint::about("list", Problem::ChooseOne))?;
    let kind = EntryKind::Observation;
    keep(ctx, &known.found, kind, Some(list.id), None, &sent.words).await
}

async fn entered(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    if !runs(found) {
        return Err(AppError::NotFound.into());
    }
    let kind = EntryKind::ALL
        .into_iter()
        .find(|kind| kind.name() == sent.kind);
    let kind = kind.ok_or_else(|| Complaint::about("kind", Problem::ChooseOne))?;
    let happened = moment(&sent.happened, &found.landlord.zone)?;
    if happened > ctx.now {
        return Err(Complaint::about("happened", Problem::DayToCome).into());
    }
    keep(ctx, found, kind, None, Some(happened), &sent.words).await
}

async fn keep(
    ctx: &Ctx,
    found: &Found,
    kind: EntryKind,
    list_id: Option<CandidateListId>,
    happened_at: Option<DateTime<Utc>>,
    typed: &str,
) -> Result<(), Refusal> {
    let me = ctx.signed_in()?;
    let words = typed.trim();
    if words.is_empty() {
        return Err(Complaint::about("words", Problem::Empty).into());
    }
    if words.chars().count() > MOST {
        return Err(Complaint::about("words", Problem::AtMost { max: 4000 }).into());
    }
    let entry = RecordEntry {
        kind,
        list_id,
        author: me.own_name.clone(),
        words: words.to_owned(),
        happened_at,
        entered_at: ctx.now,
    };
    let mut tx = ctx.site.db.begin().await?;
    record::enter(&mut tx, found.election.id, &entry, me.account_id)
        .await
        .map_err(of_record)?;
    tx.commit().await?;
    Ok(())
}

/// A civil hour as browsers send it, or as people write it.
fn moment(typed: &str, zone: &str) -> Result<DateTime<Utc>, Complaint> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Complaint::about("happened", Problem::Empty));
    }
    let civil = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(typed, format).ok());
    let at = civil.and_then(|civil| civil.and_local_timezone(zone_of(zone)).earliest());
    at.map(|at| at.to_utc())
        .ok_or_else(|| Complaint::about("happened", Problem::NotADate))
}
