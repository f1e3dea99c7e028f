//! Powers of one base, prepared so that many exponents come cheap.

use crypto_bigint::modular::ConstMontyParams;
use crypto_bigint::{Choice, CtAssign, CtEq, U2048};
use zeroize::Zeroizing;

use super::{Domain, Element, Exponent, Residue};

/// How many values a digit of the exponent takes.
const RADIX: usize = 16;

/// For each place of a base-16 exponent, the 16 powers that its digit may ask for.
pub struct Powers<D: Domain>(Vec<[Residue<D::Prime>; RADIX]>);

impl<D: Domain> Powers<D> {
    /// Prepares the powers of an element.
    pub fn new(element: &Element<D>) -> Self {
        let places = D::Scalar::BITS.div_ceil(RADIX.ilog2());
        let mut base = element.0;
        let place = |_| {
            let mut powers = [Residue::ONE; RADIX];
            for digit in 1..RADIX {
                powers[digit] = powers[digit - 1] * base;
            }
            base *= powers[RADIX - 1];
            powers
        };
        Self((0..places).map(place).collect())
    }

    /// A power of the base, in constant time: each digit reads all that it might have asked for.
    pub fn multiply(&self, scalar: &D::Scalar) -> Element<D> {
        let mut product = Residue::ONE;
        for (place, digit) in self.0.iter().zip(digits(&scalar.bytes())) {
            let mut factor = Residue::ONE;
            for (value, power) in (0u8..).zip(place) {
                let is_it: Choice = value.ct_eq(&digit);
                factor.ct_assign(power, is_it);
            }
            product *= factor;
        }
        Element(product)
    }
}

/// The same for public exponents: as wide as the exponents are short, since nothing is read in vain.
pub struct PublicPowers<D: Domain> {
    /// Whether a digit is a whole byte, or half of one.
    bytes: bool,
    /// For each place, the powers that its digit may ask for, the zeroth one left out.
    places: Vec<Vec<Residue<D::Prime>>>,
}

/// Up to how many bits of an exponent its digits are bytes: 2 MiB then, where 2048 bits were 16.
const BYTES_UP_TO: u32 = 256;

impl<D: Domain> PublicPowers<D> {
    /// Prepares the powers of an element.
    pub fn new(element: &Element<D>) -> Self {
        let bytes = D::Scalar::BITS <= BYTES_UP_TO;
        let width = if bytes { 8 } else { 4 };
        let mut base = element.0;
        let place = |_| {
            let mut powers = vec![base];
            let mut power = base;
            for _ in 2..1 << width {
                power *= base;
                powers.push(power);
            }
            base *= power;
            powers
        };
        let places = (0..D::Scalar::BITS.div_ceil(width)).map(place).collect();
        Self { bytes, places }
    }

    /// The product of a power of the base and one of another element.
    pub fn combine(
        &self,
        of_base: &D::Scalar,
        scalar: &D::Scalar,
        element: &Element<D>,
    ) -> Element<D> {
        let power = scalar.power_public(&element.0);
        Element(self.continue_with(power, of_base))
    }

    /// A number multiplied by a power of the base.
    pub(super) fn continue_with(
        &self,
        number: Residue<D::Prime>,
        scalar: &D::Scalar,
    ) -> Residue<D::Prime> {
        let exponent = scalar.bytes();
        if self.bytes {
            self.product(number, exponent.iter().copied())
        } else {
            self.product(number, digits(&exponent))
        }
    }

    fn product(
        &self,
        number: Residue<D::Prime>,
        digits: impl Iterator<Item = u8>,
    ) -> Residue<D::Prime> {
        let mut product = number;
        for (place, digit) in self.places.iter().zip(digits) {
            if let Some(before) = usize::from(digit).checked_sub(1) {
                product *= place[before];
            }
        }
        product
    }
}

/// Several powers of one number, for public values only; the squarings are made once for all.
///
/// For each exponent, the powers base^(16^place) are gathered by the digit at their place, and what
/// was gathered for the digit d is raised to the d at the end (Yao, 1976).
pub(super) fn several_powers<P: ConstMontyParams<{ U2048::LIMBS }>>(
    base: &Residue<P>,
    exponents: &[Zeroizing<Vec<u8>>],
) -> Vec<Residue<P>> {
    let mut gathered = vec![[None; RADIX]; exponents.len()];
    let mut streams: Vec<_> = exponents.iter().map(|bytes| digits(bytes)).collect();
    let places = exponents.first().map_or(0, |bytes| bytes.len() * 2);
    let mut square = *base;
    for place in 0..places {
        if place > 0 {
            square = square.square_repeat_vartime(RADIX.ilog2());
        }
        for (gathered, stream) in gathered.iter_mut().zip(&mut streams) {
            let Some(digit @ 1..) = stream.next() else {
                continue;
            };
            let slot: &mut Option<Residue<P>> = &mut gathered[usize::from(digit)];
            *slot = Some(slot.map_or(square, |product| product * square));
        }
    }
    gathered.iter().map(raise).collect()
}

/// The product of what each digit gathered, raised to the digit.
fn raise<P: ConstMontyParams<{ U2048::LIMBS }>>(
    gathered: &[Option<Residue<P>>; RADIX],
) -> Residue<P> {
    let (mut running, mut product) = (Residue::ONE, Residue::ONE);
    for slot in gathered[1..].iter().rev() {
        if let Some(factor) = slot {
            running *= *factor;
        }
        product *= running;
    }
    product
}

/// The base-16 digits of a little-endian number, the smallest first.
fn digits(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.iter().flat_map(|byte| [byte & 15, byte >> 4])
}
