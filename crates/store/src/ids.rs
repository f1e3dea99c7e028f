//! New identifiers and random bytes.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

/// An identifier that sorts by age, for ordinary things.
#[must_use]
pub fn new_v7(now: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &random()).into_uuid()
}

/// An identifier that tells nothing, for what must not be linkable.
#[must_use]
pub fn new_v4() -> Uuid {
    Builder::from_random_bytes(random()).into_uuid()
}

/// Random bytes from the operating system.
///
/// # Panics
/// When the operating system has none to give: nothing safe can be done then.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// The characters of an election's handle: no two of them look alike.
const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// A handle for an election: 14 characters, which its archive and its addresses bear.
#[must_use]
pub fn new_handle() -> String {
    let mut handle = String::with_capacity(14);
    while handle.len() < 14 {
        // Six bits; what falls outside of the alphabet is thrown away, so that none is favoured.
        let [byte] = random::<1>();
        if let Some(character) = BASE58.get(usize::from(byte & 0x3F)) {
            handle.push(char::from(*character));
        }
    }
    handle
}
