//! Seats in a half circle, each with the number of its list; the table beside it says the same.

use super::outcome::Outcome;
use crate::i18n::T;
use leptos::prelude::*;
use std::f64::consts::PI;

/// A board has some dozen seats; more than that is no picture.
const MOST: u32 = 60;
/// The radius of a seat, and of the innermost row.
const SEAT: f64 = 22.0;
const INNER: f64 = 110.0;
const WIDTH: f64 = 400.0;

/// Where a seat stands.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    x: f64,
    y: f64,
    angle: f64,
}

/// The radius of a row, the innermost being 0.
fn radius(row: u32) -> f64 {
    INNER + f64::from(row) * (2.0 * SEAT + 6.0)
}

/// Seats that a row holds side by side.
fn room(row: u32) -> u32 {
    let apart = |seats: u32| 2.0 * radius(row) * (PI / f64::from(2 * seats)).sin();
    (1..=MOST)
        .rfind(|seats| apart(*seats) >= 2.0 * SEAT)
        .unwrap_or(1)
}

/// Rows for some seats, as few as hold them.
fn rows(seats: u32) -> u32 {
    let holds = |rows: u32| (0..rows).map(room).sum::<u32>() >= seats;
    (1..=MOST).find(|rows| holds(*rows)).unwrap_or(1)
}

/// Seats of each row: as its length asks, and never more than it holds.
fn shares(seats: u32) -> Vec<u32> {
    let rows = rows(seats);
    let all: f64 = (0..rows).map(radius).sum();
    let asked = |row: u32| {
        let part = f64::from(seats) * radius(row) / all;
        let whole = (0..=seats).rfind(|n| f64::from(*n) <= part);
        whole.unwrap_or(0).min(room(row))
    };
    let mut shares: Vec<u32> = (0..rows).map(asked).collect();
    let mut left = seats.saturating_sub(shares.iter().sum());
    // The outermost rows take what is left.
    for (row, share) in (0..rows).zip(&mut shares).rev() {
        let more = left.min(room(row) - *share);
        *share += more;
        left -= more;
    }
    shares
}

/// The places of some seats, from left to right.
fn places(seats: u32) -> Vec<Place> {
    let mut places = Vec::new();
    for (row, here) in (0..).zip(shares(seats)) {
        let radius = radius(row);
        for at in 0..here {
            let angle = PI * (f64::from(at) + 0.5) / f64::from(here);
            places.push(Place {
                x: -radius * angle.cos(),
                y: -radius * angle.sin(),
                angle,
            });
        }
    }
    places.sort_by(|a, b| a.angle.total_cmp(&b.angle));
    places
}

/// The picture, named for those who do not see it.
#[must_use]
pub fn hemicycle(t: T, outcome: &Outcome) -> AnyView {
    let seats = u32::try_from(outcome.seats.seats.get()).unwrap_or(u32::MAX);
    if seats > MOST {
        return ().into_any();
    }
    let mut owners = Vec::new();
    for (number, list) in (1_usize..).zip(&outcome.lists) {
        for _ in 0..list.seats.seats {
            owners.push((number, list.title.clone()));
        }
    }
    let high = radius(rows(seats) - 1) + SEAT + 4.0;
    let half = WIDTH.max(2.0 * high) / 2.0;
    let frame = format!(
        "{:.1} {:.1} {:.1} {:.1}",
        -half,
        -high,
        2.0 * half,
        high + 6.0
    );
    let drawn = places(seats)
        .into_iter()
        .zip(owners)
        .map(|(place, (number, title))| {
            let class = format!("seat seat-{}", (number - 1) % 8 + 1);
            let (x, y) = (format!("{:.1}", place.x), format!("{:.1}", place.y));
            view! {
                <g class=class>
                    <title>{title}</title>
                    <circle cx=x.clone() cy=y.clone() r=SEAT.to_string()/>
                    <text x=x y=y text-anchor="middle" dominant-baseline="central">{number}</text>
                </g>
            }
        })
        .collect_view();
    view! {
        <svg class="hemicycle" viewBox=frame role="img" aria-label=t.outcome_hemicycle()>
            {drawn}
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seat_has_a_place_of_its_own() {
        for seats in 1..=MOST {
            let all = places(seats);
            assert_eq!(all.len(), usize::try_from(seats).unwrap());
            for (at, one) in all.iter().enumerate() {
                assert!(one.y < 0.0, "{seats} seats: above the line");
                for other in &all[at + 1..] {
                    let far = (one.x - other.x).hypot(one.y - other.y);
                    assert!(far > 2.0 * SEAT - 0.01, "{seats} seats: {one:?} {other:?}");
                }
            }
        }
    }
}
