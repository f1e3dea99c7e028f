//! The reader's own dwelling: what it answered and who said so, and the form to answer in writing.

use super::load::Found;
use super::say;
use crate::i18n::T;
use crate::parts::choice::{Choice, radios, tick};
use crate::parts::field::summary;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_domain::election::collective_agreement::Says;
use palier_domain::election::collective_agreement::course::{Standing, Way};
use palier_domain::id::DwellingId;
use palier_store::collective_agreement::{self as agreement, Given};

/// A dwelling of mine that is asked, and its form.
pub(super) struct Mine {
    at: agreement::Mine,
    form: FormState,
}

impl Mine {
    /// Whether its form was refused.
    pub(super) fn refused(&self) -> bool {
        self.form.complaint().is_some()
    }
}

/// The form of a dwelling.
pub(super) fn form_id(dwelling: DwellingId) -> String {
    format!("reponse-{}", dwelling.0.simple())
}

/// My dwellings that are asked in the round that runs or ran last; none for who is not signed in.
pub(super) async fn load(ctx: &Ctx, found: &Found) -> Result<Vec<Mine>, AppError> {
    let (Some(me), Some(last)) = (&ctx.session, found.whole.last()) else {
        return Ok(Vec::new());
    };
    let at = (found.id(), last.which);
    let today = ctx.today(&found.landlord.zone);
    let mine = agreement::mine(&ctx.site.db, at, me.account_id, today).await?;
    let mut all = Vec::with_capacity(mine.len());
    for one in mine {
        let form = ctx.form(&form_id(one.dwelling_id)).await?;
        all.push(Mine { at: one, form });
    }
    Ok(all)
}

/// The dwelling as a card.
pub(super) fn show(t: T, found: &Found, mine: &Mine) -> AnyView {
    let at = &mine.at;
    let open = matches!(found.whole.standing, Standing::Open(_));
    let here = format!("{}, {}, {}", at.estate, at.building, at.dwelling);
    let own = at.given.iter().find(|one| one.person_id == at.person_id);
    let other = at.given.iter().find(|one| one.person_id != at.person_id);
    let said = at.given.iter().map(|one| given(t, at, one)).collect_view();
    let differ = own.zip(other).filter(|(a, b)| a.says != b.says);
    let differ = differ.map(|_| view! { <p class="note">{t.agreement_differ()}</p> });
    let shared = (own.is_none() && other.is_some())
        .then(|| view! { <p class="note">{t.agreement_shared()}</p> });
    let nothing =
        (at.given.is_empty() && !open).then(|| view! { <p>{t.agreement_said_nothing()}</p> });
    let form = match (open, own, other) {
        (true, Some(own), _) => correct(t, found, mine, own),
        (true, None, None) => the_form(t, found, mine, None),
        // The summary alone: somebody of the dwelling was first.
        (_, _, _) => {
            view! { <div id=mine.form.id.clone()>{summary(t, &mine.form)}</div> }.into_any()
        }
    };
    view! {
        <section class="card main">
            <h2>{t.agreement_my_dwelling()}</h2>
            <p lang="fr"><strong>{here}</strong></p>
            {said}
            {shared}
            {differ}
            {nothing}
            {form}
        </section>
    }
    .into_any()
}

/// An answer of the dwelling, by its author's name: only those who rent it read this.
fn given(t: T, at: &agreement::Mine, one: &Given) -> AnyView {
    let (says, day) = (say::says(t, one.says), t.date(one.received_on));
    let mine = one.person_id == at.person_id;
    let said = match (mine, one.source.is_some()) {
        (true, false) => t.agreement_you_said(day, says),
        (true, true) => t.agreement_you_wrote(day, says),
        (false, false) => t.agreement_they_said(day, &one.name, says),
        (false, true) => t.agreement_they_wrote(day, &one.name, says),
    };
    view! { <p class="note good">{said}</p> }.into_any()
}

fn endpoint(found: &Found, act: &str) -> String {
    let (slug, id) = (&found.landlord.slug, found.id());
    format!("/api/agreement/{slug}/{id}/{act}")
}

/// Correct it, or take it back.
fn correct(t: T, found: &Found, mine: &Mine, own: &Given) -> AnyView {
    let back = endpoint(found, "back");
    let open = mine.refused();
    let corrected = (found.whole.agreement.way == Way::Direct).then(|| {
        view! {
            <details open=open>
                <summary>{t.agreement_correct()}</summary>
                {the_form(t, found, mine, Some(own.says))}
            </details>
        }
    });
    view! {
        {corrected}
        <form method="post" action=back class="stack">
            <input type="hidden" name="answer" value=own.id.to_string()/>
            <p><button class="button quiet">{t.agreement_take_back()}</button></p>
        </form>
    }
    .into_any()
}

fn the_form(t: T, found: &Found, mine: &Mine, before: Option<Says>) -> AnyView {
    let form = &mine.form;
    let (what, button) = match found.whole.agreement.way {
        Way::Direct => {
            let choices = Says::ALL
                .into_iter()
                .map(|one| Choice::new(one.name(), say::says(t, one)))
                .collect();
            let initial = before.map_or("", Says::name);
            let legend = t.agreement_question();
            (
                radios(t, form, "says", legend, initial, choices),
                t.agreement_send(),
            )
        }
        Way::Signed => {
            let sure = tick(t, form, "says_no", t.agreement_refuse_tick(), "", false);
            (sure, t.agreement_refuse())
        }
    };
    view! {
        <form method="post" action=endpoint(found, "answer") id=form.id.clone() class="stack" novalidate>
            {summary(t, form)}
            <input type="hidden" name="dwelling" value=mine.at.dwelling_id.to_string()/>
            {what}
            <p class="who">{t.agreement_named()}</p>
            <p><button class="button">{button}</button></p>
        </form>
    }
    .into_any()
}
