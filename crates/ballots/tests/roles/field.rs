//! The groups of numbers modulo a prime, compared with another arithmetic and with Belenios 2.0.

use super::vectors::{NUMBERS, SQUARES, Vector};
use num_bigint::BigUint;
use palier_ballots::{Belenios2048, Domain, Error, Group, Rfc3526, Row, SecretScalar, TrusteeKey};
use proptest::prelude::*;

/// p, q and g as the specification prints them, section 5.
struct Parameters {
    p: BigUint,
    q: BigUint,
    g: BigUint,
}

const BELENIOS_P: &str = "20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719";
const BELENIOS_G: &str = "2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678799694668298749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661215055797097162016168270312886432456663834863635782106154918419982534315189740658186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982665103606822406635076697764025346253773085133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639858334115700568353695553423781475582491896050296680037745308460627";
const BELENIOS_Q: &str =
    "78571733251071885079927659812671450121821421258408794611510081919805623223441";
const RFC_P: &str = "32317006071311007300338913926423828248817941241140239112842009751400741706634354222619689417363569347117901737909704191754605873209195028853758986185622153212175412514901774520270235796078236248884246189477587641105928646099411723245426622522193230540919037680524235519125679715870117001058055877651038861847280257976054903569732561526167081339361799541336476559160368317896729073178384589680639671900977202194168647225871031411336429319536193471636533209717077448227988588565369208645296636077250268955505928362751121174096972998068410554359584866583291642136218231078990999448652468262416972035911852507045361090559";
const RFC_Q: &str = "16158503035655503650169456963211914124408970620570119556421004875700370853317177111309844708681784673558950868954852095877302936604597514426879493092811076606087706257450887260135117898039118124442123094738793820552964323049705861622713311261096615270459518840262117759562839857935058500529027938825519430923640128988027451784866280763083540669680899770668238279580184158948364536589192294840319835950488601097084323612935515705668214659768096735818266604858538724113994294282684604322648318038625134477752964181375560587048486499034205277179792433291645821068109115539495499724326234131208486017955926253522680545279";

fn number(text: &str) -> BigUint {
    text.parse().expect("a decimal number")
}

fn belenios() -> Parameters {
    let [p, q, g] = [BELENIOS_P, BELENIOS_Q, BELENIOS_G].map(number);
    Parameters { p, q, g }
}

fn rfc3526() -> Parameters {
    let [p, q, g] = [RFC_P, RFC_Q, "2"].map(number);
    Parameters { p, q, g }
}

fn scalar<G: Group>(number: &BigUint) -> G::Scalar {
    G::decode_scalar(&number.to_string()).expect("a number below q")
}

fn value<G: Group>(element: &G::Element) -> BigUint {
    number(&G::encode(element))
}

/// Whether a number passes 16 rounds of Miller and Rabin, with small primes as witnesses.
fn is_probably_prime(n: &BigUint) -> bool {
    let one = BigUint::from(1u8);
    let less = n - &one;
    let twos = less.trailing_zeros().expect("an odd number above 1");
    let odd = &less >> twos;
    [2u8, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53]
        .into_iter()
        .all(|witness| {
            let mut power = BigUint::from(witness).modpow(&odd, n);
            let mut passes = power == one || power == less;
            for _ in 1..twos {
                power = power.modpow(&BigUint::from(2u8), n);
                passes |= power == less;
            }
            passes
        })
}

#[test]
fn the_parameters_are_those_of_the_specification() {
    fn check<G: Domain + Group>(Parameters { p, q, g }: &Parameters) {
        assert_eq!((p - 1u8) % q, BigUint::ZERO);
        assert_eq!(g.modpow(q, p), BigUint::from(1u8));
        assert!(is_probably_prime(p) && is_probably_prime(q));
        assert_eq!(value::<G>(&G::generator()), *g);
        let last = scalar::<G>(&(q - 1u8));
        assert_eq!(
            G::add(&G::multiply_generator(&last), &G::generator()),
            G::identity()
        );
        assert_eq!(
            G::decode_scalar(&q.to_string()).err(),
            Some(Error::NumberTooLarge)
        );
    }
    check::<Belenios2048>(&belenios());
    check::<Rfc3526>(&rfc3526());
    assert_eq!(rfc3526().p, rfc3526().q * 2u8 + 1u8);
}

