//! A consultation, from its draft to what was decided.

use crate::support::{Ground, RollBuilder, day, instant};
use palier_domain::account::role::{Place, Role};
use palier_domain::election::consultation::RuleSet;
use palier_domain::election::consultation::ballot::{Answer, Ballot};
use palier_domain::election::consultation::stage::{
    ConsultationMove as Move, ConsultationStage as Stage, Hours,
};
use palier_domain::id::{AccountId, ConsultationId, LandlordId};
use palier_store::account::{Fate, erase};
use palier_store::consultation::college::{self, Source};
use palier_store::consultation::holder::{self, Holder};
use palier_store::consultation::roll::{self, Registration};
use palier_store::consultation::{self, Draft, StepError};

crate::on_both_engines![
    a_draft_is_changed_and_what_is_announced_is_not,
    everybody_is_in_one_college_by_what_she_is,
    one_registers_until_the_hour_and_the_last_credential_counts,
    a_credential_is_registered_by_one_account_alone,
    a_closed_roll_joins_no_account_and_no_credential,
    a_holder_makes_her_key_before_and_decrypts_once_after,
    an_account_that_goes_leaves_the_roll_and_its_credential_goes_with_it,
];

fn draft(title: &str) -> Draft {
    Draft {
        title: title.to_owned(),
        body: "Pour *tous*.".to_owned(),
        version_id: None,
        ballot: Ballot {
            question: "Adoptez-vous la charte ?".to_owned(),
            answer: Answer::YesNo,
        },
        rules: RuleSet::default(),
        hours: Hours {
            roll_closes_at: instant("12:00:00"),
            opens_at: instant("13:00:00"),
            closes_at: instant("14:00:00"),
        },
    }
}

