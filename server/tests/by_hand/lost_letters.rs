//! A lost letter: two members of the commission print it again, with the code that it had.

use crate::ground::{Ground, Said, UUID};

const FIRST: &str = "quatre mots au hasard";
const SECOND: &str = "quatre autres mots";
const HEADING: &str = "--half a --site https://palier.example.org/rive/election/EssaiDePaLier1 \
                       --landlord Rive --sender Imprimerie --phone 0199000000";

/// The codes of half a of three lines, and the file that two members open.
fn sealed() -> Ground {
    let ground = Ground::new();
    ground.write(
        "roll.csv",
        "0b1f6c2e-claire\n0b1f6c2e-malik\n7d3a90b1-sacha\n",
    );
    let generate = format!("credentials generate --group Ed25519 --uuid {UUID}");
    ground
        .palier(&format!(
            "{generate} --voters roll.csv --half a --out codes"
        ))
        .well();
    ground.write(
        "courriers.csv",
        "ligne;noms;adresse_1\n0b1f6c2e-claire;Claire Martin;2 rue Haute\n\
         0b1f6c2e-malik;Malik Roy;3 rue Haute\n7d3a90b1-sacha;Sacha Roy;1 rue Haute\n",
    );
    ground.write("first.txt", FIRST);
    ground.write("second.txt", SECOND);
    let said = ground.palier(&format!(
        "credentials reprint-file --codes codes/codes.csv --roll courriers.csv {HEADING} \
         --member Claire~Martin --member Idriss --passphrase-file first.txt \
         --passphrase-file second.txt --out a.letters"
    ));
    assert!(
        said.well()
            .contains("3 letters, for Claire Martin and Idriss together")
    );
    ground
}

fn reprint(ground: &Ground, line: &str, out: &str, typed: &str) -> Said {
    ground.palier_with(
        &format!("credentials reprint a.letters --line {line} --out {out}"),
        typed,
    )
}

#[test]
fn two_members_print_a_lost_letter_again_with_its_code() {
    let ground = sealed();
    assert_eq!(ground.mode("a.letters"), 0o600);
    let sealed = ground.text("a.letters");
    let both = format!("{FIRST}\n{SECOND}\n");
    reprint(&ground, "7d3a90b1", "letter.html", &both).well();
    assert_eq!(ground.mode("letter.html"), 0o600);
    let page = ground.text("letter.html");
    assert_eq!(page.matches("<article>").count(), 1);
    assert!(page.contains("Sacha Roy") && page.contains("1 rue Haute"));
    assert!(page.contains(&ground.code(3)), "the code that she had");
    for other in [1, 2] {
        assert!(!page.contains(&ground.code(other)));
        assert!(!sealed.contains(&ground.code(other)));
    }
    let log = ground.text("a.letters.log");
    assert!(log.starts_with(r#"{"number":1,"#), "{log}");
    assert!(
        log.contains(r#""act":"reprinted","line":"7d3a90b1-sacha""#),
        "{log}"
    );
    assert!(!log.contains("Roy"), "no name");
}

#[test]
fn one_member_alone_prints_nothing_and_leaves_no_line() {
    let ground = sealed();
    for typed in [
        format!("{FIRST}\n{FIRST}\n"),
        format!("{SECOND}\n{FIRST}\n"),
        format!("{FIRST}\n"),
    ] {
        reprint(&ground, "7d3a90b1", "letter.html", &typed).refused();
    }
    let both = format!("{FIRST}\n{SECOND}\n");
    for (line, said) in [
        ("7d3a", "no letter is of line 7d3a"),
        ("0b1f6c2e", "several lines begin with 0b1f6c2e"),
    ] {
        let refused = reprint(&ground, line, "letter.html", &both).refused();
        assert!(refused.contains(said), "{refused}");
    }
    assert!(!ground.there("letter.html") && !ground.there("a.letters.log"));
}

#[test]
fn a_log_that_lost_a_line_prints_no_more() {
    let ground = sealed();
    let both = format!("{FIRST}\n{SECOND}\n");
    reprint(&ground, "7d3a90b1", "one.html", &both).well();
    reprint(&ground, "0b1f6c2e-malik", "two.html", &both).well();
    let log = ground.text("a.letters.log");
    ground.write("a.letters.log", log.split_inclusive('\n').nth(1).unwrap());
    let refused = reprint(&ground, "0b1f6c2e-claire", "three.html", &both).refused();
    assert!(
        refused.contains("line 1 is not as it was written"),
        "{refused}"
    );
    assert!(!ground.there("three.html"));
}

#[test]
fn what_is_destroyed_is_gone_and_its_log_says_so() {
    let ground = sealed();
    let both = format!("{FIRST}\n{SECOND}\n");
    reprint(&ground, "7d3a90b1", "letter.html", &both).well();
    let held = std::fs::hard_link(ground.path("a.letters"), ground.path("held"));
    held.unwrap();
    ground
        .palier("credentials destroy a.letters codes/codes.csv letter.html")
        .well();
    for name in ["a.letters", "codes/codes.csv", "letter.html"] {
        assert!(!ground.there(name), "{name}");
    }
    let noise = ground.bytes("held");
    assert!(
        !noise.starts_with(b"PALIER"),
        "overwritten, not only removed"
    );
    let log = ground.text("a.letters.log");
    assert!(
        log.trim_end()
            .lines()
            .last()
            .unwrap()
            .contains(r#""act":"destroyed""#)
    );
    let refused = ground
        .palier("credentials destroy a.letters codes")
        .refused();
    assert!(refused.contains("cannot destroy a.letters"), "{refused}");
}
