//! Whom a moderation tells what, and what nobody learns by it.

use crate::support::scene::{REASON, Scene, WORDS};
use palier_store::account;
use palier_store::mail::{self, Mail};

/// The mails to an account that say that something new stands in its space.
async fn notices(scene: &Scene, identifier: &str) -> Vec<Mail> {
    let found = account::by_identifier(scene.house.db(), identifier).await;
    let id = found.unwrap().unwrap().id;
    let mut mails = mail::sent_to(scene.house.db(), id).await.unwrap();
    mails.retain(|mail| mail.kind == "notice");
    mails
}

async fn gives_address(scene: &Scene, identifier: &str, address: &str) {
    let found = account::by_identifier(scene.house.db(), identifier).await;
    let id = found.unwrap().unwrap().id;
    let mut tx = scene.house.db().begin().await.unwrap();
    account::set_email(&mut tx, id, Some(address), scene.house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_is_told_something_gets_one_mail_that_says_nothing_of_it() {
    let scene = Scene::new().await;
    gives_address(&scene, "rive-l1", "claire@example.org").await;
    // Who reported has no address.
    let neighbour = scene.house.tenant(&scene.rive, "L2").await;
    scene.report(&neighbour, 2).await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    scene.decide(&facilitator, "hidden", REASON).await;
    scene.decide(&facilitator, "hidden", REASON).await;
    let mails = notices(&scene, "rive-l1").await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(notices(&scene, "rive-l2").await.is_empty());
    // Its instant would tell an administrator whom the decision is about.
    let administrator = scene.house.administrator().await;
    let outbox = administrator.get("/admin/courriels").await.body;
    assert!(!outbox.contains("claire@example.org"), "{outbox}");
    let looked_for = administrator.get("/admin/courriels?q=claire").await.body;
    assert!(!looked_for.contains(&mails[0].id.to_string()));
    let mail = format!("/admin/courriels/{}", mails[0].id);
    assert_eq!(administrator.get(&mail).await.status, 404);
    assert_eq!(mails[0].recipient, "claire@example.org");
    assert_eq!(mails[0].subject, "Du nouveau dans votre espace");
    let space = format!("{}/mon-espace", scene.house.url);
    assert!(mails[0].body_text.contains(&space));
    for secret in [WORDS, REASON, "masqué"] {
        assert!(!mails[0].body_text.contains(secret), "{secret}");
    }
    // An address that came later brings no mail about what was decided before it.
    gives_address(&scene, "rive-l2", "idriss@example.org").await;
    let decision = scene.decision(&scene.author).await;
    scene.appeal(&scene.author, &decision, "C’est vrai.").await;
    let guarantor = scene.house.guarantor(&scene.rive).await;
    scene.settle(&guarantor, &decision, "upheld").await;
    let mails = notices(&scene, "rive-l1").await;
    assert_eq!(mails.len(), 2, "of the appeal too");
    assert!(notices(&scene, "rive-l2").await.is_empty());
}

#[tokio::test]
async fn an_author_without_an_address_gets_no_mail() {
    let scene = Scene::new().await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    scene.hidden(&facilitator).await;
    assert_eq!(notices(&scene, "rive-l1").await, []);
}

#[tokio::test]
async fn the_author_is_told_why_and_the_one_who_decides_never_learns_who_she_is() {
    let scene = Scene::new().await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    let decision = scene.hidden(&facilitator).await;
    let space = scene.author.get("/mon-espace").await.body;
    assert!(
        space.contains("Nouveau")
            && space.contains(
                "Avis masqué : voir la décision"
                    .replace(" :", "\u{a0}:")
                    .as_str()
            )
    );
    let body = scene.author.get(&decision).await.body;
    assert!(body.contains(WORDS) && body.contains(REASON) && body.contains("article 29"));
    assert!(body.contains("Vous pouvez contester jusqu’au"));
    assert!(
        !scene
            .author
            .get("/mon-espace")
            .await
            .body
            .contains("Nouveau"),
        "it was read"
    );
    let account = palier_store::account::by_identifier(scene.house.db(), "rive-l1")
        .await
        .unwrap()
        .unwrap();
    for path in ["/rive/gestion/moderation", &scene.case()] {
        let body = facilitator.get(path).await.body;
        for secret in [
            "rive-l1",
            "Secret Nom",
            "Locataire 1",
            &account.id.to_string(),
        ] {
            assert!(!body.contains(secret), "{secret} on {path}");
        }
    }
    let stranger = scene.house.tenant(&scene.rive, "L3").await;
    assert_eq!(stranger.get(&decision).await.status, 404);
    assert_eq!(facilitator.get(&decision).await.status, 404);
}

#[tokio::test]
async fn whoever_reported_with_an_account_is_told_the_outcome_without_the_words() {
    let scene = Scene::new().await;
    let neighbour = scene.house.tenant(&scene.rive, "L2").await;
    scene.report(&neighbour, 2).await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    scene.decide(&facilitator, "hidden", REASON).await;
    let decision = scene.decision(&neighbour).await;
    let body = neighbour.get(&decision).await.body;
    assert!(body.contains("a été masqué") && body.contains(REASON) && !body.contains("voleur"));
    assert!(!body.contains("name=\"words\""), "she appeals nothing");
    let refused = scene.appeal(&neighbour, &decision, "Je conteste").await;
    assert_eq!(neighbour.arrive(refused).await.status, 200);
    let guarantor = scene.house.guarantor(&scene.rive).await;
    let queue = guarantor.get("/rive/gestion/moderation").await.body;
    assert!(queue.contains("Aucune contestation n’attend"));
}
