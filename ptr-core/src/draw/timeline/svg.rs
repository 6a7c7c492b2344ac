//! Writes a timeline as SVG.
//!
//! As the other pictures it contains no script, no style attribute and no id, so that several fit
//! into one page. Coordinates along the axis are tenths of a pixel, all others whole pixels. What
//! differs in colour differs in form, too: what happened is a solid bar, what is expected a lighter
//! one with an outline, the plan a thin line below, slack a dotted one behind, the critical path a
//! thick outline with arrows from bar to bar.

use std::fmt::{self, Write as _};

use super::axis::{Axis, Px, Scales, Tenths};
use super::chart::{Bar, Chart, Group, Row, Span};
use super::labels::{Label, in_lanes};
use super::legend;
use crate::dense::StepIx;
use crate::draw::lettering::{broken, cut, width};
use crate::draw::markup::{Beginning, Escaped};
use crate::draw::palette::{
    CRITICAL, DONE, FAINT_INK, FAINT_LINE, INK, LATE, LINE, Look, Outline, PAPER, PLANNED,
    TOGETHER, class_of, look,
};
use crate::draw::words::{DrawWords, TimelineText};
use crate::state::State;

/// Sizes in pixels.
const WIDTH: i64 = 1_400;
const MARGIN: i64 = 16;
/// The left edge of the axis, and the columns before it.
const LEFT: i64 = 452;
const RIGHT: i64 = WIDTH - MARGIN;
const LABELS: i64 = MARGIN + 96;
/// The coordinates along the axis.
pub(super) const ROOM: (i64, i64) = (LEFT, RIGHT);
const FONT: i64 = 11;
const TOP: i64 = 92;
const ROW: i64 = 18;
const HEADER: i64 = 26;
const GAP: i64 = 4;
const LANE: i64 = 16;
/// Vertical place and height of the bar in a row; the plan's line is below it.
const BAR: (i64, i64) = (2, 9);
const PLAN: (i64, i64) = (13, 2);
/// The least width of a bar.
const LEAST: Tenths = 25;
pub(super) fn spell(chart: &Chart, with_legend: bool, words: &dyn DrawWords) -> String {
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut svg, chart, with_legend, words);
    svg
}

/// Where the rows stand.
struct Heights {
    /// The upper edge of each group's title.
    groups: Vec<i64>,
    bottom: i64,
}

impl Heights {
    fn of(chart: &Chart, lanes: i64) -> Self {
        let mut y = TOP + lanes * LANE + GAP;
        let groups = chart.groups.iter().map(|group| {
            let top = y;
            y += HEADER + GAP;
            for _ in &group.rows {
                y += ROW;
            }
            top
        });
        let groups = groups.collect();
        Self { groups, bottom: y.max(TOP + 3 * ROW) }
    }

    fn row(&self, group: usize, nth: i64) -> i64 {
        self.groups.get(group).map_or(0, |top| top + HEADER + ROW * nth)
    }
}

