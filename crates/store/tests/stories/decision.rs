//! From what was voted to the next version: the merge draft, what lapses, what is carried over, who
//! wrote which words.

use crate::in_tx;
use crate::support::amendment::{Plain, Scene, process};
use crate::support::decision::{
    Short, admitted, bundle, carry_all, hands, mark, publish, replays, stands, step, vote, voting,
};
use crate::support::{Ground, instant};
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::charter::amendment::reworded::{Advice, Answer};
use palier_domain::charter::amendment::text_status::TextStatus;
use palier_domain::charter::consolidation::DraftRefusal;
use palier_domain::charter::provenance::Author;
use palier_domain::charter::version_steps::VersionStep;
use palier_domain::id::AmendmentId;
use palier_store::amendment::{self, By, Rules};
use palier_store::decision::{self, MergeError, VoteError};
use palier_store::text;

crate::on_both_engines![
    the_first_carried_wins_the_other_lapses_and_a_third_is_carried_over,
    a_rewording_is_merged_in_the_words_its_author_agreed_to,
    touches_of_the_draft_are_labelled_undone_and_credited_to_nobody,
    of_two_who_merge_at_once_one_is_told,
    what_was_interrupted_goes_on,
    an_amendment_of_a_clause_that_goes_lapses_with_its_reason,
    only_the_facilitator_merges,
];

async fn the_first_carried_wins_the_other_lapses_and_a_third_is_carried_over(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let far = scene.says(
        3,
        "**Bailleur :** Nous proposons toujours deux longues visites guidées.",
    );
    let near = scene.says(3, "**Bailleur :** Nous proposons une rencontre.");
    let far = admitted(ground, &scene, &scene.dora, vec![far]).await;
    let near = admitted(ground, &scene, &scene.claire, vec![near]).await;
    let late = scene.says(6, "L’état des lieux est fait ensemble, le jour.");
    let late = admitted(ground, &scene, &scene.idriss, vec![late]).await;
    let touching = scene.says(3, "**Bailleur :** Nous proposons une visite, ou davantage.");
    let touching = admitted(ground, &scene, &scene.lea, vec![touching]).await;
    voting(ground, &scene, &[far, near]).await;
    let (id, order) = bundle(ground, &scene).await;
    assert_eq!(order, [far, near]);
    let won = vote(
        ground,
        &scene,
        &scene.facilitator,
        Some(id),
        &[(far, hands(30, 4))],
    )
    .await;
    assert_eq!(won.unwrap(), Some(far));
    assert_eq!(
        stands(ground, far).await,
        (Lifecycle::Decided, Outcome::Accepted)
    );
    assert_eq!(
        stands(ground, near).await,
        (Lifecycle::Decided, Outcome::Lapsed)
    );
    let lapsed = amendment::get(&ground.db, near).await.unwrap().unwrap();
    assert_eq!(lapsed.reason, "Incompatible avec le n° 1.");
    let told = "SELECT recipient FROM mail WHERE subject = 'lapsed author'";
    assert_eq!(ground.raw().texts(told).await, ["claire@example.org"]);
    let again = vote(
        ground,
        &scene,
        &scene.facilitator,
        Some(id),
        &[(far, hands(30, 4))],
    )
    .await;
    assert!(matches!(again, Err(VoteError::Meanwhile)), "{again:?}");

    step(ground, &scene, VersionStep::Consolidate).await;
    let seen = mark(ground, &scene).await;
    let made = publish(ground, &scene, &seen).await.unwrap();
    assert_eq!(made.sequence, 2);
    assert_eq!(
        stands(ground, far).await,
        (Lifecycle::Incorporated, Outcome::Accepted)
    );
    let shown = text::export(&ground.db, made.version).await.unwrap();
    assert!(shown.contains("toujours deux longues visites"), "{shown}");
    assert_eq!(replays(ground, &scene).await, shown);

    let before: Vec<_> = text::entries(&ground.db, scene.version).await.unwrap();
    let after: Vec<_> = text::entries(&ground.db, made.version).await.unwrap();
    let handles =
        |rows: &[text::EntryRow]| -> Vec<_> { rows.iter().map(|one| one.handle).collect() };
    assert_eq!(handles(&before), handles(&after));
    let written = decision::written(&ground.db, made.version).await.unwrap();
    assert_eq!(written.len(), 1);
    let authors = written.values().flatten().map(|span| span.author.clone());
    assert!(
        authors
            .into_iter()
            .all(|one| one == Author::Amendments(vec![far]))
    );

    let mut carried = carry_all(ground).await;
    carried.sort_unstable();
    assert_eq!(carried, [TextStatus::Clean, TextStatus::NeedsRebase]);
    assert!(decision::waiting(&ground.db, 9).await.unwrap().is_empty());
    let third = amendment::get(&ground.db, late).await.unwrap().unwrap();
    assert_eq!(third.base_version_id, made.version);
    let asked = amendment::get(&ground.db, touching).await.unwrap().unwrap();
    assert_eq!(asked.state.text, TextStatus::NeedsRebase);
    assert!(asked.rebase_until.is_some());

    let after = asked.rebase_until.unwrap();
    let lapsed = decision::lapse_overdue(&ground.db, &Short, &Plain, after).await;
    assert_eq!(lapsed.unwrap(), 1);
    let gone = amendment::get(&ground.db, touching).await.unwrap().unwrap();
    assert_eq!(
        (gone.state.outcome, gone.reason.as_str()),
        (Outcome::Lapsed, "Personne n’a choisi à temps.")
    );
}

