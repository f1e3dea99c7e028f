//! A mail of the outbox as it goes over the wire.

use crate::cli::Failure;
use lettre::Message;
use lettre::address::AddressError;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use palier_store::mail::Leased;

/// The sender's address, as in `Palier <palier@example.org>`.
#[derive(Clone, Debug)]
pub struct From(Mailbox);

/// Why a mail cannot leave at all.
#[derive(Debug, thiserror::Error)]
pub enum Unsendable {
    /// Its recipient is no address.
    #[error("the recipient is no address: {0}")]
    Recipient(#[from] AddressError),
    /// Its parts make no message.
    #[error("the message cannot be written: {0}")]
    Message(#[from] lettre::error::Error),
}

impl From {
    /// Reads an address, with or without a name before it.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        text.parse().map(Self).map_err(|error| {
            Failure::new(format!(
                "mail_from is no address: {error}. Write Palier <palier@example.org>"
            ))
        })
    }

    /// The message: text and HTML, a `Message-ID` that stays the same when it is sent again.
    ///
    /// # Errors
    /// When the recipient is no address.
    pub fn message(&self, mail: &Leased) -> Result<Message, Unsendable> {
        let id = format!("<{}@{}>", mail.id, self.0.email.domain());
        let mut message = Message::builder()
            .from(self.0.clone())
            .to(Mailbox::new(None, mail.recipient.parse()?))
            .subject(&mail.subject)
            .message_id(Some(id))
            .multipart(MultiPart::alternative_plain_html(
                mail.body_text.clone(),
                mail.body_html.clone(),
            ))?;
        // RFC 3834, section 5: no answering machine answers.
        let name = HeaderName::new_from_ascii_str("Auto-Submitted");
        let value = HeaderValue::new(name, "auto-generated".to_owned());
        message.headers_mut().insert_raw(value);
        Ok(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use palier_domain::id::MailId;

    #[test]
    fn a_mail_sent_again_is_the_same_mail() {
        let from = From::parse("Palier <palier@example.org>").unwrap();
        let id = MailId(palier_store::ids::new_v4());
        let mail = Leased {
            id,
            kind: "story".to_owned(),
            recipient: "claire@example.org".to_owned(),
            subject: "Été".to_owned(),
            body_text: "Bonjour".to_owned(),
            body_html: "<p>Bonjour</p>".to_owned(),
            attempts: 1,
            created_at: chrono::DateTime::UNIX_EPOCH,
            lease_until: chrono::DateTime::UNIX_EPOCH,
        };
        let wire = String::from_utf8(from.message(&mail).unwrap().formatted()).unwrap();
        assert!(
            wire.contains(&format!("Message-ID: <{id}@example.org>")),
            "{wire}"
        );
        assert!(wire.contains("Auto-Submitted: auto-generated"));
        assert!(wire.contains("text/plain") && wire.contains("text/html"));
        let broken = Leased {
            recipient: "claire".to_owned(),
            ..mail
        };
        assert!(from.message(&broken).is_err());
    }
}
