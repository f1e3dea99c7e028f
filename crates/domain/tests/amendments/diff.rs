//! Laws of differences.

use crate::french::{sentences, words};
use palier_domain::charter::diff::{apply, diff};
use palier_domain::charter::shown::{Run, changes_only, shown, sides};
use palier_domain::charter::token::{same, tokens};
use proptest::prelude::*;

/// Two texts that share much, or nothing.
fn pair() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        (sentences(), words(), sentences())
            .prop_map(|(a, b, c)| (format!("{a} {c}"), format!("{a} {b} {c}"))),
        (sentences(), words(), words(), sentences())
            .prop_map(|(a, b, d, c)| (format!("{a} {b} {c}"), format!("{a} {d} {c}"))),
        (sentences(), sentences()),
        (any::<String>(), any::<String>()),
    ]
}

proptest! {
    #[test]
    fn tokens_are_the_text_again(text in any::<String>()) {
        let again: String = tokens(&text).iter().map(|token| token.text).collect();
        prop_assert_eq!(again, text);
    }

    #[test]
    fn a_difference_gives_the_new_text((old, new) in pair()) {
        let hunks = diff(&old, &new);
        let applied = apply(&hunks, &old).unwrap();
        prop_assert!(same(&applied, &new), "{:?} for {:?}", applied, new);
        // What is written on one line comes back byte for byte.
        if !old.contains('\n') && !new.contains('\n') {
            prop_assert_eq!(applied, new);
        }
    }

    #[test]
    fn a_text_does_not_differ_from_itself(text in sentences()) {
        prop_assert_eq!(diff(&text, &text), vec![]);
    }

    #[test]
    fn hunks_of_another_text_are_refused((old, new) in pair()) {
        let hunks = diff(&old, &new);
        if let Some(hunk) = hunks.iter().find(|hunk| !hunk.is_insertion()) {
            let kept: String = tokens(&old)[..hunk.start_token].iter().map(|t| t.text).collect();
            let gone = &old[kept.len()..];
            let first = gone.chars().next().unwrap();
            let mark = if first == '@' { '#' } else { '@' };
            let other = format!("{kept}{mark}{}", &gone[first.len_utf8()..]);
            prop_assert!(apply(&hunks, &other).is_err());
        }
    }

    #[test]
    fn what_is_shown_is_both_texts((old, new) in pair()) {
        let (old, new) = (old.trim_end(), new.trim_end());
        let runs = shown(old, new);
        let text = |runs: Vec<Run>| -> String {
            runs.into_iter()
                .map(|run| match run {
                    Run::Same(text) | Run::Deleted(text) | Run::Inserted(text) => text,
                    Run::Omitted => String::new(),
                })
                .collect()
        };
        let (was, is) = sides(&runs);
        prop_assert!(same(&text(was), old));
        prop_assert!(same(&text(is), new));
    }

    #[test]
    fn changes_only_keeps_every_change((old, new) in pair(), words in 0..5_usize) {
        let runs = shown(&old, &new);
        let told = |runs: &[Run]| -> Vec<Run> {
            let told = runs.iter().filter(|run| matches!(run, Run::Deleted(_) | Run::Inserted(_)));
            told.cloned().collect()
        };
        prop_assert_eq!(told(&changes_only(&runs, words)), told(&runs));
    }
}
