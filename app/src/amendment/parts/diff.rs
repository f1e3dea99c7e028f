//! A difference in words: what goes is struck out, what comes is underlined, both are said.
//!
//! On a phone the two stand in one text; on a wide screen side by side. The style sheet shows one of
//! the two, so that nothing is read twice.

use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::charter::shown::{Run, changes_only, sides};

/// How much of what stays is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    #[default]
    Full,
    /// A few words around each change.
    Changes,
}

impl Extent {
    /// Read from an address: `mots=changements` for the changes only.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "changements" => Self::Changes,
            _ => Self::Full,
        }
    }

    /// Its name in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "texte",
            Self::Changes => "changements",
        }
    }
}

/// Words that stay on each side of a change, where only changes are shown.
const AROUND: usize = 8;

/// A difference; nothing where there are no words.
#[must_use]
pub fn show(t: T, runs: &[Run], extent: Extent) -> AnyView {
    if runs.is_empty() {
        return ().into_any();
    }
    let runs = bare(runs);
    let runs = match extent {
        Extent::Full => runs,
        Extent::Changes => changes_only(&runs, AROUND),
    };
    let gone = runs.iter().any(|run| matches!(run, Run::Deleted(_)));
    let come = runs.iter().any(|run| matches!(run, Run::Inserted(_)));
    let stays = runs.iter().any(|run| matches!(run, Run::Same(_)));
    if !(gone || come) || !stays && gone != come {
        return view! { <div class="diff"><div class="words" lang="fr">{words(t, &runs)}</div></div> }
            .into_any();
    }
    let (before, after) = sides(&runs);
    view! {
        <div class="diff two">
            <div class="words inline" lang="fr">{words(t, &runs)}</div>
            <div class="sides">
                <div><p class="who">{t.diff_before()}</p> <div class="words" lang="fr">{words(t, &before)}</div></div>
                <div><p class="who">{t.diff_after()}</p> <div class="words" lang="fr">{words(t, &after)}</div></div>
            </div>
        </div>
    }
    .into_any()
}

/// The runs, one after the other.
#[must_use]
pub fn words(t: T, runs: &[Run]) -> AnyView {
    let all = runs.iter().map(|run| match run {
        Run::Same(text) => text.clone().into_any(),
        Run::Deleted(text) => view! {
            <del>{heard(t, t.diff_gone())} {text.clone()} {heard(t, t.diff_end())}</del>
        }
        .into_any(),
        Run::Inserted(text) => view! {
            <ins>{heard(t, t.diff_come())} {text.clone()} {heard(t, t.diff_end())}</ins>
        }
        .into_any(),
        Run::Omitted => view! {
            <span class="left-out"><span aria-hidden="true">" […] "</span> {heard(t, t.diff_omitted())}</span>
        }
        .into_any(),
    });
    all.collect_view().into_any()
}

/// Words that only a screen reader says.
fn heard(t: T, words: &'static str) -> AnyView {
    view! { <span class="hidden" lang=t.locale.tag()>{words}</span> }.into_any()
}

/// "Full text" and "changes only", as links to an address that ends where the query goes on.
#[must_use]
pub fn choice(t: T, address: &str, extent: Extent) -> AnyView {
    let join = if address.contains('?') { '&' } else { '?' };
    let link = |one: Extent, name: &'static str| {
        let current = (one == extent).then_some("true");
        let href = format!("{address}{join}mots={}", one.name());
        view! { <a href=href aria-current=current>{name}</a> }
    };
    view! {
        <p class="order">
            {t.diff_show()} " "
            {link(Extent::Full, t.diff_full())} " " {link(Extent::Changes, t.diff_changes_only())}
        </p>
    }
    .into_any()
}

/// What people read: without the marks that say what a clause is, nor its metadata line, unless
/// these are what changes.
fn bare(runs: &[Run]) -> Vec<Run> {
    let mut found = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let of = |text: &String| {
            let mut text = text.as_str();
            if at == 0 {
                text = text
                    .trim_start_matches('#')
                    .trim_start_matches("- ")
                    .trim_start();
            }
            if at + 1 == runs.len()
                && text.ends_with('}')
                && let Some(start) = text.rfind("\n{:")
            {
                text = &text[..start];
            }
            let plain = text.replace("**", "");
            if plain.trim().is_empty() && !text.trim().is_empty() {
                text.to_owned()
            } else {
                plain
            }
        };
        let run = match run {
            Run::Same(text) => Run::Same(of(text)),
            Run::Deleted(text) => Run::Deleted(of(text)),
            Run::Inserted(text) => Run::Inserted(of(text)),
            Run::Omitted => Run::Omitted,
        };
        found.push(run);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;
    use palier_domain::charter::shown::shown;

    fn html(old: &str, new: &str, extent: Extent) -> String {
        let t = T { locale: Locale::Fr };
        let owner = Owner::new();
        owner.with(|| show(t, &shown(old, new), extent).to_html())
    }

    #[test]
    fn what_goes_and_what_comes_are_marked_and_said() {
        let html = html("Sous trente jours.", "Sous quinze jours.", Extent::Full);
        assert!(html.contains("<del"), "{html}");
        assert!(html.contains("<ins"), "{html}");
        assert!(html.contains("Supprimé"), "{html}");
        assert!(html.contains("Ajouté"), "{html}");
    }

    #[test]
    fn changes_only_leave_out_what_is_far() {
        let far = "un deux trois quatre cinq six sept huit neuf dix onze douze treize ";
        let (old, new) = (format!("{far}fin."), format!("{far}début."));
        assert!(html(&old, &new, Extent::Full).contains("un deux trois"));
        assert!(!html(&old, &new, Extent::Changes).contains("un deux trois"));
    }

    #[test]
    fn marks_of_markdown_are_not_read_out() {
        let old = "### Le **chauffage**\n{: kind=commitment}";
        let html = html(old, &old.replace("Le", "Tout le"), Extent::Full);
        assert!(
            !html.contains('#') && !html.contains("**") && !html.contains("kind="),
            "{html}"
        );
    }
}
