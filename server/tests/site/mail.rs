//! Mails leave by SMTP, once, and what became of each is known.

use crate::support::House;
use crate::support::sink::Sink;
use chrono::{TimeDelta, Utc};
use palier_app::i18n::{Locale, T};
use palier_app::mail::{ACCOUNT_OPENED, CONFIRM_ADDRESS, Letter, SIGN_IN_LINK, Sending, To, ZONE};
use palier_domain::id::MailId;
use palier_domain::mail::{MOST_ATTEMPTS, Urgency};
use palier_server::mail::{From, Sender};
use palier_store::mail::{self, NewMail, State};
use palier_store::{Clock, Db};
use std::collections::HashSet;
use std::time::{Duration, Instant};
use tokio::sync::watch;

const FR: T = T { locale: Locale::Fr };

fn sender(db: &Db, clock: Clock, sink: &Sink) -> Sender {
    let from = From::parse("Palier <palier@example.org>").unwrap();
    Sender::new(db.clone(), clock, &sink.url, from).unwrap()
}

/// Sends whatever is due now, and stops.
async fn send(house: &House, clock: Clock, sink: &Sink) {
    let (_keep, stop) = watch::channel(false);
    let sender = sender(house.db(), clock, sink);
    while sender.send_batch(&stop).await.unwrap() > 0 {}
}

fn later(by: TimeDelta) -> Clock {
    Clock::starting_at(Utc::now() + by, Utc::now())
}

async fn queue(house: &House, recipient: &str, kind: &'static str) -> MailId {
    let mut tx = house.db().begin().await.unwrap();
    let new = NewMail {
        account_id: None,
        kind,
        recipient: recipient.to_owned(),
        subject: "Le hall, c’est à tous".to_owned(),
        text: "Bonjour\n.seul\n".to_owned(),
        html: "<p>Bonjour</p>".to_owned(),
        idempotency_key: recipient.to_owned(),
        send_after: house.now(),
    };
    let id = mail::queue(&mut tx, new, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn state(house: &House, id: MailId) -> mail::Mail {
    mail::get(house.db(), id).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_mail_leaves_once_with_both_parts_and_its_own_id() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    let id = queue(&house, "claire@example.org", "story").await;
    send(&house, Clock::system(), &sink).await;
    send(&house, Clock::system(), &sink).await;
    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].recipient, "claire@example.org");
    let message_id = format!("<{id}@example.org>");
    assert_eq!(taken[0].header("Message-ID"), Some(message_id.as_str()));
    assert_eq!(taken[0].header("Auto-Submitted"), Some("auto-generated"));
    assert!(taken[0].data.contains("text/plain") && taken[0].data.contains("<p>Bonjour</p>"));
    let found = state(&house, id).await;
    assert_eq!((found.state, found.attempts), (State::Sent, 1));
    assert!(!found.body_text.is_empty(), "kept for a while");
}

#[tokio::test]
async fn the_words_of_a_link_are_gone_once_it_left() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    let id = queue(&house, "claire@example.org", palier_app::mail::SIGN_IN_LINK).await;
    send(&house, Clock::system(), &sink).await;
    assert_eq!(sink.count(), 1);
    assert_eq!(state(&house, id).await.body_text, "");
}

#[tokio::test]
async fn a_link_that_works_no_more_is_not_sent_and_its_words_are_gone() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    let entry = queue(&house, "claire@example.org", SIGN_IN_LINK).await;
    let address = queue(&house, "idriss@example.org", CONFIRM_ADDRESS).await;
    let words = queue(&house, "zoe@example.org", ACCOUNT_OPENED).await;
    send(&house, later(TimeDelta::minutes(31)), &sink).await;
    let found = state(&house, entry).await;
    assert_eq!((found.state, found.body_text.as_str()), (State::Failed, ""));
    assert_eq!(found.error.as_deref(), Some(mail::TOO_LATE));
    assert_eq!(state(&house, address).await.state, State::Sent);
    assert_eq!(state(&house, words).await.state, State::Sent);
    assert_eq!(sink.count(), 2);
    // Trying it anew makes it no younger.
    let mut tx = house.db().begin().await.unwrap();
    mail::revive(&mut tx, entry, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    send(&house, later(TimeDelta::minutes(32)), &sink).await;
    assert_eq!(state(&house, entry).await.state, State::Failed);
    assert_eq!(sink.count(), 2);
}

