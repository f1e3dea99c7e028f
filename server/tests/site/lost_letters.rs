//! A lost letter by the forms: two members of the commission put it on record, nobody's name is kept.

use crate::support::{Client, House};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::body::Body;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::{AccountId, ElectionId, RollLineId};
use palier_domain::landlord::kind::LandlordKind;
use palier_store::election::electoral_roll as roll;
use palier_store::election::{self, NewElection};

const HANDLE: &str = "6EoLmCLYpQWMxL";
const PAGE: &str = "/rive/election/6EoLmCLYpQWMxL";
const DESK: &str = "/rive/gestion/election/6EoLmCLYpQWMxL/lettres-perdues";

struct Scene {
    house: House,
    id: ElectionId,
    line: RollLineId,
    alice: Client,
    bruno: AccountId,
}

impl Scene {
    /// An election that is open, with a roll and two members of its commission.
    async fn new() -> Self {
        let house = House::open_when("2030-11-25T08:00:00Z").await;
        let rive = house.landlord("rive").await;
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
        let alice = house.account("alice", "Alice").await;
        let bruno = house.account("bruno", "Bruno").await;
        let now = house.now();
        let mut tx = house.db().begin().await.unwrap();
        let id = election::create(&mut tx, new, now).await.unwrap();
        for account in [alice, bruno] {
            let role = ElectionRole::Commission;
            election::add_member(&mut tx, id, account, role, now)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        house
            .execute("UPDATE election SET stage = 'lists_closed'")
            .await;
        let mut tx = house.db().begin().await.unwrap();
        let day = "2030-10-24".parse().unwrap();
        roll::make(&mut tx, id, day, now).await.unwrap();
        tx.commit().await.unwrap();
        house.execute("UPDATE election SET stage = 'open'").await;
        let line = roll::line_ids(house.db(), id).await.unwrap()[0];
        Self {
            alice: house.sign_in("alice").await,
            house,
            id,
            line,
            bruno,
        }
    }

    async fn put(&self, half: &str, second: &str) -> String {
        let form = palier_store::ids::new_v4().to_string();
        self.send(&form, half, second).await
    }

    async fn send(&self, form: &str, half: &str, second: &str) -> String {
        let line = self.line.to_string();
        let fields = [
            ("form_id", form),
            ("line", line.as_str()),
            ("half", half),
            ("asked_by", "elector"),
            ("channel", "desk"),
            ("second", second),
        ];
        let act = format!("/api/lost-letter/rive/{HANDLE}/reprinted");
        let answer = self.alice.post(&act, &fields).await;
        self.alice.arrive(answer).await.body
    }

    async fn gone(&self, half: &str) -> String {
        let act = format!("/api/lost-letter/rive/{HANDLE}/destroyed");
        let answer = self.alice.post(&act, &[("half", half)]).await;
        self.alice.arrive(answer).await.body
    }
}

#[tokio::test]
async fn two_members_put_a_lost_letter_on_record_and_the_public_sees_a_number() {
    let scene = Scene::new().await;
    let anybody = Client::anonymous(&scene.house);
    let page = anybody.get(&format!("{PAGE}/lettre-perdue")).await.body;
    assert!(page.contains("0 lettre"), "{page}");
    assert!(page.contains("ne prouve rien"), "{page}");
    let form = scene
        .alice
        .get(&format!("{DESK}?ligne={}", scene.line))
        .await;
    assert!(
        form.body.contains("palier credentials reprint"),
        "{}",
        form.body
    );
    let alone = scene.put("a", "").await;
    assert!(alone.contains("Choisissez"), "{alone}");
    let refused = scene.put("", &scene.bruno.to_string()).await;
    assert!(refused.contains("summary"), "{refused}");
    let form = palier_store::ids::new_v4().to_string();
    let done = scene.send(&form, "a", &scene.bruno.to_string()).await;
    assert!(done.contains("noté au journal"), "{done}");
    // Sent twice, it is one letter.
    scene.send(&form, "a", &scene.bruno.to_string()).await;
    let line: String = scene.line.to_string().chars().take(8).collect();
    assert!(
        done.contains(&line) && done.contains("Alice, Bruno"),
        "{done}"
    );
    assert!(!done.contains("Locataire 1"), "no elector's name: {done}");
    let page = anybody.get(&format!("{PAGE}/lettre-perdue")).await.body;
    assert!(page.contains("1 lettre a été"), "{page}");
    assert!(!page.contains(&line) && !page.contains("Bruno"), "{page}");
}

#[tokio::test]
async fn the_desk_of_lost_letters_is_the_commissions_alone() {
    let scene = Scene::new().await;
    scene.house.account("farid", "Farid").await;
    let farid = scene.house.sign_in("farid").await;
    assert_eq!(farid.get(DESK).await.status, 404);
    let act = format!("/api/lost-letter/rive/{HANDLE}/destroyed");
    assert_eq!(farid.post(&act, &[("half", "a")]).await.status, 404);
}

#[tokio::test]
async fn the_end_of_both_files_is_told_by_the_elections_page() {
    let scene = Scene::new().await;
    let early = scene.gone("a").await;
    assert!(early.contains("n’est pas clos"), "{early}");
    scene
        .house
        .execute("UPDATE election SET stage = 'frozen'")
        .await;
    let late = scene.put("a", &scene.bruno.to_string()).await;
    assert!(late.contains("Ce n’est pas le moment"), "{late}");
    scene.gone("a").await;
    let anybody = Client::anonymous(&scene.house);
    let page = anybody.get(PAGE).await.body;
    assert_eq!(page.matches("fichier détruit").count(), 1, "{page}");
    assert_eq!(page.matches("pas encore constatée").count(), 1, "{page}");
    let said = "Lettre du code A\u{a0}: fichier détruit";
    assert!(page.contains(said), "{page}");
    scene.gone("b").await;
    let page = anybody.get(PAGE).await.body;
    assert_eq!(page.matches("fichier détruit").count(), 2, "{page}");
    let found = election::by_handle(scene.house.db(), HANDLE).await.unwrap();
    assert_eq!(found.unwrap().id, scene.id);
}

#[tokio::test]
async fn the_way_to_a_lost_letter_ends_with_the_vote() {
    let scene = Scene::new().await;
    let anybody = Client::anonymous(&scene.house);
    let card = format!("href=\"{PAGE}/lettre-perdue\"");
    assert!(anybody.get(PAGE).await.body.contains(&card));
    for stage in ["frozen", "proclaimed", "archived"] {
        let sql = format!("UPDATE election SET stage = '{stage}'");
        scene.house.execute(&sql).await;
        let page = anybody.get(PAGE).await.body;
        assert!(!page.contains(&card), "{stage}: {page}");
    }
}
