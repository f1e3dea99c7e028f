//! What becomes of amendments: rulings, rewordings, votes, new versions; who is told; who goes.

use crate::in_tx;
use crate::support::amendment::{Scene, Someone, happened, process, refusal};
use crate::support::{Ground, day, instant};
use palier_domain::charter::amendment::ground::InadmissibleGround;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::outcome::{Decision, Outcome};
use palier_domain::charter::amendment::refusal::Refusal;
use palier_domain::charter::amendment::reworded::{Advice, Answer, AppealOutcome};
use palier_domain::charter::amendment::text_status::TextStatus;
use palier_domain::charter::rebase::{Rebase, RebasedOperation};
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{StepRefusal, Unsettled, VersionStep};
use palier_domain::id::AmendmentId;
use palier_store::account::{self, Fate};
use palier_store::amendment::{self, AmendmentError, By, Choice, Rules, Ruling, StepError, What};
use palier_store::{StoreError, journal, my_data};
use serde_json::json;

crate::on_both_engines![
    an_amendment_goes_from_its_draft_to_the_text,
    each_is_told_once_at_each_step,
    an_appeal_is_decided_by_the_guarantor_once,
    a_rewording_is_voted_only_where_its_author_agreed,
    a_withdrawn_amendment_is_taken_over_with_its_number,
    whoever_took_over_is_the_author_and_needs_support,
    on_a_new_version_the_author_chooses_or_it_lapses,
    a_version_goes_forward_when_all_is_settled,
    two_who_rule_at_once_rule_once,
    drafts_go_with_their_author_and_the_rest_stays,
    what_she_published_is_withdrawn_with_her,
];

async fn state(ground: &Ground, id: AmendmentId) -> (Lifecycle, Outcome, TextStatus) {
    let shown = amendment::get(&ground.db, id).await.unwrap().unwrap();
    let state = shown.state;
    (state.lifecycle, state.outcome, state.text)
}

async fn rule(ground: &Ground, scene: &Scene, id: AmendmentId) -> Result<(), AmendmentError> {
    let act = scene.facilitator.at("12:00:00");
    in_tx!(ground, |tx| amendment::rule(
        tx,
        id,
        Ruling::Admissible(""),
        &act
    ))
}

async fn co_sign(ground: &Ground, id: AmendmentId, someone: &Someone) {
    let (act, signs) = (someone.at("11:30:00"), (someone.face, someone.quality()));
    let person = someone.person();
    in_tx!(ground, |tx| amendment::co_sign(tx, id, person, signs, &act)).unwrap();
}

async fn an_amendment_goes_from_its_draft_to_the_text(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.dora, 4).await;
    rule(ground, &scene, id).await.unwrap();
    let editor = scene.editor.at("12:10:00");
    let advice = (Advice::Accept, "Clair et utile.");
    in_tx!(ground, |tx| amendment::recommend(
        tx, id, advice, None, &editor
    ))
    .unwrap();
    scene.version_is(ground, "frozen").await;
    let act = scene.facilitator.at("13:00:00");
    in_tx!(ground, |tx| amendment::put_to_vote(tx, id, &act)).unwrap();
    scene.version_is(ground, "voting").await;
    let data = || ("", json!({ "yes": 7, "no": 2 }));
    in_tx!(ground, |tx| amendment::decide(
        tx,
        id,
        Decision::Accepted,
        data(),
        &act
    ))
    .unwrap();
    let merged = amendment::to_merge(&ground.db, scene.text).await.unwrap();
    assert_eq!(merged.len(), 1);
    assert_eq!(
        (merged[0].amendment, &merged[0].operations),
        (id, &vec![scene.deletes(4)])
    );
    scene.version_is(ground, "consolidating").await;
    in_tx!(ground, |tx| amendment::incorporate(tx, id, &act)).unwrap();
    assert_eq!(
        state(ground, id).await,
        (
            Lifecycle::Incorporated,
            Outcome::Accepted,
            TextStatus::Clean
        )
    );
    assert_eq!(
        amendment::to_merge(&ground.db, scene.text).await.unwrap(),
        []
    );
    let course = [
        What::Submitted,
        What::Admissible,
        What::Recommended,
        What::PutToVote,
        What::Decided,
        What::Incorporated,
    ];
    assert_eq!(happened(ground, id).await, course);
    let acts = ground.acts(&journal::of_text(scene.text)).await;
    let written: Vec<_> = acts
        .iter()
        .filter_map(|act| act.strip_prefix("amendment."))
        .collect();
    assert_eq!(written, course.map(What::name));
    let said = ground
        .raw()
        .texts("SELECT CAST(data AS TEXT) FROM amendment_event")
        .await;
    let accounts =
        [&scene.dora, &scene.facilitator, &scene.editor].map(|one| one.account.to_string());
    for line in said {
        assert!(
            !accounts.iter().any(|account| line.contains(account)),
            "{line}"
        );
    }
}