#[test]
fn an_element_has_one_spelling() {
    let refused = |text: &str| Belenios2048::decode(text).unwrap_err();
    assert_eq!(
        Belenios2048::decode(BELENIOS_G),
        Ok(Belenios2048::generator())
    );
    assert_eq!(Belenios2048::decode("1"), Ok(Belenios2048::identity()));
    assert_eq!(refused(""), Error::NumberEmpty);
    assert_eq!(refused("-1"), Error::NumberDigit { position: 0 });
    assert_eq!(refused(&format!("0{BELENIOS_G}")), Error::NumberLeadingZero);
    let [p, g] = [BELENIOS_P, BELENIOS_G].map(number);
    assert_eq!(
        refused(&(&p + &g).to_string()),
        Error::ElementNotCanonical,
        "g + p stands for g"
    );
    assert_eq!(refused(BELENIOS_P), Error::ElementNotCanonical);
    assert_eq!(refused(&"9".repeat(700)), Error::ElementNotCanonical);
}

#[test]
fn a_number_outside_the_subgroup_is_refused() {
    fn check<G: Domain + Group>(Parameters { p, g, .. }: &Parameters) {
        // 0 is no invertible number; -1 has order 2; -g has order 2q.
        for number in [BigUint::ZERO, p - 1u8, p - g] {
            let outside: Result<G::Element, _> = Err(Error::ElementOutsideSubgroup);
            let text = number.to_string();
            assert_eq!(G::decode(&text), outside.clone(), "{text}");
            let key = G::table(&G::generator());
            assert_eq!(
                G::decode_and_combine(&text, &key, &[]).map(|_| ()),
                outside.map(|_| ())
            );
        }
    }
    check::<Belenios2048>(&belenios());
    check::<Rfc3526>(&rfc3526());
}

#[test]
fn belenios_2_0_and_we_agree_on_keys() {
    fn check<G: Group>(archive: &Vector) {
        assert_eq!(archive.election()["group"], G::NAME);
        let keys = archive.single_keys();
        assert!(!keys.is_empty());
        let mut sum = G::identity();
        for text in &keys {
            let key = TrusteeKey::<G>::verify(text).unwrap();
            assert_eq!(&key.print(), text);
            sum = G::add(&sum, key.public_key());
        }
        let election = archive.election();
        assert_eq!(election["public_key"], G::encode(&sum));
        let private = archive.files("privkey");
        assert_eq!(private.len(), keys.len());
        for name in private {
            let secret: String = archive.json(&name);
            let secret = SecretScalar::<G>::decode(&secret).unwrap();
            let published: serde_json::Value = archive.json(&name.replace("privkey", "pubkey"));
            assert_eq!(published["public_key"], G::encode(&secret.public()));
        }
    }
    check::<Belenios2048>(&NUMBERS);
    check::<Rfc3526>(&SQUARES);
}

