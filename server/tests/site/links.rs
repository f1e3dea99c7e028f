//! Signing in by a link in a mail; giving, changing and removing an address.

use crate::support::builders::PASSPHRASE;
use crate::support::client::Answer;
use crate::support::{Client, House};
use palier_domain::id::MailId;
use palier_store::mail::{self, Mail};
use palier_store::{account, sign_in_link};

const ADDRESS: &str = "claire@example.org";
const NEW: &str = "cinq oiseaux sur un toit";

/// The mails of the outbox, newest first.
async fn outbox(house: &House) -> Vec<Mail> {
    let listed = mail::list(house.db(), None, "", 0, 50).await.unwrap();
    let mut mails = Vec::new();
    for one in listed {
        let id: MailId = one.id;
        mails.push(mail::get(house.db(), id).await.unwrap().unwrap());
    }
    mails
}

/// Where the link of the latest mail leads, as a path.
async fn link(house: &House) -> String {
    let mail = outbox(house).await.remove(0);
    let lines = mail.body_text.lines();
    let found = lines
        .filter_map(|line| line.strip_prefix(&house.url))
        .next();
    found.unwrap().to_owned()
}

async fn press(client: &Client, action: &str, path: &str) -> Answer {
    let page = client.get(path).await;
    let token = page.field("token").unwrap_or_default();
    client.post(action, &[("token", &token)]).await
}

async fn ask(client: &Client, who: &str) -> Answer {
    client.post("/api/session/link-ask", &[("who", who)]).await
}

/// A tenant who has confirmed her address.
async fn tenant_with_address(house: &House) -> Client {
    let rive = house.landlord("rive").await;
    let tenant = house.tenant(&rive, "L1").await;
    let form = [("email", ADDRESS), ("current", PASSPHRASE)];
    let answer = tenant.post("/api/account/email", &form).await;
    assert_eq!(answer.location(), "/mon-espace/courriel?envoye=1");
    let path = link(house).await;
    let answer = press(&tenant, "/api/account/email-confirm", &path).await;
    assert_eq!(answer.location(), "/connexion/courriel/fait");
    tenant
}

