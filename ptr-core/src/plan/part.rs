//! The parts of a plan as fields with values: what differences compare and merges take over.
//!
//! Steps, phases, milestones, actors and environments each have a name by which they are matched,
//! teams of one name with their departments, and fields that can be read, compared and copied one
//! by one. A milestone has a field for each dry run that it is dated in, since each of these dates is
//! a cell of its own; so has an environment.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::TimeDelta;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::actor::Actor;
use super::environment::Environment;
use super::milestone::{Milestone, RequiredEnd};
use super::phase::Phase;
use super::start::Start;
use super::time::When;
use super::value::{NamedValues, Value};
use crate::id::{DryRun, Email};

/// The value of a field, as differences and conflicts tell it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum FieldValue {
    /// The field has no value.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(String),
    /// Several texts: ids, dry runs, mail addresses.
    Texts(Vec<String>),
    /// A number of people.
    Count(u32),
    /// A length of time.
    Duration(#[cfg_attr(feature = "serde", serde(with = "super::time::duration_text"))] TimeDelta),
    /// A date, or one by dry run.
    Start(Start),
    /// The value of a further column.
    Further(Value),
}

impl FieldValue {
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().to_owned())
    }

    pub(super) fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::Texts(texts.into_iter().map(|text| text.as_ref().to_owned()).collect())
    }

    pub(super) fn optional<T>(value: Option<T>, of: impl Fn(T) -> Self) -> Self {
        value.map_or(Self::Nothing, of)
    }
}

/// A field of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldKey {
    Known(&'static str),
    /// What the part says of one dry run.
    In(DryRun),
    /// A further column.
    Further(String),
}

impl FieldKey {
    /// The name of the field in data.
    pub(crate) fn name(&self) -> &str {
        match self {
            FieldKey::Known(name) => name,
            FieldKey::In(dry_run) => dry_run.as_str(),
            FieldKey::Further(name) => name,
        }
    }
}

/// A named part of a plan.
pub(crate) trait Part: Clone + PartialEq {
    /// Whether a plan may have several parts of one name, which differ in their full names.
    const SHARES_NAMES: bool = false;

    /// Its name.
    fn name(&self) -> &str;

    /// The name that no other part of its plan has.
    fn full_name(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.name())
    }

    /// Its fields but for the name, further columns last.
    fn keys(&self) -> Vec<FieldKey>;

    /// The value of a field; [`FieldValue::Nothing`] if it has none.
    fn get(&self, key: &FieldKey) -> FieldValue;

    /// Copies the value of a field from another part; removes it if that one has none.
    fn take(&mut self, key: &FieldKey, from: &Self);

    /// Whether another part says the same of a field.
    fn says_the_same(&self, other: &Self, key: &FieldKey) -> bool {
        self.get(key) == other.get(key)
    }
}

/// The names by which the parts of several plans are matched: their full names where one of the
/// plans has several parts of the same name. Elsewhere a part is the same though its full name
/// changes, such as a team that moves to another department.
pub(crate) fn names<'p, P: Part, const PLANS: usize>(
    plans: [&'p [P]; PLANS],
) -> [Vec<Cow<'p, str>>; PLANS] {
    let mut shared = BTreeSet::new();
    if P::SHARES_NAMES {
        for parts in plans {
            let mut seen = BTreeSet::new();
            shared.extend(parts.iter().map(Part::name).filter(|name| !seen.insert(*name)));
        }
    }
    let name = |part: &'p P| {
        if shared.contains(part.name()) { part.full_name() } else { Cow::Borrowed(part.name()) }
    };
    plans.map(|parts| parts.iter().map(name).collect())
}

