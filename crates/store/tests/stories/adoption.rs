//! A version before the colleges: each decides, all must adopt, a refusal reopens its clauses.

use crate::in_tx;
use crate::support::adoption::{COMMITTED, TODAY};
use crate::support::amendment::{Scene, Someone, refusal};
use crate::support::{Ground, day, instant};
use palier_domain::charter::adoption::ballot::{BallotError, Says};
use palier_domain::charter::adoption::outcome::Standing;
use palier_domain::charter::adoption::rules::{AdoptionRules, Weights};
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::refusal::Refusal;
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::StepRefusal;
use palier_domain::election::consultation::Verdict;
use palier_domain::id::VersionId;
use palier_store::adoption::{
    self, Adoption, AdoptionError, Concluded, Given, NewSignature, Opening,
};
use palier_store::amendment::{self, By, StepError};
use palier_store::{commitment, decision, journal, text};
use sha2::{Digest, Sha256};

crate::on_both_engines![
    three_colleges_adopt_the_hash_of_what_was_read,
    a_refusal_names_clauses_and_only_these_reopen,
    a_ballot_without_quorum_is_held_again,
    nothing_is_done_out_of_its_order,
    of_two_who_conclude_at_once_one_is_told,
    each_does_her_own_task_only,
    rules_stand_once_the_text_is_discussed,
    associations_weigh_what_they_won,
    an_adopted_version_stays_in_force_until_the_next_is_adopted,
    signatures_stand_under_an_adopted_text_only,
    who_kept_the_ballots_may_go,
];

async fn status(ground: &Ground, version: VersionId) -> VersionStatus {
    let name = ground
        .raw()
        .texts("SELECT status FROM text_version ORDER BY sequence")
        .await;
    let all = ground
        .raw()
        .texts("SELECT CAST(sequence AS TEXT) FROM text_version ORDER BY sequence")
        .await;
    let sequence = text::sequence(&ground.db, version).await.unwrap().unwrap();
    let at = all.iter().position(|one| *one == sequence.to_string());
    serde_json::from_value(name[at.unwrap()].clone().into()).unwrap()
}

async fn read(ground: &Ground, version: VersionId) -> Adoption {
    let found = adoption::of_version(&ground.db, version).await.unwrap();
    found.unwrap()
}

fn person(someone: &Someone) -> By<'_> {
    By::Person(someone.person())
}

async fn refuses(
    ground: &Ground,
    scene: &Scene,
    (college, by): (College, &Someone),
    clauses: &[(usize, &str)],
) -> Result<(), AdoptionError> {
    let clauses: Vec<_> = clauses
        .iter()
        .map(|(nth, reason)| (scene.base[*nth].clause, *reason))
        .collect();
    let (what, now) = ((scene.text, college), instant("15:30:00"));
    let by = person(by);
    in_tx!(ground, |tx| adoption::refuse(tx, what, &clauses, by, now))
}

async fn three_colleges_adopt_the_hash_of_what_was_read(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let version = scene.adopts(ground, "handle-one").await;
    let shown = read(ground, version).await;
    let bytes = text::export(&ground.db, version).await.unwrap();
    assert_eq!(shown.manifest[..], Sha256::digest(bytes)[..]);
    assert_eq!(shown.concluded, Some((Concluded::Adopted, day(TODAY))));
    assert_eq!(shown.standings(), [Standing::Adopted; 3]);
    let board = shown.college(College::Landlord).unwrap();
    assert_eq!(board.ballots[0].statement, "Elle est juste.");
    assert_eq!(status(ground, version).await, VersionStatus::Adopted);
    let due = commitment::revision_due(&ground.db, scene.text).await;
    assert_eq!(due.unwrap(), Some(day("2033-03-01")));
    let acts = ground.acts(&journal::of_text(scene.text)).await;
    let ours: Vec<_> = acts
        .iter()
        .filter(|act| act.starts_with("adoption.") || act.starts_with("commitment."))
        .collect();
    assert_eq!(
        ours,
        [
            "adoption.opened",
            "adoption.voted",
            "adoption.voted",
            "adoption.voted",
            "adoption.concluded",
            "commitment.drawn"
        ]
    );
}

