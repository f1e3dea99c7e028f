//! Entering a comment for somebody.

use super::page::FORM;
use crate::charter::load::{Found, charter};
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::dates;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal, typed_day};
use crate::site::problem::Problem;
use axum::extract::Form;
use axum::response::Response;
use chrono::NaiveDate;
use palier_domain::account::public_name::PublicName;
use palier_domain::account::role::Role;
use palier_domain::charter::comment::Body;
use palier_domain::entry::source::{EnteredAs, EntryRefusal, MAX_PLACE, Source, may_enter};
use palier_domain::id::{CommentId, FormId};
use palier_store::contributor;
use palier_store::entry::{self, NewEntry};
use serde::Deserialize;
use uuid::Uuid;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    form_id: Uuid,
    #[serde(default)]
    handle: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    heard_on: String,
    #[serde(default)]
    public_name: String,
    #[serde(default)]
    agreed: String,
}

/// Publishes what somebody said or wrote, and goes to her slip.
///
/// # Errors
/// When there is no charter, or the database does not answer.
pub async fn add(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let page = format!("/{}/gestion/saisie", desk.landlord.slug);
    match entered(&ctx, &desk, &sent).await {
        Ok(id) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}/{id}/talon?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let form_id = sent.form_id.to_string();
            let fields = [
                ("handle", sent.handle.as_str()),
                ("body", &sent.body),
                ("source", &sent.source),
                ("place", &sent.place),
                ("heard_on", &sent.heard_on),
                ("public_name", &sent.public_name),
                ("agreed", &sent.agreed),
                ("form_id", &form_id),
            ];
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn entered(ctx: &Ctx, desk: &Desk, sent: &Sent) -> Result<CommentId, Refusal> {
    let found = charter(ctx, &desk.landlord).await?;
    let article = sent
        .handle
        .parse()
        .ok()
        .and_then(|handle| found.article(handle));
    let (_, article) = article.ok_or_else(|| Complaint::about("handle", Problem::ChooseOne))?;
    let body = Body::parse(&sent.body).map_err(|e| Complaint::about("body", e))?;
    let source = Source::from_name(&sent.source)
        .ok_or_else(|| Complaint::about("source", Problem::ChooseOne))?;
    let place = place(&sent.place, source)?;
    let heard_on = day(ctx, desk, &found, &sent.heard_on)?;
    let name = name(ctx, desk, &found, &sent.public_name).await?;
    if sent.agreed.is_empty() {
        return Err(Complaint::about("agreed", Problem::NotAgreed).into());
    }
    let new = NewEntry {
        landlord_id: desk.landlord.id,
        text_id: found.text.id,
        clause_id: article.at.clause,
        version_id: found.text.version_id,
        name,
        body: body.as_str().to_owned(),
        source,
        place,
        heard_on,
        entered_by: ctx.signed_in()?.account_id,
        entered_as: if desk.holds(Role::LandlordStaff) {
            EnteredAs::LandlordStaff
        } else {
            EnteredAs::Facilitator
        },
        form_id: FormId(sent.form_id),
    };
    let mut tx = ctx.site.db.begin().await?;
    let entered = entry::add(&mut tx, new, ctx.now).await?;
    tx.commit().await?;
    Ok(entered.id)
}

/// Reads a place: one line, needed where the source is somewhere.
///
/// # Errors
/// When it is missing or too long.
pub fn place(typed: &str, source: Source) -> Result<String, Complaint> {
    let visible = typed.chars().map(|c| if c.is_control() { ' ' } else { c });
    let place: String = visible.collect();
    let place = place.split_whitespace().collect::<Vec<_>>().join(" ");
    if place.is_empty() && source.needs_place() {
        return Err(Complaint::about("place", Problem::Empty));
    }
    if place.chars().count() > MAX_PLACE {
        let max = i64::try_from(MAX_PLACE).unwrap_or(i64::MAX);
        return Err(Complaint::about("place", Problem::AtMost { max }));
    }
    Ok(place)
}

fn day(ctx: &Ctx, desk: &Desk, found: &Found, typed: &str) -> Result<NaiveDate, Complaint> {
    let zone = &desk.landlord.zone;
    let day = typed_day("heard_on", typed)?;
    let opened_on = found
        .discussion
        .as_ref()
        .map_or(day, |row| dates::local(row.opens_at, zone).date_naive());
    may_enter(found.phase(ctx.now), opened_on, day, ctx.today(zone)).map_err(|refusal| {
        let field = match refusal {
            EntryRefusal::NotYet | EntryRefusal::Closed => "",
            EntryRefusal::DayToCome | EntryRefusal::BeforeOpening => "heard_on",
        };
        Complaint::about(field, refusal)
    })?;
    Ok(day)
}

/// A plain name belongs to nobody; any other must not be a neighbour's.
///
/// # Errors
/// When it is taken or is none, or the database does not answer.
pub async fn name(ctx: &Ctx, desk: &Desk, found: &Found, typed: &str) -> Result<String, Refusal> {
    let t = ctx.t;
    let plain = [t.entry_name_plain(), t.entry_name_plain_man()];
    let typed = match typed.trim() {
        "" => t.entry_name_plain(),
        typed => typed,
    };
    let associations = found.facts.associations.iter().map(|one| one.name.as_str());
    let reserved: Vec<&str> = associations.chain([desk.landlord.name.as_str()]).collect();
    let name =
        PublicName::parse(typed, &reserved).map_err(|e| Complaint::about("public_name", e))?;
    let is_plain = plain.contains(&name.as_str());
    let db = &ctx.site.db;
    if !is_plain && contributor::is_taken(db, desk.landlord.id, &name.key()).await? {
        return Err(Complaint::about("public_name", Problem::NameTaken).into());
    }
    Ok(name.as_str().to_owned())
}
