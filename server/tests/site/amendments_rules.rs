//! The rules of a charter and its drafting committee, set on a page before amendments come in.

use crate::support::{Client, House};
use palier_domain::account::role::{Place, Role};
use palier_domain::charter::status::Audience;
use palier_store::landlord::Landlord;

const PAGE: &str = "/rive/gestion/amendements/regles";

struct Scene {
    house: House,
    rive: Landlord,
    facilitator: Client,
}

impl Scene {
    async fn new() -> Self {
        let house = House::open().await;
        let rive = house.landlord("rive").await;
        house.charter(rive.id, Audience::Public, 10).await;
        let facilitator = house.facilitator(&rive).await;
        Self {
            house,
            rive,
            facilitator,
        }
    }

    async fn send(&self, by: &Client, path: &str, form: &[(&str, &str)]) -> String {
        let answer = by.post(&format!("/api/treat/rive/{path}"), form).await;
        by.arrive(answer).await.body
    }

    /// A tenant who begins an amendment under a name.
    async fn author(&self, reference: &str, name: &str) -> (Client, String) {
        let tenant = self.house.tenant(&self.rive, reference).await;
        let form_id = format!("00000000-0000-4000-8000-0000000000{:0>2}", &reference[1..]);
        let form = [
            ("handle", "3"),
            ("form_id", &form_id),
            ("articles", "3"),
            ("public_name", name),
            ("title", "Deux visites"),
            ("reasons", "Une seule ne suffit pas."),
            ("c-3", "Visiter"),
            ("c-4", "Deux visites."),
            ("c-5", "Venir."),
            ("do", "preview"),
        ];
        let sent = tenant.post("/api/amendment/rive/begin", &form).await;
        let path = sent.location().split('?').next().unwrap().to_owned();
        (tenant, path.rsplit('/').next().unwrap().to_owned())
    }

    async fn hand_in(&self, by: &Client, id: &str) -> String {
        let path = format!("/api/amendment/rive/{id}/submit");
        let answer = by.post(&path, &[]).await;
        by.arrive(answer).await.body
    }
}

#[tokio::test]
async fn the_facilitator_sets_the_rules_until_an_amendment_is_handed_in() {
    let scene = Scene::new().await;
    let none = scene.facilitator.get(PAGE).await.body;
    assert!(none.contains("name=\"signatures\""), "{none}");
    for (signatures, days, said) in [
        ("beaucoup", "30", "en chiffres"),
        ("2", "3", "entre 7 et 180"),
        ("-1", "30", "entre 0 et 1"),
    ] {
        let form = [("signatures", signatures), ("rebase_days", days)];
        let page = scene.send(&scene.facilitator, "rules", &form).await;
        assert!(page.contains(said), "{page}");
        assert!(page.contains(&format!("value=\"{signatures}\"")), "{page}");
    }
    let form = [("signatures", "1"), ("rebase_days", "30")];
    let set = scene.send(&scene.facilitator, "rules", &form).await;
    assert!(set.contains("C’est enregistré"), "{set}");
    let (author, id) = scene.author("L1", "Samira").await;
    let alone = scene.hand_in(&author, &id).await;
    assert!(
        !alone.contains("est déposé"),
        "one signature is needed: {alone}"
    );
    let none = [("signatures", "0"), ("rebase_days", "30")];
    scene.send(&scene.facilitator, "rules", &none).await;
    let done = scene.hand_in(&author, &id).await;
    assert!(done.contains("est déposé"), "{done}");
    let late = scene.send(&scene.facilitator, "rules", &form).await;
    assert!(late.contains("ces règles ne changent plus"), "{late}");
    assert!(late.contains("dépose seul son amendement"), "{late}");
    assert!(!late.contains("name=\"signatures\""), "{late}");
}

#[tokio::test]
async fn the_committee_comes_by_public_name_and_then_has_the_desk() {
    let scene = Scene::new().await;
    let (member, _) = scene.author("L1", "Samira").await;
    assert_eq!(member.get(PAGE).await.status, 404);
    let unknown = [("name", "Personne d’ici")];
    let page = scene
        .send(&scene.facilitator, "committee/join", &unknown)
        .await;
    assert!(page.contains("Personne ne montre ce nom ici"), "{page}");
    assert!(page.contains("value=\"Personne d’ici\""), "{page}");
    let empty = scene
        .send(&scene.facilitator, "committee/join", &[("name", " ")])
        .await;
    assert!(empty.contains("class=\"summary\""), "{empty}");
    for name in ["samira", "Samira"] {
        let page = scene
            .send(&scene.facilitator, "committee/join", &[("name", name)])
            .await;
        assert_eq!(page.matches("class=\"member\"").count(), 1, "{page}");
    }
    let hers = member.get(PAGE).await;
    assert_eq!(hers.status, 200);
    assert!(
        !hers
            .body
            .contains("<form method=\"post\" action=\"/api/treat"),
        "{}",
        hers.body
    );
    let refused = scene
        .send(&member, "committee/join", &[("name", "Samira")])
        .await;
    assert!(refused.contains("C’est à l’animateur"), "{refused}");
    let page = scene.facilitator.get(PAGE).await;
    let id = page.field("member").unwrap();
    let left = scene
        .send(&scene.facilitator, "committee/leave", &[("member", &id)])
        .await;
    assert!(left.contains("Personne n’en fait encore partie"), "{left}");
    assert_eq!(member.get(PAGE).await.status, 404);
}

#[tokio::test]
async fn staff_read_the_rules_and_change_nothing() {
    let scene = Scene::new().await;
    let place = Place::Landlord(scene.rive.id);
    let staff = scene
        .house
        .holder("agent", Role::LandlordStaff, place)
        .await;
    let page = staff.get(PAGE).await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("name=\"signatures\""), "{}", page.body);
    let form = [("signatures", "5"), ("rebase_days", "30")];
    let refused = scene.send(&staff, "rules", &form).await;
    assert!(refused.contains("C’est à l’animateur"), "{refused}");
    let stands = scene.facilitator.get(PAGE).await.body;
    assert!(stands.contains("value=\"0\""), "nothing was set: {stands}");
}
