//! Who acts in an election: commission, tally board, code authorities, each with an account.

use super::{address, held};
use crate::election::problem::SetupProblem;
use crate::election::say;
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
use palier_domain::election::stage::step::ElectionRole;
use palier_store::account;
use palier_store::election::{self, Election};
use serde::Deserialize;

const FORM: &str = "membres";

/// The parts that are given by name.
const ROLES: [(&str, ElectionRole); 3] = [
    ("commission", ElectionRole::Commission),
    ("tally_board", ElectionRole::TallyBoard),
    ("code_authorities", ElectionRole::CodeAuthorities),
];

/// Members, and the form that names another.
pub struct Shown {
    members: Vec<(ElectionRole, String)>,
    form: FormState,
}

/// Reads them.
///
/// # Errors
/// When the database does not answer.
pub async fn load(ctx: &Ctx, election: &Election) -> Result<Shown, AppError> {
    Ok(Shown {
        members: election::member_names(&ctx.site.db, election.id).await?,
        form: ctx.form(FORM).await?,
    })
}

/// The part of the page.
#[must_use]
pub fn show(t: T, desk: &Desk, election: &Election, shown: &Shown) -> AnyView {
    let none = shown
        .members
        .is_empty()
        .then(|| view! { <p class="empty">{t.protocol_step_members_none()}</p> });
    let items = shown
        .members
        .iter()
        .map(|(role, name)| {
            let role = say::role(t, *role);
            view! { <li><span>{name.clone()}</span> <span class="who">{role}</span></li> }
        })
        .collect_view();
    let choices = ROLES
        .iter()
        .map(|(value, role)| Choice::new(*value, say::role(t, *role)))
        .collect();
    let slug = &desk.landlord.slug;
    let action = format!("/api/protocol/{slug}/{}/member", election.handle);
    let identifier = Field::text("identifier", t.protocol_step_member_identifier());
    view! {
        <h2>{t.protocol_step_members()}</h2>
        <p>{t.protocol_step_members_what()}</p>
        {none}
        <ul class="rows">{items}</ul>
        <form method="post" action=action id=FORM class="stack" novalidate>
            {summary(t, &shown.form)}
            {identifier.show(t, &shown.form)}
            {select(t, &shown.form, "role", t.protocol_step_member_role(), None, choices)}
            <p><button class="button quiet">{t.protocol_step_member_add()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    identifier: String,
    #[serde(default)]
    role: String,
}

/// Names a member.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn add(
    ctx: Ctx,
    desk: Desk,
    Path((_, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let election = held(&ctx, &desk, &handle).await?;
    let page = address(&desk, &election);
    match added(&ctx, &election, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}?fait=note")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("identifier", sent.identifier.as_str()),
                ("role", &sent.role),
            ];
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn added(ctx: &Ctx, election: &Election, sent: &Sent) -> Result<(), Refusal> {
    let role = ROLES.iter().find(|(value, _)| *value == sent.role);
    let (_, role) = role.ok_or_else(|| Complaint::about("role", Problem::ChooseOne))?;
    let login = sent.identifier.trim().to_lowercase();
    let found = account::by_login(&ctx.site.db, &login).await?;
    let found =
        found.ok_or_else(|| Complaint::about("identifier", SetupProblem::UnknownAccount))?;
    let mut tx = ctx.site.db.begin().await?;
    election::add_member(&mut tx, election.id, found.account_id, *role, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}
