//! Comments entered for somebody, for a slip to be found and printed again.

use super::say;
use crate::landlord::desk;
use crate::parts::excerpt;
use crate::site::access::Desk;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::entry::slip::SlipCode;
use palier_domain::markdown;
use palier_store::entry::{self, Entry};
use serde::Deserialize;

/// Entries that are looked through.
const KNOWN: i64 = 2000;
/// Entries that are shown.
const SHOWN: usize = 50;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Words of the comment, the name, the place, or the code.
    #[serde(default)]
    cherche: String,
}

/// The page: the latest, or those that hold what is looked for.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let wanted = asked.cherche.trim().to_lowercase();
    let db = &ctx.site.db;
    let found: Vec<Entry> = match SlipCode::parse(&wanted) {
        Ok(code) => {
            let one = entry::by_slip(db, &code.to_string()).await?;
            one.into_iter()
                .filter(|one| one.landlord_slug == desk.landlord.slug)
                .collect()
        }
        Err(_) => {
            let all = entry::of_landlord(db, desk.landlord.id, KNOWN).await?;
            let held = all.into_iter().filter(|one| holds(one, &wanted));
            held.take(SHOWN).collect()
        }
    };
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.entry_find());
    Ok(shell::page(&ctx, &head, || {
        let list = if found.is_empty() {
            view! { <p class="empty">{t.entry_none()}</p> }.into_any()
        } else {
            show(&ctx, &desk, &found)
        };
        let enter = format!("/{}/gestion/saisie", desk.landlord.slug);
        view! {
            {desk::crumbs(t, &desk)}
            <h1>{t.entry_find()}</h1>
            <p class="lead">{t.entry_find_lead()}</p>
            <form method="get" class="stack search" role="search">
                <div class="field">
                    <label for="cherche">{t.entry_search()}</label>
                    <p class="hint" id="cherche-hint">{t.entry_search_hint()}</p>
                    <input id="cherche" name="cherche" type="search" value=asked.cherche.clone() autocomplete="off" aria-describedby="cherche-hint"/>
                </div>
                <p><button class="button quiet">{t.entry_search_go()}</button></p>
            </form>
            {list}
            <p><a class="button" href=enter>{t.entry_another()}</a></p>
        }
    }))
}

fn holds(one: &Entry, wanted: &str) -> bool {
    [&one.body, &one.name, &one.place]
        .into_iter()
        .any(|text| text.to_lowercase().contains(wanted))
}

/// Entries as a list, each with the way to its slip.
#[must_use]
pub fn show(ctx: &Ctx, desk: &Desk, entries: &[Entry]) -> AnyView {
    let t = ctx.t;
    let items = entries
        .iter()
        .map(|one| {
            let slip = format!("/{}/gestion/saisie/{}/talon", desk.landlord.slug, one.comment_id);
            let words = if one.withdrawn_at.is_some() {
                view! { <span>{t.comment_withdrawn()}</span> }.into_any()
            } else if one.hidden_at.is_some() {
                view! { <span>{t.moderation_is_hidden()}</span> }.into_any()
            } else {
                let words = excerpt(&markdown::plain(&one.body), 120);
                view! { <span lang="fr">{words}</span> }.into_any()
            };
            let heard = say::heard(t, one.source, &one.place, &t.day_month(one.heard_on));
            view! {
                <li>
                    <p><strong lang="fr">{one.name.clone()}</strong> " " {words}</p>
                    <p class="who heard">{heard} ". " {t.entry_typed(t.ago(one.created_at, ctx.now, &desk.landlord.zone))}</p>
                    <p><a href=format!("/suivi/{}", one.slip)>{t.entry_status()}</a></p>
                    <p><a href=slip>{t.entry_slip_of()} " " <span class="slip-code">{one.slip.clone()}</span></a></p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}
