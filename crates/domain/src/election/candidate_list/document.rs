//! Documents that a list is filed with: PDF, JPEG or PNG, known by their content and not by their
//! name.

/// The kind of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// PDF (ISO 32000-2, 7.5.2).
    Pdf,
    /// JPEG (ITU-T T.81, B.1.1.3).
    Jpeg,
    /// PNG (W3C PNG, 5.2).
    Png,
}

/// The most bytes of a document.
pub const MOST: usize = 10 * 1024 * 1024;

impl Document {
    /// Reads the kind from the first bytes; nothing when it is none of these.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
            Some(Self::Png)
        } else {
            None
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_known_by_its_content() {
        assert_eq!(Document::of(b"%PDF-1.7\n"), Some(Document::Pdf));
        assert_eq!(
            Document::of(&[0xFF, 0xD8, 0xFF, 0xE0]),
            Some(Document::Jpeg)
        );
        assert_eq!(Document::of(b"\x89PNG\r\n\x1A\nIHDR"), Some(Document::Png));
        for other in [&b"<html>%PDF-"[..], b"GIF89a", b"", b"%PDF"] {
            assert_eq!(Document::of(other), None);
        }
    }
}
