//! The electoral roll: made, corrected, frozen; one vote per tenancy and per person.

use crate::election::made;
use crate::support::{Ground, RollBuilder, day, instant};
use palier_domain::election::electoral_roll::correction::{
    CorrectionKind, CorrectionOutcome, CorrectionRefusal, Effect, MakeRefusal,
};
use palier_domain::election::electoral_roll::occupancy::{Plan, SubTenancy, SubTenant};
use palier_domain::election::electoral_roll::title::LeftOut;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::{AccountId, CorrectionId, ElectionId, LandlordId};
use palier_store::StoreError;
use palier_store::election::electoral_roll::{self as roll, Decision, NewCorrection, RollError};
use palier_store::election::{self};

crate::on_both_engines![
    each_tenancy_gives_one_vote_and_each_person_has_one,
    a_line_keeps_its_identifier_when_the_roll_is_made_again,
    whoever_votes_without_a_lease_comes_from_files,
    a_roll_is_made_from_the_cut_off_on,
    a_correction_is_decided_once_and_changes_the_roll,
    a_correction_is_asked_for_by_the_person_in_its_window,
    a_roll_is_frozen_when_nothing_waits_and_changes_no_more,
    two_officers_at_once_decide_once,
    twelve_thousand_tenancies_are_a_matter_of_seconds,
];

/// A landlord whose election is announced, its tenancies: B1 of two, B2 of one, B3 signed too late,
/// B4 of somebody of B2.
async fn scene(ground: &Ground) -> (ElectionId, LandlordId) {
    let id = made(ground).await;
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL").await;
    let landlord = found.unwrap().unwrap().landlord_id;
    let file = RollBuilder::new()
        .lease("T-A-1", "B1", &["L1", "L2"])
        .lease("T-A-2", "B2", &["L3"])
        .lease_between("U-A-3", "B3", "2030-10-23", None, &["L4"])
        .lease_between("U-A-4", "B4", "2026-01-01", None, &["L3"])
        .lease_between("U-A-5", "B5", "2020-01-01", Some("2029-12-31"), &["L5"])
        .build();
    ground.import_roll(landlord, "2030-10-24", &file).await;
    step(ground, id, Move::Announce, "2030-09-24").await;
    (id, landlord)
}

