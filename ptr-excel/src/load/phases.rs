//! Which phase the cell of a step names.

use ptr_core::{Expected, Field, PhaseCode, ProblemKind};

use super::columns::StepPlaces;
use super::fields::{FieldReader, REMEMBERED};
use super::row::Row;
use crate::cells::CellValue;
use crate::layout::headings::Located;
use crate::value::{is_nothing, normal};

impl FieldReader<'_> {
    /// The phase; where the cell is to blame, any phase, so that the rest of the row is checked
    /// all the same. `None` if there is none at all.
    pub(super) fn phase(&mut self, places: &StepPlaces, row: &Row) -> Option<PhaseCode> {
        let found = match row.at(places.at(Field::Phase)) {
            Some((_, CellValue::Text(text))) if !is_nothing(&text) => {
                if let Some(code) = self.phases.get(&*text) {
                    return Some(code.clone());
                }
                self.text(places, Field::Phase, row)
            }
            Some((_, CellValue::Text(_))) | None => {
                if let Some(&col) = places.at(Field::Phase).columns().first() {
                    self.problem(Field::Phase, row, col, ProblemKind::MissingValue);
                }
                None
            }
            Some(_) => self.text(places, Field::Phase, row),
        };
        let Some(text) = found else {
            let listed = self.context.layout.phases.iter().flatten();
            let mut codes = listed.filter_map(|phase| PhaseCode::new(&phase.code).ok());
            let whole = || ptr_core::single_phase().map(|phase| phase.code);
            return if *places.at(Field::Phase) == Located::Absent {
                whole()
            } else {
                codes.next().or_else(whole)
            };
        };
        let code = match PhaseCode::new(self.phase_named(&text)) {
            Ok(code) => code,
            Err(invalid) => {
                let kind =
                    ProblemKind::WrongValue { found: invalid.found, expected: Expected::OneLine };
                if let Some((col, _)) = row.at(places.at(Field::Phase)) {
                    self.problem(Field::Phase, row, col, kind);
                }
                return ptr_core::single_phase().map(|phase| phase.code);
            }
        };
        if self.phases.len() < REMEMBERED {
            self.phases.insert(text, code.clone());
        }
        Some(code)
    }

    /// `CO`, `co`, `CO - Cut over` and `Cut over` are all the phase CO; a text that is none of
    /// the listed phases stays what it is, for the plan to refuse.
    fn phase_named<'t>(&'t self, text: &'t str) -> &'t str {
        let same = normal(text);
        let starts_with = |code: &str| {
            let rest = text.get(code.len()..).filter(|_| text.is_char_boundary(code.len()));
            let head = text.get(..code.len()).is_some_and(|head| head.eq_ignore_ascii_case(code));
            head && rest.is_some_and(|rest| rest.starts_with([' ', ':', '(', '\u{a0}']))
        };
        let standard = ptr_core::Phase::standard();
        let label_of = |code: &str| {
            let known = standard.iter().find(|phase| phase.code == *code);
            known.and_then(|phase| phase.label.as_deref()).map(normal)
        };
        let listed = self.context.layout.phases.as_deref().unwrap_or_default();
        let by_code = listed
            .iter()
            .find(|phase| phase.code == text || (!same.is_empty() && normal(&phase.code) == same));
        let by_label = || {
            listed.iter().find(|phase| {
                phase.label.as_deref().map(normal).or_else(|| label_of(&phase.code)).as_ref()
                    == Some(&same)
            })
        };
        let by_start = || listed.iter().find(|phase| starts_with(&phase.code));
        let found = by_code.or_else(by_label).or_else(by_start);
        found.map_or(text, |phase| &phase.code)
    }
}
