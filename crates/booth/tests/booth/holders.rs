//! What holders do, without a browser: three desks that share nothing but messages.

use crate::support::{ask, desk, refused, verify};
use palier_ballots::holder;
use serde_json::{Value, json};

const PASSPHRASE: &str = "cheval agrafe pile correct";

/// With what opens the key of a holder.
fn with_key(request: Value, key_file: &Value, more: &Value) -> Value {
    let mut request = request;
    request["key_file"] = key_file.clone();
    request["passphrase"] = PASSPHRASE.into();
    for (name, value) in more.as_object().unwrap() {
        request[name] = value.clone();
    }
    request
}

#[test]
fn three_holders_make_a_key_of_which_two_suffice() {
    let first = |index: u64| {
        let round = json!({
            "do": "round-1", "size": 3, "threshold": 2, "index": index, "passphrase": PASSPHRASE,
        });
        ask(&mut desk(index), &round)
    };
    let made: Vec<Value> = (1..=3).map(first).collect();
    let texts = |from: &[Value]| -> Vec<String> {
        let text = |value: &Value| value["public"].as_str().unwrap().to_owned();
        from.iter().map(text).collect()
    };
    let sent = texts(&made);
    let sent: Vec<&str> = sent.iter().map(String::as_str).collect();
    let certificates = holder::certificates(&sent, 2).unwrap();

    let more = json!({ "certificates": certificates });
    let round = |file: &Value| with_key(json!({ "do": "round-3" }), file, &more);
    let third: Vec<Value> = (10..)
        .zip(&made)
        .map(|(seed, made)| ask(&mut desk(seed), &round(&made["key_file"])))
        .collect();
    let polynomials = texts(&third);
    let polynomials: Vec<&str> = polynomials.iter().map(String::as_str).collect();
    let inputs = holder::inputs(&certificates, &polynomials).unwrap();

    let fifth: Vec<Value> = (20..)
        .zip(made.iter().zip(&inputs))
        .map(|(seed, (made, input))| {
            let more = json!({ "certificates": certificates, "input": input });
            let round = with_key(json!({ "do": "round-5" }), &made["key_file"], &more);
            ask(&mut desk(seed), &round)
        })
        .collect();
    let outputs = texts(&fifth);
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    assert!(holder::threshold(&certificates, &polynomials, &outputs).is_ok());
    assert_eq!(third[0]["fingerprint"], fifth[2]["fingerprint"]);
}

#[test]
fn a_short_passphrase_protects_no_key() {
    let trouble = refused(
        &mut desk(1),
        &json!({ "do": "single", "passphrase": "azerty" }),
    );
    assert_eq!(trouble["code"], "passphrase-short");
}

#[test]
fn a_key_of_another_election_decrypts_nothing() {
    let mut desk = desk(2);
    let made = ask(
        &mut desk,
        &json!({ "do": "single", "passphrase": PASSPHRASE }),
    );
    let none = json!({});
    let ask_standing = with_key(json!({ "do": "standing" }), &made["key_file"], &none);
    assert_eq!(refused(&mut desk, &ask_standing)["code"], "no-archive");
    verify(&mut desk, &crate::support::archive(crate::support::SMALL));
    assert_eq!(refused(&mut desk, &ask_standing)["code"], "not-a-holder");
    let decrypt = with_key(json!({ "do": "decrypt" }), &made["key_file"], &none);
    assert_eq!(refused(&mut desk, &decrypt)["code"], "not-a-holder");
}

#[test]
fn a_wrong_passphrase_is_told_from_a_slip_in_the_file() {
    let mut desk = desk(3);
    let made = ask(
        &mut desk,
        &json!({ "do": "single", "passphrase": PASSPHRASE }),
    );
    verify(&mut desk, &crate::support::archive(crate::support::SMALL));
    let mut wrong = with_key(json!({ "do": "standing" }), &made["key_file"], &json!({}));
    wrong["passphrase"] = "cheval agrafe pile faux".into();
    let trouble = refused(&mut desk, &wrong);
    assert_eq!(
        (&trouble["code"], &trouble["field"]),
        (&json!("passphrase"), &json!("key_file"))
    );
    wrong["key_file"] = made["key_file"]
        .as_str()
        .unwrap()
        .replacen(" : ", " : f", 1)
        .into();
    let trouble = refused(&mut desk, &wrong);
    assert_eq!(trouble["code"], "key-file-line");
    // The number of the line alone: the sentence around it is the page's.
    assert!(
        trouble["detail"].as_str().unwrap().parse::<usize>().is_ok(),
        "{trouble}"
    );
    wrong["key_file"] =
        r#"{"format":1,"kind":"single","group":"RFC-3526-2048","secret":"5"}"#.into();
    let trouble = refused(&mut desk, &wrong);
    assert_eq!(
        (&trouble["code"], &trouble["detail"]),
        (&json!("group"), &json!("RFC-3526-2048"))
    );
}
