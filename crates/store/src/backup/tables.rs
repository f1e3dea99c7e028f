//! Every table and column, once, in an order in which rows only refer to earlier ones.
//!
//! A story compares this with the tables that the migrations make, on both engines.

use super::cell::Kind;

/// A table, as a backup holds it.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The column that refers to an earlier row of the same table.
    pub parent: Option<&'static str>,
    /// Its columns.
    pub columns: &'static [Column],
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

macro_rules! tables {
    ($($table:ident $(after its $parent:ident)? { $($column:ident: $kind:ident),+ $(,)? })+) => {
        /// Every table, in the order of a backup.
        pub static TABLES: &[Table] = &[$(Table {
            name: stringify!($table),
            parent: tables!(@parent $($parent)?),
            columns: &[$(Column { name: stringify!($column), kind: Kind::$kind }),+],
        }),+];
    };
    (@parent) => { None };
    (@parent $parent:ident) => { Some(stringify!($parent)) };
}

tables! {
    instance {
        one: Int, kind: Text, created_at: Instant, clock_start: Instant, code_salt: Bytes,
    }
    national_body {
        code: Text, name: Text, sits_at: Text, source: Text, as_of: Date,
    }
    territory {
        id: Uuid, slug: Text, name: Text, kind: Text,
    }
    landlord {
        id: Uuid, slug: Text, name: Text, kind: Text, zone: Text, created_at: Instant,
    }
    territory_landlord {
        territory_id: Uuid, landlord_id: Uuid,
    }
    association {
        id: Uuid, slug: Text, name: Text, about: Text, national_body: Text,
    }
    association_landlord {
        association_id: Uuid, landlord_id: Uuid,
    }
    estate {
        id: Uuid, landlord_id: Uuid, name: Text,
    }
    building {
        id: Uuid, estate_id: Uuid, name: Text,
    }
    dwelling {
        id: Uuid, landlord_id: Uuid, building_id: Uuid, reference: Text,
    }
    person {
        id: Uuid, landlord_id: Uuid, reference: Text, name: Text, birth_date: Date, email: Text,
        phone: Text, address: Text,
    }
    tenancy {
        id: Uuid, landlord_id: Uuid, dwelling_id: Uuid, reference: Text, starts_on: Date,
        ends_on: Date,
    }
    tenancy_holder {
        tenancy_id: Uuid, person_id: Uuid, rank: Int,
    }
    roll_import {
        id: Uuid, landlord_id: Uuid, imported_at: Instant, file_sha256: Bytes, lines: Int,
        added: Int, changed: Int, closed: Int,
    }
    account {
        id: Uuid, identifier: Text, email: Text, passphrase: Text, own_name: Text,
        created_at: Instant, locale: Text,
    }
    account_person {
        person_id: Uuid, account_id: Uuid, linked_at: Instant,
    }
    membership {
        id: Uuid, account_id: Uuid, role: Text, landlord_id: Uuid, association_id: Uuid,
        territory_id: Uuid, since: Date, until: Date,
    }
    activation_code {
        id: Uuid, person_id: Uuid, code_hash: Bytes, created_at: Instant, expires_at: Instant,
        used_at: Instant, revoked_at: Instant,
    }
    activation_ticket {
        token_hash: Bytes, code_id: Uuid, expires_at: Instant,
    }
    session {
        token_hash: Bytes, id: Uuid, account_id: Uuid, created_at: Instant, seen_at: Instant,
        expires_at: Instant, device: Text,
    }
    known_device {
        token_hash: Bytes, account_id: Uuid, seen_at: Instant,
    }
    guess {
        key_hash: Bytes, window_start: Instant, count: Int,
    }
    contributor {
        id: Uuid, account_id: Uuid, landlord_id: Uuid, name: Text, name_key: Text,
        estate_id: Uuid,
    }
    text {
        id: Uuid, landlord_id: Uuid, kind: Text, slug: Text, audience: Text, created_at: Instant,
    }
    clause {
        id: Uuid, text_id: Uuid, handle: Int,
    }
    clause_revision after its parent_id {
        id: Uuid, clause_id: Uuid, parent_id: Uuid, kind: Text, source: Text, created_from: Text,
        created_at: Instant,
    }
    text_version after its parent_id {
        id: Uuid, text_id: Uuid, sequence: Int, parent_id: Uuid, status: Text, prefix: Text,
        manifest: Bytes, created_at: Instant,
    }
    version_entry {
        version_id: Uuid, position: Int, clause_id: Uuid, revision_id: Uuid,
    }
    discussion {
        text_id: Uuid, opens_at: Instant, closes_at: Instant, next_fr: Text, next_en: Text,
    }
    text_rules {
        text_id: Uuid, signatures: Int, rebase_days: Int, set_at: Instant,
    }
    drafting_committee {
        text_id: Uuid, account_id: Uuid, since: Instant,
    }
    amendment after its parent_id {
        id: Uuid, text_id: Uuid, number: Int, base_version_id: Uuid, parent_id: Uuid,
        contributor_id: Uuid, quality: Text, association_id: Uuid, title: Text, reasons: Text,
        lifecycle: Text, outcome: Text, text_status: Text, reason: Text, revision: Int,
        created_at: Instant, changed_at: Instant, submitted_at: Instant, decided_at: Instant,
        rebase_until: Instant, form_id: Uuid,
    }
    amendment_operation {
        amendment_id: Uuid, position: Int, clause_id: Uuid, revision_id: Uuid, operation: Json,
    }
    amendment_signature {
        amendment_id: Uuid, contributor_id: Uuid, quality: Text, association_id: Uuid,
        signed_at: Instant,
    }
    amendment_ruling {
        amendment_id: Uuid, place: Int, ground: Text, reason: Text, ruled_by: Uuid,
        ruled_at: Instant, appeal: Text, appealed_at: Instant, appeal_outcome: Text,
        appeal_reason: Text, appeal_ruled_by: Uuid, appeal_ruled_at: Instant,
    }
    amendment_recommendation {
        amendment_id: Uuid, place: Int, advice: Text, words: Text, rewording: Json,
        recommended_by: Uuid, recommended_at: Instant, answer: Text, answer_words: Text,
        answered_at: Instant,
    }
    amendment_event {
        amendment_id: Uuid, place: Int, what: Text, at: Instant, data: Json,
    }
    amendment_entry {
        amendment_id: Uuid, source: Text, place: Text, heard_on: Date, entered_as: Text,
        entered_by: Uuid,
    }
    comment after its thread_id {
        id: Uuid, text_id: Uuid, clause_id: Uuid, version_id: Uuid, thread_id: Uuid,
        contributor_id: Uuid, quality: Text, association_id: Uuid, body: Text,
        created_at: Instant, edited_at: Instant, withdrawn_at: Instant, form_id: Uuid,
        hidden_at: Instant, amendment_id: Uuid, college: Text,
    }
    clause_argument {
        id: Uuid, text_id: Uuid, clause_id: Uuid, words: Text, created_at: Instant,
    }
    comment_fate {
        comment_id: Uuid, fate: Text, argument_id: Uuid, amendment_id: Uuid, reason: Text,
        said_by: Uuid, said_at: Instant,
    }
    amendment_of_comment {
        amendment_id: Uuid, comment_id: Uuid,
    }
    amendment_bundle {
        id: Uuid, version_id: Uuid, place: Int, found_at: Instant,
    }
    amendment_alternative {
        bundle_id: Uuid, rank: Int, amendment_id: Uuid,
    }
    revision_provenance {
        revision_id: Uuid, spans: Json,
    }
    search_entry {
        place: Int, text_id: Uuid, comment_id: Uuid, amendment_id: Uuid, revision_id: Uuid,
        terms: Text, at: Instant, seen: Instant,
    }
    search_state {
        text_id: Uuid, head: Int,
    }
    comment_support {
        comment_id: Uuid, contributor_id: Uuid,
    }
    refused_form {
        visitor_hash: Bytes, form: Text, fields: Json, error: Json, refused_at: Instant,
    }
    agenda_date {
        id: Uuid, landlord_id: Uuid, starts_at: Instant, all_day: Bool, title: Text, place: Text,
        detail: Text,
    }
    agenda_decision {
        id: Uuid, landlord_id: Uuid, decided_on: Date, title: Text, origin: Text, state: Text,
        detail: Text,
    }
    landlord_contact {
        landlord_id: Uuid, postal: Text, phone: Text, email: Text, publisher: Text,
        privacy_contact: Text,
    }
    job {
        id: Uuid, kind: Text, landlord_id: Uuid, asked_by: Uuid, idempotency_key: Text,
        payload: Json, state: Text, attempts: Int, progress: Int, total: Int, run_after: Instant,
        lease_by: Uuid, lease_until: Instant, result: Json, error: Text, created_at: Instant,
        finished_at: Instant,
    }
    chunk {
        hash: Bytes, bytes: Bytes,
    }
    upload {
        id: Uuid, landlord_id: Uuid, name: Text, media_type: Text, size: Int, sha256: Bytes,
        created_at: Instant, expires_at: Instant,
    }
    upload_chunk {
        upload_id: Uuid, position: Int, chunk_hash: Bytes,
    }
    letter_batch {
        id: Uuid, landlord_id: Uuid, person_id: Uuid, made_at: Instant, valid_until: Instant,
        letters: Int, erased_at: Instant,
    }
    letter {
        batch_id: Uuid, position: Int, person_id: Uuid, digits: Text,
    }
    mail {
        id: Uuid, account_id: Uuid, kind: Text, recipient: Text, subject: Text, body_text: Text,
        body_html: Text, idempotency_key: Text, state: Text, attempts: Int, send_after: Instant,
        lease_until: Instant, error: Text, created_at: Instant, sent_at: Instant,
    }
    sign_in_link {
        token_hash: Bytes, account_id: Uuid, next: Text, email: Text, expires_at: Instant,
        used_at: Instant,
    }
    notice {
        id: Uuid, account_id: Uuid, kind: Text, object_id: Uuid, created_at: Instant,
        read_at: Instant,
    }
    moderation {
        id: Uuid, comment_id: Uuid, outcome: Text, ground: Text, reason: Text, decided_as: Text,
        decided_by: Uuid, decided_at: Instant, original: Text, appeal_until: Instant,
    }
    report {
        id: Uuid, comment_id: Uuid, ground: Text, detail: Text, account_id: Uuid,
        by_landlord: Bool, form_id: Uuid, created_at: Instant, moderation_id: Uuid,
    }
    appeal {
        moderation_id: Uuid, words: Text, made_at: Instant, outcome: Text, reason: Text,
        decided_as: Text, decided_by: Uuid, decided_at: Instant,
    }
    entry {
        comment_id: Uuid, source: Text, place: Text, heard_on: Date, entered_as: Text,
        entered_by: Uuid, slip: Text,
    }
    election after its rehearsal_of {
        id: Uuid, landlord_id: Uuid, handle: Text, title: Text, kind: Text, rehearsal_of: Uuid,
        stage: Text, protocol: Json, created_at: Instant,
    }
    election_member {
        election_id: Uuid, account_id: Uuid, role: Text, since: Instant,
    }
    election_condition {
        election_id: Uuid, condition: Text, note: Text, met_at: Instant,
    }
    election_step {
        election_id: Uuid, step: Text, taken_at: Instant, late_by: Int,
    }
    turnout {
        election_id: Uuid, due_at: Instant, counted_at: Instant, electors: Int, online: Int,
        in_box: Int, by_post: Int,
    }
    election_count {
        election_id: Uuid, figures: Json, lots: Json, counted_at: Instant,
    }
    box_freeze {
        election_id: Uuid, frozen_at: Instant, head: Text, sha256: Text, size: Int, ballots: Int,
        marks: Int, voters: Int, late: Int,
    }
    partial_decryption {
        election_id: Uuid, sha256: Text, holder: Int, body: Text, fault: Text,
        received_at: Instant,
    }
    online_result {
        election_id: Uuid, lists: Json, figures: Json, checks: Json, head: Text,
        verified_at: Instant,
    }
    draw_of_lots {
        election_id: Uuid, lists: Json, seed: Text, source: Text, drawn_at: Instant,
    }
    consultation {
        id: Uuid, landlord_id: Uuid, handle: Text, title: Text, body: Text, version_id: Uuid,
        stage: Text, ballot: Json, rules: Json, roll_closes_at: Instant, opens_at: Instant,
        closes_at: Instant, outcome: Json, created_at: Instant,
    }
    consultation_college {
        consultation_id: Uuid, place: Int, name: Text, source: Text, electors: Int,
    }
    consultation_elector {
        consultation_id: Uuid, account_id: Uuid, college: Int, registered_at: Instant,
        credential: Text, tag: Bytes,
    }
    consultation_credential {
        consultation_id: Uuid, credential: Text, college: Int,
    }
    consultation_holder {
        consultation_id: Uuid, place: Int, account_id: Uuid, name: Text, college: Int,
        public_key: Text, decryption: Text,
    }
    amendment_vote {
        id: Uuid, version_id: Uuid, bundle_id: Uuid, held_on: Date, place: Text,
        consultation_id: Uuid, reason: Text, recorded_by: Uuid, recorded_at: Instant,
    }
    amendment_vote_college {
        vote_id: Uuid, amendment_id: Uuid, college: Text, ayes: Int, noes: Int, abstentions: Int,
    }
    merge_touch {
        id: Uuid, version_id: Uuid, place: Int, clause_id: Uuid, label: Text, author_role: Text,
        hunks: Json, written_by: Uuid, written_at: Instant, undone_by: Uuid, undone_at: Instant,
    }
    merge_round {
        version_id: Uuid, base_id: Uuid, merged_by: Uuid, merged_at: Instant,
    }
    merge_round_amendment {
        amendment_id: Uuid, version_id: Uuid,
    }
    clause_moved {
        version_id: Uuid, clause_id: Uuid, amendment_id: Uuid, removed: Bool,
    }
    paper_received {
        election_id: Uuid, day: Date, envelopes: Int, noted_at: Instant,
    }
    paper_sheet {
        election_id: Uuid, round: Int, place: Int, account_id: Uuid, sheet: Json, sent_at: Instant,
    }
    paper_settlement {
        election_id: Uuid, round: Int, outcome: Json, reason: Text, settled_by: Uuid,
        settled_at: Instant, reopened_why: Text, reopened_by: Uuid, reopened_at: Instant,
    }
    mark_letter_draw {
        election_id: Uuid, seed: Text, source: Text, marks: Int, asked: Int, yes: Int, no: Int,
        drawn_at: Instant,
    }
    candidate_list {
        id: Uuid, election_id: Uuid, association_id: Uuid, state: Text, title: Text,
        national_body: Text, independent: Bool, proof_id: Uuid, statement: Text,
        handed_in_by: Text, received_on: Date, filed_at: Instant, receipt_id: Uuid, reason: Text,
        ruled_at: Instant, place: Int, created_at: Instant,
    }
    candidate {
        list_id: Uuid, place: Int, name: Text, sex: Text, birth_date: Date, lease: Text,
        payment: Text, kept: Bool, unbarred: Bool, form_id: Uuid,
    }
    list_draw {
        election_id: Uuid, seed: Text, source: Text, drawn_at: Instant,
    }
    calendar_day {
        election_id: Uuid, step: Text, done_on: Date,
    }
    electoral_roll {
        election_id: Uuid, cut_off: Date, still_on: Date, lines: Int, left_out: Int, made_at: Instant, frozen_at: Instant, fingerprint: Text,
    }
    roll_occupancy {
        id: Uuid, election_id: Uuid, kind: Text, holds: Bool, reference: Text, association: Text, estate_id: Uuid, dwelling: Text, signed: Date, until: Date,
    }
    roll_occupant {
        occupancy_id: Uuid, rank: Int, person_id: Uuid, reference: Text, name: Text, address: Text,
    }
    roll_line {
        id: Uuid, election_id: Uuid, tenancy_id: Uuid, estate_id: Uuid, reference: Text, dwelling: Text,
    }
    roll_elector {
        election_id: Uuid, person_id: Uuid, line_id: Uuid, rank: Int, name: Text, address: Text,
    }
    roll_left_out {
        election_id: Uuid, tenancy_id: Uuid, reason: Text,
    }
    roll_ruling {
        election_id: Uuid, tenancy_id: Uuid, ruling: Text,
    }
    roll_naming {
        election_id: Uuid, person_id: Uuid, name: Text, address: Text,
    }
    roll_correction {
        id: Uuid, election_id: Uuid, account_id: Uuid, person_id: Uuid, tenancy_id: Uuid, kind: Text, words: Text, asked_at: Instant, outcome: Text, reason: Text, decided_by: Uuid, decided_at: Instant, read_at: Instant,
    }
    code_list {
        election_id: Uuid, credentials: Bytes, tags: Bytes, lines: Int, received_by: Uuid,
        received_at: Instant,
    }
    key_message {
        election_id: Uuid, round: Int, holder: Int, body: Text, received_at: Instant,
    }
    election_key {
        election_id: Uuid, trustees: Text, made_at: Instant,
    }
    key_reopened {
        election_id: Uuid, holder: Int, reopened_at: Instant,
    }
    key_place {
        election_id: Uuid, holder: Int, account_id: Uuid, bound_at: Instant,
    }
    key_going_on {
        election_id: Uuid, missing: Json, reason: Text, decided_by: Uuid, decided_at: Instant,
    }
    letter_reprint {
        id: Uuid, election_id: Uuid, line_id: Uuid, half: Text, asked_by: Text, channel: Text,
        first_member: Uuid, second_member: Uuid, printed_at: Instant,
    }
    letter_file_destroyed {
        election_id: Uuid, half: Text, told_by: Uuid, destroyed_at: Instant,
    }
    third_voter {
        election_id: Uuid, total: Int,
    }
    roll_correction_entry {
        correction_id: Uuid, source: Text, place: Text, heard_on: Date, entered_by: Uuid,
    }
    list_photo {
        list_id: Uuid, upload_id: Uuid, alt: Text,
    }
    seal {
        election_id: Uuid, place: Int, name: Text, value: Text,
    }
    record_entry {
        id: Uuid, election_id: Uuid, kind: Text, list_id: Uuid, author: Text, account_id: Uuid,
        words: Text, happened_at: Instant, entered_at: Instant,
    }
    record_signature {
        id: Uuid, election_id: Uuid, account_id: Uuid, name: Text, quality: Text,
        fingerprint: Text, signed_at: Instant,
    }
    result_told {
        election_id: Uuid, recipient: Text, told_on: Date,
    }
    challenge {
        id: Uuid, election_id: Uuid, filed_on: Date, subject: Text, outcome: Text,
        decided_on: Date, decision: Text, entered_at: Instant,
    }
    vacancy {
        list_id: Uuid, place: Int, election_id: Uuid, left_on: Date, reason: Text,
        entered_at: Instant,
    }
    destruction {
        election_id: Uuid, what: Text, lines: Int, destroyed_at: Instant,
    }
    election_bundle {
        election_id: Uuid, upload_id: Uuid, made_at: Instant,
    }
    agreement {
        id: Uuid, landlord_id: Uuid, way: Text, title: Text, body: Text, signed_on: Date,
        valid_votes: Int, tenants_signed: Int, keep_days: Int, created_at: Instant,
    }
    agreement_part {
        agreement_id: Uuid, place: Int, estate_id: Uuid, building_id: Uuid, dwelling_id: Uuid,
    }
    agreement_signatory {
        agreement_id: Uuid, association_id: Uuid, national_body: Text, sits_at: Text, as_of: Date,
        votes: Int,
    }
    agreement_round {
        agreement_id: Uuid, round: Text, notified_on: Date, last_day: Date, dwellings: Int,
        opened_at: Instant, counted_at: Instant, agree: Int, disagree: Int, neither: Int,
        late: Int, contradictory: Int, erased_at: Instant,
    }
    agreement_dwelling {
        agreement_id: Uuid, round: Text, dwelling_id: Uuid,
    }
    agreement_answer {
        id: Uuid, agreement_id: Uuid, round: Text, dwelling_id: Uuid, person_id: Uuid, says: Text,
        received_on: Date, given_at: Instant, account_id: Uuid, source: Text, reference: Text,
        entered_by: Uuid, slip: Text,
    }
    text_adoption_rules {
        text_id: Uuid, rules: Json, set_at: Instant,
    }
    adoption {
        version_id: Uuid, text_id: Uuid, manifest: Bytes, rules: Json, seats: Json,
        weights_from: Text, opened_by: Uuid, opened_at: Instant, outcome: Text,
        concluded_on: Date, concluded_by: Uuid, concluded_at: Instant,
    }
    adoption_college {
        version_id: Uuid, college: Text, place: Int, ballot: Json, statement: Text, verdict: Text,
        kept_by: Uuid, kept_at: Instant,
    }
    adoption_refusal {
        version_id: Uuid, college: Text, clause_id: Uuid, reason: Text, entered_by: Uuid,
        entered_at: Instant,
    }
    adoption_signature {
        id: Uuid, version_id: Uuid, college: Text, association_id: Uuid, name: Text,
        capacity: Text, signed_on: Date, entered_by: Uuid, entered_at: Instant,
    }
    commitment {
        id: Uuid, text_id: Uuid, clause_id: Uuid, version_id: Uuid, revision_id: Uuid, owner: Text,
        indicator: Text, due_on: Date, state: Text, reason: Text, created_at: Instant,
        changed_at: Instant, ended_at: Instant,
    }
    commitment_progress {
        commitment_id: Uuid, place: Int, state: Text, words: Text, evidence: Text,
        reported_as: Text, reported_by: Uuid, reported_at: Instant,
    }
    text_revision_due {
        text_id: Uuid, version_id: Uuid, due_on: Date,
    }
    chain_head {
        chain: Text, seq: Int, hash: Bytes,
    }
    journal {
        chain: Text, seq: Int, at: Instant, act: Text, object_id: Uuid, digest: Bytes,
        salt: Bytes, hash: Bytes,
    }
}

