//! One file by HTTP.

use crate::cli::Failure;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// How much is read at a time.
const PIECE: usize = 256 * 1024;

/// How long a server may be silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// Fetches what stands at an address into a file, whole, up to so many bytes and for so long: a
/// server that sends one byte a minute would otherwise keep a monitor from ever saying anything.
pub(super) fn fetch(
    url: &str,
    mut to: &File,
    limit: u64,
    patience: Duration,
) -> Result<(), Failure> {
    let failed =
        |error: &dyn std::fmt::Display| Failure::new(format!("cannot fetch {url}: {error}"));
    let answer = agent(url, patience)
        .get(url)
        .call()
        .map_err(|error| failed(&error))?;
    let promised = answer.body().content_length();
    let mut body = answer
        .into_body()
        .into_with_config()
        .limit(u64::MAX)
        .reader();
    let mut piece = vec![0; PIECE];
    let mut length = 0;
    loop {
        let read = body.read(&mut piece).map_err(|error| failed(&error))?;
        if read == 0 {
            break;
        }
        length += u64::try_from(read).unwrap_or(u64::MAX);
        if length > limit {
            let mebibytes = limit >> 20;
            return Err(failed(&format!(
                "more than {mebibytes} MiB; allow more with --limit"
            )));
        }
        to.write_all(&piece[..read])
            .map_err(|error| Failure::new(format!("cannot write the copy: {error}")))?;
    }
    if promised.is_some_and(|promised| promised != length) {
        return Err(failed(&"the connection ended early"));
    }
    to.sync_all()
        .map_err(|error| Failure::new(format!("cannot write the copy: {error}")))
}

/// A client that trusts whom the machine trusts; from https it follows nobody to plain http.
fn agent(url: &str, patience: Duration) -> Agent {
    let roots = rustls_native_certs::load_native_certs().certs.into_iter();
    let roots: RootCerts = roots
        .map(|certificate| Certificate::from_der(&certificate).to_owned())
        .into();
    let tls = TlsConfig::builder()
        .root_certs(roots)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .user_agent(concat!("palier/", env!("CARGO_PKG_VERSION")))
        .https_only(url.starts_with("https://"))
        .timeout_global(Some(patience))
        .timeout_resolve(Some(PATIENCE))
        .timeout_connect(Some(PATIENCE))
        .timeout_recv_response(Some(PATIENCE))
        .timeout_per_read(Some(PATIENCE))
        .build();
    config.into()
}
