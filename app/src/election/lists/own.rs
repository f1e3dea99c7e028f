//! Whether somebody can stand, asked by herself before she joins a list; nothing is kept.

use super::{check, say};
use crate::election::home::crumbs;
use crate::election::load::{Found, found};
use crate::election::words;
use crate::i18n::T;
use crate::parts::choice::{pick, tick};
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::candidate_list::candidate::{Candidate, Register};
use palier_domain::election::candidate_list::rule::ListRule;
use palier_store::candidate_list::{self, LeaseRow};
use serde::Deserialize;

/// What she answers: nothing that says who she is.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    demande: bool,
    #[serde(default)]
    adult: bool,
    #[serde(default)]
    payment: String,
    #[serde(default)]
    kept: bool,
    #[serde(default)]
    unbarred: bool,
}

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let me = ctx.signed_in()?.account_id;
    let leases = candidate_list::of_account(&ctx.site.db, found.landlord.id, me).await?;
    let register = check::register(&ctx, &found).await?;
    let answer = asked
        .demande
        .then(|| broken(&found, register, &leases, &asked));
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.list_own_title());
    Ok(shell::page(&ctx, &head, move || {
        let body = if leases.is_empty() {
            view! { <p class="note">{t.list_own_no_lease()}</p> }.into_any()
        } else {
            let answer = answer.as_ref().map(|rules| told(t, &found, rules));
            view! { {answer} {questions(t, &found, &asked)} }.into_any()
        };
        view! {
            {crumbs(t, &found, true)}
            <h1>{t.list_own_title()}</h1>
            <p class="lead">{t.list_own_lead()}</p>
            {body}
        }
    }))
}

/// The rules that she breaks with the lease that suits her best; her signed form is still to come.
fn broken(
    found: &Found,
    mut register: Register,
    leases: &[LeaseRow],
    asked: &Asked,
) -> Vec<ListRule> {
    let each = leases.iter().map(|row| {
        let rows = std::slice::from_ref(row);
        register.leases = check::lease(found, rows).into_iter().collect();
        let candidate = Candidate {
            name: row.name.clone(),
            sex: None,
            // Who says that she is of age is taken for just that.
            birth: row.birth_date.or_else(|| {
                let day = register
                    .day
                    .checked_sub_months(chrono::Months::new(12 * 18));
                day.filter(|_| asked.adult)
            }),
            person: Some(row.person_id),
            tenancy: Some(row.tenancy_id),
            payment: check::payment(Some(&asked.payment), asked.kept),
            signed_form: true,
            declares_nothing_bars: asked.unbarred,
        };
        candidate.broken_rules(&register)
    });
    each.min_by_key(Vec::len).unwrap_or_default()
}

fn told(t: T, found: &Found, rules: &[ListRule]) -> AnyView {
    if rules.is_empty() {
        return view! {
            <p class="note good" role="status">{t.list_own_yes()} " " {t.list_own_one_each()}</p>
        }
        .into_any();
    }
    let kind = found.election.protocol.body.kind;
    let items = rules.iter().map(|rule| {
        let article = words::article(t, rule.article(kind));
        view! { <li>{say::rule(t, rule)} " (" {article} ")"</li> }
    });
    view! {
        <section class="summary rules" role="status">
            <p class="summary-title">{t.list_own_no()}</p>
            <ul>{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn questions(t: T, found: &Found, asked: &Asked) -> AnyView {
    let form = FormState::empty("candidature");
    let day = t.date(found.election.protocol.day);
    let none = Some(t.list_form_payment_none());
    let payments = super::candidate::payments(t);
    view! {
        <form method="get" id="candidature" class="stack">
            <input type="hidden" name="demande" value="true"/>
            {tick(t, &form, "adult", &t.list_own_adult(day), "", asked.adult)}
            {pick(t, &form, "payment", t.list_form_payment(), none, &asked.payment, payments)}
            {tick(t, &form, "kept", t.list_form_kept(), t.list_form_kept_hint(), asked.kept)}
            {tick(t, &form, "unbarred", t.list_form_unbarred(), "", asked.unbarred)}
            <p><button class="button">{t.list_own_button()}</button></p>
        </form>
    }
    .into_any()
}
