//! `/health`: for whoever watches the service.

use super::state::Site;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde_json::json;

/// 200 with the version when the database answers, 503 when it does not.
pub async fn health(State(site): State<Site>) -> impl IntoResponse {
    let answers = site.db.ping().await;
    if let Err(error) = &answers {
        tracing::error!(%error, "health: the database does not answer");
    }
    let status = if answers.is_ok() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = json!({
        "status": if answers.is_ok() { "ok" } else { "unavailable" },
        "version": env!("CARGO_PKG_VERSION"),
        "database": format!("{:?}", site.db.engine()).to_lowercase(),
        "demo": site.demo,
    });
    (
        status,
        [
            (header::CONTENT_TYPE, "application/json"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        body.to_string(),
    )
}
