//! What each of two operators counted: sent once, shown to nobody before both are there.

use super::received::append;
use super::settle::{keep, plain};
use super::{PaperError, open};
use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::election::paper::count::{Ground, Sheet};
use palier_domain::id::{AccountId, ElectionId};
use serde_json::json;
use sqlx::types::Json;

/// What sending a count led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It waits for the other operator's.
    First,
    /// Both are the same and agree with the register: paper is settled.
    Settled,
    /// Both are there, and something differs.
    Differ,
}

/// The counts of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheets {
    /// None was sent.
    None,
    /// One was sent; by whom, if her account still is.
    One(Option<AccountId>),
    /// Both were sent: who, by the name that she goes by, and what she counted.
    Both(Box<[(String, Sheet); 2]>),
}

/// Sends what an operator counted, once; the second count settles paper if nothing differs.
///
/// # Errors
/// [`PaperError`]; nothing was written then.
pub async fn send(
    tx: &mut Tx,
    election: ElectionId,
    account: AccountId,
    sheet: &Sheet,
    ground: &Ground,
    now: DateTime<Utc>,
) -> Result<Sent, PaperError> {
    let round = open(tx, election).await?;
    sheet.check(ground.channels, ground.lists)?;
    let before = all!(
        tx.on() => (Option<AccountId>, Json<Sheet>),
        "SELECT account_id, sheet FROM paper_sheet
         WHERE election_id = $1 AND round = $2 ORDER BY place",
        election,
        round,
    )?;
    if before.iter().any(|(by, _)| *by == Some(account)) {
        return Err(PaperError::SentAlready);
    }
    let place = match before.len() {
        0 => 1_i64,
        1 => 2,
        _ => return Err(PaperError::TwoSent),
    };
    run!(
        tx.on(),
        "INSERT INTO paper_sheet (election_id, round, place, account_id, sheet, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        election,
        round,
        place,
        account,
        Json(sheet),
        now,
    )?;
    let data = json!({ "round": round, "place": place, "by": account, "sheet": sheet });
    append(tx, election, "paper.counted", &data, now).await?;
    let Some((_, first)) = before.first() else {
        return Ok(Sent::First);
    };
    if first.0 != *sheet || !plain(tx, election, sheet, ground).await? {
        return Ok(Sent::Differ);
    }
    keep(tx, election, round, account, (sheet, ground, ""), now).await?;
    Ok(Sent::Settled)
}

/// The counts of the round that is open, or of the one that is settled.
///
/// # Errors
/// When the database fails.
pub async fn sheets(db: &Db, election: ElectionId) -> Result<Sheets, StoreError> {
    let mut rows = all!(
        db.reads() => (Option<AccountId>, Option<String>, Json<Sheet>),
        "SELECT s.account_id, a.own_name, s.sheet
         FROM paper_sheet s LEFT JOIN account a ON a.id = s.account_id
         WHERE s.election_id = $1 AND s.round =
            (SELECT COUNT(*) + 1 FROM paper_settlement p
             WHERE p.election_id = $1 AND p.reopened_at IS NOT NULL)
         ORDER BY s.place",
        election,
    )?
    .into_iter();
    Ok(match (rows.next(), rows.next()) {
        (None, _) => Sheets::None,
        (Some((by, ..)), None) => Sheets::One(by),
        (Some(first), Some(second)) => {
            let shown = |(_, name, sheet): (_, Option<String>, Json<Sheet>)| {
                (name.unwrap_or_default(), sheet.0)
            };
            Sheets::Both(Box::new([shown(first), shown(second)]))
        }
    })
}
