//! The mails that say what became of an amendment, to its author and to those who signed it.

use crate::i18n::{Locale, T};
use crate::mail::Letter;
use crate::site::context::Ctx;
use crate::site::dates::zone_of;
use chrono::{DateTime, Utc};
use palier_domain::mail::{Urgency, leaves_at};
use palier_store::amendment::{self, Fate, Letters, Recipient, What};
use palier_store::landlord::Landlord;

/// Writes them.
pub struct Mails {
    origin: String,
    zone: String,
}

impl Mails {
    /// For the readers of a landlord's charter.
    #[must_use]
    pub fn new(ctx: &Ctx, landlord: &Landlord) -> Self {
        Self::at(&ctx.site.origin, &landlord.zone)
    }

    /// From a site, for people in a zone.
    #[must_use]
    pub fn at(origin: &dyn std::fmt::Display, zone: &str) -> Self {
        Self {
            origin: origin.to_string(),
            zone: zone.to_owned(),
        }
    }
}

impl Letters for Mails {
    fn write(
        &self,
        to: &Recipient,
        fate: &Fate<'_>,
        now: DateTime<Utc>,
    ) -> Option<amendment::Letter> {
        if !fate.what.is_told() {
            return None;
        }
        let locale = Locale::from_tag(&to.locale).unwrap_or_default();
        let t = T { locale };
        let one = fate.amendment;
        let title = if one.title.is_empty() {
            t.amendment_mail_untitled()
        } else {
            &one.title
        };
        let named = match (one.number, to.wrote) {
            (Some(n), true) => t.amendment_mail_yours_numbered(n, title),
            (None, true) => t.amendment_mail_yours(title),
            (Some(n), false) => t.amendment_mail_signed_numbered(n, title),
            (None, false) => t.amendment_mail_signed(title),
        };
        let mut letter = Letter::new(t, t.amendment_mail_subject(), &self.origin)
            .says(t.mail_hello(&to.own_name))
            .says(named)
            .says(happened(t, fate.what));
        if !one.reason.is_empty() {
            letter = letter.says(t.amendment_mail_why(&one.reason));
        }
        let page = format!(
            "{}/{}/charte/mes-amendements",
            self.origin, one.landlord_slug
        );
        let letter = letter.link(t.amendment_mail_button(), page);
        Some(amendment::Letter {
            text: letter.text(),
            html: letter.html(),
            subject: letter.subject,
            send_after: leaves_at(now, &zone_of(&self.zone), Urgency::Ordinary),
        })
    }
}

fn happened(t: T, what: What) -> &'static str {
    match what {
        What::SupportAsked => t.amendment_mail_support_asked(),
        What::Submitted => t.amendment_mail_submitted(),
        What::Signed => t.amendment_mail_signed_by(),
        What::Unsigned => t.amendment_mail_unsigned(),
        What::Admissible => t.amendment_mail_admissible(),
        What::Inadmissible => t.amendment_mail_inadmissible(),
        What::Appealed => t.amendment_mail_appealed(),
        What::AppealRuled => t.amendment_mail_appeal_ruled(),
        What::Recommended => t.amendment_mail_recommended(),
        What::Answered => t.amendment_mail_answered(),
        What::PutToVote => t.amendment_mail_put_to_vote(),
        What::Decided => t.amendment_mail_decided(),
        What::Lapsed => t.amendment_mail_lapsed(),
        What::Incorporated => t.amendment_mail_incorporated(),
        What::Withdrawn => t.amendment_mail_withdrawn(),
        What::TakenOver => t.amendment_mail_taken_over(),
        What::Carried => t.amendment_mail_carried(),
        What::Chosen => t.amendment_mail_chosen(),
        What::Amended => t.amendment_mail_amended(),
    }
}
