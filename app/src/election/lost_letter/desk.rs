//! The commission's desk for lost letters: which were printed again, and that the files are gone.

use super::public::Files;
use super::{address, asked_by, channel, endpoint, found_as_commission, half};
use crate::election::home::{crumbs, stamp};
use crate::election::load::Found;
use crate::i18n::T;
use crate::parts::choice::{Choice, radios, select};
use crate::parts::field::summary;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::lost_letter::{AskedBy, AskedHow, LetterHalf};
use palier_domain::election::stage::Stage;
use palier_domain::id::{AccountId, RollLineId};
use palier_store::election::electoral_roll::{self as roll, MyLine};
use palier_store::election::lost_letter::{self, Reprint};
use palier_store::election::{self as elections};
use palier_store::ids;
use serde::Deserialize;
use uuid::Uuid;

/// The form that puts a letter on record.
pub(super) const FORM: &str = "lettre";
/// The form that says that a file is gone.
pub(super) const GONE: &str = "fichier";

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    ligne: Option<Uuid>,
    #[serde(default)]
    fait: String,
}

struct Shown {
    found: Found,
    q: String,
    done: bool,
    lines: Vec<MyLine>,
    line: Option<MyLine>,
    others: Vec<(AccountId, String)>,
    reprints: Vec<Reprint>,
    files: Files,
    form: FormState,
    gone: FormState,
}

/// The page.
///
/// # Errors
/// When the reader is not of the commission, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = found_as_commission(&ctx, &slug, &handle).await?;
    let (db, id) = (&ctx.site.db, found.election.id);
    let me = ctx.signed_in()?.account_id;
    let q = asked.q.trim().to_owned();
    let mut others = elections::named(db, id, super::ROLE).await?;
    others.retain(|(account, _)| *account != me);
    let shown = Shown {
        lines: match q.as_str() {
            "" => Vec::new(),
            q => roll::search(db, id, q).await?,
        },
        line: match asked.ligne {
            Some(line) => roll::line(db, id, RollLineId(line)).await?,
            None => None,
        },
        reprints: lost_letter::reprints(db, id).await?,
        files: Files::read(&ctx, &found).await?,
        form: ctx.form(FORM).await?,
        gone: ctx.form(GONE).await?,
        done: !asked.fait.is_empty(),
        others,
        q,
        found,
    };
    let t = ctx.t;
    let refused = shown.form.complaint().is_some() || shown.gone.complaint().is_some();
    let head = Head::of(&shown.found.landlord, t.lost_letter_desk()).refused(refused);
    Ok(shell::page(&ctx, &head, move || body(t, &shown)))
}

fn body(t: T, shown: &Shown) -> AnyView {
    let found = &shown.found;
    let done = shown
        .done
        .then(|| view! { <p class="note good" role="status">{t.lost_letter_done()}</p> });
    // What was refused is said even where its form is gone.
    let with_form =
        found.election.stage < Stage::Frozen && shown.line.is_some() && !shown.others.is_empty();
    let act = if found.election.stage >= Stage::Frozen {
        destroy(t, shown)
    } else {
        match &shown.line {
            Some(line) => put(t, shown, line),
            None => search(t, shown),
        }
    };
    view! {
        {crumbs(t, found, true)}
        {stamp(t, found)}
        <h1>{t.lost_letter_desk()}</h1>
        <p class="lead">{t.lost_letter_desk_lead()}</p>
        {done}
        <div id=GONE>{summary(t, &shown.gone)}</div>
        {(!with_form).then(|| view! { <div id=FORM>{summary(t, &shown.form)}</div> })}
        {act}
        {record(t, shown)}
    }
    .into_any()
}

fn who(line: &MyLine) -> AnyView {
    let names: Vec<&str> = line.electors.iter().map(|one| one.name.as_str()).collect();
    let place = format!("{}, {}, {}", line.estate, line.dwelling, line.reference);
    view! { <p><strong>{names.join(", ")}</strong></p> <p class="who">{place}</p> }.into_any()
}

/// Which line it is of.
fn search(t: T, shown: &Shown) -> AnyView {
    let items = shown.lines.iter().map(|line| {
        let link = format!("{}?ligne={}#{FORM}", address(&shown.found), line.id);
        view! {
            <li class="card">
                {who(line)}
                <p><a class="button quiet" href=link>{t.lost_letter_this_line()}</a></p>
            </li>
        }
    });
    let items = items.collect_view();
    let none = (!shown.q.is_empty() && shown.lines.is_empty())
        .then(|| view! { <p class="empty" role="status">{t.electoral_search_none()}</p> });
    view! {
        <form method="get" action=address(&shown.found) class="search" role="search">
            <label for="q">{t.electoral_search_what()}</label>
            <div>
                <input id="q" name="q" type="search" value=shown.q.clone() autocomplete="off"/>
                <button class="button">{t.electoral_search_button()}</button>
            </div>
        </form>
        {none}
        <ul class="plain">{items}</ul>
    }
    .into_any()
}

