//! The charter at the landlord's desk: dates, drafts, versions.

use super::support::{Client, House};
use palier_domain::charter::status::Audience;
use palier_store::landlord::Landlord;
use palier_store::text;

const PAGE: &str = "/rive/gestion/charte";

async fn open_house() -> (House, Landlord, Client) {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let staff = house.staff(&rive).await;
    (house, rive, staff)
}

/// Sends a text to be checked; gives the address of its page.
async fn drafted(staff: &Client, source: &str) -> String {
    let form = [("source", source), ("audience", "public")];
    let answer = staff.post("/api/charter/rive/draft", &form).await;
    answer.location().to_owned()
}

#[tokio::test]
async fn new_dates_hold_at_once() {
    let (house, _, staff) = open_house().await;
    let dates = [
        ("opens", "2020-01-01"),
        ("closes", "05/02/2020"),
        ("next_fr", "La réponse vient **en mars**."),
    ];
    let answer = staff.post("/api/charter/rive/dates", &dates).await;
    assert_eq!(answer.location(), format!("{PAGE}?fait=dates"));
    let page = Client::anonymous(&house).get("/rive/charte").await;
    assert!(
        page.body.contains("close depuis le 5 février 2020"),
        "{}",
        page.body
    );
    assert!(page.body.contains("<strong>en mars</strong>"));
}

#[tokio::test]
async fn a_wrong_date_is_said_at_its_field_and_loses_nothing() {
    let (_house, _, staff) = open_house().await;
    for (closes, said) in [
        ("2019-12-31", "Le dernier jour est avant le premier."),
        ("bientôt", "Cette date ne se lit pas."),
        ("", "Ce champ est vide"),
    ] {
        let dates = [
            ("opens", "2020-01-01"),
            ("closes", closes),
            ("next_fr", "Des mots à garder."),
        ];
        let answer = staff.post("/api/charter/rive/dates", &dates).await;
        let page = staff.arrive(answer).await;
        assert!(page.body.contains(said), "{closes}");
        assert!(page.body.contains("href=\"#dates-closes\""), "{closes}");
        assert!(page.body.contains("Des mots à garder."), "{closes}");
    }
}

#[tokio::test]
async fn a_draft_names_each_wrong_line_and_keeps_the_text() {
    let (_house, _, staff) = open_house().await;
    let source = "# Charte\n\n#### Trop profond\n\n# Encore un titre\n";
    let page = staff.get(&drafted(&staff, source).await).await;
    assert!(page.body.contains("Ligne 3") && page.body.contains("Ligne 5"));
    assert!(
        page.body.contains("#### Trop profond"),
        "the text is still there"
    );
    assert!(!page.body.contains("Publier cette version"));
}

#[tokio::test]
async fn a_draft_published_twice_is_one_version() {
    let (house, rive, staff) = open_house().await;
    let before = text::by_slug(house.db(), rive.id, "charte")
        .await
        .unwrap()
        .unwrap();
    let source = text::export(house.db(), before.version_id).await.unwrap();
    // As browsers send it, and longer than other forms may be.
    let more = "Un mot de plus. ".repeat(8_000);
    let source = format!("{source}\n### Un article de plus\n\n{more}\n").replace('\n', "\r\n");
    let address = drafted(&staff, &source).await;
    let page = staff.get(&address).await;
    assert!(page.body.contains("2 passages changent."), "{}", page.body);
    let draft = page.field("draft").unwrap();
    for _ in 0..2 {
        let answer = staff
            .post("/api/charter/rive/publish", &[("draft", &draft)])
            .await;
        assert_eq!(answer.location(), format!("{PAGE}?fait=version"));
    }
    let after = text::by_slug(house.db(), rive.id, "charte")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(after.sequence, before.sequence + 1);
    let kept = text::export(house.db(), after.version_id).await.unwrap();
    assert_eq!(kept, source.replace("\r\n", "\n"), "byte for byte");
    let download = staff.get(&format!("{PAGE}/texte.md")).await;
    assert_eq!(download.body, kept);
}

#[tokio::test]
async fn a_draft_is_its_landlords_alone() {
    let (house, _, staff) = open_house().await;
    let other = house.landlord("autre").await;
    let stranger = house.staff(&other).await;
    let address = drafted(&staff, "# Charte\n").await;
    let elsewhere = address.replace("/rive/", "/autre/");
    assert_eq!(stranger.get(&elsewhere).await.status, 404);
    assert_eq!(stranger.get(&address).await.status, 404);
    let draft = address.rsplit('/').next().unwrap();
    let answer = stranger
        .post("/api/charter/autre/publish", &[("draft", draft)])
        .await;
    assert_eq!(answer.status, 404);
    let none = text::by_slug(house.db(), other.id, "charte").await.unwrap();
    assert!(none.is_none(), "nothing was published");
}

#[tokio::test]
async fn a_version_undoes_none_that_its_author_never_saw() {
    let (house, rive, staff) = open_house().await;
    let both = [
        drafted(
            &staff,
            "# Charte\n\n## Accueil\n\n### Visiter\n\nUne visite.\n",
        )
        .await,
        drafted(
            &staff,
            "# Charte\n\n## Accueil\n\n### Visiter\n\nDeux visites.\n",
        )
        .await,
    ];
    let mut answers = Vec::new();
    for address in &both {
        let draft = address.rsplit('/').next().unwrap();
        let form = [("draft", draft)];
        answers.push(staff.post("/api/charter/rive/publish", &form).await.status);
    }
    assert_eq!(answers, [303, 409]);
    let latest = text::by_slug(house.db(), rive.id, "charte")
        .await
        .unwrap()
        .unwrap();
    let kept = text::export(house.db(), latest.version_id).await.unwrap();
    assert!(kept.contains("Une visite."), "{kept}");
    // The second is still there, to be compared with what is published now.
    assert!(staff.get(&both[1]).await.body.contains("Deux visites."));
}
