//! A backup taken while people write, carried from SQLite to PostgreSQL and back.

use super::ground::Ground;
use super::people::{Said, form_id, tenants};
use super::process::{Process, command};
use palier_store::{Db, comment};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_load_is_the_same_on_either_database_and_back() {
    let ground = Ground::on_sqlite().await;
    let people = tenants(&ground, 12).await;
    let process = Process::serve(&ground).await;
    let before = people[0]
        .says(&process, &form_id(), "Avant la sauvegarde.")
        .await;
    let Said::Kept(before) = before else {
        panic!("{before:?}");
    };

    // Everybody writes on while the backup is taken.
    let enough = Arc::new(AtomicBool::new(false));
    let mut writers = tokio::task::JoinSet::new();
    for person in people {
        let (here, enough) = (process.address(), Arc::clone(&enough));
        writers.spawn(async move {
            let mut kept = 0;
            while !enough.load(Ordering::SeqCst) {
                let said = person
                    .says(&here, &form_id(), "Pendant la sauvegarde.")
                    .await;
                assert!(matches!(said, Said::Kept(_)), "{said:?}");
                kept += 1;
            }
            kept
        });
    }
    let first = ground.folder.path().join("first.backup");
    palier(&ground.url, "backup", Some(&first)).await;
    enough.store(true, Ordering::SeqCst);
    let mut written = 0;
    while let Some(kept) = writers.join_next().await {
        written += kept.unwrap();
    }
    assert!(written > 0, "somebody wrote meanwhile");

    let postgres = Ground::bare_on_postgres().await;
    palier(&postgres.url, "restore", Some(&first)).await;
    let there = palier(&postgres.url, "content-hash", None).await;
    let second = ground.folder.path().join("second.backup");
    palier(&postgres.url, "backup", Some(&second)).await;
    let back = format!("sqlite:{}", ground.folder.path().join("back.db").display());
    palier(&back, "restore", Some(&second)).await;
    assert_eq!(palier(&back, "content-hash", None).await, there);
    let beside = format!(
        "sqlite:{}",
        ground.folder.path().join("beside.db").display()
    );
    palier(&beside, "restore", Some(&first)).await;
    assert_eq!(palier(&beside, "content-hash", None).await, there);

    let db = Db::connect(&back).await.unwrap();
    let row = comment::get(&db, before.parse::<uuid::Uuid>().unwrap().into()).await;
    assert!(
        row.unwrap().is_some(),
        "what was acknowledged before is in it"
    );
    db.close().await;
    palier(&back, "journal", None).await;
    drop(process);
    postgres.clear().await;
    ground.clear().await;
}

/// Runs a command on a database; gives what it printed.
async fn palier(database: &str, what: &str, file: Option<&Path>) -> String {
    let mut arguments = vec![what.to_owned()];
    if what == "journal" {
        arguments.push("verify".to_owned());
    }
    arguments.extend(file.map(|file| file.display().to_string()));
    let database = database.to_owned();
    let run = move || command(&database).args(&arguments).output().unwrap();
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{what}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
