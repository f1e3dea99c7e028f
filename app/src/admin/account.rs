//! One account: who, which roles, sessions. Never what it wrote.

use super::{done, tabs};
use crate::i18n::T;
use crate::mail::ZONE;
use crate::parts::choice::{Choice, select};
use crate::parts::field::{Field, summary};
use crate::site::context::Ctx;
use crate::site::dates::local;
use crate::site::error::AppError;
use crate::site::forms::FormState;
use crate::site::shell::{self, Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::account::role::{Place, Role};
use palier_domain::id::AccountId;
use palier_store::account::{self, Account, Held};
use palier_store::{landlord, session};
use serde::Deserialize;
use uuid::Uuid;

/// The form that gives a role.
pub(super) const GRANT: &str = "role";

/// Roles as a form names them.
pub(super) const ROLES: [(&str, Role); 7] = [
    ("landlord_staff", Role::LandlordStaff),
    ("facilitator", Role::Facilitator),
    ("guarantor", Role::Guarantor),
    ("election_officer", Role::ElectionOfficer),
    ("association_delegate", Role::AssociationDelegate),
    ("territory_staff", Role::TerritoryStaff),
    ("administrator", Role::Administrator),
];

/// A role as people call it.
pub(super) fn role_name(t: T, role: Role) -> &'static str {
    match role {
        Role::Administrator => t.admin_role_administrator(),
        Role::LandlordStaff => t.admin_role_staff(),
        Role::Facilitator => t.admin_role_facilitator(),
        Role::Guarantor => t.admin_role_guarantor(),
        Role::ElectionOfficer => t.admin_role_officer(),
        Role::AssociationDelegate => t.admin_role_delegate(),
        Role::TerritoryStaff => t.admin_role_territory(),
    }
}

/// A place as a form names it.
pub(super) fn place_value(place: Place) -> String {
    match place {
        Place::Instance => "instance".to_owned(),
        Place::Landlord(id) => format!("l:{id}"),
        Place::Association(id) => format!("a:{id}"),
        Place::Territory(id) => format!("t:{id}"),
    }
}

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// What was just done.
    #[serde(default)]
    fait: String,
}

/// Everything the page shows.
struct Shown {
    account: Account,
    tenant_of: Vec<String>,
    held: Vec<Held>,
    sessions: usize,
    places: Vec<(String, String)>,
    form: FormState,
    today: NaiveDate,
}

/// The page.
///
/// # Errors
/// When there is no such account, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let shown = load(&ctx, AccountId(id)).await?;
    let t = ctx.t;
    let title = shown.account.identifier.clone();
    let head = Head::new(title).refused(shown.form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        view! {
            {tabs(t, "/admin/comptes")}
            <h1>{shown.account.identifier.clone()}</h1>
            {done(t, &asked.fait)}
            {identity(t, &shown)}
            <h2>{t.admin_roles()}</h2>
            {roles(t, &shown)}
            {grant(t, &shown)}
            <h2>{t.admin_help()}</h2>
            {help(t, &shown)}
        }
    }))
}

async fn load(ctx: &Ctx, id: AccountId) -> Result<Shown, AppError> {
    let db = &ctx.site.db;
    let account = account::get(db, id).await?.ok_or(AppError::NotFound)?;
    let landlords = landlord::list(db).await?;
    let persons = account::persons(db, id).await?;
    let tenant_of = landlords
        .iter()
        .filter(|one| persons.iter().any(|(_, landlord)| *landlord == one.id))
        .map(|one| one.name.clone())
        .collect();
    let known = account::places(db).await?;
    let whole = (Place::Instance, ctx.t.admin_whole_instance().to_owned());
    let places = known
        .into_iter()
        .chain([whole])
        .map(|(place, name)| (place_value(place), name))
        .collect();
    Ok(Shown {
        account,
        tenant_of,
        held: account::held(db, id).await?,
        sessions: session::list(db, id, ctx.now).await?.len(),
        places,
        form: ctx.form(GRANT).await?,
        today: ctx.today(ZONE),
    })
}

