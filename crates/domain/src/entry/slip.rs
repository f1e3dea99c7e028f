//! The code of a slip: `K7MD-4QXR`, made to be copied by hand and said on the phone.
//!
//! The alphabet has 31 signs, none of which looks like another: no 0, O, 1, I, L. Each group has
//! three free signs and a check sign. As 31 is prime, a sum with weights 1 to 4 finds every sign that
//! was changed and every two that were exchanged; each group's sum starts elsewhere, so that two
//! groups exchanged are found too, and a group that is wrong is named.

use std::fmt;
use thiserror::Error;

const SIGNS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const MODULUS: u8 = 31;
const GROUPS: usize = 2;
const GROUP: usize = 4;
/// What the weighted sum of each group must be.
const SUMS: [u8; GROUPS] = [11, 23];
/// 4 times 8 is 1 modulo 31.
const INVERSE_OF_4: u32 = 8;

/// The code of a slip, by which a comment entered for somebody is followed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SlipCode([[u8; GROUP]; GROUPS]);

/// Why what was typed is no code of a slip.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SlipError {
    /// Not eight signs.
    #[error("{found} signs instead of 8")]
    WrongLength {
        /// Signs found.
        found: usize,
    },
    /// Groups whose check sign does not fit, from 1.
    #[error("wrong in groups {0:?}")]
    WrongGroups(Vec<u8>),
}

impl SlipCode {
    /// Makes a code of random bits; there are 31^6 codes, about 890 millions.
    #[must_use]
    pub fn from_entropy(entropy: u64) -> Self {
        let mut rest = entropy;
        Self(SUMS.map(|sum| {
            let mut group = [0; GROUP];
            for sign in group.iter_mut().take(GROUP - 1) {
                *sign = u8::try_from(rest % u64::from(MODULUS)).unwrap_or_default();
                rest /= u64::from(MODULUS);
            }
            group[GROUP - 1] = check(&group, sum);
            group
        }))
    }

    /// Reads a code as people type it: spaces and dashes aside, small letters or capitals.
    pub fn parse(typed: &str) -> Result<Self, SlipError> {
        let marks: Vec<Option<u8>> = typed
            .chars()
            .filter(|&c| !is_separator(c))
            .map(sign)
            .collect();
        if marks.len() != GROUPS * GROUP {
            return Err(SlipError::WrongLength { found: marks.len() });
        }
        let mut code = [[0; GROUP]; GROUPS];
        let mut wrong = Vec::new();
        for (at, marks) in marks.chunks_exact(GROUP).enumerate() {
            match read(marks, SUMS[at]) {
                Some(group) => code[at] = group,
                None => wrong.push(u8::try_from(at + 1).unwrap_or(u8::MAX)),
            }
        }
        if wrong.is_empty() {
            Ok(Self(code))
        } else {
            Err(SlipError::WrongGroups(wrong))
        }
    }
}

impl fmt::Display for SlipCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = self.0.map(|group| {
            group
                .map(|sign| char::from(SIGNS[usize::from(sign)]))
                .iter()
                .collect::<String>()
        });
        f.write_str(&groups.join("-"))
    }
}

/// Shows nothing of the code: whoever has it may appeal in the person's place.
impl fmt::Debug for SlipCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SlipCode(..)")
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || crate::fold::is_invisible(c)
        || matches!(c, '.' | '-' | '_' | '·' | '−' | '\u{2010}'..='\u{2015}')
}

/// The place of a sign in the alphabet; `None` makes its group wrong.
fn sign(c: char) -> Option<u8> {
    let c = c.to_ascii_uppercase();
    let at = SIGNS.iter().position(|&sign| char::from(sign) == c)?;
    u8::try_from(at).ok()
}

fn read(marks: &[Option<u8>], sum: u8) -> Option<[u8; GROUP]> {
    let signs: Vec<u8> = marks.iter().copied().collect::<Option<_>>()?;
    let group = <[u8; GROUP]>::try_from(signs).ok()?;
    (check(&group, sum) == group[GROUP - 1]).then_some(group)
}

/// The check sign of a group: with it, the weighted sum is the group's own.
fn check(group: &[u8; GROUP], sum: u8) -> u8 {
    let modulus = u32::from(MODULUS);
    let weighted: u32 = (1..)
        .zip(&group[..GROUP - 1])
        .map(|(weight, &sign)| weight * u32::from(sign))
        .sum();
    let missing = (u32::from(sum) + modulus * 6 - weighted) % modulus;
    u8::try_from(missing * INVERSE_OF_4 % modulus).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frozen: slips that are out must be found after an update.
    #[test]
    fn a_code_is_written_the_same_for_ever() {
        let written: Vec<String> = [0, 1, 123_456_789, u64::MAX]
            .map(|entropy| SlipCode::from_entropy(entropy).to_string())
            .to_vec();
        assert_eq!(
            written,
            ["222V-222Y", "322M-222Y", "4252-QB6T", "H8AQ-P765"]
        );
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = SlipCode::from_entropy(123_456_789);
        let shown = code.to_string();
        for typed in [
            shown.replace('-', ""),
            shown.replace('-', " "),
            shown.to_lowercase(),
            format!("  {} ", shown.replace('-', "\u{a0}– ")),
        ] {
            assert_eq!(SlipCode::parse(&typed), Ok(code), "{typed}");
        }
    }

    #[test]
    fn a_code_of_another_length_is_counted() {
        assert_eq!(
            SlipCode::parse("K7M"),
            Err(SlipError::WrongLength { found: 3 })
        );
        assert_eq!(
            SlipCode::parse("- "),
            Err(SlipError::WrongLength { found: 0 })
        );
    }

    #[test]
    fn a_sign_that_no_slip_has_makes_its_group_wrong() {
        let shown = SlipCode::from_entropy(7).to_string();
        let typed = format!("{}0{}", &shown[..1], &shown[2..]);
        assert_eq!(
            SlipCode::parse(&typed),
            Err(SlipError::WrongGroups(vec![1]))
        );
    }

    #[test]
    fn a_code_shows_nothing_in_a_log() {
        assert_eq!(format!("{:?}", SlipCode::from_entropy(7)), "SlipCode(..)");
    }
}
