//! Groups of numbers modulo a 2048-bit prime, on `crypto-bigint`.
//!
//! Each is the subgroup of prime order q of the numbers modulo p (Belenios specification, section
//! 5), written in decimal. The operation is multiplication modulo p; it bears the additive names of
//! [`Group`] all the same.

mod belenios;
mod exponent;
mod power;
mod rfc3526;

use std::fmt;

use crypto_bigint::U2048;
use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use zeroize::Zeroizing;

pub use belenios::Belenios2048;
use exponent::Exponent;
use power::several_powers;
pub use power::{Powers, PublicPowers};
pub use rfc3526::Rfc3526;

use crate::{Error, Group, Row, Version1, decimal};

/// A number modulo p.
type Residue<P> = ConstMontyForm<P, { U2048::LIMBS }>;

/// The parameters of one such group.
pub trait Domain: Copy + fmt::Debug + Eq + Send + Sync + 'static {
    /// The name that goes into the hashes.
    const NAME: &'static str;

    /// g, of order q.
    const GENERATOR: Residue<Self::Prime>;

    /// p.
    type Prime: ConstMontyParams<{ U2048::LIMBS }>;

    /// The numbers modulo q.
    type Scalar: Exponent;

    /// Whether a number modulo p is in the subgroup of order q; for public numbers only.
    fn is_member(number: &Residue<Self::Prime>) -> bool;

    /// The powers of the generator, computed once for the whole process.
    fn powers() -> &'static Powers<Self>;

    /// The same for public exponents.
    fn public_powers() -> &'static PublicPowers<Self>;
}

/// An element of the subgroup of prime order; there is no way to make another one.
pub struct Element<D: Domain>(Residue<D::Prime>);

impl<D: Domain> Clone for Element<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D: Domain> Copy for Element<D> {}

impl<D: Domain> PartialEq for Element<D> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<D: Domain> Eq for Element<D> {}

impl<D: Domain> fmt::Debug for Element<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Element")
            .field(&D::encode(self))
            .finish()
    }
}

impl<D: Domain> Group for D {
    const NAME: &'static str = <D as Domain>::NAME;

    type Hashes = Version1;
    type Element = Element<D>;
    type Scalar = <D as Domain>::Scalar;
    type Prepared = Powers<D>;

    fn generator() -> Element<D> {
        Element(D::GENERATOR)
    }

    fn identity() -> Element<D> {
        Element(Residue::ONE)
    }

    fn add(left: &Element<D>, right: &Element<D>) -> Element<D> {
        Element(left.0 * right.0)
    }

    /// x^(q-1): slower than Euclid's algorithm, but it cannot fail.
    fn negate(element: &Element<D>) -> Element<D> {
        let exponent = -Self::Scalar::from_small(1);
        Element(exponent.power(&element.0))
    }

    fn multiply(element: &Element<D>, scalar: &Self::Scalar) -> Element<D> {
        Element(scalar.power(&element.0))
    }

    fn multiply_generator(scalar: &Self::Scalar) -> Element<D> {
        D::powers().multiply(scalar)
    }

    fn combine_public(
        of_generator: &Self::Scalar,
        scalar: &Self::Scalar,
        element: &Element<D>,
    ) -> Element<D> {
        D::public_powers().combine(of_generator, scalar, element)
    }

    fn prepare(element: &Element<D>) -> Powers<D> {
        Powers::new(element)
    }

    fn multiply_prepared(prepared: &Powers<D>, scalar: &Self::Scalar) -> Element<D> {
        prepared.multiply(scalar)
    }

    type Table = PublicPowers<D>;

    fn table(key: &Element<D>) -> PublicPowers<D> {
        PublicPowers::new(key)
    }

    fn combine_rows(
        table: &PublicPowers<D>,
        element: &Element<D>,
        rows: &[Row<Self::Scalar>],
    ) -> Vec<Element<D>> {
        let exponents: Vec<_> = rows.iter().map(|row| row.element.bytes()).collect();
        let powers = several_powers(&element.0, &exponents);
        finish(table, rows, powers)
    }

    fn decode_and_combine(
        text: &str,
        table: &PublicPowers<D>,
        rows: &[Row<Self::Scalar>],
    ) -> Result<(Element<D>, Vec<Element<D>>), Error> {
        let number = read::<D>(text)?;
        let mut exponents: Vec<_> = rows.iter().map(|row| row.element.bytes()).collect();
        // What the order sends to 1 is a member, and this power shares the squarings of the others.
        exponents.push(Self::Scalar::order());
        let mut powers = several_powers(&number, &exponents);
        if powers.pop() != Some(Residue::ONE) {
            return Err(Error::ElementOutsideSubgroup);
        }
        Ok((Element(number), finish(table, rows, powers)))
    }

    fn invert_public(scalar: &Self::Scalar) -> Self::Scalar {
        scalar.inverse()
    }

    fn encode(element: &Element<D>) -> String {
        decimal::print(element.0.retrieve().to_words())
    }

    fn decode(text: &str) -> Result<Element<D>, Error> {
        let number = read::<D>(text)?;
        if D::is_member(&number) {
            Ok(Element(number))
        } else {
            Err(Error::ElementOutsideSubgroup)
        }
    }

    fn encode_scalar(scalar: &Self::Scalar) -> String {
        scalar.print()
    }

    fn decode_scalar(text: &str) -> Result<Self::Scalar, Error> {
        Self::Scalar::parse(text)
    }

    fn reduce(number: &[u8; 32]) -> Self::Scalar {
        Self::Scalar::from_bytes(number)
    }

    fn reduce_wide(number: &[u8; 64]) -> Self::Scalar {
        Self::Scalar::from_bytes(number)
    }

    fn scalar_bytes(scalar: &Self::Scalar) -> Zeroizing<Vec<u8>> {
        scalar.bytes()
    }
}

/// Reads a number below p in its one spelling.
fn read<D: Domain>(text: &str) -> Result<Residue<D::Prime>, Error> {
    let words = decimal::parse(text).map_err(|error| match error {
        Error::NumberTooLarge => Error::ElementNotCanonical,
        other => other,
    })?;
    let number = U2048::from_words(words);
    if number < *Residue::<D::Prime>::MODULUS {
        Ok(Residue::new(&number))
    } else {
        Err(Error::ElementNotCanonical)
    }
}

/// Adds to each power of an element what its row asks of the generator and of the key.
fn finish<D: Domain>(
    key: &PublicPowers<D>,
    rows: &[Row<D::Scalar>],
    powers: Vec<Residue<D::Prime>>,
) -> Vec<Element<D>> {
    let rows = rows.iter().zip(powers);
    let finished = rows.map(|(row, power)| {
        let power = key.continue_with(power, &row.key);
        Element(D::public_powers().continue_with(power, &row.generator))
    });
    finished.collect()
}
