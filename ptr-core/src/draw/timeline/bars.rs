//! The groups, rows and bars of a timeline: what happened, what is expected, the plan, the slack, and
//! the critical path from bar to bar.

use std::fmt::{self, Write as _};

use super::axis::{Axis, Px, Tenths};
use super::chart::{Bar, Chart, Group, Row, Span};
use super::sizes::{FONT, HEADER, Heights, LEFT, MARGIN, RIGHT, ROW, WIDTH};
use crate::dense::StepIx;
use crate::draw::lettering::{cut, width};
use crate::draw::markup::Escaped;
use crate::draw::palette::{
    CRITICAL, DONE, FAINT_INK, FAINT_LINE, INK, LATE, Look, Outline, PAPER, PLANNED, TOGETHER,
    class_of, look,
};
use crate::state::State;

const LABELS: i64 = MARGIN + 96;
/// Vertical place and height of the bar in a row; the plan's line is below it.
const BAR: (i64, i64) = (2, 9);
const PLAN: (i64, i64) = (13, 2);
/// The least width of a bar.
const LEAST: Tenths = 25;

/// The title of a group, with the times of all its steps and the steps without a row.
pub(super) fn write_group(svg: &mut String, group: &Group, axis: &Axis, y: i64) -> fmt::Result {
    let parts = [Some(group.title.as_str()), Some(group.counts.as_str()), group.delay.as_deref()];
    let full: Vec<&str> = parts.into_iter().flatten().collect();
    writeln!(
        svg,
        "<g class=\"group\" data-steps=\"{}\" data-folded=\"{}\" data-outside=\"{}\"><title>{}</title>",
        group.steps,
        group.folded.len(),
        group.outside,
        Escaped(&full.join(" · "))
    )?;
    writeln!(
        svg,
        "<rect class=\"strip\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{}\" fill=\"#e9ecef\" \
         fill-opacity=\"0.55\"/>",
        MARGIN - 6,
        WIDTH - 2 * MARGIN + 6,
        HEADER - 2
    )?;
    let counts = width(&group.counts, FONT);
    writeln!(
        svg,
        "<text class=\"name\" x=\"{MARGIN}\" y=\"{}\" font-size=\"12\" font-weight=\"650\">{}</text>",
        y + 16,
        Escaped(&cut(&group.title, LEFT - 24 - MARGIN - counts, 13))
    )?;
    writeln!(
        svg,
        "<text class=\"counts\" x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"{FAINT_INK}\">{}</text>",
        LEFT - 10,
        y + 16,
        Escaped(&cut(&group.counts, LEFT - 24 - MARGIN, FONT))
    )?;
    if let Some((x, end)) = group.planned.and_then(|span| on(axis, span)) {
        writeln!(
            svg,
            "<rect class=\"plan\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"2\" fill=\"{PLANNED}\"/>",
            Px(x),
            y + 10,
            Px(end - x)
        )?;
    }
    if let Some((x, end)) = group.expected.and_then(|span| on(axis, span)) {
        // A bracket.
        writeln!(
            svg,
            "<path class=\"whole\" d=\"M{} {}v-7H{}v7\" fill=\"none\" stroke=\"{INK}\" \
             stroke-width=\"2\"/>",
            Px(x),
            y + 11,
            Px(end)
        )?;
        if let Some(delay) = &group.delay {
            write_beside(svg, delay, (x, end + 40), y + 10)?;
        }
    }
    write_together(svg, &group.folded, axis, y + 13)?;
    writeln!(svg, "</g>")
}

/// Class, fill, distance from above, height, and which times of a bar it shows.
type Band = (&'static str, &'static str, i64, i64, fn(&Bar) -> Option<Span>);

