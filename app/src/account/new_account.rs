//! After the code: choose an identifier and a passphrase, or a new passphrase for the account that
//! the person already has, or add the dwelling to the account that is signed in.

use super::entrance::{self, Entrance};
use super::sign_in::begin_session;
use crate::i18n::T;
use crate::parts::field::{Field, summary};
use crate::site::access::query_value;
use crate::site::context::Ctx;
use crate::site::cookies::Kind;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::secret;
use crate::site::shell::{self, Head};
use axum::extract::{Form, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::{identifier, identifier::Identifier, passphrase};
use palier_domain::id::AccountId;
use palier_store::activation::{self, Code};
use palier_store::{StoreError, Taken, account};
use serde::Deserialize;

const FORM: &str = "compte";

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    suite: String,
}

/// What a right code leads to.
#[derive(Clone)]
enum Way {
    /// A new account, with this identifier proposed.
    Create { proposed: String },
    /// The person's account is known: its passphrase is chosen anew.
    Renew { identifier: String },
    /// Somebody is signed in: the dwelling joins her account.
    Link { identifier: String },
}

/// The page after the code.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let Some(code) = ticket(&ctx).await? else {
        return Ok(ctx.go("/activer"));
    };
    let way = way(&ctx, &code).await?;
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head = Head::new(t.new_account_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        view! {
            <p class="eyebrow">{t.activation_step(2)}</p>
            <h1>{t.new_account_hello(code.person_name.clone())}</h1>
            <p class="lead">{t.new_account_tenant_of(code.landlord_name.clone())}</p>
            <form method="post" action="/api/activation/account" id=FORM class="stack" novalidate>
                {summary(t, &form)}
                <input type="hidden" name="next" value=asked.suite.clone()/>
                {fields(t, &form, &way)}
            </form>
            <form method="post" action="/api/activation/leave" class="leave">
                <p class="who">{t.new_account_not_you()}</p>
                <p><button class="button quiet">{t.new_account_leave()}</button></p>
            </form>
        }
    }))
}

fn fields(t: T, form: &FormState, way: &Way) -> AnyView {
    let phrases = || {
        let first = Field::secret("passphrase", t.new_account_passphrase(), "new-password")
            .hint(t.new_account_passphrase_hint());
        let again = Field::secret("again", t.new_account_again(), "new-password");
        (first.show(t, form), again.show(t, form))
    };
    let button = |label: &'static str| view! { <p><button class="button">{label}</button></p> };
    match way {
        Way::Create { proposed } => {
            let identifier = Field::text("identifier", t.new_account_identifier())
                .hint(t.new_account_identifier_hint())
                .initial(proposed.clone())
                .autocomplete("username");
            (
                identifier.show(t, form),
                phrases(),
                button(t.new_account_button()),
            )
                .into_any()
        }
        Way::Renew { identifier } => (
            view! { <p class="note">{t.new_account_known(identifier.clone())}</p> },
            phrases(),
            button(t.new_account_renew_button()),
        )
            .into_any(),
        Way::Link { identifier } => (
            view! { <p class="note">{t.new_account_link(identifier.clone())}</p> },
            button(t.new_account_link_button()),
        )
            .into_any(),
    }
}

async fn ticket(ctx: &Ctx) -> Result<Option<Code>, AppError> {
    match ctx.activation_hash {
        Some(hash) => Ok(activation::ticket(&ctx.site.db, &hash, ctx.now).await?),
        None => Ok(None),
    }
}

async fn way(ctx: &Ctx, code: &Code) -> Result<Way, AppError> {
    if let Some(owner) = account::of_person(&ctx.site.db, code.person_id).await? {
        return Ok(Way::Renew {
            identifier: owner.identifier,
        });
    }
    if let Some(session) = &ctx.session {
        return Ok(Way::Link {
            identifier: session.identifier.clone(),
        });
    }
    // A number from the code's id, so that the proposal stays the same when the page is shown again.
    let number = u16::try_from(code.id.0.as_u128() % 900).unwrap_or_default() + 100;
    let proposed = identifier::suggest(&code.person_name, number)
        .as_str()
        .to_owned();
    Ok(Way::Create { proposed })
}

/// Leaves the activation: on a shared device the next person must not find it open.
pub async fn leave(ctx: Ctx) -> Response {
    ctx.go_with("/", &[(Kind::Activation, None), (Kind::Visitor, None)])
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    identifier: String,
    #[serde(default)]
    passphrase: String,
    #[serde(default)]
    again: String,
    #[serde(default)]
    next: String,
}

