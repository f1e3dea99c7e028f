//! What Belenios 3.3 wrote, read back.

mod support;

use palier_ballots::{Credential, Ed25519, Error, Group, SecretScalar, TrusteeKey};
use support::{Archive, HUNDRED, SMALL};

fn derived(archive: &Archive, code: &str) -> String {
    let secret = Credential::parse(code)
        .expect("Belenios made the code")
        .derive::<Ed25519>(&archive.election_id());
    Ed25519::encode(&secret.public())
}

#[test]
fn every_private_credential_derives_its_public_credential() {
    for (archive, voters) in [(SMALL, 5), (HUNDRED, 100)] {
        let expected = archive.public_credentials();
        let private = archive.private_credentials();
        assert_eq!(private.len(), voters);
        for (voter, code) in private {
            assert_eq!(derived(&archive, &code), expected[&voter], "{voter}");
        }
    }
}

#[test]
fn a_credential_gives_another_key_in_another_election() {
    let (voter, code) = SMALL.private_credentials().pop_first().unwrap();
    assert_ne!(derived(&HUNDRED, &code), SMALL.public_credentials()[&voter]);
}

#[test]
fn the_group_bears_the_name_of_the_archives() {
    assert_eq!(SMALL.election().group, Ed25519::NAME);
}

#[test]
fn every_trustee_proves_its_key() {
    for (archive, trustees) in [(SMALL, 2), (HUNDRED, 1)] {
        let keys = archive.trustees();
        assert_eq!(keys.len(), trustees);
        for text in keys {
            let key = TrusteeKey::<Ed25519>::verify(&text).unwrap();
            assert_eq!(key.print(), text);
        }
    }
}

#[test]
fn the_election_key_is_the_sum_of_the_trustees_keys() {
    let election: serde_json::Value = SMALL.json("election.json");
    let sum = SMALL
        .trustees()
        .iter()
        .fold(Ed25519::identity(), |sum, text| {
            Ed25519::add(
                &sum,
                TrusteeKey::<Ed25519>::verify(text).unwrap().public_key(),
            )
        });
    assert_eq!(election["public_key"], Ed25519::encode(&sum));
}

#[test]
fn a_key_file_gives_the_published_key_and_reads_back_the_same() {
    for name in ["13423B11", "ADD5EB0E"] {
        let number: String = SMALL.json(&format!("{name}.privkey"));
        let secret = SecretScalar::<Ed25519>::decode(&number).unwrap();
        assert_eq!(*secret.encode(), number);
        let published: serde_json::Value = SMALL.json(&format!("{name}.pubkey"));
        assert_eq!(published["public_key"], Ed25519::encode(&secret.public()));
    }
}

#[test]
fn a_printed_trustee_key_is_the_file_of_belenios() {
    let text = SMALL.text("13423B11.pubkey");
    let key = TrusteeKey::<Ed25519>::verify(&serde_json::from_str(&text).unwrap()).unwrap();
    assert_eq!(
        serde_json::to_string(&key.print()).unwrap(),
        text.trim_end()
    );
}

#[test]
fn a_tampered_proof_is_refused() {
    let [first, second] = <[_; 2]>::try_from(SMALL.trustees()).unwrap();
    let refused = |text| TrusteeKey::<Ed25519>::verify(&text).unwrap_err();
    let broken = Error::Field {
        field: "pok",
        cause: Box::new(Error::ProofOfKnowledge),
    };

    let mut other_key = first.clone();
    other_key.public_key.clone_from(&second.public_key);
    assert_eq!(refused(other_key), broken);

    let mut other_challenge = first.clone();
    other_challenge
        .pok
        .challenge
        .clone_from(&second.pok.challenge);
    assert_eq!(refused(other_challenge), broken);

    let mut other_response = first.clone();
    other_response.pok.response.clone_from(&second.pok.response);
    assert_eq!(refused(other_response), broken);

    let mut zero_response = first;
    zero_response.pok.response = "0".to_owned();
    assert_eq!(refused(zero_response), broken);
}
