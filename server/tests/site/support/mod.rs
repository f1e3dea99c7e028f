//! A house with landlords, charters and tenants, and people who ring at its door.

pub mod adopted;
pub mod builders;
pub mod client;
pub mod counted;
#[path = "../../support/electorate.rs"]
pub mod electorate;
pub mod house;
pub mod scene;
#[path = "../../support/sink.rs"]
pub mod sink;

pub use client::Client;
pub use house::House;
