//! What was typed in the form of a protocol, read field by field.
//!
//! Only what cannot be read is refused here; whether the rules are kept is for the protocol to say.

use crate::election::problem::SetupProblem;
use crate::site::forms::{Complaint, typed_day};
use crate::site::problem::Problem;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use palier_domain::election::key_plan::{Interest, KeyHolder, KeyPlan, KeyPolicy, KeyShare};
use palier_domain::election::protocol::boards::{CodeAuthorities, CodeAuthority};
use palier_domain::election::protocol::body::Body;
use palier_domain::election::protocol::channels::{Channels, OnlineHours, OnlineRules, Precedence};
use palier_domain::election::protocol::data::{Recommendation, Retention};
use palier_domain::election::protocol::roll::RollDates;
use palier_domain::election::protocol::{EmptyEnvelope, Protocol, Statements};
use palier_domain::election::tie_break::{TieChain, TieRule};
use std::collections::BTreeMap;

/// The most characters of a title.
pub const TITLE: usize = 200;
/// The most characters of a name.
const NAME: usize = 120;
/// The most parts of a key that the form shows.
pub const SHARES: usize = 12;
/// The most members of a board.
const MEMBERS: usize = 60;

/// The fields of a form, by name; what was not sent is empty.
#[derive(Debug)]
pub struct Typed<'a>(pub &'a BTreeMap<String, String>);

/// One line, white space reduced.
///
/// # Errors
/// When it is too long.
pub fn line(field: &str, typed: &str, most: usize) -> Result<String, Complaint> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > most {
        let max = i64::try_from(most).unwrap_or(i64::MAX);
        return Err(Complaint::about(field, Problem::AtMost { max }));
    }
    Ok(text)
}

