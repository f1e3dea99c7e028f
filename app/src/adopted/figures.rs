//! How each college voted, in one line.

use crate::adoption::say;
use crate::i18n::T;
use palier_domain::charter::adoption::ballot::Says;
use palier_domain::charter::adoption::rules::Weights;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::record::BallotRecord;
use palier_store::adoption::{CollegeState, Kept};

/// A college, in words.
pub(crate) fn college(t: T, college: College) -> &'static str {
    match college {
        College::Tenants => t.adopted_tenants(),
        College::Associations => t.adopted_associations(),
        College::Landlord => t.adopted_landlord(),
    }
}

/// The same where no figures follow.
pub(super) fn name(t: T, college: College) -> &'static str {
    match college {
        College::Tenants => t.treat_college_tenants(),
        College::Associations => t.treat_college_associations(),
        College::Landlord => t.treat_college_landlord(),
    }
}

/// A ballot as everybody may see it.
pub(super) fn public(kept: &Kept) -> BallotRecord {
    BallotRecord::of(&kept.ballot.0, &kept.statement, kept.verdict)
}

/// The figures of the ballot that decided: "30 pour, 8 contre, 2 blancs, sur 60 inscrits".
pub(super) fn line(t: T, state: &CollegeState) -> String {
    let Some(last) = state.ballots.last() else {
        return t.adopted_no_ballot().to_owned();
    };
    said(t, &public(last))
}

/// The same of any ballot.
pub(crate) fn said(t: T, ballot: &BallotRecord) -> String {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let board = ballot.how == "board";
    let blank = |n| {
        if ballot.how == "secret" {
            t.adopted_blank(n)
        } else {
            t.adopted_abstain(n)
        }
    };
    let mut parts: Vec<String> = Vec::new();
    parts.extend(ballot.yes.map(|n| t.adopted_yes(whole(n))));
    parts.extend(ballot.no.map(|n| t.adopted_no(whole(n))));
    parts.extend(ballot.blank.map(|n| blank(whole(n))));
    parts.extend(ballot.hidden.map(|n| t.adopted_hidden(whole(n))));
    if parts.is_empty() {
        parts.push(t.adopted_not_counted().to_owned());
    }
    let of = whole(ballot.electors);
    parts.push(match (board, ballot.how.as_str()) {
        (true, _) => t.adopted_of_members(of),
        (_, "named") => t.adopted_of_votes(of),
        _ => t.adopted_of_electors(of),
    });
    parts.join(", ")
}

/// What it needed: quorum and majority.
pub(super) fn needed(t: T, state: &CollegeState) -> String {
    let [_, quorum, majority] = say::rule(t, &state.rule, Weights::OneEach);
    format!("{quorum} {majority}")
}

/// The names of those who voted under their name, by what they said.
pub(super) fn voices(t: T, state: &CollegeState) -> Option<String> {
    let ballot = public(state.ballots.last()?);
    let of = |says: Says, words: fn(T, String) -> String| {
        let names = ballot.voices.iter().filter(|(_, said)| *said == says);
        let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
        (!names.is_empty()).then(|| words(t, names.join(", ")))
    };
    let all = [
        of(Says::For, |t, names| t.adopted_voices_for(names)),
        of(Says::Against, |t, names| t.adopted_voices_against(names)),
        of(Says::Abstains, |t, names| t.adopted_voices_abstain(names)),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}
