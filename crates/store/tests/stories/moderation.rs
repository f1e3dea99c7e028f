//! Reports and decisions.

use crate::support::moderation::{Scene, at, scene};
use crate::support::{Ground, day, instant};
use palier_domain::account::role::Role;
use palier_domain::moderation::decider::DeciderRefusal;
use palier_domain::moderation::ground::Ground as On;
use palier_domain::moderation::lifecycle::Outcome;
use palier_store::moderation::{self, DecideError};
use palier_store::notice::{self, NoticeKind};
use palier_store::{StoreError, account, comment, journal, report};

crate::on_both_engines![
    a_report_waits_until_it_is_decided,
    a_report_sent_twice_is_kept_once,
    what_does_not_stand_is_not_reported,
    a_report_waits_though_its_author_left_without_a_name,
    a_decision_answers_all_reports_and_tells_who_is_concerned,
    a_comment_that_is_kept_stands_and_may_be_reported_again,
    nothing_is_decided_without_a_report,
    the_landlords_staff_decides_nothing,
    nobody_decides_of_her_own_comment,
    another_landlords_comment_is_not_there,
    of_two_decisions_at_once_one_is_taken,
    a_decision_sent_twice_is_taken_once,
    the_journal_says_what_was_done,
];

const WORDS: &str = "Cette voisine est une voleuse.";

async fn a_report_waits_though_its_author_left_without_a_name(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.report(ground, On::Insult, None).await.unwrap();
    let mut tx = ground.begin().await;
    let fate = account::Fate::KeepWithoutName;
    account::erase(
        &mut tx,
        scene.claire,
        fate,
        day("2030-03-01"),
        instant("12:00:00"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let waiting = report::waiting(&ground.db, scene.landlord).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].author_name.as_str()), (1, ""));
    scene.decide(ground, Outcome::Hidden).await.unwrap();
}

async fn a_report_waits_until_it_is_decided(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.report(ground, On::Insult, None).await.unwrap();
    scene.report(ground, On::Privacy, None).await.unwrap();
    let waiting = report::waiting(&ground.db, scene.landlord).await.unwrap();
    assert_eq!(waiting.len(), 1, "grouped by comment");
    assert_eq!(
        (waiting[0].comment_id, waiting[0].handle),
        (scene.comment, 3)
    );
    assert_eq!(
        (waiting[0].body.as_str(), waiting[0].author_name.as_str()),
        (WORDS, "Claire")
    );
    let said = |ground| waiting[0].reports.iter().any(|one| one.ground == ground);
    assert!(said(On::Insult) && said(On::Privacy));
    scene.decide(ground, Outcome::Kept).await.unwrap();
    assert!(
        report::waiting(&ground.db, scene.landlord)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        report::of_comment(&ground.db, scene.comment)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_report_sent_twice_is_kept_once(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let new = scene.new_report(On::Insult, None);
    for _ in 0..2 {
        let mut tx = ground.begin().await;
        report::add(&mut tx, new.clone(), at("12:01:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(ground.raw().count("report").await, 1);
}

async fn what_does_not_stand_is_not_reported(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.hide(ground).await;
    let refused = scene.report(ground, On::Insult, None).await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))));
    scene.withdraw(ground).await;
    let refused = scene.report(ground, On::Insult, None).await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))));
}

async fn a_decision_answers_all_reports_and_tells_who_is_concerned(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let idriss = ground.account("idriss").await;
    scene
        .report(ground, On::Insult, Some(idriss))
        .await
        .unwrap();
    scene.report(ground, On::Threat, None).await.unwrap();
    let id = scene.decide(ground, Outcome::Hidden).await.unwrap();
    let told = |account| async move { notice::of_account(&ground.db, account, 10).await.unwrap() };
    let (author, reporter) = (told(scene.claire).await, told(idriss).await);
    assert_eq!((author.len(), reporter.len()), (1, 1));
    assert_eq!(
        (author[0].kind, author[0].moderation_id),
        (NoticeKind::CommentHidden, id)
    );
    assert_eq!(
        (reporter[0].kind, reporter[0].moderation_id),
        (NoticeKind::ReportDecided, id)
    );
    assert!(told(scene.facilitator).await.is_empty());
    notice::mark_read(&ground.db, idriss, id, at("13:00:00"))
        .await
        .unwrap();
    assert!(told(idriss).await[0].read_at.is_some());
    assert!(
        told(scene.claire).await[0].read_at.is_none(),
        "hers is another"
    );
    assert!(
        report::of_comment(&ground.db, scene.comment)
            .await
            .unwrap()
            .is_empty()
    );
    let seen = moderation::get(&ground.db, id, Some(idriss))
        .await
        .unwrap()
        .unwrap();
    assert!(seen.reported_by_reader && !seen.mine);
}

