//! The three-way merge of plans: what two people have changed in one plan, put together.
//!
//! Parts are matched by name, teams of one name by department as well, and merged field by field.
//! What only one side has changed is taken from it; what both have changed to the same is taken once;
//! what both have changed to different values is a conflict. Invariant: without conflicts, the result
//! is what one of them would have got by making their changes in the plan of the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use self::PartKind as Kind;
use super::part::{FieldKey, FieldValue, Part, all_keys, names};
use super::{Draft, Phases, Plan, Problems};
use crate::id::{Digest, DryRun};

/// One of the two plans that are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Side {
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
}

/// What a difference or a conflict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum PartKind {
    /// A step, by its id.
    Step,
    /// A phase, by its code.
    Phase,
    /// A milestone, by its name.
    Milestone,
    /// An actor, by its team; by team and department, `Registre (Marché)`, where one of the plans
    /// has several teams of that name.
    Actor,
    /// An environment, by its name.
    Environment,
    /// What a plan says of itself, such as its `timezone`.
    Setting,
}

impl PartKind {
    /// The name in data: `step`.
    pub const fn name(self) -> &'static str {
        match self {
            PartKind::Step => "step",
            PartKind::Phase => "phase",
            PartKind::Milestone => "milestone",
            PartKind::Actor => "actor",
            PartKind::Environment => "environment",
            PartKind::Setting => "setting",
        }
    }
}

/// A field to which both sides have given different values, or that one of them has changed while
/// the other has removed the whole part.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Conflict {
    /// What it is about.
    pub part: PartKind,
    /// Which: the id of the step, the name of the milestone.
    pub name: String,
    /// The name of the field: of a [`Field`](crate::Field), of a further column, or a dry run.
    pub field: String,
    /// Its value in the plan that both began with.
    pub base: FieldValue,
    /// Its value in our plan.
    pub ours: FieldValue,
    /// Its value in their plan.
    pub theirs: FieldValue,
    /// Who has removed the part, if one has.
    pub removed: Option<Side>,
}

/// The outcome of a three-way merge. See [`merge`].
#[derive(Debug, Clone)]
pub struct Merge {
    /// The merged plan; `None` if there are conflicts or problems.
    pub plan: Option<Plan>,
    /// Every conflict: settings, phases, milestones, actors, environments, then steps.
    pub conflicts: Vec<Conflict>,
    /// What is wrong with the merged plan, though each of the two is right: such as steps that wait
    /// for each other. Empty if there are conflicts.
    pub problems: Option<Problems>,
}

/// Why plans cannot be merged: the base is not the plan that both sides began with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum ForeignBase {
    /// One side has none of its steps.
    NothingInCommon {
        /// That side.
        side: Side,
    },
    /// One side was written from another plan.
    WrittenFromAnother {
        /// The digest of the plan that it was written from.
        found: Digest,
        /// The digest of the base.
        expected: Digest,
    },
}

impl std::error::Error for ForeignBase {}

