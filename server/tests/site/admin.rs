//! What the administrator sees and does, and what she does not see.

use crate::support::{Client, House};
use palier_domain::charter::status::Audience;
use palier_domain::id::AccountId;
use palier_store::{account, journal, mail};

async fn id_of(house: &House, identifier: &str) -> AccountId {
    let found = account::by_identifier(house.db(), identifier)
        .await
        .unwrap();
    found.unwrap().id
}

async fn acts(house: &House) -> Vec<String> {
    let entries = journal::entries(house.db(), journal::INSTANCE, None, 100)
        .await
        .unwrap();
    entries.into_iter().map(|entry| entry.act).collect()
}

#[tokio::test]
async fn an_account_is_found_by_name_and_reference_and_shows_nothing_it_wrote() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let tenant = house.tenant(&rive, "L1").await;
    tenant.says(&rive, 1, "Le hall est sale le lundi").await;
    let admin = house.administrator().await;
    for q in ["rive-l1", "SECRET", "locataire%201", "l1"] {
        let page = admin.get(&format!("/admin/comptes?q={q}")).await;
        assert!(page.body.contains("rive-l1"), "{q}");
    }
    let none = admin.get("/admin/comptes?q=hall").await;
    assert!(none.body.contains("Aucun compte ne correspond"));
    let id = id_of(&house, "rive-l1").await;
    let page = admin.get(&format!("/admin/comptes/{id}")).await;
    assert!(page.body.contains("Secret Nom L1") && page.body.contains("Bailleur rive"));
    assert!(!page.body.contains("Le hall") && !page.body.contains("Claire"));
    assert_eq!(
        admin
            .get(&format!("/admin/comptes/{}", rive.id))
            .await
            .status,
        404
    );
    assert_eq!(admin.get("/admin/comptes/rien").await.status, 400);
}

#[tokio::test]
async fn a_role_is_given_between_two_days_and_ended() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let tenant = house.tenant(&rive, "L1").await;
    let admin = house.administrator().await;
    let id = id_of(&house, "rive-l1").await.to_string();
    let (place, today) = (
        format!("l:{}", rive.id),
        house.now().date_naive().to_string(),
    );
    let form = [
        ("account", id.as_str()),
        ("role", "facilitator"),
        ("place", &place),
        ("since", &today),
        ("until", ""),
    ];
    assert_eq!(tenant.get("/rive/gestion").await.status, 404);
    let answer = admin.post("/api/admin/role-grant", &form).await;
    assert_eq!(answer.location(), format!("/admin/comptes/{id}?fait=role"));
    assert_eq!(tenant.get("/rive/gestion").await.status, 200);
    let again = admin.post("/api/admin/role-grant", &form).await;
    assert!(
        again.location().contains("refus=role"),
        "sent twice, given once"
    );
    let end = [
        ("account", id.as_str()),
        ("role", "facilitator"),
        ("place", &place),
    ];
    let answer = admin.post("/api/admin/role-end", &end).await;
    assert_eq!(answer.location(), format!("/admin/comptes/{id}?fait=fin"));
    assert_eq!(tenant.get("/rive/gestion").await.status, 404);
    let again = admin.post("/api/admin/role-end", &end).await;
    assert!(again.location().contains("refus=role"));
}

#[tokio::test]
async fn a_role_that_makes_no_sense_is_refused_with_the_reason() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.tenant(&rive, "L1").await;
    let admin = house.administrator().await;
    let id = id_of(&house, "rive-l1").await.to_string();
    let place = format!("l:{}", rive.id);
    for (role, place, since, until, said) in [
        (
            "administrator",
            place.as_str(),
            "2030-01-01",
            "",
            "Ce rôle ne se tient pas",
        ),
        (
            "facilitator",
            "instance",
            "2030-01-01",
            "",
            "Ce rôle ne se tient pas",
        ),
        (
            "facilitator",
            &place,
            "2030-01-02",
            "2030-01-01",
            "Le dernier jour est avant le premier",
        ),
        (
            "facilitator",
            "x",
            "2030-01-01",
            "",
            "Choisissez une réponse",
        ),
        ("roi", &place, "2030-01-01", "", "Choisissez une réponse"),
    ] {
        let form = [
            ("account", id.as_str()),
            ("role", role),
            ("place", place),
            ("since", since),
            ("until", until),
        ];
        let answer = admin.post("/api/admin/role-grant", &form).await;
        let page = admin.arrive(answer).await;
        assert!(page.body.contains(said), "{role} {place} {since} {until}");
    }
}

#[tokio::test]
async fn the_last_administrator_keeps_her_role() {
    let house = House::open().await;
    let admin = house.administrator().await;
    let id = id_of(&house, "administratrice").await.to_string();
    let form = [
        ("account", id.as_str()),
        ("role", "administrator"),
        ("place", "instance"),
    ];
    let answer = admin.post("/api/admin/role-end", &form).await;
    let page = admin.arrive(answer).await;
    assert!(page.body.contains("Personne d’autre n’administre ce site"));
    assert_eq!(admin.get("/admin").await.status, 200);
}

