//! Moderation: a report on a listed ground, a decision with a public reason, an appeal.
//!
//! What follows regulation (EU) 2022/2065 on digital services: anybody may report, without an
//! account (article 16); whoever is restricted gets a clear statement of reasons and of her ways to
//! contest it (article 17); she may complain for at least six months, free of charge (article 20).
//! That another person decides the appeal, and that the landlord decides neither, are rules of this
//! house: the landlord hosts the discussion and is a party to it.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Reported: report
//!     Reported --> Kept: decide
//!     Reported --> Hidden: decide
//!     Hidden --> Appealed: appeal, within six months
//!     Appealed --> Upheld: settle, by another
//!     Appealed --> Reversed: settle, by another
//!     Kept --> Reported: a new report
//!     Reversed --> Reported: a new report
//! ```

pub mod decider;
pub mod ground;
pub mod lifecycle;
pub mod words;
