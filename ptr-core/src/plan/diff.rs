//! The difference of two plans: what was added, removed and changed, with the values before and
//! after.
//!
//! Steps are matched by id and compared field by field. Dates are compared as instants, so moving a
//! milestone changes every step with a start relative to it. Phases, milestones, actors and
//! environments are matched by name, teams of one name by department as well.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::part::{FieldKey, FieldValue, Part, all_keys, names};
use super::time::resolve_local;
use super::time::{Moment, When};
use super::{Field, Milestone, Plan, Start, Step};
use crate::id::{DryRun, StepId};

/// A field that differs.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct FieldChange {
    /// The name of the field: of a [`Field`], of a further column, or a dry run.
    pub field: String,
    /// Its value in the earlier plan.
    pub before: FieldValue,
    /// Its value in the later plan.
    pub after: FieldValue,
}

/// The difference between the phases, milestones, actors or environments of two plans.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct PartDifference {
    /// The names that only the later plan has, in its order.
    pub added: Vec<String>,
    /// The names that only the earlier plan has, in its order.
    pub removed: Vec<String>,
    /// Those that differ, in the order of the later plan, each with the differing fields.
    pub changed: Vec<(String, Vec<FieldChange>)>,
}

/// The difference between an earlier and a later plan, or between two schedules.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Difference {
    /// The steps that only the later one has, in its order.
    pub added: Vec<StepId>,
    /// The steps that only the earlier one has, in its order.
    pub removed: Vec<StepId>,
    /// The steps that differ, in the order of the later one, each with the differing fields, in
    /// the order of a record. Further columns have their names in [`Step::extra`].
    pub changed: Vec<(StepId, Vec<FieldChange>)>,
    /// The phases.
    pub phases: PartDifference,
    /// The milestones; a date has the name of its dry run.
    pub milestones: PartDifference,
    /// The actors, by team; by team and department, `Registre (Marché)`, where one of the plans has
    /// several teams of that name.
    pub actors: PartDifference,
    /// The environments; a value has the name of its dry run.
    pub environments: PartDifference,
    /// What else differs: the `timezone`, the list of `dry_runs`.
    pub settings: Vec<FieldChange>,
}

impl PartDifference {
    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Time `O(parts log parts)`.
    fn between<P: Part>(before: &[P], after: &[P]) -> Self {
        if before == after {
            return Self::default();
        }
        let [names_before, names_after] = names([before, after]);
        let earlier: BTreeMap<&str, usize> =
            names_before.iter().map(AsRef::as_ref).zip(0..).collect();
        let later: BTreeSet<&str> = names_after.iter().map(AsRef::as_ref).collect();
        let gone = names_before.iter().filter(|name| !later.contains(&***name));
        let mut difference =
            Self { removed: gone.map(ToString::to_string).collect(), ..Self::default() };
        for (part, name) in after.iter().zip(&names_after) {
            let name = name.to_string();
            match earlier.get(name.as_str()).map(|place| changes(&before[*place], part)) {
                None => difference.added.push(name),
                Some(changes) if changes.is_empty() => {}
                Some(changes) => difference.changed.push((name, changes)),
            }
        }
        difference
    }
}

impl Difference {
    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        let parts = [&self.phases, &self.milestones, &self.actors, &self.environments];
        self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && self.settings.is_empty()
            && parts.into_iter().all(PartDifference::is_empty)
    }

    /// The difference of two plans but for their steps.
    pub(crate) fn of_parts(before: &Plan, after: &Plan) -> Self {
        let mut settings = Vec::new();
        let mut setting = |field: &str, before: FieldValue, after: FieldValue| {
            if before != after {
                settings.push(FieldChange { field: field.to_owned(), before, after });
            }
        };
        let zone = |plan: &Plan| FieldValue::Text(plan.timezone().name().to_owned());
        setting("timezone", zone(before), zone(after));
        let dry_runs = |plan: &Plan| {
            FieldValue::Texts(plan.dry_runs().iter().map(ToString::to_string).collect())
        };
        setting(Field::DryRuns.name(), dry_runs(before), dry_runs(after));
        Self {
            phases: PartDifference::between(before.phases(), after.phases()),
            milestones: PartDifference::between(&dated(before), &dated(after)),
            actors: PartDifference::between(before.actors(), after.actors()),
            environments: PartDifference::between(before.environments(), after.environments()),
            settings,
            ..Self::default()
        }
    }

    /// Compares the steps of two collections, matched by id.
    pub(crate) fn compare<'a, T: Copy>(
        &mut self,
        before: impl Iterator<Item = &'a StepId>,
        after: impl Iterator<Item = (&'a StepId, T)>,
        find_before: impl Fn(&str) -> Option<T>,
        is_after: impl Fn(&str) -> bool,
        changes: impl Fn(T, T) -> Vec<FieldChange>,
    ) {
        self.removed = before.filter(|id| !is_after(id.as_str())).cloned().collect();
        for (id, step) in after {
            match find_before(id.as_str()).map(|before| changes(before, step)) {
                None => self.added.push(id.clone()),
                Some(changes) if changes.is_empty() => {}
                Some(changes) => self.changed.push((id.clone(), changes)),
            }
        }
    }
}

