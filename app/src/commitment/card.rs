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
    view! {
        <li class="card commitment" class:is-late=late>
            {say::tags(t, one, register.today)}
            <h2><a href=register.of(one) lang="fr">{title}</a></h2>
            <dl>
                <div><dt>{t.commitment_owner()}</dt> <dd>{say::or_open(t, &one.owner)}</dd></div>
                <div><dt>{t.commitment_due()}</dt> <dd>{say::due(t, one)}</dd></div>
                {indicator}
                <div><dt>{t.commitment_source()}</dt> <dd>{source(t, register, one)}</dd></div>
            </dl>
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