async fn a_comment_that_is_kept_stands_and_may_be_reported_again(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.report(ground, On::Insult, None).await.unwrap();
    let id = scene.decide(ground, Outcome::Kept).await.unwrap();
    let row = comment::get(&ground.db, scene.comment)
        .await
        .unwrap()
        .unwrap()
        .row;
    assert_eq!((row.body.as_str(), row.hidden), (WORDS, None));
    let kept = moderation::get(&ground.db, id, None)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((kept.outcome, kept.appeal_until), (Outcome::Kept, None));
    assert!(
        notice::of_account(&ground.db, scene.claire, 10)
            .await
            .unwrap()
            .is_empty()
    );
    scene.report(ground, On::Insult, None).await.unwrap();
    scene
        .decide_at(ground, Outcome::Hidden, at("14:00:00"))
        .await
        .unwrap();
    let all = moderation::of_comment(&ground.db, scene.comment, None)
        .await
        .unwrap();
    let outcomes: Vec<_> = all.iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes, [Outcome::Hidden, Outcome::Kept]);
}

async fn nothing_is_decided_without_a_report(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let refused = scene.decide(ground, Outcome::Hidden).await;
    assert!(matches!(refused, Err(DecideError::NothingWaits)));
    assert_eq!(ground.raw().count("moderation").await, 0);
}

async fn the_landlords_staff_decides_nothing(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.report(ground, On::Insult, None).await.unwrap();
    for roles in [
        &[Role::LandlordStaff][..],
        &[Role::LandlordStaff, Role::Facilitator],
        &[Role::AssociationDelegate, Role::Administrator],
        &[],
    ] {
        let decision = scene.decision(scene.facilitator, roles, Outcome::Hidden);
        let refused = scene.try_decide(ground, decision, at("12:30:00")).await;
        assert!(
            matches!(refused, Err(DecideError::Refused(DeciderRefusal::Role))),
            "{roles:?}"
        );
    }
    assert_eq!(ground.raw().count("moderation").await, 0);
}

async fn nobody_decides_of_her_own_comment(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.report(ground, On::Insult, None).await.unwrap();
    let decision = scene.decision(scene.claire, &[Role::Guarantor], Outcome::Kept);
    let refused = scene.try_decide(ground, decision, at("12:30:00")).await;
    assert!(matches!(
        refused,
        Err(DecideError::Refused(DeciderRefusal::OwnComment))
    ));
}

async fn another_landlords_comment_is_not_there(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.report(ground, On::Insult, None).await.unwrap();
    let other = ground.landlord("autre").await;
    let mut decision = scene.decision(scene.facilitator, &[Role::Facilitator], Outcome::Hidden);
    decision.landlord_id = other;
    let refused = scene.try_decide(ground, decision, at("12:30:00")).await;
    assert!(matches!(
        refused,
        Err(DecideError::Store(StoreError::Missing(_)))
    ));
    assert!(report::waiting(&ground.db, other).await.unwrap().is_empty());
}

async fn of_two_decisions_at_once_one_is_taken(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.report(ground, On::Insult, None).await.unwrap();
    let tries = [
        (scene.facilitator, Role::Facilitator, Outcome::Hidden),
        (scene.guarantor, Role::Guarantor, Outcome::Kept),
    ]
    .map(|(by, role, outcome)| {
        let (db, comment, landlord) = (ground.db.clone(), scene.comment, scene.landlord);
        tokio::spawn(async move {
            let roles = [role];
            let new = Scene::decision_on(comment, landlord, by, &roles, outcome);
            let mut tx = db.begin().await.unwrap();
            let decided = moderation::decide(&mut tx, &new, at("12:30:00")).await;
            if decided.is_ok() {
                tx.commit().await.unwrap();
            }
            decided
        })
    });
    let mut taken = 0;
    for one in tries {
        match one.await.unwrap() {
            Ok(_) => taken += 1,
            Err(DecideError::NothingWaits) => {}
            Err(error) => panic!("the second is told that nothing waits, not {error}"),
        }
    }
    assert_eq!((taken, ground.raw().count("moderation").await), (1, 1));
}

async fn a_decision_sent_twice_is_taken_once(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.report(ground, On::Insult, None).await.unwrap();
    let first = scene.decide(ground, Outcome::Hidden).await.unwrap();
    let again = scene.decide(ground, Outcome::Hidden).await.unwrap();
    assert_eq!(first, again);
    let other = scene.decide(ground, Outcome::Kept).await;
    assert!(matches!(other, Err(DecideError::NothingWaits)));
}

async fn the_journal_says_what_was_done(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene.appeal(ground, id, "C’est vrai.").await.unwrap();
    scene
        .settle(ground, id, scene.guarantor, true)
        .await
        .unwrap();
    let acts = ground.acts(&journal::of_text(scene.text)).await;
    let last = &acts[acts.len() - 5..];
    assert_eq!(
        last,
        [
            "comment.added",
            "comment.hidden",
            "appeal.made",
            "appeal.decided",
            "comment.shown_again"
        ]
    );
}
