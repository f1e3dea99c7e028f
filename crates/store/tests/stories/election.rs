//! Where an election stands, and who moves it.

use crate::support::{Ground, day, instant};
use palier_domain::election::key_plan::{Interest, KeyPlan};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::boards::{CodeAuthorities, CodeAuthority};
use palier_domain::election::protocol::body::Body;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::election::stage::{Stage, StepRefusal};
use palier_domain::election::turnout::Figures;
use palier_domain::id::ElectionId;
use palier_domain::landlord::kind::LandlordKind;
use palier_store::election::{self, NewElection, StepError};
use palier_store::{StoreError, Taken, journal};

crate::on_both_engines![
    a_handle_is_taken_once,
    a_draft_is_changed_and_forgets_what_was_said_of_it,
    a_step_is_taken_once_by_its_role_and_when_nothing_is_missing,
    an_announced_protocol_is_changed_no_more,
    a_condition_is_said_once_and_can_be_withdrawn,
    turnout_of_an_hour_is_kept_once,
    third_voters_are_a_number_of_each_election,
];

fn authority(name: &str, interest: Interest) -> CodeAuthority {
    CodeAuthority {
        name: name.to_owned(),
        interest,
        sender: name.to_owned(),
    }
}

fn people(names: &str) -> Vec<String> {
    names.split(' ').map(str::to_owned).collect()
}

/// A protocol that breaks no rule.
pub fn protocol() -> Protocol {
    let body = Body {
        kind: LandlordKind::Oph,
        dwellings: 12_480,
        board_members: 27,
    };
    let mut protocol = Protocol::proposed(body, day("2030-12-03"));
    let lists = [
        ("Chloé", "CNL"),
        ("David", "CLCV"),
        ("Élise", "CSF"),
        ("Farid", "AFOC"),
    ];
    protocol.commission = people("Alice Bruno");
    protocol.tally_board = people("Alice Bruno Chloé");
    protocol.key_plan = Some(KeyPlan::proposed("Alice", "Bruno", &lists));
    protocol.code_authorities = Some(CodeAuthorities {
        a: authority("Imprimerie du Port", Interest::Landlord),
        b: authority("Maître Roy", Interest::Neutral("bailiff".to_owned())),
    });
    protocol.recommendation.title = "Texte de 2027".to_owned();
    protocol.recommendation.since = day("2027-01-01");
    protocol
}

pub async fn made(ground: &Ground) -> ElectionId {
    let landlord_id = ground.landlord("rive-neuve").await;
    let new = NewElection {
        landlord_id,
        handle: "6EoLmCLYpQWMxL".to_owned(),
        title: "Élection 2030".to_owned(),
        rehearsal_of: None,
        protocol: protocol(),
    };
    let mut tx = ground.begin().await;
    let id = election::create(&mut tx, new.clone(), instant("09:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn stage(ground: &Ground) -> Stage {
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL")
        .await
        .unwrap();
    found.unwrap().stage
}

async fn say(ground: &Ground, id: ElectionId, conditions: &[Condition]) {
    let mut tx = ground.begin().await;
    for condition in conditions {
        election::declare(&mut tx, id, *condition, "", instant("10:00:00"))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn announce(ground: &Ground, id: ElectionId, role: ElectionRole) -> Result<u64, StepError> {
    let mut tx = ground.begin().await;
    let at = instant("11:00:00");
    let today = day("2030-09-26");
    let done = election::advance(&mut tx, id, Move::Announce, role, today, at).await?;
    tx.commit().await.unwrap();
    Ok(done.late_by)
}

async fn a_handle_is_taken_once(ground: &Ground) {
    made(ground).await;
    let all = ground.landlord("les-acacias").await;
    let new = NewElection {
        landlord_id: all,
        handle: "6EoLmCLYpQWMxL".to_owned(),
        title: "Autre".to_owned(),
        rehearsal_of: None,
        protocol: protocol(),
    };
    let mut tx = ground.begin().await;
    let again = election::create(&mut tx, new, instant("09:00:00")).await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::ElectionHandle))),
        "{again:?}"
    );
}

async fn a_draft_is_changed_and_forgets_what_was_said_of_it(ground: &Ground) {
    let id = made(ground).await;
    say(ground, id, &[Condition::ProtocolValidated]).await;
    let mut other = protocol();
    other.seats = 6;
    other.names = 12;
    let mut tx = ground.begin().await;
    let set = election::set_protocol(&mut tx, id, "Élection", &other, instant("10:00:00")).await;
    assert!(set.unwrap());
    tx.commit().await.unwrap();
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.title.as_str(), found.protocol.0),
        ("Élection", other)
    );
    assert_eq!(election::declared(&ground.db, id).await.unwrap(), []);
}

