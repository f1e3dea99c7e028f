//! The whole process of a text for the engine to replay: its first version and the decisions.

use super::draft::TouchRow;
use super::read::{RoundRow, rounds};
use crate::dispatch::all;
use crate::{Db, StoreError, amendment, text};
use palier_domain::charter::amendment::outcome::Outcome as Decided;
use palier_domain::charter::operation::{AmendmentOps, BaseClause, Operation};
use palier_domain::charter::replay::{
    Decision, Editorial, Outcome, Process, Round, SCHEMA, sha256,
};
use palier_domain::id::{AmendmentId, TextId, VersionId};
use sqlx::types::Json;

/// The process of a text up to a version, by its number: from the version before the first round of
/// decisions to the last one that such a round made; a version that was imported in between begins it
/// anew. With no round, that version alone.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such version.
pub async fn process_until(
    db: &Db,
    (text_id, sequence): (TextId, i64),
    title: &str,
) -> Result<Process, StoreError> {
    let mut all = rounds(db, text_id).await?;
    all.retain(|one| one.sequence <= sequence);
    let at = text::version_at(db, text_id, sequence).await?;
    let (version, _) = at.ok_or(StoreError::Missing("version"))?;
    // Nothing that a round made leads to a version that was imported.
    if all.last().is_some_and(|one| one.version_id != version) {
        all.clear();
    }
    let chain = unbroken(&all);
    let first = chain.first().map_or(version, |first| first.base_id);
    let begins = text::sequence(db, first).await?;
    let mut made = Vec::with_capacity(chain.len());
    for one in chain {
        made.push(round(db, one).await?);
    }
    Ok(Process {
        schema: SCHEMA,
        title: title.to_owned(),
        record: None,
        prefix: prefix(db, first).await?,
        first_version: begins.map_or(1, number),
        first: text::base(db, first).await?,
        rounds: made,
        adopted: text::export(db, version).await?,
    })
}

/// The same up to the latest version.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such text.
pub async fn process(db: &Db, text_id: TextId, title: &str) -> Result<Process, StoreError> {
    let latest = latest(db, text_id).await?;
    process_until(db, (text_id, latest), title).await
}

/// The last rounds of which each begins where the one before ended.
fn unbroken(rounds: &[RoundRow]) -> &[RoundRow] {
    let breaks = |pair: &[RoundRow]| pair[0].version_id != pair[1].base_id;
    let start = rounds.windows(2).rposition(breaks).map_or(0, |at| at + 1);
    &rounds[start..]
}

async fn latest(db: &Db, text: TextId) -> Result<i64, StoreError> {
    let rows = all!(
        db.reads() => (i64,),
        "SELECT sequence FROM text_version WHERE text_id = $1 ORDER BY sequence DESC LIMIT 1",
        text,
    )?;
    let found = rows.first().map(|(sequence,)| *sequence);
    found.ok_or(StoreError::Missing("version"))
}

async fn prefix(db: &Db, version: VersionId) -> Result<String, StoreError> {
    let rows = all!(
        db.reads() => (String,),
        "SELECT prefix FROM text_version WHERE id = $1",
        version,
    )?;
    let found = rows.into_iter().next().map(|(prefix,)| prefix);
    found.ok_or(StoreError::Missing("version"))
}

async fn round(db: &Db, one: &RoundRow) -> Result<Round, StoreError> {
    let decided = all!(
        db.reads() => (AmendmentId, Decided, String),
        "SELECT m.id, m.outcome, m.reason FROM merge_round_amendment r
         JOIN amendment m ON m.id = r.amendment_id
         WHERE r.version_id = $1 ORDER BY m.number",
        one.version_id,
    )?;
    let (mut amendments, mut decisions) = (Vec::new(), Vec::new());
    for (id, decided, reason) in decided {
        let Some(outcome) = outcome(decided) else {
            continue;
        };
        let operations = match outcome {
            Outcome::AcceptedModified => reworded(db, id).await?,
            _ => amendment::operations(db, id).await?,
        };
        amendments.push(AmendmentOps {
            amendment: id,
            operations,
        });
        decisions.push(Decision {
            amendment: id,
            outcome,
            reason,
        });
    }
    let (before, after) = (
        text::base(db, one.base_id).await?,
        text::base(db, one.version_id).await?,
    );
    let kept = |new: &BaseClause| {
        before
            .iter()
            .any(|old| old.clause == new.clause && old.revision == new.revision)
    };
    let live = |touch: &TouchRow| touch.undone_at.is_none();
    let touches = super::touches(db, one.base_id).await?;
    Ok(Round {
        version: number(one.sequence),
        amendments,
        decisions,
        editorial: touches
            .into_iter()
            .filter(live)
            .map(|touch| Editorial {
                clause: touch.clause_id,
                hunks: touch.hunks.0,
            })
            .collect(),
        revisions: after
            .iter()
            .filter(|new| !kept(new))
            .map(|new| (new.clause, new.revision))
            .collect(),
        sha256: sha256(&text::export(db, one.version_id).await?),
    })
}

fn number(sequence: i64) -> u32 {
    u32::try_from(sequence).unwrap_or_default()
}

fn outcome(decided: Decided) -> Option<Outcome> {
    match decided {
        Decided::None => None,
        Decided::Accepted => Some(Outcome::Accepted),
        Decided::AcceptedModified => Some(Outcome::AcceptedModified),
        Decided::Rejected => Some(Outcome::Rejected),
        Decided::Lapsed => Some(Outcome::Lapsed),
        Decided::Absorbed => Some(Outcome::Absorbed),
    }
}

/// The words to which the author agreed.
async fn reworded(db: &Db, id: AmendmentId) -> Result<Vec<Operation>, StoreError> {
    let rows = all!(
        db.reads() => (Json<Vec<Operation>>,),
        "SELECT rewording FROM amendment_recommendation
         WHERE amendment_id = $1 AND answer = 'agreed' ORDER BY place DESC LIMIT 1",
        id,
    )?;
    Ok(rows
        .into_iter()
        .next()
        .map(|(Json(one),)| one)
        .unwrap_or_default())
}
