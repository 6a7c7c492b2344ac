//! Cycles of prerequisites, each with its complete path.

use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::dense::{Dense, DenseMap, RowIx};

/// The most cycles that are reported of one component: enough to fix it, few enough to read.
const MOST_PER_COMPONENT: usize = 20;

/// Some cycles of each strongly connected component, so that removing them removes all cycles or at
/// least makes the component smaller.
///
/// Of each component: the shortest cycle through its first step, then the shortest through the
/// first step that no reported cycle contains, and so on. Steps are ordered by `rank`; each path
/// begins and ends with its first step, and paths are ordered by that step. Where each step stands
/// after its prerequisites there is no cycle, else a topological sort detects that; otherwise
/// Kosaraju's algorithm and a breadth-first search per cycle, each `O(steps + edges)`.
pub(crate) fn cycles(graph: &DiGraph<(), ()>, rank: &DenseMap<RowIx, u32>) -> Vec<Vec<RowIx>> {
    if graph.raw_edges().iter().all(|edge| edge.source() < edge.target())
        || toposort(graph, None).is_ok()
    {
        return Vec::new();
    }
    let row = |node: NodeIndex| RowIx::from_index(node.index());
    let mut component_of: DenseMap<RowIx, u32> = DenseMap::filled(0, graph.node_count());
    let mut components: Vec<Vec<RowIx>> = Vec::new();
    for component in kosaraju_scc(graph) {
        if component.len() > 1 {
            let mut members: Vec<RowIx> = component.into_iter().map(row).collect();
            members.sort_by_key(|row| rank[*row]);
            components.push(members);
            for &row in components.last().into_iter().flatten() {
                component_of[row] = u32::try_from(components.len()).unwrap_or(u32::MAX);
            }
        }
    }
    components.sort_by_key(|component| component.first().map(|row| rank[*row]));

    let mut found = Vec::new();
    let mut visited = DenseMap::filled(false, graph.node_count());
    let mut came_from = DenseMap::filled(None, graph.node_count());
    for component in &components {
        let mut paths = 0;
        for &from in component {
            if visited[from] || paths == MOST_PER_COMPONENT {
                continue;
            }
            let mut path = shortest_cycle(graph, from, &component_of, rank, &mut came_from);
            for &row in &path {
                visited[row] = true;
            }
            // The path begins at its first step by id, wherever the search began.
            let first = (0..path.len()).min_by_key(|&place| rank[path[place]]).unwrap_or(0);
            path.rotate_left(first);
            path.extend(path.first().copied());
            found.push(path);
            paths += 1;
        }
    }
    found
}

/// The shortest path from a step back to itself within its component, without the last step.
///
/// `came_from` must be all `None` and is so again afterwards: a buffer that makes the time of a
/// search independent of the number of steps it does not visit.
fn shortest_cycle(
    graph: &DiGraph<(), ()>,
    from: RowIx,
    component_of: &DenseMap<RowIx, u32>,
    rank: &DenseMap<RowIx, u32>,
    came_from: &mut DenseMap<RowIx, Option<RowIx>>,
) -> Vec<RowIx> {
    let mut queue = vec![from];
    let mut path = vec![from];
    let mut place = 0;
    'search: while let Some(&here) = queue.get(place) {
        place += 1;
        let mut next: Vec<RowIx> = graph
            .neighbors(NodeIndex::new(here.index()))
            .map(|node| RowIx::from_index(node.index()))
            .filter(|next| component_of[*next] == component_of[from])
            .collect();
        next.sort_by_key(|row| rank[*row]);
        for next in next {
            if next == from {
                path = std::iter::successors(Some(here), |step| came_from[*step]).collect();
                path.reverse();
                break 'search;
            }
            if came_from[next].is_none() {
                came_from[next] = Some(here);
                queue.push(next);
            }
        }
    }
    for visited in queue {
        came_from[visited] = None;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_before_their_prerequisites_are_no_cycle() {
        let rank = DenseMap::from_vec((0..4).collect());
        let graph = |edges: &[(u32, u32)]| DiGraph::<(), ()>::from_edges(edges);
        assert!(cycles(&graph(&[(3, 2), (2, 1), (3, 1), (1, 0)]), &rank).is_empty());
        assert_eq!(cycles(&graph(&[(3, 2), (2, 1), (1, 3), (1, 0)]), &rank).len(), 1);
    }

    #[test]
    fn each_component_is_reported_by_its_shortest_cycles_also_after_another_one() {
        // 0 -> 1 -> 2 -> 0 with the short cut 1 -> 0; a second component 3 <-> 4.
        let edges = [(0, 1), (1, 2), (2, 0), (1, 0), (3, 4), (4, 3)];
        let graph = DiGraph::<(), ()>::from_edges(edges.map(|(a, b): (u32, u32)| (a, b)));
        let rank = DenseMap::from_vec((0..5).collect());
        let found: Vec<Vec<usize>> = cycles(&graph, &rank)
            .into_iter()
            .map(|path| path.into_iter().map(Dense::index).collect())
            .collect();
        assert_eq!(found, [vec![0, 1, 0], vec![0, 1, 2, 0], vec![3, 4, 3]]);
    }
}
