//! Asking the tenants, closing the count, asking a second time.

use super::{address, endpoint};
use crate::agreement::load::{Found, any};
use crate::agreement::problem::{AgreementProblem, refusal};
use crate::i18n::{Locale, T};
use crate::mail::{self, Letter, Sending, To};
use crate::parts::field::{Field, summary};
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::collective_agreement::Round as Which;
use palier_domain::election::collective_agreement::course::{Period, Standing, Verdict, Way};
use palier_domain::mail::Urgency;
use palier_store::Tx;
use palier_store::collective_agreement::{self as agreement, Notified};
use serde::Deserialize;

const OPEN: &str = "notifier";
const CLOSE: &str = "compter";
/// The kind of these mails.
const KIND: &str = "agreement";

/// The forms of this part of the page.
pub(super) struct Acts {
    open: FormState,
    close: FormState,
    today: String,
}

/// Reads them.
pub(super) async fn load(ctx: &Ctx, found: &Found) -> Result<Acts, AppError> {
    Ok(Acts {
        open: ctx.form(OPEN).await?,
        close: ctx.form(CLOSE).await?,
        today: ctx.today(&found.landlord.zone).to_string(),
    })
}

impl Acts {
    /// Whether one was refused.
    pub(super) fn refused(&self) -> bool {
        self.open.complaint().is_some() || self.close.complaint().is_some()
    }

    /// Asking the tenants for the first time.
    pub(super) fn open(&self, t: T, found: &Found) -> AnyView {
        self.notify(t, found, t.agreement_open(), t.agreement_open_what())
    }

    /// Asking them once more, where too few took part; nothing else.
    pub(super) fn second(&self, t: T, found: &Found) -> AnyView {
        match found.whole.standing {
            Standing::Ended(Verdict::SecondRound) => {
                self.notify(t, found, t.agreement_second(), t.agreement_second_what())
            }
            _ => ().into_any(),
        }
    }

    fn notify(&self, t: T, found: &Found, title: &'static str, what: &'static str) -> AnyView {
        let day = Field::day("notified_on", t.agreement_notified_on())
            .hint(t.agreement_notified_on_hint())
            .initial(self.today.clone());
        view! {
            <section class="card">
                <h2>{title}</h2>
                <p>{what}</p>
                <form method="post" action=endpoint(found, "open") id=OPEN class="stack" novalidate>
                    {summary(t, &self.open)}
                    {day.show(t, &self.open)}
                    <p><button class="button">{title}</button></p>
                </form>
            </section>
        }
        .into_any()
    }

    /// Closing the count, once the last day is over; nothing before and after.
    pub(super) fn close(&self, t: T, found: &Found) -> AnyView {
        if !matches!(found.whole.standing, Standing::Counting(_)) {
            return ().into_any();
        }
        view! {
            <section class="card">
                <h2>{t.agreement_close()}</h2>
                <p>{t.agreement_close_what()}</p>
                <form method="post" action=endpoint(found, "close") id=CLOSE class="stack">
                    {summary(t, &self.close)}
                    <p><button class="button">{t.agreement_close()}</button></p>
                </form>
            </section>
        }
        .into_any()
    }
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    notified_on: String,
}

/// Asks the tenants, for the first time or the second, and writes to those who have an address.
///
/// # Errors
/// When there is no such agreement, or the database does not answer.
pub async fn open(
    ctx: Ctx,
    _: Desk,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = any(&ctx, &slug, &id).await?;
    let done = opened(&ctx, &found, &sent).await;
    let fields = [("notified_on", sent.notified_on.as_str())];
    answer(&ctx, &found, OPEN, &fields, done).await
}

async fn opened(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let on = typed_day("notified_on", &sent.notified_on)?;
    let words = &found.whole.agreement;
    if words.body.is_empty() {
        return Err(Complaint::whole(AgreementProblem::NoText).into());
    }
    if words.way == Way::Signed && words.signed_on.is_none() {
        return Err(Complaint::whole(AgreementProblem::NoSignature).into());
    }
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    let asked = agreement::open(&mut tx, found.id(), Notified { on, today }, ctx.now)
        .await
        .map_err(refusal)?;
    write_to_all(ctx, &mut tx, found, asked).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a mail in the outbox for each tenant concerned who has an address, each in her language.
async fn write_to_all(
    ctx: &Ctx,
    tx: &mut Tx,
    found: &Found,
    (round, period): (Which, Period),
) -> Result<(), AppError> {
    let id = found.id();
    let letters = [Locale::Fr, Locale::En].map(|locale| letter(ctx, found, T { locale }, period));
    for one in agreement::addresses(tx, id, round, period.notified).await? {
        let locale = Locale::from_tag(&one.locale).unwrap_or_default();
        let to = To {
            account: one.account_id,
            address: &one.email,
            zone: &found.landlord.zone,
        };
        let sending = Sending {
            kind: KIND,
            key: format!("{KIND}:{id}:{}:{}", period.notified, one.person_id),
            urgency: Urgency::Ordinary,
        };
        let letter = match locale {
            Locale::Fr => &letters[0],
            Locale::En => &letters[1],
        };
        mail::queue(tx, to, sending, letter, ctx.now).await?;
    }
    Ok(())
}

fn letter(ctx: &Ctx, found: &Found, t: T, period: Period) -> Letter {
    let (origin, title) = (&ctx.site.origin, &found.whole.agreement.title);
    let what = match found.whole.agreement.way {
        Way::Direct => t.agreement_mail_direct(&found.landlord.name, title),
        Way::Signed => t.agreement_mail_signed(&found.landlord.name, title),
    };
    let days = t.agreement_period(t.date(period.notified), t.date(period.last));
    Letter::new(t, t.agreement_mail_subject(title), origin)
        .says(what)
        .says(days)
        .link(
            t.agreement_mail_link(),
            format!("{origin}{}", found.address()),
        )
        .says(t.agreement_mail_paper())
}

/// Closes the count.
///
/// # Errors
/// When there is no such agreement, or the database does not answer.
pub async fn close(
    ctx: Ctx,
    _: Desk,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = any(&ctx, &slug, &id).await?;
    let done = closed(&ctx, &found).await;
    answer(&ctx, &found, CLOSE, &[], done).await
}

async fn closed(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    agreement::close(&mut tx, found.id(), today, ctx.now)
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    Ok(())
}

async fn answer(
    ctx: &Ctx,
    found: &Found,
    form: &str,
    fields: &[(&str, &str)],
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = address(found);
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(form, fields, &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}