#[tokio::test]
async fn a_mail_that_must_wait_is_tried_again_and_then_given_up() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    sink.answer("claire", "451 4.3.0 plus tard");
    let id = queue(&house, "claire@example.org", ACCOUNT_OPENED).await;
    send(&house, Clock::system(), &sink).await;
    let found = state(&house, id).await;
    assert_eq!((found.state, found.attempts), (State::Waiting, 1));
    assert!(found.error.unwrap().contains("plus tard"));
    let wait = found.send_after - house.now();
    assert!(
        wait > TimeDelta::seconds(50) && wait <= TimeDelta::seconds(60),
        "{wait}"
    );
    // Not before its minute is over.
    send(&house, later(TimeDelta::seconds(40)), &sink).await;
    assert_eq!(state(&house, id).await.attempts, 1);
    for day in 1..=20 {
        send(&house, later(TimeDelta::days(day)), &sink).await;
    }
    let found = state(&house, id).await;
    assert_eq!(found.state, State::Failed);
    assert_eq!(usize::try_from(found.attempts), Ok(MOST_ATTEMPTS));
    // The administrator tries anew, and the server has changed its mind.
    sink.answer("claire", "");
    let mut tx = house.db().begin().await.unwrap();
    mail::revive(&mut tx, id, house.now()).await.unwrap();
    tx.commit().await.unwrap();
    send(&house, Clock::system(), &sink).await;
    assert_eq!(
        (state(&house, id).await.state, sink.count()),
        (State::Sent, 1)
    );
}

#[tokio::test]
async fn a_mail_refused_for_good_is_given_up_at_once_and_says_why() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    sink.answer("inconnue", "550 5.1.1 pas de boîte de ce nom");
    let refused = queue(&house, "inconnue@example.org", "story").await;
    let broken = queue(&house, "pas une adresse", "story").await;
    let right = queue(&house, "claire@example.org", "story").await;
    send(&house, Clock::system(), &sink).await;
    let found = state(&house, refused).await;
    assert_eq!((found.state, found.attempts), (State::Failed, 1));
    assert!(found.error.unwrap().contains("pas de boîte de ce nom"));
    assert_eq!(state(&house, broken).await.state, State::Failed);
    assert_eq!(
        state(&house, right).await.state,
        State::Sent,
        "others are not held up"
    );
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_waited_for() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    let id = queue(&house, "claire@example.org", ACCOUNT_OPENED).await;
    let from = From::parse("palier@example.org").unwrap();
    // Nobody listens there.
    let away = Sender::new(
        house.db().clone(),
        Clock::system(),
        "smtp://127.0.0.1:1",
        from,
    );
    let (_keep, stop) = watch::channel(false);
    away.unwrap().send_batch(&stop).await.unwrap();
    assert_eq!(state(&house, id).await.state, State::Waiting);
    send(&house, later(TimeDelta::minutes(2)), &sink).await;
    assert_eq!(state(&house, id).await.state, State::Sent);
}

#[tokio::test]
async fn nobody_is_woken_by_a_mail_that_can_wait() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    let night = (house.now() + TimeDelta::days(1)).date_naive();
    let night = night.and_hms_opt(23, 30, 0).unwrap().and_utc();
    let mut tx = house.db().begin().await.unwrap();
    for (address, urgency) in [
        ("attendue@example.org", Urgency::Awaited),
        ("ordinaire@example.org", Urgency::Ordinary),
    ] {
        let letter = Letter::new(FR, "Bonjour", "https://palier.example.org").says("Des nouvelles");
        let sending = Sending {
            kind: "story",
            key: address.to_owned(),
            urgency,
        };
        let zone = "Europe/Paris";
        let to = To {
            account: None,
            address,
            zone,
        };
        palier_app::mail::queue(&mut tx, to, sending, &letter, night)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let at = |now| Clock::starting_at(now, Utc::now());
    send(&house, at(night), &sink).await;
    assert_eq!(sink.taken()[0].recipient, "attendue@example.org");
    assert_eq!(sink.count(), 1);
    send(&house, at(night + TimeDelta::hours(6)), &sink).await;
    assert_eq!(sink.count(), 1, "5:30 in UTC is still before 8 in Paris");
    send(&house, at(night + TimeDelta::hours(9)), &sink).await;
    assert_eq!(sink.count(), 2);
}