#[tokio::test]
async fn a_link_signs_in_once_and_looking_at_it_does_not_use_it_up() {
    let house = House::open().await;
    tenant_with_address(&house).await;
    let phone = Client::anonymous(&house);
    let answer = ask(&phone, "  RIVE-L1 ").await;
    assert_eq!(answer.location(), "/connexion/lien?envoye=1");
    let path = link(&house).await;
    assert!(path.starts_with("/connexion/lien/"), "{path}");
    // A program that looks into mails opens it, more than once.
    for _ in 0..3 {
        let page = Client::anonymous(&house).get(&path).await;
        assert!(page.body.contains("rive-l1") && page.body.contains("Me connecter"));
    }
    let answer = press(&phone, "/api/session/link", &path).await;
    assert_eq!(answer.location(), "/mon-espace?lien=1");
    assert_eq!(phone.get("/mon-espace").await.status, 200);
    let again = Client::anonymous(&house);
    let page = again.get(&path).await;
    assert!(page.body.contains("Ce lien ne marche plus"));
    let token = path.rsplit('/').next().unwrap();
    let answer = again.post("/api/session/link", &[("token", token)]).await;
    assert!(
        again
            .arrive(answer)
            .await
            .body
            .contains("Ce lien ne marche plus")
    );
    assert_eq!(again.get("/mon-espace").await.status, 303);
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    tenant_with_address_at(&house, &rive).await;
    house.tenant(&rive, "L2").await;
    let before = outbox(&house).await.len();
    let client = Client::anonymous(&house);
    let mut pages = Vec::new();
    // With an address, without one, and nobody at all.
    for who in ["rive-l1", "rive-l2", "personne", "inconnue@example.org"] {
        let answer = ask(&client, who).await;
        assert_eq!(answer.location(), "/connexion/lien?envoye=1", "{who}");
        let page = client.arrive(answer).await;
        let main = page.body.split("<main").nth(1).unwrap();
        pages.push(main.split("</main>").next().unwrap().to_owned());
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(outbox(&house).await.len(), before + 1);
}

async fn tenant_with_address_at(house: &House, rive: &palier_store::landlord::Landlord) {
    house.tenant(rive, "L1").await;
    let login = account::by_login(house.db(), "rive-l1")
        .await
        .unwrap()
        .unwrap();
    let mut tx = house.db().begin().await.unwrap();
    account::set_email(&mut tx, login.account_id, Some(ADDRESS), house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_letter_box_is_not_filled_by_strangers() {
    let house = House::open().await;
    tenant_with_address(&house).await;
    let before = outbox(&house).await.len();
    let stranger = Client::anonymous(&house);
    for _ in 0..8 {
        let answer = ask(&stranger, "rive-l1").await;
        stranger.arrive(answer).await;
    }
    assert!(outbox(&house).await.len() - before <= 5);
    let answer = ask(&stranger, "rive-l1").await;
    assert!(stranger.arrive(answer).await.body.contains("Trop d’essais"));
}

#[tokio::test]
async fn a_newer_link_kills_the_older_one() {
    let house = House::open().await;
    tenant_with_address(&house).await;
    let client = Client::anonymous(&house);
    ask(&client, ADDRESS).await;
    let older = link(&house).await;
    ask(&client, ADDRESS).await;
    let newer = link(&house).await;
    assert_ne!(older, newer);
    assert!(
        client
            .get(&older)
            .await
            .body
            .contains("Ce lien ne marche plus")
    );
    let answer = press(&client, "/api/session/link", &newer).await;
    assert_eq!(answer.location(), "/mon-espace?lien=1");
}

#[tokio::test]
async fn who_came_by_a_link_chooses_a_new_passphrase_once() {
    let house = House::open().await;
    tenant_with_address(&house).await;
    let client = Client::anonymous(&house);
    ask(&client, ADDRESS).await;
    press(&client, "/api/session/link", &link(&house).await).await;
    let page = client.get("/mon-espace?lien=1").await;
    assert!(page.body.contains("sans l’ancienne") && !page.body.contains("name=\"current\""));
    let form = [("passphrase", NEW), ("again", NEW)];
    let answer = client.post("/api/account/passphrase", &form).await;
    assert_eq!(answer.location(), "/mon-espace?fait=1");
    // The quarter of an hour was made use of: the next change asks for the passphrase.
    let answer = client.post("/api/account/passphrase", &form).await;
    assert!(answer.location().contains("refus=phrase"));
    let other = Client::anonymous(&house);
    let form = [("identifier", "rive-l1"), ("passphrase", NEW)];
    let answer = other.post("/api/session/open", &form).await;
    assert_eq!(answer.location(), "/mon-espace");
}

#[tokio::test]
async fn a_session_by_passphrase_still_needs_it() {
    let house = House::open().await;
    let tenant = tenant_with_address(&house).await;
    let form = [("passphrase", NEW), ("again", NEW)];
    let answer = tenant.post("/api/account/passphrase", &form).await;
    assert!(answer.location().contains("refus=phrase"));
    // Nor does an open session give the account another address.
    let form = [
        ("email", "voleur@example.org"),
        ("current", "je ne sais pas"),
    ];
    let answer = tenant.post("/api/account/email", &form).await;
    assert!(answer.location().contains("refus=courriel"));
}

#[tokio::test]
async fn an_address_is_mine_once_i_followed_its_link() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let tenant = house.tenant(&rive, "L1").await;
    let form = [("email", " Claire@Example.org "), ("current", PASSPHRASE)];
    tenant.post("/api/account/email", &form).await;
    let page = tenant.get("/mon-espace/courriel").await;
    assert!(page.body.contains("Vous n’avez pas donné d’adresse"));
    assert_eq!(outbox(&house).await[0].recipient, ADDRESS);
    assert!(
        !outbox(&house).await[0].body_text.contains("Secret Nom"),
        "the address may be mistyped"
    );
    let path = link(&house).await;
    // The link confirms an address; it opens no session.
    let elsewhere = Client::anonymous(&house);
    let token = path.rsplit('/').next().unwrap();
    elsewhere
        .post("/api/session/link", &[("token", token)])
        .await;
    assert_eq!(elsewhere.get("/mon-espace").await.status, 303);
    let answer = press(&elsewhere, "/api/account/email-confirm", &path).await;
    assert!(
        elsewhere
            .arrive(answer)
            .await
            .body
            .contains("L’adresse est confirmée")
    );
    assert_eq!(elsewhere.get("/mon-espace").await.status, 303);
    assert!(
        tenant
            .get("/mon-espace/courriel")
            .await
            .body
            .contains(ADDRESS)
    );
    // The former address is told when it goes.
    let answer = tenant.post("/api/account/email-remove", &[]).await;
    assert_eq!(answer.location(), "/mon-espace/courriel?fait=1");
    let told = outbox(&house).await.remove(0);
    assert_eq!(
        (told.recipient.as_str(), told.kind.as_str()),
        (ADDRESS, "address_changed")
    );
    assert!(
        !tenant
            .get("/mon-espace/courriel")
            .await
            .body
            .contains(ADDRESS)
    );
}

#[tokio::test]
async fn an_address_serves_one_account_and_must_be_one() {
    let house = House::open().await;
    tenant_with_address(&house).await;
    let rive = palier_store::landlord::by_slug(house.db(), "rive")
        .await
        .unwrap()
        .unwrap();
    let neighbour = house.tenant(&rive, "L2").await;
    let form = [("email", ADDRESS), ("current", PASSPHRASE)];
    let answer = neighbour.post("/api/account/email", &form).await;
    assert_eq!(
        answer.location(),
        "/mon-espace/courriel?envoye=1",
        "nobody learns whose it is"
    );
    let path = link(&house).await;
    let answer = press(&neighbour, "/api/account/email-confirm", &path).await;
    assert!(
        neighbour
            .arrive(answer)
            .await
            .body
            .contains("sert déjà à un autre compte")
    );
    for wrong in ["claire", "a@b", "a b@example.org", ""] {
        let form = [("email", wrong), ("current", PASSPHRASE)];
        let answer = neighbour.post("/api/account/email", &form).await;
        assert!(answer.location().contains("refus=courriel"), "{wrong}");
    }
}

#[tokio::test]
async fn mails_are_in_the_language_of_their_reader() {
    let house = House::open().await;
    let tenant = tenant_with_address(&house).await;
    let form = [("locale", "en"), ("back", "/")];
    tenant.post("/api/locale/choose", &form).await;
    ask(&Client::anonymous(&house), ADDRESS).await;
    let mail = outbox(&house).await.remove(0);
    assert_eq!(mail.subject, "Your link to sign in");
    tenant
        .post("/api/account/locale", &[("locale", "fr")])
        .await;
    ask(&Client::anonymous(&house), ADDRESS).await;
    assert_eq!(
        outbox(&house).await[0].subject,
        "Votre lien pour vous connecter"
    );
}

#[tokio::test]
async fn a_link_that_is_too_old_opens_nothing() {
    let house = House::open().await;
    tenant_with_address(&house).await;
    ask(&Client::anonymous(&house), ADDRESS).await;
    let path = link(&house).await;
    let token = path.rsplit('/').next().unwrap();
    let hash = palier_app::site::secret::token_hash(token);
    let late = house.now() + chrono::TimeDelta::minutes(31);
    let mut tx = house.db().begin().await.unwrap();
    let used = sign_in_link::use_up(&mut tx, &hash, false, late)
        .await
        .unwrap();
    assert_eq!(used, None);
}
