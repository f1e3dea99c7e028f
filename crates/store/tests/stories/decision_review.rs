//! The fate of every comment: said before the freeze, told to whoever spoke, published.

use crate::in_tx;
use crate::support::amendment::{Scene, Someone};
use crate::support::decision::Short;
use crate::support::{Ground, instant};
use palier_domain::charter::comment_fate::{CommentFate, FateRefusal};
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{StepRefusal, Unsettled, VersionStep};
use palier_domain::id::{CommentId, FormId};
use palier_store::amendment::{self, By, StepError};
use palier_store::comment::{self, NewComment};
use palier_store::decision::{self, FateError, NewFate, Said};
use palier_store::ids;

crate::on_both_engines![
    a_version_is_frozen_once_each_comment_has_its_fate,
    a_comment_that_changes_nothing_needs_a_reason,
    a_comment_becomes_an_amendment_and_its_author_is_told,
    only_the_facilitator_says_what_became_of_comments,
];

async fn comment(
    ground: &Ground,
    scene: &Scene,
    by: &Someone,
    thread: Option<CommentId>,
    time: &str,
) -> CommentId {
    let new = NewComment {
        text_id: scene.text,
        clause_id: scene.base[3].clause,
        version_id: scene.version,
        thread_id: thread,
        contributor_id: by.face,
        quality: by.quality(),
        body: "Une visite ne suffit pas.".to_owned(),
        form_id: FormId(ids::new_v4()),
    };
    let now = instant(time);
    let added: Result<_, palier_store::StoreError> =
        in_tx!(ground, |tx| comment::add(tx, new, now));
    added.unwrap().id
}

async fn say(
    ground: &Ground,
    by: &Someone,
    comment: CommentId,
    said: Said,
    reason: &str,
) -> Result<(), FateError> {
    let new = NewFate {
        comment,
        said,
        reason,
    };
    let (by, now) = (By::Person(by.person()), instant("12:00:00"));
    in_tx!(ground, |tx| decision::say(tx, new, by, &Short, now))
}

async fn freeze(ground: &Ground, scene: &Scene) -> Result<VersionStatus, StepError> {
    let (by, none) = (By::Person(scene.facilitator.person()), Unsettled::default());
    let (text, now) = (scene.text, instant("13:00:00"));
    let step = VersionStep::Freeze;
    in_tx!(ground, |tx| decision::step(tx, text, step, &none, by, now))
}

fn without(result: &Result<VersionStatus, StepError>) -> Option<u64> {
    match result {
        Err(StepError::Refused(StepRefusal::CommentsWithoutFate(count))) => Some(*count),
        _ => None,
    }
}

async fn a_version_is_frozen_once_each_comment_has_its_fate(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let one = comment(ground, &scene, &scene.claire, None, "10:40:00").await;
    let other = comment(ground, &scene, &scene.idriss, None, "10:41:00").await;
    let answer = comment(ground, &scene, &scene.lea, Some(one), "10:42:00").await;
    assert_eq!(without(&freeze(ground, &scene).await), Some(2));
    let by = By::Person(scene.facilitator.person());
    let (place, now) = ((scene.text, scene.base[3].clause), instant("12:00:00"));
    let words = "Une visite de jour et une de nuit";
    let argument = in_tx!(ground, |tx| decision::add_argument(
        tx, place, words, by, now
    ))
    .unwrap();
    let again = in_tx!(ground, |tx| decision::add_argument(
        tx, place, words, by, now
    ));
    assert_eq!(again.unwrap(), argument);
    let said = Said::Argument(argument);
    let refused = say(ground, &scene.facilitator, answer, said, "").await;
    assert!(matches!(
        refused,
        Err(FateError::Refused(FateRefusal::NoFateOfItsOwn))
    ));
    say(ground, &scene.facilitator, one, said, "")
        .await
        .unwrap();
    assert_eq!(without(&freeze(ground, &scene).await), Some(1));
    say(ground, &scene.facilitator, other, said, "")
        .await
        .unwrap();
    assert_eq!(freeze(ground, &scene).await.unwrap(), VersionStatus::Frozen);
    let listed = decision::fates(&ground.db, scene.text, None, 50)
        .await
        .unwrap();
    let listed: Vec<_> = listed
        .iter()
        .map(|row| (row.comment, row.fate, row.argument.as_deref(), row.replies))
        .collect();
    let fate = Some(CommentFate::Argument);
    assert_eq!(
        listed,
        [(one, fate, Some(words), 1), (other, fate, Some(words), 0)]
    );
    let arguments = decision::arguments(&ground.db, scene.text).await.unwrap();
    assert_eq!((arguments.len(), arguments[0].comments), (1, 2));
    let mut told = ground
        .raw()
        .texts("SELECT recipient FROM mail WHERE kind = 'comment_fate'")
        .await;
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "claire@example.org",
            "idriss@example.org",
            "lea@example.org"
        ]
    );
}

