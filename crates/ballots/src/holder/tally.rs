//! At the election: whether a key is one of its keys, and decrypting the tally.

use rand_core::CryptoRng;
use serde::Serialize;

use super::in_group;
use super::key::{KeyFile, Secret};
use super::server::certs_fingerprint;
use crate::conduct::{
    CollegesText, Decrypted, Verified, decrypt_colleges, decrypt_verified, owner,
};
use crate::threshold::{Certificates, json};
use crate::wire::{PartialDecryptionText, PedersenText, TrusteeText};
use crate::{Error, Group, Making};

/// What a verified archive says about a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The version of this record.
    pub format: u64,
    /// The identifier of the election.
    pub uuid: String,
    /// Its title.
    pub name: String,
    /// The last event of its archive.
    pub stage: String,
    /// The number of the holder, from 1 through all parts of the trustees.
    pub owner: u64,
    /// How many holders there are in all.
    pub holders: u64,
    /// How many of the holder's part must decrypt; 1 of 1 for a single holder.
    pub threshold: u64,
    /// How many holders her part has.
    pub size: u64,
    /// The fingerprint of the certificates of her part, when it is a threshold part.
    pub certificates: Option<String>,
    /// Whether this key decrypts; the seed of the rounds does not.
    pub decrypts: bool,
    /// The name of the tally's record, once the ballots were added up.
    pub tally: Option<String>,
}

/// What a holder gives back, and what she must remember before she does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decryption {
    /// The JSON to send: `{"owner":n,"decryption":{..}}`.
    pub text: String,
    /// The identifier of the election.
    pub uuid: String,
    /// The name of the tally: no other one of this election may be decrypted from now on.
    pub tally: String,
    /// The number of the holder.
    pub owner: u64,
}

/// The JSON of a partial decryption with the number of its holder.
#[derive(Serialize)]
struct DecryptionText<'a> {
    owner: u64,
    decryption: &'a PartialDecryptionText,
    /// Those of the sums by college, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    colleges: Option<Vec<PartialDecryptionText>>,
}

/// Says whether a key is one of the election's, and as which number.
///
/// # Errors
/// [`Error::NotAHolder`], [`Error::KeyGroup`], and [`Error::OtherCertificates`] when the election's
/// part was made with other certificates than those that the key's holder checked.
pub fn check(archive: &Verified, key: &KeyFile) -> Result<Standing, Error> {
    in_group!(key.group(), G => standing::<G>(archive, key))
}

fn standing<G: Making>(archive: &Verified, key: &KeyFile) -> Result<Standing, Error> {
    let owner = match &key.secret {
        Secret::Seed(..) => seed_owner::<G>(archive, key)?,
        _ => {
            let (secret, certificates) = key.decryption_key::<G>()?;
            let owner = owner::<G>(archive, &secret.public())?;
            same_certificates(archive, owner, certificates)?;
            owner
        }
    };
    let part = part(archive, owner).and_then(|part| match part {
        TrusteeText::Pedersen(text) => Some(text),
        TrusteeText::Single(_) => None,
    });
    Ok(Standing {
        format: 1,
        uuid: archive.uuid.clone(),
        name: archive.name.clone(),
        stage: archive.stage.to_string(),
        owner,
        holders: archive.trustees.iter().map(holders).sum(),
        threshold: part.map_or(1, |text| text.threshold),
        size: part.map_or(1, size),
        certificates: part.map(|text| certs_fingerprint(&text.certs)),
        decrypts: !matches!(key.secret, Secret::Seed(..)),
        tally: archive.tally.as_ref().map(|(name, _)| name.clone()),
    })
}

/// Decrypts the tally of a verified archive.
///
/// `before` is the tally of this election that the holder decrypted earlier, if any. Whoever calls
/// must keep [`Decryption::tally`] for good before the text leaves the machine.
///
/// # Errors
/// Those of [`check`], [`Error::KeyKind`] for a seed, [`Error::NoTally`] and [`Error::OtherTally`].
pub fn decrypt<R: CryptoRng + ?Sized>(
    archive: &Verified,
    key: &KeyFile,
    before: Option<&str>,
    rng: &mut R,
) -> Result<Decryption, Error> {
    let (name, _) = archive.tally.as_ref().ok_or(Error::NoTally)?;
    // She decrypted this very tally with its colleges: that is remembered, and the whole given again.
    let divided = before.filter(|before| before.starts_with(&format!("{name}|")));
    let asked = if divided.is_some() { None } else { before };
    let made = in_group!(key.group(), G => decrypt_in::<G, R>(archive, key, asked, rng))?;
    let tally = divided.map_or_else(|| made.tally.clone(), str::to_owned);
    Ok(given(archive, &made, tally, None))
}

