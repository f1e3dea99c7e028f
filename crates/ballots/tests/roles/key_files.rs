//! Key files that say what they hold.

use palier_ballots::holder::{KeyFile, Protection, new_seed, new_single};
use palier_ballots::threshold::Context;
use palier_ballots::{Error, open_key_file};

use super::whole::Stream;

const OPEN: Protection<'static> = Protection::Unprotected;
const PASSPHRASE: &str = "quatre mots au hasard";

#[test]
fn a_key_file_opens_with_its_passphrase_alone_and_short_ones_are_refused() {
    let mut rng = Stream::new(40);
    let sealed = Protection::Passphrase(PASSPHRASE);
    let made = new_single("Ed25519", sealed, &mut rng).unwrap();
    assert!(made.key_file.starts_with("PALIER KEY 1\n"));
    let spaced = format!(" {PASSPHRASE}\n");
    let key = KeyFile::open(&made.key_file, Protection::Passphrase(&spaced)).unwrap();
    assert_eq!(key.group(), "Ed25519");
    let refused = |protection| KeyFile::open(&made.key_file, protection).unwrap_err();
    assert_eq!(refused(OPEN), Error::PassphraseMissing);
    let wrong = Protection::Passphrase("quatre mots au hasar");
    assert_eq!(refused(wrong), Error::Passphrase);
    let short = Protection::Passphrase("onze lettre ");
    let refused = new_single("Ed25519", short, &mut rng).map(|_| ());
    assert_eq!(refused, Err(Error::PassphraseShort { least: 12 }));
}

#[test]
fn a_key_file_that_says_something_else_is_refused_without_a_word_of_its_secret() {
    let file = new_single("Ed25519", OPEN, &mut Stream::new(41)).unwrap();
    let file = file.key_file.as_str();
    for (from, to) in [
        (r#""format":1"#, r#""format":2"#),
        (r#""kind":"single""#, r#""kind":"seed""#),
        (r#""kind":"single""#, r#""kind":"share""#),
        (r#""secret":""#, r#""size":3,"secret":""#),
        (r#""secret":""#, r#""more":"","secret":""#),
        (r#""secret":""#, r#""secret":"0","secret":""#),
        (r#""secret":""#, r#""secret":0,"was":""#),
    ] {
        let changed = file.replace(from, to);
        assert_ne!(changed, file);
        let refused = KeyFile::open(&changed, OPEN).map(|_| ());
        assert_eq!(refused, Err(Error::KeyFile), "{to}");
    }
}

/// Key files of the first version, as they were first written.
const SINGLE: &str = r#"{"format":1,"kind":"single","group":"Ed25519","secret":"4841963746389545292656269960793786673100451563766237446134338644689111834360"}"#;
const SEED: &str = r#"{"format":1,"kind":"seed","group":"BELENIOS-2048","size":3,"threshold":2,"index":1,"secret":"M9vaKWbFbmts5wMchfFWeH"}"#;
const SHARE: &str = r#"{"format":1,"kind":"share","group":"Ed25519","certificates":"R5mwRnQ9CGdmAF0VKSL1nYDSk0Lm9L4Qk2ecXHdkQ5A","secret":"4841963746389545292656269960793786673100451563766237446134338644689111834360"}"#;
const SEALED: &str = "PALIER KEY 1
01 0001 0000 0000 0003 5218 78aa 28bf ae49 : 7f06
02 278a 3689 f665 f8f6 647f 2d42 ad2e a46a : e5d7
03 ab4d 7c7b f8b6 75ad f9b2 d0fa 2988 186d : 12a1
04 993e a700 2f36 779f ca65 14de 87c2 24b9 : ea2c
05 c1ca 5b48 b7d0 543d 5f8e da76 94a4 2617 : f1e3
06 3081 c8da 63ea 74b9 4b70 c903 48fd 3522 : 3192
07 1743 dcab 4fc7 93a1 b717 ef4c 179f 5c22 : b502
08 0202 400a 83e1 d386 29fe d18f 1afd cdb0 : fce8
09 c26d 6a7f f4bf eefc ce58 fbb2 1c7c 844f : 4be3
10 07cf d008 ae5e 0a70 2d1d 0cba 02f0 d56e : 3b23
11 ea77 1d5c 4df4 f0b4 de9b 9459 598d fb29 : fd78
12 225f cc6f 7eb3 e6cd 8bd5 : eb81
";

#[test]
fn a_key_file_of_the_first_version_opens_for_good() {
    assert_eq!(*open_key_file(PASSPHRASE, SEALED).unwrap(), SINGLE);
    let passphrase = Protection::Passphrase(PASSPHRASE);
    for (text, kind) in [
        (SEALED, "the key of a single holder"),
        (SINGLE, "the key of a single holder"),
        (SEED, "the seed of rounds 1 to 5"),
        (SHARE, "the decryption key of a threshold holder"),
    ] {
        assert_eq!(KeyFile::open(text, passphrase).unwrap().kind(), kind);
    }
    let context = Context {
        size: 3,
        threshold: 2,
        index: 1,
    };
    let rng = || Stream::new(42);
    let single = new_single("Ed25519", OPEN, &mut rng()).unwrap();
    assert_eq!(*single.key_file, SINGLE);
    let seed = new_seed("BELENIOS-2048", context, OPEN, &mut rng()).unwrap();
    assert_eq!(*seed.key_file, SEED);
}