fn write(svg: &mut String, chart: &Chart, with_legend: bool, words: &dyn DrawWords) -> fmt::Result {
    let markers = markers(chart, words);
    let (lanes, count) = in_lanes(&markers, (10 * LEFT, 10 * RIGHT));
    let heights = Heights::of(chart, count);
    let changes = chart.axis.clock_changes();
    let frame = heights.bottom + if changes.is_empty() { 0 } else { LANE };
    let undated = chart.undated.as_deref().unwrap_or_default();
    let undated = broken(undated, WIDTH - 2 * MARGIN, FONT, 2);
    let mut bottom = frame + 8;
    let listed = bottom;
    bottom += 16 * i64::try_from(undated.len()).unwrap_or(0);
    let explained = bottom;
    bottom += if with_legend { legend::height(words, WIDTH) } else { 4 };

    begin(svg, chart, bottom)?;
    write_axis(svg, chart, &chart.axis.scales(), frame, words)?;
    for (marker, (lane, side)) in markers.iter().zip(lanes) {
        marker.write(svg, TOP + lane * LANE, frame, side)?;
    }
    for (group, &y) in chart.groups.iter().zip(&heights.groups) {
        write_group(svg, group, &chart.axis, y)?;
    }
    write_critical(svg, chart, &heights)?;
    for (nth, group) in chart.groups.iter().enumerate() {
        for (row, place) in group.rows.iter().zip(0..) {
            write_row(svg, row, &chart.axis, heights.row(nth, place))?;
        }
    }
    for (at, offset) in changes {
        write_clock_change(
            svg,
            chart.axis.x(at),
            frame,
            &words.timeline(TimelineText::ClockChange(offset)),
        )?;
    }
    for (line, nth) in undated.iter().zip(1..) {
        writeln!(
            svg,
            "<text class=\"undated\" x=\"{MARGIN}\" y=\"{}\">{}</text>",
            listed + 16 * nth - 4,
            Escaped(line)
        )?;
    }
    if with_legend {
        legend::write(svg, words, explained, WIDTH)?;
    }
    writeln!(svg, "</svg>")
}

fn begin(svg: &mut String, chart: &Chart, height: i64) -> fmt::Result {
    let links = chart.groups.iter().flat_map(|group| &group.rows).any(|row| row.link.is_some());
    let beginning = Beginning {
        class: "timeline",
        size: (WIDTH, height),
        font: FONT,
        language: &chart.language,
        title: &chart.title,
        description: &chart.description,
        links,
    };
    write!(svg, "{beginning}")?;
    let room = WIDTH - 2 * MARGIN;
    writeln!(
        svg,
        "<g aria-hidden=\"true\"><text class=\"heading\" x=\"{MARGIN}\" y=\"26\" font-size=\"16\" \
         font-weight=\"650\">{}</text><text class=\"subheading\" x=\"{MARGIN}\" y=\"46\" \
         font-size=\"13\" fill=\"{FAINT_INK}\">{}</text></g>",
        Escaped(&cut(&chart.title, room, 17)),
        Escaped(&cut(&chart.subtitle, room, 13))
    )
}

/// The frame, weekends, ticks and their texts.
fn write_axis(
    svg: &mut String,
    chart: &Chart,
    scales: &Scales,
    bottom: i64,
    words: &dyn DrawWords,
) -> fmt::Result {
    let axis = &chart.axis;
    writeln!(svg, "<g class=\"axis\" aria-hidden=\"true\">")?;
    for (from, to) in axis.weekends() {
        writeln!(
            svg,
            "<rect class=\"weekend\" x=\"{}\" y=\"{TOP}\" width=\"{}\" height=\"{}\" \
             fill=\"#f1f3f5\"/>",
            Px(from),
            Px(to - from),
            bottom - TOP
        )?;
    }
    for (scale, stroke, top) in
        [(Some(&scales.fine), "#e9ecef", TOP - 18), (scales.coarse.as_ref(), "#ced4da", TOP - 34)]
    {
        let Some(scale) = scale else { continue };
        let mut path = String::new();
        for tick in &scale.ticks {
            write!(path, "M{} {top}V{bottom}", Px(axis.x(tick.at)))?;
        }
        writeln!(svg, "<path class=\"tick\" d=\"{path}\" stroke=\"{stroke}\"/>")?;
    }
    write_fine(svg, axis, scales, words)?;
    write_coarse(svg, axis, scales, words)?;
    let instant =
        |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
    writeln!(
        svg,
        "<rect class=\"frame\" x=\"{LEFT}\" y=\"{TOP}\" width=\"{}\" height=\"{}\" fill=\"none\" \
         stroke=\"#adb5bd\" data-since=\"{}\" data-until=\"{}\"/></g>",
        RIGHT - LEFT,
        bottom - TOP,
        instant(axis.since),
        instant(axis.until)
    )
}

