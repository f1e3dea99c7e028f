//! Where each line of a document stands on its pages, and which part of it the line belongs to.
//!
//! Lengths are in points, 72 to the inch; a page is A4.

use super::font::{Faces, plain};
use super::marks::{Layout, Line, Mark, Role, Tree};
use super::{Block, Sheet};
use crate::parts::qr;

/// A4.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
/// Two centimetres.
pub(super) const MARGIN: f32 = 56.7;
const INNER: f32 = WIDTH - 2.0 * MARGIN;
const BODY: f32 = 10.5;
const TABLE: f32 = 9.5;
/// How much larger letters are on a wall.
const POSTER: f32 = 1.5;
const LARGE: f32 = 17.0;
/// A line's height, as a share of its size.
const LEADING: f32 = 1.42;
/// The side of a QR code: four centimetres, six on a wall.
const CODE: f32 = 113.4;
/// Between columns of a table.
const GUTTER: f32 = 10.0;
/// What a heading needs below it on its page.
const COMPANY: f32 = 64.0;

/// Lays a document out.
pub(super) fn lay(sheet: &Sheet, faces: &Faces) -> Layout {
    let mut pen = Pen {
        faces,
        scale: if sheet.poster { POSTER } else { 1.0 },
        page: 0,
        y: MARGIN,
        out: Layout {
            marks: Vec::new(),
            tree: Vec::new(),
            pages: 1,
            outline: Vec::new(),
        },
    };
    for block in &sheet.blocks {
        pen.block(block);
    }
    pen.out.pages = pen.page + 1;
    pen.out
}

struct Pen<'a> {
    faces: &'a Faces,
    /// How much larger than on a table.
    scale: f32,
    page: usize,
    y: f32,
    out: Layout,
}

/// How a text is set.
#[derive(Clone, Copy)]
struct Set {
    x: f32,
    width: f32,
    size: f32,
    bold: bool,
}

const PLAIN: Set = Set {
    x: MARGIN,
    width: INNER,
    size: BODY,
    bold: false,
};

