//! Which phase the cell of a step names.

use std::borrow::Cow;

use ptr_core::{Expected, Field, KnownNames, Named, PhaseCode, ProblemKind};

use super::columns::StepPlaces;
use super::fields::{FieldReader, REMEMBERED};
use crate::cells::CellValue;
use crate::layout::PhaseLayout;
use crate::layout::headings::Located;
use crate::load::sheet::row::Row;
use crate::load::spellings::{PhaseForms, unhyphenated};
use crate::value::{folded, is_nothing, normal};

impl FieldReader<'_> {
    /// The phase; where the cell is to blame, any phase, so that the rest of the row is checked
    /// all the same. `None` if there is none at all.
    pub(crate) fn phase(&mut self, places: &StepPlaces, row: &Row) -> Option<PhaseCode> {
        let found = match row.at(places.at(Field::Phase)) {
            Some((_, CellValue::Text(text))) if !is_nothing(&text) => {
                if let Some(code) = self.phases.get(&*text).cloned() {
                    return Some(self.counted(code));
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
        let named = self.phase_named(&text).map(Cow::into_owned);
        let similar = named.as_ref().ok().and_then(|name| self.phase_codes.as_it_comes(name));
        let Some(named) = self.spelled(places, Field::Phase, row, named, similar) else {
            let mut listed = self.context.layout.phases.iter().flatten();
            return listed.find_map(|phase| PhaseCode::new(&phase.code).ok());
        };
        let code = match PhaseCode::new(named) {
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
        Some(self.counted(code))
    }

    /// The phase, counted with the errors if it is none that is listed: the plan will tell it.
    fn counted(&mut self, code: PhaseCode) -> PhaseCode {
        let listed = self.context.layout.phases.as_ref();
        let is_known = |all: &Vec<PhaseLayout>| all.iter().any(|it| it.code == code.as_str());
        self.errors += usize::from(listed.is_some_and(|all| !is_known(all)));
        code
    }

    /// `CO`, `co`, `CO - Cut over` and `Cut over` are all the phase CO; a text that is none of
    /// the listed phases stays what it is, for the plan to refuse.
    ///
    /// # Errors
    ///
    /// When it may be several of them.
    fn phase_named<'t>(&'t self, text: &'t str) -> Result<Cow<'t, str>, ProblemKind> {
        let code = self.phase_codes.spelled(text.to_owned())?;
        let listed = self.context.layout.phases.as_deref().unwrap_or_default();
        if listed.is_empty() || listed.iter().any(|phase| phase.code == code) {
            return Ok(code.into());
        }
        let spelled = |text: String, form: fn(&PhaseForms) -> &str| -> Vec<&str> {
            let forms = self.phase_forms.iter().zip(listed);
            let same = forms.filter(|(it, _)| !text.is_empty() && form(it) == text);
            same.map(|(_, phase)| phase.code.as_str()).collect()
        };
        let mut found = spelled(folded(text), |it| &it.label);
        if found.is_empty() {
            found = spelled(unhyphenated(text), |it| &it.code);
        }
        if found.is_empty() {
            found = spelled(normal(text), |it| &it.normal_label);
        }
        if found.is_empty() {
            found = begun_with(text, listed);
        }
        match found[..] {
            [] => Ok(text.into()),
            [code] => Ok(code.into()),
            _ => Err(ProblemKind::AmbiguousName {
                what: Named::Phase,
                found: text.to_owned(),
                names: KnownNames::of(found),
            }),
        }
    }
}

/// The codes that a text such as `CO - Cut over` names: the longest one that it begins with, before
/// words that explain it; and those that stand among these words, as in `PP et CO`.
fn begun_with<'p>(text: &str, listed: &'p [PhaseLayout]) -> Vec<&'p str> {
    let rest = |code: &str| {
        let head = text.get(..code.len()).filter(|head| head.eq_ignore_ascii_case(code));
        let rest = head.and_then(|_| text.get(code.len()..));
        rest.filter(|rest| rest.starts_with([' ', ':', '(', '\u{a0}']))
    };
    let is_separator = |c: char| c.is_whitespace() || "-\u{2013}\u{2014}:(".contains(c);
    let is_explained =
        |rest: &str| rest.trim_start_matches(is_separator).starts_with(char::is_alphabetic);
    let begun = listed.iter().filter(|phase| rest(&phase.code).is_some_and(is_explained));
    let Some(first) = begun.max_by_key(|phase| phase.code.len()) else { return Vec::new() };
    let rest = rest(&first.code).unwrap_or_default();
    let words: Vec<String> =
        rest.split(|c: char| c.is_whitespace() || "(),;/&".contains(c)).map(folded).collect();
    let is_named =
        |phase: &&PhaseLayout| phase.code != first.code && words.contains(&folded(&phase.code));
    std::iter::once(first)
        .chain(listed.iter().filter(is_named))
        .map(|it| it.code.as_str())
        .collect()
}
