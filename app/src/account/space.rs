//! My space: my homes, my public name, my comments, my sessions, my passphrase.

use crate::election::electoral_roll;
use crate::i18n::T;
use crate::landlord::desk;
use crate::moderation::notices;
use crate::parts::field::{Field, summary};
use crate::site::access::administers;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::FormState;
use crate::site::origin::own_path;
use crate::site::shell::{self, Head};
use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::id::{LandlordId, SessionId};
use palier_domain::markdown;
use palier_store::election::electoral_roll::Correction;
use palier_store::landlord::Landlord;
use palier_store::notice::{self, Notice};
use palier_store::session::{self, SessionRow};
use palier_store::{comment, contributor, landlord};
use serde::Deserialize;

pub(super) const PASSPHRASE_FORM: &str = "phrase";

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after the account was made.
    #[serde(default)]
    bienvenue: String,
    /// The page that was asked for before the account was made.
    #[serde(default)]
    suite: String,
    /// Present right after something was saved.
    #[serde(default)]
    fait: String,
    /// Present right after coming in by a link.
    #[serde(default)]
    lien: String,
}

/// One landlord of mine, and my face there.
struct Home {
    landlord: Landlord,
    has_desk: bool,
    /// Whether I may write there, under a name that I choose.
    speaks: bool,
    estate: Option<String>,
    name: String,
    shows_estate: bool,
    form: FormState,
}

/// Everything the page shows.
struct Mine {
    identifier: String,
    own_name: String,
    here: SessionId,
    homes: Vec<Home>,
    notices: Vec<Notice>,
    rolls: Vec<(String, Correction)>,
    comments: Vec<comment::MyComment>,
    sessions: Vec<SessionRow>,
    passphrase_form: FormState,
    /// Came in by a link a few minutes ago: the former passphrase is not asked.
    by_link: bool,
    administers: bool,
    welcome: bool,
    next: String,
    saved: bool,
}

/// My space.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let mine = load(&ctx, &asked).await?;
    let t = ctx.t;
    let refused = mine.passphrase_form.complaint().is_some()
        || mine
            .homes
            .iter()
            .any(|home| home.form.complaint().is_some());
    let now = ctx.now;
    let head = Head::new(t.space_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let hello = t.space_hello(mine.own_name.clone());
        let welcome = mine
            .welcome
            .then(|| welcome(t, &mine.identifier, &mine.next));
        let saved = mine
            .saved
            .then(|| view! { <p class="note good" role="status">{t.space_saved()}</p> });
        let came = (mine.by_link && !asked.lien.is_empty())
            .then(|| view! { <p class="note" role="status">{t.link_came()}</p> });
        let homes = mine
            .homes
            .iter()
            .map(|home| home_card(t, home))
            .collect_view();
        let notices = notices::list(t, &mine.notices, now);
        let rolls = electoral_roll::space::list(t, &mine.rolls, now);
        let comments = comments(t, &mine.comments, now);
        let sessions = sessions(t, &mine.sessions, mine.here, now);
        view! {
            <h1>{hello}</h1>
            {welcome}
            {saved}
            {notices}
            {rolls}
            {came}
            {homes}
            {doors(t, mine.administers)}
            <h2>{t.space_my_comments()}</h2>
            {comments}
            <h2>{t.space_my_sessions()}</h2>
            <p>{t.space_my_sessions_what()}</p>
            {sessions}
            <h2>{t.space_sign_in_again()}</h2>
            <p>{t.space_identifier_is()} " " <strong>{mine.identifier.clone()}</strong></p>
            {passphrase(t, &mine.identifier, &mine.passphrase_form, mine.by_link)}
            <form method="post" action="/api/session/close" class="leave">
                <button class="button quiet">{t.space_sign_out()}</button>
            </form>
        }
    }))
}

