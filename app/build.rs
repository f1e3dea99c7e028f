//! Turns `locales/LANGUAGE/*.toml` into one typed method per sentence.
//!
//! A sentence missing in a language, or whose placeholders differ between two, stops the build.
//! `{n}` is a whole number, written in the reader's format, and chooses between `one` and `other`;
//! any other placeholder is shown as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs, path::Path};

const LOCALES: [&str; 2] = ["fr", "en"];

/// The sentence of one key in one language.
#[derive(Clone)]
enum Sentence {
    One(String),
    Plural { one: String, other: String },
}

fn main() {
    println!("cargo:rerun-if-changed=locales");
    println!("cargo:rerun-if-changed=build.rs");
    let tables: Vec<BTreeMap<String, Sentence>> = LOCALES.iter().map(|l| read(l)).collect();
    let keys: BTreeSet<&String> = tables.iter().flat_map(BTreeMap::keys).collect();
    let mut code = String::from("impl T {\n");
    for key in keys {
        let sentences: Vec<&Sentence> = LOCALES
            .iter()
            .zip(&tables)
            .map(|(locale, table)| {
                table
                    .get(key)
                    .unwrap_or_else(|| panic!("locales/{locale} lacks {key}"))
            })
            .collect();
        method(&mut code, key, &sentences);
    }
    code.push_str("}\n");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("sentences.rs"), code).expect("OUT_DIR is writable");
}

/// Every sentence of a language, from all files of its folder.
fn read(locale: &str) -> BTreeMap<String, Sentence> {
    let folder = format!("locales/{locale}");
    let files = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let mut found = BTreeMap::new();
    for file in files {
        let path = file.unwrap_or_else(|e| panic!("{folder}: {e}")).path();
        let path = path.to_str().expect("a name in UTF-8");
        for (key, sentence) in read_file(locale, path) {
            let twice = found.insert(key.clone(), sentence).is_some();
            assert!(!twice, "{path}: {key} is said elsewhere too");
        }
    }
    found
}

fn read_file(locale: &str, path: &str) -> Vec<(String, Sentence)> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let root: toml::Table = text.parse().unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut found = Vec::new();
    for (section, value) in root {
        let table = value
            .as_table()
            .unwrap_or_else(|| panic!("{path}: {section} is no section"));
        for (key, value) in table {
            let text = |v: &toml::Value| {
                let text = v
                    .as_str()
                    .unwrap_or_else(|| panic!("{path}: {section}.{key}"));
                if locale == "fr" {
                    french(text)
                } else {
                    text.to_owned()
                }
            };
            let sentence = match value.as_table() {
                None => Sentence::One(text(value)),
                Some(forms) => Sentence::Plural {
                    one: text(&forms["one"]),
                    other: text(&forms["other"]),
                },
            };
            found.push((format!("{section}_{key}"), sentence));
        }
    }
    found
}

/// French keeps a space before : ; ? ! and inside « »; it must not break there.
fn french(text: &str) -> String {
    let mut spaced = text.replace("« ", "«\u{a0}");
    for (plain, held) in [
        (" :", "\u{a0}:"),
        (" »", "\u{a0}»"),
        (" ;", "\u{202f};"),
        (" ?", "\u{202f}?"),
        (" !", "\u{202f}!"),
    ] {
        spaced = spaced.replace(plain, held);
    }
    spaced
}

fn placeholders(text: &str) -> BTreeSet<String> {
    text.split('{')
        .skip(1)
        .map(|part| {
            part.split('}')
                .next()
                .expect("split gives a first part")
                .to_owned()
        })
        .collect()
}

fn names_of(sentence: &Sentence) -> BTreeSet<String> {
    match sentence {
        Sentence::One(text) => placeholders(text),
        Sentence::Plural { one, other } => {
            let mut names = placeholders(one);
            names.extend(placeholders(other));
            names.insert("n".to_owned());
            names
        }
    }
}

fn method(code: &mut String, key: &str, sentences: &[&Sentence]) {
    let names = names_of(sentences[0]);
    for (locale, sentence) in LOCALES.iter().zip(sentences) {
        assert!(
            names_of(sentence) == names,
            "{key}: placeholders differ in {locale}"
        );
    }
    let first = match sentences[0] {
        Sentence::One(text) => text,
        Sentence::Plural { other, .. } => other,
    };
    writeln!(code, "    /// {first:?}").expect("a String takes all");
    let arguments: String = names
        .iter()
        .map(|name| match name.as_str() {
            "n" => ", n: i64".to_owned(),
            other => format!(", {other}: impl std::fmt::Display"),
        })
        .collect();
    let kind = if names.is_empty() {
        "&'static str"
    } else {
        "String"
    };
    writeln!(
        code,
        "    #[must_use]\n    pub fn {key}(self{arguments}) -> {kind} {{"
    )
    .expect("a String takes all");
    if names.contains("n") {
        let count = if sentences
            .iter()
            .any(|s| matches!(s, Sentence::Plural { one, other } if one != other))
        {
            "        let count = n;\n"
        } else {
            ""
        };
        writeln!(code, "{count}        let n = self.number(n);").expect("a String takes all");
    }
    code.push_str("        match self.locale {\n");
    for (variant, sentence) in ["Locale::Fr", "Locale::En"].iter().zip(sentences) {
        let arm = match sentence {
            Sentence::One(text) => expression(text, names.is_empty()),
            Sentence::Plural { one, other } if one == other => expression(one, false),
            Sentence::Plural { one, other } => format!(
                "if self.is_one(count) {{ {} }} else {{ {} }}",
                expression(one, false),
                expression(other, false)
            ),
        };
        writeln!(code, "            {variant} => {{ {arm} }}").expect("a String takes all");
    }
    code.push_str("        }\n    }\n");
}

fn expression(text: &str, plain: bool) -> String {
    if plain {
        format!("{text:?}")
    } else if !text.contains('{') {
        // One form of a plural may say its number in words.
        format!("String::from({text:?})")
    } else {
        format!("format!({text:?})")
    }
}
