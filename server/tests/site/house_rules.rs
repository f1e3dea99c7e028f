//! The shape of the house: arrows go one way, routes come from one list.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The crates of the house, and those that each may use.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    BTreeMap::from([
        ("palier-ballots", vec![]),
        // What runs in the browser is the same protocol behind messages.
        ("palier-booth", vec!["palier-ballots"]),
        ("palier-domain", vec!["palier-ballots"]),
        ("palier-store", vec!["palier-domain"]),
        ("palier-rooms", vec!["palier-domain"]),
        (
            "palier-app",
            vec![
                "palier-domain",
                "palier-store",
                "palier-ballots",
                "palier-rooms",
            ],
        ),
        (
            "palier-server",
            vec![
                "palier-app",
                "palier-domain",
                "palier-store",
                "palier-ballots",
            ],
        ),
    ])
}

#[test]
fn arrows_go_one_way() {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert_eq!(
        packages.len(),
        allowed().len(),
        "a crate came or went: say here what it may use"
    );
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let may = &allowed()[name];
        for dependency in package["dependencies"].as_array().unwrap() {
            let used = dependency["name"].as_str().unwrap();
            if used.starts_with("palier-") {
                assert!(may.contains(&used), "{name} must not use {used}");
            }
        }
    }
}

#[test]
fn pure_crates_have_neither_disk_nor_clock_nor_network() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "-p",
            "palier-domain",
            "-e",
            "normal",
            "--prefix",
            "none",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(tree.contains("palier-domain"));
    for impure in ["tokio ", "sqlx ", "axum ", "leptos ", "rand ", "getrandom "] {
        assert!(
            !tree.lines().any(|line| line.starts_with(impure)),
            "palier-domain uses {impure}"
        );
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// Files below `folders` that contain `needle`, but for those named.
fn files_with(folders: &[&str], needle: &str, but: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for folder in folders {
        sources(&root().join(folder), &mut found);
    }
    found
        .into_iter()
        .filter(|path| !but.iter().any(|name| path.ends_with(name)))
        .filter(|path| std::fs::read_to_string(path).unwrap().contains(needle))
        .map(|path| path.display().to_string())
        .collect()
}

#[test]
fn routes_come_from_the_one_list() {
    // Figures have a listener of their own.
    let but = [
        "app/src/site/serve.rs",
        "server/src/assets.rs",
        "server/src/metrics.rs",
    ];
    assert_eq!(
        files_with(&["app/src", "server/src"], ".route(", &but),
        Vec::<String>::new()
    );
    assert_eq!(
        files_with(&["app/src", "server/src"], "#[server", &[]),
        Vec::<String>::new()
    );
}

#[test]
fn sql_stands_in_the_store_alone() {
    assert_eq!(
        files_with(
            &["app/src", "server/src", "crates/domain/src"],
            "sqlx::query",
            &[]
        ),
        Vec::<String>::new()
    );
}

/// The framework writes what stands inside these elements raw.
#[test]
fn words_inside_a_textarea_are_escaped_in_one_place() {
    let but = ["app/src/parts/field.rs"];
    assert_eq!(
        files_with(&["app/src"], "<textarea", &but),
        Vec::<String>::new()
    );
    assert_eq!(
        files_with(&["app/src"], "<style", &[]),
        Vec::<String>::new()
    );
}

#[test]
fn pages_hold_no_sentence_of_their_own() {
    // Quoted text between tags: letters of French that only prose has.
    let mut found = Vec::new();
    sources(&root().join("app/src"), &mut found);
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            let prose = line.contains('\u{2019}') || line.contains("é") || line.contains("à ");
            let spoken =
                path.ends_with("charter/article.rs") || path.ends_with("charter/contribute.rs");
            // The labels of a clause stand in the language of its text.
            let labels = path.ends_with("amendment/parts/change.rs");
            assert!(
                !prose || spoken || labels || line.contains("Français"),
                "{}: {line}",
                path.display()
            );
        }
    }
}

/// The parts of a text between two marks.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let parts = text.split(open).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(close)?.0))
        .collect()
}

#[test]
fn every_test_that_the_security_page_names_exists() {
    let page = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut files = Vec::new();
    for folder in ["app/src", "crates", "server"] {
        sources(&root().join(folder), &mut files);
    }
    let code: String = files
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let mut named = 0;
    for word in page.split('`').skip(1).step_by(2) {
        let is_name = |c: char| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit();
        if word.chars().all(is_name) && word.matches('_').count() > 1 {
            assert!(
                code.contains(&format!("fn {word}(")),
                "there is no test {word}"
            );
            named += 1;
        }
    }
    assert!(named > 40, "{named} tests are named");
    let walked: String = std::fs::read_dir(root().join("end2end"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    for journey in between(&page, "journey \"", "\"") {
        let known = walked.contains(&format!("test(\"{journey}\""));
        assert!(known, "there is no journey {journey:?}");
    }
}
