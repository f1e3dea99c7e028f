//! A commitment as a card of the register.

use super::load::Register;
use super::say;
use crate::i18n::T;
use crate::parts::excerpt;
use leptos::prelude::*;
use palier_store::commitment::Commitment;

/// The card.
pub(super) fn card(t: T, register: &Register, one: &Commitment) -> AnyView {
    let late = one.is_late(register.today);
    let title = excerpt(&register.subject(one), 110);
    let indicator = (!one.indicator.is_empty()).then(|| {
        view! { <div><dt>{t.commitment_indicator()}</dt> <dd lang="fr">{one.indicator.clone()}</dd></div> }
    });
    let owner = (!one.owner.is_empty()).then(|| {
        view! { <div><dt>{t.commitment_owner()}</dt> <dd lang="fr">{one.owner.clone()}</dd></div> }
    });
    let due = one.due_on.map(|day| {
        view! { <div><dt>{t.commitment_due()}</dt> <dd>{t.date(day)}</dd></div> }
    });
    let left = match (owner.is_none(), due.is_none()) {
        (true, true) => Some(t.commitment_left_both()),
        (true, false) => Some(t.commitment_left_owner()),
        (false, true) => Some(t.commitment_left_due()),
        (false, false) => None,
    };
    let left = left.map(|said| view! { <p class="who">{said}</p> });
    view! {
        <li class="card commitment" class:is-late=late>
            {say::tags(t, one, register.today)}
            <h2><a href=register.of(one) lang="fr">{title}</a></h2>
            <dl>
                {owner}
                {due}
                {indicator}
                <div><dt>{t.commitment_source()}</dt> <dd>{source(t, register, one)}</dd></div>
            </dl>
            {left}
        </li>
    }
    .into_any()
}

/// The clause that commits, by its place in the text.
pub(super) fn source(t: T, register: &Register, one: &Commitment) -> AnyView {
    let Some(article) = register.article(one) else {
        return t.commitment_no_article().into_any();
    };
    let name = t.article_number(article.label.clone());
    let name = name.trim_end_matches('.').to_owned();
    // A clause that a later text dropped has its article's page still.
    let href = format!("{}/{}", register.address, article.at.handle);
    view! { <a href=href>{name}</a> }.into_any()
}
