//! The difference shown as one types: what goes and what comes, below the words that are changed.
#![expect(
    missing_docs,
    reason = "the macro writes a type of properties without a comment"
)]

use leptos::prelude::*;

/// A run of words, and whether it stays, goes or comes.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only a browser reads what is typed")
)]
enum What {
    Stays,
    Goes,
    Comes,
}

/// What the words of a field become, from what they were; nothing while they are the same.
///
/// The preview says the same to those who do not see it, and where there is no script.
#[island]
pub fn Typing(
    /// The id of the field.
    of: String,
    /// What it said.
    was: String,
    /// What stands above the difference.
    title: String,
) -> impl IntoView {
    let (runs, set_runs) = signal(Vec::<(What, String)>::new());
    Effect::new(move |_| {
        let was = was.clone();
        typed::listen(&of, move |now| set_runs.set(typed::runs(&was, &now)));
    });
    let words = move || {
        let all = runs.get().into_iter().map(|(what, text)| match what {
            What::Stays => text.into_any(),
            What::Goes => view! { <del>{text}</del> }.into_any(),
            What::Comes => view! { <ins>{text}</ins> }.into_any(),
        });
        all.collect_view()
    };
    view! {
        <div class="diff typing" aria-hidden="true" hidden=move || runs.get().is_empty()>
            <p class="who">{title}</p>
            <div class="words">{words}</div>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod typed {
    use super::What;
    use palier_domain::charter::shown::{Run, changes_only, shown};
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::prelude::Closure;
    use web_sys::HtmlTextAreaElement;

    /// Words that stay on each side of a change.
    const AROUND: usize = 8;

    pub fn runs(was: &str, now: &str) -> Vec<(What, String)> {
        let runs = shown(was, now);
        if !runs
            .iter()
            .any(|run| matches!(run, Run::Deleted(_) | Run::Inserted(_)))
        {
            return Vec::new();
        }
        let runs = changes_only(&runs, AROUND).into_iter();
        runs.map(|run| match run {
            Run::Same(text) => (What::Stays, text),
            Run::Deleted(text) => (What::Goes, text),
            Run::Inserted(text) => (What::Comes, text),
            Run::Omitted => (What::Stays, " […] ".to_owned()),
        })
        .collect()
    }

    /// Tells what the field says now, and each time that it changes.
    pub fn listen(field: &str, told: impl Fn(String) + 'static) {
        let document = web_sys::window().and_then(|window| window.document());
        let found = document.and_then(|document| document.get_element_by_id(field));
        let Some(field) = found.and_then(|one| one.dyn_into::<HtmlTextAreaElement>().ok()) else {
            return;
        };
        told(field.value());
        let read = field.clone();
        let typed = Closure::<dyn Fn()>::new(move || told(read.value()));
        // The page lives as long as the field does.
        field.set_oninput(Some(typed.into_js_value().unchecked_ref()));
    }
}

#[cfg(not(feature = "hydrate"))]
mod typed {
    use super::What;

    pub fn runs(_was: &str, _now: &str) -> Vec<(What, String)> {
        Vec::new()
    }

    pub fn listen(_field: &str, _told: impl Fn(String) + 'static) {}
}
