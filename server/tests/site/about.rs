//! The pages for everybody.

use super::support::{Client, House};

#[tokio::test]
async fn the_legal_notice_names_the_host_or_says_that_it_does_not_know() {
    let named = House::hosted_by("Nuage & Cie, 1 quai Neuf, 75000 Paris").await;
    let page = Client::anonymous(&named).get("/mentions-legales").await;
    let said = "Ce site est hébergé par Nuage &amp; Cie, 1 quai Neuf, 75000 Paris.";
    assert!(page.body.contains(said), "{}", page.body);
    let unknown = House::open().await;
    let page = Client::anonymous(&unknown).get("/mentions-legales").await;
    assert!(
        page.body.contains("n’est pas connu de ce logiciel"),
        "{}",
        page.body
    );
}
