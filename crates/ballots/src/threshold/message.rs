//! Messages between holders: signed, then encrypted (specification, sections 4.6.1 and 4.6.3).

use aes_gcm::aead::consts::{U8, U13, U32};
use aes_gcm::aead::{Aead, KeyInit, Nonce};
use aes_gcm::aes::Aes256;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::check::check_message_signature;
use crate::wire::{SignedText, print, read};
use crate::{Error, Group, Making, Proof, SecretScalar, decimal, nonce};

/// The cipher of Belenios 3.3, whose nonce is a whole hash.
type Gcm = aes_gcm::AesGcm<Aes256, U32>;

/// The cipher of Belenios 2.0: 8 bytes of tag, and as much of the hash as CCM takes.
type Ccm = ccm::Ccm<Aes256, U8, U13>;

/// The name of the cipher of Belenios 3.3.
const GCM: &str = "AES-GCM";

/// A message encrypted under a holder's key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedText {
    /// The cipher; absent where Belenios 2.0 wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    algorithm: Option<String>,
    alpha: String,
    beta: String,
    data: String,
}

/// A message with the key it is meant for, so that nobody can pass it on as hers.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelText {
    recipient: String,
    message: String,
}

/// Signs a message.
pub(crate) fn sign<G: Making, R: CryptoRng + ?Sized>(
    key: &SecretScalar<G>,
    message: String,
    rng: &mut R,
) -> SignedText {
    let proof = Proof::of_secret(&format!("sigmsg|{message}|"), key, rng);
    SignedText {
        signature: proof.print(),
        message,
    }
}

/// Signs a message and encrypts it for a recipient.
pub(crate) fn send<G: Making, R: CryptoRng + ?Sized>(
    key: &SecretScalar<G>,
    recipient: &G::Element,
    message: &str,
    rng: &mut R,
) -> String {
    let mut channel = ChannelText {
        recipient: G::encode(recipient),
        message: message.to_owned(),
    };
    let mut signed = sign(key, json(&channel), rng);
    let text = Zeroizing::new(json(&signed));
    channel.message.zeroize();
    signed.message.zeroize();
    seal(key, recipient, &text, rng)
}

/// Opens a message and checks its recipient and its sender.
///
/// # Errors
/// [`Error::MessageUnreadable`] when the key does not open it, [`Error::Field`] naming `recipient`
/// when it is meant for somebody else, and [`Error::ProofRefused`] for another sender.
pub fn receive<G: Group>(
    key: &SecretScalar<G>,
    sender: &G::Element,
    text: &str,
) -> Result<Zeroizing<String>, Error> {
    let opened = open(key, text)?;
    let mut signed: SignedText = read(opened.as_bytes())?;
    let message = Zeroizing::new(std::mem::take(&mut signed.message));
    check_message_signature::<G>(sender, &message, &signed.signature)?;
    let channel: ChannelText = read(message.as_bytes())?;
    let content = Zeroizing::new(channel.message);
    let expected = G::encode(&key.public());
    if channel.recipient == expected {
        Ok(content)
    } else {
        Err(crate::election::differs(&expected, &channel.recipient).within("recipient"))
    }
}

/// Opens the decryption key that a holder sealed for herself in round 5.
///
/// # Errors
/// Those of [`receive`], and the `Number…` variants.
pub fn open_key<G: Group>(
    seed: &super::Seed,
    verification: &G::Element,
    sealed: &str,
) -> Result<SecretScalar<G>, Error> {
    /// What the message holds.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct KeyText {
        decryption_key: String,
    }
    let text = receive(&seed.opening_key::<G>(), verification, sealed)?;
    let key: KeyText = read(text.as_bytes())?;
    reduced(&Zeroizing::new(key.decryption_key))
}

/// Reads a key that may be q or more: Belenios 2.0 adds the shares up without reducing the sum.
fn reduced<G: Group>(text: &str) -> Result<SecretScalar<G>, Error> {
    let limbs: Zeroizing<[u64; 8]> = Zeroizing::new(decimal::parse(text)?);
    let mut number = Zeroizing::new([0; 64]);
    for (bytes, limb) in number.as_chunks_mut::<8>().0.iter_mut().rev().zip(*limbs) {
        *bytes = limb.to_be_bytes();
    }
    Ok(SecretScalar::from_wide(&number))
}

/// Encrypts under a key: an ElGamal encapsulation of a random element, then AES-GCM.
///
/// The sender's key is hashed into what is drawn, as into the nonces of proofs.
fn seal<G: Making, R: CryptoRng + ?Sized>(
    sender: &SecretScalar<G>,
    recipient: &G::Element,
    message: &str,
    rng: &mut R,
) -> String {
    let r = nonce::hedged(rng, sender, &Zeroizing::new(format!("mask|{message}")));
    let shared = nonce::hedged(rng, sender, &Zeroizing::new(format!("shared|{message}"))).public();
    let alpha = G::encode(&r.public());
    let beta = G::add(&G::multiply(recipient, r.expose()), &shared);
    let (key, nonce) = keys(&Zeroizing::new(G::encode(&shared)), &alpha);
    let data = Gcm::new((&*key).into())
        .encrypt(&Nonce::<Gcm>::from(nonce), message.as_bytes())
        .expect("a message of some kilobytes fits AES-GCM");
    json(&SealedText {
        algorithm: Some(GCM.to_owned()),
        alpha,
        beta: G::encode(&beta),
        data: hexadecimal(&data),
    })
}

/// Decrypts with a key, in either cipher.
fn open<G: Group>(key: &SecretScalar<G>, text: &str) -> Result<Zeroizing<String>, Error> {
    let sealed: SealedText = read(text.as_bytes())?;
    let alpha = G::decode(&sealed.alpha).map_err(|cause| cause.within("alpha"))?;
    let beta = G::decode(&sealed.beta).map_err(|cause| cause.within("beta"))?;
    let shared = G::add(&beta, &G::negate(&G::multiply(&alpha, key.expose())));
    let (key, nonce) = keys(&Zeroizing::new(G::encode(&shared)), &sealed.alpha);
    let data = bytes_of(&sealed.data).ok_or(Error::MessageUnreadable)?;
    let opened = match sealed.algorithm.as_deref() {
        Some(GCM) => Gcm::new((&*key).into()).decrypt(&Nonce::<Gcm>::from(nonce), data.as_slice()),
        None => {
            let nonce: [u8; 13] = std::array::from_fn(|at| nonce[at]);
            Ccm::new((&*key).into()).decrypt(&Nonce::<Ccm>::from(nonce), data.as_slice())
        }
        Some(_) => return Err(Error::MessageUnreadable),
    };
    let opened = Zeroizing::new(opened.map_err(|_| Error::MessageUnreadable)?);
    let text = std::str::from_utf8(&opened).map_err(|_| Error::MessageUnreadable)?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// The key and the nonce that belong to an encapsulation.
fn keys(shared: &str, alpha: &str) -> (Zeroizing<[u8; 32]>, [u8; 32]) {
    let hash = |prefix: &str, text: &str| -> [u8; 32] {
        Sha256::new()
            .chain_update(prefix)
            .chain_update(text)
            .finalize()
            .into()
    };
    (Zeroizing::new(hash("key|", shared)), hash("iv|", alpha))
}

/// Prints a record as a string.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    String::from_utf8(print(value)).expect("JSON is UTF-8")
}

/// Bytes in lower-case hexadecimal.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of lower-case hexadecimal digits.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let digit = |character: u8| match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let byte = |[high, low]: &[u8; 2]| Some(digit(*high)? << 4 | digit(*low)?);
    pairs.iter().map(byte).collect()
}
