//! A house with landlords, charters and tenants, and people who ring at its door.

pub mod builders;
pub mod client;
pub mod house;
#[path = "../../support/sink.rs"]
pub mod sink;

pub use client::Client;
pub use house::House;
