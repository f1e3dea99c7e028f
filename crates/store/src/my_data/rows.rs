//! The rows of the file, as they are kept.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::AccountId;
use serde::Serialize;

/// The account itself.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Account {
    identifier: String,
    own_name: String,
    email: Option<String>,
    locale: String,
    created_at: DateTime<Utc>,
}

pub(super) async fn account(db: &Db, id: AccountId) -> Result<Option<Account>, StoreError> {
    maybe!(
        db.reads() => Account,
        "SELECT identifier, own_name, email, locale, created_at FROM account WHERE id
         = $1",
        id,
    )
}

/// A person of a roll.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Person {
    landlord: String,
    reference: String,
    name: String,
    birth_date: Option<NaiveDate>,
    email: Option<String>,
    phone: Option<String>,
    address: String,
    linked_at: DateTime<Utc>,
}

pub(super) async fn persons(db: &Db, id: AccountId) -> Result<Vec<Person>, StoreError> {
    all!(
        db.reads() => Person,
        "SELECT l.name AS landlord, p.reference, p.name, p.birth_date, p.email,
         p.phone, p.address, a.linked_at FROM account_person a JOIN person p ON p.id
         = a.person_id JOIN landlord l ON l.id = p.landlord_id WHERE a.account_id =
         $1 ORDER BY a.linked_at, p.id",
        id,
    )
}

/// A lease.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Lease {
    landlord: String,
    reference: String,
    estate: String,
    building: String,
    dwelling: String,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
}

pub(super) async fn leases(db: &Db, id: AccountId) -> Result<Vec<Lease>, StoreError> {
    all!(
        db.reads() => Lease,
        "SELECT l.name AS landlord, t.reference, e.name AS estate, b.name AS
         building, d.reference AS dwelling, t.starts_on, t.ends_on FROM
         account_person a JOIN tenancy_holder h ON h.person_id = a.person_id JOIN
         tenancy t ON t.id = h.tenancy_id JOIN dwelling d ON d.id = t.dwelling_id
         JOIN building b ON b.id = d.building_id JOIN estate e ON e.id = b.estate_id
         JOIN landlord l ON l.id = t.landlord_id WHERE a.account_id = $1 ORDER BY
         t.starts_on, t.reference",
        id,
    )
}

/// A role held somewhere.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Role {
    role: String,
    place: Option<String>,
    since: NaiveDate,
    until: Option<NaiveDate>,
}

pub(super) async fn roles(db: &Db, id: AccountId) -> Result<Vec<Role>, StoreError> {
    all!(
        db.reads() => Role,
        "SELECT m.role, COALESCE(l.name, a.name, t.name) AS place, m.since, m.until
         FROM membership m LEFT JOIN landlord l ON l.id = m.landlord_id LEFT JOIN
         association a ON a.id = m.association_id LEFT JOIN territory t ON t.id =
         m.territory_id WHERE m.account_id = $1 ORDER BY m.since, m.id",
        id,
    )
}

/// A face shown with a landlord.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct PublicName {
    landlord: String,
    name: Option<String>,
    estate_shown: Option<String>,
}

pub(super) async fn public_names(db: &Db, id: AccountId) -> Result<Vec<PublicName>, StoreError> {
    all!(
        db.reads() => PublicName,
        "SELECT l.name AS landlord, w.name, e.name AS estate_shown FROM contributor w
         JOIN landlord l ON l.id = w.landlord_id LEFT JOIN estate e ON e.id =
         w.estate_id WHERE w.account_id = $1 ORDER BY l.name",
        id,
    )
}

/// A comment.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Comment {
    landlord: String,
    text: String,
    article: i64,
    quality: String,
    body: String,
    created_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
    withdrawn_at: Option<DateTime<Utc>>,
    hidden_at: Option<DateTime<Utc>>,
}

