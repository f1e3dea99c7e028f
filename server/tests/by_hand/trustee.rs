//! A key holder's part, by hand.

use crate::trustee_desk::{Desk, PASSPHRASE, err};
use crate::trustee_election::{Conducted, UUID};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt as _;

/// A desk with an unprotected key in `server`, and an election that has no other.
fn simple() -> (Desk, Conducted) {
    let desk = Desk::new();
    desk.does("keygen --group Ed25519 --unprotected --out server");
    let election = Conducted::new(&[desk.text("server/public.json")], &[]);
    (desk, election)
}

/// Rounds 1 to 4 of holders `h1` to `h3`, of whom two suffice.
fn four_rounds(desk: &Desk) {
    for index in 1..=3 {
        desk.does(&format!(
            "pedersen 1 --group Ed25519 --size 3 --threshold 2 --index {index} \
             --passphrase-file phrase --out h{index}"
        ));
    }
    desk.does(
        "pedersen 2 --certificate h2/certificate.json h1/certificate.json h3/certificate.json \
         --threshold 2 --out certificates.json",
    );
    for index in 1..=3 {
        let said = desk.does(&format!(
            "pedersen 3 --certificates certificates.json --key-file h{index}/secret.key \
             --passphrase-file phrase --out p{index}.json"
        ));
        assert!(said.contains("compare this"), "{said}");
    }
    desk.does(
        "pedersen 4 --certificates certificates.json --polynomial p3.json p2.json p1.json \
         --out inputs",
    );
}

#[test]
fn a_server_and_two_of_three_holders_decrypt_an_election_by_hand() {
    let desk = Desk::new();
    desk.does("keygen --group Ed25519 --unprotected --out server");
    four_rounds(&desk);
    for index in 1..=3 {
        desk.does(&format!(
            "pedersen 5 --certificates certificates.json --input inputs/input-{index}.json \
             --key-file h{index}/secret.key --passphrase-file phrase --out h{index}"
        ));
    }
    desk.does(
        "pedersen 6 --certificates certificates.json --polynomial p1.json p2.json p3.json \
         --output h3/output.json h1/output.json h2/output.json --out threshold.json",
    );
    let single = [desk.text("server/public.json")];
    let election = Conducted::new(&single, &[desk.text("threshold.json")]);
    let tallied = election.tallied(&["10", "01", "10"]);
    desk.write("it.bel", &tallied.archive);

    let said = desk.does(
        "check --archive it.bel --key-file h2/decryption.key --passphrase-file phrase --json",
    );
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["owner"], 3);
    assert_eq!((&said["threshold"], &said["size"]), (&2.into(), &3.into()));
    assert_eq!(said["stage"], "EncryptedTally");
    assert!(said["tally"].is_string());

    desk.does(
        "decrypt --archive it.bel --key-file server/secret.key --state server/done \
         --out d1.json",
    );
    for (holder, owner) in [(1, 2), (3, 4)] {
        let said = desk.does(&format!(
            "decrypt --archive it.bel --key-file h{holder}/decryption.key \
             --passphrase-file phrase --state h{holder}/done --out d{owner}.json"
        ));
        assert!(said.contains(&format!("holder {owner}")), "{said}");
    }
    let made = ["d1.json", "d2.json", "d4.json"].map(|name| desk.text(name));
    let report = election.finish(tallied, &made);
    assert_eq!(report.refusal, None);
    assert_eq!(report.result, Some(vec![vec![2, 1]]));
}

#[test]
fn a_second_tally_is_not_decrypted() {
    let (desk, election) = simple();
    desk.write("it.bel", election.tallied(&["10", "01"]).archive);
    let decrypt = "decrypt --key-file server/secret.key --state done";
    desk.does(&format!("{decrypt} --archive it.bel --out first.json"));
    // The same one again, for a letter that was lost.
    desk.does(&format!("{decrypt} --archive it.bel --out again.json"));
    desk.write("other.bel", election.tallied(&["10", "01", "10"]).archive);
    let said = desk.refuses(&format!("{decrypt} --archive other.bel --out second.json"));
    assert!(said.contains("another tally"), "{said}");
    assert!(!desk.path("second.json").exists());
    assert_eq!(desk.names("done"), [format!("{UUID}.tally.json")]);
}

