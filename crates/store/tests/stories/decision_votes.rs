//! Votes on amendments: in their order, by hands, and by a consultation of the tenants.

use crate::support::Ground;
use crate::support::amendment::Scene;
use crate::support::decision::{admitted, bundle, hands, meeting, record, stands, vote, voting};
use crate::support::letter_text;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::charter::vote::{Show, VoteRefusal};
use palier_domain::election::consultation::ballot::Answer;
use palier_domain::id::ConsultationId;
use palier_domain::id::{AmendmentId, BundleId};
use palier_store::decision::Figures;
use palier_store::decision::{self, NewVote, VoteError};
use palier_store::journal;

crate::on_both_engines![
    a_vote_begins_with_the_furthest_and_ends_with_the_first_carried,
    only_the_facilitator_records_votes,
    one_alone_is_carried_by_a_consultation_without_any_hands,
    one_alone_is_refused_by_a_consultation_that_says_no,
    of_two_alternatives_the_first_carried_by_ballots_ends_the_vote,
    other_colleges_raise_their_hands_beside_the_ballots,
    a_consultation_that_was_not_held_for_this_vote_has_no_result,
    a_consultation_with_another_number_of_answers_has_no_result,
    tenants_do_not_raise_their_hands_beside_their_ballots,
];

async fn a_vote_begins_with_the_furthest_and_ends_with_the_first_carried(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let far = admitted(ground, &scene, &scene.dora, vec![scene.deletes(3)]).await;
    let near = scene.says(3, "**Bailleur :** Nous proposons une rencontre.");
    let near = admitted(ground, &scene, &scene.claire, vec![near]).await;
    let single = admitted(ground, &scene, &scene.idriss, vec![scene.deletes(6)]).await;
    voting(ground, &scene, &[near, far, single]).await;
    let (id, order) = bundle(ground, &scene).await;
    assert_eq!(order, [far, near]);
    assert_eq!(
        decision::alone(&ground.db, scene.text).await.unwrap(),
        [single]
    );
    let one = &scene.facilitator;
    let skipped = vote(ground, &scene, one, Some(id), &[(near, hands(9, 1))]).await;
    assert!(matches!(
        skipped,
        Err(VoteError::Refused(VoteRefusal::NotVoted(0)))
    ));
    let both = [(far, hands(9, 1)), (near, hands(9, 1))];
    let beyond = vote(ground, &scene, one, Some(id), &both).await;
    assert!(matches!(
        beyond,
        Err(VoteError::Refused(VoteRefusal::AfterTheEnd(1)))
    ));
    assert_eq!(
        stands(ground, far).await,
        (Lifecycle::ToVote, Outcome::None)
    );
    let inside = vote(ground, &scene, one, None, &[(near, hands(9, 1))]).await;
    assert!(matches!(inside, Err(VoteError::Meanwhile)));
    let figures = [(far, hands(3, 20)), (near, hands(18, 2))];
    let won = vote(ground, &scene, one, Some(id), &figures).await.unwrap();
    assert_eq!(won, Some(near));
    assert_eq!(
        stands(ground, far).await,
        (Lifecycle::Decided, Outcome::Rejected)
    );
    let lost = vote(ground, &scene, one, None, &[(single, hands(5, 5))]).await;
    assert_eq!(lost.unwrap(), None);
    assert_eq!(
        stands(ground, single).await,
        (Lifecycle::Decided, Outcome::Rejected)
    );
    let (votes, figures) = decision::votes(&ground.db, scene.version).await.unwrap();
    assert_eq!((votes.len(), figures.len()), (2, 6));
    assert_eq!(votes[0].place, "Réunion publique, salle Jean-Moulin");
}

async fn only_the_facilitator_records_votes(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let words = scene.says(4, "**Locataires :** Nous venons à l’heure.");
    let id = admitted(ground, &scene, &scene.claire, vec![words]).await;
    voting(ground, &scene, &[id]).await;
    for one in [&scene.landlord_staff, &scene.editor, &scene.guarantor] {
        let refused = vote(ground, &scene, one, None, &[(id, hands(9, 1))]).await;
        assert!(matches!(refused, Err(VoteError::NotHers)), "{refused:?}");
    }
    assert_eq!(ground.raw().count("amendment_vote").await, 0);
}

/// Records what a consultation said, of a bundle or of one alone, with these hands besides.
async fn by_ballots(
    ground: &Ground,
    scene: &Scene,
    (bundle, consultation): (Option<BundleId>, ConsultationId),
    figures: &[(AmendmentId, Vec<Show>)],
) -> Result<Option<AmendmentId>, VoteError> {
    let vote = NewVote {
        consultation: Some(consultation),
        ..meeting(scene, bundle, figures)
    };
    record(ground, &scene.facilitator, &vote).await
}

