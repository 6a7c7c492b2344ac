//! SVG: the picture itself, laid out here, for pages and files.
//!
//! It works alone and inside a page: it contains no script, no style attribute and no id, so
//! several pictures fit into one page and a strict content security policy allows them. Colours and
//! fonts are presentation attributes, which a page's stylesheet overrides;
//! [`Schedule::to_svg`](crate::Schedule::to_svg) lists the classes.

use std::fmt::{self, Write as _};

use super::layering::{Graph, Lane, Vertex};
use super::layout::{Layout, layout};
use super::lettering::{broken, cut, width};
use super::markup::{Beginning, Escaped};
use super::options::Direction;
use super::palette::{FAINT_LINE, FRAME_LINE, LINE, Look, Outline, PAPER, class_of, look};
use super::picture::Picture;
use super::sizes::{MARGIN, Sizes, int};
use super::sketch::{Group, Node, Sketch};
use crate::dense::{Dense, DenseMap, StepIx};
use crate::state::State;

/// Width of a box, in pixels, like all sizes here.
const WIDTH: i64 = 236;
const PADDING: i64 = 12;
const LINE_HEIGHT: i64 = 16;
/// Width of the bar at the left edge of a box, in the colour of its outline.
const BAR: i64 = 5;
/// The most lines of a label in a box.
const MOST_LINES: usize = 2;
const FONT: i64 = 12;
/// Font size of titles; bold text of size `FONT` is about as wide.
const BOLD: i64 = 13;
/// Heights of the drawing's title, of the titles of frames, of an entry of the legend.
const HEADING: i64 = 34;
const FRAME_HEAD: i64 = 22;
const CHIP: i64 = 22;

pub(super) fn spell(sketch: &Sketch) -> String {
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut svg, sketch);
    svg
}

fn write(svg: &mut String, sketch: &Sketch) -> fmt::Result {
    let nodes = in_order_of_ids(&sketch.groups);
    let label = |node: &Node| broken(&node.label, WIDTH - 2 * PADDING, FONT, MOST_LINES);
    let labels: DenseMap<Vertex, Vec<String>> =
        DenseMap::from_vec(nodes.iter().map(|(_, (_, node))| label(node)).collect());
    let most = labels.iter().map(|(_, label)| label.len()).max().unwrap_or(0);
    let height = LINE_HEIGHT * (1 + int(most)) + 14;
    let edges = edges(sketch, &nodes);
    let plan = layout(&graph(sketch, &nodes, &edges), sizes(sketch, nodes.len(), height));
    let picture = Picture::new(sketch.direction, HEADING);
    let (wide, legend) = picture.extent(&plan);
    let wide = wide.max(2 * (WIDTH + 2 * MARGIN));
    let rows = chips(sketch, wide).last().map_or(0, |(_, row, ..)| row + 1);
    let high = legend + if rows > 0 { rows * (CHIP + 8) + MARGIN } else { 0 };

    let links = nodes.iter().any(|(_, (_, node))| node.link.is_some());
    let beginning = Beginning {
        class: "drawing",
        size: (wide, high),
        font: FONT,
        language: &sketch.language,
        title: &sketch.title,
        description: &sketch.description,
        links,
    };
    write!(svg, "{beginning}")?;
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
    // Faint lines are drawn first, below the others.
    for faint in [true, false] {
        for (points, edge) in plan.lines.iter().zip(&edges).filter(|(_, edge)| edge.2 == faint) {
            let class = if edge.2 { " faint" } else { "" };
            let stroke = if faint { format!(" stroke=\"{FAINT_LINE}\"") } else { String::new() };
            writeln!(svg, "<path class=\"line{class}\"{stroke} d=\"{}\"/>", picture.path(points))?;
        }
    }
    writeln!(svg, "</g>")?;
    writeln!(svg, "<g class=\"boxes\">")?;
    // Boxes are written in reading order, which is the order of keyboard focus.
    for &it in &plan.order {
        let (x, y, ..) = picture.place(plan.boxes[it]);
        write_box(svg, nodes[it].1, &labels[it], (x, y), height)?;
    }
    writeln!(svg, "</g>")?;
    write_legend(svg, sketch, wide, legend)?;
    writeln!(svg, "</svg>")
}

/// The nodes with their lanes, in the order of ids, so that the order of the plan's rows does not
/// matter.
fn in_order_of_ids(groups: &[Group]) -> DenseMap<Vertex, (Lane, &Node)> {
    let nodes = groups
        .iter()
        .enumerate()
        .flat_map(|(nth, group)| group.nodes.iter().map(move |node| (Lane::from_index(nth), node)));
    let mut nodes: Vec<(Lane, &Node)> = nodes.collect();
    nodes.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
    DenseMap::from_vec(nodes)
}

