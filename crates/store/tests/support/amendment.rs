//! A charter that is amended: people in every role, and an association's amendment.

use super::{Ground, instant, letter_text};
use palier_domain::account::role::{Quality, Role};
use palier_domain::charter::operation::{BaseClause, Operation, Target};
use palier_domain::id::{
    AccountId, AmendmentId, ContributorId, FormId, LandlordId, TextId, VersionId,
};
use palier_store::amendment::{
    self, Act, AmendmentError, By, Content, Fate, Letter, Letters, NewAmendment, Person, Recipient,
    What,
};
use palier_store::standing::Standing;
use palier_store::{ids, text};

/// Somebody, with what she is.
pub struct Someone {
    pub account: AccountId,
    pub face: ContributorId,
    pub standing: Standing,
}

impl Someone {
    /// As the store takes her.
    pub fn person(&self) -> Person<'_> {
        Person {
            account: self.account,
            standing: &self.standing,
        }
    }

    /// The quality in which she speaks.
    pub fn quality(&self) -> Quality {
        self.standing.qualities[0]
    }

    /// What she does at an instant.
    pub fn at(&self, time: &str) -> Act<'_> {
        Act {
            by: By::Person(self.person()),
            letters: &Plain,
            now: instant(time),
        }
    }
}

/// What the rules themselves do at an instant.
pub fn process(time: &str) -> Act<'static> {
    Act {
        by: By::Process,
        letters: &Plain,
        now: instant(time),
    }
}

/// Mails in plain words.
pub struct Plain;

impl Letters for Plain {
    fn write(
        &self,
        to: &Recipient,
        fate: &Fate<'_>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Option<Letter> {
        let role = if to.wrote { "author" } else { "signatory" };
        Some(Letter {
            subject: format!("{} {role}", fate.what.name()),
            text: fate.amendment.title.clone(),
            html: String::new(),
            send_after: now,
        })
    }
}

/// A charter with two associations, and people in every role.
pub struct Scene {
    pub landlord: LandlordId,
    pub text: TextId,
    pub version: VersionId,
    pub base: Vec<BaseClause>,
    /// Tenants.
    pub claire: Someone,
    pub idriss: Someone,
    pub lea: Someone,
    /// Two delegates of one association, one of another.
    pub dora: Someone,
    pub denis: Someone,
    pub odile: Someone,
    pub landlord_staff: Someone,
    pub facilitator: Someone,
    pub guarantor: Someone,
    /// A tenant of the drafting committee.
    pub editor: Someone,
    pub nobody: Someone,
}

impl Scene {
    /// On a database of its own.
    pub async fn new(ground: &Ground) -> Self {
        Self::with(ground, letter_text()).await
    }

    /// The same, with a charter that says something else.
    pub async fn with(ground: &Ground, source: &str) -> Self {
        let landlord = ground.landlord("rive-neuve").await;
        let charter = ground.charter(landlord, source).await;
        let association = ground.association("tilleuls", landlord).await;
        let other = ground.association("coteaux", landlord).await;
        let one = async |name: &str, qualities: &[Quality], roles: &[Role]| {
            let address = format!("{name}@example.org");
            let account = ground.try_account(name, Some(&address)).await.unwrap();
            Someone {
                account,
                face: ground.face(account, landlord, name).await.unwrap(),
                standing: Standing {
                    qualities: qualities.to_vec(),
                    roles: roles.to_vec(),
                    estate: None,
                },
            }
        };
        let ours = [Quality::Association(association)];
        let delegate = [Role::AssociationDelegate];
        let scene = Self {
            landlord,
            text: charter.text_id,
            version: charter.version_id,
            base: text::base(&ground.db, charter.version_id).await.unwrap(),
            claire: one("claire", &[Quality::Tenant], &[]).await,
            idriss: one("idriss", &[Quality::Tenant], &[]).await,
            lea: one("lea", &[Quality::Tenant], &[]).await,
            dora: one("dora", &ours, &delegate).await,
            denis: one("denis", &ours, &delegate).await,
            odile: one("odile", &[Quality::Association(other)], &delegate).await,
            landlord_staff: one("staff", &[Quality::Landlord], &[Role::LandlordStaff]).await,
            facilitator: one("anima", &[Quality::Tenant], &[Role::Facilitator]).await,
            guarantor: one("garant", &[], &[Role::Guarantor]).await,
            editor: one("editor", &[Quality::Tenant], &[]).await,
            nobody: one("nobody", &[], &[]).await,
        };
        let mut tx = ground.begin().await;
        let now = instant("10:30:00");
        amendment::join_committee(&mut tx, scene.text, scene.editor.account, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        scene
    }

    /// Deletes the nth clause of the charter.
    pub fn deletes(&self, nth: usize) -> Operation {
        let clause = &self.base[nth];
        Operation::Delete {
            at: Target {
                clause: clause.clause,
                base: clause.revision,
            },
        }
    }

    /// Says other words in the nth clause of the charter.
    pub fn says(&self, nth: usize, amended: &str) -> Operation {
        Operation::edit(&self.base[nth], amended).unwrap()
    }

    /// An amendment of the nth clause by somebody.
    pub fn new_by(&self, someone: &Someone, title: &str, nth: usize) -> NewAmendment {
        NewAmendment {
            text_id: self.text,
            contributor_id: someone.face,
            quality: someone.quality(),
            content: Content {
                title: title.to_owned(),
                reasons: "Parce que.".to_owned(),
                operations: vec![self.deletes(nth)],
            },
            form_id: FormId(ids::new_v4()),
        }
    }

    /// A draft by somebody.
    pub async fn draft(&self, ground: &Ground, someone: &Someone, nth: usize) -> AmendmentId {
        let new = self.new_by(someone, "Un titre", nth);
        let mut tx = ground.begin().await;
        let made = amendment::create(&mut tx, &new, someone.person(), instant("11:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        made.id
    }

    /// An amendment that somebody handed in.
    pub async fn submitted(&self, ground: &Ground, someone: &Someone, nth: usize) -> AmendmentId {
        let id = self.draft(ground, someone, nth).await;
        let mut tx = ground.begin().await;
        amendment::submit(&mut tx, id, &someone.at("11:10:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Sets where the charter's version stands, behind the store's back.
    pub async fn version_is(&self, ground: &Ground, status: &str) {
        ground
            .raw()
            .execute(&format!("UPDATE text_version SET status = '{status}'"))
            .await;
    }
}

/// What the timeline of an amendment says.
pub async fn happened(ground: &Ground, id: AmendmentId) -> Vec<What> {
    let events = amendment::timeline(&ground.db, id).await.unwrap();
    events.into_iter().map(|event| event.what).collect()
}

/// Does something in a transaction of its own.
#[macro_export]
macro_rules! in_tx {
    ($ground:expr, |$tx:ident| $body:expr) => {{
        let mut tx = $ground.begin().await;
        let done = {
            let $tx = &mut tx;
            $body.await
        };
        match done {
            Ok(done) => tx.commit().await.map(|()| done).map_err(From::from),
            Err(error) => Err(error),
        }
    }};
}

/// Why the table refused, if it did.
pub fn refusal<T>(
    result: &Result<T, AmendmentError>,
) -> Option<palier_domain::charter::amendment::refusal::Refusal> {
    match result {
        Err(AmendmentError::Refused(refusal)) => Some(*refusal),
        _ => None,
    }
}
