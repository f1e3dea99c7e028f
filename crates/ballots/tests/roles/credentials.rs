//! Codes, old and new, whole and shared.

use std::collections::BTreeMap;

use palier_ballots::{
    Belenios2048, Credential, EarlierCredential, Ed25519, ElectionId, Error, Group, Half, LinkHalf,
    LinkTag, PublicCredentials, Rfc3526, Share, SharesText, Voter, combine,
};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::vectors::{NUMBERS, SQUARES, Vector};

const CODE: &str = "k3ns7-TzTnLQ-eq4gz-3gGx9W";

fn election() -> ElectionId {
    ElectionId::parse("BbGQ2n8QqP5bjx").unwrap()
}

fn code(seed: u64) -> Credential {
    Credential::random(&mut StdRng::seed_from_u64(seed))
}

#[test]
fn every_credential_of_belenios_2_0_derives_its_public_credential() {
    fn check<G: Group>(vector: &Vector) {
        let uuid = vector.election()["uuid"].as_str().unwrap().to_owned();
        let id = ElectionId::parse(&uuid).unwrap();
        let public: Vec<String> = vector.json("public_creds.json");
        let public: BTreeMap<&str, &str> = public
            .iter()
            .map(|line| {
                (
                    line.split(',').nth(2).unwrap(),
                    line.split(',').next().unwrap(),
                )
            })
            .collect();
        assert!(!public.is_empty());
        // A few suffice: half of them is in the other form of the same test.
        for line in vector.text("private_creds.txt").lines().take(4) {
            let (voter, code) = line.split_once(' ').unwrap();
            let secret = EarlierCredential::parse(code).unwrap().derive::<G>(&id);
            assert_eq!(G::encode(&secret.public()), public[voter], "{voter}");
        }
    }
    check::<Belenios2048>(&NUMBERS);
    check::<Rfc3526>(&SQUARES);
}

#[test]
fn a_slip_in_a_credential_of_belenios_2_0_is_noticed() {
    let refused = |text: &str| EarlierCredential::parse(text).unwrap_err();
    assert!(EarlierCredential::parse("Gnr-EXp-UGD-H2F-6bL").is_ok());
    assert_eq!(refused("Gnr-EXp-UGD-H2F-6bM"), Error::CredentialChecksum);
    assert_eq!(refused("Gnr-EXp-UGD-H2G-6bL"), Error::CredentialChecksum);
    assert_eq!(refused("GnrEXpUGDH2F6bL"), Error::EarlierCredentialShape);
    assert_eq!(
        refused("Gnr-EXp-UGD-H0F-6bL"),
        Error::CredentialCharacter { position: 13 }
    );
}

#[test]
fn a_code_reads_back_from_its_words_with_and_without_accents() {
    let code = Credential::parse(CODE).unwrap();
    let words = code.words();
    assert_eq!(words.split(' ').count(), 13);
    let plain: String = words
        .chars()
        .map(|letter| if "éè".contains(letter) { 'e' } else { letter })
        .collect();
    let decomposed = words.replace('é', "e\u{301}").replace('è', "e\u{300}");
    for text in [&words, &plain, &decomposed, &words.to_uppercase()] {
        assert_eq!(Credential::from_words(text).unwrap().expose(), CODE);
    }
}

#[test]
fn a_code_is_read_however_its_groups_are_set_apart() {
    let words = Credential::parse(CODE).unwrap().words();
    for text in [
        CODE,
        "k3ns7TzTnLQeq4gz3gGx9W",
        " k3ns7 TzTnLQ eq4gz 3gGx9W\n",
        "k3ns7\u{2013}TzTnLQ \u{2010} eq4gz-3gGx9W",
        &words,
    ] {
        assert_eq!(Credential::read(text).unwrap().expose(), CODE, "{text}");
    }
    for text in [
        "",
        "-",
        "k3ns7TzTnLQeq4gz3gGx9",
        "k3ns7TzTnLQeq4gz3gGx9WW",
        "élève",
    ] {
        assert_eq!(
            Credential::read(text).unwrap_err(),
            Error::CredentialShape,
            "{text}"
        );
    }
    let wrong = Credential::read("k3ns7TzTnLQeq4gz3gGx90").unwrap_err();
    assert_eq!(wrong, Error::CredentialCharacter { position: 24 });
}

