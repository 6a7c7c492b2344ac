//! Ids that a spreadsheet took for numbers, and prerequisites that say more than an id.
//!
//! Somebody types `4,5` for two steps and the cell holds four and a half; `2,10` becomes 2.1. Which
//! of its readings a number has, and whether `2FS` is an id, only the ids that exist can tell, once
//! all are known.

use std::collections::{BTreeMap, HashSet};

use ptr_core::{
    Field, KnownNames, Link, Prerequisite, Problem, ProblemKind, Severity, Step, StepId, Value,
};

use crate::a1::CellName;
use crate::cells::{CellValue, plain_number};
use crate::layout::Layout;
use crate::layout::placeholders::Placeholder;
use crate::load::sheet::place;
use crate::load::sheet::row::id_of_number;
use crate::value::linked;

/// A prerequisite to be decided on.
#[derive(Debug)]
pub(crate) struct Undecided {
    /// The step: how many stand above it.
    pub(crate) step: usize,
    pub(crate) at: CellName,
    pub(crate) what: What,
}

#[derive(Debug)]
pub(crate) enum What {
    /// The one prerequisite of a cell that holds a number: in which ways it may be read.
    Number { found: String, readings: Vec<Reading> },
    /// A text that may be more than an id, and is an item of a list.
    Link(StepId),
    /// A text that may hold the place of an id, and is an item of a list.
    Placeholder(StepId),
}

/// A way in which a number may be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    ids: Vec<String>,
    /// Whether somebody who sees the cell reads it so.
    is_seen: bool,
}

/// In which ways a number may be ids: the one that it shows, then those that a spreadsheet may have
/// made a number of. A single whole number is nothing but itself.
pub(crate) fn readings(value: &CellValue<'_>) -> Vec<Reading> {
    let (number, shown) = match value {
        CellValue::Number(number) => (*number, None),
        CellValue::Shown { number, text } => (*number, Some(text.as_str())),
        _ => return Vec::new(),
    };
    let plain = plain_number(number);
    let mut all = vec![Reading { ids: vec![id_of_number(number, shown)], is_seen: true }];
    let mut add = |ids: Vec<String>, is_seen| {
        if all.iter().all(|known| known.ids != ids) {
            all.push(Reading { ids, is_seen });
        }
    };
    add(vec![plain.clone()], true);
    let parts = |text: &str, sign| text.split(sign).map(str::to_owned).collect::<Vec<_>>();
    match shown {
        Some(shown) if shown.contains('.') => add(parts(shown, '.'), true),
        Some(shown) if shown.contains(',') => add(parts(shown, ','), true),
        _ if plain.contains('.') => {
            add(parts(&plain, '.'), true);
            // Zeros at the end are lost, as no format shows how many there were.
            for zeros in ["0", "00", "000"] {
                add(parts(&format!("{plain}{zeros}"), '.'), false);
                add(vec![format!("{plain}{zeros}")], false);
            }
        }
        _ => {}
    }
    if all.len() == 1 { Vec::new() } else { all }
}

/// Decides on all of them, those of a step one after the other. Gives what is to be told. Time
/// `O(prerequisites log steps)`.
pub(crate) fn decide(
    undecided: &[Undecided],
    steps: &mut [Step],
    (sheet, layout): (&str, &Layout),
) -> Vec<Problem> {
    let ids: HashSet<StepId> = steps.iter().map(|step| step.id.clone()).collect();
    let mut problems = Vec::new();
    for of_step in undecided.chunk_by(|one, next| one.step == next.step) {
        let Some(Undecided { step: number, at, what }) = of_step.first() else { continue };
        let Some(step) = steps.get_mut(*number) else { continue };
        let told = match what {
            What::Number { found, readings } => {
                decide_number(step, found.clone(), readings, &ids).into_iter().collect()
            }
            What::Link(_) | What::Placeholder(_) => decide_items(step, of_step, &ids, layout),
        };
        problems.extend(told.into_iter().map(|kind| {
            let id = Some(step.id.clone());
            Problem::of_field(*number, id, Field::Prerequisites, kind).at(place(sheet, *at))
        }));
    }
    problems
}

