//! `palier serve --only ELECTION`: one election alone, its pages, its booth, its board and its box.
//!
//! Whatever else is asked for gets a page that says so, no job is done and no mail is sent: an
//! election can have a process and an address of its own.

use crate::cli::Failure;
use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Redirect, Response};
use palier_app::site::error::Elsewhere;
use palier_app::site::state::Site;
use palier_store::{election, landlord};
use std::sync::Arc;

/// The election that is served alone.
#[derive(Clone, Debug)]
pub struct Only {
    handle: String,
    /// Where its pages begin, as `/rive-neuve/election/BbGQ2n8QqP5bjx`.
    home: String,
}

/// The election that was asked for, if one was.
///
/// # Errors
/// When there is none of that identifier.
pub async fn find(site: &Site, handle: Option<&str>) -> Result<Option<Only>, Failure> {
    let Some(handle) = handle else {
        return Ok(None);
    };
    let none = || Failure::new(format!("no election is called {handle} here"));
    let found = election::by_handle(&site.db, handle).await?;
    let found = found.ok_or_else(none)?;
    let landlord = landlord::get(&site.db, found.landlord_id).await?;
    let landlord = landlord.ok_or_else(none)?;
    Ok(Some(Only {
        home: format!("/{}/election/{handle}", landlord.slug),
        handle: handle.to_owned(),
    }))
}

impl Only {
    /// Leaves of a service what belongs to the election.
    pub fn of(self, service: Router) -> Router {
        let only = Arc::new(self);
        service.layer(from_fn(move |request: Request, next: Next| {
            let only = Arc::clone(&only);
            async move { only.answer(request, next).await }
        }))
    }

    async fn answer(&self, mut request: Request, next: Next) -> Response {
        let path = request.uri().path();
        if path == "/" && request.method() == Method::GET {
            return Redirect::to(&self.home).into_response();
        }
        if !self.has(path) {
            request.extensions_mut().insert(Elsewhere);
        }
        next.run(request).await
    }

    /// Whether an address belongs to the election, or to what every page needs.
    fn has(&self, path: &str) -> bool {
        let below = |start: &str| {
            let rest = path.strip_prefix(start);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let api = format!("/api/election/{}", self.handle);
        let common = [
            "/assets",
            "/health",
            "/robots.txt",
            "/favicon.ico",
            "/api/locale",
        ];
        below(&self.home) || below(&api) || common.iter().any(|start| below(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_election_is_served_and_nothing_else() {
        let only = Only {
            handle: "BbGQ2n8QqP5bjx".to_owned(),
            home: "/rive-neuve/election/BbGQ2n8QqP5bjx".to_owned(),
        };
        for path in [
            "/rive-neuve/election/BbGQ2n8QqP5bjx",
            "/rive-neuve/election/BbGQ2n8QqP5bjx/urne",
            "/api/election/BbGQ2n8QqP5bjx/cast",
            "/assets/site.css",
            "/health",
        ] {
            assert!(only.has(path), "{path}");
        }
        for path in [
            "/",
            "/rive-neuve",
            "/rive-neuve/election/BbGQ2n8QqP5bjxx",
            "/autre/election/BbGQ2n8QqP5bjx",
            "/connexion",
            "/api/election/other/cast",
            "/healthy",
        ] {
            assert!(!only.has(path), "{path}");
        }
    }
}
