//! The charter at the landlord's desk: its versions, and the dates of its discussion.

pub mod dates;
pub mod draft;
pub mod page;
pub mod publish;

/// The longest text that may be sent, in bytes: a charter many times over.
pub const MOST: usize = 1024 * 1024;

/// Who publishes: the landlord, after what was agreed with the associations.
pub const ROLES: &[palier_domain::account::role::Role] =
    &[palier_domain::account::role::Role::LandlordStaff];
