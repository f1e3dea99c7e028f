//! My space: my homes, my public name, my comments, my sessions, my passphrase.

use crate::i18n::T;
use crate::parts::field::{Field, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::guess::Guess;
use crate::site::problem::Problem;
use crate::site::secret;
use crate::site::shell::{self, Head};
use axum::extract::{Form, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::passphrase;
use palier_domain::id::{LandlordId, SessionId};
use palier_domain::markdown;
use palier_store::landlord::Landlord;
use palier_store::session::{self, SessionRow};
use palier_store::{account, comment, contributor, landlord};
use serde::Deserialize;
use uuid::Uuid;

const PASSPHRASE_FORM: &str = "phrase";

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after the account was made.
    #[serde(default)]
    bienvenue: String,
    /// Present right after something was saved.
    #[serde(default)]
    fait: String,
}

/// One landlord of mine, and my face there.
struct Home {
    landlord: Landlord,
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
    comments: Vec<comment::MyComment>,
    sessions: Vec<SessionRow>,
    passphrase_form: FormState,
    welcome: bool,
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
        let welcome = mine.welcome.then(|| welcome(t, &mine.identifier));
        let saved = mine
            .saved
            .then(|| view! { <p class="note good" role="status">{t.space_saved()}</p> });
        let homes = mine
            .homes
            .iter()
            .map(|home| home_card(t, home))
            .collect_view();
        let comments = comments(t, &mine.comments, now);
        let sessions = sessions(t, &mine.sessions, mine.here, now);
        view! {
            <h1>{hello}</h1>
            {welcome}
            {saved}
            {homes}
            <h2>{t.space_my_comments()}</h2>
            {comments}
            <h2>{t.space_my_sessions()}</h2>
            <p>{t.space_my_sessions_what()}</p>
            {sessions}
            <h2>{t.space_sign_in_again()}</h2>
            <p>{t.space_identifier_is()} " " <strong>{mine.identifier.clone()}</strong></p>
            {passphrase(t, &mine.passphrase_form)}
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
        if standing.qualities.is_empty() {
            continue;
        }
        let face = contributor::of(db, me.account_id, landlord.id).await?;
        homes.push(Home {
            estate: standing.estate.map(|(_, name)| name),
            shows_estate: face.as_ref().is_some_and(|face| face.estate_id.is_some()),
            name: face.map(|face| face.name).unwrap_or_default(),
            form: ctx.form(&name_form(landlord.id)).await?,
            landlord,
        });
    }
    Ok(Mine {
        identifier: me.identifier.clone(),
        own_name: me.own_name.clone(),
        here: me.id,
        homes,
        comments: comment::of_account(db, me.account_id, 100).await?,
        sessions: session::list(db, me.account_id, ctx.now).await?,
        passphrase_form: ctx.form(PASSPHRASE_FORM).await?,
        welcome: !asked.bienvenue.is_empty(),
        saved: !asked.fait.is_empty(),
    })
}

fn name_form(landlord: LandlordId) -> String {
    format!("nom-{}", landlord.0.simple())
}

fn welcome(t: T, identifier: &str) -> AnyView {
    view! {
        <section class="note good" role="status">
            <p><strong>{t.space_welcome()}</strong></p>
            <p>{t.space_write_down()} " " <strong class="identifier">{identifier.to_owned()}</strong></p>
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
        let checked = home.shows_estate;
        view! {
            <label class="check">
                <input type="checkbox" name="show_estate" value="true" checked=checked/>
                <span>{t.name_show_estate(estate)}</span>
            </label>
        }
    });
    view! {
        <section class="card">
            <h2><a href=address>{home.landlord.name.clone()}</a></h2>
            {home.estate.clone().map(|estate| view! { <p class="who">{t.space_estate(estate)}</p> })}
            <p><a href=charter>{t.space_read_charter()}</a></p>
            <form method="post" action="/api/account/public-name" id=home.form.id.clone() class="stack">
                {summary(t, &home.form)}
                <input type="hidden" name="landlord" value=home.landlord.id.to_string()/>
                {name.show(t, &home.form)}
                {estate}
                <p><button class="button quiet">{t.name_save()}</button></p>
            </form>
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
            let link = format!("/{0}/{1}/{2}?avis={3}#c-{3}", mine.landlord_slug, mine.text_slug, mine.handle, mine.id);
            let excerpt = if mine.withdrawn_at.is_some() {
                t.comment_withdrawn().to_owned()
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

fn passphrase(t: T, form: &FormState) -> AnyView {
    let current = Field::secret("current", t.space_current_passphrase(), "current-password");
    let new = Field::secret("passphrase", t.space_new_passphrase(), "new-password")
        .hint(t.new_account_passphrase_hint());
    view! {
        <details open=form.complaint().is_some()>
            <summary>{t.space_change_passphrase()}</summary>
            <form method="post" action="/api/account/passphrase" id=PASSPHRASE_FORM class="stack">
                {summary(t, form)}
                {current.show(t, form)}
                {new.show(t, form)}
                <p><button class="button quiet">{t.space_change_passphrase()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// What the "end this session" form sends.
#[derive(Debug, Deserialize)]
pub struct Revoke {
    session: Uuid,
}

/// Ends one of my other sessions.
///
/// # Errors
/// When the session is not mine, or the database does not answer.
pub async fn revoke(ctx: Ctx, Form(sent): Form<Revoke>) -> Result<Response, AppError> {
    let me = ctx.signed_in()?;
    let mut tx = ctx.site.db.begin().await?;
    let was_mine = session::revoke(&mut tx, me.account_id, SessionId(sent.session)).await?;
    tx.commit().await?;
    if was_mine {
        Ok(ctx.go("/mon-espace?fait=1"))
    } else {
        Err(AppError::NotFound)
    }
}

/// What the passphrase form sends.
#[derive(Debug, Deserialize)]
pub struct NewPassphrase {
    #[serde(default)]
    current: String,
    #[serde(default)]
    passphrase: String,
}

/// Changes my passphrase, and ends my other sessions.
///
/// # Errors
/// When the database does not answer.
pub async fn change_passphrase(
    ctx: Ctx,
    Form(sent): Form<NewPassphrase>,
) -> Result<Response, AppError> {
    match changed(&ctx, &sent).await {
        Ok(()) => {
            ctx.forget_form(PASSPHRASE_FORM).await?;
            Ok(ctx.go("/mon-espace?fait=1"))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(PASSPHRASE_FORM, &[], &complaint, "/mon-espace")
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn changed(ctx: &Ctx, sent: &NewPassphrase) -> Result<(), Refusal> {
    let me = ctx.signed_in()?;
    let guess = Guess::at_account(ctx, &me.identifier, Some(me.account_id)).await?;
    if let Some(problem) = guess.too_many(ctx).await? {
        return Err(Complaint::about("current", problem).into());
    }
    let stored = account::passphrase(&ctx.site.db, me.account_id).await?;
    if !secret::verify_passphrase(&ctx.site, &sent.current, stored).await? {
        guess.wrong(ctx).await?;
        return Err(Complaint::about("current", Problem::WrongCredentials).into());
    }
    passphrase::check(&sent.passphrase, &[&me.identifier, &me.own_name])
        .map_err(|e| Complaint::about("passphrase", e))?;
    let phc = secret::hash_passphrase(&ctx.site, &sent.passphrase).await?;
    let mut tx = ctx.site.db.begin().await?;
    account::set_passphrase(&mut tx, me.account_id, &phc).await?;
    session::revoke_others(&mut tx, me.account_id, Some(me.id)).await?;
    tx.commit().await?;
    Ok(())
}

/// What the public name form sends.
#[derive(Debug, Deserialize)]
pub struct NewName {
    landlord: Uuid,
    #[serde(default)]
    public_name: String,
    #[serde(default)]
    show_estate: String,
}

/// Chooses how I am shown with one landlord.
///
/// # Errors
/// When the landlord is not mine, or the database does not answer.
pub async fn change_name(ctx: Ctx, Form(sent): Form<NewName>) -> Result<Response, AppError> {
    let landlord = landlord::list(&ctx.site.db)
        .await?
        .into_iter()
        .find(|landlord| landlord.id.0 == sent.landlord)
        .ok_or(AppError::NotFound)?;
    let standing = super::standing::of(&ctx, &landlord).await?;
    if standing.qualities.is_empty() {
        return Err(AppError::NotFound);
    }
    let form = name_form(landlord.id);
    let choice = crate::charter::face::Choice {
        name: &sent.public_name,
        shows_estate: !sent.show_estate.is_empty(),
    };
    match crate::charter::face::save(&ctx, &landlord, &standing, &choice).await {
        Ok(_) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go("/mon-espace?fait=1"))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("public_name", sent.public_name.as_str())];
            ctx.refuse(&form, &fields, &complaint, "/mon-espace").await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}