/// Decrypts the tally of a verified archive, and the sum of each of its colleges beside it.
///
/// The division must be the one whose hash stands in the sealed record, and what the holder remembers
/// names it too: whoever got the sums of two divisions decrypted would learn those of smaller groups.
///
/// # Errors
/// Those of [`decrypt`], and [`Error::Colleges`].
pub fn decrypt_with_colleges<R: CryptoRng + ?Sized>(
    archive: &Verified,
    key: &KeyFile,
    colleges: &CollegesText,
    before: Option<&str>,
    rng: &mut R,
) -> Result<Decryption, Error> {
    let (name, _) = archive.tally.as_ref().ok_or(Error::NoTally)?;
    if !archive.description.contains(&colleges.name()) {
        return Err(Error::Colleges {
            reason: "it is not the division that was sealed before the vote",
        });
    }
    let tally = format!("{name}|{}", colleges.name());
    // Of the whole alone no division was given out yet.
    if before.is_some_and(|before| before != tally && before != name) {
        return Err(Error::OtherTally);
    }
    let (made, sums) = in_group!(key.group(), G => {
        let made = decrypt_in::<G, R>(archive, key, None, rng)?;
        let (secret, _) = key.decryption_key::<G>()?;
        Ok((made, decrypt_colleges(archive, &secret, colleges, rng)?))
    })?;
    Ok(given(archive, &made, tally, Some(sums)))
}

fn given(
    archive: &Verified,
    made: &Decrypted,
    tally: String,
    colleges: Option<Vec<PartialDecryptionText>>,
) -> Decryption {
    let text = DecryptionText {
        owner: made.owner,
        decryption: &made.text,
        colleges,
    };
    Decryption {
        text: json(&text),
        uuid: archive.uuid.clone(),
        owner: made.owner,
        tally,
    }
}

fn decrypt_in<G: Making, R: CryptoRng + ?Sized>(
    archive: &Verified,
    key: &KeyFile,
    before: Option<&str>,
    rng: &mut R,
) -> Result<Decrypted, Error> {
    let (secret, certificates) = key.decryption_key::<G>()?;
    let owner = owner::<G>(archive, &secret.public())?;
    same_certificates(archive, owner, certificates)?;
    decrypt_verified(archive, &secret, before, rng)
}

/// The number of the holder of a seed.
fn seed_owner<G: Group>(archive: &Verified, key: &KeyFile) -> Result<u64, Error> {
    if archive.group != G::NAME {
        return Err(Error::KeyGroup {
            key: G::NAME.to_owned(),
            election: archive.group.clone(),
        });
    }
    let (_, seed) = key.seed()?;
    let mut before = 0;
    for part in &archive.trustees {
        if let TrusteeText::Pedersen(text) = part {
            let checked = Certificates::<G>::check(text.certs.clone(), text.threshold)?;
            if let Ok(holder) = checked.holder(seed) {
                let holder = u64::try_from(holder).unwrap_or(u64::MAX);
                return Ok(holder.saturating_add(before + 1));
            }
        }
        before += holders(part);
    }
    Err(Error::NotAHolder)
}

/// Refuses a part that was made with other certificates than the holder of a share checked.
fn same_certificates(archive: &Verified, owner: u64, expected: Option<&str>) -> Result<(), Error> {
    let Some(expected) = expected else {
        return Ok(());
    };
    match part(archive, owner) {
        Some(TrusteeText::Pedersen(text)) if certs_fingerprint(&text.certs) == expected => Ok(()),
        _ => Err(Error::OtherCertificates),
    }
}

/// The part of the trustees that a holder belongs to.
fn part(archive: &Verified, owner: u64) -> Option<&TrusteeText> {
    let mut last = 0;
    archive.trustees.iter().find(|part| {
        last += holders(part);
        owner <= last
    })
}

/// How many holders a part has.
fn holders(part: &TrusteeText) -> u64 {
    match part {
        TrusteeText::Single(_) => 1,
        TrusteeText::Pedersen(text) => size(text),
    }
}

fn size(text: &PedersenText) -> u64 {
    u64::try_from(text.verification_keys.len()).unwrap_or(u64::MAX)
}
