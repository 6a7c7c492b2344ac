//! The values of one record's fields, each read or told as a problem.

use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;
use ptr_core::{
    DryRun, DryRuns, Email, Expected, Field, InvalidCode, Moment, Outcome, PhaseCode, Prerequisite,
    Problem, ProblemKind, Start, Step, StepId, When,
};
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDateTime, PyDelta, PyFrozenSet, PyList, PyMapping, PySet,
    PyString,
};

use super::fields::{Fields, Further};
use crate::convert::document::Document;
use crate::convert::time::{self, Given};
use crate::plan::form::Form;

/// How much of a value is quoted in a problem.
const LONGEST_QUOTE: usize = 200;

/// What many records have in common: it is kept once.
#[derive(Default)]
pub(super) struct Names {
    last_dry_runs: DryRuns,
    mails: HashMap<Box<str>, Email>,
}

impl Names {
    fn mail(&mut self, text: &str) -> Result<Email, InvalidCode> {
        if let Some(mail) = self.mails.get(text) {
            return Ok(mail.clone());
        }
        let mail = Email::new(text)?;
        self.mails.insert(text.into(), mail.clone());
        Ok(mail)
    }
}

/// Reads one record.
pub(super) struct Reader<'n> {
    row: usize,
    form: Form,
    further: Further,
    names: &'n mut Names,
    id: Option<StepId>,
    /// Whether the record names a phase, readable or not.
    pub(super) names_phase: bool,
    /// Whether it names dry runs, readable or not.
    pub(super) names_dry_runs: bool,
    pub(super) problems: Vec<Problem>,
}

type Object<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

impl<'n> Reader<'n> {
    pub(super) fn new(row: usize, form: Form, further: Further, names: &'n mut Names) -> Self {
        let (names_phase, names_dry_runs) = (false, false);
        let problems = Vec::new();
        Self { row, form, further, names, id: None, names_phase, names_dry_runs, problems }
    }

    /// The step, with what can be read of it and without its further columns; `None` without an
    /// id. A phase that is not named, or cannot be read, is stood in for. Texts that nobody will
    /// ask for are looked at and not kept.
    pub(super) fn step(&mut self, fields: &Fields<'_>) -> PyResult<Option<Step>> {
        let Some(id) = self.id(fields.get(Field::Id)) else { return Ok(None) };
        self.names_phase = fields.get(Field::Phase).is_some();
        self.names_dry_runs = fields.get(Field::DryRuns).is_some();
        let phase = self.phase(fields.get(Field::Phase));
        let Some(phase) = phase.or_else(|| ptr_core::single_phase().map(|one| one.code)) else {
            return Ok(None);
        };
        let dry_runs = self.dry_runs(fields.get(Field::DryRuns))?;
        let mut step = Step {
            label: self.text(Field::Label, fields).unwrap_or_default(),
            prerequisites: self.prerequisites(fields.get(Field::Prerequisites))?,
            start: self.start(fields.get(Field::Start))?,
            dry_runs,
            duration: self.duration(fields.get(Field::Duration)),
            contacts: self.contacts(fields.get(Field::Contacts))?,
            outcomes: self.outcomes(fields.get(Field::Outcomes))?,
            quorum: self.quorum(fields.get(Field::Quorum)),
            ..Step::of(id, phase)
        };
        for (field, text) in step.texts_mut() {
            *text = self.text(field, fields);
        }
        Ok(Some(step))
    }

    fn report(&mut self, field: Option<Field>, kind: ProblemKind) {
        let (row, step) = (Some(self.row), self.id.clone());
        self.problems.push(Problem { row, field, step, place: None, kind });
    }

    fn wrong(&mut self, field: Field, found: &Bound<'_, PyAny>, expected: Expected) {
        self.report(Some(field), ProblemKind::WrongValue { found: quoted(found), expected });
    }

    fn wrong_code(&mut self, field: Field, error: InvalidCode) {
        let expected = Expected::OneLine;
        self.report(Some(field), ProblemKind::WrongValue { found: error.found, expected });
    }

    /// The record is no mapping.
    pub(super) fn wrong_record(&mut self, record: &Bound<'_, PyAny>) {
        let kind = ProblemKind::WrongValue {
            found: quoted(record),
            expected: "Mapping[str, object]".into(),
        };
        self.report(None, kind);
    }

    /// The id; without one there is no step.
    fn id(&mut self, value: Object<'_, '_>) -> Option<StepId> {
        let kind = match value {
            None => ProblemKind::MissingId,
            Some(value) => match text_of(value) {
                Some("") => ProblemKind::MissingId,
                Some(text) => match StepId::new(text) {
                    Ok(id) => {
                        self.id = Some(id.clone());
                        return Some(id);
                    }
                    Err(error) => malformed(error),
                },
                None => ProblemKind::MalformedId { found: quoted(value), expected: Expected::Text },
            },
        };
        self.report(Some(Field::Id), kind);
        None
    }

