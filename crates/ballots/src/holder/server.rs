//! Rounds 2, 4 and 6: what the server does with what the holders sent, in whatever order it came.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::in_group;
use crate::threshold::{Certificates, OutputText, PolynomialText, json};
use crate::wire::{CertificateKeysText, ContextText, SignedText, print, read};
use crate::{Error, Group, HashLayer, Version1};

/// What round 2 sends to every holder.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CertificatesText {
    certs: Vec<SignedText>,
}

/// Certificates with the context that the first of them names; nothing is checked yet.
pub(super) struct Sent {
    texts: Vec<SignedText>,
    pub group: String,
    pub threshold: u64,
}

impl Sent {
    /// Reads what round 2 wrote.
    pub fn read(text: &str) -> Result<Self, Error> {
        let CertificatesText { certs } = read(text.as_bytes())?;
        Self::of(certs)
    }

    fn of(texts: Vec<SignedText>) -> Result<Self, Error> {
        let first = texts.first().ok_or(Error::Missing)?;
        let context = context(first)?;
        Ok(Self {
            texts,
            group: context.group,
            threshold: context.threshold,
        })
    }

    /// How many there are.
    pub fn size(&self) -> u64 {
        u64::try_from(self.texts.len()).unwrap_or(u64::MAX)
    }

    /// Checks them all.
    pub fn check<G: Group>(self) -> Result<Certificates<G>, Error> {
        Certificates::check(self.texts, self.threshold).map_err(name_holder)
    }
}

/// Round 2: checks the holders' certificates, and puts them in the order of the holders.
///
/// # Errors
/// [`Error::Holder`] naming whose certificate is refused, [`Error::ThresholdBounds`], and
/// [`Error::GroupUnsupported`].
pub fn certificates(texts: &[&str], threshold: u64) -> Result<String, Error> {
    let read_one = |(at, text): (usize, &&str)| -> Result<(u64, SignedText), Error> {
        let refuse = |cause: Error| cause.at(format!("certificate {}", at + 1));
        let text: SignedText = read(text.as_bytes()).map_err(refuse)?;
        let index = context(&text).map_err(refuse)?.index;
        Ok((index, text))
    };
    let read_all = texts.iter().enumerate().map(read_one);
    let mut read_all = read_all.collect::<Result<Vec<_>, _>>()?;
    read_all.sort_by_key(|(index, _)| *index);
    let certs = read_all.into_iter().map(|(_, text)| text).collect();
    let sent = Sent {
        threshold,
        ..Sent::of(certs)?
    };
    let group = sent.group.clone();
    let certs = in_group!(&*group, G => sent.check::<G>().map(|checked| checked.texts().to_vec()))?;
    Ok(json(&CertificatesText { certs }))
}

/// A fingerprint of all certificates, for the holders to compare by other means than the server.
///
/// # Errors
/// [`Error::Json`] when the text is not what round 2 wrote.
pub fn certificates_fingerprint(certificates: &str) -> Result<String, Error> {
    Ok(certs_fingerprint(&Sent::read(certificates)?.texts))
}

/// Round 4: checks the commitments, and sorts the shares into one text for each holder, in the order
/// of the holders.
///
/// # Errors
/// [`Error::Holder`] naming whose polynomial is refused, or missing.
pub fn inputs(certificates: &str, polynomials: &[&str]) -> Result<Vec<String>, Error> {
    let sent = Sent::read(certificates)?;
    let group = sent.group.clone();
    in_group!(&*group, G => {
        let checked = sent.check::<G>()?;
        let polynomials = in_order(&checked, polynomials, polynomial_author)?;
        let inputs = checked.inputs(&polynomials).map_err(name_holder)?;
        Ok(inputs.iter().map(json).collect())
    })
}

/// Round 6: checks every holder's key, and makes the part of the trustees' record.
///
/// # Errors
/// [`Error::Holder`] naming whose key is refused, or missing.
pub fn threshold(
    certificates: &str,
    polynomials: &[&str],
    outputs: &[&str],
) -> Result<String, Error> {
    let sent = Sent::read(certificates)?;
    let group = sent.group.clone();
    in_group!(&*group, G => {
        let checked = sent.check::<G>()?;
        let polynomials = in_order(&checked, polynomials, polynomial_author)?;
        let outputs = in_order(&checked, outputs, output_author)?;
        let part = checked.finish(&polynomials, &outputs).map_err(name_holder)?;
        Ok(json(&part))
    })
}

/// Whose polynomial it is.
fn polynomial_author<G: Group>(
    certificates: &Certificates<G>,
    text: &PolynomialText,
) -> Option<usize> {
    let signed = &text.coefexps;
    certificates.author(&signed.message, &signed.signature)
}

/// Whose key it is.
fn output_author<G: Group>(certificates: &Certificates<G>, text: &OutputText) -> Option<usize> {
    let key = &text.public_key;
    certificates.author(&key.public_key, key.signature.as_ref()?)
}

/// Reads what each holder sent, and puts it in the order of the holders by the signatures.
fn in_order<G: Group, T: DeserializeOwned>(
    certificates: &Certificates<G>,
    texts: &[&str],
    author: fn(&Certificates<G>, &T) -> Option<usize>,
) -> Result<Vec<T>, Error> {
    let mut places: Vec<Option<T>> = certificates.texts().iter().map(|_| None).collect();
    for (at, text) in texts.iter().enumerate() {
        let refuse = |cause: Error| cause.at(format!("text {}", at + 1));
        let text: T = read(text.as_bytes()).map_err(refuse)?;
        let holder = author(certificates, &text).ok_or_else(|| refuse(Error::NotAHolder))?;
        let taken = places.get_mut(holder).ok_or(Error::NotAHolder)?;
        if taken.replace(text).is_some() {
            return Err(of_holder(holder, Error::KeyRepeated));
        }
    }
    let ordered = places.into_iter().enumerate();
    ordered
        .map(|(holder, text)| text.ok_or_else(|| of_holder(holder, Error::Missing)))
        .collect()
}

/// The context that a certificate names.
fn context(text: &SignedText) -> Result<ContextText, Error> {
    let keys: CertificateKeysText = read(text.message.as_bytes())?;
    keys.context.ok_or_else(|| Error::Missing.within("context"))
}

/// The fingerprint of certificates as the trustees' record holds them.
pub(super) fn certs_fingerprint(texts: &[SignedText]) -> String {
    Version1::fingerprint(&print(&texts))
}

/// Says which holder a refusal is about, where its place says it: `secrets[1]` is holder 2's.
pub(super) fn name_holder(error: Error) -> Error {
    let place = match &error {
        Error::At { place, .. } => place.as_str(),
        _ => return error,
    };
    let digits = place
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'));
    match digits.and_then(|(digits, _)| digits.parse().ok()) {
        Some(holder) => of_holder(holder, error),
        None => error,
    }
}

fn of_holder(holder: usize, cause: Error) -> Error {
    Error::Holder {
        number: u64::try_from(holder).unwrap_or(u64::MAX).saturating_add(1),
        cause: Box::new(cause),
    }
}
