//! Who votes without a running lease, as files say: the last file of a kind counts.

use super::RollError;
use crate::batch::insert;
use crate::dispatch::{all, run};
use crate::election::held;
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::electoral_roll::correction::MakeRefusal;
use palier_domain::election::electoral_roll::occupancy::{Known, OccupancyKind, Plan, SubTenancy};
use palier_domain::election::stage::Stage;
use palier_domain::id::{ElectionId, EstateId, LandlordId, PersonId};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// How many stand in the last file of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Occupancies {
    /// Repayment plans, kept to or not.
    pub plans: i64,
    /// Sub-tenancies, of approved associations or not.
    pub sub_tenancies: i64,
}

/// What files are checked against.
///
/// # Errors
/// When the database fails.
pub async fn known(db: &Db, landlord: LandlordId) -> Result<Known, StoreError> {
    let leases = all!(
        db.reads() => (String,),
        "SELECT reference FROM tenancy WHERE landlord_id = $1",
        landlord,
    )?;
    let estates = all!(
        db.reads() => (String,),
        "SELECT name FROM estate WHERE landlord_id = $1",
        landlord,
    )?;
    let persons = all!(
        db.reads() => (String,),
        "SELECT reference FROM person WHERE landlord_id = $1",
        landlord,
    )?;
    let set = |rows: Vec<(String,)>| rows.into_iter().map(|(one,)| one).collect();
    Ok(Known {
        leases: set(leases),
        estates: set(estates),
        persons: set(persons),
    })
}

/// How many stand in the last files.
///
/// # Errors
/// When the database fails.
pub async fn occupancies(db: &Db, election: ElectionId) -> Result<Occupancies, StoreError> {
    let counts = all!(
        db.reads() => (OccupancyKind, i64),
        "SELECT kind, COUNT(*) FROM roll_occupancy WHERE election_id = $1 GROUP BY kind",
        election,
    )?;
    let of = |kind| {
        counts
            .iter()
            .find(|(one, _)| *one == kind)
            .map_or(0, |(_, count)| *count)
    };
    Ok(Occupancies {
        plans: of(OccupancyKind::RepaymentPlan),
        sub_tenancies: of(OccupancyKind::SubTenancy),
    })
}

/// Takes the repayment plans of a file, in place of those of before.
///
/// # Errors
/// [`RollError::Make`] once the roll is frozen; when the database fails.
pub async fn import_plans(
    tx: &mut Tx,
    election: ElectionId,
    plans: &[Plan],
    now: DateTime<Utc>,
) -> Result<(), RollError> {
    let kind = OccupancyKind::RepaymentPlan;
    replace(tx, election, kind, plans.len(), now).await?;
    insert!(
        tx,
        "INSERT INTO roll_occupancy (id, election_id, kind, holds, reference)",
        "",
        plans,
        |plan| ids::new_v4(),
        election,
        kind,
        plan.kept,
        plan.lease.clone(),
    );
    Ok(())
}

