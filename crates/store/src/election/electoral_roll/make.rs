//! Making the roll, and making it again: lines that stay keep their identifier.

use super::RollError;
use crate::batch::insert;
use crate::dispatch::{all, run};
use crate::election::{condition, held};
use crate::{StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::calendar::step::Step;
use palier_domain::election::electoral_roll::ElectoralRoll;
use palier_domain::election::electoral_roll::correction::{MakeRefusal, may_make};
use palier_domain::election::electoral_roll::occupancy::OccupancyKind;
use palier_domain::election::electoral_roll::title::{RollDays, Ruling, Tenancy, Title};
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{ElectionId, EstateId, LandlordId, PersonId, RollLineId, TenancyId};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// A roll that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its lines.
    pub lines: usize,
    /// Tenancies that give no vote.
    pub left_out: usize,
}

/// How somebody is named and written to.
#[derive(Clone)]
struct Named {
    name: String,
    address: String,
}

/// Everything that a roll is made from.
#[derive(Default)]
struct Sources {
    tenancies: Vec<Tenancy>,
    /// Reference and dwelling of each.
    places: HashMap<TenancyId, (String, String)>,
    /// Who holds each, in order.
    holders: HashMap<TenancyId, Vec<PersonId>>,
    named: HashMap<PersonId, Named>,
}

/// Makes the roll of an election from its landlord's tenancies, as they stand now.
///
/// # Errors
/// [`RollError::Make`] before the cut-off and once the roll is frozen; when the database fails.
pub async fn make(
    tx: &mut Tx,
    election: ElectionId,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Made, RollError> {
    let at = held(tx, election).await?;
    let calendar = at.protocol.0.calendar().ok_or(MakeRefusal::Draft)?;
    let cut_off = calendar.due(Step::LeaseCutOff);
    may_make(at.stage, today, cut_off)?;
    let days = RollDays {
        cut_off,
        still_on: today,
    };
    let mut sources = Sources::read(tx, election, at.landlord_id).await?;
    let roll = ElectoralRoll::new(std::mem::take(&mut sources.tenancies), days)?;
    write(tx, election, &roll, &sources).await?;
    let made = Made {
        lines: roll.lines().len(),
        left_out: roll.left_out().len(),
    };
    stand(tx, election, days, made, now).await?;
    let fingerprint = roll.fingerprint();
    let data = json!({
        "cut_off": cut_off, "still_on": today, "lines": made.lines, "left_out": made.left_out,
        "fingerprint": fingerprint,
    });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "roll.made", Some(election.0), &data, now).await?;
    let note = format!("{} {cut_off}", made.lines);
    if made.lines > 0 {
        condition::declare(tx, election, Condition::RollMade, &note, now).await?;
    } else {
        condition::withdraw(tx, election, Condition::RollMade, now).await?;
    }
    Ok(made)
}

async fn stand(
    tx: &mut Tx,
    election: ElectionId,
    days: RollDays,
    made: Made,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    run!(
        tx.on(),
        "INSERT INTO electoral_roll (election_id, cut_off, still_on, lines, left_out, made_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (election_id) DO UPDATE SET cut_off = excluded.cut_off,
            still_on = excluded.still_on, lines = excluded.lines, left_out = excluded.left_out,
            made_at = excluded.made_at",
        election,
        days.cut_off,
        days.still_on,
        count(made.lines),
        count(made.left_out),
        now,
    )
    .map(drop)
}

