//! Who holds the shares of the decryption key, who could decrypt alone, how many may be lost.
//!
//! CNIL, deliberation no 2019-053: the key is split among the tally board, at least three holders,
//! never technical staff. The codified model (CGFP R.211-503 to R.211-585) adds: at least two thirds
//! of the shares with delegates of the lists, at most two per person, substitutes who replace.

mod going_on;

pub use going_on::{GoingOnRefusal, missing_holders};

use super::share::count;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// Whose interest a holder stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interest {
    /// The landlord's.
    Landlord,
    /// A candidate list's; the list's name.
    List(String),
    /// Nobody's: a guarantor, a bailiff.
    Neutral(String),
    /// None, but she runs the machines: such a person holds no share.
    TechnicalStaff,
}

/// A person who holds a share, or would replace who does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KeyHolder {
    /// The person, told apart from every other one.
    pub person: String,
    /// Whose interest she stands for.
    pub interest: Interest,
}

/// One share of the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyShare {
    /// Who holds it.
    pub holder: KeyHolder,
    /// Who holds it once she is replaced, never beside her.
    pub substitute: Option<KeyHolder>,
}

/// What a protocol asks of its key plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPolicy {
    /// Distinct interests among the holders, at least.
    pub least_interests: u16,
    /// Shares per person, at most.
    pub most_per_person: u16,
    /// Numerator and denominator of the part of the shares that delegates of lists hold at least.
    pub with_delegates: (u16, u16),
}

impl Default for KeyPolicy {
    fn default() -> Self {
        Self {
            least_interests: 3,
            most_per_person: 2,
            with_delegates: (2, 3),
        }
    }
}

/// The shares of the key, and how many of them decrypt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPlan {
    /// Shares that decrypt together: t.
    pub threshold: u64,
    /// All shares: n.
    pub shares: Vec<KeyShare>,
}

/// A rule that a key plan breaks.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyRule {
    /// The threshold is more than the shares, or none.
    #[error("a threshold of {threshold} is impossible with {shares} shares")]
    ImpossibleThreshold {
        /// The threshold.
        threshold: u64,
        /// The shares.
        shares: u64,
    },
    /// Too few interests are present.
    #[error("holders stand for {found} interests; at least {least} are needed")]
    TooFewInterests {
        /// Interests found.
        found: u64,
        /// Interests needed.
        least: u16,
    },
    /// A person holds too many shares.
    #[error("{person} holds {shares} shares; {most} are the most")]
    TooManyForOne {
        /// The person.
        person: String,
        /// Her shares.
        shares: u64,
        /// The most that are allowed.
        most: u16,
    },
    /// Delegates of lists hold too few shares.
    #[error("delegates of lists hold {found} shares of {shares}; the protocol asks for {least}")]
    TooFewWithDelegates {
        /// Shares that delegates hold.
        found: u64,
        /// All shares.
        shares: u64,
        /// Shares that they must hold.
        least: u64,
    },
    /// Technical staff holds a share, or would.
    #[error("{person} is technical staff and holds no share")]
    TechnicalStaff {
        /// The person.
        person: String,
    },
    /// A person or an interest reaches the threshold without anybody else.
    #[error("{who} could decrypt alone")]
    DecryptsAlone {
        /// The person, or the name of the interest.
        who: String,
    },
    /// A substitute holds a share already, or replaces two.
    #[error("{person} cannot replace: she has a part in the plan already")]
    SubstituteTwice {
        /// The person.
        person: String,
    },
    /// A substitute stands for another interest than the holder whom she replaces.
    #[error("{person} stands for another interest than the holder whom she replaces")]
    SubstituteOfAnother {
        /// The person.
        person: String,
    },
}

impl KeyPlan {
    /// The plan that is proposed: one share each for the president, a second member of the board
    /// and the delegates of the lists; two thirds of the shares decrypt. With four lists, 4 of 6.
    #[must_use]
    pub fn proposed(president: &str, second: &str, delegates: &[(&str, &str)]) -> Self {
        let board = [president, second].map(|person| (person, Interest::Landlord));
        let lists = delegates.iter();
        let lists = lists.map(|&(person, list)| (person, Interest::List(list.to_owned())));
        let shares: Vec<KeyShare> = board
            .into_iter()
            .chain(lists)
            .map(|(person, interest)| KeyShare {
                holder: KeyHolder {
                    person: person.to_owned(),
                    interest,
                },
                substitute: None,
            })
            .collect();
        Self {
            threshold: (count(&shares) * 2).div_ceil(3),
            shares,
        }
    }

    /// Shares that may be lost before nobody can decrypt any more; nothing if nobody ever could.
    #[must_use]
    pub fn losses_tolerated(&self) -> Option<u64> {
        count(&self.shares).checked_sub(self.threshold)
    }

    /// Persons who may be lost whoever they are, before nobody can decrypt any more.
    #[must_use]
    pub fn persons_tolerated(&self) -> u64 {
        let mut left = count(&self.shares);
        let mut lost = 0;
        for held in descending(self.by_person().into_values()) {
            left -= held;
            if left < self.threshold {
                break;
            }
            lost += 1;
        }
        lost
    }

    /// The fewest persons who decrypt together; nothing if all of them cannot.
    #[must_use]
    pub fn fewest_persons(&self) -> Option<u64> {
        self.fewest(self.by_person().into_values())
    }

    /// The fewest interests whose holders decrypt together; nothing if all of them cannot.
    #[must_use]
    pub fn fewest_interests(&self) -> Option<u64> {
        self.fewest(self.by_interest().into_values())
    }

