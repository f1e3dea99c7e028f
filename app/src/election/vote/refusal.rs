//! Why a ballot is not taken: a closed list of codes, for the booth to say in the voter's words.

use crate::site::error::AppError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use palier_store::StoreError;
use serde::Serialize;
use serde_json::json;

/// Why a ballot is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The vote opens later.
    NotOpen(DateTime<Utc>),
    /// The vote has ended.
    Closed,
    /// It is no ballot of this election, by a listed credential, with proofs that hold; the rule
    /// that it breaks.
    BallotInvalid(String),
    /// The two codes fit no line of the register.
    CodesUnknown,
    /// The line voted already.
    AlreadyUsed,
    /// The ballot was opened for an audit, or cast: it cannot be the other.
    Spoiled,
    /// Too many wrong ballots came from this address.
    TooMany,
    /// Too many wait: the same ballot may be sent again in a moment.
    Busy,
    /// There is no such election here.
    NotFound,
}

impl Refusal {
    /// The code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotOpen(_) => "not_open",
            Self::Closed => "closed",
            Self::BallotInvalid(_) => "ballot_invalid",
            Self::CodesUnknown => "codes_unknown",
            Self::AlreadyUsed => "already_used",
            Self::Spoiled => "spoiled",
            Self::TooMany => "too_many",
            Self::Busy => "busy",
            Self::NotFound => "not_found",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotOpen(_) | Self::Closed => StatusCode::FORBIDDEN,
            Self::BallotInvalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::CodesUnknown | Self::NotFound => StatusCode::NOT_FOUND,
            Self::AlreadyUsed | Self::Spoiled => StatusCode::CONFLICT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a box does not answer");
        Self::Busy
    }
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::NotFound,
            _ => Self::Busy,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let said = match &self {
            Self::NotOpen(opens) => json!({ "error": self.code(), "opens": instant(*opens) }),
            Self::BallotInvalid(rule) => json!({ "error": self.code(), "rule": rule }),
            _ => json!({ "error": self.code() }),
        };
        let mut response = answer(&said);
        *response.status_mut() = self.status();
        if self == Self::Busy {
            let soon = HeaderValue::from_static("1");
            response.headers_mut().insert(header::RETRY_AFTER, soon);
        }
        response
    }
}

/// An answer in JSON.
pub fn answer<T: Serialize>(said: &T) -> Response {
    match serde_json::to_vec(said) {
        Ok(bytes) => {
            let kind = (header::CONTENT_TYPE, "application/json; charset=utf-8");
            ([kind], bytes).into_response()
        }
        Err(error) => AppError::internal(&error).into_response(),
    }
}

/// An instant as the booth reads it (RFC 3339, UTC).
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
