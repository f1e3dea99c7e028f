//! Changes to a room that this device wishes for.

use openmls::group::{CommitMessageBundle, MlsGroup};
use openmls::prelude::{KeyPackage, LeafNodeIndex, OpenMlsProvider};

use crate::{Identity, Member, RoomError, RoomId};

/// A change to a room, to be handed to the delivery service for its decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingCommit {
    /// The epoch the change starts from; the service accepts one commit per room and epoch.
    pub epoch: u64,
    /// What the members of the room must receive.
    pub commit: Vec<u8>,
    /// What the added devices must receive, once the commit was accepted and not before.
    pub welcome: Option<Vec<u8>>,
}

/// What a commit does.
#[derive(Default)]
struct Wish {
    add: Vec<KeyPackage>,
    remove: Vec<LeafNodeIndex>,
}

impl Member {
    /// Wishes to add devices, each given by one of its key packages.
    ///
    /// Nothing changes on this device until [`Member::accept_commit`].
    ///
    /// # Errors
    /// [`RoomError::Nobody`] without key packages, [`RoomError::Malformed`] or [`RoomError::Mls`]
    /// when one is not valid or its device is in the room, and the errors common to all commits:
    /// [`RoomError::UnknownRoom`], [`RoomError::Removed`], [`RoomError::CommitUndecided`].
    pub fn add<B: AsRef<[u8]>>(
        &mut self,
        room: &RoomId,
        key_packages: &[B],
    ) -> Result<OutgoingCommit, RoomError> {
        if key_packages.is_empty() {
            return Err(RoomError::Nobody);
        }
        let read = |bytes: &B| self.read_key_package(bytes.as_ref());
        let add = key_packages.iter().map(read).collect::<Result<_, _>>()?;
        self.commit(
            room,
            Wish {
                add,
                ..Wish::default()
            },
        )
    }

    /// Wishes to remove people, with all their devices.
    ///
    /// Nothing changes on this device until [`Member::accept_commit`].
    ///
    /// # Errors
    /// [`RoomError::Nobody`] without names, [`RoomError::NotInRoom`] for a name that is not there,
    /// [`RoomError::Mls`] for one's own, and the errors common to all commits (see [`Member::add`]).
    pub fn remove(
        &mut self,
        room: &RoomId,
        people: &[Identity],
    ) -> Result<OutgoingCommit, RoomError> {
        if people.is_empty() {
            return Err(RoomError::Nobody);
        }
        let group = self.group(room)?;
        let mut remove = Vec::new();
        for identity in people {
            let credential = identity.credential();
            let before = remove.len();
            let theirs = group
                .members()
                .filter(|member| member.credential == credential);
            remove.extend(theirs.map(|member| member.index));
            if remove.len() == before {
                return Err(RoomError::NotInRoom(identity.clone()));
            }
        }
        self.commit(
            room,
            Wish {
                remove,
                ..Wish::default()
            },
        )
    }

    /// Wishes to renew this device's keys, so that whoever stole the old ones reads no further.
    ///
    /// Nothing changes on this device until [`Member::accept_commit`].
    ///
    /// # Errors
    /// The errors common to all commits (see [`Member::add`]).
    pub fn update(&mut self, room: &RoomId) -> Result<OutgoingCommit, RoomError> {
        self.commit(room, Wish::default())
    }

    /// Applies the waiting commit, which the delivery service accepted, and gives the new epoch.
    ///
    /// # Errors
    /// [`RoomError::UnknownRoom`], [`RoomError::NoCommit`], or [`RoomError::Mls`] from the store.
    pub fn accept_commit(&mut self, room: &RoomId) -> Result<u64, RoomError> {
        let (group, provider) = waiting(&mut self.rooms, &self.provider, room)?;
        group
            .merge_pending_commit(provider)
            .map_err(RoomError::mls("apply the commit"))?;
        Ok(group.epoch().as_u64())
    }

    /// Drops the waiting commit, which the delivery service refused.
    ///
    /// # Errors
    /// [`RoomError::UnknownRoom`], [`RoomError::NoCommit`], or [`RoomError::Mls`] from the store.
    pub fn discard_commit(&mut self, room: &RoomId) -> Result<(), RoomError> {
        let (group, provider) = waiting(&mut self.rooms, &self.provider, room)?;
        group
            .clear_pending_commit(provider.storage())
            .map_err(RoomError::mls("drop the commit"))
    }

    /// Makes the commit; it always renews this device's keys as well.
    fn commit(&mut self, room: &RoomId, wish: Wish) -> Result<OutgoingCommit, RoomError> {
        let Some(group) = self.rooms.get_mut(room) else {
            return Err(RoomError::UnknownRoom(room.clone()));
        };
        if !group.is_active() {
            return Err(RoomError::Removed(room.clone()));
        }
        if group.pending_commit().is_some() {
            return Err(RoomError::CommitUndecided(room.clone()));
        }
        let epoch = group.epoch().as_u64();
        let bundle = group
            .commit_builder()
            .consume_proposal_store(false)
            .force_self_update(true)
            .propose_adds(wish.add)
            .propose_removals(wish.remove)
            .load_psks(self.provider.storage())
            .map_err(RoomError::mls("prepare the commit"))?
            .build(
                self.provider.rand(),
                self.provider.crypto(),
                &self.signer,
                |_| true,
            )
            .map_err(RoomError::mls("make the commit"))?
            .stage_commit(&self.provider)
            .map_err(RoomError::mls("store the commit"))?;
        outgoing(epoch, &bundle)
    }
}

/// The room and the store, when a commit of ours waits in the room.
fn waiting<'a, P>(
    rooms: &'a mut std::collections::BTreeMap<RoomId, MlsGroup>,
    provider: &'a P,
    room: &RoomId,
) -> Result<(&'a mut MlsGroup, &'a P), RoomError> {
    match rooms.get_mut(room) {
        None => Err(RoomError::UnknownRoom(room.clone())),
        Some(group) if group.pending_commit().is_none() => Err(RoomError::NoCommit(room.clone())),
        Some(group) => Ok((group, provider)),
    }
}

/// The bytes of a commit and of its welcome.
fn outgoing(epoch: u64, bundle: &CommitMessageBundle) -> Result<OutgoingCommit, RoomError> {
    let commit = bundle
        .commit()
        .to_bytes()
        .map_err(RoomError::mls("write the commit"))?;
    let welcome = bundle
        .to_welcome_msg()
        .map(|welcome| welcome.to_bytes())
        .transpose();
    Ok(OutgoingCommit {
        epoch,
        commit,
        welcome: welcome.map_err(RoomError::mls("write the welcome"))?,
    })
}
