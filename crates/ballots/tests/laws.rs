//! What must hold for every value.

use palier_ballots::{Credential, Ed25519, Ed25519Scalar, Group, Row, SecretScalar, TrusteeKey};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;

fn scalar() -> impl Strategy<Value = Ed25519Scalar> {
    any::<[[u8; 32]; 2]>().prop_map(|halves| {
        let mut bytes = [0; 64];
        bytes.copy_from_slice(halves.as_flattened());
        Ed25519::reduce_wide(&bytes)
    })
}

fn element() -> impl Strategy<Value = <Ed25519 as Group>::Element> {
    scalar().prop_map(|scalar| Ed25519::multiply_generator(&scalar))
}

/// A trustee's key as Belenios would publish it.
fn published(seed: u64) -> String {
    let mut rng = StdRng::seed_from_u64(seed);
    let secret = SecretScalar::<Ed25519>::random(&mut rng);
    let key = TrusteeKey::publish(&secret, &mut rng);
    serde_json::to_string(&key.print()).expect("three strings make a JSON object")
}

fn verifies(json: &[u8]) -> bool {
    serde_json::from_slice(json).is_ok_and(|text| TrusteeKey::<Ed25519>::verify(&text).is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn elements_survive_the_round_trip(element in element()) {
        let text = Ed25519::encode(&element);
        prop_assert_eq!(Ed25519::decode(&text), Ok(element));
    }

    #[test]
    fn a_text_that_decodes_is_the_one_that_encodes(bytes: [u8; 32]) {
        let text = hex::encode(bytes);
        if let Ok(element) = Ed25519::decode(&text) {
            prop_assert_eq!(Ed25519::encode(&element), text);
        }
    }

    #[test]
    fn scalars_survive_the_round_trip(scalar in scalar()) {
        let text = Ed25519::encode_scalar(&scalar);
        prop_assert_eq!(Ed25519::decode_scalar(&text), Ok(scalar));
    }

    #[test]
    fn no_text_makes_a_decoder_panic(text in "\\PC{0,80}|[0-9a-f]{64}|[0-9-]{1,90}") {
        let _ = Ed25519::decode(&text);
        let _ = Ed25519::decode_scalar(&text);
        let _ = Credential::parse(&text);
    }

    #[test]
    fn the_operation_is_that_of_a_commutative_group(a in element(), b in element(), c in element()) {
        let zero = Ed25519::identity();
        let ab = Ed25519::add(&a, &b);
        prop_assert_eq!(Ed25519::add(&ab, &c), Ed25519::add(&a, &Ed25519::add(&b, &c)));
        prop_assert_eq!(ab, Ed25519::add(&b, &a));
        prop_assert_eq!(Ed25519::add(&a, &zero), a);
        prop_assert_eq!(Ed25519::add(&a, &Ed25519::negate(&a)), zero);
    }

    #[test]
    fn multiples_follow_the_scalars(x in scalar(), y in scalar(), a in element()) {
        let xa = Ed25519::multiply(&a, &x);
        let ya = Ed25519::multiply(&a, &y);
        prop_assert_eq!(Ed25519::multiply(&a, &(x + y)), Ed25519::add(&xa, &ya));
        prop_assert_eq!(
            Ed25519::multiply(&a, &(x - y)),
            Ed25519::add(&xa, &Ed25519::negate(&ya))
        );
        prop_assert_eq!(Ed25519::multiply(&a, &(x * y)), Ed25519::multiply(&xa, &y));
        let xg = Ed25519::multiply(&Ed25519::generator(), &x);
        prop_assert_eq!(Ed25519::multiply_generator(&x), xg);
        prop_assert_eq!(Ed25519::combine_public(&x, &y, &a), Ed25519::add(&xg, &ya));
    }

    #[test]
    fn a_row_is_the_sum_of_its_multiples(x in scalar(), y in scalar(), z in scalar(), a in element(), key in element()) {
        let zero = Ed25519::small(0);
        let table = Ed25519::table(&key);
        let factors = [(x, y, z), (zero, y, z), (x, zero, z), (x, y, zero), (zero, zero, zero)];
        let rows = factors.map(|(generator, key, element)| Row { generator, key, element });
        let expected = factors.map(|(x, y, z)| {
            let of_key = Ed25519::multiply(&key, &y);
            let sum = Ed25519::add(&Ed25519::multiply_generator(&x), &of_key);
            Ed25519::add(&sum, &Ed25519::multiply(&a, &z))
        });
        prop_assert_eq!(Ed25519::combine_rows(&table, &a, &rows), expected.to_vec());
        let spelt = Ed25519::encode_all(&expected);
        prop_assert_eq!(&spelt[0], &Ed25519::encode(&expected[0]));
        let read = Ed25519::decode_and_combine(&Ed25519::encode(&a), &table, &rows)?;
        prop_assert_eq!(read, (a, expected.to_vec()));
    }

    #[test]
    fn an_inverse_undoes_its_scalar(x in scalar()) {
        prop_assume!(x != Ed25519::small(0));
        prop_assert_eq!(x * Ed25519::invert_public(&x), Ed25519::small(1));
    }

    #[test]
    fn a_proof_that_was_made_verifies(seed: u64) {
        prop_assert!(verifies(published(seed).as_bytes()));
    }

    #[test]
    fn a_proof_with_any_bit_changed_is_refused(seed: u64, at: prop::sample::Index, bit in 0u32..8) {
        let mut json = published(seed).into_bytes();
        let at = at.index(json.len());
        json[at] ^= 1 << bit;
        prop_assert!(!verifies(&json), "{}", String::from_utf8_lossy(&json));
    }

    #[test]
    fn two_halves_make_the_key_of_their_sum(first: u64, second: u64) {
        let [left, right] = [first, second]
            .map(|seed| SecretScalar::<Ed25519>::random(&mut StdRng::seed_from_u64(seed)));
        let sum = Ed25519::add(&left.public(), &right.public());
        prop_assert_eq!(left.join(&right).public(), sum);
    }

    #[test]
    fn a_random_credential_reads_back(seed: u64) {
        let credential = Credential::random(&mut StdRng::seed_from_u64(seed));
        let read = Credential::parse(credential.expose())?;
        prop_assert_eq!(read.expose(), credential.expose());
    }
}
