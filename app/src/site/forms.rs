//! Forms that lose nothing.
//!
//! A refused form keeps what was typed, secrets excepted, for a day under an anonymous cookie; the
//! page it came from refills that form and says there, and nowhere else, what is wrong.

use super::guess::Guess;
use super::{context::Ctx, cookies, error::AppError, origin::own_path, problem::Problem, secret};
use axum::response::Response;
use chrono::NaiveDate;
use palier_store::refused;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Why a form is refused: the problem, and the field it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
    /// The field's name; empty for the form as a whole.
    pub field: String,
}

impl Complaint {
    /// A problem with one field.
    pub fn about(field: &str, problem: impl Into<Problem>) -> Self {
        Self {
            problem: problem.into(),
            field: field.to_owned(),
        }
    }

    /// A problem with the form as a whole.
    pub fn whole(problem: impl Into<Problem>) -> Self {
        Self::about("", problem)
    }
}

/// A date as browsers send it, or as people write it where the browser has no calendar.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn typed_day(field: &str, typed: &str) -> Result<NaiveDate, Complaint> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Complaint::about(field, Problem::Empty));
    }
    ["%Y-%m-%d", "%d/%m/%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(typed, format).ok())
        .ok_or_else(|| Complaint::about(field, Problem::NotADate))
}

/// Why a form was not done: the person's part, or ours.
#[derive(Debug)]
pub enum Refusal {
    /// Something to correct.
    Complaint(Complaint),
    /// Something that no correction helps.
    Error(AppError),
}

impl From<Complaint> for Refusal {
    fn from(complaint: Complaint) -> Self {
        Self::Complaint(complaint)
    }
}

impl<E: Into<AppError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// A form as a page shows it: empty, or refilled with what was refused.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    /// The form's id, also its anchor in the page.
    pub id: String,
    fields: Map<String, Value>,
    complaint: Option<Complaint>,
}

impl FormState {
    /// A form of which nothing is kept.
    #[must_use]
    pub fn empty(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            ..Self::default()
        }
    }

    /// What was typed in a field before.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<String> {
        self.fields
            .get(field)
            .and_then(Value::as_str)
            .map(str::to_owned)
    }

    /// What is wrong, if this page is the answer to a refusal.
    #[must_use]
    pub fn complaint(&self) -> Option<&Complaint> {
        self.complaint.as_ref()
    }

    /// What is wrong with one field.
    #[must_use]
    pub fn problem_of(&self, field: &str) -> Option<&Problem> {
        self.complaint
            .as_ref()
            .filter(|c| c.field == field)
            .map(|c| &c.problem)
    }

    /// Whether something is kept for this form.
    #[must_use]
    pub fn is_refilled(&self) -> bool {
        !self.fields.is_empty()
    }
}

impl Ctx {
    /// The state of a form of this page.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn form(&self, id: &str) -> Result<FormState, AppError> {
        let kept = match self.visitor_hash {
            Some(visitor) => refused::find(&self.site.db, &visitor, id, self.now).await?,
            None => None,
        };
        Ok(match kept {
            Some((fields, error)) => self.state(id, fields, error),
            None => FormState::empty(id),
        })
    }

    /// Every form kept for this visitor, of this page or another.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn kept_forms(&self) -> Result<Vec<FormState>, AppError> {
        let Some(visitor) = self.visitor_hash else {
            return Ok(Vec::new());
        };
        let kept = refused::of_visitor(&self.site.db, &visitor, self.now).await?;
        Ok(kept
            .into_iter()
            .map(|(id, fields, error)| self.state(&id, fields, error))
            .collect())
    }

    fn state(&self, id: &str, fields: Value, error: Value) -> FormState {
        let fields = match fields {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        let answers_it = self.path.contains(&format!("refus={id}"));
        let complaint = answers_it
            .then(|| serde_json::from_value(error).ok())
            .flatten();
        FormState {
            id: id.to_owned(),
            fields,
            complaint,
        }
    }

    /// Answers a form that was done: what was kept of it is forgotten.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_form(&self, id: &str) -> Result<(), AppError> {
        if let Some(visitor) = self.visitor_hash {
            refused::forget(&self.site.db, &visitor, id).await?;
        }
        Ok(())
    }

    /// Answers a form that is refused: keeps its fields and goes back to its page.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn refuse(
        &self,
        id: &str,
        fields: &[(&str, &str)],
        complaint: &Complaint,
        back: &str,
    ) -> Result<Response, AppError> {
        let back = own_path(back).unwrap_or("/");
        let target = with_refusal(back, id);
        self.keep_and_go(id, fields, complaint, &target).await
    }

    /// Keeps a form for after the sign-in page, which leads back to it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keep_for_later(
        &self,
        id: &str,
        fields: &[(&str, &str)],
        back: &str,
    ) -> Result<Response, AppError> {
        let back = format!("{}#{id}", own_path(back).unwrap_or("/"));
        let target = format!(
            "/connexion?garde=1&suite={}",
            super::access::query_value(&back)
        );
        let complaint = Complaint::whole(Problem::SignInFirst);
        self.keep_and_go(id, fields, &complaint, &target).await
    }

    async fn keep_and_go(
        &self,
        id: &str,
        fields: &[(&str, &str)],
        complaint: &Complaint,
        target: &str,
    ) -> Result<Response, AppError> {
        let fields: Map<String, Value> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(cut(value))))
            .collect();
        let error = serde_json::to_value(complaint).map_err(|e| AppError::internal(&e))?;
        let fresh = if self.visitor_hash.is_none() {
            Some(secret::token()?)
        } else {
            None
        };
        let hash = match (&fresh, self.visitor_hash) {
            (Some(token), _) => secret::token_hash(token),
            (None, Some(hash)) => hash,
            (None, None) => return Err(AppError::Internal),
        };
        let fields = Value::Object(fields);
        if self.session.is_none() && Guess::at_keeping(self).count(self).await?.is_some() {
            tracing::warn!("an address sends too many forms without an account: none is kept");
            return Ok(self.go(target));
        }
        refused::keep(&self.site.db, &hash, id, &fields, &error, self.now).await?;
        let cookie: Vec<_> = fresh
            .as_deref()
            .map(|token| (cookies::Kind::Visitor, Some(token)))
            .into_iter()
            .collect();
        Ok(self.go_with(target, &cookie))
    }
}

/// The most that is kept of a field, in characters: twice what any field takes.
const KEPT: usize = 10_000;

fn cut(value: &str) -> &str {
    value
        .char_indices()
        .nth(KEPT)
        .map_or(value, |(end, _)| &value[..end])
}

/// The page of a refused form, told which of its forms was refused.
fn with_refusal(back: &str, id: &str) -> String {
    let (page, _) = back.split_once('#').unwrap_or((back, ""));
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("refus="))
        .collect();
    let mut target = format!("{path}?");
    for part in kept {
        target.push_str(part);
        target.push('&');
    }
    format!("{target}refus={id}#{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_told_which_form_was_refused_once() {
        assert_eq!(
            with_refusal("/a/charte/5", "c-5"),
            "/a/charte/5?refus=c-5#c-5"
        );
        assert_eq!(
            with_refusal("/a/charte/5?tri=soutiens&refus=x#y", "c-5"),
            "/a/charte/5?tri=soutiens&refus=c-5#c-5"
        );
    }
}
