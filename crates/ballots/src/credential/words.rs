//! A code as French words, to be read aloud or copied without a slip.
//!
//! The words are those of BIP-39's French list, which are told apart by their first four letters.
//! The phrase is not one of BIP-39: 22 Base58 characters are a number below 58^22, of 129 bits; 14
//! bits of check follow, and 13 words hold the 143 bits. The accents may be left out.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{ALPHABET, Credential};
use crate::Error;

/// The list, one word a line.
const LIST: &str = include_str!("french.txt");

/// How many words a code has.
const WORDS: usize = 13;

/// How many bits of check there are.
const CHECK_BITS: u32 = 14;

/// A number of 192 bits, the smallest limb first.
type Number = [u64; 3];

impl Credential {
    /// The code as 13 French words, separated by spaces.
    pub fn words(&self) -> Zeroizing<String> {
        let list: Vec<&str> = LIST.lines().collect();
        let mut number = Zeroizing::new(self.number());
        multiply_add(&mut number, 1 << CHECK_BITS, u64::from(check(self)));
        // Reserved at once: growing would leave copies behind that nothing wipes.
        let mut text = Zeroizing::new(String::with_capacity(WORDS * 12));
        for place in (0..WORDS).rev() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(list[index(&number, place)]);
        }
        text
    }

    /// Reads the 13 words, in capitals or not, with or without accents.
    ///
    /// # Errors
    /// [`Error::CredentialWords`] when there are not 13, [`Error::CredentialWord`] when one is not
    /// in the list, and [`Error::CredentialChecksum`] when they do not fit together.
    pub fn from_words(text: &str) -> Result<Self, Error> {
        let found = text.split_whitespace().count();
        if found != WORDS {
            return Err(Error::CredentialWords {
                expected: WORDS,
                found,
            });
        }
        let mut number = Zeroizing::new(Number::default());
        for (position, word) in text.split_whitespace().enumerate() {
            let word = plain(word);
            let place = (0u64..)
                .zip(LIST.lines())
                .find(|(_, one)| *plain(one) == *word);
            let (place, _) = place.ok_or(Error::CredentialWord { position })?;
            multiply_add(&mut number, 2048, place);
        }
        let checked = u16::try_from(number[0] & ((1 << CHECK_BITS) - 1)).unwrap_or(u16::MAX);
        let credential = Self::of_number(&shifted(&number, CHECK_BITS))?;
        if check(&credential) == checked {
            Ok(credential)
        } else {
            Err(Error::CredentialChecksum)
        }
    }

    /// The 22 characters as one number.
    fn number(&self) -> Number {
        let mut number = Number::default();
        for character in self.0.bytes().filter(|character| *character != b'-') {
            let digit = (0u64..).zip(ALPHABET).find(|(_, one)| **one == character);
            multiply_add(&mut number, 58, digit.map_or(0, |(digit, _)| digit));
        }
        number
    }

    /// The 22 characters of a number.
    fn of_number(number: &Number) -> Result<Self, Error> {
        let mut rest = Zeroizing::new(*number);
        let mut digits = Zeroizing::new([0u8; 22]);
        for to in digits.iter_mut().rev() {
            *to = ALPHABET[divide(&mut rest, 58)];
        }
        if rest.iter().any(|limb| *limb != 0) {
            return Err(Error::CredentialChecksum);
        }
        let mut code = Zeroizing::new(String::with_capacity(super::LENGTH));
        for character in digits.iter() {
            if super::HYPHENS.contains(&code.len()) {
                code.push('-');
            }
            code.push(char::from(*character));
        }
        Ok(Self(code))
    }
}

/// The check of a code: the first bits of a hash of it.
fn check(credential: &Credential) -> u16 {
    let digest = Sha256::new()
        .chain_update(b"palier|words|")
        .chain_update(credential.0.as_bytes())
        .finalize();
    u16::from_be_bytes([digest[0], digest[1]]) >> (16 - CHECK_BITS)
}

/// A word in small letters without accents, as far as the French list has any.
fn plain(word: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(word.len()));
    for letter in word.chars() {
        match letter {
            'é' | 'è' | 'É' | 'È' => text.push('e'),
            // The accents of decomposed text.
            '\u{300}' | '\u{301}' => {}
            _ => text.push(letter.to_ascii_lowercase()),
        }
    }
    text
}

/// The number of the word at a place, counted from the end.
fn index(number: &Number, place: usize) -> usize {
    let bit = u32::try_from(place * 11).unwrap_or(u32::MAX);
    let low = shifted(number, bit)[0] & 2047;
    usize::try_from(low).unwrap_or(usize::MAX)
}

/// The number without its last bits.
fn shifted(number: &Number, bits: u32) -> Number {
    let mut rest = *number;
    for _ in 0..bits {
        for at in 0..rest.len() {
            let above = rest.get(at + 1).map_or(0, |limb| limb << 63);
            rest[at] = rest[at] >> 1 | above;
        }
    }
    rest
}

/// Replaces the number by `number * factor + term`, both below 2^32; 192 bits hold every outcome.
fn multiply_add(number: &mut Number, factor: u64, term: u64) {
    let mut carry = u128::from(term);
    for limb in number {
        let wide = u128::from(*limb) * u128::from(factor) + carry;
        let [low, high] = halves(wide);
        *limb = low;
        carry = u128::from(high);
    }
}

/// Divides the number in place and returns the remainder.
fn divide(number: &mut Number, divisor: u32) -> usize {
    let mut remainder = 0;
    for limb in number.iter_mut().rev() {
        let wide = remainder << 64 | u128::from(*limb);
        [*limb, _] = halves(wide / u128::from(divisor));
        remainder = wide % u128::from(divisor);
    }
    usize::try_from(remainder).unwrap_or(usize::MAX)
}

/// The low and the high half of a double limb.
#[expect(
    clippy::cast_possible_truncation,
    reason = "cutting the number in two is the purpose"
)]
fn halves(wide: u128) -> [u64; 2] {
    [wide as u64, (wide >> 64) as u64]
}
