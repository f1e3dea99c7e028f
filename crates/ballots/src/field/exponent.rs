//! Numbers modulo q, whatever the length of q.

use std::ops::{Add, Mul, Neg, Sub};

use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{U2048, Uint};
use zeroize::{Zeroize, Zeroizing};

use super::Residue;
use crate::{Error, decimal};

/// What the groups ask of a number modulo q.
pub trait Exponent:
    Copy
    + Eq
    + Send
    + Sync
    + Zeroize
    + Add<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
    + Sub<Output = Self>
    + 'static
{
    /// How many bits q has.
    const BITS: u32;

    /// A small number.
    fn from_small(number: u64) -> Self;

    /// A big-endian number of any length, modulo q, in a time that depends on the length alone.
    fn from_bytes(bytes: &[u8]) -> Self;

    /// Reads a number in [0, q).
    ///
    /// # Errors
    /// One of the `Number…` variants.
    fn parse(text: &str) -> Result<Self, Error>;

    /// Writes the number in decimal.
    fn print(&self) -> String;

    /// The number as little-endian bytes of fixed length.
    fn bytes(&self) -> Zeroizing<Vec<u8>>;

    /// q itself, as bytes like those of a number below it.
    fn order() -> Zeroizing<Vec<u8>>;

    /// The inverse modulo q, and 0 for 0; for public values.
    fn inverse(&self) -> Self;

    /// A power of a number modulo p, in constant time.
    fn power<P: ConstMontyParams<{ U2048::LIMBS }>>(&self, base: &Residue<P>) -> Residue<P>;

    /// A power of a number modulo p, in variable time: for public values only.
    fn power_public<P: ConstMontyParams<{ U2048::LIMBS }>>(&self, base: &Residue<P>) -> Residue<P>;
}

impl<Q: ConstMontyParams<LIMBS>, const LIMBS: usize> Exponent for ConstMontyForm<Q, LIMBS> {
    const BITS: u32 = Self::MODULUS.as_ref().bits_vartime();

    fn from_small(number: u64) -> Self {
        Self::new(&Uint::from_u64(number))
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        let shift = Self::new(&Uint::MAX) + Self::ONE;
        let mut sum = Self::ZERO;
        for chunk in bytes.rchunks(Uint::<LIMBS>::BYTES).rev() {
            let mut words = [0; LIMBS];
            for (word, bytes) in words.iter_mut().zip(chunk.rchunks(8)) {
                *word = bytes
                    .iter()
                    .fold(0, |word, byte| word << 8 | u64::from(*byte));
            }
            sum = sum * shift + Self::new(&Uint::from_words(words));
            words.zeroize();
        }
        sum
    }

    fn parse(text: &str) -> Result<Self, Error> {
        let number = Uint::from_words(decimal::parse(text)?);
        if number < *Self::MODULUS {
            Ok(Self::new(&number))
        } else {
            Err(Error::NumberTooLarge)
        }
    }

    fn print(&self) -> String {
        decimal::print(self.retrieve().to_words())
    }

    fn bytes(&self) -> Zeroizing<Vec<u8>> {
        bytes_of(&self.retrieve())
    }

    fn order() -> Zeroizing<Vec<u8>> {
        bytes_of(Self::MODULUS.as_ref())
    }

    fn inverse(&self) -> Self {
        self.invert_vartime().into_option().unwrap_or(Self::ZERO)
    }

    fn power<P: ConstMontyParams<{ U2048::LIMBS }>>(&self, base: &Residue<P>) -> Residue<P> {
        let exponent = Zeroizing::new(self.retrieve());
        base.pow_bounded_exp(&exponent, Self::BITS)
    }

    fn power_public<P: ConstMontyParams<{ U2048::LIMBS }>>(&self, base: &Residue<P>) -> Residue<P> {
        base.pow_vartime(&self.retrieve())
    }
}

/// The bytes of a number, the smallest first.
fn bytes_of<const LIMBS: usize>(number: &Uint<LIMBS>) -> Zeroizing<Vec<u8>> {
    let words = Zeroizing::new(number.to_words());
    let mut bytes = Zeroizing::new(Vec::with_capacity(Uint::<LIMBS>::BYTES));
    for word in words.iter() {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    bytes
}
