//! Drawings: the mark, and the landing of the error page.

use leptos::prelude::*;

/// The mark: three steps and a person on the landing.
pub fn mark() -> impl IntoView {
    view! {
        <svg class="mark" width="34" height="34" viewBox="0 0 34 34" aria-hidden="true">
            <path d="M2 31V25H11V18H20V11H32V31Z" class="mark-steps"/>
            <circle cx="26" cy="5" r="3.4" class="mark-person"/>
        </svg>
    }
}

/// A landing with a closed door: for pages that are not there.
pub fn landing() -> impl IntoView {
    view! {
        <svg class="landing" width="220" height="140" viewBox="0 0 220 140" aria-hidden="true">
            <path d="M4 136V116H44V96H84V76H216V136Z" class="mark-steps"/>
            <rect x="150" y="14" width="40" height="62" rx="3" class="landing-door"/>
            <circle cx="182" cy="47" r="2.6" class="landing-knob"/>
            <circle cx="112" cy="32" r="11" class="mark-person"/>
            <path d="M112 45c-9 0-13 7-13 14v17h26V59c0-7-4-14-13-14z" class="mark-person"/>
        </svg>
    }
}
