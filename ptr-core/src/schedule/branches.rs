//! The branches of a plan: which steps can no longer come about once decisions are taken.
//!
//! A step is *dead*
//!
//! 1. if it asks for an outcome of a decision, and the decision was terminated without that outcome,
//!    or is dead itself and not terminated; or
//! 2. if it has prerequisites, and all of them are dead.
//!
//! This is the dead-path elimination of workflow engines (Leymann and Roller, *Production Workflow*,
//! 2000; WS-BPEL 2.0, section 11.6.3) with prerequisites for links: a link whose condition is false
//! is dead, a step all of whose links are dead is so too, and a join with a living link goes on. In
//! BPMN it is the merge by an inclusive gateway.
//!
//! Whether a step is dead depends on the outcomes alone, not on what was begun meanwhile. It is
//! judged on the whole plan, with the steps that the dry run leaves out: a step left out can be
//! dead, and a decision left out counts as taken with each outcome that is asked of it.

use std::collections::BTreeMap;

use super::projection::{effective_prerequisites, topological_order};
use crate::dense::{DenseMap, RowIx, StepIx};
use crate::id::Outcome;
use crate::plan::{Ask, Plan};

/// The steps that can die, in topological order: those that ask for an outcome and those after
/// them.
#[derive(Debug, Clone)]
pub(crate) struct Branches {
    twigs: Vec<Twig>,
    /// The decisions of which an outcome is asked, if the dry run executes them, in topological
    /// order.
    decisions: Vec<StepIx>,
}

/// A step that can die. Places are those in [`Branches::twigs`].
#[derive(Debug, Clone)]
struct Twig {
    /// `None` if the dry run leaves it out.
    step: Option<StepIx>,
    asks: Vec<Asked>,
    /// The places of its prerequisites; `None` if one of them cannot die.
    before: Option<Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Asked {
    /// `None` if the dry run leaves it out.
    decision: Option<StepIx>,
    /// The place of the decision; `None` if it cannot die.
    place: Option<usize>,
    outcome: Outcome,
}

/// Sets of decisions of which one is enough.
pub(crate) type Ways = Vec<Vec<StepIx>>;

/// The most sets that are told apart; beyond, all their decisions are waited for.
const MOST_WAYS: usize = 16;

/// The sets that are enough for each of several.
fn all_of<'w>(each: impl Iterator<Item = &'w Ways>) -> Ways {
    let mut all: Ways = vec![Vec::new()];
    for ways in each {
        let both = |(one, other): (&Vec<StepIx>, &Vec<StepIx>)| {
            let mut both = [one.as_slice(), other].concat();
            both.sort_unstable();
            both.dedup();
            both
        };
        all = all
            .iter()
            .flat_map(|one| ways.iter().map(move |other| (one, other)))
            .map(both)
            .collect();
        all.sort_unstable();
        all.dedup();
        if all.len() > MOST_WAYS {
            let mut together = all.concat();
            together.sort_unstable();
            together.dedup();
            all = vec![together];
        }
    }
    all
}

/// An outcome that was asked and not taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Missed {
    pub(crate) decision: StepIx,
    pub(crate) asked: Outcome,
}

impl Branches {
    /// `None` if no step asks for an outcome. `steps` says which rows the dry run executes. Time
    /// `O((steps + prerequisites) log steps)` of the plan.
    pub(super) fn of(plan: &Plan, steps: &DenseMap<RowIx, Option<StepIx>>) -> Option<Self> {
        let checked = plan.checked();
        if checked.asks.is_empty() {
            return None;
        }
        let everything = DenseMap::filled(true, plan.len());
        // Nothing is left out, so nothing is replaced.
        let prerequisites = effective_prerequisites(plan, &everything).ok()?;
        let (order, _) = topological_order(plan, &everything, &prerequisites);
        let mut asks: BTreeMap<RowIx, Vec<_>> = BTreeMap::new();
        for ask in &checked.asks {
            asks.entry(ask.row).or_default().push(ask);
        }
        let mut places: DenseMap<RowIx, Option<usize>> = DenseMap::filled(None, plan.len());
        let mut twigs = Vec::new();
        for &row in order.as_slice() {
            let before = prerequisites.row(row);
            let asks = asks.remove(&row).unwrap_or_default();
            if asks.is_empty() && before.iter().all(|before| places[*before].is_none()) {
                continue;
            }
            places[row] = Some(twigs.len());
            let asked = |ask: &&Ask| Asked {
                decision: steps[ask.decision],
                place: places[ask.decision],
                outcome: ask.outcome.clone(),
            };
            twigs.push(Twig {
                step: steps[row],
                asks: asks.iter().map(asked).collect(),
                before: before.iter().map(|before| places[*before]).collect(),
            });
        }
        let mut decisions: Vec<StepIx> =
            checked.asks.iter().filter_map(|ask| steps[ask.decision]).collect();
        decisions.sort_unstable();
        decisions.dedup();
        Some(Self { twigs, decisions })
    }

