//! The bytes that each step adds to an archive.

use crate::archive::Writer;
use crate::check::CheckedBallot;
use crate::election::differs;
use crate::make::CastBallot;
use crate::wire::{
    EventType, OwnedText, PartialDecryptionText, ResultText, SetupText, name_of, print,
};
use crate::{Error, Group, PublicCredentials};

/// The two records of an encrypted tally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptedTally {
    /// The ciphertexts.
    pub tally: Vec<u8>,
    /// How many ballots there are in them, and of which weight.
    pub sized: Vec<u8>,
}

/// The setup: election, trustees and credentials.
///
/// # Errors
/// Those of the [`Writer`].
pub fn setup(
    writer: &mut Writer,
    election: &[u8],
    trustees: &[u8],
    credentials: &PublicCredentials,
) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut data = |body: &[u8]| {
        let (added, name) = writer.data(body)?;
        bytes.extend(added);
        Ok::<_, Error>(name)
    };
    let setup = SetupText {
        election: data(election)?,
        trustees: data(trustees)?,
        credentials: data(&print(&credentials.entries()))?,
    };
    let payload = data(&print(&setup))?;
    bytes.extend(writer.event(EventType::Setup, Some(payload))?);
    Ok(bytes)
}

/// A ballot that was accepted.
///
/// # Errors
/// Those of the [`Writer`].
pub fn ballot(writer: &mut Writer, ballot: &CastBallot) -> Result<Vec<u8>, Error> {
    with_payload(writer, EventType::Ballot, &[ballot.bytes()])
}

/// A ballot that came as bytes and was checked.
///
/// # Errors
/// [`Error::Differs`] when it was another ballot that was checked, and those of the [`Writer`].
pub fn checked_ballot<G: Group>(
    writer: &mut Writer,
    bytes: &[u8],
    checked: &CheckedBallot<G>,
) -> Result<Vec<u8>, Error> {
    let tracking_number = G::fingerprint(bytes);
    if tracking_number != checked.tracking_number {
        return Err(differs(&checked.tracking_number, &tracking_number));
    }
    with_payload(writer, EventType::Ballot, &[bytes])
}

/// The end of the vote.
///
/// # Errors
/// Those of the [`Writer`].
pub fn end_of_ballots(writer: &mut Writer) -> Result<Vec<u8>, Error> {
    writer.event(EventType::EndBallots, None)
}

/// The encrypted tally.
///
/// # Errors
/// Those of the [`Writer`].
pub fn encrypted_tally(writer: &mut Writer, records: &EncryptedTally) -> Result<Vec<u8>, Error> {
    let bodies = [records.tally.as_slice(), records.sized.as_slice()];
    with_payload(writer, EventType::EncryptedTally, &bodies)
}

/// What one trustee decrypted, with its number from 1 through all parts.
///
/// # Errors
/// Those of the [`Writer`].
pub fn partial_decryption(
    writer: &mut Writer,
    owner: u64,
    text: &PartialDecryptionText,
) -> Result<Vec<u8>, Error> {
    let body = print(text);
    let owned = OwnedText {
        owner,
        payload: record_name(&body),
    };
    with_payload(
        writer,
        EventType::PartialDecryption,
        &[&body, &print(&owned)],
    )
}

/// The result.
///
/// # Errors
/// Those of the [`Writer`].
pub fn result(writer: &mut Writer, text: &ResultText) -> Result<Vec<u8>, Error> {
    with_payload(writer, EventType::Result, &[&print(text)])
}

/// The name by which other records refer to one.
pub(super) fn record_name(body: &[u8]) -> String {
    name_of(body)
}

/// Data records and the event whose payload is the last of them.
fn with_payload(writer: &mut Writer, event: EventType, bodies: &[&[u8]]) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut payload = None;
    for body in bodies {
        let (added, name) = writer.data(body)?;
        bytes.extend(added);
        payload = Some(name);
    }
    bytes.extend(writer.event(event, payload)?);
    Ok(bytes)
}
