//! Holding an amendment while something is done with it, and writing what comes of it.

use super::event::{self, What};
use super::hats;
use super::letters;
use super::row::{self, Amendment};
use super::{Act, AmendmentError, By};
use crate::dispatch::{maybe, one, run};
use crate::{StoreError, Tx, journal};
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::charter::amendment::state::{Beside, State};
use palier_domain::charter::amendment::table::{Next, permits_any};
use palier_domain::charter::amendment::text_status::TextStatus;
use palier_domain::charter::amendment::who::Who;
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::{AmendmentId, TextId, VersionId};
use serde_json::{Value, json};

/// An amendment whose text is held until the transaction ends.
pub(super) struct Held {
    pub(super) amendment: Amendment,
    pub(super) hats: Vec<Who>,
    pub(super) version: VersionId,
    pub(super) beside: Beside,
}

/// Holds an amendment: whoever does something with its text comes before or after.
pub(super) async fn hold(tx: &mut Tx, id: AmendmentId, by: By<'_>) -> Result<Held, AmendmentError> {
    let text = maybe!(tx.on() => (TextId,), "SELECT text_id FROM amendment WHERE id = $1", id)?;
    let (text,) = text.ok_or(StoreError::Missing("amendment"))?;
    journal::lock(tx, &journal::of_text(text)).await?;
    let amendment = row::within(tx, id).await?;
    let hats = hats::within(tx, &amendment, by).await?;
    let (version, status) = latest(tx, text).await?;
    let beside = Beside {
        version: status,
        rank: amendment.rank(),
    };
    Ok(Held {
        amendment,
        hats,
        version,
        beside,
    })
}

/// The latest version of a text, and where it stands.
pub(super) async fn latest(
    tx: &mut Tx,
    text: TextId,
) -> Result<(VersionId, VersionStatus), StoreError> {
    maybe!(
        tx.on() => (VersionId, VersionStatus),
        "SELECT id, status FROM text_version WHERE text_id = $1 ORDER BY sequence DESC LIMIT 1",
        text,
    )?
    .ok_or(StoreError::Missing("version"))
}

impl Held {
    /// Asks the table.
    pub(super) fn permits(&self, action: Action) -> Result<(Who, Next), AmendmentError> {
        Ok(permits_any(
            action,
            &self.hats,
            self.amendment.state,
            self.beside,
        )?)
    }

    fn after(&self, next: Next) -> State {
        match next {
            Next::Becomes(state) => state,
            Next::Stays | Next::Gone => self.amendment.state,
        }
    }
}

/// What is written of something that was done.
pub(super) struct Done<'a> {
    pub(super) next: Next,
    pub(super) what: What,
    /// What the timeline says besides; public.
    pub(super) data: Value,
    /// What the journal's hash covers besides; never stored.
    pub(super) covers: Value,
    /// Why it was so decided; kept as it was where absent.
    pub(super) reason: Option<&'a str>,
}

impl Done<'_> {
    pub(super) fn of(next: Next, what: What, data: Value) -> Self {
        Self {
            next,
            what,
            data,
            covers: Value::Null,
            reason: None,
        }
    }
}

/// Writes what was done: the three axes, the timeline, the journal, the mails.
pub(super) async fn write(
    tx: &mut Tx,
    held: &Held,
    done: Done<'_>,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let id = held.amendment.id;
    let state = held.after(done.next);
    let number = match (held.amendment.number, done.what) {
        (None, What::Submitted | What::TakenOver) => {
            Some(next_number(tx, held.amendment.text_id).await?)
        }
        _ => None,
    };
    let until = rebase_until(tx, held, state, act.now).await?;
    let decided = (state.outcome != Outcome::None).then_some(act.now);
    run!(
        tx.on(),
        "UPDATE amendment SET lifecycle = $2, outcome = $3, text_status = $4, changed_at = $5,
            number = COALESCE(number, $6), submitted_at = COALESCE(submitted_at, $7),
            decided_at = COALESCE(decided_at, $8), reason = COALESCE($9, reason),
            rebase_until = $10
         WHERE id = $1",
        id,
        state.lifecycle,
        state.outcome,
        state.text,
        act.now,
        number,
        number.map(|_| act.now),
        decided,
        done.reason,
        until,
    )?;
    let place = event::append(tx, id, done.what, &done.data, act.now).await?;
    let data = json!({
        "lifecycle": state.lifecycle, "outcome": state.outcome, "text_status": state.text,
        "number": held.amendment.number.or(number), "reason": done.reason, "data": done.data,
        "covers": done.covers, "by": act.by.account(),
    });
    let chain = journal::of_text(held.amendment.text_id);
    let name = format!("amendment.{}", done.what.name());
    journal::append(tx, &chain, &name, Some(id.0), &data, act.now).await?;
    if done.what.is_told() {
        letters::tell(tx, id, (done.what, place), &done.data, act).await?;
    }
    Ok(())
}

/// Until when an author chooses: the days of the text's rules, from when it was first asked.
async fn rebase_until(
    tx: &mut Tx,
    held: &Held,
    state: State,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    if state.text != TextStatus::NeedsRebase {
        return Ok(None);
    }
    if let Some(until) = held.amendment.rebase_until {
        return Ok(Some(until));
    }
    let rules = super::rules::within(tx, held.amendment.text_id).await?;
    Ok(Some(now + TimeDelta::days(rules.rebase_days)))
}

async fn next_number(tx: &mut Tx, text: TextId) -> Result<i64, StoreError> {
    one!(
        tx.on() => (i64,),
        "SELECT COALESCE(MAX(number), 0) + 1 FROM amendment WHERE text_id = $1",
        text,
    )
    .map(|(number,)| number)
}
