//! The signature block, and who may sign in it.

use super::figures;
use super::load::InForce;
use crate::i18n::T;
use crate::parts::choice::{Choice, select};
use crate::parts::field::{Field, summary};
use crate::site::forms::FormState;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::account::role::Quality;
use palier_domain::charter::adoption::task::{Task, may};
use palier_domain::charter::amendment::college::College;
use palier_domain::id::AssociationId;
use palier_store::adoption::{Adoption, Signature};

/// The form of a signature.
pub(super) const SIGN: &str = "signature";

/// For whom somebody signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    /// The college.
    pub college: College,
    /// The association, where it is theirs.
    pub association: Option<AssociationId>,
    /// What it is called.
    pub name: String,
}

impl Party {
    /// What the form sends for it.
    pub fn value(&self) -> String {
        match self.association {
            Some(id) => id.to_string(),
            None => self.college.name().to_owned(),
        }
    }

    fn signed(&self, one: &Signature) -> bool {
        one.college == self.college && one.association_id == self.association
    }
}

/// Whoever the text has to be signed for, in the order of the rules.
pub(super) fn parties(t: T, of: &InForce<'_>) -> Vec<Party> {
    let mut all = Vec::new();
    for state in &of.adoption.colleges {
        let own = state.rule.college;
        match own {
            College::Associations => all.extend(of.adoption.seats.iter().map(|seat| Party {
                college: own,
                association: Some(seat.association),
                name: seat.name.clone(),
            })),
            College::Tenants => all.push(Party {
                college: own,
                association: None,
                name: figures::name(t, own).to_owned(),
            }),
            College::Landlord => all.push(Party {
                college: own,
                association: None,
                name: of.reader.landlord.name.clone(),
            }),
        }
    }
    all
}

/// Those for whom the reader may sign: a delegate for her association alone.
pub(super) fn hers(t: T, of: &InForce<'_>) -> Vec<Party> {
    let hats = of.hats();
    let runs = hats.facilitator && !hats.landlord_staff;
    let qualities = &of.reader.found.standing.qualities;
    let speaks = |id: AssociationId| runs || qualities.contains(&Quality::Association(id));
    let mut all = parties(t, of);
    all.retain(|one| {
        may(Task::Sign(one.college), hats).is_ok() && one.association.is_none_or(speaks)
    });
    all
}

/// Who signed for each, in words: name, as what, when; nothing while nobody did.
pub(super) fn signed(t: T, adoption: &Adoption, party: &Party) -> Vec<String> {
    let own = adoption.signatures.iter().filter(|one| party.signed(one));
    own.map(|one| {
        let day = t.date(one.signed_on);
        match one.capacity.as_str() {
            "" => t.adopted_signed(day, &one.name),
            capacity => t.adopted_signed_as(capacity, day, &one.name),
        }
    })
    .collect()
}

/// The block.
pub(super) fn block(t: T, of: &InForce<'_>) -> AnyView {
    let rows = parties(t, of).into_iter().map(|party| {
        let signed = signed(t, of.adoption, &party);
        let said = if signed.is_empty() {
            view! { <p class="signature-open">{t.adopted_not_signed()}</p> }.into_any()
        } else {
            let all = signed
                .into_iter()
                .map(|one| view! { <p lang="fr">{one}</p> });
            all.collect_view().into_any()
        };
        view! { <li><p class="signature-for">{party.name}</p> {said}</li> }
    });
    view! {
        <section class="signatures" id="signatures">
            <h2>{t.adopted_signatures()}</h2>
            <ul>{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The form to sign, for whoever may.
pub(super) fn form(t: T, of: &InForce<'_>, form: &FormState, today: NaiveDate) -> AnyView {
    let hers = hers(t, of);
    if hers.is_empty() {
        return ().into_any();
    }
    let choices = hers
        .iter()
        .map(|one| Choice::new(one.value(), one.name.clone()));
    let choices: Vec<Choice> = choices.collect();
    let none = (choices.len() > 1).then(|| t.adopted_sign_choose());
    let action = format!("/api/adopted/{}/sign", of.reader.landlord.slug);
    let name = Field::text("name", t.adopted_sign_name()).hint(t.adopted_sign_name_hint());
    let capacity = Field::text("capacity", t.adopted_sign_capacity());
    let capacity = capacity.hint(t.adopted_sign_capacity_hint());
    let day = Field::day("signed_on", t.adopted_sign_day()).initial(today.to_string());
    view! {
        <section class="card screen-only">
            <h2>{t.adopted_sign()}</h2>
            <p>{t.adopted_sign_what()}</p>
            <form method="post" action=action id=SIGN class="stack" novalidate>
                {summary(t, form)}
                {select(t, form, "party", t.adopted_sign_for(), none, choices)}
                {name.show(t, form)}
                {capacity.show(t, form)}
                {day.show(t, form)}
                <p><button class="button">{t.adopted_sign_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}
