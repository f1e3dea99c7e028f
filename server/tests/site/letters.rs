//! Letters and the people they go to.

use crate::support::client::Answer;
use crate::support::{Client, House};
use palier_server::jobs::{self, Crew};

const LIST: &str = "/rive/gestion/courriers";

fn form(n: u8) -> String {
    crate::support::builders::form_id(n)
}

async fn asks(staff: &Client, n: u8, who: &str) -> Answer {
    let form = [("form_id", form(n)), ("who", who.to_owned())];
    let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    staff.post("/api/letters/rive/make", &form).await
}

/// Letters to everybody; gives the address of the batch.
async fn batch(house: &House, staff: &Client, n: u8) -> String {
    let crew = Crew::start(&house.site, jobs::work);
    let address = asks(staff, n, "all").await.location().to_owned();
    staff.job_done(&address).await;
    crew.stop().await;
    address
}

/// The codes on a page of letters, without spaces.
fn codes(page: &Answer) -> Vec<String> {
    page.body
        .split("class=\"letter-digits\">")
        .skip(1)
        .map(|part| part.split('<').next().unwrap().replace(' ', ""))
        .collect()
}

async fn printed(staff: &Client, batch: &str) -> Answer {
    staff.get(&format!("{batch}/impression")).await
}

#[tokio::test]
async fn letters_are_made_once_printed_and_erased() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let first = asks(&staff, 1, "without").await;
    let again = asks(&staff, 1, "without").await;
    assert_eq!(first.location(), again.location(), "pressed twice");
    let refused = asks(&staff, 2, "all").await;
    let page = staff.arrive(refused).await;
    assert!(page.body.contains("déjà en préparation"), "{}", page.body);
    let crew = Crew::start(&house.site, jobs::work);
    let address = first.location().to_owned();
    let page = staff.job_done(&address).await;
    crew.stop().await;
    assert!(page.body.contains("3 lettres"), "{}", page.body);
    let letters = printed(&staff, &address).await;
    assert_eq!(letters.header("cache-control"), "no-store");
    let found = codes(&letters);
    assert_eq!(found.len(), 3);
    assert!(letters.body.contains("Locataire 1") && letters.body.contains("1 rue des Lilas"));
    let refused = asks(&staff, 3, "without").await;
    let page = staff.arrive(refused).await;
    assert!(
        page.body.contains("personne à qui écrire"),
        "all have a code"
    );
    let id = address.rsplit('/').next().unwrap();
    let answer = staff
        .post("/api/letters/rive/printed", &[("batch", id)])
        .await;
    let page = staff.arrive(answer).await;
    assert!(page.body.contains("ont été effacés"), "{}", page.body);
    assert!(codes(&printed(&staff, &address).await).is_empty());
    assert_eq!(house.count("letter WHERE digits IS NOT NULL").await, 0);
    let code = Client::anonymous(&house);
    let answer = code
        .post("/api/activation/code", &[("code", &found[0])])
        .await;
    let page = code.arrive(answer).await;
    assert!(
        page.body.contains("Bonjour Locataire 1"),
        "the letter on paper works"
    );
}

#[tokio::test]
async fn letters_can_go_to_one_estate() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    house
        .execute("UPDATE tenancy SET ends_on = '2021-01-01' WHERE reference = 'B3'")
        .await;
    let page = staff.get(LIST).await;
    let option = page.body.split("<option value=\"").nth(2).unwrap();
    assert!(
        option.contains("Les Lilas (2 locataires sans compte)"),
        "{option}"
    );
    let estate = option.split('"').next().unwrap().to_owned();
    let ask = async |n: u8, estate: &str| {
        let id = form(n);
        let form = [
            ("form_id", id.as_str()),
            ("who", "without"),
            ("estate", estate),
        ];
        staff.post("/api/letters/rive/make", &form).await
    };
    let nowhere = ask(1, &form(9)).await;
    let page = staff.arrive(nowhere).await;
    assert!(page.body.contains("personne à qui écrire"), "{}", page.body);
    assert_eq!(ask(2, "no-id").await.status, 400);
    let crew = Crew::start(&house.site, jobs::work);
    let address = ask(3, &estate).await.location().to_owned();
    assert!(staff.job_done(&address).await.body.contains("2 lettres"));
    crew.stop().await;
}

