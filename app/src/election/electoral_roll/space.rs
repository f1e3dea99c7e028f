//! What stands in one's space: decisions on corrections that one asked for.

use super::say;
use crate::i18n::T;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::id::AccountId;
use palier_store::election::electoral_roll::{self as roll, Correction};
use palier_store::{Db, StoreError, election, landlord};

/// The corrections that were decided, each with the address of its page.
///
/// # Errors
/// When the database does not answer.
pub async fn told(db: &Db, account: AccountId) -> Result<Vec<(String, Correction)>, StoreError> {
    let asked = roll::of_account(db, account).await?;
    let decided: Vec<_> = asked
        .into_iter()
        .filter(|one| one.outcome.is_some())
        .collect();
    if decided.is_empty() {
        return Ok(Vec::new());
    }
    let mut told = Vec::with_capacity(decided.len());
    for landlord in landlord::list(db).await? {
        for election in election::of_landlord(db, landlord.id).await? {
            let here = decided.iter().filter(|one| one.election_id == election.id);
            told.extend(here.map(|one| {
                let (slug, handle) = (&landlord.slug, &election.handle);
                let page = format!("/{slug}/election/{handle}/electeur/demande/{}", one.id);
                (page, one.clone())
            }));
        }
    }
    Ok(told)
}

/// The list; nothing when there is nothing to tell.
#[must_use]
pub fn list(t: T, told: &[(String, Correction)], now: DateTime<Utc>) -> AnyView {
    if told.is_empty() {
        return ().into_any();
    }
    let items = told.iter().map(|(page, one)| {
        let unread = one.read_at.is_none();
        let tag = unread.then(|| view! { " " <span class="tag soon">{t.notice_new()}</span> });
        let (_, outcome) = say::outcome(t, one.outcome);
        let when = one.decided_at.map(|at| t.ago(at, now, "Europe/Paris"));
        view! {
            <li class:unread=unread>
                <a href=page.clone()>{t.electoral_notice()}</a> {tag}
                <p class="who">{outcome} ", " {when}</p>
            </li>
        }
    });
    let items = items.collect_view();
    view! {
        <section class="card">
            <h2>{t.electoral_title()}</h2>
            <ul class="plain">{items}</ul>
        </section>
    }
    .into_any()
}