impl Typed<'_> {
    fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |typed| typed.trim())
    }

    fn ticked(&self, field: &str) -> bool {
        self.get(field) == "true"
    }

    fn name(&self, field: &str) -> Result<String, Complaint> {
        line(field, self.get(field), NAME)
    }

    fn day(&self, field: &str) -> Result<NaiveDate, Complaint> {
        typed_day(field, self.get(field))
    }

    fn number(&self, field: &str, most: u32) -> Result<u32, Complaint> {
        let digits: String = self.get(field).split_whitespace().collect();
        let found = digits.parse().ok().filter(|found| *found <= most);
        let max = i64::from(most);
        found.ok_or_else(|| Complaint::about(field, SetupProblem::NotANumber { max }))
    }

    fn small(&self, field: &str, most: u16) -> Result<u16, Complaint> {
        let found = self.number(field, u32::from(most))?;
        Ok(u16::try_from(found).unwrap_or(most))
    }

    fn level(&self, field: &str, most: u8) -> Result<u8, Complaint> {
        let found = self.number(field, u32::from(most))?;
        Ok(u8::try_from(found).unwrap_or(most))
    }

    fn names(&self, field: &str) -> Result<Vec<String>, Complaint> {
        let lines = self.get(field).lines();
        let names = lines.map(|one| line(field, one, NAME));
        let names: Vec<String> = names.collect::<Result<_, _>>()?;
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        if names.len() > MEMBERS {
            let max = i64::try_from(MEMBERS).unwrap_or(i64::MAX);
            return Err(Complaint::about(field, Problem::TooManyLines { max }));
        }
        Ok(names)
    }

    /// The title of the election.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn title(&self) -> Result<String, Complaint> {
        let title = line("title", self.get("title"), TITLE)?;
        if title.is_empty() {
            return Err(Complaint::about("title", Problem::Empty));
        }
        Ok(title)
    }

    /// The protocol; what the form does not ask is as it was before.
    ///
    /// # Errors
    /// When a field cannot be read.
    pub fn protocol(&self, before: &Protocol) -> Result<Protocol, Complaint> {
        let channels = Channels {
            post: self.ticked("post"),
            ballot_box: self.ticked("ballot_box"),
            online: self.ticked("online"),
        };
        Ok(Protocol {
            body: self.body(before.body)?,
            seats: u64::from(self.number("seats", 100)?),
            names: u64::from(self.number("names", 200)?),
            day: self.day("day")?,
            extension_weeks: self.level("extension_weeks", 52)?,
            channels,
            online_hours: self.hours()?,
            online: self.online()?,
            precedence: match self.get("precedence") {
                "paper" => Precedence::Paper,
                _ => Precedence::Online,
            },
            empty_envelope: match self.get("empty_envelope") {
                "null" => EmptyEnvelope::Null,
                _ => EmptyEnvelope::Blank,
            },
            tie_chain: self.ties(),
            roll: RollDates {
                published: self.day("roll_published")?,
                corrections_until: self.day("roll_corrections")?,
                frozen: self.day("roll_frozen")?,
            },
            commission: self.names("commission")?,
            tally_board: self.names("tally_board")?,
            key_plan: self.keys()?,
            key_policy: self.policy()?,
            code_authorities: self.authorities()?,
            booth_hosts: self.names("booth_hosts")?,
            turnout_hours: self.hours_of_day("turnout_hours")?,
            statements: Statements {
                mailed: self.day("statements_mailed")?,
                length: self.number("statements_length", 20_000)?,
            },
            retention: Retention {
                votes_days: self.small("votes_days", 3660)?,
                keys_days: self.small("keys_days", 3660)?,
                results_years: self.small("results_years", 100)?,
            },
            recommendation: self.recommendation()?,
        })
    }

    fn body(&self, before: Body) -> Result<Body, Complaint> {
        Ok(Body {
            kind: before.kind,
            dwellings: u64::from(self.number("dwellings", 1_000_000)?),
            board_members: u64::from(self.number("board_members", 200)?),
        })
    }

    /// Hours of the day, separated by anything that is no digit.
    fn hours_of_day(&self, field: &str) -> Result<Vec<u8>, Complaint> {
        let typed = self.get(field).split(|c: char| !c.is_ascii_digit());
        let mut hours = Vec::new();
        for hour in typed.filter(|hour| !hour.is_empty()) {
            match hour.parse() {
                Ok(hour @ 0..=23) => hours.push(hour),
                _ => return Err(Complaint::about(field, SetupProblem::NotAnHour)),
            }
        }
        hours.sort_unstable();
        hours.dedup();
        Ok(hours)
    }

    /// Nothing when neither day was given.
    fn hours(&self) -> Result<Option<OnlineHours>, Complaint> {
        if self.get("opens_day").is_empty() && self.get("closes_day").is_empty() {
            return Ok(None);
        }
        Ok(Some(OnlineHours {
            opens: self.moment("opens_day", "opens_time")?,
            closes: self.moment("closes_day", "closes_time")?,
        }))
    }

    fn moment(&self, day: &str, time: &str) -> Result<NaiveDateTime, Complaint> {
        let typed = self.get(time);
        let hour = ["%H:%M", "%H:%M:%S", "%Hh%M"]
            .iter()
            .find_map(|format| NaiveTime::parse_from_str(typed, format).ok());
        let hour = hour.ok_or_else(|| Complaint::about(time, SetupProblem::NotAnHour))?;
        Ok(self.day(day)?.and_time(hour))
    }

    fn online(&self) -> Result<OnlineRules, Complaint> {
        Ok(OnlineRules {
            revoting: self.ticked("revoting"),
            grace_minutes: self.small("grace", 1440)?,
            publication_minutes: self.small("publication_minutes", 1440)?,
            least_published: self.small("least_published", 1000)?,
        })
    }

    fn ties(&self) -> TieChain {
        match self.get("ties") {
            "votes" => TieChain::new(vec![TieRule::MostVotes, TieRule::OldestCandidate]),
            _ => Ok(TieChain::default()),
        }
        .unwrap_or_default()
    }

    fn recommendation(&self) -> Result<Recommendation, Complaint> {
        let until = match self.get("recommendation_until") {
            "" => None,
            _ => Some(self.day("recommendation_until")?),
        };
        Ok(Recommendation {
            title: self.name("recommendation_title")?,
            level: self.level("recommendation_level", 9)?,
            since: self.day("recommendation_since")?,
            until,
        })
    }

    /// The holders of whom a name was typed; nothing without any.
    fn keys(&self) -> Result<Option<KeyPlan>, Complaint> {
        let mut shares = Vec::new();
        for at in 0..SHARES {
            let person = self.name(&format!("holder_{at}"))?;
            if person.is_empty() {
                continue;
            }
            let interest = self.interest(&format!("interest_{at}"), &format!("for_{at}"))?;
            let substitute = self.name(&format!("substitute_{at}"))?;
            let substitute = (!substitute.is_empty()).then(|| KeyHolder {
                person: substitute,
                // Whoever replaces stands for the same.
                interest: interest.clone(),
            });
            let holder = KeyHolder { person, interest };
            shares.push(KeyShare { holder, substitute });
        }
        let threshold = u64::from(self.number("threshold", 100)?);
        Ok((!shares.is_empty()).then_some(KeyPlan { threshold, shares }))
    }

    fn interest(&self, which: &str, of: &str) -> Result<Interest, Complaint> {
        let of = self.name(of)?;
        Ok(match self.get(which) {
            "list" => Interest::List(of),
            "neutral" => Interest::Neutral(of),
            "technical" => Interest::TechnicalStaff,
            _ => Interest::Landlord,
        })
    }

    fn policy(&self) -> Result<KeyPolicy, Complaint> {
        Ok(KeyPolicy {
            least_interests: self.small("least_interests", 100)?,
            most_per_person: self.small("most_per_person", 100)?,
            with_delegates: (
                self.small("delegates", 100)?,
                self.small("delegates_of", 100)?,
            ),
        })
    }

    /// Nothing when neither was named.
    fn authorities(&self) -> Result<Option<CodeAuthorities>, Complaint> {
        let one = |letter: &str| -> Result<CodeAuthority, Complaint> {
            Ok(CodeAuthority {
                name: self.name(&format!("authority_{letter}"))?,
                interest: self.interest(
                    &format!("authority_{letter}_interest"),
                    &format!("authority_{letter}_for"),
                )?,
                sender: self.name(&format!("authority_{letter}_sender"))?,
            })
        };
        let (a, b) = (one("a")?, one("b")?);
        let named = !a.name.is_empty() || !b.name.is_empty();
        Ok(named.then_some(CodeAuthorities { a, b }))
    }
}
