//! A charter comes before its colleges, by HTTP and without a script: each says what it says, and
//! what follows is read by all.

use crate::support::client::Answer;
use crate::support::{Client, House};
use palier_domain::account::role::{Place, Role};
use palier_domain::charter::status::Audience;
use palier_domain::id::AssociationId;
use palier_store::association::{self, NewAssociation};
use palier_store::landlord::Landlord;

const DESK: &str = "/rive/gestion/adoption";

/// What the rules of these stories say; the landlord's college is asked too.
const RULES: [(&str, &str); 13] = [
    ("quorum-tenants", "1/4"),
    ("majority-tenants", ">1/2"),
    ("of-tenants", "expressed"),
    ("asked-associations", "true"),
    ("quorum-associations", ""),
    ("majority-associations", ">1/2"),
    ("of-associations", "expressed"),
    ("asked-landlord", "true"),
    ("quorum-landlord", ""),
    ("majority-landlord", ">1/2"),
    ("of-landlord", "voters"),
    ("weights", "one_each"),
    ("months", "24"),
];

struct Scene {
    house: House,
    rive: Landlord,
    facilitator: Client,
    staff: Client,
    delegate: Client,
    /// Two associations; the delegate speaks for the first.
    associations: [AssociationId; 2],
}

impl Scene {
    async fn new() -> Self {
        let house = House::open().await;
        let rive = house.landlord("rive").await;
        house.charter(rive.id, Audience::Public, 10).await;
        let first = attached(&house, &rive, "amicale").await;
        let second = attached(&house, &rive, "union").await;
        let facilitator = house.facilitator(&rive).await;
        let staff = house.staff(&rive).await;
        let place = Place::Association(first);
        let delegate = house
            .holder("deleguee", Role::AssociationDelegate, place)
            .await;
        Self {
            associations: [first, second],
            house,
            rive,
            facilitator,
            staff,
            delegate,
        }
    }

    /// Whoever sends it, and the page where she arrives.
    async fn send(&self, by: &Client, path: &str, form: &[(&str, &str)]) -> String {
        let answer = by.post(&format!("/api/adoption/rive/{path}"), form).await;
        by.arrive(answer).await.body
    }

    async fn read(&self, by: &Client, below: &str) -> Answer {
        by.get(&format!("{DESK}{below}")).await
    }

    async fn everybody(&self, below: &str) -> String {
        let page = format!("/rive/charte/adoption{below}");
        Client::anonymous(&self.house).get(&page).await.body
    }

    /// The version, as the forms of this desk carry it.
    async fn version(&self) -> String {
        let page = self.read(&self.facilitator, "").await;
        page.field("version").unwrap()
    }

    /// Brings the open version to its merge draft.
    async fn consolidates(&self) {
        for step in ["freeze", "open_votes", "consolidate"] {
            let sent = [("step", step)];
            let answer = self.facilitator.post("/api/treat/rive/step", &sent).await;
            let page = self.facilitator.arrive(answer).await.body;
            assert!(page.contains("C’est enregistré"), "{step}: {page}");
        }
    }

    /// Puts the version before the colleges; gives it.
    async fn opens(&self) -> String {
        self.consolidates().await;
        let version = self.version().await;
        let form = [("version", version.as_str()), ("confirm", "true")];
        let page = self.send(&self.facilitator, "open", &form).await;
        done(&page);
        version
    }

    /// A consultation of the tenants, prepared by the form, with what was counted; 60 on its roll.
    async fn consulted(&self, [yes, no, blank]: [u64; 3]) -> String {
        let path = "/api/adoption/rive/locataires/consult";
        let sent = self.facilitator.post(path, &[]).await;
        let handle = sent.location().rsplit('/').next().unwrap().to_owned();
        let voters = yes + no + blank;
        let outcome = format!(
            r#"{{"total":{{"college":"","electors":60,"voters":{voters},"blank":{blank},"answers":[{yes},{no}]}},"electors":60,"voters":{voters},"breakdown":null,"verdicts":["adopted"]}}"#
        );
        let decided = format!(
            "UPDATE consultation SET stage = 'decided', outcome = '{outcome}'
             WHERE handle = '{handle}'"
        );
        self.house.execute(&decided).await;
        let roll = "UPDATE consultation_college SET electors = 60";
        self.house.execute(roll).await;
        handle
    }

