//! Accounts and the roles that they hold.

use crate::support::{Ground, RollBuilder, day};
use palier_domain::account::role::{Membership, Place, Role};
use palier_domain::id::{AccountId, LandlordId};
use palier_store::{StoreError, Taken, account, ids};

crate::on_both_engines![
    a_taken_identifier_is_said_so,
    a_taken_email_is_said_so,
    an_account_signs_in_by_identifier_or_by_email,
    a_new_passphrase_replaces_the_former_one,
    a_person_has_one_account_only,
    an_account_may_stand_for_several_persons,
    a_role_is_kept_with_its_place_and_dates,
    a_role_cannot_be_held_where_it_makes_no_sense,
    a_role_with_an_unknown_landlord_is_refused,
];

async fn a_taken_identifier_is_said_so(ground: &Ground) {
    ground.account("claire.moreau").await;
    let again = ground.try_account("claire.moreau", None).await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::Identifier))),
        "{again:?}"
    );
}

async fn a_taken_email_is_said_so(ground: &Ground) {
    ground
        .try_account("claire", Some("claire@example.org"))
        .await
        .unwrap();
    let again = ground
        .try_account("moreau", Some("claire@example.org"))
        .await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::Email))),
        "{again:?}"
    );
}

async fn an_account_signs_in_by_identifier_or_by_email(ground: &Ground) {
    let id = ground
        .try_account("claire", Some("claire@example.org"))
        .await
        .unwrap();
    for login in ["claire", "claire@example.org"] {
        let found = account::by_login(&ground.db, login).await.unwrap().unwrap();
        assert_eq!((found.account_id, found.own_name.as_str()), (id, "claire"));
        assert_eq!(found.passphrase, "$argon2id$story");
    }
    assert!(
        account::by_login(&ground.db, "moreau")
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        account::by_login(&ground.db, "claire@")
            .await
            .unwrap()
            .is_none()
    );
    let by_identifier = account::by_identifier(&ground.db, "claire").await.unwrap();
    assert_eq!(by_identifier, account::get(&ground.db, id).await.unwrap());
}

async fn a_new_passphrase_replaces_the_former_one(ground: &Ground) {
    let id = ground.account("claire").await;
    let mut tx = ground.begin().await;
    account::set_passphrase(&mut tx, id, "$argon2id$other")
        .await
        .unwrap();
    let nobody = AccountId(ids::new_v4());
    let missing = account::set_passphrase(&mut tx, nobody, "x").await;
    assert!(
        matches!(missing, Err(StoreError::Missing("account"))),
        "{missing:?}"
    );
    tx.commit().await.unwrap();
    let kept = account::passphrase(&ground.db, id).await.unwrap();
    assert_eq!(kept.as_deref(), Some("$argon2id$other"));
    assert_eq!(account::passphrase(&ground.db, nobody).await.unwrap(), None);
}

async fn a_person_has_one_account_only(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new().lease("T-A-1", "B1", &["P1"]).build();
    ground.import_roll(landlord, "2030-01-01", &roll).await;
    let person = ground.person(landlord, "P1").await;
    ground.link(ground.account("claire").await, person).await;

    let other = ground.account("autre").await;
    let mut tx = ground.begin().await;
    let again =
        account::link_person(&mut tx, other, person, crate::support::instant("11:00:00")).await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::Person))),
        "{again:?}"
    );
}

async fn an_account_may_stand_for_several_persons(ground: &Ground) {
    let account = ground.account("claire").await;
    let mut expected = Vec::new();
    for slug in ["rive-neuve", "les-acacias"] {
        let landlord = ground.landlord(slug).await;
        let roll = RollBuilder::new().lease("T-A-1", "B1", &["P1"]).build();
        ground.import_roll(landlord, "2030-01-01", &roll).await;
        let person = ground.person(landlord, "P1").await;
        ground.link(account, person).await;
        expected.push((person, landlord));
    }
    expected.sort();
    let mut persons = account::persons(&ground.db, account).await.unwrap();
    persons.sort();
    assert_eq!(persons, expected);
}

async fn a_role_is_kept_with_its_place_and_dates(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let association = ground.association("tilleuls", landlord).await;
    let account = ground.account("claire").await;
    let held = [
        (Role::LandlordStaff, Place::Landlord(landlord), None),
        (
            Role::AssociationDelegate,
            Place::Association(association),
            Some("2030-06-30"),
        ),
        (Role::Administrator, Place::Instance, None),
    ];
    for (role, place, until) in held {
        ground.grant(account, role, place, until).await;
    }
    let kept = account::memberships(&ground.db, account).await.unwrap();
    assert_eq!(kept.len(), 3);
    for (role, place, until) in held {
        let membership = Membership {
            role,
            place,
            since: day("2030-01-01"),
            until: until.map(day),
        };
        assert!(kept.contains(&membership), "{membership:?} in {kept:?}");
    }
}

async fn a_role_cannot_be_held_where_it_makes_no_sense(ground: &Ground) {
    let account = ground.account("claire").await;
    let membership = Membership {
        role: Role::LandlordStaff,
        place: Place::Instance,
        since: day("2030-01-01"),
        until: None,
    };
    let mut tx = ground.begin().await;
    let now = crate::support::instant("11:00:00");
    let refused = account::grant(&mut tx, account, membership, now).await;
    assert!(
        matches!(refused, Err(StoreError::Other { .. })),
        "{refused:?}"
    );
}

async fn a_role_with_an_unknown_landlord_is_refused(ground: &Ground) {
    let account = ground.account("claire").await;
    let membership = Membership {
        role: Role::LandlordStaff,
        place: Place::Landlord(LandlordId(ids::new_v4())),
        since: day("2030-01-01"),
        until: None,
    };
    let mut tx = ground.begin().await;
    let now = crate::support::instant("11:00:00");
    let refused = account::grant(&mut tx, account, membership, now).await;
    assert!(
        matches!(refused, Err(StoreError::Missing(_))),
        "{refused:?}"
    );
}
