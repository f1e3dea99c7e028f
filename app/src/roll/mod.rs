//! The roll, brought by the landlord's staff as a file: sent, read by a job, reported on.

pub mod columns;
pub mod desk;
pub mod job;
pub mod one;
pub mod reason;
pub mod report;
pub mod send;

use palier_domain::account::role::Role;

/// Who brings a roll.
pub const ROLES: &[Role] = &[Role::LandlordStaff];

/// The most that a file may have, in bytes: some 200,000 lines.
pub const MOST: usize = 32 * 1024 * 1024;

/// The most that is read of a request, so that a file that is too large gets its page.
pub const READ: usize = 4 * MOST;

/// Days for which a file waits for its job, or for somebody to confirm.
pub const KEPT_DAYS: i64 = 7;

/// Days for which a report of bad lines is kept: it quotes them.
pub const REPORT_DAYS: i64 = 30;
