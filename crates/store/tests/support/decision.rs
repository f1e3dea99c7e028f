//! A charter whose amendments are voted and merged.

use super::amendment::{Plain, Scene, Someone};
use super::{Ground, day, instant};
use crate::in_tx;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::charter::amendment::text_status::TextStatus;
use palier_domain::charter::merge::Lapse;
use palier_domain::charter::operation::Operation;
use palier_domain::charter::replay::replay;
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{Unsettled, VersionStep};
use palier_domain::charter::vote::Show;
use palier_domain::id::{AmendmentId, BundleId};
use palier_store::amendment::{self, By, Letter, Ruling};
use palier_store::decision::{
    self, CommentAuthor, CommentTold, MergeError, NewVote, VoteError, Words,
};

/// Words as short as they can be.
pub struct Short;

impl Words for Short {
    fn lapses(&self, why: &Lapse, with: Option<i64>) -> String {
        assert!(matches!(why, Lapse::Incompatible { .. }));
        format!("Incompatible avec le n° {}.", with.unwrap())
    }

    fn orphan(&self) -> String {
        "La clause n’existe plus.".to_owned()
    }

    fn overdue(&self) -> String {
        "Personne n’a choisi à temps.".to_owned()
    }

    fn comment(
        &self,
        to: &CommentAuthor,
        said: &CommentTold<'_>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Option<Letter> {
        Some(Letter {
            subject: format!("{} {}", said.fate.name(), to.own_name),
            text: said.reason.to_owned(),
            html: String::new(),
            send_after: now,
        })
    }
}

/// The hands of tenants and landlord.
pub fn hands(ayes: u32, noes: u32) -> Vec<Show> {
    vec![
        Show {
            college: College::Tenants,
            ayes,
            noes,
            abstentions: 1,
        },
        Show {
            college: College::Landlord,
            ayes: 2,
            noes: 1,
            abstentions: 0,
        },
    ]
}

/// An amendment that somebody handed in and the facilitator found admissible.
pub async fn admitted(
    ground: &Ground,
    scene: &Scene,
    someone: &Someone,
    operations: Vec<Operation>,
) -> AmendmentId {
    let mut new = scene.new_by(someone, "Un titre", 4);
    new.content.operations = operations;
    let person = someone.person();
    let made = in_tx!(ground, |tx| amendment::create(
        tx,
        &new,
        person,
        instant("11:00:00")
    ))
    .unwrap();
    let act = someone.at("11:10:00");
    in_tx!(ground, |tx| amendment::submit(tx, made.id, &act)).unwrap();
    let act = scene.facilitator.at("12:00:00");
    let ruling = Ruling::Admissible("");
    in_tx!(ground, |tx| amendment::rule(tx, made.id, ruling, &act)).unwrap();
    made.id
}

/// Takes a step of the version.
pub async fn step(ground: &Ground, scene: &Scene, step: VersionStep) -> VersionStatus {
    let (by, none) = (By::Person(scene.facilitator.person()), Unsettled::default());
    let (text, now) = (scene.text, instant("13:00:00"));
    in_tx!(ground, |tx| decision::step(tx, text, step, &none, by, now)).unwrap()
}

/// Puts these to the vote, and opens it.
pub async fn voting(ground: &Ground, scene: &Scene, all: &[AmendmentId]) {
    step(ground, scene, VersionStep::Freeze).await;
    let act = scene.facilitator.at("13:10:00");
    for id in all {
        in_tx!(ground, |tx| decision::put_to_vote(tx, *id, &Short, &act)).unwrap();
    }
    step(ground, scene, VersionStep::OpenVotes).await;
}

/// A vote that was held at the meeting, by hands.
pub fn meeting<'a>(
    scene: &Scene,
    bundle: Option<BundleId>,
    figures: &'a [(AmendmentId, Vec<Show>)],
) -> NewVote<'a> {
    NewVote {
        text: scene.text,
        bundle,
        held_on: day("2030-03-01"),
        place: "Réunion publique, salle Jean-Moulin",
        consultation: None,
        reason: "",
        figures,
    }
}

/// Records a vote.
pub async fn record(
    ground: &Ground,
    by: &Someone,
    vote: &NewVote<'_>,
) -> Result<Option<AmendmentId>, VoteError> {
    let act = by.at("14:00:00");
    in_tx!(ground, |tx| decision::record(tx, vote, &Short, &act))
}

/// Records a vote by hands.
pub async fn vote(
    ground: &Ground,
    scene: &Scene,
    by: &Someone,
    bundle: Option<BundleId>,
    figures: &[(AmendmentId, Vec<Show>)],
) -> Result<Option<AmendmentId>, VoteError> {
    record(ground, by, &meeting(scene, bundle, figures)).await
}

/// Where an amendment stands.
pub async fn stands(ground: &Ground, id: AmendmentId) -> (Lifecycle, Outcome) {
    let shown = amendment::get(&ground.db, id).await.unwrap().unwrap();
    (shown.state.lifecycle, shown.state.outcome)
}

/// The bundle that is not voted yet, and its order.
pub async fn bundle(ground: &Ground, scene: &Scene) -> (BundleId, Vec<AmendmentId>) {
    let found = decision::bundles(&ground.db, scene.version).await.unwrap();
    let open: Vec<_> = found.into_iter().filter(|one| !one.voted).collect();
    assert_eq!(open.len(), 1);
    let order = open[0].alternatives.iter().map(|one| one.amendment);
    (open[0].id, order.collect())
}

/// The mark of the merge draft.
pub async fn mark(ground: &Ground, scene: &Scene) -> String {
    let draft = decision::merge_draft(&ground.db, scene.text).await.unwrap();
    draft.unwrap().mark
}

/// Merges the draft that was seen.
pub async fn publish(
    ground: &Ground,
    scene: &Scene,
    seen: &str,
) -> Result<decision::Published, MergeError> {
    let (act, text) = (scene.facilitator.at("16:00:00"), scene.text);
    in_tx!(ground, |tx| decision::publish(tx, (text, seen), &act))
}

/// Carries over whatever waits.
pub async fn carry_all(ground: &Ground) -> Vec<TextStatus> {
    let mut all = Vec::new();
    for one in decision::waiting(&ground.db, 100).await.unwrap() {
        let now = instant("16:10:00");
        let status = decision::carry(&ground.db, one, &Short, &Plain, now).await;
        all.push(status.unwrap());
    }
    all
}

/// What the process says when it is replayed from its export.
pub async fn replays(ground: &Ground, scene: &Scene) -> String {
    let process = decision::process(&ground.db, scene.text, "Charte")
        .await
        .unwrap();
    let file = serde_json::to_string(&process).unwrap();
    let again = serde_json::from_str(&file).unwrap();
    let made = replay(&again).unwrap();
    made.last().unwrap().text.clone()
}
