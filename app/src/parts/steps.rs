//! The progress of a process, as steps.

use leptos::prelude::*;

/// Steps in order; `now` is the index of the current one.
pub fn steps(names: Vec<&'static str>, now: usize) -> impl IntoView {
    let items = names
        .into_iter()
        .enumerate()
        .map(|(i, name)| {
            let class = match i.cmp(&now) {
                std::cmp::Ordering::Less => "past",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "",
            };
            let current = (i == now).then_some("step");
            view! { <li class=class aria-current=current>{name}</li> }
        })
        .collect_view();
    view! { <ol class="steps">{items}</ol> }
}
