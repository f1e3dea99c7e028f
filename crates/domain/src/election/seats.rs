//! The seats that the figures of a record give: the one place where votes, birth dates, the
//! protocol's tie chain and lots become seats.

use super::largest_remainder::{ApportionError, Apportionment, ListVotes, apportion};
use super::official_record::figures::Figures;
use super::protocol::Protocol;
use super::tie_break::DrawOfLots;
use chrono::NaiveDate;
use std::num::NonZeroU64;
use thiserror::Error;

/// Why figures give no seats.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SeatsError {
    /// The protocol has no seat.
    #[error("the protocol has no seat")]
    NoSeat,
    /// The figures are of other lists than those that were admitted.
    #[error("{counted} lists are counted, {admitted} admitted")]
    OtherLists {
        /// Lists of the figures.
        counted: usize,
        /// Lists that stand.
        admitted: usize,
    },
    /// A sum is larger than any number of votes, or channels count other lists.
    #[error("the figures do not add up")]
    Figures,
    /// Seats cannot be shared.
    #[error(transparent)]
    Apportion(#[from] ApportionError),
}

/// Shares the seats of a protocol by the figures of a record.
///
/// `births` are the birth dates of each list's candidates, in list order as far as all are known,
/// lists in the order of the figures; `lots` the tied lists as the tally board drew them, none
/// without a draw.
///
/// # Errors
/// [`SeatsError`].
pub fn seats(
    protocol: &Protocol,
    figures: &Figures,
    births: Vec<Vec<NaiveDate>>,
    lots: &[String],
) -> Result<Apportionment, SeatsError> {
    if births.len() != figures.lists.len() {
        return Err(SeatsError::OtherLists {
            counted: figures.lists.len(),
            admitted: births.len(),
        });
    }
    let seats = NonZeroU64::new(protocol.seats).ok_or(SeatsError::NoSeat)?;
    let totals = figures.totals().ok_or(SeatsError::Figures)?;
    let lists = figures.lists.iter().zip(totals.votes).zip(births);
    let lists: Vec<ListVotes> = lists
        .map(|((list, votes), births)| ListVotes {
            list: list.clone(),
            votes,
            births,
        })
        .collect();
    let drawn = (!lots.is_empty()).then(|| DrawOfLots(lots.to_vec()));
    let shared = apportion(seats, &lists, &protocol.tie_chain, drawn.as_ref())?;
    Ok(shared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::election::official_record::figures::PaperFigures;
    use crate::election::protocol::body::Body;
    use crate::landlord::kind::LandlordKind;

    fn protocol(seats: u64) -> Protocol {
        let body = Body {
            kind: LandlordKind::Oph,
            dwellings: 12_480,
            board_members: 27,
        };
        let day = NaiveDate::from_ymd_opt(2030, 12, 3).expect("a day");
        Protocol {
            seats,
            ..Protocol::proposed(body, day)
        }
    }

    fn figures(votes: [u64; 2]) -> Figures {
        Figures {
            lists: vec!["Ensemble".to_owned(), "Toits".to_owned()],
            ballot_box: Some(PaperFigures {
                voters: votes.iter().sum(),
                votes: votes.into(),
                ..PaperFigures::default()
            }),
            ..Figures::default()
        }
    }

    fn born(day: u32) -> Vec<NaiveDate> {
        vec![NaiveDate::from_ymd_opt(1960, 1, day).expect("a day"); 4]
    }

    #[test]
    fn figures_birth_dates_and_lots_give_seats() {
        let shared = |votes, births, lots: &[String]| {
            let found = seats(&protocol(3), &figures(votes), births, lots);
            found.map(|found| {
                found
                    .lists
                    .iter()
                    .map(|list| list.seats)
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(
            shared([20, 10], vec![born(1), born(1)], &[]),
            Ok(vec![2, 1])
        );
        let older = vec![born(2), born(1)];
        assert_eq!(shared([10, 10], older, &[]), Ok(vec![1, 2]));
        let same = || vec![born(1), born(1)];
        assert!(matches!(
            shared([10, 10], same(), &[]),
            Err(SeatsError::Apportion(
                ApportionError::UnresolvedSameBirthdate { .. }
            ))
        ));
        let drawn = ["Toits".to_owned(), "Ensemble".to_owned()];
        assert_eq!(shared([10, 10], same(), &drawn), Ok(vec![1, 2]));
    }

    #[test]
    fn figures_of_other_lists_and_of_no_seat_are_named() {
        let (counted, admitted) = (2, 1);
        let found = seats(&protocol(3), &figures([1, 2]), vec![born(1)], &[]);
        let other = SeatsError::OtherLists { counted, admitted };
        assert_eq!(found.err(), Some(other));
        let births = || vec![born(1), born(1)];
        let found = seats(&protocol(0), &figures([1, 2]), births(), &[]);
        assert_eq!(found.err(), Some(SeatsError::NoSeat));
        let mut uneven = figures([1, 2]);
        if let Some(paper) = &mut uneven.ballot_box {
            paper.votes.pop();
        }
        let found = seats(&protocol(3), &uneven, births(), &[]);
        assert_eq!(found.err(), Some(SeatsError::Figures));
    }
}
