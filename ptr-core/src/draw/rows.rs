//! Wraps a long picture into rows, and places frames side by side.
//!
//! A plan is long and has many narrow points: milestones before which everything ends. In one row
//! it would be too wide for a screen or a sheet, so its columns are wrapped as words are wrapped
//! into lines. Invariants: a row ends only where at most one line continues in the next row; a
//! frame that does not fit into the rest of a row begins a new one, if lines allow it. Frames that
//! have no column in common share a track.

use std::collections::BTreeMap;
use std::ops::Range;

use super::layering::{Columns, Lane, Track, Vertex};
use super::sizes::CLEAR;
use super::sizes::{MARGIN, Sizes, int};
use crate::dense::{Dense, DenseMap};

/// A picture that is at most this wide, in pixels, is not wrapped.
const SHORT: i64 = 1_200;

pub(super) struct Row {
    pub(super) columns: Range<usize>,
    /// From top to bottom.
    pub(super) tracks: Vec<Track>,
    /// Whether a line continues in the next row.
    pub(super) goes_on: bool,
}

/// The part of a frame in one row.
pub(super) struct Piece {
    pub(super) row: usize,
    pub(super) lane: Lane,
    pub(super) track: Track,
    /// The columns of this part.
    pub(super) columns: Range<usize>,
    /// The isolated boxes of this part, and how many of them are placed side by side.
    pub(super) isolated: Vec<Vertex>,
    pub(super) side_by_side: usize,
}

pub(super) struct Rows {
    pub(super) all: Vec<Row>,
    /// The row of each column.
    pub(super) row: Vec<usize>,
    pub(super) pieces: Vec<Piece>,
    /// The track of each vertex.
    pub(super) track: DenseMap<Vertex, Track>,
    pub(super) tracks: usize,
}

impl Rows {
    /// Time `O(c * log c + n * log n)` for `c` columns and `n` vertices.
    pub(super) fn of(columns: &Columns, lanes: usize, sizes: Sizes) -> Self {
        let ranges = best_rows(columns, lanes, sizes);
        let mut row_of = vec![0; columns.all.len()];
        for (row, range) in ranges.iter().enumerate() {
            row_of[range.clone()].fill(row);
        }
        let mut pieces = pieces(columns, lanes, sizes, &row_of, &ranges);

        let mut tracks = 0;
        let mut all = Vec::with_capacity(ranges.len());
        for (row, range) in ranges.into_iter().enumerate() {
            let mut own = Vec::new();
            let mut end = 0;
            for piece in of_row(&mut pieces, row) {
                if own.is_empty() || piece.columns.start < end {
                    own.push(Track::from_index(tracks));
                    tracks += 1;
                }
                piece.track = Track::from_index(tracks - 1);
                end = piece.columns.end;
            }
            if own.is_empty() && !range.is_empty() {
                own.push(Track::from_index(tracks));
                tracks += 1;
            }
            let goes_on = lines_into(columns, range.end) > 0;
            all.push(Row { columns: range, tracks: own, goes_on });
        }

        // A line through a row in which its lane has no boxes takes the track of the lane before.
        let mut track = DenseMap::filled(Track::from_index(0), columns.column.len());
        for &it in columns.all.iter().flatten() {
            let row = row_of[columns.column[it]];
            let before = pieces.range(..=(row, columns.lane[it])).next_back();
            let piece = before.filter(|((of, _), _)| *of == row).map(|(_, piece)| piece.track);
            track[it] = piece.unwrap_or(all[row].tracks[0]);
        }
        Self { all, row: row_of, pieces: pieces.into_values().collect(), track, tracks }
    }
}

type Pieces = BTreeMap<(usize, Lane), Piece>;

fn of_row(pieces: &mut Pieces, row: usize) -> impl Iterator<Item = &mut Piece> {
    let first = Lane::from_index(0);
    pieces.range_mut((row, first)..(row + 1, first)).map(|(_, piece)| piece)
}

/// The part of each lane in each row. Isolated boxes belong to the last part of their lane.
fn pieces(
    columns: &Columns,
    lanes: usize,
    sizes: Sizes,
    row_of: &[usize],
    ranges: &[Range<usize>],
) -> Pieces {
    let empty = |row, lane, start| Piece {
        row,
        lane,
        track: Track::from_index(0),
        columns: start..start,
        isolated: Vec::new(),
        side_by_side: 0,
    };
    let mut pieces = Pieces::new();
    let mut last_row: DenseMap<Lane, Option<usize>> = DenseMap::filled(None, lanes);
    for (nth, column) in columns.all.iter().enumerate() {
        for &it in column.iter().filter(|it| !columns.is_dummy(**it)) {
            let (row, lane) = (row_of[nth], columns.lane[it]);
            pieces.entry((row, lane)).or_insert_with(|| empty(row, lane, nth)).columns.end =
                nth + 1;
            last_row[lane] = Some(row);
        }
    }
    let mut isolated = DenseMap::<Lane, Vec<Vertex>>::filled(Vec::new(), lanes);
    for &it in &columns.isolated {
        isolated[columns.lane[it]].push(it);
    }
    let mut row = 0;
    for (lane, isolated) in isolated {
        row = last_row[lane].unwrap_or(row);
        if isolated.is_empty() {
            continue;
        }
        let start = ranges[row].start;
        let piece = pieces.entry((row, lane)).or_insert_with(|| empty(row, lane, start));
        let span = piece.columns.len();
        piece.side_by_side = span.max(sizes.block).max(1).min(span.max(isolated.len()));
        piece.columns.end = piece.columns.end.max(piece.columns.start + piece.side_by_side);
        piece.isolated = isolated;
    }
    pieces
}

