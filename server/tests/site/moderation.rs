//! Reporting, deciding, appealing: who may, who is told, what nobody reads any more.

use crate::support::builders::{ARTICLE, form_id, page};
use crate::support::scene::{REASON, Scene, WORDS};
use crate::support::{Client, House};
use palier_domain::charter::status::Audience;

#[tokio::test]
async fn anybody_reports_without_an_account_and_is_told_what_comes_next() {
    let scene = Scene::new().await;
    let visitor = scene.anonymous();
    let link = format!("/rive/charte/{ARTICLE}/avis/{}/signaler", scene.comment);
    assert!(visitor.get(&page()).await.body.contains(&link));
    let answer = scene.report(&visitor, 2).await;
    let body = visitor.arrive(answer).await.body;
    assert!(
        body.contains("votre signalement est arrivé") && body.contains("Le bailleur ne décide pas")
    );
    let facilitator = scene.house.facilitator(&scene.rive).await;
    let queue = facilitator.get("/rive/gestion/moderation").await.body;
    assert!(queue.contains(WORDS) && queue.contains("1 signalement"));
    assert!(
        facilitator
            .get(&scene.case())
            .await
            .body
            .contains("C’est grave.")
    );
}

#[tokio::test]
async fn a_report_without_a_ground_says_so_and_keeps_the_detail() {
    let scene = Scene::new().await;
    let visitor = scene.anonymous();
    let id = form_id(2);
    let form = [
        ("landlord", "rive"),
        ("comment", scene.comment.as_str()),
        ("form_id", &id),
        ("detail", "Regardez vous-même"),
    ];
    let answer = visitor.post("/api/moderation/report", &form).await;
    let body = visitor.arrive(answer).await.body;
    assert!(body.contains("Choisissez une réponse") && body.contains("Regardez vous-même"));
}

#[tokio::test]
async fn reports_from_one_address_come_to_an_end() {
    let scene = Scene::new().await;
    let visitor = scene.anonymous();
    for n in 0..30 {
        assert!(
            scene
                .report(&visitor, n)
                .await
                .location()
                .ends_with("fait=1")
        );
    }
    let answer = scene.report(&visitor, 40).await;
    assert!(visitor.arrive(answer).await.body.contains("Trop d’essais"));
}

#[tokio::test]
async fn hidden_words_are_on_no_page_and_the_reason_is() {
    let scene = Scene::new().await;
    let neighbour = scene.house.tenant(&scene.rive, "L2").await;
    let thread = neighbour.first_thread().await;
    neighbour
        .replies(&scene.rive, 3, &thread, "Je ne suis pas d’accord")
        .await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    scene.hidden(&facilitator).await;
    let staff = scene.house.staff(&scene.rive).await;
    for reader in [&scene.anonymous(), &neighbour, &staff] {
        for path in [
            "/",
            "/rive",
            "/rive/charte",
            &page(),
            "/rive/charte/moderation",
        ] {
            let body = reader.get(path).await.body;
            assert!(!body.contains("voleur"), "{path}");
        }
    }
    let body = neighbour.get(&page()).await.body;
    assert!(body.contains(REASON) && body.contains("Accusation qui salit"));
    assert!(body.contains("la personne qui anime la discussion"));
    assert!(body.contains("Je ne suis pas d’accord"), "replies stay");
    assert!(body.contains("1 avis"), "only the reply counts");
    let log = scene.anonymous().get("/rive/charte/moderation").await.body;
    assert!(log.contains(REASON) && log.contains("masqué"));
}

#[tokio::test]
async fn the_landlords_staff_reports_and_decides_nothing() {
    let scene = Scene::new().await;
    let staff = scene.house.staff(&scene.rive).await;
    scene.report(&staff, 2).await;
    for path in ["/rive/gestion/moderation", &scene.case()] {
        assert_eq!(staff.get(path).await.status, 404, "{path}");
    }
    assert_eq!(scene.decide(&staff, "hidden", REASON).await.status, 404);
    assert!(
        !staff
            .get("/rive/gestion")
            .await
            .body
            .contains("gestion/moderation")
    );
    let facilitator = scene.house.facilitator(&scene.rive).await;
    let case = facilitator.get(&scene.case()).await.body;
    assert!(case.contains("Signalé par le bailleur"));
    assert!(scene.anonymous().get(&page()).await.body.contains(WORDS));
}

#[tokio::test]
async fn another_landlords_people_find_nothing_to_decide() {
    let scene = Scene::new().await;
    scene.report(&scene.anonymous(), 2).await;
    let other = scene.house.landlord("autre").await;
    scene.house.charter(other.id, Audience::Public, 10).await;
    let stranger = scene.house.facilitator(&other).await;
    assert_eq!(stranger.get(&scene.case()).await.status, 404);
    assert_eq!(scene.decide(&stranger, "hidden", REASON).await.status, 404);
    // Nor by her own desk.
    let own = format!("/autre/gestion/moderation/{}", scene.comment);
    assert_eq!(stranger.get(&own).await.status, 404);
    let form = [
        ("comment", scene.comment.as_str()),
        ("outcome", "hidden"),
        ("ground", "insult"),
        ("reason", REASON),
    ];
    assert_eq!(
        stranger
            .post("/api/moderation/autre/decide", &form)
            .await
            .status,
        404
    );
    let link = format!("/autre/charte/{ARTICLE}/avis/{}/signaler", scene.comment);
    assert_eq!(scene.anonymous().get(&link).await.status, 404);
    assert!(scene.anonymous().get(&page()).await.body.contains(WORDS));
}

