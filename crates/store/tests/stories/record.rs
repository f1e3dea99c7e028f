//! After the count: what is entered and signed, challenges, vacancies, what is kept and what goes.

use crate::election::made;
use crate::support::{Ground, day, instant};
use palier_domain::election::challenge::ChallengeOutcome;
use palier_domain::election::official_record::entry::EntryKind;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::election::vacancy::VacancyReason;
use palier_domain::id::{AccountId, CandidateListId, ElectionId};
use palier_store::account::{self, Fate};
use palier_store::election::challenge::{self, Decision};
use palier_store::election::record::{self, RecordEntry, RecordError, Signature};
use palier_store::election::vacancy::{self, Vacancy};
use palier_store::election::{self, bundle, destroy, told};
use palier_store::upload::{self, NewUpload};
use palier_store::{StoreError, journal};

crate::on_both_engines![
    entries_are_taken_until_somebody_signs,
    the_record_is_signed_once_most_of_the_board_did,
    nobody_signs_another_record_than_the_first,
    nobody_signs_a_record_that_was_added_to_since_she_read_it,
    a_signature_outlives_its_account,
    a_challenge_that_waits_keeps_the_result_open,
    a_seat_is_left_once,
    the_result_is_told_on_the_day_said_last,
    what_must_go_goes_and_numbers_stay,
    a_bundle_replaces_the_one_before_and_outlives_the_destruction,
];

async fn stage(ground: &Ground, stage: &str) {
    let sql = format!("UPDATE election SET stage = '{stage}'");
    ground.raw().execute(&sql).await;
}

async fn counted(ground: &Ground) -> ElectionId {
    let id = made(ground).await;
    stage(ground, "counted").await;
    id
}

fn entry(kind: EntryKind) -> RecordEntry {
    RecordEntry {
        kind,
        list_id: None,
        author: "Alice".to_owned(),
        words: "Une panne.".to_owned(),
        happened_at: Some(instant("18:00:00")),
        entered_at: instant("18:05:00"),
    }
}

