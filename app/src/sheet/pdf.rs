//! A document as a PDF file that says what each of its parts is (PDF/UA-1).

use super::Sheet;
use super::font::Faces;
use super::layout::{self, HEIGHT, MARGIN, WIDTH};
use super::marks::{Layout, Line, Mark, Role, Tree};
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime as PdfTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;
use thiserror::Error;

/// Why a file is not made.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The embedded font is none.
    #[error("the embedded font cannot be read")]
    Font,
    /// The file would not keep the rules of its format.
    #[error("the file cannot be written: {0}")]
    Format(String),
}

/// The file; `at` stands in it as the time at which it was made.
///
/// # Errors
/// [`PdfError`].
pub fn pdf(sheet: &Sheet, at: DateTime<Utc>) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::read().ok_or(PdfError::Font)?;
    let format = |error: &dyn std::fmt::Debug| PdfError::Format(format!("{error:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| format(&error))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(sheet, at));
    let layout = layout::lay(sheet, &faces);
    let mut leaves: Vec<Option<Identifier>> = layout.marks.iter().map(|_| None).collect();
    for page in 0..layout.pages {
        let size = PageSettings::from_wh(WIDTH, HEIGHT)
            .ok_or_else(|| PdfError::Format("no page".to_owned()))?;
        let mut paper = document.start_page_with(size);
        let mut surface = paper.surface();
        for (mark, leaf) in layout.marks.iter().zip(&mut leaves) {
            draw(&mut surface, mark, page, sheet.lang, &faces, leaf);
        }
        number(&mut surface, sheet, page + 1, layout.pages, &faces);
        surface.finish();
        paper.finish();
    }
    document.set_outline(outline(&layout));
    let mut tree = TagTree::new().with_lang(Some(sheet.lang.to_owned()));
    for part in layout.tree {
        if let Some(node) = node(part, &mut leaves) {
            tree.push(node);
        }
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|error| format(&error))
}

fn metadata(sheet: &Sheet, at: DateTime<Utc>) -> Metadata {
    let part = |n: u32| u8::try_from(n).unwrap_or_default();
    let time = PdfTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0);
    Metadata::new()
        .title(sheet.title.clone())
        .language(sheet.lang.to_owned())
        .creator("Palier".to_owned())
        .creation_date(time)
}

/// Draws a mark of this page; gives what the structure calls it by.
fn draw(
    surface: &mut Surface<'_>,
    mark: &Mark,
    page: usize,
    lang: &str,
    faces: &Faces,
    leaf: &mut Option<Identifier>,
) {
    match mark {
        Mark::Line(line) if line.page == page => {
            let tag = ContentTag::Span(SpanTag::empty().with_lang(Some(lang)));
            *leaf = Some(surface.start_tagged(tag));
            write(surface, line, faces);
            surface.end_tagged();
        }
        Mark::Rule(on, left, right, y) if *on == page => {
            surface.start_tagged(artifact(ArtifactType::Other));
            fill(surface, 178);
            rectangles(surface, &[(*left, *y, right - left, 0.5)]);
            surface.end_tagged();
        }
        Mark::Code(on, left, top, module, dark) if *on == page => {
            *leaf = Some(surface.start_tagged(ContentTag::Other));
            fill(surface, 0);
            let squares: Vec<_> = dark
                .iter()
                .map(|(x, y, run)| {
                    let (x, y) = (left + x * module, top + y * module);
                    (x, y, run * module, *module)
                })
                .collect();
            rectangles(surface, &squares);
            surface.end_tagged();
        }
        _ => {}
    }
}

fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(krilla::tagging::Artifact::with_kind(kind))
}

fn fill(surface: &mut Surface<'_>, grey: u8) {
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(grey, grey, grey).into(),
        ..Fill::default()
    }));
}

fn write(surface: &mut Surface<'_>, line: &Line, faces: &Faces) {
    fill(surface, 20);
    let face = faces.of(line.bold);
    let at = Point::from_xy(line.x, line.y);
    let glyphs = face.glyphs(&line.text);
    surface.draw_glyphs(at, &glyphs, face.font.clone(), &line.text, line.size, false);
}

fn rectangles(surface: &mut Surface<'_>, all: &[(f32, f32, f32, f32)]) {
    let mut path = PathBuilder::new();
    for (x, y, width, height) in all {
        if let Some(square) = Rect::from_xywh(*x, *y, *width, *height) {
            path.push_rect(square);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// The title and the number at the foot of a page.
fn number(surface: &mut Surface<'_>, sheet: &Sheet, page: usize, of: usize, faces: &Faces) {
    surface.start_tagged(artifact(ArtifactType::Footer));
    let line = Line {
        page,
        x: MARGIN,
        y: HEIGHT - MARGIN / 2.0,
        size: 8.0,
        bold: false,
        text: super::font::plain(&format!("{} – {page}/{of}", sheet.title)),
    };
    write(surface, &line, faces);
    surface.end_tagged();
}

fn outline(layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for (_, text, page, y) in &layout.outline {
        let place = XyzDestination::new(*page, Point::from_xy(MARGIN, *y));
        outline.push_child(OutlineNode::new(text.clone(), place));
    }
    outline
}

/// A part of the structure; nothing when nothing of it was drawn.
fn node(tree: Tree, leaves: &mut [Option<Identifier>]) -> Option<Node> {
    match tree {
        Tree::Leaf(at) => leaves.get_mut(at)?.take().map(Node::Leaf),
        Tree::Group(role, parts) => {
            let children: Vec<Node> = parts
                .into_iter()
                .filter_map(|part| node(part, leaves))
                .collect();
            Some(TagGroup::with_children(kind(role), children).into())
        }
    }
}

fn kind(role: Role) -> TagKind {
    match role {
        Role::Heading(level, text) => {
            let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(text)).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::Item => Tag::LI.into(),
        Role::Table(summary) => {
            let summary = (!summary.is_empty()).then_some(summary);
            Tag::Table.with_summary(summary).into()
        }
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure(alt) => Tag::Figure(Some(alt)).into(),
    }
}