#[tokio::test]
async fn a_private_charters_comments_are_reported_by_its_members_only() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Members, 10).await;
    let author = house.tenant(&rive, "L1").await;
    author.says(&rive, 1, WORDS).await;
    let comment = author.get(&page()).await.field("comment").unwrap();
    let link = format!("/rive/charte/{ARTICLE}/avis/{comment}/signaler");
    let visitor = Client::anonymous(&house);
    for path in [link.as_str(), "/rive/charte/moderation"] {
        assert_eq!(visitor.get(path).await.status, 404, "{path}");
    }
    let id = form_id(2);
    let form = [
        ("landlord", "rive"),
        ("comment", comment.as_str()),
        ("form_id", &id),
        ("ground", "insult"),
    ];
    assert_eq!(
        visitor.post("/api/moderation/report", &form).await.status,
        404
    );
    let neighbour = house.tenant(&rive, "L2").await;
    assert_eq!(neighbour.get(&link).await.status, 200);
}

#[tokio::test]
async fn a_decision_needs_an_outcome_a_ground_and_a_reason() {
    let scene = Scene::new().await;
    scene.report(&scene.anonymous(), 2).await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    let answer = scene.decide(&facilitator, "", REASON).await;
    assert!(
        facilitator
            .arrive(answer)
            .await
            .body
            .contains("Choisissez une réponse")
    );
    let answer = scene.decide(&facilitator, "hidden", "Non").await;
    assert!(
        facilitator
            .arrive(answer)
            .await
            .body
            .contains("il faut au moins 15 caractères")
    );
    assert!(scene.anonymous().get(&page()).await.body.contains(WORDS));
}

#[tokio::test]
async fn the_second_of_two_who_decide_is_told() {
    let scene = Scene::new().await;
    scene.report(&scene.anonymous(), 2).await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    let guarantor = scene.house.guarantor(&scene.rive).await;
    scene
        .decide(
            &facilitator,
            "kept",
            "Ce n’est qu’une opinion sur un travail.",
        )
        .await;
    let answer = scene.decide(&guarantor, "hidden", REASON).await;
    let body = guarantor.arrive(answer).await.body;
    assert!(body.contains("Quelqu’un vient de décider"));
    assert!(scene.anonymous().get(&page()).await.body.contains(WORDS));
}

#[tokio::test]
async fn an_appeal_is_decided_by_another_person_and_the_words_come_back() {
    let scene = Scene::new().await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    let decision = scene.hidden(&facilitator).await;
    let answer = scene
        .appeal(&scene.author, &decision, "Il a été condamné.")
        .await;
    assert_eq!(answer.location(), decision);
    let body = scene.author.get(&decision).await.body;
    assert!(body.contains("Une autre personne va décider") && !body.contains("name=\"words\""));
    let case = facilitator.get(&scene.case()).await.body;
    assert!(
        case.contains("personne d’autre ne peut décider"),
        "nobody else is there"
    );
    let answer = scene.settle(&facilitator, &decision, "reversed").await;
    assert!(
        facilitator
            .arrive(answer)
            .await
            .body
            .contains("une autre personne")
    );
    let guarantor = scene.house.guarantor(&scene.rive).await;
    let case = guarantor.get(&scene.case()).await.body;
    assert!(case.contains(WORDS) && case.contains("Il a été condamné."));
    assert!(
        facilitator
            .get(&scene.case())
            .await
            .body
            .contains("doit décider de la contestation")
    );
    scene.settle(&guarantor, &decision, "reversed").await;
    assert!(scene.anonymous().get(&page()).await.body.contains(WORDS));
    assert!(
        scene
            .author
            .get("/mon-espace")
            .await
            .body
            .contains("Votre contestation a reçu une réponse")
    );
    let log = scene.anonymous().get("/rive/charte/moderation").await.body;
    assert!(log.contains("affiché de nouveau") && log.contains("la personne garante"));
}

#[tokio::test]
async fn a_hidden_comment_is_not_supported_and_its_author_may_withdraw_it() {
    let scene = Scene::new().await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    let decision = scene.hidden(&facilitator).await;
    let neighbour = scene.house.tenant(&scene.rive, "L2").await;
    let answer = neighbour.supports(&scene.comment, true).await;
    neighbour.arrive(answer).await;
    assert!(!neighbour.get(&page()).await.body.contains("1 soutien"));
    let edit = [
        ("landlord", "rive"),
        ("handle", ARTICLE),
        ("comment", scene.comment.as_str()),
        ("body", "Autre chose"),
    ];
    let answer = scene.author.post("/api/charter/comment-edit", &edit).await;
    assert!(
        scene
            .author
            .arrive(answer)
            .await
            .body
            .contains("Cet avis a été masqué")
    );
    scene
        .author
        .post("/api/charter/comment-withdraw", &edit[..3])
        .await;
    let body = scene.author.get(&decision).await.body;
    assert!(!body.contains("voleur"), "what was kept is gone");
    assert!(
        scene
            .anonymous()
            .get(&page())
            .await
            .body
            .contains("Avis retiré")
    );
}
