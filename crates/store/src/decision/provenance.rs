//! Who wrote which words of a text: kept with each revision that was made of decisions.

use crate::dispatch::all;
use crate::{Db, StoreError, Tx, batch};
use palier_domain::charter::provenance::{Author, Span};
use palier_domain::id::{AmendmentId, RevisionId, VersionId};
use std::collections::BTreeMap;

/// The words of a clause that do not come from the first version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The revision.
    pub revision: RevisionId,
    /// Who wrote which tokens of its body.
    pub spans: Vec<Span>,
}

type Row = (RevisionId, i64, i64, i64, Option<AmendmentId>);

/// Who wrote which words of a revision; empty where all come from the first version.
///
/// # Errors
/// When the database fails.
pub async fn of_revision(db: &Db, revision: RevisionId) -> Result<Vec<Span>, StoreError> {
    let rows = all!(
        db.reads() => Row,
        "SELECT revision_id, place, start_token, end_token, amendment_id FROM revision_author
         WHERE revision_id = $1 ORDER BY place, credit",
        revision,
    )?;
    Ok(spans(rows).into_values().next().unwrap_or_default())
}

const OF_VERSION: &str = "SELECT a.revision_id, a.place, a.start_token, a.end_token, a.amendment_id
     FROM revision_author a JOIN version_entry e ON e.revision_id = a.revision_id
     WHERE e.version_id = $1 ORDER BY e.position, a.place, a.credit";

/// Who wrote which words of a version, for each of its revisions of which somebody did.
///
/// # Errors
/// When the database fails.
pub async fn of_version(db: &Db, version: VersionId) -> Result<Vec<Written>, StoreError> {
    let rows = all!(db.reads() => Row, OF_VERSION, version)?;
    let written = |(revision, spans)| Written { revision, spans };
    Ok(spans(rows).into_iter().map(written).collect())
}

pub(super) async fn within(
    tx: &mut Tx,
    version: VersionId,
) -> Result<BTreeMap<RevisionId, Vec<Span>>, StoreError> {
    Ok(spans(all!(tx.on() => Row, OF_VERSION, version)?))
}

fn spans(rows: Vec<Row>) -> BTreeMap<RevisionId, Vec<Span>> {
    let mut found: BTreeMap<RevisionId, Vec<(i64, Span)>> = BTreeMap::new();
    for (revision, place, start, end, amendment) in rows {
        let spans = found.entry(revision).or_default();
        if let (Some((last, span)), Some(id)) = (spans.last_mut(), amendment)
            && *last == place
        {
            if let Author::Amendments(by) = &mut span.author {
                by.push(id);
            }
            continue;
        }
        let span = Span {
            start: usize::try_from(start).unwrap_or_default(),
            end: usize::try_from(end).unwrap_or_default(),
            author: amendment.map_or(Author::Editorial, |id| Author::Amendments(vec![id])),
        };
        spans.push((place, span));
    }
    let bare = |(revision, spans): (_, Vec<(i64, Span)>)| {
        (revision, spans.into_iter().map(|(_, span)| span).collect())
    };
    found.into_iter().map(bare).collect()
}

/// Keeps who wrote which words of new revisions.
pub(super) async fn put(
    tx: &mut Tx,
    written: &[(RevisionId, Vec<Span>)],
) -> Result<(), StoreError> {
    let mut rows: Vec<(RevisionId, i64, i64, i64, i64, Option<AmendmentId>)> = Vec::new();
    for (revision, spans) in written {
        for (place, span) in (1_i64..).zip(spans) {
            let range = (counted(span.start), counted(span.end));
            match &span.author {
                Author::Editorial => rows.push((*revision, place, 1, range.0, range.1, None)),
                Author::Amendments(by) => {
                    for (credit, id) in (1_i64..).zip(by) {
                        rows.push((*revision, place, credit, range.0, range.1, Some(*id)));
                    }
                }
            }
        }
    }
    batch::insert!(
        tx,
        "INSERT INTO revision_author
            (revision_id, place, credit, start_token, end_token, amendment_id)",
        "",
        rows,
        |(revision, place, credit, start, end, amendment)| revision,
        place,
        credit,
        start,
        end,
        amendment,
    );
    Ok(())
}

fn counted(tokens: usize) -> i64 {
    i64::try_from(tokens).unwrap_or(i64::MAX)
}
