//! The difference as one types: asked of the server when the fingers rest, shown below the field.
#![expect(
    missing_docs,
    reason = "the macro writes a type of properties without a comment"
)]

use leptos::prelude::*;

/// Keeps what stands in `data-difference="NAME"` in step with the field of that name.
///
/// The words are compared where the text is kept, so that a phone loads no engine to compare them,
/// and the preview says the same.
#[island]
pub fn Typing(
    /// The id of the form.
    form: String,
    /// Who tells the difference.
    address: String,
    /// The version that is amended.
    version: String,
) -> impl IntoView {
    Effect::new(move |_| typed::listen(&form, &address, &version));
}

#[cfg(feature = "hydrate")]
mod typed {
    use std::cell::RefCell;
    use std::collections::HashMap;
    use std::rc::Rc;
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast as _, JsValue};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{
        Event, HtmlElement, HtmlTextAreaElement, RequestInit, Response, UrlSearchParams, Window,
    };

    /// How long the fingers rest before the server is asked, in milliseconds.
    const REST: i32 = 350;

    /// Where and about what the server is asked.
    struct Question {
        address: String,
        version: String,
        /// How often each field was typed in: a late answer to an earlier question is dropped.
        turns: RefCell<HashMap<String, u32>>,
    }

    pub fn listen(form: &str, address: &str, version: &str) {
        let Some(form) = element(&format!("#{form}")) else {
            return;
        };
        let question = Rc::new(Question {
            address: address.to_owned(),
            version: version.to_owned(),
            turns: RefCell::default(),
        });
        let typed = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let field = event.target().and_then(|one| one.dyn_into().ok());
            if let Some(field) = field {
                wait(Rc::clone(&question), field);
            }
        });
        // The page lives as long as the form does.
        form.set_oninput(Some(typed.into_js_value().unchecked_ref()));
    }

    fn element(selector: &str) -> Option<HtmlElement> {
        let document = web_sys::window()?.document()?;
        document.query_selector(selector).ok()??.dyn_into().ok()
    }

    fn slot(name: &str) -> Option<HtmlElement> {
        element(&format!("[data-difference=\"{name}\"]"))
    }

    /// Asks once nothing more was typed for a while.
    fn wait(question: Rc<Question>, field: HtmlTextAreaElement) {
        let (Some(window), Some(_)) = (web_sys::window(), slot(&field.name())) else {
            return;
        };
        let turn = {
            let mut turns = question.turns.borrow_mut();
            let turn = turns.entry(field.name()).or_default();
            *turn += 1;
            *turn
        };
        let rested = Closure::once_into_js(move || {
            let is_last = move |question: &Question, name: &str| {
                question.turns.borrow().get(name) == Some(&turn)
            };
            if is_last(&question, &field.name()) {
                spawn_local(async move {
                    // Without an answer the field stands alone: the preview shows the rest.
                    let Ok(found) = ask(&question, &field).await else {
                        return;
                    };
                    if is_last(&question, &field.name())
                        && let Some(slot) = slot(&field.name())
                    {
                        slot.set_inner_html(&found);
                    }
                });
            }
        });
        let _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(rested.unchecked_ref(), REST);
    }

    async fn ask(question: &Question, field: &HtmlTextAreaElement) -> Result<String, JsValue> {
        let window: Window = web_sys::window().ok_or(JsValue::NULL)?;
        let name = field.name();
        let said = UrlSearchParams::new()?;
        said.append("version", &question.version);
        said.append("handle", name.strip_prefix("c-").unwrap_or_default());
        said.append("words", &field.value());
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_body(&said);
        let asked = window.fetch_with_str_and_init(&question.address, &request);
        let answer: Response = JsFuture::from(asked).await?.dyn_into()?;
        if !answer.ok() || answer.redirected() {
            return Err(JsValue::NULL);
        }
        let text = JsFuture::from(answer.text()?).await?;
        text.as_string().ok_or(JsValue::NULL)
    }
}

#[cfg(not(feature = "hydrate"))]
mod typed {
    pub fn listen(_form: &str, _address: &str, _version: &str) {}
}
