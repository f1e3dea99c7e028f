//! Deleting an account: what is about its owner goes, what she published stays as she decides.

use crate::dispatch::{all, run};
use crate::{StoreError, Tx, amendment, comment, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::{
    AccountId, CommentId, ConsultationId, ContributorId, CorrectionId, ElectionId, LandlordId,
    MembershipId, PersonId, TextId,
};
use serde_json::json;

/// Why the only administrator may not go.
pub const LAST_ADMINISTRATOR: &str = "nobody else administers the instance";

/// What becomes of her published comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They stay under the public name that she chose.
    KeepName,
    /// They stay under no name.
    KeepWithoutName,
    /// They are withdrawn, and her supports with them.
    Withdraw,
}

/// Deletes an account: sessions, devices, links, mails, notices, roles, its tie to the roll, and
/// itself. Words that a moderation hid are erased, and an appeal that waits with them: nobody could be
/// answered any more.
///
/// The person stays on her landlord's roll. Chains are written texts first, then landlords, then
/// the instance, as everywhere.
///
/// # Errors
/// [`StoreError::Conflict`] when no other account administers the instance on that day;
/// [`StoreError::Missing`] when there is no such account.
pub async fn erase(
    tx: &mut Tx,
    account: AccountId,
    fate: Fate,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let administers = administrators(tx, today).await?.contains(&account);
    amendment::part(tx, account, fate == Fate::Withdraw, now).await?;
    published(tx, account, fate, now).await?;
    part_from_landlords(tx, account).await?;
    part_from_elections(tx, account).await?;
    part_from_consultations(tx, account).await?;
    for statement in [
        "DELETE FROM session WHERE account_id = $1",
        "DELETE FROM known_device WHERE account_id = $1",
        "DELETE FROM sign_in_link WHERE account_id = $1",
        "DELETE FROM notice WHERE account_id = $1",
        "DELETE FROM mail WHERE account_id = $1",
        "DELETE FROM membership WHERE account_id = $1",
        "DELETE FROM account_person WHERE account_id = $1",
        "UPDATE contributor SET account_id = NULL WHERE account_id = $1",
        "UPDATE report SET account_id = NULL WHERE account_id = $1",
        "UPDATE moderation SET decided_by = NULL WHERE decided_by = $1",
        "UPDATE appeal SET decided_by = NULL WHERE decided_by = $1",
        "UPDATE entry SET entered_by = NULL WHERE entered_by = $1",
        "UPDATE roll_correction SET account_id = NULL WHERE account_id = $1",
        "UPDATE roll_correction SET decided_by = NULL WHERE decided_by = $1",
        "UPDATE paper_sheet SET account_id = NULL WHERE account_id = $1",
        "UPDATE paper_settlement SET settled_by = NULL WHERE settled_by = $1",
        "UPDATE paper_settlement SET reopened_by = NULL WHERE reopened_by = $1",
        "UPDATE code_list SET received_by = NULL WHERE received_by = $1",
        "UPDATE record_entry SET account_id = NULL WHERE account_id = $1",
        "UPDATE record_signature SET account_id = NULL WHERE account_id = $1",
        "UPDATE letter_reprint SET first_member = NULL WHERE first_member = $1",
        "UPDATE letter_reprint SET second_member = NULL WHERE second_member = $1",
        "UPDATE letter_file_destroyed SET told_by = NULL WHERE told_by = $1",
        "DELETE FROM key_place WHERE account_id = $1",
        "DELETE FROM drafting_committee WHERE account_id = $1",
        "UPDATE amendment_ruling SET ruled_by = NULL WHERE ruled_by = $1",
        "UPDATE amendment_ruling SET appeal_ruled_by = NULL WHERE appeal_ruled_by = $1",
        "UPDATE amendment_recommendation SET recommended_by = NULL WHERE recommended_by = $1",
        "UPDATE amendment_entry SET entered_by = NULL WHERE entered_by = $1",
        "UPDATE comment_fate SET said_by = NULL WHERE said_by = $1",
        "UPDATE amendment_vote SET recorded_by = NULL WHERE recorded_by = $1",
        "UPDATE merge_touch SET written_by = NULL WHERE written_by = $1",
        "UPDATE merge_touch SET undone_by = NULL WHERE undone_by = $1",
        "UPDATE merge_round SET merged_by = NULL WHERE merged_by = $1",
        "UPDATE adoption SET opened_by = NULL WHERE opened_by = $1",
        "UPDATE adoption SET concluded_by = NULL WHERE concluded_by = $1",
        "UPDATE adoption_college SET kept_by = NULL WHERE kept_by = $1",
        "UPDATE adoption_refusal SET entered_by = NULL WHERE entered_by = $1",
        "UPDATE adoption_signature SET entered_by = NULL WHERE entered_by = $1",
        "UPDATE commitment_progress SET reported_by = NULL WHERE reported_by = $1",
        "UPDATE key_going_on SET decided_by = NULL WHERE decided_by = $1",
        "UPDATE roll_correction_entry SET entered_by = NULL WHERE entered_by = $1",
        "UPDATE job SET asked_by = NULL WHERE asked_by = $1",
        // A written answer binds her dwelling and bears a name: it stays until names are erased.
        "UPDATE agreement_answer SET account_id = NULL WHERE account_id = $1",
        "UPDATE agreement_answer SET entered_by = NULL WHERE entered_by = $1",
    ] {
        run!(tx.on(), statement, account)?;
    }
    if run!(tx.on(), "DELETE FROM account WHERE id = $1", account)? == 0 {
        return Err(StoreError::Missing("account"));
    }
    journal::forget(tx, journal::INSTANCE, account.0).await?;
    let (chain, act) = (journal::INSTANCE, "account.deleted");
    journal::append(tx, chain, act, Some(account.0), &json!({}), now).await?;
    // Asked last: the chain is ours now, and two who go at once are seen one after the other.
    if administers && administrators(tx, today).await?.is_empty() {
        return Err(StoreError::Conflict(LAST_ADMINISTRATOR));
    }
    Ok(())
}

