//! Whatever the votes, births and seats, the order in which lists are given decides nothing, and
//! neither a zero list nor a factor does.
//!
//! `cargo run --release -p palier-domain --example fuzz_order_never_decides -- SECONDS SEED`

mod fuzz;

use chrono::{Days, NaiveDate};
use palier_domain::election::largest_remainder::{ApportionError, ListVotes, apportion};
use palier_domain::election::tie_break::{TieChain, TieRule};
use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::process::ExitCode;

/// Seats and chain, then lists: a byte of votes, a byte of births.
const CORPUS: &[&[u8]] = &[
    b"\x05\x00\x61\x01\x44\x02\x30\x03\x21\x04\x19\x05",
    b"\x02\x01\x1e\x01\x0f\x02\x0f\x03",
    b"\x02\x00\x0a\x01\x0a\x02\x0a\x03\x0a\x04",
    b"\x01\x00\x05\x07\x05\x07",
    b"\x0c\x01\x03\x01\x03\x02\x03\x03\x00\x04\x03\x05\x03\x06\x03\x07",
];

fn main() -> ExitCode {
    fuzz::run("order_never_decides", CORPUS, |bytes| {
        let [seats, chain, lists @ ..] = bytes else {
            return;
        };
        let seats = NonZeroU64::new(u64::from(*seats)).unwrap_or(NonZeroU64::MIN);
        let chain = match chain % 2 {
            0 => TieChain::default(),
            _ => TieChain::new(vec![TieRule::MostVotes, TieRule::OldestCandidate])
                .expect("a chain that ends with age"),
        };
        let lists: Vec<ListVotes> = lists
            .chunks_exact(2)
            .take(40)
            .enumerate()
            .map(list)
            .collect();
        let expected = told(seats, &lists, &chain);
        let mut turned = lists.clone();
        for _ in 0..lists.len() {
            turned.rotate_left(1);
            assert_eq!(told(seats, &turned, &chain), expected);
        }
        turned.reverse();
        assert_eq!(told(seats, &turned, &chain), expected);
        for list in &mut turned {
            list.votes *= 1 << 40;
        }
        assert_eq!(told(seats, &turned, &chain), expected);
    })
}

fn list((at, bytes): (usize, &[u8])) -> ListVotes {
    let first = NaiveDate::from_ymd_opt(1950, 1, 1).expect("a day");
    let births =
        (0..u64::from(bytes[1]) % 40).map(|n| first + Days::new(n * u64::from(bytes[1]) % 7));
    ListVotes {
        list: format!("L{at}"),
        votes: u64::from(bytes[0]),
        births: births.collect(),
    }
}

/// What became of the question, without any order.
fn told(
    seats: NonZeroU64,
    lists: &[ListVotes],
    chain: &TieChain,
) -> Result<BTreeMap<String, u64>, Vec<String>> {
    match apportion(seats, lists, chain, None) {
        Ok(found) => {
            let given: u64 = found.lists.iter().map(|list| list.seats).sum();
            assert_eq!(given, seats.get());
            Ok(found.lists.into_iter().map(|l| (l.list, l.seats)).collect())
        }
        Err(ApportionError::MissingBirths { mut lists }) => {
            lists.sort();
            Err(lists)
        }
        Err(ApportionError::UnresolvedSameBirthdate {
            unallocated,
            partial,
        }) => {
            let given: u64 = partial.lists.iter().map(|list| list.seats).sum();
            assert_eq!(given + unallocated, seats.get());
            Ok(partial
                .lists
                .into_iter()
                .map(|l| (l.list, l.seats))
                .collect())
        }
        Err(other) => Err(vec![other.to_string()]),
    }
}
