//! Mermaid flowcharts.
//!
//! Nodes are named by their index in the schedule, because Mermaid reserves words (`end`) and
//! characters. In labels every character that is not a letter, a digit or plain punctuation is
//! written as its code point, because Mermaid interprets markup, comments and directives inside
//! labels.

use std::fmt::Write as _;

use super::options::Direction;
use super::palette::{
    FAINT, FAINT_LINE, FRAME_LINE, INK, LINE, Look, Outline, PAPER, class_of, look,
};
use super::sketch::{Node, Sketch};
use crate::state::State;

pub(super) fn spell(sketch: &Sketch) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut text, sketch);
    text
}

fn write(text: &mut String, sketch: &Sketch) -> std::fmt::Result {
    let direction = match sketch.direction {
        Direction::LeftToRight => "LR",
        Direction::TopToBottom => "TB",
    };
    writeln!(text, "---\ntitle: {}\n---", yaml(&sketch.title))?;
    writeln!(text, "flowchart {direction}")?;
    for (place, group) in sketch.groups.iter().enumerate() {
        let indent = match &group.title {
            Some(title) => {
                writeln!(text, "  subgraph p{place}[{}]", label([title]))?;
                "    "
            }
            None => "  ",
        };
        for node in &group.nodes {
            let (name, class) = (node.step.position(), class(node));
            writeln!(text, "{indent}s{name}[{}]:::{class}", label(&node.lines))?;
        }
        if group.title.is_some() {
            writeln!(text, "  end")?;
        }
    }
    for edge in &sketch.edges {
        let arrow = if edge.faint { "-.->" } else { "-->" };
        writeln!(text, "  s{} {arrow} s{}", edge.from.position(), edge.to.position())?;
    }
    for node in sketch.groups.iter().flat_map(|group| &group.nodes) {
        if let Some(link) = &node.link {
            // Mermaid has no escape for a quotation mark in an address; browsers accept `%22`.
            let link = link.replace('"', "%22").replace(char::is_control, "");
            writeln!(text, "  click s{} href \"{link}\"", node.step.position())?;
        }
    }
    if let Some(legend) = &sketch.legend {
        writeln!(text, "  subgraph legend[{}]", label([&legend.title]))?;
        // By default Mermaid turns a subgraph without arrows by 90 degrees, which makes the chart
        // wide.
        writeln!(text, "    direction {direction}")?;
        for (state, words) in &legend.entries {
            let class = class_of(Some(*state));
            writeln!(text, "    legend_{class}[{}]:::{class}", label([words]))?;
        }
        writeln!(text, "  end")?;
    }
    for (state, entry) in State::ALL.map(Some).into_iter().chain([None]).map(|it| (it, look(it))) {
        if uses(sketch, class_of(state)) {
            class_def(text, class_of(state), entry)?;
        }
    }
    if uses(sketch, FAINT_CLASS) {
        class_def(text, FAINT_CLASS, FAINT)?;
    }
    let of_groups = (0..).zip(&sketch.groups).filter(|(_, group)| group.title.is_some());
    let of_groups = of_groups.map(|(place, _): (u32, _)| format!("p{place}"));
    let of_legend = sketch.legend.iter().map(|_| "legend".to_owned());
    let frames: Vec<String> = of_groups.chain(of_legend).collect();
    if !frames.is_empty() {
        writeln!(text, "  classDef frame fill:{PAPER},stroke:{FRAME_LINE},color:{INK}")?;
        writeln!(text, "  class {} frame", frames.join(","))?;
    }
    if !sketch.edges.is_empty() {
        writeln!(text, "  linkStyle default stroke:{LINE}")?;
    }
    let faint: Vec<String> = (0..)
        .zip(&sketch.edges)
        .filter(|(_, edge)| edge.faint)
        .map(|(nth, _): (u32, _)| nth.to_string())
        .collect();
    if !faint.is_empty() {
        writeln!(text, "  linkStyle {} stroke:{FAINT_LINE}", faint.join(","))?;
    }
    Ok(())
}

const FAINT_CLASS: &str = "faint";

fn class(node: &Node) -> &'static str {
    if node.faint { FAINT_CLASS } else { class_of(node.state) }
}

/// Whether any node of the drawing has this class.
fn uses(sketch: &Sketch, name: &str) -> bool {
    let of_nodes = sketch.groups.iter().flat_map(|group| &group.nodes).map(class);
    let of_legend = sketch.legend.iter().flat_map(|legend| &legend.entries);
    of_nodes.chain(of_legend.map(|(state, _)| class_of(Some(*state)))).any(|class| class == name)
}

fn class_def(text: &mut String, name: &str, look: Look) -> std::fmt::Result {
    let dashes = match look.outline {
        Outline::Solid => "",
        Outline::Dashed => ",stroke-dasharray:6 3",
        Outline::Dotted => ",stroke-dasharray:2 3",
    };
    let Look { fill, line, ink, .. } = look;
    writeln!(text, "  classDef {name} fill:{fill},stroke:{line},color:{ink}{dashes}")
}

/// A label in quotation marks; lines are separated by `<br/>`.
fn label<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> String {
    let mut label = String::from("\"");
    for (nth, line) in lines.into_iter().enumerate() {
        if nth > 0 {
            label.push_str("<br/>");
        }
        for c in line.as_ref().chars() {
            let is_plain = c.is_alphanumeric() || " ,'-…·\u{a0}".contains(c);
            if is_plain {
                label.push(c);
            } else {
                let _ = write!(label, "#{};", u32::from(c));
            }
        }
    }
    label.push('"');
    label
}

/// A text as a quoted YAML string.
fn yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
