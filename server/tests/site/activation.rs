//! The code of the letter.

use crate::support::{Client, House};
use palier_store::{account, mail};

async fn type_code(client: &Client, code: &str) -> String {
    let answer = client.post("/api/activation/code", &[("code", code)]).await;
    client.arrive(answer).await.body
}

const ACCOUNT: [(&str, &str); 3] = [
    ("identifier", "claire"),
    ("passphrase", "quatre chats sous la pluie"),
    ("again", "quatre chats sous la pluie"),
];

#[tokio::test]
async fn a_code_opens_an_account_once() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let code = house.code(&rive, "L1", 42).await.to_string();
    let client = Client::anonymous(&house);
    assert!(
        type_code(&client, &code)
            .await
            .contains("Bonjour Locataire 1")
    );
    let answer = client.post("/api/activation/account", &ACCOUNT).await;
    assert_eq!(answer.location(), "/mon-espace?bienvenue=1");
    assert!(
        client
            .arrive(answer)
            .await
            .body
            .contains("Notez votre identifiant")
    );
    assert!(
        type_code(&Client::anonymous(&house), &code)
            .await
            .contains("a déjà servi")
    );
}

#[tokio::test]
async fn a_mistyped_code_names_the_wrong_group() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let code = house.code(&rive, "L1", 42).await.to_string();
    let mut groups: Vec<String> = code.split(' ').map(str::to_owned).collect();
    let digit = if groups[2].ends_with('0') { '1' } else { '0' };
    groups[2].pop();
    groups[2].push(digit);
    let page = type_code(&Client::anonymous(&house), &groups.join(" ")).await;
    assert!(page.contains("Le groupe 3 du code est mal recopié"));
    assert!(
        page.contains(&groups.join(" ")),
        "what was typed is still there"
    );
}

#[tokio::test]
async fn an_earlier_code_is_replaced_by_a_later_one() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let earlier = house.code(&rive, "L1", 1).await.to_string();
    let later = house.code(&rive, "L1", 2).await.to_string();
    let client = Client::anonymous(&house);
    assert!(
        type_code(&client, &earlier)
            .await
            .contains("remplacé par un plus récent")
    );
    assert!(type_code(&client, &later).await.contains("Bonjour"));
}

#[tokio::test]
async fn a_new_code_gives_a_lost_account_back() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let tenant = house.tenant(&rive, "L1").await;
    let code = house.code(&rive, "L1", 7).await.to_string();
    let client = Client::anonymous(&house);
    assert!(
        type_code(&client, &code).await.contains("rive-l1"),
        "the identifier is given back"
    );
    let answer = client.post("/api/activation/account", &ACCOUNT[1..]).await;
    assert_eq!(answer.location(), "/mon-espace?bienvenue=1");
    assert_eq!(
        tenant.get("/mon-espace").await.status,
        303,
        "other devices are signed out"
    );
    let mails = mail::list(house.db(), None, "", 0, 5).await.unwrap();
    assert_eq!(mails, [], "she gave no address");
}

#[tokio::test]
async fn the_owner_learns_that_a_new_code_opened_her_account() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.tenant(&rive, "L1").await;
    let found = account::by_identifier(house.db(), "rive-l1").await;
    let id = found.unwrap().unwrap().id;
    let mut tx = house.db().begin().await.unwrap();
    account::set_email(&mut tx, id, Some("claire@example.org"), house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let code = house.code(&rive, "L1", 7).await.to_string();
    let somebody = Client::anonymous(&house);
    type_code(&somebody, &code).await;
    let mails = || async { mail::list(house.db(), None, "", 0, 5).await.unwrap() };
    assert_eq!(mails().await, [], "nothing opened yet");
    somebody
        .post("/api/activation/account", &ACCOUNT[1..])
        .await;
    let mails = mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].recipient, "claire@example.org");
    assert!(mails[0].send_after <= house.now(), "at night too");
    let mail = mail::get(house.db(), mails[0].id).await.unwrap().unwrap();
    assert!(
        mail.body_text
            .contains("Un nouveau code a ouvert votre compte rive-l1")
    );
}

#[tokio::test]
async fn a_second_home_joins_the_account_that_is_signed_in() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let autre = house.landlord("autre").await;
    let tenant = house.tenant(&rive, "L1").await;
    let code = house.code(&autre, "L2", 9).await.to_string();
    assert!(
        type_code(&tenant, &code)
            .await
            .contains("Ajouter ce logement")
    );
    let answer = tenant.post("/api/activation/account", &[]).await;
    let space = tenant.arrive(answer).await.body;
    assert!(space.contains("Bailleur rive") && space.contains("Bailleur autre"));
}

#[tokio::test]
async fn a_taken_identifier_uses_no_code() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.tenant(&rive, "L2").await;
    let code = house.code(&rive, "L1", 42).await.to_string();
    let client = Client::anonymous(&house);
    type_code(&client, &code).await;
    let mut form = ACCOUNT;
    form[0] = ("identifier", "Rive-L2");
    let answer = client.post("/api/activation/account", &form).await;
    assert!(client.arrive(answer).await.body.contains("déjà pris"));
    let answer = client.post("/api/activation/account", &ACCOUNT).await;
    assert_eq!(
        answer.location(),
        "/mon-espace?bienvenue=1",
        "the code still works"
    );
}

#[tokio::test]
async fn a_letter_opened_by_somebody_else_can_be_left() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let code = house.code(&rive, "L1", 42).await.to_string();
    let client = Client::anonymous(&house);
    type_code(&client, &code).await;
    client.post("/api/activation/leave", &[]).await;
    assert_eq!(client.get("/activer/compte").await.location(), "/activer");
}

#[tokio::test]
async fn the_identifier_is_shown_before_the_page_that_was_asked_for() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let code = house.code(&rive, "L1", 42).await.to_string();
    let client = Client::anonymous(&house);
    type_code(&client, &code).await;
    let mut form = ACCOUNT.to_vec();
    form.push(("next", "/rive"));
    let answer = client.post("/api/activation/account", &form).await;
    let page = client.arrive(answer).await.body;
    assert!(page.contains("Notez votre identifiant") && page.contains("href=\"/rive\""));
}