    async fn tenants_say(&self, version: &str, votes: [u64; 3]) -> String {
        let handle = self.consulted(votes).await;
        let form = [
            ("version", version),
            ("consultation", handle.as_str()),
            ("statement", ""),
            ("confirm", "true"),
        ];
        self.send(&self.facilitator, "locataires/keep", &form).await
    }

    async fn associations_say(&self, version: &str, says: [&str; 2]) -> String {
        let [first, second] = self.associations.map(|id| format!("voice-{id}"));
        let form = [
            ("version", version),
            (first.as_str(), says[0]),
            (second.as_str(), says[1]),
            ("statement", "L’accueil est mieux dit."),
            ("confirm", "true"),
        ];
        self.send(&self.facilitator, "associations/keep", &form)
            .await
    }

    async fn board_says(&self, version: &str) -> String {
        let today = self.house.now().date_naive().to_string();
        let form = [
            ("version", version),
            ("held_on", today.as_str()),
            ("members", "12"),
            ("ayes", "9"),
            ("noes", "2"),
            ("abstentions", "1"),
            ("statement", "Elle engage chacun."),
            ("confirm", "true"),
        ];
        self.send(&self.staff, "bailleur/keep", &form).await
    }

    async fn concludes(&self, by: &Client, version: &str) -> String {
        let form = [("version", version), ("confirm", "true")];
        self.send(by, "conclude", &form).await
    }

    /// All three adopt; it is not concluded.
    async fn all_adopt(&self) -> String {
        let version = self.opens().await;
        done(&self.tenants_say(&version, [30, 8, 5]).await);
        done(&self.associations_say(&version, ["for", "for"]).await);
        done(&self.board_says(&version).await);
        version
    }
}