/// Merges the changes that two plans make in the same base.
///
/// The order of parts is that of the side that has changed it, ours if both have. Time
/// `O((steps + prerequisites) log steps)`.
///
/// # Errors
/// [`ForeignBase`] if the base has steps and one of the two plans has none of them.
///
/// # Examples
/// ```
/// use chrono::TimeDelta;
/// use ptr_core::{Plan, Step, merge};
///
/// let step = || Step::new("CO1", "CO")?.labelled("Ouvrir").in_dry_runs(["FDR1"]);
/// let base = Plan::from_steps([step()?])?;
/// let ours = Plan::from_steps([step()?.labelled("Ouvrir le registre")])?;
/// let theirs = Plan::from_steps([step()?.lasting(TimeDelta::hours(1))])?;
/// let merged = merge(&base, &ours, &theirs)?.plan.ok_or("conflicts")?;
/// assert_eq!(merged.steps()[0].label, "Ouvrir le registre");
/// assert_eq!(merged.steps()[0].duration, Some(TimeDelta::hours(1)));
///
/// let other = Plan::from_steps([step()?.labelled("Ouvrir les compteurs")])?;
/// let merge = merge(&base, &ours, &other)?;
/// assert!(merge.plan.is_none());
/// assert_eq!((merge.conflicts.len(), merge.conflicts[0].field.as_str()), (1, "label"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn merge(base: &Plan, ours: &Plan, theirs: &Plan) -> Result<Merge, ForeignBase> {
    for (side, plan) in [(Side::Ours, ours), (Side::Theirs, theirs)] {
        let knows = |step: &super::Step| plan.step(step.id.as_str()).is_some();
        if !base.is_empty() && !base.steps().iter().any(knows) {
            return Err(ForeignBase::NothingInCommon { side });
        }
    }
    let mut merging = Merging::default();
    let (b, o, t) = (base, ours, theirs);
    let draft = Draft {
        timezone: merging.timezone(b, o, t),
        phases: Phases::Listed(merging.parts(Kind::Phase, [b, o, t].map(Plan::phases))),
        dry_runs: Some(dry_runs(b, o, t)),
        milestones: merging.parts(Kind::Milestone, [b, o, t].map(Plan::milestones)),
        actors: merging.parts(Kind::Actor, [b, o, t].map(Plan::actors)),
        environments: merging.parts(Kind::Environment, [b, o, t].map(Plan::environments)),
        steps: merging.parts(Kind::Step, [b, o, t].map(Plan::steps)),
    };
    let Merging { conflicts } = merging;
    if !conflicts.is_empty() {
        return Ok(Merge { plan: None, conflicts, problems: None });
    }
    let (plan, problems) = match Plan::new(draft) {
        Ok(plan) => (Some(plan), None),
        Err(problems) => (None, Some(problems)),
    };
    Ok(Merge { plan, conflicts, problems })
}

/// The value on which both agree, or that only one has changed; `None` if they disagree.
fn settled<'v, T: PartialEq>(base: &'v T, ours: &'v T, theirs: &'v T) -> Option<&'v T> {
    if ours == theirs || theirs == base {
        Some(ours)
    } else if ours == base {
        Some(theirs)
    } else {
        None
    }
}

/// The conflicts of a merge so far.
#[derive(Default)]
struct Merging {
    conflicts: Vec<Conflict>,
}

impl Merging {
    fn timezone(&mut self, base: &Plan, ours: &Plan, theirs: &Plan) -> chrono_tz::Tz {
        let (base, ours, theirs) = (base.timezone(), ours.timezone(), theirs.timezone());
        let value = |zone: chrono_tz::Tz| FieldValue::Text(zone.name().to_owned());
        settled(&base, &ours, &theirs).copied().unwrap_or_else(|| {
            self.conflicts.push(Conflict {
                part: Kind::Setting,
                name: "timezone".to_owned(),
                field: "timezone".to_owned(),
                base: value(base),
                ours: value(ours),
                theirs: value(theirs),
                removed: None,
            });
            ours
        })
    }

    /// The parts of one kind.
    fn parts<P: Part>(&mut self, kind: Kind, [base, ours, theirs]: [&[P]; 3]) -> Vec<P> {
        if ours == theirs || theirs == base {
            return ours.to_vec();
        }
        if ours == base {
            return theirs.to_vec();
        }
        let names = names([base, ours, theirs]);
        let [in_base, in_ours, in_theirs] = names.each_ref().map(|names| by_name(names));
        let order = in_order(&names, &[&in_base, &in_ours, &in_theirs]);
        let merged = order.into_iter().filter_map(|name| {
            let before = in_base.get(name).map(|place| &base[*place]);
            let ours = in_ours.get(name).map(|place| &ours[*place]);
            let theirs = in_theirs.get(name).map(|place| &theirs[*place]);
            let part = (kind, name);
            match (ours, theirs) {
                (Some(ours), Some(theirs)) => Some(self.fields(part, before, ours, theirs)),
                (Some(kept), None) => self.removed(part, before, kept, Side::Theirs),
                (None, Some(kept)) => self.removed(part, before, kept, Side::Ours),
                (None, None) => None,
            }
        });
        merged.collect()
    }

