//! The checks that a record (procès-verbal) must pass before it is signed.
//!
//! Every check that fails is named with both numbers; none stops the others.

pub mod entry;
pub mod figures;
pub mod signing;

use super::largest_remainder::Apportionment;
use figures::{Figures, OnlineFigures, PaperFigures, checked_sum};
use thiserror::Error;

/// A paper channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaperChannel {
    /// The post.
    Post,
    /// The ballot box.
    BallotBox,
}

/// A check that fails.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FailedCheck {
    /// A channel counts more lists than there are, or fewer.
    #[error("a channel counts {found} lists instead of {lists}")]
    OtherLists {
        /// Lists counted.
        found: usize,
        /// Lists.
        lists: usize,
    },
    /// A sum is larger than any number of votes.
    #[error("a sum is larger than any number of votes")]
    Overflow,
    /// Valid and blank online votes are not as many as online marks.
    #[error("{votes} valid and blank online votes for {marks} online marks")]
    OnlineVotesAndMarks {
        /// Valid and blank votes.
        votes: u64,
        /// Marks.
        marks: u64,
    },
    /// Ballots of the box are not as many as marks of the register.
    #[error("{ballots} ballots in the box for {marks} online marks")]
    BallotsAndMarks {
        /// Ballots.
        ballots: u64,
        /// Marks.
        marks: u64,
    },
    /// More voters finished in the grace than voted online.
    #[error("{in_grace} voters finished after closing, of {marks} online marks")]
    GraceAndMarks {
        /// Voters who finished after closing.
        in_grace: u64,
        /// Marks.
        marks: u64,
    },
    /// Valid, blank and null votes of a paper channel are not as many as its voters.
    #[error("{votes} votes for {voters} voters on paper")]
    PaperVotesAndVoters {
        /// The channel.
        channel: PaperChannel,
        /// Valid, blank and null votes.
        votes: u64,
        /// Voters.
        voters: u64,
    },
    /// Envelopes opened and set aside are not as many as those received.
    #[error("{accounted} envelopes opened or set aside, of {received} received")]
    Envelopes {
        /// Opened or set aside.
        accounted: u64,
        /// Received.
        received: u64,
    },
    /// More envelopes set aside for a second vote than people voted another way.
    #[error("{double} envelopes set aside for a second vote, of {voters} who voted another way")]
    DoubleVotes {
        /// Envelopes.
        double: u64,
        /// Voters by other channels.
        voters: u64,
    },
    /// More voters than electors.
    #[error("{voters} voters for {registered} electors")]
    MoreVotersThanElectors {
        /// Voters.
        voters: u64,
        /// Electors.
        registered: u64,
    },
    /// Seats were shared by other votes than those of the record.
    #[error("list {list} has {recorded} votes in the record, seats were shared by {shared}")]
    SeatsByOtherVotes {
        /// The list.
        list: String,
        /// Votes in the record.
        recorded: u64,
        /// Votes by which seats were shared; zero if the list had no part.
        shared: u64,
    },
    /// Seats are not shared, or not all of them.
    #[error("{given} of {seats} seats are given")]
    SeatsNotGiven {
        /// Seats given.
        given: u64,
        /// Seats.
        seats: u64,
    },
}

/// Names every check that fails; seats are those shared by the votes of the record.
#[must_use]
pub fn failed_checks(figures: &Figures, seats: &Apportionment) -> Vec<FailedCheck> {
    let mut failed = other_lists(figures);
    let checks = [
        online(figures),
        paper(figures),
        envelopes(figures),
        electors(figures),
        by_totals(figures, seats),
    ];
    // Sums over other lists mean nothing.
    if failed.is_empty() {
        for check in checks {
            failed.extend(check.unwrap_or_else(|| vec![FailedCheck::Overflow]));
        }
        failed.dedup();
    }
    failed
}

/// The checks that hold whatever was chosen online, where so many voted: asked before the online
/// tally is decrypted, since paper is not counted again once its result is known.
#[must_use]
pub fn failed_before_decryption(figures: &Figures, online_marks: u64) -> Vec<FailedCheck> {
    // Voters are as many whatever they chose: here nobody.
    let online = OnlineFigures {
        marks: online_marks,
        ballots: online_marks,
        votes: vec![0; figures.lists.len()],
        blank: online_marks,
        in_grace: 0,
    };
    let figures = Figures {
        online: Some(online),
        ..figures.clone()
    };
    let failed = other_lists(&figures);
    if !failed.is_empty() {
        return failed;
    }
    let checks = [paper(&figures), envelopes(&figures), electors(&figures)];
    let checks = checks.into_iter();
    checks
        .flat_map(|check| check.unwrap_or_else(|| vec![FailedCheck::Overflow]))
        .collect()
}

