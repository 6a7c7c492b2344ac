//! What a plan is made of besides its steps, as arguments: time zone, phases, milestones, actors,
//! environments. One that means nothing is refused with the place where it stands.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use ptr_core::{
    Actor, Draft, DryRun, Email, Environment, InvalidCode, KnownNames, Milestone, Moment,
    NamedValues, Phase, PhaseCode, Phases, Plan, Problem, ProblemKind, RequiredEnd,
};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyIterator, PyMapping, PyString, PyTzInfo};

use super::form::Form;
use crate::convert::time::{self, Given};
use crate::convert::{text, value};
use crate::errors::{at, classes, invalid, invalid_code, told, unexpected, unknown};

/// A time zone by its name, or an object that says it: a `zoneinfo.ZoneInfo`, `datetime.UTC`.
#[derive(Clone, Copy)]
pub(crate) struct Timezone(pub(crate) Tz);

impl Default for Timezone {
    fn default() -> Self {
        Self(Draft::operator().timezone)
    }
}

impl<'py> FromPyObject<'_, 'py> for Timezone {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let name = match value.cast::<PyTzInfo>() {
            // A ZoneInfo made from a file has no name and says so in its text.
            Ok(zone) => zone.str()?.into_any(),
            Err(_) => value.to_owned(),
        };
        let name: String =
            name.extract().map_err(|_| unexpected!("timezone", value, "argument-zone"))?;
        time::named("timezone", &name).map(Self)
    }
}

/// What [`phases`] takes for the phases that the steps name.
const AS_THEY_COME: &str = "as-they-come";