impl Pen<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Text(text) => self.paragraph(text, PLAIN),
            Block::Strong(text) => self.paragraph(
                text,
                Set {
                    bold: true,
                    ..PLAIN
                },
            ),
            Block::Large(text) => self.paragraph(
                text,
                Set {
                    size: LARGE,
                    ..PLAIN
                },
            ),
            Block::Items(items) => self.items(items),
            Block::Facts(facts) => {
                let rows: Vec<Vec<String>> = facts
                    .iter()
                    .map(|(name, said)| vec![name.clone(), said.clone()])
                    .collect();
                self.table("", &[], &rows);
            }
            Block::Table {
                caption,
                head,
                rows,
            } => {
                let line = TABLE * self.scale * LEADING + 4.0;
                self.need((line * small(rows.len() + 3)).min(HEIGHT / 2.0));
                let bold = Set {
                    bold: true,
                    ..PLAIN
                };
                self.paragraph(caption, bold);
                self.table(caption, head, rows);
            }
            Block::Code { address, alt } => self.code(address, alt),
        }
    }

    /// Goes on to the next page when less than this is left.
    fn need(&mut self, height: f32) {
        if self.y + height > HEIGHT - MARGIN {
            self.page += 1;
            self.y = MARGIN;
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        let size = match level {
            1 => 20.0,
            2 => 14.5,
            _ => 11.5,
        };
        if self.y > MARGIN {
            self.y += size * 0.7;
        }
        self.need(COMPANY);
        let text = plain(text);
        self.out
            .outline
            .push((level, text.clone(), self.page, self.y));
        let set = Set {
            size,
            bold: true,
            ..PLAIN
        };
        let leaves = self.lines(&text, set);
        let role = Role::Heading(u16::from(level), text);
        self.out.tree.push(Tree::Group(role, leaves));
        self.y += 3.0;
    }

    fn paragraph(&mut self, text: &str, set: Set) {
        let leaves = self.lines(&plain(text), set);
        self.out.tree.push(Tree::Group(Role::Paragraph, leaves));
        self.y += set.size * 0.45;
    }

    fn items(&mut self, items: &[String]) {
        let mut list = Vec::new();
        for item in items {
            let set = Set {
                x: MARGIN + 12.0,
                width: INNER - 12.0,
                ..PLAIN
            };
            let leaves = self.lines(&format!("– {}", plain(item)), set);
            list.push(Tree::Group(Role::Item, leaves));
            self.y += 2.0;
        }
        self.out.tree.push(Tree::Group(Role::List, list));
        self.y += 4.0;
    }

    /// Sets a text line by line; a line that does not fit goes to the next page.
    fn lines(&mut self, text: &str, set: Set) -> Vec<Tree> {
        let set = Set {
            size: set.size * self.scale,
            ..set
        };
        let mut leaves = Vec::new();
        for text in wrap(self.faces, text, set) {
            self.need(set.size * LEADING);
            self.y += set.size * LEADING;
            let y = self.y - set.size * (LEADING - 1.0);
            leaves.push(self.mark(set, set.x, y, text));
        }
        leaves
    }

    fn mark(&mut self, set: Set, x: f32, y: f32, text: String) -> Tree {
        self.out.marks.push(Mark::Line(Line {
            page: self.page,
            x,
            y,
            size: set.size,
            bold: set.bold,
            text,
        }));
        Tree::Leaf(self.out.marks.len() - 1)
    }

    fn table(&mut self, caption: &str, head: &[String], rows: &[Vec<String>]) {
        let widths = self.widths(head, rows);
        let facts = head.is_empty();
        // A short table is not cut.
        let high = (TABLE * self.scale * LEADING + 4.0) * small(rows.len() + 1);
        if !facts && high < HEIGHT / 2.0 {
            self.need(high);
        }
        let mut all = Vec::new();
        if !facts {
            all.push(self.row(head, &widths, true, facts));
        }
        for row in rows {
            all.push(self.row(row, &widths, false, facts));
        }
        let role = Role::Table(caption.to_owned());
        self.out.tree.push(Tree::Group(role, all));
        self.y += 8.0;
    }

    /// One row: cells side by side, as high as the highest.
    fn row(&mut self, cells: &[String], widths: &[f32], head: bool, facts: bool) -> Tree {
        let size = TABLE * self.scale;
        let set = move |at: usize, width: f32| Set {
            width,
            size,
            bold: head || (facts && at == 0),
            ..PLAIN
        };
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(at, (cell, width))| wrap(self.faces, &plain(cell), set(at, *width)))
            .collect();
        let line = size * LEADING;
        let high = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        self.need(line * small(high) + 5.0);
        let (top, mut x) = (self.y, MARGIN);
        let mut row = Vec::new();
        for (at, (lines, width)) in wrapped.into_iter().zip(widths).enumerate() {
            let set = set(at, *width);
            let mut leaves = Vec::new();
            let mut y = top + 2.0;
            for text in lines {
                y += line;
                // Numbers stand under each other.
                let free = width - self.faces.of(set.bold).width(&text, set.size);
                let left = if at > 0 && !facts {
                    x + free.max(0.0)
                } else {
                    x
                };
                leaves.push(self.mark(set, left, y - set.size * (LEADING - 1.0), text));
            }
            let role = match (head, at) {
                (true, _) => Role::ColumnHead,
                (false, 0) => Role::RowHead,
                _ => Role::Cell,
            };
            row.push(Tree::Group(role, leaves));
            x += width + GUTTER;
        }
        self.y = top + line * small(high) + 4.0;
        self.out
            .marks
            .push(Mark::Rule(self.page, MARGIN, WIDTH - MARGIN, self.y));
        Tree::Group(Role::Row, row)
    }

    /// Widths of columns: what each asks for, or its share of what there is.
    fn widths(&self, head: &[String], rows: &[Vec<String>]) -> Vec<f32> {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(head.len());
        if head.is_empty() {
            return vec![INNER * 0.38 - GUTTER, INNER * 0.62];
        }
        let face = self.faces.of(true);
        let asked: Vec<f32> = (0..columns)
            .map(|at| {
                let cells = rows.iter().filter_map(|row| row.get(at));
                let cells = cells.chain(head.get(at));
                let widths = cells.map(|cell| face.width(&plain(cell), TABLE * self.scale) + 1.0);
                widths.fold(24.0, f32::max)
            })
            .collect();
        let free = INNER - GUTTER * small(columns.saturating_sub(1));
        let sum: f32 = asked.iter().sum();
        if sum <= free {
            // What is over goes to the names of the rows.
            let mut widths = asked;
            if let Some(first) = widths.first_mut() {
                *first += free - sum;
            }
            return widths;
        }
        // Narrow columns keep what they ask for; wide ones share what is left.
        let fair = free / small(columns);
        let narrow: f32 = asked.iter().filter(|width| **width <= fair).sum();
        let wide: f32 = asked.iter().filter(|width| **width > fair).sum();
        asked
            .into_iter()
            .map(|width| {
                if width <= fair {
                    width
                } else {
                    width / wide * (free - narrow)
                }
            })
            .collect()
    }

    fn code(&mut self, address: &str, alt: &str) {
        let Some(squares) = qr::squares(address) else {
            return;
        };
        let side = CODE * self.scale;
        self.need(side);
        let module = side / small(squares.side);
        let dark = squares
            .dark
            .iter()
            .map(|(x, y, run)| (small(*x), small(*y), small(*run)))
            .collect();
        self.out
            .marks
            .push(Mark::Code(self.page, MARGIN, self.y, module, dark));
        let leaf = Tree::Leaf(self.out.marks.len() - 1);
        let role = Role::Figure(alt.to_owned());
        self.out.tree.push(Tree::Group(role, vec![leaf]));
        self.y += side;
    }
}

/// A small number as a length.
fn small(n: usize) -> f32 {
    u16::try_from(n).map_or(f32::from(u16::MAX), f32::from)
}

/// Cuts a text into lines at its spaces; a word that no line holds is cut where it must.
fn wrap(faces: &Faces, text: &str, set: Set) -> Vec<String> {
    let face = faces.of(set.bold);
    let fits = |line: &str| face.width(line, set.size) <= set.width;
    let mut lines = Vec::new();
    for part in text.lines() {
        let mut line = String::new();
        for word in part.split(' ') {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                line.push(letter);
                if !fits(&line) && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::take(&mut line));
                    line.push(letter);
                }
            }
        }
        lines.push(line);
    }
    lines.retain(|line| !line.is_empty());
    lines
}
