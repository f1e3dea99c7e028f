//! What is stored of a landlord's stock, tenancies and persons.

use crate::dispatch::all;
use crate::{StoreError, Tx};
use chrono::NaiveDate;
use palier_domain::id::{BuildingId, DwellingId, EstateId, LandlordId, PersonId, TenancyId};
use std::collections::HashMap;

/// A stored dwelling.
#[derive(sqlx::FromRow)]
pub(super) struct Dwelling {
    pub id: DwellingId,
    pub reference: String,
    pub building_id: BuildingId,
}

/// A stored person.
#[derive(sqlx::FromRow)]
pub(super) struct Person {
    pub id: PersonId,
    pub reference: String,
    pub name: String,
    pub birth_date: Option<NaiveDate>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: String,
}

/// A stored tenancy.
#[derive(sqlx::FromRow)]
pub(super) struct Tenancy {
    pub id: TenancyId,
    pub reference: String,
    pub dwelling_id: DwellingId,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
}

/// All of a landlord's, by the names that a roll uses.
pub(super) struct Current {
    pub estates: HashMap<String, EstateId>,
    pub buildings: HashMap<(EstateId, String), BuildingId>,
    pub dwellings: HashMap<String, Dwelling>,
    pub persons: HashMap<String, Person>,
    pub tenancies: HashMap<String, Tenancy>,
    /// In the order of the roll.
    pub holders: HashMap<TenancyId, Vec<PersonId>>,
}

impl Current {
    pub(super) async fn read(tx: &mut Tx, landlord: LandlordId) -> Result<Self, StoreError> {
        let estates = all!(
            tx.on() => (String, EstateId),
            "SELECT name, id FROM estate WHERE landlord_id = $1",
            landlord,
        )?;
        let buildings = all!(
            tx.on() => (EstateId, String, BuildingId),
            "SELECT b.estate_id, b.name, b.id
             FROM building b JOIN estate e ON e.id = b.estate_id WHERE e.landlord_id = $1",
            landlord,
        )?;
        let dwellings = all!(
            tx.on() => Dwelling,
            "SELECT id, reference, building_id FROM dwelling WHERE landlord_id = $1",
            landlord,
        )?;
        let persons = all!(
            tx.on() => Person,
            "SELECT id, reference, name, birth_date, email, phone, address
             FROM person WHERE landlord_id = $1",
            landlord,
        )?;
        let tenancies = all!(
            tx.on() => Tenancy,
            "SELECT id, reference, dwelling_id, starts_on, ends_on
             FROM tenancy WHERE landlord_id = $1",
            landlord,
        )?;
        Ok(Self {
            estates: estates.into_iter().collect(),
            buildings: buildings
                .into_iter()
                .map(|(of, name, id)| ((of, name), id))
                .collect(),
            dwellings: dwellings
                .into_iter()
                .map(|row| (row.reference.clone(), row))
                .collect(),
            persons: persons
                .into_iter()
                .map(|row| (row.reference.clone(), row))
                .collect(),
            tenancies: tenancies
                .into_iter()
                .map(|row| (row.reference.clone(), row))
                .collect(),
            holders: holders(tx, landlord).await?,
        })
    }

    /// How many tenancies have not ended before that day.
    pub(super) fn running(&self, on: NaiveDate) -> usize {
        self.tenancies
            .values()
            .filter(|row| row.ends_on.is_none_or(|last| last >= on))
            .count()
    }
}

async fn holders(
    tx: &mut Tx,
    landlord: LandlordId,
) -> Result<HashMap<TenancyId, Vec<PersonId>>, StoreError> {
    let rows = all!(
        tx.on() => (TenancyId, PersonId),
        "SELECT h.tenancy_id, h.person_id
         FROM tenancy_holder h JOIN tenancy t ON t.id = h.tenancy_id
         WHERE t.landlord_id = $1 ORDER BY h.tenancy_id, h.rank",
        landlord,
    )?;
    let mut holders: HashMap<_, Vec<_>> = HashMap::with_capacity(rows.len());
    for (tenancy, person) in rows {
        holders.entry(tenancy).or_default().push(person);
    }
    Ok(holders)
}
