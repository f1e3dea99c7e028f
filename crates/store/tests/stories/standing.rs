//! What an account is with a landlord on a day.

use crate::support::{Ground, RollBuilder, day};
use palier_domain::account::role::{Place, Quality, Role};
use palier_store::standing::{self, Standing};

crate::on_both_engines![
    a_running_lease_makes_a_tenant_until_its_last_day,
    a_delegate_speaks_for_an_attached_association_only,
    staff_speaks_for_its_landlord,
    an_officer_is_a_member_who_speaks_in_no_quality,
    an_administrator_is_no_member,
    someone_may_hold_several_qualities,
];

async fn a_running_lease_makes_a_tenant_until_its_last_day(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let other = ground.landlord("les-acacias").await;
    let roll =
        RollBuilder::new().lease_between("T-A-1", "B1", "2030-01-01", Some("2030-03-31"), &["P1"]);
    ground
        .import_roll(landlord, "2030-01-01", &roll.build())
        .await;
    let account = ground.account("claire").await;
    ground
        .link(account, ground.person(landlord, "P1").await)
        .await;

    for (on, tenant) in [
        ("2029-12-31", false),
        ("2030-01-01", true),
        ("2030-03-31", true),
        ("2030-04-01", false),
    ] {
        let found = standing::of(&ground.db, account, landlord, day(on))
            .await
            .unwrap();
        assert_eq!(found.qualities == [Quality::Tenant], tenant, "{on}");
        assert_eq!(found.is_member(), tenant, "{on}");
        let estate = found.estate.map(|(_, name)| name);
        assert_eq!(estate.as_deref() == Some("Résidence T"), tenant, "{on}");
    }
    let elsewhere = standing::of(&ground.db, account, other, day("2030-03-01"))
        .await
        .unwrap();
    assert_eq!(elsewhere, Standing::default());
}

async fn a_delegate_speaks_for_an_attached_association_only(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let other = ground.landlord("les-acacias").await;
    let association = ground.association("tilleuls", landlord).await;
    let account = ground.account("claire").await;
    let place = Place::Association(association);
    ground
        .grant(
            account,
            Role::AssociationDelegate,
            place,
            Some("2030-06-30"),
        )
        .await;

    let found = standing::of(&ground.db, account, landlord, day("2030-06-30"))
        .await
        .unwrap();
    assert_eq!(found.qualities, [Quality::Association(association)]);
    assert_eq!(found.roles, [Role::AssociationDelegate]);
    let after = standing::of(&ground.db, account, landlord, day("2030-07-01"))
        .await
        .unwrap();
    assert_eq!(after, Standing::default());
    let elsewhere = standing::of(&ground.db, account, other, day("2030-03-01"))
        .await
        .unwrap();
    assert!(!elsewhere.is_member());
}

async fn staff_speaks_for_its_landlord(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let other = ground.landlord("les-acacias").await;
    let account = ground.account("agent").await;
    ground
        .grant(
            account,
            Role::LandlordStaff,
            Place::Landlord(landlord),
            None,
        )
        .await;
    let found = standing::of(&ground.db, account, landlord, day("2030-03-01"))
        .await
        .unwrap();
    assert_eq!(found.qualities, [Quality::Landlord]);
    assert_eq!(found.roles, [Role::LandlordStaff]);
    let elsewhere = standing::of(&ground.db, account, other, day("2030-03-01"))
        .await
        .unwrap();
    assert!(!elsewhere.is_member());
}

async fn an_officer_is_a_member_who_speaks_in_no_quality(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let account = ground.account("garante").await;
    ground
        .grant(account, Role::Guarantor, Place::Landlord(landlord), None)
        .await;
    let found = standing::of(&ground.db, account, landlord, day("2030-03-01"))
        .await
        .unwrap();
    assert!(found.qualities.is_empty());
    assert_eq!(found.roles, [Role::Guarantor]);
    assert!(found.is_member());
}

async fn an_administrator_is_no_member(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let account = ground.account("admin").await;
    ground
        .grant(account, Role::Administrator, Place::Instance, None)
        .await;
    let found = standing::of(&ground.db, account, landlord, day("2030-03-01"))
        .await
        .unwrap();
    assert!(!found.is_member());
}

async fn someone_may_hold_several_qualities(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let association = ground.association("tilleuls", landlord).await;
    let roll = RollBuilder::new().lease("T-A-1", "B1", &["P1"]).build();
    ground.import_roll(landlord, "2030-01-01", &roll).await;
    let account = ground.account("claire").await;
    ground
        .link(account, ground.person(landlord, "P1").await)
        .await;
    let delegate = Role::AssociationDelegate;
    ground
        .grant(account, delegate, Place::Association(association), None)
        .await;
    ground
        .grant(
            account,
            Role::LandlordStaff,
            Place::Landlord(landlord),
            None,
        )
        .await;
    let found = standing::of(&ground.db, account, landlord, day("2030-03-01"))
        .await
        .unwrap();
    assert_eq!(
        found.qualities,
        [
            Quality::Tenant,
            Quality::Association(association),
            Quality::Landlord
        ]
    );
}
