//! The administrator's pages: how the instance is, accounts and roles, outbox, journal.
//!
//! Whoever runs the instance reads no more than others: no page here shows who wrote what.

pub mod account;
pub mod accounts;
pub mod act;
pub mod journal;
pub mod mails;
pub mod overview;

use crate::i18n::T;
use leptos::prelude::*;

/// The four pages, above the title of each.
fn tabs(t: T, here: &'static str) -> AnyView {
    let pages = [
        ("/admin", t.admin_overview()),
        ("/admin/comptes", t.admin_accounts()),
        ("/admin/courriels", t.admin_mails()),
        ("/admin/journal", t.admin_journal()),
    ];
    let items = pages
        .into_iter()
        .map(|(address, name)| {
            let current = (address == here).then_some("page");
            view! { <li><a href=address aria-current=current>{name}</a></li> }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=t.admin_title()>
            <ul>{items}</ul>
        </nav>
    }
    .into_any()
}

/// What was just done, in the words that the address's key stands for.
fn done(t: T, key: &str) -> Option<AnyView> {
    let said = match key {
        "role" => t.admin_done_role(),
        "fin" => t.admin_done_end(),
        "sessions" => t.admin_done_sessions(),
        "lien" => t.admin_done_link(),
        "relance" => t.admin_done_retry(),
        _ => return None,
    };
    Some(view! { <p class="note good" role="status">{said}</p> }.into_any())
}

/// Links to the page before and after, where there are some.
fn pages(t: T, before: Option<String>, after: Option<String>) -> Option<AnyView> {
    if before.is_none() && after.is_none() {
        return None;
    }
    let link = |address: Option<String>, name: &'static str| {
        address.map(|address| view! { <a class="button quiet" href=address>{name}</a> })
    };
    Some(
        view! {
            <nav class="turn" aria-label=t.admin_pages()>
                {link(before, t.page_previous())}
                {link(after, t.page_next())}
            </nav>
        }
        .into_any(),
    )
}

/// A size that people read: `12 Mo`.
fn size(t: T, bytes: i64) -> String {
    let kilo = bytes / 1024;
    if kilo < 10 * 1024 {
        t.admin_kilobytes(kilo)
    } else {
        t.admin_megabytes(kilo / 1024)
    }
}
