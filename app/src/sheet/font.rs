//! The two weights of the embedded font, and how wide their letters are.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// Atkinson Hyperlegible Next, under the SIL Open Font Licence: `app/fonts/OFL.txt`.
const REGULAR: &[u8] = include_bytes!("../../fonts/atkinson-regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/atkinson-bold.ttf");

/// A weight of the font.
pub(super) struct Face {
    /// As the file embeds it.
    pub font: Font,
    letters: FontRef<'static>,
}

/// Both weights.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    /// Reads them; nothing if the embedded files are no fonts.
    pub fn read() -> Option<Self> {
        let face = |bytes: &'static [u8]| {
            Some(Face {
                font: Font::new(bytes.into(), 0)?,
                letters: FontRef::new(bytes).ok()?,
            })
        };
        Some(Self {
            regular: face(REGULAR)?,
            bold: face(BOLD)?,
        })
    }

    pub fn of(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }
}

impl Face {
    /// The glyphs of a text, each with its width as a share of the size. The font has no kerning that
    /// is missed here, and no letter that joins the next.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let map = self.letters.charmap();
        let widths = self
            .letters
            .glyph_metrics(Size::new(1.0), LocationRef::default());
        text.char_indices()
            .map(|(at, letter)| {
                let glyph = map.map(letter).or_else(|| map.map('?')).unwrap_or_default();
                KrillaGlyph {
                    glyph_id: GlyphId::new(glyph.to_u32()),
                    text_range: at..at + letter.len_utf8(),
                    x_advance: widths.advance_width(glyph).unwrap_or_default(),
                    x_offset: 0.0,
                    y_offset: 0.0,
                    y_advance: 0.0,
                    location: None,
                }
            })
            .collect()
    }

    /// The width of a text of some size.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let glyphs = self.glyphs(text);
        glyphs.iter().map(|glyph| glyph.x_advance * size).sum()
    }
}

/// What the font has no letter for, as a letter that it has: narrow spaces.
pub(super) fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{2009}'], "\u{a0}")
}
