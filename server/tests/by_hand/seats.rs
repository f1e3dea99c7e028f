//! Seats shared among lists, asked by other programs.

use super::ground::Ground;
use serde_json::{Value, json};

const CASES: &str = include_str!("../../../crates/domain/tests/vectors/seats/seats.json");

fn ask(ground: &Ground, question: &str) -> (Option<i32>, Value) {
    let said = ground.palier_with("election seats -", question);
    assert_eq!(said.err, "");
    assert_eq!(said.out.lines().count(), 1);
    (said.code, serde_json::from_str(&said.out).unwrap())
}

#[test]
fn every_published_case_is_answered_and_a_tie_that_stays_exits_with_1() {
    let ground = Ground::new();
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    for case in cases {
        let (code, found) = ask(&ground, &case.to_string());
        let expected = &case["expected"];
        let error = match expected.get("error") {
            Some(error) => error.clone(),
            None if expected["unallocated"] == json!(0) => Value::Null,
            None => json!("UNRESOLVED_SAME_BIRTHDATE"),
        };
        let name = &case["name"];
        assert_eq!(code, Some(i32::from(!error.is_null())), "{name}");
        assert_eq!(found["seats"], expected["seats"], "{name}");
        assert_eq!(found["error"], error, "{name}");
    }
}

#[test]
fn what_cannot_be_answered_says_which_error() {
    let ground = Ground::new();
    for (question, error) in [
        (
            r#"{"seats":3,"lists":[{"list":"A","votes":0,"births":[]}]}"#,
            "NO_VALID_VOTES",
        ),
        (
            r#"{"seats":1,"lists":[{"list":"A","votes":5,"births":[]},{"list":"B","votes":5,"births":[]}]}"#,
            "MISSING_BIRTHS",
        ),
        (r#"{"seats":0,"lists":[]}"#, "MALFORMED"),
        ("seats: 3", "MALFORMED"),
    ] {
        let (code, found) = ask(&ground, question);
        assert_eq!(
            (code, &found["error"]),
            (Some(1), &json!(error)),
            "{question}"
        );
    }
}