async fn each_is_told_once_at_each_step(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.claire, 4).await;
    co_sign(ground, id, &scene.idriss).await;
    co_sign(ground, id, &scene.lea).await;
    rule(ground, &scene, id).await.unwrap();
    let act = process("12:30:00");
    let why = ("Sans objet.", json!({}));
    in_tx!(ground, |tx| amendment::lapse(tx, id, why, &act)).unwrap();
    let mut told = ground
        .raw()
        .texts("SELECT recipient || ' ' || subject FROM mail WHERE kind = 'amendment'")
        .await;
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "claire@example.org admissible author",
            "claire@example.org lapsed author",
            "claire@example.org submitted author",
            "idriss@example.org admissible signatory",
            "idriss@example.org lapsed signatory",
            "lea@example.org admissible signatory",
            "lea@example.org lapsed signatory",
        ]
    );
    // What was refused told nobody.
    let again = rule(ground, &scene, id).await;
    assert_eq!(refusal(&again), Some(Refusal::NotNow));
    assert_eq!(ground.raw().count("mail").await, 7);
}

async fn an_appeal_is_decided_by_the_guarantor_once(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.claire, 4).await;
    let act = scene.facilitator.at("12:00:00");
    let unclear = InadmissibleGround::Unclear;
    let silent = Ruling::Inadmissible(unclear, " ");
    let refused = in_tx!(ground, |tx| amendment::rule(tx, id, silent, &act));
    assert!(matches!(refused, Err(AmendmentError::Empty)));
    let ruling = Ruling::Inadmissible(unclear, "On ne sait qui paie.");
    in_tx!(ground, |tx| amendment::rule(tx, id, ruling, &act)).unwrap();
    let guarantor = scene.guarantor.at("12:30:00");
    let reversed = (AppealOutcome::Reversed, "C'est écrit ligne 3.");
    let decide = async || {
        in_tx!(ground, |tx| amendment::rule_on_appeal(
            tx, id, reversed.0, reversed.1, &guarantor
        ))
    };
    assert!(matches!(decide().await, Err(AmendmentError::NothingWaits)));
    let claire = scene.claire.at("12:20:00");
    in_tx!(ground, |tx| amendment::appeal(
        tx,
        id,
        "Le bailleur paie.",
        &claire
    ))
    .unwrap();
    let twice = in_tx!(ground, |tx| amendment::appeal(tx, id, "Encore.", &claire));
    assert!(matches!(twice, Err(AmendmentError::NothingWaits)));
    decide().await.unwrap();
    assert_eq!(refusal(&decide().await), Some(Refusal::NotNow));
    assert_eq!(state(ground, id).await.0, Lifecycle::UnderDiscussion);
    let rulings = amendment::rulings(&ground.db, id).await.unwrap();
    assert_eq!(rulings.len(), 1);
    assert_eq!(rulings[0].ground, Some(unclear));
    assert_eq!(rulings[0].appeal.as_deref(), Some("Le bailleur paie."));
    assert_eq!(rulings[0].appeal_outcome, Some(AppealOutcome::Reversed));
}