#[test]
fn an_archive_that_was_changed_is_not_decrypted_nor_remembered() {
    let (desk, election) = simple();
    let mut archive = election.tallied(&["10", "01"]).archive;
    let at = archive.len() - 6000;
    archive[at] ^= 1;
    desk.write("it.bel", archive);
    let line = "--archive it.bel --key-file server/secret.key";
    let said = desk.refuses(&format!("decrypt {line} --state done --out first.json"));
    assert!(said.contains("the archive is refused"), "{said}");
    assert!(desk.refuses(&format!("check {line}")).contains("refused"));
    assert_eq!(desk.names("done"), [""; 0]);
    assert!(!desk.path("first.json").exists());
}

#[test]
fn a_decryption_is_not_written_when_it_cannot_be_remembered() {
    let (desk, election) = simple();
    desk.write("it.bel", election.tallied(&["10"]).archive);
    desk.write("done", "a file where the folder belongs");
    desk.refuses(
        "decrypt --archive it.bel --key-file server/secret.key --state done --out first.json",
    );
    assert!(!desk.path("first.json").exists());
}

#[test]
fn a_key_of_nobody_is_told_so() {
    let (desk, election) = simple();
    desk.write("it.bel", election.tallied(&["10"]).archive);
    desk.does("keygen --group Ed25519 --unprotected --out stranger");
    desk.does("keygen --group BELENIOS-2048 --unprotected --out elsewhere");
    let check = |whose| {
        desk.refuses(&format!(
            "check --archive it.bel --key-file {whose}/secret.key"
        ))
    };
    assert!(check("stranger").contains("belongs to none of the holders"));
    assert!(check("elsewhere").contains("of the group BELENIOS-2048, the election of Ed25519"));
    let said = desk.does("check --archive it.bel --key-file server/secret.key");
    assert!(
        said.contains("holder 1 of 1\nnothing is decrypted without her\n"),
        "{said}"
    );
}

