//! Baselines: the same computations without this library, on a petgraph and on maps of text ids.
//! Each is built from the plan once, then queried for an instant.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use petgraph::Direction;
use petgraph::algo::toposort;
use petgraph::graph::{DiGraph, NodeIndex};
use ptr_core::{Event, Fact, Plan, Schedule, State, StepIx};

use crate::plans::Numbers;

/// A step as a node of the graph.
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

/// A graph with one node per step.
#[derive(Debug)]
pub struct Petgraph(DiGraph<Node, ()>);

impl Petgraph {
    /// Builds the graph of a schedule.
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

    /// The state of every step, from the neighbours of each.
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

    /// Sets whether a step is terminated.
    pub fn terminate(&mut self, step: StepIx, terminated: bool) {
        self.0[NodeIndex::new(step.position())].terminated = terminated;
    }

    /// The next instant at which the clock alone changes a state.
    pub fn next_change(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let graph = &self.0;
        let ahead = |node: NodeIndex| {
            let Node { start, terminated } = graph[node];
            let start = start.filter(|_| !terminated)?;
            let mut before = graph.neighbors_directed(node, Direction::Incoming);
            let is_met = before.all(|before| graph[before].terminated);
            let locked = start - TimeDelta::days(5);
            let next = if is_met || locked <= at { start } else { locked };
            (next > at).then_some(next)
        };
        graph.node_indices().filter_map(ahead).min()
    }
}

/// All starts in rising order.
pub fn sorted_starts(schedule: &Schedule) -> Vec<DateTime<Utc>> {
    let mut starts: Vec<_> = schedule.steps().filter_map(|step| schedule.start(step)).collect();
    starts.sort_unstable();
    starts
}

/// Builds a graph of the plan by text id; returns its nodes in topological order.
pub fn sorted_graph(plan: &Plan) -> Vec<NodeIndex> {
    let mut graph: DiGraph<Option<DateTime<Utc>>, ()> = DiGraph::new();
    let mut nodes = HashMap::new();
    for step in plan.steps() {
        let start = plan.start(step.id.as_str(), &plan.dry_runs()[0]);
        nodes.insert(step.id.to_string(), graph.add_node(start));
    }
    for step in plan.steps() {
        for before in &step.prerequisites {
            graph.add_edge(nodes[before.step.as_str()], nodes[step.id.as_str()], ());
        }
    }
    toposort(&graph, None).expect("a plan has no cycle")
}

/// Reads every text that names a step once.
pub fn every_id(plan: &Plan) -> usize {
    let steps = plan.steps().iter();
    let ids = steps.flat_map(|step| step.prerequisites.iter().map(|it| &it.step).chain([&step.id]));
    ids.map(|id| id.as_str().bytes().map(usize::from).sum::<usize>()).sum()
}

/// Folds events into a map of open and terminated steps by text id; returns its size.
pub fn folded(events: &[Event]) -> usize {
    let mut terminated: HashMap<String, bool> = HashMap::new();
    for event in events {
        match &event.fact {
            Fact::Started { step } => assert_eq!(terminated.insert(step.to_string(), false), None),
            Fact::Closed { step, .. } => {
                let step = terminated.get_mut(step.as_str()).expect("it was started");
                assert!(!std::mem::replace(step, true));
            }
            _ => {}
        }
    }
    terminated.len()
}

/// Visits all predecessors of a step, each once: the least work of any explanation. Returns their
/// number.
pub fn visit_before(schedule: &Schedule, step: StepIx, seen: &mut [bool]) -> usize {
    seen.fill(false);
    let mut to_visit = vec![step];
    let mut count = 0;
    while let Some(step) = to_visit.pop() {
        for before in schedule.prerequisites(step) {
            if !std::mem::replace(&mut seen[before.position()], true) {
                count += 1;
                to_visit.push(*before);
            }
        }
    }
    count
}

/// A graph of the starts and durations of steps.
#[derive(Debug)]
pub struct Durations(DiGraph<(Option<DateTime<Utc>>, TimeDelta), ()>);

