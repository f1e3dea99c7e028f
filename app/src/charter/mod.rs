//! The charter, read and discussed.

pub mod acts;
pub mod article;
pub mod clause;
pub mod contribute;
pub mod correct;
pub mod desk;
pub mod face;
pub mod kept;
pub mod load;
pub mod print;
pub mod reading;
pub mod support;
pub mod thread;
pub mod version;
pub mod write;
