//! Seats in a half circle, each with the number of its list; the table beside it says the same.

use super::outcome::Outcome;
use crate::i18n::T;
use leptos::prelude::*;
use std::f64::consts::PI;

/// Seats that one row holds.
const ROW: u32 = 9;
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

/// The places of some seats, from left to right.
fn places(seats: u32) -> Vec<Place> {
    let rows = seats.div_ceil(ROW).max(1);
    let radius = |row: u32| INNER + f64::from(row) * (2.0 * SEAT + 6.0);
    let all: f64 = (0..rows).map(radius).sum();
    let mut places = Vec::new();
    let mut left = seats;
    for row in 0..rows {
        // Longer rows take more; the last one takes what is left.
        let share = (0..=seats).rfind(|n| f64::from(*n) <= f64::from(seats) * radius(row) / all);
        let here = if row + 1 == rows {
            left
        } else {
            share.unwrap_or(0).min(left)
        };
        left -= here;
        let radius = radius(row);
        for at in 0..here {
            let angle = PI * (f64::from(at) + 0.5) / f64::from(here.max(1));
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
    // A board has some dozen seats; more than that is no picture.
    if seats > 60 {
        return ().into_any();
    }
    let mut owners = Vec::new();
    for (number, list) in (1_usize..).zip(&outcome.lists) {
        for _ in 0..list.seats.seats {
            owners.push((number, list.title.clone()));
        }
    }
    let rows = seats.div_ceil(ROW).max(1);
    let high = INNER + f64::from(rows - 1) * (2.0 * SEAT + 6.0) + SEAT + 4.0;
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
        for seats in 1..=40 {
            let all = places(seats);
            assert_eq!(all.len(), usize::try_from(seats).unwrap());
            for (at, one) in all.iter().enumerate() {
                assert!(one.y < 0.0, "{seats} seats: above the line");
                for other in &all[at + 1..] {
                    let far = (one.x - other.x).hypot(one.y - other.y);
                    assert!(far > 2.0 * SEAT - 2.0, "{seats} seats: {one:?} {other:?}");
                }
            }
        }
    }
}
