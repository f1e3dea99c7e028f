//! Codes, keys and seals: each at its stage, and nothing of them twice.

use crate::election::made;
use crate::support::{Ground, day, instant};
use palier_domain::election::key_plan::GoingOnRefusal;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::ElectionId;
use palier_store::election::code_list::{self, CodeError, Received};
use palier_store::election::key_ceremony::{self, NewMessage};
use palier_store::election::key_going_on::{self, GoingOnError};
use palier_store::election::key_place;
use palier_store::election::seal::{self, Seal};
use palier_store::election::{self, NewElection, StepError};

crate::on_both_engines![
    codes_come_once_the_roll_is_frozen_and_are_as_many_as_electors,
    a_message_is_replaced_until_the_next_round_begins,
    the_condition_holds_once_every_holder_reopened_her_key,
    the_board_goes_on_without_a_lost_key_once_enough_are_there,
    a_place_of_the_key_is_the_first_accounts_until_it_is_freed,
    a_seal_is_set_by_the_tally_board_and_tags_are_forgotten,
    a_rehearsal_copies_an_election_and_is_sealed_from_the_start,
];

async fn stage(ground: &Ground, stage: &str) {
    let sql = format!("UPDATE election SET stage = '{stage}'");
    ground.raw().execute(&sql).await;
}

/// An election with a frozen roll of two lines.
async fn frozen(ground: &Ground) -> ElectionId {
    let id = made(ground).await;
    ground
        .raw()
        .execute(
            "INSERT INTO electoral_roll (election_id, cut_off, still_on, lines, left_out, made_at,
                frozen_at, fingerprint)
             SELECT id, '2030-10-22', '2030-10-24', 2, 0, created_at, created_at, 'f' FROM election",
        )
        .await;
    stage(ground, "roll_frozen").await;
    id
}

