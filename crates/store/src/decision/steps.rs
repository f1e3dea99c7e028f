//! The steps of a version with all that they need: each comment with its fate, bundles found.

use super::Words;
use super::bundle;
use super::review::without_fate_within;
use super::vote::settle;
use crate::amendment::{self, Act, AmendmentError, By, StepError};
use crate::dispatch::maybe;
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{Unsettled, VersionStep};
use palier_domain::id::{AmendmentId, TextId, VersionId};

/// Takes a step of a text's latest version; gives where it stands then. Whoever counts the colleges
/// says so in `colleges`; comments without a fate are counted here.
///
/// # Errors
/// [`StepError::Refused`].
pub async fn step(
    tx: &mut Tx,
    text: TextId,
    wanted: VersionStep,
    colleges: &Unsettled,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<VersionStatus, StepError> {
    amendment::hold_text(tx, text).await?;
    let besides = Unsettled {
        comments_without_fate: without_fate_within(tx, text).await?,
        ..*colleges
    };
    let next = amendment::step_version(tx, text, wanted, &besides, by, now).await?;
    if next == VersionStatus::Voting {
        let (version, _) = latest(tx, text).await?;
        bundle::find(tx, text, version, now).await?;
    }
    Ok(next)
}

/// Puts an amendment on the list of what is voted; while votes run, it lapses at once beside what was
/// accepted and excludes it, and bundles are found anew.
///
/// # Errors
/// [`AmendmentError`].
pub async fn put_to_vote(
    tx: &mut Tx,
    id: AmendmentId,
    words: &dyn Words,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    amendment::put_to_vote(tx, id, act).await?;
    let text = maybe!(tx.on() => (TextId,), "SELECT text_id FROM amendment WHERE id = $1", id)?;
    let (text,) = text.ok_or(StoreError::Missing("amendment"))?;
    let (version, status) = latest(tx, text).await?;
    if status == VersionStatus::Voting {
        settle(tx, text, version, words, act).await?;
        bundle::find(tx, text, version, act.now).await?;
    }
    Ok(())
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
