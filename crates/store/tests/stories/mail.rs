//! The outbox.

use crate::support::{Ground, instant};
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::id::MailId;
use palier_store::mail::{self, Leased, NewMail, State};
use palier_store::{StoreError, journal};
use std::collections::HashSet;

crate::on_both_engines![
    a_mail_asked_for_twice_waits_once,
    a_mail_is_leased_when_it_is_due,
    two_senders_never_hold_the_same_mail,
    a_lease_that_ended_passes_to_another,
    a_failed_mail_waits_and_tells_why,
    a_mail_given_up_can_be_tried_anew,
    a_mail_given_back_was_not_tried,
    the_words_of_a_sent_mail_are_erased_after_thirty_days,
    the_words_of_a_link_are_erased_at_once,
    the_outbox_is_searched_by_address_and_subject,
];

const LEASE: TimeDelta = TimeDelta::minutes(5);

async fn queue(ground: &Ground, key: &str, send_after: DateTime<Utc>) -> MailId {
    let new = NewMail {
        account_id: None,
        kind: "story",
        recipient: format!("{key}@example.org"),
        subject: format!("Objet {key}"),
        text: "Bonjour".to_owned(),
        html: "<p>Bonjour</p>".to_owned(),
        idempotency_key: key.to_owned(),
        send_after,
    };
    let mut tx = ground.begin().await;
    let id = mail::queue(&mut tx, new, instant("09:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn take(ground: &Ground, at: &str, limit: i64) -> Vec<Leased> {
    mail::take(&ground.db, instant(at), LEASE, limit)
        .await
        .unwrap()
}

async fn state(ground: &Ground, id: MailId) -> mail::Mail {
    mail::get(&ground.db, id).await.unwrap().unwrap()
}

async fn a_mail_asked_for_twice_waits_once(ground: &Ground) {
    let first = queue(ground, "claire", instant("09:00:00")).await;
    let second = queue(ground, "claire", instant("10:00:00")).await;
    assert_eq!(first, second);
    assert_eq!(mail::counts(&ground.db).await.unwrap().waiting, 1);
}

async fn a_mail_is_leased_when_it_is_due(ground: &Ground) {
    let later = queue(ground, "later", instant("11:00:00")).await;
    let sooner = queue(ground, "sooner", instant("10:00:00")).await;
    assert_eq!(take(ground, "09:59:59", 10).await, []);
    let oldest = mail::oldest_waiting(&ground.db).await.unwrap();
    assert_eq!(oldest, Some(instant("10:00:00")));
    let taken = take(ground, "10:00:00", 10).await;
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].id, taken[0].attempts), (sooner, 1));
    mail::sent(&ground.db, &taken[0], false, instant("10:00:01"))
        .await
        .unwrap();
    let taken = take(ground, "11:00:00", 10).await;
    assert_eq!(taken[0].id, later);
    assert_eq!(state(ground, sooner).await.state, State::Sent);
    assert_eq!(
        state(ground, sooner).await.sent_at,
        Some(instant("10:00:01"))
    );
}

async fn two_senders_never_hold_the_same_mail(ground: &Ground) {
    for n in 0..60 {
        queue(ground, &format!("m{n}"), instant("09:00:00")).await;
    }
    let senders = (0..4).map(|_| {
        let db = ground.db.clone();
        tokio::spawn(async move {
            let mut held = Vec::new();
            let mut empty = 0;
            // Who waits for another's lease finds nothing that time, and asks again.
            while empty < 5 {
                let taken = mail::take(&db, instant("09:30:00"), LEASE, 4)
                    .await
                    .unwrap();
                empty = if taken.is_empty() { empty + 1 } else { 0 };
                held.extend(taken.into_iter().map(|mail| mail.id));
            }
            held
        })
    });
    let mut all = Vec::new();
    for sender in senders.collect::<Vec<_>>() {
        all.extend(sender.await.unwrap());
    }
    let distinct: HashSet<_> = all.iter().copied().collect();
    assert_eq!((all.len(), distinct.len()), (60, 60));
}

async fn a_lease_that_ended_passes_to_another(ground: &Ground) {
    let id = queue(ground, "claire", instant("09:00:00")).await;
    let first = take(ground, "09:00:00", 1).await.remove(0);
    assert_eq!(take(ground, "09:04:59", 1).await, []);
    let second = take(ground, "09:05:00", 1).await.remove(0);
    assert_eq!((second.id, second.attempts), (id, 2));
    // The first one wakes up: it may not undo the second's lease.
    mail::failed(&ground.db, &first, "late").await.unwrap();
    mail::try_again(&ground.db, &first, instant("12:00:00"), "late")
        .await
        .unwrap();
    mail::give_back(&ground.db, &first).await.unwrap();
    assert_eq!(state(ground, id).await.state, State::Sending);
    // But a mail that went is a mail that went.
    mail::sent(&ground.db, &first, false, instant("09:06:00"))
        .await
        .unwrap();
    assert_eq!(state(ground, id).await.state, State::Sent);
}

