//! What people see and do.
//!
//! Pages are complete HTML made on the server (`ssr`); an island comes to life in the browser
//! (`hydrate`) only where hands are needed. Each capability has its folder: the pages, the forms
//! they send, and nothing of rules (`palier-domain`) or SQL (`palier-store`).

pub mod i18n;
pub mod islands;

#[cfg(feature = "ssr")]
pub mod about;
#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
pub mod admin;
#[cfg(feature = "ssr")]
pub mod adopted;
#[cfg(feature = "ssr")]
pub mod adoption;
#[cfg(feature = "ssr")]
pub mod agreement;
#[cfg(feature = "ssr")]
pub mod amendment;
#[cfg(feature = "ssr")]
pub mod charter;
#[cfg(feature = "ssr")]
pub mod commitment;
#[cfg(feature = "ssr")]
pub mod consultation;
#[cfg(feature = "ssr")]
pub mod demo;
#[cfg(feature = "ssr")]
pub mod election;
#[cfg(feature = "ssr")]
pub mod entry;
#[cfg(feature = "ssr")]
pub mod landlord;
#[cfg(feature = "ssr")]
pub mod letters;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod moderation;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod people;
#[cfg(feature = "ssr")]
pub mod process;
#[cfg(feature = "ssr")]
pub mod roll;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
pub mod site;
