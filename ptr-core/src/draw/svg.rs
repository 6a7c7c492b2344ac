//! SVG: the picture itself, laid out here, for pages and files.
//!
//! It stands on its own and inside a page alike: no script, no style attribute and no id, so
//! that any number of pictures fit into one page and a strict content policy lets them through.
//! Colours and fonts are presentation attributes, which every rule of a page's stylesheet
//! overrides; what there is to match is told at [`Schedule::to_svg`](crate::Schedule::to_svg).

use std::fmt::{self, Write as _};

use super::Direction;
use super::layout::{Area, Graph, Layout, MARGIN, Sizes, int, layout};
use super::lettering::{broken, cut, width};
use super::palette::{FAINT_LINE, INK, LINE, Look, Outline, PAPER, class_of, look};
use super::sketch::{Group, Node, Sketch};
use crate::dense::{Dense, DenseMap, StepIx};
use crate::state::State;
use crate::wording::Language;

/// Of boxes, in pixels.
const WIDTH: i64 = 228;
const PADDING: i64 = 12;
const LINE_HEIGHT: i64 = 16;
/// The bar at the left edge of a box, in the colour of its outline.
const BAR: i64 = 5;
/// How many lines of a box a label has.
const MOST_LINES: usize = 2;
const FONT: i64 = 12;
const BOLD: i64 = 13;
/// Of the drawing's title, of the titles of frames, of the legend.
const HEADING: i64 = 34;
const FRAME_HEAD: i64 = 22;
const CHIP: i64 = 22;

pub(super) fn spell(sketch: &Sketch) -> String {
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut svg, sketch);
    svg
}

/// A node with its group.
type Boxed<'s> = (usize, &'s Node);

fn write(svg: &mut String, sketch: &Sketch) -> fmt::Result {
    let nodes = in_order_of_ids(&sketch.groups);
    let labels: Vec<Vec<String>> = nodes
        .iter()
        .map(|(_, node)| broken(&node.label, WIDTH - 2 * PADDING, FONT, MOST_LINES))
        .collect();
    let most = labels.iter().map(Vec::len).max().unwrap_or(0);
    let height = LINE_HEIGHT * (1 + int(most)) + 14;
    let edges = edges(sketch, &nodes);
    let plan = layout(&graph(sketch, &nodes, &edges), sizes(sketch, nodes.len(), height));
    let picture = Picture::of(sketch, &plan);

    let links = nodes.iter().any(|(_, node)| node.link.is_some());
    let Picture { wide, high, .. } = picture;
    writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing\" width=\"{wide}\" \
         height=\"{high}\" viewBox=\"0 0 {wide} {high}\" lang=\"{}\" role=\"{}\" \
         aria-label=\"{}\" font-family=\"system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', \
         Helvetica, Arial, sans-serif\" font-size=\"{FONT}\" fill=\"{INK}\">",
        sketch.language.code(),
        // What is in an image is not told one by one; links have to be.
        if links { "group" } else { "img" },
        Escaped(&sketch.title),
    )?;
    writeln!(svg, "<title>{}</title>", Escaped(&sketch.title))?;
    writeln!(svg, "<desc>{}</desc>", Escaped(&description(sketch, nodes.len())))?;
    writeln!(svg, "<rect class=\"paper\" width=\"{wide}\" height=\"{high}\" fill=\"{PAPER}\"/>")?;
    let title = cut(&sketch.title, wide - 2 * MARGIN, BOLD + 2);
    writeln!(
        svg,
        "<text class=\"heading\" x=\"{MARGIN}\" y=\"24\" font-size=\"{}\" font-weight=\"650\" \
         aria-hidden=\"true\">{}</text>",
        BOLD + 2,
        Escaped(&title)
    )?;
    write_frames(svg, sketch, &plan, &picture)?;
    writeln!(
        svg,
        "<g class=\"lines\" aria-hidden=\"true\" fill=\"none\" stroke=\"{LINE}\" \
         stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\">"
    )?;
    // Faint lines lie below the others.
    for faint in [true, false] {
        for (points, edge) in plan.lines.iter().zip(&edges).filter(|(_, edge)| edge.2 == faint) {
            let class = if edge.2 { " faint" } else { "" };
            let stroke = if faint { format!(" stroke=\"{FAINT_LINE}\"") } else { String::new() };
            writeln!(svg, "<path class=\"line{class}\"{stroke} d=\"{}\"/>", picture.path(points))?;
        }
    }
    writeln!(svg, "</g>")?;
    writeln!(svg, "<g class=\"boxes\">")?;
    // Whoever goes from link to link follows the order of the work.
    let mut places: Vec<usize> = (0..nodes.len()).collect();
    places.sort_by_key(|&at| (plan.boxes[at].along, plan.boxes[at].across));
    for at in places {
        let (x, y, ..) = picture.place(plan.boxes[at]);
        write_box(svg, nodes[at].1, &labels[at], (x, y), height)?;
    }
    writeln!(svg, "</g>")?;
    write_legend(svg, sketch, &picture)?;
    writeln!(svg, "</svg>")
}

