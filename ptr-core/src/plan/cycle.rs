//! Circles of steps that wait for each other, each told with its whole path.

use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::dense::{Dense, DenseMap, RowIx};

/// How many circles are told of one knot of steps: enough to mend it, few enough to read.
const MOST_OF_A_KNOT: usize = 20;

/// Circles such that mending them unties the graph, or at least makes it a smaller knot.
///
/// Of each strongly connected component, the shortest circle through its first step, then the
/// shortest through the first step that no circle told so far visits, and so on. Each path
/// begins and ends with its first step by `rank`; paths come in the order of that step.
/// A topological sort, which is all for a plan without circles, then Kosaraju's algorithm and one
/// breadth-first search a circle: `O(steps + edges)` each.
pub(crate) fn cycles(graph: &DiGraph<(), ()>, rank: &DenseMap<RowIx, u32>) -> Vec<Vec<RowIx>> {
    if toposort(graph, None).is_ok() {
        return Vec::new();
    }
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
    let mut came_from = DenseMap::filled(None, graph.node_count());
    for knot in &knots {
        let mut paths = 0;
        for &from in knot {
            if visited[from] || paths == MOST_OF_A_KNOT {
                continue;
            }
            let mut path = shortest_circle(graph, from, &knot_of, rank, &mut came_from);
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
///
/// `came_from` is lent, all `None`, and given back so: a search costs what it visits, however
/// many steps there are besides.
fn shortest_circle(
    graph: &DiGraph<(), ()>,
    from: RowIx,
    knot_of: &DenseMap<RowIx, u32>,
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
            .filter(|next| knot_of[*next] == knot_of[from])
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
    fn a_plan_whose_prerequisites_stand_below_has_no_circle_all_the_same() {
        let rank = DenseMap::from_vec((0..4).collect());
        let graph = |edges: &[(u32, u32)]| DiGraph::<(), ()>::from_edges(edges);
        assert!(cycles(&graph(&[(3, 2), (2, 1), (3, 1), (1, 0)]), &rank).is_empty());
        assert_eq!(cycles(&graph(&[(3, 2), (2, 1), (1, 3), (1, 0)]), &rank).len(), 1);
    }

    #[test]
    fn every_knot_is_told_by_its_shortest_circle_whatever_was_searched_before() {
        // 0 -> 1 -> 2 -> 0 with the short cut 1 -> 0, and apart from it 3 <-> 4.
        let edges = [(0, 1), (1, 2), (2, 0), (1, 0), (3, 4), (4, 3)];
        let graph = DiGraph::<(), ()>::from_edges(edges.map(|(a, b): (u32, u32)| (a, b)));
        let rank = DenseMap::from_vec((0..5).collect());
        let told: Vec<Vec<usize>> = cycles(&graph, &rank)
            .into_iter()
            .map(|path| path.into_iter().map(Dense::index).collect())
            .collect();
        assert_eq!(told, [vec![0, 1, 0], vec![0, 1, 2, 0], vec![3, 4, 3]]);
    }
}
