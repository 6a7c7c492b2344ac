//! Converts coordinates along and across into x and y, and writes the path of a line.

use std::fmt::{self, Write as _};

use super::layout::Layout;
use super::options::Direction;
use super::sizes::{Area, Point};

/// The radius of rounded corners, in pixels.
const ROUND: i64 = 8;

/// Converts a layout to x and y.
pub(super) struct Picture {
    direction: Direction,
    /// The height of the drawing's title, in pixels.
    heading: i64,
}

impl Picture {
    pub(super) fn new(direction: Direction, heading: i64) -> Self {
        Self { direction, heading }
    }

    /// The width and height of the picture, its title included.
    pub(super) fn extent(&self, plan: &Layout) -> (i64, i64) {
        self.point((plan.length, plan.breadth))
    }

    fn point(&self, (along, across): Point) -> (i64, i64) {
        match self.direction {
            Direction::LeftToRight => (along, across + self.heading),
            Direction::TopToBottom => (across, along + self.heading),
        }
    }

    /// (x, y, width, height) of an area.
    pub(super) fn place(&self, area: Area) -> (i64, i64, i64, i64) {
        let (x, y) = self.point((area.along, area.across));
        match self.direction {
            Direction::LeftToRight => (x, y, area.length, area.breadth),
            Direction::TopToBottom => (x, y, area.breadth, area.length),
        }
    }

    /// The SVG path of a line: straight along columns and around rows, curved between columns, with
    /// an open arrow head at its end.
    pub(super) fn path(&self, points: &[Point]) -> String {
        let mut path = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_path(&mut path, points);
        path
    }

    fn write_path(&self, path: &mut String, points: &[Point]) -> fmt::Result {
        let Some(&first) = points.first() else { return Ok(()) };
        let (x, y) = self.point(first);
        write!(path, "M{x} {y}")?;
        for (nth, pair) in points.windows(2).enumerate() {
            let (from, to, next) = (pair[0], pair[1], points.get(nth + 2).copied());
            let (end, runs) = (self.point(to), Run::of(from, to));
            match next.map(|next| (Run::of(to, next), next)) {
                // Two straight pieces in the same direction are drawn as one.
                Some((next_runs, _)) if runs == next_runs && runs != Run::Curved => {}
                Some((next_runs, next)) if runs != Run::Curved && next_runs != Run::Curved => {
                    let (before, after) = (self.point(near(to, from)), self.point(near(to, next)));
                    write!(path, "L{} {}", before.0, before.1)?;
                    write!(path, "Q{} {} {} {}", end.0, end.1, after.0, after.1)?;
                }
                Some(_) | None if runs != Run::Curved => match (self.direction, runs) {
                    (Direction::LeftToRight, Run::Along)
                    | (Direction::TopToBottom, Run::Across) => write!(path, "H{}", end.0)?,
                    _ => write!(path, "V{}", end.1)?,
                },
                Some(_) | None => {
                    let bend = from.0.midpoint(to.0);
                    let (a, b) = (self.point((bend, from.1)), self.point((bend, to.1)));
                    write!(path, "C{} {} {} {} {} {}", a.0, a.1, b.0, b.1, end.0, end.1)?;
                }
            }
        }
        match self.direction {
            Direction::LeftToRight => write!(path, "m-7 -4l7 4l-7 4"),
            Direction::TopToBottom => write!(path, "m-4 -7l4 7l4 -7"),
        }
    }
}

/// The shape of a line between two points.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Along,
    Across,
    Curved,
}

impl Run {
    fn of(from: Point, to: Point) -> Self {
        if from.1 == to.1 {
            Self::Along
        } else if from.0 == to.0 {
            Self::Across
        } else {
            Self::Curved
        }
    }
}

/// The point between a corner and its neighbour where the rounding of the corner begins.
fn near(corner: Point, neighbour: Point) -> Point {
    let step = |from: i64, to: i64| from + ((to - from) / 2).clamp(-ROUND, ROUND);
    (step(corner.0, neighbour.0), step(corner.1, neighbour.1))
}
