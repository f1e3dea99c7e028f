//! The one list of routes: address, method, who may call it, what answers.
//!
//! The router is built from this list and from nothing else, so that a route without a declared
//! caller cannot exist, and tests and the accessibility walk know every page.

mod adopted;
mod adoption;
mod agreement;
mod amendment_read;
mod amendment_treat;
mod amendment_write;
mod closing;
mod consultation;
mod forms;
mod pages;
mod paper;
mod preparation;
mod result;

use super::access::Access;
use super::state::Site;
use axum::http::Method;
use axum::routing::MethodRouter;

/// One route.
pub struct Route {
    /// The address, with parameters in braces.
    pub path: &'static str,
    /// GET for a page, POST for a form.
    pub method: Method,
    /// Who may call it.
    pub access: Access,
    /// What answers.
    pub handler: MethodRouter<Site>,
    /// The most that a request may carry, in bytes.
    pub takes: usize,
}

impl Route {
    /// The same, for requests that carry a file.
    fn takes(mut self, bytes: usize) -> Self {
        self.takes = bytes;
        self
    }
}

/// The most that a form may carry, in bytes: four thousand characters, many times over.
const FORM: usize = 64 * 1024;

fn page(path: &'static str, access: Access, handler: MethodRouter<Site>) -> Route {
    Route {
        path,
        method: Method::GET,
        access,
        handler,
        takes: FORM,
    }
}

fn form(path: &'static str, access: Access, handler: MethodRouter<Site>) -> Route {
    Route {
        path,
        method: Method::POST,
        access,
        handler,
        takes: FORM,
    }
}

/// Every route of the site.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut all = pages::pages();
    all.extend(preparation::pages());
    all.extend(paper::pages());
    all.extend(closing::pages());
    all.extend(result::pages());
    all.extend(agreement::pages());
    all.extend(forms::forms());
    all.extend(preparation::forms());
    all.extend(paper::forms());
    all.extend(closing::forms());
    all.extend(result::forms());
    all.extend(agreement::forms());
    all.extend(adoption::pages());
    all.extend(adoption::forms());
    all.extend(amendment_read::pages());
    all.extend(amendment_read::forms());
    all.extend(amendment_treat::pages());
    all.extend(amendment_treat::forms());
    all.extend(amendment_write::pages());
    all.extend(amendment_write::forms());
    all.extend(adopted::pages());
    all.extend(adopted::forms());
    all.extend(consultation::pages());
    all.extend(consultation::forms());
    all
}

/// First parts of addresses that no landlord may take as its own.
#[must_use]
pub fn reserved() -> Vec<&'static str> {
    let mut first: Vec<&str> = routes()
        .iter()
        .filter_map(|route| route.path[1..].split('/').next())
        .filter(|part| !part.is_empty() && !part.starts_with('{'))
        .collect();
    first.push("assets");
    first.sort_unstable();
    first.dedup();
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_route_is_declared_twice() {
        let mut seen = std::collections::HashSet::new();
        for route in routes() {
            assert!(
                seen.insert((route.path, route.method.clone())),
                "{} twice",
                route.path
            );
        }
    }

    #[test]
    fn only_named_endpoints_change_anything() {
        for route in routes() {
            assert_eq!(
                route.method == Method::POST,
                route.path.starts_with("/api/"),
                "{}",
                route.path
            );
        }
    }
}