async fn a_rewording_is_voted_only_where_its_author_agreed(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.dora, 4).await;
    rule(ground, &scene, id).await.unwrap();
    let editor = scene.editor.at("12:10:00");
    let modified = (Advice::AcceptModified, "Plus court.");
    let empty = in_tx!(ground, |tx| amendment::recommend(
        tx, id, modified, None, &editor
    ));
    assert!(matches!(empty, Err(AmendmentError::Empty)));
    let rewording = [scene.says(4, "**Bailleur :** Nous proposons deux visites.")];
    let reworded = Some(&rewording[..]);
    in_tx!(ground, |tx| amendment::recommend(
        tx, id, modified, reworded, &editor
    ))
    .unwrap();
    let (yes, act) = ((Answer::Agreed, "Bien."), scene.facilitator.at("12:20:00"));
    let neutral = in_tx!(ground, |tx| amendment::answer(tx, id, yes, &act));
    assert_eq!(refusal(&neutral), Some(Refusal::FacilitatorProposesNothing));
    let denis = scene.denis.at("12:20:00");
    in_tx!(ground, |tx| amendment::answer(
        tx,
        id,
        (Answer::Refused, "Trop court."),
        &denis
    ))
    .unwrap();
    scene.version_is(ground, "frozen").await;
    in_tx!(ground, |tx| amendment::put_to_vote(tx, id, &act)).unwrap();
    scene.version_is(ground, "voting").await;
    let decide = async || {
        let how = ("", json!({}));
        in_tx!(ground, |tx| amendment::decide(
            tx,
            id,
            Decision::AcceptedModified,
            how,
            &act
        ))
    };
    assert!(matches!(decide().await, Err(AmendmentError::NotAgreed)));
    ground
        .raw()
        .execute("UPDATE amendment_recommendation SET answer = 'agreed'")
        .await;
    decide().await.unwrap();
    let merged = amendment::to_merge(&ground.db, scene.text).await.unwrap();
    assert_eq!(
        merged[0].operations, rewording,
        "the words to which she agreed"
    );
    let said = amendment::recommendations(&ground.db, id).await.unwrap();
    assert_eq!(said[0].answer_words.as_deref(), Some("Trop court."));
}

async fn a_withdrawn_amendment_is_taken_over_with_its_number(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.claire, 4).await;
    co_sign(ground, id, &scene.idriss).await;
    let claire = scene.claire.at("12:00:00");
    in_tx!(ground, |tx| amendment::withdraw(
        tx,
        id,
        "J'ai changé d'avis.",
        &claire
    ))
    .unwrap();
    assert_eq!(state(ground, id).await.0, Lifecycle::Withdrawn);
    let (lea, act) = (scene.lea.person(), scene.lea.at("12:10:00"));
    let stranger = in_tx!(ground, |tx| amendment::take_over(tx, id, lea, &act));
    assert_eq!(refusal(&stranger), Some(Refusal::NotSigned));
    let (idriss, act) = (scene.idriss.person(), scene.idriss.at("12:10:00"));
    let number = in_tx!(ground, |tx| amendment::take_over(tx, id, idriss, &act));
    assert_eq!(number.unwrap(), 1);
    let shown = amendment::get(&ground.db, id).await.unwrap().unwrap();
    assert_eq!((shown.author, shown.signatures), (scene.idriss.face, 0));
    assert_eq!(shown.state.lifecycle, Lifecycle::Submitted);
    let again = in_tx!(ground, |tx| amendment::withdraw(tx, id, "", &claire));
    assert_eq!(refusal(&again), Some(Refusal::NotTheAuthor));
    assert_eq!(
        happened(ground, id).await,
        [
            What::Submitted,
            What::Signed,
            What::Withdrawn,
            What::TakenOver
        ]
    );
}

