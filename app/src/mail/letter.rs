//! The words of a mail, as text and as HTML that says the same.

use crate::i18n::T;

/// A mail, in paragraphs, with at most one thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// `fr` or `en`.
    lang: &'static str,
    paragraphs: Vec<String>,
    /// What the link says, and where it leads.
    link: Option<(String, String)>,
    after: Vec<String>,
    foot: String,
}

impl Letter {
    /// A mail with a subject; the site's address stands below it.
    #[must_use]
    pub fn new(t: T, subject: impl Into<String>, site: impl std::fmt::Display) -> Self {
        Self {
            subject: subject.into(),
            lang: t.locale.tag(),
            paragraphs: Vec::new(),
            link: None,
            after: Vec::new(),
            foot: t.mail_foot(site),
        }
    }

    /// The same, with one more paragraph; it comes after the link if there is one already.
    #[must_use]
    pub fn says(mut self, paragraph: impl Into<String>) -> Self {
        if self.link.is_none() {
            self.paragraphs.push(paragraph.into());
        } else {
            self.after.push(paragraph.into());
        }
        self
    }

    /// The same, with the thing to do.
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, address: impl Into<String>) -> Self {
        self.link = Some((label.into(), address.into()));
        self
    }

    /// As text: paragraphs between empty lines, the link on a line of its own.
    #[must_use]
    pub fn text(&self) -> String {
        let mut parts = self.paragraphs.clone();
        if let Some((label, address)) = &self.link {
            parts.push(format!("{label}\n{address}"));
        }
        parts.extend(self.after.iter().cloned());
        parts.push(format!("-- \n{}", self.foot));
        let mut text = parts.join("\n\n");
        text.push('\n');
        text
    }

    /// As HTML: no picture, no style, nothing that tells when it is read.
    #[must_use]
    pub fn html(&self) -> String {
        let paragraph = |text: &String| format!("<p>{}</p>\n", escaped(text));
        let mut body: String = self.paragraphs.iter().map(paragraph).collect();
        if let Some((label, address)) = &self.link {
            let (label, address) = (escaped(label), escaped(address));
            body.push_str(&format!(
                "<p><a href=\"{address}\"><strong>{label}</strong></a></p>\n<p>{address}</p>\n"
            ));
        }
        body.extend(self.after.iter().map(paragraph));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">\
             <title>{}</title></head>\n<body>\n{body}<hr>\n<p>{}</p>\n</body>\n</html>\n",
            self.lang,
            escaped(&self.subject),
            escaped(&self.foot),
        )
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn what_people_typed_is_no_markup_in_a_mail() {
        let t = T { locale: Locale::Fr };
        let letter = Letter::new(t, "A & B", "https://palier.example.org")
            .says("Bonjour <script>\"'")
            .link("Ici", "https://palier.example.org/x?a=1&b=2")
            .says("Après");
        let html = letter.html();
        assert!(html.contains("Bonjour &lt;script&gt;&quot;&#39;"), "{html}");
        assert!(html.contains("href=\"https://palier.example.org/x?a=1&amp;b=2\""));
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"));
        let text = letter.text();
        assert!(
            text.contains(
                "Bonjour <script>\"'\n\nIci\nhttps://palier.example.org/x?a=1&b=2\n\nAprès"
            )
        );
    }
}
