//! Spellings that must be refused, and with which words.

use palier_ballots::{Credential, Ed25519, ElectionId, Error, Group, Proof, SecretScalar};
use rand::SeedableRng;
use rand::rngs::StdRng;

/// q, the order of the group.
const ORDER: &str = "7237005577332262213973186563042994240857116359379907606001950938285454250989";

fn element(text: &str) -> Result<palier_ballots::Ed25519Element, Error> {
    Ed25519::decode(text)
}

/// A 256-bit number given by its first and last digits, all the others being `fill`.
fn digits(start: &str, fill: char, end: &str) -> String {
    let middle = 64 - start.len() - end.len();
    format!("{start}{}{end}", String::from(fill).repeat(middle))
}

#[test]
fn the_generator_is_spelt_as_in_rfc_8032_read_backwards() {
    let generator = digits("", '6', "58");
    assert_eq!(Ed25519::encode(&Ed25519::generator()), generator);
    assert_eq!(element(&generator), Ok(Ed25519::generator()));
}

#[test]
fn an_upper_case_element_is_refused() {
    let text = "d6669857823636790535ec4d933acab7b94c121f8451b4096b10fc478aaeab1e";
    assert!(element(text).is_ok());
    assert_eq!(
        element(&text.replacen('d', "D", 1)),
        Err(Error::ElementDigit { position: 0 })
    );
    assert_eq!(
        element(&text.replacen('a', "A", 1)),
        Err(Error::ElementDigit { position: 27 })
    );
}

#[test]
fn an_element_of_another_length_is_refused() {
    let generator = digits("", '6', "58");
    for (text, found) in [
        ("", 0),
        (&generator[1..], 63),
        (&format!("0{generator}"), 65),
        ("é", 2),
    ] {
        assert_eq!(
            element(text),
            Err(Error::ElementLength {
                expected: 64,
                found
            })
        );
    }
}

#[test]
fn a_coordinate_of_p_or_more_is_refused() {
    // p + 1 stands for y = 1, the identity; p for y = 0; 2^255 - 1 for y = 18.
    for text in [
        digits("7", 'f', "ee"),
        digits("7", 'f', "ed"),
        digits("7", 'f', "ff"),
    ] {
        assert_eq!(element(&text), Err(Error::ElementNotCanonical), "{text}");
    }
}

#[test]
fn a_sign_on_a_zero_is_refused() {
    // y = 1 and y = -1 both have x = 0, which has no sign.
    for text in [digits("8", '0', "1"), digits("f", 'f', "ec")] {
        assert_eq!(element(&text), Err(Error::ElementNotCanonical), "{text}");
    }
}

#[test]
fn a_number_that_is_no_coordinate_is_refused() {
    assert_eq!(element(&digits("", '0', "2")), Err(Error::ElementOffCurve));
}

#[test]
fn a_point_outside_the_subgroup_is_refused() {
    // The points of order 4 (y = 0, both signs) and of order 2 (y = -1).
    for text in [
        digits("", '0', "0"),
        digits("8", '0', "0"),
        digits("7", 'f', "ec"),
    ] {
        assert_eq!(element(&text), Err(Error::ElementOutsideSubgroup), "{text}");
    }
}

#[test]
fn a_point_with_a_small_component_is_refused() {
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
    for torsion in &EIGHT_TORSION[1..] {
        let mut bytes = (ED25519_BASEPOINT_POINT + torsion).compress().to_bytes();
        bytes.reverse();
        assert_eq!(
            element(&hex::encode(bytes)),
            Err(Error::ElementOutsideSubgroup)
        );
    }
}

#[test]
fn a_scalar_has_one_spelling() {
    let refused = |text: &str| Ed25519::decode_scalar(text).unwrap_err();
    assert_eq!(refused(""), Error::NumberEmpty);
    assert_eq!(refused("-0"), Error::NumberDigit { position: 0 });
    assert_eq!(refused("+1"), Error::NumberDigit { position: 0 });
    assert_eq!(refused("1 "), Error::NumberDigit { position: 1 });
    assert_eq!(refused("1_0"), Error::NumberDigit { position: 1 });
    assert_eq!(refused("0x1"), Error::NumberDigit { position: 1 });
    assert_eq!(refused("٣"), Error::NumberDigit { position: 0 });
    assert_eq!(refused("00"), Error::NumberLeadingZero);
    assert_eq!(refused("01"), Error::NumberLeadingZero);
}

#[test]
fn a_scalar_is_smaller_than_the_order() {
    assert_eq!(Ed25519::decode_scalar(ORDER), Err(Error::NumberTooLarge));
    assert_eq!(
        Ed25519::decode_scalar(&"9".repeat(100_000)),
        Err(Error::NumberTooLarge)
    );
    let largest = ORDER.replace("989", "988");
    let scalar = Ed25519::decode_scalar(&largest).unwrap();
    assert_eq!(Ed25519::encode_scalar(&scalar), largest);
    let one = Ed25519::decode_scalar("1").unwrap();
    assert_eq!(Ed25519::encode_scalar(&(scalar + one)), "0");
}

#[test]
fn the_identity_is_no_public_key() {
    let zero = SecretScalar::<Ed25519>::decode("0").unwrap();
    let proof = Proof::of_knowledge(&zero, &mut StdRng::seed_from_u64(1));
    assert_eq!(
        proof.verify_knowledge(&zero.public()),
        Err(Error::ElementIsIdentity)
    );
}

#[test]
fn a_credential_has_one_spelling() {
    let refused = |text: &str| Credential::parse(text).unwrap_err();
    assert!(Credential::parse("k3ns7-TzTnLQ-eq4gz-3gGx9W").is_ok());
    assert_eq!(refused("k3ns7TzTnLQeq4gz3gGx9W"), Error::CredentialShape);
    assert_eq!(refused("k3ns7-TzTnLQ-eq4gz-3gGx9"), Error::CredentialShape);
    assert_eq!(refused("k3ns-7TzTnLQ-eq4gz-3gGx9W"), Error::CredentialShape);
    assert_eq!(
        refused("k3ns7-TzTnLQ-eq4gz-3gGx90"),
        Error::CredentialCharacter { position: 24 }
    );
    assert_eq!(
        refused("k3ns7-TzTnLQ-eq4g|-3gGx9W"),
        Error::CredentialCharacter { position: 17 }
    );
}

#[test]
fn an_election_identifier_holds_no_separator() {
    assert!(ElectionId::parse("BbGQ2n8QqP5bjx").is_ok());
    assert_eq!(
        ElectionId::parse("BbGQ2n8QqP5bj"),
        Err(Error::ElectionIdLength {
            least: 14,
            found: 13
        })
    );
    assert_eq!(
        ElectionId::parse("BbGQ2n8QqP5bjx|0"),
        Err(Error::ElectionIdCharacter { position: 14 })
    );
}

#[test]
fn a_secret_is_never_printed() {
    let secret = SecretScalar::<Ed25519>::decode("42").unwrap();
    assert_eq!(format!("{secret:?}"), "SecretScalar(..)");
    let credential = Credential::parse("k3ns7-TzTnLQ-eq4gz-3gGx9W").unwrap();
    assert_eq!(format!("{credential:?}"), "Credential(..)");
}
