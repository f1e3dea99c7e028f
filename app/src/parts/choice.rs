//! Choices of one among several: round buttons, or a list to unfold, with the error tied to them.

use crate::i18n::T;
use crate::site::forms::FormState;
use leptos::prelude::*;

/// One thing to choose.
#[derive(Clone)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What it is called.
    pub name: String,
    /// A sentence that explains it; may be empty.
    pub what: String,
}

impl Choice {
    /// Something to choose, without an explanation.
    #[must_use]
    pub fn new(value: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            name: name.into(),
            what: String::new(),
        }
    }

    /// The same, explained.
    #[must_use]
    pub fn what(mut self, what: impl Into<String>) -> Self {
        self.what = what.into();
        self
    }
}

/// Round buttons under a legend, the chosen one being what was sent before, else `initial`.
#[must_use]
pub fn radios(
    t: T,
    form: &FormState,
    name: &'static str,
    legend: &str,
    initial: &str,
    choices: Vec<Choice>,
) -> AnyView {
    let id = format!("{}-{name}", form.id);
    let error = form.problem_of(name).map(|problem| problem.say(t));
    let error_id = format!("{id}-error");
    let described = error.is_some().then(|| error_id.clone());
    let wrong = error.is_some();
    let error = error.map(|said| view! { <p class="error" id=error_id>{said}</p> });
    let chosen = form.value(name).unwrap_or_else(|| initial.to_owned());
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(i, choice)| {
            // The summary of errors leads to the first button.
            let id = if i == 0 {
                id.clone()
            } else {
                format!("{id}-{i}")
            };
            let checked = choice.value == chosen;
            let what = (!choice.what.is_empty())
                .then(|| view! { <span class="hint what">{choice.what.clone()}</span> });
            view! {
                <label class="check" for=id.clone()>
                    <input type="radio" id=id.clone() name=name value=choice.value checked=checked/>
                    <span>{choice.name} {what}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" class:wrong=wrong aria-describedby=described>
            <legend>{legend.to_owned()}</legend>
            {error}
            {items}
        </fieldset>
    }
    .into_any()
}

/// A list to unfold; `none` is what stands there before anything is chosen, else its first entry.
#[must_use]
pub fn select(
    t: T,
    form: &FormState,
    name: &'static str,
    label: &str,
    none: Option<&str>,
    choices: Vec<Choice>,
) -> AnyView {
    let chosen = form.value(name).unwrap_or_default();
    unfolding(t, form, name, label, none, &chosen, choices)
}

/// The same for a name made while the page is made, the chosen one being what was sent before, else
/// `initial`.
#[must_use]
pub fn pick(
    t: T,
    form: &FormState,
    name: &str,
    label: &str,
    none: Option<&str>,
    initial: &str,
    choices: Vec<Choice>,
) -> AnyView {
    let chosen = form.value(name).unwrap_or_else(|| initial.to_owned());
    unfolding(t, form, name, label, none, &chosen, choices)
}

fn unfolding(
    t: T,
    form: &FormState,
    name: &str,
    label: &str,
    none: Option<&str>,
    chosen: &str,
    choices: Vec<Choice>,
) -> AnyView {
    let id = format!("{}-{name}", form.id);
    let error = form.problem_of(name).map(|problem| problem.say(t));
    let error_id = format!("{id}-error");
    let described = error.is_some().then(|| error_id.clone());
    let wrong = error.is_some();
    let error = error.map(|said| view! { <p class="error" id=error_id>{said}</p> });
    let none = none.map(|none| view! { <option value="">{none.to_owned()}</option> });
    let items = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.name}</option> }
        })
        .collect_view();
    view! {
        <div class="field" class:wrong=wrong>
            <label for=id.clone()>{label.to_owned()}</label>
            {error}
            <select id=id name=name.to_owned() aria-describedby=described aria-invalid=wrong.then_some("true")>
                {none}
                {items}
            </select>
        </div>
    }
    .into_any()
}

/// A box to tick: as it was sent before, else `initial`.
#[must_use]
pub fn tick(t: T, form: &FormState, name: &str, label: &str, what: &str, initial: bool) -> AnyView {
    let id = format!("{}-{name}", form.id);
    let error = form.problem_of(name).map(|problem| problem.say(t));
    let error_id = format!("{id}-error");
    let described = error.is_some().then(|| error_id.clone());
    let error = error.map(|said| view! { <p class="error" id=error_id>{said}</p> });
    // A box that is not ticked is not sent at all.
    let checked = if form.is_refilled() {
        form.value(name).as_deref() == Some("true")
    } else {
        initial
    };
    let what =
        (!what.is_empty()).then(|| view! { <span class="hint what">{what.to_owned()}</span> });
    view! {
        <div class="field tick">
            {error}
            <label class="check" for=id.clone()>
                <input
                    type="checkbox"
                    id=id.clone()
                    name=name.to_owned()
                    value="true"
                    checked=checked
                    aria-describedby=described
                />
                <span>{label.to_owned()} {what}</span>
            </label>
        </div>
    }
    .into_any()
}
