//! Paper counted by two operators separately: what is compared, and when the figures are settled.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Waiting: nobody or one operator has sent
//!     Waiting --> Settled: both sent the same, and all of it agrees with the register
//!     Waiting --> Compared: both sent, something differs
//!     Compared --> Settled: figures agreed, with a reason
//!     Settled --> Waiting: reopened, with a reason, before the online tally is decrypted
//! ```

use super::envelope::Envelopes;
use crate::election::official_record::PaperChannel;
use crate::election::official_record::figures::{PaperFigures, SetAside};
use crate::election::protocol::channels::Channels;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What one operator counted, or what was agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// By post, if that was a channel.
    pub post: Option<PaperFigures>,
    /// At the ballot box, if that was a channel.
    pub ballot_box: Option<PaperFigures>,
}

/// What a sheet is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Ways of voting.
    pub channels: Channels,
    /// Lists that stand for election.
    pub lists: usize,
    /// Envelopes as they were entered.
    pub envelopes: Envelopes,
    /// Marks of the ballot box in the register.
    pub in_box: u64,
    /// Online marks in the register.
    pub online: u64,
    /// Envelopes noted when they were received, over all days; nothing when none was noted.
    pub noted: Option<u64>,
}

/// What paper gives to the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperOutcome {
    /// The post, if it was a channel.
    pub post: Option<PaperFigures>,
    /// The ballot box, if it was a channel.
    pub ballot_box: Option<PaperFigures>,
    /// Postal envelopes received in time or not.
    pub envelopes_received: u64,
    /// Postal envelopes set aside.
    pub set_aside: SetAside,
}

/// A figure of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Voters.
    Voters,
    /// Votes of a list, by its place from 0 in the drawn order.
    List(usize),
    /// Blank votes.
    Blank,
    /// Null votes.
    Null,
}

/// A figure that two operators counted differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The channel.
    pub channel: PaperChannel,
    /// The figure.
    pub item: Item,
    /// What the first counted.
    pub first: u64,
    /// What the second counted.
    pub second: u64,
}

/// What settles only with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Voters at the ballot box are not as many as its marks in the register.
    Signatures {
        /// Voters counted.
        voters: u64,
        /// Marks.
        marks: u64,
    },
    /// Envelopes entered are not as many as those noted when they came.
    Received {
        /// Entered.
        entered: u64,
        /// Noted.
        noted: u64,
    },
}

/// Why a sheet stands for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SheetFault {
    /// It counts a channel that the protocol has not, or leaves one out.
    #[error("the sheet counts other channels")]
    OtherChannels,
    /// It counts other lists.
    #[error("the sheet counts {found} lists instead of {lists}")]
    OtherLists {
        /// Lists counted.
        found: usize,
        /// Lists.
        lists: usize,
    },
    /// Valid, blank and null votes are not the voters.
    #[error("{votes} votes for {voters} voters on paper")]
    Sum {
        /// The channel.
        channel: PaperChannel,
        /// Votes.
        votes: u64,
        /// Voters.
        voters: u64,
    },
    /// A sum is larger than any number of votes.
    #[error("a sum is larger than any number of votes")]
    Overflow,
    /// Envelopes opened are not those that were accepted.
    #[error("{opened} envelopes opened, {accepted} accepted")]
    Envelopes {
        /// Opened.
        opened: u64,
        /// Accepted.
        accepted: u64,
    },
    /// More envelopes set aside for a second vote than people voted another way.
    #[error("{double} envelopes set aside for a second vote, of {voters} who voted another way")]
    DoubleVotes {
        /// Envelopes.
        double: u64,
        /// Voters by other channels.
        voters: u64,
    },
}

