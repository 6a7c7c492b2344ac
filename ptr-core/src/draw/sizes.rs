//! How big the parts of a picture are, in whole pixels.
//!
//! "Along" is the way the lines go and "across" is the other one, whichever is which on paper.

/// Free space around the boxes of a frame, and around the picture.
pub(super) const MARGIN: i64 = 14;

/// How big things are.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    /// A box, along.
    pub(super) length: i64,
    /// A box, across.
    pub(super) breadth: i64,
    /// Between columns at least.
    pub(super) gap: i64,
    /// Between boxes of a column.
    pub(super) apart: i64,
    /// Above the boxes of a frame: along, across.
    pub(super) head: (i64, i64),
    /// Boxes without lines stand in a block that is at least as many columns long.
    pub(super) block: usize,
    /// The proportions of the sheet that the picture should fit: along, across.
    pub(super) sheet: (i64, i64),
}

/// Along, across.
pub(super) type Point = (i64, i64);

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) along: i64,
    pub(super) across: i64,
    pub(super) length: i64,
    pub(super) breadth: i64,
}

/// Lines keep this far from each other, and from boxes.
pub(super) const CLEAR: i64 = 12;

pub(super) fn int(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
