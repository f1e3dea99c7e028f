//! Registering: codes made on the device, and what registers them sent from the account.

use super::load::{Found, crumbs, found, level};
use super::problem::{ConsultationProblem, unkept};
use super::script::place;
use crate::election::script::Script;
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::forms::{Complaint, Refusal};
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_ballots::{Ed25519, ElectionId, Half, Share, ShareText, combine};
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_store::consultation::roll;
use serde::Deserialize;

const FORM: &str = "inscription";

/// The page.
///
/// # Errors
/// When there is no such consultation for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let refused = form.complaint().is_some();
    let head = Head::of(&found.landlord, t.consultation_register_title()).refused(refused);
    Ok(shell::page(&ctx, &head, || {
        let until = t.instant(found.asked.roll_closes_at, &found.landlord.zone);
        let zone = &found.landlord.zone;
        let body = match found.elector {
            None => view! { <p class="note">{t.consultation_no_elector()}</p> }.into_any(),
            Some(_) if found.asked.stage != Stage::Registering => {
                view! { <p class="note">{t.consultation_problem_not_now()}</p> }.into_any()
            }
            Some(elector) => {
                let college = t.consultation_your_college(found.college(elector.college));
                let done = elector.registered_at.filter(|_| !refused).map(|at| {
                    let when = t.consultation_registered_at(t.instant(at, zone));
                    view! { <p class="note good" role="status">{when}</p> }
                });
                view! {
                    <p>{college}</p>
                    {done}
                    {maker(&ctx, &found)}
                }
                .into_any()
            }
        };
        view! {
            {crumbs(t, &found, true)}
            <h1>{t.consultation_register_title()}</h1>
            <p class="lead">{t.consultation_register_lead(until)}</p>
            {summary(t, &form)}
            {body}
            <h2>{t.consultation_knows()}</h2>
            <p>{t.consultation_knows_what()}</p>
            {level(t)}
        }
    }))
}

/// Where the script makes the codes; it fills the form and sends it.
fn maker(ctx: &Ctx, found: &Found) -> AnyView {
    let t: T = ctx.t;
    let inside = view! {
        <noscript>
            <p class="note">{t.consultation_no_script()}</p>
        </noscript>
    };
    let place = place(ctx, found, Script::Register, inside.into_any());
    // By this the script knows whether the codes that it sent are those of the roll.
    let registered = found.elector.and_then(|elector| elector.registered_at);
    let registered = registered.map_or_else(String::new, |at| at.to_rfc3339());
    view! {
        {place}
        <form
            method="post"
            action=found.endpoint("register")
            id=FORM
            data-registered=registered
            hidden
        >
            <input type="hidden" name="shares"/>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    shares: String,
}

/// Both halves of a credential, each with its proof and what finds its line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shares {
    a: ShareText,
    b: ShareText,
}

/// Registers a credential.
///
/// # Errors
/// When there is no such consultation for this reader, or the database does not answer.
pub async fn register(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let page = format!("{}/inscription", found.address());
    match keep(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(FORM, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn keep(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let account = ctx.signed_in()?.account_id;
    let none = || Complaint::whole(ConsultationProblem::NoShares);
    let (credential, tag) = read(&found.asked.handle, &sent.shares).ok_or_else(none)?;
    let mut tx = ctx.site.db.begin().await?;
    let kept = roll::register(
        &mut tx,
        found.asked.id,
        account,
        (&credential, &tag),
        ctx.now,
    );
    if let Some(problem) = unkept(kept.await?) {
        return Err(Complaint::whole(problem).into());
    }
    tx.commit().await?;
    Ok(())
}

/// The credential that the halves make, and its tag, once both proofs hold. What finds the line is
/// in the tag and is kept nowhere else.
fn read(handle: &str, shares: &str) -> Option<(String, [u8; 32])> {
    let id = ElectionId::parse(handle).ok()?;
    let shares: Shares = serde_json::from_str(shares).ok()?;
    let a = Share::<Ed25519>::verify(&shares.a, &id, Half::A, 0).ok()?;
    let b = Share::<Ed25519>::verify(&shares.b, &id, Half::B, 0).ok()?;
    let made = combine(&id, &[a], &[b], &[1]).ok()?;
    let credential = made.credentials.entries().into_iter().next()?;
    let credential = credential.split(',').next()?.to_owned();
    Some((credential, *made.tags.first()?.as_bytes()))
}
