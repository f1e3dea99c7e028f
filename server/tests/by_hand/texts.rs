//! Texts merged, compared and replayed by files alone.

use super::ground::{Ground, Said};
use serde_json::{Value, json};

const BASE: &str = "# Charte\n\n## Le chauffage\n\n### La panne\n\n\
    **Bailleur :** Nous réparons sous trente jours. Nous prévenons avant.\n\n\
    **Locataires :** Nous prévenons :\n\n- le gardien ;\n- le bailleur.\n";

/// A ground with the base and amended copies of it: each pair is replaced in its copy.
fn ground(copies: &[(&str, &str, &str)]) -> Ground {
    let ground = Ground::new();
    ground.write("base.md", BASE);
    for (name, old, new) in copies {
        assert!(BASE.contains(old), "{old}");
        ground.write(name, &BASE.replace(old, new));
    }
    ground
}

fn merge(ground: &Ground, files: &str) -> Said {
    ground.palier(&format!("text merge base.md {files}"))
}

#[test]
fn amendments_of_other_words_are_merged_in_whatever_order() {
    let ground = ground(&[
        ("a.md", "trente jours", "quinze jours"),
        ("b.md", "prévenons avant", "prévenons la veille"),
        (
            "c.md",
            "- le bailleur.",
            "- le bailleur ;\n- l’association.",
        ),
        ("d.md", "- le gardien ;\n", ""),
    ]);
    let expected = BASE
        .replace("trente", "quinze")
        .replace("avant", "la veille")
        .replace("- le gardien ;\n", "")
        .replace("- le bailleur.", "- le bailleur ;\n- l’association.");
    for files in [
        "a.md b.md c.md d.md",
        "d.md c.md b.md a.md",
        "b.md d.md a.md c.md b.md",
    ] {
        assert_eq!(merge(&ground, files).well(), expected, "{files}");
    }
}

#[test]
fn one_amendment_gives_its_own_bytes() {
    for (old, new) in [
        ("trente", "quinze"),
        ("- le gardien ;\n", ""),
        (
            "\n\n**Locataires :** Nous prévenons :\n\n- le gardien ;\n- le bailleur.",
            "",
        ),
        ("- le bailleur.\n", "- le bailleur.\n\nEt voilà.\n"),
        (
            "### La panne\n\n",
            "### La panne\n\nUne panne se signale.\n\n",
        ),
        ("# Charte\n\n", ""),
    ] {
        let ground = ground(&[("a.md", old, new)]);
        assert_eq!(
            merge(&ground, "a.md").well(),
            BASE.replace(old, new),
            "{new}"
        );
    }
}

#[test]
fn what_says_the_same_is_merged_once() {
    let ground = ground(&[
        ("a.md", "trente jours", "quinze jours"),
        ("b.md", "trente jours", "quinze jours"),
    ]);
    assert_eq!(
        merge(&ground, "b.md a.md").well(),
        BASE.replace("trente", "quinze")
    );
}

#[test]
fn no_change_gives_the_base() {
    let ground = ground(&[("a.md", "trente", "trente")]);
    let said = merge(&ground, "a.md");
    assert!(said.err.contains("a.md changes nothing"), "{}", said.err);
    assert_eq!(said.well(), BASE);
}

#[test]
fn a_conflict_names_the_clause_and_every_wording_and_exits_with_1() {
    let ground = ground(&[
        ("a.md", "trente jours", "quinze jours"),
        ("b.md", "trente jours", "huit jours"),
        ("c.md", "prévenons avant", "prévenons la veille"),
    ]);
    let expected = "conflict 1.1 La panne, paragraph 1\n\
        - a.md: **Bailleur :** Nous réparons sous quinze jours. Nous prévenons avant.\n\
        - b.md: **Bailleur :** Nous réparons sous huit jours. Nous prévenons avant.\n";
    for files in ["a.md b.md c.md", "c.md b.md a.md"] {
        let said = merge(&ground, files);
        assert_eq!(
            (said.code, said.out.as_str(), said.err.as_str()),
            (Some(1), expected, "")
        );
    }
}

#[test]
fn removing_and_changing_one_clause_is_a_conflict_and_so_are_two_insertions() {
    let ground = ground(&[
        ("a.md", "- le gardien ;\n", ""),
        ("b.md", "le gardien", "le gardien et le syndic"),
        (
            "c.md",
            "### La panne\n\n",
            "### La panne\n\nToute panne.\n\n",
        ),
        ("d.md", "### La panne\n\n", "### La panne\n\nUne panne.\n\n"),
    ]);
    let expected = "conflict after 1.1 La panne\n- c.md: Toute panne.\n- d.md: Une panne.\n\
        conflict 1.1 La panne, paragraph 2, item 1\n- a.md: (removed)\n\
        - b.md: - le gardien et le syndic ;\n";
    let said = merge(&ground, "d.md b.md a.md c.md");
    assert_eq!((said.code, said.out.as_str()), (Some(1), expected));
}

