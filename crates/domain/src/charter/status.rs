//! Where a text, and a version of it, stands.

use serde::{Deserialize, Serialize};

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// Charte des droits et devoirs.
    Charter,
    /// Avis citoyen.
    Opinion,
    /// Minutes of a meeting.
    Minutes,
}

/// Who may read a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody.
    Public,
    /// The landlord's tenants, staff, officers and associations; for others it does not exist.
    Members,
}

/// The states of a version of a text.
///
/// ```mermaid
/// stateDiagram-v2
///     draft --> open
///     open --> frozen
///     frozen --> voting
///     voting --> consolidating
///     consolidating --> submitted
///     submitted --> adopted
///     submitted --> returned
///     open --> superseded
///     consolidating --> superseded
///     adopted --> superseded
///     returned --> superseded
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum VersionStatus {
    /// Being written, shown to nobody else.
    Draft,
    /// Published: comments and amendments are taken.
    Open,
    /// No new amendments; recommendations only.
    Frozen,
    /// Amendments are voted.
    Voting,
    /// The public merge draft.
    Consolidating,
    /// Before the colleges.
    Submitted,
    /// Adopted by the colleges.
    Adopted,
    /// Refused by a college: its clauses reopen.
    Returned,
    /// A later version took its place.
    Superseded,
}
