//! Comments: read, sent, corrected, withdrawn, supported.

use crate::support::builders::{ARTICLE, OTHER_ARTICLE, comment, form_id, page};
use crate::support::{Client, House};
use palier_domain::charter::status::Audience;

async fn open_house() -> (House, palier_store::landlord::Landlord) {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    (house, rive)
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_comment() {
    let (house, rive) = open_house().await;
    let tenant = house.tenant(&rive, "L1").await;
    let id = form_id(1);
    for _ in 0..2 {
        tenant
            .post(
                "/api/charter/comment",
                &comment(&rive, &id, "Une seule fois"),
            )
            .await;
    }
    assert_eq!(
        tenant
            .get(&page())
            .await
            .body
            .matches("class=\"said\"")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_reply_joins_its_thread_and_no_other_article() {
    let (house, rive) = open_house().await;
    let one = house.tenant(&rive, "L1").await;
    let two = house.tenant(&rive, "L2").await;
    one.says(&rive, 1, "Premier").await;
    let thread = two.first_thread().await;
    let id = form_id(2);
    let mut reply = comment(&rive, &id, "Réponse");
    reply[4] = ("public_name", "Idriss");
    reply.push(("thread", &thread));
    two.post("/api/charter/comment", &reply).await;
    assert!(
        two.get(&page())
            .await
            .body
            .contains("<ol class=\"replies\">")
    );
    let id = form_id(3);
    reply[1] = ("handle", OTHER_ARTICLE);
    reply[2] = ("form_id", &id);
    assert_eq!(two.post("/api/charter/comment", &reply).await.status, 404);
}

#[tokio::test]
async fn a_comment_is_corrected_by_its_author_only() {
    let (house, rive) = open_house().await;
    let one = house.tenant(&rive, "L1").await;
    let two = house.tenant(&rive, "L2").await;
    one.says(&rive, 1, "Avant").await;
    let comment_id = one.get(&page()).await.field("comment").unwrap();
    let edit = [
        ("landlord", "rive"),
        ("handle", ARTICLE),
        ("comment", comment_id.as_str()),
        ("body", "Après"),
    ];
    two.post("/api/charter/comment-edit", &edit).await;
    assert!(
        one.get(&page()).await.body.contains("Avant"),
        "somebody else's correction changed it"
    );
    one.post("/api/charter/comment-edit", &edit).await;
    let body = one.get(&page()).await.body;
    assert!(body.contains("Après") && body.contains("corrigé") && !body.contains("Avant"));
}

#[tokio::test]
async fn a_withdrawn_comment_leaves_a_trace_where_it_was_answered() {
    let (house, rive) = open_house().await;
    let one = house.tenant(&rive, "L1").await;
    let two = house.tenant(&rive, "L2").await;
    one.says(&rive, 1, "Je regrette ces mots").await;
    let thread = two.first_thread().await;
    two.replies(&rive, 2, &thread, "Réponse").await;
    let withdraw = [
        ("landlord", "rive"),
        ("handle", ARTICLE),
        ("comment", thread.as_str()),
    ];
    assert_eq!(
        two.post("/api/charter/comment-withdraw", &withdraw)
            .await
            .status,
        404
    );
    one.post("/api/charter/comment-withdraw", &withdraw).await;
    let body = two.get(&page()).await.body;
    assert!(!body.contains("Je regrette ces mots") && body.contains("Avis retiré"));
}

#[tokio::test]
async fn a_support_counts_once_and_can_be_taken_back() {
    let (house, rive) = open_house().await;
    let one = house.tenant(&rive, "L1").await;
    let two = house.tenant(&rive, "L2").await;
    one.says(&rive, 1, "Oui").await;
    let thread = two.first_thread().await;
    for _ in 0..2 {
        two.supports(&thread, true).await;
    }
    assert!(two.get(&page()).await.body.contains("1 soutien"));
    one.supports(&thread, true).await;
    assert!(
        one.get(&page()).await.body.contains("1 soutien"),
        "one's own support does not count"
    );
    two.supports(&thread, false).await;
    assert!(!two.get(&page()).await.body.contains("1 soutien"));
}

#[tokio::test]
async fn a_closed_discussion_takes_no_comment_and_says_what_comes_next() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, -1).await;
    let tenant = house.tenant(&rive, "L1").await;
    let id = form_id(1);
    let answer = tenant
        .post("/api/charter/comment", &comment(&rive, &id, "Trop tard"))
        .await;
    tenant.arrive(answer).await;
    let body = tenant.get("/rive/charte").await.body;
    assert!(
        body.contains("Voici la suite") && body.contains("<strong>article par article</strong>")
    );
    assert!(!tenant.get(&page()).await.body.contains("class=\"said\""));
}

#[tokio::test]
async fn nobody_takes_the_landlords_or_a_neighbours_name() {
    let (house, rive) = open_house().await;
    let one = house.tenant(&rive, "L1").await;
    let two = house.tenant(&rive, "L2").await;
    let id = form_id(1);
    let mut form = comment(&rive, &id, "Bonjour");
    form[4] = ("public_name", "Bailleur RIVE officiel");
    let answer = one.post("/api/charter/comment", &form).await;
    assert!(
        one.arrive(answer)
            .await
            .body
            .contains("pourrait faire croire")
    );
    form[4] = ("public_name", "Claire");
    one.post("/api/charter/comment", &form).await;
    let id = form_id(2);
    let mut form = comment(&rive, &id, "Bonjour");
    form[4] = ("public_name", "claire !");
    let answer = two.post("/api/charter/comment", &form).await;
    assert!(two.arrive(answer).await.body.contains("a déjà ce nom"));
}

#[tokio::test]
async fn a_paragraphs_link_leads_to_its_article() {
    let (house, _) = open_house().await;
    let client = Client::anonymous(&house);
    assert_eq!(
        client.get("/rive/charte/4").await.location(),
        "/rive/charte/3"
    );
    assert_eq!(
        client.get("/rive/charte/2").await.location(),
        "/rive/charte"
    );
    assert_eq!(client.get("/rive/charte/999").await.status, 404);
}

#[tokio::test]
async fn markup_in_a_comment_is_shown_not_run() {
    let (house, rive) = open_house().await;
    let tenant = house.tenant(&rive, "L1").await;
    let id = form_id(1);
    let bad = "</textarea><script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))";
    tenant
        .post("/api/charter/comment", &comment(&rive, &id, bad))
        .await;
    let body = tenant.get(&page()).await.body;
    assert!(
        body.contains("&lt;/textarea&gt;"),
        "nor does it leave the form that corrects it"
    );
    assert!(
        !body.contains("<script>alert")
            && !body.contains("<img")
            && !body.contains("href=\"javascript")
    );
}

#[tokio::test]
async fn acting_on_a_comment_of_another_page_stays_on_that_page() {
    let (house, rive) = open_house().await;
    let one = house.tenant(&rive, "L1").await;
    let two = house.tenant(&rive, "L2").await;
    one.says(&rive, 0, "Le tout premier").await;
    let thread = two.first_thread().await;
    for n in 1..=30 {
        one.says(&rive, n, "Un suivant").await;
    }
    assert!(
        !two.get(&page()).await.body.contains("Le tout premier"),
        "it is on page 2"
    );
    let answer = two.supports(&thread, true).await;
    let arrived = two.arrive(answer).await;
    assert!(arrived.body.contains("Le tout premier") && arrived.body.contains("Page 2 sur 2"));
}

#[tokio::test]
async fn a_first_support_chooses_no_name_in_ones_place() {
    let (house, rive) = open_house().await;
    let one = house.tenant(&rive, "L1").await;
    let two = house.tenant(&rive, "L2").await;
    one.says(&rive, 1, "Oui").await;
    let thread = two.first_thread().await;
    two.supports(&thread, true).await;
    let body = two.get(&page()).await.body;
    assert!(body.contains("1 soutien") && body.contains("name=\"public_name\""));
}

#[tokio::test]
async fn a_support_after_the_end_says_why_it_does_not_count() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let one = house.tenant(&rive, "L1").await;
    let two = house.tenant(&rive, "L2").await;
    one.says(&rive, 1, "Oui").await;
    let thread = two.first_thread().await;
    house.charter(rive.id, Audience::Public, -1).await;
    let answer = two.supports(&thread, true).await;
    let body = two.arrive(answer).await.body;
    assert!(body.contains("La discussion est close") && !body.contains("1 soutien"));
}

