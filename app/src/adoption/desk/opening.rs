//! Putting a version before the colleges: the one way there.

use super::parts::confirm;
use super::{Running, confirmed};
use crate::adoption::letters::Mails;
use crate::adoption::problem::{AdoptionProblem, refused};
use crate::amendment::treat::sent::Sent;
use crate::i18n::T;
use crate::parts::field::{Field, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::adoption::rules::Weights;
use palier_domain::charter::amendment::college::College;
use palier_domain::id::AssociationId;
use palier_store::adoption::{self, News, Opening};
use palier_store::association::{self, Association};

/// The form's id.
pub(super) const OPEN: &str = "ouvrir";

/// The field of an association's weight.
fn weight(association: AssociationId) -> String {
    format!("weight-{association}")
}

/// Whether votes weigh what the last election gave.
fn weighs(running: &Running) -> bool {
    let rules = running.seen.rules();
    rules.weights() == Weights::LastElection && rules.of(College::Associations).is_some()
}

/// The form.
pub(super) fn opening_form(
    t: T,
    running: &Running,
    form: &FormState,
    associations: &[Association],
) -> AnyView {
    let weights = weighs(running).then(|| {
        let fields = associations.iter().map(|one| {
            let field = Field::text(weight(one.id), one.name.clone());
            field.numeric().show(t, form)
        });
        let from = Field::text("from", t.adopting_open_from()).hint(t.adopting_open_from_hint());
        view! {
            <fieldset class="field of-college">
                <legend>{t.adopting_open_weights()}</legend>
                <p class="hint">{t.adopting_open_weights_hint()}</p>
                {fields.collect_view()}
                {from.show(t, form)}
            </fieldset>
        }
    });
    let text = &running.seen.reader.found.text;
    let version = text.version_id.to_string();
    let read = running
        .seen
        .reader
        .at(&format!("version/{}", text.sequence));
    view! {
        <section class="card main">
            <h2>{t.adopting_open()}</h2>
            <form method="post" action=running.api("open") id=OPEN class="stack" novalidate>
                {summary(t, form)}
                <p>{t.adopting_open_what()}</p>
                <p><a href=read>{t.adoption_next_reading_link(text.sequence)}</a></p>
                <input type="hidden" name="version" value=version/>
                {weights}
                {confirm(t, form, t.adopting_open_confirm())}
                <p><button class="button">{t.adopting_open_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// Puts the version before the colleges, and writes to those whose text it is.
///
/// # Errors
/// When the reader does nothing here, or the database does not answer.
pub async fn open(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    let sent = Sent(fields);
    let done = opened(&running, &sent).await;
    let page = running.at("");
    running.ended((OPEN, &sent.fields()), done, &page).await
}

async fn opened(running: &Running, sent: &Sent) -> Result<(), Refusal> {
    let (ctx, reader) = (&running.ctx, &running.seen.reader);
    let text = &reader.found.text;
    // The words that she read are those that are voted on.
    if sent.get("version") != text.version_id.to_string() {
        return Err(Complaint::whole(AdoptionProblem::NotNow).into());
    }
    let weights = weights(running, sent).await?;
    let from = sent.words("from")?;
    if !weights.is_empty() && from.is_empty() {
        return Err(Complaint::about("from", AdoptionProblem::From).into());
    }
    confirmed(sent)?;
    let mails = Mails::of(ctx, &reader.landlord, text.version_id).await?;
    let opening = Opening {
        weights: &weights,
        from: &from,
    };
    let on = (ctx.today(&reader.landlord.zone), ctx.now);
    let mut tx = ctx.site.db.begin().await?;
    let version = adoption::open(&mut tx, text.id, &opening, running.by()?, ctx.now)
        .await
        .map_err(refused)?;
    adoption::tell(&mut tx, (version, News::Opened), &mails, on)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// What each association won, where the rules ask for it.
async fn weights(running: &Running, sent: &Sent) -> Result<Vec<(AssociationId, u32)>, Refusal> {
    if !weighs(running) {
        return Ok(Vec::new());
    }
    let landlord = running.seen.reader.landlord.id;
    let mut found = Vec::new();
    for one in association::of_landlord(&running.ctx.site.db, landlord).await? {
        let name = weight(one.id);
        let typed = match sent.get(&name).trim() {
            "" => 0,
            digits => digits
                .parse()
                .map_err(|_| Complaint::about(&name, AdoptionProblem::Number))?,
        };
        found.push((one.id, typed));
    }
    Ok(found)
}
