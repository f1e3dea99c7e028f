//! The colleges of a consultation at the desk.

use super::address;
use crate::consultation::load::{Found, found};
use crate::consultation::problem::ConsultationProblem;
use crate::consultation::say;
use crate::election::desk::typed::line;
use crate::i18n::T;
use crate::parts::choice::{Choice, select};
use crate::parts::field::{Field, area, summary};
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_store::account;
use palier_store::consultation::college::{self, Source};
use serde::Deserialize;

/// The form's id.
pub(super) const FORM: &str = "college";
/// The most characters of a name.
const NAME: usize = 80;

const SOURCES: [(&str, Source); 4] = [
    ("tenants", Source::Tenants),
    ("associations", Source::Associations),
    ("landlord", Source::Landlord),
    ("listed", Source::Listed),
];

/// The part of the page.
#[must_use]
pub fn show(t: T, found: &Found, form: &FormState) -> AnyView {
    let items = found.colleges.iter().map(|college| {
        let electors = college.electors.unwrap_or(college.members);
        view! {
            <li>
                <span>{college.name.clone()}</span>
                " "
                <span class="who">
                    {say::source(t, college.source)} ", "
                    {t.consultation_members(electors)} ", "
                    {t.consultation_on_roll_now(college.registered)}
                </span>
            </li>
        }
    });
    let items = items.collect_view();
    let add = (found.asked.stage == Stage::Draft).then(|| {
        let sources = SOURCES.map(|(value, source)| Choice::new(value, say::source(t, source)));
        let name = Field::text("name", t.consultation_college_name());
        let hint = t.consultation_listed_hint().to_owned();
        view! {
            <form method="post" action=found.endpoint("college") id=FORM class="stack" novalidate>
                {summary(t, form)}
                {name.show(t, form)}
                {select(t, form, "source", t.consultation_college_who(), None, sources.to_vec())}
                {area(t, form, "members", t.consultation_listed(), hint, String::new())}
                <p><button class="button quiet">{t.consultation_college_add()}</button></p>
            </form>
        }
    });
    view! {
        <h2>{t.consultation_colleges()}</h2>
        <p>{t.consultation_colleges_what()}</p>
        <ul class="rows">{items}</ul>
        {add}
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    source: String,
    members: String,
}

/// Adds a college.
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
                ("name", sent.name.as_str()),
                ("source", &sent.source),
                ("members", &sent.members),
            ];
            ctx.refuse(FORM, &fields, &complaint, &address(&found))
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn added(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let name = line("name", &sent.name, NAME)?;
    if name.is_empty() {
        return Err(Complaint::about("name", Problem::Empty).into());
    }
    let source = SOURCES.iter().find(|(value, _)| *value == sent.source);
    let (_, source) = source.ok_or_else(|| Complaint::about("source", Problem::ChooseOne))?;
    let mut listed = Vec::new();
    if *source == Source::Listed {
        for login in sent.members.split_whitespace() {
            let found = account::by_login(&ctx.site.db, &login.to_lowercase()).await?;
            let unknown = || Complaint::about("members", ConsultationProblem::UnknownAccount);
            listed.push(found.ok_or_else(unknown)?.account_id);
        }
    }
    let (id, today) = (found.asked.id, ctx.today(&found.landlord.zone));
    let mut tx = ctx.site.db.begin().await?;
    let place = college::add(&mut tx, id, &name, *source, ctx.now).await?;
    let place = place.ok_or_else(|| Complaint::whole(ConsultationProblem::NotNow))?;
    for account in listed {
        college::name_member(&mut tx, id, place, account).await?;
    }
    college::enrol(&mut tx, id, found.landlord.id, today).await?;
    tx.commit().await?;
    Ok(())
}
