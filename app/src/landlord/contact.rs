//! How to reach the landlord: what its letters and its legal notice say.

use super::desk::crumbs;
use crate::parts::field::{Field, area, summary};
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::{shell, shell::Head};
use axum::extract::{Form, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::role::Role;
use palier_store::landlord_contact::{self, Contact};
use serde::Deserialize;

/// Who says it.
pub const ROLES: &[Role] = &[Role::LandlordStaff];

const FORM: &str = "contact";
/// Postal lines that an envelope's window shows below a name.
const LINES: usize = 4;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let form = ctx.form(FORM).await?;
    let said = landlord_contact::get(&ctx.site.db, desk.landlord.id).await?;
    let said = said.unwrap_or_default();
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.contact_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let action = format!("/api/landlord/{}/contact", desk.landlord.slug);
        let done = (asked.fait == "1" && form.complaint().is_none())
            .then(|| view! { <p class="note good" role="status">{t.contact_saved()}</p> });
        let postal = area(
            t,
            &form,
            "postal",
            t.contact_postal(),
            t.contact_postal_hint().to_owned(),
            said.postal,
        );
        let phone = Field::text("phone", t.contact_phone())
            .hint(t.contact_phone_hint())
            .initial(said.phone)
            .autocomplete("tel");
        let email = Field::text("email", t.contact_email()).initial(said.email);
        let publisher = Field::text("publisher", t.contact_publisher())
            .hint(t.contact_publisher_hint())
            .initial(said.publisher);
        let privacy = Field::text("privacy_contact", t.contact_privacy())
            .hint(t.contact_privacy_hint())
            .initial(said.privacy_contact);
        view! {
            {crumbs(t, &desk)}
            <h1>{t.contact_title()}</h1>
            <p class="lead">{t.contact_lead()}</p>
            {done}
            <form method="post" action=action id=FORM class="stack" novalidate>
                {summary(t, &form)}
                {postal}
                {phone.show(t, &form)}
                {email.show(t, &form)}
                {publisher.show(t, &form)}
                {privacy.show(t, &form)}
                <p><button class="button">{t.contact_button()}</button></p>
            </form>
        }
    }))
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    postal: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    publisher: String,
    #[serde(default)]
    privacy_contact: String,
}

/// Keeps what the landlord says of itself.
///
/// # Errors
/// When the database does not answer.
pub async fn save(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let page = format!("/{}/gestion/coordonnees", desk.landlord.slug);
    match keep(&ctx, &desk, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("postal", sent.postal.as_str()),
                ("phone", &sent.phone),
                ("email", &sent.email),
                ("publisher", &sent.publisher),
                ("privacy_contact", &sent.privacy_contact),
            ];
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn keep(ctx: &Ctx, desk: &Desk, sent: &Sent) -> Result<(), Refusal> {
    let contact = Contact {
        postal: postal(&sent.postal)?,
        phone: line("phone", &sent.phone, 32)?,
        email: line("email", &sent.email, 254)?,
        publisher: line("publisher", &sent.publisher, 200)?,
        privacy_contact: line("privacy_contact", &sent.privacy_contact, 254)?,
    };
    if !contact.email.is_empty() && !contact.email.contains('@') {
        return Err(Complaint::about("email", Problem::NotAnEmail).into());
    }
    let mut tx = ctx.site.db.begin().await?;
    landlord_contact::set(&mut tx, desk.landlord.id, &contact, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// One line, white space reduced.
fn line(field: &str, typed: &str, max: usize) -> Result<String, Complaint> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > max {
        let max = i64::try_from(max).unwrap_or(i64::MAX);
        return Err(Complaint::about(field, Problem::AtMost { max }));
    }
    Ok(text)
}

/// The lines below the name, none empty.
fn postal(typed: &str) -> Result<String, Complaint> {
    let lines: Vec<String> = typed
        .lines()
        .map(|typed| line("postal", typed, 60))
        .collect::<Result<_, _>>()?;
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Err(Complaint::about("postal", Problem::Empty));
    }
    if lines.len() > LINES {
        return Err(Complaint::about("postal", Problem::TooManyLines { max: 4 }));
    }
    Ok(lines.join("\n"))
}
