//! What is sent: every form, each to an endpoint of its own.

use super::{Route, form};
use crate::election::vote;
use crate::site::access::Access::{Administrator, Anyone, AskedInside, Demo, Holds, SignedIn};
use crate::site::locale;
use crate::{account, admin, charter, demo, entry, landlord, letters, moderation, roll};
use axum::routing::post;

const QUALITY: &str = "tenant, association or landlord staff of the text's landlord";

/// Every form.
pub(super) fn forms() -> Vec<Route> {
    vec![
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
            vote::CAST,
            Anyone,
            post(vote::send::cast).options(vote::cors::preflight),
        )
        .takes(vote::BALLOT),
        form(
            vote::SPOIL,
            Anyone,
            post(vote::spoil::spoil).options(vote::cors::preflight),
        )
        .takes(vote::BALLOT),
        form(
            vote::ENTER,
            Anyone,
            post(vote::pass::enter).options(vote::cors::preflight),
        ),
        form(
            "/api/landlord/{landlord}/contact",
            Holds(landlord::contact::ROLES),
            post(landlord::contact::save),
        ),
    ]
}