#[tokio::test]
async fn a_letter_leads_to_its_code_and_says_whom_to_call() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let contact = [
        ("postal", "2 quai <Neuf>\n75000 Paris"),
        ("phone", "01 23 45 67 89"),
    ];
    staff.post("/api/landlord/rive/contact", &contact).await;
    let english = [("locale", "en"), ("back", LIST)];
    staff.post("/api/locale/choose", &english).await;
    let address = batch(&house, &staff, 1).await;
    let page = printed(&staff, &address).await;
    let code = codes(&page).remove(0);
    let link = format!("{}/activer?code={code}", house.url);
    let qr = palier_app::parts::qr::draw(&link).unwrap();
    for said in [
        qr.path.as_str(),
        "2 quai &lt;Neuf&gt;",
        "Appelez le 01 23 45 67 89",
        "/activer</strong>",
        "Valable jusqu’au",
        "In English",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let linked = Client::anonymous(&house)
        .get(&format!("/activer?code={code}"))
        .await;
    assert_eq!(linked.field("code"), Some(code));
}

#[tokio::test]
async fn a_table_for_the_mail_merge_holds_no_formula() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    house
        .execute("UPDATE person SET name = '=HYPERLINK(\"http://x\";\"y\")' WHERE reference = 'L2'")
        .await;
    let address = batch(&house, &staff, 1).await;
    let table = staff.get(&format!("{address}/liste.csv")).await;
    assert!(table.header("content-type").starts_with("text/csv"));
    assert!(table.header("content-disposition").contains("courriers-"));
    assert_eq!(table.header("cache-control"), "no-store");
    let lines: Vec<_> = table.body.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 4);
    assert!(
        lines[0]
            .trim_start_matches('\u{feff}')
            .starts_with("reference;nom;adresse_1")
    );
    assert!(
        lines[2].contains("\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\""),
        "{}",
        lines[2]
    );
    assert!(lines[1].contains("1 rue des Lilas") && lines[1].contains("/activer?code="));
}

#[tokio::test]
async fn a_lost_code_is_replaced_once() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let old = house.code(&rive, "L1", 42).await.canonical();
    let person = house.person(&rive, "L1").await.to_string();
    let page = staff
        .get(&format!("/rive/gestion/locataires/{person}"))
        .await;
    assert!(page.body.contains("Un code l’attend"), "{}", page.body);
    let form_id = page.field("form_id").unwrap();
    let form = [("form_id", form_id.as_str()), ("person", &person)];
    let first = staff.post("/api/letters/rive/reissue", &form).await;
    let second = staff.post("/api/letters/rive/reissue", &form).await;
    assert_eq!(first.location(), second.location(), "pressed twice");
    let found = codes(&printed(&staff, first.location()).await);
    assert_eq!(found.len(), 1);
    let anonymous = Client::anonymous(&house);
    let answer = anonymous
        .post("/api/activation/code", &[("code", &old)])
        .await;
    assert!(anonymous.arrive(answer).await.body.contains("remplacé"));
    let answer = anonymous
        .post("/api/activation/code", &[("code", &found[0])])
        .await;
    assert!(
        anonymous
            .arrive(answer)
            .await
            .body
            .contains("Bonjour Locataire 1")
    );
    let page = staff
        .get(&format!("/rive/gestion/locataires/{person}"))
        .await;
    assert!(page.body.contains("Lettre individuelle"), "{}", page.body);
}

#[tokio::test]
async fn who_rents_no_more_gets_no_code() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let person = house.person(&rive, "L1").await.to_string();
    house
        .execute("UPDATE tenancy SET ends_on = '2021-01-01' WHERE reference = 'B1'")
        .await;
    let page = staff
        .get(&format!("/rive/gestion/locataires/{person}"))
        .await;
    assert!(page.field("form_id").is_none() && page.body.contains("Aucun bail en cours"));
    let form_id = form(1);
    let form = [("form_id", form_id.as_str()), ("person", &person)];
    let answer = staff.post("/api/letters/rive/reissue", &form).await;
    assert!(answer.location().contains("refus=reissue"));
    assert_eq!(house.count("letter").await, 0);
}

