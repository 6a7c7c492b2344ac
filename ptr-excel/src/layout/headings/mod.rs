//! Which column is which: headings compared as people mean them, and the row they stand on.
//!
//! Two headings are the same when their [`normal`] forms are: case, accents, spaces,
//! apostrophes and punctuation never count; but of several that are the same then, one that is
//! spelled exactly as the layout names it is meant alone. A heading may take two rows (`Date` above
//! `d'exécution`), titles may stand above it, and a sheet may carry an empty `Predecessor`
//! beside a filled `Predecessors`: a place is therefore a *list* of columns, of which a row's
//! first filled cell counts.

mod row;
mod wanted;

pub use self::row::TextRow;
pub(crate) use self::row::width_of;

use self::row::lines;
use self::wanted::WantedColumns;
use super::column::{Column, Known};
use super::computed::COMPUTED_MARK;
use crate::a1;
use crate::value::{folded, is_exact, normal, trim};

/// How many rows that hold something are looked at together for the headings.
pub const SEARCHED_ROWS: usize = 50;

/// How many columns serve together where several have a heading: each row looks at all of them.
const MOST_COLUMNS: usize = 20;

/// Where a column of the layout stands in a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Located {
    /// The layout says that there is no such column.
    Absent,
    /// No heading of the sheet is the column's.
    #[default]
    Missing,
    /// These columns, counted from zero, never empty: of each row the first filled one counts.
    At(Vec<u32>),
}

impl Located {
    /// The columns, none where the place is absent or missing.
    pub fn columns(&self) -> &[u32] {
        match self {
            Self::Absent | Self::Missing => &[],
            Self::At(columns) => columns,
        }
    }
}

/// The headings of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headings {
    rows: Option<(u32, u32)>,
    all: Vec<Heading>,
    /// How many columns of the sheet are in use; unknown where nobody has said so.
    width: Option<u32>,
    are_written: bool,
}

/// One heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The column it heads, counted from zero.
    pub col: u32,
    /// Its text, that of two rows joined by a space.
    pub text: String,
    /// The text of its lower row: under a title that spans several columns, what tells them
    /// apart (`FDR1` under `Dry runs`).
    pub own: String,
    /// The title in the row above that stands over it, where that row is none of headings.
    pub title: Option<String>,
    normal: String,
    own_normal: String,
}

impl Heading {
    fn new(col: u32, upper: &str, own: &str) -> Self {
        // A heading in brackets is itself and none of those that a layout names.
        let own_normal = if is_exact(own) { own.to_owned() } else { normal(own) };
        let (text, normal) = if upper.is_empty() {
            (own.to_owned(), own_normal.clone())
        } else {
            (format!("{upper} {own}"), normal(upper) + &own_normal)
        };
        Self { col, normal, own_normal, text, own: own.to_owned(), title: None }
    }

    /// Whether this heading is called so, whatever case, accents, spaces and punctuation.
    pub fn is(&self, name: &str) -> bool {
        self.is_normal(&normal(name)) || self.is_exactly(trim(name))
    }

    fn is_normal(&self, name: &str) -> bool {
        !name.is_empty() && (self.normal == name || self.own_normal == name)
    }

    fn is_exactly(&self, name: &str) -> bool {
        trim(&self.text) == name || trim(&self.own) == name
    }

    fn is_folded(&self, name: &str) -> bool {
        folded(&self.text) == name || folded(&self.own) == name
    }
}

impl Headings {
    /// The headings among the first rows of a sheet: the row, or the two rows together, that
    /// name most of the wanted columns; the one that spells them as the layout does, the earliest
    /// and the single one where several do. Columns that the layout gives by their letter name
    /// nothing. The next row belongs to the headings as well where it leaves the first wanted
    /// column empty and heads columns that had no heading yet, as under a title that spans several
    /// columns.
    ///
    /// `None` where no row names two of them (or the only one wanted). `rows` come from top to
    /// bottom; time `O(c log c)` in their cells.
    pub fn find(rows: &[TextRow], wanted: &[(&Column, Known)]) -> Option<Self> {
        let singles = (0..rows.len()).map(|lower| (None, lower));
        let candidates: Vec<_> = singles.chain(pairs(rows)).collect();
        Some(Self::best(rows, wanted, &candidates, 2)?.complete(rows, wanted))
    }

