//! Every transition by every role in every state: allowed exactly where the table says. One story
//! for each status of the version, so that they run side by side.

use crate::support::amendment::{Scene, Someone, process, refusal};
use crate::support::{Ground, instant};
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::college::College::{
    Associations as ASSOCIATIONS, Landlord as LANDLORD, Tenants as TENANTS,
};
use palier_domain::charter::amendment::ground::InadmissibleGround;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::outcome::Decision;
use palier_domain::charter::amendment::reworded::{Advice, Answer, AppealOutcome};
use palier_domain::charter::amendment::state::Beside;
use palier_domain::charter::amendment::table::permits_any;
use palier_domain::charter::amendment::text_status::TextStatus;
use palier_domain::charter::amendment::who::Who;
use palier_domain::charter::rebase::Rebase;
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::{AmendmentId, FormId};
use palier_store::amendment::{self, AmendmentError, Choice, Ruling};
use palier_store::comment::NewComment;
use palier_store::{StoreError, Tx, ids, text};
use serde_json::json;

crate::on_both_engines![
    while_the_version_is_open,
    while_the_version_is_frozen,
    while_votes_run,
    while_the_merge_draft_is_made,
    while_the_colleges_decide,
];

const ACTIONS: [Action; 23] = [
    Action::Edit,
    Action::Discard,
    Action::AskForSupport,
    Action::Submit,
    Action::CoSign,
    Action::TakeBackSignature,
    Action::RuleAdmissible,
    Action::RuleInadmissible(InadmissibleGround::Unclear),
    Action::Appeal,
    Action::RuleOnAppeal(AppealOutcome::Reversed),
    Action::Recommend(Advice::Reject),
    Action::AnswerRewording(Answer::Agreed),
    Action::PutToVote,
    Action::Decide(Decision::Rejected),
    Action::Lapse,
    Action::Incorporate,
    Action::Withdraw,
    Action::TakeOver,
    Action::Carry(TextStatus::Orphan),
    Action::KeepOnNewText,
    Action::AdoptNewWording,
    Action::AmendThis,
    Action::Comment,
];

async fn while_the_version_is_open(ground: &Ground) {
    everything(ground, "open").await;
}

async fn while_the_version_is_frozen(ground: &Ground) {
    everything(ground, "frozen").await;
}

async fn while_votes_run(ground: &Ground) {
    everything(ground, "voting").await;
}

async fn while_the_merge_draft_is_made(ground: &Ground) {
    everything(ground, "consolidating").await;
}

async fn while_the_colleges_decide(ground: &Ground) {
    everything(ground, "submitted").await;
}

