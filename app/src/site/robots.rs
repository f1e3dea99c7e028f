//! What search engines may read: everything public; nothing that belongs to one person.

use super::state::Site;
use axum::extract::State;

/// `/robots.txt`; a demo asks not to be listed at all.
pub async fn robots(State(site): State<Site>) -> &'static str {
    if site.demo {
        "User-agent: *\nDisallow: /\n"
    } else {
        "User-agent: *\nDisallow: /api/\nDisallow: /connexion\nDisallow: /activer\nDisallow: /mon-espace\nDisallow: /suivi/\n"
    }
}
