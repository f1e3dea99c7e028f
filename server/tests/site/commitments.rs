//! What an adopted charter commits to is followed in public, by staff and facilitator.

use crate::support::adopted::Adopted;
use crate::support::client::Answer;
use crate::support::{Client, House};
use palier_domain::charter::status::Audience;

const REGISTER: &str = "/rive/charte/engagements";

/// The address of the nth commitment of the register, from 1.
async fn nth(client: &Client, n: usize) -> String {
    let page = client.get(REGISTER).await.body;
    let mark = format!("href=\"{REGISTER}/");
    let part = page.split(&mark).nth(n).unwrap();
    format!("{REGISTER}/{}", part.split('"').next().unwrap())
}

/// Reports on the commitment at an address; gives the page where one arrives.
async fn reports(by: &Client, at: &str, form: [&str; 3]) -> Answer {
    let id = at.rsplit('/').next().unwrap();
    let path = format!("/api/commitment/rive/{id}/report");
    let [state, words, evidence] = form;
    let form = [("state", state), ("words", words), ("evidence", evidence)];
    let answer = by.post(&path, &form).await;
    by.arrive(answer).await
}

async fn completes(by: &Client, at: &str, owner: &str, due: &str) -> Answer {
    let id = at.rsplit('/').next().unwrap();
    let path = format!("/api/commitment/rive/{id}/complete");
    let answer = by.post(&path, &[("owner", owner), ("due", due)]).await;
    by.arrive(answer).await
}

#[tokio::test]
async fn before_an_adoption_the_register_says_that_there_is_none() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let page = Client::anonymous(&house).get(REGISTER).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Aucune charte n’est encore adoptée"));
    assert!(page.body.contains("/rive/charte/adoptee"));
}

#[tokio::test]
async fn what_is_late_stands_first_and_says_so_in_words() {
    let scene = Adopted::new().await;
    let anybody = Client::anonymous(&scene.house);
    let page = anybody.get(REGISTER).await.body;
    assert!(page.contains("2 engagements"), "{page}");
    assert!(page.contains("1 en retard et 1 à commencer"), "{page}");
    let (late, other) = (
        page.find("En retard de ").unwrap(),
        page.find("Propreté").unwrap(),
    );
    assert!(late < other, "{page}");
    assert!(page.contains("Direction technique") && page.contains("heures d’arrêt"));
    assert!(page.contains("30 juin 2021") && page.contains("ni qui le tient, ni pour quand"));
    assert!(page.contains("Article 1.1"), "{page}");
    let only = anybody.get(&format!("{REGISTER}?etat=late")).await.body;
    assert!(only.contains("Ascenseurs") && !only.contains("Propreté"));
    let wrong = anybody.get(&format!("{REGISTER}?etat=perdu")).await;
    assert_eq!(wrong.status, 404);
}

#[tokio::test]
async fn staff_report_in_public_and_what_is_kept_needs_evidence() {
    let scene = Adopted::new().await;
    let at = nth(&scene.staff, 1).await;
    let bare = reports(&scene.staff, &at, ["kept", "Tout est réparé.", ""]).await;
    assert!(bare.body.contains("Dites à quoi on voit"), "{}", bare.body);
    assert!(
        bare.body.contains("Tout est réparé."),
        "what was typed stays"
    );
    let done = reports(
        &scene.staff,
        &at,
        ["kept", "Tout est réparé.", "Relevé de mai"],
    )
    .await;
    assert!(done.body.contains("C’est enregistré"), "{}", done.body);
    let page = Client::anonymous(&scene.house).get(&at).await.body;
    assert!(page.contains("Relevé de mai") && page.contains("l’équipe du bailleur"));
    assert!(!page.contains("En retard de"), "{page}");
    assert!(
        !page.contains("name=\"words\""),
        "no form for who may not send it"
    );
    let register = scene.staff.get(REGISTER).await.body;
    assert!(register.contains("1 à commencer et 1 tenu"), "{register}");
}

#[tokio::test]
async fn a_report_sent_twice_is_kept_once() {
    let scene = Adopted::new().await;
    let at = nth(&scene.facilitator, 1).await;
    for _ in 0..2 {
        let form = ["under_way", "Le marché est passé.", ""];
        let done = reports(&scene.facilitator, &at, form).await;
        assert!(done.body.contains("C’est enregistré"), "{}", done.body);
    }
    assert_eq!(scene.house.count("commitment_progress").await, 1);
}

#[tokio::test]
async fn others_report_nothing() {
    let scene = Adopted::new().await;
    let at = nth(&scene.delegate, 1).await;
    let form = ["under_way", "Je le dis.", ""];
    let refused = reports(&scene.delegate, &at, form).await;
    assert_eq!(scene.house.count("commitment_progress").await, 0);
    assert!(!refused.body.contains("C’est enregistré"));
    let anybody = Client::anonymous(&scene.house);
    let sent = reports(&anybody, &at, form).await;
    assert!(sent.body.contains("Se connecter"), "{}", sent.body);
    assert_eq!(scene.house.count("commitment_progress").await, 0);
}

#[tokio::test]
async fn what_the_text_left_open_is_said_once() {
    let scene = Adopted::new().await;
    let at = nth(&scene.staff, 2).await;
    let empty = completes(&scene.staff, &at, " ", "").await;
    assert!(empty.body.contains("form-wrong") || empty.body.contains("role=\"alert\""));
    let soon = scene.day(30).to_string();
    let done = completes(&scene.staff, &at, "Les gardiens", &soon).await;
    assert!(done.body.contains("Les gardiens"), "{}", done.body);
    let later = scene.day(300).to_string();
    let again = completes(&scene.facilitator, &at, "", &later).await;
    assert!(!again.body.contains("C’est enregistré"), "{}", again.body);
    let page = scene.staff.get(&at).await.body;
    assert!(!page.contains("name=\"due\""), "{page}");
}

#[tokio::test]
async fn a_commitment_of_nobody_is_not_there() {
    let scene = Adopted::new().await;
    for id in ["x", "00000000-0000-4000-8000-000000000001"] {
        let page = scene.staff.get(&format!("{REGISTER}/{id}")).await;
        assert_eq!(page.status, 404, "{id}");
    }
}

#[tokio::test]
async fn the_register_is_open_data() {
    let scene = Adopted::new().await;
    let at = nth(&scene.staff, 1).await;
    reports(&scene.staff, &at, ["under_way", "Commencé.", ""]).await;
    let anybody = Client::anonymous(&scene.house);
    let table = anybody.get(&format!("{REGISTER}.csv")).await;
    let lines: Vec<&str> = table.body.lines().collect();
    assert_eq!(lines.len(), 3, "{}", table.body);
    assert!(lines[0].contains("article;commitment;owner;indicator;due_on;state"));
    assert!(
        lines[1].contains("1.1;Ascenseurs;Direction technique;heures d’arrêt;2021-06-30;under_way")
    );
    let document = anybody.get(&format!("{REGISTER}.json")).await.body;
    let read: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(read["format"], "palier-commitments-1");
    assert_eq!(read["figures"]["late"], 1);
    assert_eq!(read["commitments"][0]["progress"][0]["words"], "Commencé.");
    assert_eq!(read["commitments"][1]["due_on"], serde_json::Value::Null);
    assert!(!document.contains("rive-agent") && !document.contains("\"Agent\""));
}
