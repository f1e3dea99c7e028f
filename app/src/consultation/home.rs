//! One consultation: what is asked, of whom, under which rules, what to do now, what was decided.

use super::load::{Found, crumbs, found, level};
use super::{index, outcome, say};
use crate::charter::version::{Version, version};
use crate::i18n::T;
use crate::parts::steps::steps;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_domain::markdown;

/// The page.
///
/// # Errors
/// When there is no such consultation for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let signed_in = ctx.session.is_some();
    let version = match found.asked.version_id {
        Some(id) => version(&ctx, id).await?,
        None => None,
    };
    let boxed = found.is_sealed() && ctx.site.polls.get(&handle).await?.is_some();
    let t = ctx.t;
    let head = Head::of(&found.landlord, found.asked.title.clone());
    Ok(shell::page(&ctx, &head, move || {
        let asked = &found.asked;
        let (names, at) = say::progress(t, asked.stage);
        let result = asked
            .outcome
            .as_ref()
            .map(|one| outcome::show(t, &found, one));
        view! {
            {crumbs(t, &found, false)}
            <p><span class=say::tag(asked.stage)>{say::stage(t, asked.stage)}</span></p>
            <h1 lang="fr">{asked.title.clone()}</h1>
            <p class="lead">{index::when(t, &found.landlord, asked)}</p>
            {act(t, &found, signed_in)}
            {result}
            {level(t)}
            <h2>{t.consultation_about()}</h2>
            <div class="prose" lang="fr" inner_html=markdown::block(&asked.body)></div>
            {charter(t, &found, version)}
            {question(t, &found)}
            <h2>{t.consultation_rules()}</h2>
            <p>{t.consultation_rules_what()}</p>
            <ul>{say::rules(t, &asked.rules).into_iter().map(|one| view! { <li>{one}</li> }).collect_view()}</ul>
            {colleges(t, &found)}
            {holders(t, &found)}
            <h2>{t.consultation_where()}</h2>
            {steps(names, at)}
            {links(t, &found, boxed)}
        }
    }))
}

/// The one main action, while there is one.
fn act(t: T, found: &Found, signed_in: bool) -> AnyView {
    let register = format!("{}/inscription", found.address());
    let (link, name, what) = match found.asked.stage {
        Stage::Registering if !signed_in => (
            register,
            t.consultation_register(),
            t.consultation_register_sign_in(),
        ),
        Stage::Registering => match found.elector {
            None => return view! { <p class="note">{t.consultation_no_elector()}</p> }.into_any(),
            Some(elector) if elector.registered_at.is_some() => {
                let link = view! { <a href=register>{t.consultation_register_again()}</a> };
                return view! { <p class="note good">{t.consultation_registered()} " " {link}</p> }
                    .into_any();
            }
            Some(_) => (
                register,
                t.consultation_register(),
                t.consultation_register_what(),
            ),
        },
        Stage::Open => (
            format!("{}/voter", found.address()),
            t.consultation_vote(),
            t.consultation_vote_what(),
        ),
        _ => return ().into_any(),
    };
    view! {
        <section class="card main">
            <p>{what}</p>
            <p><a class="button" href=link>{name}</a></p>
        </section>
    }
    .into_any()
}

/// The version of the charter that is put to the vote, which stays what it is.
fn charter(t: T, found: &Found, version: Option<Version>) -> AnyView {
    let Some(version) = version else {
        return ().into_any();
    };
    let link = format!(
        "/{}/charte/version/{}",
        found.landlord.slug, version.sequence
    );
    let name = t.consultation_charter(version.sequence);
    view! {
        <p><a class="button quiet" href=link>{name}</a></p>
        <p class="who">{t.consultation_charter_hash()} " " <code>{version.hash}</code></p>
    }
    .into_any()
}

fn question(t: T, found: &Found) -> AnyView {
    let ballot = &found.asked.ballot.0;
    let answers = say::answers(t, ballot);
    let items = answers
        .into_iter()
        .map(|one| view! { <li lang="fr">{one}</li> });
    view! {
        <h2>{t.consultation_question()}</h2>
        <p class="lead" lang="fr">{ballot.question.clone()}</p>
        <ul>{items.collect_view()} <li>{t.consultation_blank()}</li></ul>
        <p class="who">{say::how(t, ballot)}</p>
    }
    .into_any()
}

fn colleges(t: T, found: &Found) -> AnyView {
    let rows = found.colleges.iter().map(|college| {
        let electors = college.electors.unwrap_or(college.members);
        view! {
            <tr>
                <th scope="row">{college.name.clone()}</th>
                <td>{say::source(t, college.source)}</td>
                <td class="number">{t.number(electors)}</td>
                <td class="number">{t.number(college.registered)}</td>
            </tr>
        }
    });
    view! {
        <h2>{t.consultation_colleges()}</h2>
        <div class="table" role="region" aria-label=t.consultation_colleges() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.consultation_college()}</th>
                        <th scope="col">{t.consultation_college_who()}</th>
                        <th scope="col">{t.consultation_electors()}</th>
                        <th scope="col">{t.consultation_on_roll()}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <p class="who">{t.consultation_electors_what()}</p>
    }
    .into_any()
}

fn holders(t: T, found: &Found) -> AnyView {
    let items = found.holders.iter().map(|holder| {
        let college = say::holder(t, found, holder.college);
        let done = if holder.decryption.is_some() {
            t.consultation_holder_decrypted()
        } else if holder.public_key.is_some() {
            t.consultation_holder_key_made()
        } else {
            t.consultation_holder_awaited()
        };
        view! { <li><span>{holder.name.clone()} " (" {college} ")"</span> " " <span class="who">{done}</span></li> }
    });
    view! {
        <h2>{t.consultation_holders()}</h2>
        <p>{t.consultation_holders_what()}</p>
        <ul class="rows">{items.collect_view()}</ul>
    }
    .into_any()
}

/// The ways to the board, to the key for its holders, to the desk for its officers.
fn links(t: T, found: &Found, boxed: bool) -> AnyView {
    let address = found.address();
    let board = boxed.then(|| {
        let link = format!("{address}/urne");
        view! { <li><a href=link>{t.consultation_board()}</a></li> }
    });
    let key = found.holds.map(|_| {
        let link = format!("{address}/cle");
        view! { <li><a href=link>{t.consultation_key()}</a></li> }
    });
    let desk = found.officer.then(|| {
        let slug = &found.landlord.slug;
        let link = format!("/{slug}/gestion/consultations/{}", found.asked.handle);
        view! { <li><a href=link>{t.consultation_desk_one()}</a></li> }
    });
    view! { <ul>{board} {key} {desk}</ul> }.into_any()
}