async fn a_refusal_names_clauses_and_only_these_reopen(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let version = scene.before_the_colleges(ground).await;
    let by = person(&scene.facilitator);
    scene
        .tenants_and_board_adopt(ground, version, "handle-one")
        .await;
    let named = (College::Associations, &scene.facilitator);
    let early = refuses(ground, &scene, named, &[(3, "Trop vague.")]).await;
    assert!(matches!(early, Err(AdoptionError::RefusesNothing(_))));
    let voices = scene.voices([Says::Against, Says::For]);
    let kept = scene.keeps(ground, named, Given::Named(&voices), "").await;
    assert_eq!(kept.unwrap(), Verdict::Rejected);
    let waiting = scene.concludes(ground, by).await;
    assert!(matches!(waiting, Err(AdoptionError::CollegesWaiting)));
    let silent = refuses(ground, &scene, named, &[(3, " ")]).await;
    assert!(matches!(silent, Err(AdoptionError::WithoutReason)));
    refuses(ground, &scene, named, &[(3, "Trop vague.")])
        .await
        .unwrap();
    let concluded = scene.concludes(ground, by).await.unwrap();
    assert_eq!(concluded, Concluded::Returned);
    assert_eq!(status(ground, version).await, VersionStatus::Returned);
    let refused = read(ground, version).await.colleges[1].refused.clone();
    assert_eq!(refused[0].clause_id, scene.base[3].clause);
    assert_eq!(refused[0].reason, "Trop vague.");
    let none = commitment::register(&ground.db, scene.text, None, day(TODAY)).await;
    assert_eq!(none.unwrap(), []);

    let now = instant("17:00:00");
    let opened = in_tx!(ground, |tx| adoption::reopen(tx, scene.text, by, now)).unwrap();
    assert_eq!(status(ground, version).await, VersionStatus::Superseded);
    let open = adoption::reopened(&ground.db, opened.version)
        .await
        .unwrap();
    let expected = [scene.base[3].clause, scene.base[4].clause].into();
    assert_eq!(open, Some(expected), "the article and its paragraph");
    let create = async |nth: usize| {
        let new = scene.new_by(&scene.claire, "Un titre", nth);
        let person = scene.claire.person();
        in_tx!(ground, |tx| amendment::create(tx, &new, person, now))
    };
    let closed = create(1).await;
    assert_eq!(refusal(&closed), Some(Refusal::ClauseClosed));
    let made = create(4).await.unwrap();
    let act = scene.claire.at("17:10:00");
    in_tx!(ground, |tx| amendment::submit(tx, made.id, &act)).unwrap();
    // The export replays over a version that was opened again.
    let process = decision::process(&ground.db, scene.text, "Charte").await;
    palier_domain::charter::replay::replay(&process.unwrap()).unwrap();
}

async fn a_ballot_without_quorum_is_held_again(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let version = scene.before_the_colleges(ground).await;
    let tenants = (College::Tenants, &scene.facilitator);
    let few = scene
        .consulted(ground, (version, "handle-one"), [3, 0, 0])
        .await;
    let kept = scene.keeps(ground, tenants, Given::Consultation(few), "");
    assert_eq!(kept.await.unwrap(), Verdict::NoQuorum);
    let again = scene.keeps(ground, tenants, Given::Consultation(few), "");
    assert!(matches!(again.await, Err(AdoptionError::NoResult)));
    scene.all_adopt(ground, version, "handle-two").await;
    let shown = read(ground, version).await;
    let tenants = shown.college(College::Tenants).unwrap();
    assert_eq!(tenants.ballots.len(), 2, "both ballots stay");
    assert_eq!(tenants.standing, Standing::Adopted);
}

async fn nothing_is_done_out_of_its_order(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let by = person(&scene.facilitator);
    let early = scene.opens(ground, by, &Opening::default()).await;
    let status = VersionStatus::Open;
    assert!(matches!(
        early,
        Err(AdoptionError::Step(StepError::Refused(StepRefusal::NotFromHere(at)))) if at == status
    ));
    let board = (College::Landlord, &scene.landlord_staff);
    let early = scene.keeps(ground, board, scene.board(9, 3), "Oui.").await;
    assert!(matches!(early, Err(AdoptionError::NotNow)));
    let early = scene.concludes(ground, by).await;
    assert!(matches!(early, Err(AdoptionError::NotNow)));
    let now = instant("17:00:00");
    let early = in_tx!(ground, |tx| adoption::reopen(tx, scene.text, by, now));
    assert!(matches!(early, Err(AdoptionError::NotNow)));

    scene.before_the_colleges(ground).await;
    let silent = scene.keeps(ground, board, scene.board(9, 3), " ").await;
    assert!(matches!(
        silent,
        Err(AdoptionError::Ballot(BallotError::WithoutStatement))
    ));
    let tenants = (College::Tenants, &scene.facilitator);
    let shown = scene.keeps(ground, tenants, Given::Named(&[]), "").await;
    assert!(matches!(
        shown,
        Err(AdoptionError::Ballot(BallotError::NotSo(_)))
    ));
    let elsewhere = VersionId(palier_store::ids::new_v4());
    assert!(
        adoption::of_version(&ground.db, elsewhere)
            .await
            .unwrap()
            .is_none()
    );
    let kept = scene.keeps(ground, board, scene.board(9, 3), "Oui.").await;
    kept.unwrap();
    let twice = scene.keeps(ground, board, scene.board(3, 9), "Non.").await;
    assert!(matches!(twice, Err(AdoptionError::Voted(_))));
    let early = scene.concludes(ground, by).await;
    assert!(matches!(early, Err(AdoptionError::CollegesWaiting)));
}