fn identity(t: T, shown: &Shown) -> AnyView {
    let account = &shown.account;
    let email = account.email.clone();
    let created = t.date(local(account.created_at, ZONE).date_naive());
    let sessions = i64::try_from(shown.sessions).unwrap_or(i64::MAX);
    let tenant = (!shown.tenant_of.is_empty()).then(|| {
        view! { <dt>{t.admin_tenant_of()}</dt> <dd>{shown.tenant_of.join(", ")}</dd> }
    });
    view! {
        <dl class="figures">
            <dt>{t.admin_name()}</dt> <dd>{account.own_name.clone()}</dd>
            <dt>{t.admin_email()}</dt> <dd>{email.unwrap_or_else(|| t.admin_no_email().to_owned())}</dd>
            <dt>{t.admin_created()}</dt> <dd>{created}</dd>
            {tenant}
            <dt>{t.admin_sessions()}</dt> <dd>{t.number(sessions)}</dd>
        </dl>
        <p class="who">{t.admin_no_contributions()}</p>
    }
    .into_any()
}

fn roles(t: T, shown: &Shown) -> AnyView {
    // A role that ended before it began was taken back before its first day: it never was.
    let items: Vec<_> = shown
        .held
        .iter()
        .filter(|held| {
            held.membership
                .until
                .is_none_or(|until| until >= held.membership.since)
        })
        .map(|held| role(t, shown, held))
        .collect();
    if items.is_empty() {
        return view! { <p class="empty">{t.admin_no_role()}</p> }.into_any();
    }
    view! { <ul class="rows">{items}</ul> }.into_any()
}

fn role(t: T, shown: &Shown, held: &Held) -> AnyView {
    let membership = held.membership;
    let name = role_name(t, membership.role);
    let what = if held.place_name.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, {}", held.place_name)
    };
    let since = t.date(membership.since);
    let dates = match membership.until {
        None => t.admin_since(since),
        Some(until) => t.admin_between(since, t.date(until)),
    };
    let runs = membership.until.is_none_or(|until| until >= shown.today);
    let end = if runs {
        let (value, _) = ROLES
            .iter()
            .find(|(_, role)| *role == membership.role)
            .unwrap_or(&ROLES[0]);
        let label = t.admin_end_label(&what);
        view! {
            <form method="post" action="/api/admin/role-end">
                <input type="hidden" name="account" value=shown.account.id.to_string()/>
                <input type="hidden" name="role" value=*value/>
                <input type="hidden" name="place" value=place_value(membership.place)/>
                <button class="link" aria-label=label>{t.admin_end()}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <span class="tag">{t.admin_over()}</span> }.into_any()
    };
    view! {
        <li>
            <span>{what.clone()}</span>
            <span class="who">{dates}</span>
            {end}
        </li>
    }
    .into_any()
}

fn grant(t: T, shown: &Shown) -> AnyView {
    let form = &shown.form;
    let roles: Vec<_> = ROLES
        .iter()
        .map(|(value, role)| Choice::new(*value, role_name(t, *role)))
        .collect();
    let places = shown
        .places
        .iter()
        .map(|(value, name)| Choice::new(value, name))
        .collect();
    let date = |name, label: &'static str, initial: String| {
        let mut field = Field::text(name, label).initial(initial);
        field.kind = "date";
        field
    };
    let since = date("since", t.admin_first_day(), shown.today.to_string());
    let until = date("until", t.admin_last_day(), String::new()).hint(t.admin_last_day_hint());
    view! {
        <details open=form.complaint().is_some()>
            <summary>{t.admin_grant()}</summary>
            <form method="post" action="/api/admin/role-grant" id=GRANT class="stack" novalidate>
                {summary(t, form)}
                <input type="hidden" name="account" value=shown.account.id.to_string()/>
                {select(t, form, "role", t.admin_role(), None, roles)}
                {select(t, form, "place", t.admin_place(), None, places)}
                {since.show(t, form)}
                {until.show(t, form)}
                <p><button class="button">{t.admin_grant_button()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

fn help(t: T, shown: &Shown) -> AnyView {
    let button = |action: &'static str, label: &'static str| {
        view! {
            <form method="post" action=action>
                <input type="hidden" name="account" value=shown.account.id.to_string()/>
                <button class="button quiet">{label}</button>
            </form>
        }
    };
    let link = if shown.account.email.is_some() {
        button("/api/admin/link-send", t.admin_send_link()).into_any()
    } else {
        view! { <p>{t.admin_link_needs_email()}</p> }.into_any()
    };
    view! {
        {link}
        <p class="who">{t.admin_send_link_what()}</p>
        {button("/api/admin/sessions-close", t.admin_close_sessions())}
        <p class="who">{t.admin_close_sessions_what()}</p>
    }
    .into_any()
}
