//! Writes a timeline as SVG.
//!
//! As the other pictures it contains no script, no style attribute and no id, so that several fit
//! into one page. Coordinates along the axis are tenths of a pixel, all others whole pixels. What
//! differs in colour differs in form, too: what happened is a solid bar, what is expected a lighter
//! one with an outline, the plan a thin line below, slack a dotted one behind, the critical path a
//! thick outline with arrows from bar to bar.

use std::fmt::{self, Write as _};

use super::axis::{Axis, Px, Scales, Tenths};
use super::bars::{write_critical, write_group, write_row};
use super::chart::Chart;
use super::labels::{Label, in_lanes};
use super::legend;
use super::sizes::{FONT, Heights, LANE, LEFT, MARGIN, RIGHT, TOP, WIDTH};
use crate::draw::lettering::{broken, cut, width};
use crate::draw::markup::{Beginning, Escaped};
use crate::draw::palette::{FAINT_INK, LINE, PAPER};
use crate::draw::words::{DrawWords, TimelineText};

pub(super) fn spell(chart: &Chart, with_legend: bool, words: &dyn DrawWords) -> String {
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut svg, chart, with_legend, words);
    svg
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
    let milestones = chart.milestones.iter().map(|it| {
        let x = chart.axis.x(it.at);
        if it.is_required {
            let required = words.timeline(TimelineText::RequiredEnd);
            Label::required_end(x, format!("{} ({required})", it.name))
        } else {
            Label::milestone(x, it.name.clone())
        }
    });
    now.into_iter().chain(milestones).collect()
}