async fn load(ctx: &Ctx, asked: &Asked) -> Result<Mine, AppError> {
    let me = ctx.signed_in()?;
    let db = &ctx.site.db;
    let mut homes = Vec::new();
    for landlord in landlord::list(db).await? {
        let standing = super::standing::of(ctx, &landlord).await?;
        if !standing.is_member() {
            continue;
        }
        let face = contributor::of(db, me.account_id, landlord.id).await?;
        homes.push(Home {
            has_desk: standing.roles.iter().any(|role| desk::ROLES.contains(role)),
            speaks: !standing.qualities.is_empty(),
            estate: standing.estate.map(|(_, name)| name),
            shows_estate: face.as_ref().is_some_and(|face| face.estate_id.is_some()),
            name: face.and_then(|face| face.name).unwrap_or_default(),
            form: ctx.form(&name_form(landlord.id)).await?,
            landlord,
        });
    }
    Ok(Mine {
        identifier: me.identifier.clone(),
        own_name: me.own_name.clone(),
        here: me.id,
        homes,
        notices: notice::of_account(db, me.account_id, 20).await?,
        rolls: electoral_roll::space::told(db, me.account_id).await?,
        comments: comment::of_account(db, me.account_id, 100).await?,
        sessions: session::list(db, me.account_id, ctx.now).await?,
        passphrase_form: ctx.form(PASSPHRASE_FORM).await?,
        by_link: super::link::just_came(ctx).await?,
        administers: administers(ctx).await?,
        welcome: !asked.bienvenue.is_empty(),
        next: own_path(&asked.suite).unwrap_or_default().to_owned(),
        saved: !asked.fait.is_empty(),
    })
}

/// The id of the form of the public name at a landlord.
pub(super) fn name_form(landlord: LandlordId) -> String {
    format!("nom-{}", landlord.0.simple())
}

/// The way back to my space, above the title of each of its pages.
pub(super) fn crumbs(t: T) -> AnyView {
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href="/mon-espace">{t.space_title()}</a>
        </nav>
    }
    .into_any()
}

/// To my address, my data, and the instance for who runs it.
fn doors(t: T, administers: bool) -> AnyView {
    let admin = administers.then(|| {
        view! {
            <li class="card">
                <h2><a href="/admin">{t.admin_title()}</a></h2>
                <p>{t.admin_what()}</p>
            </li>
        }
    });
    view! {
        <ul class="cards">
            {admin}
            <li class="card">
                <h2><a href="/mon-espace/courriel">{t.address_title()}</a></h2>
                <p>{t.my_data_address_what()}</p>
            </li>
            <li class="card">
                <h2><a href="/mon-espace/donnees">{t.my_data_title()}</a></h2>
                <p>{t.my_data_what()}</p>
            </li>
        </ul>
    }
    .into_any()
}

/// Right after the account was made: the identifier to write down, and the way on.
fn welcome(t: T, identifier: &str, next: &str) -> AnyView {
    let next = next.to_owned();
    let on = (!next.is_empty())
        .then(|| view! { <p><a class="button" href=next>{t.space_continue()}</a></p> });
    view! {
        <section class="note good" role="status">
            <p><strong>{t.space_welcome()}</strong></p>
            <p>{t.space_write_down()} " " <strong class="identifier">{identifier.to_owned()}</strong></p>
            {on}
        </section>
    }
    .into_any()
}

fn home_card(t: T, home: &Home) -> AnyView {
    let address = format!("/{}", home.landlord.slug);
    let charter = format!("/{}/charte", home.landlord.slug);
    let name = Field::text("public_name", t.name_label())
        .hint(t.name_hint())
        .initial(home.name.clone())
        .autocomplete("nickname");
    let estate = home.estate.clone().map(|estate| {
        let checked = match home.form.is_refilled() {
            true => home
                .form
                .value("show_estate")
                .is_some_and(|value| !value.is_empty()),
            false => home.shows_estate,
        };
        view! {
            <label class="check">
                <input type="checkbox" name="show_estate" value="true" checked=checked/>
                <span>{t.name_show_estate(estate)}</span>
            </label>
        }
    });
    let desk = home.has_desk.then(|| {
        let address = format!("/{}/gestion", home.landlord.slug);
        view! { <p><a class="button" href=address>{t.desk_enter()}</a></p> }
    });
    let name = home.speaks.then(|| {
        view! {
            <form method="post" action="/api/account/public-name" id=home.form.id.clone() class="stack">
                {summary(t, &home.form)}
                <input type="hidden" name="landlord" value=home.landlord.id.to_string()/>
                {name.show(t, &home.form)}
                {estate}
                <p><button class="button quiet">{t.name_save()}</button></p>
            </form>
        }
    });
    view! {
        <section class="card">
            <h2><a href=address>{home.landlord.name.clone()}</a></h2>
            {home.estate.clone().map(|estate| view! { <p class="who">{t.space_estate(estate)}</p> })}
            {desk}
            <p><a href=charter>{t.space_read_charter()}</a></p>
            {name}
        </section>
    }
    .into_any()
}