#[test]
fn machines_read_the_same_as_json() {
    let ground = ground(&[
        ("a.md", "trente jours", "quinze jours"),
        ("b.md", "trente jours", "huit jours"),
    ]);
    let merged: Value = serde_json::from_str(&merge(&ground, "--json a.md").well()).unwrap();
    assert_eq!(merged["merged"], json!(BASE.replace("trente", "quinze")));
    assert_eq!(
        merged["files"],
        json!([{ "file": "a.md", "fate": "merged" }])
    );
    let said = merge(&ground, "b.md a.md --json");
    assert_eq!(said.code, Some(1));
    let found: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(found["merged"], Value::Null);
    let files: Vec<&Value> = found["conflicts"][0]["wordings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| &w["file"])
        .collect();
    assert_eq!(files, ["a.md", "b.md"]);
}

#[test]
fn a_file_that_is_no_text_is_named_with_its_line() {
    let ground = ground(&[("a.md", "### La panne", "#### La panne")]);
    let said = merge(&ground, "a.md").refused();
    assert!(said.contains("a.md: line 5:"), "{said}");
    assert_eq!(ground.palier("text merge base.md").code, Some(64));
}

#[test]
fn a_difference_is_shown_word_by_word() {
    let ground = ground(&[
        ("a.md", "trente jours", "quinze jours"),
        ("b.md", "- le gardien ;\n", ""),
    ]);
    assert_eq!(
        ground.palier("text diff base.md a.md").well(),
        "1.1 La panne, paragraph 1\n    **Bailleur :** Nous réparons sous [-trente-]{+quinze+} jours. \
         Nous prévenons avant.\n"
    );
    assert_eq!(
        ground.palier("text diff base.md b.md").well(),
        "1.1 La panne, paragraph 2, item 1\n    [-- le gardien ;-]\n"
    );
    assert_eq!(ground.palier("text diff base.md base.md").well(), "");
}

/// The export of a process of one round: an amendment accepted, another one rejected.
fn export() -> Value {
    let id = |number: u32| format!("00000000-0000-0000-0000-{number:012}");
    let hash = "0ab1dd1d1d5b9c0f1b9b1a5c0d9a7be3d8bb1d1ac4a6d3b3d0f4d8e6d2a51c6a";
    json!({
        "schema": 1,
        "title": "Charte",
        "first": [
            { "clause": id(1), "revision": id(11), "kind": "title", "source": "# Charte\n\n" },
            { "clause": id(2), "revision": id(12), "kind": "paragraph", "source": "Sous trente jours.\n" },
        ],
        "rounds": [{
            "version": 2,
            "amendments": [
                { "amendment": id(21), "operations": [
                    { "op": "insert", "after": id(2), "kind": "paragraph", "source": "Sans frais.\n" },
                ] },
                { "amendment": id(22), "operations": [
                    { "op": "delete", "clause": id(2), "base": id(12) },
                ] },
            ],
            "decisions": [
                { "amendment": id(21), "outcome": "accepted" },
                { "amendment": id(22), "outcome": "rejected", "reason": "Le délai reste." },
            ],
            "sha256": hash,
        }],
        "adopted": "# Charte\n\nSous trente jours.\n\nSans frais.\n",
    })
}

#[test]
fn the_adopted_text_is_made_again_from_the_decisions() {
    let ground = Ground::new();
    let mut export = export();
    ground.write("export.json", &export.to_string());
    let said = ground.palier("text replay export.json").refused();
    assert!(
        said.contains("version 2: the text has the SHA-256 "),
        "{said}"
    );
    let found = said.split("SHA-256 ").nth(1).unwrap()[..64].to_owned();
    export["rounds"][0]["sha256"] = json!(found);
    ground.write("export.json", &export.to_string());
    let text = ground.palier("text replay export.json").well();
    assert_eq!(json!(text), export["adopted"]);
}

#[test]
fn a_replay_says_where_it_differs() {
    let ground = Ground::new();
    let mut export = export();
    export["adopted"] = json!("# Charte\n\nSous quinze jours.\n\nSans frais.\n");
    ground.write("export.json", &export.to_string());
    let said = ground.palier("text replay export.json").refused();
    assert!(said.contains("line 3 differs"), "{said}");
    assert!(
        said.contains("Sous quinze jours") && said.contains("Sous trente jours"),
        "{said}"
    );
    export["schema"] = json!(2);
    ground.write("export.json", &export.to_string());
    let said = ground.palier("text replay export.json").refused();
    assert!(said.contains("the schema is 2"), "{said}");
}
