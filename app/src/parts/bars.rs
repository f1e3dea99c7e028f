//! Bars side by side, as a picture made here; the table beside it says the same.

use leptos::prelude::*;

/// One bar.
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// Its value; none is below 0.
    pub value: i64,
    /// The value as it is written.
    pub said: String,
}

const HEIGHT: i64 = 120;
const WIDTH: i64 = 40;
const GAP: i64 = 12;
/// Room for the value above the highest bar.
const HEAD: i64 = 20;

/// The picture, named for those who do not see it; `most` is the value of the highest bar.
pub fn bars(name: &'static str, all: Vec<Bar>, most: i64) -> AnyView {
    let count = i64::try_from(all.len()).unwrap_or(0);
    let width = count * (WIDTH + GAP) + GAP;
    let frame = format!("0 0 {width} {}", HEIGHT + HEAD + 2);
    let drawn = (0..)
        .zip(all)
        .map(|(at, bar)| {
            let high = bar.value.max(0) * HEIGHT / most.max(1);
            let x = GAP + at * (WIDTH + GAP);
            let y = HEAD + HEIGHT - high;
            view! {
                <g>
                    <title>{format!("{}: {}", bar.name, bar.said)}</title>
                    <rect x=x y=y width=WIDTH height=high.max(1) rx="3"/>
                    <text x=x + WIDTH / 2 y=y - 5 text-anchor="middle">{bar.said}</text>
                </g>
            }
        })
        .collect_view();
    view! {
        <svg class="bars" viewBox=frame width=width role="img" aria-label=name>
            {drawn}
        </svg>
    }
    .into_any()
}