#[test]
fn a_key_file_is_its_owners_alone_and_no_secret_is_printed() {
    let desk = Desk::new();
    let said = desk.does("keygen --group Ed25519 --passphrase-file phrase --out mine");
    let mode = |name| {
        let metadata = std::fs::metadata(desk.path(name)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    assert_eq!(mode("mine/secret.key"), 0o600);
    let key = desk.text("mine/secret.key");
    assert!(key.starts_with("PALIER KEY 1\n"), "{key}");
    assert!(!said.contains(key.lines().nth(1).unwrap()));
    let open = desk.does("keygen --group Ed25519 --unprotected --out open");
    let file: Value = serde_json::from_str(&desk.text("open/secret.key")).unwrap();
    assert_eq!(
        (&file["format"], &file["kind"]),
        (&1.into(), &"single".into())
    );
    assert!(!open.contains(file["secret"].as_str().unwrap()));
    assert_eq!(mode("open/secret.key"), 0o600);
    // Nothing is ever overwritten.
    let again = desk.refuses("keygen --group Ed25519 --unprotected --out mine");
    assert!(again.contains("is there already"), "{again}");
    assert_eq!(desk.text("mine/secret.key"), key);
}

#[test]
fn a_key_typed_from_paper_opens_and_a_slip_is_told_by_its_line() {
    let desk = Desk::new();
    desk.does("keygen --group Ed25519 --passphrase-file phrase --out mine");
    let election = Conducted::new(&[desk.text("mine/public.json")], &[]);
    desk.write("it.bel", election.tallied(&["10"]).archive);
    let key = desk.text("mine/secret.key");
    let (title, lines) = key.split_once('\n').unwrap();
    desk.write(
        "typed",
        format!("{title}\n\n{}", lines.to_uppercase().replace(' ', "  ")),
    );
    let check = "check --archive it.bel --passphrase-file phrase --key-file";
    let said = desk.does(&format!("{check} typed"));
    assert!(said.contains("this key is that of holder 1 of 1"), "{said}");
    let line = key.lines().nth(4).unwrap();
    let digit = line.chars().nth(3).unwrap();
    let other = if digit == '0' { '1' } else { '0' };
    let slipped = format!("{}{other}{}", &line[..3], &line[4..]);
    desk.write("slipped", key.replace(line, &slipped));
    let said = desk.refuses(&format!("{check} slipped"));
    assert!(
        said.contains("slipped: line 4 of the key file was not copied"),
        "{said}"
    );
    desk.write("cut", key.lines().take(6).collect::<Vec<_>>().join("\n"));
    let said = desk.refuses(&format!("{check} cut"));
    assert!(
        said.contains("the last lines of the file are missing"),
        "{said}"
    );
}

#[test]
fn a_passphrase_is_long_enough_and_comes_from_a_file_or_the_standard_input() {
    let desk = Desk::new();
    desk.write("short", "onze lettre\n");
    let said = desk.refuses("keygen --group Ed25519 --passphrase-file short --out mine");
    assert!(said.contains("at least 12 characters"), "{said}");
    assert!(!desk.path("mine").exists());
    let said = desk.refuses("keygen --group RFC-3526-2048 --unprotected --out mine");
    assert!(said.contains("take Ed25519 or BELENIOS-2048"), "{said}");
    let line = "keygen --group Ed25519 --passphrase-file - --out mine";
    assert!(desk.run_with(line, PASSPHRASE).status.success());
    let election = Conducted::new(&[desk.text("mine/public.json")], &[]);
    desk.write("it.bel", election.tallied(&["10"]).archive);
    let check = "check --archive it.bel --key-file mine/secret.key";
    assert!(desk.refuses(check).contains("give --passphrase-file FILE"));
    let check = format!("{check} --passphrase-file -");
    assert!(desk.run_with(&check, PASSPHRASE).status.success());
    let output = desk.run_with(&check, "une autre phrase");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("does not open"), "{}", err(&output));
}

#[test]
fn a_holder_who_cheats_is_named_and_a_key_has_its_round() {
    let desk = Desk::new();
    four_rounds(&desk);
    // Holder 2 gave holder 3 a share of another polynomial.
    desk.does(
        "pedersen 3 --certificates certificates.json --key-file h2/secret.key \
         --passphrase-file phrase --out other.json",
    );
    let json = |name: &str| -> Value { serde_json::from_str(&desk.text(name)).unwrap() };
    let mut cheating = json("p2.json");
    cheating["secrets"][2] = json("other.json")["secrets"][2].clone();
    desk.write("cheating.json", cheating.to_string());
    desk.does(
        "pedersen 4 --certificates certificates.json --polynomial p1.json cheating.json p3.json \
         --out wrong",
    );
    let said = desk.refuses(
        "pedersen 5 --certificates certificates.json --input wrong/input-3.json \
         --key-file h3/secret.key --passphrase-file phrase --out h3",
    );
    assert!(
        said.contains("holder 2: secrets[1]: does not lie on"),
        "{said}"
    );
    assert!(!desk.path("h3/decryption.key").exists());
    desk.does("keygen --group Ed25519 --unprotected --out single");
    let said = desk.refuses(
        "pedersen 3 --certificates certificates.json --key-file single/secret.key --out p.json",
    );
    assert!(
        said.contains("this step needs the seed of rounds 1 to 5"),
        "{said}"
    );
    let said = desk.refuses(
        "pedersen 4 --certificates certificates.json --polynomial p1.json p3.json --out few",
    );
    assert!(said.contains("holder 2: missing"), "{said}");
}

#[test]
fn certificates_that_a_holder_did_not_agree_to_are_refused() {
    let desk = Desk::new();
    let round = |size, threshold, index, name| {
        desk.does(&format!(
            "pedersen 1 --group Ed25519 --size {size} --threshold {threshold} --index {index} \
             --unprotected --out {name}"
        ));
    };
    round(2, 2, 1, "a");
    round(2, 2, 2, "b");
    round(2, 1, 2, "c");
    let together = |names: &str, threshold, out| {
        format!("pedersen 2 --certificate {names} --threshold {threshold} --out {out}")
    };
    let both = "a/certificate.json c/certificate.json";
    let said = desk.refuses(&together(both, 2, "certificates.json"));
    assert!(said.contains("holder 2: certs[1]"), "{said}");
    round(2, 1, 1, "d");
    desk.does(&together(
        "c/certificate.json d/certificate.json",
        1,
        "others.json",
    ));
    let said =
        desk.refuses("pedersen 3 --certificates others.json --key-file a/secret.key --out p.json");
    let expected = "1 of 2 holders in Ed25519 where 2 of 2 holders in Ed25519 belongs";
    assert!(said.contains(expected), "{said}");
    let refused =
        "pedersen 1 --group Ed25519 --size 2 --threshold 3 --index 1 --unprotected --out e";
    assert!(desk.refuses(refused).contains("no threshold"));
}

#[test]
fn a_key_is_protected_in_one_way() {
    let desk = Desk::new();
    for line in [
        "keygen --group Ed25519 --out mine",
        "keygen --group Ed25519 --unprotected --passphrase-file phrase --out mine",
        "pedersen 7",
        "decrypt --archive it.bel --key-file mine/secret.key --out d.json",
    ] {
        assert_eq!(desk.run(line).status.code(), Some(64), "{line}");
    }
}
