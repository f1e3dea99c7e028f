//! The curve, compared with plain arithmetic on big numbers and with the tables of its library.

use curve25519_dalek::constants::ED25519_BASEPOINT_TABLE;
use curve25519_dalek::edwards::EdwardsBasepointTableRadix256;
use curve25519_dalek::traits::BasepointTable;
use num_bigint::BigUint;
use palier_ballots::{Ed25519, Ed25519Element, Ed25519Scalar, Group, Row};
use proptest::prelude::*;
use std::sync::LazyLock;

/// p = 2^255 - 19 (RFC 8032, section 5.1).
static P: LazyLock<BigUint> = LazyLock::new(|| (BigUint::from(1u8) << 255u32) - 19u8);

/// d = -121665/121666 (RFC 8032, section 5.1).
static D: LazyLock<BigUint> = LazyLock::new(|| {
    let below = BigUint::from(121_666u32).modpow(&(&*P - 2u8), &P);
    (&*P - 121_665u32) * below % &*P
});

/// A point in the extended coordinates of RFC 8032, section 5.1.4.
#[derive(Clone)]
struct Point {
    x: BigUint,
    y: BigUint,
    z: BigUint,
    t: BigUint,
}

impl Point {
    fn neutral() -> Self {
        let [zero, one] = [0u8, 1].map(BigUint::from);
        Self {
            x: zero.clone(),
            y: one.clone(),
            z: one,
            t: zero,
        }
    }

    /// Reads the 256-bit number `y XOR (lsb(x) << 255)`; the point is known to be on the curve.
    fn read(text: &str) -> Self {
        let number = BigUint::parse_bytes(text.as_bytes(), 16).unwrap();
        let odd = number.bit(255);
        let mut y = number;
        y.set_bit(255, false);
        let square = &y * &y % &*P;
        // x² = (y² - 1) / (d·y² + 1), and p is 5 modulo 8 (RFC 8032, section 5.1.3).
        let below = (&*D * &square + 1u8).modpow(&(&*P - 2u8), &P);
        let of_x = (&square + &*P - 1u8) * below % &*P;
        let mut x = of_x.modpow(&((&*P + 3u8) / 8u8), &P);
        if &x * &x % &*P != of_x {
            let root = BigUint::from(2u8).modpow(&((&*P - 1u8) / 4u8), &P);
            x = x * root % &*P;
        }
        assert_eq!(&x * &x % &*P, of_x, "on the curve");
        if x.bit(0) != odd {
            x = &*P - x;
        }
        Self {
            t: &x * &y % &*P,
            z: BigUint::from(1u8),
            x,
            y,
        }
    }

    fn write(&self) -> String {
        let z = self.z.modpow(&(&*P - 2u8), &P);
        let x = &self.x * &z % &*P;
        let mut number = &self.y * &z % &*P;
        number.set_bit(255, x.bit(0));
        format!("{number:064x}")
    }

    fn add(&self, other: &Self) -> Self {
        let p = &*P;
        let difference = |a: &BigUint, b: &BigUint| (a + p - b) % p;
        let a = difference(&self.y, &self.x) * difference(&other.y, &other.x) % p;
        let b = (&self.y + &self.x) * (&other.y + &other.x) % p;
        let c = &self.t * 2u8 * &*D * &other.t % p;
        let d = &self.z * 2u8 * &other.z % p;
        let [e, f] = [difference(&b, &a), difference(&d, &c)];
        let [g, h] = [(&d + &c) % p, (&b + &a) % p];
        Self {
            x: &e * &f % p,
            y: &g * &h % p,
            t: &e * &h % p,
            z: &f * &g % p,
        }
    }

    fn multiply(&self, scalar: &Ed25519Scalar) -> Self {
        let mut sum = Self::neutral();
        for byte in scalar.as_bytes().iter().rev() {
            for bit in (0..8).rev() {
                sum = sum.add(&sum);
                if byte >> bit & 1 == 1 {
                    sum = sum.add(self);
                }
            }
        }
        sum
    }
}

fn plain(element: &Ed25519Element) -> Point {
    Point::read(&Ed25519::encode(element))
}

fn scalar() -> impl Strategy<Value = Ed25519Scalar> {
    let any = any::<([u8; 32], [u8; 32])>();
    let any = any.prop_map(|(a, b)| {
        let mut wide = [0; 64];
        wide[..32].copy_from_slice(&a);
        wide[32..].copy_from_slice(&b);
        Ed25519::reduce_wide(&wide)
    });
    let small = (0u64..4).prop_map(Ed25519::small);
    let large = (0u64..4).prop_map(|n| -Ed25519::small(n));
    prop_oneof![6 => any, 1 => small, 1 => large]
}

fn element() -> impl Strategy<Value = Ed25519Element> {
    scalar().prop_map(|scalar| Ed25519::multiply_generator(&scalar))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn sums_and_inverses_are_those_of_plain_arithmetic(a in element(), b in element()) {
        let sum = plain(&a).add(&plain(&b));
        prop_assert_eq!(Ed25519::encode(&Ed25519::add(&a, &b)), sum.write());
        let nothing = plain(&a).add(&plain(&Ed25519::negate(&a)));
        prop_assert_eq!(Ed25519::encode(&Ed25519::identity()), nothing.write());
    }

    #[test]
    fn multiples_are_those_of_plain_arithmetic(a in element(), x in scalar(), y in scalar()) {
        let multiple = plain(&a).multiply(&x);
        prop_assert_eq!(Ed25519::encode(&Ed25519::multiply(&a, &x)), multiple.write());
        let prepared = Ed25519::prepare(&a);
        prop_assert_eq!(Ed25519::encode(&Ed25519::multiply_prepared(&prepared, &x)), multiple.write());
        let of_g = plain(&Ed25519::generator()).multiply(&y);
        prop_assert_eq!(Ed25519::encode(&Ed25519::multiply_generator(&y)), of_g.write());
        let both = Ed25519::combine_public(&y, &x, &a);
        prop_assert_eq!(Ed25519::encode(&both), of_g.add(&multiple).write());
    }

    #[test]
    fn rows_are_those_of_plain_arithmetic(key in element(), a in element(), x in scalar(), y in scalar(), z in scalar()) {
        let zero = Ed25519::small(0);
        let rows = [[x, y, z], [x, zero, z], [zero, y, z], [zero, zero, z], [zero, y, zero]];
        let rows = rows.map(|[generator, key, element]| Row { generator, key, element });
        let found = Ed25519::combine_rows(&Ed25519::table(&key), &a, &rows);
        let g = plain(&Ed25519::generator());
        for (row, found) in rows.iter().zip(found) {
            let sum = g.multiply(&row.generator).add(&plain(&key).multiply(&row.key));
            let sum = sum.add(&plain(&a).multiply(&row.element));
            prop_assert_eq!(Ed25519::encode(&found), sum.write());
        }
    }

    #[test]
    fn multiples_of_the_generator_are_those_of_the_tables_of_the_library(x in scalar()) {
        // The general multiplication, which uses no table, against two tables of other widths.
        let ours = Ed25519::encode(&Ed25519::multiply(&Ed25519::generator(), &x));
        let wide = EdwardsBasepointTableRadix256::create(&ED25519_BASEPOINT_TABLE.basepoint());
        for point in [ED25519_BASEPOINT_TABLE.mul_base(&x), wide.mul_base(&x)] {
            let bytes = point.compress().to_bytes();
            let text: String = bytes.iter().rev().map(|byte| format!("{byte:02x}")).collect();
            prop_assert_eq!(&ours, &text);
        }
    }
}
