//! A telephone number that a phone dials.

use leptos::prelude::*;

/// A line with a number to call; nothing without one.
#[must_use]
pub fn call(label: &'static str, phone: &str) -> AnyView {
    if phone.is_empty() {
        return ().into_any();
    }
    let dial: String = phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    view! { <p>{label} " " <a href=format!("tel:{dial}")>{phone.to_owned()}</a></p> }.into_any()
}
