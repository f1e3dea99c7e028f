//! kill -9 in the middle of work.

use super::ground::{ARTICLE, Ground, SLUG};
use super::people::{Said, form_id, tenants};
use super::process::Process;
use palier_store::comment;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

crate::on_both_engines![every_acknowledged_comment_survives_a_kill];

/// Acknowledgements after which the process is killed, of 200.
const ENOUGH: usize = 60;

async fn every_acknowledged_comment_survives_a_kill(ground: &Ground) {
    let people = tenants(ground, 200).await;
    let mut process = Process::serve(ground).await;
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let here = Arc::new(process.address());
    let mut posts = Vec::new();
    for (n, person) in people.iter().cloned().enumerate() {
        let (form, acknowledged, here) = (form_id(), Arc::clone(&acknowledged), Arc::clone(&here));
        let body = format!("Avis numéro {n}.");
        posts.push((
            form.clone(),
            body.clone(),
            tokio::spawn(async move {
                let said = person.says(&here, &form, &body).await;
                if matches!(said, Said::Kept(_)) {
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
                said
            }),
        ));
    }
    while acknowledged.load(Ordering::SeqCst) < ENOUGH {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    process.kill();
    let mut answers = Vec::new();
    for (form, body, post) in posts {
        answers.push((form, body, post.await.unwrap()));
    }
    let kept = answers
        .iter()
        .filter(|(_, _, said)| matches!(said, Said::Kept(_)));
    let kept = kept.count();
    assert!(
        (ENOUGH..200).contains(&kept),
        "{kept} acknowledged before the kill"
    );

    let process = Process::serve(ground).await;
    for (person, (form, body, said)) in people.iter().zip(&answers) {
        // Sent again with the same form, whatever became of it, it is there once.
        let again = person.says(&process, form, body).await;
        let Said::Kept(id) = &again else {
            panic!("{again:?}");
        };
        if let Said::Kept(first) = said {
            assert_eq!(id, first, "an acknowledged comment was lost");
        }
        let row = comment::get(&ground.db, id.parse::<uuid::Uuid>().unwrap().into());
        assert_eq!(&row.await.unwrap().unwrap().row.body, body);
    }
    let (_, page) = people[0]
        .sees(&process, &format!("/{SLUG}/charte/{ARTICLE}"))
        .await;
    assert!(page.contains("200 avis"), "each is counted once");
    ground.journal_holds().await;
}
