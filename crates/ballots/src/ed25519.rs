//! The group `Ed25519`: the subgroup of prime order of the curve of RFC 8032.
//!
//! Belenios writes a point as the 256-bit number `y XOR (lsb(x) << 255)` in 64 lower-case
//! hexadecimal digits, which is the encoding of RFC 8032, section 5.1.2, read backwards.

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::traits::Identity;
use zeroize::Zeroizing;

use crate::{Error, Group, decimal};

/// A number modulo q = 2^252 + 27742317777372353535851937790883648493.
pub type Scalar = curve25519_dalek::scalar::Scalar;

/// A point in the subgroup of prime order; there is no way to make another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element(EdwardsPoint);

/// The group `Ed25519`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ed25519;

/// How many characters an encoded element has.
const ELEMENT_LENGTH: usize = 64;

impl Group for Ed25519 {
    const NAME: &'static str = "Ed25519";

    type Element = Element;
    type Scalar = Scalar;

    fn generator() -> Element {
        Element(ED25519_BASEPOINT_POINT)
    }

    fn identity() -> Element {
        Element(EdwardsPoint::identity())
    }

    fn add(left: &Element, right: &Element) -> Element {
        Element(left.0 + right.0)
    }

    fn negate(element: &Element) -> Element {
        Element(-element.0)
    }

    fn multiply(element: &Element, scalar: &Scalar) -> Element {
        Element(element.0 * scalar)
    }

    fn multiply_generator(scalar: &Scalar) -> Element {
        Element(EdwardsPoint::mul_base(scalar))
    }

    fn combine_public(of_generator: &Scalar, scalar: &Scalar, element: &Element) -> Element {
        let sum =
            EdwardsPoint::vartime_double_scalar_mul_basepoint(scalar, &element.0, of_generator);
        Element(sum)
    }

    fn encode(element: &Element) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(ELEMENT_LENGTH);
        for byte in element.0.compress().as_bytes().iter().rev() {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        text
    }

    fn decode(text: &str) -> Result<Element, Error> {
        let compressed = CompressedEdwardsY(bytes_of(text)?);
        let point = compressed.decompress().ok_or(Error::ElementOffCurve)?;
        // Decompression takes y modulo p and a sign on x = 0; writing the point back shows both.
        if point.compress() != compressed {
            return Err(Error::ElementNotCanonical);
        }
        if !point.is_torsion_free() {
            return Err(Error::ElementOutsideSubgroup);
        }
        Ok(Element(point))
    }

    fn encode_scalar(scalar: &Scalar) -> String {
        let (limbs, _) = scalar.as_bytes().as_chunks::<8>();
        let mut number = [0; 4];
        for (to, from) in number.iter_mut().zip(limbs) {
            *to = u64::from_le_bytes(*from);
        }
        decimal::print(number)
    }

    fn decode_scalar(text: &str) -> Result<Scalar, Error> {
        let number: [u64; 4] = decimal::parse(text)?;
        let mut bytes = [0; 32];
        for (to, from) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(number) {
            *to = from.to_le_bytes();
        }
        Option::from(Scalar::from_canonical_bytes(bytes)).ok_or(Error::NumberTooLarge)
    }

    fn reduce(number: &[u8; 32]) -> Scalar {
        let mut little_endian = Zeroizing::new(*number);
        little_endian.reverse();
        Scalar::from_bytes_mod_order(*little_endian)
    }

    fn reduce_wide(number: &[u8; 64]) -> Scalar {
        let mut little_endian = Zeroizing::new(*number);
        little_endian.reverse();
        Scalar::from_bytes_mod_order_wide(&little_endian)
    }

    fn scalar_bytes(scalar: &Scalar) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(scalar.as_bytes().to_vec())
    }
}

/// The little-endian bytes that 64 lower-case hexadecimal digits stand for.
fn bytes_of(text: &str) -> Result<[u8; 32], Error> {
    if text.len() != ELEMENT_LENGTH {
        return Err(Error::ElementLength {
            expected: ELEMENT_LENGTH,
            found: text.len(),
        });
    }
    let mut bytes = [0; 32];
    for (position, digit) in text.bytes().enumerate() {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return Err(Error::ElementDigit { position }),
        };
        let byte = &mut bytes[31 - position / 2];
        *byte = *byte << 4 | value;
    }
    Ok(bytes)
}
