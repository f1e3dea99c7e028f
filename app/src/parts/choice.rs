//! Fields that offer a list: one of a few as buttons, one of many in a menu.

use crate::i18n::T;
use crate::site::forms::FormState;
use leptos::prelude::*;

/// One of a few, none chosen beforehand; value and sentence of each.
#[must_use]
pub fn radios(
    t: T,
    form: &FormState,
    name: &'static str,
    legend: &'static str,
    choices: &[(&'static str, &'static str)],
) -> AnyView {
    let id = format!("{}-{name}", form.id);
    let (error_id, error) = error_of(t, form, name, &id);
    let chosen = form.value(name).unwrap_or_default();
    let wrong = error.is_some();
    let items = choices
        .iter()
        .map(|(value, sentence)| {
            let checked = chosen == *value;
            view! {
                <label class="check">
                    <input type="radio" name=name value=*value checked=checked/>
                    <span>{*sentence}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset id=id class="choices" class:wrong=wrong aria-describedby=wrong.then_some(error_id)>
            <legend>{legend}</legend>
            {error}
            {items}
        </fieldset>
    }
    .into_any()
}

/// One of many; value and name of each. The first stands there at the beginning.
#[must_use]
pub fn menu(
    t: T,
    form: &FormState,
    name: &'static str,
    label: &'static str,
    choices: &[(String, String)],
) -> AnyView {
    let id = format!("{}-{name}", form.id);
    let (error_id, error) = error_of(t, form, name, &id);
    let chosen = form.value(name).unwrap_or_default();
    let wrong = error.is_some();
    let items = choices
        .iter()
        .map(|(value, name)| {
            let selected = chosen == *value;
            view! { <option value=value.clone() selected=selected>{name.clone()}</option> }
        })
        .collect_view();
    view! {
        <div class="field" class:wrong=wrong>
            <label for=id.clone()>{label}</label>
            {error}
            <select
                id=id
                name=name
                aria-describedby=wrong.then_some(error_id)
                aria-invalid=wrong.then_some("true")
            >
                {items}
            </select>
        </div>
    }
    .into_any()
}

fn error_of(t: T, form: &FormState, name: &str, id: &str) -> (String, Option<AnyView>) {
    let error_id = format!("{id}-error");
    let error = form.problem_of(name).map(|problem| {
        view! { <p class="error" id=error_id.clone()>{problem.say(t)}</p> }.into_any()
    });
    (error_id, error)
}
