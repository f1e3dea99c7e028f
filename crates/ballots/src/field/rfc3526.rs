//! The group `RFC-3526-2048`: the squares modulo the 2048-bit safe prime of RFC 3526, section 3.
//!
//! The parameters are those of the Belenios specification, section 5.2. Elections in this group are
//! read and verified, never made: 512 random bits are far too few for its 2047-bit exponents.

use std::sync::OnceLock;

use crypto_bigint::modular::ConstMontyForm;
use crypto_bigint::{JacobiSymbol, U2048, const_monty_params};

use super::{Domain, Element, Powers, PublicPowers, Residue};

const_monty_params!(
    Prime,
    U2048,
    "\
     ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74\
     020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437\
     4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed\
     ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05\
     98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb\
     9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b\
     e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718\
     3995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff",
    "p, a prime of 2048 bits whose half, rounded down, is prime too."
);

const_monty_params!(
    Order,
    U2048,
    "\
     7fffffffffffffffe487ed5110b4611a62633145c06e0e68948127044533e63a\
     0105df531d89cd9128a5043cc71a026ef7ca8cd9e69d218d98158536f92f8a1b\
     a7f09ab6b6a8e122f242dabb312f3f637a262174d31bf6b585ffae5b7a035bf6\
     f71c35fdad44cfd2d74f9208be258ff324943328f6722d9ee1003e5c50b1df82\
     cc6d241b0e2ae9cd348b1fd47e9267afc1b2ae91ee51d6cb0e3179ab1042a95d\
     cf6a9483b84b4b36b3861aa7255e4c0278ba3604650c10be19482f23171b671d\
     f1cf3b960c074301cd93c1d17603d147dae2aef837a62964ef15e5fb4aac0b8c\
     1ccaa4be754ab5728ae9130c4c7d02880ab9472d455655347fffffffffffffff",
    "q = (p - 1) / 2, the order of the group."
);

/// The group `RFC-3526-2048`, that of elections whose answers are numbers or ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rfc3526;

impl Domain for Rfc3526 {
    const NAME: &'static str = "RFC-3526-2048";
    const GENERATOR: Residue<Prime> = ConstMontyForm::new(&U2048::from_u8(2));

    type Prime = Prime;
    type Scalar = ConstMontyForm<Order, { U2048::LIMBS }>;

    /// Half of the numbers are squares, and those are the group.
    fn is_member(number: &Residue<Prime>) -> bool {
        number.jacobi_symbol_vartime() == JacobiSymbol::One
    }

    fn powers() -> &'static Powers<Self> {
        static POWERS: OnceLock<Powers<Rfc3526>> = OnceLock::new();
        POWERS.get_or_init(|| Powers::new(&Element(Self::GENERATOR)))
    }

    fn public_powers() -> &'static PublicPowers<Self> {
        static POWERS: OnceLock<PublicPowers<Rfc3526>> = OnceLock::new();
        POWERS.get_or_init(|| PublicPowers::new(&Element(Self::GENERATOR)))
    }
}
