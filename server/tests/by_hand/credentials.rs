//! Voters' codes.

use crate::ground::{Ground, UUID};
use palier_ballots::{Credential, Ed25519, ElectionId, Group, Half, LinkHalf, LinkTag};

fn generate(ground: &Ground, more: &str) -> crate::ground::Said {
    ground.palier(&format!(
        "credentials generate --group Ed25519 --uuid {UUID} --voters roll.csv {more}"
    ))
}

fn shared(ground: &Ground) {
    ground.write("roll.csv", "claire\nmalik,3\nsacha\n");
    generate(ground, "--half a --out a").well();
    generate(ground, "--half b --out b").well();
}

fn list(ground: &Ground, name: &str) -> Vec<String> {
    serde_json::from_str(&ground.text(name)).unwrap()
}

#[test]
fn every_line_of_the_roll_has_a_code_and_the_public_list_tells_none() {
    let ground = Ground::new();
    ground.write("roll.csv", "claire\n\"Benali, Idriss\",3\nmalik\n");
    let said = generate(&ground, "--out codes").well();
    assert!(said.starts_with("3 codes for election EssaiDePaLier1\n"));
    assert_eq!(ground.mode("codes/codes.csv"), 0o600);
    let table = ground.text("codes/codes.csv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0], "identifier,code,words");
    assert!(lines[2].starts_with("\"Benali, Idriss\","));
    let id = ElectionId::parse(UUID).unwrap();
    let mut expected = Vec::new();
    for (line, weight) in lines[1..].iter().zip([1, 3, 1]) {
        let mut cells = line.rsplit(',');
        let words = cells.next().unwrap();
        let code = Credential::parse(cells.next().unwrap()).unwrap();
        assert_eq!(
            Credential::from_words(words).unwrap().expose(),
            code.expose()
        );
        let public = Ed25519::encode(&code.derive::<Ed25519>(&id).public());
        expected.push(format!("{public},{weight}"));
        assert!(!said.contains(code.expose()), "a code is never printed");
    }
    expected.sort();
    assert_eq!(list(&ground, "codes/credentials.json"), expected);
}

#[test]
fn a_roll_with_a_bad_line_is_refused_by_its_number_and_nothing_is_written() {
    let ground = Ground::new();
    for (roll, said) in [
        ("a\n\nb\n", "line 2 of the roll: the line is blank"),
        (
            "a\nb\na\n",
            "line 3 of the roll: a stands on line 1 already",
        ),
        ("a\nb,many\n", "line 2 of the roll: a line reads identifier"),
        ("a,0\n", "line 1 of the roll: a weight is at least 1"),
        ("", "voters: missing"),
    ] {
        ground.write("roll.csv", roll);
        let refused = generate(&ground, "--out codes").refused();
        assert!(refused.contains(said), "{refused}");
        assert!(!ground.there("codes"));
    }
    std::fs::write(ground.path("roll.csv"), b"Ren\xe9\n").unwrap();
    assert!(
        generate(&ground, "--out codes")
            .refused()
            .contains("is not UTF-8")
    );
}

#[test]
fn codes_that_are_there_are_never_overwritten() {
    let ground = Ground::new();
    ground.write("roll.csv", "claire\n");
    generate(&ground, "--out codes").well();
    let before = ground.text("codes/codes.csv");
    let refused = generate(&ground, "--out codes").refused();
    assert!(refused.contains("codes.csv is there already"), "{refused}");
    assert_eq!(ground.text("codes/codes.csv"), before);
    // One of two names taken: neither is written.
    std::fs::remove_file(ground.path("codes/codes.csv")).unwrap();
    generate(&ground, "--out codes").refused();
    assert!(!ground.there("codes/codes.csv"));
}

#[test]
fn codes_are_made_in_the_groups_that_make_and_for_elections_with_a_name() {
    let ground = Ground::new();
    ground.write("roll.csv", "claire\n");
    let group = |group: &str, uuid: &str| {
        let run = "credentials generate --voters roll.csv --out codes";
        ground.palier(&format!("{run} --group {group} --uuid {uuid}"))
    };
    let refused = group("RFC-3526-2048", UUID).refused();
    assert!(
        refused.contains("take Ed25519 or BELENIOS-2048"),
        "{refused}"
    );
    assert!(
        group("Ed25519", "short")
            .refused()
            .contains("at least 14 characters")
    );
    group("BELENIOS-2048", UUID).well();
    assert_eq!(list(&ground, "codes/credentials.json").len(), 1);
}

#[test]
fn a_code_is_drawn_as_a_picture_for_each_line() {
    let ground = Ground::new();
    ground.write("roll.csv", "claire\nmalik\n");
    generate(&ground, "--out codes --qr").well();
    for name in ["codes/qr/1.svg", "codes/qr/2.svg"] {
        assert!(ground.text(name).starts_with("<svg xmlns="));
        assert_eq!(ground.mode(name), 0o600);
    }
    assert!(!ground.there("codes/qr/3.svg"));
}

#[test]
fn shares_of_two_authorities_combine_into_a_list_and_tags() {
    let ground = Ground::new();
    shared(&ground);
    assert_eq!(ground.mode("a/shares.json"), 0o600);
    assert!(!ground.there("a/credentials.json"), "half a list is none");
    // The order of the two does not matter.
    let said = ground.palier("credentials combine b/shares.json a/shares.json --out whole");
    assert!(
        said.well()
            .contains("now destroy b/shares.json and a/shares.json")
    );
    let id = ElectionId::parse(UUID).unwrap();
    let code = |half: &str, line: usize| {
        let table = ground.text(&format!("{half}/codes.csv"));
        let cell = table.lines().nth(line).unwrap().split(',').nth(1).unwrap();
        Credential::parse(cell).unwrap()
    };
    let (a, b) = (code("a", 2), code("b", 2));
    let whole = a.derive::<Ed25519>(&id).join(&b.derive(&id)).public();
    let listed = format!("{},3", Ed25519::encode(&whole));
    assert!(list(&ground, "whole/credentials.json").contains(&listed));
    let (a, b) = (
        LinkHalf::of(&a, &id, Half::A),
        LinkHalf::of(&b, &id, Half::B),
    );
    let tag = LinkTag::of::<Ed25519>(&id, &whole, &a, &b).print();
    assert_eq!(list(&ground, "whole/tags.json")[1], tag);
}

#[test]
fn shares_that_do_not_fit_are_not_combined() {
    let ground = Ground::new();
    shared(&ground);
    let combine = |one: &str, two: &str| {
        let run = ground.palier(&format!("credentials combine {one} {two} --out whole"));
        assert!(!ground.there("whole"));
        run.refused()
    };
    let twice = combine("a/shares.json", "a/shares.json");
    assert!(twice.contains("both files are of one half"), "{twice}");
    // A link half more on line 3, a proof of line 2 on line 1.
    let text = ground.text("b/shares.json");
    let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
    file["shares"][2]["link"] = "00".into();
    ground.write("bad.json", &file.to_string());
    let link = combine("a/shares.json", "bad.json");
    assert!(
        link.contains("half b: line 3 of the roll: link: "),
        "{link}"
    );
    let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
    file["shares"][0]["proof"] = file["shares"][1]["proof"].clone();
    ground.write("bad.json", &file.to_string());
    let proof = combine("bad.json", "a/shares.json");
    assert!(
        proof.contains("half b: line 1 of the roll: proof: "),
        "{proof}"
    );
    ground.write("bad.json", &text.replace(UUID, "EssaiDePaLier2"));
    let other = combine("a/shares.json", "bad.json");
    assert!(
        other.contains("uuid: EssaiDePaLier2 where EssaiDePaLier1 belongs"),
        "{other}"
    );
    ground.write("bad.json", &text.replace("[1,3,1]", "[1,1,3]"));
    let weights = combine("a/shares.json", "bad.json");
    assert!(
        weights.contains("weights: line 2 of the roll: 1 where 3 belongs"),
        "{weights}"
    );
    ground.write("roll.csv", "sacha\nmalik,3\nclaire\n");
    generate(&ground, "--half b --out turned").well();
    let order = combine("a/shares.json", "turned/shares.json");
    assert!(
        order.contains("the same voters in the same order"),
        "{order}"
    );
}

#[test]
fn letters_carry_one_code_each_and_are_secret() {
    let ground = Ground::new();
    shared(&ground);
    let roll = "\u{feff}ligne;noms;adresse_1;adresse_2\r\nsacha;\"Sacha <Roy>\";1 rue Haute;94000 Rive\r\n\
                claire;Claire Martin, Jo Martin;2 rue Haute;\r\nmalik;'=Malik;3 rue Haute;\r\n";
    ground.write("courriers.csv", roll);
    let letters = "credentials letters --codes a/codes.csv --roll courriers.csv --half a \
                   --site https://palier.example.org/rive/election/EssaiDePaLier1 --landlord Rive \
                   --sender Imprimerie --phone 0199000000 --out letters";
    ground.palier(letters).well();
    for name in ["letters/letters.html", "letters/letters.csv"] {
        assert_eq!(ground.mode(name), 0o600);
    }
    let page = ground.text("letters/letters.html");
    assert_eq!(page.matches("<article>").count(), 3);
    assert!(page.contains("Sacha &lt;Roy&gt;") && page.contains("Claire Martin, Jo Martin"));
    let table = ground.text("letters/letters.csv");
    for line in ground.text("a/codes.csv").lines().skip(1) {
        let mut cells = line.rsplit(',');
        let words = cells.next().unwrap();
        let code = cells.next().unwrap();
        assert_eq!(page.matches(code).count(), 1, "{code}");
        assert!(page.contains(words), "{words}");
        let link =
            format!("https://palier.example.org/rive/election/EssaiDePaLier1/voter#a={code}");
        assert!(table.contains(&link), "{table}");
    }
    for line in ground.text("b/codes.csv").lines().skip(1) {
        let code = line.rsplit(',').nth(1).unwrap();
        assert!(
            !page.contains(code) && !table.contains(code),
            "the other half"
        );
    }
    let again = ground.palier(letters).refused();
    assert!(again.contains("is there already"), "{again}");
    ground.write("courriers.csv", "ligne;noms\r\nclaire;Claire\r\n");
    let fewer = ground
        .palier(&letters.replace("--out letters", "--out fewer"))
        .refused();
    assert!(
        fewer.contains("2 codes are of no line of the roll"),
        "{fewer}"
    );
    assert!(!ground.there("fewer/letters.html"));
}

#[test]
fn what_is_combined_says_of_which_election_and_roll_it_is() {
    let ground = Ground::new();
    shared(&ground);
    ground
        .palier("credentials combine a/shares.json b/shares.json --out whole")
        .well();
    let record: serde_json::Value =
        serde_json::from_str(&ground.text("whole/record.json")).unwrap();
    let shares: serde_json::Value = serde_json::from_str(&ground.text("a/shares.json")).unwrap();
    assert_eq!(record["uuid"], UUID);
    assert_eq!(record["roll"], shares["roll"]);
    assert_eq!(record["credentials"].as_str().unwrap().len(), 64);
    assert_ne!(record["credentials"], record["tags"]);
}
