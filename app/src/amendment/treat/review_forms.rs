//! Saying what became of a comment; making an amendment of one.

use super::problem;
use super::review::of_clause;
use super::sent::Sent;
use crate::amendment::who::Reader;
use crate::amendment::write::problem::refused;
use crate::i18n::T;
use crate::parts::choice::{Choice, pick, radios};
use crate::parts::excerpt;
use crate::parts::field::{Field, area, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::comment_fate::CommentFate;
use palier_domain::id::{ArgumentId, CommentId, FormId};
use palier_domain::markdown;
use palier_store::amendment::{self, By, Content, NewAmendment};
use palier_store::comment::{self, CommentAt};
use palier_store::contributor;
use palier_store::decision::{self, Argument, FateRow, NewFate, Said};

/// What the reader may say of comments.
pub(super) struct Saying {
    /// She says what became of them.
    pub says: bool,
    /// She may make amendments of them.
    pub amends: bool,
    /// Forms that were refused.
    pub kept: Vec<FormState>,
}

/// The id of a comment's form.
pub(super) fn form_of(comment: CommentId) -> String {
    format!("fate-{comment}")
}

/// What the reader may do with a comment.
pub(super) fn form(
    t: T,
    reader: &Reader,
    saying: &Saying,
    row: &FateRow,
    arguments: &[&Argument],
) -> AnyView {
    let api = |what: &str| {
        let (slug, id) = (&reader.landlord.slug, row.comment);
        format!("/api/treat/{slug}/comment/{id}/{what}")
    };
    if saying.amends && row.fate != Some(CommentFate::Amendment) {
        return view! {
            <form method="post" action=api("amend")>
                <button class="button quiet">{t.treat_amend_from()}</button>
            </form>
        }
        .into_any();
    }
    if !saying.says {
        return ().into_any();
    }
    let id = format!("{}-form", form_of(row.comment));
    let state = saying.kept.iter().find(|one| one.id == id);
    let state = state.cloned().unwrap_or_else(|| FormState::empty(&id));
    let fates = vec![
        Choice::new("argument", t.treat_say_argument()),
        Choice::new("amendment", t.treat_say_amendment()),
        Choice::new("no_change", t.treat_say_no_change()),
    ];
    let chosen = row.fate.map_or("", CommentFate::name);
    let listed: Vec<_> = arguments
        .iter()
        .map(|one| Choice::new(one.id.to_string(), one.words.as_str()))
        .collect();
    let listed = (!listed.is_empty()).then(|| {
        pick(
            t,
            &state,
            "argument",
            t.treat_argument_known(),
            Some(t.treat_argument_new_one()),
            "",
            listed,
        )
    });
    let new = Field::text("new_argument", t.treat_argument_new()).hint(t.treat_argument_hint());
    let number = row.number.map(|n| n.to_string()).unwrap_or_default();
    let number = Field::text("number", t.treat_amendment_number())
        .numeric()
        .initial(number);
    view! {
        <details open=state.complaint().is_some()>
            <summary>{t.treat_say()}</summary>
            <form method="post" action=api("say") id=id class="stack" novalidate>
                {summary(t, &state)}
                {radios(t, &state, "fate", t.treat_say(), chosen, fates)}
                {listed}
                {new.show(t, &state)}
                {number.show(t, &state)}
                {area(t, &state, "reason", t.treat_public_reason(), t.treat_say_hint().to_owned(), row.reason.clone())}
                <p><button class="button">{t.treat_say_button()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// The comment of an address, on this landlord's charter.
async fn found(ctx: &Ctx, reader: &Reader, id: &str) -> Result<CommentAt, AppError> {
    let id = id.parse().map(CommentId).map_err(|_| AppError::NotFound)?;
    let found = comment::get(&ctx.site.db, id).await?;
    let here =
        found.filter(|one| one.text_id == reader.found.text.id && one.amendment_id.is_none());
    here.ok_or(AppError::NotFound)
}

/// Says what became of a comment.
///
/// # Errors
/// When there is no such comment for this reader, or the database does not answer.
pub async fn say(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let at = found(&ctx, &reader, &id).await?;
    let (page, sent) = (of_clause(&reader, at.handle), Sent(fields));
    let form = format!("{}-form", form_of(at.row.id));
    match said(&ctx, &reader, &at, &sent).await {
        Ok(()) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(&format!("{page}&fait=1#{}", form_of(at.row.id))))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(&form, &sent.fields(), &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn said(ctx: &Ctx, reader: &Reader, at: &CommentAt, sent: &Sent) -> Result<(), Refusal> {
    let by = By::Person(reader.me()?);
    let reason = sent.words("reason")?;
    let fate = CommentFate::from_name(sent.get("fate"))
        .ok_or_else(|| Complaint::about("fate", Problem::ChooseOne))?;
    let mut tx = ctx.site.db.begin().await?;
    let said = match fate {
        CommentFate::NoChange => {
            sent.needed("reason")?;
            Said::NoChange
        }
        CommentFate::Amendment => {
            let number = sent.get("number").trim().parse();
            let number =
                number.map_err(|_| Complaint::about("number", problem::TreatProblem::Number))?;
            let one = amendment::by_number(&ctx.site.db, at.text_id, number).await?;
            let one =
                one.ok_or_else(|| Complaint::about("number", problem::TreatProblem::Elsewhere))?;
            Said::Amendment(one.id)
        }
        CommentFate::Argument => match sent.get("argument").parse() {
            Ok(id) => Said::Argument(ArgumentId(id)),
            Err(_) => {
                let words = sent.needed("new_argument")?;
                let place = (at.text_id, at.clause_id);
                let id = decision::add_argument(&mut tx, place, &words, by, ctx.now).await;
                Said::Argument(id.map_err(problem::fate)?)
            }
        },
    };
    let new = NewFate {
        comment: at.row.id,
        said,
        reason: &reason,
    };
    decision::say(&mut tx, new, by, &reader.words(), ctx.now)
        .await
        .map_err(problem::fate)?;
    tx.commit().await?;
    Ok(())
}

/// Begins an amendment from a comment, and goes on to its page; its words are the reasons.
///
/// # Errors
/// When there is no such comment for this reader, or the database does not answer.
pub async fn begin(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let at = found(&ctx, &reader, &id).await?;
    let me = reader.me()?;
    let quality = reader.found.standing.qualities.first().copied();
    let quality = quality.ok_or(AppError::Forbidden)?;
    let face = contributor::of(&ctx.site.db, me.account, reader.landlord.id).await?;
    // Who never spoke here chooses a public name first, where an amendment is begun.
    let Some(face) = face else {
        return Ok(ctx.go(&reader.at(&format!("{}/amender", at.handle))));
    };
    let words = markdown::plain(&at.row.body);
    let quoted: String = at
        .row
        .body
        .lines()
        .map(|line| format!("> {line}\n"))
        .collect();
    let new = NewAmendment {
        text_id: at.text_id,
        contributor_id: face.id,
        quality,
        content: Content {
            title: excerpt(&words, 80),
            reasons: quoted.trim_end().to_owned(),
            operations: Vec::new(),
        },
        // Two taps on one comment begin one amendment.
        form_id: FormId(at.row.id.0),
    };
    let mut tx = ctx.site.db.begin().await?;
    let made = decision::begin_from_comment(&mut tx, at.row.id, &new, me, ctx.now).await;
    let made = match made.map_err(refused) {
        Ok(made) => made,
        Err(Refusal::Error(error)) => return Err(error),
        Err(Refusal::Complaint(_)) => return Ok(ctx.go(&of_clause(&reader, at.handle))),
    };
    tx.commit().await?;
    let page = format!(
        "amendements/brouillon/{}/ecrire?articles={}",
        made.id, at.handle
    );
    Ok(ctx.go(&reader.at(&page)))
}
