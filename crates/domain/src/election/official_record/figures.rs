//! The figures of the record (procès-verbal), channel by channel.

use serde::{Deserialize, Serialize};

/// What came out of the online box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlineFigures {
    /// Marks of the turnout register.
    pub marks: u64,
    /// Ballots of the box.
    pub ballots: u64,
    /// Valid votes by list, in the order of [`Figures::lists`].
    pub votes: Vec<u64>,
    /// Blank votes.
    pub blank: u64,
    /// Voters who finished within the grace after closing; they are among the marks.
    pub in_grace: u64,
}

/// What came out of envelopes or of a ballot box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperFigures {
    /// Voters: envelopes that were opened, or signatures at the ballot box.
    pub voters: u64,
    /// Valid votes by list, in the order of [`Figures::lists`].
    pub votes: Vec<u64>,
    /// Blank votes.
    pub blank: u64,
    /// Null votes.
    pub null: u64,
}

/// Postal envelopes that were set aside unopened, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Of somebody who voted another way (CGFP R.211-578).
    pub double: u64,
    /// Came too late.
    pub late: u64,
    /// Not signed.
    pub unsigned: u64,
    /// Of somebody who is not on the roll.
    pub unknown: u64,
}

/// All figures of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// The lists, in the order in which they are shown.
    pub lists: Vec<String>,
    /// Electors on the frozen roll.
    pub registered: u64,
    /// The online channel, if there was one.
    pub online: Option<OnlineFigures>,
    /// The post, if it was a channel.
    pub post: Option<PaperFigures>,
    /// The ballot box, if it was a channel.
    pub ballot_box: Option<PaperFigures>,
    /// Postal envelopes received in time or not.
    pub envelopes_received: u64,
    /// Postal envelopes set aside.
    pub set_aside: SetAside,
}

/// Sums over all channels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Voters.
    pub voters: u64,
    /// Valid votes by list.
    pub votes: Vec<u64>,
    /// Valid votes.
    pub valid: u64,
    /// Blank votes.
    pub blank: u64,
    /// Null votes.
    pub null: u64,
}

impl SetAside {
    /// All of them; nothing if no such number exists.
    #[must_use]
    pub fn sum(&self) -> Option<u64> {
        checked_sum([self.double, self.late, self.unsigned, self.unknown])
    }
}

impl Figures {
    /// The paper channels.
    pub fn paper(&self) -> impl Iterator<Item = &PaperFigures> {
        self.post.iter().chain(&self.ballot_box)
    }

    /// Adds up the channels; nothing if a sum does not exist, or a channel counts other lists.
    #[must_use]
    pub fn totals(&self) -> Option<Totals> {
        let online = self.online.iter();
        let by_channel = || {
            let online = self.online.iter().map(|online| &online.votes);
            online.chain(self.paper().map(|paper| &paper.votes))
        };
        let votes = (0..self.lists.len())
            .map(|at| {
                let of_list: Option<Vec<u64>> =
                    by_channel().map(|votes| votes.get(at).copied()).collect();
                checked_sum(of_list?)
            })
            .collect::<Option<Vec<u64>>>()?;
        let voters = online.clone().map(|online| online.marks);
        let blank = online.map(|online| online.blank);
        Some(Totals {
            voters: checked_sum(voters.chain(self.paper().map(|paper| paper.voters)))?,
            valid: checked_sum(votes.iter().copied())?,
            votes,
            blank: checked_sum(blank.chain(self.paper().map(|paper| paper.blank)))?,
            null: checked_sum(self.paper().map(|paper| paper.null))?,
        })
    }
}

/// The sum of numbers, if it exists.
pub(super) fn checked_sum(numbers: impl IntoIterator<Item = u64>) -> Option<u64> {
    numbers
        .into_iter()
        .try_fold(0_u64, |sum, number| sum.checked_add(number))
}
