//! A comment, those who may decide of it, and what they do.

use super::ground::{Ground, instant};
use chrono::{DateTime, Utc};
use palier_domain::account::role::{Place, Quality, Role};
use palier_domain::id::{
    AccountId, ClauseId, CommentId, ContributorId, FormId, LandlordId, ModerationId, TextId,
    VersionId,
};
use palier_domain::moderation::ground::Ground as On;
use palier_domain::moderation::lifecycle::{AppealOutcome, Outcome};
use palier_store::appeal::{self, AppealError, Appellant, Settlement};
use palier_store::comment::{self, NewComment};
use palier_store::moderation::{self, DecideError, NewDecision};
use palier_store::report::{self, NewReport};
use palier_store::{StoreError, ids, text};

/// An instant of the day.
pub fn at(time: &str) -> DateTime<Utc> {
    instant(time)
}

/// A comment by Claire at noon, a facilitator and a guarantor.
pub struct Scene {
    /// Whose charter it is.
    pub landlord: LandlordId,
    /// The charter.
    pub text: TextId,
    /// Its version.
    pub version: VersionId,
    /// The clause.
    pub clause: ClauseId,
    /// The comment.
    pub comment: CommentId,
    /// Its author's account.
    pub claire: AccountId,
    /// Her face.
    pub author: ContributorId,
    /// Decides first.
    pub facilitator: AccountId,
    /// Decides appeals.
    pub guarantor: AccountId,
}

/// Sets the scene.
pub async fn scene(ground: &Ground, words: &str) -> Scene {
    let (landlord, charter) = ground.landlord_with_charter().await;
    let entries = text::entries(&ground.db, charter.version_id).await.unwrap();
    let claire = ground.account("claire").await;
    let author = ground.face(claire, landlord, "Claire").await.unwrap();
    let mut people = Vec::new();
    for (name, role) in [
        ("animatrice", Role::Facilitator),
        ("garante", Role::Guarantor),
    ] {
        let account = ground.account(name).await;
        ground
            .grant(account, role, Place::Landlord(landlord), None)
            .await;
        people.push(account);
    }
    let mut scene = Scene {
        landlord,
        text: charter.text_id,
        version: charter.version_id,
        clause: entries[2].clause_id,
        comment: CommentId(ids::new_v4()),
        claire,
        author,
        facilitator: people[0],
        guarantor: people[1],
    };
    scene.comment = scene.say(ground, author, None, words).await;
    scene
}

impl Scene {
    async fn say(
        &self,
        ground: &Ground,
        contributor_id: ContributorId,
        thread_id: Option<CommentId>,
        words: &str,
    ) -> CommentId {
        let new = NewComment {
            text_id: self.text,
            clause_id: self.clause,
            version_id: self.version,
            thread_id,
            contributor_id,
            quality: Quality::Tenant,
            body: words.to_owned(),
            form_id: FormId(ids::new_v4()),
        };
        let mut tx = ground.begin().await;
        let id = comment::add(&mut tx, new, at("12:00:00")).await.unwrap().id;
        tx.commit().await.unwrap();
        id
    }

    /// Somebody replies to the comment.
    pub async fn reply(&self, ground: &Ground, words: &str) {
        let other = ground.contributor(self.landlord, "Repondante").await;
        self.say(ground, other, Some(self.comment), words).await;
    }

    /// A report of the comment.
    pub fn new_report(&self, ground: On, account_id: Option<AccountId>) -> NewReport {
        NewReport {
            comment_id: self.comment,
            ground,
            detail: String::new(),
            account_id,
            by_landlord: false,
            form_id: FormId(ids::new_v4()),
        }
    }

    /// Reports the comment.
    pub async fn report(
        &self,
        ground: &Ground,
        on: On,
        account: Option<AccountId>,
    ) -> Result<(), StoreError> {
        let mut tx = ground.begin().await;
        report::add(&mut tx, self.new_report(on, account), at("12:10:00")).await?;
        tx.commit().await
    }

