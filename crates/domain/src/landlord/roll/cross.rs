//! What the lines of a roll say together: one truth per tenancy, person and dwelling.

use super::column::Column;
use super::read::Line;
use super::report::{RollProblem, RollReason};
use super::{Roll, RollPerson, RollTenancy};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The lines gathered so far.
#[derive(Default)]
pub(super) struct Gathering {
    tenancies: Vec<Seen<RollTenancy>>,
    persons: Vec<Seen<RollPerson>>,
    tenancy_at: HashMap<String, usize>,
    person_at: HashMap<String, usize>,
    /// Estate and building of each dwelling, with the line that says so.
    dwelling_at: HashMap<String, Seen<(String, String)>>,
    /// Line on which a person holds a tenancy.
    held: HashMap<(usize, usize), usize>,
}

/// Something, and the first line that tells it.
struct Seen<T> {
    line: usize,
    what: T,
}

impl Gathering {
    /// Adds a line; what contradicts an earlier one is a problem of the later one.
    pub(super) fn take(&mut self, line: Line, problems: &mut Vec<RollProblem>) {
        let number = line.number;
        let mut refuse = |column, value: String, reason| {
            problems.push(RollProblem {
                line: number,
                column: Some(column),
                value,
                reason,
            });
        };
        self.check_dwelling(&line, &mut refuse);
        let person = self.person(number, line.person, &mut refuse);
        let tenancy = RollTenancy {
            estate: line.estate,
            building: line.building,
            dwelling: line.dwelling,
            reference: line.tenancy,
            starts_on: line.starts_on,
            ends_on: line.ends_on,
            holders: Vec::new(),
        };
        let tenancy = self.tenancy(number, tenancy, &mut refuse);
        if let Some(&line) = self.held.get(&(tenancy, person)) {
            let value = self.persons[person].what.reference.clone();
            refuse(Column::Person, value, RollReason::Repeated { line });
        } else {
            self.held.insert((tenancy, person), number);
            self.tenancies[tenancy].what.holders.push(person);
        }
    }

    fn check_dwelling(&mut self, line: &Line, refuse: &mut impl Refuse) {
        let place = (line.estate.clone(), line.building.clone());
        match self.dwelling_at.get(&line.dwelling) {
            None => {
                let seen = Seen {
                    line: line.number,
                    what: place,
                };
                self.dwelling_at.insert(line.dwelling.clone(), seen);
            }
            Some(seen) if seen.what != place => {
                let reason = RollReason::DwellingElsewhere { line: seen.line };
                refuse(Column::Dwelling, line.dwelling.clone(), reason);
            }
            Some(_) => {}
        }
    }

    fn person(&mut self, line: usize, person: RollPerson, refuse: &mut impl Refuse) -> usize {
        let next = self.persons.len();
        let at = *self
            .person_at
            .entry(person.reference.clone())
            .or_insert(next);
        let Some(Seen { line: first, what }) = self.persons.get(at) else {
            self.persons.push(Seen { line, what: person });
            return at;
        };
        let date = |date: Option<NaiveDate>| date.map(|d| d.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let told = [
            (Column::Name, what.name == person.name, person.name.clone()),
            (
                Column::BirthDate,
                what.birth_date == person.birth_date,
                date(person.birth_date),
            ),
            (
                Column::Email,
                what.email == person.email,
                text(&person.email),
            ),
            (
                Column::Phone,
                what.phone == person.phone,
                text(&person.phone),
            ),
            (
                Column::Postal1,
                what.address == person.address,
                person.address.join(", "),
            ),
        ];
        for (column, _, value) in told.into_iter().filter(|(_, agrees, _)| !agrees) {
            refuse(column, value, RollReason::PersonDiffers { line: *first });
        }
        at
    }

    fn tenancy(&mut self, line: usize, tenancy: RollTenancy, refuse: &mut impl Refuse) -> usize {
        let next = self.tenancies.len();
        let at = *self
            .tenancy_at
            .entry(tenancy.reference.clone())
            .or_insert(next);
        let Some(Seen { line: first, what }) = self.tenancies.get(at) else {
            self.tenancies.push(Seen {
                line,
                what: tenancy,
            });
            return at;
        };
        let end = tenancy
            .ends_on
            .map(|end| end.to_string())
            .unwrap_or_default();
        let told = [
            (
                Column::Dwelling,
                what.dwelling == tenancy.dwelling,
                tenancy.dwelling,
            ),
            (
                Column::Start,
                what.starts_on == tenancy.starts_on,
                tenancy.starts_on.to_string(),
            ),
            (Column::End, what.ends_on == tenancy.ends_on, end),
        ];
        for (column, _, value) in told.into_iter().filter(|(_, agrees, _)| !agrees) {
            refuse(column, value, RollReason::TenancyDiffers { line: *first });
        }
        at
    }

    /// A dwelling is let once at a time: last day and first day may not be the same.
    pub(super) fn check_overlaps(&self, problems: &mut Vec<RollProblem>) {
        let mut in_order: Vec<_> = self.tenancies.iter().collect();
        in_order.sort_by_key(|seen| (&seen.what.dwelling, seen.what.starts_on, seen.line));
        let last_day = |tenancy: &RollTenancy| tenancy.ends_on.unwrap_or(NaiveDate::MAX);
        for dwelling in in_order.chunk_by(|one, next| one.what.dwelling == next.what.dwelling) {
            // The one that runs longest so far: nested leases overlap it, not their neighbour.
            let mut longest = dwelling[0];
            for &seen in &dwelling[1..] {
                if seen.what.starts_on <= last_day(&longest.what) {
                    problems.push(RollProblem {
                        line: seen.line,
                        column: Some(Column::Tenancy),
                        value: seen.what.reference.clone(),
                        reason: RollReason::Overlap {
                            line: longest.line,
                            tenancy: longest.what.reference.clone(),
                        },
                    });
                }
                if last_day(&seen.what) > last_day(&longest.what) {
                    longest = seen;
                }
            }
        }
    }

    /// The roll itself, persons in the order in which the tenancies name them.
    pub(super) fn roll(self, lines: usize) -> Roll {
        let mut tenancies: Vec<_> = self.tenancies.into_iter().map(|seen| seen.what).collect();
        let mut persons: Vec<_> = self
            .persons
            .into_iter()
            .map(|seen| Some(seen.what))
            .collect();
        let mut places = vec![0; persons.len()];
        let mut ordered = Vec::with_capacity(persons.len());
        for holder in tenancies
            .iter_mut()
            .flat_map(|tenancy| &mut tenancy.holders)
        {
            if let Some(person) = persons[*holder].take() {
                places[*holder] = ordered.len();
                ordered.push(person);
            }
            *holder = places[*holder];
        }
        Roll {
            persons: ordered,
            tenancies,
            lines,
        }
    }
}

/// Notes a problem of the line at hand.
trait Refuse: FnMut(Column, String, RollReason) {}
impl<F: FnMut(Column, String, RollReason)> Refuse for F {}