fn comments(t: T, comments: &[comment::MyComment], now: chrono::DateTime<chrono::Utc>) -> AnyView {
    if comments.is_empty() {
        return view! { <p class="empty">{t.space_no_comment()}</p> }.into_any();
    }
    let items = comments
        .iter()
        .map(|mine| {
            let hidden = mine.hidden_by.filter(|_| mine.withdrawn_at.is_none());
            let link = match hidden {
                Some(decision) => format!("/mon-espace/decision/{decision}"),
                None => format!("/{0}/{1}/{2}?avis={3}#c-{3}", mine.landlord_slug, mine.text_slug, mine.handle, mine.id),
            };
            let excerpt = if mine.withdrawn_at.is_some() {
                t.comment_withdrawn().to_owned()
            } else if hidden.is_some() {
                t.notice_my_hidden().to_owned()
            } else {
                crate::parts::excerpt(&markdown::plain(&mine.body), 140)
            };
            view! {
                <li class="mine">
                    <a href=link lang="fr">{excerpt}</a>
                    <p class="who">
                        {mine.landlord_name.clone()} ", " {t.ago(mine.created_at, now, "Europe/Paris")}
                        ". " {t.comment_supports(mine.supports)} ", " {t.comment_replies(mine.replies)}
                    </p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}

fn sessions(
    t: T,
    list: &[SessionRow],
    here: SessionId,
    now: chrono::DateTime<chrono::Utc>,
) -> AnyView {
    let items = list
        .iter()
        .map(|row| {
            let device = if row.device.is_empty() {
                t.space_unknown_device().to_owned()
            } else {
                row.device.clone()
            };
            let action = if row.id == here {
                view! { <span class="tag open">{t.space_this_device()}</span> }.into_any()
            } else {
                let label = t.space_revoke_label(device.clone());
                view! {
                    <form method="post" action="/api/session/revoke">
                        <input type="hidden" name="session" value=row.id.to_string()/>
                        <button class="link" aria-label=label>{t.space_revoke()}</button>
                    </form>
                }
                .into_any()
            };
            view! {
                <li>
                    <span>{device}</span>
                    <span class="who">{t.space_seen(t.ago(row.seen_at, now, "Europe/Paris"))}</span>
                    {action}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rows">{items}</ul> }.into_any()
}

fn passphrase(t: T, identifier: &str, form: &FormState, by_link: bool) -> AnyView {
    let current = Field::secret("current", t.space_current_passphrase(), "current-password");
    let new = Field::secret("passphrase", t.space_new_passphrase(), "new-password")
        .hint(t.new_account_passphrase_hint());
    let again = Field::secret("again", t.new_account_again(), "new-password");
    let title = if by_link {
        t.link_renew()
    } else {
        t.space_change_passphrase()
    };
    view! {
        <details open=form.complaint().is_some() || by_link>
            <summary>{title}</summary>
            <form method="post" action="/api/account/passphrase" id=PASSPHRASE_FORM class="stack">
                {summary(t, form)}
                // For the browser's own keeper of passphrases.
                <input type="hidden" name="username" autocomplete="username" value=identifier.to_owned()/>
                {(!by_link).then(|| current.show(t, form))}
                {new.show(t, form)}
                {again.show(t, form)}
                <p><button class="button quiet">{t.space_change_passphrase()}</button></p>
            </form>
        </details>
    }
    .into_any()
}
