//! What the protocol asks of a group.

use std::fmt::Debug;
use std::ops::{Add, Mul, Sub};

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::Error;

/// A group of prime order q, with the encodings of the Belenios wire format.
///
/// Belenios writes its groups multiplicatively (g^x); the names here are the additive ones of
/// elliptic curves. A value of [`Group::Element`] is in the subgroup of prime order by
/// construction: [`Group::decode`] refuses everything else and no operation leaves it.
pub trait Group {
    /// The name that goes into the hashes, as in the field `group` of an election.
    const NAME: &'static str;

    /// An element of the subgroup of prime order.
    type Element: Copy + Debug + Eq + Send + Sync;

    /// A number modulo q.
    type Scalar: Copy
        + Eq
        + Send
        + Sync
        + Zeroize
        + Add<Output = Self::Scalar>
        + Mul<Output = Self::Scalar>
        + Sub<Output = Self::Scalar>;

    /// The agreed generator, g.
    fn generator() -> Self::Element;

    /// The neutral element.
    fn identity() -> Self::Element;

    /// The group operation.
    fn add(left: &Self::Element, right: &Self::Element) -> Self::Element;

    /// The inverse of an element.
    fn negate(element: &Self::Element) -> Self::Element;

    /// A multiple of an element, in constant time.
    fn multiply(element: &Self::Element, scalar: &Self::Scalar) -> Self::Element;

    /// A multiple of the generator, in constant time.
    fn multiply_generator(scalar: &Self::Scalar) -> Self::Element;

    /// `of_generator`·g + `scalar`·`element`, in variable time: for public values only.
    fn combine_public(
        of_generator: &Self::Scalar,
        scalar: &Self::Scalar,
        element: &Self::Element,
    ) -> Self::Element;

    /// The one spelling of an element on the wire.
    fn encode(element: &Self::Element) -> String;

    /// Reads an element, accepting nothing but what [`Group::encode`] writes.
    ///
    /// # Errors
    /// One of the `Element…` variants: wrong length or digit, not on the curve, not canonical, or
    /// outside the subgroup of prime order.
    fn decode(text: &str) -> Result<Self::Element, Error>;

    /// The decimal spelling of a scalar.
    fn encode_scalar(scalar: &Self::Scalar) -> String;

    /// Reads a scalar in [0, q), accepting nothing but what [`Group::encode_scalar`] writes.
    ///
    /// # Errors
    /// One of the `Number…` variants: empty, a sign or another foreign character, a leading zero,
    /// or a value of q or more.
    fn decode_scalar(text: &str) -> Result<Self::Scalar, Error>;

    /// A 256-bit big-endian number modulo q.
    fn reduce(number: &[u8; 32]) -> Self::Scalar;

    /// A 512-bit big-endian number modulo q: wide enough to leave no measurable bias.
    fn reduce_wide(number: &[u8; 64]) -> Self::Scalar;

    /// A scalar as bytes of fixed length, to be hashed and forgotten.
    fn scalar_bytes(scalar: &Self::Scalar) -> Zeroizing<Vec<u8>>;

    /// The challenge that belongs to a string: its SHA-256, big-endian, modulo q.
    fn challenge(text: &str) -> Self::Scalar {
        Self::reduce(&Sha256::digest(text.as_bytes()).into())
    }
}
