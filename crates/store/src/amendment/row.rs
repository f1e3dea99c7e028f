//! An amendment as it is shown.

use super::AmendmentError;
use crate::dispatch::maybe;
use crate::quality::{self, QualityColumn};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::charter::amendment::state::{Rank, State};
use palier_domain::charter::amendment::text_status::TextStatus;
use palier_domain::entry::source::Source;
use palier_domain::id::{AmendmentId, AssociationId, ContributorId, LandlordId, TextId, VersionId};

/// An amendment as it is shown, without its operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its identifier.
    pub id: AmendmentId,
    /// The text.
    pub text_id: TextId,
    /// Whose text it is.
    pub landlord_id: LandlordId,
    /// That landlord's place in addresses.
    pub landlord_slug: String,
    /// The text's place in that landlord's addresses.
    pub text_slug: String,
    /// Its public number, once it was handed in.
    pub number: Option<i64>,
    /// The version against which its operations are written.
    pub base_version_id: VersionId,
    /// The amendment that it amends.
    pub parent_id: Option<AmendmentId>,
    /// Who shows her name on it.
    pub author: ContributorId,
    /// That name; empty once her account was deleted without it.
    pub author_name: String,
    /// In what quality she proposes it.
    pub quality: Quality,
    /// The association for which she does.
    pub association_name: Option<String>,
    /// What it is called.
    pub title: String,
    /// Why, in Markdown.
    pub reasons: String,
    /// Where it stands.
    pub state: State,
    /// Why it lapsed, was absorbed or was so decided; may be empty.
    pub reason: String,
    /// Grows each time that its words are saved.
    pub revision: i64,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// When it was handed in.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When something was decided of it.
    pub decided_at: Option<DateTime<Utc>>,
    /// Until when its author chooses what becomes of it on a new version.
    pub rebase_until: Option<DateTime<Utc>>,
    /// How many signed it with its author.
    pub signatures: i64,
    /// Where it was read or heard, if somebody else typed it.
    pub on_paper: Option<Source>,
}

impl Amendment {
    /// What it amends.
    #[must_use]
    pub fn rank(&self) -> Rank {
        match self.parent_id {
            Some(_) => Rank::SubAmendment,
            None => Rank::Amendment,
        }
    }
}

/// [`Amendment`] as the engines give it.
#[derive(sqlx::FromRow)]
pub(super) struct Stored {
    id: AmendmentId,
    text_id: TextId,
    landlord_id: LandlordId,
    landlord_slug: String,
    text_slug: String,
    number: Option<i64>,
    base_version_id: VersionId,
    parent_id: Option<AmendmentId>,
    author: ContributorId,
    author_name: String,
    quality: QualityColumn,
    association_id: Option<AssociationId>,
    association_name: Option<String>,
    title: String,
    reasons: String,
    lifecycle: Lifecycle,
    outcome: Outcome,
    text_status: TextStatus,
    reason: String,
    revision: i64,
    created_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
    submitted_at: Option<DateTime<Utc>>,
    decided_at: Option<DateTime<Utc>>,
    rebase_until: Option<DateTime<Utc>>,
    signatures: i64,
    on_paper: Option<Source>,
}

impl Stored {
    pub(super) fn shown(self) -> Result<Amendment, StoreError> {
        Ok(Amendment {
            id: self.id,
            text_id: self.text_id,
            landlord_id: self.landlord_id,
            landlord_slug: self.landlord_slug,
            text_slug: self.text_slug,
            number: self.number,
            base_version_id: self.base_version_id,
            parent_id: self.parent_id,
            author: self.author,
            author_name: self.author_name,
            quality: quality::join(self.quality, self.association_id)?,
            association_name: self.association_name,
            title: self.title,
            reasons: self.reasons,
            state: State {
                lifecycle: self.lifecycle,
                outcome: self.outcome,
                text: self.text_status,
            },
            reason: self.reason,
            revision: self.revision,
            created_at: self.created_at,
            changed_at: self.changed_at,
            submitted_at: self.submitted_at,
            decided_at: self.decided_at,
            rebase_until: self.rebase_until,
            signatures: self.signatures,
            on_paper: self.on_paper,
        })
    }
}

/// A query for [`Stored`] rows: `amendments!("WHERE ..")`.
macro_rules! amendments {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.text_id, t.landlord_id, l.slug AS landlord_slug, t.slug AS text_slug,
                m.number, m.base_version_id, m.parent_id, m.contributor_id AS author,
                COALESCE(w.name, '') AS author_name, m.quality, m.association_id,
                a.name AS association_name, m.title, m.reasons, m.lifecycle, m.outcome,
                m.text_status, m.reason, m.revision, m.created_at, m.changed_at, m.submitted_at,
                m.decided_at, m.rebase_until,
                (SELECT COUNT(*) FROM amendment_signature s WHERE s.amendment_id = m.id)
                    AS signatures,
                n.source AS on_paper
             FROM amendment m
             JOIN text t ON t.id = m.text_id
             JOIN landlord l ON l.id = t.landlord_id
             JOIN contributor w ON w.id = m.contributor_id
             LEFT JOIN association a ON a.id = m.association_id
             LEFT JOIN amendment_entry n ON n.amendment_id = m.id
             ",
            $rest
        )
    };
}

pub(super) use amendments;

/// An amendment, drafts too: whoever shows it asks first who may read it.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, id: AmendmentId) -> Result<Option<Amendment>, StoreError> {
    maybe!(db.reads() => Stored, amendments!("WHERE m.id = $1"), id)?
        .map(Stored::shown)
        .transpose()
}

/// The amendment of a text with that public number.
///
/// # Errors
/// When the database fails.
pub async fn by_number(
    db: &Db,
    text: TextId,
    number: i64,
) -> Result<Option<Amendment>, StoreError> {
    maybe!(
        db.reads() => Stored,
        amendments!("WHERE m.text_id = $1 AND m.number = $2"),
        text,
        number,
    )?
    .map(Stored::shown)
    .transpose()
}

/// An amendment, in the transaction that holds it.
pub(super) async fn within(tx: &mut Tx, id: AmendmentId) -> Result<Amendment, AmendmentError> {
    let found = maybe!(tx.on() => Stored, amendments!("WHERE m.id = $1"), id)?;
    let found = found.ok_or(StoreError::Missing("amendment"))?;
    Ok(found.shown()?)
}