#[tokio::test]
async fn sessions_are_closed_and_a_link_is_sent_and_the_journal_keeps_both() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let tenant = house.tenant(&rive, "L1").await;
    let admin = house.administrator().await;
    let id = id_of(&house, "rive-l1").await;
    let form_id = id.to_string();
    let form = [("account", form_id.as_str())];
    assert_eq!(
        admin.post("/api/admin/link-send", &form).await.status,
        404,
        "no address yet"
    );
    let mut tx = house.db().begin().await.unwrap();
    account::set_email(&mut tx, id, Some("claire@example.org"), house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    admin.post("/api/admin/link-send", &form).await;
    admin.post("/api/admin/sessions-close", &form).await;
    assert_eq!(tenant.get("/mon-espace").await.status, 303);
    let acts = acts(&house).await;
    for act in ["account.link_sent", "account.sessions_closed"] {
        assert!(acts.contains(&act.to_owned()), "{act} in {acts:?}");
    }
    // Without a mail server the link is handed over; that it was looked at is kept.
    let listed = mail::list(house.db(), None, "lien pour vous", 0, 5)
        .await
        .unwrap();
    // She learns that it was the administration that asked.
    let told = mail::list(house.db(), None, "accès", 0, 5).await.unwrap();
    assert_eq!(
        (told.len(), told[0].recipient.as_str()),
        (1, "claire@example.org")
    );
    let page = admin
        .get(&format!("/admin/courriels/{}", listed[0].id))
        .await;
    assert!(
        !page.body.contains("/connexion/lien/"),
        "not by merely looking at the mail"
    );
    let mail_id = listed[0].id.to_string();
    let shown = admin
        .post("/api/admin/mail-reveal", &[("mail", &mail_id)])
        .await;
    assert!(shown.body.contains("/connexion/lien/"));
    assert!(
        self::acts(&house)
            .await
            .contains(&"mail.link_shown".to_owned())
    );
}

#[tokio::test]
async fn a_mail_given_up_is_tried_again_by_a_button() {
    let house = House::open().await;
    let admin = house.administrator().await;
    let mut tx = house.db().begin().await.unwrap();
    let new = mail::NewMail {
        account_id: None,
        kind: "story",
        recipient: "claire@example.org".to_owned(),
        subject: "Réunion du hall".to_owned(),
        text: "Bonjour <b>à tous</b>".to_owned(),
        html: String::new(),
        idempotency_key: "k".to_owned(),
        send_after: house.now(),
    };
    let id = mail::queue(&mut tx, new, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    let lease = chrono::TimeDelta::minutes(1);
    let leased = mail::take(house.db(), house.now(), lease, 1).await.unwrap();
    mail::failed(house.db(), &leased[0], "550 pas de boîte")
        .await
        .unwrap();
    let list = admin.get("/admin/courriels?etat=failed&q=hall").await;
    assert!(list.body.contains("Réunion du hall") && list.body.contains("abandonné"));
    assert!(
        !admin
            .get("/admin/courriels?etat=sent")
            .await
            .body
            .contains("Réunion du hall")
    );
    let page = admin.get(&format!("/admin/courriels/{id}")).await;
    assert!(page.body.contains("550 pas de boîte") && page.body.contains("&lt;b&gt;à tous"));
    let form_id = id.to_string();
    let form = [("mail", form_id.as_str())];
    let answer = admin.post("/api/admin/mail-retry", &form).await;
    assert!(
        admin
            .arrive(answer)
            .await
            .body
            .contains("essayé de nouveau")
    );
    let twice = admin.post("/api/admin/mail-retry", &form).await;
    assert_eq!(twice.status, 409);
}

#[tokio::test]
async fn the_journal_is_verified_by_a_button_and_a_broken_line_is_named() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let admin = house.administrator().await;
    let page = admin.get("/admin/journal").await;
    assert!(page.body.contains("Bailleur rive") && page.body.contains("pas encore été vérifié"));
    let chain = format!("/admin/journal?chaine=landlord%3A{}", rive.id);
    assert!(admin.get(&chain).await.body.contains("landlord.added"));
    assert_eq!(admin.get("/admin/journal?chaine=rien").await.status, 404);
    let told = admin.post("/api/admin/journal-verify", &[]).await;
    assert!(told.body.contains("Tout est intact"));
    assert!(
        admin
            .get("/admin/journal")
            .await
            .body
            .contains("Dernière vérification")
    );
    house
        .execute("UPDATE journal SET act = 'roll.forged' WHERE act = 'landlord.added'")
        .await;
    let told = admin.post("/api/admin/journal-verify", &[]).await;
    assert!(told.body.contains("Le journal est rompu") && told.body.contains("a été changée"));
}

#[tokio::test]
async fn the_overview_says_how_the_instance_is() {
    let house = House::open().await;
    house.landlord("rive").await;
    let admin = house.administrator().await;
    let page = admin.get("/admin").await;
    for said in [
        "SQLite",
        "Aucun serveur de courriel",
        "rien n’attend",
        env!("CARGO_PKG_VERSION"),
    ] {
        assert!(page.body.contains(said), "{said}");
    }
    assert!(
        admin
            .get("/mon-espace")
            .await
            .body
            .contains("href=\"/admin\"")
    );
    let rive = palier_store::landlord::by_slug(house.db(), "rive")
        .await
        .unwrap()
        .unwrap();
    let tenant: Client = house.tenant(&rive, "L1").await;
    assert!(
        !tenant
            .get("/mon-espace")
            .await
            .body
            .contains("href=\"/admin\"")
    );
}
