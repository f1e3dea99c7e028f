//! Adding a comment, once per form.

use crate::dispatch::{maybe, one};
use crate::{StoreError, Tx, ids, journal, quality};
use chrono::{DateTime, Utc};
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::college::College;
use palier_domain::id::{
    AmendmentId, ClauseId, CommentId, ContributorId, FormId, TextId, VersionId,
};
use serde_json::json;

/// A comment to add.
#[derive(Clone, Debug)]
pub struct NewComment {
    /// The text.
    pub text_id: TextId,
    /// The clause on which it is.
    pub clause_id: ClauseId,
    /// The version in which the clause was read.
    pub version_id: VersionId,
    /// The comment to which it replies, first of its thread or not.
    pub thread_id: Option<CommentId>,
    /// Who shows her name on it.
    pub contributor_id: ContributorId,
    /// In what quality she speaks.
    pub quality: Quality,
    /// Its words, without control characters.
    pub body: String,
    /// The form's own identifier: sent twice, kept once.
    pub form_id: FormId,
}

/// What became of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// The comment.
    pub id: CommentId,
    /// The same form had brought it before: nothing new was kept.
    pub already: bool,
}

/// Adds a comment, unless the same form brought it before.
///
/// A reply to a reply joins the same thread.
///
/// # Errors
/// [`StoreError::Missing`] when the clause is not in that version of that text, or there is no
/// comment on it to reply to.
pub async fn add(tx: &mut Tx, new: NewComment, now: DateTime<Utc>) -> Result<Added, StoreError> {
    add_at(tx, new, Place::default(), now).await
}

/// Where a comment stands, besides its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// On an amendment, in no thread of its clause.
    pub(crate) amendment: Option<AmendmentId>,
    /// In the thread of one college alone.
    pub(crate) college: Option<College>,
}

/// Adds a comment at a place, as [`add`] does on a clause.
pub(crate) async fn add_at(
    tx: &mut Tx,
    new: NewComment,
    place: Place,
    now: DateTime<Utc>,
) -> Result<Added, StoreError> {
    check_place(tx, &new).await?;
    let thread = match new.thread_id {
        Some(replied) => Some(first_of_thread(tx, replied, new.clause_id, place).await?),
        None => None,
    };
    let (quality, association) = quality::split(new.quality);
    let data = json!({
        "clause": new.clause_id, "version": new.version_id, "thread": thread,
        "contributor": new.contributor_id, "quality": new.quality, "body": new.body,
        "amendment": place.amendment, "college": place.college,
    });
    let inserted = maybe!(
        tx.on() => (CommentId,),
        "INSERT INTO comment (id, text_id, clause_id, version_id, thread_id, contributor_id,
            quality, association_id, body, created_at, form_id, amendment_id, college)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (contributor_id, form_id) DO NOTHING RETURNING id",
        CommentId(ids::new_v7(now)),
        new.text_id,
        new.clause_id,
        new.version_id,
        thread,
        new.contributor_id,
        quality,
        association,
        new.body,
        now,
        new.form_id,
        place.amendment,
        place.college,
    )?;
    let Some((id,)) = inserted else {
        return already(tx, new.contributor_id, new.form_id).await;
    };
    let chain = journal::of_text(new.text_id);
    journal::append(tx, &chain, "comment.added", Some(id.0), &data, now).await?;
    Ok(Added { id, already: false })
}

async fn check_place(tx: &mut Tx, new: &NewComment) -> Result<(), StoreError> {
    maybe!(
        tx.on() => (ClauseId,),
        "SELECT e.clause_id FROM version_entry e JOIN text_version v ON v.id = e.version_id
         WHERE e.version_id = $1 AND e.clause_id = $2 AND v.text_id = $3",
        new.version_id,
        new.clause_id,
        new.text_id,
    )?
    .map(drop)
    .ok_or(StoreError::Missing("clause in that version"))
}

async fn first_of_thread(
    tx: &mut Tx,
    replied: CommentId,
    clause: ClauseId,
    place: Place,
) -> Result<CommentId, StoreError> {
    maybe!(
        tx.on() => (CommentId,),
        "SELECT COALESCE(thread_id, id) FROM comment WHERE id = $1 AND clause_id = $2
            AND amendment_id IS NOT DISTINCT FROM $3 AND college IS NOT DISTINCT FROM $4",
        replied,
        clause,
        place.amendment,
        place.college,
    )?
    .map(|(first,)| first)
    .ok_or(StoreError::Missing("comment to reply to"))
}

async fn already(
    tx: &mut Tx,
    contributor: ContributorId,
    form: FormId,
) -> Result<Added, StoreError> {
    one!(
        tx.on() => (CommentId,),
        "SELECT id FROM comment WHERE contributor_id = $1 AND form_id = $2",
        contributor,
        form,
    )
    .map(|(id,)| Added { id, already: true })
}