/// The fields of both, each once: those of `one` first.
pub(crate) fn all_keys<P: Part>(one: &P, other: &P) -> Vec<FieldKey> {
    let mut keys = one.keys();
    for key in other.keys() {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn known<const LEN: usize>(names: [&'static str; LEN]) -> Vec<FieldKey> {
    names.into_iter().map(FieldKey::Known).collect()
}

pub(super) fn further(values: &NamedValues) -> impl Iterator<Item = FieldKey> {
    values.names().map(|name| FieldKey::Further(name.to_owned()))
}

pub(super) fn get_further(values: &NamedValues, name: &str) -> FieldValue {
    FieldValue::optional(values.get(name), |value| FieldValue::Further(value.clone()))
}

pub(super) fn take_further(values: &mut NamedValues, name: &str, from: &NamedValues) {
    match from.get(name) {
        Some(value) => drop(values.insert(name, value.clone())),
        None => drop(values.remove(name)),
    }
}

impl Part for Phase {
    fn name(&self) -> &str {
        self.code.as_str()
    }

    fn keys(&self) -> Vec<FieldKey> {
        known(["label", "contingency", "sets"])
    }

    fn get(&self, key: &FieldKey) -> FieldValue {
        match key.name() {
            "label" => FieldValue::optional(self.label.as_ref(), FieldValue::text),
            "contingency" => FieldValue::Flag(self.contingency),
            "sets" => FieldValue::optional(self.sets.as_ref(), FieldValue::text),
            _ => FieldValue::Nothing,
        }
    }

    fn take(&mut self, key: &FieldKey, from: &Self) {
        match key.name() {
            "label" => self.label.clone_from(&from.label),
            "contingency" => self.contingency = from.contingency,
            "sets" => self.sets.clone_from(&from.sets),
            _ => {}
        }
    }
}

impl Part for Milestone {
    fn name(&self) -> &str {
        &self.name
    }

    fn keys(&self) -> Vec<FieldKey> {
        let mut keys = known(["required_end"]);
        keys.extend(self.dates.keys().cloned().map(FieldKey::In));
        keys.extend(further(&self.extra));
        keys
    }

    fn get(&self, key: &FieldKey) -> FieldValue {
        match key {
            FieldKey::In(dry_run) => FieldValue::optional(self.dates.get(dry_run), |date| {
                FieldValue::Start(Start::At(When::Moment(*date)))
            }),
            FieldKey::Further(name) => get_further(&self.extra, name),
            FieldKey::Known("required_end") => match &self.required_end {
                None => FieldValue::Nothing,
                Some(RequiredEnd::Whole) => FieldValue::text("whole"),
                Some(RequiredEnd::Phase(code)) => FieldValue::text(code),
            },
            FieldKey::Known(_) => FieldValue::Nothing,
        }
    }

    fn says_the_same(&self, other: &Self, key: &FieldKey) -> bool {
        match key {
            FieldKey::Known("required_end") => self.required_end == other.required_end,
            key => self.get(key) == other.get(key),
        }
    }

    fn take(&mut self, key: &FieldKey, from: &Self) {
        match key {
            FieldKey::In(dry_run) => match from.dates.get(dry_run) {
                Some(date) => drop(self.dates.insert(dry_run.clone(), *date)),
                None => drop(self.dates.remove(dry_run)),
            },
            FieldKey::Further(name) => take_further(&mut self.extra, name, &from.extra),
            FieldKey::Known("required_end") => self.required_end.clone_from(&from.required_end),
            FieldKey::Known(_) => {}
        }
    }
}

impl Part for Actor {
    const SHARES_NAMES: bool = true;

    fn name(&self) -> &str {
        &self.team
    }

    fn full_name(&self) -> Cow<'_, str> {
        Actor::full_name(self)
    }

    fn keys(&self) -> Vec<FieldKey> {
        let mut keys = known(["department", "team_leader", "deputies", "head_of_department"]);
        keys.extend(further(&self.extra));
        keys
    }

    fn get(&self, key: &FieldKey) -> FieldValue {
        let mail = |mail: &Option<Email>| FieldValue::optional(mail.as_ref(), FieldValue::text);
        match key {
            FieldKey::Known("department") => {
                FieldValue::optional(self.department.as_ref(), FieldValue::text)
            }
            FieldKey::Known("team_leader") => mail(&self.team_leader),
            FieldKey::Known("deputies") if self.deputies.is_empty() => FieldValue::Nothing,
            FieldKey::Known("deputies") => FieldValue::texts(&self.deputies),
            FieldKey::Known("head_of_department") => mail(&self.head_of_department),
            FieldKey::Further(name) => get_further(&self.extra, name),
            FieldKey::Known(_) | FieldKey::In(_) => FieldValue::Nothing,
        }
    }

    fn take(&mut self, key: &FieldKey, from: &Self) {
        match key {
            FieldKey::Known("department") => self.department.clone_from(&from.department),
            FieldKey::Known("team_leader") => self.team_leader.clone_from(&from.team_leader),
            FieldKey::Known("deputies") => self.deputies.clone_from(&from.deputies),
            FieldKey::Known("head_of_department") => {
                self.head_of_department.clone_from(&from.head_of_department);
            }
            FieldKey::Further(name) => take_further(&mut self.extra, name, &from.extra),
            FieldKey::Known(_) | FieldKey::In(_) => {}
        }
    }
}

impl Part for Environment {
    fn name(&self) -> &str {
        &self.name
    }

    fn keys(&self) -> Vec<FieldKey> {
        self.by_dry_run.keys().cloned().map(FieldKey::In).chain(further(&self.extra)).collect()
    }

    fn get(&self, key: &FieldKey) -> FieldValue {
        match key {
            FieldKey::In(dry_run) => {
                FieldValue::optional(self.by_dry_run.get(dry_run), FieldValue::text)
            }
            FieldKey::Further(name) => get_further(&self.extra, name),
            FieldKey::Known(_) => FieldValue::Nothing,
        }
    }

    fn take(&mut self, key: &FieldKey, from: &Self) {
        match key {
            FieldKey::In(dry_run) => match from.by_dry_run.get(dry_run) {
                Some(value) => drop(self.by_dry_run.insert(dry_run.clone(), value.clone())),
                None => drop(self.by_dry_run.remove(dry_run)),
            },
            FieldKey::Further(name) => take_further(&mut self.extra, name, &from.extra),
            FieldKey::Known(_) => {}
        }
    }
}