async fn of_two_who_conclude_at_once_one_is_told(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let version = scene.before_the_colleges(ground).await;
    scene.all_adopt(ground, version, "handle-one").await;
    let by = person(&scene.facilitator);
    let elsewhere = ground.elsewhere().await;
    let conclude = async |db: &palier_store::Db| {
        let mut tx = db.begin().await?;
        let (today, now) = (day(TODAY), instant("16:00:00"));
        let done = adoption::conclude(&mut tx, scene.text, by, today, now).await?;
        tx.commit().await?;
        Ok::<_, AdoptionError>(done)
    };
    let (one, two) = tokio::join!(conclude(&ground.db), conclude(&elsewhere));
    elsewhere.close().await;
    let (won, told) = if one.is_ok() { (one, two) } else { (two, one) };
    assert_eq!(won.unwrap(), Concluded::Adopted);
    assert!(matches!(told, Err(AdoptionError::NotNow)), "{told:?}");
    let drawn = commitment::register(&ground.db, scene.text, None, day(TODAY)).await;
    assert_eq!(drawn.unwrap().len(), 2, "drawn once");
}

async fn each_does_her_own_task_only(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let everybody = [
        &scene.claire,
        &scene.dora,
        &scene.odile,
        &scene.landlord_staff,
        &scene.facilitator,
        &scene.guarantor,
        &scene.editor,
        &scene.nobody,
    ];
    let is = |one: &Someone, other: &Someone| one.account == other.account;
    scene.consolidates(ground).await;
    for one in everybody {
        if !is(one, &scene.facilitator) {
            let opened = scene.opens(ground, person(one), &Opening::default()).await;
            assert!(matches!(opened, Err(AdoptionError::NotHers(_))));
            let concluded = scene.concludes(ground, person(one)).await;
            assert!(matches!(concluded, Err(AdoptionError::NotHers(_))));
        }
    }
    let by = person(&scene.facilitator);
    scene.opens(ground, by, &Opening::default()).await.unwrap();
    for one in everybody {
        for college in College::ALL {
            let hers = match college {
                College::Landlord => is(one, &scene.landlord_staff),
                _ => is(one, &scene.facilitator),
            };
            // Figures that no college gives: who may is told something else than that it is not hers.
            let kept = scene
                .keeps(ground, (college, one), scene.board(99, 0), "")
                .await;
            let refused = matches!(kept, Err(AdoptionError::NotHers(_)));
            assert_eq!(refused, !hers, "{college:?}");
            let delegate = is(one, &scene.dora) || is(one, &scene.odile);
            let speaks = hers || (college == College::Associations && delegate);
            let said = refuses(ground, &scene, (college, one), &[(1, "Non.")]).await;
            let refused = matches!(said, Err(AdoptionError::NotHers(_)));
            assert_eq!(refused, !speaks, "{college:?}");
        }
    }
}

async fn rules_stand_once_the_text_is_discussed(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let rules = AdoptionRules::default();
    let now = instant("10:40:00");
    let set = async |someone: &Someone| {
        let by = person(someone);
        in_tx!(ground, |tx| adoption::set_rules(
            tx, scene.text, &rules, by, now
        ))
    };
    let staff = set(&scene.landlord_staff).await;
    assert!(matches!(staff, Err(AdoptionError::NotHers(_))));
    set(&scene.facilitator).await.unwrap();
    let kept = adoption::rules(&ground.db, scene.text).await.unwrap();
    assert_eq!(kept, Some(rules.clone()));
    let again = set(&scene.facilitator).await;
    assert!(matches!(again, Err(AdoptionError::RulesStand)));

    let other = ground.sibling().await;
    let scene = Scene::with(&other, COMMITTED).await;
    scene.submitted(&other, &scene.claire, 2).await;
    let by = person(&scene.facilitator);
    let late = in_tx!(other, |tx| adoption::set_rules(
        tx, scene.text, &rules, by, now
    ));
    assert!(matches!(late, Err(AdoptionError::RulesStand)));
    other.clear().await;
}