/// The nodes in an order that does not depend on the order in which the plan was given.
fn in_order_of_ids(groups: &[Group]) -> Vec<Boxed<'_>> {
    let nodes = groups
        .iter()
        .enumerate()
        .flat_map(|(nth, group)| group.nodes.iter().map(move |it| (nth, it)));
    let mut nodes: Vec<Boxed<'_>> = nodes.collect();
    nodes.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
    nodes
}

/// The edges between places in a list of nodes, and whether they are faint.
fn edges(sketch: &Sketch, nodes: &[Boxed<'_>]) -> Vec<(usize, usize, bool)> {
    let last = nodes.iter().map(|(_, node)| node.step.index() + 1).max().unwrap_or(0);
    let mut at: DenseMap<StepIx, usize> = DenseMap::filled(0, last);
    for (nth, (_, node)) in nodes.iter().enumerate() {
        at[node.step] = nth;
    }
    let mut edges: Vec<_> =
        sketch.edges.iter().map(|edge| (at[edge.from], at[edge.to], edge.faint)).collect();
    edges.sort_unstable();
    edges
}

fn graph(sketch: &Sketch, nodes: &[Boxed<'_>], edges: &[(usize, usize, bool)]) -> Graph {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&at| nodes[at].1.step);
    Graph {
        order,
        edges: edges.iter().map(|&(from, to, _)| (from, to)).collect(),
        lane: nodes.iter().map(|&(group, _)| group).collect(),
        lanes: sketch.groups.len(),
    }
}

fn sizes(sketch: &Sketch, nodes: usize, height: i64) -> Sizes {
    let head = if sketch.groups.iter().any(|group| group.title.is_some()) { FRAME_HEAD } else { 0 };
    match sketch.direction {
        Direction::LeftToRight => {
            Sizes { length: WIDTH, breadth: height, gap: 52, apart: 16, head: (0, head), block: 4 }
        }
        Direction::TopToBottom => Sizes {
            length: height,
            breadth: WIDTH,
            gap: 46 + head,
            apart: 20,
            head: (head, 0),
            block: nodes.div_ceil(4),
        },
    }
}

/// How what is along and across lies on paper.
struct Picture {
    direction: Direction,
    wide: i64,
    high: i64,
    /// Where the legend begins.
    legend: i64,
}

impl Picture {
    fn of(sketch: &Sketch, plan: &Layout) -> Self {
        let (wide, high) = match sketch.direction {
            Direction::LeftToRight => (plan.length, plan.breadth),
            Direction::TopToBottom => (plan.breadth, plan.length),
        };
        let wide = wide.max(2 * (WIDTH + 2 * MARGIN));
        let legend = high + HEADING;
        let rows = chips(sketch, wide).last().map_or(0, |(_, row, ..)| row + 1);
        let high = legend + if rows > 0 { rows * (CHIP + 8) + MARGIN } else { 0 };
        Self { direction: sketch.direction, wide, high, legend }
    }

    fn point(&self, (along, across): (i64, i64)) -> (i64, i64) {
        match self.direction {
            Direction::LeftToRight => (along, across + HEADING),
            Direction::TopToBottom => (across, along + HEADING),
        }
    }

    /// Left, upper edge, width, height.
    fn place(&self, area: Area) -> (i64, i64, i64, i64) {
        let (x, y) = self.point((area.along, area.across));
        match self.direction {
            Direction::LeftToRight => (x, y, area.length, area.breadth),
            Direction::TopToBottom => (x, y, area.breadth, area.length),
        }
    }

    /// A line: straight along columns, curved between them, with an open head at its end.
    fn path(&self, points: &[(i64, i64)]) -> String {
        let mut path = String::new();
        let _ = self.write_path(&mut path, points);
        path
    }

    fn write_path(&self, path: &mut String, points: &[(i64, i64)]) -> fmt::Result {
        for (nth, pair) in points.windows(2).enumerate() {
            let (from, to) = (pair[0], pair[1]);
            if nth == 0 {
                let (x, y) = self.point(from);
                write!(path, "M{x} {y}")?;
            }
            // What goes on straight is one piece.
            let goes_on = points.get(nth + 2).is_some_and(|next| next.1 == to.1);
            if from.1 == to.1 {
                if !goes_on {
                    let (x, y) = self.point(to);
                    match self.direction {
                        Direction::LeftToRight => write!(path, "H{x}")?,
                        Direction::TopToBottom => write!(path, "V{y}")?,
                    }
                }
                continue;
            }
            let bend = from.0.midpoint(to.0);
            let (a, b) = (self.point((bend, from.1)), self.point((bend, to.1)));
            let end = self.point(to);
            write!(path, "C{} {} {} {} {} {}", a.0, a.1, b.0, b.1, end.0, end.1)?;
        }
        match self.direction {
            Direction::LeftToRight => write!(path, "m-7 -4l7 4l-7 4"),
            Direction::TopToBottom => write!(path, "m-4 -7l4 7l4 -7"),
        }
    }
}

fn write_frames(
    svg: &mut String,
    sketch: &Sketch,
    plan: &Layout,
    picture: &Picture,
) -> fmt::Result {
    for (group, area) in sketch.groups.iter().zip(&plan.frames) {
        let Some(title) = &group.title else { continue };
        let (x, y, width, height) = picture.place(*area);
        writeln!(
            svg,
            "<g class=\"frame\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             rx=\"10\" fill=\"#f8f9fa\" stroke=\"{FAINT_LINE}\"/><text x=\"{}\" y=\"{}\" \
             font-size=\"{BOLD}\" font-weight=\"650\">{}</text></g>",
            x + MARGIN,
            y + FRAME_HEAD,
            Escaped(&cut(title, width - 2 * MARGIN, BOLD + 1))
        )?;
    }
    Ok(())
}

fn write_box(
    svg: &mut String,
    node: &Node,
    label: &[String],
    (x, y): (i64, i64),
    height: i64,
) -> fmt::Result {
    let parts = [Some(node.id.as_str()), Some(node.label.as_str()), node.word];
    let parts = parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty());
    let full = parts.collect::<Vec<_>>().join(" · ");
    if let Some(link) = &node.link {
        write!(svg, "<a href=\"{}\" aria-label=\"{}\">", Escaped(link), Escaped(&full))?;
    }
    let Look { fill, line, ink, .. } = node.look();
    let faint = if node.faint { " faint" } else { "" };
    writeln!(
        svg,
        "<g class=\"box {}{faint}\" fill=\"{ink}\"><title>{}</title>",
        class_of(node.state),
        Escaped(&full)
    )?;
    writeln!(
        svg,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"6\" \
         fill=\"{fill}\" stroke=\"{line}\"{}/>",
        dashes(node.look())
    )?;
    // What has a colour of its own also has a bar in its stronger tone.
    if fill != PAPER {
        writeln!(
            svg,
            "<path class=\"bar\" d=\"M{} {y}h-1a6 6 0 0 0 -6 6v{}a6 6 0 0 0 6 6h1z\" fill=\"{line}\"/>",
            x + 2 + BAR,
            height - 12
        )?;
    }
    let (left, right) = (x + PADDING + 1, x + WIDTH - PADDING + 2);
    let mut room = WIDTH - 2 * PADDING;
    let mut baseline = y + 19;
    if let Some(word) = node.word {
        room -= width(word, FONT) + 6;
        writeln!(
            svg,
            "<text class=\"word\" x=\"{right}\" y=\"{baseline}\" text-anchor=\"end\" \
             font-weight=\"600\">{}</text>",
            Escaped(word)
        )?;
    }
    writeln!(
        svg,
        "<text class=\"id\" x=\"{left}\" y=\"{baseline}\" font-weight=\"650\">{}</text>",
        Escaped(&cut(&node.id, room, FONT))
    )?;
    for line in label {
        baseline += LINE_HEIGHT;
        writeln!(
            svg,
            "<text class=\"label\" x=\"{left}\" y=\"{baseline}\">{}</text>",
            Escaped(line)
        )?;
    }
    writeln!(svg, "</g>{}", if node.link.is_some() { "</a>" } else { "" })
}

/// The entries of the legend: left edge, row, state, words, width.
fn chips(sketch: &Sketch, wide: i64) -> Vec<(i64, i64, State, &'static str, i64)> {
    let Some(legend) = &sketch.legend else { return Vec::new() };
    let start = 2 * MARGIN + width(legend.title, BOLD);
    let (mut x, mut row) = (start, 0);
    let chip = |&(state, words): &(State, &'static str)| {
        let chip = width(words, FONT) + 2 * PADDING;
        if x + chip + MARGIN > wide && x > start {
            (x, row) = (start, row + 1);
        }
        let left = x;
        x += chip + 8;
        (left, row, state, words, chip)
    };
    legend.entries.iter().map(chip).collect()
}

fn write_legend(svg: &mut String, sketch: &Sketch, picture: &Picture) -> fmt::Result {
    let Some(legend) = &sketch.legend else { return Ok(()) };
    let top = picture.legend;
    writeln!(
        svg,
        "<g class=\"legend\" aria-hidden=\"true\"><text x=\"{MARGIN}\" y=\"{}\" \
         font-weight=\"650\">{}</text>",
        top + 15,
        legend.title
    )?;
    for (x, row, state, words, wide) in chips(sketch, picture.wide) {
        let y = top + row * (CHIP + 8);
        let Look { fill, line, ink, .. } = look(Some(state));
        writeln!(
            svg,
            "<g class=\"box {}\"><rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{CHIP}\" \
             rx=\"6\" fill=\"{fill}\" stroke=\"{line}\"{}/><text class=\"word\" x=\"{}\" y=\"{}\" \
             text-anchor=\"middle\" fill=\"{ink}\">{words}</text></g>",
            class_of(Some(state)),
            dashes(look(Some(state))),
            x + wide / 2,
            y + 15
        )?;
    }
    writeln!(svg, "</g>")
}

fn description(sketch: &Sketch, boxes: usize) -> String {
    let (lines, states) = (sketch.edges.len(), sketch.has_states);
    match sketch.language {
        Language::French => {
            let state = if states { ", chacune avec son état" } else { "" };
            format!(
                "Étapes-actions : {boxes}{state}. Lignes : {lines}, chacune d'un prérequis vers \
                 l'étape-action qui l'attend."
            )
        }
        Language::English => {
            let state = if states { ", each with its state" } else { "" };
            format!(
                "Steps: {boxes}{state}. Lines: {lines}, each from a prerequisite to the step that \
                 waits for it."
            )
        }
    }
}

fn dashes(look: Look) -> &'static str {
    match look.outline {
        Outline::Solid => "",
        Outline::Dashed => " stroke-dasharray=\"5 3\"",
        Outline::Dotted => " stroke-dasharray=\"2 3\"",
    }
}

/// A text as XML may contain it, between tags and between quotation marks.
struct Escaped<'t>(&'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => to.write_str("&amp;")?,
                '<' => to.write_str("&lt;")?,
                '>' => to.write_str("&gt;")?,
                '"' => to.write_str("&quot;")?,
                // XML has no way to write these.
                '\u{fffe}' | '\u{ffff}' => to.write_char('\u{fffd}')?,
                c if c.is_control() => to.write_char('\u{fffd}')?,
                c => to.write_char(c)?,
            }
        }
        Ok(())
    }
}
