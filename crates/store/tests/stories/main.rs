//! What the store must hold to, each story on both engines.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on fails there")]

#[path = "../support/mod.rs"]
mod support;

mod account;
mod activation;
mod adoption;
mod adoption_told;
mod agenda;
mod amendment;
mod amendment_course;
mod amendment_table;
mod appeal;
mod association;
mod backup;
mod ballot_box;
mod ballot_box_place;
mod ballot_box_traces;
mod candidate_list;
mod closing;
mod collective_agreement;
mod collective_agreement_paper;
mod comment;
mod comment_page;
mod commitment;
mod consultation;
mod contributor;
mod database;
mod decision;
mod decision_review;
mod decision_votes;
mod election;
mod electoral_roll;
mod entry;
mod envelopes;
mod guess;
mod hidden_words;
mod instance;
mod job;
mod journal;
mod landlord;
mod letter;
mod list_papers;
mod lost_letter;
mod mail;
mod migrations;
mod moderation;
mod my_data;
mod paper_count;
mod people;
mod record;
mod refused;
mod roll;
mod roll_closing;
mod sealing;
mod search;
mod session;
mod sign_in_link;
mod standing;
mod text;
mod upload;
