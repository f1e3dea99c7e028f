//! An agreement as a card: in the list, and on the home page of those who are asked.

use super::say;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_store::collective_agreement::{self as agreement, AskedOf, Whole};
use palier_store::landlord::Landlord;

/// An agreement of the list.
pub(super) fn listed(t: T, landlord: &Landlord, whole: &Whole) -> AnyView {
    let (class, tag) = say::standing(t, whole.standing);
    let address = super::address(&landlord.slug, whole.agreement.id);
    let title = whole.agreement.title.clone();
    let dwellings = t.agreement_dwellings(say::number(whole.concerned));
    view! {
        <section class="card">
            <span class=class>{tag}</span>
            <h2 lang="fr"><a href=address>{title}</a></h2>
            <p>{say::way(t, whole.agreement.way)} " " {dwellings}</p>
        </section>
    }
    .into_any()
}

/// What the reader is asked today, in writing.
///
/// # Errors
/// When the database does not answer.
pub async fn asked(ctx: &Ctx, landlord: &Landlord) -> Result<Vec<AskedOf>, AppError> {
    let Some(me) = &ctx.session else {
        return Ok(Vec::new());
    };
    let today = ctx.today(&landlord.zone);
    Ok(agreement::asked_of(&ctx.site.db, me.account_id, landlord.id, today).await?)
}

/// The cards of those agreements; nothing when nothing is asked.
#[must_use]
pub fn cards(t: T, landlord: &Landlord, asked: &[AskedOf]) -> AnyView {
    asked
        .iter()
        .map(|one| {
            let address = super::address(&landlord.slug, one.id);
            let done = one.answered >= one.asked;
            let (class, tag, action) = if done {
                (
                    "tag done",
                    t.agreement_answered().to_owned(),
                    t.agreement_see(),
                )
            } else {
                let until = t.agreement_state_open(t.day_month(one.last_day));
                ("tag open", until, t.agreement_answer_now())
            };
            view! {
                <section class="card main">
                    <span class=class>{tag}</span>
                    <h2 lang="fr">{one.title.clone()}</h2>
                    <p>{t.agreement_asked_what()}</p>
                    <p><a class="button" href=address>{action}</a></p>
                </section>
            }
        })
        .collect_view()
        .into_any()
}
