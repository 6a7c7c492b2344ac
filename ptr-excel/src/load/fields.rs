//! How each cell of a step's row is read as what its column holds.
//!
//! A cell that cannot be read is a problem with its place and leaves the field empty, so that
//! the rest of the row, and the plan as a whole, are checked all the same.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use ptr_core::{DryRun, Email, Fault, Field, PhaseCode, Problem, Start, StepId, When};

use super::columns::StepPlaces;
use super::dry_runs::DryRunNames;
use super::place;
use super::starts::start;
use super::steps::Reader;
use super::table::{Row, text_of};
use crate::cells::CellValue;
use crate::heading::{Place, normal};
use crate::value::{
    Expected, NumberAsIds, Unreadable, duration, duration_of_number, is_marked, is_nothing, items,
    mail_addresses, number_as_ids,
};

impl Reader<'_> {
    /// The id; a row that has none is no step, and a problem if it says something.
    pub(super) fn id(&mut self, places: &StepPlaces, row: &Row) -> Option<StepId> {
        let found = row.at(&places.id).filter(|(_, value)| !is_nothing(&text_of(value)));
        let Some((col, value)) = found else {
            let says_something =
                places.known().into_iter().any(|(_, place)| row.at(place).is_some());
            if let (true, Some(&col)) = (says_something, places.id.columns().first()) {
                self.problem(Field::Id, row, col, Fault::MissingId);
            }
            return None;
        };
        if let CellValue::Fault(fault) = value {
            let found = fault.to_string();
            self.problem(Field::Id, row, col, Fault::ErrorCell { found });
            return None;
        }
        let text = text_of(value);
        let pattern = self.surroundings.layout.id_pattern.as_ref();
        let matches = pattern.is_none_or(|pattern| pattern.matches(&text));
        let id = StepId::new(text.as_ref()).ok();
        if !matches || id.is_none() {
            let expected = match pattern {
                Some(pattern) => ptr_core::Expected::Pattern(pattern.as_str().to_owned()),
                None => ptr_core::Expected::OneLine,
            };
            let fault = Fault::MalformedId { found: text.into_owned(), expected };
            let problem = Problem::of_field(self.steps.len(), id.clone(), Field::Id, fault);
            self.problems.push(problem.at(place(self.sheet, row.row, col)));
        }
        id
    }

    /// The text of a cell, without the blanks around it; `None` for a dash that means nothing.
    pub(super) fn text(&mut self, field: Field, at: &Place, row: &Row) -> Option<String> {
        let (col, value) = row.at(at)?;
        if let CellValue::Fault(fault) = value {
            let fault = Fault::ErrorCell { found: fault.to_string() };
            self.problem(field, row, col, fault);
            return None;
        }
        Some(text_of(value).into_owned()).filter(|text| !is_nothing(text))
    }

    /// Several lines are kept as they are, but for the line breaks of other systems.
    pub(super) fn instructions(&mut self, places: &StepPlaces, row: &Row) -> Option<String> {
        match row.at(&places.instructions) {
            Some((_, CellValue::Text(text))) => {
                Some(text.replace("\r\n", "\n").replace('\r', "\n"))
            }
            _ => self.text(Field::Instructions, &places.instructions, row),
        }
    }

    pub(super) fn team(&self, found: String) -> String {
        let actors = &self.surroundings.actors.all;
        if actors.iter().any(|actor| actor.team == found) {
            return found;
        }
        let same = normal(&found);
        let spelled = actors.iter().find(|actor| normal(&actor.team) == same);
        spelled.map_or(found, |actor| actor.team.clone())
    }

    /// The phase; where the cell is to blame, any phase, so that the rest of the row is checked
    /// all the same. `None` if there is none at all.
    pub(super) fn phase(&mut self, places: &StepPlaces, row: &Row) -> Option<PhaseCode> {
        let found = match row.at(&places.phase) {
            Some(_) => self.text(Field::Phase, &places.phase, row),
            None => {
                if let Some(&col) = places.phase.columns().first() {
                    self.problem(Field::Phase, row, col, Fault::MissingValue);
                }
                None
            }
        };
        let Some(text) = found else {
            let listed = self.surroundings.layout.phases.iter().flatten();
            let mut codes = listed.filter_map(|phase| PhaseCode::new(&phase.code).ok());
            let whole = || ptr_core::single_phase().map(|phase| phase.code);
            return if places.phase == Place::Absent {
                whole()
            } else {
                codes.next().or_else(whole)
            };
        };
        if let Some(code) = self.phases.get(&text) {
            return Some(code.clone());
        }
        let code = self.phase_named(&text)?;
        self.phases.insert(text, code.clone());
        Some(code)
    }

    /// `CO`, `co`, `CO - Cut over` and `Cut over` are all the phase CO; a text that is none of
    /// the listed phases stays what it is, for the plan to refuse.
    fn phase_named(&self, text: &str) -> Option<PhaseCode> {
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
        let listed = self.surroundings.layout.phases.as_deref().unwrap_or_default();
        let by_code = listed.iter().find(|phase| phase.code == text || normal(&phase.code) == same);
        let by_label = || {
            listed.iter().find(|phase| {
                phase.label.as_deref().map(normal).or_else(|| label_of(&phase.code)).as_ref()
                    == Some(&same)
            })
        };
        let by_start = || listed.iter().find(|phase| starts_with(&phase.code));
        let found = by_code.or_else(by_label).or_else(by_start);
        PhaseCode::new(found.map_or(text, |phase| &phase.code)).ok()
    }

    pub(super) fn dry_runs(
        &mut self,
        places: &StepPlaces,
        names: &DryRunNames,
        row: &Row,
        dated: &BTreeMap<DryRun, When>,
    ) -> BTreeSet<DryRun> {
        let mut dry_runs = BTreeSet::new();
        if let Some((col, value)) = row.at(&places.dry_runs) {
            let text = text_of(value).into_owned();
            if let CellValue::Fault(fault) = value {
                let fault = Fault::ErrorCell { found: fault.to_string() };
                self.problem(Field::DryRuns, row, col, fault);
            } else {
                for item in items(&text) {
                    match names.find(item).cloned().map_or_else(|| DryRun::new(item), Ok) {
                        Ok(dry_run) => {
                            dry_runs.insert(dry_run);
                        }
                        Err(invalid) => {
                            let known = names.as_slice().to_vec();
                            let fault = Fault::UnknownDryRun { found: invalid.found, known };
                            self.problem(Field::DryRuns, row, col, fault);
                        }
                    }
                }
            }
        }
        for (col, dry_run) in &places.marks {
            let Some(value) = row.in_column(*col) else { continue };
            match is_marked(&text_of(value)) {
                Some(true) => {
                    dry_runs.insert(dry_run.clone());
                }
                Some(false) => {}
                None => {
                    let found = value.display().into_owned();
                    let fault = match value {
                        CellValue::Fault(_) => Fault::ErrorCell { found },
                        _ => Fault::WrongValue { found, expected: ptr_core::Expected::Mark },
                    };
                    self.problem(Field::DryRuns, row, *col, fault);
                }
            }
        }
        let says_nothing = places.dry_runs.columns().is_empty() && places.marks.is_empty();
        if says_nothing && !places.dates.is_empty() {
            dry_runs.extend(dated.keys().cloned());
        } else if says_nothing && places.dry_runs == Place::Absent {
            dry_runs.insert(DryRun::live());
        }
        dry_runs
    }

    /// The start of all dry runs, and those of single ones.
    pub(super) fn starts(
        &mut self,
        places: &StepPlaces,
        row: &Row,
    ) -> (Start, BTreeMap<DryRun, When>) {
        let read = |reader: &mut Self, col, value| {
            let layout = reader.surroundings.layout;
            match start(value, layout, reader.surroundings.dates) {
                Ok(when) => when,
                Err(fault) => {
                    reader.problem(Field::Start, row, col, fault);
                    None
                }
            }
        };
        let whole = row.at(&places.start).and_then(|(col, value)| read(self, col, value));
        let mut single = BTreeMap::new();
        for (col, dry_run) in &places.dates {
            let when = row.in_column(*col).and_then(|value| read(self, *col, value));
            single.extend(when.map(|when| (dry_run.clone(), when)));
        }
        (whole.map_or(Start::Unset, Start::At), single)
    }

    pub(super) fn duration(&mut self, places: &StepPlaces, row: &Row) -> Option<TimeDelta> {
        let (col, value) = row.at(&places.duration)?;
        let unit = self.surroundings.layout.duration_unit;
        let read = match value {
            CellValue::Duration(time) => Ok(Some(*time)),
            CellValue::Number(number) => duration_of_number(*number, unit).map(Some),
            CellValue::Text(text) => duration(text, unit),
            CellValue::Fault(fault) => {
                let fault = Fault::ErrorCell { found: fault.to_string() };
                self.problem(Field::Duration, row, col, fault);
                return None;
            }
            CellValue::Bool(_) | CellValue::Date(_) => {
                let expected = Expected::Duration;
                Err(Unreadable { found: value.display().into_owned(), expected })
            }
        };
        match read {
            Ok(time) => time,
            Err(unreadable) => {
                let expected = ptr_core::Expected::Duration;
                let fault = Fault::UnreadableDuration { found: unreadable.found, expected };
                self.problem(Field::Duration, row, col, fault);
                None
            }
        }
    }

    pub(super) fn contacts(&mut self, places: &StepPlaces, row: &Row) -> Vec<Email> {
        let Some((col, value)) = row.at(&places.contacts) else { return Vec::new() };
        let text = text_of(value).into_owned();
        let mut contacts = Vec::new();
        for address in mail_addresses(&text) {
            match Email::new(address) {
                Ok(email) => contacts.push(email),
                Err(invalid) => {
                    let fault = Fault::BadAddress { found: invalid.found };
                    self.problem(Field::Contacts, row, col, fault);
                }
            }
        }
        contacts
    }

    pub(super) fn prerequisites(&mut self, places: &StepPlaces, row: &Row) -> Vec<StepId> {
        let Some((col, value)) = row.at(&places.prerequisites) else { return Vec::new() };
        let texts: Vec<String> = match value {
            CellValue::Fault(fault) => {
                let fault = Fault::ErrorCell { found: fault.to_string() };
                self.problem(Field::Prerequisites, row, col, fault);
                return Vec::new();
            }
            CellValue::Number(number) => match number_as_ids(*number) {
                NumberAsIds::One(id) => vec![id],
                NumberAsIds::OneOrTwo { one, two: [first, second] } => {
                    if let (Ok(first), Ok(second)) = (StepId::new(first), StepId::new(second)) {
                        self.numbers.push((self.steps.len(), 0, [first, second]));
                    }
                    vec![one]
                }
            },
            value => items(&text_of(value)).map(str::to_owned).collect(),
        };
        let mut prerequisites = Vec::with_capacity(texts.len());
        for text in texts {
            match StepId::new(&text) {
                Ok(id) => prerequisites.push(id),
                Err(invalid) => {
                    let fault = Fault::UnknownPrerequisite { found: invalid.found, similar: None };
                    self.problem(Field::Prerequisites, row, col, fault);
                }
            }
        }
        prerequisites
    }
}

/// The start of all dry runs and those of single ones, put together: where a dry run has none
/// of its own, that of all counts.
pub(super) fn join(whole: Start, mut single: BTreeMap<DryRun, When>, names: &DryRunNames) -> Start {
    if single.is_empty() {
        return whole;
    }
    if let Start::At(when) = whole {
        for name in names.as_slice() {
            single.entry(name.clone()).or_insert_with(|| when.clone());
        }
    }
    Start::ByDryRun(single)
}
