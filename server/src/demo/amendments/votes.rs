//! The assembly that voted the amendments of the first version, and the merge after it.

use super::cast::{Ground, Silent, process};
use super::failed;
use super::file::{Meeting, Touch, Voted};
use super::story::Told;
use crate::cli::Failure;
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::outcome::Decision;
use palier_domain::charter::operation::AmendmentOps;
use palier_domain::charter::rebase::rebase;
use palier_domain::charter::vote::{Show, carried};
use palier_domain::id::{AmendmentId, BundleId, VersionId};
use palier_store::decision::{self, Bundle, NewVote};
use palier_store::{Tx, amendment};
use serde_json::json;

impl Voted {
    fn shows(&self) -> Vec<Show> {
        let all = [
            (College::Tenants, self.tenants),
            (College::Associations, self.associations),
            (College::Landlord, self.landlord),
        ];
        let shows = all.map(|(college, [ayes, noes, abstentions])| Show {
            college,
            ayes,
            noes,
            abstentions,
        });
        shows.into_iter().filter(|show| !show.is_empty()).collect()
    }
}

/// How an amendment was voted, if it was.
fn voted<'a>(made: &'a [Told<'_>], id: AmendmentId) -> Result<&'a Voted, Failure> {
    let mut made = made.iter();
    let found = made.find(|one| one.id == id);
    let vote = found.and_then(|one| one.story.vote.as_ref());
    vote.ok_or_else(|| failed("a vote without figures"))
}

/// Puts on the list all that have a vote.
pub async fn list(
    tx: &mut Tx,
    ground: &Ground<'_>,
    made: &[Told<'_>],
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    for one in made.iter().filter(|one| one.story.vote.is_some()) {
        let act = ground.facilitator.at(now);
        decision::put_to_vote(tx, one.id, &Silent, &act)
            .await
            .map_err(|error| failed(format!("{}: {error}", one.story.title)))?;
    }
    Ok(())
}

/// Records what the assembly voted: the alternatives first, then each alone.
pub async fn hold(
    tx: &mut Tx,
    ground: &Ground<'_>,
    made: &[Told<'_>],
    meeting: &Meeting,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let mut bundled = Vec::new();
    // Each vote finds the bundles anew.
    while let Some(bundle) = next_bundle(tx, ground).await? {
        let alternatives = bundle.alternatives.iter();
        let ids: Vec<_> = alternatives.map(|one| one.amendment).collect();
        record(tx, ground, made, (meeting, Some(bundle.id)), &ids, now).await?;
        bundled.extend(ids);
    }
    for one in made.iter().filter(|one| !bundled.contains(&one.id)) {
        let Some(vote) = &one.story.vote else {
            continue;
        };
        let Some(reason) = &vote.absorbed else {
            record(tx, ground, made, (meeting, None), &[one.id], now).await?;
            continue;
        };
        let act = ground.facilitator.at(now);
        amendment::decide(tx, one.id, Decision::Absorbed, (reason, json!({})), &act)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

async fn next_bundle(tx: &mut Tx, ground: &Ground<'_>) -> Result<Option<Bundle>, Failure> {
    let all = decision::bundles_within(tx, ground.version).await?;
    Ok(all.into_iter().find(|one| !one.voted))
}

async fn record(
    tx: &mut Tx,
    ground: &Ground<'_>,
    made: &[Told<'_>],
    (meeting, bundle): (&Meeting, Option<BundleId>),
    ids: &[AmendmentId],
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let mut figures = Vec::new();
    let mut reason = "";
    for id in ids {
        let vote = voted(made, *id)?;
        let shows = vote.shows();
        let ends = carried(&shows);
        figures.push((*id, shows));
        reason = &vote.reason;
        if ends {
            break;
        }
    }
    let vote = NewVote {
        text: ground.place.text,
        bundle,
        held_on: now.date_naive(),
        place: &meeting.place,
        consultation: None,
        reason,
        figures: &figures,
    };
    decision::record(tx, &vote, &Silent, &ground.facilitator.at(now))
        .await
        .map_err(failed)?;
    Ok(())
}

/// Mends a slip in the merge draft, then makes the new version of it.
pub async fn merge(
    tx: &mut Tx,
    ground: &Ground<'_>,
    slip: &Touch,
    (touched, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<VersionId, Failure> {
    let text = ground.place.text;
    let mut clauses = ground.clauses(&slip.article)?.iter();
    let wrong = clauses.find(|one| one.source.contains(&slip.edit.find));
    let wrong = wrong.ok_or_else(|| failed("there is no slip to mend"))?;
    let typed = wrong.body().replace(&slip.edit.find, &slip.edit.put);
    let read = decision::merge_draft_within(tx, text).await;
    let seen = read.map_err(failed)?.mark;
    let by = ground.facilitator.by();
    let said = (typed.as_str(), slip.label.as_str());
    decision::touch(tx, (text, &seen), wrong.clause, said, by, touched)
        .await
        .map_err(failed)?;
    let read = decision::merge_draft_within(tx, text).await;
    let seen = read.map_err(failed)?.mark;
    let published = decision::publish(tx, (text, &seen), &ground.facilitator.at(now)).await;
    Ok(published.map_err(failed)?.version)
}

/// Carries what still waits over to a new version; gives what its authors must choose on.
pub async fn carry<'s>(
    tx: &mut Tx,
    (old, new): (&Ground<'_>, &Ground<'_>),
    waiting: &[&Told<'s>],
    now: DateTime<Utc>,
) -> Result<Vec<AmendmentId>, Failure> {
    let mut asked = Vec::new();
    for one in waiting {
        let ops = AmendmentOps {
            amendment: one.id,
            operations: old.operations(one.story)?,
        };
        let carried = rebase(&ops, &old.base, &new.base);
        amendment::carry(tx, one.id, &carried, &process(now))
            .await
            .map_err(|error| failed(format!("{}: {error}", one.story.title)))?;
        if carried.followed().is_none() {
            asked.push(one.id);
        }
    }
    Ok(asked)
}
