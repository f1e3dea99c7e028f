//! Both folders of migrations make the same tables.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Table, then each column, constraint and index, types left out.
type Shape = BTreeMap<String, Vec<String>>;

fn files(engine: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../migrations")
        .join(engine);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// What a migration says, with the words that may differ between engines taken away.
fn shape(sql: &str) -> Shape {
    const TYPES: [&str; 10] = [
        "BLOB",
        "TEXT",
        "INTEGER",
        "UUID",
        "BYTEA",
        "BIGINT",
        "BOOLEAN",
        "DATE",
        "TIMESTAMPTZ",
        "JSONB",
    ];
    let mut shape = Shape::new();
    let mut table = String::new();
    // An index over words is each engine's own, and stands last.
    let own = sql.split("-- This engine's own index").next();
    let sql = own.unwrap_or(sql);
    for line in sql
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("--"))
    {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            rest.trim_end_matches(" (").clone_into(&mut table);
        }
        if line.starts_with(") STRICT") || line == ");" || line.is_empty() {
            continue;
        }
        // `name TYPE ..`, or `ALTER TABLE table ADD COLUMN name TYPE ..`.
        let type_at = if line.starts_with("ALTER TABLE ") {
            6
        } else {
            1
        };
        let words: Vec<_> = line
            .split_inclusive(' ')
            .enumerate()
            .filter(|(at, word)| {
                let word = word.trim_end_matches([' ', ',', ';']);
                *at != type_at || !TYPES.contains(&word)
            })
            .map(|(_, word)| word)
            .collect();
        shape.entry(table.clone()).or_default().push(words.concat());
    }
    shape
}

#[test]
fn both_folders_hold_the_same_files() {
    let names = |engine| {
        files(engine)
            .into_iter()
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}

#[test]
fn both_engines_have_the_same_tables_columns_and_constraints() {
    for ((name, sqlite), (_, postgres)) in files("sqlite").into_iter().zip(files("postgres")) {
        // One engine changes a column, the other must make the table again.
        if name == "0002_contributor_without_account.sql" {
            continue;
        }
        let (sqlite, postgres) = (shape(&sqlite), shape(&postgres));
        assert_eq!(
            sqlite.keys().collect::<Vec<_>>(),
            postgres.keys().collect::<Vec<_>>(),
            "tables of {name}"
        );
        for (table, lines) in &sqlite {
            assert_eq!(lines, &postgres[table], "table {table} in {name}");
        }
    }
}

#[test]
fn every_table_on_sqlite_is_strict() {
    for (name, sql) in files("sqlite") {
        let copied = sql.matches(" AS SELECT * FROM ").count();
        let tables = sql.matches("CREATE TABLE").count() - copied;
        assert_eq!(sql.matches(") STRICT;").count(), tables, "{name}");
    }
}
