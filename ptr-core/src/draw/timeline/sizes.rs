//! Sizes of a timeline in pixels, and where its rows stand.

use super::chart::Chart;

/// Sizes in pixels.
pub(super) const WIDTH: i64 = 1_400;
pub(super) const MARGIN: i64 = 16;
/// The left edge of the axis, and the columns before it.
pub(super) const LEFT: i64 = 452;
pub(super) const RIGHT: i64 = WIDTH - MARGIN;
/// The coordinates along the axis.
pub(super) const ROOM: (i64, i64) = (LEFT, RIGHT);
pub(super) const FONT: i64 = 11;
pub(super) const TOP: i64 = 92;
pub(super) const ROW: i64 = 18;
pub(super) const HEADER: i64 = 26;
const GAP: i64 = 4;
pub(super) const LANE: i64 = 16;

/// Where the rows stand.
pub(super) struct Heights {
    /// The upper edge of each group's title.
    pub(super) groups: Vec<i64>,
    pub(super) bottom: i64,
}

impl Heights {
    pub(super) fn of(chart: &Chart, lanes: i64) -> Self {
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

    pub(super) fn row(&self, group: usize, nth: i64) -> i64 {
        self.groups.get(group).map_or(0, |top| top + HEADER + ROW * nth)
    }
}
