//! A table for the terminal: aligned by display width, and not wider than the terminal if a column
//! can be narrowed.

use std::fmt;
use std::io::{self, Write};

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a column is sized and aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// As wide as its widest text, aligned left.
    Left,
    /// As wide as its widest text, aligned right.
    Right,
    /// Narrowed if the terminal is narrow: texts are cut.
    Cut,
    /// Narrowed if the terminal is narrow: texts are wrapped.
    Wrap,
}

/// A text with a style.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    text: String,
    style: Style,
    /// Whether the background fills the whole width of the column.
    filled: bool,
}

impl Cell {
    /// A text with a style.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, filled: false }
    }

    /// The same text with another style.
    #[must_use]
    pub fn in_style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// A text whose background fills the whole width of its column.
    pub fn filled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, filled: true }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.style.render(), self.text, self.style.render_reset())
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text, Style::new())
    }
}

/// The least width of a column that is narrowed.
const NARROWEST: usize = 8;
/// The number of blanks between two columns.
const GAP: usize = 2;

#[derive(Debug, Clone)]
enum Row {
    /// A text in each column.
    Cells(Vec<Cell>),
    /// A line over all columns; the rows below it are indented.
    Title(Cell),
}

/// A table, built row by row.
#[derive(Debug, Clone)]
pub struct Table {
    fits: Vec<Fit>,
    rows: Vec<Row>,
    headed: bool,
    indent: usize,
}

impl Table {
    /// A table without headings.
    pub fn plain(fits: impl IntoIterator<Item = Fit>) -> Self {
        Self { fits: fits.into_iter().collect(), rows: Vec::new(), headed: false, indent: 0 }
    }

    /// A table with headings.
    pub fn new<T: Into<String>>(columns: impl IntoIterator<Item = (T, Fit)>) -> Self {
        let (headings, fits): (Vec<Cell>, Vec<Fit>) = columns
            .into_iter()
            .map(|(heading, fit)| (Cell::new(heading, Style::new().bold()), fit))
            .unzip();
        Self { fits, rows: vec![Row::Cells(headings)], headed: true, indent: 0 }
    }

    /// Adds a line over all columns, with a blank line before it unless it is the first. The rows
    /// of a table with titles are indented.
    pub fn title(&mut self, title: Cell) {
        self.rows.push(Row::Title(title));
        self.indent = GAP;
    }