/// (from, to, faint) of each edge.
fn edges(sketch: &Sketch, nodes: &DenseMap<Vertex, (Lane, &Node)>) -> Vec<(Vertex, Vertex, bool)> {
    let last = nodes.iter().map(|(_, (_, node))| node.step.index() + 1).max().unwrap_or(0);
    let mut at = DenseMap::<StepIx, Vertex>::filled(Vertex::from_index(0), last);
    for (it, (_, node)) in nodes.iter() {
        at[node.step] = it;
    }
    let mut edges: Vec<_> =
        sketch.edges.iter().map(|edge| (at[edge.from], at[edge.to], edge.faint)).collect();
    edges.sort_unstable();
    edges
}

fn graph(
    sketch: &Sketch,
    nodes: &DenseMap<Vertex, (Lane, &Node)>,
    edges: &[(Vertex, Vertex, bool)],
) -> Graph {
    let mut order: Vec<Vertex> = nodes.keys().collect();
    order.sort_by_key(|&it| nodes[it].1.step);
    Graph {
        order,
        edges: edges.iter().map(|&(from, to, _)| (from, to)).collect(),
        lane: DenseMap::from_vec(nodes.iter().map(|(_, &(lane, _))| lane).collect()),
        lanes: sketch.groups.len(),
    }
}

fn sizes(sketch: &Sketch, nodes: usize, height: i64) -> Sizes {
    let head = if sketch.groups.iter().any(|group| group.title.is_some()) { FRAME_HEAD } else { 0 };
    match sketch.direction {
        Direction::LeftToRight => Sizes {
            length: WIDTH,
            breadth: height,
            gap: 52,
            apart: 16,
            head: (0, head),
            block: 4,
            sheet: (3, 2),
        },
        Direction::TopToBottom => Sizes {
            length: height,
            breadth: WIDTH,
            gap: 46 + head,
            apart: 20,
            head: (head, 0),
            block: nodes.div_ceil(4),
            sheet: (2, 3),
        },
    }
}

fn write_frames(
    svg: &mut String,
    sketch: &Sketch,
    plan: &Layout,
    picture: &Picture,
) -> fmt::Result {
    let mut begun = DenseMap::<Lane, bool>::filled(false, sketch.groups.len());
    for &(lane, area) in &plan.frames {
        let group = &sketch.groups[lane.index()];
        let goes_on = std::mem::replace(&mut begun[lane], true);
        let Some(title) = (if goes_on { &group.continued } else { &group.title }) else { continue };
        let (x, y, width, height) = picture.place(area);
        writeln!(
            svg,
            "<g class=\"frame\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             rx=\"10\" fill=\"#f8f9fa\" stroke=\"{FRAME_LINE}\"/><text x=\"{}\" y=\"{}\" \
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
    let parts = [Some(node.id.as_str()), Some(node.label.as_str()), node.word.as_deref()];
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
    // A box with a fill also has a bar in the colour of its outline.
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
    if let Some(word) = &node.word {
        room -= width(word, BOLD) + 6;
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
        Escaped(&cut(&node.id, room, BOLD))
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

/// The entries of the legend: (x, row, state, text, width).
fn chips(sketch: &Sketch, wide: i64) -> Vec<(i64, i64, State, &str, i64)> {
    let Some(legend) = &sketch.legend else { return Vec::new() };
    let start = 2 * MARGIN + width(&legend.title, BOLD);
    let (mut x, mut row) = (start, 0);
    let chips = legend.entries.iter().map(|(state, words)| {
        let chip = width(words, FONT) + 2 * PADDING;
        if x + chip + MARGIN > wide && x > start {
            (x, row) = (start, row + 1);
        }
        let left = x;
        x += chip + 8;
        (left, row, *state, words.as_str(), chip)
    });
    chips.collect()
}

fn write_legend(svg: &mut String, sketch: &Sketch, wide: i64, top: i64) -> fmt::Result {
    let Some(legend) = &sketch.legend else { return Ok(()) };
    writeln!(
        svg,
        "<g class=\"legend\" aria-hidden=\"true\"><text x=\"{MARGIN}\" y=\"{}\" \
         font-weight=\"650\">{}</text>",
        top + 15,
        legend.title
    )?;
    for (x, row, state, words, width) in chips(sketch, wide) {
        let y = top + row * (CHIP + 8);
        let Look { fill, line, ink, .. } = look(Some(state));
        writeln!(
            svg,
            "<g class=\"box {}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{CHIP}\" \
             rx=\"6\" fill=\"{fill}\" stroke=\"{line}\"{}/><text class=\"word\" x=\"{}\" y=\"{}\" \
             text-anchor=\"middle\" fill=\"{ink}\">{words}</text></g>",
            class_of(Some(state)),
            dashes(look(Some(state))),
            x + width / 2,
            y + 15
        )?;
    }
    writeln!(svg, "</g>")
}

fn dashes(look: Look) -> &'static str {
    match look.outline {
        Outline::Solid => "",
        Outline::Dashed => " stroke-dasharray=\"5 3\"",
        Outline::Dotted => " stroke-dasharray=\"2 3\"",
    }
}
