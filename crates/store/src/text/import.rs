//! Importing a text: a first version, or a next one whose clauses keep their handles.

mod plan;

use crate::dispatch::{all, maybe, one, run};
use crate::{StoreError, Tx, batch, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::grammar::ParsedText;
use palier_domain::charter::status::{Audience, TextKind, VersionStatus};
use palier_domain::id::{ClauseId, LandlordId, RevisionId, TextId, VersionId};
use plan::{Origin, Plan, Previous};
use serde_json::json;
use sha2::{Digest, Sha256};

/// What a text is, besides its words.
#[derive(Clone, Debug)]
pub struct NewText {
    /// What it is for.
    pub kind: TextKind,
    /// Its place in the landlord's addresses.
    pub slug: String,
    /// Who may read it.
    pub audience: Audience,
}

/// What an import made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The text.
    pub text_id: TextId,
    /// Its latest version, new or not.
    pub version_id: VersionId,
    /// That version's number, from 1.
    pub sequence: i64,
    /// The bytes were those of the latest version: no version was made.
    pub unchanged: bool,
}

#[derive(sqlx::FromRow)]
struct Latest {
    id: VersionId,
    sequence: i64,
    status: VersionStatus,
    manifest: Vec<u8>,
}

/// Imports a text under a landlord's slug: version 1, or the next version of the text there.
///
/// The new version is open and the former one superseded. A clause that matches a former one keeps
/// its identity and handle; the same bytes again make no new version.
///
/// # Errors
/// [`StoreError::Missing`] when the landlord does not exist; [`StoreError::Conflict`] when the text
/// there is of another kind, or its latest version is being voted.
pub async fn import(
    tx: &mut Tx,
    landlord: LandlordId,
    new: NewText,
    parsed: &ParsedText,
    now: DateTime<Utc>,
) -> Result<Imported, StoreError> {
    // Texts before landlords, as everywhere; a first import has no chain to wait for.
    let known = maybe!(
        tx.on() => (TextId,),
        "SELECT id FROM text WHERE landlord_id = $1 AND slug = $2",
        landlord,
        new.slug.as_str(),
    )?;
    if let Some((text,)) = known {
        journal::lock(tx, &journal::of_text(text)).await?;
    }
    // Two first imports of one text must not both find none.
    journal::lock(tx, &journal::of_landlord(landlord)).await?;
    let text = match existing(tx, landlord, &new, now).await? {
        Some(text) => text,
        None => insert_text(tx, landlord, new, now).await?,
    };
    let manifest: [u8; 32] = Sha256::digest(parsed.print()).into();
    let latest = maybe!(
        tx.on() => Latest,
        "SELECT id, sequence, status, manifest FROM text_version
         WHERE text_id = $1 ORDER BY sequence DESC LIMIT 1",
        text,
    )?;
    if let Some(latest) = latest.as_ref().filter(|latest| latest.manifest == manifest) {
        let (version_id, sequence) = (latest.id, latest.sequence);
        return Ok(Imported {
            text_id: text,
            version_id,
            sequence,
            unchanged: true,
        });
    }
    let previous = match &latest {
        Some(latest) => {
            supersede(tx, latest).await?;
            previous(tx, latest.id).await?
        }
        None => Vec::new(),
    };
    let sequence = latest.as_ref().map_or(1, |latest| latest.sequence + 1);
    let parent = latest.map(|latest| latest.id);
    let version = VersionId(ids::new_v7(now));
    insert_version(
        tx,
        text,
        version,
        (sequence, parent),
        parsed,
        &manifest,
        now,
    )
    .await?;
    let handle = next_handle(tx, text).await?;
    let plan = Plan::new(&previous, &parsed.clauses, handle, now);
    write(tx, text, version, &plan, now).await?;
    let data = json!({ "version": version, "sequence": sequence, "manifest": manifest });
    let chain = journal::of_text(text);
    journal::append(tx, &chain, "text.imported", Some(version.0), &data, now).await?;
    Ok(Imported {
        text_id: text,
        version_id: version,
        sequence,
        unchanged: false,
    })
}

