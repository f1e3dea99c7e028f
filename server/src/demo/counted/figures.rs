//! How Rive-Neuve voted, channel by channel.

use crate::cli::Failure;
use crate::demo::content;
use palier_domain::election::official_record::figures::PaperFigures;
use serde::Deserialize;

/// What the file says.
#[derive(Deserialize)]
pub struct Voted {
    /// The lists, as they were filed.
    pub list: Vec<List>,
    /// Votes on paper.
    pub paper: Paper,
}

/// A candidate list.
#[derive(Deserialize)]
pub struct List {
    /// Its title.
    pub title: String,
    /// The slug of the association that presents it.
    pub association: String,
    /// The national body that it is affiliated to.
    pub national: String,
    /// Its affiliation, as ballots print it.
    pub affiliation: String,
    /// Its campaign statement.
    pub statement: String,
    /// Its votes online, by post and in the ballot box.
    votes: [u32; 3],
}

/// What is neither a list's nor online.
#[derive(Deserialize)]
pub struct Paper {
    /// Blank votes online, by post and in the ballot box.
    blank: [u32; 3],
    /// Null votes by post and in the ballot box.
    null: [u32; 2],
    /// Envelopes of those who voted online.
    pub double: usize,
    /// Envelopes that came too late.
    pub late: usize,
    /// Envelopes without a signature.
    pub unsigned: usize,
}

/// A way of voting.
#[derive(Clone, Copy)]
pub enum Way {
    Online,
    Post,
    Box,
}

/// Reads the file.
///
/// # Errors
/// When it cannot be read.
pub fn read() -> Result<Voted, Failure> {
    content::parse("election", include_str!("../../../demo/election.toml"))
}

impl Voted {
    /// The list of a title.
    ///
    /// # Errors
    /// When the file has none.
    pub fn of(&self, title: &str) -> Result<&List, Failure> {
        let found = self.list.iter().find(|list| list.title == title);
        found.ok_or_else(|| Failure::new(format!("no list {title} in the demonstration")))
    }

    /// Votes of a way for lists in some order, blank and null ones.
    ///
    /// # Errors
    /// When the file lacks one of them.
    pub fn votes(&self, way: Way, titles: &[String]) -> Result<Vec<u32>, Failure> {
        let votes = titles
            .iter()
            .map(|title| Ok(self.of(title)?.votes[way as usize]));
        votes.collect()
    }

    /// Voters of a way.
    pub fn voters(&self, way: Way) -> u32 {
        let votes = self.list.iter().map(|list| list.votes[way as usize]);
        votes.sum::<u32>() + self.blank(way) + self.null(way)
    }

    /// Figures of a way on paper, for lists in some order.
    ///
    /// # Errors
    /// When the file lacks one of them.
    pub fn paper(&self, way: Way, titles: &[String]) -> Result<PaperFigures, Failure> {
        let votes = self.votes(way, titles)?;
        Ok(PaperFigures {
            voters: u64::from(self.voters(way)),
            votes: votes.into_iter().map(u64::from).collect(),
            blank: u64::from(self.blank(way)),
            null: u64::from(self.null(way)),
        })
    }

    fn blank(&self, way: Way) -> u32 {
        self.paper.blank[way as usize]
    }

    fn null(&self, way: Way) -> u32 {
        let [post, in_box] = self.paper.null;
        match way {
            Way::Online => 0,
            Way::Post => post,
            Way::Box => in_box,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_election_has_the_landlords_figures() {
        let voted = read().unwrap();
        let voters = [Way::Online, Way::Post, Way::Box].map(|way| voted.voters(way));
        assert_eq!(voters, [702, 1096, 41]);
        let votes: Vec<u32> = voted
            .list
            .iter()
            .map(|list| list.votes.iter().sum())
            .collect();
        assert_eq!(votes, [612, 438, 301, 214, 185]);
        let blank: u32 = voted.paper.blank.iter().sum();
        let null: u32 = voted.paper.null.iter().sum();
        assert_eq!((votes.iter().sum::<u32>(), blank, null), (1750, 61, 28));
    }
}
