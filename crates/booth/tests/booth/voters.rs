//! What voters, auditors and whoever verifies ask for.

use crate::support::{SMALL, ask, corrupt, desk, refused, small_election, vector, verify};
use palier_ballots::{Ed25519, ElectionId, Half, Share, combine};
use serde_json::{Value, json};

/// The choices of a question with five lists and a blank vote.
const SECOND_LIST: [[u8; 6]; 1] = [[0, 0, 1, 0, 0, 0]];

/// The code of a voter of the election that Belenios ran.
const CODE: &str = "k3ns7-TzTnLQ-eq4gz-3gGx9W";

#[test]
fn an_election_is_told_as_a_page_shows_it() {
    let about = ask(&mut desk(1), &small_election());
    assert_eq!(about["uuid"], "BbGQ2n8QqP5bjx");
    assert_eq!(about["questions"][0]["answers"][4], "List E");
    assert_eq!(about["questions"][0]["blank"], true);
}

#[test]
fn a_ballot_is_given_out_once() {
    let mut desk = desk(2);
    ask(&mut desk, &small_election());
    let seal = json!({ "do": "seal", "codes": [CODE], "choices": SECOND_LIST });
    let sealed = ask(&mut desk, &seal);
    let cast = ask(&mut desk, &json!({ "do": "cast" }));
    assert_eq!(cast["tracking_number"], sealed["tracking_number"]);
    for what in ["cast", "open"] {
        assert_eq!(
            refused(&mut desk, &json!({ "do": what }))["code"],
            "nothing-sealed"
        );
    }
}

#[test]
fn an_opened_ballot_is_not_cast_and_is_audited_elsewhere() {
    let mut voter = desk(3);
    ask(&mut voter, &small_election());
    ask(
        &mut voter,
        &json!({ "do": "seal", "codes": [CODE], "choices": SECOND_LIST }),
    );
    let opened = ask(&mut voter, &json!({ "do": "open" }));
    assert_eq!(
        refused(&mut voter, &json!({ "do": "cast" }))["code"],
        "nothing-sealed"
    );

    let mut auditor = desk(4);
    ask(&mut auditor, &small_election());
    let audit = json!({ "do": "audit", "opening": opened["opening"] });
    let audited = ask(&mut auditor, &audit);
    assert_eq!(audited["tracking_number"], opened["tracking_number"]);
    assert_eq!(audited["choices"], json!(SECOND_LIST));
}

#[test]
fn a_ballot_given_out_to_be_spoiled_is_opened_and_never_cast() {
    let mut desk = desk(15);
    ask(&mut desk, &small_election());
    let seal = json!({ "do": "seal", "codes": [CODE], "choices": SECOND_LIST });
    let sealed = ask(&mut desk, &seal);
    let spoiled = ask(&mut desk, &json!({ "do": "spoil" }));
    let ballot = spoiled["ballot"].as_str().unwrap();
    assert!(ballot.starts_with("{\"election_uuid\""), "{ballot}");
    assert_eq!(
        refused(&mut desk, &json!({ "do": "cast" }))["code"],
        "nothing-sealed"
    );
    let opened = ask(&mut desk, &json!({ "do": "open" }));
    assert_eq!(opened["tracking_number"], sealed["tracking_number"]);
    // A fresh one is made to vote.
    ask(&mut desk, &seal);
    ask(&mut desk, &json!({ "do": "cast" }));
}

#[test]
fn another_election_wipes_what_was_sealed() {
    let mut desk = desk(5);
    ask(&mut desk, &small_election());
    ask(
        &mut desk,
        &json!({ "do": "seal", "codes": [CODE], "choices": SECOND_LIST }),
    );
    ask(&mut desk, &small_election());
    assert_eq!(
        refused(&mut desk, &json!({ "do": "cast" }))["code"],
        "nothing-sealed"
    );
}

