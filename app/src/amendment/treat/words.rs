//! What the rules say when they let something lapse, and the mail to whoever commented.

use crate::i18n::{Locale, T};
use crate::mail::Letter;
use crate::site::dates::zone_of;
use chrono::{DateTime, Utc};
use palier_domain::charter::comment_fate::CommentFate;
use palier_domain::charter::merge::Lapse;
use palier_domain::mail::{Urgency, leaves_at};
use palier_store::amendment;
use palier_store::decision::{CommentAuthor, CommentTold, Words};

/// The words of one site, for people in a zone.
pub struct InWords {
    origin: String,
    zone: String,
}

/// Reasons are public, and written once: in the language of the charter.
const PUBLIC: T = T { locale: Locale::Fr };

impl InWords {
    /// From a site, for people in a zone.
    #[must_use]
    pub fn at(origin: &dyn std::fmt::Display, zone: &str) -> Self {
        Self {
            origin: origin.to_string(),
            zone: zone.to_owned(),
        }
    }
}

impl Words for InWords {
    fn lapses(&self, _: &Lapse, with: Option<i64>) -> String {
        match with {
            Some(number) => PUBLIC.treat_lapse_beside(number),
            None => PUBLIC.treat_lapse_beside_one().to_owned(),
        }
    }

    fn orphan(&self) -> String {
        PUBLIC.treat_lapse_orphan().to_owned()
    }

    fn overdue(&self) -> String {
        PUBLIC.treat_lapse_overdue().to_owned()
    }

    fn comment(
        &self,
        to: &CommentAuthor,
        said: &CommentTold<'_>,
        now: DateTime<Utc>,
    ) -> Option<amendment::Letter> {
        let locale = Locale::from_tag(&to.locale).unwrap_or_default();
        let t = T { locale };
        let fate = match (said.fate, said.argument, said.number) {
            (CommentFate::Argument, Some(words), _) => t.treat_mail_argument(words),
            (CommentFate::Amendment, _, Some(number)) => t.treat_mail_amendment(number),
            _ => t.treat_mail_no_change().to_owned(),
        };
        let mut letter = Letter::new(t, t.treat_mail_subject(), &self.origin)
            .says(t.mail_hello(&to.own_name))
            .says(t.treat_mail_comment())
            .says(fate);
        if !said.reason.is_empty() {
            letter = letter.says(t.amendment_mail_why(said.reason));
        }
        let (slug, handle) = (said.landlord_slug, said.handle);
        let page = format!("{}/{slug}/charte/revue?article={handle}", self.origin);
        let letter = letter.link(t.treat_mail_button(), page);
        Some(amendment::Letter {
            text: letter.text(),
            html: letter.html(),
            subject: letter.subject,
            send_after: leaves_at(now, &zone_of(&self.zone), Urgency::Ordinary),
        })
    }
}