/// An association's amendment, which Idriss signed; somebody of the staff typed it from paper.
async fn amended(ground: &Ground) -> (Scene, AmendmentId) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.dora, 4).await;
    let mut tx = ground.begin().await;
    let idriss = &scene.idriss;
    let signs = (idriss.face, idriss.quality());
    amendment::co_sign(&mut tx, id, idriss.person(), signs, &idriss.at("11:20:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    ground
        .raw()
        .execute(
            "INSERT INTO amendment_entry (amendment_id, source, place, heard_on, entered_as)
             SELECT id, 'paper', '', '2030-03-01', 'landlord_staff' FROM amendment",
        )
        .await;
    (scene, id)
}

/// Puts the amendment where it is wanted, behind the store's back.
async fn stands(ground: &Ground, lifecycle: Lifecycle, text: &str) {
    let decided = matches!(lifecycle, Lifecycle::Decided | Lifecycle::Incorporated);
    let (outcome, at) = if decided {
        ("accepted", "'2030-03-01T12:00:00+00:00'")
    } else {
        ("none", "NULL")
    };
    let (number, since) = match lifecycle {
        Lifecycle::Draft | Lifecycle::Gathering => ("NULL", "NULL"),
        _ => ("1", "'2030-03-01T11:10:00+00:00'"),
    };
    let until = if text == "needs_rebase" {
        "'2030-03-20T12:00:00+00:00'"
    } else {
        "NULL"
    };
    let name = lifecycle.name();
    ground
        .raw()
        .execute(&format!(
            "UPDATE amendment SET lifecycle = '{name}', outcome = '{outcome}', decided_at = {at},
                number = {number}, submitted_at = {since}, text_status = '{text}',
                rebase_until = {until}"
        ))
        .await;
}

async fn everything(ground: &Ground, version: &str) {
    let (scene, id) = amended(ground).await;
    scene.version_is(ground, version).await;
    let everybody: [(&Someone, &[Who]); 10] = [
        (&scene.dora, &[Who::Author]),
        (&scene.denis, &[Who::Delegate]),
        (&scene.idriss, &[Who::CoSignatory]),
        (&scene.claire, &[Who::Contributor(TENANTS)]),
        (&scene.odile, &[Who::Contributor(ASSOCIATIONS)]),
        (
            &scene.landlord_staff,
            &[Who::Staff, Who::Contributor(LANDLORD)],
        ),
        (&scene.facilitator, &[Who::Facilitator, Who::Staff]),
        (&scene.editor, &[Who::Committee, Who::Contributor(TENANTS)]),
        (&scene.guarantor, &[Who::Guarantor]),
        (&scene.nobody, &[Who::Nobody]),
    ];
    let mut places: Vec<_> = Lifecycle::ALL.iter().map(|one| (*one, "clean")).collect();
    places.push((Lifecycle::Draft, "needs_rebase"));
    places.push((Lifecycle::UnderDiscussion, "needs_rebase"));
    let mut allowed = 0;
    for (lifecycle, words) in places {
        stands(ground, lifecycle, words).await;
        for (someone, expected) in everybody {
            let shown = amendment::get(&ground.db, id).await.unwrap().unwrap();
            let hats = amendment::hats_of(&ground.db, &shown, someone.person())
                .await
                .unwrap();
            assert_eq!(hats, expected);
            for action in ACTIONS {
                allowed +=
                    u32::from(tried(ground, &scene, (id, action), Some(someone), &hats).await);
            }
        }
        for action in [
            Action::Lapse,
            Action::Carry(TextStatus::Orphan),
            Action::Decide(Decision::Rejected),
            Action::Incorporate,
            Action::Submit,
            Action::RuleAdmissible,
        ] {
            allowed += u32::from(tried(ground, &scene, (id, action), None, &[Who::Process]).await);
        }
    }
    assert!(
        allowed > 0,
        "something is allowed while the version is {version}"
    );
}

/// Tries something, compares with the table, and undoes it; says whether the table allows it.
async fn tried(
    ground: &Ground,
    scene: &Scene,
    (id, action): (AmendmentId, Action),
    someone: Option<&Someone>,
    hats: &[Who],
) -> bool {
    let shown = amendment::get(&ground.db, id).await.unwrap().unwrap();
    let beside = Beside {
        version: status(ground, scene).await,
        rank: shown.rank(),
    };
    let table = permits_any(action, hats, shown.state, beside);
    let mut tx = ground.begin().await;
    let found = attempt(&mut tx, scene, (id, action), someone).await;
    drop(tx);
    let case = format!(
        "{action:?} by {hats:?} of {:?} beside {beside:?}",
        shown.state
    );
    match table {
        Err(expected) => assert_eq!(refusal(&found), Some(expected), "{case}: {found:?}"),
        Ok(_) => assert!(is_prepared(action, &found), "{case}: {found:?}"),
    }
    let after = amendment::get(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(after, shown, "nothing is left of what was undone");
    table.is_ok()
}

/// Past the table, only what the story did not prepare may miss: no ruling is there to be appealed,
/// no rewording to be answered, and what was signed once was no draft any more.
fn is_prepared(action: Action, found: &Result<(), AmendmentError>) -> bool {
    match found {
        Ok(()) => true,
        Err(AmendmentError::NothingWaits) => matches!(action, Action::AnswerRewording(_)),
        Err(AmendmentError::Store(StoreError::Missing(what))) => match action {
            Action::Appeal | Action::RuleOnAppeal(_) => *what == "ruling",
            Action::Discard => *what == "row referred to",
            _ => false,
        },
        Err(_) => false,
    }
}

async fn status(ground: &Ground, scene: &Scene) -> VersionStatus {
    let text = text::by_slug(&ground.db, scene.landlord, "charte").await;
    text.unwrap().unwrap().status
}

async fn attempt(
    tx: &mut Tx,
    scene: &Scene,
    (id, action): (AmendmentId, Action),
    someone: Option<&Someone>,
) -> Result<(), AmendmentError> {
    let nobody = &scene.nobody;
    let her = someone.unwrap_or(nobody);
    let act = someone.map_or_else(|| process("12:00:00"), |someone| someone.at("12:00:00"));
    let person = her.person();
    let quality = her.standing.qualities.first().copied();
    let quality = quality.unwrap_or(Quality::Tenant);
    let operations = [scene.deletes(5)];
    match action {
        Action::Edit => {
            let content = scene.new_by(&scene.dora, "Autre", 5).content;
            amendment::save(tx, id, 1, &content, person, act.now)
                .await
                .map(drop)
        }
        Action::Discard => amendment::discard(tx, id, person).await,
        Action::AskForSupport => amendment::ask_for_support(tx, id, &act).await,
        Action::Submit => amendment::submit(tx, id, &act).await.map(drop),
        Action::CoSign => amendment::co_sign(tx, id, person, (her.face, quality), &act).await,
        Action::TakeBackSignature => amendment::take_back(tx, id, person, &act).await,
        Action::RuleAdmissible => amendment::rule(tx, id, Ruling::Admissible(""), &act).await,
        Action::RuleInadmissible(ground) => {
            amendment::rule(tx, id, Ruling::Inadmissible(ground, "Obscur."), &act).await
        }
        Action::Appeal => amendment::appeal(tx, id, "Non.", &act).await,
        Action::RuleOnAppeal(outcome) => {
            amendment::rule_on_appeal(tx, id, outcome, "Oui.", &act).await
        }
        Action::Recommend(advice) => {
            amendment::recommend(tx, id, (advice, "Non."), None, &act).await
        }
        Action::AnswerRewording(answer) => amendment::answer(tx, id, (answer, ""), &act).await,
        Action::PutToVote => amendment::put_to_vote(tx, id, &act).await,
        Action::Decide(decision) => {
            amendment::decide(tx, id, decision, ("", json!({})), &act).await
        }
        Action::Lapse => amendment::lapse(tx, id, ("Sans objet.", json!({})), &act).await,
        Action::Incorporate => amendment::incorporate(tx, id, &act).await,
        Action::Withdraw => amendment::withdraw(tx, id, "", &act).await,
        Action::TakeOver => amendment::take_over(tx, id, person, &act).await.map(drop),
        Action::Carry(status) => {
            let carried = Rebase {
                status,
                operations: Vec::new(),
            };
            amendment::carry(tx, id, &carried, &act).await
        }
        Action::KeepOnNewText => amendment::choose(tx, id, Choice::Keep, &operations, &act).await,
        Action::AdoptNewWording => {
            amendment::choose(tx, id, Choice::Adopt, &operations, &act).await
        }
        Action::AmendThis => {
            let mut new = scene.new_by(&scene.claire, "Encore", 5);
            (new.contributor_id, new.quality) = (her.face, quality);
            amendment::amend(tx, id, &new, person, &act).await.map(drop)
        }
        Action::Comment => {
            let new = NewComment {
                text_id: scene.text,
                clause_id: scene.base[4].clause,
                version_id: scene.version,
                thread_id: None,
                contributor_id: her.face,
                quality,
                body: "Je suis pour.".to_owned(),
                form_id: FormId(ids::new_v4()),
            };
            amendment::add_comment(tx, id, new, None, person, instant("12:00:00"))
                .await
                .map(drop)
        }
    }
}