#[test]
fn a_code_is_read_in_each_of_its_spellings() {
    let mut desk = desk(6);
    let words = ask(&mut desk, &json!({ "do": "words", "code": CODE }));
    let words = words["words"].as_str().unwrap().to_owned();
    assert_eq!(words.split(' ').count(), 13);
    for spelling in [
        " k3ns7-TzTnLQ-eq4gz-3gGx9W\n",
        "k3ns7 TzTnLQ eq4gz 3gGx9W",
        "k3ns7TzTnLQeq4gz3gGx9W",
        "k3ns7\u{2011}TzTnLQ\u{2011}eq4gz\u{2011}3gGx9W",
        &words,
        &words.to_uppercase(),
    ] {
        let read = ask(&mut desk, &json!({ "do": "words", "code": spelling }));
        assert_eq!(read["code"], CODE, "{spelling}");
    }
}

#[test]
fn a_wrong_code_is_named_by_its_place() {
    let mut desk = desk(7);
    ask(&mut desk, &small_election());
    let look = |codes: &[&str]| json!({ "do": "look", "codes": codes, "voters": 5 });
    let short = refused(&mut desk, &look(&[CODE, "k3ns7"]));
    assert_eq!(
        (&short["code"], &short["field"]),
        (&json!("credential-shape"), &json!("codes[1]"))
    );
    let zero = refused(&mut desk, &look(&["k3ns7-TzTnLQ-eq4gz-3gGx90"]));
    assert_eq!(
        (&zero["code"], &zero["detail"]),
        (&json!("credential-character"), &json!("24"))
    );
    let words = ask(&mut desk, &json!({ "do": "words", "code": CODE }));
    let mut words: Vec<&str> = words["words"].as_str().unwrap().split(' ').collect();
    words[4] = "palier";
    let wrong = refused(&mut desk, &look(&[CODE, &words.join(" ")]));
    assert_eq!(
        (&wrong["code"], &wrong["field"], &wrong["detail"]),
        (&json!("credential-word"), &json!("codes[1]"), &json!("4"))
    );
    let twelve = refused(&mut desk, &look(&[CODE, &words[1..].join(" ")]));
    assert_eq!(twelve["detail"], "12");
    assert_eq!(refused(&mut desk, &look(&[]))["code"], "code-count");
}

#[test]
fn what_is_asked_of_the_list_is_the_start_of_the_credential_and_no_more() {
    let mut desk = desk(8);
    ask(&mut desk, &small_election());
    let mut prefix = |voters: u64| {
        let look = json!({ "do": "look", "codes": [CODE], "voters": voters });
        ask(&mut desk, &look)["prefix"].as_str().unwrap().to_owned()
    };
    let lengths = [5, 255, 256, 4096, 100_000].map(|voters| prefix(voters).len());
    assert_eq!(lengths, [0, 0, 1, 2, 3]);
    let prefix = prefix(4096);
    let lines: Vec<String> = serde_json::from_slice(&vector(SMALL, "public_creds.json")).unwrap();
    let entries: Vec<&str> = lines
        .iter()
        .map(|line| line.split(',').next().unwrap())
        .filter(|entry| entry.starts_with(&prefix))
        .collect();
    let listed = |list: Value| json!({ "do": "listed", "codes": [CODE], "list": list });
    assert_eq!(
        ask(&mut desk, &listed(json!(entries))),
        json!({ "listed": true, "weight": 1 })
    );
    let weighted = format!("{},30", entries[0]);
    assert_eq!(ask(&mut desk, &listed(json!([weighted])))["weight"], 30);
    assert_eq!(ask(&mut desk, &listed(json!([])))["listed"], false);
}

#[test]
fn two_codes_make_one_credential_and_the_links_of_its_line() {
    let mut desk = desk(9);
    ask(&mut desk, &small_election());
    let codes = [CODE, "2sixv-28CDcs-n4DC7-Xr4Rdy"];
    ask(
        &mut desk,
        &json!({ "do": "seal", "codes": codes, "choices": SECOND_LIST }),
    );
    let cast = ask(&mut desk, &json!({ "do": "cast" }));
    let link = |half: &str| cast["links"][half].as_str().unwrap().len();
    assert_eq!((link("a"), link("b")), (64, 64));
}