async fn attached(house: &House, rive: &Landlord, slug: &str) -> AssociationId {
    let new = NewAssociation {
        slug: slug.to_owned(),
        name: format!("Association {slug}"),
        about: String::new(),
        national_body: None,
    };
    let mut tx = house.db().begin().await.unwrap();
    let id = association::add(&mut tx, new, &[rive.id], house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

fn done(page: &str) {
    assert!(page.contains("C’est enregistré"), "{page}");
}

fn refused(page: &str, why: &str) {
    assert!(page.contains("class=\"summary\""), "{page}");
    assert!(page.contains(why), "{why} is not in {page}");
}

#[tokio::test]
async fn three_colleges_adopt_what_was_read_and_everybody_is_told() {
    let scene = Scene::new().await;
    scene.house.tenant(&scene.rive, "L1").await;
    let give = "UPDATE account SET email = identifier || '@example.org' WHERE email IS NULL";
    scene.house.execute(give).await;
    let early = scene.everybody("").await;
    assert!(early.contains("n’est pas encore devant"), "{early}");
    done(&scene.send(&scene.facilitator, "rules", &RULES).await);
    let fixed = scene.everybody("").await;
    assert!(
        fixed.contains("au moins un quart du collège doit voter"),
        "{fixed}"
    );
    let again = scene.send(&scene.facilitator, "rules", &RULES).await;
    refused(&again, "Les règles ne changent plus");

    let version = scene.all_adopt().await;
    let opened = "mail WHERE kind = 'adoption' AND subject LIKE '%devant les collèges%'";
    assert_eq!(
        scene.house.count(opened).await,
        3,
        "tenant, delegate, staff"
    );
    let page = scene.everybody("").await;
    assert!(page.contains("Tous les collèges ont décidé"), "{page}");
    assert!(page.contains("Le quorum est atteint"), "{page}");
    assert!(
        page.contains("Elle engage chacun.") && page.contains("Association union"),
        "{page}"
    );
    let bare = [("version", version.as_str())];
    let unsure = scene.send(&scene.facilitator, "conclude", &bare).await;
    refused(&unsure, "Cochez la case");
    done(&scene.concludes(&scene.facilitator, &version).await);
    let page = scene.everybody("").await;
    assert!(page.contains("ont adopté la version 1"), "{page}");
    assert!(
        page.contains("/rive/charte/adoptee") && page.contains("/rive/charte/engagements"),
        "{page}"
    );
    let told = "mail WHERE kind = 'adoption' AND subject LIKE '%est adoptée%'";
    assert_eq!(scene.house.count(told).await, 3);
    let sheet = "adoption WHERE outcome = 'adopted'";
    assert_eq!(scene.house.count(sheet).await, 1);
}

#[tokio::test]
async fn a_refusal_returns_the_version_and_reopens_only_its_clauses() {
    let scene = Scene::new().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let version = scene.opens().await;
    done(&scene.tenants_say(&version, [30, 8, 5]).await);
    done(&scene.board_says(&version).await);
    let said = scene.associations_say(&version, ["against", "for"]).await;
    done(&said);
    assert!(said.contains("doit encore dire quelles clauses"), "{said}");
    let early = scene.concludes(&scene.facilitator, &version).await;
    refused(&early, "Tous les collèges n’ont pas encore décidé");

    // A delegate of that college says it herself.
    let desk = scene.read(&scene.delegate, "/associations").await;
    let article = option(&desk.body, "Article 1.1");
    let bare = [
        ("version", version.as_str()),
        ("clause", article.as_str()),
        ("reason", ""),
    ];
    let path = "associations/refuse";
    let page = scene.send(&scene.delegate, path, &bare).await;
    assert!(page.contains("class=\"summary\""), "{page}");
    assert!(
        page.contains(&format!("value=\"{article}\" selected")),
        "the clause stays chosen: {page}"
    );
    let why = [
        bare[0],
        bare[1],
        ("reason", "Une seule visite ne suffit pas."),
    ];
    done(&scene.send(&scene.delegate, path, &why).await);
    let other = option(&desk.body, "Article 1.2");
    let more = [
        bare[0],
        ("clause", other.as_str()),
        ("reason", "Trop vague."),
    ];
    done(&scene.send(&scene.delegate, path, &more).await);
    let drop_it = [bare[0], ("clause", other.as_str())];
    done(
        &scene
            .send(&scene.delegate, "associations/drop", &drop_it)
            .await,
    );
    let public = scene.everybody("").await;
    assert!(
        public.contains("Une seule visite ne suffit pas.") && !public.contains("Trop vague."),
        "{public}"
    );
    done(&scene.concludes(&scene.facilitator, &version).await);
    let form = [("version", version.as_str()), ("confirm", "true")];
    done(&scene.send(&scene.facilitator, "reopen", &form).await);
    let now = scene.everybody("").await;
    assert!(
        now.contains("Seules les clauses refusées sont rouvertes") && now.contains("/charte/3"),
        "{now}"
    );
    assert!(now.contains("renvoyée"), "{now}");
    // The other article stays closed.
    for (article, clause, opens) in [("6", "c-7", false), ("3", "c-4", true)] {
        let form_id = format!("00000000-0000-4000-8000-0000000000{article:0>2}");
        let form = [
            ("handle", article),
            ("form_id", form_id.as_str()),
            ("articles", article),
            ("public_name", "Samira"),
            ("title", "Autrement dit"),
            ("reasons", "C’est mieux ainsi."),
            (clause, "Autre chose."),
            ("do", "preview"),
        ];
        let sent = tenant.post("/api/amendment/rive/begin", &form).await;
        let drafted = sent.location().contains("/brouillon/");
        assert_eq!(drafted, opens, "{}", sent.location());
    }
}

/// What a list sends for the entry that begins so.
fn option(page: &str, begins: &str) -> String {
    let at = page.find(&format!(">{begins}")).unwrap();
    let value = page[..at].rfind("value=\"").unwrap() + "value=\"".len();
    page[value..value + 36].to_owned()
}

#[tokio::test]
async fn each_does_what_is_hers_and_nothing_opens_behind_the_colleges() {
    let scene = Scene::new().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    assert_eq!(scene.read(&tenant, "").await.status, 404);
    let nobody = Client::anonymous(&scene.house);
    assert_eq!(scene.read(&nobody, "").await.status, 303);
    assert_eq!(scene.read(&scene.staff, "/regles").await.status, 404);
    let rules = scene.staff.post("/api/adoption/rive/rules", &RULES).await;
    assert_eq!(rules.status, 404);
    assert_eq!(scene.house.count("text_adoption_rules").await, 0);

    scene.consolidates().await;
    let form = [("step", "submit")];
    let behind = scene.facilitator.post("/api/treat/rive/step", &form).await;
    assert_eq!(behind.status, 400, "the one way is the adoption");
    let desk = scene
        .facilitator
        .get("/rive/gestion/amendements")
        .await
        .body;
    assert!(desk.contains(DESK), "{desk}");
    let draft = scene.facilitator.get("/rive/charte/fusion").await.body;
    assert!(draft.contains(DESK), "{draft}");

    let version = scene.version().await;
    let form = [("version", version.as_str()), ("confirm", "true")];
    let page = scene.send(&scene.staff, "open", &form).await;
    refused(&page, "C’est à quelqu’un d’autre");
    done(&scene.send(&scene.facilitator, "open", &form).await);
    let handle = scene.consulted([30, 8, 5]).await;
    let keep = [
        ("version", version.as_str()),
        ("consultation", handle.as_str()),
        ("confirm", "true"),
    ];
    let page = scene.send(&scene.staff, "locataires/keep", &keep).await;
    refused(&page, "C’est à quelqu’un d’autre");
    let today = scene.house.now().date_naive().to_string();
    let board = [
        ("version", version.as_str()),
        ("held_on", today.as_str()),
        ("members", "12"),
        ("ayes", "9"),
        ("noes", "2"),
        ("statement", "Oui."),
        ("confirm", "true"),
    ];
    let page = scene
        .send(&scene.facilitator, "bailleur/keep", &board)
        .await;
    refused(&page, "C’est à quelqu’un d’autre");
    let asked = scene
        .staff
        .post("/api/adoption/rive/locataires/consult", &[])
        .await;
    assert_eq!(asked.status, 404);
    assert_eq!(scene.house.count("adoption_college").await, 0);
}

#[tokio::test]
async fn of_two_facilitators_who_conclude_at_once_one_is_told() {
    let scene = Scene::new().await;
    let place = Place::Landlord(scene.rive.id);
    let second = scene
        .house
        .holder("autre-animatrice", Role::Facilitator, place)
        .await;
    let version = scene.all_adopt().await;
    let (one, two) = tokio::join!(
        scene.concludes(&scene.facilitator, &version),
        scene.concludes(&second, &version)
    );
    let (won, told) = if one.contains("C’est enregistré") {
        (one, two)
    } else {
        (two, one)
    };
    done(&won);
    refused(&told, "Quelqu’un a peut-être agi entre-temps");
    assert_eq!(
        scene
            .house
            .count("adoption WHERE outcome = 'adopted'")
            .await,
        1
    );
    // The same for opening it again.
    let form = [("version", version.as_str()), ("confirm", "true")];
    let (one, two) = tokio::join!(
        scene.send(&scene.facilitator, "reopen", &form),
        scene.send(&second, "reopen", &form)
    );
    let told = if one.contains("C’est enregistré") {
        two
    } else {
        one
    };
    refused(&told, "Quelqu’un a peut-être agi entre-temps");
    assert_eq!(scene.house.count("text_version").await, 2);
}

#[tokio::test]
async fn what_was_typed_stays_when_it_is_refused() {
    let scene = Scene::new().await;
    let mut wrong = RULES;
    wrong[12] = ("months", "jamais");
    wrong[0] = ("quorum-tenants", "1/3");
    let page = scene.send(&scene.facilitator, "rules", &wrong).await;
    refused(&page, "De 1 à 120 mois");
    assert!(
        page.contains("value=\"jamais\"") && page.contains("value=\"1/3\" selected"),
        "{page}"
    );
    let version = scene.opens().await;
    let mut board = vec![
        ("version", version.as_str()),
        ("held_on", "2020-03-01"),
        ("members", "5"),
        ("ayes", "neuf"),
        ("noes", "2"),
        ("abstentions", ""),
        ("statement", "Des raisons longues à écrire."),
        ("confirm", "true"),
    ];
    let page = scene.send(&scene.staff, "bailleur/keep", &board).await;
    refused(&page, "Écrivez un nombre");
    assert!(page.contains("Des raisons longues à écrire."), "{page}");
    board[3] = ("ayes", "9");
    let page = scene.send(&scene.staff, "bailleur/keep", &board).await;
    refused(&page, "plus de voix que de votants");
    board[2] = ("members", "12");
    board[6] = ("statement", " ");
    let page = scene.send(&scene.staff, "bailleur/keep", &board).await;
    refused(&page, "Le bailleur dit ses raisons");
    board[6] = ("statement", "Oui.");
    done(&scene.send(&scene.staff, "bailleur/keep", &board).await);
    let twice = scene.send(&scene.staff, "bailleur/keep", &board).await;
    refused(&twice, "Ce collège a déjà voté");
    let nobody = scene.associations_say(&version, ["", ""]).await;
    refused(&nobody, "Aucune voix");
    assert!(nobody.contains("L’accueil est mieux dit."), "{nobody}");
    let other = scene
        .associations_say("00000000-0000-4000-8000-000000000000", ["for", "for"])
        .await;
    refused(&other, "Une autre version");
}

#[tokio::test]
async fn small_figures_of_a_secret_ballot_are_shown_to_nobody() {
    let scene = Scene::new().await;
    let version = scene.opens().await;
    done(&scene.tenants_say(&version, [30, 3, 4]).await);
    for page in [
        scene.everybody("").await,
        scene.read(&scene.facilitator, "/locataires").await.body,
    ] {
        assert!(
            page.contains("non montré") && page.contains(">7<"),
            "{page}"
        );
        assert!(!page.contains(">3<") && !page.contains(">4<"), "{page}");
        assert!(!page.contains("class=\"share\""), "no picture tells it");
    }
}

#[tokio::test]
async fn a_consultation_is_prepared_once_under_the_rules_of_its_college() {
    let scene = Scene::new().await;
    done(&scene.send(&scene.facilitator, "rules", &RULES).await);
    scene.opens().await;
    let path = "/api/adoption/rive/locataires/consult";
    let first = scene.facilitator.post(path, &[]).await;
    let again = scene.facilitator.post(path, &[]).await;
    assert_eq!(first.location(), again.location());
    let draft = scene.facilitator.get(first.location()).await;
    assert!(draft.body.contains("value=\"1/4\""), "{}", draft.body);
    let desk = scene.read(&scene.facilitator, "/locataires").await.body;
    assert!(desk.contains(first.location()), "{desk}");
    assert_eq!(scene.house.count("consultation").await, 1);
}

#[tokio::test]
async fn votes_weigh_what_was_won_and_it_is_said_where_that_is_from() {
    let scene = Scene::new().await;
    let mut weighted = RULES;
    weighted[11] = ("weights", "last_election");
    done(&scene.send(&scene.facilitator, "rules", &weighted).await);
    scene.consolidates().await;
    let version = scene.version().await;
    let [first, second] = scene.associations.map(|id| format!("weight-{id}"));
    let mut form = vec![
        ("version", version.as_str()),
        (first.as_str(), "310"),
        (second.as_str(), "90"),
        ("from", ""),
        ("confirm", "true"),
    ];
    let page = scene.send(&scene.facilitator, "open", &form).await;
    refused(&page, "Dites d’où viennent ces chiffres");
    assert!(page.contains("value=\"310\""), "{page}");
    form[3] = ("from", "Élection du 5 décembre 2030");
    done(&scene.send(&scene.facilitator, "open", &form).await);
    done(&scene.associations_say(&version, ["for", "against"]).await);
    let page = scene.everybody("").await;
    assert!(
        page.contains("A adopté") && page.contains("Élection du 5 décembre 2030"),
        "{page}"
    );
}
