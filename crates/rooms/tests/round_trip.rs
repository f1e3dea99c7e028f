//! Rooms from creation to the last message, natively and in the browser's wasm.

mod support;

use palier_rooms::{Received, RoomError};
use support::{accept, change, found, member, message, name, room};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn two_members_exchange_messages() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    found(&mut alice, &mut [&mut bob])?;

    let question = alice.send(&room(), "Le chauffage marche-t-il chez vous ?")?;
    assert_eq!(
        bob.receive(&question)?,
        message("alice", "Le chauffage marche-t-il chez vous ?")
    );
    let answer = bob.send(&room(), "Non, depuis mardi. 🥶")?;
    assert_eq!(
        alice.receive(&answer)?,
        message("bob", "Non, depuis mardi. 🥶")
    );
    Ok(())
}

#[test]
fn nothing_changes_before_the_delivery_service_has_decided() -> Result<(), RoomError> {
    let (mut alice, bob) = (member("alice"), member("bob"));
    alice.create_room(&room())?;
    let invitation = alice.add(&room(), &[bob.key_package()?])?;
    assert_eq!((invitation.epoch, alice.epoch(&room())?), (0, 0));
    assert_eq!(alice.people(&room())?.len(), 1);
    assert!(matches!(
        alice.update(&room()),
        Err(RoomError::CommitUndecided(_))
    ));

    assert_eq!(alice.accept_commit(&room())?, 1);
    let people = alice.people(&room())?;
    assert_eq!(people[1].identity, name("bob"));
    assert_eq!(people[1].signature_key, bob.signature_key());
    assert!(matches!(
        alice.accept_commit(&room()),
        Err(RoomError::NoCommit(_))
    ));
    assert!(matches!(
        alice.discard_commit(&room()),
        Err(RoomError::NoCommit(_))
    ));
    Ok(())
}

#[test]
fn a_removed_member_cannot_read_what_comes_after() -> Result<(), RoomError> {
    let (mut alice, mut bob, mut eve) = (member("alice"), member("bob"), member("eve"));
    found(&mut alice, &mut [&mut bob, &mut eve])?;
    let removal = alice.remove(&room(), &[name("eve")])?;
    accept(&removal, &mut alice, &mut [&mut bob])?;
    let after = alice.send(&room(), "Entre nous")?;
    assert_eq!(bob.receive(&after)?, message("alice", "Entre nous"));

    // Even before she takes the removal in, the keys of the new epoch are out of her reach.
    let refused = eve.receive(&after);
    assert!(
        matches!(
            refused,
            Err(RoomError::EpochAhead {
                message: 2,
                room: 1
            })
        ),
        "{refused:?}"
    );
    let told = change(eve.receive(&removal.commit)?);
    assert!(told.removed_me);
    assert_eq!((told.by, told.left), (name("alice"), vec![name("eve")]));
    assert!(matches!(eve.receive(&after), Err(RoomError::Removed(_))));
    assert!(matches!(
        eve.send(&room(), "Et moi ?"),
        Err(RoomError::Removed(_))
    ));
    assert!(matches!(eve.update(&room()), Err(RoomError::Removed(_))));
    Ok(())
}

#[test]
fn a_removed_member_can_be_invited_again() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    found(&mut alice, &mut [&mut bob])?;
    let removal = alice.remove(&room(), &[name("bob")])?;
    accept(&removal, &mut alice, &mut [&mut bob])?;

    let invitation = alice.add(&room(), &[bob.key_package()?])?;
    alice.accept_commit(&room())?;
    bob.join(&invitation.welcome.expect("an addition has a welcome"))?;
    let greeting = bob.send(&room(), "Me revoilà")?;
    assert_eq!(alice.receive(&greeting)?, message("bob", "Me revoilà"));
    Ok(())
}

