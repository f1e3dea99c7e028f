//! What comes to life in the browser; every page is complete without it.

pub mod listen;
pub mod typing;

/// Called by the loader once the bundle is there.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
