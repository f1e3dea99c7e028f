//! When each step of the calendar was done: as the platform saw it, or as the officer said.

use crate::site::dates::local;
use crate::site::{context::Ctx, error::AppError};
use chrono::NaiveDate;
use palier_domain::election::calendar::Done;
use palier_domain::election::calendar::step::Step;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::Move;
use palier_store::election::{self, Election};
use palier_store::landlord::Landlord;

/// What is known of an election today.
///
/// # Errors
/// When the database does not answer.
pub async fn done(ctx: &Ctx, landlord: &Landlord, election: &Election) -> Result<Done, AppError> {
    let db = &ctx.site.db;
    let mut done: Done = election::said_done(db, election.id)
        .await?
        .into_iter()
        .collect();
    for one in election::declared(db, election.id).await? {
        let step = match one.condition {
            Condition::ProtocolValidated => Step::LocalProtocol,
            Condition::NoticePosted => Step::Notice,
            _ => continue,
        };
        // The day that was said, else the day of saying it.
        let on = one.note.parse::<NaiveDate>();
        done.insert(
            step,
            on.unwrap_or(local(one.met_at, &landlord.zone).date_naive()),
        );
    }
    for taken in election::taken(db, election.id).await? {
        let on = local(taken.taken_at, &landlord.zone).date_naive();
        match taken.step {
            Move::CloseLists => {
                done.insert(Step::ListsKnown, on);
            }
            Move::Freeze => {
                done.insert(Step::VoteCloses, on);
            }
            Move::Proclaim => {
                done.entry(Step::ResultsPosted).or_insert(on);
            }
            _ => {}
        }
    }
    if let Some(on) = palier_store::candidate_list::last_admitted(db, election.id).await? {
        done.insert(Step::ListsReceived, on);
    }
    Ok(done)
}