    /// Whether an outcome of this step is asked. Time `O(log decisions)`.
    pub(crate) fn is_asked(&self, step: StepIx) -> bool {
        self.decisions.binary_search(&step).is_ok()
    }

    /// The steps of the dry run that can die, in topological order, each with whether it is dead.
    /// `taken` gives the outcome of a decision that is terminated, `Some(None)` if it has none.
    /// Time `O(steps that can die, with their prerequisites)`.
    pub(crate) fn judge<'o>(
        &self,
        taken: impl Fn(StepIx) -> Option<Option<&'o Outcome>>,
    ) -> Vec<(StepIx, bool)> {
        let dead = self.dead(taken);
        let of_dry_run =
            self.twigs.iter().zip(dead).filter_map(|(twig, dead)| Some((twig.step?, dead)));
        of_dry_run.collect()
    }

    fn dead<'o>(&self, taken: impl Fn(StepIx) -> Option<Option<&'o Outcome>>) -> Vec<bool> {
        let mut dead = Vec::with_capacity(self.twigs.len());
        for twig in &self.twigs {
            let fails = twig.asks.iter().any(|asked| asked.fails(&taken, &dead));
            dead.push(fails || twig.all_before(&dead));
        }
        dead
    }

    /// The steps of the dry run that are dead, in topological order, each with the decisions that are
    /// `ahead` and by which it dies: as soon as all of one set are taken. Empty if it is dead already.
    /// Time as [`judge`](Self::judge), and `O(decisions)` for each step.
    pub(crate) fn ways<'o>(
        &self,
        taken: impl Fn(StepIx) -> Option<Option<&'o Outcome>>,
        ahead: impl Fn(StepIx) -> bool,
    ) -> Vec<(StepIx, Ways)> {
        let dead = self.dead(&taken);
        let mut ways: Vec<Ways> = Vec::with_capacity(self.twigs.len());
        for (place, twig) in self.twigs.iter().enumerate() {
            let mut of_twig = Ways::new();
            for asked in twig.asks.iter().filter(|asked| asked.fails(&taken, &dead)) {
                match asked.decision.filter(|decision| taken(*decision).is_some()) {
                    Some(decision) if ahead(decision) => of_twig.push(vec![decision]),
                    Some(_) => of_twig.push(Vec::new()),
                    None => of_twig.extend(asked.place.iter().flat_map(|it| ways[*it].clone())),
                }
            }
            if dead[place] && twig.all_before(&dead) {
                let before = twig.before.iter().flatten().map(|before| &ways[*before]);
                of_twig.extend(all_of(before));
            }
            ways.push(of_twig);
        }
        let of_dry_run =
            self.twigs.iter().zip(ways).zip(dead).filter_map(|((twig, ways), dead)| {
                let ways = if ways.iter().any(Vec::is_empty) { Ways::new() } else { ways };
                Some((twig.step?, ways)).filter(|_| dead)
            });
        of_dry_run.collect()
    }

    /// Why a step is dead: the outcomes that were asked and not taken, of the step or the steps
    /// before it. In topological order; empty if it is not dead. Time as [`judge`](Self::judge).
    pub(crate) fn missed<'o>(
        &self,
        step: StepIx,
        taken: impl Fn(StepIx) -> Option<Option<&'o Outcome>>,
    ) -> Vec<Missed> {
        let dead = self.dead(&taken);
        let mut missed = Vec::new();
        let mut visited = vec![false; self.twigs.len()];
        let is_it = |twig: &Twig| twig.step == Some(step);
        let mut to_visit: Vec<usize> = self.twigs.iter().position(is_it).into_iter().collect();
        while let Some(place) = to_visit.pop() {
            if !dead[place] || std::mem::replace(&mut visited[place], true) {
                continue;
            }
            let twig = &self.twigs[place];
            let failed = twig.asks.iter().filter(|asked| asked.fails(&taken, &dead));
            let mut fails = false;
            for asked in failed {
                fails = true;
                match asked.decision {
                    Some(decision) if taken(decision).is_some() => {
                        missed.push(Missed { decision, asked: asked.outcome.clone() });
                    }
                    // A decision that cannot come about: why, is told instead.
                    Some(_) | None => to_visit.extend(asked.place),
                }
            }
            if !fails {
                to_visit.extend(twig.before.iter().flatten());
            }
        }
        missed.sort();
        missed.dedup();
        missed
    }
}

impl Asked {
    fn fails<'o>(
        &self,
        taken: impl Fn(StepIx) -> Option<Option<&'o Outcome>>,
        dead: &[bool],
    ) -> bool {
        match self.decision.and_then(taken) {
            Some(outcome) => outcome != Some(&self.outcome),
            None => self.place.is_some_and(|place| dead[place]),
        }
    }
}

impl Twig {
    /// Whether it has prerequisites, and all of them are dead.
    fn all_before(&self, dead: &[bool]) -> bool {
        let before = self.before.as_deref().unwrap_or_default();
        !before.is_empty() && before.iter().all(|before| dead[*before])
    }
}
