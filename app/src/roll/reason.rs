//! What is wrong with a line of a roll, in the reader's language.

use crate::i18n::{Locale, T};
use palier_domain::landlord::roll::{Column, RollReason};

/// The column's name as a header of the file would say it.
#[must_use]
pub fn column(t: T, column: Column) -> &'static str {
    let [english, french] = column.names();
    match t.locale {
        Locale::Fr => french,
        Locale::En => english,
    }
}

/// The reason as a sentence.
#[must_use]
pub fn say(t: T, reason: &RollReason) -> String {
    let at = |line: &usize| i64::try_from(*line).unwrap_or(i64::MAX);
    match reason {
        RollReason::EmptyFile => t.roll_reason_empty_file().into(),
        RollReason::NotText => t.roll_reason_not_text().into(),
        RollReason::UnknownColumn => t.roll_reason_unknown_column().into(),
        RollReason::MissingColumn => t.roll_reason_missing_column().into(),
        RollReason::RepeatedColumn => t.roll_reason_repeated_column().into(),
        RollReason::ExtraCell => t.roll_reason_extra_cell().into(),
        RollReason::Empty => t.roll_reason_empty().into(),
        RollReason::TooLong { max } => t.roll_reason_too_long(at(max)),
        RollReason::LineBreak => t.roll_reason_line_break().into(),
        RollReason::ControlCharacter => t.roll_reason_control_character().into(),
        RollReason::NotADate => t.roll_reason_not_a_date().into(),
        RollReason::NotAnEmail => t.roll_reason_not_an_email().into(),
        RollReason::EndBeforeStart => t.roll_reason_end_before_start().into(),
        RollReason::TenancyDiffers { line } => t.roll_reason_tenancy_differs(t.number(at(line))),
        RollReason::PersonDiffers { line } => t.roll_reason_person_differs(t.number(at(line))),
        RollReason::DwellingElsewhere { line } => {
            t.roll_reason_dwelling_elsewhere(t.number(at(line)))
        }
        RollReason::Repeated { line } => t.roll_reason_repeated(t.number(at(line))),
        RollReason::Overlap { line, tenancy } => t.roll_reason_overlap(t.number(at(line)), tenancy),
    }
}
