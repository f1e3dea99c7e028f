//! A lost letter is printed again by two members of the commission, and that is on record.

use crate::election::made;
use crate::support::{Ground, RollBuilder, day, instant};
use palier_domain::election::lost_letter::{AskedBy, AskedHow, LetterHalf, LetterRefusal};
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::{AccountId, ElectionId, RollLineId};
use palier_store::account::Fate;
use palier_store::election::electoral_roll as roll;
use palier_store::election::lost_letter::{self, LetterError, NewReprint};
use palier_store::{StoreError, account, election, journal};

crate::on_both_engines![
    two_of_the_commission_put_a_reprint_on_record,
    the_file_of_each_half_is_destroyed_once_and_after_the_vote,
    a_member_who_leaves_takes_her_name_with_her,
];

/// An election at a stage, with the line of a roll and two members of its commission.
struct Scene {
    id: ElectionId,
    line: RollLineId,
    members: [AccountId; 2],
}

async fn scene(ground: &Ground) -> Scene {
    let id = made(ground).await;
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL").await;
    let landlord = found.unwrap().unwrap().landlord_id;
    let file = RollBuilder::new().lease("T-A-1", "B1", &["L1"]).build();
    ground.import_roll(landlord, "2030-10-24", &file).await;
    stage(ground, "lists_closed").await;
    let members = [ground.account("alice").await, ground.account("bruno").await];
    let mut tx = ground.begin().await;
    roll::make(&mut tx, id, day("2030-10-24"), instant("08:00:00"))
        .await
        .unwrap();
    for member in members {
        let role = ElectionRole::Commission;
        election::add_member(&mut tx, id, member, role, instant("08:00:00"))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    stage(ground, "open").await;
    let line = roll::line_ids(&ground.db, id).await.unwrap()[0];
    Scene { id, line, members }
}

async fn stage(ground: &Ground, stage: &str) {
    let sql = format!("UPDATE election SET stage = '{stage}'");
    ground.raw().execute(&sql).await;
}

async fn reprint(
    ground: &Ground,
    scene: &Scene,
    line: RollLineId,
    members: [AccountId; 2],
) -> Result<(), LetterError> {
    put(ground, scene, palier_store::ids::new_v4(), line, members).await
}

async fn put(
    ground: &Ground,
    scene: &Scene,
    id: uuid::Uuid,
    line: RollLineId,
    members: [AccountId; 2],
) -> Result<(), LetterError> {
    let new = NewReprint {
        id,
        line,
        half: LetterHalf::B,
        asked_by: AskedBy::Elector,
        channel: AskedHow::Desk,
        members,
    };
    let mut tx = ground.begin().await;
    lost_letter::reprinted(&mut tx, scene.id, &new, instant("10:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn destroy(ground: &Ground, scene: &Scene, half: LetterHalf) -> Result<(), LetterError> {
    let mut tx = ground.begin().await;
    let by = scene.members[0];
    lost_letter::destroyed(&mut tx, scene.id, half, by, instant("18:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn acts(ground: &Ground, scene: &Scene, act: &str) -> usize {
    let chain = journal::of_election(scene.id);
    let all = journal::entries(&ground.db, &chain, None, 1000)
        .await
        .unwrap();
    all.iter().filter(|one| one.act == act).count()
}

async fn two_of_the_commission_put_a_reprint_on_record(ground: &Ground) {
    let scene = scene(ground).await;
    let stranger = ground.account("farid").await;
    let [alice, bruno] = scene.members;
    for (members, refusal) in [
        ([alice, alice], LetterRefusal::OneMember),
        ([alice, stranger], LetterRefusal::NotOfCommission),
    ] {
        let refused = reprint(ground, &scene, scene.line, members).await;
        assert!(
            matches!(refused, Err(LetterError::Refused(said)) if said == refusal),
            "{refused:?}"
        );
    }
    let nowhere = RollLineId(scene.id.0);
    let missing = reprint(ground, &scene, nowhere, scene.members).await;
    assert!(
        matches!(missing, Err(LetterError::Store(StoreError::Missing(_)))),
        "{missing:?}"
    );
    reprint(ground, &scene, scene.line, [alice, bruno])
        .await
        .unwrap();
    assert_eq!(lost_letter::count(&ground.db, scene.id).await.unwrap(), 1);
    let all = lost_letter::reprints(&ground.db, scene.id).await.unwrap();
    assert_eq!((all[0].line_id, all[0].half), (scene.line, LetterHalf::B));
    assert!(all[0].first.is_some() && all[0].second.is_some());
    assert_eq!(acts(ground, &scene, "letter.reprinted").await, 1);
    stage(ground, "frozen").await;
    let late = reprint(ground, &scene, scene.line, [alice, bruno]).await;
    assert!(
        matches!(late, Err(LetterError::Refused(LetterRefusal::Stage))),
        "{late:?}"
    );
}

async fn the_file_of_each_half_is_destroyed_once_and_after_the_vote(ground: &Ground) {
    let scene = scene(ground).await;
    let early = destroy(ground, &scene, LetterHalf::A).await;
    assert!(
        matches!(early, Err(LetterError::Refused(LetterRefusal::StillVoting))),
        "{early:?}"
    );
    stage(ground, "frozen").await;
    destroy(ground, &scene, LetterHalf::A).await.unwrap();
    let twice = destroy(ground, &scene, LetterHalf::A).await;
    assert!(matches!(twice, Err(LetterError::Already)), "{twice:?}");
    let told = lost_letter::files_destroyed(&ground.db, scene.id).await;
    assert_eq!(told.unwrap(), [(LetterHalf::A, instant("18:00:00"))]);
    destroy(ground, &scene, LetterHalf::B).await.unwrap();
    assert_eq!(acts(ground, &scene, "letter_file.destroyed").await, 2);
}

async fn a_member_who_leaves_takes_her_name_with_her(ground: &Ground) {
    let scene = scene(ground).await;
    reprint(ground, &scene, scene.line, scene.members)
        .await
        .unwrap();
    stage(ground, "frozen").await;
    destroy(ground, &scene, LetterHalf::A).await.unwrap();
    let mut tx = ground.begin().await;
    let at = instant("20:00:00");
    account::erase(
        &mut tx,
        scene.members[0],
        Fate::Withdraw,
        day("2030-12-14"),
        at,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let all = lost_letter::reprints(&ground.db, scene.id).await.unwrap();
    assert!(all[0].first.is_none() && all[0].second.is_some());
}