    /// A decision on a comment.
    pub fn decision_on(
        comment_id: CommentId,
        landlord_id: LandlordId,
        by: AccountId,
        roles: &[Role],
        outcome: Outcome,
    ) -> NewDecision<'_> {
        NewDecision {
            comment_id,
            landlord_id,
            by,
            roles,
            outcome,
            ground: On::Insult,
            reason: "Une voisine est insultée sans preuve.",
        }
    }

    /// A decision on the comment.
    pub fn decision<'a>(
        &self,
        by: AccountId,
        roles: &'a [Role],
        outcome: Outcome,
    ) -> NewDecision<'a> {
        Self::decision_on(self.comment, self.landlord, by, roles, outcome)
    }

    /// Tries to decide.
    pub async fn try_decide(
        &self,
        ground: &Ground,
        new: NewDecision<'_>,
        now: DateTime<Utc>,
    ) -> Result<ModerationId, DecideError> {
        let mut tx = ground.begin().await;
        let id = moderation::decide(&mut tx, &new, now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The facilitator decides.
    pub async fn decide_at(
        &self,
        ground: &Ground,
        outcome: Outcome,
        now: DateTime<Utc>,
    ) -> Result<ModerationId, DecideError> {
        let new = self.decision(self.facilitator, &[Role::Facilitator], outcome);
        self.try_decide(ground, new, now).await
    }

    /// The facilitator decides at half past twelve.
    pub async fn decide(
        &self,
        ground: &Ground,
        outcome: Outcome,
    ) -> Result<ModerationId, DecideError> {
        self.decide_at(ground, outcome, at("12:30:00")).await
    }

    /// Somebody reports, the facilitator hides.
    pub async fn hide_at(&self, ground: &Ground, now: DateTime<Utc>) -> ModerationId {
        self.report(ground, On::Insult, None).await.unwrap();
        self.decide_at(ground, Outcome::Hidden, now).await.unwrap()
    }

    /// The same at half past twelve.
    pub async fn hide(&self, ground: &Ground) -> ModerationId {
        self.hide_at(ground, at("12:30:00")).await
    }

    /// Tries to appeal.
    pub async fn try_appeal(
        &self,
        ground: &Ground,
        id: ModerationId,
        by: Appellant<'_>,
        words: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AppealError> {
        let mut tx = ground.begin().await;
        appeal::make(&mut tx, id, by, words, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Claire appeals at one.
    pub async fn appeal(
        &self,
        ground: &Ground,
        id: ModerationId,
        words: &str,
    ) -> Result<(), AppealError> {
        let by = Appellant::Account(self.claire);
        self.try_appeal(ground, id, by, words, at("13:00:00")).await
    }

    /// Somebody with these roles decides of the appeal.
    pub async fn settle_as(
        &self,
        ground: &Ground,
        id: ModerationId,
        by: AccountId,
        roles: &[Role],
        reversed: bool,
    ) -> Result<(), DecideError> {
        let outcome = if reversed {
            AppealOutcome::Reversed
        } else {
            AppealOutcome::Upheld
        };
        let new = Settlement {
            moderation_id: id,
            landlord_id: self.landlord,
            by,
            roles,
            outcome,
            reason: "Après une seconde lecture.",
        };
        let mut tx = ground.begin().await;
        appeal::settle(&mut tx, &new, at("15:00:00")).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A guarantor decides of the appeal.
    pub async fn settle(
        &self,
        ground: &Ground,
        id: ModerationId,
        by: AccountId,
        reversed: bool,
    ) -> Result<(), DecideError> {
        self.settle_as(ground, id, by, &[Role::Guarantor], reversed)
            .await
    }

    /// Claire withdraws her comment.
    pub async fn withdraw(&self, ground: &Ground) {
        let mut tx = ground.begin().await;
        comment::withdraw(&mut tx, self.comment, at("14:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}
