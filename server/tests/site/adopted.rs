//! The charter in force: who adopted it, the bytes they voted on, the signatures.

use crate::support::adopted::{Adopted, COMMITTED};
use crate::support::client::Answer;
use crate::support::{Client, House};
use palier_domain::charter::status::Audience;
use sha2::{Digest as _, Sha256};

const PAGE: &str = "/rive/charte/adoptee";

async fn signs(by: &Client, form: &[(&str, &str)]) -> Answer {
    let answer = by.post("/api/adopted/rive/sign", form).await;
    by.arrive(answer).await
}

#[tokio::test]
async fn while_none_is_adopted_one_reads_what_is_under_way() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let anybody = Client::anonymous(&house);
    let page = anybody.get(PAGE).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Aucune charte n’est encore adoptée"));
    assert!(
        page.body.contains("tout le monde peut commenter"),
        "{}",
        page.body
    );
    for file in ["adoptee.md", "adoptee.pdf"] {
        let none = anybody.get(&format!("/rive/charte/{file}")).await;
        assert_eq!(none.status, 404, "{file}");
    }
}

#[tokio::test]
async fn a_charter_of_members_is_adopted_for_members_alone() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Members, 10).await;
    let anybody = Client::anonymous(&house);
    for below in [
        "adoptee",
        "engagements",
        "engagements.json",
        "processus.json",
        "processus.md",
    ] {
        let none = anybody.get(&format!("/rive/charte/{below}")).await;
        assert_eq!(none.status, 404, "{below}");
    }
}

#[tokio::test]
async fn each_college_has_its_figures_and_small_ones_are_hidden() {
    let scene = Adopted::new().await;
    let page = Client::anonymous(&scene.house).get(PAGE).await.body;
    // Two tenants said no: with the eight blank ones they are one sum.
    assert!(
        page.contains("30 pour, 10 autres votes, non détaillés"),
        "{page}"
    );
    assert!(page.contains("sur 60 inscrits"));
    assert!(
        page.contains("2 pour, 0 contre") && page.contains("Pour : CLCV, CNL.")
            || page.contains("CNL, CLCV"),
        "{page}"
    );
    assert!(page.contains("9 pour, 2 contre, 1 abstention"), "{page}");
    assert!(page.contains("Elle est juste."));
    assert!(page.contains("Elle sera revue au plus tard le"));
    assert!(page.contains("Réparés en deux jours."));
    for way in [
        "engagements",
        "suites",
        "comparer",
        "processus.json",
        "adoptee.pdf",
    ] {
        assert!(page.contains(&format!("/rive/charte/{way}\"")), "{way}");
    }
}

#[tokio::test]
async fn the_hash_shown_is_that_of_the_bytes_that_one_takes() {
    let scene = Adopted::new().await;
    let anybody = Client::anonymous(&scene.house);
    let (status, bytes, _) = anybody.get_bytes(&format!("{PAGE}.md"), None).await;
    assert_eq!(status, 200);
    assert_eq!(bytes, COMMITTED.as_bytes());
    let hash = hex::encode(Sha256::digest(&bytes));
    let page = anybody.get(PAGE).await.body;
    assert!(page.contains(&hash), "{page}");
}

#[tokio::test]
async fn the_pdf_is_a_tagged_document() {
    let scene = Adopted::new().await;
    let anybody = Client::anonymous(&scene.house);
    let (status, bytes, headers) = anybody.get_bytes(&format!("{PAGE}.pdf"), None).await;
    assert_eq!(status, 200);
    assert_eq!(headers["content-type"], "application/pdf");
    assert!(bytes.starts_with(b"%PDF-"));
    let has = |mark: &[u8]| bytes.windows(mark.len()).any(|part| part == mark);
    assert!(has(b"/StructTreeRoot") && has(b"/MarkInfo"));
}

#[tokio::test]
async fn each_signs_for_her_own_and_the_signature_stands_under_the_text() {
    let scene = Adopted::new().await;
    let today = scene.day(0).to_string();
    let form = |party, name, day| {
        [
            ("party", party),
            ("name", name),
            ("capacity", "présidente"),
            ("signed_on", day),
        ]
    };
    let [own, other] = scene.associations.map(|id| id.to_string());
    let done = signs(&scene.delegate, &form(&own, "Dora Petit", &today)).await;
    assert!(
        done.body.contains("La signature est enregistrée"),
        "{}",
        done.body
    );
    let twice = signs(&scene.delegate, &form(&own, "Dora Petit", &today)).await;
    assert!(twice.body.contains("La signature est enregistrée"));
    assert_eq!(scene.house.count("adoption_signature").await, 1);
    let page = Client::anonymous(&scene.house).get(PAGE).await.body;
    assert!(page.contains("Dora Petit, présidente"), "{page}");
    assert!(page.contains("Pas encore signée"), "{page}");
    assert!(!page.contains("Ajouter une signature"), "{page}");
    let foreign = signs(&scene.delegate, &form(&other, "Dora Petit", &today)).await;
    assert!(
        foreign.body.contains("Ce n’est pas à vous"),
        "{}",
        foreign.body
    );
    let board = signs(&scene.facilitator, &form("landlord", "La DG", &today)).await;
    assert!(board.body.contains("Ce n’est pas à vous"), "{}", board.body);
    let board = signs(&scene.staff, &form("landlord", "La DG", &today)).await;
    assert!(
        board.body.contains("La signature est enregistrée"),
        "{}",
        board.body
    );
    assert_eq!(scene.house.count("adoption_signature").await, 2);
}

#[tokio::test]
async fn a_signature_needs_a_name_and_a_day_that_has_come() {
    let scene = Adopted::new().await;
    let (today, later) = (scene.day(0).to_string(), scene.day(2).to_string());
    let sign = async |party, name, day: &str| {
        let form = [("party", party), ("name", name), ("signed_on", day)];
        signs(&scene.staff, &form).await.body
    };
    let nobody = sign("landlord", " ", &today).await;
    assert!(nobody.contains("signature-name-error"), "{nobody}");
    let early = sign("landlord", "La DG", &later).await;
    assert!(early.contains("signature-signed_on-error"), "{early}");
    assert!(early.contains("La DG"), "what was typed stays");
    let whom = sign("", "La DG", &today).await;
    assert!(whom.contains("signature-party-error"), "{whom}");
    assert_eq!(scene.house.count("adoption_signature").await, 0);
}

#[tokio::test]
async fn an_adopted_charter_stays_in_force_while_the_next_is_written() {
    let scene = Adopted::new().await;
    scene.reopen().await;
    let page = Client::anonymous(&scene.house).get(PAGE).await.body;
    assert!(
        page.contains("Cette charte est en vigueur. La version 2 se prépare"),
        "{page}"
    );
    assert!(page.contains("Version 1"));
}
