//! What a drawing shows, independent of the format.

use std::fmt::Write as _;

use super::lettering::one_line;
use super::options::{Direction, DrawOptions};
use super::palette::{self, Look};
use super::reduction;
use super::words::DrawWords;
use crate::dense::{DenseMap, StepIx};
use crate::id::StepId;
use crate::plan::Phase;
use crate::schedule::Schedule;
use crate::state::State;
use crate::view::View;

/// The most characters in a line of a label; a single longer word may exceed it.
const LINE: usize = 28;
/// The most lines of a label.
const MOST_LINES: usize = 3;

/// The content of a drawing.
pub(super) struct Sketch {
    pub(super) title: String,
    /// The ISO 639 code of the language of the texts.
    pub(super) language: String,
    /// The alternative text, for screen readers.
    pub(super) description: String,
    pub(super) direction: Direction,
    pub(super) groups: Vec<Group>,
    pub(super) edges: Vec<Edge>,
    pub(super) legend: Option<Legend>,
}

/// Steps that are drawn in one frame: those of a phase, or all.
pub(super) struct Group {
    /// The title of the frame; `None` if no frame is drawn.
    pub(super) title: Option<String>,
    /// The title of the frame in the rows after its first.
    pub(super) continued: Option<String>,
    pub(super) nodes: Vec<Node>,
}

pub(super) struct Node {
    pub(super) step: StepIx,
    pub(super) id: String,
    /// The text in lines: id, label, state.
    pub(super) lines: Vec<String>,
    /// The whole label in one line.
    pub(super) label: String,
    pub(super) state: Option<State>,
    /// The name of the state.
    pub(super) word: Option<String>,
    /// Whether the node is drawn in faint style: a neighbour of the phase, or one of
    /// `DrawOptions::faint`.
    pub(super) faint: bool,
    /// The address of the step's page.
    pub(super) link: Option<String>,
}

impl Node {
    pub(super) fn look(&self) -> Look {
        if self.faint { palette::FAINT } else { palette::look(self.state) }
    }
}

pub(super) struct Edge {
    pub(super) from: StepIx,
    pub(super) to: StepIx,
    pub(super) faint: bool,
}

pub(super) struct Legend {
    pub(super) title: String,
    pub(super) entries: Vec<(State, String)>,
}

/// The states of the steps in a view.
struct States<'v> {
    view: &'v View<'v>,
    states: Vec<State>,
}

impl Sketch {
    pub(super) fn of_schedule(
        schedule: &Schedule,
        options: &DrawOptions,
        words: &dyn DrawWords,
    ) -> Self {
        sketch(schedule, None, options, words)
    }

    pub(super) fn of_view(view: &View<'_>, options: &DrawOptions, words: &dyn DrawWords) -> Self {
        let states = States { view, states: view.states() };
        sketch(view.schedule(), Some(&states), options, words)
    }
}

/// How a step is related to the phase that is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Not,
    /// A neighbour of a step of the phase.
    Beside,
    Inside,
}

fn sketch(
    schedule: &Schedule,
    states: Option<&States<'_>>,
    options: &DrawOptions,
    words: &dyn DrawWords,
) -> Sketch {
    let arrows =
        if options.reduce { reduction::reduced(schedule) } else { reduction::whole(schedule) };
    let parts = parts(schedule, &arrows, options);
    let drawn = |step: &StepIx| parts[*step] != Part::Not;
    let is_faint = |step: StepIx| {
        parts[step] == Part::Beside || options.faint.contains(&schedule.step(step).id)
    };
    let node = |step| node(schedule, step, states, is_faint(step), options, words);

    let groups: Vec<Group> = if options.group_by_phase {
        let frame = |phase: &Phase| {
            let of_phase = |step: &StepIx| schedule.step(*step).phase == phase.code;
            let nodes = schedule.steps().filter(drawn).filter(of_phase).map(node).collect();
            let title = phase_title(phase);
            Group { continued: Some(words.continued(&title)), title: Some(title), nodes }
        };
        let frames = schedule.plan().phases().iter().map(frame);
        frames.filter(|group| !group.nodes.is_empty()).collect()
    } else {
        let nodes = schedule.steps().filter(drawn).map(node).collect();
        vec![Group { title: None, continued: None, nodes }]
    };
    let edges = schedule.steps().flat_map(|to| arrows[to].iter().map(move |&from| (from, to)));
    let edges = edges.filter_map(|(from, to)| match (parts[from], parts[to]) {
        (Part::Inside, Part::Inside | Part::Beside) | (Part::Beside, Part::Inside) => {
            Some(Edge { from, to, faint: is_faint(from) || is_faint(to) })
        }
        (Part::Beside, Part::Beside) | (Part::Not, _) | (_, Part::Not) => None,
    });
    let edges: Vec<Edge> = edges.collect();
    let steps = groups.iter().map(|group| group.nodes.len()).sum();
    Sketch {
        title: title(schedule, states, options, words),
        language: words.code().to_owned(),
        description: words.description(steps, edges.len(), states.is_some()),
        direction: options.direction,
        edges,
        groups,
        legend: states.filter(|_| options.legend).map(|_| legend(words)),
    }
}

