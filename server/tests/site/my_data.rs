//! Taking one's data away, and having it erased.

use crate::support::builders::PASSPHRASE;
use crate::support::{Client, House};
use palier_domain::charter::status::Audience;
use palier_store::landlord::Landlord;

async fn who_wrote(house: &House) -> (Landlord, Client) {
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let tenant = house.tenant(&rive, "L1").await;
    tenant.says(&rive, 1, "Le hall est sale le lundi").await;
    (rive, tenant)
}

async fn delete(client: &Client, fate: &str, passphrase: &str) -> String {
    let form = [("fate", fate), ("current", passphrase)];
    let answer = client.post("/api/account/delete", &form).await;
    answer.location().to_owned()
}

const PAGE: &str = "/rive/charte/3";

#[tokio::test]
async fn the_file_is_hers_and_is_kept_by_nobody_on_the_way() {
    let house = House::open().await;
    let (rive, tenant) = who_wrote(&house).await;
    let neighbour = house.tenant(&rive, "L2").await;
    let page = tenant.get("/mon-espace/donnees").await;
    assert!(page.body.contains("Télécharger mes données"));
    let file = tenant.get("/mon-espace/donnees/fichier").await;
    assert_eq!(file.header("content-type"), "application/json");
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert_eq!(file.header("cache-control"), "no-store");
    for said in [
        "palier-my-data",
        "rive-l1",
        "Locataire 1",
        "Le hall est sale le lundi",
        "Les Lilas",
    ] {
        assert!(file.body.contains(said), "{said}");
    }
    let other = neighbour.get("/mon-espace/donnees/fichier").await;
    assert!(!other.body.contains("Le hall est sale"));
}

#[tokio::test]
async fn deleting_asks_for_the_passphrase_and_for_a_choice() {
    let house = House::open().await;
    let (_, tenant) = who_wrote(&house).await;
    assert!(
        delete(&tenant, "", PASSPHRASE)
            .await
            .contains("refus=supprimer")
    );
    assert!(
        delete(&tenant, "name", "une autre phrase")
            .await
            .contains("refus=supprimer")
    );
    let page = tenant.get("/mon-espace/supprimer?refus=supprimer").await;
    assert!(page.body.contains("Ce n’est pas votre phrase de passe"));
    assert!(page.body.contains("checked"), "her choice is kept");
    assert_eq!(tenant.get("/mon-espace").await.status, 200);
}

#[tokio::test]
async fn a_deleted_account_signs_in_no_more_and_its_name_goes_if_she_wants() {
    let house = House::open().await;
    let (_, tenant) = who_wrote(&house).await;
    let reader = Client::anonymous(&house);
    let name = "Claire";
    assert!(
        reader.get("/rive").await.body.contains(name),
        "the public page is read before"
    );
    assert_eq!(
        delete(&tenant, "nameless", PASSPHRASE).await,
        "/connexion?supprime=1"
    );
    let arrived = tenant.get("/connexion?supprime=1").await;
    assert!(arrived.body.contains("Votre compte est supprimé"));
    assert_eq!(tenant.get("/mon-espace").await.status, 303);
    let form = [("identifier", "rive-l1"), ("passphrase", PASSPHRASE)];
    let answer = reader.post("/api/session/open", &form).await;
    assert!(
        reader
            .arrive(answer)
            .await
            .body
            .contains("ne sont pas les bons")
    );
    for page in [PAGE, "/rive"] {
        let body = reader.get(page).await.body;
        assert!(body.contains("Le hall est sale le lundi"), "{page}");
        assert!(
            body.contains("Compte supprimé") && !body.contains(name),
            "{page}"
        );
    }
}

#[tokio::test]
async fn comments_go_when_she_withdraws_them() {
    let house = House::open().await;
    let (_, tenant) = who_wrote(&house).await;
    delete(&tenant, "withdraw", PASSPHRASE).await;
    let reader = Client::anonymous(&house);
    for page in [PAGE, "/rive"] {
        assert!(
            !reader.get(page).await.body.contains("Le hall est sale"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn the_only_administrator_is_told_to_find_another_first() {
    let house = House::open().await;
    let admin = house.administrator().await;
    assert!(
        delete(&admin, "name", PASSPHRASE)
            .await
            .contains("refus=supprimer")
    );
    let page = admin.get("/mon-espace/supprimer?refus=supprimer").await;
    assert!(page.body.contains("Personne d’autre n’administre ce site"));
}
