//! The code of the letter: typed in five groups of four digits, each with its own check digit.

use crate::parts::field::{Field, summary};
use crate::site::access::query_value;
use crate::site::context::Ctx;
use crate::site::cookies::Kind;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::guess::Guess;
use crate::site::problem::Problem;
use crate::site::secret;
use crate::site::shell::{self, Head};
use axum::extract::{Form, Query};
use axum::response::Response;
use chrono::TimeDelta;
use leptos::prelude::*;
use palier_domain::account::code::ActivationCode;
use palier_store::activation::{self, Code};
use serde::Deserialize;

const FORM: &str = "code";

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    suite: String,
    /// The code itself, when it comes from the letter's QR.
    #[serde(default)]
    code: String,
}

/// The page that asks for the code.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head = Head::new(t.activation_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let field = Field::text("code", t.activation_code())
            .hint(t.activation_code_hint())
            .initial(asked.code.clone())
            .autocomplete("one-time-code")
            .numeric();
        view! {
            <p class="eyebrow">{t.activation_step(1)}</p>
            <h1>{t.activation_title()}</h1>
            <p class="lead">{t.activation_lead()}</p>
            <form method="post" action="/api/activation/code" id=FORM class="stack code" novalidate>
                {summary(t, &form)}
                <input type="hidden" name="next" value=asked.suite.clone()/>
                {field.show(t, &form)}
                <p><button class="button">{t.activation_continue()}</button></p>
            </form>
            <p class="who">{t.activation_no_letter()}</p>
        }
    }))
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// Checks a code; a right one opens half an hour to create the account.
///
/// # Errors
/// When the database does not answer.
pub async fn check(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    match find(&ctx, &sent.code).await {
        Ok(code) => {
            let token = secret::token()?;
            let until = ctx.now + TimeDelta::minutes(30);
            let mut tx = ctx.site.db.begin().await?;
            activation::open_ticket(&mut tx, &secret::token_hash(&token), code.id, until).await?;
            tx.commit().await?;
            ctx.forget_form(FORM).await?;
            let next = format!("/activer/compte?suite={}", query_value(&sent.next));
            Ok(ctx.go_with(&next, &[(Kind::Activation, Some(&token))]))
        }
        Err(Refusal::Complaint(complaint)) => {
            let back = format!("/activer?suite={}", query_value(&sent.next));
            // What must be corrected is shown again; a code that was issued is a secret.
            let kept = match complaint.problem {
                Problem::CodeLength { .. } | Problem::CodeGroups { .. } | Problem::CodeUnknown => {
                    sent.code.as_str()
                }
                _ => "",
            };
            ctx.refuse(FORM, &[("code", kept)], &complaint, &back).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn find(ctx: &Ctx, typed: &str) -> Result<Code, Refusal> {
    let code = ActivationCode::parse(typed).map_err(|e| Complaint::about("code", e))?;
    let guess = Guess::at_code(ctx);
    if let Some(problem) = guess.count(ctx).await? {
        return Err(Complaint::whole(problem).into());
    }
    let hash = secret::code_hash(&ctx.site.code_salt, &code)?;
    let found = activation::find(&ctx.site.db, &hash).await?;
    let problem = match found {
        None => Problem::CodeUnknown,
        Some(code) if code.used_at.is_some() => Problem::CodeUsed,
        Some(code) if code.revoked_at.is_some() => Problem::CodeReplaced,
        Some(code) if code.expires_at <= ctx.now => Problem::CodeExpired,
        Some(code) => {
            guess.was_right(ctx).await?;
            return Ok(code);
        }
    };
    Err(Complaint::about("code", problem).into())
}