/// The command, then the form that puts it on record.
fn put(t: T, shown: &Shown, line: &MyLine) -> AnyView {
    if shown.others.is_empty() {
        return view! { {who(line)} <p class="note">{t.lost_letter_alone()}</p> }.into_any();
    }
    let number = line.id.to_string();
    let command = format!("palier credentials reprint a.letters --line {number} --out lettre.html");
    let halves = LetterHalf::ALL
        .iter()
        .map(|one| Choice::new(one.name(), half(t, *one)));
    let asked = AskedBy::ALL
        .iter()
        .map(|one| Choice::new(one.name(), asked_by(t, *one)));
    let ways = AskedHow::ALL
        .iter()
        .map(|one| Choice::new(one.name(), channel(t, *one)));
    let others = shown
        .others
        .iter()
        .map(|(account, name)| Choice::new(account.to_string(), name.clone()));
    let form = &shown.form;
    view! {
        <section class="card main">
            {who(line)}
            <p>{t.lost_letter_offline()}</p>
            <pre class="command" tabindex="0">{command}</pre>
            <form method="post" action=endpoint(&shown.found, "reprinted") id=FORM class="stack">
                {summary(t, form)}
                <input type="hidden" name="form_id" value=ids::new_v4().to_string()/>
                <input type="hidden" name="line" value=number/>
                {radios(t, form, "half", t.lost_letter_which(), "", halves.collect())}
                {radios(t, form, "asked_by", t.lost_letter_who_asked(), "", asked.collect())}
                {radios(t, form, "channel", t.lost_letter_how(), "", ways.collect())}
                {select(t, form, "second", t.lost_letter_with(), Some(t.lost_letter_choose()), others.collect())}
                <p><button class="button">{t.lost_letter_put()}</button></p>
            </form>
            <p><a href=address(&shown.found)>{t.lost_letter_other_line()}</a></p>
        </section>
    }
    .into_any()
}

/// After closing: the files are to go.
fn destroy(t: T, shown: &Shown) -> AnyView {
    let waiting = LetterHalf::ALL
        .iter()
        .filter(|one| shown.files.of(**one).is_none());
    let forms = waiting.map(|one| {
        view! {
            <form method="post" action=endpoint(&shown.found, "destroyed")>
                <input type="hidden" name="half" value=one.name()/>
                <p>
                    <button class="button quiet">
                        {t.lost_letter_say_gone(half(t, *one))}
                    </button>
                </p>
            </form>
        }
    });
    let forms = forms.collect_view();
    let all = LetterHalf::ALL
        .iter()
        .all(|one| shown.files.of(*one).is_some());
    let command = (!all).then(|| {
        view! {
            <p>{t.lost_letter_destroy()}</p>
            <pre class="command" tabindex="0">"palier credentials destroy a.letters"</pre>
        }
    });
    view! {
        <section class="card main">
            {command}
            {forms}
            {shown.files.show(t, &shown.found)}
        </section>
    }
    .into_any()
}

/// What is on record: lines, never names.
fn record(t: T, shown: &Shown) -> AnyView {
    let count = i64::try_from(shown.reprints.len()).unwrap_or(i64::MAX);
    let rows = shown.reprints.iter().map(|one| {
        let line: String = one.line_id.to_string().chars().take(8).collect();
        let name = |name: &Option<String>| {
            name.clone()
                .unwrap_or_else(|| t.lost_letter_gone_member().to_owned())
        };
        let both = format!("{}, {}", name(&one.first), name(&one.second));
        view! {
            <tr>
                <th scope="row"><code>{line}</code></th>
                <td>{half(t, one.half)}</td>
                <td>{asked_by(t, one.asked_by)} ", " {channel(t, one.channel)}</td>
                <td>{both}</td>
                <td>{t.instant(one.printed_at, &shown.found.landlord.zone)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let table = (count > 0).then(|| {
        view! {
            <div class="table" role="region" aria-label=t.lost_letter_record() tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t.lost_letter_line()}</th>
                            <th scope="col">{t.lost_letter_which()}</th>
                            <th scope="col">{t.lost_letter_who_asked()}</th>
                            <th scope="col">{t.lost_letter_members()}</th>
                            <th scope="col">{t.lost_letter_when()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <h2>{t.lost_letter_record()}</h2>
        <p>{t.lost_letter_count(count)}</p>
        {table}
    }
    .into_any()
}
