//! What stands on the pages of a document, and what each part of it is.

/// A line of text at its place.
pub(super) struct Line {
    pub page: usize,
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub bold: bool,
    pub text: String,
}

/// Something that is drawn.
pub(super) enum Mark {
    Line(Line),
    /// A thin line across: page, left, right, height.
    Rule(usize, f32, f32, f32),
    /// Dark squares of a code, as left, top and width on a grid; page, left, top, side of a module.
    Code(usize, f32, f32, f32, Vec<(f32, f32, f32)>),
}

/// The structure of the document, for readers who do not see it; leaves are places among the marks.
pub(super) enum Tree {
    Leaf(usize),
    Group(Role, Vec<Tree>),
}

/// What a part of the document is.
pub(super) enum Role {
    Heading(u16, String),
    Paragraph,
    List,
    Item,
    Table(String),
    Row,
    ColumnHead,
    RowHead,
    Cell,
    Figure(String),
}

/// A document laid out.
pub(super) struct Layout {
    pub marks: Vec<Mark>,
    pub tree: Vec<Tree>,
    pub pages: usize,
    /// Headings with their level, page and height.
    pub outline: Vec<(u8, String, usize, f32)>,
}
