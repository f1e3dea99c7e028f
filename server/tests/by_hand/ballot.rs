//! Ballots made and audited.

use crate::ground::{ARCHIVE, Ground, UUID};

#[test]
fn a_ballot_is_made_from_a_code_in_either_form() {
    let ground = Ground::election(2);
    let said = ground.ballot(1, "[[0,1,0,0]]", "one").well();
    assert!(said.starts_with("tracking number "), "{said}");
    assert!(
        !ground.there("one/link.json"),
        "a whole credential has no halves"
    );
    let run = format!("ballot make --archive {ARCHIVE} --choices [[1,0,0,0]] --out two");
    let words = ground.cell(2, 2).replace(' ', "  ");
    ground
        .palier_with(&format!("{run} --credential-file -"), &words)
        .well();
    ground.cast("one").well();
    ground.cast("two").well();
}

#[test]
fn a_code_of_no_voter_is_said_at_once() {
    let ground = Ground::election(1);
    let make = |text: &str| {
        ground.write("code.txt", text);
        let run = format!("ballot make --archive {ARCHIVE} --choices [[0,1,0,0]] --out mine");
        let said = ground.palier(&format!("{run} --credential-file code.txt"));
        assert!(!ground.there("mine"));
        said.refused()
    };
    assert!(make("k3ns7-TzTnLQ-eq4gz-3gGx9W").contains("this code is none of election"));
    assert!(make("k3ns7-TzTnLQ-eq4gz").contains("a credential reads XXXXX"));
    assert!(make("").contains("is empty"));
    let slip = ground.cell(1, 2).replacen(' ', " abaisser ", 1);
    assert!(make(&slip).contains("has 13 words, not 14"));
}

#[test]
fn choices_that_the_question_does_not_allow_make_no_ballot() {
    let ground = Ground::election(1);
    for (choices, said) in [
        ("[[0,1,1,1]]", "from 1 to 2 answers are chosen"),
        ("[[1,1,0,0]]", "none in a blank vote"),
        ("[[0,2,0,0]]", "a choice is 0 or 1"),
        ("[[0,1,0]]", "4 entries are expected, not 3"),
        ("[[0,1,0,0],[1]]", "1 entries are expected, not 2"),
        ("[[0,1,0,0]", "not the JSON"),
    ] {
        let refused = ground.ballot(1, choices, "mine").refused();
        assert!(
            refused.contains("--choices") && refused.contains(said),
            "{refused}"
        );
        assert!(!ground.there("mine"));
    }
}

#[test]
fn an_opened_ballot_is_shown_elsewhere_and_never_written() {
    let ground = Ground::election(1);
    ground.write("code.txt", &ground.code(1));
    let run = format!("ballot make --archive {ARCHIVE} --credential-file code.txt --open --qr");
    let made = ground
        .palier(&format!("{run} --choices [[0,1,0,1]] --out shown"))
        .well();
    assert!(!ground.there("shown/ballot.json") && !ground.there("shown/link.json"));
    assert!(
        ground
            .text("shown/opening.svg")
            .contains("<path d=\"M4 4h7v1h-7z")
    );
    assert_eq!(ground.text("shown/opening.txt").lines().count(), 1);
    let audit = format!("ballot audit --archive {ARCHIVE} --opening shown/opening.txt");
    let audited = ground.palier(&audit).well();
    assert_eq!(
        audited.lines().next(),
        made.lines().next(),
        "one tracking number"
    );
    assert_eq!(audited.lines().nth(1), Some("Qui ?: Claire, Josiane"));

    ground
        .palier(&format!("{run} --choices [[1,0,0,0]] --out blank"))
        .well();
    let audit = format!("ballot audit --archive {ARCHIVE} --opening -");
    let audited = ground.palier_with(&audit, &ground.text("blank/opening.txt"));
    assert!(audited.well().ends_with("\nQui ?: blank vote\n"));
}

