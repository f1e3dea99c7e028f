//! The public address of the site, which decides cookies, HSTS and what a foreign request is.

use axum::http::{HeaderMap, header};
use std::fmt;

/// Scheme, host and port that people type; no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    /// Nobody said how people reach the site: whatever host they typed is the site's.
    assumed: bool,
}

/// Why an address cannot be the site's.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum OriginError {
    /// Neither http nor https.
    #[error("public_url must begin with https:// or http://, as in https://palier.example.org")]
    Scheme,
    /// Something after the host.
    #[error("public_url must end after the host: no path, as in https://palier.example.org")]
    Path,
}

impl Origin {
    /// Reads `https://host[:port]`, with or without a final slash.
    ///
    /// # Errors
    /// When the scheme is another, or a path follows.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .filter(|host| !host.is_empty())
            .ok_or(OriginError::Scheme)?;
        if host.contains(['/', '?', '#', '@', ' ']) {
            return Err(OriginError::Path);
        }
        Ok(Self {
            text,
            assumed: false,
        })
    }

    /// The address that is listened on, when nobody said which one people type.
    ///
    /// # Errors
    /// As [`Origin::parse`].
    pub fn assumed(text: &str) -> Result<Self, OriginError> {
        Ok(Self {
            assumed: true,
            ..Self::parse(text)?
        })
    }

    /// Whether browsers reach the site by TLS: Secure cookies and HSTS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.text.starts_with("https://")
    }

    /// Whether a request that changes something comes from our own pages.
    ///
    /// `Sec-Fetch-Site` when the browser sends it, `Origin` otherwise; a client that sends neither
    /// is no browser, and carries nobody's cookies by itself.
    #[must_use]
    pub fn accepts(&self, headers: &HeaderMap) -> bool {
        if let Some(site) = headers.get("sec-fetch-site") {
            return site == "same-origin" || site == "none";
        }
        match headers.get(header::ORIGIN) {
            Some(origin) => origin.to_str().is_ok_and(|origin| {
                let host = headers
                    .get(header::HOST)
                    .and_then(|host| host.to_str().ok());
                let typed = host.map(|host| format!("http://{host}"));
                let ours = if self.assumed {
                    typed.as_deref().unwrap_or("")
                } else {
                    &self.text
                };
                origin.eq_ignore_ascii_case(ours)
            }),
            None => true,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Keeps a place to go back to only when it is a path of ours.
///
/// `//host`, `/\host` and control characters would leave the site.
#[must_use]
pub fn own_path(wanted: &str) -> Option<&str> {
    let rest = wanted.strip_prefix('/')?;
    let leaves = rest.starts_with(['/', '\\']) || wanted.chars().any(char::is_control);
    (!leaves && wanted.len() <= 500).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn an_origin_has_a_scheme_a_host_and_nothing_more() {
        assert!(
            Origin::parse("https://palier.example.org/")
                .unwrap()
                .is_secure()
        );
        assert!(!Origin::parse("http://localhost:3000").unwrap().is_secure());
        assert_eq!(
            Origin::parse("palier.example.org"),
            Err(OriginError::Scheme)
        );
        assert_eq!(Origin::parse("https://a.org/b"), Err(OriginError::Path));
    }

    #[test]
    fn a_foreign_page_is_refused() {
        let ours = Origin::parse("https://palier.example.org").unwrap();
        let with = |name: &'static str, value: &'static str| {
            HeaderMap::from_iter([(
                header::HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )])
        };
        assert!(ours.accepts(&with("sec-fetch-site", "same-origin")));
        assert!(!ours.accepts(&with("sec-fetch-site", "cross-site")));
        assert!(!ours.accepts(&with("sec-fetch-site", "same-site")));
        assert!(ours.accepts(&with("origin", "https://palier.example.org")));
        assert!(!ours.accepts(&with("origin", "https://evil.example")));
        assert!(!ours.accepts(&with("origin", "null")));
        assert!(ours.accepts(&HeaderMap::new()));
    }

    #[test]
    fn without_a_public_address_the_host_that_was_typed_is_ours() {
        let assumed = Origin::assumed("http://0.0.0.0:3000").unwrap();
        let headers = |origin| {
            HeaderMap::from_iter([
                (header::HOST, HeaderValue::from_static("192.168.1.5:3000")),
                (header::ORIGIN, HeaderValue::from_static(origin)),
            ])
        };
        assert!(assumed.accepts(&headers("http://192.168.1.5:3000")));
        assert!(!assumed.accepts(&headers("http://evil.example")));
    }

    #[test]
    fn a_way_back_never_leaves_the_site() {
        assert_eq!(
            own_path("/rive-neuve/charte?x=1#y"),
            Some("/rive-neuve/charte?x=1#y")
        );
        for foreign in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\nb",
            "",
        ] {
            assert_eq!(own_path(foreign), None, "{foreign:?}");
        }
    }
}
