//! The form of a college's ballot: a consultation, the voices of the associations, or the board.

use super::parts::{confirm, told};
use super::{Running, place};
use crate::consultation::say;
use crate::i18n::T;
use crate::parts::choice::{Choice, pick};
use crate::parts::field::{Field, area, summary};
use crate::site::forms::FormState;
use leptos::prelude::*;
use palier_domain::charter::adoption::ballot::{Ballot, Seat};
use palier_domain::charter::amendment::college::College;
use palier_domain::election::consultation::ballot::Answer;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_domain::id::AssociationId;
use palier_store::adoption::{Adoption, CollegeState};
use palier_store::consultation::Consultation;
use palier_store::consultation::college::Source;

/// The form's id.
pub(super) const KEEP: &str = "inscrire";

/// A consultation, and the people whom it asks.
type Held = (Consultation, Vec<Source>);

/// What an association may say, in the form.
pub(super) const SAYS: [&str; 3] = ["for", "against", "abstains"];

/// The field of an association's voice.
pub(super) fn voice(association: AssociationId) -> String {
    format!("voice-{association}")
}

/// Who is in a college, as consultations name them.
pub(super) fn source(college: College) -> Source {
    match college {
        College::Tenants => Source::Tenants,
        College::Associations => Source::Associations,
        College::Landlord => Source::Landlord,
    }
}

/// The form of a college.
pub(super) fn show(
    t: T,
    running: &Running,
    adoption: &Adoption,
    state: &CollegeState,
    form: &FormState,
    consultations: &[Held],
) -> AnyView {
    let college = state.rule.college;
    let action = running.api(&format!("{}/keep", place(college)));
    let fits: Vec<&Consultation> = consultations
        .iter()
        .filter(|held| fits(held, state))
        .map(|(one, _)| one)
        .collect();
    let fields = match college {
        College::Tenants if fits.is_empty() => {
            return prepare(t, running, state, consultations, form);
        }
        College::Tenants => ended(t, form, &fits, Some(t.adopting_keep_choose())),
        College::Associations => {
            let secret = (!fits.is_empty()).then(|| ended(t, form, &fits, None));
            view! { {voices(t, form, &adoption.seats)} {secret} }.into_any()
        }
        College::Landlord => board(t, form),
    };
    let words = match college {
        College::Landlord => (t.adopting_keep_reasons(), t.adopting_keep_reasons_hint()),
        _ => (
            t.adopting_keep_statement(),
            t.adopting_keep_statement_hint(),
        ),
    };
    view! {
        <form method="post" action=action id=KEEP class="stack" novalidate>
            {summary(t, form)}
            <p class="hint">{t.adopting_keep_what()}</p>
            <input type="hidden" name="version" value=adoption.version_id.to_string()/>
            {fields}
            {area(t, form, "statement", words.0, words.1.to_owned(), String::new())}
            {confirm(t, form, t.adopting_keep_confirm())}
            <p><button class="button">{t.adopting_keep_button()}</button></p>
        </form>
    }
    .into_any()
}

/// Whether a consultation may be the ballot of a college: decided, yes or no, of its people, under
/// its rules, and not kept before. The store looks again.
fn fits((one, sources): &Held, state: &CollegeState) -> bool {
    let wanted = source(state.rule.college);
    let of_them = match sources[..] {
        [only] => only == wanted || only == Source::Listed,
        _ => sources.contains(&wanted),
    };
    let kept = state.ballots.iter().any(|kept| {
        matches!(&kept.ballot.0, Ballot::Secret { consultation, .. } if *consultation == one.handle)
    });
    of_them
        && !kept
        && one.outcome.is_some()
        && one.ballot.answer == Answer::YesNo
        && state.rule.is_that_of(&one.rules.0, sources.len())
}

/// The consultations that may be chosen.
fn ended(t: T, form: &FormState, fits: &[&Consultation], none: Option<&'static str>) -> AnyView {
    let choices = fits.iter();
    let choices = choices.map(|one| Choice::new(one.handle.as_str(), one.title.as_str()));
    // One alone is the ballot of tenants; associations may have spoken under their names.
    let initial = match (none, fits) {
        (Some(_), [only]) => only.handle.as_str(),
        _ => "",
    };
    let (label, none) = match none {
        Some(none) => (t.adopting_keep_consultation(), none),
        None => (t.adopting_keep_secret(), t.adopting_keep_secret_none()),
    };
    let name = "consultation";
    pick(t, form, name, label, Some(none), initial, choices.collect())
}

/// The voices of the associations.
fn voices(t: T, form: &FormState, seats: &[Seat]) -> AnyView {
    if seats.is_empty() {
        return view! { <p class="note">{t.adopting_keep_seats_none()}</p> }.into_any();
    }
    let names = [
        t.adoption_says_for(),
        t.adoption_says_against(),
        t.adoption_says_abstains(),
    ];
    let fields = seats.iter().map(|seat| {
        let choices = SAYS.iter().zip(names);
        let choices = choices.map(|(value, name)| Choice::new(*value, name));
        let weight = t.adopting_keep_weight(i64::from(seat.weight));
        let label = t.adopting_keep_voice(&seat.name, weight);
        let (name, none) = (voice(seat.association), Some(t.adoption_says_nothing()));
        pick(t, form, &name, &label, none, "", choices.collect())
    });
    view! {
        <fieldset class="field of-college">
            <legend>{t.adopting_keep_named()}</legend>
            {fields.collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The figures of the board.
fn board(t: T, form: &FormState) -> AnyView {
    let figures = [
        ("members", t.adopting_keep_members()),
        ("ayes", t.adopting_keep_ayes()),
        ("noes", t.adopting_keep_noes()),
        ("abstentions", t.adopting_keep_abstentions()),
    ];
    let fields = figures.map(|(name, label)| Field::text(name, label).numeric().show(t, form));
    view! {
        {Field::day("held_on", t.adopting_keep_held_on()).show(t, form)}
        <div class="treat-hands">{fields.into_iter().collect_view()}</div>
    }
    .into_any()
}

/// Where no consultation has ended: those under way, and the button that prepares one.
fn prepare(
    t: T,
    running: &Running,
    state: &CollegeState,
    consultations: &[Held],
    form: &FormState,
) -> AnyView {
    let college = state.rule.college;
    let desk = format!(
        "/{}/gestion/consultations",
        running.seen.reader.landlord.slug
    );
    let under_way: Vec<&Consultation> = consultations
        .iter()
        .filter(|(one, _)| one.outcome.is_none() && one.stage != Stage::Cancelled)
        .map(|(one, _)| one)
        .collect();
    let items = under_way.iter().map(|one| {
        let href = format!("{desk}/{}", one.handle);
        view! {
            <li>
                <a href=href lang="fr">{one.title.clone()}</a> " "
                <span class=say::tag(one.stage)>{say::stage(t, one.stage)}</span>
            </li>
        }
    });
    let items = items.collect_view();
    let list = (!under_way.is_empty()).then(|| {
        view! { <h3>{t.adopting_keep_under_way()}</h3> <ul class="rows">{items}</ul> }
    });
    let class = if under_way.is_empty() {
        "button"
    } else {
        "button quiet"
    };
    let action = running.api(&format!("{}/consult", place(college)));
    view! {
        {told(t, form)}
        <p class="empty">{t.adopting_keep_none()}</p>
        {list}
        <form method="post" action=action class="stack">
            <p>{t.adopting_keep_begin_what()}</p>
            <p><button class=class>{t.adopting_keep_begin()}</button></p>
        </form>
    }
    .into_any()
}
