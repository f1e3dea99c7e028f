//! What was ruled, recommended and decided of an amendment, and when.

use super::one::One;
use crate::amendment::parts::base::Base;
use crate::amendment::parts::change::{self, changes};
use crate::amendment::parts::{diff, tag};
use crate::i18n::T;
use crate::site::error::AppError;
use leptos::prelude::*;
use palier_domain::charter::amendment::ground::InadmissibleGround;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::charter::amendment::reworded::{Advice, Answer, AppealOutcome};
use palier_domain::markdown;
use palier_store::amendment::{self, Event, Recommendation, RulingRow, What};

/// What there is to say.
pub struct Course {
    rulings: Vec<RulingRow>,
    recommendations: Vec<Recommendation>,
    events: Vec<Event>,
}

impl Course {
    /// Loads it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load(one: &One) -> Result<Self, AppError> {
        let (db, id) = (&one.ctx.site.db, one.amendment.id);
        Ok(Self {
            rulings: amendment::rulings(db, id).await?,
            recommendations: amendment::recommendations(db, id).await?,
            events: amendment::timeline(db, id).await?,
        })
    }
}

/// The ground on which it is inadmissible, in words.
#[must_use]
pub fn ground(t: T, ground: InadmissibleGround) -> &'static str {
    match ground {
        InadmissibleGround::OutsideSubject => t.amendment_course_outside_subject(),
        InadmissibleGround::AgainstLaw => t.amendment_course_against_law(),
        InadmissibleGround::Identical => t.amendment_course_identical(),
        InadmissibleGround::Unclear => t.amendment_course_unclear(),
        InadmissibleGround::PersonalAttack => t.amendment_course_personal_attack(),
    }
}

/// What the committee recommends, in words.
#[must_use]
pub fn advice(t: T, advice: Advice) -> &'static str {
    match advice {
        Advice::Accept => t.amendment_course_accept(),
        Advice::AcceptModified => t.amendment_course_accept_modified(),
        Advice::Reject => t.amendment_course_reject(),
        Advice::Refer => t.amendment_course_refer(),
    }
}

/// Rulings, recommendations and the decision.
#[must_use]
pub fn show(one: &One, base: &Base, course: &Course) -> AnyView {
    let rulings = course.rulings.iter().map(|ruling| ruled(one, ruling));
    let said = course
        .recommendations
        .iter()
        .map(|said| recommended(one, base, said));
    view! {
        {rulings.collect_view()}
        {said.collect_view()}
        {decision(one)}
    }
    .into_any()
}

fn words(text: &str) -> AnyView {
    if text.trim().is_empty() {
        return ().into_any();
    }
    let html = markdown::comment(text);
    view! { <div class="said" lang="fr" inner_html=html></div> }.into_any()
}

fn ruled(one: &One, ruling: &RulingRow) -> AnyView {
    let (t, zone) = (one.ctx.t, &one.landlord.zone);
    let what = match ruling.ground {
        Some(on) => t.amendment_course_inadmissible(ground(t, on)),
        None => t.amendment_course_admissible().to_owned(),
    };
    let appeal = ruling.appeal.as_ref().map(|appeal| {
        view! {
            <h3>{t.amendment_course_appeal()}</h3>
            {words(appeal)}
        }
    });
    let outcome = ruling.appeal_outcome.map(|outcome| {
        let said = match outcome {
            AppealOutcome::Upheld => t.amendment_course_upheld(),
            AppealOutcome::Reversed => t.amendment_course_reversed(),
        };
        view! {
            <h3>{said}</h3>
            {words(ruling.appeal_reason.as_deref().unwrap_or_default())}
        }
    });
    view! {
        <section class="card">
            <h2>{t.amendment_course_ruling()}</h2>
            <p><strong>{what}</strong></p>
            <p class="who">{t.amendment_course_on(t.instant(ruling.ruled_at, zone))}</p>
            {words(&ruling.reason)}
            {appeal}
            {outcome}
        </section>
    }
    .into_any()
}

