//! Following a change that somebody else made.

use openmls::group::{MlsGroup, StagedCommit};
use openmls::prelude::{Proposal, Sender};
use openmls_rust_crypto::OpenMlsRustCrypto;

use crate::{Change, Identity, RoomError, RoomId};

/// Checks another member's commit and moves the room to its epoch.
///
/// MLS leaves to the application which changes it allows and which credentials it believes
/// (RFC 9420, sections 5.3.1 and 12.2). Here: add, remove, renew one's own keys, and nothing else;
/// and nobody changes name or signature key on the way.
pub(crate) fn follow(
    group: &mut MlsGroup,
    provider: &OpenMlsRustCrypto,
    room: RoomId,
    by: Identity,
    sender: &Sender,
    commit: StagedCommit,
) -> Result<Change, RoomError> {
    refuse_another_face(group, &by, sender, &commit)?;
    let (joined, left) = comings_and_goings(group, &commit)?;
    let removed_me = commit.self_removed();
    let superseded = group.pending_commit().is_some();
    group
        .merge_staged_commit(provider, commit)
        .map_err(RoomError::mls("follow the commit"))?;
    let epoch = group.epoch().as_u64();
    Ok(Change {
        room,
        by,
        epoch,
        joined,
        left,
        removed_me,
        superseded,
    })
}

/// Refuses a commit whose sender comes out of it with another name or signature key.
fn refuse_another_face(
    group: &MlsGroup,
    by: &Identity,
    sender: &Sender,
    commit: &StagedCommit,
) -> Result<(), RoomError> {
    let Sender::Member(index) = sender else {
        return Err(RoomError::FromOutside);
    };
    let (Some(before), Some(after)) = (group.member_at(*index), commit.update_path_leaf_node())
    else {
        // Without a path the sender's leaf stays as it is.
        return Ok(());
    };
    let same = before.credential == *after.credential()
        && before.signature_key == after.signature_key().as_slice();
    if same {
        Ok(())
    } else {
        Err(RoomError::IdentityChanged(by.clone()))
    }
}

/// Who comes and who goes, in the order of the commit.
fn comings_and_goings(
    group: &MlsGroup,
    commit: &StagedCommit,
) -> Result<(Vec<Identity>, Vec<Identity>), RoomError> {
    let (mut joined, mut left) = (Vec::new(), Vec::new());
    for proposal in commit.queued_proposals() {
        match proposal.proposal() {
            Proposal::Add(add) => {
                joined.push(Identity::of(add.key_package().leaf_node().credential())?);
            }
            Proposal::Remove(remove) => {
                if let Some(credential) = group.member(remove.removed()) {
                    left.push(Identity::of(credential)?);
                }
            }
            _ => return Err(RoomError::ChangeNotAllowed),
        }
    }
    Ok((joined, left))
}

#[cfg(test)]
mod tests {
    use openmls::prelude::{CredentialWithKey, LeafNodeParameters};

    use super::*;
    use crate::Member;

    fn name(text: &str) -> Identity {
        Identity::parse(text).expect("a plain name")
    }

    /// A room of two, whose second member does as she likes.
    fn with_eve() -> Result<(Member, Member, RoomId), RoomError> {
        let room = RoomId::parse("stairwell-b")?;
        let (mut alice, mut eve) = (Member::new(name("alice"))?, Member::new(name("eve"))?);
        alice.create_room(&room)?;
        let invitation = alice.add(&room, &[eve.key_package()?])?;
        alice.accept_commit(&room)?;
        eve.join(&invitation.welcome.expect("an addition has a welcome"))?;
        Ok((alice, eve, room))
    }

    #[test]
    fn nobody_takes_the_name_of_another() -> Result<(), RoomError> {
        let (mut alice, mut eve, room) = with_eve()?;
        let mask = CredentialWithKey {
            credential: name("alice").credential(),
            ..eve.credential()
        };
        let leaf = LeafNodeParameters::builder()
            .with_credential_with_key(mask)
            .build();
        let group = eve.rooms.get_mut(&room).expect("she is in");
        let bundle = group
            .self_update(&eve.provider, &eve.signer, leaf)
            .expect("MLS allows it");
        let refused = alice.receive(&bundle.commit().to_bytes().expect("bytes"));
        assert!(
            matches!(&refused, Err(RoomError::IdentityChanged(by)) if *by == name("eve")),
            "{refused:?}"
        );
        assert_eq!(alice.epoch(&room)?, 1);
        Ok(())
    }

    #[test]
    fn a_proposal_without_a_commit_is_refused() -> Result<(), RoomError> {
        let (mut alice, mut eve, room) = with_eve()?;
        let group = eve.rooms.get_mut(&room).expect("she is in");
        let proposal = group
            .leave_group(&eve.provider, &eve.signer)
            .expect("MLS allows it");
        let refused = alice.receive(&proposal.to_bytes().expect("bytes"));
        assert!(
            matches!(refused, Err(RoomError::ChangeNotAllowed)),
            "{refused:?}"
        );
        assert!(alice.send(&room, "Rien n'attend").is_ok());
        Ok(())
    }
}