#[test]
fn the_words_of_a_code_are_frozen() {
    let words = Credential::parse(CODE).unwrap().words();
    assert_eq!(
        *words,
        "ornement glisser skier lister auberge photon brochure terminer crier vecteur nettoyer germe troupeau"
    );
}

#[test]
fn words_that_do_not_fit_together_are_refused() {
    let words = Credential::parse(CODE).unwrap().words();
    let refused = |text: &str| Credential::from_words(text).unwrap_err();
    let list: Vec<&str> = words.split(' ').collect();
    let wrong = Error::CredentialWords {
        expected: 13,
        found: 12,
    };
    assert_eq!(refused(&list[1..].join(" ")), wrong);
    let mut foreign = list.clone();
    foreign[4] = "palier";
    assert_eq!(
        refused(&foreign.join(" ")),
        Error::CredentialWord { position: 4 }
    );
    let mut swapped = list;
    swapped.swap(2, 9);
    assert_eq!(refused(&swapped.join(" ")), Error::CredentialChecksum);
    // More than 58^22.
    let most = ["zoologie"; 13].join(" ");
    assert_eq!(refused(&most), Error::CredentialChecksum);
}

#[test]
fn two_halves_combine_to_the_credential_that_both_codes_make() {
    let (id, mut rng) = (election(), StdRng::seed_from_u64(1));
    let shares = |half, seeds: &[u64], rng: &mut StdRng| -> Vec<Share<Ed25519>> {
        let made = seeds.iter().enumerate().map(|(line, seed)| {
            let text = Share::<Ed25519>::of(&code(*seed), &id, half, line, rng).print();
            Share::verify(&text, &id, half, line).unwrap()
        });
        made.collect()
    };
    let a = shares(Half::A, &[1, 2, 3], &mut rng);
    let b = shares(Half::B, &[11, 12, 13], &mut rng);
    let combined = combine(&id, &a, &b, &[1, 5, 1]).unwrap();
    assert!(combined.credentials.entries().is_sorted());
    for (line, (first, second)) in [(1, 11), (2, 12), (3, 13)].into_iter().enumerate() {
        let [first, second] = [code(first), code(second)];
        let key = first.derive::<Ed25519>(&id).join(&second.derive(&id));
        let weight = if line == 1 { 5 } else { 1 };
        let spelt = Ed25519::encode(&key.public());
        assert_eq!(combined.credentials.weight(&spelt), Some(weight));
        let tag = LinkTag::of::<Ed25519>(
            &id,
            &key.public(),
            &LinkHalf::of(&first, &id, Half::A),
            &LinkHalf::of(&second, &id, Half::B),
        );
        assert_eq!(tag, combined.tags[line]);
    }
    let short = combine(&id, &a, &b[1..], &[1; 3]).unwrap_err();
    assert_eq!(
        short,
        Error::ShareCount {
            a: 3,
            b: 2,
            weights: 3
        }
    );
}

#[test]
fn a_share_fails_for_another_election_half_or_line() {
    let id = election();
    let mut rng = StdRng::seed_from_u64(2);
    let text = Share::<Ed25519>::of(&code(1), &id, Half::A, 4, &mut rng).print();
    let other = ElectionId::parse("CbGQ2n8QqP5bjx").unwrap();
    let verified = |id, half, line| Share::<Ed25519>::verify(&text, id, half, line).is_ok();
    assert!(verified(&id, Half::A, 4));
    assert!(!verified(&other, Half::A, 4));
    assert!(!verified(&id, Half::B, 4));
    assert!(!verified(&id, Half::A, 5));
    let mut damaged = text.clone();
    damaged.link.make_ascii_uppercase();
    assert!(Share::<Ed25519>::verify(&damaged, &id, Half::A, 4).is_err());
}