/// Two alternatives of one clause, that which is further from it first, and their bundle.
async fn two_alternatives(ground: &Ground, scene: &Scene) -> (BundleId, [AmendmentId; 2]) {
    let far = "**Bailleur :** Nous proposons toujours deux longues visites guidées.";
    let far = admitted(ground, scene, &scene.dora, vec![scene.says(3, far)]).await;
    let near = "**Bailleur :** Nous proposons une rencontre.";
    let near = admitted(ground, scene, &scene.claire, vec![scene.says(3, near)]).await;
    voting(ground, scene, &[near, far]).await;
    let (id, order) = bundle(ground, scene).await;
    assert_eq!(order, [far, near]);
    (id, [far, near])
}

/// One amendment that conflicts with none, at the vote.
async fn one_alone(ground: &Ground, scene: &Scene) -> AmendmentId {
    let id = admitted(ground, scene, &scene.claire, vec![scene.deletes(6)]).await;
    voting(ground, scene, &[id]).await;
    id
}

/// As many answers as one may choose from, all of them if one likes.
fn choose(answers: usize) -> Answer {
    Answer::Choose {
        answers: (1..=answers).map(|nth| format!("Visite {nth}")).collect(),
        most: answers.try_into().unwrap(),
    }
}

fn shown(college: College, [ayes, noes, abstentions]: [u32; 3]) -> Show {
    Show {
        college,
        ayes,
        noes,
        abstentions,
    }
}

/// What was stored of the only vote: the consultation, and the figures.
async fn stored(
    ground: &Ground,
    scene: &Scene,
) -> (Option<ConsultationId>, Vec<(AmendmentId, Show)>) {
    let (votes, figures) = decision::votes(&ground.db, scene.version).await.unwrap();
    assert_eq!(votes.len(), 1);
    let figures = figures
        .iter()
        .map(|one: &Figures| (one.amendment, one.show));
    (votes[0].consultation_id, figures.collect())
}

/// Nothing was voted on these.
async fn nothing_is_stored(ground: &Ground, scene: &Scene, all: &[AmendmentId]) {
    assert_eq!(ground.raw().count("amendment_vote").await, 0);
    assert_eq!(ground.raw().count("amendment_vote_college").await, 0);
    for id in all {
        let stands = stands(ground, *id).await;
        assert_eq!(stands, (Lifecycle::ToVote, Outcome::None));
    }
    let acts = ground.acts(&journal::of_text(scene.text)).await;
    assert!(!acts.iter().any(|act| act == "amendment.voted"), "{acts:?}");
}

async fn one_alone_is_carried_by_a_consultation_without_any_hands(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = one_alone(ground, &scene).await;
    let asked = (scene.version, "handle-one");
    let asked = scene.consulted(ground, asked, [12, 6, 2]).await;
    let won = by_ballots(ground, &scene, (None, asked), &[(id, Vec::new())]).await;
    assert_eq!(won.unwrap(), Some(id));
    assert_eq!(
        stands(ground, id).await,
        (Lifecycle::Decided, Outcome::Accepted)
    );
    let ballots = shown(College::Tenants, [12, 6, 2]);
    assert_eq!(
        stored(ground, &scene).await,
        (Some(asked), vec![(id, ballots)])
    );
}

async fn one_alone_is_refused_by_a_consultation_that_says_no(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = one_alone(ground, &scene).await;
    let asked = (scene.version, "handle-one");
    let asked = scene.consulted(ground, asked, [9, 9, 2]).await;
    let won = by_ballots(ground, &scene, (None, asked), &[(id, Vec::new())]).await;
    assert_eq!(won.unwrap(), None);
    assert_eq!(
        stands(ground, id).await,
        (Lifecycle::Decided, Outcome::Rejected)
    );
    let ballots = shown(College::Tenants, [9, 9, 2]);
    assert_eq!(
        stored(ground, &scene).await,
        (Some(asked), vec![(id, ballots)])
    );
}

async fn of_two_alternatives_the_first_carried_by_ballots_ends_the_vote(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let (bundle, [far, near]) = two_alternatives(ground, &scene).await;
    // More chose the second: it is not voted any more, all the same.
    let asked = (scene.version, "handle-one");
    let asked = scene.chose(ground, asked, choose(2), &[12, 14]).await;
    let won = by_ballots(ground, &scene, (Some(bundle), asked), &[]).await;
    assert_eq!(won.unwrap(), Some(far));
    assert_eq!(
        stands(ground, far).await,
        (Lifecycle::Decided, Outcome::Accepted)
    );
    assert_eq!(
        stands(ground, near).await,
        (Lifecycle::Decided, Outcome::Lapsed)
    );
    let ballots = shown(College::Tenants, [12, 6, 2]);
    assert_eq!(
        stored(ground, &scene).await,
        (Some(asked), vec![(far, ballots)])
    );
}