fn write_fine(
    svg: &mut String,
    axis: &Axis,
    scales: &Scales,
    words: &dyn DrawWords,
) -> fmt::Result {
    let mut free = 10 * LEFT;
    for tick in &scales.fine.ticks {
        let mut text = words.tick(tick.local, scales.fine.form);
        if let Some(offset) = tick.offset {
            // The hours of the offset tell the two apart.
            let offset = offset.to_string();
            let hours = offset.strip_suffix(":00").unwrap_or(&offset);
            write!(text, " {hours}")?;
        }
        let x = axis.x(tick.at) + 30;
        let end = x + 10 * width(&text, FONT);
        if x < free || end > 10 * RIGHT {
            continue;
        }
        free = end;
        writeln!(
            svg,
            "<text class=\"fine\" x=\"{}\" y=\"{}\" fill=\"{FAINT_INK}\">{}</text>",
            Px(x),
            TOP - 6,
            Escaped(&text)
        )?;
    }
    Ok(())
}

/// The coarser texts; that of the unit in which the axis begins stands at its beginning.
fn write_coarse(
    svg: &mut String,
    axis: &Axis,
    scales: &Scales,
    words: &dyn DrawWords,
) -> fmt::Result {
    let Some(coarse) = &scales.coarse else { return Ok(()) };
    let begun = crate::plan::wall_clock(axis.zone, axis.since).map(|local| (10 * LEFT, local));
    let begun = begun.filter(|_| coarse.ticks.first().is_none_or(|tick| tick.at > axis.since));
    let ticks = coarse.ticks.iter().map(|tick| (axis.x(tick.at), tick.local));
    let texts: Vec<_> = begun.into_iter().chain(ticks).collect();
    for (nth, &(x, local)) in texts.iter().enumerate() {
        let room = texts.get(nth + 1).map_or(10 * RIGHT, |next| next.0) - x - 60;
        let text = words.tick(local, coarse.form);
        if 10 * width(&text, FONT + 1) <= room {
            writeln!(
                svg,
                "<text class=\"coarse\" x=\"{}\" y=\"{}\" font-weight=\"600\">{}</text>",
                Px(x + 30),
                TOP - 22,
                Escaped(&text)
            )?;
        }
    }
    Ok(())
}

/// The title of a group, with the times of all its steps and the steps without a row.
fn write_group(svg: &mut String, group: &Group, axis: &Axis, y: i64) -> fmt::Result {
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
fn write_critical(svg: &mut String, chart: &Chart, heights: &Heights) -> fmt::Result {
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

fn write_row(svg: &mut String, row: &Row, axis: &Axis, y: i64) -> fmt::Result {
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

fn write_clock_change(svg: &mut String, x: Tenths, bottom: i64, text: &str) -> fmt::Result {
    let fits = x + 10 * width(text, FONT) + 40 < 10 * RIGHT;
    let (at, anchor) = if fits { (x + 40, "start") } else { (x - 40, "end") };
    writeln!(
        svg,
        "<g class=\"clock-change\"><path d=\"M{} {TOP}V{bottom}\" stroke=\"{LINE}\" \
         stroke-dasharray=\"1 3\"/><text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" \
         fill=\"{FAINT_INK}\" stroke=\"{PAPER}\" stroke-width=\"3\" paint-order=\"stroke\">{}</text></g>",
        Px(x),
        Px(at),
        bottom - 5,
        Escaped(text)
    )
}

/// The instant of the view, then the milestones in their order in time.
fn markers(chart: &Chart, words: &dyn DrawWords) -> Vec<Label> {
    let now = chart.now.map(|at| Label::now(chart.axis.x(at), words.timeline(TimelineText::Now)));
    let mut milestones: Vec<_> = chart.milestones.iter().collect();
    milestones.sort();
    let milestones =
        milestones.into_iter().map(|(at, name)| Label::milestone(chart.axis.x(*at), name.clone()));
    now.into_iter().chain(milestones).collect()
}
