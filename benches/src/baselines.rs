//! What one would write without this library: the state table over a petgraph, and over maps of
//! text ids. Both take the plan apart once and are then asked for all states at an instant.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use ptr_core::{Schedule, State, StepIx};

/// A step as a node would hold it.
#[derive(Debug, Clone)]
pub struct Node {
    start: Option<DateTime<Utc>>,
    terminated: bool,
}

fn state(node: &Node, met: bool, at: DateTime<Utc>) -> State {
    let horizon = TimeDelta::days(5);
    match (node.terminated, met, node.start) {
        (true, _, _) => State::Terminated,
        (_, true, Some(start)) if at >= start => State::Ready,
        (_, true, _) => State::Idle,
        (_, false, Some(start)) if at >= start => State::Overdue,
        (_, false, Some(start)) if at >= start - horizon => State::Locked,
        (_, false, _) => State::Planned,
    }
}

/// A graph whose nodes hold the steps.
#[derive(Debug)]
pub struct Petgraph(DiGraph<Node, ()>);

impl Petgraph {
    /// Takes a schedule apart.
    pub fn of(schedule: &Schedule, terminated: &[StepIx]) -> Self {
        let mut graph = DiGraph::new();
        for step in schedule.steps() {
            graph.add_node(Node { start: schedule.start(step), terminated: false });
        }
        for step in terminated {
            graph[NodeIndex::new(step.position())].terminated = true;
        }
        for step in schedule.steps() {
            for before in schedule.prerequisites(step) {
                let (before, step) = (before.position(), step.position());
                graph.add_edge(NodeIndex::new(before), NodeIndex::new(step), ());
            }
        }
        Self(graph)
    }

    /// The state of every step, looking at the neighbours of each.
    pub fn states(&self, at: DateTime<Utc>) -> Vec<State> {
        let graph = &self.0;
        graph
            .node_indices()
            .map(|node| {
                let mut before = graph.neighbors_directed(node, Direction::Incoming);
                state(&graph[node], before.all(|before| graph[before].terminated), at)
            })
            .collect()
    }
}

/// Maps from text ids, as a script holds its documents.
#[derive(Debug)]
pub struct TextIds {
    nodes: HashMap<String, (Node, Vec<String>)>,
}

impl TextIds {
    /// Takes a schedule apart.
    pub fn of(schedule: &Schedule, terminated: &[StepIx]) -> Self {
        let mut nodes = HashMap::new();
        for step in schedule.steps() {
            let node = Node { start: schedule.start(step), terminated: terminated.contains(&step) };
            let before = schedule.prerequisites(step).iter();
            let before = before.map(|before| schedule.id(*before).to_string()).collect();
            nodes.insert(schedule.id(step).to_string(), (node, before));
        }
        Self { nodes }
    }

    /// The state of every step, by id.
    pub fn states(&self, at: DateTime<Utc>) -> HashMap<&str, State> {
        let terminated = |id: &String| self.nodes.get(id).is_some_and(|(node, _)| node.terminated);
        self.nodes
            .iter()
            .map(|(id, (node, before))| {
                (id.as_str(), state(node, before.iter().all(terminated), at))
            })
            .collect()
    }
}