#[tokio::test]
async fn nobody_is_woken_by_a_mail_that_is_tried_again() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    let day = (house.now() + TimeDelta::days(1)).date_naive();
    let paris: chrono_tz::Tz = ZONE.parse().unwrap();
    let evening = day
        .and_hms_opt(20, 59, 50)
        .unwrap()
        .and_local_timezone(paris);
    let evening = evening.unwrap().to_utc();
    sink.answer("ordinaire", "451 4.3.0 plus tard");
    sink.answer("attendue", "451 4.3.0 plus tard");
    let ordinary = queue(&house, "ordinaire@example.org", "story").await;
    let awaited = queue(&house, "attendue@example.org", ACCOUNT_OPENED).await;
    send(&house, Clock::starting_at(evening, Utc::now()), &sink).await;
    let wait = |mail: mail::Mail| mail.send_after - evening;
    let minute = TimeDelta::seconds(60)..TimeDelta::seconds(70);
    assert!(minute.contains(&wait(state(&house, awaited).await)));
    let morning = state(&house, ordinary).await.send_after;
    let there = morning.with_timezone(&paris).naive_local();
    assert_eq!(
        there.to_string(),
        format!("{} 08:00:00", day + TimeDelta::days(1))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_senders_on_one_outbox_send_each_mail_once() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    for n in 0..300 {
        queue(&house, &format!("m{n}@example.org"), "story").await;
    }
    let (stop, stopping) = watch::channel(false);
    let senders: Vec<_> = (0..2)
        .map(|_| tokio::spawn(sender(house.db(), Clock::system(), &sink).run(stopping.clone())))
        .collect();
    let begun = Instant::now();
    while sink.count() < 300 {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "{} of 300",
            sink.count()
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send_replace(true);
    for sender in senders {
        sender.await.unwrap();
    }
    let recipients: HashSet<_> = sink
        .taken()
        .into_iter()
        .map(|mail| mail.recipient)
        .collect();
    assert_eq!((sink.count(), recipients.len()), (300, 300));
    let counts = mail::counts(house.db()).await.unwrap();
    assert_eq!((counts.sent, counts.sending), (300, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_finishes_what_is_under_way_and_gives_the_rest_back() {
    let (house, sink) = (House::open().await, Sink::open().await.unwrap());
    for n in 0..200 {
        queue(&house, &format!("m{n}@example.org"), "story").await;
    }
    let (stop, stopping) = watch::channel(false);
    let running = tokio::spawn(sender(house.db(), Clock::system(), &sink).run(stopping));
    while sink.count() < 10 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    stop.send_replace(true);
    running.await.unwrap();
    let counts = mail::counts(house.db()).await.unwrap();
    assert_eq!(counts.sending, 0, "nothing hangs in the air");
    assert_eq!(
        usize::try_from(counts.sent),
        Ok(sink.count()),
        "what left is noted"
    );
    assert_eq!(counts.sent + counts.waiting, 200);
    send(&house, Clock::system(), &sink).await;
    assert_eq!(sink.count(), 200);
}

#[tokio::test]
async fn a_wrong_mail_server_is_refused_without_repeating_its_password() {
    let house = House::open().await;
    let from = From::parse("palier@example.org").unwrap();
    for url in ["imap://u:geheim@host", "geheim", "smtps://"] {
        let Err(refused) = Sender::new(house.db().clone(), Clock::system(), url, from.clone())
        else {
            continue;
        };
        let said = refused.to_string();
        assert!(
            said.contains("smtps://") && !said.contains("geheim"),
            "{said}"
        );
    }
    assert!(Sender::new(house.db().clone(), Clock::system(), "geheim", from).is_err());
    assert!(From::parse("pas une adresse").is_err());
}
