//! The journal: how an act is digested and how entries are chained, so that a change is seen.
//!
//! An entry holds no data, only a salted digest of it: erase the salt with the data and the chain
//! still holds, while the data can no longer be guessed from the digest. Each entry's hash covers
//! the one before it, so that none can be changed, removed or moved unseen.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Keeps these hashes apart from any other use of SHA-256, and names the format.
const DOMAIN: &[u8] = b"palier-journal-1";

/// What stands before the first entry of a chain.
pub const GENESIS: [u8; 32] = [0; 32];

/// What an entry's hash covers, besides the entry before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// Name of the chain: "instance", "landlord:" or "text:" and an id.
    pub chain: &'a str,
    /// Place in the chain, from 1.
    pub seq: i64,
    /// When; microseconds count, anything finer does not.
    pub at: DateTime<Utc>,
    /// What was done.
    pub act: &'a str,
    /// To what, where there is one thing.
    pub object: Option<Uuid>,
    /// Salted digest of the act's data.
    pub digest: [u8; 32],
}

/// One text for one JSON value: keys sorted, no spaces.
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write_canonical(value, &mut text);
    text
}

fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Array(values) => {
            out.push('[');
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_canonical(value, out);
            }
            out.push(']');
        }
        // Sorted here: the map keeps its order or not as serde_json's features say, and features
        // are unified over the whole build.
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (at, (key, value)) in fields.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write_canonical(value, out);
            }
            out.push('}');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

/// SHA-256 of the salt, then of the data's canonical text.
#[must_use]
pub fn digest(salt: &[u8], data: &Value) -> [u8; 32] {
    Sha256::new()
        .chain_update(salt)
        .chain_update(canonical(data))
        .finalize()
        .into()
}

/// The hash of an entry: what the next one is chained to.
#[must_use]
pub fn entry_hash(prev: &[u8; 32], link: &Link<'_>) -> [u8; 32] {
    let seq = link.seq.to_be_bytes();
    let at = link.at.timestamp_micros().to_be_bytes();
    let object = link.object.map(Uuid::into_bytes);
    let fields: [&[u8]; 8] = [
        DOMAIN,
        prev,
        link.chain.as_bytes(),
        &seq,
        &at,
        link.act.as_bytes(),
        object.as_ref().map_or(&[], |id| id),
        &link.digest,
    ];
    // Each field after its length: no two different entries give the same bytes.
    let mut hash = Sha256::new();
    for field in fields {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn link() -> Link<'static> {
        Link {
            chain: "instance",
            seq: 7,
            at: DateTime::from_timestamp_micros(1_922_000_000_123_456).unwrap(),
            act: "landlord.added",
            object: Some(Uuid::from_u128(5)),
            digest: [9; 32],
        }
    }

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let value = json!({"b": [1, {"z": null, "a": "é\"\n"}], "a": true, "B": 0.5});
        assert_eq!(
            canonical(&value),
            r#"{"B":0.5,"a":true,"b":[1,{"a":"é\"\n","z":null}]}"#
        );
    }

    #[test]
    fn a_digest_changes_with_the_salt_and_with_the_data() {
        let data = json!({"name": "Claire"});
        assert_ne!(digest(b"salt", &data), digest(b"tlas", &data));
        assert_ne!(
            digest(b"salt", &data),
            digest(b"salt", &json!({"name": "claire"}))
        );
    }

    #[test]
    fn every_field_of_an_entry_counts() {
        let hash = entry_hash(&GENESIS, &link());
        let others = [
            Link {
                chain: "instances",
                ..link()
            },
            Link { seq: 8, ..link() },
            Link {
                at: link().at + chrono::TimeDelta::microseconds(1),
                ..link()
            },
            Link {
                act: "landlord.adde",
                ..link()
            },
            Link {
                object: None,
                ..link()
            },
            Link {
                digest: [8; 32],
                ..link()
            },
            Link {
                chain: "instancel",
                act: "andlord.added",
                ..link()
            },
        ];
        for other in others {
            assert_ne!(entry_hash(&GENESIS, &other), hash, "{other:?}");
        }
        assert_ne!(entry_hash(&[1; 32], &link()), hash);
    }

    /// Frozen: journals written by one release are verified by all later ones.
    #[test]
    fn hashes_never_change_from_one_release_to_the_next() {
        let data = json!({"b": 1, "a": "é"});
        assert_eq!(
            hex(&digest(b"salt", &data)),
            "2bf2a6667fa70100198843ef81737c6528567d81128c7661d5ccca91c11cf85f"
        );
        assert_eq!(
            hex(&entry_hash(&GENESIS, &link())),
            "2ec3c3aef310299fd5c47e793b8716069f9146a6d75a5b58ae648362f90b3258"
        );
    }

    fn hex(bytes: &[u8]) -> String {
        use std::fmt::Write;
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
    }
}
