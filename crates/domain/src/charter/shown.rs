//! A difference as a reader sees it: runs of words that stay, go and come.

use super::diff::{Hunk, diff};
use super::gap::body;
use super::token::{Token, offsets, tokens};
use serde::{Deserialize, Serialize};

/// A run of a clause's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "run", content = "text", rename_all = "snake_case")]
pub enum Run {
    /// It stays.
    Same(String),
    /// It goes.
    Deleted(String),
    /// It comes.
    Inserted(String),
    /// Words that stay, left out for brevity.
    Omitted,
}

/// What a clause becomes, from one body to the other.
#[must_use]
pub fn shown(old: &str, new: &str) -> Vec<Run> {
    let (old, new) = (body(old), body(new));
    shown_hunks(old, &diff(old, new))
}

/// The same from the hunks; what they say of typography stands among the words that stay.
#[must_use]
pub fn shown_hunks(base: &str, hunks: &[Hunk]) -> Vec<Run> {
    let tokens = tokens(base);
    let at = offsets(&tokens);
    let mut runs = Vec::new();
    let mut from = 0;
    for hunk in hunks {
        let (Some(&start), Some(&end)) = (at.get(hunk.start_token), at.get(hunk.end_token)) else {
            break;
        };
        if start < from || end < start {
            break;
        }
        push(&mut runs, Run::Same(base[from..start].to_owned()));
        if hunk.is_typographical(&tokens) {
            push(&mut runs, Run::Same(hunk.inserted.clone()));
        } else {
            push(&mut runs, Run::Deleted(base[start..end].to_owned()));
            push(&mut runs, Run::Inserted(hunk.inserted.clone()));
        }
        from = end;
    }
    push(&mut runs, Run::Same(base[from..].to_owned()));
    runs
}

fn push(runs: &mut Vec<Run>, run: Run) {
    match (runs.last_mut(), run) {
        (_, Run::Same(text) | Run::Deleted(text) | Run::Inserted(text)) if text.is_empty() => {}
        (Some(Run::Same(last)), Run::Same(text))
        | (Some(Run::Deleted(last)), Run::Deleted(text))
        | (Some(Run::Inserted(last)), Run::Inserted(text)) => last.push_str(&text),
        (_, run) => runs.push(run),
    }
}

/// "Changes only": of what stays, at most so many words on each side of a change.
#[must_use]
pub fn changes_only(runs: &[Run], words: usize) -> Vec<Run> {
    let mut found = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        let Run::Same(text) = run else {
            found.push(run.clone());
            continue;
        };
        let (first, last) = (number == 0, number + 1 == runs.len());
        let tokens = tokens(text);
        let head = if first {
            0
        } else {
            reach(tokens.iter(), words)
        };
        let tail = if last {
            0
        } else {
            reach(tokens.iter().rev(), words)
        };
        if head + tail >= tokens.len() {
            found.push(run.clone());
            continue;
        }
        if head > 0 {
            found.push(Run::Same(joined(&tokens[..head])));
        }
        found.push(Run::Omitted);
        if tail > 0 {
            found.push(Run::Same(joined(&tokens[tokens.len() - tail..])));
        }
    }
    found
}

/// How many tokens reach to the end of so many words.
fn reach<'a>(tokens: impl Iterator<Item = &'a Token<'a>>, words: usize) -> usize {
    let mut left = words;
    let mut count = 0;
    for token in tokens {
        if left == 0 {
            break;
        }
        if token.is_word() {
            left -= 1;
        }
        count += 1;
    }
    count
}

fn joined(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.text).collect()
}

/// The two sides of a difference, for a wide screen: what was, and what is.
#[must_use]
pub fn sides(runs: &[Run]) -> (Vec<Run>, Vec<Run>) {
    let side = |hidden: fn(&Run) -> bool| runs.iter().filter(|run| !hidden(run)).cloned().collect();
    (
        side(|run| matches!(run, Run::Inserted(_))),
        side(|run| matches!(run, Run::Deleted(_))),
    )
}

/// On one line of plain text: `[-what goes-]` and `{+what comes+}`.
#[must_use]
pub fn plain(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        match run {
            Run::Same(same) => text.push_str(same),
            Run::Deleted(gone) => text.extend(["[-", gone, "-]"]),
            Run::Inserted(come) => text.extend(["{+", come, "+}"]),
            Run::Omitted => text.push('…'),
        }
    }
    text
}