fn recommended(one: &One, base: &Base, said: &Recommendation) -> AnyView {
    let (t, zone) = (one.ctx.t, &one.landlord.zone);
    let rewording = said.rewording.as_ref().map(|operations| {
        let all = changes(t, base, operations);
        view! {
            <h3>{t.amendment_course_rewording()}</h3>
            {change::show(t, &all, diff::Extent::Changes)}
        }
    });
    let answer = match (said.answer, said.rewording.is_some()) {
        (Some(answer), _) => {
            let what = match answer {
                Answer::Agreed => t.amendment_course_agreed(),
                Answer::Refused => t.amendment_course_refused(),
            };
            let more = said.answer_words.as_deref().unwrap_or_default();
            view! { <p><strong>{what}</strong></p> {words(more)} }.into_any()
        }
        (None, true) => view! { <p class="who">{t.amendment_course_no_answer()}</p> }.into_any(),
        (None, false) => ().into_any(),
    };
    view! {
        <section class="card">
            <h2>{t.amendment_course_committee()}</h2>
            <p><strong>{advice(t, said.advice)}</strong></p>
            <p class="who">{t.amendment_course_on(t.instant(said.recommended_at, zone))}</p>
            {words(&said.words)}
            {rewording}
            {answer}
        </section>
    }
    .into_any()
}

fn decision(one: &One) -> AnyView {
    let (t, it) = (one.ctx.t, &one.amendment);
    if it.state.outcome == Outcome::None {
        return ().into_any();
    }
    let when = it
        .decided_at
        .map(|at| view! { <p class="who">{t.amendment_course_on(t.instant(at, &one.landlord.zone))}</p> });
    let now = tag::state(t, it.state);
    let outcome = tag::outcome(t, it.state.outcome);
    let now = (now != outcome).then(|| view! { <p>{now}</p> });
    let voted = it.state.outcome.is_accepted() || it.state.outcome == Outcome::Rejected;
    let voted = voted.then(|| view! { <p><a href=one.at("vote")>{t.treat_results()}</a></p> });
    view! {
        <section class="card">
            <h2>{t.amendment_course_decision()}</h2>
            <p><strong>{outcome}</strong></p>
            {when}
            {words(&it.reason)}
            {now}
            {voted}
        </section>
    }
    .into_any()
}

/// What happened, oldest first.
#[must_use]
pub fn timeline(one: &One, course: &Course) -> AnyView {
    let (t, zone) = (one.ctx.t, &one.landlord.zone);
    if course.events.is_empty() {
        return ().into_any();
    }
    let items = course.events.iter().map(|event| {
        let machine = event.at.to_rfc3339();
        view! {
            <li>
                <p class="when"><time datetime=machine>{t.instant(event.at, zone)}</time></p>
                <p>{happened(t, event.what)}</p>
            </li>
        }
    });
    view! {
        <h2>{t.amendment_course_timeline()}</h2>
        <ol class="plain">{items.collect_view()}</ol>
    }
    .into_any()
}

/// What happened, as a sentence.
#[must_use]
pub fn happened(t: T, what: What) -> &'static str {
    match what {
        What::SupportAsked => t.amendment_event_support_asked(),
        What::Submitted => t.amendment_event_submitted(),
        What::Signed => t.amendment_event_signed(),
        What::Unsigned => t.amendment_event_unsigned(),
        What::Admissible => t.amendment_event_admissible(),
        What::Inadmissible => t.amendment_event_inadmissible(),
        What::Appealed => t.amendment_event_appealed(),
        What::AppealRuled => t.amendment_event_appeal_ruled(),
        What::Recommended => t.amendment_event_recommended(),
        What::Answered => t.amendment_event_answered(),
        What::PutToVote => t.amendment_event_put_to_vote(),
        What::Decided => t.amendment_event_decided(),
        What::Lapsed => t.amendment_event_lapsed(),
        What::Incorporated => t.amendment_event_incorporated(),
        What::Withdrawn => t.amendment_event_withdrawn(),
        What::TakenOver => t.amendment_event_taken_over(),
        What::Carried => t.amendment_event_carried(),
        What::Chosen => t.amendment_event_chosen(),
        What::Amended => t.amendment_event_amended(),
    }
}
