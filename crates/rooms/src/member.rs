//! One device of one person.

use std::collections::BTreeMap;
use std::fmt;

use openmls::prelude::{CredentialWithKey, MlsGroup, OpenMlsProvider};
use openmls_basic_credential::SignatureKeyPair;
use openmls_rust_crypto::OpenMlsRustCrypto;

use crate::config::CIPHERSUITE;
use crate::{Identity, RoomError, RoomId};

/// One device of one person: its keys and the rooms it is in.
pub struct Member {
    identity: Identity,
    pub(crate) signer: SignatureKeyPair,
    pub(crate) provider: OpenMlsRustCrypto,
    pub(crate) rooms: BTreeMap<RoomId, MlsGroup>,
}

/// One device in a room, as the others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who it says it is.
    pub identity: Identity,
    /// The key that signs all it sends: 32 bytes of Ed25519, to be compared with the account's.
    pub signature_key: Vec<u8>,
}

impl Member {
    /// Makes a new device, with a fresh signature key.
    ///
    /// # Errors
    /// [`RoomError::Mls`] when the machine gives no randomness or the store refuses the key.
    pub fn new(identity: Identity) -> Result<Self, RoomError> {
        let provider = OpenMlsRustCrypto::default();
        let signer = SignatureKeyPair::new(CIPHERSUITE.signature_algorithm())
            .map_err(RoomError::mls("make a signature key"))?;
        signer
            .store(provider.storage())
            .map_err(RoomError::mls("store the signature key"))?;
        Ok(Self {
            identity,
            signer,
            provider,
            rooms: BTreeMap::new(),
        })
    }

    /// Who this device says it is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The key that signs all this device sends, to be bound to the account.
    pub fn signature_key(&self) -> &[u8] {
        self.signer.public()
    }

    /// The rooms this device is in or was removed from.
    pub fn rooms(&self) -> impl Iterator<Item = &RoomId> {
        self.rooms.keys()
    }

    /// The epoch of a room: how many commits it has seen.
    ///
    /// # Errors
    /// [`RoomError::UnknownRoom`].
    pub fn epoch(&self, room: &RoomId) -> Result<u64, RoomError> {
        self.group(room).map(|group| group.epoch().as_u64())
    }

    /// The devices in a room, this one included, in the order of the tree.
    ///
    /// # Errors
    /// [`RoomError::UnknownRoom`], or [`RoomError::Identity`] when a name is not plain text.
    pub fn people(&self, room: &RoomId) -> Result<Vec<Person>, RoomError> {
        let person = |member: openmls::prelude::Member| {
            let identity = Identity::of(&member.credential)?;
            Ok(Person {
                identity,
                signature_key: member.signature_key,
            })
        };
        self.group(room)?.members().map(person).collect()
    }

    /// Destroys the keys of a room on this device; the others are not told.
    ///
    /// # Errors
    /// [`RoomError::UnknownRoom`], or [`RoomError::Mls`] when the store refuses.
    pub fn forget(&mut self, room: &RoomId) -> Result<(), RoomError> {
        let Some(group) = self.rooms.get_mut(room) else {
            return Err(RoomError::UnknownRoom(room.clone()));
        };
        group
            .delete(self.provider.storage())
            .map_err(RoomError::mls("forget the room"))?;
        self.rooms.remove(room);
        Ok(())
    }

    /// The room, to look at.
    pub(crate) fn group(&self, room: &RoomId) -> Result<&MlsGroup, RoomError> {
        self.rooms
            .get(room)
            .ok_or_else(|| RoomError::UnknownRoom(room.clone()))
    }

    /// The identity and the key as MLS wants them.
    pub(crate) fn credential(&self) -> CredentialWithKey {
        CredentialWithKey {
            credential: self.identity.credential(),
            signature_key: self.signer.public().into(),
        }
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Member")
            .field("identity", &self.identity)
            .field("rooms", &self.rooms.keys())
            .finish_non_exhaustive()
    }
}
