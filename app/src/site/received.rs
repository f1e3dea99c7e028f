//! Forms that carry a file.

use super::error::AppError;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

/// A form with its file, read whole.
#[derive(Debug, Default)]
pub struct Received {
    fields: Vec<(String, String)>,
    /// The file, when one was chosen and is not too large; the first of several.
    pub file: Option<File>,
    /// The files after the first, each with the name of its field.
    others: Vec<(String, File)>,
    /// The field of the first.
    first: String,
    /// A file was sent that is larger than the form takes: it was read to its end and dropped.
    pub too_large: bool,
}

/// A file as it was sent.
#[derive(Debug)]
pub struct File {
    /// Its name on the sender's machine, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The most that a field beside the file may hold, in bytes.
const FIELD: usize = 16 * 1024;

impl Received {
    /// A field's value; empty when it was not sent.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value)
    }

    /// The file of a field, when one was chosen there.
    #[must_use]
    pub fn file_of(&self, name: &str) -> Option<&File> {
        if self.first == name {
            return self.file.as_ref();
        }
        let found = self.others.iter().find(|(other, _)| other == name);
        found.map(|(_, file)| file)
    }

    /// Reads a form whose file may have so many bytes.
    ///
    /// A larger one is read on and dropped: a browser that is answered while it still sends shows
    /// a broken connection in place of the page that says what is wrong.
    ///
    /// # Errors
    /// When what was sent is no such form, or larger than its route takes at all.
    pub async fn read(mut form: Multipart, most: usize) -> Result<Self, AppError> {
        let mut received = Self::default();
        loop {
            let field = match form.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => return Ok(received),
                Err(error) => return received.broken_off(&error),
            };
            let name = field.name().unwrap_or_default().to_owned();
            let taken = match field.file_name().map(base_name) {
                Some(file_name) => received.take_file(field, name, file_name, most).await,
                None => received.take_field(field, name).await,
            };
            if let Err(error) = taken {
                return received.broken_off(&error);
            }
        }
    }

    /// What comes of a form that did not come to its end.
    fn broken_off(mut self, error: &MultipartError) -> Result<Self, AppError> {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            self.too_large = true;
            self.file = None;
            self.others.clear();
            return Ok(self);
        }
        tracing::info!(%error, "a form with a file broke off");
        Err(AppError::BadRequest)
    }

    async fn take_field(
        &mut self,
        mut field: Field<'_>,
        name: String,
    ) -> Result<(), MultipartError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await? {
            if bytes.len() + chunk.len() <= FIELD {
                bytes.extend_from_slice(&chunk);
            }
        }
        let value = String::from_utf8_lossy(&bytes).into_owned();
        self.fields.push((name, value));
        Ok(())
    }

    async fn take_file(
        &mut self,
        mut field: Field<'_>,
        of: String,
        name: String,
        most: usize,
    ) -> Result<(), MultipartError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await? {
            if self.too_large || bytes.len() + chunk.len() > most {
                self.too_large = true;
                bytes = Vec::new();
            } else {
                bytes.extend_from_slice(&chunk);
            }
        }
        // A form without a chosen file sends an empty one without a name.
        let none_chosen = name.is_empty() && bytes.is_empty();
        if !self.too_large && !none_chosen {
            let file = File { name, bytes };
            if self.file.is_none() {
                (self.first, self.file) = (of, Some(file));
            } else {
                self.others.push((of, file));
            }
        }
        Ok(())
    }
}

/// The name without folders, cut to a length that lists bear.
fn base_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    base.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_has_no_folders() {
        assert_eq!(base_name("C:\\Users\\moi\\fichier.csv"), "fichier.csv");
        assert_eq!(base_name("../../etc/passwd"), "passwd");
    }
}
