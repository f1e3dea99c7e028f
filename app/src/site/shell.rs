//! The HTML around every page: head, header with sign-in and language, footer.

use super::context::Ctx;
use crate::i18n::Locale;
use crate::parts::icon;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use palier_store::landlord::Landlord;
use std::sync::Arc;

/// What a page says of itself.
#[derive(Clone, Default)]
pub struct Head {
    /// The title, without the site's name.
    pub title: String,
    /// The landlord whose page it is: name and slug.
    pub landlord: Option<(String, String)>,
    /// Whether the page answers a refused form: the title says so first.
    pub refused: bool,
    /// The style of the main column.
    pub wide: bool,
    /// Whether the page loads itself again soon: only while it shows work under way.
    pub renewed: bool,
}

impl Head {
    /// A page of the site.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// A page of a landlord.
    #[must_use]
    pub fn of(landlord: &Landlord, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            landlord: Some((landlord.name.clone(), landlord.slug.clone())),
            ..Self::default()
        }
    }

    /// The same, as the answer to a refused form.
    #[must_use]
    pub fn refused(mut self, refused: bool) -> Self {
        self.refused = refused;
        self
    }

    /// The same, loaded again every other second while work is under way.
    #[must_use]
    pub fn renewed(mut self, renewed: bool) -> Self {
        self.renewed = renewed;
        self
    }

    /// The same, with a column for contents at the side.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

/// Makes the whole page. The body is a closure, since its islands need the owner made here.
pub fn page<V: IntoView + 'static>(ctx: &Ctx, head: &Head, body: impl FnOnce() -> V) -> Response {
    let html = render(|| document(ctx, head, Box::new(body)));
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// Renders a view to a complete document; islands in it are marked for the browser.
fn render<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let context = hydration_context::SsrSharedContext::new_islands();
    let owner = Owner::new_root(Some(Arc::new(context)));
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    format!("<!DOCTYPE html>{html}")
}

fn document<V: IntoView + 'static>(
    ctx: &Ctx,
    head: &Head,
    body: Box<dyn FnOnce() -> V + '_>,
) -> impl IntoView + use<V> {
    let t = ctx.t;
    let assets = &ctx.site.assets;
    let (islands_js, islands_wasm) = assets.islands.unzip();
    let owner = head.landlord.as_ref().map_or("Palier", |(name, _)| name);
    let prefix = if head.refused {
        t.error_title_prefix()
    } else {
        ""
    };
    let title = format!("{prefix}{} - {owner}", head.title);
    let main = if head.wide { "wide" } else { "" };
    view! {
        <html lang=t.locale.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title}</title>
                <meta name="description" content=t.site_description()/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#9E3A22"/>
                <link rel="icon" href=assets.icon type="image/svg+xml"/>
                <link rel="preload" href=assets.font r#as="font" type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=assets.css/>
                <script
                    src=assets.boot
                    nonce=ctx.nonce.clone()
                    defer=true
                    data-js=islands_js
                    data-wasm=islands_wasm
                    data-renew=head.renewed.then_some("2")
                ></script>
            </head>
            <body>
                <a class="skip" href="#contenu">{t.nav_skip()}</a>
                {ctx.site.demo.then(|| demo_banner(ctx))}
                {top(ctx, head.landlord.clone())}
                <main id="contenu" class=main tabindex="-1">
                    {body()}
                </main>
                {foot(ctx)}
            </body>
        </html>
    }
}

fn demo_banner(ctx: &Ctx) -> impl IntoView + use<> {
    let t = ctx.t;
    let day = super::dates::local(ctx.now, "Europe/Paris").date_naive();
    let now = t.dates_at(t.date(day), t.time(ctx.now, "Europe/Paris"));
    view! {
        <aside class="demo" aria-label=t.demo_label()>
            <p>
                <strong>{t.demo_label()}</strong>
                " "
                {t.demo_banner(now)}
                " "
                <a href="/demo">{t.demo_choose()}</a>
            </p>
        </aside>
    }
}

fn top(ctx: &Ctx, landlord: Option<(String, String)>) -> impl IntoView + use<> {
    let t = ctx.t;
    let account = match &ctx.session {
        Some(_) => view! { <a href="/mon-espace">{t.nav_space()}</a> }.into_any(),
        None => {
            let here = super::access::query_value(&ctx.path);
            let link = if ctx.path.starts_with("/connexion") || ctx.path.starts_with("/activer") {
                "/connexion".to_owned()
            } else {
                format!("/connexion?suite={here}")
            };
            view! { <a href=link>{t.nav_sign_in()}</a> }.into_any()
        }
    };
    view! {
        <header class="top">
            <div>
                <a class="brand" href="/">{icon::mark()} "Palier"</a>
                {landlord.map(|(name, slug)| view! { <a class="owner" href=format!("/{slug}")>{name}</a> })}
                <nav aria-label=t.nav_label()>
                    {account}
                    {language(ctx)}
                </nav>
            </div>
        </header>
    }
}

/// A form, since it leaves a cookie; it looks like the link it is to people.
fn language(ctx: &Ctx) -> impl IntoView + use<> {
    let other = match ctx.t.locale {
        Locale::Fr => Locale::En,
        Locale::En => Locale::Fr,
    };
    let name = match other {
        Locale::Fr => "Français",
        Locale::En => "English",
    };
    view! {
        <form method="post" action="/api/locale/choose">
            <input type="hidden" name="back" value=ctx.path.clone()/>
            <button class="link" name="locale" value=other.tag() lang=other.tag()>{name}</button>
        </form>
    }
}

fn foot(ctx: &Ctx) -> impl IntoView + use<> {
    let t = ctx.t;
    view! {
        <footer>
            <div>
                {crate::about::links(t)}
                <p>{t.foot_what()}</p>
                <p class="who">{t.foot_trust()}</p>
            </div>
        </footer>
    }
}
