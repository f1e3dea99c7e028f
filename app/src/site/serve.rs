//! From the list of routes to a service: context, security, error pages, compression, logs.

use super::access::{Access, enforce};
use super::context::{Ctx, REQUEST_ID, request_id_header};
use super::error::{self, AppError, Elsewhere};
use super::{routes::routes, security, state::Site};
use crate::election::vote::is_untraced;
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use std::time::Instant;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tracing::Instrument as _;

/// The service of all pages and forms.
pub fn router(site: Site) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let access: Access = route.access;
        let takes = DefaultBodyLimit::max(route.takes);
        let guarded: MethodRouter<Site> =
            route
                .handler
                .layer(from_fn(move |ctx: Ctx, request: Request, next: Next| {
                    enforce(access, ctx, request, next)
                }));
        let guarded: MethodRouter<Site> = guarded.layer(takes);
        router = router.route(route.path, guarded);
    }
    router
        .fallback(|| async { AppError::NotFound })
        .method_not_allowed_fallback(|| async { AppError::MethodNotAllowed })
        .layer(from_fn(security::refuse_foreign))
        .layer(from_fn(refuse_elsewhere))
        .layer(CatchPanicLayer::custom(|_| {
            AppError::internal(&"a handler panicked").into_response()
        }))
        .layer(from_fn_with_state(site.clone(), around))
        // The fastest level: a page is made for one reader, and half of its cost was squeezing it.
        .layer(
            CompressionLayer::new()
                .gzip(true)
                .quality(CompressionLevel::Fastest),
        )
        .with_state(site)
}

/// Stops what a layer outside marked as not served here, so that it gets a page.
async fn refuse_elsewhere(request: Request, next: Next) -> Response {
    if request.extensions().get::<Elsewhere>().is_some() {
        return AppError::NotServed.into_response();
    }
    next.run(request).await
}

/// The outermost layer: makes the context, and turns a bare error into its page.
async fn around(State(site): State<Site>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = super::secret::nonce().unwrap_or_default();
    let (mut parts, body) = request.into_parts();
    let method = parts.method.clone();
    let route = parts.extensions.get::<MatchedPath>().cloned();
    let path = parts.uri.path().to_owned();
    let span = tracing::info_span!("request", request = %id);
    let (ctx, response) = match Ctx::read(&site, &parts, id).instrument(span.clone()).await {
        Ok(ctx) => {
            parts.extensions.insert(ctx.clone());
            let request = Request::from_parts(parts, body);
            (ctx, next.run(request).instrument(span.clone()).await)
        }
        Err(failed) => (failed.0, failed.1.into_response()),
    };
    let mut response = explained(&ctx, response);
    security::harden(&ctx, response.headers_mut());
    if let Some(id) = request_id_header(&ctx.request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    if is_untraced(route) {
        return response;
    }
    span.in_scope(|| log(&method, &path, &response, started));
    let status = response.status().as_u16();
    site.metrics
        .observe(method.as_str(), route, status, started.elapsed());
    response
}

/// An error without a page gets one, in the reader's language.
fn explained(ctx: &Ctx, response: Response) -> Response {
    let status = response.status();
    let has_page = response
        .headers()
        .contains_key(axum::http::header::CONTENT_TYPE);
    let known = response.extensions().get::<AppError>().copied();
    match known {
        Some(error) => error::page(ctx, error),
        // The framework's own refusals (a form that lacks a field) are bare text.
        None if (status.is_client_error() || status.is_server_error())
            && (!has_page || is_plain(&response)) =>
        {
            AppError::of_status(status).map_or(response, |error| error::page(ctx, error))
        }
        None => response,
    }
}

fn is_plain(response: &Response) -> bool {
    let kind = response.headers().get(axum::http::header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

/// A path as the log may hold it: a token in it would open a door to whoever reads the log.
fn without_token(path: &str) -> &str {
    ["/connexion/lien/", "/connexion/courriel/", "/suivi/"]
        .into_iter()
        .find(|door| path.starts_with(door))
        .unwrap_or(path)
}

/// One line per request, in the span that carries the request's id. The query is left out: it may
/// hold what a person typed.
fn log(method: &Method, path: &str, response: &Response, started: Instant) {
    let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    let path = without_token(path);
    tracing::info!(%method, path, status = response.status().as_u16(), micros, "answered");
}