async fn associations_weigh_what_they_won(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let base = AdoptionRules::default();
    let rules = AdoptionRules::new(base.colleges().to_vec(), Weights::LastElection, 24).unwrap();
    let by = person(&scene.facilitator);
    let now = instant("10:40:00");
    in_tx!(ground, |tx| adoption::set_rules(
        tx, scene.text, &rules, by, now
    ))
    .unwrap();
    scene.consolidates(ground).await;
    let none = scene.opens(ground, by, &Opening::default()).await;
    assert!(matches!(none, Err(AdoptionError::WithoutWeights)));
    let voices = scene.voices([Says::For, Says::Against]);
    let weights = [(voices[0].association, 180), (voices[1].association, 420)];
    let opening = Opening {
        weights: &weights,
        from: "Procès-verbal de 2026",
    };
    let version = scene.opens(ground, by, &opening).await.unwrap();
    let named = (College::Associations, &scene.facilitator);
    let kept = scene.keeps(ground, named, Given::Named(&voices), "").await;
    assert_eq!(kept.unwrap(), Verdict::Rejected);
    let shown = read(ground, version).await;
    assert_eq!(shown.weights_from, "Procès-verbal de 2026");
}

async fn an_adopted_version_stays_in_force_until_the_next_is_adopted(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let first = scene.adopts(ground, "handle-one").await;
    let by = person(&scene.facilitator);
    let now = instant("17:00:00");
    let opened = in_tx!(ground, |tx| adoption::reopen(tx, scene.text, by, now)).unwrap();
    let all_open = adoption::reopened(&ground.db, opened.version)
        .await
        .unwrap();
    assert_eq!(all_open, None);
    let in_force = adoption::in_force(&ground.db, scene.text).await.unwrap();
    assert_eq!(in_force, Some((first, 1)));
    let second = scene.adopts(ground, "handle-two").await;
    assert_eq!(second, opened.version);
    let in_force = adoption::in_force(&ground.db, scene.text).await.unwrap();
    assert_eq!(in_force, Some((second, 2)));
    assert_eq!(status(ground, first).await, VersionStatus::Superseded);
    let both = adoption::of_text(&ground.db, scene.text).await.unwrap();
    assert_eq!(both, [second, first]);
}

async fn signatures_stand_under_an_adopted_text_only(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let version = scene.before_the_colleges(ground).await;
    let voices = scene.voices([Says::For, Says::For]);
    let sign = async |someone: &Someone, college, association| {
        let new = NewSignature {
            version,
            college,
            association,
            name: "Dora Petit",
            capacity: "présidente",
            signed_on: day(TODAY),
        };
        let (by, today, now) = (person(someone), day(TODAY), instant("18:00:00"));
        in_tx!(ground, |tx| adoption::sign(tx, &new, by, today, now))
    };
    let ours = Some(voices[0].association);
    let early = sign(&scene.dora, College::Associations, ours).await;
    assert!(matches!(early, Err(AdoptionError::NotNow)));
    scene.all_adopt(ground, version, "handle-one").await;
    let by = person(&scene.facilitator);
    scene.concludes(ground, by).await.unwrap();
    let theirs = Some(voices[1].association);
    let other = sign(&scene.dora, College::Associations, theirs).await;
    assert!(matches!(other, Err(AdoptionError::NotHers(_))));
    let staff = sign(&scene.landlord_staff, College::Tenants, None).await;
    assert!(matches!(staff, Err(AdoptionError::NotHers(_))));
    let first = sign(&scene.dora, College::Associations, ours).await;
    let again = sign(&scene.dora, College::Associations, ours).await;
    assert_eq!(
        first.unwrap(),
        again.unwrap(),
        "what is sent twice is kept once"
    );
    sign(&scene.landlord_staff, College::Landlord, None)
        .await
        .unwrap();
    let shown = read(ground, version).await;
    assert_eq!(shown.signatures.len(), 2);
    let mut signed = shown.signatures.iter();
    let hers = signed.find(|one| one.college == College::Associations);
    assert_eq!(hers.unwrap().name, "Dora Petit");
    assert!(hers.unwrap().association.is_some());
}

async fn who_kept_the_ballots_may_go(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let version = scene.adopts(ground, "handle-one").await;
    let account = scene.facilitator.account;
    let fate = palier_store::account::Fate::KeepName;
    let (today, now) = (day(TODAY), instant("19:00:00"));
    in_tx!(ground, |tx| palier_store::account::erase(
        tx, account, fate, today, now
    ))
    .unwrap();
    let shown = read(ground, version).await;
    assert_eq!(shown.standings(), [Standing::Adopted; 3]);
}