impl Sheet {
    /// Checks what an operator can check alone: channels, lists, and that each sum is its voters.
    pub fn check(&self, channels: Channels, lists: usize) -> Result<(), SheetFault> {
        let there = (self.post.is_some(), self.ballot_box.is_some());
        if there != (channels.post, channels.ballot_box) {
            return Err(SheetFault::OtherChannels);
        }
        for (channel, figures) in self.figures() {
            let found = figures.votes.len();
            if found != lists {
                return Err(SheetFault::OtherLists { found, lists });
            }
            let mut votes = figures.votes.iter().chain([&figures.blank, &figures.null]);
            let votes = votes.try_fold(0_u64, |sum, more| sum.checked_add(*more));
            let (votes, voters) = (votes.ok_or(SheetFault::Overflow)?, figures.voters);
            if votes != voters {
                return Err(SheetFault::Sum {
                    channel,
                    votes,
                    voters,
                });
            }
        }
        Ok(())
    }

    /// Checks it against the register too; gives what only settles with a reason.
    pub fn against(&self, ground: &Ground) -> Result<Vec<Gap>, SheetFault> {
        self.check(ground.channels, ground.lists)?;
        let accepted = ground.envelopes.accepted;
        let opened = self.post.as_ref().map_or(0, |post| post.voters);
        if opened != accepted {
            return Err(SheetFault::Envelopes { opened, accepted });
        }
        let in_box = self.ballot_box.as_ref().map_or(0, |paper| paper.voters);
        let voters = ground.online.checked_add(in_box);
        let voters = voters.ok_or(SheetFault::Overflow)?;
        let double = ground.envelopes.set_aside.double;
        if double > voters {
            return Err(SheetFault::DoubleVotes { double, voters });
        }
        let mut gaps = Vec::new();
        if in_box != ground.in_box {
            gaps.push(Gap::Signatures {
                voters: in_box,
                marks: ground.in_box,
            });
        }
        let entered = ground.envelopes.entered();
        if let Some(noted) = ground.noted.filter(|noted| *noted != entered) {
            gaps.push(Gap::Received { entered, noted });
        }
        Ok(gaps)
    }

    /// What paper gives to the record, the sheet being the one that is settled.
    #[must_use]
    pub fn outcome(self, envelopes: &Envelopes) -> PaperOutcome {
        PaperOutcome {
            post: self.post,
            ballot_box: self.ballot_box,
            envelopes_received: envelopes.entered(),
            set_aside: envelopes.set_aside,
        }
    }

    /// The channels that it counts.
    fn figures(&self) -> impl Iterator<Item = (PaperChannel, &PaperFigures)> {
        let post = self.post.iter().map(|post| (PaperChannel::Post, post));
        let ballot_box = self.ballot_box.iter();
        post.chain(ballot_box.map(|paper| (PaperChannel::BallotBox, paper)))
    }
}

/// Whether agreed figures change nothing that both operators counted alike: what both took wrong is
/// counted anew, not agreed.
#[must_use]
pub fn keeps_what_agrees(first: &Sheet, second: &Sheet, agreed: &Sheet) -> bool {
    let open = differences(first, second);
    let is_open = |one: &Difference| {
        let same = |other: &Difference| (other.channel, other.item) == (one.channel, one.item);
        open.iter().any(same)
    };
    differences(first, agreed).iter().all(is_open)
}

/// Every figure in which two sheets differ.
#[must_use]
pub fn differences(first: &Sheet, second: &Sheet) -> Vec<Difference> {
    let pairs = [
        (PaperChannel::Post, &first.post, &second.post),
        (
            PaperChannel::BallotBox,
            &first.ballot_box,
            &second.ballot_box,
        ),
    ];
    let nothing = PaperFigures::default();
    let mut found = Vec::new();
    for (channel, first, second) in pairs {
        let first = first.as_ref().unwrap_or(&nothing);
        let second = second.as_ref().unwrap_or(&nothing);
        let mut compare = |item, first: u64, second: u64| {
            if first != second {
                found.push(Difference {
                    channel,
                    item,
                    first,
                    second,
                });
            }
        };
        compare(Item::Voters, first.voters, second.voters);
        for at in 0..first.votes.len().max(second.votes.len()) {
            let of = |figures: &PaperFigures| figures.votes.get(at).copied().unwrap_or_default();
            compare(Item::List(at), of(first), of(second));
        }
        compare(Item::Blank, first.blank, second.blank);
        compare(Item::Null, first.null, second.null);
    }
    found
}
