//! Sites of others that host the same booth and may send ballots from it.

use super::rule::{Field, Rule};

/// Whether this is the address of a site alone, as browsers name it: `https://amicale.example.org`.
#[must_use]
pub fn is_origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let (host, port) = rest.split_once(':').unwrap_or((rest, "1"));
    let label = |label: &str| {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !label.is_empty() && label.chars().all(fits) && !label.starts_with('-')
    };
    host.contains('.') && host.split('.').all(label) && port.parse::<u16>().is_ok()
}

pub(super) fn broken_hosts(hosts: &[String]) -> Vec<(Field, Rule)> {
    let wrong = hosts.iter().filter(|host| !is_origin(host));
    wrong
        .map(|host| (Field::BoothHosts, Rule::NotAHost { host: host.clone() }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_an_address_without_a_path() {
        for host in ["https://amicale.example.org", "https://a.b:8443"] {
            assert!(is_origin(host), "{host}");
        }
        for host in [
            "http://amicale.example.org",
            "https://amicale.example.org/",
            "https://amicale",
            "https://Amicale.example.org",
            "https://a..b",
            "https://a.b:port",
            "https://*.example.org",
            "null",
            "",
        ] {
            assert!(!is_origin(host), "{host}");
        }
    }
}
