//! A consultation by HTTP, from its draft to its result by college; ballots are real.

mod scene;

use crate::support::client::Part;
use crate::support::{Client, House};
use palier_ballots::conduct::{CollegesText, Verifying};
use palier_ballots::holder::{decrypt, decrypt_with_colleges};
use palier_ballots::verify::{Options, Verdict, verify};
use palier_ballots::wire::name_of;
use palier_domain::account::role::{Place, Role};
use palier_domain::charter::status::Audience;
use palier_domain::election::consultation::Verdict as Decided;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_store::consultation::{self, college::colleges};
use palier_store::landlord::Landlord;
use palier_store::text;
use scene::{SLUG, Scene, Voter, rng, said};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn two_colleges_adopt_a_charter_each_for_itself() {
    let a = ["anne", "ali", "alma", "axel", "aude"];
    let b = ["bea", "bob", "brice", "basile", "bilal", "berthe"];
    let each = [("colleges", "each")];
    let (mut scene, mut voters) =
        Scene::announced(&[("Locataires", &a), ("Bailleur", &b)], &each).await;
    for voter in &mut voters {
        let sent = scene.register(voter).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
    }
    let closes = scene.open(20).await;
    let left = "consultation_elector WHERE credential IS NOT NULL OR tag IS NOT NULL";
    assert_eq!(scene.house.count(left).await, 0);
    for (at, voter) in voters.iter().enumerate() {
        // Blank, yes, no: one blank and one no in the first college, two no in the second.
        let choice: &[u8] = match at {
            0 => &[1, 0, 0],
            1 | 5 | 6 => &[0, 0, 1],
            _ => &[0, 1, 0],
        };
        let answer = scene.cast(voter, choice).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    let again = scene.cast(&voters[3], &[0, 0, 1]).await;
    said(&again, "already_used");
    scene.close(closes).await;
    assert_eq!(scene.found().await.stage, Stage::Closed);
    let (archive, colleges) = (
        scene.file("archive.bel").await,
        scene.file("colleges.json").await,
    );
    let colleges = CollegesText::read(&colleges).unwrap();
    let rules = name_of(&scene.file("regles.json").await);
    let mut verifying = Verifying::new(Options::default()).with_ballots();
    verifying.push(&archive);
    let verified = verifying.finish().1.unwrap();
    for sealed in [&rules, &colleges.name()] {
        let about = &verified.description;
        assert!(about.contains(sealed), "{sealed} is not in {about}");
    }
    let mut other = colleges.clone();
    other.colleges.reverse();
    let refused = decrypt_with_colleges(&verified, &scene.keys[0], &other, None, &mut rng());
    assert!(refused.is_err(), "another division than the sealed one");
    for at in 0..2 {
        let key = &scene.keys[at];
        // Without the colleges it is not taken: their sums may be opened.
        let whole = decrypt(&verified, key, None, &mut rng()).unwrap();
        let file = Part::file("file", "decryption.json", whole.text.as_bytes());
        let sent = scene.holders[at]
            .post_parts(&scene.at("decryption"), &[file])
            .await;
        let page = scene.holders[at].arrive(sent).await;
        said(&page, "sommes par collège");
        let parts = decrypt_with_colleges(&verified, key, &colleges, None, &mut rng()).unwrap();
        let file = Part::file("file", "decryption.json", parts.text.as_bytes());
        let sent = scene.holders[at]
            .post_parts(&scene.at("decryption"), &[file])
            .await;
        assert_eq!(sent.status, 303);
    }
    scene.look().await;
    let found = scene.found().await;
    assert_eq!(found.stage, Stage::Decided);
    let outcome = found.outcome.unwrap().0;
    assert_eq!(outcome.verdicts, [Decided::Adopted]);
    let total = outcome.total.unwrap();
    assert_eq!((total.blank, total.answers), (1, vec![7, 3]));
    let parts = outcome.breakdown.unwrap();
    let of = |at: usize| {
        (
            parts[at].blank,
            parts[at].answers.clone(),
            parts[at].electors,
        )
    };
    assert_eq!(of(0), (1, vec![3, 1], 5));
    assert_eq!(of(1), (0, vec![4, 2], 6));
    let report = verify([scene.file("archive.bel").await], Options::default());
    assert_eq!(report.verdict, Verdict::Valid, "and any tool's");
    let page = Client::anonymous(&scene.house).get(&scene.page("")).await;
    said(&page, "Adopté");
    said(&page, "Moins protégé qu’une élection.");
}

#[tokio::test(flavor = "multi_thread")]
async fn under_five_voters_of_a_college_no_college_is_opened_and_under_five_in_all_nothing() {
    let a = ["anne", "ali", "alma", "axel"];
    let (mut scene, mut voters) =
        Scene::announced(&[("Locataires", &a), ("Bailleur", &["bea", "bob"])], &[]).await;
    for voter in &mut voters {
        scene.register(voter).await;
    }
    let closes = scene.open(6).await;
    for voter in &voters[..3] {
        scene.cast(voter, &[0, 1, 0]).await;
    }
    scene.close(closes).await;
    let found = scene.found().await;
    assert_eq!(found.stage, Stage::Decided);
    let outcome = found.outcome.unwrap().0;
    assert_eq!((outcome.total, outcome.voters), (None, 3));
    assert_eq!(outcome.verdicts, [Decided::NoQuorum]);
    let page = Client::anonymous(&scene.house).get(&scene.page("")).await;
    said(&page, "L’urne n’a pas été ouverte");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_most_so_many_of_several_answers_are_chosen_and_each_is_judged() {
    let a = ["anne", "ali", "alma", "axel"];
    let more = [
        ("answers", "Le toit\nLe hall\nLe jardin"),
        ("most", "2"),
        ("quorum", ""),
    ];
    let (mut scene, mut voters) =
        Scene::announced(&[("Locataires", &a), ("Bailleur", &["bea"])], &more).await;
    for voter in &mut voters {
        scene.register(voter).await;
    }
    let closes = scene.open(10).await;
    for (at, voter) in voters.iter().enumerate() {
        let choice: &[u8] = if at == 4 {
            &[1, 0, 0, 0]
        } else {
            &[0, 1, 1, 0]
        };
        let answer = scene.cast(voter, choice).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    scene.close(closes).await;
    let mut verifying = Verifying::new(Options::default());
    verifying.push(&scene.file("archive.bel").await);
    let verified = verifying.finish().1.unwrap();
    for at in 0..2 {
        let made = decrypt(&verified, &scene.keys[at], None, &mut rng()).unwrap();
        let file = Part::file("file", "decryption.json", made.text.as_bytes());
        scene.holders[at]
            .post_parts(&scene.at("decryption"), &[file])
            .await;
    }
    scene.look().await;
    let outcome = scene.found().await.outcome.unwrap().0;
    assert_eq!(outcome.total.unwrap().answers, [4, 4, 0]);
    assert_eq!(outcome.breakdown, None, "a college has one voter");
    let (yes, no) = (Decided::Adopted, Decided::Rejected);
    assert_eq!(outcome.verdicts, [yes, yes, no]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_of_a_college_register_and_only_with_proofs_that_hold() {
    let (scene, mut voters) =
        Scene::announced(&[("Locataires", &["anne"]), ("Bailleur", &["bea"])], &[]).await;
    scene.house.account("carl", "Carl").await;
    let mut stranger = Voter {
        client: scene.house.sign_in("carl").await,
        codes: None,
    };
    let sent = scene.register(&mut stranger).await;
    let page = stranger.client.arrive(sent).await;
    said(&page, "Votre compte n’est dans aucun collège.");
    let forged = [("shares", r#"{"a":{},"b":{}}"#)];
    let sent = voters[0].client.post(&scene.at("register"), &forged).await;
    let page = voters[0].client.arrive(sent).await;
    said(&page, "Cet envoi n’inscrit aucun code.");
    let sent = scene.register(&mut voters[0]).await;
    let page = voters[0].client.arrive(sent).await;
    said(&page, "Vous êtes inscrit depuis");
    // A holder's page is hers alone, and a desk is for its officers.
    assert_eq!(stranger.client.get(&scene.page("/cle")).await.status, 404);
    let desk = format!("/{SLUG}/gestion/consultations");
    assert_eq!(stranger.client.get(&desk).await.status, 404);
    assert_eq!(scene.officer.get(&desk).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roll_on_which_nobody_is_ends_the_consultation() {
    let (mut scene, _) =
        Scene::announced(&[("Locataires", &["anne"]), ("Bailleur", &["bea"])], &[]).await;
    scene.hours(-1, 5, 10).await;
    scene.look().await;
    assert_eq!(scene.found().await.stage, Stage::Cancelled);
    assert_eq!(scene.officer.get(&scene.page("/urne")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consultation_that_is_given_up_takes_no_vote_though_its_box_was_sealed() {
    let (mut scene, mut voters) =
        Scene::announced(&[("Locataires", &["anne"]), ("Bailleur", &["bea"])], &[]).await;
    for voter in &mut voters {
        scene.register(voter).await;
    }
    scene.hours(-1, 2, 20).await;
    scene.look().await;
    assert_eq!(scene.found().await.stage, Stage::RollClosed);
    let sent = scene.officer.post(&scene.at("cancel"), &[]).await;
    assert_eq!(sent.status, 303);
    assert_eq!(scene.found().await.stage, Stage::Cancelled);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let boxed = scene.house.site.polls.boxes().open(&scene.handle).await;
    let board = boxed.unwrap().unwrap().board().await.unwrap();
    assert!(board.frozen_at.is_some());
    // Nor does a killed process leave one that opens: the clock goes on where it stopped.
    scene
        .house
        .execute("UPDATE consultation SET stage = 'roll_closed'")
        .await;
    scene.look().await;
    assert_eq!(scene.found().await.stage, Stage::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_a_college_before_the_roll_closes_registers_and_is_counted() {
    let (mut scene, mut voters) =
        Scene::announced(&[("Locataires", &["anne"]), ("Bailleur", &["bea"])], &[]).await;
    scene
        .house
        .execute("UPDATE consultation_college SET source = 'landlord' WHERE place = 2")
        .await;
    let landlord = scene.found().await.landlord_id;
    let place = Place::Landlord(landlord);
    let client = scene.house.holder("nora", Role::LandlordStaff, place).await;
    let mut nora = Voter {
        client,
        codes: None,
    };
    scene.look().await;
    let sent = scene.register(&mut nora).await;
    let page = nora.client.arrive(sent).await;
    said(&page, "Vous êtes inscrit depuis");
    scene.register(&mut voters[0]).await;
    // Whoever joins when the roll closes could not register, and raises no quorum.
    scene.hours(-1, 5, 10).await;
    scene.house.holder("late", Role::LandlordStaff, place).await;
    scene.look().await;
    assert_eq!(scene.found().await.stage, Stage::RollClosed);
    let db = scene.house.db();
    let colleges = colleges(db, scene.found().await.id).await.unwrap();
    let electors: Vec<_> = colleges.iter().map(|one| one.electors).collect();
    assert_eq!(electors, [Some(1), Some(2)]);
}

#[tokio::test]
async fn a_consultation_is_not_announced_without_two_holders_of_different_colleges() {
    let house = House::open_when("2030-12-05T09:00:00Z").await;
    let landlord: Landlord = house.landlord(SLUG).await;
    let place = Place::Landlord(landlord.id);
    let officer = house.holder("officer", Role::ElectionOfficer, place).await;
    let form = [
        ("title", "La charte"),
        ("question", "Adoptez-vous la charte ?"),
        ("majority", "> 1/2"),
        ("roll_closes", "2030-12-06T12:00"),
        ("opens", "2030-12-06T12:00"),
        ("closes", "2030-12-07T12:00"),
    ];
    let made = officer
        .post(&format!("/api/consultation/{SLUG}/new"), &form)
        .await;
    let desk = made.location().to_owned();
    let handle = desk.rsplit('/').next().unwrap().to_owned();
    let at = |act: &str| format!("/api/consultation/{SLUG}/{handle}/{act}");
    let announce = async || {
        let sent = officer.post(&at("announce"), &[]).await;
        officer.arrive(sent).await
    };
    said(&announce().await, "Ajoutez au moins un collège.");
    for name in ["anne", "ali", "bea"] {
        house.account(name, name).await;
    }
    for (name, members) in [("Locataires", "anne ali"), ("Bailleur", "bea")] {
        let college = [("name", name), ("source", "listed"), ("members", members)];
        officer.post(&at("college"), &college).await;
    }
    said(&announce().await, "Nommez les deux personnes");
    let hold = async |place: &str, identifier: &str, college: &str| {
        let holder = [
            ("place", place),
            ("identifier", identifier),
            ("name", identifier),
            ("college", college),
        ];
        let sent = officer.post(&at("holder"), &holder).await;
        officer.arrive(sent).await
    };
    // What is typed is held against the roll: Ali is a tenant, the officer is in no college.
    for nobody in ["ali", "officer"] {
        let refused = hold("2", nobody, "2").await;
        said(&refused, "n’est pas inscrite dans ce collège");
    }
    hold("1", "anne", "1").await;
    hold("2", "ali", "1").await;
    said(&announce().await, "ne doivent pas être du même collège");
    hold("2", "bea", "2").await;
    said(&announce().await, "pas encore faite");
    let public = format!("/{SLUG}/consultations/{handle}");
    let anonymous = Client::anonymous(&house);
    assert_eq!(anonymous.get(&public).await.status, 404, "a draft");
}

#[tokio::test]
async fn where_one_college_is_asked_somebody_outside_holds_the_other_key() {
    let house = House::open_when("2030-12-05T09:00:00Z").await;
    let landlord: Landlord = house.landlord(SLUG).await;
    let place = Place::Landlord(landlord.id);
    let officer = house.holder("officer", Role::ElectionOfficer, place).await;
    let form = [
        ("title", "La charte"),
        ("question", "Adoptez-vous la charte ?"),
        ("majority", "> 1/2"),
        ("roll_closes", "2030-12-06T12:00"),
        ("opens", "2030-12-06T12:00"),
        ("closes", "2030-12-07T12:00"),
    ];
    let made = officer
        .post(&format!("/api/consultation/{SLUG}/new"), &form)
        .await;
    let handle = made.location().rsplit('/').next().unwrap().to_owned();
    let at = |act: &str| format!("/api/consultation/{SLUG}/{handle}/{act}");
    for name in ["anne", "ali", "garante"] {
        house.account(name, name).await;
    }
    let college = [
        ("name", "Locataires"),
        ("source", "listed"),
        ("members", "anne ali"),
    ];
    officer.post(&at("college"), &college).await;
    let hold = async |place: &str, identifier: &str, college: &str| {
        let holder = [
            ("place", place),
            ("identifier", identifier),
            ("name", identifier),
            ("college", college),
        ];
        let sent = officer.post(&at("holder"), &holder).await;
        officer.arrive(sent).await
    };
    let announce = async || {
        let sent = officer.post(&at("announce"), &[]).await;
        officer.arrive(sent).await
    };
    hold("1", "anne", "1").await;
    let hidden = hold("2", "ali", "0").await;
    said(&hidden, "n’est pas inscrite dans ce collège");
    hold("2", "ali", "1").await;
    said(&announce().await, "ne doivent pas être du même collège");
    let named = hold("2", "garante", "0").await;
    said(&named, "hors du collège");
    said(&announce().await, "pas encore faite");
}

#[tokio::test]
async fn the_version_that_is_put_to_the_vote_stays_the_one_that_is_read() {
    let house = House::open_when("2030-12-05T09:00:00Z").await;
    let landlord: Landlord = house.landlord(SLUG).await;
    house.charter(landlord.id, Audience::Public, 10).await;
    let place = Place::Landlord(landlord.id);
    let officer = house.holder("officer", Role::ElectionOfficer, place).await;
    let form = [
        ("title", "La charte"),
        ("question", "Adoptez-vous la charte ?"),
        ("majority", "> 1/2"),
        ("charter", "true"),
        ("roll_closes", "2030-12-06T12:00"),
        ("opens", "2030-12-06T12:00"),
        ("closes", "2030-12-07T12:00"),
    ];
    let new = format!("/api/consultation/{SLUG}/new");
    let made = officer.post(&new, &form).await;
    let handle = made.location().rsplit('/').next().unwrap().to_owned();
    let asked = consultation::by_handle(house.db(), &handle).await.unwrap();
    let voted = asked.unwrap().version_id.unwrap();
    let hash = name_of(text::export(house.db(), voted).await.unwrap().as_bytes());
    house
        .version(landlord.id, "# Un autre texte\n\nTout est changé.\n")
        .await;
    let page = officer
        .get(&format!("/{SLUG}/consultations/{handle}"))
        .await;
    said(&page, &format!("/{SLUG}/charte/version/1"));
    said(&page, &hash);
    let anybody = Client::anonymous(&house);
    let version = anybody.get(&format!("/{SLUG}/charte/version/1")).await;
    said(&version, &hash);
    said(&version, "une version plus récente");
    assert!(!version.body.contains("Tout est changé"));
    let none = anybody.get(&format!("/{SLUG}/charte/version/3")).await;
    assert_eq!(none.status, 404);
}
