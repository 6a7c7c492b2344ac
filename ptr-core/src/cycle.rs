//! Circles of steps that wait for each other, each told with its whole path.

use std::collections::VecDeque;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::dense::{Dense, DenseMap, RowIx};

/// How many circles are told of one knot of steps: enough to mend it, few enough to read.
const MOST_OF_A_KNOT: usize = 20;

/// Circles such that mending them unties the graph, or at least makes it a smaller knot.
///
/// Of each strongly connected component, the shortest circle through its first step, then the
/// shortest through the first step that no circle told so far visits, and so on. Each path
/// begins and ends with its first step by `rank`; paths come in the order of that step.
/// Kosaraju's algorithm, then one breadth-first search a circle: `O(steps + edges)` each.
pub(crate) fn cycles(graph: &DiGraph<(), ()>, rank: &DenseMap<RowIx, u32>) -> Vec<Vec<RowIx>> {
    let row = |node: NodeIndex| RowIx::from_index(node.index());
    let mut knot_of: DenseMap<RowIx, u32> = DenseMap::filled(0, graph.node_count());
    let mut knots: Vec<Vec<RowIx>> = Vec::new();
    for component in kosaraju_scc(graph) {
        if component.len() > 1 {
            let mut knot: Vec<RowIx> = component.into_iter().map(row).collect();
            knot.sort_by_key(|row| rank[*row]);
            knots.push(knot);
            for &row in knots.last().into_iter().flatten() {
                knot_of[row] = u32::try_from(knots.len()).unwrap_or(u32::MAX);
            }
        }
    }
    knots.sort_by_key(|knot| knot.first().map(|row| rank[*row]));

    let mut told = Vec::new();
    let mut visited = DenseMap::filled(false, graph.node_count());
    for knot in &knots {
        let mut paths = 0;
        for &from in knot {
            if visited[from] || paths == MOST_OF_A_KNOT {
                continue;
            }
            let mut path = shortest_circle(graph, from, &knot_of, rank);
            for &row in &path {
                visited[row] = true;
            }
            // Told from its first step by id, whichever step led to it.
            let first = (0..path.len()).min_by_key(|&place| rank[path[place]]).unwrap_or(0);
            path.rotate_left(first);
            path.extend(path.first().copied());
            told.push(path);
            paths += 1;
        }
    }
    told
}

/// The shortest way from a step back to itself inside its knot, without the return.
fn shortest_circle(
    graph: &DiGraph<(), ()>,
    from: RowIx,
    knot_of: &DenseMap<RowIx, u32>,
    rank: &DenseMap<RowIx, u32>,
) -> Vec<RowIx> {
    let mut came_from: DenseMap<RowIx, Option<RowIx>> = DenseMap::filled(None, graph.node_count());
    let mut queue = VecDeque::from([from]);
    while let Some(here) = queue.pop_front() {
        let mut next: Vec<RowIx> = graph
            .neighbors(NodeIndex::new(here.index()))
            .map(|node| RowIx::from_index(node.index()))
            .filter(|next| knot_of[*next] == knot_of[from])
            .collect();
        next.sort_by_key(|row| rank[*row]);
        for next in next {
            if next == from {
                let mut path = vec![here];
                while let Some(before) = came_from[path[path.len() - 1]] {
                    path.push(before);
                }
                path.reverse();
                return path;
            }
            if came_from[next].is_none() {
                came_from[next] = Some(here);
                queue.push_back(next);
            }
        }
    }
    vec![from]
}