/// The fields in which two parts differ.
fn changes<P: Part>(before: &P, after: &P) -> Vec<FieldChange> {
    let keys = all_keys(before, after).into_iter();
    keys.filter(|key| !before.says_the_same(after, key))
        .map(|key| FieldChange {
            before: before.get(&key),
            after: after.get(&key),
            field: key.name().to_owned(),
        })
        .collect()
}

impl Plan {
    /// The changes from this plan to a later one. Time `O(steps · log steps)`.
    ///
    /// # Examples
    /// ```
    /// use ptr_core::{FieldValue, Plan, Step};
    ///
    /// let step = |id: &str| Step::new(id, "CO")?.in_dry_runs(["FDR1"]);
    /// let before = Plan::from_steps([step("CO00000001")?, step("CO00000002")?])?;
    /// let after = Plan::from_steps([
    ///     step("CO00000002")?.labelled("Ouvrir le registre").after(["CO00000003"])?,
    ///     step("CO00000003")?,
    /// ])?;
    /// let difference = before.diff(&after);
    /// assert_eq!(difference.added, ["CO00000003"]);
    /// assert_eq!(difference.removed, ["CO00000001"]);
    /// let (step, fields) = &difference.changed[0];
    /// assert_eq!((step.as_str(), fields.len()), ("CO00000002", 2));
    /// assert_eq!(fields[0].field, "label");
    /// assert_eq!(fields[1].after, FieldValue::Texts(vec!["CO00000003".to_owned()]));
    /// assert!(after.diff(&after).is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn diff(&self, later: &Plan) -> Difference {
        let mut difference = Difference::of_parts(self, later);
        difference.compare(
            self.steps().iter().map(|step| &step.id),
            later.steps().iter().map(|step| (&step.id, step)),
            |id| self.step(id),
            |id| later.step(id).is_some(),
            |before: &Step, after: &Step| {
                let start = |plan: &Plan, dry_run: &DryRun| plan.start(before.id.as_str(), dry_run);
                let moves = after
                    .dry_runs
                    .iter()
                    .filter(|dry_run| before.dry_runs.contains(dry_run))
                    .any(|dry_run| start(self, dry_run) != start(later, dry_run));
                let starts = || (resolved(self, before), resolved(later, after));
                let starts = moves.then(starts);
                before.changes(after, starts.as_ref(), before.dry_runs != after.dry_runs)
            },
        );
        difference
    }
}

/// The milestones with their dates as instants, as far as the zone has them.
fn dated(plan: &Plan) -> Vec<Milestone> {
    let mut milestones = plan.milestones().to_vec();
    for date in milestones.iter_mut().flat_map(|milestone| milestone.dates.values_mut()) {
        if let Moment::Local(local) = *date
            && let Some(resolved) = resolve_local(plan.timezone(), local)
        {
            *date = Moment::Instant(resolved.instant);
        }
    }
    milestones
}

/// The start of a step as instants, by dry run only where they differ.
fn resolved(plan: &Plan, step: &Step) -> FieldValue {
    let start = |dry_run| Some((dry_run, plan.start(step.id.as_str(), dry_run)?));
    let dates: Vec<(&DryRun, DateTime<Utc>)> = step.dry_runs.iter().filter_map(start).collect();
    match dates.first() {
        None => FieldValue::Nothing,
        Some((_, first))
            if dates.len() == step.dry_runs.len() && dates.iter().all(|(_, it)| it == first) =>
        {
            FieldValue::instant(*first)
        }
        Some(_) => {
            let when = |at| When::Moment(Moment::Instant(at));
            let dates = dates.into_iter().map(|(dry_run, at)| (dry_run.clone(), when(at)));
            FieldValue::Start(Start::ByDryRun(dates.collect()))
        }
    }
}

impl FieldValue {
    /// An instant as the value of a field.
    pub(crate) fn instant(at: DateTime<Utc>) -> Self {
        Self::Start(Start::At(When::Moment(Moment::Instant(at))))
    }
}

impl Step {
    /// The differing fields, in the order of a record. The caller compares starts, of which it
    /// gives the values if they differ, and dry runs.
    pub(crate) fn changes(
        &self,
        after: &Step,
        starts: Option<&(FieldValue, FieldValue)>,
        dry_runs: bool,
    ) -> Vec<FieldChange> {
        let differs = |key: &FieldKey| match key {
            FieldKey::Known(name) if *name == Field::Start.name() => starts.is_some(),
            FieldKey::Known(name) if *name == Field::DryRuns.name() => dry_runs,
            key => !self.says_the_same(after, key),
        };
        if starts.is_none() && !dry_runs && self == after {
            return Vec::new();
        }
        let keys = all_keys(self, after).into_iter().filter(differs);
        keys.map(|key| {
            let (before, after) = match starts {
                Some((before, after)) if key == FieldKey::Known(Field::Start.name()) => {
                    (before.clone(), after.clone())
                }
                _ => (self.get(&key), after.get(&key)),
            };
            FieldChange { field: key.name().to_owned(), before, after }
        })
        .collect()
    }
}
