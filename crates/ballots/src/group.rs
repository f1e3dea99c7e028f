//! What the protocol asks of a group.

use std::fmt::Debug;
use std::ops::{Add, Mul, Neg, Sub};

use zeroize::{Zeroize, Zeroizing};

use crate::{Error, HashLayer};

/// The factors of one combination: of g, of a key that has a table, and of an element.
#[derive(Clone, Copy, Debug)]
pub struct Row<S> {
    /// The factor of g.
    pub generator: S,
    /// The factor of the key of the table.
    pub key: S,
    /// The factor of the element.
    pub element: S,
}

/// A group of prime order q, with the encodings of the Belenios wire format.
///
/// Belenios writes its groups multiplicatively (g^x); the names here are the additive ones of
/// elliptic curves. A value of [`Group::Element`] is in the subgroup of prime order by
/// construction: [`Group::decode`] refuses everything else and no operation leaves it.
pub trait Group: 'static {
    /// The name that goes into the hashes, as in the field `group` of an election.
    const NAME: &'static str;

    /// The hashes of the version of the protocol that the group is used in.
    type Hashes: HashLayer;

    /// An element of the subgroup of prime order.
    type Element: Copy + Debug + Eq + Send + Sync;

    /// One element, prepared so that many multiples of it come cheap.
    type Prepared: Send + Sync;

    /// A number modulo q.
    type Scalar: Copy
        + Eq
        + Send
        + Sync
        + Zeroize
        + Add<Output = Self::Scalar>
        + Mul<Output = Self::Scalar>
        + Neg<Output = Self::Scalar>
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

    /// Prepares an element of which many multiples will be asked.
    fn prepare(element: &Self::Element) -> Self::Prepared;

    /// A multiple of a prepared element, in constant time.
    fn multiply_prepared(prepared: &Self::Prepared, scalar: &Self::Scalar) -> Self::Element;

    /// What is computed once about a public key, so that its multiples come fast.
    type Table: Send + Sync;

    /// Computes the table of a public key.
    fn table(key: &Self::Element) -> Self::Table;

    /// One combination of g, the key of the table and the element for each row, in variable time:
    /// for public values only.
    ///
    /// The rows are asked for together because much of the work on the element can be shared.
    fn combine_rows(
        table: &Self::Table,
        element: &Self::Element,
        rows: &[Row<Self::Scalar>],
    ) -> Vec<Self::Element>;

    /// Reads an element like [`Group::decode`] and combines it like [`Group::combine_rows`].
    ///
    /// A group overrides this when the check of membership can share work with the rows.
    ///
    /// # Errors
    /// Those of [`Group::decode`].
    fn decode_and_combine(
        text: &str,
        table: &Self::Table,
        rows: &[Row<Self::Scalar>],
    ) -> Result<(Self::Element, Vec<Self::Element>), Error> {
        let element = Self::decode(text)?;
        let combinations = Self::combine_rows(table, &element, rows);
        Ok((element, combinations))
    }

    /// The inverse of a scalar other than zero, in variable time: for public values only.
    fn invert_public(scalar: &Self::Scalar) -> Self::Scalar;

    /// A small number as a scalar.
    fn small(number: u64) -> Self::Scalar {
        let mut bytes = [0; 32];
        bytes[24..].copy_from_slice(&number.to_be_bytes());
        Self::reduce(&bytes)
    }

    /// The spellings of several elements, which some groups write faster together.
    fn encode_all(elements: &[Self::Element]) -> Vec<String> {
        elements.iter().map(Self::encode).collect()
    }

    /// The one spelling of an element on the wire.
    fn encode(element: &Self::Element) -> String;

    /// Reads an element, accepting nothing but what [`Group::encode`] writes.
    ///
    /// # Errors
    /// One of the `Element…` variants: wrong length or digit, not on the curve, not canonical, or
    /// outside the subgroup of prime order; in the groups that write numbers, also one of the
    /// `Number…` variants.
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

    /// A 512-bit big-endian number modulo q: in a group of [`Making`], wide enough to leave no
    /// measurable bias.
    fn reduce_wide(number: &[u8; 64]) -> Self::Scalar;

    /// A scalar as bytes of fixed length, to be hashed and forgotten.
    fn scalar_bytes(scalar: &Self::Scalar) -> Zeroizing<Vec<u8>>;

    /// The challenge that belongs to a string, modulo q.
    fn challenge(text: &str) -> Self::Scalar {
        Self::reduce(&Self::Hashes::challenge(text))
    }

    /// The fingerprint of an election or of a ballot.
    fn fingerprint(bytes: &[u8]) -> String {
        Self::Hashes::fingerprint(bytes)
    }
}

/// A group in which secrets and proofs are made, not only checked.
///
/// Its order is at least 2^128 times smaller than 2^512, so that [`Group::reduce_wide`] is uniform.
pub trait Making: Group {}