#[test]
fn choices_that_the_question_forbids_are_refused() {
    let mut desk = desk(10);
    ask(&mut desk, &small_election());
    let seal = |choices: Value| json!({ "do": "seal", "codes": [CODE], "choices": choices });
    let two = refused(&mut desk, &seal(json!([[0, 1, 1, 0, 0, 0]])));
    assert_eq!(
        (&two["code"], &two["field"]),
        (&json!("choices-count"), &json!("choices[0]"))
    );
    assert_eq!(
        refused(&mut desk, &seal(json!([[0, 1]])))["code"],
        "choices"
    );
    assert_eq!(
        refused(&mut desk, &seal(json!("no list")))["code"],
        "message"
    );
}

#[test]
fn nothing_is_made_before_an_election_is_read() {
    let seal = json!({ "do": "seal", "codes": [CODE], "choices": SECOND_LIST });
    assert_eq!(refused(&mut desk(11), &seal)["code"], "no-election");
    assert_eq!(
        refused(&mut desk(11), &json!({ "do": "sing" }))["code"],
        "message"
    );
    assert_eq!(refused(&mut desk(11), &json!({}))["code"], "message");
}

#[test]
fn archives_of_belenios_are_verified_in_pieces() {
    let told = verify(&mut desk(12), &crate::support::archive(SMALL));
    assert_eq!(told["report"]["verdict"], "valid");
    assert_eq!(told["report"]["result"], json!([[0, 1, 1, 0, 2, 1]]));
    assert_eq!(told["name"], "Test assembly");
}

#[test]
fn broken_archives_are_refused_by_rule() {
    for (variant, rule) in [
        ("01-iproof-response-resigned", "ballot-proofs"),
        ("16-unknown-credential", "ballot-credential"),
    ] {
        let told = verify(&mut desk(13), &corrupt(SMALL, variant));
        assert_eq!(told["report"]["verdict"], "refused", "{variant}");
        assert_eq!(told["report"]["refusal"]["rule"], rule, "{variant}");
    }
}

#[test]
fn another_group_is_not_called_invalid() {
    let mut desk = desk(14);
    ask(&mut desk, &json!({ "do": "verify" }));
    let archive = crate::support::archive("20-small-belenios2048");
    let answer = desk.answer(json!({ "id": 1, "do": "piece" }).to_string(), &archive);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(
        answer["error"],
        json!({ "code": "group", "detail": "BELENIOS-2048" })
    );
    assert_eq!(
        refused(&mut desk, &json!({ "do": "report" }))["code"],
        "no-archive"
    );
}

#[test]
fn codes_are_made_on_the_device_and_their_shares_prove_both() {
    let uuid = "BbGQ2n8QqP5bjx";
    let made = ask(&mut desk(30), &json!({ "do": "register", "uuid": uuid }));
    let id = ElectionId::parse(uuid).unwrap();
    let share = |half: Half| {
        let text = serde_json::from_value(made["shares"][half.name()].clone()).unwrap();
        Share::<Ed25519>::verify(&text, &id, half, 0).unwrap()
    };
    let combined = combine(&id, &[share(Half::A)], &[share(Half::B)], &[1]).unwrap();
    // The credential is the one that the booth makes of the same codes.
    let mut voter = desk(31);
    ask(&mut voter, &small_election());
    let look = json!({ "do": "look", "codes": made["codes"], "voters": 1 });
    let credential = ask(&mut voter, &look)["credential"].clone();
    assert_eq!(json!(combined.credentials.entries()[0]), credential);
    let other = ask(&mut desk(32), &json!({ "do": "register", "uuid": uuid }));
    assert_ne!(made["codes"], other["codes"]);
    let none = refused(
        &mut desk(33),
        &json!({ "do": "register", "uuid": "no such" }),
    );
    assert_eq!(none["field"], "uuid");
}
