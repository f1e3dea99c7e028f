//! Whose place each part of the key is; who first speaks for one holds it, and can free it.

use super::keys::answer;
use super::problem::SealProblem;
use super::{endpoint, keys};
use crate::election::load::{Found, found};
use crate::i18n::T;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::{AccountId, ElectionId};
use palier_store::Tx;
use palier_store::election::key_place::{self, KeyPlace};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Speaks for a place in a transaction: a free one becomes the reader's.
pub(super) async fn take(
    tx: &mut Tx,
    ctx: &Ctx,
    election: ElectionId,
    holder: i64,
    field: &str,
) -> Result<(), Refusal> {
    let me = ctx.signed_in()?.account_id;
    if key_place::take(tx, election, holder, me, ctx.now).await? {
        Ok(())
    } else {
        Err(Complaint::about(field, SealProblem::OthersPlace).into())
    }
}

/// The places that are taken, and what frees those that this reader may free.
pub(super) fn show(t: T, found: &Found, places: &[KeyPlace], me: Option<AccountId>) -> AnyView {
    if places.is_empty() {
        return ().into_any();
    }
    let commission = found.is(ElectionRole::Commission);
    let items = places.iter().map(|place| {
        let said = t.sealing_place_of(&place.own_name, t.number(place.holder));
        let free = (commission || me == Some(place.account_id)).then(|| {
            view! {
                <form method="post" action=endpoint(found, "key-place")>
                    <input type="hidden" name="holder" value=place.holder.to_string()/>
                    <button class="link">
                        {t.sealing_place_free()} <span class="hidden">" " {place.holder}</span>
                    </button>
                </form>
            }
        });
        view! { <li>{said} {free}</li> }
    });
    let items = items.collect_view();
    // A board may have one account that relays the files of all; what it then holds is said.
    let holders: BTreeSet<_> = places.iter().map(|place| place.account_id.0).collect();
    let relayed = (holders.len() < places.len())
        .then(|| view! { <p class="note">{t.sealing_place_several()}</p> });
    view! {
        <h3>{t.sealing_place_title()}</h3>
        <p>{t.sealing_place_what()}</p>
        {relayed}
        <ul class="plain">{items}</ul>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    holder: i64,
}

/// Frees a place: whose it is, or the commission.
///
/// # Errors
/// When the reader is of neither, or the database does not answer.
pub async fn free(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let commission = found.is(ElectionRole::Commission);
    if !commission && !found.is(ElectionRole::TallyBoard) {
        return Err(AppError::NotFound);
    }
    let me = ctx.signed_in()?.account_id;
    let mut tx = ctx.site.db.begin().await?;
    let id = found.election.id;
    if !key_place::free(&mut tx, id, sent.holder, me, commission, ctx.now).await? {
        return Err(AppError::NotFound);
    }
    tx.commit().await?;
    answer(&ctx, &found, keys::FORM, Ok(())).await
}
