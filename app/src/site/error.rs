//! What may go wrong with a request, and the page that says so.
//!
//! A handler returns an [`AppError`]; the response carries it to the outermost layer, which knows
//! the reader's language and writes the page. Causes are logged once, with the request's id.

use super::{context::Ctx, shell};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use palier_store::StoreError;

/// A closed list: each has its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppError {
    /// There is nothing at this address, or nothing for this reader.
    NotFound,
    /// This process serves one election alone, and this is not of it.
    NotServed,
    /// The reader is known, and may not.
    Forbidden,
    /// A form sent from another site.
    ForeignOrigin,
    /// A request this address does not take.
    BadRequest,
    /// The address takes another method.
    MethodNotAllowed,
    /// Somebody changed it in between: nothing was done.
    Conflict,
    /// More than a form may carry.
    TooLarge,
    /// The database does not answer, or its disk is full: nothing was changed.
    Unavailable,
    /// A mistake of ours.
    Internal,
}

/// Marks a request as one for what this process does not serve: [`AppError::NotServed`] answers it.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere;

impl AppError {
    /// Logs the cause, and keeps only that it was a mistake of ours.
    #[must_use]
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Self::Internal
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::NotFound | Self::NotServed => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The error that a bare status stands for, when the framework answered by itself.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND => Some(Self::NotFound),
            StatusCode::FORBIDDEN => Some(Self::Forbidden),
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::MethodNotAllowed),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            StatusCode::SERVICE_UNAVAILABLE => Some(Self::Unavailable),
            status if status.is_client_error() => Some(Self::BadRequest),
            status if status.is_server_error() => Some(Self::Internal),
            _ => None,
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) | StoreError::Full => {
                tracing::error!(%error, "the database refuses");
                Self::Unavailable
            }
            StoreError::Conflict(_) | StoreError::Missing(_) => Self::Conflict,
            other => Self::internal(&other),
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The page of an error: what happened, that nothing is lost, where to go.
#[must_use]
pub fn page(ctx: &Ctx, error: AppError) -> Response {
    let t = ctx.t;
    let (title, said) = match error {
        AppError::NotFound => (t.error_not_found_title(), t.error_not_found()),
        AppError::NotServed => (t.error_not_served_title(), t.error_not_served()),
        AppError::Forbidden => (t.error_forbidden_title(), t.error_forbidden()),
        AppError::ForeignOrigin => (t.error_foreign_title(), t.error_foreign()),
        AppError::BadRequest | AppError::MethodNotAllowed => {
            (t.error_bad_request_title(), t.error_bad_request())
        }
        AppError::Conflict => (t.error_conflict_title(), t.error_conflict()),
        AppError::TooLarge => (t.error_too_large_title(), t.error_too_large()),
        AppError::Unavailable => (t.error_unavailable_title(), t.error_unavailable()),
        AppError::Internal => (t.error_internal_title(), t.error_internal()),
    };
    let reference = ctx.request_id.clone();
    let mut response = shell::page(ctx, &shell::Head::new(title), move || {
        view! {
            <div class="lost">
                {crate::parts::icon::landing()}
                <h1>{title}</h1>
                <p class="lead">{said}</p>
                <p><a class="button" href="/">{t.error_home()}</a></p>
                <p class="who">{t.error_reference()} " " <code>{reference}</code></p>
            </div>
        }
    });
    *response.status_mut() = error.status();
    response
}
