//! Appeals against a decision.

use crate::support::Ground;
use crate::support::moderation::{at, scene};
use palier_domain::account::role::Role;
use palier_domain::moderation::decider::DeciderRefusal;
use palier_domain::moderation::lifecycle::{AppealOutcome, AppealRefusal};
use palier_store::appeal::{self, AppealError, Appellant};
use palier_store::moderation::{self, DecideError};
use palier_store::notice::{self, NoticeKind};
use palier_store::{StoreError, comment, journal};

crate::on_both_engines![
    words_that_are_shown_again_are_the_same,
    words_that_stay_hidden_stay_kept_for_their_author,
    only_the_author_appeals,
    an_appeal_comes_within_six_months,
    an_appeal_is_made_once,
    whoever_hid_the_words_does_not_decide_the_appeal,
    the_landlords_staff_decides_no_appeal,
    an_appeal_is_decided_once,
    of_two_answers_to_an_appeal_one_is_given,
    a_withdrawn_comment_has_no_appeal,
    an_appeal_of_another_landlord_is_not_there,
    hidden_again_after_an_appeal_the_author_may_appeal_again,
];

const WORDS: &str = "Le gardien est un incapable.";

async fn words_that_are_shown_again_are_the_same(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene
        .appeal(ground, id, "Je parle du travail.")
        .await
        .unwrap();
    let waiting = moderation::appeals_waiting(&ground.db, scene.landlord, Some(scene.facilitator))
        .await
        .unwrap();
    assert_eq!((waiting.len(), waiting[0].id), (1, id));
    assert!(waiting[0].decided_by_reader);
    scene
        .settle(ground, id, scene.guarantor, true)
        .await
        .unwrap();
    let row = comment::get(&ground.db, scene.comment)
        .await
        .unwrap()
        .unwrap()
        .row;
    assert_eq!((row.body.as_str(), row.hidden), (WORDS, None));
    let words = moderation::words(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(words.original, None, "they are in one place");
    let told = notice::of_account(&ground.db, scene.claire, 10)
        .await
        .unwrap();
    assert!(told.iter().any(|one| one.kind == NoticeKind::AppealDecided));
    journal::verify(&ground.db, &journal::of_text(scene.text))
        .await
        .unwrap();
}

async fn words_that_stay_hidden_stay_kept_for_their_author(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene
        .appeal(ground, id, "Je parle du travail.")
        .await
        .unwrap();
    scene
        .settle(ground, id, scene.guarantor, false)
        .await
        .unwrap();
    let row = comment::get(&ground.db, scene.comment)
        .await
        .unwrap()
        .unwrap()
        .row;
    assert!(row.body.is_empty() && row.hidden.is_some());
    let words = moderation::words(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(words.original.as_deref(), Some(WORDS));
    let seen = moderation::get(&ground.db, id, Some(scene.claire))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.appeal().unwrap().outcome, Some(AppealOutcome::Upheld));
    assert!(seen.mine);
}

async fn only_the_author_appeals(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    for by in [
        Appellant::Account(scene.guarantor),
        Appellant::Slip("K7MD-4QXR"),
    ] {
        let refused = scene
            .try_appeal(ground, id, by, "Non.", at("13:00:00"))
            .await;
        assert!(matches!(
            refused,
            Err(AppealError::Refused(AppealRefusal::NotYours))
        ));
    }
}

async fn an_appeal_comes_within_six_months(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    let by = Appellant::Account(scene.claire);
    let late = "2030-09-02T12:30:00Z".parse().unwrap();
    let refused = scene.try_appeal(ground, id, by, "Trop tard.", late).await;
    assert!(matches!(
        refused,
        Err(AppealError::Refused(AppealRefusal::TooLate))
    ));
    let in_time = "2030-09-02T12:29:59Z".parse().unwrap();
    scene
        .try_appeal(ground, id, by, "À temps.", in_time)
        .await
        .unwrap();
}

async fn an_appeal_is_made_once(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene.appeal(ground, id, "Une fois.").await.unwrap();
    scene.appeal(ground, id, "Une fois.").await.unwrap();
    let refused = scene.appeal(ground, id, "Autre chose.").await;
    assert!(matches!(
        refused,
        Err(AppealError::Refused(AppealRefusal::Already))
    ));
    assert_eq!(
        ground
            .raw()
            .count("journal WHERE act = 'appeal.made'")
            .await,
        1
    );
}

async fn whoever_hid_the_words_does_not_decide_the_appeal(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene.appeal(ground, id, "Relisez.").await.unwrap();
    let refused = scene.settle(ground, id, scene.facilitator, false).await;
    assert!(matches!(
        refused,
        Err(DecideError::Refused(DeciderRefusal::DecidedFirst))
    ));
    let others = |but| {
        moderation::others_who_decide(&ground.db, scene.landlord, but, at("12:00:00").date_naive())
    };
    assert_eq!(others(scene.facilitator).await.unwrap(), 1);
}

async fn the_landlords_staff_decides_no_appeal(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene.appeal(ground, id, "Relisez.").await.unwrap();
    let roles = [Role::LandlordStaff, Role::Guarantor];
    let refused = scene
        .settle_as(ground, id, scene.guarantor, &roles, true)
        .await;
    assert!(matches!(
        refused,
        Err(DecideError::Refused(DeciderRefusal::Role))
    ));
}

async fn an_appeal_is_decided_once(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    let early = scene.settle(ground, id, scene.guarantor, true).await;
    assert!(
        matches!(early, Err(DecideError::NothingWaits)),
        "nobody appealed"
    );
    scene.appeal(ground, id, "Relisez.").await.unwrap();
    scene
        .settle(ground, id, scene.guarantor, true)
        .await
        .unwrap();
    scene
        .settle(ground, id, scene.guarantor, true)
        .await
        .unwrap();
    let other = scene.settle(ground, id, scene.guarantor, false).await;
    assert!(matches!(other, Err(DecideError::NothingWaits)));
    assert_eq!(
        ground
            .raw()
            .count("journal WHERE act = 'appeal.decided'")
            .await,
        1
    );
}

async fn of_two_answers_to_an_appeal_one_is_given(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene.appeal(ground, id, "Relisez.").await.unwrap();
    let third = ground.account("tierce").await;
    let tries = [
        (scene.guarantor, AppealOutcome::Reversed),
        (third, AppealOutcome::Upheld),
    ]
    .map(|(by, outcome)| {
        let (db, landlord_id) = (ground.db.clone(), scene.landlord);
        tokio::spawn(async move {
            let new = appeal::Settlement {
                moderation_id: id,
                landlord_id,
                by,
                roles: &[Role::Guarantor],
                outcome,
                reason: "Après une seconde lecture.",
            };
            let mut tx = db.begin().await.unwrap();
            let settled = appeal::settle(&mut tx, &new, at("15:00:00")).await;
            if settled.is_ok() {
                tx.commit().await.unwrap();
            }
            settled.is_ok()
        })
    });
    let mut given = 0;
    for one in tries {
        given += usize::from(one.await.unwrap());
    }
    assert_eq!(given, 1);
}

async fn a_withdrawn_comment_has_no_appeal(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene.withdraw(ground).await;
    let refused = scene.appeal(ground, id, "Trop tard.").await;
    assert!(matches!(
        refused,
        Err(AppealError::Refused(AppealRefusal::Withdrawn))
    ));
}

async fn an_appeal_of_another_landlord_is_not_there(ground: &Ground) {
    let mut scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene.appeal(ground, id, "Relisez.").await.unwrap();
    scene.landlord = ground.landlord("autre").await;
    let refused = scene.settle(ground, id, scene.guarantor, true).await;
    assert!(matches!(
        refused,
        Err(DecideError::Store(StoreError::Missing(_)))
    ));
}

async fn hidden_again_after_an_appeal_the_author_may_appeal_again(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let first = scene.hide(ground).await;
    scene.appeal(ground, first, "Relisez.").await.unwrap();
    scene
        .settle(ground, first, scene.guarantor, true)
        .await
        .unwrap();
    let second = scene.hide_at(ground, at("16:00:00")).await;
    assert_ne!(first, second);
    let row = comment::get(&ground.db, scene.comment)
        .await
        .unwrap()
        .unwrap()
        .row;
    assert_eq!(row.hidden.unwrap().at, at("16:00:00"));
    let by = Appellant::Account(scene.claire);
    scene
        .try_appeal(ground, second, by, "Encore.", at("17:00:00"))
        .await
        .unwrap();
    let old = scene
        .try_appeal(ground, first, by, "Encore.", at("17:00:00"))
        .await;
    assert!(matches!(
        old,
        Err(AppealError::Refused(AppealRefusal::Already))
    ));
}