fn other_lists(figures: &Figures) -> Vec<FailedCheck> {
    let lists = figures.lists.len();
    let online = figures.online.iter().map(|online| online.votes.len());
    let counted = online.chain(figures.paper().map(|paper| paper.votes.len()));
    counted
        .filter(|found| *found != lists)
        .map(|found| FailedCheck::OtherLists { found, lists })
        .collect()
}

/// Valid and blank online votes are the online marks, and so are the ballots.
fn online(figures: &Figures) -> Option<Vec<FailedCheck>> {
    let Some(online) = &figures.online else {
        return Some(Vec::new());
    };
    let (marks, mut failed) = (online.marks, Vec::new());
    let votes = checked_sum(online.votes.iter().copied().chain([online.blank]))?;
    if votes != marks {
        failed.push(FailedCheck::OnlineVotesAndMarks { votes, marks });
    }
    if online.ballots != marks {
        let ballots = online.ballots;
        failed.push(FailedCheck::BallotsAndMarks { ballots, marks });
    }
    if online.in_grace > marks {
        let in_grace = online.in_grace;
        failed.push(FailedCheck::GraceAndMarks { in_grace, marks });
    }
    Some(failed)
}

/// Valid, blank and null votes are the voters, on each paper channel.
fn paper(figures: &Figures) -> Option<Vec<FailedCheck>> {
    let post = figures.post.iter().map(|post| (PaperChannel::Post, post));
    let ballot_box = figures.ballot_box.iter();
    let ballot_box = ballot_box.map(|paper| (PaperChannel::BallotBox, paper));
    let mut failed = Vec::new();
    for (channel, paper) in post.chain(ballot_box) {
        let PaperFigures {
            voters,
            votes,
            blank,
            null,
        } = paper;
        let votes = checked_sum(votes.iter().copied().chain([*blank, *null]))?;
        if votes != *voters {
            failed.push(FailedCheck::PaperVotesAndVoters {
                channel,
                votes,
                voters: *voters,
            });
        }
    }
    Some(failed)
}

/// Every envelope received was opened or set aside.
fn envelopes(figures: &Figures) -> Option<Vec<FailedCheck>> {
    let mut failed = Vec::new();
    let opened = figures.post.as_ref().map_or(0, |post| post.voters);
    let accounted = figures.set_aside.sum()?.checked_add(opened)?;
    if accounted != figures.envelopes_received {
        failed.push(FailedCheck::Envelopes {
            accounted,
            received: figures.envelopes_received,
        });
    }
    let online = figures.online.as_ref().map_or(0, |online| online.marks);
    let in_the_box = figures.ballot_box.as_ref().map_or(0, |paper| paper.voters);
    let voters = online.checked_add(in_the_box)?;
    if figures.set_aside.double > voters {
        let double = figures.set_aside.double;
        failed.push(FailedCheck::DoubleVotes { double, voters });
    }
    Some(failed)
}

/// No more people voted than are on the roll.
fn electors(figures: &Figures) -> Option<Vec<FailedCheck>> {
    let (voters, registered) = (figures.totals()?.voters, figures.registered);
    let too_many =
        (voters > registered).then_some(FailedCheck::MoreVotersThanElectors { voters, registered });
    Some(too_many.into_iter().collect())
}

fn by_totals(figures: &Figures, seats: &Apportionment) -> Option<Vec<FailedCheck>> {
    let totals = figures.totals()?;
    let mut failed = Vec::new();
    for (list, &recorded) in figures.lists.iter().zip(&totals.votes) {
        let shared = seats.lists.iter().find(|line| line.list == *list);
        let shared = shared.map(|line| line.votes);
        if shared != Some(recorded) {
            failed.push(FailedCheck::SeatsByOtherVotes {
                list: list.clone(),
                recorded,
                shared: shared.unwrap_or_default(),
            });
        }
    }
    for line in &seats.lists {
        if !figures.lists.contains(&line.list) {
            failed.push(FailedCheck::SeatsByOtherVotes {
                list: line.list.clone(),
                recorded: 0,
                shared: line.votes,
            });
        }
    }
    let given = checked_sum(seats.lists.iter().map(|line| line.seats))?;
    if given != seats.seats.get() {
        failed.push(FailedCheck::SeatsNotGiven {
            given,
            seats: seats.seats.get(),
        });
    }
    Some(failed)
}