    /// A part that both have.
    fn fields<P: Part>(&mut self, part: (Kind, &str), base: Option<&P>, ours: &P, theirs: &P) -> P {
        if ours == theirs || Some(theirs) == base {
            return ours.clone();
        }
        if Some(ours) == base {
            return theirs.clone();
        }
        let mut merged = ours.clone();
        for key in all_keys(ours, theirs) {
            let unchanged = |side: &P| base.is_some_and(|base| base.says_the_same(side, &key));
            if ours.says_the_same(theirs, &key) || unchanged(theirs) {
                continue;
            }
            if unchanged(ours) {
                merged.take(&key, theirs);
            } else {
                let base = base.map_or(FieldValue::Nothing, |base| base.get(&key));
                let (ours, theirs) = (ours.get(&key), theirs.get(&key));
                self.conflict(part, &key, [base, ours, theirs], None);
            }
        }
        merged
    }

    /// A part that one side has removed, or that only the other has added.
    fn removed<P: Part>(
        &mut self,
        part: (Kind, &str),
        base: Option<&P>,
        kept: &P,
        by: Side,
    ) -> Option<P> {
        let Some(base) = base else { return Some(kept.clone()) };
        for key in all_keys(base, kept) {
            if !base.says_the_same(kept, &key) {
                let values = match by {
                    Side::Ours => [base.get(&key), FieldValue::Nothing, kept.get(&key)],
                    Side::Theirs => [base.get(&key), kept.get(&key), FieldValue::Nothing],
                };
                self.conflict(part, &key, values, Some(by));
            }
        }
        None
    }

    fn conflict(
        &mut self,
        (part, name): (Kind, &str),
        key: &FieldKey,
        [base, ours, theirs]: [FieldValue; 3],
        removed: Option<Side>,
    ) {
        let (name, field) = (name.to_owned(), key.name().to_owned());
        self.conflicts.push(Conflict { part, name, field, base, ours, theirs, removed });
    }
}

/// The dry runs that one side has added and neither has removed.
fn dry_runs(base: &Plan, ours: &Plan, theirs: &Plan) -> Vec<DryRun> {
    let of = |plan: &Plan| -> BTreeSet<DryRun> { plan.dry_runs().iter().cloned().collect() };
    let (base, ours, theirs) = (of(base), of(ours), of(theirs));
    let both: BTreeSet<&DryRun> = ours.union(&theirs).collect();
    let kept = both
        .into_iter()
        .filter(|name| !base.contains(*name) || ours.contains(*name) && theirs.contains(*name));
    kept.cloned().collect()
}

type ByName<'p> = BTreeMap<&'p str, usize>;

fn by_name<'p>(names: &'p [Cow<'_, str>]) -> ByName<'p> {
    names.iter().map(AsRef::as_ref).zip(0..).collect()
}

/// The names of both sides in one order: that of the side that has changed it, with what only the
/// other has after the same part as there.
fn in_order<'p>(
    [base, ours, theirs]: &'p [Vec<Cow<'_, str>>; 3],
    [in_base, in_ours, in_theirs]: &[&ByName<'p>; 3],
) -> Vec<&'p str> {
    let common = |of: &'p [Cow<'_, str>], others: &ByName<'p>| {
        of.iter().map(AsRef::as_ref).filter(|name| others.contains_key(name)).collect::<Vec<&str>>()
    };
    let ours_as_before = common(ours, in_base) == common(base, in_ours);
    let (leading, in_leading, following) =
        if ours_as_before { (theirs, in_theirs, ours) } else { (ours, in_ours, theirs) };
    // What only the other side has, by the part before it.
    let mut between: BTreeMap<Option<&str>, Vec<&'p str>> = BTreeMap::new();
    let mut before = None;
    for name in following.iter().map(AsRef::as_ref) {
        if in_leading.contains_key(name) {
            before = Some(name);
        } else {
            between.entry(before).or_default().push(name);
        }
    }
    let mut order = between.remove(&None).unwrap_or_default();
    for name in leading.iter().map(AsRef::as_ref) {
        order.push(name);
        order.extend(between.remove(&Some(name)).unwrap_or_default());
    }
    order
}
