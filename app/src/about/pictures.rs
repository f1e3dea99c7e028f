//! Drawings of the help page. Each says what the words beside it say: they are hidden from those
//! who listen.

use leptos::prelude::*;

/// An opened letter with the groups of its code.
pub fn letter() -> AnyView {
    let groups = (0..5)
        .map(|n| {
            let x = 42 + n * 24;
            view! { <rect x=x y="66" width="20" height="13" rx="2" class="draw-brick"/> }
        })
        .collect_view();
    view! {
        <svg class="draw" viewBox="0 0 200 130" aria-hidden="true">
            <path d="M20 62 100 14l80 48v58H20z" class="draw-edge"/>
            <path d="M34 96V34h132v62" class="draw-card"/>
            <path d="M46 46h70M46 55h50" class="draw-line"/>
            {groups}
            <path d="M20 62l80 42 80-42v58H20z" class="draw-tint"/>
        </svg>
    }
    .into_any()
}

/// Four words in a row, behind a lock.
pub fn phrase() -> AnyView {
    let words = [(16, 34), (56, 26), (88, 40), (134, 30)]
        .into_iter()
        .map(|(x, width)| view! { <rect x=x y="84" width=width height="14" rx="7" class="draw-brick"/> })
        .collect_view();
    view! {
        <svg class="draw" viewBox="0 0 200 130" aria-hidden="true">
            <rect x="6" y="72" width="188" height="40" rx="10" class="draw-card"/>
            {words}
            <path d="M84 40V28a16 16 0 0 1 32 0v12" class="draw-line thick"/>
            <rect x="74" y="36" width="52" height="34" rx="7" class="draw-tint"/>
            <circle cx="100" cy="52" r="5" class="draw-ink"/>
        </svg>
    }
    .into_any()
}

/// An article of the charter, with somebody's words beside it.
pub fn comment() -> AnyView {
    view! {
        <svg class="draw" viewBox="0 0 200 130" aria-hidden="true">
            <rect x="10" y="10" width="96" height="110" rx="6" class="draw-card"/>
            <path d="M24 30h46M24 48h68M24 60h68M24 72h52M24 92h68M24 104h40" class="draw-line"/>
            <path d="M118 34h66a8 8 0 0 1 8 8v34a8 8 0 0 1-8 8h-38l-18 18V84h-10a8 8 0 0 1-8-8V42a8 8 0 0 1 8-8z" class="draw-tint"/>
            <path d="M126 52h50M126 66h34" class="draw-line"/>
        </svg>
    }
    .into_any()
}

/// Three neighbours behind the same words.
pub fn support() -> AnyView {
    let people = [40, 100, 160]
        .into_iter()
        .map(|x| {
            let body = format!("M{} 122v-12a20 20 0 0 1 40 0v12z", x - 20);
            view! {
                <circle cx=x cy="78" r="11" class="draw-ink"/>
                <path d=body class="draw-ink"/>
            }
        })
        .collect_view();
    view! {
        <svg class="draw" viewBox="0 0 200 130" aria-hidden="true">
            <path d="M34 8h132a8 8 0 0 1 8 8v24a8 8 0 0 1-8 8h-58l-8 10-8-10H34a8 8 0 0 1-8-8V16a8 8 0 0 1 8-8z" class="draw-tint"/>
            <path d="M82 28l12 12 26-24" class="draw-line thick"/>
            {people}
        </svg>
    }
    .into_any()
}

/// A key that comes back, by letter or by mail.
pub fn lost() -> AnyView {
    view! {
        <svg class="draw" viewBox="0 0 200 130" aria-hidden="true">
            <rect x="112" y="52" width="80" height="56" rx="6" class="draw-card"/>
            <path d="M112 58l40 28 40-28" class="draw-line"/>
            <circle cx="38" cy="44" r="20" class="draw-line thick"/>
            <path d="M53 58l42 42M80 85l10-10M92 97l8-8" class="draw-line thick"/>
            <path d="M104 24c30-14 56-6 66 16m2-16-2 16-15-5" class="draw-brick-line"/>
        </svg>
    }
    .into_any()
}