async fn a_failed_mail_waits_and_tells_why(ground: &Ground) {
    let id = queue(ground, "claire", instant("09:00:00")).await;
    let leased = take(ground, "09:00:00", 1).await.remove(0);
    mail::try_again(&ground.db, &leased, instant("09:01:00"), "451 plus tard")
        .await
        .unwrap();
    let found = state(ground, id).await;
    assert_eq!(
        (found.state, found.error.as_deref()),
        (State::Waiting, Some("451 plus tard"))
    );
    assert_eq!(take(ground, "09:00:59", 1).await, []);
    assert_eq!(take(ground, "09:01:00", 1).await[0].attempts, 2);
}

async fn a_mail_given_up_can_be_tried_anew(ground: &Ground) {
    let id = queue(ground, "claire", instant("09:00:00")).await;
    let leased = take(ground, "09:00:00", 1).await.remove(0);
    mail::failed(&ground.db, &leased, "550 inconnue")
        .await
        .unwrap();
    assert_eq!(take(ground, "23:00:00", 1).await, []);
    assert_eq!(mail::counts(&ground.db).await.unwrap().of(State::Failed), 1);
    for is_first in [true, false] {
        let mut tx = ground.begin().await;
        let revived = mail::revive(&mut tx, id, instant("10:00:00")).await;
        match revived {
            Ok(()) => tx.commit().await.unwrap(),
            Err(error) => assert!(matches!(error, StoreError::Conflict(_)), "{error}"),
        }
        assert_eq!(state(ground, id).await.state, State::Waiting, "{is_first}");
    }
    assert_eq!(take(ground, "10:00:00", 1).await[0].attempts, 1);
    let acts = ground.acts(journal::INSTANCE).await;
    assert_eq!(
        acts.iter().filter(|act| *act == "mail.tried_anew").count(),
        1
    );
}

async fn a_mail_given_back_was_not_tried(ground: &Ground) {
    queue(ground, "claire", instant("09:00:00")).await;
    let leased = take(ground, "09:00:00", 1).await.remove(0);
    mail::give_back(&ground.db, &leased).await.unwrap();
    assert_eq!(take(ground, "09:00:01", 1).await[0].attempts, 1);
}

async fn the_words_of_a_sent_mail_are_erased_after_thirty_days(ground: &Ground) {
    let id = queue(ground, "claire", instant("09:00:00")).await;
    let leased = take(ground, "09:00:00", 1).await.remove(0);
    let sent = instant("09:00:01");
    mail::sent(&ground.db, &leased, false, sent).await.unwrap();
    let almost = sent + mail::KEPT - TimeDelta::seconds(1);
    assert_eq!(mail::sweep(&ground.db, almost).await.unwrap(), 0);
    assert_eq!(state(ground, id).await.body_text, "Bonjour");
    assert_eq!(mail::sweep(&ground.db, sent + mail::KEPT).await.unwrap(), 1);
    assert_eq!(state(ground, id).await.body_text, "");
    assert_eq!(mail::sweep(&ground.db, sent + mail::KEPT).await.unwrap(), 0);
}

async fn the_words_of_a_link_are_erased_at_once(ground: &Ground) {
    let id = queue(ground, "claire", instant("09:00:00")).await;
    let leased = take(ground, "09:00:00", 1).await.remove(0);
    mail::sent(&ground.db, &leased, true, instant("09:00:01"))
        .await
        .unwrap();
    assert_eq!(state(ground, id).await.body_text, "");
    assert_eq!(ground.raw().count("mail WHERE body_html <> ''").await, 0);
}

async fn the_outbox_is_searched_by_address_and_subject(ground: &Ground) {
    queue(ground, "claire", instant("09:00:00")).await;
    queue(ground, "idriss", instant("09:00:00")).await;
    let found = |search: &'static str, state| async move {
        mail::list(&ground.db, state, search, 0, 10)
            .await
            .unwrap()
            .len()
    };
    assert_eq!(found("", None).await, 2);
    assert_eq!(found("CLAIRE@", None).await, 1);
    assert_eq!(found("objet idr", Some(State::Waiting)).await, 1);
    assert_eq!(found("objet idr", Some(State::Sent)).await, 0);
    queue(ground, "Élodie", instant("09:00:00")).await;
    for search in ["élodie", "Élodie", "ELODIE"] {
        assert_eq!(found(search, None).await, 1, "{search}");
    }
    let past = mail::list(&ground.db, None, "objet", 2, 10).await.unwrap();
    assert_eq!(past.len(), 1, "the third of three");
    assert_eq!(
        found("%", None).await,
        0,
        "a sign of the pattern is a plain sign"
    );
}
