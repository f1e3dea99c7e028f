//! What a handler knows of its request: who, when, in which language.

use super::{access, cookies, error::AppError, origin::own_path, secret, state::Site};
use crate::election::vote;
use crate::i18n::{Locale, T};
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use palier_store::StoreError;
use palier_store::session::{self, Session};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The context of one request; cheap to clone.
#[derive(Clone)]
pub struct Ctx(Arc<Known>);

/// What is known of a request.
pub struct Known {
    /// The site.
    pub site: Site,
    /// The reader's language.
    pub t: T,
    /// The instant at which the request is treated.
    pub now: DateTime<Utc>,
    /// Who is signed in.
    pub session: Option<Session>,
    /// The session's token, hashed.
    pub session_hash: Option<[u8; 32]>,
    /// Whose refused forms are kept, hashed.
    pub visitor_hash: Option<[u8; 32]>,
    /// The device's token, hashed.
    pub device_hash: Option<[u8; 32]>,
    /// The activation ticket's token, hashed.
    pub activation_hash: Option<[u8; 32]>,
    /// For the Content-Security-Policy of this answer.
    pub nonce: String,
    /// Shown on error pages and in each log line.
    pub request_id: String,
    /// Path and query of the page; the home page's when the request was a form.
    pub path: String,
    /// The client's network address, for counting guesses only.
    pub address: String,
    /// Kind of browser and system.
    pub device: String,
}

impl std::ops::Deref for Ctx {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.0
    }
}

impl Ctx {
    /// Reads a request's cookies and opens its session.
    ///
    /// # Errors
    /// When the database does not answer, with a context of which only the session is missing.
    pub async fn read(
        site: &Site,
        request: &Parts,
        request_id: String,
    ) -> Result<Self, Box<(Self, AppError)>> {
        let headers = &request.headers;
        let hashed =
            |kind| cookies::read(headers, &site.origin, kind).map(|c| secret::token_hash(&c));
        let locale = cookies::read(headers, &site.origin, cookies::Kind::Locale)
            .and_then(|tag| Locale::from_tag(&tag))
            .unwrap_or_default();
        let page = request
            .uri
            .path_and_query()
            .filter(|_| request.method == Method::GET);
        let path = page.map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned());
        let mut known = Known {
            site: site.clone(),
            t: T { locale },
            now: site.clock.now(),
            session: None,
            session_hash: hashed(cookies::Kind::Session),
            visitor_hash: hashed(cookies::Kind::Visitor),
            device_hash: hashed(cookies::Kind::Device),
            activation_hash: hashed(cookies::Kind::Activation),
            nonce: secret::nonce().unwrap_or_default(),
            request_id,
            path,
            address: address(site, request),
            device: access::device(headers),
        };
        let route = request.extensions.get::<MatchedPath>();
        // Whoever votes is nobody here: a session that was seen then would be a trace.
        if route.is_some_and(|route| vote::is_untraced(route.as_str())) {
            return Ok(Self(Arc::new(known)));
        }
        if let Some(hash) = known.session_hash {
            match open_session(site, &hash, known.now).await {
                Ok(found) => known.session = found,
                Err(error) => return Err(Box::new((Self(Arc::new(known)), error.into()))),
            }
        }
        Ok(Self(Arc::new(known)))
    }

    /// Who is signed in, or the error that sends to the sign-in page.
    ///
    /// # Errors
    /// When nobody is; routes for people who are signed in never see it.
    pub fn signed_in(&self) -> Result<&Session, AppError> {
        self.session.as_ref().ok_or(AppError::Forbidden)
    }

    /// Today in a landlord's zone.
    #[must_use]
    pub fn today(&self, zone: &str) -> NaiveDate {
        super::dates::local(self.now, zone).date_naive()
    }

    /// Sends the browser to a page of ours; anything else goes to the home page.
    #[must_use]
    pub fn go(&self, path: &str) -> Response {
        let path = own_path(path).unwrap_or("/");
        Redirect::to(&encode(path)).into_response()
    }

    /// The same, leaving a cookie.
    #[must_use]
    pub fn go_with(&self, path: &str, cookies: &[(cookies::Kind, Option<&str>)]) -> Response {
        let mut response = self.go(path);
        self.set(&mut response, cookies);
        response
    }

    /// Writes cookies, or erases those without a value.
    pub fn set(&self, response: &mut Response, cookies: &[(cookies::Kind, Option<&str>)]) {
        for (kind, value) in cookies {
            let header = match value {
                Some(value) => cookies::write(&self.site.origin, *kind, value),
                None => cookies::erase(&self.site.origin, *kind),
            };
            if let Some(header) = header {
                response.headers_mut().append(header::SET_COOKIE, header);
            }
        }
    }
}

/// The open session; that it was seen is written at most every ten minutes.
async fn open_session(
    site: &Site,
    hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Session>, StoreError> {
    let found = session::find(&site.db, hash, now).await?;
    if found
        .as_ref()
        .is_some_and(|found| now - found.seen_at > TimeDelta::minutes(10))
    {
        session::touch(&site.db, hash, now).await?;
    }
    Ok(found)
}

/// Header values are ASCII: other characters of a path are percent-encoded.
fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The client's network address; of IPv6 only the network, since a household has all of one.
fn address(site: &Site, request: &Parts) -> String {
    let forwarded = || {
        // The last line, and in it the last address, was written by our own proxy; those before
        // it by anybody.
        let line = request
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()?;
        line.to_str()
            .ok()?
            .rsplit(',')
            .next()?
            .trim()
            .parse::<IpAddr>()
            .ok()
    };
    let ConnectInfo(peer) = match request.extensions.get::<ConnectInfo<SocketAddr>>() {
        Some(peer) => *peer,
        None => return String::new(),
    };
    let address = Some(site.behind_proxy)
        .filter(|behind| *behind)
        .and_then(|_| forwarded());
    match address.unwrap_or_else(|| peer.ip()).to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Ctx {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(AppError::Internal)
    }
}

/// A header of ours, for the request's id.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The request's id as a header value.
#[must_use]
pub fn request_id_header(id: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(id).ok()
}

/// The headers of a request, for those who need but one.
#[must_use]
pub fn header_text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    headers
        .get(name)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
}
