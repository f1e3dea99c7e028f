//! Associations, territories and agendas, as an administrator enters them.

use crate::command_line::{err, out, palier, run, with_landlord};
use std::process::Output;
use tempfile::TempDir;

/// A second landlord beside `rive`.
fn with_two_landlords() -> TempDir {
    let data = with_landlord();
    let add = [
        "landlord", "add", "--slug", "acacias", "--name", "Acacias", "--kind", "esh",
    ];
    assert!(palier(data.path(), &add).status.success());
    data
}

/// `association add` of the slug `cnl` with more arguments.
fn add_cnl(data: &TempDir, more: &[&str]) -> Output {
    let mut arguments = vec!["association", "add", "--slug", "cnl"];
    arguments.extend(more);
    palier(data.path(), &arguments)
}

const CNL: [&str; 6] = [
    "--name",
    "CNL Rive",
    "--about",
    "Une permanence le mercredi.",
    "--national",
    "cnl",
];

fn josiane(data: &TempDir, act: &str) -> Output {
    let arguments = [
        "account",
        act,
        "--identifier",
        "josiane",
        "--role",
        "association-delegate",
        "--at",
        "cnl",
    ];
    palier(data.path(), &arguments)
}

#[test]
fn an_association_is_added_attached_and_spoken_for() {
    let data = with_two_landlords();
    let create = [
        "account",
        "create-admin",
        "--identifier",
        "josiane",
        "--no-role",
        "--passphrase-stdin",
    ];
    assert!(
        run(data.path(), &create, "quatre chats sous la pluie\n")
            .status
            .success()
    );
    let output = josiane(&data, "grant");
    assert!(
        err(&output).contains("palier association add"),
        "{}",
        err(&output)
    );

    let mut first = CNL.to_vec();
    first.extend(["--landlord", "rive"]);
    let output = add_cnl(&data, &first);
    assert!(output.status.success(), "{}", err(&output));
    let both = ["--landlord", "rive", "acacias"];
    assert!(
        out(&add_cnl(&data, &both)).contains("attached to 1 more"),
        "the one landlord that it had already is not counted"
    );
    assert!(out(&add_cnl(&data, &both)).contains("attached to 0 more"));
    let output = add_cnl(&data, &["--name", "Autre", "--landlord", "rive"]);
    assert!(!output.status.success() && err(&output).contains("changes nothing of it"));

    assert!(!josiane(&data, "revoke").status.success());
    assert!(josiane(&data, "grant").status.success());
    assert!(josiane(&data, "revoke").status.success());
    let output = josiane(&data, "revoke");
    assert!(!output.status.success() && err(&output).contains("does not hold this role"));
    let output = palier(data.path(), &["journal", "verify"]);
    assert!(out(&output).contains("intact"), "{}", err(&output));
}

#[test]
fn an_association_of_nobody_is_refused_with_what_to_do() {
    let data = with_landlord();
    let output = add_cnl(&data, &["--landlord", "rive"]);
    assert!(err(&output).contains("--name and --about"));
    let mut unknown = CNL.to_vec();
    unknown.extend(["--landlord", "rive", "nulle-part"]);
    let output = add_cnl(&data, &unknown);
    assert!(err(&output).contains("no landlord \"nulle-part\""));

    let mut unknown = CNL.to_vec();
    unknown[5] = "XYZ";
    unknown.extend(["--landlord", "rive"]);
    let output = add_cnl(&data, &unknown);
    assert_eq!(output.status.code(), Some(1));
    let said = err(&output);
    assert!(
        said.contains("no national body \"XYZ\"") && said.contains("palier national-bodies"),
        "{said}"
    );
    let output = palier(data.path(), &["national-bodies"]);
    let list = out(&output);
    assert!(list.starts_with("code;name;sits_at;source;as_of\n"));
    assert!(
        list.contains("\nCNL;Confédération nationale du logement;CNC;"),
        "{list}"
    );
}

#[test]
fn a_territory_is_put_above_landlords() {
    let data = with_two_landlords();
    let add = |more: &[&str]| {
        let mut arguments = vec!["territory", "add", "--slug", "ville"];
        arguments.extend(more);
        palier(data.path(), &arguments)
    };
    let output = add(&["--name", "La Ville", "--landlord", "rive"]);
    assert!(err(&output).contains("--name and --kind"));
    let output = add(&["--name", "La Ville", "--kind", "city", "--landlord", "rive"]);
    assert!(output.status.success(), "{}", err(&output));
    let output = add(&["--landlord", "rive", "acacias"]);
    assert!(
        out(&output).contains("put above 1 more"),
        "{}",
        err(&output)
    );
    let output = add(&["--kind", "federation", "--landlord", "rive"]);
    assert!(!output.status.success());
}

fn import_agenda(data: &TempDir, agenda: &str) -> Output {
    let file = data.path().join("agenda.toml");
    std::fs::write(&file, agenda).unwrap();
    let arguments = ["agenda", "import", "--landlord", "rive"];
    let mut arguments = arguments.to_vec();
    arguments.push(file.to_str().unwrap());
    palier(data.path(), &arguments)
}

const AGENDA: &str = "[[date]]\non = \"2030-12-10\"\ntime = \"17:00\"\ntitle = \"Conseil\"\n\
    detail = \"Ouvert.\"\n\n[[decision]]\non = \"2030-01-22\"\ntitle = \"Ouvrir les factures\"\n\
    origin = \"Plan\"\nstate = \"underway\"\ndetail = \"\"\n";

#[test]
fn an_agenda_imported_twice_adds_nothing_and_a_bad_one_nothing_at_all() {
    let data = with_landlord();
    let bad = AGENDA.replace("underway", "done").replace("17:00", "25:00");
    let output = import_agenda(&data, &bad);
    assert_eq!(output.status.code(), Some(1));
    let said = err(&output);
    assert!(
        said.contains("nothing was imported")
            && said.contains("date 1, time")
            && said.contains("decision 1, state"),
        "{said}"
    );
    let half_bad = AGENDA.replace("underway", "done");
    assert!(!import_agenda(&data, &half_bad).status.success());

    let output = import_agenda(&data, AGENDA);
    assert!(
        out(&output).contains("2 added, 0 there already"),
        "nothing came in before: {}",
        err(&output)
    );
    assert_eq!(
        out(&import_agenda(&data, AGENDA)),
        "0 added, 2 there already\n"
    );
    let later = AGENDA.replace("17:00", "18:30");
    let said = out(&import_agenda(&data, &later));
    assert!(
        said.contains("0 added") && said.contains("2030-12-10, Conseil: there with another"),
        "{said}"
    );
    let output = palier(data.path(), &["journal", "verify"]);
    assert!(out(&output).contains("intact"), "{}", err(&output));
}
