//! What a member does not take in, natively and in the browser's wasm.

mod support;

use palier_rooms::{Received, RoomError};
use support::{accept, found, member, message, name, room};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_message_is_read_once() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    found(&mut alice, &mut [&mut bob])?;
    let once = alice.send(&room(), "Une fois")?;
    assert_eq!(bob.receive(&once)?, message("alice", "Une fois"));
    assert!(matches!(bob.receive(&once), Err(RoomError::AlreadyRead)));
    assert_eq!(alice.receive(&once)?, Received::Own { room: room() });
    Ok(())
}

#[test]
fn a_message_is_read_three_epochs_late_and_no_later() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    found(&mut alice, &mut [&mut bob])?;
    let (late, too_late) = (
        alice.send(&room(), "Tard")?,
        alice.send(&room(), "Trop tard")?,
    );
    for _ in 0..3 {
        let renewal = alice.update(&room())?;
        accept(&renewal, &mut alice, &mut [&mut bob])?;
    }
    assert_eq!(bob.receive(&late)?, message("alice", "Tard"));
    let renewal = alice.update(&room())?;
    accept(&renewal, &mut alice, &mut [&mut bob])?;
    let refused = bob.receive(&too_late);
    assert!(
        matches!(
            refused,
            Err(RoomError::KeysGone {
                message: 1,
                room: 5
            })
        ),
        "{refused:?}"
    );
    Ok(())
}

#[test]
fn short_messages_have_the_same_length() -> Result<(), RoomError> {
    let mut alice = member("alice");
    alice.create_room(&room())?;
    let (yes, no) = (
        alice.send(&room(), "oui")?,
        alice.send(&room(), "certainement pas")?,
    );
    assert_eq!(yes.len(), no.len());
    Ok(())
}

#[test]
fn a_message_with_a_changed_byte_is_refused() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    found(&mut alice, &mut [&mut bob])?;
    let sound = alice.send(&room(), "Intact")?;
    for at in 0..sound.len() {
        let mut broken = sound.clone();
        broken[at] ^= 1;
        assert!(bob.receive(&broken).is_err(), "byte {at}");
        assert!(bob.receive(&sound[..at]).is_err(), "the first {at} bytes");
    }
    assert_eq!(bob.receive(&sound)?, message("alice", "Intact"));
    Ok(())
}

#[test]
fn bytes_of_another_kind_are_named() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    alice.create_room(&room())?;
    let package = bob.key_package()?;
    let message = alice.send(&room(), "Allô")?;
    assert!(matches!(
        alice.receive(&package),
        Err(RoomError::Malformed {
            expected: "a message of a room"
        })
    ));
    assert!(matches!(
        bob.join(&message),
        Err(RoomError::Malformed {
            expected: "a welcome"
        })
    ));
    assert!(matches!(
        alice.add(&room(), &[message]),
        Err(RoomError::Malformed {
            expected: "a key package"
        })
    ));
    Ok(())
}

#[test]
fn a_forged_key_package_is_refused() -> Result<(), RoomError> {
    let (mut alice, bob) = (member("alice"), member("bob"));
    alice.create_room(&room())?;
    let mut package = bob.key_package()?;
    let at = package
        .windows(3)
        .position(|bytes| bytes == b"bob")
        .expect("the name is inside");
    package[at..at + 3].copy_from_slice(b"eve");
    assert!(matches!(
        alice.add(&room(), &[package]),
        Err(RoomError::Mls { .. })
    ));
    assert!(
        alice.update(&room()).is_ok(),
        "the refused addition left nothing behind"
    );
    Ok(())
}

#[test]
fn a_device_enters_a_room_once() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    found(&mut alice, &mut [&mut bob])?;
    assert!(matches!(
        bob.create_room(&room()),
        Err(RoomError::RoomExists(_))
    ));
    assert!(matches!(
        alice.add(&room(), &[bob.key_package()?]),
        Err(RoomError::Mls { .. })
    ));
    Ok(())
}

#[test]
fn a_welcome_is_for_the_invited_only() -> Result<(), RoomError> {
    let (mut alice, bob, mut eve) = (member("alice"), member("bob"), member("eve"));
    eve.key_package()?;
    alice.create_room(&room())?;
    let invitation = alice.add(&room(), &[bob.key_package()?])?;
    let welcome = invitation.welcome.expect("an addition has a welcome");
    assert!(matches!(eve.join(&welcome), Err(RoomError::Mls { .. })));
    assert!(matches!(
        eve.receive(&invitation.commit),
        Err(RoomError::UnknownRoom(_))
    ));
    Ok(())
}

#[test]
fn a_key_package_of_last_resort_opens_two_rooms() -> Result<(), RoomError> {
    let (mut alice, mut bob, mut carol) = (member("alice"), member("bob"), member("carol"));
    let package = carol.last_resort_key_package()?;
    let other = palier_rooms::RoomId::parse("courtyard")?;
    alice.create_room(&room())?;
    bob.create_room(&other)?;
    for (host, room) in [(&mut alice, room()), (&mut bob, other)] {
        let invitation = host.add(&room, &[&package])?;
        host.accept_commit(&room)?;
        assert_eq!(
            carol.join(&invitation.welcome.expect("an addition has a welcome"))?,
            room
        );
    }
    assert_eq!(carol.rooms().count(), 2);
    Ok(())
}

#[test]
fn removing_takes_somebody_who_is_there_and_not_oneself() -> Result<(), RoomError> {
    let mut alice = member("alice");
    alice.create_room(&room())?;
    assert!(matches!(
        alice.remove(&room(), &[name("eve")]),
        Err(RoomError::NotInRoom(_))
    ));
    assert!(matches!(alice.remove(&room(), &[]), Err(RoomError::Nobody)));
    assert!(matches!(
        alice.remove(&room(), &[name("alice")]),
        Err(RoomError::Mls { .. })
    ));
    Ok(())
}

#[test]
fn a_forgotten_room_is_gone() -> Result<(), RoomError> {
    let (mut alice, mut bob) = (member("alice"), member("bob"));
    found(&mut alice, &mut [&mut bob])?;
    bob.forget(&room())?;
    let missed = alice.send(&room(), "Bob ?")?;
    assert!(matches!(
        bob.receive(&missed),
        Err(RoomError::UnknownRoom(_))
    ));
    assert!(matches!(
        bob.forget(&room()),
        Err(RoomError::UnknownRoom(_))
    ));
    bob.create_room(&room())
}
