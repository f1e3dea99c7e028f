//! Amendments are treated, voted and merged without a script, in public, and nothing vanishes.

use crate::support::client::Answer;
use crate::support::{Client, House};
use palier_domain::charter::replay::replay;
use palier_domain::charter::status::Audience;
use palier_store::landlord::Landlord;
use palier_store::{decision, text};

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

    /// A tenant of the roll who reads mails.
    async fn tenant(&self, reference: &str) -> Client {
        let client = self.house.tenant(&self.rive, reference).await;
        let give = "UPDATE account SET email = identifier || '@example.org' WHERE email IS NULL";
        self.house.execute(give).await;
        client
    }

    /// Whoever sends it, and the page where she arrives.
    async fn send(&self, by: &Client, path: &str, form: &[(&str, &str)]) -> String {
        let answer = by.post(&format!("/api/treat/rive/{path}"), form).await;
        by.arrive(answer).await.body
    }

    async fn step(&self, step: &str) -> String {
        self.send(&self.facilitator, "step", &[("step", step)])
            .await
    }

    /// The facilitator rules that an amendment is admissible.
    async fn admit(&self, number: u8) {
        let path = format!("amendment/{number}/rule");
        let form = [("ground", "admissible"), ("reason", "")];
        let page = self.send(&self.facilitator, &path, &form).await;
        assert!(page.contains("C’est enregistré"), "{page}");
    }

    async fn list(&self, number: u8) {
        let path = format!("amendment/{number}/list");
        let page = self.send(&self.facilitator, &path, &[]).await;
        assert!(page.contains("C’est enregistré"), "{page}");
    }

    async fn page(&self, by: &Client, below: &str) -> Answer {
        by.get(&format!("/rive/charte/{below}")).await
    }

    /// The address of the first clause that was commented on, below the charter.
    fn clause(review: &str) -> String {
        let at = review.find("revue?article=").unwrap();
        let end = review[at..].find('"').unwrap();
        review[at..at + end].to_owned()
    }

    /// The merge draft is published as the facilitator reads it.
    async fn publish(&self) -> String {
        let seen = self.page(&self.facilitator, "fusion").await;
        let seen = seen.field("seen").unwrap();
        self.send(&self.facilitator, "merge/publish", &[("seen", &seen)])
            .await
    }

    /// The published text, and what the exported process gives when it is replayed.
    async fn published(&self) -> (String, String) {
        let db = self.house.db();
        let found = text::by_slug(db, self.rive.id, "charte").await.unwrap();
        let found = found.unwrap();
        let shown = text::export(db, found.version_id).await.unwrap();
        let process = decision::process(db, found.id, "Charte").await.unwrap();
        let made = replay(&process).unwrap();
        (shown, made.last().unwrap().text.clone())
    }
}

/// Begins an amendment that says this in a clause of an article, and hands it in.
async fn amends(by: &Client, name: &str, article: &str, clauses: [(&str, &str); 2]) -> String {
    let form_id = format!("00000000-0000-4000-8000-0000000000{article:0>2}");
    let form = [
        ("handle", article),
        ("form_id", form_id.as_str()),
        ("articles", article),
        ("public_name", name),
        ("title", "Autrement dit"),
        ("reasons", "C’est mieux ainsi."),
        clauses[0],
        clauses[1],
        ("do", "preview"),
    ];
    let sent = by.post("/api/amendment/rive/begin", &form).await;
    let path = sent.location().split('?').next().unwrap().to_owned();
    let id = path.trim_end_matches("/ecrire").rsplit('/').next().unwrap();
    let answer = by
        .post(&format!("/api/amendment/rive/{id}/submit"), &[])
        .await;
    let page = by.arrive(answer).await.body;
    assert!(page.contains("est déposé"), "{page}");
    id.to_owned()
}

/// Two amendments of one passage and one of another, all admissible.
async fn three(scene: &Scene) {
    for (reference, name, article, clauses) in [
        (
            "L1",
            "Samira",
            "3",
            [
                ("c-4", "Deux longues visites guidées et commentées."),
                ("c-5", "Venir."),
            ],
        ),
        (
            "L2",
            "Bruno",
            "3",
            [("c-4", "Une rencontre."), ("c-5", "Venir.")],
        ),
        (
            "L3",
            "Chloé",
            "6",
            [("c-6", "Recevoir"), ("c-7", "Un accueil ouvert.")],
        ),
    ] {
        let tenant = scene.tenant(reference).await;
        amends(&tenant, name, article, clauses).await;
    }
    for number in [1, 2, 3] {
        scene.admit(number).await;
    }
}