    /// Persons who reach the threshold without anybody else.
    #[must_use]
    pub fn persons_alone(&self) -> Vec<&str> {
        let reach = |&(_, held): &(&str, u64)| held >= self.threshold;
        let reaching = self.by_person().into_iter().filter(reach);
        reaching.map(|(person, _)| person).collect()
    }

    /// Interests whose holders reach the threshold without any other interest.
    #[must_use]
    pub fn interests_alone(&self) -> Vec<&Interest> {
        let reach = |&(_, held): &(&Interest, u64)| held >= self.threshold;
        let reaching = self.by_interest().into_iter().filter(reach);
        reaching.map(|(interest, _)| interest).collect()
    }

    /// Whether holders of the interests that are chosen decrypt together.
    pub fn decrypt_together(&self, chosen: impl Fn(&Interest) -> bool) -> bool {
        let held = self.shares.iter().filter(|s| chosen(&s.holder.interest));
        self.threshold > 0 && u64::try_from(held.count()).is_ok_and(|held| held >= self.threshold)
    }

    /// Every rule that the plan breaks.
    #[must_use]
    pub fn broken_rules(&self, policy: &KeyPolicy) -> Vec<KeyRule> {
        let mut broken = self.broken_by_numbers(policy);
        broken.extend(self.broken_by_persons(policy));
        broken.extend(self.broken_by_substitutes());
        broken
    }

    fn broken_by_numbers(&self, policy: &KeyPolicy) -> Vec<KeyRule> {
        let (shares, mut broken) = (count(&self.shares), Vec::new());
        if self.threshold == 0 || self.threshold > shares {
            broken.push(KeyRule::ImpossibleThreshold {
                threshold: self.threshold,
                shares,
            });
        }
        let found = self.by_interest().len();
        if found < usize::from(policy.least_interests) {
            broken.push(KeyRule::TooFewInterests {
                found: u64::try_from(found).unwrap_or(u64::MAX),
                least: policy.least_interests,
            });
        }
        let (numerator, denominator) = policy.with_delegates;
        let least = (shares * u64::from(numerator)).div_ceil(u64::from(denominator.max(1)));
        let delegate = |s: &&KeyShare| matches!(s.holder.interest, Interest::List(_));
        let found = self.shares.iter().filter(delegate).map(|_| 1).sum();
        if found < least {
            broken.push(KeyRule::TooFewWithDelegates {
                found,
                shares,
                least,
            });
        }
        broken
    }

    fn broken_by_persons(&self, policy: &KeyPolicy) -> Vec<KeyRule> {
        let mut broken = Vec::new();
        for (person, shares) in self.by_person() {
            if shares > u64::from(policy.most_per_person) {
                broken.push(KeyRule::TooManyForOne {
                    person: person.to_owned(),
                    shares,
                    most: policy.most_per_person,
                });
            }
        }
        let all = self.shares.iter().map(|share| &share.holder);
        let all = all.chain(self.substitutes().map(|(_, substitute)| substitute));
        for holder in all.filter(|holder| holder.interest == Interest::TechnicalStaff) {
            broken.push(KeyRule::TechnicalStaff {
                person: holder.person.clone(),
            });
        }
        if self.threshold > 0 {
            let persons = self.persons_alone().into_iter().map(str::to_owned);
            let interests = self.interests_alone().into_iter().map(Interest::label);
            let mut alone: Vec<String> = persons.chain(interests).collect();
            alone.dedup();
            broken.extend(alone.into_iter().map(|who| KeyRule::DecryptsAlone { who }));
        }
        broken
    }

    fn broken_by_substitutes(&self) -> Vec<KeyRule> {
        let mut broken = Vec::new();
        let holders = self.by_person();
        let mut seen: Vec<&str> = Vec::new();
        for (holder, substitute) in self.substitutes() {
            let person = substitute.person.as_str();
            if holders.contains_key(person) || seen.contains(&person) {
                broken.push(KeyRule::SubstituteTwice {
                    person: person.to_owned(),
                });
            }
            seen.push(person);
            if substitute.interest != holder.interest {
                broken.push(KeyRule::SubstituteOfAnother {
                    person: person.to_owned(),
                });
            }
        }
        broken
    }

    fn substitutes(&self) -> impl Iterator<Item = (&KeyHolder, &KeyHolder)> {
        let shares = self.shares.iter();
        shares.filter_map(|share| Some((&share.holder, share.substitute.as_ref()?)))
    }

    fn by_person(&self) -> BTreeMap<&str, u64> {
        tally(self.shares.iter().map(|s| s.holder.person.as_str()))
    }

    fn by_interest(&self) -> BTreeMap<&Interest, u64> {
        tally(self.shares.iter().map(|s| &s.holder.interest))
    }

    fn fewest(&self, held: impl Iterator<Item = u64>) -> Option<u64> {
        let (mut together, mut needed) = (0, 0);
        for held in descending(held) {
            if together >= self.threshold {
                break;
            }
            together += held;
            needed += 1;
        }
        (together >= self.threshold).then_some(needed)
    }
}

impl Interest {
    /// How the interest is named in an error.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Landlord => "the landlord".to_owned(),
            Self::List(list) => format!("list {list}"),
            Self::Neutral(who) => who.clone(),
            Self::TechnicalStaff => "technical staff".to_owned(),
        }
    }
}

fn tally<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

fn descending(held: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut held: Vec<u64> = held.collect();
    held.sort_unstable_by(|a, b| b.cmp(a));
    held
}
