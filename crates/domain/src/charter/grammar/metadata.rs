//! The line `{: kind=law source="..." indicator="..." plain="..." }` after a clause; one that commits says
//! `owner="..."` and `due="2031-06-30"` too.

use super::GrammarProblem;
use crate::charter::clause::{ClauseMeta, Force};

/// Reads what stands between `{:` and `}`.
pub(in crate::charter) fn read(inner: &str) -> Result<ClauseMeta, GrammarProblem> {
    let mut meta = ClauseMeta::default();
    let mut seen: Vec<&str> = Vec::new();
    let mut rest = inner.trim();
    while !rest.is_empty() {
        let (key, value, after) = pair(rest)?;
        if seen.contains(&key) {
            return Err(GrammarProblem::RepeatedKey(key.to_owned()));
        }
        seen.push(key);
        put(&mut meta, key, value)?;
        rest = after;
    }
    Ok(meta)
}

/// The first `key="value"` or `key=word`, and what follows it.
fn pair(text: &str) -> Result<(&str, &str, &str), GrammarProblem> {
    let not_a_pair = || {
        let word = text.split_whitespace().next().unwrap_or(text);
        GrammarProblem::NotAPair(word.to_owned())
    };
    let (key, rest) = text.split_once('=').ok_or_else(not_a_pair)?;
    if key.is_empty() || key.contains(|c: char| c.is_whitespace() || c == '"') {
        return Err(not_a_pair());
    }
    let (value, after) = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').ok_or_else(not_a_pair)?,
        None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
    };
    let separated = after.is_empty() || after.starts_with(char::is_whitespace);
    if !separated || value.contains('"') {
        return Err(not_a_pair());
    }
    Ok((key, value, after.trim_start()))
}

fn put(meta: &mut ClauseMeta, key: &str, value: &str) -> Result<(), GrammarProblem> {
    let text = Some(value.trim())
        .filter(|value| !value.is_empty())
        .map(str::to_owned);
    match key {
        "kind" => {
            meta.force = Some(match value {
                "law" => Force::Law,
                "commitment" => Force::Commitment,
                "recommendation" => Force::Recommendation,
                _ => return Err(GrammarProblem::UnknownKind(value.to_owned())),
            });
        }
        "source" => meta.source = text,
        "indicator" => meta.indicator = text,
        "owner" => meta.owner = text,
        "due" => {
            let day = |text: String| {
                text.parse()
                    .map_err(|_| GrammarProblem::NotAPair(format!("due={text}")))
            };
            meta.due = text.map(day).transpose()?;
        }
        "plain" => meta.plain = text,
        _ => return Err(GrammarProblem::UnknownKey(key.to_owned())),
    }
    Ok(())
}
