//! Builders for the tests of rooms.

use palier_rooms::{Change, Identity, Member, OutgoingCommit, Received, RoomError, RoomId};

pub fn room() -> RoomId {
    RoomId::parse("stairwell-b").expect("a plain name")
}

pub fn name(text: &str) -> Identity {
    Identity::parse(text).expect("a plain name")
}

pub fn member(text: &str) -> Member {
    Member::new(name(text)).expect("a machine with randomness")
}

/// A room that `founder` created and that the others joined at once.
pub fn found(founder: &mut Member, others: &mut [&mut Member]) -> Result<(), RoomError> {
    founder.create_room(&room())?;
    let packages: Vec<_> = others
        .iter()
        .map(|other| other.key_package())
        .collect::<Result<_, _>>()?;
    let invitation = founder.add(&room(), &packages)?;
    founder.accept_commit(&room())?;
    let welcome = invitation.welcome.expect("an addition has a welcome");
    for other in others {
        other.join(&welcome)?;
    }
    Ok(())
}

/// The delivery service accepts a commit: its author applies it, the others receive it.
pub fn accept(
    commit: &OutgoingCommit,
    author: &mut Member,
    others: &mut [&mut Member],
) -> Result<(), RoomError> {
    author.accept_commit(&room())?;
    for other in others {
        change(other.receive(&commit.commit)?);
    }
    Ok(())
}

/// The change that was received.
pub fn change(received: Received) -> Change {
    match received {
        Received::Change(change) => change,
        other => panic!("not a change: {other:?}"),
    }
}

/// A message as its reader receives it.
pub fn message(from: &str, text: &str) -> Received {
    Received::Message {
        room: room(),
        from: name(from),
        text: text.to_owned(),
    }
}
