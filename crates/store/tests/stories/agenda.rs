//! Dates to come and decisions made.

use crate::support::{Ground, day, instant};
use palier_domain::landlord::agenda::DecisionState;
use palier_store::agenda::{self, Decision, NewDate};

crate::on_both_engines![
    the_next_dates_come_soonest_first_and_past_ones_not_at_all,
    the_latest_decisions_come_first,
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
