//! Activation codes: twenty digits in five groups, made to be copied from a letter by hand.
//!
//! Each group has three free digits and a check digit (H. M. Damm, "Total anti-symmetrische
//! Quasigruppen", Marburg 2004), so that a slip is found and its group named. The check of each
//! group starts from its position: two groups exchanged are found too.

use std::fmt;
use thiserror::Error;

const GROUPS: usize = 5;
const DIGITS: usize = 4;

/// A code that opens the creation of one person's account; a secret until it is used.
#[derive(Clone, PartialEq, Eq)]
pub struct ActivationCode([u16; GROUPS]);

/// Why what was typed is no code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CodeError {
    /// Not twenty digits.
    #[error("{found} digits instead of 20")]
    WrongLength {
        /// Digits found.
        found: usize,
    },
    /// Groups whose check digit does not fit, from 1.
    #[error("wrong in groups {0:?}")]
    WrongGroups(Vec<u8>),
}

impl ActivationCode {
    /// Makes a code of 64 random bits.
    ///
    /// There are 10^15 codes; the remainder makes none more likely than another by more than one
    /// in 18,000.
    #[must_use]
    pub fn from_entropy(entropy: u64) -> Self {
        let mut rest = entropy;
        Self(std::array::from_fn(|_| {
            let group = rest % 1000;
            rest /= 1000;
            u16::try_from(group).unwrap_or_default()
        }))
    }

    /// Reads a code as people copy it: spaces, dashes and dots aside, O as 0, l and I as 1.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let marks: Vec<Option<u8>> = typed
            .chars()
            .filter(|&c| !is_separator(c))
            .map(digit)
            .collect();
        if marks.len() != GROUPS * DIGITS {
            return Err(CodeError::WrongLength { found: marks.len() });
        }
        let mut code = [0; GROUPS];
        let mut wrong = Vec::new();
        for ((position, group), marks) in (1..).zip(&mut code).zip(marks.chunks_exact(DIGITS)) {
            match read_group(position, marks) {
                Some(value) => *group = value,
                None => wrong.push(position),
            }
        }
        if wrong.is_empty() {
            Ok(Self(code))
        } else {
            Err(CodeError::WrongGroups(wrong))
        }
    }

    /// The twenty digits without spaces: what is hashed and stored.
    #[must_use]
    pub fn canonical(&self) -> String {
        self.groups().collect()
    }

    fn groups(&self) -> impl Iterator<Item = String> {
        (1..).zip(self.0).map(|(position, group)| {
            let digits = free_digits(group);
            format!("{group:03}{}", damm(position, &digits))
        })
    }
}

impl fmt::Display for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups().collect::<Vec<_>>().join(" "))
    }
}

/// Shows nothing of the code: it must not reach a log.
impl fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActivationCode(..)")
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || crate::fold::is_invisible(c)
        || matches!(c, '.' | '-' | '_' | '·' | '−' | '\u{2010}'..='\u{2015}')
}

/// `None` for what no digit can be mistaken for: it makes its group wrong.
fn digit(c: char) -> Option<u8> {
    match c {
        'o' | 'O' => Some(0),
        'l' | 'I' | 'i' => Some(1),
        c => c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
    }
}

fn read_group(position: u8, marks: &[Option<u8>]) -> Option<u16> {
    let digits: Vec<u8> = marks.iter().copied().collect::<Option<_>>()?;
    let (check, free) = digits.split_last()?;
    let value = free
        .iter()
        .fold(0, |value, &digit| value * 10 + u16::from(digit));
    (damm(position, free) == *check).then_some(value)
}

fn free_digits(group: u16) -> [u8; 3] {
    [group / 100 % 10, group / 10 % 10, group % 10]
        .map(|digit| u8::try_from(digit).unwrap_or_default())
}

/// The check digit of some digits, from a starting digit.
///
/// Every row and column of the table has each digit once: one digit changed changes the check,
/// and so does the same group at another position. The diagonal is zero, so that the check digit
/// is where the walk ends.
fn damm(start: u8, digits: &[u8]) -> u8 {
    digits.iter().fold(start, |at, &digit| {
        DAMM[usize::from(at)][usize::from(digit)]
    })
}

const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_a_latin_square_with_a_zero_diagonal() {
        for at in 0..10 {
            let mut row = DAMM[at];
            let mut column = DAMM.map(|row| row[at]);
            row.sort_unstable();
            column.sort_unstable();
            assert_eq!((row, column), ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], row));
            assert_eq!(DAMM[at][at], 0);
        }
    }

    /// Frozen: letters already in the post must open accounts after an update.
    #[test]
    fn a_code_is_written_the_same_for_ever() {
        let code = ActivationCode::from_entropy(990_026_115_773_482);
        assert_eq!(code.to_string(), "4826 7733 1153 0260 9901");
        assert_eq!(code.canonical(), "48267733115302609901");
    }

    #[test]
    fn a_code_is_read_as_people_copy_it() {
        let code = ActivationCode::from_entropy(123_000_456_101_010);
        let shown = code.to_string();
        let typed = [
            shown.replace(' ', ""),
            shown.replace(' ', "-"),
            shown.replace(' ', "\u{a0}. "),
            shown.replace('0', "O").replace('1', "l"),
            shown.replace('0', "o").replace('1', "I"),
        ];
        for typed in typed {
            assert_eq!(ActivationCode::parse(&typed), Ok(code.clone()), "{typed}");
        }
    }

    #[test]
    fn a_code_of_another_length_is_counted() {
        assert_eq!(
            ActivationCode::parse("4821 77"),
            Err(CodeError::WrongLength { found: 6 })
        );
        assert_eq!(
            ActivationCode::parse(""),
            Err(CodeError::WrongLength { found: 0 })
        );
    }

    #[test]
    fn a_letter_makes_its_group_wrong() {
        let typed = ActivationCode::from_entropy(5)
            .to_string()
            .replacen(' ', " x", 1);
        let typed: String = typed.chars().take(6).chain(typed.chars().skip(7)).collect();
        assert_eq!(
            ActivationCode::parse(&typed),
            Err(CodeError::WrongGroups(vec![2]))
        );
    }

    #[test]
    fn a_code_shows_nothing_in_a_log() {
        assert_eq!(
            format!("{:?}", ActivationCode::from_entropy(5)),
            "ActivationCode(..)"
        );
    }
}