impl Table {
    /// Its place in [`TABLES`], and itself.
    pub(super) fn by_name(name: &str) -> Option<(usize, &'static Self)> {
        TABLES
            .iter()
            .enumerate()
            .find(|(_, table)| table.name == name)
    }

    /// `"a", "b"`: quoted, for some names are words of SQL.
    fn names(&self, before: &str) -> String {
        let names: Vec<_> = self
            .columns
            .iter()
            .map(|column| format!("{before}\"{}\"", column.name))
            .collect();
        names.join(", ")
    }

    /// Reads every row, those referred to before those that refer to them.
    pub(super) fn select(&self) -> String {
        let (name, columns) = (self.name, self.names("x."));
        match self.parent {
            None => format!("SELECT {columns} FROM \"{name}\" x"),
            // Not by date: a demonstration's clock may be set back.
            Some(parent) => format!(
                "WITH RECURSIVE line (id, depth) AS (
                    SELECT id, CAST(0 AS BIGINT) FROM \"{name}\" WHERE \"{parent}\" IS NULL
                    UNION ALL
                    SELECT y.id, line.depth + 1 FROM line JOIN \"{name}\" y ON y.\"{parent}\" = line.id
                 )
                 SELECT {columns} FROM line JOIN \"{name}\" x ON x.id = line.id ORDER BY line.depth"
            ),
        }
    }

    /// The head of a statement that adds rows.
    pub(super) fn insert(&self) -> String {
        format!("INSERT INTO \"{}\" ({})", self.name, self.names(""))
    }
}