/// Takes a step with whatever it needs declared.
async fn step(ground: &Ground, id: ElectionId, step: Move, today: &str) {
    let mut tx = ground.begin().await;
    for condition in step.conditions(true) {
        election::declare(&mut tx, id, *condition, "", instant("08:00:00"))
            .await
            .unwrap();
    }
    election::advance(
        &mut tx,
        id,
        step,
        step.role(),
        day(today),
        instant("08:00:00"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn make(ground: &Ground, id: ElectionId, today: &str) -> Result<(usize, usize), RollError> {
    let mut tx = ground.begin().await;
    let made = roll::make(&mut tx, id, day(today), instant("09:00:00")).await?;
    tx.commit().await.unwrap();
    Ok((made.lines, made.left_out))
}

/// The roll, published.
async fn published(ground: &Ground) -> (ElectionId, LandlordId) {
    let (id, landlord) = scene(ground).await;
    make(ground, id, "2030-10-24").await.unwrap();
    step(ground, id, Move::CloseLists, "2030-10-24").await;
    step(ground, id, Move::PublishRoll, "2030-10-24").await;
    (id, landlord)
}

async fn tenant(ground: &Ground, landlord: LandlordId, reference: &str) -> AccountId {
    let account = ground.account(&reference.to_lowercase()).await;
    let person = ground.person(landlord, reference).await;
    ground.link(account, person).await;
    account
}

/// Asks about the first tenancy of the account that gives no vote.
async fn ask(
    ground: &Ground,
    id: ElectionId,
    landlord: LandlordId,
    account: AccountId,
    today: &str,
) -> Result<CorrectionId, RollError> {
    let mine = roll::mine(&ground.db, id, landlord, account).await.unwrap();
    let new = NewCorrection {
        account,
        person: mine[0].person,
        tenancy: mine[0].without.first().map(|one| one.tenancy_id),
        kind: CorrectionKind::NotListed,
        words: "J’ai signé le 20 octobre.".to_owned(),
    };
    let mut tx = ground.begin().await;
    let asked = roll::ask(&mut tx, id, new, day(today), instant("10:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(asked)
}

async fn decide(
    ground: &Ground,
    election: ElectionId,
    id: CorrectionId,
    by: AccountId,
    outcome: CorrectionOutcome,
) -> Result<(), RollError> {
    let decision = Decision {
        id,
        by,
        outcome,
        reason: "Le bail signé le 20 octobre a été retrouvé.".to_owned(),
        effect: Effect::Admit,
    };
    let mut tx = ground.begin().await;
    let (today, at) = (day("2030-11-05"), instant("11:00:00"));
    roll::decide(&mut tx, election, &decision, today, at).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn each_tenancy_gives_one_vote_and_each_person_has_one(ground: &Ground) {
    let (id, landlord) = scene(ground).await;
    assert_eq!(make(ground, id, "2030-10-24").await.unwrap(), (2, 3));
    let standing = roll::standing(&ground.db, id).await.unwrap().unwrap();
    assert_eq!((standing.lines, standing.cut_off), (2, day("2030-10-22")));
    let by_residence = roll::by_residence(&ground.db, id).await.unwrap();
    assert_eq!(by_residence, [("Résidence T".to_owned(), 2)]);
    let claire = tenant(ground, landlord, "L1").await;
    let mine = roll::mine(&ground.db, id, landlord, claire).await.unwrap();
    let line = mine[0].line.as_ref().unwrap();
    let names: Vec<_> = line.electors.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Mme L1", "Mme L2"]);
    assert_eq!(mine[0].without, []);
    let twice = tenant(ground, landlord, "L3").await;
    let mine = roll::mine(&ground.db, id, landlord, twice).await.unwrap();
    assert_eq!(mine[0].line.as_ref().unwrap().reference, "B2");
    assert_eq!(mine[0].without[0].reason, Some(LeftOut::VotesElsewhere));
    let late = tenant(ground, landlord, "L4").await;
    let mine = roll::mine(&ground.db, id, landlord, late).await.unwrap();
    assert_eq!(mine[0].line, None);
    assert_eq!(mine[0].without[0].reason, Some(LeftOut::SignedTooLate));
    let letters = roll::for_letters(&ground.db, id).await.unwrap();
    let names: Vec<_> = letters.iter().map(|one| one.names.len()).collect();
    assert_eq!(
        names.iter().sum::<usize>(),
        3,
        "a letter names all of its line"
    );
    assert_eq!(letters.len(), 2);
    let declared = election::declared(&ground.db, id).await.unwrap();
    assert!(
        declared
            .iter()
            .any(|one| one.condition == Condition::RollMade)
    );
}

async fn a_line_keeps_its_identifier_when_the_roll_is_made_again(ground: &Ground) {
    let (id, landlord) = scene(ground).await;
    make(ground, id, "2030-10-24").await.unwrap();
    let before = roll::line_ids(&ground.db, id).await.unwrap();
    let file = RollBuilder::new()
        .lease("T-A-1", "B1", &["L1", "L2"])
        .lease("T-A-2", "B2", &["L3"])
        .lease("U-A-9", "B9", &["L9"])
        .build();
    ground.import_roll(landlord, "2030-10-26", &file).await;
    assert_eq!(make(ground, id, "2030-10-26").await.unwrap().0, 3);
    let after = roll::line_ids(&ground.db, id).await.unwrap();
    assert!(before.iter().all(|line| after.contains(line)));
    assert!(after.iter().all(|line| line.0.get_version_num() == 4));
}

async fn whoever_votes_without_a_lease_comes_from_files(ground: &Ground) {
    let (id, _) = scene(ground).await;
    let plans = [Plan {
        lease: "B5".to_owned(),
        kept: true,
    }];
    let sub = |persons: &[(&str, Option<&str>)]| SubTenancy {
        association: "Toit".to_owned(),
        approved: true,
        estate: "Résidence U".to_owned(),
        dwelling: "U-A-8".to_owned(),
        reference: "S1".to_owned(),
        signed: day("2030-10-22"),
        until: None,
        persons: persons
            .iter()
            .map(|(reference, known)| SubTenant {
                reference: (*reference).to_owned(),
                name: format!("Mme {reference}"),
                known_as: known.map(str::to_owned),
                address: vec!["8 rue Haute".to_owned()],
            })
            .collect(),
    };
    let mut tx = ground.begin().await;
    let now = instant("08:00:00");
    roll::import_plans(&mut tx, id, &plans, now).await.unwrap();
    // L1 votes on her lease; the other one on the sub-tenancy.
    let both = [sub(&[("P1", Some("L1")), ("P2", None)])];
    roll::import_sub_tenancies(&mut tx, id, &both, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(make(ground, id, "2030-10-24").await.unwrap(), (4, 2));
    let before = roll::line_ids(&ground.db, id).await.unwrap();
    let mut tx = ground.begin().await;
    roll::import_sub_tenancies(&mut tx, id, &both, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    make(ground, id, "2030-10-24").await.unwrap();
    assert_eq!(roll::line_ids(&ground.db, id).await.unwrap(), before);
    let counted = roll::occupancies(&ground.db, id).await.unwrap();
    assert_eq!((counted.plans, counted.sub_tenancies), (1, 1));
    let letters = roll::for_letters(&ground.db, id).await.unwrap();
    // Where the person of both files votes is left to the rules; she is written to once.
    let names: Vec<&str> = letters
        .iter()
        .flat_map(|one| &one.names)
        .map(String::as_str)
        .collect();
    assert!(names.contains(&"Mme P2"), "{names:?}");
    assert!(
        names.contains(&"Mme L1") && !names.contains(&"Mme P1"),
        "{names:?}"
    );
}

async fn a_roll_is_made_from_the_cut_off_on(ground: &Ground) {
    let (id, _) = scene(ground).await;
    let early = make(ground, id, "2030-10-21").await;
    assert!(
        matches!(early, Err(RollError::Make(MakeRefusal::TooEarly { .. }))),
        "{early:?}"
    );
}

async fn a_correction_is_decided_once_and_changes_the_roll(ground: &Ground) {
    let (id, landlord) = published(ground).await;
    let late = tenant(ground, landlord, "L4").await;
    let officer = ground.account("officer").await;
    let asked = ask(ground, id, landlord, late, "2030-11-01").await.unwrap();
    let accepted = CorrectionOutcome::Accepted;
    decide(ground, id, asked, officer, accepted).await.unwrap();
    let mine = roll::mine(&ground.db, id, landlord, late).await.unwrap();
    assert_eq!(mine[0].line.as_ref().unwrap().reference, "B3");
    let again = decide(ground, id, asked, officer, CorrectionOutcome::Refused).await;
    assert!(matches!(again, Err(RollError::DecidedAlready)), "{again:?}");
    let told = roll::of_account(&ground.db, late).await.unwrap();
    assert_eq!(told[0].outcome, Some(accepted));
    assert_eq!(told[0].read_at, None);
    roll::mark_read(&ground.db, asked, late, instant("12:00:00"))
        .await
        .unwrap();
    let told = roll::one(&ground.db, asked).await.unwrap().unwrap();
    assert_eq!(told.read_at, Some(instant("12:00:00")));
    // Whatever the landlord's file says next.
    assert_eq!(make(ground, id, "2030-11-06").await.unwrap().0, 3);
}

async fn a_correction_is_asked_for_by_the_person_in_its_window(ground: &Ground) {
    let (id, landlord) = published(ground).await;
    let late = tenant(ground, landlord, "L4").await;
    let other = ground.account("other").await;
    let new = NewCorrection {
        account: other,
        person: ground.person(landlord, "L4").await,
        tenancy: None,
        kind: CorrectionKind::Other,
        words: "…".to_owned(),
    };
    let mut tx = ground.begin().await;
    let (today, at) = (day("2030-11-01"), instant("10:00:00"));
    let foreign = roll::ask(&mut tx, id, new, today, at).await;
    assert!(
        matches!(
            foreign,
            Err(RollError::Store(StoreError::Missing("person")))
        ),
        "{foreign:?}"
    );
    drop(tx);
    // Twenty-five days before 3 December.
    ask(ground, id, landlord, late, "2030-11-08").await.unwrap();
    let after = ask(ground, id, landlord, late, "2030-11-09").await;
    assert!(
        matches!(
            after,
            Err(RollError::Correction(CorrectionRefusal::TooLate { .. }))
        ),
        "{after:?}"
    );
}

async fn a_roll_is_frozen_when_nothing_waits_and_changes_no_more(ground: &Ground) {
    let (id, landlord) = published(ground).await;
    let late = tenant(ground, landlord, "L4").await;
    let officer = ground.account("officer").await;
    let asked = ask(ground, id, landlord, late, "2030-11-08").await.unwrap();
    let role = ElectionRole::ElectionOfficer;
    let (today, at) = (day("2030-11-12"), instant("12:00:00"));
    let mut tx = ground.begin().await;
    let waits = roll::freeze(&mut tx, id, role, today, at).await;
    assert!(matches!(waits, Err(RollError::Undecided(1))), "{waits:?}");
    drop(tx);
    decide(ground, id, asked, officer, CorrectionOutcome::Refused)
        .await
        .unwrap();
    let mut tx = ground.begin().await;
    let foreign = roll::freeze(&mut tx, id, ElectionRole::LandlordStaff, today, at).await;
    assert!(matches!(foreign, Err(RollError::Step(_))), "{foreign:?}");
    drop(tx);
    let mut tx = ground.begin().await;
    let (_, fingerprint) = roll::freeze(&mut tx, id, role, today, at).await.unwrap();
    tx.commit().await.unwrap();
    let standing = roll::standing(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(standing.fingerprint, Some(fingerprint));
    let made = make(ground, id, "2030-11-13").await;
    assert!(
        matches!(made, Err(RollError::Make(MakeRefusal::Frozen))),
        "late registration: {made:?}"
    );
    let asked = ask(ground, id, landlord, late, "2030-11-08").await;
    assert!(
        matches!(asked, Err(RollError::Correction(CorrectionRefusal::Frozen))),
        "{asked:?}"
    );
    let mut tx = ground.begin().await;
    let plans = roll::import_plans(&mut tx, id, &[], at).await;
    assert!(matches!(plans, Err(RollError::Make(MakeRefusal::Frozen))));
}

async fn two_officers_at_once_decide_once(ground: &Ground) {
    let (id, landlord) = published(ground).await;
    let late = tenant(ground, landlord, "L4").await;
    let (one, other) = (ground.account("one").await, ground.account("other").await);
    let asked = ask(ground, id, landlord, late, "2030-11-08").await.unwrap();
    let (first, second) = tokio::join!(
        decide(ground, id, asked, one, CorrectionOutcome::Accepted),
        decide(ground, id, asked, other, CorrectionOutcome::Refused),
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let told = roll::one(&ground.db, asked).await.unwrap().unwrap();
    let mine = roll::mine(&ground.db, id, landlord, late).await.unwrap();
    let accepted = told.outcome == Some(CorrectionOutcome::Accepted);
    assert_eq!(mine[0].line.is_some(), accepted);
    assert_eq!(first.is_ok(), accepted);
}

async fn twelve_thousand_tenancies_are_a_matter_of_seconds(ground: &Ground) {
    let (id, landlord) = scene(ground).await;
    let mut file = RollBuilder::new();
    for n in 0..12_000 {
        let dwelling = format!("R{}-A-{n}", n % 60);
        let (first, second) = (format!("Q{n}"), format!("S{n}"));
        let persons = [first.as_str(), second.as_str()];
        let persons = &persons[..1 + usize::from(n % 3 == 0)];
        file = file.lease(&dwelling, &format!("C{n}"), persons);
    }
    ground
        .import_roll(landlord, "2030-10-24", &file.build())
        .await;
    let before = std::time::Instant::now();
    let (lines, _) = make(ground, id, "2030-10-25").await.unwrap();
    let took = before.elapsed();
    assert_eq!(lines, 12_000);
    assert!(
        took.as_secs() < 20,
        "made in {took:?}, without optimisation"
    );
    println!("12,000 lines in {took:?}");
}
