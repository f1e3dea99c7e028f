//! What the worker's JavaScript calls.

use getrandom::SysRng;
use rand_core::UnwrapErr;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::Desk;

/// A desk with the browser's generator; without randomness it stops.
#[wasm_bindgen]
pub struct Booth(Desk<UnwrapErr<SysRng>>);

#[wasm_bindgen]
impl Booth {
    /// A booth that knows nothing yet.
    #[wasm_bindgen(constructor)]
    #[expect(
        clippy::new_without_default,
        reason = "only JavaScript makes one, by `new`"
    )]
    pub fn new() -> Self {
        Self(Desk::new(UnwrapErr(SysRng)))
    }

    /// Answers a message; an archive comes as bytes beside it.
    pub fn answer(&mut self, message: String, bytes: &[u8]) -> String {
        self.0.answer(message, bytes)
    }
}
