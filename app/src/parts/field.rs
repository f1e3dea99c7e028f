//! Fields with label, hint and error tied to them; the summary of what is wrong.

use crate::i18n::T;
use crate::site::forms::FormState;
use leptos::prelude::*;
use std::borrow::Cow;

/// A field of one line.
pub struct Field {
    /// The name in the form; with the form's id it makes the field's id.
    pub name: Cow<'static, str>,
    /// The label.
    pub label: String,
    /// A hint under the label; may be empty.
    pub hint: String,
    /// `text`, `password`, `email`.
    pub kind: &'static str,
    /// What browsers may fill in.
    pub autocomplete: &'static str,
    /// The keyboard that phones show: `text`, `numeric`.
    pub keyboard: &'static str,
    /// What stands in it when nothing was refused.
    pub initial: String,
}

impl Field {
    /// A line of text.
    #[must_use]
    pub fn text(name: impl Into<Cow<'static, str>>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            kind: "text",
            autocomplete: "off",
            keyboard: "text",
            initial: String::new(),
        }
    }

    /// A secret: never refilled.
    #[must_use]
    pub fn secret(
        name: &'static str,
        label: impl Into<String>,
        autocomplete: &'static str,
    ) -> Self {
        Self {
            kind: "password",
            autocomplete,
            ..Self::text(name, label)
        }
    }

    /// The same, with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same, with a first value.
    #[must_use]
    pub fn initial(mut self, value: impl Into<String>) -> Self {
        self.initial = value.into();
        self
    }

    /// The same, with what browsers may fill in.
    #[must_use]
    pub fn autocomplete(mut self, value: &'static str) -> Self {
        self.autocomplete = value;
        self
    }

    /// The same, with the digits' keyboard.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.keyboard = "numeric";
        self
    }

    /// A day, for which browsers show a calendar.
    #[must_use]
    pub fn day(name: impl Into<Cow<'static, str>>, label: impl Into<String>) -> Self {
        Self {
            kind: "date",
            ..Self::text(name, label)
        }
    }

    /// Shows the field.
    #[must_use]
    pub fn show(self, t: T, form: &FormState) -> AnyView {
        let id = format!("{}-{}", form.id, self.name);
        let note = Note::new(t, form, &self.name, &id, self.hint);
        let value = (self.kind != "password").then(|| {
            form.value(&self.name)
                .unwrap_or_else(|| self.initial.clone())
        });
        view! {
            <div class="field" class:wrong=note.is_wrong()>
                <label for=id.clone()>{self.label}</label>
                {note.show()}
                <input
                    id=id
                    name=self.name.into_owned()
                    type=self.kind
                    value=value
                    autocomplete=self.autocomplete
                    inputmode=self.keyboard
                    autocapitalize=(self.autocomplete == "username").then_some("none")
                    aria-describedby=note.described_by()
                    aria-invalid=note.is_wrong().then_some("true")
                />
            </div>
        }
        .into_any()
    }
}

/// A field of several lines.
#[must_use]
pub fn area(
    t: T,
    form: &FormState,
    name: &str,
    label: &str,
    hint: String,
    initial: String,
) -> AnyView {
    let id = format!("{}-{name}", form.id);
    let note = Note::new(t, form, name, &id, hint);
    let value = inside_textarea(&form.value(name).unwrap_or(initial));
    view! {
        <div class="field" class:wrong=note.is_wrong()>
            <label for=id.clone()>{label.to_owned()}</label>
            {note.show()}
            <textarea
                id=id
                name=name.to_owned()
                rows="5"
                aria-describedby=note.described_by()
                aria-invalid=note.is_wrong().then_some("true")
            >{value}</textarea>
        </div>
    }
    .into_any()
}

/// What a `textarea` holds, escaped here: the framework writes the children of this element raw,
/// and a person's words could end it and go on as markup.
fn inside_textarea(text: &str) -> String {
    // The first line feed after the tag is swallowed by browsers.
    let mut escaped = String::with_capacity(text.len() + 1);
    escaped.push('\n');
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Hint and error of a field, with the ids that tie them to it.
struct Note {
    id: String,
    hint: String,
    error: Option<String>,
}

impl Note {
    fn new(t: T, form: &FormState, name: &str, id: &str, hint: String) -> Self {
        let error = form.problem_of(name).map(|problem| problem.say(t));
        Self {
            id: id.to_owned(),
            hint,
            error,
        }
    }

    fn is_wrong(&self) -> bool {
        self.error.is_some()
    }

    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        let both: Vec<String> = hint.into_iter().chain(error).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }

    fn show(&self) -> impl IntoView + use<> {
        let hint = (!self.hint.is_empty()).then(|| {
            view! { <p class="hint" id=format!("{}-hint", self.id)>{self.hint.clone()}</p> }
        });
        let error = self.error.clone().map(|error| {
            view! { <p class="error" id=format!("{}-error", self.id)>{error}</p> }
        });
        view! { {hint} {error} }
    }
}

/// What is wrong with a form, above it, leading to the field; or that something was kept for it.
#[must_use]
pub fn summary(t: T, form: &FormState) -> AnyView {
    if let Some(complaint) = form.complaint() {
        let said = complaint.problem.say(t);
        let body = if complaint.field.is_empty() {
            view! { <p>{said}</p> }.into_any()
        } else {
            let target = format!("#{}-{}", form.id, complaint.field);
            view! { <p><a href=target>{said}</a></p> }.into_any()
        };
        view! {
            <div class="summary" role="alert" tabindex="-1">
                <p class="summary-title">{t.form_wrong()}</p>
                {body}
                <p class="who">{t.form_nothing_lost()}</p>
            </div>
        }
        .into_any()
    } else if form.is_refilled() {
        view! { <p class="note" role="status">{t.form_kept()}</p> }.into_any()
    } else {
        ().into_any()
    }
}