/// For each step how it is drawn: all steps, or those of a phase and their neighbours.
fn parts(
    schedule: &Schedule,
    arrows: &DenseMap<StepIx, Vec<StepIx>>,
    options: &DrawOptions,
) -> DenseMap<StepIx, Part> {
    let Some(phase) = &options.phase else {
        return DenseMap::filled(Part::Inside, schedule.len());
    };
    let inside = |step: StepIx| schedule.step(step).phase == *phase;
    let mut parts = DenseMap::filled(Part::Not, schedule.len());
    for to in schedule.steps() {
        if inside(to) {
            parts[to] = Part::Inside;
        }
        for &from in arrows[to].iter().filter(|_| options.neighbours) {
            match (inside(from), inside(to)) {
                (true, false) => parts[to] = Part::Beside,
                (false, true) => parts[from] = Part::Beside,
                (true, true) | (false, false) => {}
            }
        }
    }
    parts
}

fn node(
    schedule: &Schedule,
    step: StepIx,
    states: Option<&States<'_>>,
    faint: bool,
    options: &DrawOptions,
    words: &dyn DrawWords,
) -> Node {
    let record = schedule.step(step);
    let state = states.and_then(|states| states.states.get(step.position()).copied());
    let mut lines = vec![record.id.to_string()];
    lines.extend(wrapped(&record.label));
    let word = states.zip(state).map(|(states, state)| {
        let aside = states.view.skipped(step).is_some() || states.view.is_abandoned(step);
        words.state(state, aside)
    });
    lines.extend(word.clone());
    let link = options.links.as_ref().map(|pages| link_to(pages, &record.id));
    let label = one_line(&record.label);
    Node { step, id: record.id.to_string(), lines, label, state, word, faint, link }
}

/// The address of a step's page: that of all pages, followed by the id, percent-encoded.
pub(super) fn link_to(pages: &str, step: &StepId) -> String {
    let mut address = pages.to_owned();
    for byte in step.as_str().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(address, "%{byte:02X}")),
        }
    }
    address
}

/// The label broken between words into at most `MOST_LINES` lines; what does not fit is cut.
fn wrapped(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    for line in &mut lines {
        // A word that is longer than a line.
        if let Some((cut, _)) = line.char_indices().nth(2 * LINE) {
            line.truncate(cut);
            line.push('…');
        }
    }
    lines
}

pub(super) fn phase_title(phase: &Phase) -> String {
    match &phase.label {
        Some(label) => format!("{} · {}", phase.code, one_line(label)),
        None => phase.code.to_string(),
    }
}

fn title(
    schedule: &Schedule,
    states: Option<&States<'_>>,
    options: &DrawOptions,
    words: &dyn DrawWords,
) -> String {
    let mut title = schedule.dry_run().to_string();
    if let Some(phase) = &options.phase {
        title.push_str(" · ");
        title.push_str(phase.as_str());
    }
    if let Some(states) = states {
        let zone = schedule.plan().timezone();
        title.push_str(", ");
        title.push_str(&words.instant(states.view.at(), zone));
    }
    title
}

fn legend(words: &dyn DrawWords) -> Legend {
    let entry = |state: State| (state, words.state(state, false));
    Legend { title: words.legend(), entries: State::ALL.map(entry).to_vec() }
}