    fn phase(&mut self, value: Object<'_, '_>) -> Option<PhaseCode> {
        let value = value?;
        match text_of(value).map(PhaseCode::new) {
            Some(Ok(code)) => return Some(code),
            Some(Err(error)) => self.wrong_code(Field::Phase, error),
            None => self.wrong(Field::Phase, value, Expected::Text),
        }
        None
    }

    fn text(&mut self, field: Field, fields: &Fields<'_>) -> Option<String> {
        let value = fields.get(field)?;
        let text = text_of(value);
        if text.is_none() {
            self.wrong(field, value, Expected::Text);
        }
        text.filter(|_| self.further == Further::Kept).map(str::to_owned)
    }

    /// The dry runs; the set of the record before, if it is the same.
    fn dry_runs(&mut self, value: Object<'_, '_>) -> PyResult<DryRuns> {
        let last = &self.names.last_dry_runs;
        let is_last = |list: &Bound<'_, PyList>| {
            let names = last.iter().map(|name| Some(name.as_str()));
            list.len() == last.len()
                && list.iter().zip(names).all(|(item, name)| text_of(&item) == name)
        };
        if value.and_then(|value| value.cast_exact().ok()).is_some_and(is_last) {
            return Ok(last.clone());
        }
        let dry_runs =
            self.codes(Field::DryRuns, value, |_, item| text_of(item).map(DryRun::new))?;
        let dry_runs: DryRuns = dry_runs.into_iter().collect();
        if self.names.last_dry_runs != dry_runs {
            self.names.last_dry_runs = dry_runs;
        }
        Ok(self.names.last_dry_runs.clone())
    }

    /// The ids of steps; or a step and its outcome, as serde writes them.
    fn prerequisites(&mut self, value: Object<'_, '_>) -> PyResult<Vec<Prerequisite>> {
        self.codes(Field::Prerequisites, value, |_, item| match text_of(item) {
            Some(text) => Some(StepId::new(text).map(Prerequisite::from)),
            None => Document::of("prerequisites", "a prerequisite", item).ok()?.read().ok().map(Ok),
        })
    }

    fn outcomes(&mut self, value: Object<'_, '_>) -> PyResult<Vec<Outcome>> {
        self.codes(Field::Outcomes, value, |_, item| text_of(item).map(Outcome::new))
    }

    fn quorum(&mut self, value: Object<'_, '_>) -> Option<u32> {
        let value = value?;
        let is_number = !value.is_instance_of::<PyBool>();
        let quorum = value.extract().ok().filter(|_| is_number);
        if quorum.is_none() {
            self.wrong(Field::Quorum, value, Expected::Count);
        }
        quorum
    }

    fn contacts(&mut self, value: Object<'_, '_>) -> PyResult<Vec<Email>> {
        self.codes(Field::Contacts, value, |names, item| text_of(item).map(|it| names.mail(it)))
    }

    /// A list of codes; those that are not are told one by one.
    fn codes<T: Ord>(
        &mut self,
        field: Field,
        value: Object<'_, '_>,
        read: impl Fn(&mut Names, &Bound<'_, PyAny>) -> Option<Result<T, InvalidCode>>,
    ) -> PyResult<Vec<T>> {
        let Some(value) = value else { return Ok(Vec::new()) };
        // Lists first: to ask whether something is a mapping takes as long as reading it.
        let list = value.cast_exact::<PyList>().ok();
        let mut codes = Vec::with_capacity(list.map_or(0, PyListMethods::len));
        let mut one = |item: Bound<'_, PyAny>| match read(self.names, &item) {
            Some(Ok(code)) => codes.push(code),
            Some(Err(error)) if field == Field::Contacts => {
                self.report(Some(field), ProblemKind::BadAddress { found: error.found });
            }
            Some(Err(error)) if field == Field::Outcomes => {
                self.report(Some(field), ProblemKind::BadOutcome { found: error.found });
            }
            Some(Err(error)) if field == Field::Prerequisites => {
                self.report(Some(field), malformed(error));
            }
            Some(Err(error)) => self.wrong_code(field, error),
            None => self.wrong(field, &item, Expected::Text),
        };
        if let Some(list) = list {
            list.iter().for_each(one);
            return Ok(codes);
        }
        let scalar = value.is_instance_of::<PyString>()
            || value.is_instance_of::<PyBytes>()
            || value.is_instance_of::<PyByteArray>()
            || value.is_instance_of::<PyMapping>();
        let Some(items) = value.try_iter().ok().filter(|_| !scalar) else {
            self.wrong(field, value, Expected::Texts);
            return Ok(Vec::new());
        };
        for item in items {
            one(item?);
        }
        // A set has no order that would be the same tomorrow.
        if value.is_instance_of::<PySet>() || value.is_instance_of::<PyFrozenSet>() {
            codes.sort();
        }
        Ok(codes)
    }

    /// A date for all dry runs, or a mapping with a date for each; instead of a date an offset from a
    /// milestone.
    fn start(&mut self, value: Object<'_, '_>) -> PyResult<Start> {
        let Some(value) = value else { return Ok(Start::Unset) };
        let Some(mapping) = mapping(value).filter(|it| !is_from_milestone(it)) else {
            return Ok(self.when(value)?.map_or(Start::Unset, Start::At));
        };
        let mut dates = BTreeMap::new();
        for item in mapping.items()?.iter() {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            match text_of(&key).map(DryRun::new) {
                Some(Ok(dry_run)) if !value.is_none() => {
                    if let Some(when) = self.when(&value)? {
                        dates.insert(dry_run, when);
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => self.wrong_code(Field::Start, error),
                None => self.wrong(Field::Start, &key, Expected::Text),
            }
        }
        Ok(if dates.is_empty() { Start::Unset } else { Start::ByDryRun(dates) })
    }

    /// A date, or an offset from a milestone as serde writes it.
    fn when(&mut self, value: &Bound<'_, PyAny>) -> PyResult<Option<When>> {
        if let Ok(datetime) = value.cast::<PyDateTime>() {
            return self.datetime(datetime);
        }
        if value.cast().is_ok_and(is_from_milestone) {
            let read = Document::of("start", "a date", value)?.read();
            let unread = |_| unreadable(value, "milestone, days, seconds");
            return Ok(self.read_or_told(read.map_err(unread)));
        }
        let moment = text_of(value).and_then(|text| self.form.moment(text));
        let moment = moment.unwrap_or_else(|| Err(unreadable(value, "datetime | None")));
        Ok(self.read_or_told(moment.map(When::Moment)))
    }

    fn datetime(&mut self, value: &Bound<'_, PyDateTime>) -> PyResult<Option<When>> {
        let moment = match time::read(value)? {
            Some(Given::Aware(instant)) => Ok(Moment::Instant(instant)),
            Some(Given::Naive(local)) => {
                time::moment(value, local, self.form.naive, self.form.zone)
            }
            None => Err(unreadable(value, "datetime | None")),
        };
        Ok(self.read_or_told(moment.map(When::Moment)))
    }

    fn read_or_told(&mut self, start: Result<When, ProblemKind>) -> Option<When> {
        start.map_err(|kind| self.report(Some(Field::Start), kind)).ok()
    }

    fn duration(&mut self, value: Object<'_, '_>) -> Option<TimeDelta> {
        let value = value?;
        let duration = value.cast::<PyDelta>().ok().and_then(|value| value.extract().ok());
        let duration = duration.or_else(|| self.form.duration(text_of(value)?));
        if duration.is_none() {
            let expected = "timedelta | None".into();
            let found = quoted(value);
            self.report(Some(Field::Duration), ProblemKind::UnreadableDuration { found, expected });
        }
        duration
    }
}

/// A value as a mapping. Most are dates, of which nobody need ask Python whether they are one.
fn mapping<'a, 'py>(value: &'a Bound<'py, PyAny>) -> Option<&'a Bound<'py, PyMapping>> {
    if value.is_instance_of::<PyDateTime>() { None } else { value.cast().ok() }
}

/// Whether a start is an offset from a milestone. A dry run may be called `milestone`; then the value
/// is a date instead of a name.
fn is_from_milestone(mapping: &Bound<'_, PyMapping>) -> bool {
    let milestone = mapping.get_item("milestone");
    milestone.is_ok_and(|name| name.is_instance_of::<PyString>())
}

fn unreadable(date: &Bound<'_, PyAny>, expected: &'static str) -> ProblemKind {
    ProblemKind::UnreadableDate { found: quoted(date), expected: expected.into() }
}

fn malformed(error: InvalidCode) -> ProblemKind {
    ProblemKind::MalformedId { found: error.found, expected: Expected::OneLine }
}

/// The text of a string; `None` for anything else, half a surrogate pair included.
fn text_of<'a>(value: &'a Bound<'_, PyAny>) -> Option<&'a str> {
    value.cast::<PyString>().ok()?.to_str().ok()
}

/// A value as a problem quotes it: a text as it is, anything else as Python shows it.
fn quoted(value: &Bound<'_, PyAny>) -> String {
    let text = match text_of(value) {
        Some(text) => text.to_owned(),
        None => value.repr().map(|text| text.to_string_lossy().into_owned()).unwrap_or_default(),
    };
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
