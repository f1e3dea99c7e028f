//! Into a room: creating one, or being invited to one.

use openmls::group::JoinBuilder;
use openmls::prelude::{
    Capabilities, ExtensionType, KeyPackage, MlsGroup, MlsMessageBodyIn, MlsMessageIn,
    MlsMessageOut, OpenMlsProvider, ProcessedWelcome, ProtocolVersion, Welcome,
    tls_codec::{DeserializeBytes, Serialize},
};

use crate::config::{self, CIPHERSUITE};
use crate::{Identity, Member, RoomError, RoomId};

impl Member {
    /// Makes a key package, with which others can add this device to one room.
    ///
    /// The delivery service hands each one out once. It is valid for about three months.
    ///
    /// # Errors
    /// [`RoomError::Mls`] when the keys cannot be made or stored.
    pub fn key_package(&self) -> Result<Vec<u8>, RoomError> {
        self.make_key_package(false)
    }

    /// Makes the key package that may be handed out again when all the others are used up.
    ///
    /// # Errors
    /// [`RoomError::Mls`] when the keys cannot be made or stored.
    pub fn last_resort_key_package(&self) -> Result<Vec<u8>, RoomError> {
        self.make_key_package(true)
    }

    /// Creates a room with this device alone in it, at epoch 0.
    ///
    /// # Errors
    /// [`RoomError::RoomExists`], or [`RoomError::Mls`] when the store refuses.
    pub fn create_room(&mut self, room: &RoomId) -> Result<(), RoomError> {
        if self.rooms.contains_key(room) {
            return Err(RoomError::RoomExists(room.clone()));
        }
        let group = MlsGroup::new_with_group_id(
            &self.provider,
            &self.signer,
            &config::create(),
            room.group_id(),
            self.credential(),
        )
        .map_err(RoomError::mls("create the room"))?;
        self.rooms.insert(room.clone(), group);
        Ok(())
    }

    /// Joins the room that a welcome invites to, and says which one it is.
    ///
    /// A welcome to a room this device was removed from brings it back in.
    ///
    /// # Errors
    /// [`RoomError::Malformed`] when the bytes are no welcome, [`RoomError::RoomExists`] when this
    /// device is in the room, [`RoomError::RoomId`] or [`RoomError::Identity`] when a name is not
    /// plain text, and [`RoomError::Mls`] when the welcome is not for this device or not valid.
    pub fn join(&mut self, welcome: &[u8]) -> Result<RoomId, RoomError> {
        let welcome = parse_welcome(welcome)?;
        let opened = ProcessedWelcome::new_from_welcome(&self.provider, &config::join(), welcome)
            .map_err(RoomError::mls("open the welcome"))?;
        let room = RoomId::of(opened.unverified_group_info().group_id())?;
        if self.rooms.get(&room).is_some_and(MlsGroup::is_active) {
            return Err(RoomError::RoomExists(room));
        }
        let staged = JoinBuilder::new(&self.provider, opened)
            // A member who has not renewed its keys for three months must not lock newcomers out.
            .skip_lifetime_validation()
            // What is replaced, if anything, is a room that this device was removed from.
            .replace_old_group()
            .build()
            .map_err(RoomError::mls("join the room"))?;
        for member in staged.members() {
            Identity::of(&member.credential)?;
        }
        let group = staged
            .into_group(&self.provider)
            .map_err(RoomError::mls("store the joined room"))?;
        self.rooms.insert(room.clone(), group);
        Ok(room)
    }

    /// Reads and checks another device's key package.
    pub(crate) fn read_key_package(&self, bytes: &[u8]) -> Result<KeyPackage, RoomError> {
        let malformed = || RoomError::Malformed {
            expected: "a key package",
        };
        let message = MlsMessageIn::tls_deserialize_exact_bytes(bytes).map_err(|_| malformed())?;
        let MlsMessageBodyIn::KeyPackage(unchecked) = message.extract() else {
            return Err(malformed());
        };
        let key_package = unchecked
            .validate(self.provider.crypto(), ProtocolVersion::Mls10)
            .map_err(RoomError::mls("accept the key package"))?;
        Identity::of(key_package.leaf_node().credential())?;
        Ok(key_package)
    }

    fn make_key_package(&self, last_resort: bool) -> Result<Vec<u8>, RoomError> {
        let mut builder = KeyPackage::builder();
        if last_resort {
            // A leaf lists every extension it uses (RFC 9420, section 10.1).
            let capabilities = Capabilities::builder().extensions(vec![ExtensionType::LastResort]);
            builder = builder
                .leaf_node_capabilities(capabilities.build())
                .mark_as_last_resort();
        }
        let bundle = builder
            .build(CIPHERSUITE, &self.provider, &self.signer, self.credential())
            .map_err(RoomError::mls("make a key package"))?;
        MlsMessageOut::from(bundle)
            .tls_serialize_detached()
            .map_err(RoomError::mls("write the key package"))
    }
}

/// The welcome that the bytes hold.
fn parse_welcome(bytes: &[u8]) -> Result<Welcome, RoomError> {
    let malformed = || RoomError::Malformed {
        expected: "a welcome",
    };
    let message = MlsMessageIn::tls_deserialize_exact_bytes(bytes).map_err(|_| malformed())?;
    match message.extract() {
        MlsMessageBodyIn::Welcome(welcome) => Ok(welcome),
        _ => Err(malformed()),
    }
}