/// Columns between which no row may end, and their height in pixels.
struct Section {
    columns: Range<usize>,
    high: i64,
    /// The column in which the frames that begin here end; `None` if another frame continues across
    /// the beginning.
    frames_end: Option<usize>,
}

/// The rows whose proportions are closest to those of the sheet.
fn best_rows(columns: &Columns, lanes: usize, sizes: Sizes) -> Vec<Range<usize>> {
    let sections = sections(columns, lanes, sizes);
    let pitch = sizes.length + sizes.gap;
    let overhead = sizes.head.1 + 5 * MARGIN;
    let short = usize::try_from(SHORT / pitch).unwrap_or(1).max(1);
    // The first attempt has a single row.
    let mut most = columns.all.len();
    let mut best = Vec::new();
    let mut least = i64::MAX;
    loop {
        let (rows, high) = wrapped(&sections, most);
        let wide = int(rows.iter().map(Range::len).max().unwrap_or(0)) * pitch;
        let high = high + overhead * int(rows.len());
        let size = (wide * sizes.sheet.1).max(high * sizes.sheet.0);
        // More rows are used only if they gain at least a tenth.
        if are_balanced(&rows) && size < least - least / 10 {
            (best, least) = (rows, size);
        }
        if most <= short {
            return best;
        }
        most = (most * 7 / 8).max(short);
    }
}

/// Whether all rows but the last are at least half as long as the longest.
fn are_balanced(rows: &[Range<usize>]) -> bool {
    let longest = rows.iter().map(Range::len).max().unwrap_or(0);
    rows.split_last().is_none_or(|(_, others)| others.iter().all(|row| 2 * row.len() >= longest))
}

/// Rows of at most `most` columns, unless a section is longer, and their height together.
fn wrapped(sections: &[Section], most: usize) -> (Vec<Range<usize>>, i64) {
    let mut rows: Vec<Range<usize>> = Vec::new();
    let (mut high, mut here) = (0, 0);
    for section in sections {
        // A frame that is longer than a row need not begin a new one.
        let whole = section.frames_end.filter(|end| end - section.columns.start <= most);
        let end = whole.unwrap_or(section.columns.end);
        match rows.last_mut() {
            Some(row) if end - row.start <= most => {
                row.end = section.columns.end;
                here = here.max(section.high);
            }
            _ => {
                rows.push(section.columns.clone());
                high += here;
                here = section.high;
            }
        }
    }
    if rows.is_empty() {
        rows.push(0..0);
    }
    (rows, high + here)
}

/// The number of lines into a column, where edges that share a dummy node or a box count as one.
fn lines_into(columns: &Columns, column: usize) -> usize {
    let before = column.checked_sub(1).and_then(|before| columns.all.get(before));
    let leaving = before.into_iter().flatten().filter(|it| !columns.after[**it].is_empty());
    let here = columns.all.get(column);
    let reaching = here.into_iter().flatten().filter(|it| !columns.before[**it].is_empty());
    leaving.count().min(reaching.count())
}

fn sections(columns: &Columns, lanes: usize, sizes: Sizes) -> Vec<Section> {
    let count = columns.all.len();
    // Changes in the number of frames, and of straight edges, that cross the beginning of each
    // column; their prefix sums are these numbers.
    let mut frames = vec![0_i64; count + 1];
    let mut straight = vec![0_i64; count + 1];
    let mut lane_columns: DenseMap<Lane, Option<(usize, usize)>> = DenseMap::filled(None, lanes);
    for (nth, column) in columns.all.iter().enumerate() {
        for &it in column.iter().filter(|it| !columns.is_dummy(**it)) {
            let first = lane_columns[columns.lane[it]].map_or(nth, |(first, _)| first);
            lane_columns[columns.lane[it]] = Some((first, nth));
        }
    }
    for &(first, last) in lane_columns.iter().filter_map(|(_, columns)| columns.as_ref()) {
        frames[first + 1] += 1;
        frames[last + 1] -= 1;
    }
    for &(from, to) in &columns.straight {
        straight[columns.column[from] + 1] += 1;
        straight[columns.column[to] + 1] -= 1;
    }
    let mut sections: Vec<Section> = Vec::new();
    let (mut over, mut past) = (0, 0);
    for (nth, column) in columns.all.iter().enumerate() {
        over += frames[nth];
        past += straight[nth];
        let tall = |it: &Vertex| {
            if columns.is_dummy(*it) { CLEAR } else { sizes.breadth + sizes.apart }
        };
        let high = column.iter().map(tall).sum();
        match sections.last_mut() {
            Some(section) if lines_into(columns, nth) > 1 || past > 0 => {
                section.columns.end = nth + 1;
                section.high = section.high.max(high);
            }
            _ => sections.push(Section {
                columns: nth..nth + 1,
                high,
                frames_end: (over == 0).then_some(count),
            }),
        }
    }
    // Frames end where the next section without a crossing frame begins.
    let mut end = count;
    for section in sections.iter_mut().rev() {
        if let Some(frames_end) = &mut section.frames_end {
            *frames_end = end;
            end = section.columns.start;
        }
    }
    sections
}
