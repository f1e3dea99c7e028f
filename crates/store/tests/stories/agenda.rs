//! Dates to come and decisions made.

use crate::support::{Ground, day, instant};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::LandlordId;
use palier_domain::landlord::agenda::DecisionState;
use palier_store::agenda::{self, Agenda, Decision, Imported, NewDate};
use palier_store::{StoreError, ids, journal};

crate::on_both_engines![
    the_next_dates_come_soonest_first_and_past_ones_not_at_all,
    the_latest_decisions_come_first,
    an_agenda_imported_twice_adds_nothing,
    what_an_import_finds_with_another_content_is_named_and_left,
    an_agenda_of_an_unknown_landlord_is_refused,
];

async fn the_next_dates_come_soonest_first_and_past_ones_not_at_all(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let other = ground.landlord("les-acacias").await;
    let mut tx = ground.begin().await;
    for (whose, at, title) in [
        (landlord, "18:00:00", "Conseil"),
        (landlord, "09:00:00", "Passé"),
        (landlord, "12:00:00", "Visite"),
        (other, "13:00:00", "Ailleurs"),
    ] {
        let date = NewDate {
            starts_at: instant(at),
            all_day: title == "Visite",
            title: title.to_owned(),
            place: "Salle commune".to_owned(),
            detail: String::new(),
        };
        agenda::add_date(&mut tx, whose, date, instant("08:00:00"))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let next = agenda::upcoming(&ground.db, landlord, instant("12:00:00"), 5)
        .await
        .unwrap();
    let titles: Vec<_> = next
        .iter()
        .map(|date| (date.title.as_str(), date.all_day))
        .collect();
    assert_eq!(titles, [("Visite", true), ("Conseil", false)]);
}

async fn the_latest_decisions_come_first(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let mut tx = ground.begin().await;
    for (on, state) in [
        ("2029-05-01", DecisionState::Kept),
        ("2029-11-01", DecisionState::Late),
        ("2029-08-01", DecisionState::Refused),
    ] {
        let decision = Decision {
            decided_on: day(on),
            title: format!("Décision du {on}"),
            origin: "Conseil de concertation locative".to_owned(),
            state,
            detail: String::new(),
        };
        agenda::add_decision(&mut tx, landlord, decision, instant("08:00:00"))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let latest = agenda::decisions(&ground.db, landlord, 2).await.unwrap();
    let states: Vec<_> = latest.iter().map(|one| one.state).collect();
    assert_eq!(states, [DecisionState::Late, DecisionState::Refused]);
}

fn one_of_each() -> Agenda {
    Agenda {
        dates: vec![NewDate {
            starts_at: instant("17:00:00"),
            all_day: false,
            title: "Conseil".to_owned(),
            place: "Salle commune".to_owned(),
            detail: String::new(),
        }],
        decisions: vec![Decision {
            decided_on: day("2029-05-01"),
            title: "Repeindre les halls".to_owned(),
            origin: "Conseil".to_owned(),
            state: DecisionState::Underway,
            detail: String::new(),
        }],
    }
}

async fn import(ground: &Ground, landlord: LandlordId, agenda: Agenda) -> Imported {
    let mut tx = ground.begin().await;
    let day_of = |at: DateTime<Utc>| -> NaiveDate { at.date_naive() };
    let imported = agenda::import(&mut tx, landlord, agenda, day_of, instant("08:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    imported
}

async fn an_agenda_imported_twice_adds_nothing(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let other = ground.landlord("les-acacias").await;
    import(ground, other, one_of_each()).await;
    let first = import(ground, landlord, one_of_each()).await;
    assert_eq!((first.added, first.known), (2, 0));
    let second = import(ground, landlord, one_of_each()).await;
    assert_eq!((second.added, second.known), (0, 2));
    assert!(second.differing.is_empty());
    assert_eq!(
        ground.acts(&journal::of_landlord(landlord)).await,
        [
            "landlord.added",
            "agenda.date_added",
            "agenda.decision_added"
        ]
    );
}

async fn what_an_import_finds_with_another_content_is_named_and_left(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    import(ground, landlord, one_of_each()).await;
    let mut later = one_of_each();
    later.dates[0].starts_at = instant("18:00:00");
    later.decisions[0].state = DecisionState::Kept;
    let done = import(ground, landlord, later).await;
    assert_eq!((done.added, done.known), (0, 2));
    assert_eq!(
        done.differing,
        [
            (day("2030-03-01"), "Conseil".to_owned()),
            (day("2029-05-01"), "Repeindre les halls".to_owned()),
        ]
    );
    let kept = agenda::decisions(&ground.db, landlord, 5).await.unwrap();
    assert_eq!(kept, one_of_each().decisions);
}

async fn an_agenda_of_an_unknown_landlord_is_refused(ground: &Ground) {
    let nobody = LandlordId(ids::new_v4());
    let mut tx = ground.begin().await;
    let day_of = |at: DateTime<Utc>| -> NaiveDate { at.date_naive() };
    let now = instant("08:00:00");
    let refused = agenda::import(&mut tx, nobody, one_of_each(), day_of, now).await;
    assert!(
        matches!(refused, Err(StoreError::Missing(_))),
        "{refused:?}"
    );
}
