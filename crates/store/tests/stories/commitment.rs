//! What an adopted text commits to: drawn, reported on, late ones first.

use crate::in_tx;
use crate::support::adoption::{COMMITTED, TODAY};
use crate::support::amendment::{Scene, Someone};
use crate::support::{Ground, day, instant};
use palier_domain::charter::commitment::state::{CommitmentState, ProgressRefusal};
use palier_domain::id::CommitmentId;
use palier_store::amendment::By;
use palier_store::commitment::{self, Commitment, CommitmentError, Fill, NewProgress};
use palier_store::{adoption, text};

crate::on_both_engines![
    commitments_are_drawn_with_what_their_clauses_say,
    what_is_late_comes_first,
    a_report_has_words_and_what_is_kept_has_evidence,
    a_day_that_is_said_does_not_move,
    a_later_version_goes_on_renews_and_ends,
];

async fn all(ground: &Ground, scene: &Scene, today: &str) -> Vec<Commitment> {
    let found = commitment::register(&ground.db, scene.text, None, day(today)).await;
    found.unwrap()
}

async fn reports(
    ground: &Ground,
    someone: &Someone,
    id: CommitmentId,
    (state, words, evidence): (CommitmentState, &str, &str),
) -> Result<i64, CommitmentError> {
    let new = NewProgress {
        state,
        words,
        evidence,
    };
    let (by, now) = (By::Person(someone.person()), instant("17:00:00"));
    in_tx!(ground, |tx| commitment::report(tx, id, &new, by, now))
}

async fn completes(
    ground: &Ground,
    someone: &Someone,
    id: CommitmentId,
    fill: &Fill<'_>,
) -> Result<(), CommitmentError> {
    let (by, now) = (By::Person(someone.person()), instant("17:00:00"));
    in_tx!(ground, |tx| commitment::complete(tx, id, fill, by, now))
}

async fn commitments_are_drawn_with_what_their_clauses_say(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let version = scene.adopts(ground, "handle-one").await;
    let found = all(ground, &scene, TODAY).await;
    assert_eq!(found.len(), 2, "the law commits to nothing more");
    assert_eq!(found[0].owner, "Direction technique");
    assert_eq!(found[0].indicator, "heures d’arrêt");
    assert_eq!(found[0].due_on, Some(day("2030-06-30")));
    assert_eq!(found[0].clause_id, scene.base[1].clause);
    assert_eq!((found[1].due_on, found[1].owner.as_str()), (None, ""));
    assert!(found.iter().all(|one| one.version_id == version));
    let one = commitment::by_id(&ground.db, found[0].id).await.unwrap();
    assert_eq!(one.as_ref(), Some(&found[0]));
}

async fn what_is_late_comes_first(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    scene.adopts(ground, "handle-one").await;
    let found = all(ground, &scene, TODAY).await;
    let fill = Fill {
        due_on: Some(day("2030-04-30")),
        ..Fill::default()
    };
    completes(ground, &scene.landlord_staff, found[1].id, &fill)
        .await
        .unwrap();
    let later = all(ground, &scene, "2030-05-01").await;
    let late = |all: &[Commitment], today| -> Vec<bool> {
        all.iter().map(|one| one.is_late(day(today))).collect()
    };
    assert_eq!(later[0].id, found[1].id);
    assert_eq!(late(&later, "2030-05-01"), [true, false]);
    let kept = (CommitmentState::Kept, "Fait.", "Relevé d’avril");
    reports(ground, &scene.landlord_staff, later[0].id, kept)
        .await
        .unwrap();
    let after = all(ground, &scene, "2030-07-01").await;
    assert_eq!(after[0].id, found[0].id);
    assert_eq!(late(&after, "2030-07-01"), [true, false]);
    let figures = commitment::figures(&after, day("2030-07-01"));
    assert_eq!((figures.late, figures.kept, figures.planned), (1, 1, 0));
    let only = CommitmentState::Kept;
    let only = commitment::register(&ground.db, scene.text, Some(only), day(TODAY)).await;
    assert_eq!(only.unwrap().len(), 1);
}

