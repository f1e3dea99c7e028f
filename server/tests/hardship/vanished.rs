//! The database goes away while the process serves, and comes back.

use super::ground::Ground;
use super::people::{Person, Said, form_id};
use super::process::Process;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_comes_back_finds_the_service_as_it_was() {
    let ground = Ground::on_postgres().await;
    let claire = Person::tenant(&ground, 1).await;
    let process = Process::serve(&ground).await;
    let before = claire.says(&process, &form_id(), "Avant la panne.").await;
    assert!(matches!(before, Said::Kept(_)), "{before:?}");

    ground
        .execute_on_cluster("ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        .await;
    ground
        .execute_on_cluster(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )
        .await;
    let form = form_id();
    let during = claire.says(&process, &form, "Pendant la panne.").await;
    let Said::Refused(status, page) = during else {
        panic!("{during:?}");
    };
    assert_eq!(status, 503, "{page}");
    assert!(page.contains("Rien n’a été perdu"), "{page}");
    let health = reqwest::get(format!("{}/health", process.url))
        .await
        .unwrap();
    assert_eq!(health.status().as_u16(), 503);

    ground
        .execute_on_cluster("ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        .await;
    process.healthy().await;
    // The same process, the same session, the same form.
    let mut after = Said::Lost;
    for _ in 0..20 {
        after = claire.says(&process, &form, "Pendant la panne.").await;
        if matches!(after, Said::Kept(_)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(matches!(after, Said::Kept(_)), "{after:?}");
    let (_, page) = claire.sees(&process, "/rive/charte/3").await;
    assert!(page.contains("Avant la panne.") && page.contains("Pendant la panne."));
    // The test's own connections were hung up too.
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    ground.journal_holds().await;
    drop(process);
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_restarts_costs_at_most_a_moment() {
    let ground = Ground::on_postgres().await;
    let claire = Person::tenant(&ground, 1).await;
    let process = Process::serve(&ground).await;
    claire.says(&process, &form_id(), "Avant.").await;
    ground
        .execute_on_cluster(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )
        .await;
    // Connections that have rested are asked whether they are still there.
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    let after = claire.says(&process, &form_id(), "Après.").await;
    assert!(matches!(after, Said::Kept(_)), "{after:?}");
    drop(process);
    ground.clear().await;
}