/// Takes back the account's parts in elections, chain by chain in their order. Words of a correction
/// that waits stay until it is decided: somebody must answer for the roll.
async fn part_from_elections(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    let held = all!(
        tx.on() => (ElectionId,),
        "SELECT DISTINCT election_id FROM election_member WHERE account_id = $1
         ORDER BY election_id",
        account,
    )?;
    let asked = all!(
        tx.on() => (ElectionId, CorrectionId),
        "SELECT election_id, id FROM roll_correction WHERE account_id = $1
         ORDER BY election_id, id",
        account,
    )?;
    let held = held.into_iter().map(|(election,)| (election, account.0));
    let mut all: Vec<_> = held
        .chain(asked.into_iter().map(|(election, id)| (election, id.0)))
        .collect();
    all.sort_unstable();
    for (election, object) in all {
        journal::forget(tx, &journal::of_election(election), object).await?;
    }
    run!(
        tx.on(),
        "UPDATE roll_correction SET words = '' WHERE account_id = $1 AND outcome IS NOT NULL",
        account,
    )?;
    let gone = "DELETE FROM election_member WHERE account_id = $1";
    run!(tx.on(), gone, account).map(drop)
}

/// Takes the account off the rolls of consultations; a holder's name stays beside her part of the
/// key. Before a roll closes, her credential goes with her.
async fn part_from_consultations(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    let enrolled = all!(
        tx.on() => (ConsultationId,),
        "SELECT consultation_id FROM consultation_elector WHERE account_id = $1
         ORDER BY consultation_id",
        account,
    )?;
    for (id,) in enrolled {
        journal::forget(tx, &journal::of_consultation(id), account.0).await?;
    }
    for statement in [
        "DELETE FROM consultation_elector WHERE account_id = $1",
        "UPDATE consultation_holder SET account_id = NULL WHERE account_id = $1",
    ] {
        run!(tx.on(), statement, account)?;
    }
    Ok(())
}