async fn a_rewording_is_merged_in_the_words_its_author_agreed_to(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let own = scene.says(4, "**Locataires :** Nous venons parfois.");
    let id = admitted(ground, &scene, &scene.claire, vec![own]).await;
    let words = [scene.says(4, "**Locataires :** Nous venons à l’heure.")];
    let act = scene.editor.at("12:10:00");
    let advice = (Advice::AcceptModified, "Plus précis.");
    in_tx!(ground, |tx| amendment::recommend(
        tx,
        id,
        advice,
        Some(&words),
        &act
    ))
    .unwrap();
    let (act, agreed) = (scene.claire.at("12:20:00"), (Answer::Agreed, ""));
    in_tx!(ground, |tx| amendment::answer(tx, id, agreed, &act)).unwrap();
    voting(ground, &scene, &[id]).await;
    let by = &scene.facilitator;
    vote(ground, &scene, by, None, &[(id, hands(9, 1))])
        .await
        .unwrap();
    assert_eq!(
        stands(ground, id).await,
        (Lifecycle::Decided, Outcome::AcceptedModified)
    );
    step(ground, &scene, VersionStep::Consolidate).await;
    let seen = mark(ground, &scene).await;
    let made = publish(ground, &scene, &seen).await.unwrap();
    let shown = text::export(&ground.db, made.version).await.unwrap();
    assert!(shown.contains("Nous venons à l’heure."), "{shown}");
    assert_eq!(replays(ground, &scene).await, shown);
}

/// A merge draft with one accepted amendment of the fourth clause.
async fn consolidating(ground: &Ground) -> (Scene, AmendmentId) {
    let scene = Scene::new(ground).await;
    let words = scene.says(4, "**Locataires :** Nous venons a l’heure.");
    let id = admitted(ground, &scene, &scene.claire, vec![words]).await;
    voting(ground, &scene, &[id]).await;
    let by = &scene.facilitator;
    vote(ground, &scene, by, None, &[(id, hands(9, 1))])
        .await
        .unwrap();
    step(ground, &scene, VersionStep::Consolidate).await;
    (scene, id)
}

async fn touches_of_the_draft_are_labelled_undone_and_credited_to_nobody(ground: &Ground) {
    let (scene, id) = consolidating(ground).await;
    let (by, now) = (By::Person(scene.facilitator.person()), instant("15:00:00"));
    let clause = scene.base[4].clause;
    let seen = mark(ground, &scene).await;
    let at = (scene.text, seen.as_str());
    let touch = async |at: (_, &str), typed: &str, label: &str| {
        in_tx!(ground, |tx| decision::touch(
            tx,
            at,
            clause,
            (typed, label),
            by,
            now
        ))
    };
    let typed = "**Locataires :** Nous venons à l’heure.";
    let split = touch(at, "**Locataires :** Nous venons.\n\nÀ l’heure.", "Deux").await;
    assert!(matches!(
        split,
        Err(MergeError::Draft(DraftRefusal::Grammar(_)))
    ));
    let bare = touch(at, typed, " ").await;
    assert!(matches!(bare, Err(MergeError::WithoutLabel)));
    let first = touch(at, typed, "Un accent manquait").await.unwrap();
    let stale = touch(at, typed, "Encore").await;
    assert!(matches!(stale, Err(MergeError::Changed)));
    let seen = mark(ground, &scene).await;
    let at = (scene.text, seen.as_str());
    let longer = "**Locataires :** Nous venons tous à l’heure.";
    let second = touch(at, longer, "Plus clair").await.unwrap();
    let text = scene.text;
    in_tx!(ground, |tx| decision::undo(tx, text, second, by, now)).unwrap();
    let twice = in_tx!(ground, |tx| decision::undo(tx, text, second, by, now));
    assert!(matches!(twice, Err(MergeError::Changed)));
    let listed = decision::touches(&ground.db, scene.version).await.unwrap();
    let listed: Vec<_> = listed
        .iter()
        .map(|one| (one.id, one.undone_at.is_some()))
        .collect();
    assert_eq!(listed, [(first, false), (second, true)]);
    let seen = mark(ground, &scene).await;
    let made = publish(ground, &scene, &seen).await.unwrap();
    let shown = text::export(&ground.db, made.version).await.unwrap();
    assert!(shown.contains(typed), "{shown}");
    assert_eq!(replays(ground, &scene).await, shown);
    let written = decision::written(&ground.db, made.version).await.unwrap();
    let authors: Vec<_> = written
        .values()
        .flatten()
        .map(|span| &span.author)
        .collect();
    assert!(authors.contains(&&Author::Editorial), "{authors:?}");
    assert!(
        authors.contains(&&Author::Amendments(vec![id])),
        "{authors:?}"
    );
}