async fn other_colleges_raise_their_hands_beside_the_ballots(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let (bundle, [far, near]) = two_alternatives(ground, &scene).await;
    let asked = (scene.version, "handle-one");
    let asked = scene.chose(ground, asked, choose(2), &[14, 12]).await;
    let board = |figures| shown(College::Landlord, figures);
    let (against, fore) = (board([1, 3, 0]), board([3, 1, 0]));
    let figures = [(far, vec![against]), (near, vec![fore])];
    let won = by_ballots(ground, &scene, (Some(bundle), asked), &figures).await;
    assert_eq!(won.unwrap(), Some(near));
    assert_eq!(
        stands(ground, far).await,
        (Lifecycle::Decided, Outcome::Rejected)
    );
    let tenants = |figures| shown(College::Tenants, figures);
    let expected = vec![
        (far, against),
        (far, tenants([14, 4, 2])),
        (near, fore),
        (near, tenants([12, 6, 2])),
    ];
    assert_eq!(stored(ground, &scene).await, (Some(asked), expected));
}

/// What makes of a consultation one that was not held for this vote: its handle, and the one thing
/// that is altered.
const NOT_HELD_FOR_IT: [(&str, &str); 6] = [
    (
        "another-version",
        "UPDATE consultation SET version_id = (
            SELECT v.id FROM text_version v JOIN text t ON t.id = v.text_id
            JOIN landlord l ON l.id = t.landlord_id WHERE l.slug = 'autre')
         WHERE handle = 'another-version'",
    ),
    (
        "no-version",
        "UPDATE consultation SET version_id = NULL WHERE handle = 'no-version'",
    ),
    (
        "another-landlord",
        "UPDATE consultation SET landlord_id = (SELECT id FROM landlord WHERE slug = 'autre')
         WHERE handle = 'another-landlord'",
    ),
    (
        "not-decided",
        "UPDATE consultation SET stage = 'closed', outcome = NULL WHERE handle = 'not-decided'",
    ),
    (
        "second-college",
        "INSERT INTO consultation_college (consultation_id, place, name, source)
         SELECT id, 2, 'Personnel', 'landlord' FROM consultation WHERE handle = 'second-college'",
    ),
    (
        "of-the-staff",
        "UPDATE consultation_college SET source = 'landlord' WHERE consultation_id =
            (SELECT id FROM consultation WHERE handle = 'of-the-staff')",
    ),
];

async fn a_consultation_that_was_not_held_for_this_vote_has_no_result(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = one_alone(ground, &scene).await;
    let figures = [(id, Vec::new())];
    let other = ground.landlord("autre").await;
    ground.charter(other, letter_text()).await;
    for (handle, altered) in NOT_HELD_FOR_IT {
        let asked = (scene.version, handle);
        let asked = scene.consulted(ground, asked, [12, 6, 2]).await;
        ground.raw().execute(altered).await;
        let refused = by_ballots(ground, &scene, (None, asked), &figures).await;
        assert!(
            matches!(refused, Err(VoteError::NoResult)),
            "{handle}: {refused:?}"
        );
    }
    let unopened = (scene.version, "too-few");
    let unopened = scene.consulted(ground, unopened, [3, 1, 0]).await;
    let refused = by_ballots(ground, &scene, (None, unopened), &figures).await;
    assert!(matches!(refused, Err(VoteError::NoResult)), "{refused:?}");
    nothing_is_stored(ground, &scene, &[id]).await;
    let asked = (scene.version, "unaltered");
    let asked = scene.consulted(ground, asked, [12, 6, 2]).await;
    let won = by_ballots(ground, &scene, (None, asked), &figures).await;
    assert_eq!(won.unwrap(), Some(id));
}

async fn a_consultation_with_another_number_of_answers_has_no_result(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let (bundle, both) = two_alternatives(ground, &scene).await;
    let three = (scene.version, "three");
    let three = scene.chose(ground, three, choose(3), &[12, 14, 3]).await;
    let one = (scene.version, "one");
    let one = scene.consulted(ground, one, [12, 6, 2]).await;
    for asked in [three, one] {
        let refused = by_ballots(ground, &scene, (Some(bundle), asked), &[]).await;
        assert!(matches!(refused, Err(VoteError::NoResult)), "{refused:?}");
    }
    nothing_is_stored(ground, &scene, &both).await;

    let other = ground.sibling().await;
    let scene = Scene::new(&other).await;
    let id = one_alone(&other, &scene).await;
    let two = (scene.version, "two");
    let two = scene.chose(&other, two, choose(2), &[12, 14]).await;
    let refused = by_ballots(&other, &scene, (None, two), &[(id, Vec::new())]).await;
    assert!(matches!(refused, Err(VoteError::NoResult)), "{refused:?}");
    nothing_is_stored(&other, &scene, &[id]).await;
    other.clear().await;
}

async fn tenants_do_not_raise_their_hands_beside_their_ballots(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = one_alone(ground, &scene).await;
    let asked = (scene.version, "handle-one");
    let asked = scene.consulted(ground, asked, [12, 6, 2]).await;
    for figures in [hands(9, 1), vec![shown(College::Tenants, [12, 6, 2])]] {
        let refused = by_ballots(ground, &scene, (None, asked), &[(id, figures)]).await;
        assert!(
            matches!(refused, Err(VoteError::Refused(VoteRefusal::Twice(0)))),
            "{refused:?}"
        );
    }
    nothing_is_stored(ground, &scene, &[id]).await;
}