async fn a_report_has_words_and_what_is_kept_has_evidence(ground: &Ground) {
    use CommitmentState::{GivenUp, Kept, UnderWay};
    let scene = Scene::with(ground, COMMITTED).await;
    scene.adopts(ground, "handle-one").await;
    let id = all(ground, &scene, TODAY).await[0].id;
    let staff = &scene.landlord_staff;
    let begun = (UnderWay, "Le marché est passé.", "");
    for one in [&scene.claire, &scene.dora, &scene.guarantor, &scene.nobody] {
        let refused = reports(ground, one, id, begun).await;
        assert!(matches!(refused, Err(CommitmentError::NotHers(_))));
    }
    assert_eq!(reports(ground, staff, id, begun).await.unwrap(), 1);
    let again = reports(ground, staff, id, begun).await;
    assert_eq!(again.unwrap(), 1, "what is sent twice is kept once");
    let bare = reports(ground, staff, id, (Kept, "Fait.", "")).await;
    assert!(matches!(
        bare,
        Err(CommitmentError::Refused(ProgressRefusal::WithoutEvidence))
    ));
    let silent = reports(ground, staff, id, (GivenUp, " ", "")).await;
    assert!(matches!(
        silent,
        Err(CommitmentError::Refused(ProgressRefusal::Nothing))
    ));
    let given_up = (GivenUp, "Le budget manque.", "");
    assert_eq!(reports(ground, staff, id, given_up).await.unwrap(), 2);
    let shown = commitment::by_id(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(shown.reason, "Le budget manque.");
    let told = commitment::progress(&ground.db, id).await.unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].reported_as, "landlord_staff");
    reports(ground, staff, id, (UnderWay, "Repris.", ""))
        .await
        .unwrap();
    let shown = commitment::by_id(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(shown.reason, "");
}

async fn a_day_that_is_said_does_not_move(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    scene.adopts(ground, "handle-one").await;
    let found = all(ground, &scene, TODAY).await;
    let fill = Fill {
        due_on: Some(day("2040-01-01")),
        ..Fill::default()
    };
    let staff = &scene.landlord_staff;
    let moved = completes(ground, staff, found[0].id, &fill).await;
    assert!(matches!(moved, Err(CommitmentError::Said)));
    let hers = completes(ground, &scene.claire, found[1].id, &fill).await;
    assert!(matches!(hers, Err(CommitmentError::NotHers(_))));
    completes(ground, staff, found[1].id, &fill).await.unwrap();
    let owner = Fill {
        owner: Some("Gardiens"),
        ..Fill::default()
    };
    completes(ground, staff, found[1].id, &owner).await.unwrap();
    let again = completes(ground, staff, found[1].id, &fill).await;
    assert!(matches!(again, Err(CommitmentError::Said)));
    let shown = commitment::by_id(&ground.db, found[1].id).await.unwrap();
    assert_eq!(shown.unwrap().owner, "Gardiens");
}

async fn a_later_version_goes_on_renews_and_ends(ground: &Ground) {
    use CommitmentState::{Planned, UnderWay};
    let scene = Scene::with(ground, COMMITTED).await;
    scene.adopts(ground, "handle-one").await;
    let found = all(ground, &scene, TODAY).await;
    let begun = (UnderWay, "Commencé.", "");
    for one in &found {
        reports(ground, &scene.landlord_staff, one.id, begun)
            .await
            .unwrap();
    }
    let by = By::Person(scene.facilitator.person());
    let now = instant("18:00:00");
    in_tx!(ground, |tx| adoption::reopen(tx, scene.text, by, now)).unwrap();
    // The landlord imports a text that says one commitment otherwise and the other not any more.
    let other = COMMITTED
        .replace("2030-06-30", "2030-09-30")
        .replace("### Propreté\n{: kind=commitment}", "### Propreté");
    let imported = ground.charter(scene.landlord, &other).await;
    let entries = text::entries(&ground.db, imported.version_id)
        .await
        .unwrap();
    assert_eq!(entries[1].clause_id, found[0].clause_id, "the same clause");
    scene.adopts(ground, "handle-two").await;
    let after = all(ground, &scene, TODAY).await;
    assert_eq!(after.len(), 2);
    assert_eq!(after[0].id, found[0].id);
    assert_eq!(after[0].due_on, Some(day("2030-09-30")));
    assert_eq!(after[0].state, Planned, "other words are planned anew");
    assert!(after[0].ended_at.is_none() && after[1].ended_at.is_some());
    let told = commitment::progress(&ground.db, found[0].id).await.unwrap();
    assert_eq!(told.len(), 2, "what was reported stays");
    let ended = reports(ground, &scene.landlord_staff, found[1].id, begun).await;
    assert!(matches!(ended, Err(CommitmentError::Ended)));
}
