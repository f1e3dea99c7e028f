//! The whole process is exported over HTTP, and the command makes the adopted text again from it.

use crate::command_line::{err, out, palier};
use crate::support::adopted::{Adopted, COMMITTED};
use crate::support::{Client, House};
use palier_domain::charter::replay::Process;
use palier_domain::charter::status::Audience;
use std::path::Path;
use std::process::Output;

const EXPORT: &str = "/rive/charte/processus.json";

/// Replays an export as somebody who only has the file and the program.
fn replay(export: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("processus.json"), export).unwrap();
    palier(folder.path(), &["text", "replay", "processus.json"])
}

/// Amends the paragraph of an article, hands it in; gives its draft's id.
async fn amends(scene: &Adopted, reference: &str, hand_in: bool) {
    let tenant = scene.house.tenant(&scene.rive, reference).await;
    let form_id = format!("00000000-0000-4000-8000-0000000000{reference}").replace('L', "0");
    let begin = [
        ("handle", "3"),
        ("form_id", form_id.as_str()),
        ("articles", "3"),
        ("public_name", if hand_in { "Samira" } else { "Bruno" }),
        (
            "title",
            if hand_in {
                "Un jour suffit"
            } else {
                "Une idée secrète"
            },
        ),
        (
            "reasons",
            "Au **cinquième**, c’est long.\n\n<script>x</script>",
        ),
        ("c-4", "Réparés en un jour."),
        ("do", "preview"),
    ];
    let sent = tenant.post("/api/amendment/rive/begin", &begin).await;
    let path = sent.location().split('?').next().unwrap().to_owned();
    let id = path.trim_end_matches("/ecrire").rsplit('/').next().unwrap();
    if hand_in {
        let submit = format!("/api/amendment/rive/{id}/submit");
        let sent = tenant.post(&submit, &[]).await;
        let page = tenant.arrive(sent).await.body;
        assert!(page.contains("est déposé"), "{page}");
    }
}

/// An amendment is admitted, voted by hands and merged into the next version.
async fn merged(scene: &Adopted) {
    let send = async |path: &str, form: &[(&str, &str)]| {
        let path = format!("/api/treat/rive/{path}");
        let answer = scene.facilitator.post(&path, form).await;
        scene.facilitator.arrive(answer).await.body
    };
    let admissible = [("ground", "admissible"), ("reason", "")];
    send("amendment/1/rule", &admissible).await;
    send("step", &[("step", "freeze")]).await;
    send("amendment/1/list", &[]).await;
    send("step", &[("step", "open_votes")]).await;
    let votes = scene.facilitator.get("/rive/charte/vote").await;
    let first = votes.field("a-0").unwrap();
    let vote = [
        ("a-0", first.as_str()),
        ("held_on", "2020-03-01"),
        ("place", "Salle Jean-Moulin"),
        ("ayes-0-tenants", "31"),
        ("noes-0-tenants", "4"),
    ];
    let held = send("vote", &vote).await;
    assert!(held.contains("C’est enregistré"), "{held}");
    send("step", &[("step", "consolidate")]).await;
    let draft = scene.facilitator.get("/rive/charte/fusion").await;
    let seen = draft.field("seen").unwrap();
    let page = send("merge/publish", &[("seen", &seen)]).await;
    assert!(page.contains("Version 2"), "{page}");
}

/// A charter whose second version, with an amendment in it, was adopted.
async fn amended_and_adopted() -> Adopted {
    let mut scene = Adopted::open().await;
    amends(&scene, "L1", true).await;
    amends(&scene, "L2", false).await;
    merged(&scene).await;
    scene.adopt().await;
    scene
}

fn changed() -> String {
    COMMITTED.replace("Réparés en deux jours.", "Réparés en un jour.")
}

#[tokio::test]
async fn the_command_makes_the_adopted_text_again_from_the_export() {
    let scene = amended_and_adopted().await;
    let anybody = Client::anonymous(&scene.house);
    let export = anybody.get(EXPORT).await;
    assert_eq!(export.status, 200);
    let process: Process = serde_json::from_str(&export.body).unwrap();
    assert_eq!(process.rounds.len(), 1, "one round of decisions");
    let made = replay(&export.body);
    assert!(made.status.success(), "{}", err(&made));
    assert_eq!(out(&made), changed());
    let (_, bytes, _) = anybody.get_bytes("/rive/charte/adoptee.md", None).await;
    assert_eq!(out(&made).as_bytes(), bytes, "what is in force");
}

