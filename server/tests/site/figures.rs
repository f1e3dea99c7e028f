//! Figures for whoever watches the service.

use super::support::{Client, House};
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// The other listener of a house.
async fn figures(house: &House) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    let service = palier_server::metrics::router(house.site.clone());
    tokio::spawn(async move { axum::serve(listener, service).await });
    let answer = reqwest::get(format!("http://{address}/metrics")).await;
    answer.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn figures_count_routes_and_never_say_who_asked_for_what() {
    let house = House::open().await;
    house.landlord("rive").await;
    let anonymous = Client::anonymous(&house);
    for _ in 0..3 {
        anonymous.get("/rive?nom=Claire").await;
    }
    anonymous
        .get("/personne-ici/nulle-part/du-tout/vraiment")
        .await;
    let text = figures(&house).await;
    let home = "palier_http_requests_total{method=\"GET\",route=\"/{landlord}\",status=\"200\"} 3";
    assert!(text.contains(home), "{text}");
    assert!(text.contains("palier_database_up 1"), "{text}");
    assert!(text.contains("palier_jobs_failed 0"), "{text}");
    assert!(text.contains("route=\"none\",status=\"404\"} 1"), "{text}");
    for typed in ["Claire", "personne-ici", "rive"] {
        assert!(!text.contains(typed), "{typed} is in {text}");
    }
}

#[tokio::test]
async fn figures_are_not_for_the_public() {
    let house = House::open().await;
    assert_eq!(Client::anonymous(&house).get("/metrics").await.status, 404);
}

#[tokio::test]
async fn a_database_that_is_gone_is_a_figure_too() {
    let house = House::open().await;
    house.db().close().await;
    assert!(figures(&house).await.contains("palier_database_up 0"));
}
