//! Recording what the colleges voted: on alternatives, the furthest from the base first, or on one
//! amendment that conflicts with none.

use super::bundle::{self, Votable};
use super::{Words, runs_the_process};
use crate::amendment::{self, Act, AmendmentError, By};
use crate::consultation;
use crate::consultation::college::{Source, colleges_within};
use crate::dispatch::{all, maybe, run};
use crate::{StoreError, Tx, ids, journal};
use chrono::NaiveDate;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::outcome::Decision;
use palier_domain::charter::merge::{Fate, Lapse};
use palier_domain::charter::secret_vote::{self, beside};
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::vote::{Show, VoteRefusal, outcome};
use palier_domain::id::{
    AmendmentId, AmendmentVoteId, BundleId, ConsultationId, LandlordId, TextId, VersionId,
};
use serde_json::json;

/// A vote that was held.
#[derive(Clone, Debug)]
pub struct NewVote<'a> {
    /// On which text.
    pub text: TextId,
    /// On which bundle; none where one amendment was voted alone.
    pub bundle: Option<BundleId>,
    /// On which day.
    pub held_on: NaiveDate,
    /// Where: a meeting's name and place.
    pub place: &'a str,
    /// The consultation by which the tenants voted, if not by hands.
    pub consultation: Option<ConsultationId>,
    /// What was said of it, public; may be empty.
    pub reason: &'a str,
    /// The hands for each alternative in its rank, without those of a college that voted by ballots;
    /// those that were not voted any more are left out.
    pub figures: &'a [(AmendmentId, Vec<Show>)],
}

