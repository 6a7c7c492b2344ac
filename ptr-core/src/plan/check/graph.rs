//! The graph of prerequisites, and what is wrong with the ids that they name.

use petgraph::graph::{DiGraph, NodeIndex};

use super::found::Found;
use super::index::{Index, Key};
use super::similar::{ids_in_a_row, most_similar};
use crate::dense::{Dense, DenseMap, RowIx};
use crate::plan::{Field, Problem, ProblemKind, Step};

/// The most pairs of ids that are compared to suggest a similar id. Without it, a plan with only
/// unknown prerequisites would take quadratic time.
const MOST_GUESSES: usize = 500_000;

/// How many pieces of texts are looked up at most as ids that stand in a row.
const MOST_LOOKUPS: usize = 100_000;

/// The graph of prerequisites, without edges to unknown ids, to the step itself and repeated ones.
pub(super) fn connect(
    steps: &[Step],
    index: &Index,
    rank: &DenseMap<RowIx, u32>,
    problems: &mut Found,
) -> DiGraph<(), ()> {
    let edges = steps.iter().map(|step| step.prerequisites.len()).sum();
    let mut graph = DiGraph::with_capacity(steps.len(), edges);
    for _ in steps {
        graph.add_node(());
    }
    // The last step that named each prerequisite; finds repetitions without a set per step.
    let mut seen_by: DenseMap<RowIx, Option<RowIx>> = DenseMap::filled(None, steps.len());
    let (mut guesses_left, mut lookups_left) = (MOST_GUESSES, MOST_LOOKUPS);
    for (row, step) in steps.iter().enumerate() {
        let row = RowIx::from_index(row);
        let own = Key::of(&step.id);
        let place = rank[row] as usize;
        for prerequisite in &step.prerequisites {
            let prerequisite = &prerequisite.step;
            let key = Key::of(prerequisite);
            let mut report = |kind| {
                problems.push(Problem::of_step(steps, row, Field::Prerequisites, kind));
            };
            if key == own {
                report(ProblemKind::OwnPrerequisite);
                continue;
            }
            let Some(found) = index.first_near(place, steps, key) else {
                let found = prerequisite.to_string();
                let id = |text: &str| {
                    let row = index.first(steps, Key::of_text(text)?)?;
                    Some(steps[row.index()].id.clone())
                };
                let parts = ids_in_a_row(&found, &mut lookups_left, id);
                let mut similar = None;
                if parts.is_empty() {
                    let known = index.rows().iter().take(guesses_left);
                    let known = known.map(|row| &steps[row.index()].id);
                    similar = most_similar(&found, known.filter(|id| **id != step.id)).cloned();
                    guesses_left = guesses_left.saturating_sub(steps.len());
                }
                report(ProblemKind::UnknownPrerequisite { found, similar, parts });
                continue;
            };
            if found == row {
                report(ProblemKind::OwnPrerequisite);
                continue;
            }
            if seen_by[found] == Some(row) {
                report(ProblemKind::RepeatedPrerequisite { id: prerequisite.clone() });
                continue;
            }
            seen_by[found] = Some(row);
            graph.add_edge(NodeIndex::new(found.index()), NodeIndex::new(row.index()), ());
        }
    }
    graph
}
