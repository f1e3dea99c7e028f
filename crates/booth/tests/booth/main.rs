//! The messages of the booth, without a browser.

mod holders;
mod support;
mod voters;
