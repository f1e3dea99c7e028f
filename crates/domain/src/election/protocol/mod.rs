//! The protocol of an election: what the landlord settles with the associations, as one form.
//!
//! [`Protocol::broken_rules`] names everything that is wrong at once, with field, rule and article;
//! nothing here stops at the first.

pub mod boards;
pub mod body;
pub mod channels;
pub mod data;
pub mod hosts;
mod proposed;
pub mod roll;
pub mod rule;

use super::calendar::Calendar;
use super::calendar::day::{ElectionDay, Extension};
use super::calendar::step::Step;
use super::key_plan::{KeyPlan, KeyPolicy};
use super::tie_break::TieChain;
use boards::{CodeAuthorities, LEAST_COMMISSION, LEAST_TALLY_BOARD, broken_board};
use body::Body;
use channels::{Channels, OnlineHours, OnlineRules, Precedence, broken_hours};
use chrono::NaiveDate;
use data::{Recommendation, Retention};
use roll::RollDates;
use rule::{Broken, Field, Rule};
use serde::{Deserialize, Serialize};

/// What an envelope without a ballot counts as; blank and null votes never count as valid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyEnvelope {
    /// A blank vote.
    #[default]
    Blank,
    /// A null vote.
    Null,
}

/// Campaign statements of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statements {
    /// The one day on which all of them are mailed.
    pub mailed: NaiveDate,
    /// Characters for each, the same for all.
    pub length: u32,
}

/// A protocol, as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protocol {
    /// The landlord's kind and size.
    pub body: Body,
    /// Tenant seats.
    pub seats: u64,
    /// Names on each list.
    pub names: u64,
    /// The day of the election, D.
    pub day: NaiveDate,
    /// Weeks by which the minister extended the window.
    pub extension_weeks: u8,
    /// Ways of voting.
    pub channels: Channels,
    /// Hours of the online channel.
    pub online_hours: Option<OnlineHours>,
    /// How the online channel runs.
    pub online: OnlineRules,
    /// Which vote counts when somebody votes twice.
    pub precedence: Precedence,
    /// What an envelope without a ballot counts as.
    pub empty_envelope: EmptyEnvelope,
    /// What settles ties.
    pub tie_chain: TieChain,
    /// Dates of the roll.
    pub roll: RollDates,
    /// Members of the election commission.
    pub commission: Vec<String>,
    /// Members of the tally board.
    pub tally_board: Vec<String>,
    /// Who holds the key.
    pub key_plan: Option<KeyPlan>,
    /// What is asked of the key plan.
    pub key_policy: KeyPolicy,
    /// Who makes the codes.
    pub code_authorities: Option<CodeAuthorities>,
    /// Sites of others that host the same booth and may send ballots, as `https://example.org`.
    #[serde(default)]
    pub booth_hosts: Vec<String>,
    /// Hours of the day at which turnout is counted and shown, in local time.
    #[serde(default)]
    pub turnout_hours: Vec<u8>,
    /// Campaign statements.
    pub statements: Statements,
    /// What is kept, and for how long.
    pub retention: Retention,
    /// The data-protection recommendation that is applied to online voting.
    pub recommendation: Recommendation,
}

impl Protocol {
    /// Names every rule that the protocol breaks, in the order of its fields.
    #[must_use]
    pub fn broken_rules(&self) -> Vec<Broken> {
        let mut broken = self.body.broken_rules(self.seats, self.names);
        broken.extend(self.broken_days());
        broken.extend(self.channels.broken_rules(self.precedence));
        broken.extend(broken_hours(
            self.channels.online,
            self.online_hours,
            self.day,
        ));
        let commission = (Field::Commission, &self.commission, LEAST_COMMISSION);
        let board = (Field::TallyBoard, &self.tally_board, LEAST_TALLY_BOARD);
        for (field, members, least) in [commission, board] {
            broken.extend(broken_board(field, members, least));
        }
        broken.extend(self.retention.broken_rules());
        if self.channels.online {
            broken.extend(self.broken_online());
        }
        broken.sort_by_key(|(field, _)| *field);
        let kind = self.body.kind;
        let named = broken.into_iter().map(|(field, rule)| Broken {
            field,
            article: rule.article(kind),
            rule,
        });
        named.collect()
    }

    /// The calendar of the day, if the day is one of an election.
    #[must_use]
    pub fn calendar(&self) -> Option<Calendar> {
        let extension = Extension::weeks(self.extension_weeks).ok()?;
        let day = ElectionDay::new(self.day, extension).ok()?;
        Some(Calendar::new(self.body.kind, day))
    }

    fn broken_days(&self) -> Vec<(Field, Rule)> {
        // Without a day of an election, the other dates cannot be judged.
        let rule = |rule| vec![(Field::Day, rule)];
        let Ok(extension) = Extension::weeks(self.extension_weeks) else {
            return rule(Rule::ExtensionTooLong {
                most: Extension::MOST,
            });
        };
        let day = match ElectionDay::new(self.day, extension) {
            Ok(day) => day,
            Err(outside) => return rule(Rule::OutsideWindow { next: outside.next }),
        };
        let calendar = Calendar::new(self.body.kind, day);
        let mut broken = self.roll.broken_rules(
            calendar.due(Step::LeaseCutOff),
            calendar.due(Step::BallotsSent),
        );
        if self.statements.mailed >= self.day {
            broken.push((Field::Statements, Rule::StatementsTooLate));
        }
        if self.statements.length == 0 {
            broken.push((Field::Statements, Rule::StatementsEmpty));
        }
        broken
    }

    fn broken_online(&self) -> Vec<(Field, Rule)> {
        let mut broken = self.online.broken_rules();
        broken.extend(hosts::broken_hosts(&self.booth_hosts));
        match &self.key_plan {
            None => broken.push((Field::KeyPlan, Rule::KeyPlanMissing)),
            Some(plan) => {
                let rules = plan.broken_rules(&self.key_policy).into_iter();
                broken.extend(rules.map(|rule| (Field::KeyPlan, Rule::Key(rule))));
            }
        }
        match &self.code_authorities {
            None => broken.push((Field::CodeAuthorities, Rule::AuthoritiesMissing)),
            Some(authorities) => broken.extend(authorities.broken_rules()),
        }
        broken.extend(self.recommendation.broken_rules(self.day));
        broken
    }
}
