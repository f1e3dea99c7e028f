//! Sources in words, and a code as it is said on the phone.

use crate::i18n::T;
use palier_domain::entry::source::{EnteredAs, Source};
use palier_store::comment::EntryMark;

/// A source's name in a form.
#[must_use]
pub fn source(t: T, source: Source) -> &'static str {
    match source {
        Source::Meeting => t.source_meeting(),
        Source::Paper => t.source_paper(),
        Source::Phone => t.source_phone(),
        Source::Counter => t.source_counter(),
    }
}

/// Where and when words were heard, and who typed them.
#[must_use]
pub fn mark(t: T, mark: &EntryMark) -> String {
    let heard = heard(t, mark.source, &mark.place, &t.date(mark.heard_on));
    let by = match mark.entered_as {
        EnteredAs::LandlordStaff => t.entry_by_staff(),
        EnteredAs::Facilitator => t.entry_by_facilitator(),
    };
    t.entry_mark(by, heard)
}

/// Where and when words were heard.
#[must_use]
pub fn heard(t: T, source: Source, place: &str, day: &str) -> String {
    let how = match source {
        Source::Meeting => t.source_said_meeting(),
        Source::Paper => t.source_said_paper(),
        Source::Phone => t.source_said_phone(),
        Source::Counter => t.source_said_counter(),
    };
    if place.is_empty() {
        t.entry_heard(day, how)
    } else {
        t.entry_heard_at(day, how, place)
    }
}

/// A code sign by sign, letters with a first name: "K comme Kléber, 7, M comme Marcel".
#[must_use]
pub fn spelled(t: T, code: &str) -> String {
    let said: Vec<String> = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| {
            let name = t
                .entry_alphabet()
                .split(' ')
                .find(|name| name.starts_with(sign) && sign.is_ascii_alphabetic());
            name.map_or_else(|| sign.to_string(), |name| t.entry_letter(name, sign))
        })
        .collect();
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn every_letter_of_a_code_has_a_name() {
        for locale in [Locale::Fr, Locale::En] {
            let t = T { locale };
            for sign in "ABCDEFGHJKMNPQRSTUVWXYZ".chars() {
                assert!(spelled(t, &sign.to_string()).len() > 3, "{sign}");
            }
            assert_eq!(spelled(t, "7-2"), "7, 2");
        }
    }
}