async fn a_comment_that_changes_nothing_needs_a_reason(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let one = comment(ground, &scene, &scene.claire, None, "10:40:00").await;
    let bare = say(ground, &scene.facilitator, one, Said::NoChange, "  ").await;
    assert!(matches!(
        bare,
        Err(FateError::Refused(FateRefusal::WithoutReason))
    ));
    let reason = "La loi le dit déjà.";
    say(ground, &scene.facilitator, one, Said::NoChange, reason)
        .await
        .unwrap();
    assert_eq!(
        decision::without_fate(&ground.db, scene.text)
            .await
            .unwrap(),
        0
    );
    scene.version_is(ground, "voting").await;
    let late = say(ground, &scene.facilitator, one, Said::NoChange, reason).await;
    assert!(matches!(
        late,
        Err(FateError::Refused(FateRefusal::Published))
    ));
}

async fn a_comment_becomes_an_amendment_and_its_author_is_told(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let one = comment(ground, &scene, &scene.claire, None, "10:40:00").await;
    let begin = async |title: &str| {
        let new = scene.new_by(&scene.dora, title, 3);
        let (person, now) = (scene.dora.person(), instant("11:00:00"));
        in_tx!(ground, |tx| decision::begin_from_comment(
            tx, one, &new, person, now
        ))
        .unwrap()
        .id
    };
    let thrown = begin("Jeté").await;
    let person = scene.dora.person();
    in_tx!(ground, |tx| amendment::discard(tx, thrown, person)).unwrap();
    let kept = begin("Deux visites").await;
    let now = instant("12:30:00");
    let noted = decision::note_amendments_of_comments(&ground.db, &Short, now).await;
    assert_eq!(noted.unwrap(), 0);
    let act = scene.dora.at("12:40:00");
    let number = in_tx!(ground, |tx| amendment::submit(tx, kept, &act)).unwrap();
    for expected in [1, 0] {
        let noted = decision::note_amendments_of_comments(&ground.db, &Short, now).await;
        assert_eq!(noted.unwrap(), expected);
    }
    let listed = decision::fates(&ground.db, scene.text, None, 50)
        .await
        .unwrap();
    assert_eq!(
        (listed[0].fate, listed[0].number),
        (Some(CommentFate::Amendment), Some(number))
    );
    let told = "SELECT recipient || ' ' || subject FROM mail WHERE kind = 'comment_fate'";
    assert_eq!(
        ground.raw().texts(told).await,
        ["claire@example.org amendment claire"]
    );
}

async fn only_the_facilitator_says_what_became_of_comments(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let one = comment(ground, &scene, &scene.claire, None, "10:40:00").await;
    for somebody in [&scene.landlord_staff, &scene.guarantor, &scene.idriss] {
        let refused = say(ground, somebody, one, Said::NoChange, "Non.").await;
        assert!(matches!(
            refused,
            Err(FateError::Refused(FateRefusal::NotHers))
        ));
    }
}
