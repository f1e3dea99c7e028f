//! What is private to one landlord does not exist for another; staff never see an account.

use crate::support::builders::{ARTICLE, comment, form_id};
use crate::support::{Client, House};
use palier_domain::charter::status::Audience;

#[tokio::test]
async fn a_charter_for_members_does_not_exist_for_others() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let autre = house.landlord("autre").await;
    house.charter(rive.id, Audience::Members, 10).await;
    let own = house.tenant(&rive, "L1").await;
    let foreign = house.tenant(&autre, "L1").await;
    let anonymous = Client::anonymous(&house);
    let article = format!("/rive/charte/{ARTICLE}");
    for path in ["/rive/charte", "/rive/charte/impression", &article] {
        assert_eq!(own.get(path).await.status, 200, "{path}");
        assert_eq!(foreign.get(path).await.status, 404, "{path}");
        assert_eq!(anonymous.get(path).await.status, 404, "{path}");
    }
    let id = form_id(1);
    let form = comment(&rive, &id, "Bonjour");
    assert_eq!(
        foreign.post("/api/charter/comment", &form).await.status,
        404
    );
    // Whoever is not signed in is asked to, before anything is looked up.
    let answer = anonymous.post("/api/charter/comment", &form).await;
    assert!(answer.location().starts_with("/connexion"));
    let home = anonymous.get("/rive").await;
    assert!(
        home.status == 200 && !home.body.contains("/rive/charte"),
        "nor on the home page"
    );
}

#[tokio::test]
async fn a_tenant_of_another_landlord_reads_and_does_not_write() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let autre = house.landlord("autre").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let foreign = house.tenant(&autre, "L1").await;
    let page = foreign.get(&format!("/rive/charte/{ARTICLE}")).await;
    assert!(page.status == 200 && !page.body.contains("name=\"body\""));
    let id = form_id(1);
    let answer = foreign
        .post("/api/charter/comment", &comment(&rive, &id, "Bonjour"))
        .await;
    let page = foreign.arrive(answer).await;
    assert!(
        !page.body.contains("class=\"said\""),
        "nothing was published"
    );
}

#[tokio::test]
async fn staff_see_the_public_name_and_nothing_of_the_account() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let tenant = house.tenant(&rive, "L1").await;
    let id = form_id(1);
    tenant
        .post(
            "/api/charter/comment",
            &comment(&rive, &id, "L’ascenseur est arrêté"),
        )
        .await;
    let staff = house.staff(&rive).await;
    let account = palier_store::account::by_identifier(house.db(), "rive-l1")
        .await
        .unwrap()
        .unwrap();
    let article = format!("/rive/charte/{ARTICLE}");
    for path in ["/", "/rive", "/rive/charte", &article, "/mon-espace"] {
        let page = staff.get(path).await.body;
        for secret in [
            "rive-l1",
            "Secret Nom",
            "Locataire 1",
            &account.id.to_string(),
        ] {
            assert!(!page.contains(secret), "{secret} on {path}");
        }
    }
    assert!(staff.get(&article).await.body.contains("Claire du 3e"));
    assert!(
        !staff.get(&article).await.body.contains("Les Lilas"),
        "she did not show her residence"
    );
}

#[tokio::test]
async fn a_session_of_another_is_not_mine_to_end() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let one = house.tenant(&rive, "L1").await;
    house.sign_in("rive-l1").await;
    let other = house.tenant(&rive, "L2").await;
    let session = one.get("/mon-espace").await.field("session").unwrap();
    assert_eq!(
        other
            .post("/api/session/revoke", &[("session", &session)])
            .await
            .status,
        404
    );
    assert_eq!(
        one.post("/api/session/revoke", &[("session", &session)])
            .await
            .status,
        303
    );
}
