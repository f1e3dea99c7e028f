//! Codes in letters, tickets, and the persons to write to.

use crate::support::{Ground, RollBuilder, day, hash, instant};
use palier_domain::id::{LandlordId, PersonId};
use palier_store::activation::{self, NewCode};
use palier_store::{StoreError, Taken, ids};

crate::on_both_engines![
    a_code_is_found_by_its_hash_with_whom_it_is_for,
    an_earlier_code_dies_when_a_later_one_is_issued,
    a_used_code_stays_used_when_a_later_one_is_issued,
    a_code_is_used_exactly_once,
    two_who_use_one_code_at_once_do_not_both_get_in,
    a_ticket_that_has_ended_opens_nothing,
    a_ticket_dies_with_its_code,
    many_codes_are_issued_at_once,
    a_code_for_someone_on_another_roll_is_refused,
    the_same_code_twice_is_said_so,
    letters_go_to_those_who_rent_and_have_no_account,
    who_holds_two_leases_gets_one_letter,
    a_person_is_found_by_her_number,
];

const LATER: &str = "20:00:00";

async fn rented(ground: &Ground) -> (LandlordId, PersonId) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease("T-A-1", "B1", &["P1"])
        .lease("T-A-2", "B2", &["P2"]);
    ground
        .import_roll(landlord, "2030-01-01", &roll.build())
        .await;
    (landlord, ground.person(landlord, "P1").await)
}

