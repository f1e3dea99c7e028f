//! What an adopted text commits to: drawn from its clauses, followed until it is kept.
//!
//! ```mermaid
//! stateDiagram-v2
//!     planned --> under_way
//!     planned --> kept: evidence
//!     under_way --> kept: evidence
//!     kept --> under_way: reason
//!     planned --> given_up: reason
//!     under_way --> given_up: reason
//!     given_up --> under_way: reason
//! ```
//!
//! Late is no state: it follows from the due date and the day.

pub mod drawn;
pub mod state;