#[tokio::test]
async fn an_article_that_a_later_version_dropped_keeps_its_link_and_its_comments() {
    let (house, rive) = open_house().await;
    let tenant = house.tenant(&rive, "L1").await;
    let id = form_id(1);
    let mut form = comment(&rive, &id, "Gardez cet article");
    form[1] = ("handle", OTHER_ARTICLE);
    tenant.post("/api/charter/comment", &form).await;
    let shorter = crate::support::builders::CHARTER
        .split("### Recevoir")
        .next()
        .unwrap();
    house.version(rive.id, shorter).await;
    let body = tenant
        .get(&format!("/rive/charte/{OTHER_ARTICLE}"))
        .await
        .body;
    assert!(body.contains("Gardez cet article"), "{body}");
    assert!(body.contains("n’est plus dans la charte"), "{body}");
    assert!(
        !body.contains("Donner mon avis"),
        "it takes no more comments"
    );
    assert!(!tenant.get("/rive/charte").await.body.contains("Recevoir"));
}

#[tokio::test]
async fn words_that_come_too_late_are_shown_to_be_taken_elsewhere() {
    let (house, rive) = open_house().await;
    let claire = house.tenant(&rive, "L1").await;
    claire.says(&rive, 1, "Un premier avis.").await;
    let thread = claire.first_thread().await;
    // A version without the article, while she types.
    house
        .version(
            rive.id,
            "# Charte\n\n## Accueil\n\n### Recevoir\n\n**Bailleur :** Un accueil.\n",
        )
        .await;
    let answer = claire.says(&rive, 2, "Des mots venus trop tard.").await;
    let page = claire.arrive(answer).await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("vient d’être retiré de la charte"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Des mots venus trop tard."));
    let answer = claire
        .replies(&rive, 3, &thread, "Une réponse tardive.")
        .await;
    let page = claire.arrive(answer).await;
    assert!(page.body.contains("Une réponse tardive."), "{}", page.body);
}

#[tokio::test]
async fn words_that_come_after_the_last_day_are_shown_too() {
    let (house, rive) = open_house().await;
    let claire = house.tenant(&rive, "L1").await;
    house.charter(rive.id, Audience::Public, -1).await;
    let answer = claire.says(&rive, 1, "Une minute après la fin.").await;
    let page = claire.arrive(answer).await;
    assert!(
        page.body.contains("La discussion est close"),
        "{}",
        page.body
    );
    assert!(
        page.body.contains("Une minute après la fin."),
        "{}",
        page.body
    );
}
