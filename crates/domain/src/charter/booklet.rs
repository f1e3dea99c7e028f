//! The code on a page of the printed booklet: which version and which article somebody wrote on.

use std::fmt;
use thiserror::Error;

/// Letters of the check sign: none that is read as a digit or as another one.
const SIGNS: &[u8; 19] = b"ACDEFHJKLMNPRTUVWXY";

/// Where a page of the booklet comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageCode {
    /// The number of the version, from 1.
    pub version: u32,
    /// The article, by its number for links.
    pub handle: u32,
}

/// Why what was typed is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CodeError {
    /// It has another form than `V2-31-K`.
    #[error("the code has another form")]
    Form,
    /// Its last letter is not the one that its numbers give.
    #[error("the code was copied wrong")]
    Miscopied,
}

impl PageCode {
    fn sign(self) -> char {
        // 19 is prime: one digit read wrong, or two put one for the other, give another letter.
        let digits = format!("{:06}{:06}", self.version, self.handle);
        let sum = digits.bytes().fold(0_usize, |sum, digit| {
            (sum * 2 + usize::from(digit - b'0')) % SIGNS.len()
        });
        char::from(SIGNS[sum])
    }

    /// Reads a code, whatever stands between its parts.
    ///
    /// # Errors
    /// [`CodeError`].
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let typed = typed.to_uppercase();
        let mut parts = typed
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|part| !part.is_empty());
        let version = parts.next().and_then(|part| part.strip_prefix('V'));
        let number = |part: Option<&str>| {
            part.filter(|part| part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|part| part.parse().ok())
                .ok_or(CodeError::Form)
        };
        let code = Self {
            version: number(version)?,
            handle: number(parts.next())?,
        };
        let sign = parts.next().ok_or(CodeError::Form)?;
        if parts.next().is_some() || sign.chars().count() != 1 {
            return Err(CodeError::Form);
        }
        if sign.chars().eq([code.sign()]) {
            Ok(code)
        } else {
            Err(CodeError::Miscopied)
        }
    }
}

impl fmt::Display for PageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "V{}-{}-{}", self.version, self.handle, self.sign())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = PageCode {
            version: 2,
            handle: 31,
        };
        let said = code.to_string();
        assert_eq!(PageCode::parse(&said), Ok(code));
        assert_eq!(
            PageCode::parse(&format!(" {} ", said.to_lowercase().replace('-', " "))),
            Ok(code)
        );
        assert_eq!(PageCode::parse("31"), Err(CodeError::Form));
        assert_eq!(PageCode::parse(""), Err(CodeError::Form));
    }

    #[test]
    fn one_wrong_digit_is_seen() {
        let code = PageCode {
            version: 2,
            handle: 31,
        };
        let sign = code.sign();
        for other in (0..100).filter(|other| *other != 31 && (other % 10 == 1 || other / 10 == 3)) {
            let typed = format!("V2-{other}-{sign}");
            assert_eq!(
                PageCode::parse(&typed),
                Err(CodeError::Miscopied),
                "{typed}"
            );
        }
        assert_eq!(
            PageCode::parse(&format!("V2-13-{sign}")),
            Err(CodeError::Miscopied)
        );
    }
}
