//! The legend of a timeline: its bars and lines, and the colours of states.

use std::fmt::{self, Write as _};

use super::labels::{MILESTONE, REQUIRED_END};
use crate::draw::lettering::width;
use crate::draw::markup::Escaped;
use crate::draw::palette::{
    CRITICAL, DONE, FAINT_LINE, LINE, Outline, PAPER, PLANNED, TOGETHER, look,
};
use crate::draw::words::{DrawWords, TimelineText};
use crate::state::State;

const FONT: i64 = 11;
const MARGIN: i64 = 16;
const LINE_HEIGHT: i64 = 20;
const SAMPLE: i64 = 26;

/// An entry: what it explains, and its text.
struct Entry {
    sample: Sample,
    text: String,
}

enum Sample {
    Drawn(TimelineText<'static>),
    State(State),
}

fn entries(words: &dyn DrawWords) -> Vec<Entry> {
    let drawn = [
        TimelineText::Plan,
        TimelineText::Actual,
        TimelineText::Forecast,
        TimelineText::Slack,
        TimelineText::Critical,
        TimelineText::Milestone,
        TimelineText::RequiredEnd,
        TimelineText::Together,
    ];
    let drawn = drawn.map(|text| Entry { sample: Sample::Drawn(text), text: words.timeline(text) });
    let states = State::ALL.into_iter().filter(|state| *state != State::Terminated);
    let states =
        states.map(|state| Entry { sample: Sample::State(state), text: words.state(state, false) });
    drawn.into_iter().chain(states).collect()
}

/// The entries with their places: (x, line).
fn placed(words: &dyn DrawWords, wide: i64) -> Vec<(i64, i64, Entry)> {
    let start = 2 * MARGIN + width(&words.legend(), FONT + 1);
    let (mut x, mut line) = (start, 0);
    let placed = entries(words).into_iter().map(|entry| {
        let needed = SAMPLE + 8 + width(&entry.text, FONT) + 18;
        if x + needed > wide - MARGIN && x > start {
            (x, line) = (start, line + 1);
        }
        let at = x;
        x += needed;
        (at, line, entry)
    });
    placed.collect()
}

/// The height that the legend takes.
pub(super) fn height(words: &dyn DrawWords, wide: i64) -> i64 {
    placed(words, wide).last().map_or(0, |(_, line, _)| LINE_HEIGHT * (line + 1) + 10)
}

pub(super) fn write(svg: &mut String, words: &dyn DrawWords, top: i64, wide: i64) -> fmt::Result {
    writeln!(
        svg,
        "<g class=\"legend\" aria-hidden=\"true\"><text x=\"{MARGIN}\" y=\"{}\" \
         font-weight=\"650\">{}</text>",
        top + 14,
        Escaped(&words.legend())
    )?;
    for (x, line, entry) in placed(words, wide) {
        let y = top + LINE_HEIGHT * line;
        write_sample(svg, &entry.sample, x, y)?;
        writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            x + SAMPLE + 8,
            y + 14,
            Escaped(&entry.text)
        )?;
    }
    writeln!(svg, "</g>")
}

fn write_sample(svg: &mut String, sample: &Sample, x: i64, y: i64) -> fmt::Result {
    let bar = |fill: &str, stroke: &str, more: &str| {
        format!(
            "<rect x=\"{x}\" y=\"{}\" width=\"{SAMPLE}\" height=\"9\" fill=\"{fill}\" \
             stroke=\"{stroke}\"{more}/>",
            y + 6
        )
    };
    let sign =
        |path: &str| format!("<path d=\"M{} {}{path}\" fill=\"{LINE}\"/>", x + SAMPLE / 2, y + 5);
    let middle = y + 10;
    let drawn = match sample {
        Sample::State(state) => {
            let look = look(Some(*state));
            let dashes = match look.outline {
                Outline::Dashed => " stroke-dasharray=\"3 2\"",
                Outline::Solid | Outline::Dotted => "",
            };
            bar(look.fill, look.line, dashes)
        }
        Sample::Drawn(TimelineText::Plan) => format!(
            "<rect x=\"{x}\" y=\"{middle}\" width=\"{SAMPLE}\" height=\"2\" fill=\"{PLANNED}\"/>"
        ),
        Sample::Drawn(TimelineText::Actual) => bar(DONE, DONE, " stroke-width=\"0\""),
        Sample::Drawn(TimelineText::Slack) => format!(
            "<path d=\"M{x} {middle}h{SAMPLE}m0 -3v6\" fill=\"none\" stroke=\"{FAINT_LINE}\" \
             stroke-dasharray=\"1.5 3\"/>"
        ),
        Sample::Drawn(TimelineText::Critical) => bar(PAPER, CRITICAL, " stroke-width=\"1.8\""),
        Sample::Drawn(TimelineText::Milestone) => sign(MILESTONE),
        Sample::Drawn(TimelineText::RequiredEnd) => sign(REQUIRED_END),
        Sample::Drawn(TimelineText::Together) => format!(
            "<path d=\"M{x} {}h{half}v9h-{half}z\" fill=\"{}\"/><path d=\"M{} {}h{half}v5h-{half}z\" \
             fill=\"{}\"/>",
            y + 6,
            TOGETHER.0,
            x + SAMPLE / 2,
            y + 8,
            TOGETHER.1,
            half = SAMPLE / 2
        ),
        Sample::Drawn(_) => bar("#e9ecef", LINE, ""),
    };
    writeln!(svg, "{drawn}")
}
