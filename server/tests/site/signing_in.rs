//! Signing in; guesses are limited, and an owner is not locked out by them.

use crate::support::builders::PASSPHRASE;
use crate::support::{Client, House};

async fn guess(client: &Client, passphrase: &str) -> String {
    let form = [("identifier", "rive-l1"), ("passphrase", passphrase)];
    let answer = client.post("/api/session/open", &form).await;
    client.arrive(answer).await.body
}

#[tokio::test]
async fn guesses_are_limited_and_the_owners_device_still_gets_in() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let owner = house.tenant(&rive, "L1").await;
    owner.post("/api/session/close", &[]).await;
    let stranger = Client::anonymous(&house);
    for n in 0..10 {
        assert!(
            guess(&stranger, &format!("essai numéro {n}"))
                .await
                .contains("ne sont pas les bons")
        );
    }
    assert!(
        guess(&stranger, PASSPHRASE).await.contains("Trop d’essais"),
        "even the right one waits"
    );
    assert!(
        guess(&owner, PASSPHRASE).await.contains("Mes connexions"),
        "the owner is not locked out"
    );
}

#[tokio::test]
async fn an_unknown_identifier_says_no_more_than_a_wrong_passphrase() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.tenant(&rive, "L1").await;
    let client = Client::anonymous(&house);
    let wrong = guess(&client, "ce n’est pas elle").await;
    let form = [
        ("identifier", "personne"),
        ("passphrase", "ce n’est pas elle"),
    ];
    let answer = client.post("/api/session/open", &form).await;
    let unknown = client.arrive(answer).await.body;
    let said = "L’identifiant ou la phrase de passe ne sont pas les bons";
    assert!(wrong.contains(said) && unknown.contains(said));
}

#[tokio::test]
async fn a_closed_session_opens_nothing() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let tenant = house.tenant(&rive, "L1").await;
    assert_eq!(tenant.get("/mon-espace").await.status, 200);
    tenant.post("/api/session/close", &[]).await;
    assert!(
        tenant
            .get("/mon-espace")
            .await
            .location()
            .starts_with("/connexion")
    );
}

#[tokio::test]
async fn a_new_passphrase_ends_the_other_sessions() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let here = house.tenant(&rive, "L1").await;
    let elsewhere = house.sign_in("rive-l1").await;
    let form = [
        ("current", PASSPHRASE),
        ("passphrase", "cinq oiseaux sur un toit"),
        ("again", "cinq oiseaux sur un toit"),
    ];
    assert_eq!(
        here.post("/api/account/passphrase", &form).await.location(),
        "/mon-espace?fait=1"
    );
    assert_eq!(here.get("/mon-espace").await.status, 200);
    assert_eq!(elsewhere.get("/mon-espace").await.status, 303);
}

#[tokio::test]
async fn many_guesses_at_once_are_counted_like_many_in_a_row() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.tenant(&rive, "L1").await;
    let guesses = (0..30).map(|n| {
        let stranger = Client::anonymous(&house);
        tokio::spawn(async move { guess(&stranger, &format!("essai numéro {n}")).await })
    });
    let mut looked_at = 0;
    for answer in guesses.collect::<Vec<_>>() {
        looked_at += u32::from(answer.await.unwrap().contains("ne sont pas les bons"));
    }
    assert_eq!(looked_at, 10);
}

#[tokio::test]
async fn an_identifier_is_the_same_in_capitals() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.tenant(&rive, "L1").await;
    house.sign_in("Rive-L1 ").await;
}
