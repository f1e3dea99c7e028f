//! The promise: the server's signature that a ballot was taken.
//!
//! Standard Ed25519 (RFC 8032) over `palier|promise|1|HANDLE|TRACKING|HEAD`, where HEAD is the head
//! of the board when the ballot was taken. A ballot that is not in the next publication under that
//! head is provably missing. The signature is deterministic: the same ballot has the same promise.

use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};

/// Signs the promises of one election.
pub struct PromiseKey(SigningKey);

/// What a voter keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// 1.
    pub format: u8,
    /// The election's identifier.
    pub election: String,
    /// The ballot's tracking number.
    pub tracking: String,
    /// The head of the board when the ballot was taken, in hexadecimal.
    pub head: String,
    /// The signature, 128 hexadecimal digits.
    pub signature: String,
}

impl PromiseKey {
    /// The key of a secret made at sealing; none when it has not 32 bytes.
    #[must_use]
    pub fn of(secret: &[u8]) -> Option<Self> {
        let secret: [u8; 32] = secret.try_into().ok()?;
        Some(Self(SigningKey::from_bytes(&secret)))
    }

    /// The public key that promises are checked with, 64 hexadecimal digits as RFC 8032 orders them.
    #[must_use]
    pub fn public(&self) -> String {
        hex::encode(self.0.verifying_key().to_bytes())
    }

    /// Promises a ballot.
    #[must_use]
    pub fn promise(&self, election: &str, tracking: &str, head: &str) -> Promise {
        let said = format!("palier|promise|1|{election}|{tracking}|{head}");
        Promise {
            format: 1,
            election: election.to_owned(),
            tracking: tracking.to_owned(),
            head: head.to_owned(),
            signature: self.sign(&said),
        }
    }

    /// That codes which make this tag were accepted before closing.
    #[must_use]
    pub fn pass(&self, election: &str, tag: &[u8; 32]) -> String {
        let tag = hex::encode(tag);
        self.sign(&format!("palier|pass|1|{election}|{tag}"))
    }

    fn sign(&self, said: &str) -> String {
        hex::encode(self.0.sign(said.as_bytes()).to_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};

    #[test]
    fn a_promise_is_checked_with_the_public_key_alone() {
        let key = PromiseKey::of(&[7; 32]).unwrap();
        let promise = key.promise("BbGQ2n8QqP5bjx", "T", "aa");
        let public: [u8; 32] = hex::decode(key.public()).unwrap().try_into().unwrap();
        let signature = hex::decode(&promise.signature).unwrap();
        let signature = Signature::from_slice(&signature).unwrap();
        let public = VerifyingKey::from_bytes(&public).unwrap();
        let said = |head| format!("palier|promise|1|BbGQ2n8QqP5bjx|T|{head}");
        assert!(public.verify(said("aa").as_bytes(), &signature).is_ok());
        assert!(public.verify(said("ab").as_bytes(), &signature).is_err());
        assert_eq!(promise, key.promise("BbGQ2n8QqP5bjx", "T", "aa"));
    }

    /// RFC 8032, section 7.1, test 1.
    #[test]
    fn keys_are_those_of_the_standard() {
        let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let key = PromiseKey::of(&hex::decode(secret).unwrap()).unwrap();
        assert_eq!(
            key.public(),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
    }
}
