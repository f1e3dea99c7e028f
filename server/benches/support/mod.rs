//! What the benchmark is made of.

pub mod amend;
pub mod around;
pub mod fill;
pub mod load;
pub mod process;
#[expect(
    dead_code,
    reason = "tests look into what it took, a measure only counts"
)]
#[path = "../../tests/support/sink.rs"]
pub mod sink;