impl Durations {
    /// Builds the graph of a schedule.
    pub fn of(schedule: &Schedule) -> Self {
        let mut graph = DiGraph::new();
        for step in schedule.steps() {
            let takes = schedule.step(step).duration.unwrap_or_default();
            graph.add_node((schedule.start(step), takes));
        }
        for step in schedule.steps() {
            for before in schedule.prerequisites(step) {
                let (before, step) = (before.position(), step.position());
                graph.add_edge(NodeIndex::new(before), NodeIndex::new(step), ());
            }
        }
        Self(graph)
    }

    /// The end of the run, and the earliest and latest end of every step, for a run without events.
    pub fn forecast(&self, at: DateTime<Utc>) -> (Option<DateTime<Utc>>, Vec<[DateTime<Utc>; 2]>) {
        let graph = &self.0;
        let order = toposort(graph, None).expect("a plan has no cycle");
        let mut ends = vec![[at; 2]; graph.node_count()];
        for node in &order {
            let (start, takes) = graph[*node];
            let before = graph.neighbors_directed(*node, Direction::Incoming);
            let before = before.map(|before| ends[before.index()][0]).chain(start);
            ends[node.index()][0] = before.fold(at, Ord::max) + takes;
        }
        let end = ends.iter().map(|[earliest, _]| *earliest).max();
        for node in order.iter().rev() {
            let behind = graph.neighbors(*node).map(|it| ends[it.index()][1] - graph[it].1);
            ends[node.index()][1] = behind.chain(end).min().unwrap_or(at);
        }
        (end, ends)
    }

    /// The end of the run in each draw, in rising order, and the number of draws in which each step
    /// was critical, for a run without events.
    pub fn simulate(&self, at: DateTime<Utc>, draws: u32) -> (Vec<DateTime<Utc>>, Vec<u32>) {
        let graph = &self.0;
        let order = toposort(graph, None).expect("a plan has no cycle");
        let mut numbers = Numbers::seeded(3);
        let mut critical = vec![0; graph.node_count()];
        let mut whole = Vec::new();
        for _ in 0..draws {
            let mut takes = vec![TimeDelta::zero(); graph.node_count()];
            let mut ends = vec![[at; 2]; graph.node_count()];
            for node in &order {
                let (start, planned) = graph[*node];
                let before = graph.neighbors_directed(*node, Direction::Incoming);
                let before = before.map(|before| ends[before.index()][0]).chain(start);
                takes[node.index()] = drawn(planned, &mut numbers);
                ends[node.index()][0] = before.fold(at, Ord::max) + takes[node.index()];
            }
            let end = ends.iter().map(|[earliest, _]| *earliest).max().unwrap_or(at);
            for node in order.iter().rev() {
                let behind = graph.neighbors(*node).map(NodeIndex::index);
                let behind = behind.map(|behind| ends[behind][1] - takes[behind]);
                let latest = behind.fold(end, Ord::min);
                ends[node.index()][1] = latest;
                critical[node.index()] += u32::from(ends[node.index()][0] == latest);
            }
            whole.push(end);
        }
        whole.sort_unstable();
        (whole, critical)
    }
}

/// The shortest, likeliest and longest duration, as shares of the planned one.
pub const SPREAD: [f64; 3] = [0.9, 1.0, 1.5];

/// A duration drawn from the triangular distribution.
fn drawn(planned: TimeDelta, numbers: &mut Numbers) -> TimeDelta {
    let [shortest, likeliest, longest] = SPREAD;
    let (luck, width) = (numbers.unit(), longest - shortest);
    let share = if luck * width < likeliest - shortest {
        shortest + (luck * width * (likeliest - shortest)).sqrt()
    } else {
        longest - ((1.0 - luck) * width * (longest - likeliest)).sqrt()
    };
    #[expect(clippy::cast_possible_truncation, reason = "of some hours in microseconds")]
    TimeDelta::microseconds((planned.as_seconds_f64() * share * 1e6) as i64)
}

