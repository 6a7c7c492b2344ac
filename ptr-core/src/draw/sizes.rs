//! The sizes of the parts of a picture, in whole pixels.
//!
//! "Along" is the direction of the lines, "across" is perpendicular to it. The drawing's direction
//! decides which of the two is horizontal.

/// Free space around the boxes of a frame, and around the picture.
pub(super) const MARGIN: i64 = 14;

/// Sizes and distances of boxes.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    /// Size of a box along.
    pub(super) length: i64,
    /// Size of a box across.
    pub(super) breadth: i64,
    /// Least distance between two columns.
    pub(super) gap: i64,
    /// Distance between two boxes of a column.
    pub(super) apart: i64,
    /// Room for the title of a frame, above its boxes: (along, across).
    pub(super) head: (i64, i64),
    /// Isolated boxes are arranged in a block of at least this many columns.
    pub(super) block: usize,
    /// The proportions of the sheet that the picture should fit: (along, across).
    pub(super) sheet: (i64, i64),
}

/// (along, across).
pub(super) type Point = (i64, i64);

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) along: i64,
    pub(super) across: i64,
    pub(super) length: i64,
    pub(super) breadth: i64,
}

/// Least distance between two lines, or between a line and a box.
pub(super) const CLEAR: i64 = 12;

pub(super) fn int(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
