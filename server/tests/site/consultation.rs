//! A consultation by HTTP, from its draft to its result by college; ballots are real.

mod scene;

use crate::support::client::Part;
use crate::support::{Client, House};
use palier_ballots::conduct::{CollegesText, Verifying};
use palier_ballots::holder::{decrypt, decrypt_with_colleges};
use palier_ballots::verify::{Options, Verdict, verify};
use palier_domain::account::role::{Place, Role};
use palier_domain::election::consultation::Verdict as Decided;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_store::landlord::Landlord;
use scene::{SLUG, Scene, Voter, rng, said};

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
    let mut verifying = Verifying::new(Options::default()).with_ballots();
    verifying.push(&archive);
    let verified = verifying.finish().1.unwrap();
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
    for name in ["Locataires", "Bailleur"] {
        let college = [("name", name), ("source", "tenants")];
        officer.post(&at("college"), &college).await;
    }
    said(&announce().await, "Nommez les deux personnes");
    for place in ["1", "2"] {
        let holder = [
            ("place", place),
            ("identifier", "officer"),
            ("name", "O"),
            ("college", "1"),
        ];
        officer.post(&at("holder"), &holder).await;
    }
    said(&announce().await, "de collèges différents");
    let holder = [
        ("place", "2"),
        ("identifier", "officer"),
        ("name", "O"),
        ("college", "2"),
    ];
    officer.post(&at("holder"), &holder).await;
    said(&announce().await, "pas encore faite");
    let public = format!("/{SLUG}/consultations/{handle}");
    let anonymous = Client::anonymous(&house);
    assert_eq!(anonymous.get(&public).await.status, 404, "a draft");
}
