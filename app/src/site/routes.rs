//! The one list of routes: address, method, who may call it, what answers.
//!
//! The router is built from this list and from nothing else, so that a route without a declared
//! caller cannot exist, and tests and the accessibility walk know every page.

use super::access::Access::{self, Administrator, Anyone, AskedInside, Demo, Holds, SignedIn};
use super::state::Site;
use super::{health, locale, robots};
use crate::{
    about, account, admin, charter, demo, entry, landlord, letters, moderation, people, roll,
};
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

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

const QUALITY: &str = "tenant, association or landlord staff of the text's landlord";

/// Every route of the site.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        page("/health", Anyone, get(health::health)),
        page("/robots.txt", Anyone, get(robots::robots)),
        page("/", Anyone, get(landlord::index::page)),
        page("/connexion", Anyone, get(account::sign_in::page)),
        page("/activer", Anyone, get(account::activation::page)),
        page("/activer/compte", Anyone, get(account::new_account::page)),
        page("/mon-espace", SignedIn, get(account::space::page)),
        page("/connexion/lien", Anyone, get(account::link::page)),
        page("/connexion/lien/{token}", Anyone, get(account::link::door)),
        page(
            "/connexion/courriel/{token}",
            Anyone,
            get(account::address::door),
        ),
        page(
            "/mon-espace/courriel",
            SignedIn,
            get(account::address::page),
        ),
        page("/mon-espace/donnees", SignedIn, get(account::my_data::page)),
        page(
            "/mon-espace/donnees/fichier",
            SignedIn,
            get(account::my_data::file),
        ),
        page(
            "/mon-espace/supprimer",
            SignedIn,
            get(account::delete::page),
        ),
        page("/aide", Anyone, get(about::help)),
        page("/accessibilite", Anyone, get(about::accessibility)),
        page("/confidentialite", Anyone, get(about::privacy)),
        page("/mentions-legales", Anyone, get(about::legal)),
        page("/admin", Administrator, get(admin::overview::page)),
        page("/admin/comptes", Administrator, get(admin::accounts::page)),
        page(
            "/admin/comptes/{account}",
            Administrator,
            get(admin::account::page),
        ),
        page("/admin/courriels", Administrator, get(admin::mails::page)),
        page(
            "/admin/courriels/{mail}",
            Administrator,
            get(admin::mails::one),
        ),
        page("/admin/journal", Administrator, get(admin::journal::page)),
        page("/demo", Demo, get(demo::page)),
        page("/{landlord}", Anyone, get(landlord::home::page)),
        page(
            "/{landlord}/gestion",
            Holds(landlord::desk::ROLES),
            get(landlord::desk::page),
        ),
        page("/{landlord}/charte", Anyone, get(charter::reading::page)),
        page(
            "/{landlord}/charte/impression",
            Anyone,
            get(charter::print::page),
        ),
        page(
            "/{landlord}/charte/{handle}",
            Anyone,
            get(charter::clause::page),
        ),
        // Moderation, and comments entered for somebody.
        page(
            "/{landlord}/charte/moderation",
            Anyone,
            get(moderation::log::page),
        ),
        page(
            "/{landlord}/charte/{handle}/avis/{comment}/signaler",
            Anyone,
            get(moderation::report::page),
        ),
        page(
            "/{landlord}/gestion/moderation",
            Holds(moderation::queue::ROLES),
            get(moderation::queue::page),
        ),
        page(
            "/{landlord}/gestion/moderation/{comment}",
            Holds(moderation::queue::ROLES),
            get(moderation::case::page),
        ),
        page(
            "/mon-espace/decision/{moderation}",
            SignedIn,
            get(moderation::decision::page),
        ),
        page(
            "/{landlord}/gestion/saisie",
            Holds(entry::page::ROLES),
            get(entry::page::page),
        ),
        page(
            "/{landlord}/gestion/saisie/{comment}/talon",
            Holds(entry::page::ROLES),
            get(entry::slip::page),
        ),
        page(
            "/{landlord}/gestion/talons",
            Holds(entry::page::ROLES),
            get(entry::list::page),
        ),
        page("/suivi", Anyone, get(entry::follow::ask)),
        page("/suivi/{code}", Anyone, get(entry::follow::page)),
        form(
            "/api/moderation/report",
            Anyone,
            post(moderation::report::send),
        ),
        form(
            "/api/moderation/appeal",
            SignedIn,
            post(moderation::decision::send),
        ),
        form(
            "/api/moderation/{landlord}/decide",
            Holds(moderation::queue::ROLES),
            post(moderation::decide::decide),
        ),
        form(
            "/api/moderation/{landlord}/settle",
            Holds(moderation::queue::ROLES),
            post(moderation::decide::settle),
        ),
        form(
            "/api/entry/{landlord}/add",
            Holds(entry::page::ROLES),
            post(entry::add::add),
        ),
        form("/api/entry/follow", Anyone, post(entry::follow::find)),
        form("/api/entry/withdraw", Anyone, post(entry::follow::withdraw)),
        form("/api/entry/appeal", Anyone, post(entry::follow::appeal)),
        form("/api/locale/choose", Anyone, post(locale::choose)),
        form("/api/session/open", Anyone, post(account::sign_in::open)),
        form(
            "/api/session/close",
            SignedIn,
            post(account::sign_in::close),
        ),
        form(
            "/api/session/revoke",
            SignedIn,
            post(account::change::revoke),
        ),
        form(
            "/api/activation/code",
            Anyone,
            post(account::activation::check),
        ),
        form(
            "/api/activation/leave",
            Anyone,
            post(account::new_account::leave),
        ),
        form(
            "/api/activation/account",
            Anyone,
            post(account::new_account::create),
        ),
        form(
            "/api/account/passphrase",
            SignedIn,
            post(account::change::change_passphrase),
        ),
        form(
            "/api/account/public-name",
            SignedIn,
            post(account::change::change_name),
        ),
        form(
            "/api/charter/comment",
            AskedInside(QUALITY),
            post(charter::contribute::comment),
        ),
        form(
            "/api/charter/comment-edit",
            AskedInside("its author"),
            post(charter::correct::edit),
        ),
        form(
            "/api/charter/comment-withdraw",
            SignedIn,
            post(charter::correct::withdraw),
        ),
        page(
            "/{landlord}/gestion/charte",
            Holds(charter::desk::ROLES),
            get(charter::desk::page::page),
        ),
        page(
            "/{landlord}/gestion/charte/texte.md",
            Holds(charter::desk::ROLES),
            get(charter::desk::page::source),
        ),
        page(
            "/{landlord}/gestion/charte/projet/{draft}",
            Holds(charter::desk::ROLES),
            get(charter::desk::draft::page),
        ),
        form(
            "/api/charter/{landlord}/dates",
            Holds(charter::desk::ROLES),
            post(charter::desk::dates::save),
        ),
        form(
            "/api/charter/{landlord}/draft",
            Holds(charter::desk::ROLES),
            post(charter::desk::draft::keep),
        )
        .takes(charter::desk::MOST),
        form(
            "/api/charter/{landlord}/publish",
            Holds(charter::desk::ROLES),
            post(charter::desk::publish::publish),
        ),
        form(
            "/api/charter/support",
            AskedInside(QUALITY),
            post(charter::support::support),
        ),
        form("/api/session/link-ask", Anyone, post(account::link::ask)),
        form("/api/session/link", Anyone, post(account::link::enter)),
        form(
            "/api/account/email",
            SignedIn,
            post(account::address::propose),
        ),
        form(
            "/api/account/email-confirm",
            Anyone,
            post(account::address::confirm),
        ),
        form(
            "/api/account/email-remove",
            SignedIn,
            post(account::address::remove),
        ),
        form(
            "/api/account/locale",
            SignedIn,
            post(account::address::language),
        ),
        form(
            "/api/account/delete",
            SignedIn,
            post(account::delete::delete),
        ),
        form(
            "/api/admin/role-grant",
            Administrator,
            post(admin::act::grant),
        ),
        form("/api/admin/role-end", Administrator, post(admin::act::end)),
        form(
            "/api/admin/sessions-close",
            Administrator,
            post(admin::act::close_sessions),
        ),
        form(
            "/api/admin/link-send",
            Administrator,
            post(admin::act::send_link),
        ),
        form(
            "/api/admin/mail-retry",
            Administrator,
            post(admin::act::retry),
        ),
        form(
            "/api/admin/mail-reveal",
            Administrator,
            post(admin::mails::reveal),
        ),
        form(
            "/api/admin/journal-verify",
            Administrator,
            post(admin::journal::verify),
        ),
        form("/api/demo/sign-in", Demo, post(demo::sign_in)),
        // The landlord's desk: roll, people, letters.
        page(
            "/{landlord}/gestion/fichier",
            Holds(roll::ROLES),
            get(roll::desk::page),
        ),
        page(
            "/{landlord}/gestion/fichier/exemple.csv",
            Holds(roll::ROLES),
            get(roll::columns::example),
        ),
        page(
            "/{landlord}/gestion/fichier/{job}",
            Holds(roll::ROLES),
            get(roll::one::page),
        ),
        page(
            "/{landlord}/gestion/fichier/{job}/rapport.csv",
            Holds(roll::ROLES),
            get(roll::report::file),
        ),
        page(
            "/{landlord}/gestion/locataires",
            Holds(letters::ROLES),
            get(people::list::page),
        ),
        page(
            "/{landlord}/gestion/locataires/{person}",
            Holds(letters::ROLES),
            get(people::one::page),
        ),
        page(
            "/{landlord}/gestion/courriers",
            Holds(letters::ROLES),
            get(letters::desk::page),
        ),
        page(
            "/{landlord}/gestion/courriers/{batch}",
            Holds(letters::ROLES),
            get(letters::batch::page),
        ),
        page(
            "/{landlord}/gestion/courriers/{batch}/impression",
            Holds(letters::ROLES),
            get(letters::print::page),
        ),
        page(
            "/{landlord}/gestion/courriers/{batch}/liste.csv",
            Holds(letters::ROLES),
            get(letters::list::file),
        ),
        page(
            "/{landlord}/gestion/coordonnees",
            Holds(landlord::contact::ROLES),
            get(landlord::contact::page),
        ),
        form(
            "/api/roll/{landlord}/send",
            Holds(roll::ROLES),
            post(roll::send::send),
        )
        .takes(roll::READ),
        form(
            "/api/roll/{landlord}/confirm",
            Holds(roll::ROLES),
            post(roll::send::confirm),
        ),
        form(
            "/api/letters/{landlord}/make",
            Holds(letters::ROLES),
            post(letters::make::make),
        ),
        form(
            "/api/letters/{landlord}/reissue",
            Holds(letters::ROLES),
            post(letters::make::reissue),
        ),
        form(
            "/api/letters/{landlord}/printed",
            Holds(letters::ROLES),
            post(letters::make::printed),
        ),
        form(
            "/api/landlord/{landlord}/contact",
            Holds(landlord::contact::ROLES),
            post(landlord::contact::save),
        ),
    ]
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