    /// The headings right above the first row of data: the last of these rows, alone or together
    /// with the one above it, if it names at least one wanted column.
    pub(crate) fn right_above(rows: &[TextRow], wanted: &[(&Column, Known)]) -> Option<Self> {
        let last = rows.len().checked_sub(1)?;
        let alone = Self::best(rows, wanted, &[(None, last)], 1)?;
        let pair = pairs(rows).filter(|(_, lower)| *lower == last);
        let candidates: Vec<_> = std::iter::once((None, last)).chain(pair).collect();
        let found = Self::best(rows, wanted, &candidates, 1).unwrap_or(alone);
        Some(found.complete(rows, wanted))
    }

    /// Of some rows, or two rows together, those that name most of the wanted columns, at least as
    /// many as are needed, or all of which there are names.
    fn best(
        rows: &[TextRow],
        wanted: &[(&Column, Known)],
        candidates: &[(Option<usize>, usize)],
        needed: usize,
    ) -> Option<Self> {
        let mut wanted = WantedColumns::of(wanted, width_of(rows));
        let needed = needed.min(wanted.named()).max(1);
        // Made once: a text is looked at by itself, under the row above and over the row below.
        let normals: Vec<_> = rows.iter().map(|row| row.normal(wanted.longest())).collect();
        let mut best: Option<((usize, usize), Option<usize>, usize)> = None;
        for &(upper, lower) in candidates {
            let above = upper.map(|upper| (&rows[upper], &normals[upper]));
            let score = wanted.named_by(above, (&rows[lower], &normals[lower]));
            if score.0 >= needed && best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, upper, lower));
            }
        }
        let (_, upper, lower) = best?;
        Some(Self::of(upper.map(|upper| &rows[upper]), &rows[lower]))
    }

    /// The headings of a single row, with those of the next row where these belong to them, and
    /// else with the titles of the row above.
    pub(crate) fn complete(self, rows: &[TextRow], wanted: &[(&Column, Known)]) -> Self {
        let Some((row, _)) = self.rows.filter(|(first, last)| first == last) else { return self };
        let mut pairs = rows.windows(2).filter(|pair| pair[0].row + 1 == pair[1].row);
        let next = pairs.clone().find(|pair| pair[0].row == row);
        if let Some([this, next]) = next
            && self.goes_on_in(this, next, wanted)
        {
            return Self::of(Some(this), next);
        }
        let mut found = self;
        if let Some([above, _]) = pairs.find(|pair| pair[1].row == row) {
            let over = above.over();
            for heading in &mut found.all {
                heading.title = over.get(&heading.col).map(|title| title.trim().to_owned());
            }
        }
        found
    }

    fn goes_on_in(&self, this: &TextRow, next: &TextRow, wanted: &[(&Column, Known)]) -> bool {
        let is_tall = |col: &u32| this.tall.contains(col);
        let is_filled = |col: u32| next.cells.iter().any(|(c, _)| *c == col);
        let is_headed = |col: u32| self.all.binary_search_by_key(&col, |it| it.col).is_ok();
        let keys = wanted.first().map(|(key, known)| self.by_name(key, *known));
        keys.as_ref().is_some_and(|keys| keys.iter().any(is_tall))
            || keys.is_some_and(|keys| !keys.is_empty() && !keys.into_iter().any(is_filled))
                && next.cells.iter().any(|(col, _)| !is_headed(*col))
    }

    /// The headings of a row, or of two rows together.
    pub(crate) fn of(upper: Option<&TextRow>, lower: &TextRow) -> Self {
        let headings = lines(upper, lower).into_iter();
        let mut headings: Vec<_> =
            headings.map(|(col, upper, own)| Heading::new(col, upper, own)).collect();
        headings.retain(|heading| !trim(&heading.text).is_empty());
        headings.sort_by_key(|heading| heading.col);
        Self {
            rows: Some((upper.unwrap_or(lower).row, lower.row)),
            all: headings,
            width: None,
            are_written: false,
        }
    }

    /// The columns named by heading or by letter, from left to right.
    pub(crate) fn named(&self, columns: &[String]) -> Vec<u32> {
        let named = columns.iter().map(|name| Column::Named(name.clone()));
        let place = |column| self.place(&column, Known::Words(&[])).columns().to_vec();
        let mut named: Vec<u32> = named.flat_map(place).collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// The same headings of a sheet that uses so many columns: beyond them, a name of two or
    /// three letters is that of a heading which is missing, not that of a column.
    #[must_use]
    pub(crate) fn within(mut self, width: u32) -> Self {
        self.width = Some(width);
        self
    }

    /// The same headings without those of some columns, named by heading or by letter, and these
    /// columns.
    pub(crate) fn without(mut self, columns: &[String]) -> (Self, Vec<u32>) {
        let left_out = self.named(columns);
        self.all.retain(|heading| left_out.binary_search(&heading.col).is_err());
        (self, left_out)
    }

    /// The same headings, the one of ids without the mark that this library puts on it where a layout
    /// does not take rows just as they are.
    #[must_use]
    pub(crate) fn unmarked(mut self, (id, known): (&Column, Known)) -> Self {
        let name =
            |heading: &Heading| Some(trim(heading.own.strip_prefix(COMPUTED_MARK)?).to_owned());
        let is_id = |name: &String| known.is(&normal(name)) || id.name() == Some(name);
        let marked = self.all.iter_mut().find_map(|it| Some((name(it).filter(is_id)?, it)));
        if let Some((name, heading)) = marked {
            *heading = Heading::new(heading.col, "", &name);
            self.are_written = true;
        }
        self
    }

    /// Whether this library wrote the table, so that its rows are steps as they stand.
    pub(crate) const fn are_written(&self) -> bool {
        self.are_written
    }

    /// The first and last row they stand on, counted from zero; `None` for a table without
    /// headings, whose columns are all named by letter.
    pub fn rows(&self) -> Option<(u32, u32)> {
        self.rows
    }

    /// Leaves out the headings that fail the test.
    pub(crate) fn retain(&mut self, test: impl Fn(&Heading) -> bool) {
        self.all.retain(test);
    }

    /// The heading of a column.
    pub fn at(&self, col: u32) -> Option<&Heading> {
        let at = self.all.binary_search_by_key(&col, |heading| heading.col).ok()?;
        self.all.get(at)
    }

    /// From left to right.
    pub fn iter(&self) -> impl Iterator<Item = &Heading> {
        self.all.iter()
    }

    /// Where a column of the layout stands: by its heading, or, when no heading has that name,
    /// by its letter.
    pub fn place(&self, column: &Column, known: impl Into<Known>) -> Located {
        if *column == Column::Absent {
            return Located::Absent;
        }
        let mut columns = self.by_name(column, known.into());
        if let (Column::Named(name), true) = (column, columns.is_empty()) {
            columns.extend(a1::column_of_letters(name, self.width));
        }
        columns.truncate(MOST_COLUMNS);
        if columns.is_empty() { Located::Missing } else { Located::At(columns) }
    }

    pub(crate) fn by_name(&self, column: &Column, known: Known) -> Vec<u32> {
        match (column, known) {
            (Column::Absent, _) => Vec::new(),
            (Column::Named(name), _) => self.spelled(name),
            (Column::Default, Known::Like(test)) => self
                .all
                .iter()
                .filter(|h| test(&h.normal) || test(&h.own_normal))
                .map(|h| h.col)
                .collect(),
            (Column::Default, Known::Words(groups)) => groups
                .iter()
                .map(|group| {
                    let called = |name| self.columns(move |h| h.is_normal(name));
                    group.iter().flat_map(|name| called(name.as_str())).collect()
                })
                .find(|columns: &Vec<u32>| !columns.is_empty())
                .unwrap_or_default(),
        }
    }

    /// The columns whose heading is spelled like a name: exactly, else but for case, accents and
    /// blanks, else but for punctuation.
    fn spelled(&self, name: &str) -> Vec<u32> {
        let name = trim(name);
        let (loosely, folded) = (normal(name), folded(name));
        let exact: Vec<u32> = self.columns(|heading| heading.is_exactly(name)).collect();
        if !exact.is_empty() {
            return exact;
        }
        let folded: Vec<u32> = self.columns(|heading| heading.is_folded(&folded)).collect();
        if !folded.is_empty() {
            return folded;
        }
        self.columns(|heading| heading.is_normal(&loosely)).collect()
    }

    fn columns(&self, is_one: impl Fn(&Heading) -> bool) -> impl Iterator<Item = u32> {
        self.all.iter().filter(move |heading| is_one(heading)).map(|heading| heading.col)
    }
}

/// Rows that stand right below each other, by their places.
fn pairs(rows: &[TextRow]) -> impl Iterator<Item = (Option<usize>, usize)> {
    let lower = (1..rows.len()).filter(|lower| rows[lower - 1].row + 1 == rows[*lower].row);
    lower.map(|lower| (Some(lower - 1), lower))
}

#[cfg(test)]
mod tests;
