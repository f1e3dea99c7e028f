//! French by default, complete English.

use crate::support::builders::ARTICLE;
use crate::support::{Client, House};
use palier_domain::charter::status::Audience;

#[tokio::test]
async fn the_language_is_kept_and_the_text_stays_marked_french() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let client = Client::anonymous(&house);
    let article = format!("/rive/charte/{ARTICLE}");
    assert!(
        client
            .get(&article)
            .await
            .body
            .contains("<html lang=\"fr\">")
    );
    let answer = client
        .post(
            "/api/locale/choose",
            &[("locale", "en"), ("back", &article)],
        )
        .await;
    assert_eq!(answer.location(), article);
    let page = client.get(&article).await.body;
    assert!(page.contains("<html lang=\"en\">") && page.contains("The landlord commits"));
    assert!(
        page.contains("<div lang=\"fr\">"),
        "the charter's words are French in any interface"
    );
    assert!(!page.contains("Le bailleur s’engage</p>"));
}