async fn a_step_is_taken_once_by_its_role_and_when_nothing_is_missing(ground: &Ground) {
    let id = made(ground).await;
    let officer = ElectionRole::ElectionOfficer;
    let early = announce(ground, id, officer).await;
    let needs = vec![Condition::ProtocolValidated, Condition::NoticePosted];
    assert!(
        matches!(&early, Err(StepError::Refused(StepRefusal::Missing(missing))) if *missing == needs),
        "{early:?}"
    );
    say(ground, id, &needs).await;
    for role in ElectionRole::ALL
        .into_iter()
        .filter(|role| *role != officer)
    {
        let foreign = announce(ground, id, role).await;
        assert!(
            matches!(
                foreign,
                Err(StepError::Refused(StepRefusal::NotYours { .. }))
            ),
            "{role:?}: {foreign:?}"
        );
    }
    assert_eq!(stage(ground).await, Stage::Draft);
    // Two days after 24 September.
    assert_eq!(announce(ground, id, officer).await.unwrap(), 2);
    assert_eq!(stage(ground).await, Stage::Announced);
    let again = announce(ground, id, officer).await;
    assert!(matches!(
        again,
        Err(StepError::Refused(StepRefusal::OutOfOrder))
    ));
    let taken = election::taken(&ground.db, id).await.unwrap();
    assert_eq!(
        taken
            .iter()
            .map(|one| (one.step, one.late_by))
            .collect::<Vec<_>>(),
        [(Move::Announce, 2)]
    );
    let whole = journal::verify(&ground.db, &journal::of_election(id)).await;
    assert!(whole.is_ok(), "{whole:?}");
}

async fn an_announced_protocol_is_changed_no_more(ground: &Ground) {
    let id = made(ground).await;
    say(
        ground,
        id,
        &[Condition::ProtocolValidated, Condition::NoticePosted],
    )
    .await;
    announce(ground, id, ElectionRole::ElectionOfficer)
        .await
        .unwrap();
    let mut other = protocol();
    other.seats = 6;
    let mut tx = ground.begin().await;
    let set = election::set_protocol(&mut tx, id, "Élection", &other, instant("12:00:00")).await;
    assert!(!set.unwrap());
    tx.commit().await.unwrap();
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.protocol.0, protocol());
}

async fn a_condition_is_said_once_and_can_be_withdrawn(ground: &Ground) {
    let id = made(ground).await;
    say(ground, id, &[Condition::RollMade]).await;
    say(ground, id, &[Condition::RollMade]).await;
    let declared = election::declared(&ground.db, id).await.unwrap();
    assert_eq!(
        declared.iter().map(|one| one.condition).collect::<Vec<_>>(),
        [Condition::RollMade]
    );
    let mut tx = ground.begin().await;
    for _ in 0..2 {
        election::withdraw(&mut tx, id, Condition::RollMade, instant("11:00:00"))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(election::declared(&ground.db, id).await.unwrap(), []);
    let acts = journal::entries(&ground.db, &journal::of_election(id), None, 9)
        .await
        .unwrap();
    assert_eq!(acts.len(), 3, "{acts:?}");
}

async fn turnout_of_an_hour_is_kept_once(ground: &Ground) {
    let id = made(ground).await;
    let keep = async |due: &str, online| {
        let figures = Figures {
            electors: 600,
            online,
            ..Figures::default()
        };
        let mut tx = ground.begin().await;
        let due = instant(due);
        election::turnout::keep(&mut tx, id, due, figures, instant("15:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    keep("14:00:00", 31).await;
    keep("10:00:00", 6).await;
    keep("14:00:00", 99).await;
    let hours = election::turnout::of(&ground.db, id).await.unwrap();
    let found: Vec<_> = hours
        .iter()
        .map(|hour| (hour.due_at, hour.figures.online))
        .collect();
    assert_eq!(found, [(instant("10:00:00"), 6), (instant("14:00:00"), 31)]);
    let last = election::turnout::last(&ground.db, id).await.unwrap();
    assert_eq!(last, Some(instant("14:00:00")));
}

async fn third_voters_are_a_number_of_each_election(ground: &Ground) {
    use palier_store::election::third_voter;
    let id = made(ground).await;
    assert_eq!(third_voter::total(&ground.db, id).await.unwrap(), 0);
    let chain = journal::of_election(id);
    let before = journal::entries(&ground.db, &chain, None, 100)
        .await
        .unwrap();
    for _ in 0..3 {
        third_voter::told(&ground.db, id).await.unwrap();
    }
    assert_eq!(third_voter::total(&ground.db, id).await.unwrap(), 3);
    let after = journal::entries(&ground.db, &chain, None, 100)
        .await
        .unwrap();
    assert_eq!(before.len(), after.len(), "no row with a time");
}
