//! Setting an election up.

use crate::ground::{ARCHIVE, Ground, UUID};
use std::path::Path;

/// The outcome of threshold rounds that Belenios ran.
fn threshold() -> String {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/ballots/tests/vectors");
    std::fs::read_to_string(vectors.join("33-threshold-ed25519/threshold.json")).unwrap()
}

#[test]
fn an_election_that_was_set_up_is_valid_as_far_as_it_goes() {
    let ground = Ground::election(2);
    let said = ground.palier(&format!("election verify {ARCHIVE}")).well();
    assert!(said.ends_with("unfinished, stage Setup\n"), "{said}");
    let again = ground.set_up("codes/credentials.json").refused();
    assert!(again.contains("is there already"), "{again}");
}

#[test]
fn without_a_name_an_election_draws_one_and_time_is_as_told() {
    let ground = Ground::election(1);
    let said = ground
        .palier(
            "election setup --group Ed25519 --template template.json --time 1790000000 \
             --credentials codes/credentials.json --trustee first.json --out drawn",
        )
        .well();
    let path = said.lines().next().unwrap();
    let name = path
        .strip_prefix("drawn/")
        .unwrap()
        .strip_suffix(".bel")
        .unwrap();
    assert_eq!(name.len(), 14);
    assert_ne!(name, UUID);
    assert!(
        ground
            .text(path)
            .contains(r#"{"version":1,"timestamp":"1790000000"}"#)
    );
}

#[test]
fn a_threshold_part_is_taken_when_all_of_it_holds_and_refused_otherwise() {
    let mut ground = Ground::election(1);
    ground.trustee("third.json");
    let run = |out: &str| {
        ground.palier(&format!(
            "election setup --group Ed25519 --template template.json --trustee third.json \
             --credentials codes/credentials.json --trustee part.json --out {out}"
        ))
    };
    let whole = threshold();
    ground.write("part.json", &whole);
    run("whole").well();
    let part: serde_json::Value = serde_json::from_str(&whole).unwrap();
    // A signature over all certificates, a certificate, a commitment, a key: one of each altered.
    type Change = fn(&mut serde_json::Value);
    let changes: [(Change, &str); 5] = [
        (
            |part| part["signatures"][0] = part["signatures"][1].clone(),
            "signatures",
        ),
        (
            |part| part["certs"][1] = part["certs"][0].clone(),
            "certs[1]",
        ),
        (
            |part| part["coefexps"][2] = part["coefexps"][1].clone(),
            "coefexps[2]",
        ),
        (
            |part| part["verification_keys"][0] = part["verification_keys"][1].clone(),
            "verification_keys[0]",
        ),
        (
            |part| {
                part.as_object_mut().unwrap().remove("signatures");
            },
            "signatures: missing",
        ),
    ];
    for (change, named) in changes {
        let mut part = part.clone();
        change(&mut part);
        ground.write("part.json", &part.to_string());
        let refused = run("bad").refused();
        assert!(refused.contains("the election is refused"), "{refused}");
        assert!(refused.contains(named), "{named}: {refused}");
        assert!(!ground.there("bad"));
    }
}

#[test]
fn what_an_election_cannot_be_made_of_is_refused_by_its_file() {
    let ground = Ground::election(1);
    let run = |credentials: &str, trustee: &str| {
        let said = ground.palier(&format!(
            "election setup --group Ed25519 --template template.json --out bad \
             --credentials {credentials} --trustee {trustee}"
        ));
        assert!(!ground.there("bad"));
        said.refused()
    };
    let key = ground.text("first.json");
    ground.write(
        "key.json",
        &key.replace("\"challenge\":\"", "\"challenge\":\"1"),
    );
    assert!(run("codes/credentials.json", "key.json").contains("trustees[0]: pok"));
    let refused = run("codes/credentials.json", "template.json");
    assert!(
        refused.contains("template.json is neither a trustee's key nor"),
        "{refused}"
    );
    let list = ground.text("codes/credentials.json");
    let twice = list.replace(']', &format!(",{}", &list[1..]));
    ground.write("twice.json", &twice);
    assert!(run("twice.json", "first.json").contains("stands twice"));
    ground.write("none.json", "[]");
    assert!(run("none.json", "first.json").contains("nobody could vote"));
    ground.write("zero.json", &list.replace("\"]", ",0\"]"));
    assert!(run("zero.json", "first.json").contains("a weight is at least 1"));
    let template = ground.text("template.json");
    ground.write("template.json", &template.replace("\"max\":2", "\"max\":4"));
    assert!(run("codes/credentials.json", "first.json").contains("no answer satisfies"));
    ground.write("template.json", &template);
    ground.write("heavy.json", &list.replace("\"]", ",68719476737\"]"));
    let heavy = run("heavy.json", "first.json");
    assert!(heavy.contains("a result could not be counted"), "{heavy}");
    // A key and its proof, copied from another trustee.
    let copied = run("codes/credentials.json", "first.json --trustee first.json");
    assert!(
        copied.contains("trustees[1]: the key is that of another holder"),
        "{copied}"
    );
}
