//! The binary itself, as an administrator runs it.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const ROLL: &str = "estate;building;dwelling;tenancy;start;end;person;name;birth_date;email;phone;postal_1\n\
    Les Lilas;A;D1;B1;2020-01-01;;L1;Claire Moreau;1950-02-28;;;1 rue des Lilas\n\
    Les Lilas;A;D2;B2;2020-01-01;;L2;Idriss Benali;;;;1 rue des Lilas\n";

pub fn palier(data: &Path, arguments: &[&str]) -> Output {
    run(data, arguments, "")
}

pub fn run(data: &Path, arguments: &[&str], input: &str) -> Output {
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

pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn with_landlord() -> TempDir {
    let data = tempfile::tempdir().unwrap();
    let add = [
        "landlord", "add", "--slug", "rive", "--name", "Rive", "--kind", "oph",
    ];
    assert!(palier(data.path(), &add).status.success());
    data
}

pub fn import(data: &TempDir, roll: &[u8]) -> Output {
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