/// Who administers the instance on a day.
///
/// # Errors
/// When the database fails.
pub async fn administrators(tx: &mut Tx, today: NaiveDate) -> Result<Vec<AccountId>, StoreError> {
    let rows = all!(
        tx.on() => (AccountId,),
        "SELECT DISTINCT account_id FROM membership
         WHERE role = 'administrator' AND since <= $1 AND (until IS NULL OR until >= $1)",
        today,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What she published, with each landlord.
async fn published(
    tx: &mut Tx,
    account: AccountId,
    fate: Fate,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let hidden = all!(
        tx.on() => (CommentId, TextId),
        "SELECT DISTINCT c.id, c.text_id FROM moderation m JOIN comment c ON c.id = m.comment_id
         JOIN contributor w ON w.id = c.contributor_id
         WHERE w.account_id = $1 AND m.original IS NOT NULL ORDER BY c.text_id, c.id",
        account,
    )?;
    for (id, text) in hidden {
        journal::forget(tx, &journal::of_text(text), id.0).await?;
    }
    // An appeal that waits would ask for words that are gone.
    run!(
        tx.on(),
        "DELETE FROM appeal WHERE outcome IS NULL AND moderation_id IN
            (SELECT m.id FROM moderation m JOIN comment c ON c.id = m.comment_id
             JOIN contributor w ON w.id = c.contributor_id WHERE w.account_id = $1)",
        account,
    )?;
    run!(
        tx.on(),
        "UPDATE moderation SET original = NULL WHERE comment_id IN
            (SELECT c.id FROM comment c JOIN contributor w ON w.id = c.contributor_id
             WHERE w.account_id = $1)",
        account,
    )?;
    if fate == Fate::Withdraw {
        // By text: whoever writes to several chains takes them in one order.
        let standing = all!(
            tx.on() => (CommentId,),
            "SELECT c.id FROM comment c JOIN contributor w ON w.id = c.contributor_id
             WHERE w.account_id = $1 AND c.withdrawn_at IS NULL ORDER BY c.text_id, c.id",
            account,
        )?;
        for (id,) in standing {
            comment::withdraw(tx, id, now).await?;
        }
        run!(
            tx.on(),
            "DELETE FROM comment_support WHERE contributor_id IN
                (SELECT id FROM contributor WHERE account_id = $1)",
            account,
        )?;
    }
    if fate != Fate::KeepName {
        let faces = all!(
            tx.on() => (ContributorId, LandlordId),
            "SELECT id, landlord_id FROM contributor WHERE account_id = $1 ORDER BY landlord_id",
            account,
        )?;
        for (id, landlord) in faces {
            let chain = journal::of_landlord(landlord);
            journal::forget(tx, &chain, id.0).await?;
            // Whoever keeps what public pages show learns by it that a name went.
            let act = "contributor.unnamed";
            journal::append(tx, &chain, act, Some(id.0), &json!({}), now).await?;
        }
        run!(
            tx.on(),
            "UPDATE contributor SET name = NULL, name_key = NULL, estate_id = NULL
             WHERE account_id = $1",
            account,
        )?;
    }
    Ok(())
}

/// Erases the salts of what landlords' chains say of her persons and her roles.
async fn part_from_landlords(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    let persons = all!(
        tx.on() => (PersonId, LandlordId),
        "SELECT p.id, p.landlord_id FROM account_person a JOIN person p ON p.id = a.person_id
         WHERE a.account_id = $1 ORDER BY p.landlord_id, p.id",
        account,
    )?;
    for (person, landlord) in persons {
        journal::forget(tx, &journal::of_landlord(landlord), person.0).await?;
    }
    let roles = all!(
        tx.on() => (MembershipId, Option<LandlordId>),
        "SELECT id, landlord_id FROM membership WHERE account_id = $1 ORDER BY landlord_id, id",
        account,
    )?;
    for (role, landlord) in roles {
        let chain = landlord.map_or_else(|| journal::INSTANCE.to_owned(), journal::of_landlord);
        journal::forget(tx, &chain, role.0).await?;
    }
    Ok(())
}
