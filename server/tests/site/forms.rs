//! Nothing typed is lost: by an error, by signing in, or in between.

use crate::support::builders::{ARTICLE, PASSPHRASE, comment, form_id};
use crate::support::{Client, House};
use palier_domain::charter::status::Audience;

async fn open_house() -> (House, palier_store::landlord::Landlord) {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    (house, rive)
}

#[tokio::test]
async fn a_refused_comment_keeps_its_words_and_says_where_it_is_wrong() {
    let (house, rive) = open_house().await;
    let tenant = house.tenant(&rive, "L1").await;
    let id = form_id(1);
    let long = format!("Début {}", "x".repeat(4_000));
    let answer = tenant
        .post("/api/charter/comment", &comment(&rive, &id, &long))
        .await;
    let page = tenant.arrive(answer).await;
    assert!(page.body.contains(&long) && page.body.contains("Claire du 3e"));
    assert!(page.body.contains(&format!(
        "aria-describedby=\"avis-{ARTICLE}-body-hint avis-{ARTICLE}-body-error\""
    )));
    assert!(page.body.contains("<title>Erreur\u{a0}: "));
    assert_eq!(
        page.body.matches("role=\"alert\"").count(),
        1,
        "at that form and no other"
    );
    let later = tenant.get(&format!("/rive/charte/{ARTICLE}")).await;
    assert!(later.body.contains(&long), "a later visit finds the words");
    assert!(
        !later.body.contains("role=\"alert\""),
        "and no error of before"
    );
}

#[tokio::test]
async fn another_visitor_never_sees_what_was_typed() {
    let (house, rive) = open_house().await;
    let tenant = house.tenant(&rive, "L1").await;
    let id = form_id(1);
    let mut form = comment(&rive, &id, "Mon secret");
    form[4] = ("public_name", "");
    tenant.post("/api/charter/comment", &form).await;
    let other = Client::anonymous(&house)
        .get(&format!("/rive/charte/{ARTICLE}?refus=avis-{ARTICLE}"))
        .await;
    assert!(!other.body.contains("Mon secret"));
}

#[tokio::test]
async fn what_was_typed_survives_signing_in() {
    let (house, rive) = open_house().await;
    house.tenant(&rive, "L1").await;
    let visitor = Client::anonymous(&house);
    let id = form_id(1);
    let answer = visitor
        .post(
            "/api/charter/comment",
            &comment(&rive, &id, "Écrit avant d’entrer"),
        )
        .await;
    assert!(answer.location().starts_with("/connexion?garde=1&suite="));
    let page = visitor.arrive(answer).await;
    assert!(page.body.contains("Votre texte est gardé"));
    let next = page.field("next").unwrap();
    let form = [
        ("identifier", "rive-l1"),
        ("passphrase", PASSPHRASE),
        ("next", &next),
    ];
    let answer = visitor.post("/api/session/open", &form).await;
    let page = visitor.arrive(answer).await;
    assert!(page.body.contains("Écrit avant d’entrer"));
    let kept = page.field("form_id").unwrap();
    visitor
        .post(
            "/api/charter/comment",
            &comment(&rive, &kept, "Écrit avant d’entrer"),
        )
        .await;
    let page = visitor.get(&format!("/rive/charte/{ARTICLE}")).await;
    assert_eq!(
        page.body.matches("Écrit avant d’entrer").count(),
        2,
        "published, and in the correction form"
    );
    assert!(page.body.contains("class=\"said\""));
}

#[tokio::test]
async fn no_passphrase_is_ever_kept() {
    let (house, _) = open_house().await;
    let visitor = Client::anonymous(&house);
    let form = [
        ("identifier", "personne"),
        ("passphrase", "une phrase que je crois bonne"),
    ];
    let answer = visitor.post("/api/session/open", &form).await;
    let page = visitor.arrive(answer).await;
    assert!(page.body.contains("value=\"personne\"") && !page.body.contains("que je crois bonne"));
}