/// Creates the account, or renews or extends one, and signs in.
///
/// # Errors
/// When the database does not answer.
pub async fn create(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    match done(&ctx, &sent).await {
        Ok((account, landing)) => {
            ctx.forget_form(FORM).await?;
            begin_session(&ctx, account, &landing).await
        }
        Err(Refusal::Complaint(complaint)) if complaint.problem == Problem::ActivationOver => {
            ctx.refuse("code", &[], &complaint, "/activer").await
        }
        Err(Refusal::Complaint(complaint)) => {
            let back = format!("/activer/compte?suite={}", query_value(&sent.next));
            ctx.refuse(FORM, &[("identifier", &sent.identifier)], &complaint, &back)
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

/// The account, and the page to land on when none was asked for.
async fn done(ctx: &Ctx, sent: &Sent) -> Result<(AccountId, String), Refusal> {
    let over = || Complaint::whole(Problem::ActivationOver);
    let hash = ctx.activation_hash.ok_or_else(over)?;
    let code = ticket(ctx).await?.ok_or_else(over)?;
    // The identifier is shown once, before anything else.
    let mut space = "/mon-espace?bienvenue=1".to_owned();
    if !sent.next.is_empty() {
        space.push_str(&format!("&suite={}", query_value(&sent.next)));
    }
    match way(ctx, &code).await? {
        Way::Create { .. } => {
            let identifier = Identifier::parse(&sent.identifier)
                .map_err(|e| Complaint::about("identifier", e))?;
            let phc = chosen(ctx, sent, &[identifier.as_str(), &code.person_name]).await?;
            let new = account::NewAccount {
                identifier: identifier.as_str().to_owned(),
                email: None,
                passphrase: phc,
                own_name: code.person_name.clone(),
            };
            let mut tx = ctx.site.db.begin().await?;
            let person = used(&mut tx, hash, ctx).await?;
            let id = account::create(&mut tx, new, ctx.now)
                .await
                .map_err(taken)?;
            account::set_locale(&mut tx, id, ctx.t.locale.tag()).await?;
            account::link_person(&mut tx, id, person, ctx.now).await?;
            tx.commit().await?;
            Ok((id, space))
        }
        Way::Renew { identifier } => {
            let phc = chosen(ctx, sent, &[&identifier, &code.person_name]).await?;
            let owner = account::of_person(&ctx.site.db, code.person_id)
                .await?
                .ok_or_else(over)?;
            let reach = account::reach(&ctx.site.db, owner.id).await?;
            let mut tx = ctx.site.db.begin().await?;
            used(&mut tx, hash, ctx).await?;
            account::set_passphrase(&mut tx, owner.id, &phc, ctx.now).await?;
            palier_store::session::revoke_others(&mut tx, owner.id, None).await?;
            if let Some(reach) = reach {
                entrance::tell_owner(&mut tx, ctx, owner.id, &reach, Entrance::Code).await?;
            }
            tx.commit().await?;
            Ok((owner.id, space))
        }
        Way::Link { .. } => {
            let account_id = ctx.signed_in()?.account_id;
            let mut tx = ctx.site.db.begin().await?;
            let person = used(&mut tx, hash, ctx).await?;
            account::link_person(&mut tx, account_id, person, ctx.now).await?;
            tx.commit().await?;
            Ok((account_id, space))
        }
    }
}

/// The code is used once: the second of two sends finds it used.
async fn used(
    tx: &mut palier_store::Tx,
    hash: [u8; 32],
    ctx: &Ctx,
) -> Result<palier_domain::id::PersonId, Refusal> {
    match activation::use_ticket(tx, &hash, ctx.now).await {
        Ok(person) => Ok(person),
        Err(StoreError::Conflict(_) | StoreError::Missing(_)) => {
            Err(Complaint::whole(Problem::ActivationOver).into())
        }
        Err(error) => Err(error.into()),
    }
}

fn taken(error: StoreError) -> Refusal {
    match error {
        StoreError::Taken(Taken::Identifier) => {
            Complaint::about("identifier", Problem::IdentifierTaken).into()
        }
        error => error.into(),
    }
}

async fn chosen(ctx: &Ctx, sent: &Sent, names: &[&str]) -> Result<String, Refusal> {
    passphrase::check(&sent.passphrase, names).map_err(|e| Complaint::about("passphrase", e))?;
    if sent.passphrase != sent.again {
        return Err(Complaint::about("again", Problem::PassphrasesDiffer).into());
    }
    Ok(secret::hash_passphrase(&ctx.site, &sent.passphrase).await?)
}
