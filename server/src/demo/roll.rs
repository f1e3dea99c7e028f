//! The landlord's roll: 12,480 dwellings, of which 11,872 let (one elector each), some to couples.

use super::content::{Content, Names, Residence};
use super::dice::Dice;
use chrono::{Days, NaiveDate};
use palier_domain::landlord::roll::{Roll, RollPerson, RollTenancy};

/// Dwellings that stand empty: their last lease has ended.
const EMPTY: u32 = 608;

/// Makes the roll, always the same.
pub fn make(content: &Content) -> Roll {
    of(&content.residences.estate, EMPTY, &content.names)
}

/// The roll of some residences, of whose dwellings so many stand empty.
pub fn of(estates: &[Residence], vacant: u32, names: &Names) -> Roll {
    let mut dice = Dice::new(2030);
    let mut roll = Roll {
        persons: Vec::new(),
        tenancies: Vec::new(),
        lines: 0,
    };
    let total: u32 = estates.iter().map(|estate| estate.dwellings).sum();
    let mut number = 0;
    for estate in estates {
        for i in 0..estate.dwellings {
            // Spread evenly: so many of the whole numbers below total satisfy this.
            let empty = (number * vacant) % total < vacant;
            number += 1;
            dwelling(&mut roll, &mut dice, names, estate, i, number, empty);
        }
    }
    roll.lines = roll
        .tenancies
        .iter()
        .map(|tenancy| tenancy.holders.len())
        .sum();
    roll
}

fn dwelling(
    roll: &mut Roll,
    dice: &mut Dice,
    names: &Names,
    estate: &Residence,
    i: u32,
    number: u32,
    empty: bool,
) {
    let building = i * estate.buildings / estate.dwellings;
    let letter = char::from(b'A' + u8::try_from(building % 26).unwrap_or(0));
    let starts_on = day(2000, 1, 1) + Days::new(u64::from(dice.below(11_000)));
    let couple = dice.below(100) < 17;
    let surname = dice.one(&names.surnames).to_owned();
    let holders = (0..if couple { 2 } else { 1 })
        .map(|_| {
            roll.persons.push(person(
                dice,
                names,
                estate,
                letter,
                &surname,
                roll.persons.len(),
            ));
            roll.persons.len() - 1
        })
        .collect();
    roll.tenancies.push(RollTenancy {
        estate: estate.name.clone(),
        building: format!("Bâtiment {letter}"),
        dwelling: format!("{}-{letter}-{:03}", estate.reference, i + 1),
        reference: format!("B{number:06}"),
        starts_on,
        ends_on: empty.then(|| day(2030, 7, 1) + Days::new(u64::from(dice.below(90)))),
        holders,
    });
}

fn person(
    dice: &mut Dice,
    names: &Names,
    estate: &Residence,
    letter: char,
    surname: &str,
    index: usize,
) -> RollPerson {
    let first = if dice.below(100) < 56 {
        dice.one(&names.women)
    } else {
        dice.one(&names.men)
    };
    // A third of households gave no e-mail address.
    let email = (dice.below(3) > 0).then(|| format!("locataire{index}@exemple.invalid"));
    RollPerson {
        reference: format!("L{:06}", index + 1),
        name: format!("{first} {surname}"),
        birth_date: Some(day(1940, 1, 1) + Days::new(u64::from(dice.below(24_500)))),
        email,
        phone: None,
        address: vec![
            format!("Bâtiment {letter}"),
            estate.street.clone(),
            format!("{} {}", estate.postcode, estate.city),
        ],
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use palier_domain::landlord::roll;

    #[test]
    fn the_roll_has_the_landlords_figures_and_can_be_read_back() {
        let content = crate::demo::content::read().unwrap();
        let made = make(&content);
        assert_eq!(made.tenancies.len(), 12_480);
        let let_now = made
            .tenancies
            .iter()
            .filter(|tenancy| tenancy.ends_on.is_none())
            .count();
        assert_eq!(let_now, 11_872);
        let read = roll::read(roll::to_csv(&made).as_bytes()).unwrap();
        assert_eq!(read.tenancies.len(), made.tenancies.len());
        assert_eq!(read.persons.len(), made.persons.len());
    }
}