fn decide_number(
    step: &mut Step,
    found: String,
    readings: &[Reading],
    ids: &HashSet<StepId>,
) -> Option<ProblemKind> {
    let exists = |reading: &&Reading| reading.ids.iter().all(|id| ids.contains(id.as_str()));
    let existing: Vec<&Reading> = readings.iter().filter(exists).collect();
    let told = |reading: &Reading| reading.ids.join("; ");
    let take = |step: &mut Step, reading: &Reading| {
        let ids = reading.ids.iter().filter_map(|id| StepId::new(id).ok());
        step.prerequisites = ids.map(Prerequisite::from).collect();
    };
    let is_single = |reading: &&&Reading| reading.ids.len() == 1;
    let single = existing.iter().find(is_single).copied();
    match (single, &existing[..]) {
        (None, []) => None,
        // The id that the cell shows; unless its zeros may have been lost.
        (Some(single), all) => {
            take(step, single);
            let is_other = |other: &&Reading| match other.ids.len() {
                1 => !other.is_seen,
                // `12,345` may be a list, `2.1` is hardly one.
                _ => found.contains(','),
            };
            let is_only = !all.iter().any(is_other);
            (!is_only || !single.is_seen)
                .then(|| ProblemKind::NumberAsIds { found, taken: told(single) })
        }
        (None, [only]) => {
            take(step, only);
            Some(ProblemKind::NumberAsIds { found, taken: told(only) })
        }
        (None, several) => {
            step.prerequisites.clear();
            let readings: Vec<String> = several.iter().map(|it| told(it)).collect();
            Some(ProblemKind::AmbiguousNumber { found, readings: KnownNames::of(readings) })
        }
    }
}

/// Where the further column lies in which a step keeps the prerequisites that say more than one of
/// the plan can.
const KEPT_LINKS: &str = "Liens / Links";

/// Decides on the items of one list.
fn decide_items(
    step: &mut Step,
    undecided: &[Undecided],
    ids: &HashSet<StepId>,
    layout: &Layout,
) -> Vec<ProblemKind> {
    let open = undecided.iter().filter_map(|it| match &it.what {
        What::Link(found) | What::Placeholder(found) => Some((found, &it.what)),
        What::Number { .. } => None,
    });
    let open: BTreeMap<&StepId, &What> = open.filter(|(found, _)| !ids.contains(*found)).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let written = std::mem::take(&mut step.prerequisites);
    let decided_on = |it: &Prerequisite| open.get(&it.step).filter(|_| it.outcome.is_none());
    let plain = written.iter().filter(|it| decided_on(it).is_none());
    let mut known: HashSet<StepId> = plain.map(|it| it.step.clone()).collect();
    let (mut told, mut kept) = (Vec::new(), Vec::new());
    for prerequisite in written {
        let Some(what) = decided_on(&prerequisite) else {
            step.prerequisites.push(prerequisite);
            continue;
        };
        let found = prerequisite.step.as_str();
        if matches!(what, What::Placeholder(_)) {
            if layout.placeholders.find(found) == Some(Placeholder::YetToCome) {
                told.push(ProblemKind::YetToBeSaid { found: found.to_owned() });
            }
            continue;
        }
        let link = linked(found).find(|link| ids.contains(link.id));
        let Some((link, id)) = link.and_then(|link| Some((link, StepId::new(link.id).ok()?)))
        else {
            step.prerequisites.push(prerequisite);
            continue;
        };
        let is_of_order = link.link == Link::FinishToStart;
        let is_whole = is_of_order && link.lag.is_none();
        // Its order counts, the lag alone does not.
        let is_kept = !is_whole && layout.links == Severity::Warning;
        if is_whole || is_kept && is_of_order && !known.contains(&id) {
            step.prerequisites.push(id.clone().into());
            known.insert(id.clone());
        }
        if !is_whole {
            let (found, lag) = (found.to_owned(), link.lag.map(str::to_owned));
            kept.extend(is_kept.then(|| found.clone()));
            let (prerequisite, link) = (id, link.link);
            told.push(ProblemKind::UnsupportedLink { found, prerequisite, link, lag, is_kept });
        }
    }
    if !kept.is_empty() {
        if let Some(Value::Text(before)) = step.extra.get(KEPT_LINKS) {
            kept.insert(0, before.clone());
        }
        step.extra.insert(KEPT_LINKS.to_owned(), Value::Text(kept.join("; ")));
    }
    told
}
