//! Entering what was said in a meeting or written on paper, once per form.

use crate::comment::{self, NewComment};
use crate::dispatch::{maybe, run};
use crate::{StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::account::role::Quality;
use palier_domain::entry::slip::SlipCode;
use palier_domain::entry::source::{EnteredAs, Source};
use palier_domain::id::{
    AccountId, ClauseId, CommentId, ContributorId, FormId, LandlordId, TextId, VersionId,
};
use serde_json::json;

/// Words to enter for somebody.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Whose text it is.
    pub landlord_id: LandlordId,
    /// The text.
    pub text_id: TextId,
    /// The clause on which they are.
    pub clause_id: ClauseId,
    /// The version in which it was read.
    pub version_id: VersionId,
    /// How the person wants to be named.
    pub name: String,
    /// Her words.
    pub body: String,
    /// Heard or read how.
    pub source: Source,
    /// Where; may be empty.
    pub place: String,
    /// On which day.
    pub heard_on: NaiveDate,
    /// Who types them.
    pub entered_by: AccountId,
    /// In what role.
    pub entered_as: EnteredAs,
    /// The form's own identifier, random: sent twice, kept once.
    pub form_id: FormId,
}

/// What became of words that were entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The comment.
    pub id: CommentId,
    /// The same form had brought it before: nothing new was kept.
    pub already: bool,
}

/// Enters words for somebody without an account: a comment of a tenant, its source, and its slip.
///
/// # Errors
/// [`StoreError::Missing`] when the clause is not in that version of that text;
/// [`StoreError::Conflict`] when the form's identifier is somebody else's.
pub async fn add(tx: &mut Tx, new: NewEntry, now: DateTime<Utc>) -> Result<Entered, StoreError> {
    // One contributor per form: whoever sends it twice finds the first.
    let contributor = ContributorId(new.form_id.0);
    let made = run!(
        tx.on(),
        "INSERT INTO contributor (id, landlord_id, name) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO NOTHING",
        contributor,
        new.landlord_id,
        new.name.as_str(),
    )?;
    if made == 0 {
        return already(tx, contributor, &new).await;
    }
    let comment = NewComment {
        text_id: new.text_id,
        clause_id: new.clause_id,
        version_id: new.version_id,
        thread_id: None,
        contributor_id: contributor,
        quality: Quality::Tenant,
        body: new.body,
        form_id: new.form_id,
    };
    let added = comment::add(tx, comment, now).await?;
    let slip = free_slip(tx).await?;
    run!(
        tx.on(),
        "INSERT INTO entry (comment_id, source, place, heard_on, entered_as, entered_by, slip)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        added.id,
        new.source,
        new.place.as_str(),
        new.heard_on,
        new.entered_as,
        new.entered_by,
        slip,
    )?;
    let data = json!({
        "comment": added.id, "source": new.source, "place": new.place,
        "heard_on": new.heard_on, "as": new.entered_as, "by": new.entered_by,
    });
    let chain = journal::of_text(new.text_id);
    journal::append(tx, &chain, "comment.entered", Some(added.id.0), &data, now).await?;
    Ok(Entered {
        id: added.id,
        already: false,
    })
}

async fn already(
    tx: &mut Tx,
    contributor: ContributorId,
    new: &NewEntry,
) -> Result<Entered, StoreError> {
    let found = maybe!(
        tx.on() => (CommentId,),
        "SELECT c.id FROM comment c
         JOIN contributor w ON w.id = c.contributor_id
         JOIN entry n ON n.comment_id = c.id
         WHERE c.contributor_id = $1 AND c.form_id = $2 AND w.account_id IS NULL
            AND w.landlord_id = $3 AND n.entered_by = $4",
        contributor,
        new.form_id,
        new.landlord_id,
        new.entered_by,
    )?;
    let (id,) = found.ok_or(StoreError::Conflict("the form is somebody else's"))?;
    Ok(Entered { id, already: true })
}

/// A code that no slip has; one in many millions is tried twice.
async fn free_slip(tx: &mut Tx) -> Result<String, StoreError> {
    for _ in 0..8 {
        let slip = SlipCode::from_entropy(u64::from_le_bytes(ids::random())).to_string();
        let taken = maybe!(
            tx.on() => (CommentId,),
            "SELECT comment_id FROM entry WHERE slip = $1",
            slip.as_str(),
        )?;
        if taken.is_none() {
            return Ok(slip);
        }
    }
    Err(StoreError::Conflict("no code is free"))
}