#[tokio::test]
async fn amendments_that_clash_name_each_other_before_any_vote() {
    let scene = Scene::new().await;
    three(&scene).await;
    let everybody = Client::anonymous(&scene.house);
    let clash = "Il ne peut pas être adopté en même temps que";
    for (number, other) in [(1, "/amendements/2\""), (2, "/amendements/1\"")] {
        let page = scene
            .page(&everybody, &format!("amendements/{number}"))
            .await;
        let said = page.body.find(clash).map(|at| &page.body[at..]);
        assert!(said.is_some_and(|said| said.contains(other)), "{number}");
    }
    let alone = scene.page(&everybody, "amendements/3").await;
    assert!(!alone.body.contains(clash), "{}", alone.body);
    let article = scene.page(&everybody, "3").await;
    assert_eq!(article.body.matches(clash).count(), 2, "{}", article.body);
}

#[tokio::test]
async fn of_two_alternatives_one_is_merged_one_lapses_and_a_third_is_carried_over() {
    let scene = Scene::new().await;
    three(&scene).await;
    let page = scene.step("freeze").await;
    assert!(page.contains("C’est enregistré"), "{page}");
    scene.list(1).await;
    scene.list(2).await;
    scene.step("open_votes").await;
    let votes = scene.page(&scene.facilitator, "vote").await;
    assert!(votes.body.contains("2 variantes"), "{}", votes.body);
    let (bundle, first) = (votes.field("bundle").unwrap(), votes.field("a-0").unwrap());
    let mut form = vec![
        ("bundle", bundle.as_str()),
        ("a-0", first.as_str()),
        ("held_on", "2030-03-01"),
        ("place", "Assemblée, salle Jean-Moulin"),
        ("ayes-0-tenants", "31"),
        ("noes-0-tenants", "quatre"),
    ];
    let wrong = scene.send(&scene.facilitator, "vote", &form).await;
    assert!(
        wrong.contains("en chiffres") && wrong.contains("Jean-Moulin"),
        "{wrong}"
    );
    form[5] = ("noes-0-tenants", "4");
    let held = scene.send(&scene.facilitator, "vote", &form).await;
    assert!(held.contains("C’est enregistré"), "{held}");
    let everybody = Client::anonymous(&scene.house);
    let results = scene.page(&everybody, "vote").await.body;
    assert!(
        results.contains("salle Jean-Moulin") && results.contains("31"),
        "{results}"
    );
    let lapsed = "amendment WHERE number = 2 AND outcome = 'lapsed' AND reason LIKE '%nº 1 a été%'";
    let lapsed = lapsed.replace("nº 1", "n_ 1");
    assert_eq!(scene.house.count(&lapsed).await, 1);
    let told = "mail WHERE recipient = 'rive-l2@example.org' AND body_text LIKE '%sans objet%'";
    assert_eq!(scene.house.count(told).await, 1);

    scene.step("consolidate").await;
    let draft = scene.page(&everybody, "fusion").await.body;
    assert!(
        draft.contains("<ins") && draft.contains("/amendements/1"),
        "{draft}"
    );
    assert!(
        !draft.contains("merge/publish"),
        "a reader publishes nothing"
    );
    let page = scene.publish().await;
    assert!(page.contains("Version 2"), "{page}");
    let (shown, replayed) = scene.published().await;
    assert!(shown.contains("Deux longues visites"), "{shown}");
    assert_eq!(shown, replayed);
    let carried = "amendment m JOIN text_version v ON v.id = m.base_version_id
        WHERE m.number = 3 AND v.sequence = 2 AND m.lifecycle = 'under_discussion'";
    assert_eq!(scene.house.count(carried).await, 1);
    let again = scene
        .send(&scene.facilitator, "merge/publish", &[("seen", "")])
        .await;
    assert!(again.contains("class=\"empty\""), "{again}");
    assert_eq!(scene.house.count("text_version").await, 2);
}

