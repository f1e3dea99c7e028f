//! The difference of what is being typed, told to the page that shows it.

use crate::support::{Client, House};
use palier_domain::charter::status::Audience;
use palier_store::text;

const ASK: &str = "/api/amendment/rive/difference";

/// The id of the only version of a charter.
async fn version(house: &House, slug: &str) -> String {
    let landlord = house.landlord(slug).await;
    house.charter(landlord.id, Audience::Public, 10).await;
    let found = text::by_slug(house.db(), landlord.id, "charte").await;
    let text = found.unwrap().unwrap();
    let versions = text::versions(house.db(), text.id).await.unwrap();
    versions[0].id.0.to_string()
}

/// A house, its version, and a tenant.
async fn scene() -> (House, String, Client) {
    let house = House::open().await;
    let version = version(&house, "rive").await;
    let rive = text_owner(&house).await;
    let tenant = house.tenant(&rive, "L1").await;
    (house, version, tenant)
}

async fn text_owner(house: &House) -> palier_store::landlord::Landlord {
    let found = palier_store::landlord::by_slug(house.db(), "rive").await;
    found.unwrap().unwrap()
}

#[tokio::test]
async fn what_goes_and_what_comes_is_told_while_it_is_typed() {
    let (_house, version, tenant) = scene().await;
    let say = |words: &'static str| {
        [
            ("version", version.as_str()),
            ("handle", "4"),
            ("words", words),
        ]
    };
    let told = tenant.post(ASK, &say("Deux visites.")).await;
    assert_eq!(told.status, 200);
    assert!(
        told.body.contains("<del") && told.body.contains("<ins"),
        "{}",
        told.body
    );
    assert!(
        !told.body.contains("<html"),
        "a piece of a page: {}",
        told.body
    );
    let nothing = tenant.post(ASK, &say(" Une visite.\r\n")).await;
    assert!(!nothing.body.contains("<ins"), "{}", nothing.body);
    let markup = tenant.post(ASK, &say("<script>alert(1)</script>")).await;
    assert!(!markup.body.contains("<script"), "{}", markup.body);
}

#[tokio::test]
async fn nothing_is_told_of_texts_that_are_not_there_for_her() {
    let (house, own, tenant) = scene().await;
    let of_another = version(&house, "autre").await;
    let unknown = "00000000-0000-4000-8000-000000000001".to_owned();
    for (version, handle) in [(&of_another, "4"), (&unknown, "4"), (&own, "999")] {
        let form = [
            ("version", version.as_str()),
            ("handle", handle),
            ("words", "a"),
        ];
        assert_eq!(
            tenant.post(ASK, &form).await.status,
            404,
            "{version} {handle}"
        );
    }
    let form = [("version", own.as_str()), ("handle", "4"), ("words", "a")];
    let nobody = Client::anonymous(&house).post(ASK, &form).await;
    assert_ne!(nobody.status, 200);
    let editor = tenant.get("/rive/charte/3/amender").await.body;
    assert!(
        editor.contains("data-difference=\"c-4\"") && editor.contains(&own),
        "{editor}"
    );
}
