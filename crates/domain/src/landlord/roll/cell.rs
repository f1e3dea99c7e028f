//! Reading one cell: text, date, e-mail address.

use super::column::Column;
use super::report::RollReason;
use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// Nobody on a roll was born before, no lease runs beyond: other years are slips.
const YEARS: std::ops::RangeInclusive<i32> = 1850..=2199;

/// A cell's text: accents composed, white space reduced; `None` when nothing is left.
pub(super) fn text(column: Column, cell: &str) -> Result<Option<String>, RollReason> {
    // A quote that is not closed swallows the lines below it.
    if cell.trim().contains('\n') {
        return Err(RollReason::LineBreak);
    }
    let composed: String = cell.nfc().collect();
    let text = composed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().any(char::is_control) {
        return Err(RollReason::ControlCharacter);
    }
    if text.chars().count() > column.max_chars() {
        return Err(match column {
            Column::Start | Column::End | Column::BirthDate => RollReason::NotADate,
            _ => RollReason::TooLong {
                max: column.max_chars(),
            },
        });
    }
    if text.is_empty() {
        return if column.is_required() {
            Err(RollReason::Empty)
        } else {
            Ok(None)
        };
    }
    Ok(Some(text))
}

/// 2030-12-05, or 05/12/2030.
pub(crate) fn date(text: &str) -> Result<NaiveDate, RollReason> {
    let parts = |mark: char, lengths: [std::ops::RangeInclusive<usize>; 3]| {
        let parts: Vec<&str> = text.split(mark).collect();
        let fits = parts.len() == 3
            && parts
                .iter()
                .zip(lengths)
                .all(|(part, length)| length.contains(&part.len()));
        let digits = text.chars().all(|c| c.is_ascii_digit() || c == mark);
        (fits && digits).then_some(parts)
    };
    let (year, month, day) = if let Some(parts) = parts('-', [4..=4, 2..=2, 2..=2]) {
        (parts[0], parts[1], parts[2])
    } else if let Some(parts) = parts('/', [1..=2, 1..=2, 4..=4]) {
        (parts[2], parts[1], parts[0])
    } else {
        return Err(RollReason::NotADate);
    };
    let date = year
        .parse()
        .ok()
        .zip(month.parse().ok())
        .zip(day.parse().ok());
    date.and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day))
        .filter(|date| YEARS.contains(&date.year()))
        .ok_or(RollReason::NotADate)
}

/// Whether it has the shape of an e-mail address; only a message sent to it proves more.
pub(super) fn email(text: String) -> Result<String, RollReason> {
    let fits = text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty()
            && !host.contains('@')
            && host.contains('.')
            && host.split('.').all(|label| !label.is_empty())
            && !text.contains(|c: char| c.is_whitespace() || ",;<>()\"".contains(c))
    });
    if fits {
        Ok(text)
    } else {
        Err(RollReason::NotAnEmail)
    }
}
