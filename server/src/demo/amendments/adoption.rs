//! The merged version before the colleges: the tenants in secret, the associations by name, the
//! landlord by its board.

use super::cast::Ground;
use super::failed;
use super::file::{Calendar, Past, Signature, Tenants};
use crate::cli::Failure;
use chrono::{DateTime, Utc};
use palier_app::demo::stream::Stream;
use palier_ballots::ElectionId;
use palier_domain::charter::adoption::ballot::{Says, Voice};
use palier_domain::charter::adoption::rules::AdoptionRules;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::version_steps::{Unsettled, VersionStep};
use palier_domain::election::consultation::RuleSet;
use palier_domain::election::consultation::ballot::{Answer, Ballot};
use palier_domain::election::consultation::outcome::Counted;
use palier_domain::election::consultation::stage::{ConsultationMove as Move, Hours};
use palier_domain::id::{AssociationId, ConsultationId, VersionId};
use palier_store::adoption::{self, Given, NewSignature, Opening};
use palier_store::consultation::college::{self, Source};
use palier_store::consultation::{self, Draft, roll};
use palier_store::{Tx, decision};

/// What stands for the rules and colleges of a box: that of this vote is not kept.
const NO_BOX: &str = "";

/// Takes steps of the version, each at its instant.
pub async fn steps(
    tx: &mut Tx,
    ground: &Ground<'_>,
    all: &[(VersionStep, DateTime<Utc>)],
) -> Result<(), Failure> {
    let (by, none) = (ground.facilitator.by(), Unsettled::default());
    for (step, at) in all {
        decision::step(tx, ground.place.text, *step, &none, by, *at)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

/// Puts it before the colleges; all adopt.
pub async fn adopt(tx: &mut Tx, ground: &Ground<'_>, past: &Past) -> Result<(), Failure> {
    let (at, text) = (&past.calendar, ground.place.text);
    let again = at.frozen_again;
    let on_the_way = [
        (VersionStep::Freeze, again),
        (VersionStep::OpenVotes, again),
        (VersionStep::Consolidate, again),
    ];
    steps(tx, ground, &on_the_way).await?;
    let by = ground.facilitator.by();
    let version = adoption::open(tx, text, &Opening::default(), by, at.submitted).await;
    let version = version.map_err(failed)?;
    let asked = consulted(tx, ground, &past.tenants, (version, at)).await?;
    let given = Given::Consultation(asked);
    keep(
        tx,
        ground,
        (College::Tenants, given),
        "",
        at.consultation_closes,
    )
    .await?;
    let voices = voices(ground, past)?;
    let said = &past.named.statement;
    let named = (College::Associations, Given::Named(&voices));
    keep(tx, ground, named, said, at.associations).await?;
    let board = &past.landlord;
    let given = Given::Board {
        held_on: at.board.date_naive(),
        members: board.members,
        ayes: board.ayes,
        noes: board.noes,
        abstentions: board.abstentions,
    };
    keep(
        tx,
        ground,
        (College::Landlord, given),
        &board.statement,
        at.board,
    )
    .await?;
    let (day, now) = (at.concluded.date_naive(), at.concluded);
    adoption::conclude(tx, text, by, day, now)
        .await
        .map_err(failed)?;
    for one in &past.signature {
        sign(tx, ground, version, one, at.signed).await?;
    }
    Ok(())
}

async fn keep(
    tx: &mut Tx,
    ground: &Ground<'_>,
    (college, given): (College, Given<'_>),
    statement: &str,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let by = match college {
        College::Landlord => ground.staff.by(),
        _ => ground.facilitator.by(),
    };
    let what = (ground.place.text, college);
    let when = (now.date_naive(), now);
    adoption::keep(tx, what, (given, statement), by, when)
        .await
        .map_err(failed)?;
    Ok(())
}

fn voices(ground: &Ground<'_>, past: &Past) -> Result<Vec<Voice>, Failure> {
    let for_it = past.named.ayes.iter().map(|slug| (slug, Says::For));
    let neither = past
        .named
        .abstains
        .iter()
        .map(|slug| (slug, Says::Abstains));
    for_it
        .chain(neither)
        .map(|(slug, says)| {
            let association = association(ground, slug)?;
            Ok(Voice { association, says })
        })
        .collect()
}

fn association(ground: &Ground<'_>, slug: &str) -> Result<AssociationId, Failure> {
    let found = ground.place.associations.get(slug).copied();
    found.ok_or_else(|| failed(format!("no association {slug}")))
}

/// The consultation of the tenants, which is over. Its figures are those of the file: nobody cast a
/// ballot in it, so it has no box.
async fn consulted(
    tx: &mut Tx,
    ground: &Ground<'_>,
    said: &Tenants,
    (version, at): (VersionId, &Calendar),
) -> Result<ConsultationId, Failure> {
    let landlord = ground.place.landlord;
    let rule = AdoptionRules::default().of(College::Tenants);
    let rules = rule.ok_or_else(|| failed("the tenants have no rule"))?;
    let rules = rules.consultation();
    let draft = Draft {
        title: said.title.clone(),
        body: said.body.clone(),
        version_id: Some(version),
        ballot: Ballot {
            question: said.question.clone(),
            answer: Answer::YesNo,
        },
        rules,
        hours: Hours {
            roll_closes_at: at.consultation_opens,
            opens_at: at.consultation_opens,
            closes_at: at.consultation_closes,
        },
    };
    let handle = ElectionId::random(&mut Stream::of(said.title.clone()));
    let id = consultation::create(tx, landlord, handle.as_str(), &draft, at.submitted).await?;
    college::add(tx, id, "Locataires", Source::Tenants, at.submitted).await?;
    // The leases of the demonstration are those of its first day.
    college::enrol(tx, id, landlord, crate::demo::world::today()).await?;
    let (opens, closes) = (at.consultation_opens, at.consultation_closes);
    let step = consultation::advance(tx, id, Move::Announce, at.submitted).await;
    step.map_err(failed)?;
    roll::close(tx, id, &[], NO_BOX, opens)
        .await
        .map_err(failed)?;
    for (step, at) in [(Move::Open, opens), (Move::Close, closes)] {
        consultation::advance(tx, id, step, at)
            .await
            .map_err(failed)?;
    }
    let outcome = outcome(tx, id, said, &rules).await?;
    consultation::decide(tx, id, &outcome, closes)
        .await
        .map_err(failed)?;
    Ok(id)
}

async fn outcome(
    tx: &mut Tx,
    id: ConsultationId,
    said: &Tenants,
    rules: &RuleSet,
) -> Result<palier_domain::election::consultation::outcome::Outcome, Failure> {
    let colleges = college::colleges_within(tx, id).await?;
    let electors = colleges.first().and_then(|one| one.electors);
    let counted = Counted {
        college: String::new(),
        electors: electors
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or_default(),
        voters: said.yes + said.no + said.blank,
        blank: said.blank,
        answers: vec![said.yes, said.no],
    };
    let rules = rules.for_colleges(1);
    rules.outcome(counted, None, 1).map_err(failed)
}

async fn sign(
    tx: &mut Tx,
    ground: &Ground<'_>,
    version: VersionId,
    one: &Signature,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let association = match &one.association {
        Some(slug) => Some(association(ground, slug)?),
        None => None,
    };
    let by = match one.college {
        College::Landlord => ground.staff.by(),
        _ => ground.facilitator.by(),
    };
    let day = now.date_naive();
    let new = NewSignature {
        version,
        college: one.college,
        association,
        name: &one.name,
        capacity: &one.capacity,
        signed_on: day,
    };
    adoption::sign(tx, &new, by, day, now)
        .await
        .map_err(failed)?;
    Ok(())
}
