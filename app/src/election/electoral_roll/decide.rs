//! A correction at the officer's desk: what is asked, and deciding it with a reason.

use super::problem::{RollProblem, refusal};
use super::request::{decision, show};
use super::{desk_address, endpoint};
use crate::election::load::{Found, found};
use crate::i18n::{Locale, T};
use crate::mail::{self, Letter, Sending, To};
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{Field, area, summary};
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::{shell, shell::Head};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::electoral_roll::correction::{CorrectionOutcome, Effect, may_decide};
use palier_domain::id::CorrectionId;
use palier_domain::mail::Urgency;
use palier_domain::moderation::words;
use palier_store::Tx;
use palier_store::election::electoral_roll::{
    self as roll, Correction, Decided, Decision, HeardAt,
};
use serde::Deserialize;
use uuid::Uuid;

const FORM: &str = "decision";

/// The page.
///
/// # Errors
/// When the election has no such correction, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle, id)): Path<(String, String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let one = roll::one(&ctx.site.db, CorrectionId(id))
        .await?
        .filter(|one| one.election_id == found.election.id)
        .ok_or(AppError::NotFound)?;
    let form = ctx.form(FORM).await?;
    let heard = roll::heard_at(&ctx.site.db, one.id).await?;
    let t = ctx.t;
    let head =
        Head::of(&found.landlord, t.electoral_request_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let open = one.outcome.is_none() && may_decide(found.election.stage).is_ok();
        let zone = &found.landlord.zone;
        let below = if open {
            decide_form(t, &found, &one, &form)
        } else {
            decision(t, &one, zone)
        };
        let back = desk_address(&found);
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=back>{t.electoral_title()}</a>
            </nav>
            <h1>{t.electoral_request_title()}</h1>
            {show(t, &one, zone)}
            {heard.map(|heard| came(t, &heard))}
            {below}
        }
    }))
}

/// Where the words came from that an officer entered.
fn came(t: T, heard: &HeardAt) -> AnyView {
    let said = crate::entry::say::heard(t, heard.source, &heard.place, &t.date(heard.heard_on));
    view! { <p class="who">{t.electoral_enter_heard(said)}</p> }.into_any()
}

fn decide_form(t: T, found: &Found, one: &Correction, form: &FormState) -> AnyView {
    let mut choices = vec![
        Choice::new("again", t.electoral_effect_again()).what(t.electoral_effect_again_what()),
        Choice::new("name", t.electoral_effect_name()).what(t.electoral_effect_name_what()),
    ];
    if one.tenancy_id.is_some() {
        choices.push(Choice::new("admit", t.electoral_effect_admit()));
        choices.push(Choice::new("strike", t.electoral_effect_strike()));
    }
    choices.push(Choice::new("refuse", t.electoral_effect_refuse()));
    let name = Field::text("name", t.electoral_effect_new_name()).initial(one.person.clone());
    view! {
        <form method="post" action=endpoint(found, "decide") id=FORM class="stack" novalidate>
            {summary(t, form)}
            <input type="hidden" name="correction" value=one.id.to_string()/>
            {radios(t, form, "effect", t.electoral_effect(), "", choices)}
            <details open=form.is_refilled()>
                <summary>{t.electoral_effect_name()}</summary>
                {name.show(t, form)}
                {area(t, form, "address", t.electoral_effect_new_address(), String::new(), String::new())}
            </details>
            {area(t, form, "reason", t.electoral_reason(), t.electoral_reason_hint().to_owned(), String::new())}
            <p><button class="button">{t.electoral_decide()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    correction: Uuid,
    #[serde(default)]
    effect: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    reason: String,
}

/// Decides a correction.
///
/// # Errors
/// When the election has no such correction, or the database does not answer.
pub async fn decide(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    match decided(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{}?fait=1", desk_address(&found))))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("effect", sent.effect.as_str()),
                ("name", &sent.name),
                ("address", &sent.address),
                ("reason", &sent.reason),
            ];
            let page = format!("{}/demande/{}", desk_address(&found), sent.correction);
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn decided(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let (outcome, effect) = effect(sent)?;
    let reason = words::reason(&sent.reason).map_err(|e| Complaint::about("reason", e))?;
    let id = CorrectionId(sent.correction);
    let asked = roll::one(&ctx.site.db, id).await?;
    let about_tenancy = matches!(effect, Effect::Admit | Effect::Strike);
    if about_tenancy && asked.is_none_or(|one| one.tenancy_id.is_none()) {
        return Err(Complaint::about("effect", RollProblem::NoTenancy).into());
    }
    let decision = Decision {
        id,
        by: ctx.signed_in()?.account_id,
        outcome,
        reason,
        effect,
    };
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    let told = roll::decide(&mut tx, found.election.id, &decision, today, ctx.now)
        .await
        .map_err(refusal)?;
    if let Some(told) = told {
        write_to(ctx, &mut tx, found, id, &told).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn effect(sent: &Sent) -> Result<(CorrectionOutcome, Effect), Complaint> {
    let accepted = CorrectionOutcome::Accepted;
    Ok(match sent.effect.as_str() {
        "again" => (accepted, Effect::MadeAgain),
        "admit" => (accepted, Effect::Admit),
        "strike" => (accepted, Effect::Strike),
        "refuse" => (CorrectionOutcome::Refused, Effect::MadeAgain),
        "name" => (
            accepted,
            Effect::Name {
                name: lines("name", &sent.name, 1)?,
                address: lines("address", &sent.address, 4)?,
            },
        ),
        _ => return Err(Complaint::about("effect", Problem::ChooseOne)),
    })
}

/// At most so many lines, white space reduced, none empty.
fn lines(field: &str, typed: &str, most: usize) -> Result<String, Complaint> {
    let lines = typed
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Err(Complaint::about(field, Problem::Empty));
    }
    if lines.len() > most {
        let max = i64::try_from(most).unwrap_or_default();
        return Err(Complaint::about(field, Problem::TooManyLines { max }));
    }
    if lines.iter().any(|line| line.chars().count() > 100) {
        return Err(Complaint::about(field, Problem::AtMost { max: 100 }));
    }
    Ok(lines.join("\n"))
}

/// Writes to who asked that something stands in her space, if she gave an address.
async fn write_to(
    ctx: &Ctx,
    tx: &mut Tx,
    found: &Found,
    id: CorrectionId,
    told: &Decided,
) -> Result<(), AppError> {
    let Some(email) = &told.email else {
        return Ok(());
    };
    let t = T {
        locale: Locale::from_tag(&told.locale).unwrap_or_default(),
    };
    let origin = &ctx.site.origin;
    let letter = Letter::new(t, t.mail_notice_subject(), origin)
        .says(t.mail_hello(&told.own_name))
        .says(t.mail_notice_what())
        .link(t.mail_notice_button(), format!("{origin}/mon-espace"));
    let sending = Sending {
        kind: mail::NOTICE,
        key: format!("{}:{id}", mail::NOTICE),
        urgency: Urgency::Ordinary,
    };
    let to = To {
        account: Some(told.account_id),
        address: email,
        zone: &found.landlord.zone,
    };
    mail::queue(tx, to, sending, &letter, ctx.now).await?;
    Ok(())
}
