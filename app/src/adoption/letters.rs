//! The mails about an adoption: to whoever amended the text, and to the people of its colleges.

use super::clauses::Clauses;
use super::say;
use crate::i18n::{Locale, T};
use crate::mail::Letter;
use crate::site::context::Ctx;
use crate::site::dates::zone_of;
use crate::site::error::AppError;
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::college::College;
use palier_domain::id::VersionId;
use palier_domain::mail::{Urgency, leaves_at};
use palier_store::adoption::{Adoption, Concluded, News, Told, Words};
use palier_store::amendment;
use palier_store::landlord::Landlord;

/// Writes them.
pub struct Mails {
    origin: String,
    slug: String,
    zone: String,
    clauses: Clauses,
}

impl Mails {
    /// For the readers of a landlord's charter, about a version of it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(ctx: &Ctx, landlord: &Landlord, version: VersionId) -> Result<Self, AppError> {
        Ok(Self {
            origin: ctx.site.origin.to_string(),
            slug: landlord.slug.clone(),
            zone: landlord.zone.clone(),
            clauses: Clauses::of(ctx, version).await?,
        })
    }

    /// The clauses that were refused, a sentence each.
    fn refused(&self, t: T, adoption: &Adoption) -> Vec<String> {
        let colleges = adoption.colleges.iter();
        let all = colleges.flat_map(|state| &state.refused).map(|one| {
            let clause = self.clauses.name(t, one.clause_id);
            t.adoption_mail_refused(clause, say::college(t, one.college), &one.reason)
        });
        all.collect()
    }
}

impl Words for Mails {
    fn news(
        &self,
        to: &Told,
        news: News,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> Option<amendment::Letter> {
        let locale = Locale::from_tag(&to.locale).unwrap_or_default();
        let t = T { locale };
        let n = adoption.sequence;
        let (subject, happened) = match news {
            News::Opened => (t.adoption_mail_subject_opened(), t.adoption_mail_opened(n)),
            News::Concluded(Concluded::Adopted) => (
                t.adoption_mail_subject_adopted(),
                t.adoption_mail_adopted(n),
            ),
            News::Concluded(Concluded::Returned) => (
                t.adoption_mail_subject_returned(),
                t.adoption_mail_returned(n),
            ),
        };
        let mut letter = Letter::new(t, subject, &self.origin)
            .says(t.mail_hello(&to.own_name))
            .says(happened);
        if news == News::Concluded(Concluded::Returned) {
            for one in self.refused(t, adoption) {
                letter = letter.says(one);
            }
        }
        if news == News::Opened {
            for college in &to.colleges {
                letter = letter.says(asked(t, *college));
            }
        }
        if to.amended {
            letter = letter.says(t.adoption_mail_amended());
        }
        let page = format!("{}/{}/charte/adoption", self.origin, self.slug);
        let letter = letter.link(t.adoption_mail_button(), page);
        Some(amendment::Letter {
            text: letter.text(),
            html: letter.html(),
            subject: letter.subject,
            send_after: leaves_at(now, &zone_of(&self.zone), Urgency::Ordinary),
        })
    }
}

/// What is asked of the people of a college.
fn asked(t: T, college: College) -> &'static str {
    match college {
        College::Tenants => t.adoption_mail_tenants(),
        College::Associations => t.adoption_mail_associations(),
        College::Landlord => t.adoption_mail_landlord(),
    }
}
