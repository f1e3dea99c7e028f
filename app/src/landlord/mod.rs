//! The front doors: the instance's, and each landlord's.

pub mod home;
pub mod index;
pub mod load;
