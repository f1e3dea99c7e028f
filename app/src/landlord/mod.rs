//! The front doors: the instance's, and each landlord's.

pub mod contact;
pub mod desk;
pub mod home;
pub mod index;
pub mod load;
