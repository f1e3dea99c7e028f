//! From the tally to the result.

use crate::ground::{ARCHIVE, Ground};

/// An election of three voters as far as its tally.
fn tallied() -> Ground {
    let ground = Ground::election(3);
    for (voter, choices) in [(1, "[[0,1,0,0]]"), (2, "[[0,1,1,0]]"), (3, "[[1,0,0,0]]")] {
        let name = format!("ballot{voter}");
        ground.ballot(voter, choices, &name).well();
        ground.cast(&name).well();
    }
    ground.palier(&format!("election close {ARCHIVE}")).well();
    ground.palier(&format!("election tally {ARCHIVE}")).well();
    ground
}

fn add(ground: &Ground, name: &str) -> crate::ground::Said {
    ground.palier(&format!("election add-decryption {ARCHIVE} {name}"))
}

#[test]
fn the_result_opens_once_all_have_decrypted_and_says_who_is_missing() {
    let ground = tallied();
    let result = || ground.palier(&format!("election result {ARCHIVE}"));
    let missing = "partial decryptions are missing: trustee ";
    assert!(
        result()
            .refused()
            .contains(&format!("{missing}1; and trustee 2"))
    );
    ground.decrypt(2, "two.json");
    assert!(
        add(&ground, "two.json")
            .well()
            .ends_with(&format!("{missing}1\n"))
    );
    assert!(result().refused().contains(&format!("{missing}1\n")));
    ground.decrypt(1, "one.json");
    assert!(
        add(&ground, "one.json")
            .well()
            .contains("enough trustees have decrypted")
    );
    assert_eq!(result().well(), "result [[1, 2, 1, 0]]\n");
    assert!(result().refused().contains("has its result already"));
    assert!(
        add(&ground, "one.json")
            .refused()
            .contains("has its result already")
    );
    let said = ground
        .palier(&format!("election verify {ARCHIVE} --finished"))
        .well();
    assert!(said.contains("valid: 3 of 3 ballots checked, 2 of 2 partial decryptions"));
}

#[test]
fn a_partial_decryption_that_does_not_hold_is_refused() {
    let ground = tallied();
    ground.decrypt(1, "one.json");
    let text = ground.text("one.json");
    let before = ground.bytes(ARCHIVE);
    let refused = |text: &str, said: &str| {
        ground.write("bad.json", text);
        let refused = add(&ground, "bad.json").refused();
        assert!(refused.contains(said), "{refused}");
        assert_eq!(ground.bytes(ARCHIVE), before);
    };
    let owner = |number: u64| {
        let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
        file["owner"] = number.into();
        file.to_string()
    };
    refused(&owner(2), "trustee 2 of 2: decryption_proofs[0][0]");
    refused(&owner(3), "trustee 3 of 2");
    refused(&owner(0), "trustee 0 of 2");
    refused("{}", "is no partial decryption");
    let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let factors = &mut file["decryption"]["decryption_factors"][0];
    factors[0] = factors[1].clone();
    refused(&file.to_string(), "the proof does not hold");
    add(&ground, "one.json").well();
    assert!(
        add(&ground, "one.json")
            .refused()
            .contains("trustee 1 has decrypted already")
    );
}