#[tokio::test]
async fn another_text_or_another_hash_is_told() {
    let scene = amended_and_adopted().await;
    let export = Client::anonymous(&scene.house).get(EXPORT).await.body;
    let process: Process = serde_json::from_str(&export).unwrap();
    let mut other = process.clone();
    other.adopted = other.adopted.replace("un jour", "dix jours");
    let told = replay(&serde_json::to_string(&other).unwrap());
    assert!(!told.status.success());
    assert!(err(&told).contains("dix jours"), "{}", err(&told));
    let mut other = process;
    let record = other.record.as_mut().unwrap();
    record.adoptions[0].sha256 = "00".repeat(32);
    let told = replay(&serde_json::to_string(&other).unwrap());
    assert!(
        err(&told).contains("the colleges voted on"),
        "{}",
        err(&told)
    );
}

#[tokio::test]
async fn the_record_says_who_proposed_what_how_it_was_voted_and_who_adopted() {
    let scene = amended_and_adopted().await;
    let anybody = Client::anonymous(&scene.house);
    let export = anybody.get(EXPORT).await.body;
    let process: Process = serde_json::from_str(&export).unwrap();
    let record = process.record.unwrap();
    assert_eq!(record.versions.len(), 2);
    assert_eq!(record.amendments.len(), 1, "a draft is nobody's business");
    let one = &record.amendments[0];
    assert_eq!((one.author.as_str(), one.base), ("Samira", 1));
    assert!(one.changes[0].contains("deux jours"), "{:?}", one.changes);
    assert_eq!(record.votes[0].figures[0].ayes, 31);
    let ballots = &record.adoptions[0].colleges[0].ballots;
    assert_eq!((ballots[0].yes, ballots[0].no), (Some(30), None));
    assert_eq!(ballots[0].hidden, Some(10));
    let read = anybody.get("/rive/charte/processus.md").await;
    assert!(read.header("content-type").starts_with("text/markdown"));
    for said in [
        "Un jour suffit",
        "> Au **cinquième**",
        "\\<script>",
        "Salle Jean-Moulin",
        "| 1 | Locataires | 31 | 4 | 0 |",
        "adoptée le",
        "> Elle est juste.",
        &record.adoptions[0].sha256,
    ] {
        assert!(read.body.contains(said), "{said}: {}", read.body);
    }
    for text in [&export, &read.body] {
        for private in [
            "Secret Nom",
            "rive-l1",
            "Une idée secrète",
            "Bruno",
            "rive-agent",
        ] {
            assert!(!text.contains(private), "{private}");
        }
    }
}

#[tokio::test]
async fn a_version_that_nobody_adopted_is_exported_too() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    house.version(rive.id, COMMITTED).await;
    let anybody = Client::anonymous(&house);
    let made = replay(&anybody.get(EXPORT).await.body);
    assert_eq!(out(&made), COMMITTED, "{}", err(&made));
    let first = anybody.get(&format!("{EXPORT}?version=1")).await.body;
    assert_eq!(out(&replay(&first)), crate::support::builders::CHARTER);
    let none = anybody.get(&format!("{EXPORT}?version=3")).await;
    assert_eq!(none.status, 404);
    let read = anybody.get("/rive/charte/processus.md").await.body;
    assert!(read.contains("Aucun amendement n’a été déposé"), "{read}");
}

#[tokio::test]
async fn while_the_next_version_is_written_the_export_is_of_the_one_in_force() {
    let scene = Adopted::new().await;
    scene.reopen().await;
    let anybody = Client::anonymous(&scene.house);
    let export = anybody.get(EXPORT).await.body;
    let process: Process = serde_json::from_str(&export).unwrap();
    assert_eq!(process.rounds.len(), 0);
    assert_eq!(process.record.unwrap().versions.len(), 2);
    assert_eq!(out(&replay(&export)), COMMITTED);
    let next = anybody.get(&format!("{EXPORT}?version=2")).await.body;
    assert_eq!(out(&replay(&next)), COMMITTED);
}

/// Every name in a document, however deep.
fn names(value: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (name, inner) in map {
                found.insert(name.clone());
                names(inner, found);
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|one| names(one, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_name_in_the_export_stands_in_the_document_of_its_schema() {
    let scene = amended_and_adopted().await;
    let export = Client::anonymous(&scene.house).get(EXPORT).await.body;
    let mut found = std::collections::BTreeSet::new();
    names(&serde_json::from_str(&export).unwrap(), &mut found);
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/process.md");
    let document = std::fs::read_to_string(document).unwrap();
    for name in found {
        assert!(
            document.contains(&format!("`{name}`")),
            "{name} is not said"
        );
    }
}