/// The steps without a row: what is to come as a thin band, what happened as a thick one.
fn write_together(svg: &mut String, bars: &[Bar], axis: &Axis, y: i64) -> fmt::Result {
    let bands: [Band; 3] = [
        ("plan", PLANNED, 4, 1, |bar| {
            bar.planned.filter(|_| bar.actual.is_none() && bar.expected.is_none())
        }),
        ("forecast", TOGETHER.1, 2, 5, |bar| bar.expected),
        ("actual", TOGETHER.0, 0, 9, |bar| bar.actual),
    ];
    for (class, fill, below, height, span) in bands {
        let mut spans: Vec<_> =
            bars.iter().filter_map(span).filter_map(|it| on(axis, it)).collect();
        spans.sort_unstable();
        if spans.is_empty() {
            continue;
        }
        let mut path = String::new();
        for (x, end) in merged(spans) {
            write!(path, "M{} {}h{}v{height}h-{}z", Px(x), y + below, Px(end - x), Px(end - x))?;
        }
        writeln!(svg, "<path class=\"together {class}\" d=\"{path}\" fill=\"{fill}\"/>")?;
    }
    Ok(())
}

/// Arrows from each critical step to the one that waits for it.
pub(super) fn write_critical(svg: &mut String, chart: &Chart, heights: &Heights) -> fmt::Result {
    let mut places: Vec<(StepIx, &Row, i64)> = Vec::new();
    for (nth, group) in chart.groups.iter().enumerate() {
        for (row, place) in group.rows.iter().zip(0..) {
            places.push((row.step, row, heights.row(nth, place)));
        }
    }
    places.sort_by_key(|(step, ..)| *step);
    let find = |step: StepIx| {
        places.binary_search_by_key(&step, |(it, ..)| *it).ok().and_then(|nth| places.get(nth))
    };
    let mut path = String::new();
    for &(from, to) in &chart.critical {
        let (Some((_, first, above)), Some((_, _, below))) = (find(from), find(to)) else {
            continue;
        };
        let Some((_, end)) = first.bar.expected.filter(|span| chart.axis.contains(span.1)) else {
            continue;
        };
        let x = Px(chart.axis.x(end));
        if below > above {
            write!(path, "M{x} {}V{}m-3 -5l3 5l3 -5", above + BAR.0 + BAR.1, below + BAR.0)?;
        } else {
            write!(path, "M{x} {}V{}m-3 5l3 -5l3 5", above + BAR.0, below + BAR.0 + BAR.1)?;
        }
    }
    if path.is_empty() {
        return Ok(());
    }
    writeln!(
        svg,
        "<path class=\"critical\" d=\"{path}\" fill=\"none\" stroke=\"{CRITICAL}\" \
         stroke-width=\"1.2\" aria-hidden=\"true\"/>"
    )
}

pub(super) fn write_row(svg: &mut String, row: &Row, axis: &Axis, y: i64) -> fmt::Result {
    if let Some(link) = &row.link {
        write!(svg, "<a href=\"{}\" aria-label=\"{}\">", Escaped(link), Escaped(&row.full))?;
    }
    let critical = if row.is_critical { " critical" } else { "" };
    writeln!(
        svg,
        "<g class=\"step {}{critical}\" data-step=\"{}\"><title>{}</title>",
        class_of(Some(row.state)),
        Escaped(&row.id),
        Escaped(&row.full)
    )?;
    // What a pointer meets, and what separates the rows.
    writeln!(
        svg,
        "<rect class=\"strip\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{ROW}\" fill=\"{PAPER}\" \
         fill-opacity=\"0\"/>",
        MARGIN - 6,
        WIDTH - 2 * MARGIN + 6
    )?;
    if row.is_critical {
        writeln!(
            svg,
            "<rect class=\"mark\" x=\"{}\" y=\"{}\" width=\"3\" height=\"{}\" fill=\"{CRITICAL}\"/>",
            MARGIN - 6,
            y + 2,
            ROW - 4
        )?;
    }
    let word = width(&row.word, FONT);
    let weight = if row.is_critical { " font-weight=\"650\"" } else { "" };
    writeln!(
        svg,
        "<text class=\"id\" x=\"{}\" y=\"{}\"{weight}>{}</text><text class=\"label\" x=\"{LABELS}\" \
         y=\"{}\">{}</text><text class=\"word\" x=\"{}\" y=\"{}\" text-anchor=\"end\" \
         fill=\"{FAINT_INK}\">{}</text>",
        MARGIN + 4,
        y + 12,
        Escaped(&cut(&row.id, LABELS - MARGIN - 8, FONT)),
        y + 12,
        Escaped(&cut(row.label.trim(), LEFT - 20 - LABELS - word, FONT)),
        LEFT - 10,
        y + 12,
        Escaped(&row.word)
    )?;
    write_bar(svg, row, axis, y)?;
    writeln!(svg, "</g>{}", if row.link.is_some() { "</a>" } else { "" })
}

