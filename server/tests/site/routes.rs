//! Every route declares who may call it, and the declaration is what happens.

use crate::support::electorate::Electorate;
use crate::support::{Client, House};
use axum::http::Method;
use palier_app::site::access::Access;
use palier_app::site::routes::routes;
use palier_domain::charter::status::Audience;
use palier_store::landlord::Landlord;

/// A concrete address for a declared one.
fn address(path: &str) -> String {
    path.replace("{landlord}", "rive")
        .replace("{handle}", crate::support::builders::ARTICLE)
        .replace("{comment}", NO_COMMENT)
        .replace("{moderation}", NO_COMMENT)
        .replace("{code}", NO_SLIP)
        .replace("{sequence}", "1")
}

/// The same of an election's pages, which are named by its own handle.
fn of_election(path: &str, handle: &str) -> String {
    let path = path.replace("/election/{handle}", &format!("/election/{handle}"));
    path.replace("{file}", "00.json")
}

/// Addresses of things that are not there: a list of this election, a holder's message, an agreement,
/// a consultation.
fn names_nothing(path: &str) -> bool {
    const MISSING: [&str; 12] = [
        "{list}",
        "{place}",
        "{holder}",
        "{correction}",
        "/cles/",
        "/listes/deposer",
        // Nothing is counted.
        "/resultat",
        "/proces-verbal",
        "/dossier.tar",
        // The vote goes on.
        "/depouillement",
        "/dechiffrement",
        "/comptage",
    ];
    let elsewhere = [
        // No charter is adopted.
        "/charte/adoptee.",
        "/engagements/{",
        "/accords/{",
        "/consultations/{",
        "/brouillon/{",
        "/charte/amendements/{number}",
    ];
    elsewhere.iter().any(|part| path.contains(part))
        || path.contains("/election/") && MISSING.iter().any(|part| path.contains(part))
}

impl House {
    /// An election that is open for voting; gives its handle.
    async fn open_election(&self, landlord: &Landlord) -> String {
        let electorate = Electorate::of(3);
        electorate.stored(self.db(), landlord.id, self.now()).await;
        let sealing = electorate.sealing(&landlord.slug, self.now());
        let boxes = self.site.polls.boxes();
        boxes.create(&electorate.handle, sealing).await.unwrap();
        self.execute("UPDATE election SET stage = 'open'").await;
        electorate.handle
    }
}

/// What stands in an address for a comment that does not exist.
const NO_COMMENT: &str = "00000000-0000-4000-8000-000000000000";
/// The same for a slip; its check signs fit.
const NO_SLIP: &str = "222V-222Y";

#[tokio::test]
async fn every_route_answers_as_it_declares() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    let anonymous = Client::anonymous(&house);
    let staff = house.staff(&rive).await;
    let entry = house.entered(&rive, &staff, "Dit en réunion").await;
    let handle = house.open_election(&rive).await;
    for route in routes() {
        let path = of_election(route.path, &handle);
        let path = address(&path)
            .replace(NO_COMMENT, &entry.comment_id.to_string())
            .replace(NO_SLIP, &entry.slip);
        let answer = match route.method {
            Method::GET => anonymous.get(&path).await,
            _ => anonymous.post(&path, &[]).await,
        };
        let said = (route.access, route.method.clone(), answer.status);
        match route.access {
            Access::Anyone if route.method == Method::GET && path == "/activer/compte" => {
                assert_eq!(answer.location(), "/activer", "{path}");
            }
            Access::Anyone if route.method == Method::GET && names_nothing(route.path) => {
                assert!(matches!(answer.status, 200 | 404), "{path} {said:?}");
            }
            Access::Anyone if route.method == Method::GET => {
                assert_eq!(answer.status, 200, "{path} {said:?}");
            }
            // An empty form: refused or sent back to its page, never a mistake of ours.
            Access::Anyone => assert!(answer.status < 500, "{path} {said:?}"),
            Access::AskedInside(_) => {
                assert!((300..500).contains(&answer.status), "{path} {said:?}");
            }
            Access::SignedIn | Access::Holds(_) | Access::Administrator => {
                assert!(
                    answer.location().starts_with("/connexion"),
                    "{path} {said:?}"
                );
            }
            Access::Demo => assert_eq!(answer.status, 404, "{path} {said:?}"),
        }
    }
}

/// What asks for a role is not there for a tenant, nor for another landlord's staff.
#[tokio::test]
async fn a_desk_is_there_for_its_own_people_only() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let other = house.landlord("autre").await;
    let tenant = house.tenant(&rive, "L1").await;
    let neighbours = [
        house.staff(&other).await,
        house.facilitator(&other).await,
        house.guarantor(&other).await,
    ];
    let strangers: Vec<_> = neighbours.iter().chain([&tenant]).collect();
    for route in routes() {
        if !matches!(route.access, Access::Holds(_) | Access::Administrator) {
            continue;
        }
        let path = address(route.path);
        for stranger in &strangers {
            let answer = match route.method {
                Method::GET => stranger.get(&path).await,
                _ => stranger.post(&path, &[]).await,
            };
            assert_eq!(answer.status, 404, "{} {path}", route.method);
        }
    }
    // Who keeps the service running has no desk with a landlord.
    let administrator = house.administrator().await;
    assert_eq!(administrator.get("/rive/gestion").await.status, 404);
    let staff = house.staff(&rive).await;
    assert_eq!(staff.get("/rive/gestion").await.status, 200);
}

#[tokio::test]
async fn an_address_that_is_none_has_a_page_that_says_so() {
    let house = House::open().await;
    let anonymous = Client::anonymous(&house);
    for path in [
        "/nowhere",
        "/nowhere/charte",
        "/a/b/c/d",
        "/assets/none.css",
    ] {
        assert_eq!(anonymous.get(path).await.status, 404, "{path}");
    }
    let page = anonymous.get("/nowhere").await;
    assert!(page.body.contains("Il n’y a personne à cette porte"));
    let id = page.header("x-request-id");
    assert!(
        !id.is_empty() && page.body.contains(id),
        "the page shows the request's id"
    );
}

#[tokio::test]
async fn a_method_that_is_none_has_a_page_too() {
    let house = House::open().await;
    let answer = Client::anonymous(&house).post("/connexion", &[]).await;
    assert_eq!(answer.status, 405);
    assert!(answer.body.contains("<html"));
}

#[tokio::test]
async fn health_says_version_and_database() {
    let house = House::open().await;
    let answer = Client::anonymous(&house).get("/health").await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("\"status\":\"ok\"") && answer.body.contains("\"sqlite\""));
}
