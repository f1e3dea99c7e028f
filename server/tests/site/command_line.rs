//! The binary itself, as an administrator runs it.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const ROLL: &str = "estate;building;dwelling;tenancy;start;end;person;name;birth_date;email;phone;postal_1\n\
    Les Lilas;A;D1;B1;2020-01-01;;L1;Claire Moreau;1950-02-28;;;1 rue des Lilas\n\
    Les Lilas;A;D2;B2;2020-01-01;;L2;Idriss Benali;;;;1 rue des Lilas\n";

fn palier(data: &Path, arguments: &[&str]) -> Output {
    run(data, arguments, "")
}

fn run(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_palier"))
        .args(arguments)
        .env("PALIER_DATA", data)
        .current_dir(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn with_landlord() -> TempDir {
    let data = tempfile::tempdir().unwrap();
    let add = [
        "landlord", "add", "--slug", "rive", "--name", "Rive", "--kind", "oph",
    ];
    assert!(palier(data.path(), &add).status.success());
    data
}

fn import(data: &TempDir, roll: &[u8]) -> Output {
    let file = data.path().join("roll.csv");
    std::fs::write(&file, roll).unwrap();
    palier(
        data.path(),
        &[
            "roll",
            "import",
            "--landlord",
            "rive",
            file.to_str().unwrap(),
        ],
    )
}

#[test]
fn a_usage_error_exits_with_64() {
    let data = tempfile::tempdir().unwrap();
    for arguments in [
        &["serve", "--nothing"][..],
        &["roll", "import"],
        &["nothing"],
        &[],
    ] {
        assert_eq!(
            palier(data.path(), arguments).status.code(),
            Some(64),
            "{arguments:?}"
        );
    }
    assert_eq!(palier(data.path(), &["--help"]).status.code(), Some(0));
    std::fs::write(data.path().join("palier.toml"), "listn = 1").unwrap();
    assert_eq!(palier(data.path(), &["migrate"]).status.code(), Some(64));
}

#[test]
fn a_taken_port_says_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = palier(data.path(), &["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("is taken") && err(&output).contains("--listen"));
}

#[test]
fn a_real_instance_is_real_for_life() {
    let data = with_landlord();
    let output = palier(data.path(), &["serve", "--demo", "--listen", "127.0.0.1:0"]);
    assert!(
        !output.status.success() && err(&output).contains("real, for life"),
        "{}",
        err(&output)
    );
    let clock = [
        "serve",
        "--clock",
        "2030-12-05T10:00:00+01:00",
        "--listen",
        "127.0.0.1:0",
    ];
    let output = palier(data.path(), &clock);
    assert!(!output.status.success() && err(&output).contains("demonstration only"));
}

#[test]
fn a_roll_is_imported_whole_or_not_at_all() {
    let data = with_landlord();
    let bad = ROLL
        .replace("1950-02-28", "31/02/1950")
        .replace("B2;2020-01-01", "B2;hier");
    let output = import(&data, bad.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let said = err(&output);
    assert!(
        said.contains("line 2") && said.contains("birth_date"),
        "{said}"
    );
    assert!(
        said.contains("line 3") && said.contains("start"),
        "every bad line is named: {said}"
    );
    let codes = palier(
        data.path(),
        &["account", "issue-codes", "--landlord", "rive"],
    );
    assert_eq!(out(&codes).lines().count(), 1, "nobody came in");
    assert!(out(&import(&data, ROLL.as_bytes())).contains("added"));
    assert!(out(&import(&data, ROLL.as_bytes())).contains("nothing has changed"));
}

#[test]
fn a_roll_of_windows_is_read_too() {
    let data = with_landlord();
    let text = ROLL
        .replace("Claire Moreau", "Chloé Lefèvre")
        .replace(';', ",");
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    assert!(import(&data, &latin).status.success());
    let codes = palier(
        data.path(),
        &["account", "issue-codes", "--landlord", "rive"],
    );
    assert!(out(&codes).contains("Chloé Lefèvre"));
}

#[test]
fn a_text_comes_out_as_it_went_in() {
    let data = with_landlord();
    let charter = "# Charte\r\n\r\n\r\n### Un article\r\n\r\n**Bailleur :** Oui.   \r\n- a\r\n- b";
    let file = data.path().join("charte.md");
    std::fs::write(&file, charter).unwrap();
    let import = [
        "text",
        "import",
        "--landlord",
        "rive",
        file.to_str().unwrap(),
    ];
    let output = palier(data.path(), &import);
    assert!(output.status.success(), "{}", err(&output));
    let export = palier(data.path(), &["text", "export", "--landlord", "rive"]);
    assert_eq!(export.stdout, charter.as_bytes());
}

#[test]
fn the_first_account_needs_a_good_passphrase() {
    let data = with_landlord();
    let create = [
        "account",
        "create-admin",
        "--identifier",
        "cheffe",
        "--passphrase-stdin",
    ];
    let output = run(data.path(), &create, "court\n");
    assert!(!output.status.success() && err(&output).contains("passphrase"));
    assert!(
        run(data.path(), &create, "quatre chats sous la pluie\n")
            .status
            .success()
    );
    let output = run(data.path(), &create, "quatre chats sous la pluie\n");
    assert!(!output.status.success() && err(&output).contains("already"));
}

#[test]
fn an_address_is_one_account_s_whatever_its_capitals() {
    let data = with_landlord();
    let create = |identifier: &str, email: &str| {
        let arguments = [
            "account",
            "create-admin",
            "--identifier",
            identifier,
            "--email",
            email,
            "--passphrase-stdin",
        ];
        run(data.path(), &arguments, "quatre chats sous la pluie\n")
    };
    assert!(create("cheffe", "Cheffe@Example.ORG").status.success());
    let output = create("autre", "cheffe@example.org");
    assert!(err(&output).contains("e-mail address already"));
}

#[test]
fn the_journal_of_all_that_is_intact() {
    let data = with_landlord();
    import(&data, ROLL.as_bytes());
    let output = palier(data.path(), &["journal", "verify"]);
    assert!(out(&output).contains("intact"), "{}", err(&output));
}

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
