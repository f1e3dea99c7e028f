//! What a roll says that is not stored yet, and what is stored that it no longer says.

use super::current::{Current, Dwelling, Person, Tenancy};
use crate::ids;
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::{BuildingId, DwellingId, EstateId, PersonId, TenancyId};
use palier_domain::landlord::roll::{Roll, RollPerson, RollTenancy};
use std::collections::{HashMap, HashSet};

/// Rows to write; those whose identifier is stored already replace what is there.
pub(super) struct Difference {
    pub estates: Vec<(EstateId, String)>,
    pub buildings: Vec<(BuildingId, EstateId, String)>,
    pub dwellings: Vec<Dwelling>,
    pub persons: Vec<Person>,
    pub tenancies: Vec<Tenancy>,
    /// Stored tenancies whose holders changed: theirs are removed first.
    pub rehold: Vec<TenancyId>,
    /// Tenancy, person, place in the roll from 1.
    pub holders: Vec<(TenancyId, PersonId, i64)>,
    pub added: usize,
    pub changed: usize,
    pub closed: usize,
}

/// The roll on one side, what is stored on the other.
struct Comparison<'a> {
    current: &'a Current,
    now: DateTime<Utc>,
    estates: HashMap<String, EstateId>,
    buildings: HashMap<(EstateId, String), BuildingId>,
    dwellings: HashMap<&'a str, DwellingId>,
    found: Difference,
}

impl Difference {
    pub(super) fn new(current: &Current, roll: &Roll, on: NaiveDate, now: DateTime<Utc>) -> Self {
        let mut comparison = Comparison {
            current,
            now,
            estates: current.estates.clone(),
            buildings: current.buildings.clone(),
            dwellings: HashMap::with_capacity(roll.tenancies.len()),
            found: Self::empty(),
        };
        let persons: Vec<_> = roll
            .persons
            .iter()
            .map(|person| comparison.person(person))
            .collect();
        for tenancy in &roll.tenancies {
            let holders: Vec<_> = tenancy
                .holders
                .iter()
                .filter_map(|&at| persons.get(at).copied())
                .collect();
            comparison.tenancy(tenancy, &holders);
        }
        comparison.close_absent(roll, on);
        comparison.found
    }

    pub(super) fn is_empty(&self) -> bool {
        self.added + self.changed + self.closed == 0
    }

    fn empty() -> Self {
        Self {
            estates: Vec::new(),
            buildings: Vec::new(),
            dwellings: Vec::new(),
            persons: Vec::new(),
            tenancies: Vec::new(),
            rehold: Vec::new(),
            holders: Vec::new(),
            added: 0,
            changed: 0,
            closed: 0,
        }
    }
}

impl<'a> Comparison<'a> {
    fn person(&mut self, said: &RollPerson) -> PersonId {
        let stored = self.current.persons.get(&said.reference);
        let id = stored.map_or_else(|| PersonId(ids::new_v7(self.now)), |row| row.id);
        let address = said.address.join("\n");
        match stored {
            Some(row) if same_person(row, said, &address) => return id,
            Some(_) => self.found.changed += 1,
            None => self.found.added += 1,
        }
        self.found.persons.push(Person {
            id,
            reference: said.reference.clone(),
            name: said.name.clone(),
            birth_date: said.birth_date,
            email: said.email.clone(),
            phone: said.phone.clone(),
            address,
        });
        id
    }

    fn tenancy(&mut self, said: &'a RollTenancy, holders: &[PersonId]) {
        let dwelling_id = self.dwelling(said);
        let stored = self.current.tenancies.get(&said.reference);
        let id = stored.map_or_else(|| TenancyId(ids::new_v7(self.now)), |row| row.id);
        let same_lease = stored.is_some_and(|row| {
            row.dwelling_id == dwelling_id
                && row.starts_on == said.starts_on
                && row.ends_on == said.ends_on
        });
        let same_holders = self.current.holders.get(&id).map_or(&[][..], Vec::as_slice) == holders;
        if same_lease && same_holders {
            return;
        }
        match stored {
            Some(_) => self.found.changed += 1,
            None => self.found.added += 1,
        }
        if !same_lease {
            self.found.tenancies.push(Tenancy {
                id,
                reference: said.reference.clone(),
                dwelling_id,
                starts_on: said.starts_on,
                ends_on: said.ends_on,
            });
        }
        if !same_holders {
            if stored.is_some() {
                self.found.rehold.push(id);
            }
            self.found
                .holders
                .extend(holders.iter().zip(1..).map(|(of, rank)| (id, *of, rank)));
        }
    }

    /// Several tenancies may name the same dwelling; it is compared at the first one.
    fn dwelling(&mut self, said: &'a RollTenancy) -> DwellingId {
        if let Some(id) = self.dwellings.get(said.dwelling.as_str()) {
            return *id;
        }
        let building_id = self.building(said);
        let stored = self.current.dwellings.get(&said.dwelling);
        let id = stored.map_or_else(|| DwellingId(ids::new_v7(self.now)), |row| row.id);
        self.dwellings.insert(&said.dwelling, id);
        if stored.is_none_or(|row| row.building_id != building_id) {
            self.found.changed += usize::from(stored.is_some());
            let reference = said.dwelling.clone();
            self.found.dwellings.push(Dwelling {
                id,
                reference,
                building_id,
            });
        }
        id
    }

    fn building(&mut self, said: &RollTenancy) -> BuildingId {
        let estate = match self.estates.get(&said.estate) {
            Some(id) => *id,
            None => {
                let id = EstateId(ids::new_v7(self.now));
                self.estates.insert(said.estate.clone(), id);
                self.found.estates.push((id, said.estate.clone()));
                id
            }
        };
        let key = (estate, said.building.clone());
        if let Some(id) = self.buildings.get(&key) {
            return *id;
        }
        let id = BuildingId(ids::new_v7(self.now));
        self.found
            .buildings
            .push((id, estate, said.building.clone()));
        self.buildings.insert(key, id);
        id
    }

    /// Ends what runs and is no longer named; no tenancy ends before it starts.
    fn close_absent(&mut self, roll: &Roll, on: NaiveDate) {
        let named: HashSet<_> = roll
            .tenancies
            .iter()
            .map(|said| said.reference.as_str())
            .collect();
        for row in self.current.tenancies.values() {
            let last = on.max(row.starts_on);
            if named.contains(row.reference.as_str()) || row.ends_on.is_some_and(|day| day <= last)
            {
                continue;
            }
            self.found.closed += 1;
            self.found.tenancies.push(Tenancy {
                id: row.id,
                reference: row.reference.clone(),
                dwelling_id: row.dwelling_id,
                starts_on: row.starts_on,
                ends_on: Some(last),
            });
        }
    }
}

fn same_person(row: &Person, said: &RollPerson, address: &str) -> bool {
    row.name == said.name
        && row.birth_date == said.birth_date
        && row.email == said.email
        && row.phone == said.phone
        && row.address == address
}