async fn whoever_took_over_is_the_author_and_needs_support(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let rules = Rules {
        signatures: 1,
        rebase_days: 14,
    };
    let now = instant("10:40:00");
    let set: Result<(), StoreError> = in_tx!(ground, |tx| amendment::set_rules(
        tx, scene.text, rules, now
    ));
    set.unwrap();
    let id = scene.draft(ground, &scene.claire, 4).await;
    let claire = scene.claire.at("11:10:00");
    in_tx!(ground, |tx| amendment::ask_for_support(tx, id, &claire)).unwrap();
    co_sign(ground, id, &scene.idriss).await;
    in_tx!(ground, |tx| amendment::withdraw(tx, id, "", &claire)).unwrap();
    let (idriss, act) = (scene.idriss.person(), scene.idriss.at("12:10:00"));
    let alone = in_tx!(ground, |tx| amendment::take_over(tx, id, idriss, &act));
    assert!(matches!(alone, Err(AmendmentError::Support(short)) if short.have == 0));
    let shown = amendment::get(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(
        (shown.author, shown.signatures),
        (scene.claire.face, 1),
        "nothing moved"
    );
}

async fn on_a_new_version_the_author_chooses_or_it_lapses(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let chosen = scene.submitted(ground, &scene.claire, 4).await;
    let late = scene.submitted(ground, &scene.idriss, 4).await;
    let clean = scene.submitted(ground, &scene.dora, 5).await;
    let source = crate::support::letter_text().replace("une visite", "deux visites");
    let next = ground.charter(scene.landlord, &source).await;
    let pending = amendment::pending(&ground.db, scene.text, next.version_id).await;
    assert_eq!(pending.unwrap().len(), 3);
    let act = process("13:00:00");
    let came = |status, operations: &[_]| Rebase {
        status,
        operations: operations
            .iter()
            .map(|operation| RebasedOperation {
                operation: Clone::clone(operation),
                status,
            })
            .collect(),
    };
    let follows = came(TextStatus::Clean, &[scene.deletes(5)]);
    in_tx!(ground, |tx| amendment::carry(tx, clean, &follows, &act)).unwrap();
    let asks = came(TextStatus::NeedsRebase, &[scene.deletes(4)]);
    for id in [chosen, late] {
        in_tx!(ground, |tx| amendment::carry(tx, id, &asks, &act)).unwrap();
    }
    let shown = amendment::get(&ground.db, clean).await.unwrap().unwrap();
    assert_eq!(shown.base_version_id, next.version_id);
    let claire = scene.claire.at("13:30:00");
    let nothing = in_tx!(ground, |tx| amendment::choose(
        tx,
        chosen,
        Choice::Keep,
        &[],
        &claire
    ));
    assert!(matches!(nothing, Err(AmendmentError::Empty)));
    let words = [scene.deletes(4)];
    in_tx!(ground, |tx| amendment::choose(
        tx,
        chosen,
        Choice::Keep,
        &words,
        &claire
    ))
    .unwrap();
    assert_eq!(state(ground, chosen).await.2, TextStatus::Rebased);
    let until = instant("13:00:00") + chrono::TimeDelta::days(21);
    let shown = amendment::get(&ground.db, late).await.unwrap().unwrap();
    assert_eq!(shown.rebase_until, Some(until));
    let before = until - chrono::TimeDelta::microseconds(1);
    let early = amendment::overdue(&ground.db, before, 10).await.unwrap();
    assert_eq!(early, []);
    let overdue = amendment::overdue(&ground.db, until, 10).await.unwrap();
    assert_eq!(overdue.iter().map(|one| one.id).collect::<Vec<_>>(), [late]);
    let why = ("Pas de choix à temps.", json!({}));
    in_tx!(ground, |tx| amendment::lapse(tx, late, why, &act)).unwrap();
    assert_eq!(
        state(ground, late).await,
        (Lifecycle::Decided, Outcome::Lapsed, TextStatus::NeedsRebase)
    );
    assert_eq!(amendment::overdue(&ground.db, until, 10).await.unwrap(), []);
}

async fn a_version_goes_forward_when_all_is_settled(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.claire, 4).await;
    let now = instant("12:00:00");
    let take = async |wanted, besides: Unsettled, by: By<'_>| -> Result<VersionStatus, StepError> {
        in_tx!(ground, |tx| amendment::step_version(
            tx, scene.text, wanted, &besides, by, now
        ))
    };
    let (anima, claire) = (
        By::Person(scene.facilitator.person()),
        By::Person(scene.claire.person()),
    );
    let none = Unsettled::default();
    let hers = take(VersionStep::Freeze, none, claire).await;
    assert!(matches!(
        hers,
        Err(StepError::Refused(StepRefusal::NotHers))
    ));
    let fateless = Unsettled {
        comments_without_fate: 3,
        ..none
    };
    let early = take(VersionStep::Freeze, fateless, anima).await;
    assert!(matches!(
        early,
        Err(StepError::Refused(StepRefusal::CommentsWithoutFate(3)))
    ));
    let frozen = take(VersionStep::Freeze, none, anima).await.unwrap();
    assert_eq!(frozen, VersionStatus::Frozen);
    let unruled = take(VersionStep::OpenVotes, none, anima).await;
    assert!(matches!(
        unruled,
        Err(StepError::Refused(StepRefusal::NotRuled(1)))
    ));
    rule(ground, &scene, id).await.unwrap();
    let act = scene.facilitator.at("12:30:00");
    in_tx!(ground, |tx| amendment::put_to_vote(tx, id, &act)).unwrap();
    take(VersionStep::OpenVotes, none, anima).await.unwrap();
    let undecided = take(VersionStep::Consolidate, none, anima).await;
    assert!(matches!(
        undecided,
        Err(StepError::Refused(StepRefusal::NotDecided(1)))
    ));
    let how = ("", json!({}));
    in_tx!(ground, |tx| amendment::decide(
        tx,
        id,
        Decision::Accepted,
        how,
        &act
    ))
    .unwrap();
    take(VersionStep::Consolidate, none, anima).await.unwrap();
    let unmerged = take(VersionStep::Submit, none, anima).await;
    assert!(matches!(
        unmerged,
        Err(StepError::Refused(StepRefusal::NotIncorporated(1)))
    ));
    in_tx!(ground, |tx| amendment::incorporate(tx, id, &act)).unwrap();
    take(VersionStep::Submit, none, anima).await.unwrap();
    let adopted = take(VersionStep::Adopt, none, By::Process).await.unwrap();
    assert_eq!(adopted, VersionStatus::Adopted);
    let acts = ground.acts(&journal::of_text(scene.text)).await;
    let steps: Vec<_> = acts
        .iter()
        .filter_map(|act| act.strip_prefix("version."))
        .collect();
    assert_eq!(
        steps,
        ["freeze", "open_votes", "consolidate", "submit", "adopt"]
    );
}