/// Visits every edge once in each direction: the least work of any forecast.
pub fn along_every_edge(schedule: &Schedule, values: &mut [i64]) {
    for step in schedule.steps() {
        let before = schedule.prerequisites(step).iter().map(|before| values[before.position()]);
        values[step.position()] = before.max().unwrap_or_default();
    }
    for step in schedule.steps().rev() {
        let behind = schedule.successors(step).iter().map(|behind| values[behind.position()]);
        values[step.position()] = behind.min().unwrap_or_default();
    }
}

/// Maps keyed by text ids, as in a script.
#[derive(Debug)]
pub struct TextIds {
    documents: HashMap<String, Document>,
}

#[derive(Debug)]
struct Document {
    node: Node,
    before: Vec<String>,
    team: String,
    contacts: Vec<String>,
}

impl TextIds {
    /// Builds the maps of a schedule.
    pub fn of(schedule: &Schedule, terminated: &[StepIx]) -> Self {
        let terminated: HashSet<StepIx> = terminated.iter().copied().collect();
        let document = |step| {
            let record = schedule.step(step);
            let node = Node { start: schedule.start(step), terminated: terminated.contains(&step) };
            let before = schedule.prerequisites(step).iter();
            let before = before.map(|before| schedule.id(*before).to_string()).collect();
            let contacts = schedule.contacts(step).iter().map(ToString::to_string).collect();
            Document { node, before, team: record.team.clone().unwrap_or_default(), contacts }
        };
        let documents =
            schedule.steps().map(|step| (schedule.id(step).to_string(), document(step))).collect();
        Self { documents }
    }

    fn waits_for<'d>(&'d self, document: &'d Document) -> impl Iterator<Item = &'d str> {
        let before = document.before.iter().map(String::as_str);
        before.filter(|before| self.documents.get(*before).is_some_and(|it| !it.node.terminated))
    }

    fn state(&self, document: &Document, at: DateTime<Utc>) -> State {
        state(&document.node, self.waits_for(document).next().is_none(), at)
    }

    /// The state of every step by id.
    pub fn states(&self, at: DateTime<Utc>) -> HashMap<&str, State> {
        let documents = self.documents.iter();
        documents.map(|(id, document)| (id.as_str(), self.state(document, at))).collect()
    }

    /// The number of steps in each state, by team.
    pub fn recap(&self, at: DateTime<Utc>) -> HashMap<&str, HashMap<State, usize>> {
        let mut recap: HashMap<&str, HashMap<State, usize>> = HashMap::new();
        for document in self.documents.values() {
            let of_team = recap.entry(&document.team).or_default();
            *of_team.entry(self.state(document, at)).or_default() += 1;
        }
        recap
    }

    /// The prerequisites of a step and its blockers, each with its state, in the order of ids.
    pub fn explain(&self, id: &str, at: DateTime<Utc>) -> [Vec<(&str, State)>; 2] {
        let Some(document) = self.documents.get(id) else { return [Vec::new(), Vec::new()] };
        let open: Vec<&str> = self.waits_for(document).collect();
        let mut seen = HashSet::new();
        let mut roots = Vec::new();
        let mut to_visit = open.clone();
        while let Some(id) = to_visit.pop() {
            if seen.insert(id) {
                let before = to_visit.len();
                to_visit.extend(self.waits_for(&self.documents[id]));
                if to_visit.len() == before {
                    roots.push(id);
                }
            }
        }
        [open, roots].map(|mut ids| {
            ids.sort_unstable();
            ids.into_iter().map(|id| (id, self.state(&self.documents[id], at))).collect()
        })
    }

    /// The keys of the start mails for Ready steps, without the settled ones.
    pub fn start_mails(&self, at: DateTime<Utc>, settled: &HashSet<String>) -> Vec<String> {
        let ready = self.states(at).into_iter().filter(|(_, state)| *state == State::Ready);
        ready
            .flat_map(|(id, _)| {
                let contacts = self.documents[id].contacts.iter();
                contacts.map(move |contact| format!("FDR1/{id}/start/0/{contact}"))
            })
            .filter(|key| !settled.contains(key))
            .collect()
    }
}
