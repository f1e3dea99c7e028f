//! Who holds the key of a consultation, at the desk.

use super::address;
use crate::consultation::load::{Found, found};
use crate::consultation::problem::ConsultationProblem;
use crate::consultation::say;
use crate::election::desk::typed::line;
use crate::i18n::T;
use crate::parts::choice::{Choice, select};
use crate::parts::field::{Field, summary};
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::consultation::holders::OUTSIDE;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_store::account;
use palier_store::consultation::holder::{self, Holder};
use palier_store::consultation::roll;
use serde::Deserialize;

/// The form's id.
pub(super) const FORM: &str = "detenteur";
/// The most characters of a name.
const NAME: usize = 120;

/// The part of the page.
#[must_use]
pub fn show(t: T, found: &Found, form: &FormState) -> AnyView {
    let items = found.holders.iter().map(|one| {
        let done = if one.decryption.is_some() {
            t.consultation_holder_decrypted()
        } else if one.public_key.is_some() {
            t.consultation_holder_key_made()
        } else {
            t.consultation_holder_awaited()
        };
        let college = say::holder(t, found, one.college);
        view! {
            <li>
                <span>{one.place} ". " {one.name.clone()} " (" {college} ")"</span>
                " "
                <span class="who">{done}</span>
            </li>
        }
    });
    let items = items.collect_view();
    let page = format!("{}/cle", found.address());
    let add = (found.asked.stage == Stage::Draft && !found.colleges.is_empty()).then(|| {
        let places =
            ["1", "2"].map(|place| Choice::new(place, t.consultation_holder_number(place)));
        let colleges = found
            .colleges
            .iter()
            .map(|college| Choice::new(college.place.to_string(), college.name.clone()));
        let outside = (found.colleges.len() == 1)
            .then(|| Choice::new(OUTSIDE.to_string(), t.consultation_holder_outside()));
        let colleges = colleges.chain(outside).collect();
        let identifier = Field::text("identifier", t.consultation_holder_identifier());
        let name = Field::text("name", t.consultation_holder_name());
        view! {
            <form method="post" action=found.endpoint("holder") id=FORM class="stack" novalidate>
                {summary(t, form)}
                {select(t, form, "place", t.consultation_holder_place(), None, places.to_vec())}
                {identifier.show(t, form)}
                {name.show(t, form)}
                {select(t, form, "college", t.consultation_college(), None, colleges)}
                <p><button class="button quiet">{t.consultation_holder_add()}</button></p>
            </form>
        }
    });
    view! {
        <h2>{t.consultation_holders()}</h2>
        <p>{t.consultation_holders_desk()} " " <code>{page}</code></p>
        <ul class="rows">{items}</ul>
        {add}
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    place: String,
    identifier: String,
    name: String,
    college: String,
}

/// Names a holder.
///
/// # Errors
/// When the landlord has no such consultation, or the database does not answer.
pub async fn add(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    match added(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&address(&found)))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("place", sent.place.as_str()),
                ("identifier", &sent.identifier),
                ("name", &sent.name),
                ("college", &sent.college),
            ];
            ctx.refuse(FORM, &fields, &complaint, &address(&found))
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn added(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let choose = |field: &str| Complaint::about(field, Problem::ChooseOne);
    let place = sent
        .place
        .parse()
        .ok()
        .filter(|place| (1..=2).contains(place));
    let place = place.ok_or_else(|| choose("place"))?;
    let mut places = found.colleges.iter().map(|one| one.place);
    let college = match sent.college.parse() {
        Ok(OUTSIDE) if found.colleges.len() == 1 => OUTSIDE,
        Ok(place) => places
            .find(|one| *one == place)
            .ok_or_else(|| choose("college"))?,
        Err(_) => return Err(choose("college").into()),
    };
    let name = line("name", &sent.name, NAME)?;
    if name.is_empty() {
        return Err(Complaint::about("name", Problem::Empty).into());
    }
    let login = sent.identifier.trim().to_lowercase();
    let account = account::by_login(&ctx.site.db, &login).await?;
    let unknown = || Complaint::about("identifier", ConsultationProblem::UnknownAccount);
    let account = account.ok_or_else(unknown)?.account_id;
    let enrolled = roll::elector(&ctx.site.db, found.asked.id, account).await?;
    if enrolled.map_or(OUTSIDE, |one| one.college) != college {
        return Err(Complaint::about("college", ConsultationProblem::OtherCollege).into());
    }
    let new = Holder {
        place,
        account_id: Some(account),
        name,
        college,
        public_key: None,
        decryption: None,
    };
    let mut tx = ctx.site.db.begin().await?;
    if !holder::name(&mut tx, found.asked.id, &new, ctx.now).await? {
        return Err(Complaint::whole(ConsultationProblem::NotNow).into());
    }
    tx.commit().await?;
    Ok(())
}
