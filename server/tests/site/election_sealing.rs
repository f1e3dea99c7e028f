//! From the frozen roll to the sealed box: keys of three holders, codes of two authorities, a
//! rehearsal, the seals; each in its order, by its role.

use crate::support::client::{Answer, Part};
use crate::support::{Client, House};
use getrandom::SysRng;
use palier_ballots::conduct::Verified;
use palier_ballots::holder::{self, KeyFile, Protection};
use palier_ballots::threshold::Context;
use palier_ballots::wire::print;
use palier_ballots::{Credential, Ed25519, ElectionId, Half, SharesText, Voter};
use palier_domain::account::role::{Place, Role};
use palier_domain::election::key_plan::{Interest, KeyHolder, KeyPlan, KeyShare};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::body::Body;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::ElectionId as StoredId;
use palier_domain::landlord::kind::LandlordKind;
use palier_store::election::electoral_roll as roll;
use palier_store::election::{self, NewElection};
use palier_store::landlord::Landlord;
use rand_core::UnwrapErr;
use sha2::{Digest as _, Sha256};

const HANDLE: &str = "6EoLmCLYpQWMxL";
const PAGE: &str = "/rive/election/6EoLmCLYpQWMxL";

pub fn api(act: &str) -> String {
    format!("/api/sealing/rive/{HANDLE}/{act}")
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn protocol() -> Protocol {
    let body = Body {
        kind: LandlordKind::Oph,
        dwellings: 12_480,
        board_members: 27,
    };
    let mut protocol = Protocol::proposed(body, "2030-12-03".parse().unwrap());
    let share = |person: &str| KeyShare {
        holder: KeyHolder {
            person: person.to_owned(),
            interest: Interest::Neutral(person.to_owned()),
        },
        substitute: None,
    };
    protocol.key_plan = Some(KeyPlan {
        threshold: 2,
        shares: ["Alice", "Bruno", "Chloé"].map(share).to_vec(),
    });
    protocol
}

/// An election whose roll is frozen, on the eve of its opening.
pub struct Scene {
    pub house: House,
    rive: Landlord,
    pub id: StoredId,
    pub board: Client,
    authority: Client,
    officer: Client,
}

impl Scene {
    pub async fn new() -> Self {
        let house = House::open_when("2030-11-18T08:00:00Z").await;
        let rive = house.landlord("rive").await;
        let new = NewElection {
            landlord_id: rive.id,
            handle: HANDLE.to_owned(),
            title: "Élection 2030".to_owned(),
            rehearsal_of: None,
            protocol: protocol(),
        };
        let bureau = house.account("bureau", "Alice").await;
        let autorite = house.account("autorite", "Imprimerie").await;
        let now = house.now();
        let mut tx = house.db().begin().await.unwrap();
        let id = election::create(&mut tx, new, now).await.unwrap();
        let members = [
            (bureau, ElectionRole::TallyBoard),
            (autorite, ElectionRole::CodeAuthorities),
        ];
        for (account, role) in members {
            election::add_member(&mut tx, id, account, role, now)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let place = Place::Landlord(rive.id);
        let officer = house
            .holder("responsable", Role::ElectionOfficer, place)
            .await;
        let scene = Self {
            board: house.sign_in("bureau").await,
            authority: house.sign_in("autorite").await,
            officer,
            house,
            rive,
            id,
        };
        scene.roll_and_lists().await;
        scene
    }

    /// Two lists in their order, and a roll of three lines, frozen.
    async fn roll_and_lists(&self) {
        for (place, title) in [(1, "Ensemble"), (2, "Toits")] {
            let sql = format!(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO candidate_list (id, election_id, state, title, national_body, independent,
                    statement, handed_in_by, received_on, filed_at, receipt_id, reason, ruled_at,
                    place, created_at)
                 SELECT randomblob(16), id, 'admitted', '{title}', 'CNL', 1, '', '', '2030-10-01',
                    created_at, randomblob(16), 'ok', created_at, {place}, created_at FROM election"
            );
            self.house.execute(&sql).await;
        }
        self.stage("announced").await;
        let (db, at) = (self.house.db(), self.house.now());
        let mut tx = db.begin().await.unwrap();
        let made = "2030-10-24".parse().unwrap();
        roll::make(&mut tx, self.id, made, at).await.unwrap();
        tx.commit().await.unwrap();
        self.stage("roll_published").await;
        let mut tx = db.begin().await.unwrap();
        let role = ElectionRole::ElectionOfficer;
        let day = "2030-11-12".parse().unwrap();
        roll::freeze(&mut tx, self.id, role, day, at).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn stage(&self, stage: &str) {
        let sql = format!("UPDATE election SET stage = '{stage}' WHERE kind = 'binding'");
        self.house.execute(&sql).await;
    }

    async fn at(&self) -> Stage {
        let found = election::by_handle(self.house.db(), HANDLE).await.unwrap();
        found.unwrap().stage
    }

    /// What the page says after a form.
    async fn does(&self, who: &Client, act: &str) -> String {
        let answer = who.post(&api(act), &[]).await;
        who.arrive(answer).await.body
    }

    pub async fn message(&self, body: &str) -> String {
        let part = [Part::file("file", "m.json", body.as_bytes())];
        let answer = self.board.post_parts(&api("key-message"), &part).await;
        self.board.arrive(answer).await.body
    }

    /// The six rounds, each holder's part made on her own machine; gives their key files.
    async fn ceremony(&self) -> Vec<KeyFile> {
        let rng = &mut UnwrapErr(SysRng);
        let protection = Protection::Unprotected;
        let mut seeds = Vec::new();
        for index in 1..=3 {
            let context = Context {
                size: 3,
                threshold: 2,
                index,
            };
            let made = holder::new_seed("Ed25519", context, protection, rng).unwrap();
            self.message(&made.public).await;
            seeds.push(KeyFile::open(&made.key_file, protection).unwrap());
        }
        let nobody = Client::anonymous(&self.house);
        let page = nobody.get(&format!("{PAGE}/cles")).await.body;
        assert!(page.contains("on attend Alice, Bruno, Chloé"), "{page}");
        let certificates = nobody
            .get(&format!("{PAGE}/cles/certificats.json"))
            .await
            .body;
        for seed in &seeds {
            let made = holder::polynomial(seed, &certificates, rng).unwrap();
            self.message(&made).await;
        }
        let hidden = nobody.get(&format!("{PAGE}/cles/entree/1")).await.status;
        assert_eq!(hidden, 303, "for the tally board alone");
        let mut keys = Vec::new();
        for (number, seed) in (1..).zip(&seeds) {
            let input = self
                .board
                .get(&format!("{PAGE}/cles/entree/{number}"))
                .await
                .body;
            let made = holder::output(seed, &certificates, &input, protection, rng).unwrap();
            self.message(&made.public).await;
            keys.push(KeyFile::open(&made.key_file, protection).unwrap());
        }
        keys
    }

    /// What two authorities combine of the roll's lines, for an election of a handle.
    async fn codes(&self, handle: &str) -> [Vec<u8>; 3] {
        let lines = self
            .authority
            .get(&format!("{PAGE}/codes/lignes.csv"))
            .await
            .body;
        let rng = &mut UnwrapErr(SysRng);
        let id = ElectionId::parse(handle).unwrap();
        let voters: Vec<Voter> = palier_ballots::read_roll(&lines).unwrap();
        let mut half = |half| {
            let codes: Vec<Credential> = voters.iter().map(|_| Credential::random(rng)).collect();
            SharesText::make::<Ed25519, _>(&codes, &voters, &id, half, rng)
        };
        let (a, b) = (half(Half::A), half(Half::B));
        let combined = a.combine::<Ed25519>(&b).unwrap();
        let list = print(&combined.credentials.entries());
        let tags: Vec<String> = combined.tags.iter().map(|tag| tag.print()).collect();
        let tags = print(&tags);
        let record = serde_json::json!({
            "format": 1, "group": "Ed25519", "uuid": handle, "roll": a.roll,
            "credentials": sha256(&list), "tags": sha256(&tags),
        });
        [list, tags, record.to_string().into_bytes()]
    }

    async fn brings(&self, files: &[Vec<u8>; 3]) -> Answer {
        let parts = [
            Part::file("credentials", "credentials.json", &files[0]),
            Part::file("tags", "tags.json", &files[1]),
            Part::file("record", "record.json", &files[2]),
        ];
        let answer = self.authority.post_parts(&api("codes"), &parts).await;
        self.authority.arrive(answer).await
    }

    /// Each holder says what her command printed.
    async fn reopened(&self, keys: &[KeyFile]) {
        let trial = format!("{PAGE}/cles/essai.bel");
        let (_, bytes, _) = self.board.get_bytes(&trial, None).await;
        let archive = Verified::read([&bytes]).unwrap();
        for key in keys {
            let standing = holder::check(&archive, key).unwrap();
            let said = serde_json::to_string(&standing).unwrap();
            let answer = self
                .board
                .post(&api("key-reopened"), &[("said", &said)])
                .await;
            let page = self.board.arrive(answer).await.body;
            assert!(!page.contains("à corriger"), "{page}");
        }
    }

    /// Two of three opened theirs: the board says why it goes on.
    async fn goes_on_without_chloe(&self, keys: &[KeyFile]) {
        let decide = async |reason: &str| {
            let answer = self
                .board
                .post(&api("going-on"), &[("reason", reason)])
                .await;
            self.board.arrive(answer).await.body
        };
        self.reopened(&keys[..1]).await;
        let few = decide("La clé de Chloé est perdue.").await;
        assert!(few.contains("au moins 2 fichiers"), "{few}");
        self.reopened(&keys[..2]).await;
        let none = decide("").await;
        assert!(none.contains("à corriger"), "{none}");
        decide("La clé de Chloé est perdue.").await;
        let nobody = Client::anonymous(&self.house);
        let page = nobody.get(&format!("{PAGE}/cles")).await.body;
        assert!(
            page.contains("sans\u{a0}: Chloé") && page.contains("est perdue"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn an_election_is_sealed_when_everything_is_there_and_its_box_is_shown_empty() {
    let scene = Scene::new().await;
    let keys = scene.ceremony().await;
    scene.does(&scene.board, "keys-make").await;
    assert_eq!(scene.at().await, Stage::KeysMade);
    let codes = scene.codes(HANDLE).await;
    let page = scene.brings(&codes).await.body;
    assert!(page.contains("3 codes, un par électeur"), "{page}");
    scene.does(&scene.authority, "codes-seal").await;
    assert_eq!(scene.at().await, Stage::CodesSealed);

    let page = scene.does(&scene.officer, "rehearse").await;
    assert!(page.contains("RÉPÉTITION\u{a0}: Élection 2030"), "{page}");
    let page = scene.does(&scene.officer, "rehearsed").await;
    assert!(page.contains("Aucun bulletin n’a été reçu"), "{page}");
    let mut tx = scene.house.db().begin().await.unwrap();
    let (now, today) = (scene.house.now(), "2030-11-18".parse().unwrap());
    let voted = Condition::RehearsalVoted;
    election::declare(&mut tx, scene.id, voted, "1", now)
        .await
        .unwrap();
    let role = ElectionRole::ElectionOfficer;
    election::advance(&mut tx, scene.id, Move::Rehearse, role, today, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let page = scene.does(&scene.board, "seal").await;
    assert!(
        page.contains("Il manque encore quelque chose"),
        "keys closed: {page}"
    );
    let boxes = scene.house.site.polls.boxes();
    assert!(
        boxes.open(HANDLE).await.unwrap().is_none(),
        "no box is left"
    );
    scene.goes_on_without_chloe(&keys).await;
    let answer = scene.officer.post(&api("seal"), &[]).await;
    assert_eq!(answer.status, 404, "the tally board's alone");
    let page = scene.does(&scene.board, "seal").await;
    assert!(
        page.contains("L’urne est vide") && page.contains("3 lignes au registre"),
        "{page}"
    );
    assert_eq!(scene.at().await, Stage::Sealed);
    let poll = scene.house.site.polls.get(HANDLE).await.unwrap().unwrap();
    assert_eq!(poll.credentials.len(), 3);
    assert!(
        poll.record
            .contains("\"answers\":[\"Ensemble\",\"Toits\"],\"blank\":true"),
        "{}",
        poll.record
    );
    assert_eq!(
        scene.house.count("code_list WHERE tags IS NOT NULL").await,
        0
    );
    let public = Client::anonymous(&scene.house)
        .get(&format!("{PAGE}/scelles"))
        .await
        .body;
    assert!(public.contains(&sha256(&codes[0])), "{public}");
    assert_eq!(scene.rive.slug, "rive");
}

#[tokio::test]
async fn codes_of_another_election_or_of_too_few_electors_are_refused() {
    let scene = Scene::new().await;
    let other = scene.codes("AutreVote12345").await;
    let page = scene.brings(&other).await.body;
    assert!(page.contains("ceux d’une autre élection"), "{page}");
    let mut torn = scene.codes(HANDLE).await;
    torn[1] = scene.codes(HANDLE).await[1].clone();
    let page = scene.brings(&torn).await.body;
    assert!(page.contains("ne vont pas ensemble"), "{page}");
    assert_eq!(scene.house.count("code_list").await, 0);
    let nobody = Client::anonymous(&scene.house);
    assert_eq!(nobody.get(&format!("{PAGE}/codes")).await.status, 303);
    assert_eq!(scene.board.get(&format!("{PAGE}/codes")).await.status, 404);
    assert_eq!(
        scene
            .board
            .get(&format!("{PAGE}/codes/courriers.csv"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_step_out_of_its_order_is_refused() {
    let scene = Scene::new().await;
    for (who, act) in [
        (&scene.board, "keys-make"),
        (&scene.board, "seal"),
        (&scene.authority, "codes-seal"),
    ] {
        let page = scene.does(who, act).await;
        assert!(page.contains("à corriger"), "{act}: {page}");
    }
    assert_eq!(scene.at().await, Stage::RollFrozen);
    let page = scene.message("{}").await;
    assert!(page.contains("Ce fichier est refusé"), "{page}");
}