async fn receive(ground: &Ground, id: ElectionId, lines: i64) -> Result<(), CodeError> {
    let new = Received {
        credentials: b"[]",
        sha256: "00",
        tags: b"[]",
        lines,
        by: ground.account(&format!("authority{lines}")).await,
    };
    let mut tx = ground.begin().await;
    code_list::receive(&mut tx, id, &new, instant("10:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn holds(ground: &Ground, id: ElectionId, condition: Condition) -> bool {
    let declared = election::declared(&ground.db, id).await.unwrap();
    declared.iter().any(|one| one.condition == condition)
}

async fn codes_come_once_the_roll_is_frozen_and_are_as_many_as_electors(ground: &Ground) {
    let id = frozen(ground).await;
    let fewer = receive(ground, id, 1).await;
    assert!(
        matches!(
            fewer,
            Err(CodeError::Count {
                found: 1,
                electors: 2
            })
        ),
        "{fewer:?}"
    );
    assert!(!holds(ground, id, Condition::HalvesProved).await);
    receive(ground, id, 2).await.unwrap();
    assert!(holds(ground, id, Condition::CredentialsMatchElectors).await);
    stage(ground, "codes_sealed").await;
    let late = receive(ground, id, 3).await;
    assert!(matches!(late, Err(CodeError::Stage)), "{late:?}");
}

async fn keep(ground: &Ground, id: ElectionId, round: i64, holder: i64, body: &str) -> bool {
    let new = NewMessage {
        round,
        holder,
        body,
        sha256: "00",
    };
    let mut tx = ground.begin().await;
    let kept = key_ceremony::keep(&mut tx, id, new, instant("10:00:00")).await;
    tx.commit().await.unwrap();
    kept.unwrap()
}

async fn a_message_is_replaced_until_the_next_round_begins(ground: &Ground) {
    let id = frozen(ground).await;
    assert!(keep(ground, id, 1, 1, "a").await);
    assert!(keep(ground, id, 1, 1, "b").await);
    let all = key_ceremony::messages(&ground.db, id).await.unwrap();
    assert_eq!(
        all.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(),
        ["b"]
    );
    assert!(keep(ground, id, 3, 1, "c").await);
    assert!(
        !keep(ground, id, 1, 1, "d").await,
        "a later round has begun"
    );
    let mut tx = ground.begin().await;
    key_ceremony::finish(&mut tx, id, "{}", "f", instant("11:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(!keep(ground, id, 3, 1, "e").await, "the key is made");
    assert!(holds(ground, id, Condition::SharesCertified).await);
    stage(ground, "keys_made").await;
    assert!(!keep(ground, id, 5, 1, "e").await);
}

async fn the_condition_holds_once_every_holder_reopened_her_key(ground: &Ground) {
    let id = frozen(ground).await;
    for (holder, all) in [(1, false), (1, false), (2, true)] {
        let mut tx = ground.begin().await;
        key_ceremony::reopen(&mut tx, id, holder, 2, instant("10:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(holds(ground, id, Condition::KeyFilesReopened).await, all);
    }
}

async fn a_seal_is_set_by_the_tally_board_and_tags_are_forgotten(ground: &Ground) {
    let id = frozen(ground).await;
    receive(ground, id, 2).await.unwrap();
    stage(ground, "rehearsed").await;
    let seals = [Seal {
        name: "roll".to_owned(),
        value: "f".to_owned(),
    }];
    let set = async |role| {
        let mut tx = ground.begin().await;
        let (today, now) = (day("2030-11-18"), instant("12:00:00"));
        seal::seal(&mut tx, id, &seals, role, today, now).await?;
        tx.commit().await.unwrap();
        Ok::<(), StepError>(())
    };
    let early = set(ElectionRole::TallyBoard).await;
    assert!(
        matches!(early, Err(StepError::Refused(_))),
        "keys are closed: {early:?}"
    );
    assert_eq!(seal::seals(&ground.db, id).await.unwrap(), []);
    let mut tx = ground.begin().await;
    for condition in Move::Seal.conditions(true) {
        election::declare(&mut tx, id, *condition, "", instant("11:00:00"))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    assert!(set(ElectionRole::ElectionOfficer).await.is_err());
    set(ElectionRole::TallyBoard).await.unwrap();
    assert_eq!(seal::seals(&ground.db, id).await.unwrap(), seals);
    let codes = code_list::get(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(codes.tags, None);
    assert!(set(ElectionRole::TallyBoard).await.is_err(), "sealed once");
}

async fn a_rehearsal_copies_an_election_and_is_sealed_from_the_start(ground: &Ground) {
    let id = frozen(ground).await;
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL").await;
    let found = found.unwrap().unwrap();
    let new = |rehearsal_of| NewElection {
        landlord_id: found.landlord_id,
        handle: "Repetition1234".to_owned(),
        title: "Essai".to_owned(),
        rehearsal_of,
        protocol: found.protocol.0.clone(),
    };
    let mut tx = ground.begin().await;
    let none = election::rehearse(&mut tx, new(None), instant("10:00:00")).await;
    assert!(none.is_err(), "of nothing: {none:?}");
    drop(tx);
    let mut tx = ground.begin().await;
    election::rehearse(&mut tx, new(Some(id)), instant("10:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let copy = election::by_handle(&ground.db, "Repetition1234").await;
    assert_eq!(copy.unwrap().unwrap().rehearsal_of, Some(id));
}

async fn the_board_goes_on_without_a_lost_key_once_enough_are_there(ground: &Ground) {
    let id = frozen(ground).await;
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL").await;
    let plan = found.unwrap().unwrap().protocol.key_plan.clone().unwrap();
    let by = ground.account("alice").await;
    let decide = async || {
        let mut tx = ground.begin().await;
        let at = instant("11:00:00");
        key_going_on::decide(&mut tx, id, &plan, "Clé perdue.", by, at).await?;
        tx.commit().await.unwrap();
        Ok::<(), GoingOnError>(())
    };
    for holder in 1..=3 {
        let mut tx = ground.begin().await;
        key_ceremony::reopen(&mut tx, id, holder, 6, instant("10:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let few = decide().await;
    let too_few = GoingOnRefusal::TooFew { needed: 4 };
    assert!(
        matches!(few, Err(GoingOnError::Refused(said)) if said == too_few),
        "{few:?}"
    );
    assert!(!holds(ground, id, Condition::KeyFilesReopened).await);
    let mut tx = ground.begin().await;
    key_ceremony::reopen(&mut tx, id, 5, 6, instant("10:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(
        !holds(ground, id, Condition::KeyFilesReopened).await,
        "decided, never assumed"
    );
    decide().await.unwrap();
    assert!(holds(ground, id, Condition::KeyFilesReopened).await);
    let kept = key_going_on::of(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(kept.missing.0, [4, 6]);
    assert_eq!(kept.reason, "Clé perdue.");
}

async fn a_place_of_the_key_is_the_first_accounts_until_it_is_freed(ground: &Ground) {
    let id = frozen(ground).await;
    let [alice, bruno] = [ground.account("alice").await, ground.account("bruno").await];
    let take = async |account| {
        let mut tx = ground.begin().await;
        let taken = key_place::take(&mut tx, id, 1, account, instant("10:00:00")).await;
        tx.commit().await.unwrap();
        taken.unwrap()
    };
    let free = async |account, commission| {
        let mut tx = ground.begin().await;
        let at = instant("10:30:00");
        let freed = key_place::free(&mut tx, id, 1, account, commission, at).await;
        tx.commit().await.unwrap();
        freed.unwrap()
    };
    assert!(take(alice).await && take(alice).await);
    assert!(!take(bruno).await, "it is hers");
    assert!(!free(bruno, false).await);
    let places = key_place::places(&ground.db, id).await.unwrap();
    assert_eq!((places.len(), places[0].account_id), (1, alice));
    assert!(free(bruno, true).await, "the commission frees it");
    assert!(take(bruno).await && !take(alice).await);
    assert!(free(bruno, false).await && !free(bruno, false).await);
}