async fn made(ground: &Ground) -> (LandlordId, ConsultationId) {
    let landlord = ground.landlord("rive-neuve").await;
    let mut tx = ground.begin().await;
    let now = instant("09:00:00");
    let id = consultation::create(&mut tx, landlord, "6EoLmCLYpQWMxL", &draft("Charte"), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (landlord, id)
}

async fn step(ground: &Ground, id: ConsultationId, step: Move) -> Result<Stage, StepError> {
    let mut tx = ground.begin().await;
    let stage = consultation::advance(&mut tx, id, step, instant("09:30:00")).await?;
    tx.commit().await.unwrap();
    Ok(stage)
}

/// A consultation with one college of these accounts, announced.
async fn announced(ground: &Ground, names: &[&str]) -> (ConsultationId, Vec<AccountId>) {
    let (_, id) = made(ground).await;
    let mut accounts = Vec::new();
    for name in names {
        accounts.push(ground.account(name).await);
    }
    let mut tx = ground.begin().await;
    let now = instant("09:10:00");
    let place = college::add(&mut tx, id, "Conseil", Source::Listed, now)
        .await
        .unwrap()
        .unwrap();
    for account in &accounts {
        college::name_member(&mut tx, id, place, *account)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    step(ground, id, Move::Announce).await.unwrap();
    (id, accounts)
}

async fn register(
    ground: &Ground,
    id: ConsultationId,
    account: AccountId,
    credential: &str,
    at: &str,
) -> Registration {
    let mut tx = ground.begin().await;
    let done = roll::register(&mut tx, id, account, (credential, &[7; 32]), instant(at))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    done
}

async fn close(ground: &Ground, id: ConsultationId) -> usize {
    let mut tx = ground.begin().await;
    let registered = roll::registered(&mut tx, id).await.unwrap();
    roll::close(&mut tx, id, &registered, "hash", instant("12:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    registered.len()
}

async fn a_draft_is_changed_and_what_is_announced_is_not(ground: &Ground) {
    let (landlord, id) = made(ground).await;
    let change = async |title: &str| {
        let mut tx = ground.begin().await;
        let done = consultation::set_draft(&mut tx, id, &draft(title), instant("09:05:00")).await;
        tx.commit().await.unwrap();
        done.unwrap()
    };
    assert!(change("La charte").await);
    step(ground, id, Move::Announce).await.unwrap();
    assert!(!change("Autre chose").await);
    let all = consultation::of_landlord(&ground.db, landlord)
        .await
        .unwrap();
    assert_eq!(all[0].title, "La charte");
    assert_eq!(all[0].stage, Stage::Registering);
    assert!(matches!(
        step(ground, id, Move::Announce).await,
        Err(StepError::Refused(_))
    ));
    let chain = format!("consultation:{id}");
    assert_eq!(
        ground.acts(&chain).await,
        [
            "consultation.made",
            "consultation.changed",
            "consultation.step"
        ]
    );
}

async fn everybody_is_in_one_college_by_what_she_is(ground: &Ground) {
    let (landlord, id) = made(ground).await;
    let roll = RollBuilder::new()
        .lease("T-A-1", "B1", &["p1"])
        .lease("T-A-2", "B2", &["p2"]);
    ground
        .import_roll(landlord, "2030-12-01", &roll.build())
        .await;
    let association = ground.association("amicale", landlord).await;
    let (tenant, delegate, staff) = (
        ground.account("tenant").await,
        ground.account("delegate").await,
        ground.account("staff").await,
    );
    ground
        .link(tenant, ground.person(landlord, "p1").await)
        .await;
    // A delegate who is a tenant too.
    ground
        .link(delegate, ground.person(landlord, "p2").await)
        .await;
    let place = Place::Association(association);
    ground
        .grant(delegate, Role::AssociationDelegate, place, None)
        .await;
    let place = Place::Landlord(landlord);
    ground.grant(staff, Role::LandlordStaff, place, None).await;
    let mut tx = ground.begin().await;
    for (name, source) in [
        ("Locataires", Source::Tenants),
        ("Associations", Source::Associations),
        ("Bailleur", Source::Landlord),
    ] {
        let now = instant("09:10:00");
        college::add(&mut tx, id, name, source, now).await.unwrap();
    }
    college::enrol(&mut tx, id, landlord, day("2030-12-05"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let of = async |account| {
        roll::elector(&ground.db, id, account)
            .await
            .unwrap()
            .unwrap()
    };
    assert_eq!(of(tenant).await.college, 1);
    assert_eq!(of(delegate).await.college, 2);
    assert_eq!(of(staff).await.college, 3);
    let colleges = college::colleges(&ground.db, id).await.unwrap();
    assert!(colleges.iter().all(|one| one.members == 1), "{colleges:?}");
}

async fn one_registers_until_the_hour_and_the_last_credential_counts(ground: &Ground) {
    let (id, accounts) = announced(ground, &["anne"]).await;
    let anne = accounts[0];
    let at = "10:00:00";
    assert_eq!(
        register(ground, id, anne, "c1", at).await,
        Registration::Kept
    );
    assert_eq!(
        register(ground, id, anne, "c2", at).await,
        Registration::Kept
    );
    let late = register(ground, id, anne, "c3", "12:00:00").await;
    assert_eq!(late, Registration::Closed);
    let other = ground.account("other").await;
    let none = register(ground, id, other, "c4", at).await;
    assert_eq!(none, Registration::NoElector);
    assert_eq!(close(ground, id).await, 1);
    let listed = roll::credentials(&ground.db, id).await.unwrap();
    assert_eq!(listed, [("c2".to_owned(), 1)]);
}

async fn a_credential_is_registered_by_one_account_alone(ground: &Ground) {
    let (id, accounts) = announced(ground, &["anne", "bruno"]).await;
    let at = "10:00:00";
    let first = register(ground, id, accounts[0], "c1", at).await;
    assert_eq!(first, Registration::Kept);
    let second = register(ground, id, accounts[1], "c1", at).await;
    assert_eq!(second, Registration::Known);
    assert_eq!(close(ground, id).await, 1);
}

async fn a_closed_roll_joins_no_account_and_no_credential(ground: &Ground) {
    let (id, accounts) = announced(ground, &["anne", "bruno", "chloe"]).await;
    register(ground, id, accounts[0], "c1", "10:00:00").await;
    register(ground, id, accounts[1], "c2", "10:01:00").await;
    assert_eq!(close(ground, id).await, 2);
    let left = "consultation_elector WHERE credential IS NOT NULL OR tag IS NOT NULL";
    assert_eq!(ground.raw().count(left).await, 0);
    let colleges = college::colleges(&ground.db, id).await.unwrap();
    assert_eq!(
        (colleges[0].electors, colleges[0].registered),
        (Some(3), 2),
        "who could vote, and who registered"
    );
    let late = register(ground, id, accounts[2], "c3", "11:00:00").await;
    assert_eq!(late, Registration::Closed, "whatever the hour");
}

async fn a_holder_makes_her_key_before_and_decrypts_once_after(ground: &Ground) {
    let (_, id) = made(ground).await;
    let account = ground.account("holder").await;
    let new = Holder {
        place: 1,
        account_id: Some(account),
        name: "Anne".to_owned(),
        college: 1,
        public_key: None,
        decryption: None,
    };
    let now = instant("09:20:00");
    let mut tx = ground.begin().await;
    assert!(holder::name(&mut tx, id, &new, now).await.unwrap());
    assert!(holder::keep_key(&mut tx, id, 1, "key", now).await.unwrap());
    assert!(
        !holder::keep_decryption(&mut tx, id, 1, "d", now)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    step(ground, id, Move::Announce).await.unwrap();
    let mut tx = ground.begin().await;
    assert!(
        !holder::keep_key(&mut tx, id, 1, "other", now)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    for one in [Move::CloseRoll, Move::Open, Move::Close] {
        step(ground, id, one).await.unwrap();
    }
    let mut tx = ground.begin().await;
    assert!(
        holder::keep_decryption(&mut tx, id, 1, "d", now)
            .await
            .unwrap()
    );
    assert!(
        !holder::keep_decryption(&mut tx, id, 1, "e", now)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    let holders = holder::holders(&ground.db, id).await.unwrap();
    assert_eq!(holders[0].public_key.as_deref(), Some("key"));
    assert_eq!(holders[0].decryption.as_deref(), Some("d"));
}

async fn an_account_that_goes_leaves_the_roll_and_its_credential_goes_with_it(ground: &Ground) {
    let (id, accounts) = announced(ground, &["anne", "bruno"]).await;
    register(ground, id, accounts[0], "c1", "10:00:00").await;
    register(ground, id, accounts[1], "c2", "10:00:00").await;
    let mut tx = ground.begin().await;
    let today = day("2030-12-05");
    erase(
        &mut tx,
        accounts[0],
        Fate::KeepName,
        today,
        instant("11:00:00"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(close(ground, id).await, 1);
    let colleges = college::colleges(&ground.db, id).await.unwrap();
    assert_eq!(colleges[0].electors, Some(1));
}
