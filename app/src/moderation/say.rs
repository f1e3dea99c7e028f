//! Grounds, roles and outcomes in words.

use crate::i18n::T;
use crate::parts::choice::Choice;
use crate::site::dates;
use leptos::prelude::*;
use palier_domain::moderation::decider::DecidedAs;
use palier_domain::moderation::ground::Ground;
use palier_domain::moderation::lifecycle::AppealOutcome;
use palier_store::comment::HiddenMark;
use palier_store::moderation::Moderation;

/// A ground's short name.
#[must_use]
pub fn ground(t: T, ground: Ground) -> &'static str {
    match ground {
        Ground::Insult => t.ground_insult(),
        Ground::Discrimination => t.ground_discrimination(),
        Ground::Privacy => t.ground_privacy(),
        Ground::Threat => t.ground_threat(),
        Ground::Defamation => t.ground_defamation(),
        Ground::Advertising => t.ground_advertising(),
        Ground::OffTopic => t.ground_off_topic(),
    }
}

/// What a ground covers, in a sentence.
#[must_use]
pub fn ground_what(t: T, ground: Ground) -> &'static str {
    match ground {
        Ground::Insult => t.ground_insult_what(),
        Ground::Discrimination => t.ground_discrimination_what(),
        Ground::Privacy => t.ground_privacy_what(),
        Ground::Threat => t.ground_threat_what(),
        Ground::Defamation => t.ground_defamation_what(),
        Ground::Advertising => t.ground_advertising_what(),
        Ground::OffTopic => t.ground_off_topic_what(),
    }
}

/// The law or the rule of the house behind a ground.
#[must_use]
pub fn ground_source(t: T, ground: Ground) -> &'static str {
    match ground {
        Ground::Insult => t.ground_insult_law(),
        Ground::Discrimination => t.ground_discrimination_law(),
        Ground::Privacy => t.ground_privacy_law(),
        Ground::Threat => t.ground_threat_law(),
        Ground::Defamation => t.ground_defamation_law(),
        Ground::Advertising | Ground::OffTopic => t.ground_house_rule(),
    }
}

/// All grounds, to choose one.
#[must_use]
pub fn grounds(t: T) -> Vec<Choice> {
    Ground::ALL
        .into_iter()
        .map(|one| Choice::new(one.name(), ground(t, one)).what(ground_what(t, one)))
        .collect()
}

/// Who decided, by role.
#[must_use]
pub fn by(t: T, role: DecidedAs) -> &'static str {
    match role {
        DecidedAs::Facilitator => t.moderation_by_facilitator(),
        DecidedAs::Guarantor => t.moderation_by_guarantor(),
    }
}

/// What stands in place of hidden words.
#[must_use]
pub fn hidden(t: T, mark: &HiddenMark, zone: &str) -> AnyView {
    let day = t.date(dates::local(mark.at, zone).date_naive());
    view! {
        <p class="who">{t.moderation_hidden_by(by(t, mark.by), day)}</p>
        <p class="who">{t.moderation_ground_is(ground(t, mark.ground))}</p>
        {reason(t, &mark.reason)}
    }
    .into_any()
}

/// A public reason, in the words of whoever decided.
#[must_use]
pub fn reason(t: T, words: &str) -> AnyView {
    view! { <p class="reason">{t.moderation_reason()} " " <span lang="fr">{words.to_owned()}</span></p> }
        .into_any()
}

/// What became of the appeal against a decision, if there was one.
#[must_use]
pub fn appeal(t: T, decision: &Moderation, zone: &str) -> AnyView {
    let Some(appeal) = decision.appeal() else {
        return ().into_any();
    };
    let day = |at| t.date(dates::local(at, zone).date_naive());
    let made = day(appeal.made_at);
    let (Some(outcome), Some(at), Some(role)) =
        (appeal.outcome, appeal.decided_at, appeal.decided_as)
    else {
        return view! { <p class="who">{t.moderation_appeal_waits(made)}</p> }.into_any();
    };
    let said = match outcome {
        AppealOutcome::Upheld => t.moderation_appeal_upheld(by(t, role), day(at)),
        AppealOutcome::Reversed => t.moderation_appeal_reversed(by(t, role), day(at)),
    };
    view! { <p class="who">{said}</p> {reason(t, appeal.reason)} }.into_any()
}
