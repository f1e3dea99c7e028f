//! One answer at the desk: its slip to print, and taking it back when its author asks in writing.

use super::typed::line;
use super::{address, crumbs, endpoint};
use crate::agreement::load::{Found, any};
use crate::agreement::problem::refusal;
use crate::agreement::say;
use crate::entry::say::spelled;
use crate::i18n::T;
use crate::parts::field::{Field, summary};
use crate::parts::qr;
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Form, Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::collective_agreement::course::Standing;
use palier_domain::id::AgreementAnswerId;
use palier_store::collective_agreement::{self as agreement, Given, TakenBack};
use serde::Deserialize;
use uuid::Uuid;

const FORM: &str = "retrait";
/// The most characters of a sheet's number.
const REFERENCE: usize = 120;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after it was entered.
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When there is no such answer, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    _: Desk,
    Path((slug, id, answer)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = any(&ctx, &slug, &id).await?;
    let answer = Uuid::parse_str(&answer).map_err(|_| AppError::NotFound)?;
    let one = agreement::one_answer(&ctx.site.db, found.id(), AgreementAnswerId(answer)).await?;
    let one = one.ok_or(AppError::NotFound)?;
    let form = ctx.form(FORM).await?;
    let (t, today) = (ctx.t, ctx.today(&found.landlord.zone).to_string());
    let head = Head::of(&found.landlord, t.agreement_written()).refused(form.complaint().is_some());
    let site = ctx.site.origin.to_string();
    Ok(shell::page(&ctx, &head, move || {
        let done = (!asked.fait.is_empty() && form.complaint().is_none())
            .then(|| view! { <p class="note good" role="status">{t.agreement_entered()}</p> });
        let said =
            t.agreement_they_said(t.date(one.received_on), &one.name, say::says(t, one.says));
        let kept = one
            .source
            .is_some()
            .then(|| view! { <p class="who">{t.agreement_on_paper(&one.reference)}</p> });
        let back = match found.whole.standing {
            Standing::Open(_) | Standing::Counting(_) => take_back(t, &found, &one, &form, &today),
            _ => ().into_any(),
        };
        let another = format!("{}/saisie", address(&found));
        view! {
            <div class="screen-only">
                {crumbs(t, &found)}
                <h1>{t.agreement_written()}</h1>
                {done}
                <p lang="fr">{format!("{}, {}, {}", one.estate, one.building, one.dwelling)}</p>
                <p class="note">{said}</p>
                {kept}
            </div>
            {one.slip.as_ref().map(|code| slip(t, &found, &one, code, &site))}
            <div class="screen-only">
                <p><a class="button" href=another>{t.agreement_enter_another()}</a></p>
                {back}
            </div>
        }
    }))
}

/// The slip: what the person takes home, printed or read out.
fn slip(t: T, found: &Found, one: &Given, code: &str, site: &str) -> AnyView {
    let drawn = qr::svg(&format!("{site}/suivi/{code}")).unwrap_or_default();
    let address = format!("{site}/suivi");
    let address = address
        .split_once("://")
        .map_or(address.clone(), |(_, rest)| rest.to_owned());
    let said = t.agreement_slip_said(
        t.date(one.received_on),
        &one.dwelling,
        say::says(t, one.says),
    );
    let last = found.whole.last().map(|round| round.period.last);
    let back = last.map(|last| t.agreement_slip_back(t.date(last)));
    view! {
        <section class="slip" aria-label=t.slip_title()>
            <p class="eyebrow">{found.landlord.name.clone()}</p>
            <p class="slip-title">{t.agreement_slip_title()}</p>
            <p lang="fr">{found.whole.agreement.title.clone()}</p>
            <p>{said}</p>
            <div class="slip-key">
                <div>
                    <p>{t.slip_code()}</p>
                    <p class="letter-code slip-code">{code.to_owned()}</p>
                    <p>{t.slip_web()} " " <strong class="slip-address">{address}</strong></p>
                </div>
                <div class="slip-qr" inner_html=drawn></div>
            </div>
            <p>{back}</p>
        </section>
        <p class="screen-only spelled">{t.slip_read_out_how()} " " <strong>{spelled(t, code)}</strong></p>
    }
    .into_any()
}

fn take_back(t: T, found: &Found, one: &Given, form: &FormState, today: &str) -> AnyView {
    let day = Field::day("received_on", t.agreement_back_received()).initial(today);
    let reference =
        Field::text("reference", t.agreement_reference()).hint(t.agreement_reference_hint());
    view! {
        <details open=form.complaint().is_some()>
            <summary>{t.agreement_back_title()}</summary>
            <p>{t.agreement_back_what()}</p>
            <form method="post" action=endpoint(found, "take-back") id=FORM class="stack" novalidate>
                {summary(t, form)}
                <input type="hidden" name="answer" value=one.id.to_string()/>
                {day.show(t, form)}
                {reference.show(t, form)}
                <p><button class="button quiet">{t.agreement_back_button()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    answer: Uuid,
    #[serde(default)]
    received_on: String,
    #[serde(default)]
    reference: String,
}

/// Takes an answer back.
///
/// # Errors
/// When there is no such answer, or the database does not answer.
pub async fn back(
    ctx: Ctx,
    _: Desk,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = any(&ctx, &slug, &id).await?;
    let page = address(&found);
    match taken_back(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("received_on", sent.received_on.as_str()),
                ("reference", &sent.reference),
            ];
            let page = format!("{page}/reponse/{}", sent.answer);
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn taken_back(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let received_on = typed_day("received_on", &sent.received_on)?;
    let reference = line("reference", &sent.reference, REFERENCE)?;
    if reference.is_empty() {
        return Err(Complaint::about("reference", Problem::Empty).into());
    }
    let taken = TakenBack {
        answer: AgreementAnswerId(sent.answer),
        received_on,
        reference,
        by: ctx.signed_in()?.account_id,
    };
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    agreement::take_back(&mut tx, found.id(), &taken, today, ctx.now)
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    Ok(())
}
