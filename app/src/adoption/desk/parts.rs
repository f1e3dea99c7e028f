//! What the pages of this desk share: the way back, what was done, the box that confirms.

use super::Running;
use crate::i18n::T;
use crate::parts::choice::tick;
use crate::parts::field::summary;
use crate::site::forms::FormState;
use leptos::prelude::*;
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
}

impl Asked {
    /// That it was done, unless one of these forms was refused.
    pub(super) fn done(&self, t: T, forms: &[&FormState]) -> AnyView {
        let refused = forms.iter().any(|form| form.complaint().is_some());
        (self.fait == "1" && !refused)
            .then(|| view! { <p class="note good" role="status">{t.adopting_done()}</p> })
            .into_any()
    }
}

/// The way back: to the desk, and from its pages to the first of them.
pub(super) fn crumbs(t: T, running: &Running, below: bool) -> AnyView {
    let desk = format!("/{}/gestion", running.seen.reader.landlord.slug);
    let first = below.then(|| view! { <a href=running.at("")>{t.adopting_title()}</a> });
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=desk>{t.desk_title()}</a>
            {first}
        </nav>
    }
    .into_any()
}

/// The box that confirms what cannot be undone.
pub(super) fn confirm(t: T, form: &FormState, says: &'static str) -> AnyView {
    tick(t, form, "confirm", says, t.adopting_confirm_hint(), false)
}

/// What was refused of a form that is not shown any more: whoever came second is told.
pub(super) fn told(t: T, form: &FormState) -> AnyView {
    match form.complaint() {
        Some(_) => summary(t, form),
        None => ().into_any(),
    }
}