    /// Adds a row; missing cells are empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let mut row: Vec<Cell> = cells.into_iter().collect();
        row.resize(self.fits.len(), Cell::default());
        self.rows.push(Row::Cells(row));
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.len() == usize::from(self.headed)
    }

    /// Writes the table in at most `width` columns.
    ///
    /// # Errors
    /// Errors of the output.
    pub fn write(&self, out: &mut impl Write, width: Option<usize>) -> io::Result<()> {
        let widths = self.widths(width);
        for (nth, row) in self.rows.iter().enumerate() {
            match row {
                Row::Title(title) if nth == 0 => writeln!(out, "{title}")?,
                Row::Title(title) => writeln!(out, "\n{title}")?,
                Row::Cells(cells) => self.write_row(out, cells, &widths)?,
            }
        }
        Ok(())
    }

    fn write_row(&self, out: &mut impl Write, row: &[Cell], widths: &[usize]) -> io::Result<()> {
        // An empty column is left out, with its heading.
        let columns =
            || self.fits.iter().zip(widths).zip(row).filter(|((_, width), _)| **width > 0);
        let cells: Vec<Vec<String>> =
            columns().map(|((fit, width), cell)| lines(&cell.text, *fit, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for nth in 0..height {
            // Blanks are written before the next text only, so no line ends with blanks.
            let mut blanks = self.indent;
            for (((fit, width), cell), lines) in columns().zip(&cells) {
                let text = lines.get(nth).map_or("", String::as_str);
                let filler = width.saturating_sub(text.width());
                let (before, within, after) = match (fit, cell.filled) {
                    (Fit::Right, _) => (filler, 0, 0),
                    (Fit::Left | Fit::Cut | Fit::Wrap, true) => (0, filler, 0),
                    (Fit::Left | Fit::Cut | Fit::Wrap, false) => (0, 0, filler),
                };
                blanks += before;
                if !text.is_empty() {
                    let (on, off) = (cell.style.render(), cell.style.render_reset());
                    write!(out, "{:blanks$}{on}{text}{:within$}{off}", "", "")?;
                    blanks = 0;
                }
                blanks += after + GAP;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// The width of each column: that of its texts, less if there is not enough room.
    fn widths(&self, available: Option<usize>) -> Vec<usize> {
        let rows = || {
            self.rows.iter().filter_map(|row| match row {
                Row::Cells(cells) => Some(cells),
                Row::Title(_) => None,
            })
        };
        let width = |column: usize| {
            let said =
                rows().skip(usize::from(self.headed)).any(|row| !row[column].text.is_empty());
            let widest = rows().map(|row| row[column].text.width()).max();
            widest.filter(|_| said).unwrap_or_default()
        };
        let mut widths: Vec<usize> = (0..self.fits.len()).map(width).collect();
        let Some(available) = available else { return widths };
        let shown = widths.iter().filter(|width| **width > 0).count();
        let gaps = self.indent + GAP * shown.saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > available {
            let gives_way = |column: &usize| {
                matches!(self.fits[*column], Fit::Cut | Fit::Wrap) && widths[*column] > NARROWEST
            };
            let widest = (0..widths.len()).filter(gives_way).max_by_key(|column| widths[*column]);
            let Some(widest) = widest else { break };
            widths[widest] -= 1;
        }
        widths
    }
}

/// The lines of a text in a column.
fn lines(text: &str, fit: Fit, width: usize) -> Vec<String> {
    match fit {
        Fit::Wrap => wrap(text, width),
        Fit::Cut if text.width() > width => {
            vec![cut(text, width.saturating_sub(1)).0.to_owned() + "…"]
        }
        Fit::Left | Fit::Right | Fit::Cut => vec![text.to_owned()],
    }
}

/// Wraps a text at blanks into lines of at most `width` columns; longer words are broken too, but
/// not at no-break spaces.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for mut word in text.split(' ') {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        while word.width() > width {
            let (head, tail) = cut(word, width);
            lines.push(std::mem::take(&mut line) + head);
            word = tail;
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// Splits a text after `width` columns, but after one character at least.
fn cut(text: &str, width: usize) -> (&str, &str) {
    let mut shown = 0;
    let beyond = |(at, c): &(usize, char)| {
        shown += c.width().unwrap_or_default();
        *at > 0 && shown > width
    };
    let end = text.char_indices().find(beyond).map_or(text.len(), |(at, _)| at);
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(table: &Table, width: Option<usize>) -> String {
        let mut out = Vec::new();
        table.write(&mut out, width).expect("writing to memory cannot fail");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn columns_align_by_what_the_eye_sees() {
        let mut table = Table::new([("Équipe", Fit::Left), ("N", Fit::Right), ("", Fit::Left)]);
        table.row(["Marché".into(), "7".into()]);
        table.row(["市場".into(), "120".into(), "!".into()]);
        let text = anstream::adapter::strip_str(&written(&table, None)).to_string();
        assert_eq!(text, "Équipe    N\nMarché    7\n市場    120  !\n");
    }

    #[test]
    fn a_narrow_terminal_cuts_or_wraps_and_nothing_sticks_out() {
        let mut table = Table::plain([Fit::Left, Fit::Cut, Fit::Wrap]);
        table.title("Registre".into());
        let long = "préparer l'ouverture du registre";
        table.row(["CO1".into(), long.into(), long.into()]);
        let text = written(&table, Some(34));
        assert!(text.lines().all(|line| line.width() <= 34), "{text}");
        assert!(text.starts_with("Registre\n  CO1  préparer l'o…  préparer"), "{text}");
    }

    #[test]
    fn a_column_in_which_nothing_stands_takes_no_room() {
        let mut table =
            Table::new([("Étape", Fit::Left), ("Retard", Fit::Right), ("N", Fit::Left)]);
        table.row(["CO1".into(), "".into(), "7".into()]);
        let text = anstream::adapter::strip_str(&written(&table, None)).to_string();
        assert_eq!(text, "Étape  N\nCO1    7\n");
    }

    #[test]
    fn words_longer_than_a_line_are_broken_and_unbreakable_blanks_hold() {
        assert_eq!(wrap("a\u{a0}: bcdefgh i", 4), ["a\u{a0}:", "bcde", "fgh", "i"]);
    }
}
