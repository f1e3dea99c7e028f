//! Pages for everybody: help, accessibility, privacy, legal notice.

mod accessibility;
mod help;
mod legal;
mod pictures;
mod privacy;

pub use accessibility::page as accessibility;
pub use help::page as help;
pub use legal::page as legal;
pub use privacy::page as privacy;

use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::markdown;
use palier_store::publisher::Publisher;

/// A heading and its paragraphs, which the locale files hold as Markdown.
fn section(title: &'static str, words: &str) -> AnyView {
    view! {
        <h2>{title}</h2>
        <div class="prose" inner_html=markdown::block(words)></div>
    }
    .into_any()
}

/// How to reach a landlord; what it did not say is said to be missing.
fn reach(t: T, one: &Publisher) -> AnyView {
    let lines = one
        .postal
        .lines()
        .map(|line| view! { {line.to_owned()} <br/> })
        .collect_view();
    let mail = (!one.email.is_empty()).then(|| {
        let address = format!("mailto:{}", one.email);
        view! { <a href=address>{one.email.clone()}</a> <br/> }
    });
    let phone = (!one.phone.is_empty()).then(|| view! { {one.phone.clone()} <br/> });
    let nothing = one.postal.is_empty() && one.email.is_empty() && one.phone.is_empty();
    let missing = nothing.then(|| view! { <em>{t.about_missing()}</em> });
    view! { <p>{lines} {phone} {mail} {missing}</p> }.into_any()
}

/// The links of the footer.
pub fn links(t: T) -> AnyView {
    let pages = [
        ("/aide", t.help_title()),
        ("/accessibilite", t.accessibility_link()),
        ("/confidentialite", t.privacy_title()),
        ("/mentions-legales", t.legal_title()),
    ];
    let items = pages
        .into_iter()
        .map(|(address, name)| view! { <li><a href=address>{name}</a></li> })
        .collect_view();
    view! {
        <nav class="foot-links" aria-label=t.about_links()>
            <ul>{items}</ul>
        </nav>
    }
    .into_any()
}
