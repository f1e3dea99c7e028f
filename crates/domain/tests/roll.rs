//! Laws of the roll: any bytes get an answer, and a roll that is written reads back the same.

use chrono::{Days, NaiveDate};
use palier_domain::landlord::roll::{
    Roll, RollPerson, RollTenancy, Separator, read, to_csv, to_csv_with,
};
use proptest::prelude::*;
use std::collections::HashMap;

/// Cells as sheets have them, separators, quotes and accents included.
fn cell() -> impl Strategy<Value = String> {
    let word = "[A-Za-z0-9ÉéèçœŒ°’€«»;,\"'/.@#=+-]{1,10}";
    proptest::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");

fn date() -> impl Strategy<Value = NaiveDate> {
    (0..100_000u64).prop_map(|days| FIRST_DAY + Days::new(days))
}

fn person() -> impl Strategy<Value = RollPerson> {
    let email = proptest::option::of("[a-z]{1,8}@[a-z]{1,8}\\.(fr|example)");
    let address = proptest::collection::vec(cell(), 0..5);
    let rest = (
        proptest::option::of(date()),
        email,
        proptest::option::of("[0-9+ ]{3,20}[0-9]"),
    );
    (cell(), rest, address).prop_map(|(name, (birth_date, email, phone), address)| {
        let phone = phone.map(|phone| phone.split_whitespace().collect::<Vec<_>>().join(" "));
        RollPerson {
            reference: String::new(),
            name,
            birth_date,
            email,
            phone,
            address,
        }
    })
}

/// A dwelling: its place, then leases one after the other, each with days let, days empty, and
/// which persons sign.
type Dwelling = (String, String, Vec<(u64, u64, Vec<usize>)>);

fn dwelling() -> impl Strategy<Value = Dwelling> {
    let lease = (
        0..9000u64,
        1..3000u64,
        proptest::collection::vec(0..12usize, 1..4),
    );
    (cell(), cell(), proptest::collection::vec(lease, 1..4))
}

prop_compose! {
    /// Rolls whose lines agree, persons in the order in which the tenancies name them.
    fn rolls()(
        people in proptest::collection::vec(person(), 12),
        dwellings in proptest::collection::vec(dwelling(), 1..6),
        today in date(),
    ) -> Roll {
        let mut roll = Roll::default();
        let mut places: HashMap<usize, usize> = HashMap::new();
        for (at, (estate, building, leases)) in dwellings.into_iter().enumerate() {
            let mut day = FIRST_DAY + Days::new(at as u64);
            let last = leases.len() - 1;
            for (lease, (days, empty, signers)) in leases.into_iter().enumerate() {
                let mut holders = Vec::new();
                for signer in signers {
                    let next = roll.persons.len();
                    let place = *places.entry(signer).or_insert(next);
                    if place == next {
                        let reference = format!("P-{signer}");
                        roll.persons.push(RollPerson { reference, ..people[signer].clone() });
                    }
                    if !holders.contains(&place) {
                        holders.push(place);
                    }
                }
                let end = day + Days::new(days);
                roll.lines += holders.len();
                roll.tenancies.push(RollTenancy {
                    estate: estate.clone(),
                    building: building.clone(),
                    dwelling: format!("D {at}"),
                    reference: format!("{at}/{lease}"),
                    starts_on: day,
                    ends_on: (lease < last || end < today).then_some(end),
                    holders,
                });
                day = end + Days::new(empty);
            }
        }
        roll
    }
}

const SEPARATORS: [Separator; 3] = [Separator::Semicolon, Separator::Comma, Separator::Tab];

/// Bytes near a roll: a good one, then bytes changed, put in, taken out.
fn spoiled() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0..3u8);
    let changes = proptest::collection::vec(change, 1..20);
    (rolls(), changes).prop_map(|(roll, changes)| {
        let mut bytes = to_csv(&roll).into_bytes();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len().max(1));
            match how {
                0 => bytes.insert(at.min(bytes.len()), byte),
                1 if !bytes.is_empty() => bytes[at] = byte,
                2 if !bytes.is_empty() => drop(bytes.remove(at)),
                _ => {}
            }
        }
        bytes
    })
}

/// What holds of any answer.
fn answer_is_sound(bytes: &[u8]) -> Result<(), TestCaseError> {
    let answer = read(bytes);
    prop_assert_eq!(&answer, &read(bytes));
    match answer {
        Ok(roll) => {
            let held: usize = roll
                .tenancies
                .iter()
                .map(|tenancy| tenancy.holders.len())
                .sum();
            prop_assert_eq!(held, roll.lines);
            let mut holders = roll.tenancies.iter().flat_map(|tenancy| &tenancy.holders);
            prop_assert!(holders.all(|holder| *holder < roll.persons.len()));
            let again = read(to_csv(&roll).as_bytes());
            prop_assert_eq!(again, Ok(roll));
        }
        Err(report) => {
            prop_assert!(!report.problems.is_empty());
            prop_assert!(report.problems.is_sorted_by_key(|problem| problem.line));
            let lines = bytes.len() + 1;
            prop_assert!(
                report
                    .problems
                    .iter()
                    .all(|p| (1..=lines).contains(&p.line))
            );
            prop_assert_eq!(report.to_string().lines().count(), report.problems.len());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_get_a_sound_answer(bytes in any::<Vec<u8>>()) {
        answer_is_sound(&bytes)?;
    }

    #[test]
    fn any_text_under_a_good_header_gets_a_sound_answer(text in any::<String>()) {
        let header = "estate,building,dwelling,tenancy,start,end,person,name,email";
        answer_is_sound(format!("{header}\n{text}").as_bytes())?;
    }

    #[test]
    fn a_spoiled_roll_gets_a_sound_answer(bytes in spoiled()) {
        answer_is_sound(&bytes)?;
    }

    #[test]
    fn a_roll_in_utf8_reads_back_the_same(roll in rolls(), marked in any::<bool>()) {
        for separator in SEPARATORS {
            let mark = if marked { "\u{feff}" } else { "" };
            let file = format!("{mark}{}", to_csv_with(&roll, separator));
            prop_assert_eq!(read(file.as_bytes()), Ok(roll.clone()));
        }
    }

    #[test]
    fn a_roll_in_windows_1252_reads_back_the_same(roll in rolls()) {
        for separator in SEPARATORS {
            let file = to_csv_with(&roll, separator);
            let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(&file);
            prop_assert!(!lost);
            // A few accents may happen to be UTF-8 as well; nobody can tell then.
            prop_assume!(file.is_ascii() || std::str::from_utf8(&bytes).is_err());
            prop_assert_eq!(read(&bytes), Ok(roll.clone()));
        }
    }

    #[test]
    fn the_order_of_columns_decides_nothing(roll in rolls(), turn in 0..15usize) {
        let turned: String = to_csv_rows(&roll)
            .into_iter()
            .map(|mut row| {
                row.rotate_left(turn);
                row.join("\t") + "\n"
            })
            .collect();
        prop_assert_eq!(read(turned.as_bytes()), Ok(roll));
    }
}

/// Rows and cells of a roll, quotes written as the format asks.
fn to_csv_rows(roll: &Roll) -> Vec<Vec<String>> {
    let file = to_csv_with(roll, Separator::Tab);
    file.lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}