fn write_bar(svg: &mut String, row: &Row, axis: &Axis, y: i64) -> fmt::Result {
    let bar = &row.bar;
    if let Some((x, end)) = bar.planned.and_then(|span| on(axis, span)) {
        writeln!(
            svg,
            "<rect class=\"plan\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{PLANNED}\"/>",
            Px(x),
            y + PLAN.0,
            Px(end - x),
            PLAN.1
        )?;
    }
    let mut last = None;
    if let (Some((_, end)), Some(latest)) = (bar.expected, bar.latest_end)
        && latest > end
        && let Some((x, latest)) = on(axis, (end, latest))
    {
        let tick = if axis.contains(bar.latest_end.unwrap_or(end)) { "m0 -3v6" } else { "" };
        writeln!(
            svg,
            "<path class=\"slack\" d=\"M{} {}H{}{tick}\" fill=\"none\" stroke=\"{FAINT_LINE}\" \
             stroke-dasharray=\"1 3\"/>",
            Px(x),
            y + BAR.0 + BAR.1 / 2,
            Px(latest)
        )?;
    }
    let Look { fill, line, outline, .. } = look(Some(row.state));
    if let Some((x, end)) = bar.expected.and_then(|span| on(axis, span)) {
        let (stroke, thick) = if row.is_critical { (CRITICAL, "1.8") } else { (line, "1") };
        let dashes = match outline {
            Outline::Dashed if !row.is_critical => " stroke-dasharray=\"3 2\"",
            Outline::Solid | Outline::Dashed | Outline::Dotted => "",
        };
        writeln!(
            svg,
            "<rect class=\"forecast\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\" \
             stroke=\"{stroke}\" stroke-width=\"{thick}\"{dashes}/>",
            Px(x),
            y + BAR.0,
            Px(end - x),
            BAR.1
        )?;
        last = Some((x, end));
    }
    if let Some((x, end)) = bar.actual.and_then(|span| on(axis, span)) {
        let fill = if row.state == State::Open { line } else { DONE };
        writeln!(
            svg,
            "<rect class=\"actual\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"/>",
            Px(x),
            y + BAR.0,
            Px(end - x),
            BAR.1
        )?;
        last = Some(last.map_or((x, end), |(_, last)| (x, last)));
    }
    match (&row.delay, last) {
        (Some(delay), Some(bar)) => write_beside(svg, delay, bar, y + 12),
        _ => Ok(()),
    }
}

/// A delay behind a bar or before it, if there is room.
fn write_beside(svg: &mut String, delay: &str, (x, end): (Tenths, Tenths), y: i64) -> fmt::Result {
    let needed = 10 * width(delay, FONT) + 50;
    let (x, anchor) = match (end + needed <= 10 * RIGHT, x - needed >= 10 * LEFT) {
        (true, _) => (end + 50, "start"),
        (false, true) => (x - 50, "end"),
        (false, false) => return Ok(()),
    };
    writeln!(
        svg,
        "<text class=\"delay\" x=\"{}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{LATE}\" \
         font-weight=\"600\" stroke=\"{PAPER}\" stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
        Px(x),
        Escaped(delay)
    )
}

/// Where a span is drawn, if a part of it is on the axis: at least [`LEAST`] wide, and within.
fn on(axis: &Axis, (begins, ends): Span) -> Option<(Tenths, Tenths)> {
    if ends < axis.since || begins > axis.until {
        return None;
    }
    let x = axis.x(begins).min(axis.right - LEAST);
    Some((x, axis.x(ends).max(x + LEAST)))
}

/// Sorted spans, merged where they overlap or touch.
fn merged(spans: Vec<(Tenths, Tenths)>) -> Vec<(Tenths, Tenths)> {
    let mut merged: Vec<(Tenths, Tenths)> = Vec::new();
    for (x, end) in spans {
        match merged.last_mut() {
            Some(last) if x <= last.1 => last.1 = last.1.max(end),
            Some(_) | None => merged.push((x, end)),
        }
    }
    merged
}