pub(super) async fn comments(db: &Db, id: AccountId) -> Result<Vec<Comment>, StoreError> {
    all!(
        db.reads() => Comment,
        "SELECT l.name AS landlord, t.slug AS text, k.handle AS article, c.quality,
         c.body, c.created_at, c.edited_at, c.withdrawn_at, c.hidden_at FROM
         contributor w JOIN comment c ON c.contributor_id = w.id JOIN clause k ON
         k.id = c.clause_id JOIN text t ON t.id = c.text_id JOIN landlord l ON l.id =
         t.landlord_id WHERE w.account_id = $1 ORDER BY c.created_at, c.id",
        id,
    )
}

/// A comment that she supports.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Support {
    landlord: String,
    text: String,
    article: i64,
    author: Option<String>,
}

pub(super) async fn supports(db: &Db, id: AccountId) -> Result<Vec<Support>, StoreError> {
    all!(
        db.reads() => Support,
        "SELECT l.name AS landlord, t.slug AS text, k.handle AS article, o.name AS
         author FROM contributor w JOIN comment_support s ON s.contributor_id = w.id
         JOIN comment c ON c.id = s.comment_id JOIN contributor o ON o.id =
         c.contributor_id JOIN clause k ON k.id = c.clause_id JOIN text t ON t.id =
         c.text_id JOIN landlord l ON l.id = t.landlord_id WHERE w.account_id = $1
         ORDER BY l.name, t.slug, k.handle, c.id",
        id,
    )
}

/// A comment that she reported.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Report {
    ground: String,
    detail: String,
    created_at: DateTime<Utc>,
}

pub(super) async fn reports(db: &Db, id: AccountId) -> Result<Vec<Report>, StoreError> {
    all!(
        db.reads() => Report,
        "SELECT ground, detail, created_at FROM report WHERE account_id = $1 ORDER BY
         created_at, id",
        id,
    )
}

/// What was decided of a comment of hers.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Moderation {
    outcome: String,
    ground: String,
    reason: String,
    decided_at: DateTime<Utc>,
    original: Option<String>,
    appeal: Option<String>,
    appeal_outcome: Option<String>,
}

pub(super) async fn moderations(db: &Db, id: AccountId) -> Result<Vec<Moderation>, StoreError> {
    all!(
        db.reads() => Moderation,
        "SELECT m.outcome, m.ground, m.reason, m.decided_at, m.original, a.words AS
         appeal, a.outcome AS appeal_outcome FROM contributor w JOIN comment c ON
         c.contributor_id = w.id JOIN moderation m ON m.comment_id = c.id LEFT JOIN
         appeal a ON a.moderation_id = m.id WHERE w.account_id = $1 ORDER BY
         m.decided_at, m.id",
        id,
    )
}

/// What she was told in her space.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Notice {
    kind: String,
    created_at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
}

pub(super) async fn notices(db: &Db, id: AccountId) -> Result<Vec<Notice>, StoreError> {
    all!(
        db.reads() => Notice,
        "SELECT kind, created_at, read_at FROM notice WHERE account_id = $1 ORDER BY
         created_at, id",
        id,
    )
}

/// A session.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Session {
    device: String,
    created_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

pub(super) async fn sessions(db: &Db, id: AccountId) -> Result<Vec<Session>, StoreError> {
    all!(
        db.reads() => Session,
        "SELECT device, created_at, seen_at, expires_at FROM session WHERE account_id
         = $1 ORDER BY created_at, id",
        id,
    )
}

/// A device from which she signed in.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Device {
    seen_at: DateTime<Utc>,
}

pub(super) async fn devices(db: &Db, id: AccountId) -> Result<Vec<Device>, StoreError> {
    all!(
        db.reads() => Device,
        "SELECT seen_at FROM known_device WHERE account_id = $1 ORDER BY seen_at",
        id,
    )
}

/// A mail to her; a link that opens a door is left out.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Mail {
    kind: String,
    recipient: String,
    subject: String,
    state: String,
    created_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    words: String,
}