async fn enter(ground: &Ground, id: ElectionId, by: AccountId) -> Result<(), RecordError> {
    let mut tx = ground.begin().await;
    record::enter(&mut tx, id, &entry(EntryKind::Incident), by).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn member(ground: &Ground, id: ElectionId, name: &str) -> AccountId {
    let account = ground.account(name).await;
    let mut tx = ground.begin().await;
    let role = ElectionRole::TallyBoard;
    election::add_member(&mut tx, id, account, role, instant("09:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    account
}

async fn sign(
    ground: &Ground,
    id: ElectionId,
    by: AccountId,
    print: &str,
) -> Result<bool, RecordError> {
    let signature = Signature {
        account_id: Some(by),
        name: "Alice".to_owned(),
        quality: "présidente".to_owned(),
        fingerprint: print.to_owned(),
        signed_at: instant("19:00:00"),
    };
    let entries = record::entries(&ground.db, id).await.unwrap().len();
    let mut tx = ground.begin().await;
    let signed = record::sign(&mut tx, id, &signature, entries).await?;
    tx.commit().await.unwrap();
    Ok(signed)
}

async fn holds(ground: &Ground, id: ElectionId, condition: Condition) -> bool {
    let declared = election::declared(&ground.db, id).await.unwrap();
    declared.iter().any(|one| one.condition == condition)
}

async fn entries_are_taken_until_somebody_signs(ground: &Ground) {
    let id = made(ground).await;
    let alice = member(ground, id, "alice").await;
    let early = enter(ground, id, alice).await;
    assert!(matches!(early, Err(RecordError::Stage)), "{early:?}");
    stage(ground, "open").await;
    enter(ground, id, alice).await.unwrap();
    let mut tx = ground.begin().await;
    let observed = record::enter(&mut tx, id, &entry(EntryKind::Observation), alice).await;
    drop(tx);
    assert!(
        matches!(observed, Err(RecordError::Stage)),
        "there is nothing to observe yet: {observed:?}"
    );
    stage(ground, "counted").await;
    sign(ground, id, alice, "f").await.unwrap();
    let late = enter(ground, id, alice).await;
    assert!(matches!(late, Err(RecordError::Signed)), "{late:?}");
    assert_eq!(record::entries(&ground.db, id).await.unwrap().len(), 1);
}

async fn the_record_is_signed_once_most_of_the_board_did(ground: &Ground) {
    let id = counted(ground).await;
    let alice = member(ground, id, "alice").await;
    let bruno = member(ground, id, "bruno").await;
    member(ground, id, "chloe").await;
    for _ in 0..2 {
        assert!(!sign(ground, id, alice, "f").await.unwrap(), "one of three");
    }
    assert!(holds(ground, id, Condition::RecordChecked).await);
    assert!(!holds(ground, id, Condition::RecordSigned).await);
    assert!(sign(ground, id, bruno, "f").await.unwrap());
    assert!(holds(ground, id, Condition::RecordSigned).await);
    let all = record::signatures(&ground.db, id).await.unwrap();
    assert_eq!(all.len(), 2);
    stage(ground, "proclaimed").await;
    let late = sign(ground, id, alice, "f").await;
    assert!(matches!(late, Err(RecordError::Stage)), "{late:?}");
    let chain = journal::of_election(id);
    assert!(journal::verify(&ground.db, &chain).await.is_ok());
}

async fn nobody_signs_another_record_than_the_first(ground: &Ground) {
    let id = counted(ground).await;
    let alice = member(ground, id, "alice").await;
    let bruno = member(ground, id, "bruno").await;
    sign(ground, id, alice, "f").await.unwrap();
    let other = sign(ground, id, bruno, "g").await;
    assert!(matches!(other, Err(RecordError::Other)), "{other:?}");
}

async fn nobody_signs_a_record_that_was_added_to_since_she_read_it(ground: &Ground) {
    let id = counted(ground).await;
    let alice = member(ground, id, "alice").await;
    enter(ground, id, alice).await.unwrap();
    let signature = Signature {
        account_id: Some(alice),
        name: "Alice".to_owned(),
        quality: "présidente".to_owned(),
        fingerprint: "read before".to_owned(),
        signed_at: instant("19:00:00"),
    };
    let mut tx = ground.begin().await;
    let stale = record::sign(&mut tx, id, &signature, 0).await;
    assert!(matches!(stale, Err(RecordError::Other)), "{stale:?}");
    drop(tx);
    sign(ground, id, alice, "read again").await.unwrap();
}

async fn a_signature_outlives_its_account(ground: &Ground) {
    let id = counted(ground).await;
    let alice = member(ground, id, "alice").await;
    enter(ground, id, alice).await.unwrap();
    sign(ground, id, alice, "f").await.unwrap();
    let mut tx = ground.begin().await;
    let (fate, today) = (Fate::KeepName, day("2030-03-02"));
    account::erase(&mut tx, alice, fate, today, instant("20:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let all = record::signatures(&ground.db, id).await.unwrap();
    assert_eq!((all[0].account_id, all[0].name.as_str()), (None, "Alice"));
    assert_eq!(record::entries(&ground.db, id).await.unwrap().len(), 1);
}

async fn challenged(ground: &Ground, id: ElectionId) -> challenge::Challenge {
    let mut tx = ground.begin().await;
    let on = day("2030-12-10");
    challenge::enter(&mut tx, id, on, "Le décompte", instant("10:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut all = challenge::of(&ground.db, id).await.unwrap();
    all.retain(|one| one.outcome.is_none());
    all.remove(0)
}

async fn decided(
    ground: &Ground,
    one: &challenge::Challenge,
    id: ElectionId,
    outcome: ChallengeOutcome,
) -> Result<(), StoreError> {
    let decision = Decision {
        outcome,
        on: day("2030-12-20"),
        words: "Décidé.".to_owned(),
    };
    let mut tx = ground.begin().await;
    challenge::decide(&mut tx, id, one.id, &decision, instant("11:00:00")).await?;
    tx.commit().await
}

async fn a_challenge_that_waits_keeps_the_result_open(ground: &Ground) {
    let id = counted(ground).await;
    let mut tx = ground.begin().await;
    let early = challenge::enter(&mut tx, id, day("2030-12-10"), "", instant("10:00:00")).await;
    drop(tx);
    assert!(matches!(early, Err(StoreError::Conflict(_))), "{early:?}");
    stage(ground, "proclaimed").await;
    unchallenged(ground, id).await;
    assert!(holds(ground, id, Condition::NoChallengePending).await);
    let first = challenged(ground, id).await;
    assert!(!holds(ground, id, Condition::NoChallengePending).await);
    decided(ground, &first, id, ChallengeOutcome::Rejected)
        .await
        .unwrap();
    assert!(holds(ground, id, Condition::NoChallengePending).await);
    let again = decided(ground, &first, id, ChallengeOutcome::Annulled).await;
    assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
    let second = challenged(ground, id).await;
    decided(ground, &second, id, ChallengeOutcome::Annulled)
        .await
        .unwrap();
    assert!(holds(ground, id, Condition::CourtAnnulled).await);
    assert!(!holds(ground, id, Condition::NoChallengePending).await);
}

/// A list with one candidate who gave every paper; gives the list.
async fn list(ground: &Ground) -> CandidateListId {
    let mut tx = ground.begin().await;
    for name in ["acte.pdf", "liste.json"] {
        let new = NewUpload {
            landlord_id: None,
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            expires_at: None,
        };
        upload::keep(&mut tx, new, name.as_bytes(), instant("08:00:00"))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    for sql in [
        "INSERT INTO candidate_list (id, election_id, state, title, national_body, independent,
            proof_id, statement, handed_in_by, received_on, filed_at, receipt_id, reason, ruled_at,
            created_at)
         SELECT e.id, e.id, 'admitted', 'CNL', 'CNL', TRUE, p.id, '', '', '2030-10-08',
            e.created_at, r.id, '', e.created_at, e.created_at
         FROM election e JOIN upload p ON p.name = 'acte.pdf' JOIN upload r ON r.name = 'liste.json'",
        "INSERT INTO candidate (list_id, place, name, lease, payment, kept, unbarred)
         SELECT id, 1, 'Ana Roy', 'B1', 'last_receipt', TRUE, TRUE FROM candidate_list",
    ] {
        ground.raw().execute(sql).await;
    }
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL").await;
    CandidateListId(found.unwrap().unwrap().id.0)
}

async fn a_seat_is_left_once(ground: &Ground) {
    let id = counted(ground).await;
    let left = Vacancy {
        list_id: list(ground).await,
        place: 1,
        left_on: day("2031-02-01"),
        reason: VacancyReason::Resigned,
    };
    let mut tx = ground.begin().await;
    let early = vacancy::enter(&mut tx, id, &left, instant("10:00:00")).await;
    drop(tx);
    assert!(matches!(early, Err(StoreError::Conflict(_))), "{early:?}");
    stage(ground, "archived").await;
    let mut tx = ground.begin().await;
    vacancy::enter(&mut tx, id, &left, instant("10:00:00"))
        .await
        .unwrap();
    let again = vacancy::enter(&mut tx, id, &left, instant("10:01:00")).await;
    assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
    tx.commit().await.unwrap();
    assert_eq!(vacancy::of(&ground.db, id).await.unwrap(), [left]);
}

async fn the_result_is_told_on_the_day_said_last(ground: &Ground) {
    let id = counted(ground).await;
    for on in ["2030-12-03", "2030-12-04"] {
        let mut tx = ground.begin().await;
        let to = ["prefect".to_owned()];
        told::say(&mut tx, id, &to, day(on), instant("10:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let told = told::of(&ground.db, id).await.unwrap();
    assert_eq!(told, [("prefect".to_owned(), day("2030-12-04"))]);
}

async fn keep(ground: &Ground, id: ElectionId, bytes: &[u8]) -> Result<(), StoreError> {
    let mut tx = ground.begin().await;
    bundle::keep(&mut tx, id, "dossier.tar", bytes, instant("10:00:00")).await?;
    tx.commit().await
}

async fn gone(ground: &Ground, id: ElectionId) -> Result<(), StoreError> {
    let mut tx = ground.begin().await;
    let boxed = destroy::BoxGone {
        marks: 2,
        head: "h".to_owned(),
    };
    destroy::destroy(&mut tx, id, &boxed, instant("11:00:00")).await?;
    tx.commit().await
}

/// Says that no challenge waits, as the proclamation does.
async fn unchallenged(ground: &Ground, id: ElectionId) {
    let mut tx = ground.begin().await;
    challenge::settle(&mut tx, id, instant("09:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn what_must_go_goes_and_numbers_stay(ground: &Ground) {
    let id = counted(ground).await;
    list(ground).await;
    for sql in [
        "INSERT INTO electoral_roll (election_id, cut_off, still_on, lines, left_out, made_at,
            frozen_at, fingerprint)
         SELECT id, '2030-10-22', '2030-10-24', 1, 0, created_at, created_at, 'f' FROM election",
        "INSERT INTO estate (id, landlord_id, name) SELECT id, landlord_id, 'E' FROM election",
        "INSERT INTO roll_line (id, election_id, tenancy_id, estate_id, reference, dwelling)
         SELECT id, id, id, id, 'B1', '12' FROM election",
        "INSERT INTO roll_elector (election_id, person_id, line_id, rank, name, address)
         SELECT id, id, id, 1, 'Ana Roy', '1 rue des Lilas' FROM election",
        "INSERT INTO person (id, landlord_id, reference, name, address)
         SELECT id, landlord_id, 'L1', 'Ana Roy', '' FROM election",
        "INSERT INTO roll_correction (id, election_id, person_id, kind, words, asked_at)
         SELECT id, id, id, 'other', 'Je manque', created_at FROM election",
        "INSERT INTO roll_correction_entry (correction_id, source, place, heard_on)
         SELECT id, 'counter', 'Loge', '2030-11-02' FROM election",
        "INSERT INTO key_message (election_id, round, holder, body, received_at)
         SELECT id, 5, 1, 'secret', created_at FROM election",
    ] {
        ground.raw().execute(sql).await;
    }
    let early = gone(ground, id).await;
    assert!(matches!(early, Err(StoreError::Conflict(_))), "{early:?}");
    stage(ground, "final").await;
    let unbundled = gone(ground, id).await;
    assert!(
        matches!(unbundled, Err(StoreError::Conflict(_))),
        "{unbundled:?}"
    );
    keep(ground, id, b"tout").await.unwrap();
    let one = challenged(ground, id).await;
    let waits = gone(ground, id).await;
    assert!(matches!(waits, Err(StoreError::Conflict(_))), "{waits:?}");
    decided(ground, &one, id, ChallengeOutcome::Rejected)
        .await
        .unwrap();
    gone(ground, id).await.unwrap();
    let all = destroy::destroyed(&ground.db, id).await.unwrap();
    let all: Vec<_> = all
        .iter()
        .map(|one| (one.what.as_str(), one.lines))
        .collect();
    assert_eq!(all, [("keys", 1), ("marks", 2), ("papers", 2), ("roll", 4)]);
    assert!(holds(ground, id, Condition::DestructionJournalled).await);
    let again = gone(ground, id).await;
    assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
    for (table, left) in [
        ("roll_elector", 0),
        ("roll_line", 0),
        ("roll_correction", 0),
        ("roll_correction_entry", 0),
        ("key_message", 0),
        ("electoral_roll WHERE fingerprint = 'f'", 1),
        (
            "candidate WHERE name = 'Ana Roy' AND lease = '' AND payment IS NULL",
            1,
        ),
        ("upload WHERE name IN ('acte.pdf', 'liste.json')", 0),
        ("upload WHERE name = 'sha256.txt'", 1),
    ] {
        let count = format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table}");
        assert_eq!(
            ground.raw().texts(&count).await,
            [left.to_string()],
            "{table}"
        );
    }
    let chain = journal::of_election(id);
    assert!(journal::verify(&ground.db, &chain).await.is_ok());
}

async fn a_bundle_replaces_the_one_before_and_outlives_the_destruction(ground: &Ground) {
    let id = counted(ground).await;
    let early = keep(ground, id, b"un").await;
    assert!(matches!(early, Err(StoreError::Conflict(_))), "{early:?}");
    stage(ground, "final").await;
    keep(ground, id, b"un").await.unwrap();
    keep(ground, id, b"deux").await.unwrap();
    unchallenged(ground, id).await;
    gone(ground, id).await.unwrap();
    let late = keep(ground, id, b"trois").await;
    assert!(matches!(late, Err(StoreError::Conflict(_))), "{late:?}");
    let (_, bytes) = bundle::read(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(bytes, b"deux");
    let uploads = "SELECT CAST(COUNT(*) AS TEXT) FROM upload";
    assert_eq!(ground.raw().texts(uploads).await, ["1"]);
}
