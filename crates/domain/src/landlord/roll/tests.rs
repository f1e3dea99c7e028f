use super::*;

const HEADER: &str = "residence;batiment;logement;bail;debut;fin;locataire;nom;naissance;courriel";

fn file(lines: &[&str]) -> String {
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

fn refused(lines: &[&str]) -> Vec<String> {
    read(file(lines).as_bytes())
        .unwrap_err()
        .to_string()
        .lines()
        .map(str::to_owned)
        .collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const CLAIRE: &str = "Les Lilas;A;A-12;B1;2020-01-01;;P1;Claire Moreau;28/02/1950;c@m.fr";
const PAUL: &str = "Les Lilas;A;A-12;B1;01/01/2020;;P2;Paul Moreau;;";

#[test]
fn people_on_one_tenancy_are_co_tenants() {
    let roll = read(file(&[CLAIRE, "", PAUL]).as_bytes()).unwrap();
    assert_eq!(
        (roll.lines, roll.persons.len(), roll.tenancies.len()),
        (2, 2, 1)
    );
    assert_eq!(roll.tenancies[0].holders, [0, 1]);
    assert_eq!(roll.tenancies[0].starts_on, day("2020-01-01"));
    assert_eq!(roll.persons[0].birth_date, Some(day("1950-02-28")));
    assert_eq!(roll.persons[0].email.as_deref(), Some("c@m.fr"));
    assert_eq!(roll.persons[1].email, None);
}

#[test]
fn columns_stand_in_any_order_in_either_language() {
    let csv = "Nom,Prénom\n";
    assert!(
        read(csv.as_bytes())
            .unwrap_err()
            .to_string()
            .contains("\"Prénom\" is not a known")
    );
    let csv = "NAME\tPerson\tDébut\tbail\tLogement\tBâtiment\tRésidence\tADRESSE 1\tpostal_3\n\
        Claire\tP1\t2020-01-01\tB1\tL1\tA\tLilas\t1 rue A\t21000 Dijon\n";
    let roll = read(csv.as_bytes()).unwrap();
    assert_eq!(roll.persons[0].address, ["1 rue A", "21000 Dijon"]);
    assert_eq!(roll.tenancies[0].estate, "Lilas");
}

#[test]
fn a_file_from_an_old_spreadsheet_keeps_its_accents() {
    let line = "Les Œillets;B\u{e2}timent;L1;B1;2020-01-01;;P1;H\u{e9}l\u{e8}ne;;";
    let text = file(&[line]);
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(std::str::from_utf8(&bytes).is_err());
    let marked = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(read(&bytes), read(text.as_bytes()));
    assert_eq!(read(marked.as_bytes()), read(text.as_bytes()));
    assert_eq!(read(&bytes).unwrap().persons[0].name, "Hélène");
}

#[test]
fn every_bad_line_is_named() {
    let found = refused(&[
        "Lilas;A;L1;B1;31/02/2020;;P1;Claire;;",
        CLAIRE,
        "",
        "Lilas;A;L2;B2;2020-01-01;2019-12-31;P3;;31/02/1950;claire",
        "Lilas;A;L3;B3;2020-01-01;;P4;Jean;;;de trop",
    ]);
    let date = "is not a date (use 1950-02-28 or 28/02/1950)";
    assert_eq!(
        found[0],
        format!("line 2, column start: \"31/02/2020\" {date}")
    );
    assert_eq!(
        found[1],
        "line 5, column end: \"2019-12-31\" is before the start of the tenancy"
    );
    assert_eq!(found[2], "line 5, column name: the cell is empty");
    assert_eq!(
        found[3],
        format!("line 5, column birth_date: \"31/02/1950\" {date}")
    );
    assert_eq!(
        found[4],
        "line 5, column email: \"claire\" is not an e-mail address"
    );
    assert_eq!(
        found[5],
        "line 6: \"de trop\" stands beyond the last column"
    );
    assert_eq!(found.len(), 6);
}

#[test]
fn co_tenants_agree_on_dwelling_and_dates() {
    let other = "Les Lilas;A;A-13;B1;2021-01-01;2030-01-01;P2;Paul;;";
    let found = refused(&[CLAIRE, other]);
    let differs = "differs from line 2, which has the same tenancy";
    assert_eq!(
        found[0],
        format!("line 3, column dwelling: \"A-13\" {differs}")
    );
    assert_eq!(
        found[1],
        format!("line 3, column start: \"2021-01-01\" {differs}")
    );
    assert_eq!(
        found[2],
        format!("line 3, column end: \"2030-01-01\" {differs}")
    );
}

#[test]
fn a_person_is_told_the_same_on_every_line() {
    let other = "Les Lilas;A;A-13;B2;2021-01-01;;P1;Claire Morot;;c@m.fr";
    let found = refused(&[CLAIRE, other]);
    let differs = "differs from line 2, which has the same person";
    let expected = [
        format!("line 3, column name: \"Claire Morot\" {differs}"),
        format!("line 3, column birth_date: {differs}"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_dwelling_stands_in_one_building() {
    let other = "Les Lilas;B;A-12;B2;2010-01-01;2011-01-01;P2;Paul;;";
    let expected = ["line 3, column dwelling: \"A-12\" is in another building on line 2"];
    assert_eq!(refused(&[CLAIRE, other]), expected);
}

#[test]
fn a_dwelling_is_let_once_at_a_time() {
    let before = |end| format!("Les Lilas;A;A-12;B0;2010-01-01;{end};P0;Jean;;");
    assert!(read(file(&[&before("2019-12-31"), CLAIRE]).as_bytes()).is_ok());
    let expected = "line 2, column tenancy: \"B1\" overlaps the tenancy \"B0\" of the same \
        dwelling, on line 3";
    assert_eq!(refused(&[CLAIRE, &before("2020-01-01")]), [expected]);
    assert_eq!(refused(&[CLAIRE, &before("")]), [expected]);
}

#[test]
fn a_lease_inside_a_longer_one_does_not_hide_the_next_overlap() {
    let found = refused(&[
        "Lilas;A;L1;B1;2010-01-01;2020-01-01;P1;A;;",
        "Lilas;A;L1;B2;2011-01-01;2012-01-01;P2;B;;",
        "Lilas;A;L1;B3;2013-01-01;2014-01-01;P3;C;;",
    ]);
    assert_eq!(found.len(), 2);
    assert!(found[1].ends_with("on line 2"), "{}", found[1]);
}

#[test]
fn a_tenancy_and_a_person_stand_together_once() {
    let expected = ["line 3, column person: \"P1\" is already on line 2 for the same tenancy"];
    assert_eq!(refused(&[CLAIRE, CLAIRE]), expected);
}

#[test]
fn a_quote_left_open_swallows_no_line_unseen() {
    let found = refused(&["Les Lilas;A;A-12;B1;2020-01-01;;P1;Claire;;\"c@m.fr", PAUL]);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("line 2, column email"), "{}", found[0]);
    assert!(
        found[0].ends_with("(perhaps a quotation mark is not closed)"),
        "{}",
        found[0]
    );
}

#[test]
fn a_header_names_each_column_once_and_all_that_are_needed() {
    let found = read(b"residence;batiment;bail;debut;locataire;nom;name;;\nx").unwrap_err();
    let expected = "line 1: \"name\" names a column that stands there already\n\
        line 1, column dwelling: the column is missing";
    assert_eq!(found.to_string(), expected);
}

#[test]
fn a_file_without_lines_is_empty() {
    for bytes in ["", "\u{feff}", "\n;;\n", HEADER] {
        let report = read(bytes.as_bytes()).unwrap_err();
        assert_eq!(
            report.problems[0].reason,
            RollReason::EmptyFile,
            "{bytes:?}"
        );
    }
}

#[test]
fn a_spreadsheet_saved_as_it_is_is_not_text() {
    for bytes in [&b"PK\x03\x04..."[..], b"\xff\xfer\0e\0s\0"] {
        assert_eq!(
            read(bytes).unwrap_err().problems[0].reason,
            RollReason::NotText
        );
    }
}

#[test]
fn cells_have_a_length_and_no_hidden_characters() {
    let long = "x".repeat(65);
    let found = refused(&[&format!("Lilas;A;{long};B\u{1};2020-01-01;;P1;Claire;;")]);
    assert!(
        found[0].starts_with("line 2, column dwelling: \"xxx"),
        "{}",
        found[0]
    );
    assert!(
        found[0].ends_with("…\" has more than 64 characters"),
        "{}",
        found[0]
    );
    assert_eq!(
        found[1],
        "line 2, column tenancy: \"B \" has a control character in it"
    );
}

#[test]
fn dates_have_two_spellings_and_no_other() {
    for good in ["2030-12-05", "05/12/2030", "5/12/2030"] {
        assert_eq!(cell::date(good), Ok(day("2030-12-05")), "{good}");
    }
    for bad in [
        "2030-2-5",
        "05-12-2030",
        "12/2030",
        "0205-01-01",
        "+203-01-01",
        "31/04/2030",
        "",
    ] {
        assert_eq!(cell::date(bad), Err(RollReason::NotADate), "{bad}");
    }
}
