//! What is read: every page, and every file that a page offers.

use super::{Route, page};
use crate::election::vote;
use crate::site::access::Access::{Administrator, Anyone, Demo, Holds, SignedIn};
use crate::site::{health, robots};
use crate::{
    about, account, admin, charter, demo, election, entry, landlord, letters, moderation, people,
    roll,
};
use axum::routing::get;

/// Every page.
pub(super) fn pages() -> Vec<Route> {
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
        page("/demo/courriers", Demo, get(demo::voting_letters::page)),
        page("/{landlord}", Anyone, get(landlord::home::page)),
        page(
            "/{landlord}/gestion",
            Holds(landlord::desk::ROLES),
            get(landlord::desk::page),
        ),
        page("/{landlord}/election", Anyone, get(election::index::page)),
        page(
            "/{landlord}/election/{handle}",
            Anyone,
            get(election::home::page),
        ),
        page(
            "/{landlord}/election/{handle}/participation",
            Anyone,
            get(election::turnout::page),
        ),
        page(
            "/{landlord}/election/{handle}/voter",
            Anyone,
            get(election::booth::page),
        ),
        page(
            "/{landlord}/election/{handle}/urne",
            Anyone,
            get(election::board::page),
        ),
        page(
            "/{landlord}/election/{handle}/urne/verifier",
            Anyone,
            get(election::observe::verify),
        ),
        page(
            "/{landlord}/election/{handle}/urne/a-ma-place",
            Anyone,
            get(election::observe::mine),
        ),
        page(
            "/{landlord}/election/{handle}/urne/controle",
            Anyone,
            get(election::observe::audit),
        ),
        page(
            "/{landlord}/election/{handle}/urne/veille",
            Anyone,
            get(election::observe::watch),
        ),
        page(
            "/{landlord}/election/{handle}/confiance",
            Anyone,
            get(election::trust::page),
        ),
        page(vote::BOOTH, Anyone, get(vote::booth::booth)),
        page(vote::CREDENTIALS, Anyone, get(vote::booth::credentials)),
        page(vote::BOARD, Anyone, get(vote::board::board)),
        page(vote::ARCHIVE, Anyone, get(vote::archive::archive)),
        page(
            "/{landlord}/election/{handle}/calendrier",
            Anyone,
            get(election::calendar::page::page),
        ),
        page(
            "/{landlord}/election/{handle}/calendrier.ics",
            Anyone,
            get(election::calendar::file::file),
        ),
        page(
            "/{landlord}/election/{handle}/protocole",
            Anyone,
            get(election::protocol::page),
        ),
        page(
            "/{landlord}/election/{handle}/avis",
            Anyone,
            get(election::notice::page),
        ),
        page(
            "/{landlord}/election/{handle}/listes",
            Anyone,
            get(election::lists::index::page),
        ),
        page(
            "/{landlord}/election/{handle}/listes/deposer",
            Holds(election::lists::FILERS),
            get(election::lists::file::page),
        ),
        page(
            "/{landlord}/election/{handle}/listes/professions",
            Anyone,
            get(election::lists::statements::page),
        ),
        page(
            "/{landlord}/election/{handle}/listes/verifier",
            SignedIn,
            get(election::lists::own::page),
        ),
        page(
            "/{landlord}/election/{handle}/listes/{list}",
            SignedIn,
            get(election::lists::one::page),
        ),
        page(
            "/{landlord}/election/{handle}/listes/{list}/photo",
            Anyone,
            get(election::lists::photo::file),
        ),
        page(
            "/{landlord}/election/{handle}/listes/{list}/candidat/{place}",
            SignedIn,
            get(election::lists::candidate::page),
        ),
        page(
            "/{landlord}/election/{handle}/listes/{list}/piece/{paper}",
            SignedIn,
            get(election::lists::paper::file),
        ),
        page(
            "/{landlord}/gestion/election",
            Holds(election::desk::ROLES),
            get(election::desk::index::page),
        ),
        page(
            "/{landlord}/gestion/election/{handle}/protocole",
            Holds(election::desk::ROLES),
            get(election::desk::protocol::page),
        ),
        page("/{landlord}/charte", Anyone, get(charter::reading::page)),
        page(
            "/{landlord}/charte/impression",
            Anyone,
            get(charter::print::page),
        ),
        page(
            "/{landlord}/charte/version/{sequence}",
            Anyone,
            get(charter::version::page),
        ),
        page(
            "/{landlord}/charte/{handle}",
            Anyone,
            get(charter::clause::page),
        ),
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
    ]
}
