//! Decimal numbers of a fixed width, strict in both directions.
//!
//! Numbers are little-endian arrays of 64-bit limbs. Time depends on the value, as it does in any
//! conversion to text: a secret goes through here only on its way into or out of a key file.

use crate::Error;

/// How many decimal digits are taken at a time: the most whose value fits in a limb.
const CHUNK: usize = 19;

/// 10 to the power of [`CHUNK`].
const CHUNK_BASE: u64 = 10u64.pow(19);

/// The integer part of (2^128 - 1) / [`CHUNK_BASE`], less 2^64.
const RECIPROCAL: u64 = split(u128::MAX / CHUNK_BASE as u128).0;

/// Reads a non-negative decimal number in its only spelling.
pub(crate) fn parse<const LIMBS: usize>(text: &str) -> Result<[u64; LIMBS], Error> {
    let digits = text.as_bytes();
    if digits.is_empty() {
        return Err(Error::NumberEmpty);
    }
    if let Some(position) = digits.iter().position(|digit| !digit.is_ascii_digit()) {
        return Err(Error::NumberDigit { position });
    }
    if digits.len() > 1 && digits[0] == b'0' {
        return Err(Error::NumberLeadingZero);
    }
    let mut limbs = [0; LIMBS];
    for chunk in digits.rchunks(CHUNK).rev() {
        let (scale, value) = chunk.iter().fold((1u64, 0u64), |(scale, value), digit| {
            (scale * 10, value * 10 + u64::from(digit - b'0'))
        });
        multiply_add(&mut limbs, scale, value)?;
    }
    Ok(limbs)
}

/// Writes a number in decimal.
pub(crate) fn print<const LIMBS: usize>(mut limbs: [u64; LIMBS]) -> String {
    let mut chunks = vec![divide(&mut limbs)];
    while limbs.iter().any(|limb| *limb != 0) {
        chunks.push(divide(&mut limbs));
    }
    let mut text = String::with_capacity(chunks.len() * CHUNK);
    for chunk in chunks.iter().rev() {
        if text.is_empty() {
            text = chunk.to_string();
        } else {
            text.push_str(&format!("{chunk:0CHUNK$}"));
        }
    }
    text
}

/// Replaces the number by `number * factor + term`, or says that it no longer fits.
fn multiply_add(limbs: &mut [u64], factor: u64, term: u64) -> Result<(), Error> {
    let mut carry = term;
    for limb in limbs {
        let wide = u128::from(*limb) * u128::from(factor) + u128::from(carry);
        (*limb, carry) = split(wide);
    }
    if carry == 0 {
        Ok(())
    } else {
        Err(Error::NumberTooLarge)
    }
}

/// Divides the number by [`CHUNK_BASE`] in place and returns the remainder.
///
/// Möller and Granlund, "Improved division by invariant integers" (2011), algorithm 4: the base has
/// its top bit set, so two multiplications by a constant stand for each division.
fn divide(limbs: &mut [u64]) -> u64 {
    let mut remainder = 0;
    for limb in limbs.iter_mut().rev() {
        let wide = (u128::from(remainder) << 64) | u128::from(*limb);
        let (low, high) = split(u128::from(RECIPROCAL) * u128::from(remainder) + wide);
        let mut quotient = high.wrapping_add(1);
        remainder = limb.wrapping_sub(quotient.wrapping_mul(CHUNK_BASE));
        if remainder > low {
            quotient = quotient.wrapping_sub(1);
            remainder = remainder.wrapping_add(CHUNK_BASE);
        }
        if remainder >= CHUNK_BASE {
            quotient = quotient.wrapping_add(1);
            remainder -= CHUNK_BASE;
        }
        *limb = quotient;
    }
    remainder
}

/// The low and the high half of a double limb.
#[expect(
    clippy::cast_possible_truncation,
    reason = "cutting the number in two is the purpose"
)]
const fn split(wide: u128) -> (u64, u64) {
    (wide as u64, (wide >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_longer_than_the_limbs_is_refused() {
        let largest = u128::MAX.to_string();
        assert_eq!(parse::<2>(&largest), Ok([u64::MAX, u64::MAX]));
        let next = "340282366920938463463374607431768211456";
        assert_eq!(parse::<2>(next), Err(Error::NumberTooLarge));
    }

    #[test]
    fn zeros_inside_a_number_are_kept() {
        let text = "1000000000000000000000000000000000001";
        assert_eq!(parse::<4>(text).map(print), Ok(text.to_owned()));
        assert_eq!(print([0; 4]), "0");
    }

    proptest::proptest! {
        #[test]
        fn numbers_survive_the_round_trip(number: u128) {
            let text = number.to_string();
            let limbs = parse::<2>(&text)?;
            proptest::prop_assert_eq!(split(number), (limbs[0], limbs[1]));
            proptest::prop_assert_eq!(print(limbs), text);
        }
    }
}
