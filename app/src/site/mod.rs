//! What every page and form shares: the request's context, the one list of routes, errors, forms
//! that lose nothing, security, and the HTML shell.

pub mod access;
pub mod assets;
pub mod context;
pub mod cookies;
pub mod csv;
pub mod dates;
pub mod error;
pub mod forms;
pub mod guess;
pub mod health;
pub mod locale;
pub mod metrics;
pub mod origin;
pub mod problem;
pub mod received;
pub mod robots;
pub mod routes;
pub mod secret;
pub mod security;
pub mod serve;
pub mod shell;
pub mod state;
