//! All SQL of Palier: one text, run by SQLite or by PostgreSQL.
//!
//! Reads take [`&Db`](Db), writes take [`&mut Tx`](Tx) and land together on [`Tx::commit`]. What
//! decides something appends to the [`journal`] in the same transaction. Nothing here reads a
//! clock: callers bring the instant. Every instant must come from a [`Clock`], because PostgreSQL
//! keeps microseconds and no more.

mod batch;
mod clock;
mod db;
mod dispatch;
mod error;
mod quality;

pub mod account;
pub mod activation;
pub mod adoption;
pub mod agenda;
pub mod amendment;
pub mod appeal;
pub mod association;
pub mod backup;
pub mod ballot_box;
pub mod candidate_list;
pub mod collective_agreement;
pub mod comment;
pub mod commitment;
pub mod consultation;
pub mod contributor;
pub mod decision;
pub mod device;
pub mod election;
pub mod entry;
pub mod estate;
pub mod guess;
pub mod ids;
pub mod instance;
pub mod job;
pub mod journal;
pub mod landlord;
pub mod landlord_contact;
pub mod letter;
pub mod mail;
pub mod moderation;
pub mod my_data;
pub mod national_body;
pub mod notice;
pub mod overview;
pub mod people;
pub mod provenance;
pub mod publisher;
pub mod refused;
pub mod report;
pub mod roll;
pub mod search;
pub mod session;
pub mod sign_in_link;
pub mod standing;
pub mod territory;
pub mod text;
pub mod upload;

pub use clock::Clock;
pub use db::{Db, Engine, SqlitePools, Tx};
pub use error::{StoreError, Taken};
