//! The messages of the booth, without a browser.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod holders;
mod support;
mod voters;
