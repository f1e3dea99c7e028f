//! Backup and restore, as an administrator runs them.

use crate::command_line::{err, out, palier, with_landlord};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The demonstration, made by serving it once.
fn with_demo() -> TempDir {
    let data = tempfile::tempdir().unwrap();
    let mut serving = Command::new(env!("CARGO_BIN_EXE_palier"))
        .args(["serve", "--demo", "--listen", "127.0.0.1:0"])
        .env("PALIER_DATA", data.path())
        .current_dir(data.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(serving.stdout.take().unwrap()).lines();
    let listening = lines.any(|line| line.unwrap().contains("127.0.0.1:"));
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert!(listening, "the demonstration was not served");
    data
}

fn hash(data: &Path) -> String {
    let output = palier(data, &["content-hash"]);
    assert!(output.status.success(), "{}", err(&output));
    out(&output)
}

#[test]
fn a_demo_restored_elsewhere_is_the_same() {
    let (data, other) = (with_demo(), tempfile::tempdir().unwrap());
    let file = data.path().join("a.backup");
    let file = file.to_str().unwrap();
    let output = palier(data.path(), &["backup", file]);
    assert!(output.status.success(), "{}", err(&output));
    let output = palier(other.path(), &["restore", file]);
    assert!(output.status.success(), "{}", err(&output));
    assert!(out(&output).contains("intact"), "{}", out(&output));
    let output = palier(other.path(), &["journal", "verify"]);
    assert!(out(&output).contains("intact"), "{}", err(&output));
    assert_eq!(hash(data.path()), hash(other.path()));
}

#[test]
fn a_backup_overwrites_nothing_and_leaves_no_half_file() {
    let data = with_landlord();
    let file = data.path().join("a.backup");
    let arguments = ["backup", file.to_str().unwrap()];
    std::fs::write(&file, "before").unwrap();
    let output = palier(data.path(), &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("choose another name"));
    assert_eq!(std::fs::read(&file).unwrap(), b"before");
    let empty = tempfile::tempdir().unwrap();
    let output = palier(empty.path(), &["backup", "b.backup"]);
    assert!(err(&output).contains("nothing here"));
    for entry in std::fs::read_dir(empty.path()).unwrap() {
        let name = entry.unwrap().file_name();
        assert!(!name.to_str().unwrap().contains("backup"), "{name:?}");
    }
}

#[test]
fn a_restore_says_why_it_refuses_and_touches_nothing() {
    let (data, empty) = (with_landlord(), tempfile::tempdir().unwrap());
    let file = data.path().join("a.backup");
    let good = ["restore", file.to_str().unwrap()];
    assert!(palier(data.path(), &["backup", good[1]]).status.success());
    let before = hash(data.path());
    let output = palier(data.path(), &good);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("in use"), "{}", err(&output));
    assert_eq!(hash(data.path()), before);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&file, &bytes).unwrap();
    let output = palier(empty.path(), &good);
    assert!(
        err(&output).contains("use another copy"),
        "{}",
        err(&output)
    );
    std::fs::write(&file, "un roman").unwrap();
    let output = palier(empty.path(), &good);
    assert!(err(&output).contains("not a backup"), "{}", err(&output));
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
}
