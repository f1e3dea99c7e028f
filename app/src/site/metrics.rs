//! What this process counts of its own requests, for whoever watches the service.
//!
//! Routes are counted by their pattern, never by the address that was asked for: no landlord, no
//! article and nothing that a person typed is in a figure.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::time::Duration;

/// What a request is counted under.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

/// What a request's time is counted under.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Timed {
    route: String,
}

/// Upper bounds of the times that are told apart, in seconds.
const BOUNDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// The counters of one process.
#[derive(Clone)]
pub struct Metrics {
    answered: Family<Answered, Counter>,
    timed: Family<Timed, Histogram, fn() -> Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            answered: Family::default(),
            timed: Family::new_with_constructor(|| Histogram::new(BOUNDS)),
        }
    }
}

impl Metrics {
    /// Counts one answer to a route's pattern.
    pub fn observe(&self, method: &str, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        self.timed
            .get_or_create(&Timed {
                route: route.clone(),
            })
            .observe(took.as_secs_f64());
        let answered = Answered {
            // Anybody may send any word as a method: it must not fill the memory.
            method: match method {
                "GET" | "HEAD" | "POST" => method.to_owned(),
                _ => "other".to_owned(),
            },
            route,
            status,
        };
        self.answered.get_or_create(&answered).inc();
    }

    /// Says them to a registry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register("http_requests", "Requests answered", self.answered.clone());
        registry.register_with_unit(
            "http_request_duration",
            "Time to answer",
            Unit::Seconds,
            self.timed.clone(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_name_routes_and_nothing_that_was_typed() {
        let metrics = Metrics::default();
        let took = Duration::from_millis(7);
        metrics.observe("GET", "/{landlord}/charte", 200, took);
        metrics.observe("BREW", "none", 405, took);
        let mut registry = Registry::default();
        metrics.register(&mut registry);
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &registry).unwrap();
        let line =
            "http_requests_total{method=\"GET\",route=\"/{landlord}/charte\",status=\"200\"} 1";
        assert!(text.contains(line), "{text}");
        assert!(text.contains("method=\"other\""), "{text}");
        assert!(text.contains("http_request_duration_seconds_bucket{le=\"0.01\""));
    }
}
