//! An agenda as a TOML file: dates under `[[date]]`, decisions under `[[decision]]`.
//!
//! The demonstration's agenda and the one that `palier agenda import` takes are read here. Every
//! mistake is named with its entry and field; a file with one mistake gives no agenda.

mod entry;
mod problem;

pub use problem::{Problem, Wrong};

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use entry::Entry;
use palier_domain::landlord::agenda::DecisionState;
use palier_store::agenda::{Agenda, Decision, NewDate};
use std::collections::HashMap;
use toml::{Table, Value};

/// Reads an agenda whose days and times are those of a zone.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(source: &str, zone: Tz) -> Result<Agenda, Vec<Problem>> {
    let file: Table = source
        .parse()
        .map_err(|e: toml::de::Error| vec![Problem::Toml(e.to_string().trim_end().to_owned())])?;
    let mut problems = Vec::new();
    let mut agenda = Agenda::default();
    for (key, value) in &file {
        match key.as_str() {
            "date" => agenda.dates = all("date", value, &mut problems, |one| date(one, zone)),
            "decision" => agenda.decisions = all("decision", value, &mut problems, decision),
            _ => problems.push(Problem::Stranger(key.clone())),
        }
    }
    if problems.is_empty() && agenda == Agenda::default() {
        problems.push(Problem::Empty);
    }
    if problems.is_empty() {
        Ok(agenda)
    } else {
        Err(problems)
    }
}

/// Every entry of a kind that can be read; no two have the same day and title.
fn all<T>(
    kind: &'static str,
    value: &Value,
    problems: &mut Vec<Problem>,
    one: impl Fn(&mut Entry<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(tables) = tables(value) else {
        problems.push(Problem::NotEntries(kind));
        return Vec::new();
    };
    let mut first: HashMap<(NaiveDate, String), usize> = HashMap::new();
    let mut read = Vec::with_capacity(tables.len());
    for (i, table) in tables.into_iter().enumerate() {
        let mut entry = Entry::new(kind, i + 1, table, problems);
        read.extend(one(&mut entry));
        let Some(key) = entry.key() else { continue };
        match first.get(&key) {
            Some(&same) => entry.wrong("title", Wrong::Twice(same)),
            None => {
                first.insert(key, i + 1);
            }
        }
    }
    read
}

fn tables(value: &Value) -> Option<Vec<&Table>> {
    value.as_array()?.iter().map(Value::as_table).collect()
}

fn date(entry: &mut Entry<'_>, zone: Tz) -> Option<NewDate> {
    entry.only(&["on", "time", "title", "place", "detail"]);
    let (on, time) = (entry.day(), entry.time());
    let (title, place, detail) = (
        entry.required("title"),
        entry.optional("place"),
        entry.optional("detail"),
    );
    let time = time?;
    let starts_at = on?
        .and_time(time.unwrap_or(NaiveTime::MIN))
        .and_local_timezone(zone)
        .earliest();
    if starts_at.is_none() {
        entry.wrong("time", Wrong::Skipped(zone));
    }
    Some(NewDate {
        starts_at: starts_at?.to_utc(),
        all_day: time.is_none(),
        title: title?,
        place: place?,
        detail: detail?,
    })
}

fn decision(entry: &mut Entry<'_>) -> Option<Decision> {
    entry.only(&["on", "title", "origin", "state", "detail"]);
    let (on, state) = (entry.day(), entry.state());
    let (title, origin, detail) = (
        entry.required("title"),
        entry.required("origin"),
        entry.optional("detail"),
    );
    if state == Some(DecisionState::Refused) && detail.as_deref() == Some("") {
        entry.wrong("detail", Wrong::NoReason);
    }
    Some(Decision {
        decided_on: on?,
        title: title?,
        origin: origin?,
        state: state?,
        detail: detail?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn wrong(source: &str) -> Vec<String> {
        let problems = read(source, Paris).unwrap_err();
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_time_is_the_landlords_and_a_day_without_one_is_whole() {
        let source = "[[date]]\non = \"2030-12-10\"\ntime = \"17:00\"\ntitle = \"A\"\n\
                      [[date]]\non = 2030-07-14\ntitle = \" B \"\n";
        let read = read(source, Paris).unwrap();
        let shown: Vec<_> = read
            .dates
            .iter()
            .map(|date| (date.starts_at.to_rfc3339(), date.all_day, &*date.title))
            .collect();
        assert_eq!(
            shown,
            [
                ("2030-12-10T16:00:00+00:00".to_owned(), false, "A"),
                ("2030-07-13T22:00:00+00:00".to_owned(), true, "B"),
            ]
        );
    }

    #[test]
    fn every_mistake_names_its_entry_and_field() {
        let source = "[[date]]\non = \"2030-12-10\"\ntitle = \"Bon\"\n\
                      [[date]]\non = \"2030-02-30\"\ntime = \"25:00\"\nplce = \"ici\"\n\
                      [[decision]]\non = \"2030-01-01\"\ntitle = 3\norigin = \"\"\nstate = \"done\"\n";
        assert_eq!(
            wrong(source),
            [
                "date 2, plce: no such field; there are on, time, title, place, detail",
                "date 2, on: \"2030-02-30\" is no day: write it as 2030-12-31",
                "date 2, time: \"25:00\" is no time of day: write it as 18:30",
                "date 2, title: is missing",
                "decision 1, state: \"done\" is no state: write kept, late, underway or refused",
                "decision 1, title: is no text: write it between quotes",
                "decision 1, origin: is empty",
            ]
        );
    }

    #[test]
    fn an_hour_that_the_clocks_skip_is_said_so() {
        let source = "[[date]]\non = \"2030-03-31\"\ntime = \"02:30\"\ntitle = \"A\"\n";
        assert_eq!(
            wrong(source),
            ["date 1, time: does not exist on that day in Europe/Paris, where clocks go forward"]
        );
    }

    #[test]
    fn an_entry_stands_once_in_a_file() {
        let one = "[[date]]\non = \"2030-12-10\"\ntitle = \"A\"\n";
        assert_eq!(
            wrong(&format!("{one}{one}time = \"17:00\"\n")),
            ["date 2, title: entry 1 has the same title on the same day"]
        );
    }

    #[test]
    fn a_refusal_gives_its_reason() {
        let source = "[[decision]]\non = \"2030-01-01\"\ntitle = \"A\"\norigin = \"B\"\n\
                      state = \"refused\"\n";
        assert_eq!(
            wrong(source),
            ["decision 1, detail: a refusal gives its reason"]
        );
    }

    #[test]
    fn a_file_of_something_else_is_refused() {
        assert!(wrong("[[date]\n")[0].starts_with("this is no TOML"));
        assert_eq!(
            wrong("")[0],
            "it holds neither a [[date]] nor a [[decision]]"
        );
        assert_eq!(
            wrong("[[dates]]\n")[0],
            "\"dates\": an agenda holds [[date]] and [[decision]] entries only"
        );
        assert_eq!(
            wrong("date = 3")[0],
            "date: write each as an entry under [[date]]"
        );
    }
}
