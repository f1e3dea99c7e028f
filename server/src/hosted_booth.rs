//! The booth as files for another host: an association serves the same bytes from its own site, and
//! only the ballot goes to the platform.

/// The election whose ballots are made there, by the address of its page:
/// `https://vote.example.org/rive-neuve/election/BbGQ2n8QqP5bjx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `https://vote.example.org`.
    pub origin: String,
    /// The address itself.
    pub address: String,
    /// The last part of it.
    pub handle: String,
}

/// Addresses of the files that the page loads, from the root of its host.
#[derive(Clone, Copy, Debug)]
pub struct Files {
    /// The style sheet.
    pub style: &'static str,
    /// The icon.
    pub icon: &'static str,
    /// The script of the page.
    pub script: &'static str,
    /// The worker.
    pub worker: &'static str,
}

impl Place {
    /// Reads the address of an election's page.
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.trim_end_matches('/');
        let (scheme, rest) = address.split_once("://")?;
        let (host, path) = rest.split_once('/')?;
        let (landlord, handle) = path.split_once("/election/")?;
        let plain = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte))
        };
        let known = matches!(scheme, "https" | "http");
        (known && plain(host) && plain(landlord) && plain(handle)).then(|| Self {
            origin: format!("{scheme}://{host}"),
            address: address.to_owned(),
            handle: handle.to_owned(),
        })
    }
}

/// The page in French, `index.html`, or in English, `en.html`.
#[must_use]
pub fn page(place: &Place, files: Files, english: bool) -> String {
    let api = format!("{}/api/election/{}", place.origin, place.handle);
    let host = place.origin.split_once("://").map_or("", |(_, host)| host);
    let [
        language,
        title,
        starting,
        otherwise,
        other,
        named,
        elsewhere,
    ] = if english {
        [
            "en",
            "Vote",
            "The booth is opening on your device…",
            "If nothing shows within a minute, this browser is too old or runs no JavaScript. Try another device, or vote by post or at the ballot box.",
            "fr",
            "Français",
            "index.html",
        ]
    } else {
        [
            "fr",
            "Voter",
            "Le bureau de vote s’ouvre sur votre appareil…",
            "Si rien ne s’affiche dans la minute, ce navigateur est trop ancien ou n’exécute pas JavaScript. Essayez un autre appareil, ou votez par courrier ou à l’urne.",
            "en",
            "English",
            "en.html",
        ]
    };
    let values = [
        ("site:language", language),
        ("site:origin", &place.origin),
        ("site:title", title),
        ("site:icon", files.icon),
        ("site:style", files.style),
        ("site:script", files.script),
        ("site:worker", files.worker),
        ("site:host", host),
        ("site:elsewhere", elsewhere),
        ("site:named", named),
        ("site:handle", &place.handle),
        ("site:base", &place.address),
        ("site:api", &api),
        ("site:starting", starting),
        ("site:otherwise", otherwise),
        ("site:other", other),
    ];
    let template = include_str!("../../booth/voter/hosted.html").to_owned();
    values
        .iter()
        .fold(template, |page, (name, value)| page.replace(name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://vote.example.org/rive-neuve/election/BbGQ2n8QqP5bjx";

    #[test]
    fn an_address_names_the_platform_and_the_election() {
        let place = Place::parse(&format!("{ADDRESS}/")).unwrap();
        assert_eq!(place.origin, "https://vote.example.org");
        assert_eq!(place.handle, "BbGQ2n8QqP5bjx");
        for wrong in [
            "vote.example.org/a/election/b",
            "https://vote.example.org/election/b",
            "https://vote.example.org/a/election/b?c",
            "https://vote.example.org/a/election/b\" onload=\"c",
            "javascript://vote.example.org/a/election/b",
        ] {
            assert_eq!(Place::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_page_sends_to_the_platform_and_loads_from_its_own_host() {
        let files = Files {
            style: "/assets/s.css",
            icon: "/assets/i.svg",
            script: "/assets/v.js",
            worker: "/assets/w.js",
        };
        for english in [false, true] {
            let page = page(&Place::parse(ADDRESS).unwrap(), files, english);
            assert!(!page.contains("site:"), "{page}");
            assert!(page.contains("connect-src 'self' https://vote.example.org;"));
            assert!(
                page.contains("data-api=\"https://vote.example.org/api/election/BbGQ2n8QqP5bjx\"")
            );
            assert_eq!(page.matches("src=\"https://").count(), 0);
            assert_eq!(page.matches("href=\"https://").count(), 0);
        }
    }
}
