//! `/metrics`, in the text format of Prometheus, on a listener of its own: not for the public.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use palier_app::site::state::Site;
use palier_store::{Db, StoreError, job, mail};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// The service of the other listener.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/metrics", get(figures))
        .with_state(site)
}

async fn figures(State(site): State<Site>) -> Response {
    let mut registry = Registry::with_prefix("palier");
    site.metrics.register(&mut registry);
    let up = gauge(
        &mut registry,
        "database_up",
        "Whether the database answers: 1 or 0",
    );
    match shared(&site.db, &mut registry).await {
        Ok(()) => up.set(1),
        Err(error) => {
            tracing::warn!(%error, "metrics: the database does not answer");
            up.set(0)
        }
    };
    if let Some(bytes) = resident() {
        let about = "Memory of this process, in bytes";
        gauge(&mut registry, "resident_memory_bytes", about).set(bytes);
    }
    let mut text = String::new();
    if encode(&mut text, &registry).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Figures that every process says alike, since they are the database's.
async fn shared(db: &Db, registry: &mut Registry) -> Result<(), StoreError> {
    let [waiting, running, failed] = job::unfinished(db).await?;
    gauge(registry, "jobs_waiting", "Jobs that wait").set(waiting);
    gauge(registry, "jobs_running", "Jobs that a process works on").set(running);
    gauge(registry, "jobs_failed", "Jobs that were given up").set(failed);
    let mails = mail::counts(db).await?;
    gauge(registry, "mails_waiting", "Mails that wait").set(mails.waiting);
    gauge(registry, "mails_failed", "Mails that were given up").set(mails.failed);
    Ok(())
}

fn gauge(registry: &mut Registry, name: &str, about: &str) -> Gauge {
    let gauge = Gauge::default();
    registry.register(name, about, gauge.clone());
    gauge
}

/// The memory that this process holds, where the system tells.
fn resident() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: i64 = line.split_whitespace().nth(1)?.parse().ok()?;
    kib.checked_mul(1024)
}
