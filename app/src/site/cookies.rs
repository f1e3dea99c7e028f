//! Our few cookies: session, visitor, device, activation, language. None follows anybody.

use super::origin::Origin;
use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};

/// A cookie of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The open session: a token.
    Session,
    /// Whose refused forms are kept for a day: a token, set when a form was refused.
    Visitor,
    /// A device that has signed in before: a token.
    Device,
    /// The right code was typed: a token for half an hour.
    Activation,
    /// The language chosen.
    Locale,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Session => "palier_session",
            Self::Visitor => "palier_visitor",
            Self::Device => "palier_device",
            Self::Activation => "palier_activation",
            Self::Locale => "palier_langue",
        }
    }

    fn lasts(self) -> Duration {
        match self {
            Self::Session => Duration::days(30),
            Self::Visitor => Duration::days(1),
            Self::Device | Self::Locale => Duration::days(365),
            Self::Activation => Duration::minutes(30),
        }
    }

    /// On TLS the prefix binds the cookie to this very host.
    fn full_name(self, origin: &Origin) -> String {
        if origin.is_secure() {
            format!("__Host-{}", self.name())
        } else {
            self.name().to_owned()
        }
    }
}

/// Reads one of our cookies from a request.
#[must_use]
pub fn read(headers: &HeaderMap, origin: &Origin, kind: Kind) -> Option<String> {
    let name = kind.full_name(origin);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse_encoded)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
        .filter(|value| value.len() <= 100)
}

/// Writes one of our cookies.
#[must_use]
pub fn write(origin: &Origin, kind: Kind, value: &str) -> Option<HeaderValue> {
    header_value(origin, kind, value, kind.lasts())
}

/// Takes one of our cookies back.
#[must_use]
pub fn erase(origin: &Origin, kind: Kind) -> Option<HeaderValue> {
    header_value(origin, kind, "", Duration::ZERO)
}

fn header_value(origin: &Origin, kind: Kind, value: &str, lasts: Duration) -> Option<HeaderValue> {
    let cookie = Cookie::build((kind.full_name(origin), value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(origin.is_secure())
        .max_age(lasts)
        .build();
    HeaderValue::from_str(&cookie.encoded().to_string()).ok()
}