/// Every operation on x·g and y·g, against the same with another library.
fn agrees<G: Domain + Group>(
    Parameters { p, q, g }: &Parameters,
    wide: &[u8; 64],
    narrow: &[u8; 32],
) -> Result<(), TestCaseError> {
    let x = BigUint::from_bytes_be(wide) % q;
    let y = BigUint::from_bytes_be(narrow) % q;
    let (a, b) = (G::reduce_wide(wide), G::reduce(narrow));
    prop_assert_eq!(G::encode_scalar(&a), x.to_string());
    prop_assert_eq!(G::encode_scalar(&b), y.to_string());
    prop_assert!(scalar::<G>(&x) == a);
    prop_assert_eq!(G::encode_scalar(&(a + b)), ((&x + &y) % q).to_string());
    prop_assert_eq!(G::encode_scalar(&(a - b)), ((&x + q - &y) % q).to_string());
    prop_assert_eq!(G::encode_scalar(&(a * b)), (&x * &y % q).to_string());

    let power = g.modpow(&x, p);
    let element = G::multiply_generator(&a);
    prop_assert_eq!(value::<G>(&element), power.clone());
    prop_assert_eq!(G::decode(&power.to_string()), Ok(element));
    prop_assert_eq!(G::multiply(&G::generator(), &a), element);
    let twice = power.modpow(&y, p);
    prop_assert_eq!(value::<G>(&G::multiply(&element, &b)), twice.clone());
    let prepared = G::prepare(&element);
    prop_assert_eq!(
        value::<G>(&G::multiply_prepared(&prepared, &b)),
        twice.clone()
    );
    let product = g.modpow(&y, p);
    prop_assert_eq!(
        value::<G>(&G::combine_public(&a, &b, &element)),
        &power * &twice % p
    );
    let rows = [(&a, &b, &a), (&b, &a, &b)].map(|(generator, key, element)| Row {
        generator: *generator,
        key: *key,
        element: *element,
    });
    let key = G::table(&element);
    let other = G::multiply_generator(&b);
    let combined = G::combine_rows(&key, &other, &rows);
    // (a, b, a) of (g, a·g, b·g) is a + 2ab times g, and (b, a, b) is b + a^2 + b^2 times g.
    let expected = [&x + BigUint::from(2u8) * &x * &y, &y + &x * &x + &y * &y];
    for (combined, expected) in combined.iter().zip(expected) {
        prop_assert_eq!(value::<G>(combined), g.modpow(&(expected % q), p));
    }
    let decoded = G::decode_and_combine(&product.to_string(), &key, &rows);
    prop_assert_eq!(decoded, Ok((other, combined)));
    prop_assert_eq!(
        value::<G>(&G::add(&element, &G::multiply_generator(&b))),
        &power * &product % p
    );
    prop_assert_eq!(
        value::<G>(&G::negate(&element)),
        power.modinv(p).expect("p is prime")
    );
    let bytes = BigUint::from_bytes_le(&G::scalar_bytes(&a));
    prop_assert_eq!(bytes, x);
    if y != BigUint::ZERO {
        prop_assert_eq!(G::encode_scalar(&(G::invert_public(&b) * b)), "1");
    }
    Ok(())
}

fn wide(bytes: &[[u8; 32]; 2]) -> [u8; 64] {
    bytes.as_flattened().try_into().expect("twice 32 bytes")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_arithmetic_of_belenios_2048_is_that_of_num_bigint(a: [[u8; 32]; 2], b: [u8; 32]) {
        agrees::<Belenios2048>(&belenios(), &wide(&a), &b)?;
    }

    #[test]
    fn a_text_that_decodes_is_the_one_that_encodes(text in "[0-9]{1,4}|[1-9][0-9]{600,616}") {
        if let Ok(element) = Belenios2048::decode(&text) {
            prop_assert_eq!(Belenios2048::encode(&element), text.clone());
        }
        if let Ok(element) = Rfc3526::decode(&text) {
            prop_assert_eq!(Rfc3526::encode(&element), text);
        }
    }

    #[test]
    fn half_of_the_numbers_are_squares(root in "[1-9][0-9]{0,616}") {
        let Parameters { p, .. } = rfc3526();
        let root = number(&root) % &p;
        prop_assume!(root != BigUint::ZERO);
        let square = &root * &root % &p;
        prop_assert!(Rfc3526::decode(&square.to_string()).is_ok());
        // p = 3 mod 4, so -1 is no square.
        prop_assert!(Rfc3526::decode(&(&p - square).to_string()).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn the_arithmetic_of_rfc_3526_is_that_of_num_bigint(a: [[u8; 32]; 2], b: [u8; 32]) {
        agrees::<Rfc3526>(&rfc3526(), &wide(&a), &b)?;
    }
}

#[test]
fn the_least_and_the_greatest_scalars_follow_num_bigint_too() {
    for byte in [0, 1, 255] {
        agrees::<Belenios2048>(&belenios(), &[byte; 64], &[byte; 32]).unwrap();
        agrees::<Rfc3526>(&rfc3526(), &[byte; 64], &[byte; 32]).unwrap();
    }
}
