//! The adoption of a version by the colleges: each decides for itself, and all must adopt.
//!
//! The rules stand before the text opens. What is voted is a hash: the manifest of the version. A
//! ballot without its quorum decides nothing, and the college votes again. A college that refuses
//! says which clauses and why; only these reopen.
//!
//! ```mermaid
//! stateDiagram-v2
//!     waiting --> adopted
//!     waiting --> no_quorum
//!     no_quorum --> adopted
//!     no_quorum --> rejected
//!     waiting --> rejected
//!     rejected --> refused: clauses and reasons
//!     no_quorum --> refused: clauses and reasons
//! ```

pub mod ballot;
pub mod cells;
pub mod outcome;
pub mod reopened;
pub mod rules;
pub mod task;