#[test]
fn a_machine_that_is_asked_fixes_the_number_before_it_knows() {
    let ground = Ground::election(1);
    ground.write("code.txt", &ground.code(1));
    let run = format!("ballot make --archive {ARCHIVE} --choices [[0,1,0,0]] --ask");
    let make = |out: &str, answer: &str| {
        let run = format!("{run} --credential-file code.txt --out {out}");
        ground.palier_with(&run, answer)
    };
    let opened = make("opened", "open\n").well();
    let mut lines = opened.lines();
    let number = lines.next();
    assert_eq!(lines.next(), Some("cast or open?"));
    assert!(!ground.there("opened/ballot.json"));
    let audit = format!("ballot audit --archive {ARCHIVE} --opening opened/opening.txt");
    assert_eq!(ground.palier(&audit).well().lines().next(), number);

    let sealed = make("sealed", "cast\n").well();
    assert!(!ground.there("sealed/opening.txt"));
    assert_eq!(
        ground.cast("sealed").well().lines().next(),
        sealed.lines().next()
    );
    let unclear = make("unclear", "").refused();
    assert!(
        unclear.contains("thrown away") && !ground.there("unclear"),
        "{unclear}"
    );
    let run = format!("{run} --credential-file - --out both");
    assert!(
        ground
            .palier_with(&run, "cast")
            .refused()
            .contains("put the code in a file")
    );
}

#[test]
fn an_opening_that_lies_is_refused() {
    let ground = Ground::election(1);
    ground.write("code.txt", &ground.code(1));
    let run = format!("ballot make --archive {ARCHIVE} --credential-file code.txt --open");
    ground
        .palier(&format!("{run} --choices [[0,1,0,0]] --out shown"))
        .well();
    let audit = |text: &str| {
        ground.write("opening.txt", text);
        ground
            .palier(&format!(
                "ballot audit --archive {ARCHIVE} --opening opening.txt"
            ))
            .refused()
    };
    let opening = ground.text("shown/opening.txt");
    assert!(audit(&opening.replace("/0100/", "/0010/")).contains("the proof does not hold"));
    assert!(audit(&opening.replace(UUID, "EssaiDePaLier2")).contains("election_uuid"));
    assert!(audit("hello").contains("not the opening of a ballot"));
}

#[test]
fn two_codes_make_one_ballot_and_neither_does_alone() {
    let mut ground = Ground::new();
    ground.write("roll.csv", "claire\nmalik\n");
    for half in ["a", "b"] {
        let run = format!("credentials generate --group Ed25519 --uuid {UUID} --voters roll.csv");
        ground
            .palier(&format!("{run} --half {half} --out {half}"))
            .well();
        for voter in [1, 2] {
            let table = ground.text(&format!("{half}/codes.csv"));
            let line = table.lines().nth(voter).unwrap();
            let code = line.split(',').nth(1).unwrap();
            ground.write(&format!("{half}{voter}.txt"), code);
        }
    }
    ground
        .palier("credentials combine a/shares.json b/shares.json --out list")
        .well();
    ground.trustee("first.json");
    ground.trustee("second.json");
    ground.set_up("list/credentials.json").well();
    let make = |files: &str, out: &str| {
        let run = format!("ballot make --archive {ARCHIVE} --choices [[0,1,0,0]] --out {out}");
        let files = files
            .split(' ')
            .map(|file| format!(" --credential-file {file}"));
        ground.palier(&format!("{run}{}", files.collect::<String>()))
    };
    assert!(
        make("a1.txt", "x")
            .refused()
            .contains("or half of a shared credential?")
    );
    assert!(
        make("a1.txt b2.txt", "x")
            .refused()
            .contains("these two codes do not make")
    );
    assert!(
        make("a1.txt b1.txt b1.txt", "x")
            .refused()
            .contains("or two halves")
    );
    assert!(
        make("- -", "x")
            .refused()
            .contains("put the other in a file")
    );
    make("a1.txt b1.txt", "mine").well();
    assert_eq!(ground.mode("mine/link.json"), 0o600);
    let link: serde_json::Value = serde_json::from_str(&ground.text("mine/link.json")).unwrap();
    assert_eq!(link["r_a"].as_str().unwrap().len(), 64);
    assert_eq!(link.as_object().unwrap().len(), 2);
    ground.cast("mine").well();
}