#[tokio::test]
async fn a_rewording_is_agreed_to_voted_touched_and_merged() {
    let scene = Scene::new().await;
    let author = scene.tenant("L1").await;
    let id = amends(
        &author,
        "Samira",
        "3",
        [("c-4", "Deux visites."), ("c-5", "Venir.")],
    )
    .await;
    scene.admit(1).await;
    let editor = scene.tenant("L3").await;
    let desk = editor.get("/rive/gestion/amendements/1").await;
    assert_eq!(desk.status, 404, "she is of no committee yet");
    let join = "INSERT INTO drafting_committee (text_id, account_id, since)
        SELECT t.id, a.id, '2030-01-01T00:00:00Z' FROM text t, account a
        WHERE a.identifier = 'rive-l3'";
    scene.house.execute(join).await;
    let words = "**Bailleur :** Deux visites par an.";
    let form = [("advice", "accept_modified"), ("words", ""), ("w-0", words)];
    let refused = scene.send(&editor, "amendment/1/recommend", &form).await;
    assert!(
        refused.contains("class=\"summary\"") && refused.contains("par an"),
        "{refused}"
    );
    let form = [
        ("advice", "accept_modified"),
        ("words", "Plus clair."),
        ("w-0", words),
    ];
    let done = scene.send(&editor, "amendment/1/recommend", &form).await;
    assert!(done.contains("C’est enregistré"), "{done}");
    let agreed = [("answer", "agreed"), ("words", "D’accord.")];
    author
        .post(&format!("/api/amendment/rive/{id}/answer"), &agreed)
        .await;
    scene.step("freeze").await;
    scene.list(1).await;
    scene.step("open_votes").await;
    let votes = scene.page(&scene.facilitator, "vote").await;
    let first = votes.field("a-0").unwrap();
    let form = [
        ("a-0", first.as_str()),
        ("held_on", "2030-03-01"),
        ("place", "Assemblée"),
        ("ayes-0-tenants", "12"),
        ("ayes-0-landlord", "3"),
        ("noes-0-landlord", "1"),
    ];
    scene.send(&scene.facilitator, "vote", &form).await;
    let reworded = "amendment WHERE outcome = 'accepted_modified'";
    assert_eq!(scene.house.count(reworded).await, 1);
    scene.step("consolidate").await;
    let seen = scene.page(&scene.facilitator, "fusion").await;
    let clause = seen
        .body
        .split("?clause=")
        .find(|part| part.contains("par an"));
    let clause = clause
        .or_else(|| seen.body.split("?clause=").nth(4))
        .unwrap();
    let clause = &clause[..36];
    let mark = seen.field("seen").unwrap();
    let form = [
        ("clause", clause),
        ("seen", mark.as_str()),
        ("typed", "### Une visite ?"),
        ("label", ""),
    ];
    let bare = scene.send(&scene.facilitator, "merge/touch", &form).await;
    assert!(bare.contains("class=\"summary\""), "{bare}");
    scene.publish().await;
    let (shown, replayed) = scene.published().await;
    assert!(shown.contains("Deux visites par an."), "{shown}");
    assert_eq!(shown, replayed);
}

#[tokio::test]
async fn nothing_is_frozen_before_each_comment_has_its_fate() {
    let scene = Scene::new().await;
    let tenant = scene.tenant("L1").await;
    tenant
        .says(&scene.rive, 1, "Une visite ne suffit pas.")
        .await;
    let refused = scene.step("freeze").await;
    assert!(refused.contains("1 commentaire attend encore"), "{refused}");
    let all = scene.page(&scene.facilitator, "revue").await.body;
    assert!(all.contains("1 attend sa suite"), "{all}");
    let clause = Scene::clause(&all);
    let review = scene.page(&scene.facilitator, &clause).await.body;
    let at = review.find("/comment/").unwrap() + "/comment/".len();
    let comment = review[at..at + 36].to_owned();
    let path = format!("comment/{comment}/say");
    let form = [("fate", "no_change"), ("reason", "")];
    let bare = scene.send(&scene.facilitator, &path, &form).await;
    assert!(bare.contains("class=\"summary\""), "{bare}");
    let form = [
        ("fate", "argument"),
        ("new_argument", "Une visite de jour et une de nuit"),
    ];
    let said = scene.send(&scene.facilitator, &path, &form).await;
    assert!(
        said.contains("une de nuit") && said.contains("C’est enregistré"),
        "{said}"
    );
    let all = scene.page(&scene.facilitator, "revue").await.body;
    assert!(all.contains("Tous les commentaires"), "{all}");
    let told = "mail WHERE kind = 'comment_fate' AND recipient = 'rive-l1@example.org'";
    assert_eq!(scene.house.count(told).await, 1);
    let public = scene
        .page(&Client::anonymous(&scene.house), &clause)
        .await
        .body;
    assert!(
        public.contains("une de nuit") && !public.contains("/say"),
        "{public}"
    );
    let begun = tenant
        .post(&format!("/api/treat/rive/comment/{comment}/amend"), &[])
        .await;
    assert!(
        begun.location().contains("/brouillon/"),
        "{}",
        begun.location()
    );
    let editor = tenant.get(begun.location()).await.body;
    assert!(editor.contains("Une visite ne suffit pas."), "{editor}");
    let frozen = scene.step("freeze").await;
    assert!(frozen.contains("C’est enregistré"), "{frozen}");
}

#[tokio::test]
async fn only_those_who_treat_amendments_have_that_desk() {
    let scene = Scene::new().await;
    let tenant = scene.tenant("L1").await;
    assert_eq!(tenant.get("/rive/gestion/amendements").await.status, 404);
    let nobody = Client::anonymous(&scene.house);
    assert_eq!(nobody.get("/rive/gestion/amendements").await.status, 303);
    let staff = scene.house.staff(&scene.rive).await;
    assert_eq!(staff.get("/rive/gestion/amendements").await.status, 200);
    let page = scene.send(&staff, "step", &[("step", "freeze")]).await;
    assert!(page.contains("C’est à l’animateur"), "{page}");
    assert_eq!(
        scene
            .house
            .count("text_version WHERE status = 'open'")
            .await,
        1
    );
}