/// Takes the sub-tenancies of a file, in place of those of before; who stood there keeps her
/// identifier, and so her line.
///
/// # Errors
/// [`RollError::Make`] once the roll is frozen; when the database fails.
pub async fn import_sub_tenancies(
    tx: &mut Tx,
    election: ElectionId,
    sub_tenancies: &[SubTenancy],
    now: DateTime<Utc>,
) -> Result<(), RollError> {
    let kind = OccupancyKind::SubTenancy;
    let before = Before::read(tx, election).await?;
    let landlord = replace(tx, election, kind, sub_tenancies.len(), now).await?;
    let estates = all!(
        tx.on() => (String, EstateId),
        "SELECT name, id FROM estate WHERE landlord_id = $1",
        landlord,
    )?;
    let estates: HashMap<String, EstateId> = estates.into_iter().collect();
    let persons = all!(
        tx.on() => (String, PersonId),
        "SELECT reference, id FROM person WHERE landlord_id = $1",
        landlord,
    )?;
    let persons: HashMap<String, PersonId> = persons.into_iter().collect();
    let mut occupants = Vec::new();
    let mut rows = Vec::with_capacity(sub_tenancies.len());
    for one in sub_tenancies {
        let estate = estates.get(&one.estate).copied();
        let estate = estate.ok_or(StoreError::Missing("estate"))?;
        let key = (one.association.clone(), one.reference.clone());
        let id = before
            .tenancies
            .get(&key)
            .copied()
            .unwrap_or_else(ids::new_v4);
        rows.push((id, estate, one));
        for (rank, person) in (1_i64..).zip(&one.persons) {
            let known = person
                .known_as
                .as_ref()
                .and_then(|one| persons.get(one))
                .copied();
            let key = (one.association.clone(), person.reference.clone());
            let before = before.persons.get(&key).copied();
            let person_id = known.or(before).unwrap_or_else(|| PersonId(ids::new_v4()));
            occupants.push((id, rank, person_id, person));
        }
    }
    insert!(
        tx,
        "INSERT INTO roll_occupancy (id, election_id, kind, holds, reference, association,
            estate_id, dwelling, signed, until)",
        "",
        rows,
        |(id, estate, one)| *id,
        election,
        kind,
        one.approved,
        one.reference.clone(),
        one.association.clone(),
        *estate,
        one.dwelling.clone(),
        one.signed,
        one.until,
    );
    insert!(
        tx,
        "INSERT INTO roll_occupant (occupancy_id, rank, person_id, reference, name, address)",
        "",
        occupants,
        |(id, rank, person_id, person)| *id,
        *rank,
        *person_id,
        person.reference.clone(),
        person.name.clone(),
        person.address.join("\n"),
    );
    Ok(())
}

/// Identifiers of the file before, by association and reference.
struct Before {
    tenancies: HashMap<(String, String), Uuid>,
    persons: HashMap<(String, String), PersonId>,
}

impl Before {
    async fn read(tx: &mut Tx, election: ElectionId) -> Result<Self, StoreError> {
        let tenancies = all!(
            tx.on() => (String, String, Uuid),
            "SELECT association, reference, id FROM roll_occupancy
             WHERE election_id = $1 AND association IS NOT NULL",
            election,
        )?;
        let persons = all!(
            tx.on() => (String, String, PersonId),
            "SELECT o.association, p.reference, p.person_id
             FROM roll_occupant p JOIN roll_occupancy o ON o.id = p.occupancy_id
             WHERE o.election_id = $1 AND o.association IS NOT NULL",
            election,
        )?;
        Ok(Self {
            tenancies: tenancies
                .into_iter()
                .map(|(a, b, id)| ((a, b), id))
                .collect(),
            persons: persons.into_iter().map(|(a, b, id)| ((a, b), id)).collect(),
        })
    }
}

/// Clears a kind; gives the landlord.
async fn replace(
    tx: &mut Tx,
    election: ElectionId,
    kind: OccupancyKind,
    count: usize,
    now: DateTime<Utc>,
) -> Result<LandlordId, RollError> {
    let at = held(tx, election).await?;
    if at.stage == Stage::Draft {
        return Err(MakeRefusal::Draft.into());
    }
    if at.stage > Stage::RollPublished {
        return Err(MakeRefusal::Frozen.into());
    }
    run!(
        tx.on(),
        "DELETE FROM roll_occupant WHERE occupancy_id IN
            (SELECT id FROM roll_occupancy WHERE election_id = $1 AND kind = $2)",
        election,
        kind,
    )?;
    run!(
        tx.on(),
        "DELETE FROM roll_occupancy WHERE election_id = $1 AND kind = $2",
        election,
        kind,
    )?;
    let data = json!({ "kind": kind, "lines": count });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "roll.occupancies", Some(election.0), &data, now).await?;
    Ok(at.landlord_id)
}