/// Inserts a version at its place: its number, and the version before it.
async fn insert_version(
    tx: &mut Tx,
    text: TextId,
    version: VersionId,
    (sequence, parent): (i64, Option<VersionId>),
    parsed: &ParsedText,
    manifest: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO text_version
            (id, text_id, sequence, parent_id, status, prefix, manifest, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        version,
        text,
        sequence,
        parent,
        VersionStatus::Open,
        parsed.prefix.as_str(),
        &manifest[..],
        now,
    )
    .map(drop)
}

/// The text at that slug; its audience becomes the one asked for.
async fn existing(
    tx: &mut Tx,
    landlord: LandlordId,
    new: &NewText,
    now: DateTime<Utc>,
) -> Result<Option<TextId>, StoreError> {
    let found = maybe!(
        tx.on() => (TextId, TextKind, Audience),
        "SELECT id, kind, audience FROM text WHERE landlord_id = $1 AND slug = $2",
        landlord,
        new.slug.as_str(),
    )?;
    let Some((text, kind, audience)) = found else {
        return Ok(None);
    };
    if kind != new.kind {
        return Err(StoreError::Conflict(
            "the text at this slug is of another kind",
        ));
    }
    if audience != new.audience {
        run!(
            tx.on(),
            "UPDATE text SET audience = $2 WHERE id = $1",
            text,
            new.audience
        )?;
        let data = json!({ "audience": new.audience });
        let chain = journal::of_text(text);
        journal::append(tx, &chain, "text.audience_set", Some(text.0), &data, now).await?;
    }
    Ok(Some(text))
}

async fn insert_text(
    tx: &mut Tx,
    landlord: LandlordId,
    new: NewText,
    now: DateTime<Utc>,
) -> Result<TextId, StoreError> {
    let text = TextId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO text (id, landlord_id, kind, slug, audience, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        text,
        landlord,
        new.kind,
        new.slug,
        new.audience,
        now,
    )?;
    Ok(text)
}

async fn supersede(tx: &mut Tx, latest: &Latest) -> Result<(), StoreError> {
    use VersionStatus::{Adopted, Draft, Open, Returned, Superseded};
    if !matches!(
        latest.status,
        Draft | Open | Adopted | Returned | Superseded
    ) {
        return Err(StoreError::Conflict(
            "the latest version of the text is being decided",
        ));
    }
    run!(
        tx.on(),
        "UPDATE text_version SET status = $2 WHERE id = $1",
        latest.id,
        VersionStatus::Superseded,
    )
    .map(drop)
}

async fn previous(tx: &mut Tx, version: VersionId) -> Result<Vec<Previous>, StoreError> {
    let rows = all!(
        tx.on() => (ClauseId, RevisionId, ClauseKind, String),
        "SELECT e.clause_id, e.revision_id, r.kind, r.source
         FROM version_entry e JOIN clause_revision r ON r.id = e.revision_id
         WHERE e.version_id = $1 ORDER BY e.position",
        version,
    )?;
    Ok(rows
        .into_iter()
        .map(|(clause, revision, kind, source)| Previous {
            clause,
            revision,
            kind,
            source,
        })
        .collect())
}

/// One above every handle that the text ever gave, so that none is given twice.
async fn next_handle(tx: &mut Tx, text: TextId) -> Result<i64, StoreError> {
    one!(
        tx.on() => (i64,),
        "SELECT COALESCE(MAX(handle), 0) + 1 FROM clause WHERE text_id = $1",
        text,
    )
    .map(|(handle,)| handle)
}

async fn write(
    tx: &mut Tx,
    text: TextId,
    version: VersionId,
    plan: &Plan<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    batch::insert!(
        tx,
        "INSERT INTO clause (id, text_id, handle)",
        "",
        plan.clauses,
        |(clause, handle)| clause,
        text,
        handle,
    );
    batch::insert!(
        tx,
        "INSERT INTO clause_revision
            (id, clause_id, parent_id, kind, source, created_from, created_at)",
        "",
        plan.revisions,
        |revision| revision.id,
        revision.clause,
        revision.parent,
        revision.kind,
        revision.source,
        if plan.first {
            Origin::Initial
        } else {
            Origin::Editorial
        },
        now,
    );
    batch::insert!(
        tx,
        "INSERT INTO version_entry (version_id, position, clause_id, revision_id)",
        "",
        plan.entries,
        |(position, clause, revision)| version,
        position,
        clause,
        revision,
    );
    Ok(())
}
