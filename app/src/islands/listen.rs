//! "Listen": the browser's own voice reads a text in French.
#![expect(
    missing_docs,
    reason = "the macro writes a type of properties without a comment"
)]

use leptos::prelude::*;

/// A button that reads `words` aloud, and stops when pressed again.
///
/// It stays hidden where the browser has no voice, and until it is awake.
#[island]
pub fn Listen(
    /// What is read.
    words: String,
    /// The button's label at rest.
    start: String,
    /// The button's label while reading.
    stop: String,
) -> impl IntoView {
    let (able, set_able) = signal(false);
    let (speaking, set_speaking) = signal(false);
    Effect::new(move |_| set_able.set(voice::exists()));
    let label = move || {
        if speaking.get() {
            stop.clone()
        } else {
            start.clone()
        }
    };
    let toggle = move |_| {
        if speaking.get_untracked() {
            voice::stop();
            set_speaking.set(false);
        } else if voice::speak(&words, move || set_speaking.set(false)) {
            set_speaking.set(true);
        }
    };
    view! {
        <button
            type="button"
            class="chip listen"
            hidden=move || !able.get()
            aria-pressed=move || speaking.get().to_string()
            on:click=toggle
        >
            {label}
        </button>
    }
}

#[cfg(feature = "hydrate")]
mod voice {
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::prelude::Closure;
    use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

    fn synthesis() -> Option<SpeechSynthesis> {
        let window = web_sys::window()?;
        // Old browsers lack the property altogether.
        let has = js_sys::Reflect::has(&window, &"speechSynthesis".into()).unwrap_or(false);
        if has {
            window.speech_synthesis().ok()
        } else {
            None
        }
    }

    pub fn exists() -> bool {
        synthesis().is_some()
    }

    pub fn stop() {
        if let Some(synthesis) = synthesis() {
            synthesis.cancel();
        }
    }

    pub fn speak(words: &str, done: impl FnOnce() + 'static) -> bool {
        let Some(synthesis) = synthesis() else {
            return false;
        };
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(words) else {
            return false;
        };
        utterance.set_lang("fr-FR");
        utterance.set_rate(0.95);
        let done = Closure::once_into_js(done);
        utterance.set_onend(Some(done.unchecked_ref()));
        synthesis.cancel();
        synthesis.speak(&utterance);
        true
    }
}

#[cfg(not(feature = "hydrate"))]
mod voice {
    pub fn exists() -> bool {
        false
    }

    pub fn stop() {}

    pub fn speak(_words: &str, _done: impl FnOnce() + 'static) -> bool {
        false
    }
}
