//! The group `Ed25519`: the subgroup of prime order of the curve of RFC 8032.
//!
//! Belenios writes a point as the 256-bit number `y XOR (lsb(x) << 255)` in 64 lower-case
//! hexadecimal digits, which is the encoding of RFC 8032, section 5.1.2, read backwards.

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{
    CompressedEdwardsY, EdwardsBasepointTable, EdwardsPoint, VartimeEdwardsPrecomputation,
};
use curve25519_dalek::traits::{BasepointTable, Identity, VartimePrecomputedMultiscalarMul};
use std::marker::PhantomData;
use zeroize::Zeroizing;

use crate::{Error, Group, HashLayer, Making, Row, Version1, decimal};

/// A number modulo q = 2^252 + 27742317777372353535851937790883648493.
pub type Scalar = curve25519_dalek::scalar::Scalar;

/// A point in the subgroup of prime order; there is no way to make another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element(EdwardsPoint);

/// The curve, with the hashes of a version of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curve<H>(PhantomData<H>);

/// The group `Ed25519` of version 1.
pub type Ed25519 = Curve<Version1>;

/// How many characters an encoded element has.
const ELEMENT_LENGTH: usize = 64;

impl<H: HashLayer> Group for Curve<H> {
    const NAME: &'static str = "Ed25519";

    type Hashes = H;
    type Element = Element;
    type Scalar = Scalar;
    type Prepared = EdwardsBasepointTable;

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
        Element(multiply_basepoint(scalar))
    }

    fn combine_public(of_generator: &Scalar, scalar: &Scalar, element: &Element) -> Element {
        let sum =
            EdwardsPoint::vartime_double_scalar_mul_basepoint(scalar, &element.0, of_generator);
        Element(sum)
    }

    fn prepare(element: &Element) -> EdwardsBasepointTable {
        EdwardsBasepointTable::create(&element.0)
    }

    fn multiply_prepared(prepared: &EdwardsBasepointTable, scalar: &Scalar) -> Element {
        Element(prepared.mul_base(scalar))
    }

    type Table = VartimeEdwardsPrecomputation;

    fn table(key: &Element) -> Self::Table {
        // The key first: a combination that leaves g out then leaves the second table out.
        VartimeEdwardsPrecomputation::new([key.0, ED25519_BASEPOINT_POINT])
    }

    fn combine_rows(table: &Self::Table, element: &Element, rows: &[Row<Scalar>]) -> Vec<Element> {
        rows.iter()
            .map(|row| combine(table, element, row))
            .collect()
    }

    fn invert_public(scalar: &Scalar) -> Scalar {
        scalar.invert()
    }

    fn encode(element: &Element) -> String {
        text_of(&element.0.compress())
    }

    fn encode_all(elements: &[Element]) -> Vec<String> {
        let points: Vec<_> = elements.iter().map(|element| element.0).collect();
        let compressed = EdwardsPoint::compress_batch_alloc(&points);
        compressed.iter().map(text_of).collect()
    }

    fn decode(text: &str) -> Result<Element, Error> {
        let compressed = CompressedEdwardsY(bytes_of(text)?);
        let point = compressed.decompress().ok_or(Error::ElementOffCurve)?;
        if !is_canonical(compressed.as_bytes()) {
            return Err(Error::ElementNotCanonical);
        }
        if !is_in_subgroup(&point) {
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

impl<H: HashLayer> Making for Curve<H> {}

/// The generator multiplied, in constant time, by the table that stands in the binary.
#[cfg(feature = "generator-table")]
fn multiply_basepoint(scalar: &Scalar) -> EdwardsPoint {
    EdwardsPoint::mul_base(scalar)
}

/// The generator multiplied, in constant time, by a table that is computed once.
#[cfg(not(feature = "generator-table"))]
fn multiply_basepoint(scalar: &Scalar) -> EdwardsPoint {
    static TABLE: std::sync::OnceLock<EdwardsBasepointTable> = std::sync::OnceLock::new();
    TABLE
        .get_or_init(|| EdwardsBasepointTable::create(&ED25519_BASEPOINT_POINT))
        .mul_base(scalar)
}

/// Whether the little-endian bytes of a point are the ones that it is written with.
///
/// Decompression takes y modulo p, and a sign on x = 0, which has none. Writing the point back
/// would show both, at the price of an inversion.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    let mut y = *bytes;
    let negative = y[31] >> 7 == 1;
    y[31] &= 0x7f;
    // p = 2^255 - 19, and p - 1 is the y of the point of order two.
    let mut order_two = [0xff; 32];
    (order_two[0], order_two[31]) = (0xec, 0x7f);
    let mut identity = [0; 32];
    identity[0] = 1;
    let reduced = y.iter().rev().le(order_two.iter().rev());
    reduced && !(negative && (y == identity || y == order_two))
}

/// Whether q times the point is the identity, in variable time as all decoded points are public.
///
/// Each point is tested alone: a random combination of several would let small orders through.
fn is_in_subgroup(point: &EdwardsPoint) -> bool {
    // q - 1 and one more point: q itself is zero as a scalar.
    let almost =
        EdwardsPoint::vartime_double_scalar_mul_basepoint(&-Scalar::ONE, point, &Scalar::ZERO);
    almost + point == EdwardsPoint::identity()
}

/// One row of [`Group::combine_rows`].
fn combine(table: &VartimeEdwardsPrecomputation, element: &Element, row: &Row<Scalar>) -> Element {
    let sum = if row.key == Scalar::ZERO {
        EdwardsPoint::vartime_double_scalar_mul_basepoint(&row.element, &element.0, &row.generator)
    } else {
        let of_tables = [row.key, row.generator];
        let used = if row.generator == Scalar::ZERO { 1 } else { 2 };
        table.vartime_mixed_multiscalar_mul(&of_tables[..used], [row.element], [element.0])
    };
    Element(sum)
}

/// The 64 lower-case hexadecimal digits of a point.
fn text_of(compressed: &CompressedEdwardsY) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(ELEMENT_LENGTH);
    for byte in compressed.as_bytes().iter().rev() {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
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