async fn of_two_who_merge_at_once_one_is_told(ground: &Ground) {
    let (scene, _) = consolidating(ground).await;
    let seen = mark(ground, &scene).await;
    let elsewhere = ground.elsewhere().await;
    let merge = async |db: &palier_store::Db| {
        let act = scene.facilitator.at("16:00:00");
        let mut tx = db.begin().await?;
        let made = decision::publish(&mut tx, (scene.text, &seen), &act).await?;
        tx.commit().await?;
        Ok::<_, MergeError>(made)
    };
    let (one, other) = tokio::join!(merge(&ground.db), merge(&elsewhere));
    elsewhere.close().await;
    let both = [one, other];
    assert_eq!(both.iter().filter(|one| one.is_ok()).count(), 1, "{both:?}");
    let told = both
        .iter()
        .filter(|one| matches!(one, Err(MergeError::NotNow)));
    assert_eq!(told.count(), 1, "{both:?}");
    assert_eq!(ground.raw().count("text_version").await, 2);
    assert_eq!(
        decision::rounds(&ground.db, scene.text)
            .await
            .unwrap()
            .len(),
        1
    );
}

async fn what_was_interrupted_goes_on(ground: &Ground) {
    let (scene, id) = consolidating(ground).await;
    let seen = mark(ground, &scene).await;
    let act = scene.facilitator.at("16:00:00");
    let mut tx = ground.begin().await;
    decision::publish(&mut tx, (scene.text, &seen), &act)
        .await
        .unwrap();
    drop(tx);
    assert_eq!(
        stands(ground, id).await,
        (Lifecycle::Decided, Outcome::Accepted)
    );
    assert_eq!(ground.raw().count("text_version").await, 1);
    assert_eq!(mark(ground, &scene).await, seen);
    publish(ground, &scene, &seen).await.unwrap();
    assert_eq!(
        stands(ground, id).await,
        (Lifecycle::Incorporated, Outcome::Accepted)
    );
}

async fn an_amendment_of_a_clause_that_goes_lapses_with_its_reason(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let gone = admitted(ground, &scene, &scene.dora, vec![scene.deletes(6)]).await;
    let words = scene.says(6, "L’état des lieux est fait le matin.");
    let orphan = admitted(ground, &scene, &scene.claire, vec![words]).await;
    voting(ground, &scene, &[gone]).await;
    let by = &scene.facilitator;
    vote(ground, &scene, by, None, &[(gone, hands(9, 1))])
        .await
        .unwrap();
    step(ground, &scene, VersionStep::Consolidate).await;
    let seen = mark(ground, &scene).await;
    publish(ground, &scene, &seen).await.unwrap();
    assert_eq!(carry_all(ground).await, [TextStatus::Orphan]);
    let shown = amendment::get(&ground.db, orphan).await.unwrap().unwrap();
    assert_eq!(shown.state.outcome, Outcome::Lapsed);
    assert_eq!(shown.reason, "La clause n’existe plus.");
    assert_eq!(ground.raw().count("clause_moved").await, 1);
}

async fn only_the_facilitator_merges(ground: &Ground) {
    let (scene, _) = consolidating(ground).await;
    let seen = mark(ground, &scene).await;
    let (act, text) = (scene.landlord_staff.at("16:00:00"), scene.text);
    let refused = in_tx!(ground, |tx| decision::publish(tx, (text, &seen), &act));
    assert!(matches!(refused, Err(MergeError::NotHers)));
    let act = process("16:01:00");
    in_tx!(ground, |tx| amendment::set_rules(
        tx,
        text,
        Rules {
            signatures: 1,
            rebase_days: 3
        },
        act.now
    ))
    .unwrap_err();
}
