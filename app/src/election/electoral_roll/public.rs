//! What anybody may know of the roll: how many electors each residence has, and the fingerprint.

use crate::election::home::{crumbs, stamp};
use crate::election::load::found;
use crate::i18n::T;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_store::election::electoral_roll as roll;

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let (db, id) = (&ctx.site.db, found.election.id);
    // Before the officer publishes, what was made may still change at will.
    let public = found.election.stage >= Stage::RollPublished;
    let standing = roll::standing(db, id).await?.filter(|_| public);
    let counts = roll::by_residence(db, id).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.electoral_title());
    Ok(shell::page(&ctx, &head, move || {
        let body = match standing {
            None => view! { <p class="empty">{t.electoral_not_published()}</p> }.into_any(),
            Some(standing) => {
                let zone = &found.landlord.zone;
                let frozen = standing.frozen_at.map(|at| {
                    let day = t.date(dates::local(at, zone).date_naive());
                    view! { <p>{t.electoral_frozen_on(day)}</p> }
                });
                let fingerprint = standing.fingerprint.map(|fingerprint| {
                    view! {
                        <h2>{t.electoral_fingerprint()}</h2>
                        <p><code>{fingerprint}</code></p>
                        <p>{t.electoral_fingerprint_what()}</p>
                    }
                });
                let mine = format!("{}/electeur", found.address());
                view! {
                    <p class="lead">{t.electoral_public_lead(standing.lines)}</p>
                    {frozen}
                    <p><a class="button" href=mine>{t.electoral_see_mine()}</a></p>
                    {residences(t, &counts)}
                    {fingerprint}
                }
                .into_any()
            }
        };
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.electoral_title()}</h1>
            {body}
        }
    }))
}

/// The table of residences.
pub(super) fn residences(t: T, counts: &[(String, i64)]) -> AnyView {
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let rows = counts
        .iter()
        .map(|(name, count)| {
            view! { <tr><th scope="row">{name.clone()}</th><td>{t.number(*count)}</td></tr> }
        })
        .collect_view();
    view! {
        <h2>{t.electoral_by_residence()}</h2>
        <div class="table" role="region" aria-label=t.electoral_by_residence() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.electoral_residence()}</th>
                        <th scope="col">{t.electoral_electors()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr><th scope="row">{t.electoral_total()}</th><td>{t.number(total)}</td></tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}