#[test]
fn a_cast_finds_no_line_with_the_credential_or_the_code_of_another() {
    let id = election();
    let [a, b] =
        [(1, Half::A), (2, Half::B)].map(|(seed, half)| LinkHalf::of(&code(seed), &id, half));
    let [key, other] = [3, 4].map(|seed| code(seed).derive::<Ed25519>(&id).public());
    let tag = |key, a, b| LinkTag::of::<Ed25519>(&id, key, a, b);
    assert_ne!(tag(&key, &a, &b), tag(&other, &a, &b));
    assert_ne!(tag(&key, &a, &b), tag(&key, &b, &a));
    let elsewhere = LinkHalf::of(&code(5), &id, Half::B);
    assert_ne!(tag(&key, &a, &b), tag(&key, &a, &elsewhere));
}

#[test]
fn a_list_has_no_credential_twice_nor_a_meaningless_one() {
    let key = code(1).derive::<Ed25519>(&election()).public();
    let list = |lines: &[(&_, u64)]| PublicCredentials::new::<Ed25519>(lines.iter().copied());
    let at = |line, cause| Error::CredentialLine {
        line,
        cause: Box::new(cause),
    };
    assert_eq!(
        list(&[(&key, 1), (&key, 1)]),
        Err(at(
            1,
            Error::CredentialTwice {
                credential: Ed25519::encode(&key)
            }
        ))
    );
    assert_eq!(list(&[(&key, 0)]), Err(at(0, Error::WeightIsZero)));
    let (other, most) = (code(2).derive::<Ed25519>(&election()).public(), 1 << 36);
    assert!(list(&[(&key, most)]).is_ok());
    for weight in [1, u64::MAX] {
        let found = list(&[(&key, most), (&other, weight)]);
        assert_eq!(
            found,
            Err(at(1, Error::WeightsTooLarge { most })),
            "{weight}"
        );
    }
    let neutral = Ed25519::identity();
    assert_eq!(list(&[(&neutral, 1)]), Err(at(0, Error::ElementIsIdentity)));
    let unweighted = list(&[(&key, 1)]).unwrap();
    assert_eq!(unweighted.entries(), [Ed25519::encode(&key)]);
}

#[test]
fn a_list_reads_back_what_it_writes_and_names_the_entry_that_is_wrong() {
    let keys: Vec<_> = (1..=3)
        .map(|seed| code(seed).derive::<Ed25519>(&election()).public())
        .collect();
    let list = PublicCredentials::new::<Ed25519>(keys.iter().zip([1, 3, 2])).unwrap();
    let entries = list.entries();
    let mut turned = entries.clone();
    turned.reverse();
    let read = |entries: &[String]| {
        PublicCredentials::read::<Ed25519>(&serde_json::to_vec(entries).unwrap())
    };
    assert_eq!(read(&turned), Ok(list), "in any order");
    for (wrong, cause) in [
        (entries[1].replace(',', ",0"), Error::NotCanonical),
        (
            entries[1].to_uppercase(),
            Error::ElementDigit { position: 0 },
        ),
        (
            entries[0].clone(),
            Error::CredentialTwice {
                credential: entries[0][..64].to_owned(),
            },
        ),
    ] {
        let mut lines = entries.clone();
        lines[1] = wrong;
        let Err(Error::CredentialLine {
            line: 1,
            cause: found,
        }) = read(&lines)
        else {
            panic!("{:?}", read(&lines));
        };
        assert_eq!(
            std::mem::discriminant(&*found),
            std::mem::discriminant(&cause),
            "{found}"
        );
    }
}

proptest! {
    #[test]
    fn every_code_survives_its_words(seed: u64) {
        let code = code(seed);
        let read = Credential::from_words(&code.words())?;
        prop_assert_eq!(read.expose(), code.expose());
    }
}

/// The file of one half, for codes of three lines.
fn shares<G: palier_ballots::Making>(half: Half, weights: [u64; 3]) -> SharesText {
    let names = ["claire", "idriss", "malik"];
    let voters = names.into_iter().zip(weights).map(|(name, weight)| Voter {
        identifier: name.to_owned(),
        weight,
    });
    shares_of::<G>(half, &voters.collect::<Vec<_>>())
}