async fn two_who_rule_at_once_rule_once(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.claire, 4).await;
    let (one, two) = tokio::join!(rule(ground, &scene, id), rule(ground, &scene, id));
    let refusals: Vec<_> = [&one, &two]
        .iter()
        .filter_map(|done| refusal(done))
        .collect();
    assert_eq!(refusals, [Refusal::NotNow], "one wins, the other is told");
    assert!(one.is_ok() || two.is_ok());
    assert_eq!(ground.raw().count("amendment_ruling").await, 1);
    assert_eq!(
        happened(ground, id).await,
        [What::Submitted, What::Admissible]
    );
}

async fn erase(ground: &Ground, someone: &Someone, fate: Fate) {
    let (today, now) = (day("2030-03-01"), instant("18:00:00"));
    let gone: Result<(), StoreError> = in_tx!(ground, |tx| account::erase(
        tx,
        someone.account,
        fate,
        today,
        now
    ));
    gone.unwrap();
}

async fn drafts_go_with_their_author_and_the_rest_stays(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let draft = scene.draft(ground, &scene.claire, 5).await;
    let shown = scene.submitted(ground, &scene.claire, 4).await;
    let ours = scene.draft(ground, &scene.dora, 5).await;
    co_sign(ground, shown, &scene.idriss).await;
    rule(ground, &scene, shown).await.unwrap();
    let file = my_data::of(&ground.db, scene.claire.account, instant("17:00:00")).await;
    let file = serde_json::to_value(file.unwrap().unwrap()).unwrap();
    assert_eq!(file["amendments"].as_array().unwrap().len(), 2);
    let file = my_data::of(&ground.db, scene.idriss.account, instant("17:00:00")).await;
    let file = serde_json::to_value(file.unwrap().unwrap()).unwrap();
    assert_eq!(file["amendment_signatures"][0]["number"], 1);
    for someone in [
        &scene.claire,
        &scene.idriss,
        &scene.dora,
        &scene.facilitator,
        &scene.editor,
    ] {
        erase(ground, someone, Fate::KeepWithoutName).await;
    }
    assert_eq!(amendment::get(&ground.db, draft).await.unwrap(), None);
    let kept = amendment::get(&ground.db, shown).await.unwrap().unwrap();
    assert_eq!((kept.author_name.as_str(), kept.signatures), ("", 1));
    assert_eq!(kept.reasons, "Parce que.");
    let theirs = amendment::mine(&ground.db, scene.denis.person(), 10).await;
    assert_eq!(
        theirs.unwrap()[0].id,
        ours,
        "the association keeps its draft"
    );
    assert_eq!(ground.raw().count("drafting_committee").await, 0);
    assert_eq!(
        ground
            .raw()
            .count("amendment_ruling WHERE ruled_by IS NULL")
            .await,
        1
    );
    journal::verify_all(&ground.db).await.unwrap();
}

async fn what_she_published_is_withdrawn_with_her(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let hers = scene.submitted(ground, &scene.claire, 4).await;
    let decided = scene.submitted(ground, &scene.claire, 5).await;
    let signed = scene.submitted(ground, &scene.idriss, 5).await;
    co_sign(ground, signed, &scene.claire).await;
    let act = process("12:00:00");
    let why = ("Sans objet.", json!({}));
    in_tx!(ground, |tx| amendment::lapse(tx, decided, why, &act)).unwrap();
    erase(ground, &scene.claire, Fate::Withdraw).await;
    assert_eq!(state(ground, hers).await.0, Lifecycle::Withdrawn);
    assert_eq!(
        state(ground, decided).await.1,
        Outcome::Lapsed,
        "what was decided stays"
    );
    for id in [hers, decided] {
        let shown = amendment::get(&ground.db, id).await.unwrap().unwrap();
        assert_eq!(
            (shown.author_name.as_str(), shown.reasons.as_str()),
            ("", "")
        );
    }
    assert_eq!(ground.raw().count("amendment_signature").await, 0);
    journal::verify_all(&ground.db).await.unwrap();
}