/// The phases: codes or mappings, or as they come.
pub(crate) fn phases(value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Phases>> {
    let Some(value) = value else { return Ok(None) };
    if value.is_instance_of::<PyString>() {
        return if value.eq(AS_THEY_COME)? {
            Ok(Some(Phases::AsTheyCome))
        } else {
            let other = format!("{AS_THEY_COME:?}");
            Err(unexpected!("phases", value, "argument-list-or", other = other))
        };
    }
    let mut phases = Vec::new();
    for (nth, item) in items("phases", value)?.enumerate() {
        let item = item?;
        let place = format!("phases[{nth}]");
        let part = Part { place: place.clone(), object: &item };
        let code: String = match item.cast::<PyMapping>() {
            Ok(_) => part.needed("code")?,
            Err(_) => {
                item.extract().map_err(|_| unexpected!(&place, item, "argument-code-or-mapping"))?
            }
        };
        phases.push(Phase {
            code: PhaseCode::new(code).map_err(|error| invalid_code(&place, &error))?,
            label: part.text("label")?,
            contingency: match part.get("contingency")? {
                Some(contingency) => contingency.is_truthy()?,
                None => false,
            },
            sets: part.text("sets")?,
        });
    }
    Ok(Some(Phases::Listed(phases)))
}

/// A phase of the plan, by its code.
pub(crate) fn known_phase(plan: &Plan, code: &str) -> PyResult<PhaseCode> {
    plan.phase(code).map(|phase| phase.code.clone()).ok_or_else(|| {
        let codes = || plan.phases().iter().map(|phase| phase.code.as_str());
        let (found, known) = (code.to_owned(), KnownNames::of(codes()));
        let problem = Problem::of_plan(ProblemKind::UnknownPhase { found, known });
        let make = |english| unknown(classes::UnknownPhase::new_err(english), code, codes());
        told(make, |language| problem.message(language))
    })
}

/// Milestones: mappings of name and dates, `Milestone`s, or one mapping from names to dates.
pub(crate) fn milestones(value: &Bound<'_, PyAny>, form: Form) -> PyResult<Vec<Milestone>> {
    each("milestones", value, "dates", |part| {
        Ok(Milestone {
            name: part.needed("name")?,
            dates: part.by_dry_run("dates", |place, date| {
                let told = |kind| {
                    let problem = Problem::of_plan(kind);
                    at(place, |language| problem.message(language))
                };
                let text = date.extract::<&str>().ok();
                if let Some(moment) = text.and_then(|text| form.moment(text)) {
                    return moment.map_err(told);
                }
                let datetime = date.cast::<PyDateTime>().ok();
                match (datetime, datetime.map(time::read).transpose()?.flatten()) {
                    (Some(_), Some(Given::Aware(instant))) => Ok(Moment::Instant(instant)),
                    (Some(datetime), Some(Given::Naive(local))) => {
                        time::moment(datetime, local, form.naive, form.zone).map_err(told)
                    }
                    _ => Err(unexpected!(place, date, "argument-datetime")),
                }
            })?,
            required_end: required_end(&part)?,
            extra: part.extra(&["name", "dates", "required_end"], form)?,
        })
    })
}

/// What must have ended by a milestone.
fn required_end(part: &Part<'_, '_>) -> PyResult<Option<RequiredEnd>> {
    let Some(value) = part.get("required_end")? else { return Ok(None) };
    let read = pythonize::depythonize(&value).map(Some);
    read.map_err(|_| {
        let place = format!("{}.required_end", part.place);
        unexpected!(&place, value, "argument-required-end", phase = r#"{"phase": "DC"}"#)
    })
}

/// Actors: mappings with a team and those who answer for it, or `Actor`s.
pub(crate) fn actors(value: &Bound<'_, PyAny>, form: Form) -> PyResult<Vec<Actor>> {
    each("actors", value, "", |part| {
        Ok(Actor {
            team: part.needed("team")?,
            department: part.text("department")?,
            team_leader: part.mail("team_leader")?,
            deputies: part.mails("deputies")?,
            head_of_department: part.mail("head_of_department")?,
            extra: part.extra(
                &["team", "department", "team_leader", "deputies", "head_of_department"],
                form,
            )?,
        })
    })
}

/// Environments: mappings of name and what it is in each dry run, `Environment`s, or one mapping
/// from names to that.
pub(crate) fn environments(value: &Bound<'_, PyAny>, form: Form) -> PyResult<Vec<Environment>> {
    each("environments", value, "by_dry_run", |part| {
        Ok(Environment {
            name: part.needed("name")?,
            by_dry_run: part.by_dry_run("by_dry_run", |place, text| {
                text.extract().map_err(|_| unexpected!(place, text, "argument-text"))
            })?,
            extra: part.extra(&["name", "by_dry_run"], form)?,
        })
    })
}

/// The names of dry runs.
pub(crate) fn dry_runs(value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Vec<DryRun>>> {
    let Some(value) = value else { return Ok(None) };
    let mut names = Vec::new();
    for name in texts("dry_runs", value)? {
        names.push(DryRun::new(name).map_err(|error| invalid_code("dry_runs", &error))?);
    }
    Ok(Some(names))
}

/// Mail addresses.
pub(crate) fn mails(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<Email>> {
    let texts = texts(argument, value)?;
    texts
        .iter()
        .map(|text| Email::new(text).map_err(|error| invalid_code(argument, &error)))
        .collect()
}

/// Several texts, which one text is not.
pub(crate) fn texts(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    several(argument, value)?.map(|one| Ok(text::read(argument, &one?)?.to_owned())).collect()
}

/// The items of an argument that one text is not.
pub(crate) fn several<'py>(
    argument: &str,
    value: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyIterator>> {
    if value.is_instance_of::<PyString>() {
        return Err(invalid!("argument-one-text", place = argument, found = format!("{value:?}")));
    }
    items(argument, value)
}

/// The items of an argument. Their number is not asked for: what an object says of it is not
/// believed.
pub(crate) fn items<'py>(
    argument: &str,
    value: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyIterator>> {
    value.try_iter().map_err(|error| {
        let is_no_list = error.is_instance_of::<PyTypeError>(value.py());
        if is_no_list { text::wrong_type(argument, "a list", value) } else { error }
    })
}

/// Each of several things; a mapping names them by its keys and says `content` by its values.
fn each<T>(
    argument: &str,
    value: &Bound<'_, PyAny>,
    content: &str,
    read: impl Fn(Part<'_, '_>) -> PyResult<T>,
) -> PyResult<Vec<T>> {
    let py = value.py();
    if let Some(mapping) = value.cast::<PyMapping>().ok().filter(|_| !content.is_empty()) {
        let named = mapping.items()?;
        let one = |item: Bound<'_, PyAny>| {
            let (name, said): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let place = format!("{argument}[{name:?}]");
            let object = pyo3::types::PyDict::new(py);
            object.set_item(intern!(py, "name"), name)?;
            object.set_item(content, said)?;
            read(Part { place, object: object.as_any() })
        };
        return named.iter().map(one).collect();
    }
    let one = |(nth, item): (usize, PyResult<Bound<'_, PyAny>>)| {
        read(Part { place: format!("{argument}[{nth}]"), object: &item? })
    };
    items(argument, value)?.enumerate().map(one).collect()
}

/// A mapping, or an object with attributes, and where it stands.
struct Part<'a, 'py> {
    place: String,
    object: &'a Bound<'py, PyAny>,
}

impl<'py> Part<'_, 'py> {
    fn get(&self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let found = match self.object.cast::<PyMapping>() {
            Ok(mapping) if mapping.contains(name)? => Some(mapping.get_item(name)?),
            Ok(_) => None,
            Err(_) => self.object.getattr_opt(name)?,
        };
        Ok(found.filter(|value| !value.is_none()))
    }

    fn text(&self, name: &str) -> PyResult<Option<String>> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        let wrong = |_| unexpected!(&format!("{}.{name}", self.place), value, "argument-text");
        value.extract().map(Some).map_err(wrong)
    }

    fn needed(&self, name: &str) -> PyResult<String> {
        let missing = || {
            let (found, name) = (format!("{:?}", self.object), format!("{name:?}"));
            invalid!("argument-missing", place = self.place.as_str(), found = found, name = name)
        };
        self.text(name)?.ok_or_else(missing)
    }

    fn mail(&self, name: &str) -> PyResult<Option<Email>> {
        let wrong = |error: InvalidCode| invalid_code(&format!("{}.{name}", self.place), &error);
        self.text(name)?.map(Email::new).transpose().map_err(wrong)
    }

    fn mails(&self, name: &str) -> PyResult<Vec<Email>> {
        let Some(value) = self.get(name)? else { return Ok(Vec::new()) };
        let place = || format!("{}.{name}", self.place);
        mails(&place(), &value)
    }

    fn by_dry_run<T>(
        &self,
        name: &str,
        read: impl Fn(&str, &Bound<'py, PyAny>) -> PyResult<T>,
    ) -> PyResult<BTreeMap<DryRun, T>> {
        let mut values = BTreeMap::new();
        let Some(mapping) = self.get(name)? else { return Ok(values) };
        let wrong = |_| {
            let place = format!("{}.{name}", self.place);
            unexpected!(&place, mapping, "argument-mapping-by-dry-run")
        };
        for item in mapping.cast::<PyMapping>().map_err(wrong)?.items()?.iter() {
            let (key, value): (Bound<'py, PyAny>, Bound<'py, PyAny>) = item.extract()?;
            let key = text::read(&format!("{}.{name}", self.place), &key)?;
            let place = format!("{}.{name}[{key:?}]", self.place);
            let dry_run = DryRun::new(key).map_err(|error| invalid_code(&place, &error))?;
            if !value.is_none() {
                values.insert(dry_run, read(&place, &value)?);
            }
        }
        Ok(values)
    }

    /// The further columns: of a mapping all other items, of one of our own values its `extra`.
    fn extra(&self, known: &[&str], form: Form) -> PyResult<NamedValues> {
        let own = self.object.getattr_opt("extra")?;
        let rest = own.as_ref().unwrap_or(self.object).cast::<PyMapping>();
        let mut extra = NamedValues::new();
        let Ok(rest) = rest else { return Ok(extra) };
        for item in rest.items()?.iter() {
            let (key, object): (Bound<'py, PyAny>, Bound<'py, PyAny>) = item.extract()?;
            let name = value::text_of(&key);
            if !known.contains(&name.as_str()) {
                extra.insert(name, form.extra(&object)?.value);
            }
        }
        Ok(extra)
    }
}
