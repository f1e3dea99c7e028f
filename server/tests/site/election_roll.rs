//! The electoral roll by the forms: made, published, a correction asked for and decided.

use crate::support::client::Part;
use crate::support::{Client, House};
use palier_domain::account::role::{Place, Role};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::body::Body;
use palier_domain::id::ElectionId;
use palier_domain::landlord::kind::LandlordKind;
use palier_store::election::{self, NewElection};
use palier_store::landlord::Landlord;

const HANDLE: &str = "6EoLmCLYpQWMxL";
const DESK: &str = "/rive/gestion/election/6EoLmCLYpQWMxL/liste-electorale";
const MINE: &str = "/rive/election/6EoLmCLYpQWMxL/electeur";
const PUBLIC: &str = "/rive/election/6EoLmCLYpQWMxL/liste-electorale";

fn api(act: &str) -> String {
    format!("/api/electoral-roll/rive/{HANDLE}/{act}")
}

/// A landlord with three tenants whose election waits for its roll, and its officer.
struct Scene {
    house: House,
    rive: Landlord,
    officer: Client,
}

impl Scene {
    async fn new() -> Self {
        let house = House::open_when("2030-10-24T08:00:00Z").await;
        let rive = house.landlord("rive").await;
        let place = Place::Landlord(rive.id);
        let officer = house
            .holder("responsable", Role::ElectionOfficer, place)
            .await;
        let body = Body {
            kind: LandlordKind::Oph,
            dwellings: 12_480,
            board_members: 27,
        };
        let new = NewElection {
            landlord_id: rive.id,
            handle: HANDLE.to_owned(),
            title: "Élection 2030".to_owned(),
            rehearsal_of: None,
            protocol: Protocol::proposed(body, "2030-12-03".parse().unwrap()),
        };
        let mut tx = house.db().begin().await.unwrap();
        let id = election::create(&mut tx, new, house.now()).await.unwrap();
        tx.commit().await.unwrap();
        house
            .execute("UPDATE election SET stage = 'lists_closed'")
            .await;
        let scene = Self {
            house,
            rive,
            officer,
        };
        assert_eq!(scene.id().await, id);
        scene
    }

    async fn id(&self) -> ElectionId {
        let found = election::by_handle(self.house.db(), HANDLE).await.unwrap();
        found.unwrap().id
    }

    async fn does(&self, act: &str) -> String {
        let answer = self.officer.post(&api(act), &[]).await;
        self.officer.arrive(answer).await.body
    }

    async fn published(&self) {
        self.does("make").await;
        let page = self.does("publish").await;
        assert!(page.contains("C’est fait"), "{page}");
    }
}

#[tokio::test]
async fn a_roll_is_made_and_published_and_each_person_sees_her_line_alone() {
    let scene = Scene::new().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let early = tenant.get(MINE).await.body;
    assert!(early.contains("n’est pas encore publiée"), "{early}");
    let page = scene.does("make").await;
    assert!(page.contains("Publier la liste"), "{page}");
    let hidden = Client::anonymous(&scene.house).get(PUBLIC).await.body;
    assert!(!hidden.contains("Les Lilas"), "{hidden}");
    scene.published().await;
    let mine = tenant.get(MINE).await.body;
    assert!(
        mine.contains("Sur la liste") && mine.contains("Locataire 1"),
        "{mine}"
    );
    assert!(!mine.contains("Locataire 2"), "{mine}");
    let public = Client::anonymous(&scene.house).get(PUBLIC).await.body;
    assert!(
        public.contains("Les Lilas") && public.contains("3 électeurs"),
        "{public}"
    );
    assert!(!public.contains("Locataire 1"), "no names: {public}");
}

