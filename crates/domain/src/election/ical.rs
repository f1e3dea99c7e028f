//! Dates as iCalendar text (RFC 5545), which any calendar takes.
//!
//! Events last a whole day and have no time zone. Identifiers are the caller's and stay the same, so
//! that a calendar read again moves its events instead of doubling them.

use chrono::{DateTime, NaiveDate, Utc};

/// A day to be remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its identifier, the same every time, unlike any other in the world (section 3.8.4.7).
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// What happens, in a few words.
    pub summary: String,
    /// Who does it, under which article.
    pub description: String,
    /// Days before at which a calendar reminds, at nine in the morning; zero is the day itself.
    pub reminders: Vec<u16>,
}

/// What a line holds before it is folded, in octets (section 3.1).
const LINE: usize = 75;

/// Writes a calendar; `stamp` says when it was made.
#[must_use]
pub fn write(name: &str, stamp: DateTime<Utc>, events: &[Event]) -> String {
    let mut text = Text::default();
    text.line("BEGIN:VCALENDAR");
    text.line("VERSION:2.0");
    text.line("PRODID:-//Palier//Palier//FR");
    text.line("CALSCALE:GREGORIAN");
    text.property("X-WR-CALNAME", name);
    for event in events {
        text.event(event, stamp);
    }
    text.line("END:VCALENDAR");
    text.0
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn event(&mut self, event: &Event, stamp: DateTime<Utc>) {
        // The end is the first day that is no longer part of it (section 3.6.1).
        let end = event.day.succ_opt().unwrap_or(event.day);
        self.line("BEGIN:VEVENT");
        self.property("UID", &event.uid);
        self.line(&format!("DTSTAMP:{}", stamp.format("%Y%m%dT%H%M%SZ")));
        self.line(&format!(
            "DTSTART;VALUE=DATE:{}",
            event.day.format("%Y%m%d")
        ));
        self.line(&format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")));
        self.property("SUMMARY", &event.summary);
        self.property("DESCRIPTION", &event.description);
        // Nobody is busy because a deadline passes.
        self.line("TRANSP:TRANSPARENT");
        for &days in &event.reminders {
            self.line("BEGIN:VALARM");
            self.line("ACTION:DISPLAY");
            self.property("DESCRIPTION", &event.summary);
            self.line(&format!("TRIGGER:{}", trigger(days)));
            self.line("END:VALARM");
        }
        self.line("END:VEVENT");
    }

    fn property(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    /// A line, folded between characters; a continuation's space counts as one of its octets.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Text in which nothing ends a value (section 3.3.11); control characters other than line breaks
/// are not allowed there and go.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => safe.extend(['\\', c]),
            '\n' => safe.push_str("\\n"),
            '\t' => safe.push(c),
            _ if c.is_control() => {}
            _ => safe.push(c),
        }
    }
    safe
}

/// From midnight of the day (section 3.3.6).
fn trigger(days_before: u16) -> String {
    match days_before {
        0 => "PT9H".to_owned(),
        days => format!("-PT{}H", 24 * u32::from(days) - 9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "5b1e-notice@vote.example".to_owned(),
            day: "2030-12-31".parse().unwrap(),
            summary: summary.to_owned(),
            description: String::new(),
            reminders: vec![7, 1, 0],
        }
    }

    fn written(summary: &str) -> String {
        write("Élection", DateTime::UNIX_EPOCH, &[event(summary)])
    }

    fn unfolded(text: &str) -> Vec<String> {
        let text = text.replace("\r\n ", "");
        text.split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_event_lasts_its_day_and_reminds_at_nine() {
        let lines = unfolded(&written("Avis"));
        assert_eq!(
            lines[..12],
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Palier//Palier//FR",
                "CALSCALE:GREGORIAN",
                "X-WR-CALNAME:Élection",
                "BEGIN:VEVENT",
                "UID:5b1e-notice@vote.example",
                "DTSTAMP:19700101T000000Z",
                "DTSTART;VALUE=DATE:20301231",
                "DTEND;VALUE=DATE:20310101",
                "SUMMARY:Avis",
                "DESCRIPTION:",
            ]
        );
        let triggers: Vec<_> = lines.iter().filter(|l| l.starts_with("TRIGGER")).collect();
        assert_eq!(
            triggers,
            ["TRIGGER:-PT159H", "TRIGGER:-PT15H", "TRIGGER:PT9H"]
        );
        assert_eq!(lines.last().unwrap(), "END:VCALENDAR");
    }

    #[test]
    fn nothing_in_a_text_ends_its_line() {
        let lines = unfolded(&written("a;b,c\\d\r\nEND:VEVENT\u{7}\re"));
        assert!(lines.contains(&"SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENTe".to_owned()));
        assert_eq!(lines.iter().filter(|l| *l == "END:VEVENT").count(), 1);
    }

    #[test]
    fn a_long_line_is_folded_at_75_octets_between_characters() {
        let text = written(&"a".repeat(200));
        let lengths: Vec<usize> = text
            .split("\r\n")
            .skip_while(|line| !line.starts_with("SUMMARY"))
            .take(3)
            .map(str::len)
            .collect();
        // Two of the octets are spaces of continuations: 8 + 200 + 2.
        assert_eq!(lengths, [75, 75, 60]);
        let accents = written(&"é".repeat(200));
        assert!(accents.split("\r\n").all(|line| line.len() <= 75));
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_was_written(summary in ".{0,300}") {
            let text = written(&summary);
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75);
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let expected = format!("SUMMARY:{}", escaped(&summary));
            prop_assert!(unfolded(&text).contains(&expected));
        }
    }
}