pub(super) async fn mails(db: &Db, id: AccountId) -> Result<Vec<Mail>, StoreError> {
    all!(
        db.reads() => Mail,
        "SELECT kind, recipient, subject, state, created_at, sent_at, CASE WHEN kind
         IN ('sign_in_link', 'confirm_address') THEN '' ELSE body_text END AS words
         FROM mail WHERE account_id = $1 ORDER BY created_at, id",
        id,
    )
}

/// A consultation on whose roll she is.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Consultation {
    consultation: String,
    college: String,
    registered_at: Option<DateTime<Utc>>,
}

pub(super) async fn consultations(db: &Db, id: AccountId) -> Result<Vec<Consultation>, StoreError> {
    all!(
        db.reads() => Consultation,
        "SELECT c.title AS consultation, k.name AS college, e.registered_at
         FROM consultation_elector e
         JOIN consultation c ON c.id = e.consultation_id
         JOIN consultation_college k
            ON k.consultation_id = e.consultation_id AND k.place = e.college
         WHERE e.account_id = $1 ORDER BY c.created_at, c.id",
        id,
    )
}

/// A correction of an electoral roll that she asked for.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct RollCorrection {
    election: String,
    kind: String,
    words: String,
    asked_at: DateTime<Utc>,
    outcome: Option<String>,
    reason: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

pub(super) async fn roll_corrections(
    db: &Db,
    id: AccountId,
) -> Result<Vec<RollCorrection>, StoreError> {
    all!(
        db.reads() => RollCorrection,
        "SELECT e.title AS election, c.kind, c.words, c.asked_at, c.outcome, c.reason, c.decided_at
         FROM roll_correction c JOIN election e ON e.id = c.election_id
         WHERE c.account_id = $1 ORDER BY c.asked_at, c.id",
        id,
    )
}

/// Something in the record of an election.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct InRecord {
    election: String,
    name: String,
    /// What she entered, or in what quality she signed.
    words: String,
    at: DateTime<Utc>,
}

pub(super) async fn record_entries(db: &Db, id: AccountId) -> Result<Vec<InRecord>, StoreError> {
    all!(
        db.reads() => InRecord,
        "SELECT e.title AS election, r.author AS name, r.words, r.entered_at AS at
         FROM record_entry r JOIN election e ON e.id = r.election_id
         WHERE r.account_id = $1 ORDER BY r.entered_at, r.id",
        id,
    )
}

pub(super) async fn record_signatures(db: &Db, id: AccountId) -> Result<Vec<InRecord>, StoreError> {
    all!(
        db.reads() => InRecord,
        "SELECT e.title AS election, r.name, r.quality AS words, r.signed_at AS at
         FROM record_signature r JOIN election e ON e.id = r.election_id
         WHERE r.account_id = $1 ORDER BY r.signed_at, r.id",
        id,
    )
}

/// A written answer to a collective agreement, for a dwelling of hers.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct AgreementAnswer {
    agreement: String,
    round: String,
    dwelling: String,
    name: String,
    says: String,
    received_on: NaiveDate,
    given_at: DateTime<Utc>,
    on_paper: bool,
    paper_reference: String,
}

pub(super) async fn agreement_answers(
    db: &Db,
    id: AccountId,
) -> Result<Vec<AgreementAnswer>, StoreError> {
    all!(
        db.reads() => AgreementAnswer,
        "SELECT m.title AS agreement, n.round, d.reference AS dwelling, p.name, n.says,
            n.received_on, n.given_at, (n.source IS NOT NULL) AS on_paper,
            n.reference AS paper_reference
         FROM account_person a
         JOIN agreement_answer n ON n.person_id = a.person_id
         JOIN agreement m ON m.id = n.agreement_id
         JOIN dwelling d ON d.id = n.dwelling_id
         JOIN person p ON p.id = n.person_id
         WHERE a.account_id = $1 ORDER BY n.given_at, n.id",
        id,
    )
}
