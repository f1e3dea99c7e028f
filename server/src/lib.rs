//! The palier binary: HTTP, configuration, command line. A library too, so that tests and
//! benchmarks start the real thing.

pub mod agenda;
pub mod assets;
pub mod cli;
pub mod command;
pub mod config;
pub mod demo;
pub mod holder_page;
pub mod hosted_booth;
pub mod instance;
pub mod jobs;
pub mod mail;
pub mod metrics;
pub mod only;
pub mod reference;
pub mod serve;
