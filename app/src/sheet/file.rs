//! A document as a file that a browser opens.

use super::{Sheet, pdf};
use crate::site::error::AppError;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};

/// A document as a PDF file under a name, made where computing disturbs nobody.
///
/// # Errors
/// When it cannot be made.
pub async fn file(written: Sheet, at: DateTime<Utc>, name: &str) -> Result<Response, AppError> {
    let made = tokio::task::spawn_blocking(move || pdf(&written, at)).await;
    let made = made.map_err(|error| AppError::internal(&error))?;
    let made = made.map_err(|error| AppError::internal(&error))?;
    let mut response = ([(header::CONTENT_TYPE, "application/pdf")], made).into_response();
    if let Ok(named) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, named);
    }
    Ok(response)
}
