//! An amendment as a card: who, what in plain words, the words, where it stands.

use super::change::{self, Change};
use super::{diff, tag};
use crate::i18n::T;
use crate::parts::author;
use leptos::prelude::*;
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_store::amendment::Amendment;

/// The address of an amendment: by its number, or by its id while it has none and gathers
/// signatures; none of a draft.
#[must_use]
pub fn address(one: &Amendment) -> Option<String> {
    let base = format!("/{}/charte/amendements", one.landlord_slug);
    match (one.number, one.state.lifecycle) {
        (Some(number), _) => Some(format!("{base}/{number}")),
        (None, Lifecycle::Gathering) => Some(format!("{base}/brouillon/{}", one.id)),
        (None, _) => None,
    }
}

/// Its number, or that it has none yet.
#[must_use]
pub fn numbered(t: T, one: &Amendment) -> String {
    match one.number {
        Some(number) => t.amendment_card_number(number),
        None => t.amendment_card_no_number().to_owned(),
    }
}

/// Who proposes it: her name, and in what quality.
#[must_use]
pub fn by(t: T, one: &Amendment) -> String {
    let name = author(t, &one.author_name);
    named(t, name, one.quality, one.association_name.as_deref())
}

/// A name with the quality in which somebody speaks; an association goes by its own.
#[must_use]
pub fn named(t: T, name: String, quality: Quality, association: Option<&str>) -> String {
    match quality {
        Quality::Tenant => t.amendment_card_by_tenant(name),
        Quality::Association(_) => {
            t.amendment_card_by_association(association.unwrap_or_default(), name)
        }
        Quality::Landlord => t.amendment_card_by_landlord(name),
    }
}

/// The card, with what it changes.
#[must_use]
pub fn card(t: T, one: &Amendment, changes: &[Change]) -> AnyView {
    beside(t, one, changes, ().into_any())
}

/// The card, with what it changes and what is said of others beside it.
#[must_use]
pub fn beside(t: T, one: &Amendment, changes: &[Change], others: AnyView) -> AnyView {
    view! {
        <li class="card amendment">
            {head(t, one)}
            {change::show(t, changes, diff::Extent::Changes)}
            {others}
            {foot(t, one)}
        </li>
    }
    .into_any()
}

/// The card, with its sentences and without the words: for long lists.
#[must_use]
pub fn short(t: T, one: &Amendment, changes: &[Change]) -> AnyView {
    let said = change::said_once(changes);
    view! { <li class="card amendment">{head(t, one)} {said} {foot(t, one)}</li> }.into_any()
}

fn head(t: T, one: &Amendment) -> AnyView {
    let title = if one.title.is_empty() {
        t.amendment_card_untitled().to_owned()
    } else {
        one.title.clone()
    };
    let title = match address(one) {
        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <p class="tags">{tag::tags(t, one.state)}</p>
        <h3><span class="label">{numbered(t, one)}</span> " " <span lang="fr">{title}</span></h3>
        <p class="who">{by(t, one)}</p>
    }
    .into_any()
}

fn foot(t: T, one: &Amendment) -> AnyView {
    let signed = (one.signatures > 0)
        .then(|| view! { <span>{t.amendment_card_signatures(one.signatures)}</span> });
    let parent = one
        .parent_id
        .map(|_| view! { <span>{t.amendment_card_sub()}</span> });
    let why = (!one.reason.is_empty())
        .then(|| view! { <p class="why">{t.amendment_card_why()} " " <span lang="fr">{one.reason.clone()}</span></p> });
    view! { {why} <p class="who counts">{signed} {parent}</p> }.into_any()
}
