//! Where an amendment stands, as tags.

use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::charter::amendment::state::State;
use palier_domain::charter::amendment::text_status::TextStatus;

/// How far it has come, in words.
#[must_use]
pub fn lifecycle(t: T, lifecycle: Lifecycle) -> &'static str {
    match lifecycle {
        Lifecycle::Draft => t.amendment_tag_draft(),
        Lifecycle::Gathering => t.amendment_tag_gathering(),
        Lifecycle::Submitted => t.amendment_tag_submitted(),
        Lifecycle::Inadmissible => t.amendment_tag_inadmissible(),
        Lifecycle::UnderDiscussion => t.amendment_tag_under_discussion(),
        Lifecycle::ToVote => t.amendment_tag_to_vote(),
        Lifecycle::Decided => t.amendment_tag_decided(),
        Lifecycle::Incorporated => t.amendment_tag_incorporated(),
        Lifecycle::Withdrawn => t.amendment_tag_withdrawn(),
    }
}

/// What was decided, in words.
#[must_use]
pub fn outcome(t: T, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::None => t.amendment_tag_none(),
        Outcome::Accepted => t.amendment_tag_accepted(),
        Outcome::AcceptedModified => t.amendment_tag_accepted_modified(),
        Outcome::Rejected => t.amendment_tag_rejected(),
        Outcome::Lapsed => t.amendment_tag_lapsed(),
        Outcome::Absorbed => t.amendment_tag_absorbed(),
    }
}

/// Whether it fits the text as it stands, in words.
#[must_use]
pub fn text_status(t: T, status: TextStatus) -> &'static str {
    match status {
        TextStatus::Clean => t.amendment_tag_clean(),
        TextStatus::Rebased => t.amendment_tag_rebased(),
        TextStatus::NeedsRebase => t.amendment_tag_needs_rebase(),
        TextStatus::Orphan => t.amendment_tag_orphan(),
    }
}

/// Where it stands, in one or two words: what was decided, else how far it has come.
#[must_use]
pub fn state(t: T, state: State) -> &'static str {
    match (state.lifecycle, state.outcome) {
        (Lifecycle::Decided, decided) => outcome(t, decided),
        (come, _) => lifecycle(t, come),
    }
}

/// The tags: where it stands, and its text where that is not as written.
#[must_use]
pub fn tags(t: T, one: State) -> AnyView {
    let class = format!("tag {}", colour(one));
    let pending = !matches!(
        one.lifecycle,
        Lifecycle::Decided | Lifecycle::Incorporated | Lifecycle::Withdrawn
    );
    let text = (pending && one.text != TextStatus::Clean).then(|| {
        view! { " " <span class="tag soon">{text_status(t, one.text)}</span> }
    });
    view! { <span class=class>{state(t, one)}</span> {text} }.into_any()
}

fn colour(one: State) -> &'static str {
    match (one.lifecycle, one.outcome) {
        (Lifecycle::Incorporated, _) | (_, Outcome::Accepted | Outcome::AcceptedModified) => "open",
        (Lifecycle::Inadmissible, _) | (_, Outcome::Rejected | Outcome::Lapsed) => "late",
        (Lifecycle::Withdrawn | Lifecycle::Draft, _) | (_, Outcome::Absorbed) => "done",
        _ => "soon",
    }
}
