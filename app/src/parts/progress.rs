//! How far a job has come: a bar, and the same in words.

use crate::i18n::T;
use leptos::prelude::*;

/// A bar with its text; `total` 0 while nobody knows how much there is.
pub fn progress(t: T, text: String, done: i64, total: i64) -> AnyView {
    let label = text.clone();
    let known = total > 0;
    view! {
        <div class="progress" role="status">
            <p>{text}</p>
            <progress
                aria-label=label
                max=known.then(|| total.to_string())
                value=known.then(|| done.to_string())
            ></progress>
            <p><a href="">{t.form_renew()}</a></p>
        </div>
    }
    .into_any()
}
