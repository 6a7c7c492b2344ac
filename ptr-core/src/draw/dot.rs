//! The DOT language of Graphviz.
//!
//! Nodes are named by step ids. The nodes of the legend have names that begin with a blank, which
//! no id does.

use std::fmt::Write as _;

use super::options::Direction;
use super::palette::{FAINT_LINE, FRAME_LINE, INK, LINE, Look, Outline, look};
use super::sketch::{Node, Sketch};
use crate::dense::{DenseMap, StepIx};

pub(super) fn spell(sketch: &Sketch) -> String {
    let mut dot = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut dot, sketch);
    dot
}

fn write(dot: &mut String, sketch: &Sketch) -> std::fmt::Result {
    let rankdir = match sketch.direction {
        Direction::LeftToRight => "LR",
        Direction::TopToBottom => "TB",
    };
    writeln!(dot, "digraph {} {{", quoted(&sketch.title))?;
    writeln!(
        dot,
        "  graph [rankdir={rankdir}, label={}, labelloc=t, fontname=\"Helvetica,Arial\"];",
        label([&sketch.title])
    )?;
    writeln!(
        dot,
        "  node [shape=box, fontname=\"Helvetica,Arial\", fontsize=11, margin=\"0.15,0.08\"];"
    )?;
    writeln!(dot, "  edge [color=\"{LINE}\", arrowsize=0.7];")?;
    for (place, group) in sketch.groups.iter().enumerate() {
        let indent = match &group.title {
            Some(title) => {
                writeln!(dot, "  subgraph cluster_{place} {{")?;
                frame(dot, title)?;
                "    "
            }
            None => "  ",
        };
        for node in &group.nodes {
            let (name, look) = (quoted(&node.id), attributes(node.look()));
            let link = node.link.as_deref().map(|it| format!(", URL={}", label([it])));
            let link = link.unwrap_or_default();
            writeln!(dot, "{indent}{name} [label={}, {look}{link}];", label(&node.lines))?;
        }
        if group.title.is_some() {
            writeln!(dot, "  }}")?;
        }
    }
    let names = names(sketch);
    for edge in &sketch.edges {
        let faint = if edge.faint {
            format!(" [color=\"{FAINT_LINE}\", style=dashed]")
        } else {
            String::new()
        };
        writeln!(dot, "  {} -> {}{faint};", names(edge.from), names(edge.to))?;
    }
    if let Some(legend) = &sketch.legend {
        writeln!(dot, "  subgraph cluster_legend {{")?;
        frame(dot, &legend.title)?;
        for (state, words) in &legend.entries {
            let (name, look) = (quoted(&format!(" {state}")), attributes(look(Some(*state))));
            writeln!(dot, "    {name} [label={}, {look}];", label([words]))?;
        }
        writeln!(dot, "  }}")?;
    }
    writeln!(dot, "}}")
}

fn frame(dot: &mut String, title: &str) -> std::fmt::Result {
    writeln!(
        dot,
        "    graph [label={}, color=\"{FRAME_LINE}\", fontcolor=\"{INK}\", style=rounded];",
        label([title])
    )
}

fn attributes(look: Look) -> String {
    let style = match look.outline {
        Outline::Solid => "filled,rounded",
        Outline::Dashed => "filled,rounded,dashed",
        Outline::Dotted => "filled,rounded,dotted",
    };
    let Look { fill, line, ink, .. } = look;
    format!("style=\"{style}\", fillcolor=\"{fill}\", color=\"{line}\", fontcolor=\"{ink}\"")
}

/// The quoted id of each step.
fn names(sketch: &Sketch) -> impl Fn(StepIx) -> String {
    let nodes = sketch.groups.iter().flat_map(|group| &group.nodes);
    let last = nodes.clone().map(|node: &Node| node.step.position()).max().map_or(0, |it| it + 1);
    let mut names: DenseMap<StepIx, String> = DenseMap::filled(String::new(), last);
    for node in nodes {
        names[node.step] = quoted(&node.id);
    }
    move |step| names[step].clone()
}

/// A name in quotation marks. DOT escapes only the quotation mark; a backslash is doubled, because
/// a single one at the end would escape the closing mark.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A label in quotation marks, its lines centred. In labels DOT also interprets backslashes and
/// HTML entities.
fn label<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> String {
    let mut label = String::from("\"");
    for (nth, line) in lines.into_iter().enumerate() {
        if nth > 0 {
            label.push_str("\\n");
        }
        for c in line.as_ref().chars() {
            match c {
                '\\' => label.push_str("\\\\"),
                '"' => label.push_str("\\\""),
                '&' => label.push_str("&amp;"),
                _ => label.push(c),
            }
        }
    }
    label.push('"');
    label
}
