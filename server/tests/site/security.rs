//! Headers, foreign forms, redirections, limits.

use crate::support::{Client, House};
use palier_domain::charter::status::Audience;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

fn headers(name: &'static str, value: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )])
}

#[tokio::test]
async fn every_page_carries_the_headers() {
    let house = House::open().await;
    house.landlord("rive").await;
    let client = Client::anonymous(&house);
    for path in ["/", "/rive", "/connexion", "/nowhere"] {
        let answer = client.get(path).await;
        let csp = answer.header("content-security-policy");
        assert!(
            csp.contains("'nonce-") && csp.contains("frame-ancestors 'none'"),
            "{path}: {csp}"
        );
        assert!(
            !csp.contains("http:") && !csp.contains("https:") && !csp.contains('*'),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(
            answer.header("strict-transport-security"),
            "",
            "plain http has no HSTS"
        );
    }
}

#[tokio::test]
async fn two_answers_have_two_nonces() {
    let house = House::open().await;
    let client = Client::anonymous(&house);
    let first = client
        .get("/")
        .await
        .header("content-security-policy")
        .to_owned();
    assert_ne!(
        first,
        client.get("/").await.header("content-security-policy")
    );
}

#[tokio::test]
async fn behind_tls_cookies_are_bound_to_the_host() {
    let house = House::open_at(Some("https://palier.example.org")).await;
    let client = Client::with(&house, headers("origin", "https://palier.example.org"));
    let answer = client
        .post("/api/locale/choose", &[("locale", "en"), ("back", "/")])
        .await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-palier_langue=en"), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(
        client
            .get("/")
            .await
            .header("strict-transport-security")
            .starts_with("max-age=")
    );
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let house = House::open().await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let client = Client::with(&house, headers(name, value));
        let answer = client
            .post("/api/locale/choose", &[("locale", "en"), ("back", "/")])
            .await;
        assert_eq!(answer.status, 403, "{name}: {value}");
        assert_eq!(answer.header("set-cookie"), "", "nothing was done");
        assert!(answer.body.contains("autre site"));
    }
}

#[tokio::test]
async fn no_way_back_leaves_the_site() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.tenant(&rive, "L1").await;
    for wanted in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
    ] {
        let client = Client::anonymous(&house);
        let back = client
            .post("/api/locale/choose", &[("locale", "fr"), ("back", wanted)])
            .await;
        assert_eq!(back.location(), "/", "{wanted}");
        let form = [
            ("identifier", "rive-l1"),
            ("passphrase", crate::support::builders::PASSPHRASE),
            ("next", wanted),
        ];
        assert_eq!(
            client.post("/api/session/open", &form).await.location(),
            "/",
            "{wanted}"
        );
    }
}

#[tokio::test]
async fn a_form_that_is_too_large_gets_its_page() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let long = "é".repeat(80_000);
    let answer = Client::anonymous(&house)
        .post("/api/charter/comment", &[("body", &long)])
        .await;
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("trop gros"));
}

#[tokio::test]
async fn what_is_private_is_not_kept_by_caches() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let tenant = house.tenant(&rive, "L1").await;
    assert!(
        tenant
            .get("/mon-espace")
            .await
            .header("cache-control")
            .contains("private")
    );
}
