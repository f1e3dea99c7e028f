//! What is public of an adoption by colleges.

use crate::charter::adoption::ballot::{Ballot, Counts, Says};
use crate::charter::adoption::cells::shown;
use crate::charter::adoption::outcome::Standing;
use crate::charter::adoption::rules::{AdoptionRules, LEAST_SHOWN};
use crate::charter::amendment::college::College;
use crate::election::consultation::Verdict;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A version before the colleges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdoptionRecord {
    /// Its number.
    pub version: u32,
    /// The SHA-256 of the bytes that were voted on, in hexadecimal.
    pub sha256: String,
    /// The rules, as they stood.
    pub rules: AdoptionRules,
    /// Where the weights of associations come from; empty where each has one vote.
    pub weights_from: String,
    /// Each college, in the order of the rules.
    pub colleges: Vec<CollegeRecord>,
    /// Whether it was adopted; nothing while the colleges vote.
    #[serde(default)]
    pub adopted: Option<bool>,
    /// On which day that was concluded.
    #[serde(default)]
    pub concluded_on: Option<NaiveDate>,
    /// Who signed.
    pub signatures: Vec<SignatureRecord>,
}

/// A college in an adoption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollegeRecord {
    /// The college.
    pub college: College,
    /// Where it stands.
    pub standing: Standing,
    /// Its ballots; the last one decides.
    pub ballots: Vec<BallotRecord>,
    /// The clauses that it refuses.
    pub refused: Vec<RefusedClause>,
}

/// A ballot of a college, with no figure by which somebody could be recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotRecord {
    /// `secret`, `named` or `board`.
    pub how: String,
    /// Who could vote, weights included.
    pub electors: u64,
    /// For; nothing where it is hidden, or was not counted.
    pub yes: Option<u64>,
    /// Against.
    pub no: Option<u64>,
    /// Neither.
    pub blank: Option<u64>,
    /// The sum of the figures that are hidden.
    #[serde(default)]
    pub hidden: Option<u64>,
    /// The name and the vote of each association that voted under its name.
    #[serde(default)]
    pub voices: Vec<(String, Says)>,
    /// When the board deliberated.
    #[serde(default)]
    pub held_on: Option<NaiveDate>,
    /// The handle of the consultation by which it voted in secret.
    #[serde(default)]
    pub consultation: Option<String>,
    /// What the college says of it.
    pub statement: String,
    /// What it comes to.
    pub verdict: Verdict,
}

/// A clause that a college refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusedClause {
    /// The handle of the clause.
    pub clause: i64,
    /// Why.
    pub reason: String,
}

/// A signature under an adopted text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureRecord {
    /// For which college.
    pub college: College,
    /// For which association.
    #[serde(default)]
    pub association: Option<String>,
    /// Who signed.
    pub name: String,
    /// As what.
    pub capacity: String,
    /// When.
    pub signed_on: NaiveDate,
}

impl BallotRecord {
    /// A ballot as everybody may see it: small figures of a secret one are hidden.
    #[must_use]
    pub fn of(ballot: &Ballot, statement: &str, verdict: Verdict) -> Self {
        let counts = ballot.counts().ok().flatten();
        let record = |how: &str, [yes, no, blank]: [Option<u64>; 3]| Self {
            how: how.to_owned(),
            electors: ballot.electors(),
            yes,
            no,
            blank,
            hidden: None,
            voices: Vec::new(),
            held_on: None,
            consultation: None,
            statement: statement.to_owned(),
            verdict,
        };
        match ballot {
            Ballot::Secret { consultation, .. } => {
                let (cells, hidden) = hidden(counts);
                Self {
                    hidden,
                    consultation: Some(consultation.clone()),
                    ..record("secret", cells)
                }
            }
            Ballot::Named { seats, voices } => {
                let name = |id| {
                    let seat = seats.iter().find(|seat| seat.association == id);
                    seat.map_or_else(String::new, |seat| seat.name.clone())
                };
                let said = voices
                    .iter()
                    .map(|voice| (name(voice.association), voice.says));
                Self {
                    voices: said.collect(),
                    ..record("named", all(counts))
                }
            }
            Ballot::Board { held_on, .. } => Self {
                held_on: Some(*held_on),
                ..record("board", all(counts))
            },
        }
    }
}

fn all(counts: Option<Counts>) -> [Option<u64>; 3] {
    counts.map_or([None; 3], |one| [one.yes, one.no, one.blank].map(Some))
}

fn hidden(counts: Option<Counts>) -> ([Option<u64>; 3], Option<u64>) {
    let Some(counts) = counts else {
        return ([None; 3], None);
    };
    let shown = shown(&[counts.yes, counts.no, counts.blank], LEAST_SHOWN);
    let cell = |at: usize| shown.cells.get(at).copied().flatten();
    ([cell(0), cell(1), cell(2)], shown.hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_figures_of_a_secret_ballot_are_hidden_those_of_a_board_are_not() {
        let secret = Ballot::Secret {
            consultation: "c".to_owned(),
            counted: Some(Counts {
                yes: 30,
                no: 2,
                blank: 8,
            }),
            electors: 60,
            voters: 40,
        };
        let shown = BallotRecord::of(&secret, "", Verdict::Adopted);
        assert_eq!(
            (shown.yes, shown.no, shown.blank, shown.hidden),
            (Some(30), None, None, Some(10))
        );
        let board = Ballot::Board {
            held_on: NaiveDate::from_ymd_opt(2031, 3, 1).unwrap(),
            members: 12,
            ayes: 9,
            noes: 2,
            abstentions: 1,
        };
        let shown = BallotRecord::of(&board, "Elle est juste.", Verdict::Adopted);
        assert_eq!(
            (shown.yes, shown.no, shown.hidden),
            (Some(9), Some(2), None)
        );
        assert_eq!(shown.statement, "Elle est juste.");
    }
}
