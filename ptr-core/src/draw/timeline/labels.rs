//! The names of vertical lines (the instant of the view, milestones), in lanes so that no two
//! overlap.

use std::fmt::{self, Write as _};

use super::axis::{Px, Tenths};
use crate::draw::lettering::width;
use crate::draw::markup::Escaped;
use crate::draw::palette::{INK, LINE, PAPER};

const FONT: i64 = 11;
/// The most lanes; a name that fits into none is in the title of its line only.
const MOST_LANES: usize = 3;

/// The sign of a milestone, from its upper corner.
pub(super) const MILESTONE: &str = "l5 5l-5 5l-5 -5z";
/// That of a required end, from the middle of its upper edge: a bar that nothing may pass.
pub(super) const REQUIRED_END: &str = "h5v10h-10v-10z";

/// A vertical line with a name.
pub(super) struct Label {
    x: Tenths,
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Now,
    Milestone,
    RequiredEnd,
}

/// On which side of its line a name stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Right,
    Left,
    /// There is no room.
    None,
}

impl Label {
    pub(super) fn now(x: Tenths, text: String) -> Self {
        Self { x, text, kind: Kind::Now }
    }

    pub(super) fn milestone(x: Tenths, text: String) -> Self {
        Self { x, text, kind: Kind::Milestone }
    }

    pub(super) fn required_end(x: Tenths, text: String) -> Self {
        Self { x, text, kind: Kind::RequiredEnd }
    }

    /// What the name takes on a side.
    fn place(&self, side: Side) -> (Tenths, Tenths) {
        let text = 10 * width(&self.text, FONT + 1) + 130;
        match side {
            Side::Right => (self.x - 50, self.x + text),
            Side::Left => (self.x - text, self.x + 50),
            Side::None => (self.x, self.x),
        }
    }

    /// The line from its lane, whose upper edge is `top`, to `bottom`.
    pub(super) fn write(&self, svg: &mut String, top: i64, bottom: i64, side: Side) -> fmt::Result {
        let (x, text) = (self.x, Escaped(&self.text));
        let (class, line, colour) = match self.kind {
            Kind::Now => ("now", "stroke-width=\"1.6\"", INK),
            Kind::Milestone => ("milestone", "stroke-width=\"1\" stroke-dasharray=\"6 3\"", LINE),
            Kind::RequiredEnd => ("milestone required", "stroke-width=\"2\"", LINE),
        };
        writeln!(svg, "<g class=\"{class}\"><title>{text}</title>")?;
        let is_now = self.kind == Kind::Now;
        let from = top + if is_now { 1 } else { 8 };
        writeln!(svg, "<path d=\"M{} {from}V{bottom}\" stroke=\"{colour}\" {line}/>", Px(x))?;
        let sign = match self.kind {
            Kind::Now => None,
            Kind::Milestone => Some(MILESTONE),
            Kind::RequiredEnd => Some(REQUIRED_END),
        };
        if let Some(sign) = sign {
            let y = top + 3;
            writeln!(svg, "<path d=\"M{} {y}{sign}\" fill=\"{colour}\"/>", Px(x))?;
        }
        let (at, anchor) = match side {
            Side::Right => (x + 80, "start"),
            Side::Left => (x - 80, "end"),
            Side::None => return writeln!(svg, "</g>"),
        };
        let y = top + 12;
        if is_now {
            let wide = 10 * width(&self.text, FONT + 1) + 80;
            let left = if side == Side::Right { x } else { x - wide };
            writeln!(
                svg,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"15\" rx=\"2\" fill=\"{INK}\"/>",
                Px(left),
                top + 1,
                Px(wide)
            )?;
            let at = if side == Side::Right { x + 40 } else { x - 40 };
            writeln!(
                svg,
                "<text x=\"{}\" y=\"{y}\" text-anchor=\"{anchor}\" font-weight=\"600\" \
                 fill=\"{PAPER}\">{text}</text></g>",
                Px(at)
            )
        } else {
            writeln!(
                svg,
                "<text x=\"{}\" y=\"{y}\" text-anchor=\"{anchor}\" font-weight=\"600\" \
                 stroke=\"{PAPER}\" stroke-width=\"3\" paint-order=\"stroke\">{text}</text></g>",
                Px(at)
            )
        }
    }
}

/// For each name its lane and side; and how many lanes there are. Time `O(names²)` at worst.
pub(super) fn in_lanes(
    labels: &[Label],
    (left, right): (Tenths, Tenths),
) -> (Vec<(i64, Side)>, i64) {
    let mut lanes: Vec<Vec<(Tenths, Tenths)>> = Vec::new();
    let mut places = Vec::new();
    for label in labels {
        let tries = (0..MOST_LANES)
            .flat_map(|lane| [(lane, Side::Right), (lane, Side::Left)])
            .find(|(lane, side)| {
                let (from, to) = label.place(*side);
                let taken = lanes.get(*lane).map_or(&[][..], Vec::as_slice);
                let free = taken.iter().all(|(begin, end)| to <= *begin || *end <= from);
                left <= from.max(left) && to <= right && from >= left - 50 && free
            });
        let (lane, side) = tries.unwrap_or((0, Side::None));
        if lanes.len() <= lane {
            lanes.resize_with(lane + 1, Vec::new);
        }
        if let Some(taken) = lanes.get_mut(lane) {
            taken.push(label.place(side));
        }
        places.push((i64::try_from(lane).unwrap_or(0), side));
    }
    (places, i64::try_from(lanes.len()).unwrap_or(0))
}
