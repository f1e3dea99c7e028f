//! Following an answer on paper by the code of its slip, without an account.

use super::say;
use crate::landlord::load;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::response::Response;
use leptos::prelude::*;
use palier_store::collective_agreement::OnPaper;

/// The page: what was entered, until when it may be taken back.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: &Ctx, one: OnPaper) -> Result<Response, AppError> {
    let landlord = load::by_slug(ctx, &one.landlord_slug).await?;
    let t = ctx.t;
    let open = ctx.today(&landlord.zone) <= one.last_day;
    let address = super::address(&one.landlord_slug, one.agreement_id);
    let head = Head::of(&landlord, t.agreement_slip_title());
    Ok(shell::page(ctx, &head, move || {
        let said = t.agreement_slip_said(
            t.date(one.received_on),
            &one.dwelling,
            say::says(t, one.says),
        );
        let back = open.then(|| view! { <p>{t.agreement_slip_back(t.date(one.last_day))}</p> });
        view! {
            <p class="eyebrow">{t.follow_slip()} " " <span class="slip-code">{one.slip.clone()}</span></p>
            <h1>{t.agreement_slip_title()}</h1>
            <p lang="fr"><a href=address>{one.title.clone()}</a></p>
            <p class="note good">{said}</p>
            <p class="who">{t.agreement_slip_reference(&one.reference)}</p>
            {back}
        }
    }))
}
