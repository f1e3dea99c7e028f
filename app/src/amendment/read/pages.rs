//! Links to the page before and after, for long lists.

use crate::i18n::T;
use leptos::prelude::*;

/// How many pages hold so many.
#[must_use]
pub fn last(total: i64, per_page: i64) -> i64 {
    ((total + per_page - 1) / per_page).max(1)
}

/// The links; nothing for one page. `address` is what stands before the page's number.
#[must_use]
pub fn links(t: T, address: &str, page: i64, last: i64) -> AnyView {
    if last < 2 {
        return ().into_any();
    }
    let join = if address.contains('?') { '&' } else { '?' };
    let link = |to: i64, name: &'static str| {
        let href = format!("{address}{join}page={to}");
        view! { <a class="button quiet" href=href>{name}</a> }
    };
    let before = (page > 1).then(|| link(page - 1, t.page_previous()));
    let after = (page < last).then(|| link(page + 1, t.page_next()));
    view! {
        <nav class="pages" aria-label=t.page_label()>
            {before} <span>{t.page_of(t.number(last), t.number(page))}</span> {after}
        </nav>
    }
    .into_any()
}
