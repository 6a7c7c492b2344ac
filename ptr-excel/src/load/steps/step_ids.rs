//! Which step a row is about, if it is about one.

use ptr_core::{Expected, Field, ProblemKind, StepId};

use super::StepReader;
use super::columns::StepPlaces;
use super::ids::RowId;
use crate::cells::CellValue;
use crate::layout::headings::Headings;
use crate::load::sheet::of_cell;
use crate::load::sheet::row::{Row, id_of, said, text_of};
use crate::value::is_exact;

/// Whether a row is that of the headings once more.
fn repeats_headings(headings: &Headings, row: &Row) -> bool {
    let repeats = |(col, value): (u32, CellValue<'_>)| {
        headings.at(col).is_some_and(|heading| heading.own == *text_of(&value))
    };
    row.cells().all(repeats)
}

impl StepReader<'_> {
    /// The id; a row that has none is no step, and a problem if it says something.
    pub(crate) fn id(&mut self, places: &StepPlaces, headings: &Headings, row: &Row) -> RowId {
        let found = row.own_at(places.at(Field::Id)).filter(|(_, value)| said(value).is_some());
        let Some((col, value)) = found else { return self.no_id(places, row) };
        if let CellValue::Unusable(kind) = &value {
            self.fields.problem(Field::Id, row, col, of_cell(kind));
            return RowId::Unreadable;
        }
        let text = id_of(&value);
        if !is_exact(&text_of(&value)) && repeats_headings(headings, row) {
            // As on every printed page.
            return RowId::None;
        }
        let layout = self.fields.context.layout;
        // Ids that were made follow no pattern.
        let pattern = layout.id_pattern.as_ref().filter(|_| layout.steps.ids.is_none());
        // A spreadsheet makes dates of ids such as `1-2`, and of `3:4` a time of day.
        let is_text =
            !matches!(value, CellValue::Date(_) | CellValue::Duration(_) | CellValue::Bool(_));
        let matches = is_text && pattern.is_none_or(|pattern| pattern.matches(&text));
        let id = StepId::new(&text).ok();
        if let (true, Some(id)) = (matches, &id) {
            return RowId::Is(id.clone());
        }
        if row.len() == 1 && text.contains(char::is_whitespace) {
            self.fields.problem(
                Field::Id,
                row,
                col,
                ProblemKind::StrayText { found: text.into_owned() },
            );
            return RowId::None;
        }
        let expected = match pattern {
            Some(pattern) => Expected::Pattern(pattern.as_str().to_owned()),
            None if is_text => Expected::OneLine,
            None => Expected::Text,
        };
        self.fields.current.clone_from(&id);
        self.fields.problem(
            Field::Id,
            row,
            col,
            ProblemKind::MalformedId { found: text.into_owned(), expected },
        );
        id.map_or(RowId::Unreadable, RowId::Is)
    }

    /// The id that was made for a row, if it is one of a step.
    pub(crate) fn made_id(
        &mut self,
        places: &StepPlaces,
        headings: &Headings,
        row: &Row,
        made: &str,
    ) -> RowId {
        if repeats_headings(headings, row) {
            // As on every printed page.
            return RowId::None;
        }
        if Self::filled_columns(places, row).is_empty() {
            self.tell_stray_text(places, row);
            return RowId::None;
        }
        StepId::new(made).map_or(RowId::None, RowId::Is)
    }

    /// The columns of a step in which a row says something itself.
    fn filled_columns(places: &StepPlaces, row: &Row) -> Vec<u32> {
        let marks = row.filled(&places.marks).map(|(col, ..)| col);
        let of_dry_runs = marks.chain(row.filled(&places.dates).map(|(col, ..)| col));
        let known = places.known().flat_map(|(_, columns)| columns.iter().copied());
        known.chain(of_dry_runs).filter(|col| row.own(*col).is_some()).collect()
    }

    /// A row without an id: nothing at all, a note or the title of a section, or a step whose id
    /// was forgotten.
    fn no_id(&mut self, places: &StepPlaces, row: &Row) -> RowId {
        let said = Self::filled_columns(places, row);
        let Some(&id) = places.at(Field::Id).columns().first() else {
            return if said.is_empty() { RowId::None } else { RowId::Unreadable };
        };
        match (&said[..], row.len()) {
            ([], _) => {
                self.tell_stray_text(places, row);
                RowId::None
            }
            ([col], 1) if matches!(row.own(*col), Some(CellValue::Text(_))) => {
                self.tell_stray(row, *col);
                RowId::None
            }
            _ => {
                self.fields.problem(Field::Id, row, id, ProblemKind::MissingId);
                RowId::Unreadable
            }
        }
    }

    /// Text beside the table is no business of the plan; in its columns it is.
    fn tell_stray_text(&mut self, places: &StepPlaces, row: &Row) {
        if let Some(col) = places.extra.first_filled(row) {
            self.tell_stray(row, col);
        }
    }

    fn tell_stray(&mut self, row: &Row, col: u32) {
        let found = row.own(col).map(|value| text_of(&value).into_owned()).unwrap_or_default();
        self.fields.problem(Field::Id, row, col, ProblemKind::StrayText { found });
    }
}
