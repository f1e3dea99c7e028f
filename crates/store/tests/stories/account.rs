//! Accounts and the roles that they hold.

use crate::support::{Ground, RollBuilder, day, instant};
use palier_domain::account::role::{Membership, Place, Role};
use palier_domain::id::{AccountId, LandlordId};
use palier_store::{StoreError, Taken, account, ids, journal};

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
    an_ended_role_holds_no_more_today,
    a_role_that_began_today_holds_on_no_day_once_ended,
    only_the_role_named_is_ended,
    a_role_that_is_not_held_cannot_be_ended,
    accounts_persons_and_roles_are_journaled_where_they_belong,
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
    account::set_passphrase(&mut tx, id, "$argon2id$other", instant("11:00:00"))
        .await
        .unwrap();
    let nobody = AccountId(ids::new_v4());
    let missing = account::set_passphrase(&mut tx, nobody, "x", instant("11:00:00")).await;
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
    let again = account::link_person(&mut tx, other, person, instant("11:00:00")).await;
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
    let now = instant("11:00:00");
    let refused = account::grant(&mut tx, account, membership, None, now).await;
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
    let now = instant("11:00:00");
    let refused = account::grant(&mut tx, account, membership, None, now).await;
    assert!(
        matches!(refused, Err(StoreError::Missing(_))),
        "{refused:?}"
    );
}

async fn end(
    ground: &Ground,
    account: AccountId,
    role: Role,
    place: Place,
    today: &str,
) -> Result<(), StoreError> {
    let mut tx = ground.begin().await;
    let now = instant("12:00:00");
    account::end_role(&mut tx, account, role, place, day(today), None, now).await?;
    tx.commit().await
}

async fn an_ended_role_holds_no_more_today(ground: &Ground) {
    let place = Place::Landlord(ground.landlord("rive-neuve").await);
    let account = ground.account("claire").await;
    ground
        .grant(account, Role::Facilitator, place, Some("2031-12-31"))
        .await;
    end(ground, account, Role::Facilitator, place, "2030-03-01")
        .await
        .unwrap();
    let held = account::memberships(&ground.db, account).await.unwrap();
    assert_eq!(held[0].until, Some(day("2030-02-28")));
    assert!(held[0].holds_on(day("2030-02-28")) && !held[0].holds_on(day("2030-03-01")));
}

async fn a_role_that_began_today_holds_on_no_day_once_ended(ground: &Ground) {
    let account = ground.account("claire").await;
    let (role, place) = (Role::Administrator, Place::Instance);
    ground.grant(account, role, place, None).await;
    end(ground, account, role, place, "2030-01-01")
        .await
        .unwrap();
    let held = account::memberships(&ground.db, account).await.unwrap();
    assert_eq!(held.len(), 1, "the row stays");
    for date in ["2029-12-31", "2030-01-01", "2030-01-02"] {
        assert!(!held[0].holds_on(day(date)), "{date}");
    }
    // And may begin anew.
    ground.grant(account, role, place, None).await;
    let held = account::memberships(&ground.db, account).await.unwrap();
    assert!(held.iter().any(|one| one.holds_on(day("2030-01-02"))));
}

async fn only_the_role_named_is_ended(ground: &Ground) {
    let here = ground.landlord("rive-neuve").await;
    let there = ground.landlord("les-acacias").await;
    let claire = ground.account("claire").await;
    let idriss = ground.account("idriss").await;
    let kept = [
        (claire, Role::Guarantor, Place::Landlord(here)),
        (claire, Role::Facilitator, Place::Landlord(there)),
        (claire, Role::Administrator, Place::Instance),
        (idriss, Role::Facilitator, Place::Landlord(here)),
    ];
    let ended = (claire, Role::Facilitator, Place::Landlord(here));
    for (account, role, place) in kept.into_iter().chain([ended]) {
        ground.grant(account, role, place, None).await;
    }
    end(ground, ended.0, ended.1, ended.2, "2030-03-01")
        .await
        .unwrap();
    for account in [claire, idriss] {
        for held in account::memberships(&ground.db, account).await.unwrap() {
            let is_ended = (account, held.role, held.place) == ended;
            assert_eq!(held.holds_on(day("2030-03-01")), !is_ended, "{held:?}");
        }
    }
}

async fn a_role_that_is_not_held_cannot_be_ended(ground: &Ground) {
    let place = Place::Landlord(ground.landlord("rive-neuve").await);
    let account = ground.account("claire").await;
    let (role, today) = (Role::LandlordStaff, "2030-03-01");
    ground.grant(account, role, place, Some("2030-02-01")).await;
    let refused = end(ground, account, role, place, today).await;
    assert!(
        matches!(refused, Err(StoreError::Missing("role"))),
        "{refused:?}"
    );
    let held = account::memberships(&ground.db, account).await.unwrap();
    assert_eq!(held[0].until, Some(day("2030-02-01")), "the past stays");
    ground.grant(account, role, place, None).await;
    end(ground, account, role, place, today).await.unwrap();
    assert!(end(ground, account, role, place, today).await.is_err());
}

async fn accounts_persons_and_roles_are_journaled_where_they_belong(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new().lease("T-A-1", "B1", &["P1"]).build();
    ground.import_roll(landlord, "2030-01-01", &roll).await;
    let person = ground.person(landlord, "P1").await;
    let account = ground.account("claire").await;
    ground.link(account, person).await;
    let mut tx = ground.begin().await;
    account::set_passphrase(&mut tx, account, "$argon2id$other", instant("11:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for (role, place) in [
        (Role::Facilitator, Place::Landlord(landlord)),
        (Role::Administrator, Place::Instance),
    ] {
        ground.grant(account, role, place, None).await;
        end(ground, account, role, place, "2030-03-01")
            .await
            .unwrap();
    }
    assert_eq!(
        ground.acts(&journal::of_landlord(landlord)).await,
        [
            "landlord.added",
            "roll.imported",
            "account.linked",
            "role.granted",
            "role.ended"
        ]
    );
    assert_eq!(
        ground.acts(journal::INSTANCE).await,
        [
            "account.created",
            "account.passphrase_changed",
            "role.granted",
            "role.ended"
        ]
    );
}
