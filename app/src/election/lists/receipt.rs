//! The receipt of a filing: what was filed, sign for sign, with time and fingerprint.

use super::Opened;
use crate::election::load::Found;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_domain::id::UploadId;
use palier_store::candidate_list::{CandidateList, Entrant};
use palier_store::upload::{self, Upload};
use serde_json::json;

/// The version of the document.
const FORMAT: u8 = 1;

/// What is filed, as JSON; files stand there by their SHA-256.
///
/// # Errors
/// When the database does not answer.
pub async fn document(
    ctx: &Ctx,
    found: &Found,
    list: &CandidateList,
    entrants: &[Entrant],
) -> Result<Vec<u8>, AppError> {
    let mut candidates = Vec::new();
    for one in entrants {
        candidates.push(json!({
            "place": one.place,
            "name": one.name,
            "sex": one.sex,
            "birth": one.birth_date,
            "lease": one.lease,
            "payment": one.payment,
            "kept": one.kept,
            "nothing_bars": one.unbarred,
            "form": hash(ctx, one.form_id).await?,
        }));
    }
    let document = json!({
        "format": FORMAT,
        "election": found.election.handle,
        "list": list.id,
        "title": list.title,
        "national_body": list.national_body,
        "independent": list.independent,
        "proof": hash(ctx, list.proof_id).await?,
        "statement": list.statement,
        "handed_in_by": list.handed_in_by,
        "received_on": list.received_on,
        "filed_at": ctx.now,
        "candidates": candidates,
    });
    serde_json::to_vec_pretty(&document).map_err(|e| AppError::internal(&e))
}

async fn hash(ctx: &Ctx, id: Option<UploadId>) -> Result<Option<String>, AppError> {
    let Some(id) = id else {
        return Ok(None);
    };
    let kept = upload::about(&ctx.site.db, id).await?;
    Ok(kept.map(|kept| hex::encode(kept.sha256)))
}

/// The receipt, as whoever filed shows it.
pub(super) fn show(t: T, opened: &Opened, kept: &Upload, zone: &str) -> AnyView {
    let list = &opened.list;
    let filed = list
        .filed_at
        .map_or(String::new(), |at| t.instant(at, zone));
    let received = list
        .received_on
        .map(|day| t.list_receipt_received(t.date(day)));
    let by = (!list.handed_in_by.is_empty())
        .then(|| view! { <p>{t.list_receipt_on_paper(&list.handed_in_by)}</p> });
    let file = format!("{}/piece/{}", opened.address(), kept.id);
    view! {
        <section class="card receipt">
            <h2>{t.list_receipt_title()}</h2>
            <p>{t.list_receipt_filed(filed, &list.title)}</p>
            <p>{received}</p>
            {by}
            <p>{t.list_receipt_hash()} " " <code>{hex::encode(&kept.sha256)}</code></p>
            <p class="screen-only"><a href=file>{t.list_receipt_document()}</a></p>
            <p class="who">{t.list_receipt_check()}</p>
            <p class="who screen-only">{t.list_receipt_print()}</p>
        </section>
    }
    .into_any()
}
