//! What was said of the first version, and what became of each comment before it was frozen.

use super::cast::{Ground, Silent, writer};
use super::failed;
use super::file::Comment;
use crate::cli::Failure;
use chrono::{DateTime, NaiveTime, Utc};
use palier_domain::id::{CommentId, FormId};
use palier_store::comment::{self, NewComment};
use palier_store::decision::{self, NewFate, Said};
use palier_store::{Tx, ids};

/// Writes them.
pub async fn comments(
    tx: &mut Tx,
    ground: &Ground<'_>,
    all: &[Comment],
) -> Result<Vec<CommentId>, Failure> {
    let evening = NaiveTime::from_hms_opt(18, 20, 0).unwrap_or_default();
    let mut made = Vec::with_capacity(all.len());
    for one in all {
        let author = writer(ground.authors, &one.by)?;
        let Some(known) = author.known else { continue };
        let new = NewComment {
            text_id: ground.place.text,
            clause_id: ground.article(&one.article)?,
            version_id: ground.version,
            thread_id: None,
            contributor_id: known.face,
            quality: known.quality,
            body: one.text.clone(),
            form_id: FormId(ids::new_v4()),
        };
        let at = one.on.and_time(evening).and_utc();
        made.push(comment::add(tx, new, at).await?.id);
    }
    Ok(made)
}

/// Says what became of each.
pub async fn say(
    tx: &mut Tx,
    ground: &Ground<'_>,
    (all, made): (&[Comment], &[CommentId]),
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let by = ground.facilitator.by();
    for (one, comment) in all.iter().zip(made) {
        let said = match &one.argument {
            Some(words) => {
                let at = (ground.place.text, ground.article(&one.article)?);
                let argument = decision::add_argument(tx, at, words, by, now).await;
                Said::Argument(argument.map_err(failed)?)
            }
            None => Said::NoChange,
        };
        let new = NewFate {
            comment: *comment,
            said,
            reason: one.nothing.as_deref().unwrap_or(&one.reason),
        };
        decision::say(tx, new, by, &Silent, now)
            .await
            .map_err(failed)?;
    }
    Ok(())
}
