//! What is done with an amendment at the desk: ruled on, recommended, put on the list of the vote.

use super::one::One;
use super::one_forms::{APPEAL, LIST, RECOMMEND, RULE, said};
use super::sent::Sent;
use crate::amendment::write::problem::refused;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::charter::amendment::ground::InadmissibleGround;
use palier_domain::charter::amendment::reworded::{Advice, AppealOutcome};
use palier_domain::charter::operation::Operation;
use palier_store::Tx;
use palier_store::amendment::{self, Ruling};
use palier_store::decision;

/// Does one of them.
///
/// # Errors
/// When there is no such amendment or act for this reader, or the database does not answer.
pub async fn act(
    ctx: Ctx,
    Path((slug, number, what)): Path<(String, String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let form = match what.as_str() {
        "rule" => RULE,
        "appeal" => APPEAL,
        "recommend" => RECOMMEND,
        "list" => LIST,
        _ => return Err(AppError::NotFound),
    };
    let one = One::of(&ctx, &slug, &number).await?;
    let sent = Sent(fields);
    match done(&ctx, &one, &sent, form).await {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{}?fait=1", one.address())))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(form, &sent.fields(), &complaint, &one.address())
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn done(ctx: &Ctx, one: &One, sent: &Sent, form: &str) -> Result<(), Refusal> {
    let mut tx = ctx.site.db.begin().await?;
    match form {
        RULE => rule(&mut tx, one, sent).await?,
        APPEAL => appeal(&mut tx, one, sent).await?,
        RECOMMEND => recommend(&mut tx, one, sent).await?,
        _ => {
            let (by, words) = (one.treating.reader.act()?, one.treating.reader.words());
            decision::put_to_vote(&mut tx, one.amendment.id, &words, &by)
                .await
                .map_err(refused)?;
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn rule(tx: &mut Tx, one: &One, sent: &Sent) -> Result<(), Refusal> {
    let (by, id) = (one.treating.reader.act()?, one.amendment.id);
    let reason = sent.words("reason")?;
    let ruling = match sent.get("ground") {
        "admissible" => Ruling::Admissible(&reason),
        name => {
            let ground = InadmissibleGround::from_name(name)
                .ok_or_else(|| Complaint::about("ground", Problem::ChooseOne))?;
            sent.needed("reason")?;
            Ruling::Inadmissible(ground, &reason)
        }
    };
    amendment::rule(tx, id, ruling, &by).await.map_err(refused)
}

async fn appeal(tx: &mut Tx, one: &One, sent: &Sent) -> Result<(), Refusal> {
    let (by, id) = (one.treating.reader.act()?, one.amendment.id);
    let outcome = match sent.get("outcome") {
        "upheld" => AppealOutcome::Upheld,
        "reversed" => AppealOutcome::Reversed,
        _ => return Err(Complaint::about("outcome", Problem::ChooseOne).into()),
    };
    let reason = sent.needed("reason")?;
    amendment::rule_on_appeal(tx, id, outcome, &reason, &by)
        .await
        .map_err(refused)
}

async fn recommend(tx: &mut Tx, one: &One, sent: &Sent) -> Result<(), Refusal> {
    let (by, id) = (one.treating.reader.act()?, one.amendment.id);
    let advice = Advice::from_name(sent.get("advice"))
        .ok_or_else(|| Complaint::about("advice", Problem::ChooseOne))?;
    let words = sent.needed("words")?;
    let rewording = match advice {
        Advice::AcceptModified => Some(rewording(one, sent)?),
        _ => None,
    };
    amendment::recommend(tx, id, (advice, &words), rewording.as_deref(), &by)
        .await
        .map_err(refused)
}

/// The operations of an amendment in the words that the committee typed.
fn rewording(one: &One, sent: &Sent) -> Result<Vec<Operation>, Refusal> {
    let mut reworded = Vec::with_capacity(one.operations.len());
    for (nth, operation) in one.operations.iter().enumerate() {
        let Some(own) = said(one, operation) else {
            reworded.push(operation.clone());
            continue;
        };
        let name = format!("w-{nth}");
        let typed = sent.words(&name)?;
        if typed.is_empty() {
            return Err(Complaint::about(&name, Problem::Empty).into());
        }
        reworded.push(match operation {
            _ if typed == own => operation.clone(),
            Operation::Insert { after, kind, .. } => Operation::Insert {
                after: *after,
                kind: *kind,
                source: typed,
            },
            other => {
                let clause = other.target().and_then(|at| one.base.clause(at.clause));
                let clause = clause.ok_or(AppError::NotFound)?;
                match Operation::edit(clause, &typed) {
                    Some(edited) => edited,
                    None => continue,
                }
            }
        });
    }
    Ok(reworded)
}
