//! Writing an amendment: begun, saved by one or several delegates, thrown away.

use super::content::{put_operations, within_content};
use super::event::What;
use super::hats::Person;
use super::held::{Done, hold, latest, write};
use super::{Act, AmendmentError, By, Content, open_clauses};
use crate::dispatch::{maybe, run};
use crate::{StoreError, Tx, ids, journal, quality};
use chrono::{DateTime, Utc};
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::propose::may_propose;
use palier_domain::id::{AmendmentId, ContributorId, FormId, TextId, VersionId};
use serde_json::json;

/// An amendment to begin.
#[derive(Clone, Debug)]
pub struct NewAmendment {
    /// The text.
    pub text_id: TextId,
    /// Who shows her name on it.
    pub contributor_id: ContributorId,
    /// In what quality she proposes it.
    pub quality: Quality,
    /// What it says so far.
    pub content: Content,
    /// The form's own identifier: sent twice, kept once.
    pub form_id: FormId,
}

/// What became of an amendment that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The amendment.
    pub id: AmendmentId,
    /// The same form had brought it before: nothing new was kept.
    pub already: bool,
}

/// Begins an amendment of the latest version of a text, as a draft.
///
/// # Errors
/// [`AmendmentError::Refused`] where nothing is proposed, or not by her;
/// [`AmendmentError::NoQuality`] in a quality that is not hers.
pub async fn create(
    tx: &mut Tx,
    new: &NewAmendment,
    person: Person<'_>,
    now: DateTime<Utc>,
) -> Result<Made, AmendmentError> {
    journal::lock(tx, &journal::of_text(new.text_id)).await?;
    let (version, status) = latest(tx, new.text_id).await?;
    may_propose(&person.facts(), status)?;
    speaks(person, new.quality)?;
    insert(tx, new, (version, None), now).await
}

/// Begins an amendment of an amendment.
///
/// # Errors
/// As [`create`].
pub async fn amend(
    tx: &mut Tx,
    parent: AmendmentId,
    new: &NewAmendment,
    person: Person<'_>,
    act: &Act<'_>,
) -> Result<Made, AmendmentError> {
    let held = hold(tx, parent, By::Person(person)).await?;
    let (_, next) = held.permits(Action::AmendThis)?;
    speaks(person, new.quality)?;
    if held.amendment.text_id != new.text_id {
        return Err(StoreError::Missing("amendment of that text").into());
    }
    let base = held.amendment.base_version_id;
    let made = insert(tx, new, (base, Some(parent)), act.now).await?;
    if !made.already {
        let done = Done::of(next, What::Amended, json!({}));
        write(tx, &held, done, act).await?;
    }
    Ok(made)
}

pub(super) fn speaks(person: Person<'_>, quality: Quality) -> Result<(), AmendmentError> {
    if person.standing.qualities.contains(&quality) {
        Ok(())
    } else {
        Err(AmendmentError::NoQuality)
    }
}

pub(super) async fn insert(
    tx: &mut Tx,
    new: &NewAmendment,
    (base, parent): (VersionId, Option<AmendmentId>),
    now: DateTime<Utc>,
) -> Result<Made, AmendmentError> {
    open_clauses::check(tx, base, &new.content.operations).await?;
    let (quality, association) = quality::split(new.quality);
    let inserted = maybe!(
        tx.on() => (AmendmentId,),
        "INSERT INTO amendment (id, text_id, base_version_id, parent_id, contributor_id, quality,
            association_id, title, reasons, lifecycle, outcome, text_status, reason, revision,
            created_at, changed_at, form_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', 'none', 'clean', '', 1, $10, $10,
            $11)
         ON CONFLICT (contributor_id, form_id) DO NOTHING RETURNING id",
        AmendmentId(ids::new_v7(now)),
        new.text_id,
        base,
        parent,
        new.contributor_id,
        quality,
        association,
        new.content.title.as_str(),
        new.content.reasons.as_str(),
        now,
        new.form_id,
    )?;
    let Some((id,)) = inserted else {
        return already(tx, new).await;
    };
    put_operations(tx, id, &new.content.operations).await?;
    Ok(Made { id, already: false })
}

async fn already(tx: &mut Tx, new: &NewAmendment) -> Result<Made, AmendmentError> {
    let found = maybe!(
        tx.on() => (AmendmentId,),
        "SELECT id FROM amendment WHERE contributor_id = $1 AND form_id = $2 AND text_id = $3",
        new.contributor_id,
        new.form_id,
        new.text_id,
    )?;
    let (id,) = found.ok_or(StoreError::Conflict("the form is of another text"))?;
    Ok(Made { id, already: true })
}

/// Saves what a draft says, and gives its new revision; `seen` is the one that was read. The same
/// words saved twice are saved once.
///
/// # Errors
/// [`AmendmentError::Changed`] with what is kept when somebody else saved it meanwhile: nothing is
/// lost, as what was sent is still with the sender.
pub async fn save(
    tx: &mut Tx,
    id: AmendmentId,
    seen: i64,
    content: &Content,
    person: Person<'_>,
    now: DateTime<Utc>,
) -> Result<i64, AmendmentError> {
    let held = hold(tx, id, By::Person(person)).await?;
    held.permits(Action::Edit)?;
    open_clauses::check(tx, held.version, &content.operations).await?;
    let revision = held.amendment.revision;
    if revision != seen {
        let kept = within_content(tx, id).await?;
        if kept == *content {
            return Ok(revision);
        }
        return Err(AmendmentError::Changed(Box::new(kept), revision));
    }
    run!(
        tx.on(),
        "UPDATE amendment SET title = $2, reasons = $3, revision = revision + 1, changed_at = $4
         WHERE id = $1",
        id,
        content.title.as_str(),
        content.reasons.as_str(),
        now,
    )?;
    put_operations(tx, id, &content.operations).await?;
    Ok(revision + 1)
}

/// Throws a draft away: nobody else read it, nothing of it is left.
///
/// # Errors
/// [`AmendmentError::Refused`] once it was shown.
pub async fn discard(
    tx: &mut Tx,
    id: AmendmentId,
    person: Person<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, By::Person(person)).await?;
    held.permits(Action::Discard)?;
    Ok(erase(tx, id).await?)
}

/// Erases a draft.
pub(crate) async fn erase(tx: &mut Tx, id: AmendmentId) -> Result<(), StoreError> {
    for statement in [
        "DELETE FROM amendment_operation WHERE amendment_id = $1",
        "DELETE FROM amendment_of_comment WHERE amendment_id = $1",
        "DELETE FROM amendment_entry WHERE amendment_id = $1",
        "DELETE FROM amendment WHERE id = $1 AND lifecycle = 'draft'",
    ] {
        run!(tx.on(), statement, id)?;
    }
    Ok(())
}