fn shares_of<G: palier_ballots::Making>(half: Half, voters: &[Voter]) -> SharesText {
    let codes: Vec<_> = (0..3)
        .map(|n| code(n + 10 * u64::from(half == Half::B)))
        .collect();
    let mut rng = StdRng::seed_from_u64(7);
    SharesText::make::<G, _>(&codes, voters, &election(), half, &mut rng)
}

#[test]
fn the_files_of_two_halves_combine_in_either_order() {
    fn check<G: palier_ballots::Making>() {
        let [a, b] = [Half::A, Half::B].map(|half| shares::<G>(half, [1, 2, 1]));
        let bytes = palier_ballots::wire::print(&b);
        let b = SharesText::read(&bytes).unwrap();
        let combined = a.combine::<G>(&b).unwrap();
        assert_eq!(b.combine::<G>(&a).unwrap(), combined);
        assert_eq!(combined.tags.len(), 3);
        let whole = code(1)
            .derive::<G>(&election())
            .join(&code(11).derive(&election()));
        let whole = G::encode(&whole.public());
        assert_eq!(combined.credentials.weight(&whole), Some(2));
        let list = palier_ballots::wire::print(&combined.credentials.entries());
        let read = PublicCredentials::read::<G>(&list).unwrap();
        assert_eq!(read, combined.credentials);
    }
    check::<Ed25519>();
    check::<Belenios2048>();
}

#[test]
fn files_that_do_not_belong_together_are_not_combined() {
    let said = |a: &SharesText, b: &SharesText| a.combine::<Ed25519>(b).unwrap_err().to_string();
    let make = |half| shares::<Ed25519>(half, [1, 2, 1]);
    let (a, b) = (make(Half::A), make(Half::B));
    assert_eq!(
        said(&a, &a),
        "both files are of one half: one of a and one of b are needed"
    );
    let other = SharesText {
        uuid: "BbGQ2n8QqP5bjy".to_owned(),
        ..b.clone()
    };
    assert!(said(&a, &other).starts_with("uuid: BbGQ2n8QqP5bjy where"));
    let other = SharesText {
        weights: vec![1, 1, 1],
        ..b.clone()
    };
    assert_eq!(
        said(&a, &other),
        "weights: line 2 of the roll: 1 where 2 belongs"
    );
    let mut other = b.clone();
    other.shares.pop();
    other.weights.pop();
    assert_eq!(
        said(&a, &other),
        "3 shares, 2 shares and 3 weights do not make one roll"
    );
    // The same voters and weights, in another order: each would get another's second code.
    let voters = ["malik", "idriss", "claire"].into_iter().zip([1, 2, 1]);
    let voters = voters.map(|(name, weight)| Voter {
        identifier: name.to_owned(),
        weight,
    });
    let other = shares_of::<Ed25519>(Half::B, &voters.collect::<Vec<_>>());
    assert_eq!(a.combine::<Ed25519>(&other), Err(Error::RollsDiffer));
    // A proof is bound to its line.
    let mut other = b.clone();
    other.shares.swap(1, 2);
    assert!(said(&a, &other).starts_with("half b: line 2 of the roll: proof: "));
    assert_eq!(
        said(&shares::<Belenios2048>(Half::A, [1, 2, 1]), &b),
        "group: BELENIOS-2048 where Ed25519 belongs"
    );
    assert!(SharesText::read(b"{\"format\":2}").is_err());
}

#[test]
fn a_code_is_read_in_either_form() {
    let code = Credential::parse(CODE).unwrap();
    let words = code.words();
    for text in [CODE, &format!(" {CODE}\n"), &*words] {
        assert_eq!(Credential::read(text).unwrap().expose(), CODE);
    }
    assert_eq!(
        Credential::read("un deux trois quatre cinq").unwrap_err(),
        Error::CredentialWords {
            expected: 13,
            found: 5
        }
    );
    let id = ElectionId::random(&mut StdRng::seed_from_u64(1));
    assert_eq!(ElectionId::parse(id.as_str()), Ok(id));
}