/// Why nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum VoteError {
    /// Only the facilitator records votes.
    #[error("only the facilitator records votes")]
    NotHers,
    /// Nothing is voted now.
    #[error("nothing is voted now")]
    NotNow,
    /// Somebody recorded it meanwhile, or the bundle is no more what was seen.
    #[error("the bundle was voted or changed meanwhile")]
    Meanwhile,
    /// The figures are no vote.
    #[error(transparent)]
    Refused(#[from] VoteRefusal),
    /// The consultation is not one of the tenants alone on that version, with one answer for each
    /// alternative, that is counted.
    #[error("that consultation has no result here")]
    NoResult,
    /// An amendment says no.
    #[error(transparent)]
    Amendment(#[from] AmendmentError),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Records a vote: decides each alternative that was voted, lets what became incompatible lapse, and
/// finds the bundles anew. Gives the amendment that was carried, if any.
///
/// # Errors
/// [`VoteError`]; nothing was written then.
pub async fn record(
    tx: &mut Tx,
    vote: &NewVote<'_>,
    words: &dyn Words,
    act: &Act<'_>,
) -> Result<Option<AmendmentId>, VoteError> {
    if !runs_the_process(act.by) {
        return Err(VoteError::NotHers);
    }
    amendment::hold_text(tx, vote.text).await?;
    let (version, status, landlord) = latest(tx, vote.text).await?;
    if status != VersionStatus::Voting {
        return Err(VoteError::NotNow);
    }
    let order = alternatives(tx, vote, version).await?;
    let mut figures = in_order(vote, &order)?;
    if let Some(id) = vote.consultation {
        let shows = by_ballots(tx, id, (landlord, version), order.len()).await?;
        figures = beside(figures, &shows);
    }
    let chosen = outcome(&figures)?.and_then(|place| order.get(place).copied());
    let id = insert(tx, vote, version, act).await?;
    let votable = bundle::votable(tx, vote.text).await?;
    for (amendment, shows) in order.iter().zip(&figures) {
        let Some(shows) = shows else { continue };
        put_figures(tx, id, *amendment, shows).await?;
        let decision = decision(&votable, *amendment, chosen == Some(*amendment));
        let data = json!({
            "vote": id, "figures": shows, "held_on": vote.held_on, "place": vote.place,
            "consultation": vote.consultation,
        });
        amendment::decide(tx, *amendment, decision, (vote.reason, data), act).await?;
    }
    settle(tx, vote.text, version, words, act).await?;
    bundle::find(tx, vote.text, version, act.now).await?;
    let data = json!({
        "vote": id, "version": version, "bundle": vote.bundle, "order": order, "figures": figures,
        "held_on": vote.held_on, "place": vote.place, "consultation": vote.consultation,
        "by": act.by.account(),
    });
    let chain = journal::of_text(vote.text);
    journal::append(tx, &chain, "amendment.voted", Some(id.0), &data, act.now).await?;
    Ok(chosen)
}

fn decision(votable: &[Votable], amendment: AmendmentId, carried: bool) -> Decision {
    let reworded = votable
        .iter()
        .any(|one| one.ops.amendment == amendment && one.reworded);
    match (carried, reworded) {
        (false, _) => Decision::Rejected,
        (true, true) => Decision::AcceptedModified,
        (true, false) => Decision::Accepted,
    }
}

async fn latest(
    tx: &mut Tx,
    text: TextId,
) -> Result<(VersionId, VersionStatus, LandlordId), StoreError> {
    maybe!(
        tx.on() => (VersionId, VersionStatus, LandlordId),
        "SELECT v.id, v.status, t.landlord_id FROM text_version v JOIN text t ON t.id = v.text_id
         WHERE v.text_id = $1 ORDER BY v.sequence DESC LIMIT 1",
        text,
    )?
    .ok_or(StoreError::Missing("version"))
}

/// What the tenants said in a consultation on that version, theirs alone, of so many alternatives.
async fn by_ballots(
    tx: &mut Tx,
    id: ConsultationId,
    (landlord, version): (LandlordId, VersionId),
    alternatives: usize,
) -> Result<Vec<Show>, VoteError> {
    let found = consultation::held(tx, id).await?;
    let colleges = colleges_within(tx, id).await?;
    let theirs = matches!(&colleges[..], [only] if only.source == Source::Tenants);
    let on_it = found.landlord_id == landlord && found.version_id == Some(version);
    let shows = found
        .outcome
        .filter(|_| theirs && on_it)
        .and_then(|outcome| {
            let asked = &found.ballot.answer;
            secret_vote::ballots(College::Tenants, asked, &outcome, alternatives)
        });
    shows.ok_or(VoteError::NoResult)
}

/// What is voted, in its order.
async fn alternatives(
    tx: &mut Tx,
    vote: &NewVote<'_>,
    version: VersionId,
) -> Result<Vec<AmendmentId>, VoteError> {
    let Some(bundle) = vote.bundle else {
        let only = vote.figures.first().map(|(id, _)| *id);
        let only = only.ok_or(VoteRefusal::NotVoted(0))?;
        let bundled = maybe!(
            tx.on() => (i64,),
            "SELECT a.rank FROM amendment_alternative a WHERE a.amendment_id = $1 AND NOT EXISTS
                (SELECT 1 FROM amendment_vote v WHERE v.bundle_id = a.bundle_id) LIMIT 1",
            only,
        )?;
        return if bundled.is_some() {
            Err(VoteError::Meanwhile)
        } else {
            Ok(vec![only])
        };
    };
    let rows = all!(
        tx.on() => (AmendmentId,),
        "SELECT a.amendment_id FROM amendment_alternative a
         JOIN amendment_bundle b ON b.id = a.bundle_id
         WHERE b.id = $1 AND b.version_id = $2
            AND NOT EXISTS (SELECT 1 FROM amendment_vote v WHERE v.bundle_id = b.id)
         ORDER BY a.rank",
        bundle,
        version,
    )?;
    if rows.is_empty() {
        return Err(VoteError::Meanwhile);
    }
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The figures in the order of the vote.
fn in_order(
    vote: &NewVote<'_>,
    order: &[AmendmentId],
) -> Result<Vec<Option<Vec<Show>>>, VoteError> {
    if vote.figures.iter().any(|(id, _)| !order.contains(id)) {
        return Err(VoteError::Meanwhile);
    }
    let of = |id: &AmendmentId| {
        let found = vote.figures.iter().find(|(one, _)| one == id);
        found.map(|(_, shows)| shows.clone())
    };
    Ok(order.iter().map(of).collect())
}

async fn insert(
    tx: &mut Tx,
    vote: &NewVote<'_>,
    version: VersionId,
    act: &Act<'_>,
) -> Result<AmendmentVoteId, StoreError> {
    let id = AmendmentVoteId(ids::new_v7(act.now));
    run!(
        tx.on(),
        "INSERT INTO amendment_vote (id, version_id, bundle_id, held_on, place, consultation_id,
            reason, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        version,
        vote.bundle,
        vote.held_on,
        vote.place,
        vote.consultation,
        vote.reason,
        act.by.account(),
        act.now,
    )?;
    Ok(id)
}

async fn put_figures(
    tx: &mut Tx,
    vote: AmendmentVoteId,
    amendment: AmendmentId,
    shows: &[Show],
) -> Result<(), StoreError> {
    for show in shows.iter().filter(|show| !show.is_empty()) {
        run!(
            tx.on(),
            "INSERT INTO amendment_vote_college
                (vote_id, amendment_id, college, ayes, noes, abstentions)
             VALUES ($1, $2, $3, $4, $5, $6)",
            vote,
            amendment,
            show.college,
            i64::from(show.ayes),
            i64::from(show.noes),
            i64::from(show.abstentions),
        )?;
    }
    Ok(())
}

/// What cannot stand beside what was accepted lapses, and its authors are told why.
pub(super) async fn settle(
    tx: &mut Tx,
    text: TextId,
    version: VersionId,
    words: &dyn Words,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let votable = bundle::votable(tx, text).await?;
    let merge = bundle::merged(&bundle::base(tx, version).await?, &votable);
    let numbers = bundle::numbers(tx, text).await?;
    let by_rules = Act {
        by: By::Process,
        letters: act.letters,
        now: act.now,
    };
    for one in votable.iter().filter(|one| !one.accepted) {
        let Some(Fate::Lapsed { reason }) = merge.fates.get(&one.ops.amendment) else {
            continue;
        };
        let Lapse::Incompatible { with, .. } = reason else {
            continue;
        };
        let number = numbers.get(with).copied();
        let said = words.lapses(reason, number);
        let data = json!({ "lapse": reason, "with": number });
        amendment::lapse(tx, one.ops.amendment, (&said, data), &by_rules).await?;
    }
    Ok(())
}