async fn issue(ground: &Ground, person: PersonId, word: &str, at: &str) {
    let mut tx = ground.begin().await;
    activation::issue(&mut tx, person, &hash(word), instant(at), instant(LATER))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn open_ticket(ground: &Ground, code: &str, ticket: &str) {
    let code = activation::find(&ground.db, &hash(code))
        .await
        .unwrap()
        .unwrap();
    let mut tx = ground.begin().await;
    let until = instant("12:30:00");
    activation::open_ticket(&mut tx, &hash(ticket), code.id, until)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn a_code_is_found_by_its_hash_with_whom_it_is_for(ground: &Ground) {
    let (landlord, person) = rented(ground).await;
    issue(ground, person, "first", "12:00:00").await;
    let code = activation::find(&ground.db, &hash("first"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((code.person_id, code.landlord_id), (person, landlord));
    assert_eq!(code.person_name, "Mme P1");
    assert_eq!(code.landlord_slug, "rive-neuve");
    assert_eq!(code.expires_at, instant(LATER));
    assert_eq!((code.used_at, code.revoked_at), (None, None));
    assert_eq!(
        activation::find(&ground.db, &hash("other")).await.unwrap(),
        None
    );
}

async fn an_earlier_code_dies_when_a_later_one_is_issued(ground: &Ground) {
    let (_, person) = rented(ground).await;
    issue(ground, person, "first", "12:00:00").await;
    issue(ground, person, "second", "13:00:00").await;
    let first = activation::find(&ground.db, &hash("first"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(first.revoked_at, Some(instant("13:00:00")));
    let second = activation::find(&ground.db, &hash("second"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(second.revoked_at, None);
}

async fn a_used_code_stays_used_when_a_later_one_is_issued(ground: &Ground) {
    let (_, person) = rented(ground).await;
    issue(ground, person, "first", "12:00:00").await;
    open_ticket(ground, "first", "ticket").await;
    let mut tx = ground.begin().await;
    activation::use_ticket(&mut tx, &hash("ticket"), instant("12:10:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    issue(ground, person, "second", "13:00:00").await;
    let first = activation::find(&ground.db, &hash("first"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (first.used_at, first.revoked_at),
        (Some(instant("12:10:00")), None)
    );
}

async fn a_code_is_used_exactly_once(ground: &Ground) {
    let (_, person) = rented(ground).await;
    issue(ground, person, "first", "12:00:00").await;
    open_ticket(ground, "first", "one tab").await;
    open_ticket(ground, "first", "another tab").await;
    let now = instant("12:10:00");
    let seen = activation::ticket(&ground.db, &hash("another tab"), now)
        .await
        .unwrap();
    assert_eq!(seen.map(|code| code.person_id), Some(person));

    let mut tx = ground.begin().await;
    let used = activation::use_ticket(&mut tx, &hash("one tab"), now)
        .await
        .unwrap();
    assert_eq!(used, person);
    tx.commit().await.unwrap();

    assert_eq!(
        activation::ticket(&ground.db, &hash("another tab"), now)
            .await
            .unwrap(),
        None
    );
    let mut tx = ground.begin().await;
    let again = activation::use_ticket(&mut tx, &hash("another tab"), now).await;
    assert!(
        matches!(again, Err(StoreError::Missing("ticket"))),
        "{again:?}"
    );
}

async fn two_who_use_one_code_at_once_do_not_both_get_in(ground: &Ground) {
    let (_, person) = rented(ground).await;
    issue(ground, person, "first", "12:00:00").await;
    open_ticket(ground, "first", "one").await;
    open_ticket(ground, "first", "other").await;
    let tries = ["one", "other"].map(|ticket| {
        let db = ground.db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await?;
            activation::use_ticket(&mut tx, &hash(ticket), instant("12:10:00")).await?;
            tx.commit().await
        })
    });
    let mut in_ = 0;
    for one in tries {
        match one.await.unwrap() {
            Ok(()) => in_ += 1,
            Err(error) => {
                assert!(
                    matches!(
                        error,
                        StoreError::Conflict(_) | StoreError::Missing("ticket")
                    ),
                    "{error:?}"
                );
            }
        }
    }
    assert_eq!(in_, 1);
}

async fn a_ticket_that_has_ended_opens_nothing(ground: &Ground) {
    let (_, person) = rented(ground).await;
    issue(ground, person, "first", "12:00:00").await;
    open_ticket(ground, "first", "ticket").await;
    let late = instant("12:30:00");
    assert_eq!(
        activation::ticket(&ground.db, &hash("ticket"), late)
            .await
            .unwrap(),
        None
    );
    let mut tx = ground.begin().await;
    let refused = activation::use_ticket(&mut tx, &hash("ticket"), late).await;
    assert!(
        matches!(refused, Err(StoreError::Missing("ticket"))),
        "{refused:?}"
    );
    drop(tx);
    assert_eq!(activation::sweep(&ground.db, late).await.unwrap(), 1);
}

async fn a_ticket_dies_with_its_code(ground: &Ground) {
    let (_, person) = rented(ground).await;
    issue(ground, person, "first", "12:00:00").await;
    open_ticket(ground, "first", "ticket").await;
    issue(ground, person, "second", "12:05:00").await;
    let now = instant("12:10:00");
    assert_eq!(
        activation::ticket(&ground.db, &hash("ticket"), now)
            .await
            .unwrap(),
        None
    );
    let mut tx = ground.begin().await;
    let refused = activation::use_ticket(&mut tx, &hash("ticket"), now).await;
    assert!(
        matches!(refused, Err(StoreError::Conflict(_))),
        "{refused:?}"
    );
}

async fn many_codes_are_issued_at_once(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let numbers: Vec<_> = (0..1_201).map(|number| format!("P{number}")).collect();
    let roll = numbers.iter().fold(RollBuilder::new(), |roll, number| {
        roll.lease(&format!("T-A-{number}"), &format!("B{number}"), &[number])
    });
    ground
        .import_roll(landlord, "2030-01-01", &roll.build())
        .await;
    let now = instant("12:00:00");
    let to = activation::persons_without_account(&ground.db, landlord, day("2030-03-01"), 9_999)
        .await
        .unwrap();
    let codes: Vec<_> = to
        .iter()
        .map(|one| NewCode {
            person_id: one.person_id,
            code_hash: hash(&one.reference),
        })
        .collect();
    let mut tx = ground.begin().await;
    let issued = activation::issue_many(&mut tx, landlord, &codes, now, instant(LATER))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(issued.len(), 1_201);
    let last = activation::find(&ground.db, &hash("P1200"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(last.person_name, "Mme P1200");
    assert_eq!(
        ground
            .raw()
            .count("journal WHERE act = 'code.issued'")
            .await,
        1
    );
}

async fn a_code_for_someone_on_another_roll_is_refused(ground: &Ground) {
    let (_, person) = rented(ground).await;
    let other = ground.landlord("les-acacias").await;
    let code = NewCode {
        person_id: person,
        code_hash: hash("first"),
    };
    let mut tx = ground.begin().await;
    let now = instant("12:00:00");
    let refused = activation::issue_many(&mut tx, other, &[code], now, instant(LATER)).await;
    assert!(
        matches!(refused, Err(StoreError::Missing("person"))),
        "{refused:?}"
    );
    drop(tx);
    let mut tx = ground.begin().await;
    let nobody = PersonId(ids::new_v4());
    let refused = activation::issue(&mut tx, nobody, &hash("x"), now, instant(LATER)).await;
    assert!(
        matches!(refused, Err(StoreError::Missing("person"))),
        "{refused:?}"
    );
}

async fn the_same_code_twice_is_said_so(ground: &Ground) {
    let (landlord, person) = rented(ground).await;
    issue(ground, person, "first", "12:00:00").await;
    let other = ground.person(landlord, "P2").await;
    let mut tx = ground.begin().await;
    let again = activation::issue(
        &mut tx,
        other,
        &hash("first"),
        instant("12:00:00"),
        instant(LATER),
    )
    .await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::ActivationCode))),
        "{again:?}"
    );
}

async fn letters_go_to_those_who_rent_and_have_no_account(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease("T-B-2", "B2", &["P3", "P2"])
        .lease("T-A-1", "B1", &["P1"])
        .lease_between("T-A-3", "B3", "2020-01-01", Some("2029-12-31"), &["GONE"])
        .lease_between("T-A-4", "B4", "2031-01-01", None, &["NOT-YET"])
        .lease("T-A-5", "B5", &["LINKED"]);
    ground
        .import_roll(landlord, "2030-01-01", &roll.build())
        .await;
    let linked = ground.person(landlord, "LINKED").await;
    ground.link(ground.account("claire").await, linked).await;

    let to = activation::persons_without_account(&ground.db, landlord, day("2030-03-01"), 10)
        .await
        .unwrap();
    let numbers: Vec<_> = to.iter().map(|one| one.reference.as_str()).collect();
    assert_eq!(numbers, ["P1", "P2", "P3"]);
    assert_eq!(to[0].address, ["12 rue des Tilleuls", "75013 Paris"]);
    assert_eq!(
        (to[1].estate.as_str(), to[1].building.as_str()),
        ("Résidence T", "Bâtiment B")
    );
    let two = activation::persons_without_account(&ground.db, landlord, day("2030-03-01"), 2)
        .await
        .unwrap();
    assert_eq!(two, to[..2]);
}

async fn who_holds_two_leases_gets_one_letter(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease_between("T-A-1", "PARKING", "2027-01-01", None, &["P1"])
        .lease_between("T-A-2", "HOME", "2026-01-01", None, &["P1"]);
    ground
        .import_roll(landlord, "2030-01-01", &roll.build())
        .await;
    let to = activation::persons_without_account(&ground.db, landlord, day("2030-03-01"), 10)
        .await
        .unwrap();
    assert_eq!(to.len(), 1);
    assert_eq!(to[0].dwelling, "T-A-2");
}

async fn a_person_is_found_by_her_number(ground: &Ground) {
    let (landlord, person) = rented(ground).await;
    let found = activation::person_by_reference(&ground.db, landlord, "P1")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.person_id, found.dwelling.as_str()),
        (person, "T-A-1")
    );
    let other = ground.landlord("les-acacias").await;
    assert_eq!(
        activation::person_by_reference(&ground.db, other, "P1")
            .await
            .unwrap(),
        None
    );
}
