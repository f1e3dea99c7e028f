//! The way of the first version: amended, voted, merged, adopted by the colleges; then the text is
//! open again.

use super::adoption::{adopt, steps};
use super::cast::{Ground, process, writer};
use super::file::{self, Calendar, Past};
use super::story::Told;
use super::{Place, failed, fates, followed, votes};
use crate::cli::Failure;
use crate::demo::discussion::Authors;
use palier_domain::charter::adoption::rules::{AdoptionRules, Weights};
use palier_domain::charter::version_steps::VersionStep;
use palier_domain::id::{AmendmentId, VersionId};
use palier_store::amendment::{self, Rules};
use palier_store::{Tx, adoption};

/// Tenants who must sign a tenant's amendment with her.
const SIGNATURES: i64 = 3;
/// Days in which an author chooses on a new version.
const DAYS: i64 = 14;
/// Months after which the adopted charter is looked at again.
const MONTHS: u32 = 6;

/// Takes it all the way; gives the version that is open then.
pub async fn make(
    tx: &mut Tx,
    place: &Place<'_>,
    first: VersionId,
    authors: &Authors,
) -> Result<VersionId, Failure> {
    let past = file::past()?;
    let (at, stories) = (&past.calendar, file::first()?);
    let ground = Ground::of(tx, place, authors, &past, first).await?;
    rules(tx, &ground, &past).await?;
    let comments = fates::comments(tx, &ground, &past.comment).await?;
    let made = ground.tell_all(tx, &stories, at.published).await?;
    let said = (&past.comment[..], &comments[..]);
    fates::say(tx, &ground, said, at.frozen).await?;
    steps(tx, &ground, &[(VersionStep::Freeze, at.frozen)]).await?;
    votes::list(tx, &ground, &made, at.frozen).await?;
    steps(tx, &ground, &[(VersionStep::OpenVotes, at.votes)]).await?;
    votes::hold(tx, &ground, &made, &past.meeting, at.meeting).await?;
    steps(tx, &ground, &[(VersionStep::Consolidate, at.merging)]).await?;
    let merged = votes::merge(tx, &ground, &past.touch, (at.merging, at.merged)).await?;
    let second = Ground::of(tx, place, authors, &past, merged).await?;
    let waiting: Vec<_> = made.iter().filter(|one| waits(one)).collect();
    let asked = votes::carry(tx, (&ground, &second), &waiting, at.merged).await?;
    overdue(tx, &asked, at).await?;
    adopt(tx, &second, &past).await?;
    followed::make(tx, &second, &past.progress).await?;
    let by = second.facilitator.by();
    let opened = adoption::reopen(tx, place.text, by, at.reopened).await;
    let opened = opened.map_err(failed)?.version;
    let third = Ground::of(tx, place, authors, &past, opened).await?;
    let still: Vec<_> = waiting
        .into_iter()
        .filter(|one| !asked.contains(&one.id))
        .collect();
    votes::carry(tx, (&second, &third), &still, at.reopened).await?;
    Ok(opened)
}

/// Whether nothing was decided of it, and its author did not take it back.
fn waits(one: &Told<'_>) -> bool {
    one.story.vote.is_none() && one.story.withdrawn.is_none()
}

/// The rules of the text, set before anything was handed in.
async fn rules(tx: &mut Tx, ground: &Ground<'_>, past: &Past) -> Result<(), Failure> {
    let (text, at) = (ground.place.text, past.calendar.published);
    let rules = Rules {
        signatures: SIGNATURES,
        rebase_days: DAYS,
    };
    amendment::set_rules(tx, text, rules, at)
        .await
        .map_err(failed)?;
    let colleges = AdoptionRules::default().colleges().to_vec();
    let rules = AdoptionRules::new(colleges, Weights::OneEach, MONTHS).map_err(failed)?;
    adoption::set_rules(tx, text, &rules, ground.facilitator.by(), at)
        .await
        .map_err(failed)?;
    for one in &past.committee {
        let one = writer(ground.authors, one)?;
        amendment::join_committee(tx, text, one.account, at)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

/// Those whose authors did not choose lapse.
async fn overdue(tx: &mut Tx, asked: &[AmendmentId], at: &Calendar) -> Result<(), Failure> {
    use palier_store::decision::Words as _;
    let said = super::cast::Silent.overdue();
    for id in asked {
        let why = serde_json::json!({ "lapse": { "reason": "overdue" } });
        amendment::lapse(tx, *id, (&said, why), &process(at.overdue))
            .await
            .map_err(failed)?;
    }
    Ok(())
}
