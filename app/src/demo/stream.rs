//! What a demonstration takes for chance: hashes of a name and a counter, so that its letters can
//! be written again. Nothing here is secret, and no real instance has it.

use rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;

/// A generator that gives the same for the same name.
#[derive(Debug)]
pub struct Stream {
    name: String,
    counter: u64,
}

impl Stream {
    /// The generator of a name.
    #[must_use]
    pub fn of(name: String) -> Self {
        Self { name, counter: 0 }
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        for chunk in to.chunks_mut(32) {
            let text = format!("palier demo|{}|{}", self.name, self.counter);
            chunk.copy_from_slice(&Sha256::digest(text)[..chunk.len()]);
            self.counter += 1;
        }
        Ok(())
    }
}

impl TryCryptoRng for Stream {}