#[tokio::test]
async fn a_correction_is_asked_for_and_decided_with_a_reason() {
    let scene = Scene::new().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    scene.published().await;
    let page = tenant.get(MINE).await;
    let (person, tenancy) = (
        page.field("person").unwrap(),
        page.field("tenancy").unwrap(),
    );
    let empty = [
        ("person", person.as_str()),
        ("tenancy", &tenancy),
        ("kind", "left"),
        ("words", ""),
    ];
    let answer = tenant.post(&api("ask"), &empty).await;
    let refused = tenant.arrive(answer).await.body;
    assert!(refused.contains("Ce champ est vide"), "{refused}");
    let words = "J’ai rendu les clés le 30 septembre.";
    let form = [
        ("person", person.as_str()),
        ("tenancy", &tenancy),
        ("kind", "left"),
        ("words", words),
    ];
    let answer = tenant.post(&api("ask"), &form).await;
    let receipt = answer.location().to_owned();
    let shown = tenant.get(&receipt).await.body;
    assert!(
        shown.contains(words) && shown.contains("En attente"),
        "{shown}"
    );
    let other = scene.house.tenant(&scene.rive, "L2").await;
    assert_eq!(other.get(&receipt).await.status, 404, "hers alone");
    // Nothing is frozen while it waits, nor before its day.
    let page = scene.does("freeze").await;
    assert!(page.contains("1 demande de correction attend"), "{page}");
    let id = receipt
        .split('/')
        .next_back()
        .unwrap()
        .split('?')
        .next()
        .unwrap();
    let desk = scene.officer.get(&format!("{DESK}/demande/{id}")).await;
    assert!(desk.body.contains(words), "{}", desk.body);
    let form = [
        ("correction", id),
        ("effect", "strike"),
        ("reason", "L’état des lieux le montre."),
    ];
    let answer = scene.officer.post(&api("decide"), &form).await;
    let page = scene.officer.arrive(answer).await.body;
    assert!(page.contains("C’est fait"), "{page}");
    let again = scene.officer.post(&api("decide"), &form).await;
    let page = scene.officer.arrive(again).await.body;
    assert!(
        page.contains("L’état des lieux le montre."),
        "decided once: {page}"
    );
    let space = tenant.get("/mon-espace").await.body;
    assert!(space.contains("a une réponse"), "{space}");
    let mine = tenant.get(MINE).await.body;
    assert!(mine.contains("retiré de la liste par décision"), "{mine}");
    let page = scene.does("freeze").await;
    assert!(
        page.contains("9 novembre 2030"),
        "the window is open: {page}"
    );
}

#[tokio::test]
async fn a_file_of_occupants_is_taken_whole_or_named_line_by_line() {
    let scene = Scene::new().await;
    let send = async |bytes: &[u8]| {
        let parts = [
            Part::field("kind", "plans"),
            Part::file("file", "p.csv", bytes),
        ];
        let answer = scene.officer.post_parts(&api("file"), &parts).await;
        scene.officer.arrive(answer).await.body
    };
    let page = send(b"bail;plan_tenu\nB1;oui\nB9;non\n").await;
    assert!(
        page.contains("B9") && page.contains("n’a pas ce bail"),
        "{page}"
    );
    assert_eq!(scene.house.count("roll_occupancy").await, 0);
    let page = send(b"bail;plan_tenu\nB1;oui\n").await;
    assert!(page.contains("1 plans d’apurement"), "{page}");
}

#[tokio::test]
async fn a_roll_is_the_officers() {
    let scene = Scene::new().await;
    let staff = scene.house.staff(&scene.rive).await;
    assert_eq!(staff.get(DESK).await.status, 404);
    assert_eq!(staff.post(&api("make"), &[]).await.status, 404);
    let nobody = Client::anonymous(&scene.house);
    assert!(nobody.get(MINE).await.location().starts_with("/connexion"));
}

#[tokio::test]
async fn a_request_on_paper_is_entered_for_somebody_without_an_account() {
    let scene = Scene::new().await;
    scene.published().await;
    let enter = async |person: &str, tenancy: &str, heard_on: &str| {
        let fields = [
            ("person", person),
            ("tenancy", tenancy),
            ("kind", "naming"),
            ("words", "Mon nom s’écrit Nguyễn."),
            ("source", "counter"),
            ("place", "Loge du 3"),
            ("heard_on", heard_on),
        ];
        let answer = scene.officer.post(&api("enter"), &fields).await;
        scene.officer.arrive(answer).await.body
    };
    let unknown = enter("L99", "", "2030-10-24").await;
    assert!(unknown.contains("n’a pas ce numéro"), "{unknown}");
    let others = enter("L1", "B-AUTRE", "2030-10-24").await;
    assert!(others.contains("n’est pas celui"), "{others}");
    let to_come = enter("L1", "", "2030-10-25").await;
    assert!(to_come.contains("summary"), "{to_come}");
    let page = enter("L1", "", "2030-10-24").await;
    assert!(
        page.contains("Loge du 3") && page.contains("Nguyễn"),
        "{page}"
    );
    assert!(
        page.contains("Décider") || page.contains("name=\"effect\""),
        "{page}"
    );
    let waits = scene.officer.get(DESK).await.body;
    assert!(waits.contains("Locataire 1"), "{waits}");
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let answer = tenant.post(&api("enter"), &[("person", "L1")]).await;
    assert_eq!(answer.status, 404, "the officer's alone");
}
