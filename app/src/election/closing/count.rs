//! Every channel joined, checked, and the seats that follow.

use crate::election::load::Found;
use crate::election::result::outcome::births;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use chrono::NaiveDate;
use palier_domain::election::largest_remainder::{ApportionError, Apportionment};
use palier_domain::election::official_record::figures::Figures;
use palier_domain::election::official_record::{FailedCheck, failed_checks};
use palier_domain::election::seats::{SeatsError, seats};
use palier_domain::election::tie_break::{Settlement, Tie};
use palier_store::candidate_list;
use palier_store::election::lots::{self, Lots};
use palier_store::election::{electoral_roll, paper, tally};

/// What must be there before channels are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// The count of paper.
    Paper,
    /// The online result.
    Online,
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
    pub seats: Result<Apportionment, SeatsError>,
    /// The checks that fail.
    pub failed: Vec<FailedCheck>,
    /// The lots that were drawn, if any.
    pub lots: Option<Lots>,
}

impl Joined {
    /// The lists between which lots must be drawn; none when nothing waits for lots.
    #[must_use]
    pub fn tied(&self) -> &[String] {
        let Some(partial) = self.unsettled() else {
            return &[];
        };
        let waits = |tie: &&Tie| tie.settlement == Settlement::SameBirthdate;
        let tie = partial.ties.iter().find(waits);
        tie.map_or(&[], |tie| &tie.lists)
    }

    /// The seats as far as they are shared.
    #[must_use]
    pub fn shared(&self) -> Option<&Apportionment> {
        self.seats.as_ref().ok().or_else(|| self.unsettled())
    }

    /// What is shared already where the rest waits for lots.
    fn unsettled(&self) -> Option<&Apportionment> {
        unsettled(&self.seats)
    }
}

fn unsettled(seats: &Result<Apportionment, SeatsError>) -> Option<&Apportionment> {
    match seats {
        Err(SeatsError::Apportion(ApportionError::UnresolvedSameBirthdate { partial, .. })) => {
            Some(partial)
        }
        _ => None,
    }
}

/// Joins the channels of an election, or says what is awaited.
///
/// # Errors
/// When the database does not answer.
pub async fn join(ctx: &Ctx, found: &Found) -> Result<Result<Joined, Awaited>, AppError> {
    let (titles, births): (Vec<_>, Vec<_>) = lists(ctx, found).await?.into_iter().unzip();
    let figures = match figures(ctx, found, titles).await? {
        Ok(figures) => figures,
        Err(awaited) => return Ok(Err(awaited)),
    };
    let lots = lots::of(&ctx.site.db, found.election.id).await?;
    let drawn = lots.as_ref().map_or(&[][..], |lots| &lots.lists);
    let seats = seats(&found.election.protocol.0, &figures, births, drawn);
    let failed = match (&seats, unsettled(&seats)) {
        (Ok(seats), _) => failed_checks(&figures, seats),
        (Err(_), Some(partial)) => {
            let failed = failed_checks(&figures, partial);
            let waits = |check: &FailedCheck| !matches!(check, FailedCheck::SeatsNotGiven { .. });
            failed.into_iter().filter(waits).collect()
        }
        (Err(_), None) => Vec::new(),
    };
    Ok(Ok(Joined {
        figures,
        seats,
        failed,
        lots,
    }))
}

/// The admitted lists in the drawn order, each with its candidates' birth dates.
async fn lists(ctx: &Ctx, found: &Found) -> Result<Vec<(String, Vec<NaiveDate>)>, AppError> {
    let db = &ctx.site.db;
    let mut lists = Vec::new();
    for list in candidate_list::admitted(db, found.election.id).await? {
        let candidates = candidate_list::candidates(db, list.id).await?;
        lists.push((list.title, births(&candidates)));
    }
    Ok(lists)
}

async fn figures(
    ctx: &Ctx,
    found: &Found,
    lists: Vec<String>,
) -> Result<Result<Figures, Awaited>, AppError> {
    let mut figures = match on_paper(ctx, found, lists).await? {
        Ok(figures) => figures,
        Err(awaited) => return Ok(Err(awaited)),
    };
    figures.online = match tally::of(&ctx.site.db, found.election.id).await? {
        Some(online) if online.lists != figures.lists => return Ok(Err(Awaited::OtherLists)),
        Some(online) => Some(online.figures),
        None if found.election.protocol.channels.online => return Ok(Err(Awaited::Online)),
        None => None,
    };
    Ok(Ok(figures))
}

/// The figures of paper, once it is settled.
pub(super) async fn on_paper(
    ctx: &Ctx,
    found: &Found,
    lists: Vec<String>,
) -> Result<Result<Figures, Awaited>, AppError> {
    let channels = found.election.protocol.channels;
    let paper = match paper::outcome(&ctx.site.db, found.election.id).await? {
        Some(paper) => paper,
        None if channels.post || channels.ballot_box => return Ok(Err(Awaited::Paper)),
        None => paper::PaperOutcome::default(),
    };
    let Some(registered) = registered(ctx, found).await? else {
        return Ok(Err(Awaited::Roll));
    };
    Ok(Ok(Figures {
        lists,
        registered,
        online: None,
        post: paper.post,
        ballot_box: paper.ballot_box,
        envelopes_received: paper.envelopes_received,
        set_aside: paper.set_aside,
    }))
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
