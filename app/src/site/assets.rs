//! Addresses of the files that pages load; the server embeds the files themselves.

/// Paths, from the root of the site, with the hash of the content in the name.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The style sheet.
    pub css: &'static str,
    /// The regular font, preloaded.
    pub font: &'static str,
    /// The mark, as an SVG icon.
    pub icon: &'static str,
    /// The script that brings islands to life.
    pub boot: &'static str,
    /// The islands' bundle: its JavaScript and its wasm.
    pub islands: Option<(&'static str, &'static str)>,
    /// The module that a page asks a worker through.
    pub client: &'static str,
    /// The worker that makes, opens and audits ballots and verifies archives.
    pub booth: Option<&'static str>,
    /// The worker of key holders, which verifies archives too.
    pub holder: Option<&'static str>,
    /// The script of the booth's page.
    pub voter: &'static str,
    /// The script of the pages around the board.
    pub observer: &'static str,
    /// What a voter's browser runs: the name of each file, and its SHA-256 in hexadecimal.
    pub voting: Vec<(&'static str, String)>,
    /// The page that makes keys and verifies archives without a network, in a build with bundles.
    pub offline: fn() -> Option<String>,
}