#[tokio::test]
async fn another_landlords_letters_and_people_are_not_there() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let other = house.landlord("autre").await;
    let staff = house.staff(&rive).await;
    let neighbour = house.staff(&other).await;
    let address = batch(&house, &staff, 1).await;
    let id = address.rsplit('/').next().unwrap();
    let person = house.person(&rive, "L1").await;
    for path in [
        format!("courriers/{id}"),
        format!("courriers/{id}/impression"),
        format!("courriers/{id}/liste.csv"),
        format!("locataires/{person}"),
        "courriers/no-id".to_owned(),
        "locataires/no-id".to_owned(),
    ] {
        let answer = neighbour.get(&format!("/autre/gestion/{path}")).await;
        assert_eq!(answer.status, 404, "{path}");
        let answer = neighbour.get(&format!("/rive/gestion/{path}")).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    let erase = [("batch", id)];
    let answer = neighbour.post("/api/letters/autre/printed", &erase).await;
    assert_eq!(answer.status, 404);
    let (form_id, person) = (form(1), person.to_string());
    let reissue = [("form_id", form_id.as_str()), ("person", person.as_str())];
    let answer = neighbour.post("/api/letters/autre/reissue", &reissue).await;
    assert_eq!(answer.status, 404);
    assert_eq!(
        codes(&printed(&staff, &address).await).len(),
        3,
        "nothing happened"
    );
    let found = neighbour.get("/autre/gestion/locataires?q=locataire").await;
    assert!(!found.body.contains(&person));
}

#[tokio::test]
async fn nothing_of_an_account_is_on_a_persons_page() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    house.tenant(&rive, "L1").await;
    let person = house.person(&rive, "L1").await;
    let page = staff
        .get(&format!("/rive/gestion/locataires/{person}"))
        .await;
    assert!(page.body.contains("Cette personne a un compte"));
    for secret in ["rive-l1", "Secret Nom"] {
        assert!(!page.body.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn people_are_found_by_name_and_number() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    house
        .execute("UPDATE person SET name = 'Gisèle N’Diaye' WHERE reference = 'L2'")
        .await;
    for typed in ["gisele", "DIAYE", "l2", "B2", "d2"] {
        let page = staff
            .get(&format!("/rive/gestion/locataires?q={typed}"))
            .await;
        assert!(
            page.body.contains("1 personne trouvée"),
            "{typed}: {}",
            page.body
        );
        assert!(page.body.contains("Gisèle N’Diaye"));
    }
    let page = staff.get("/rive/gestion/locataires?q=x").await;
    assert!(page.body.contains("au moins deux lettres"));
    let page = staff.get("/rive/gestion/locataires?q=loc&page=9").await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn contact_details_are_kept_and_a_bad_one_loses_nothing() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let mut form = vec![
        ("postal", "1 rue des Lilas\r\n\r\n75020   Paris"),
        ("phone", "01 23 45 67 89"),
        ("email", "pas une adresse"),
        ("publisher", "Nadia Ferrand"),
        ("privacy_contact", "dpo@exemple.invalid"),
    ];
    let answer = staff.post("/api/landlord/rive/contact", &form).await;
    let page = staff.arrive(answer).await;
    assert!(page.body.contains("le signe @") && page.body.contains("Nadia Ferrand"));
    form[2].1 = "contact@exemple.invalid";
    let answer = staff.post("/api/landlord/rive/contact", &form).await;
    assert_eq!(answer.location(), "/rive/gestion/coordonnees?fait=1");
    let kept = palier_store::landlord_contact::get(house.db(), rive.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.postal, "1 rue des Lilas\n75020 Paris");
    assert_eq!(kept.email, "contact@exemple.invalid");
    assert!(
        staff
            .get(LIST)
            .await
            .body
            .contains("3 locataires n’ont pas encore de compte")
    );
}
