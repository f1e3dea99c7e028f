//! Every channel joined, checked, and the seats that follow.

use crate::election::load::Found;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use chrono::NaiveDate;
use palier_domain::election::largest_remainder::{
    ApportionError, Apportionment, ListVotes, apportion,
};
use palier_domain::election::official_record::figures::Figures;
use palier_domain::election::official_record::{FailedCheck, failed_checks};
use palier_domain::election::tie_break::{DrawOfLots, Settlement, Tie};
use palier_store::candidate_list::{self, Entrant};
use palier_store::election::lots::{self, Lots};
use palier_store::election::{electoral_roll, paper, tally};
use std::num::NonZeroU64;

/// What must be there before channels are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// The online result.
    Online,
    /// The count of paper.
    Paper,
    /// The electoral roll.
    Roll,
    /// The lists of the ballots and those of the landlord's pages are not the same.
    OtherLists,
}

/// Every channel joined, and what follows from it.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The figures.
    pub figures: Figures,
    /// The seats, or why they cannot be shared.
    pub seats: Result<Apportionment, ApportionError>,
    /// The checks that fail.
    pub failed: Vec<FailedCheck>,
    /// The lots that were drawn, if any.
    pub lots: Option<Lots>,
}

impl Joined {
    /// The lists between which lots must be drawn; none when nothing waits for lots.
    #[must_use]
    pub fn tied(&self) -> &[String] {
        let Err(ApportionError::UnresolvedSameBirthdate { partial, .. }) = &self.seats else {
            return &[];
        };
        let waits = |tie: &&Tie| tie.settlement == Settlement::SameBirthdate;
        let tie = partial.ties.iter().find(waits);
        tie.map_or(&[], |tie| &tie.lists)
    }

    /// The seats as far as they are shared.
    #[must_use]
    pub fn shared(&self) -> Option<&Apportionment> {
        match &self.seats {
            Ok(seats) => Some(seats),
            Err(ApportionError::UnresolvedSameBirthdate { partial, .. }) => Some(partial),
            Err(_) => None,
        }
    }
}

/// A list as seats are shared among lists: its title, and its candidates' birth dates.
type Standing = (String, Vec<NaiveDate>);

/// Joins the channels of an election, or says what is awaited.
///
/// # Errors
/// When the database does not answer.
pub async fn join(ctx: &Ctx, found: &Found) -> Result<Result<Joined, Awaited>, AppError> {
    let lists = lists(ctx, found).await?;
    let titles: Vec<String> = lists.iter().map(|(title, _)| title.clone()).collect();
    let figures = match figures(ctx, found, titles).await? {
        Ok(figures) => figures,
        Err(awaited) => return Ok(Err(awaited)),
    };
    let lots = lots::of(&ctx.site.db, found.election.id).await?;
    let seats = seats(found, &figures, lists, lots.as_ref());
    let failed = match &seats {
        Ok(seats) => failed_checks(&figures, seats),
        Err(ApportionError::UnresolvedSameBirthdate { partial, .. }) => {
            let failed = failed_checks(&figures, partial);
            let waits = |check: &FailedCheck| !matches!(check, FailedCheck::SeatsNotGiven { .. });
            failed.into_iter().filter(waits).collect()
        }
        Err(_) => Vec::new(),
    };
    Ok(Ok(Joined {
        figures,
        seats,
        failed,
        lots,
    }))
}

/// The admitted lists in the drawn order.
async fn lists(ctx: &Ctx, found: &Found) -> Result<Vec<Standing>, AppError> {
    let db = &ctx.site.db;
    let mut lists = Vec::new();
    for list in candidate_list::admitted(db, found.election.id).await? {
        let candidates = candidate_list::candidates(db, list.id).await?;
        lists.push((list.title, births(&candidates)));
    }
    Ok(lists)
}

/// Birth dates in list order, up to the first that nobody knows.
fn births(candidates: &[Entrant]) -> Vec<NaiveDate> {
    let known = candidates.iter().map_while(|one| one.birth_date);
    known.collect()
}

async fn figures(
    ctx: &Ctx,
    found: &Found,
    lists: Vec<String>,
) -> Result<Result<Figures, Awaited>, AppError> {
    let (db, id) = (&ctx.site.db, found.election.id);
    let channels = found.election.protocol.channels;
    let online = match tally::of(db, id).await? {
        Some(online) if online.lists != lists => return Ok(Err(Awaited::OtherLists)),
        Some(online) => Some(online.figures),
        None if channels.online => return Ok(Err(Awaited::Online)),
        None => None,
    };
    let paper = match paper::outcome(db, id).await? {
        Some(paper) => Some(paper),
        None if channels.post || channels.ballot_box => return Ok(Err(Awaited::Paper)),
        None => None,
    };
    let Some(registered) = registered(ctx, found).await? else {
        return Ok(Err(Awaited::Roll));
    };
    let mut figures = Figures {
        lists,
        registered,
        online,
        ..Figures::default()
    };
    if let Some(paper) = paper {
        figures.post = paper.post;
        figures.ballot_box = paper.ballot_box;
        figures.envelopes_received = paper.envelopes_received;
        figures.set_aside = paper.set_aside;
    }
    Ok(Ok(figures))
}

/// Electors: the lines of the frozen roll, or those of the register that was made of it.
async fn registered(ctx: &Ctx, found: &Found) -> Result<Option<u64>, AppError> {
    let roll = electoral_roll::standing(&ctx.site.db, found.election.id).await?;
    let lines = match roll.filter(|roll| roll.frozen_at.is_some()) {
        Some(roll) => Some(roll.lines),
        None => match ctx.site.polls.boxes().open(&found.election.handle).await? {
            Some(boxed) => Some(boxed.count().await?.lines),
            None => None,
        },
    };
    Ok(lines.and_then(|lines| u64::try_from(lines).ok()))
}

fn seats(
    found: &Found,
    figures: &Figures,
    lists: Vec<Standing>,
    lots: Option<&Lots>,
) -> Result<Apportionment, ApportionError> {
    let protocol = &found.election.protocol.0;
    let votes = figures.totals().map(|totals| totals.votes);
    let mut votes = votes.unwrap_or_default().into_iter();
    let lists: Vec<ListVotes> = lists
        .into_iter()
        .map(|(list, births)| ListVotes {
            votes: votes.next().unwrap_or_default(),
            list,
            births,
        })
        .collect();
    let seats = NonZeroU64::new(protocol.seats).unwrap_or(NonZeroU64::MIN);
    let drawn = lots.map(|lots| DrawOfLots(lots.lists.clone()));
    apportion(seats, &lists, &protocol.tie_chain, drawn.as_ref())
}
