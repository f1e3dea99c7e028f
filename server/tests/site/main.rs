//! The real router on a free port, asked by typed clients.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod about;
mod activation;
mod admin;
mod candidate_lists;
mod command_line;
mod command_line_backup;
mod command_line_bodies;
mod command_line_election;
mod comments;
mod consultation;
mod election_roll;
mod election_sealing;
mod entries;
mod figures;
mod forms;
mod house_rules;
mod jobs;
mod languages;
mod letters;
mod links;
mod mail;
mod moderation;
mod moderation_told;
mod my_data;
mod privacy;
mod roll_page;
mod routes;
mod security;
mod signing_in;
mod support;
mod texts;
mod voting;
mod voting_clock;
mod voting_reach;
mod voting_traces;