/// Writes lines, electors and what was left out, in place of those of before.
async fn write(
    tx: &mut Tx,
    election: ElectionId,
    roll: &ElectoralRoll,
    sources: &Sources,
) -> Result<(), StoreError> {
    let before = all!(
        tx.on() => (TenancyId, RollLineId),
        "SELECT tenancy_id, id FROM roll_line WHERE election_id = $1",
        election,
    )?;
    let before: HashMap<TenancyId, RollLineId> = before.into_iter().collect();
    for statement in [
        "DELETE FROM roll_elector WHERE election_id = $1",
        "DELETE FROM roll_line WHERE election_id = $1",
        "DELETE FROM roll_left_out WHERE election_id = $1",
    ] {
        run!(tx.on(), statement, election)?;
    }
    let mut lines = Vec::with_capacity(roll.lines().len());
    let mut electors = Vec::with_capacity(roll.lines().len());
    for line in roll.lines() {
        let kept = before.get(&line.tenancy).copied();
        let id = kept.unwrap_or_else(|| RollLineId(ids::new_v4()));
        let place = sources.places.get(&line.tenancy);
        lines.push((
            id,
            line.tenancy,
            line.residence,
            place.cloned().unwrap_or_default(),
        ));
        let holders = sources
            .holders
            .get(&line.tenancy)
            .map_or(&[][..], Vec::as_slice);
        let sharing = holders
            .iter()
            .filter(|person| line.persons.contains(person));
        for (rank, person) in (1_i64..).zip(sharing) {
            electors.push((*person, id, rank, sources.named(*person)));
        }
    }
    insert!(
        tx,
        "INSERT INTO roll_line (id, election_id, tenancy_id, estate_id, reference, dwelling)",
        "",
        lines,
        |(id, tenancy, estate, (reference, dwelling))| *id,
        election,
        *tenancy,
        *estate,
        reference.clone(),
        dwelling.clone(),
    );
    insert!(
        tx,
        "INSERT INTO roll_elector (election_id, person_id, line_id, rank, name, address)",
        "",
        electors,
        |(person, line, rank, named)| election,
        *person,
        *line,
        *rank,
        named.name.clone(),
        named.address.clone(),
    );
    insert!(
        tx,
        "INSERT INTO roll_left_out (election_id, tenancy_id, reason)",
        "",
        roll.left_out(),
        |(tenancy, reason)| election,
        *tenancy,
        *reason,
    );
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Lease {
    id: TenancyId,
    estate_id: EstateId,
    reference: String,
    dwelling: String,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
}

#[derive(sqlx::FromRow)]
struct SubTenancy {
    id: TenancyId,
    estate_id: EstateId,
    reference: String,
    dwelling: String,
    signed: NaiveDate,
    until: Option<NaiveDate>,
    holds: bool,
}

impl Sources {
    async fn read(
        tx: &mut Tx,
        election: ElectionId,
        landlord: LandlordId,
    ) -> Result<Self, StoreError> {
        let mut sources = Self::default();
        sources.leases(tx, election, landlord).await?;
        sources.sub_tenancies(tx, election).await?;
        sources.rulings(tx, election).await?;
        let namings = all!(
            tx.on() => (PersonId, String, String),
            "SELECT person_id, name, address FROM roll_naming WHERE election_id = $1",
            election,
        )?;
        for (person, name, address) in namings {
            sources.named.insert(person, Named { name, address });
        }
        Ok(sources)
    }

    fn named(&self, person: PersonId) -> Named {
        let named = self.named.get(&person).cloned();
        named.unwrap_or_else(|| Named {
            name: String::new(),
            address: String::new(),
        })
    }

    async fn leases(
        &mut self,
        tx: &mut Tx,
        election: ElectionId,
        landlord: LandlordId,
    ) -> Result<(), StoreError> {
        let plans = all!(
            tx.on() => (String, bool),
            "SELECT reference, holds FROM roll_occupancy WHERE election_id = $1 AND kind = $2",
            election,
            OccupancyKind::RepaymentPlan,
        )?;
        let plans: HashMap<String, bool> = plans.into_iter().collect();
        let holders = all!(
            tx.on() => (TenancyId, PersonId, String, String),
            "SELECT h.tenancy_id, p.id, p.name, p.address
             FROM tenancy_holder h JOIN tenancy t ON t.id = h.tenancy_id
             JOIN person p ON p.id = h.person_id
             WHERE t.landlord_id = $1 ORDER BY h.tenancy_id, h.rank, p.id",
            landlord,
        )?;
        for (tenancy, person, name, address) in holders {
            self.holders.entry(tenancy).or_default().push(person);
            self.named.insert(person, Named { name, address });
        }
        let leases = all!(
            tx.on() => Lease,
            "SELECT t.id, b.estate_id, t.reference, d.reference AS dwelling, t.starts_on, t.ends_on
             FROM tenancy t JOIN dwelling d ON d.id = t.dwelling_id
             JOIN building b ON b.id = d.building_id WHERE t.landlord_id = $1",
            landlord,
        )?;
        for lease in leases {
            let title = plans.get(&lease.reference);
            self.tenancies.push(Tenancy {
                id: lease.id,
                residence: lease.estate_id,
                title: title.map_or(Title::Lease, |kept| Title::RepaymentPlan { kept: *kept }),
                // The landlord's file holds dwellings and natural persons.
                residential: true,
                signed: lease.starts_on,
                until: lease.ends_on,
                persons: self.persons_of(lease.id),
                ruling: None,
            });
            self.places
                .insert(lease.id, (lease.reference, lease.dwelling));
        }
        Ok(())
    }

    async fn sub_tenancies(&mut self, tx: &mut Tx, election: ElectionId) -> Result<(), StoreError> {
        let persons = all!(
            tx.on() => (TenancyId, PersonId, String, String),
            "SELECT p.occupancy_id, p.person_id, p.name, p.address
             FROM roll_occupant p JOIN roll_occupancy o ON o.id = p.occupancy_id
             WHERE o.election_id = $1 ORDER BY p.occupancy_id, p.rank",
            election,
        )?;
        for (tenancy, person, name, address) in persons {
            self.holders.entry(tenancy).or_default().push(person);
            self.named.entry(person).or_insert(Named { name, address });
        }
        let all = all!(
            tx.on() => SubTenancy,
            "SELECT id, estate_id, reference, dwelling, signed, until, holds
             FROM roll_occupancy WHERE election_id = $1 AND kind = $2",
            election,
            OccupancyKind::SubTenancy,
        )?;
        for one in all {
            self.tenancies.push(Tenancy {
                id: one.id,
                residence: one.estate_id,
                title: Title::SubTenancy {
                    approved: one.holds,
                },
                residential: true,
                signed: one.signed,
                until: one.until,
                persons: self.persons_of(one.id),
                ruling: None,
            });
            self.places.insert(one.id, (one.reference, one.dwelling));
        }
        Ok(())
    }

    async fn rulings(&mut self, tx: &mut Tx, election: ElectionId) -> Result<(), StoreError> {
        let rulings = all!(
            tx.on() => (TenancyId, Ruling),
            "SELECT tenancy_id, ruling FROM roll_ruling WHERE election_id = $1",
            election,
        )?;
        let rulings: HashMap<TenancyId, Ruling> = rulings.into_iter().collect();
        for tenancy in &mut self.tenancies {
            tenancy.ruling = rulings.get(&tenancy.id).copied();
        }
        Ok(())
    }

    fn persons_of(&self, tenancy: TenancyId) -> BTreeSet<PersonId> {
        let holders = self.holders.get(&tenancy);
        holders.map_or_else(BTreeSet::new, |holders| holders.iter().copied().collect())
    }
}
