//! What an account is told in its own space.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, ModerationId, NoticeId};

/// Why somebody is told something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum NoticeKind {
    /// Her comment was hidden.
    CommentHidden,
    /// Her appeal was decided.
    AppealDecided,
    /// What she reported was decided.
    ReportDecided,
}

/// Something an account was told.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Notice {
    /// Why.
    pub kind: NoticeKind,
    /// What it is about.
    pub moderation_id: ModerationId,
    /// The landlord's name.
    pub landlord_name: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
}

/// Tells the author of a moderated comment, if she has an account; the caller never learns which.
pub(crate) async fn tell_author(
    tx: &mut Tx,
    kind: NoticeKind,
    about: ModerationId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let authors = all!(
        tx.on() => (AccountId,),
        "SELECT w.account_id FROM moderation m
         JOIN comment c ON c.id = m.comment_id
         JOIN contributor w ON w.id = c.contributor_id
         WHERE m.id = $1 AND w.account_id IS NOT NULL",
        about,
    )?;
    tell(tx, &authors, kind, about, now).await
}

/// Tells whoever reported with an account and was answered by a moderation.
pub(crate) async fn tell_reporters(
    tx: &mut Tx,
    about: ModerationId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let reporters = all!(
        tx.on() => (AccountId,),
        "SELECT DISTINCT account_id FROM report
         WHERE moderation_id = $1 AND account_id IS NOT NULL",
        about,
    )?;
    tell(tx, &reporters, NoticeKind::ReportDecided, about, now).await
}

async fn tell(
    tx: &mut Tx,
    accounts: &[(AccountId,)],
    kind: NoticeKind,
    about: ModerationId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for (account,) in accounts {
        run!(
            tx.on(),
            "INSERT INTO notice (id, account_id, kind, object_id, created_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (account_id, kind, object_id) DO NOTHING",
            NoticeId(ids::new_v4()),
            *account,
            kind,
            about,
            now,
        )?;
    }
    Ok(())
}

/// Somebody to whom a mail says that something stands in her space.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Told {
    /// What she was told.
    pub notice_id: NoticeId,
    /// Her account.
    pub account_id: AccountId,
    /// Its address.
    pub email: String,
    /// The language of its mails: `fr` or `en`.
    pub locale: String,
    /// A greeting.
    pub own_name: String,
}

/// Those whom a moderation told something at this very instant and who have an address. For mails
/// to them only: whoever decided must not learn who they are.
///
/// # Errors
/// When the database fails.
pub async fn told_now(
    tx: &mut Tx,
    about: ModerationId,
    now: DateTime<Utc>,
) -> Result<Vec<Told>, StoreError> {
    all!(
        tx.on() => Told,
        "SELECT n.id AS notice_id, a.id AS account_id, a.email, a.locale, a.own_name
         FROM notice n JOIN account a ON a.id = n.account_id
         WHERE n.object_id = $1 AND n.created_at = $2 AND a.email IS NOT NULL
         ORDER BY n.id",
        about,
        now,
    )
}

/// What an account was told, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(
    db: &Db,
    account: AccountId,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    all!(
        db.reads() => Notice,
        "SELECT n.kind, m.id AS moderation_id, l.name AS landlord_name, n.created_at, n.read_at
         FROM notice n
         JOIN moderation m ON m.id = n.object_id
         JOIN comment c ON c.id = m.comment_id
         JOIN text t ON t.id = c.text_id
         JOIN landlord l ON l.id = t.landlord_id
         WHERE n.account_id = $1 ORDER BY n.created_at DESC, n.id LIMIT $2",
        account,
        limit,
    )
}

/// Notes that an account read what it was told about a moderation.
///
/// # Errors
/// When the database fails.
pub async fn mark_read(
    db: &Db,
    account: AccountId,
    about: ModerationId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "UPDATE notice SET read_at = $3
         WHERE account_id = $1 AND object_id = $2 AND read_at IS NULL",
        account,
        about,
        now,
    )
    .map(drop)
}