#[test]
fn a_newcomer_cannot_read_what_came_before() -> Result<(), RoomError> {
    let (mut alice, mut bob, mut carol) = (member("alice"), member("bob"), member("carol"));
    found(&mut alice, &mut [&mut bob])?;
    let before = alice.send(&room(), "Avant Carol")?;
    let invitation = alice.add(&room(), &[carol.key_package()?])?;
    accept(&invitation, &mut alice, &mut [&mut bob])?;
    carol.join(&invitation.welcome.expect("an addition has a welcome"))?;

    let refused = carol.receive(&before);
    assert!(
        matches!(
            refused,
            Err(RoomError::KeysGone {
                message: 1,
                room: 2
            })
        ),
        "{refused:?}"
    );
    // Bob was there: he reads it although the room has moved on.
    assert_eq!(bob.receive(&before)?, message("alice", "Avant Carol"));
    let since = alice.send(&room(), "Bienvenue")?;
    assert_eq!(carol.receive(&since)?, message("alice", "Bienvenue"));
    Ok(())
}

#[test]
fn the_loser_of_two_commits_follows_the_winner_and_redoes() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    let (mut carol, mut dave) = (member("carol"), member("dave"));
    found(&mut alice, &mut [&mut bob])?;
    let winner = alice.add(&room(), &[carol.key_package()?])?;
    let loser = bob.add(&room(), &[dave.key_package()?])?;
    assert_eq!(winner.epoch, loser.epoch);

    // The delivery service takes the first and answers the second with a conflict.
    alice.accept_commit(&room())?;
    carol.join(&winner.welcome.expect("an addition has a welcome"))?;
    bob.discard_commit(&room())?;
    let followed = change(bob.receive(&winner.commit)?);
    assert_eq!(
        (followed.joined, followed.superseded),
        (vec![name("carol")], false)
    );

    let redone = bob.add(&room(), &[dave.key_package()?])?;
    accept(&redone, &mut bob, &mut [&mut alice, &mut carol])?;
    dave.join(&redone.welcome.expect("an addition has a welcome"))?;
    let greeting = dave.send(&room(), "Bonsoir")?;
    for reader in [&mut alice, &mut bob, &mut carol] {
        assert_eq!(reader.receive(&greeting)?, message("dave", "Bonsoir"));
    }
    Ok(())
}

#[test]
fn a_winner_that_arrives_first_supersedes_the_waiting_commit() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    found(&mut alice, &mut [&mut bob])?;
    let winner = alice.update(&room())?;
    let loser = bob.update(&room())?;
    alice.accept_commit(&room())?;
    assert!(change(bob.receive(&winner.commit)?).superseded);
    assert!(matches!(
        bob.accept_commit(&room()),
        Err(RoomError::NoCommit(_))
    ));
    assert!(matches!(
        alice.receive(&loser.commit),
        Err(RoomError::CommitPast { .. })
    ));
    assert_eq!(alice.epoch(&room())?, bob.epoch(&room())?);
    let greeting = bob.send(&room(), "D'accord")?;
    assert_eq!(alice.receive(&greeting)?, message("bob", "D'accord"));
    Ok(())
}

#[test]
fn a_member_that_renewed_its_keys_is_still_understood() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    found(&mut alice, &mut [&mut bob])?;
    let renewal = bob.update(&room())?;
    assert_eq!(renewal.welcome, None);
    assert_eq!(
        bob.receive(&renewal.commit)?,
        Received::Own { room: room() }
    );
    accept(&renewal, &mut bob, &mut [&mut alice])?;
    for device in [&mut alice, &mut bob] {
        let again = device.receive(&renewal.commit);
        assert!(
            matches!(
                again,
                Err(RoomError::CommitPast {
                    message: 1,
                    room: 2
                })
            ),
            "{again:?}"
        );
    }
    let greeting = bob.send(&room(), "Toujours là")?;
    assert_eq!(alice.receive(&greeting)?, message("bob", "Toujours là"));
    Ok(())
}
