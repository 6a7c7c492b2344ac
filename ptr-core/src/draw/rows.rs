//! Where a long picture is cut into rows, and which frames stand side by side.
//!
//! A plan is a long way with narrow passes: milestones that everything waits for. In one line it
//! would be a ribbon that fits neither a screen nor a sheet, so columns fill rows as words fill
//! lines. Kept true: a row ends only where at most one line goes on to the next; a frame that does
//! not fit into the rest of a row begins a new one, where lines allow it. Frames that have no
//! column in common share a track.

use std::collections::BTreeMap;
use std::ops::Range;

use super::layering::{Columns, Lane, Spot, Track};
use super::sizes::CLEAR;
use super::sizes::{MARGIN, Sizes, int};
use crate::dense::{Dense, DenseMap};

/// Rows shorter than that, which any screen shows, are not cut.
const SHORT: i64 = 1_200;

pub(super) struct Row {
    pub(super) columns: Range<usize>,
    /// From the uppermost to the lowest.
    pub(super) tracks: Vec<Track>,
    /// Whether a line goes on to the next row.
    pub(super) goes_on: bool,
}

/// What a frame has in one row.
pub(super) struct Piece {
    pub(super) row: usize,
    pub(super) lane: Lane,
    pub(super) track: Track,
    /// The columns that it takes.
    pub(super) columns: Range<usize>,
    /// The boxes without lines in it, and how many of them stand side by side.
    pub(super) single: Vec<Spot>,
    pub(super) abreast: usize,
}

pub(super) struct Rows {
    pub(super) all: Vec<Row>,
    /// Of each column.
    pub(super) row: Vec<usize>,
    pub(super) pieces: Vec<Piece>,
    /// Of everything that stands in columns.
    pub(super) track: DenseMap<Spot, Track>,
    pub(super) tracks: usize,
}

impl Rows {
    /// Time `O(c * log c + n * log n)` for `c` columns and `n` boxes and places.
    pub(super) fn of(columns: &Columns, lanes: usize, sizes: Sizes) -> Self {
        let ranges = fitting(columns, lanes, sizes);
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

        // Lines pass a row without boxes of their own beside those before them.
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

/// What each lane has in each row. Boxes without lines stand in the last piece of their lane.
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
        single: Vec::new(),
        abreast: 0,
    };
    let mut pieces = Pieces::new();
    let mut last_row: DenseMap<Lane, Option<usize>> = DenseMap::filled(None, lanes);
    for (nth, column) in columns.all.iter().enumerate() {
        for &it in column.iter().filter(|it| !columns.is_place(**it)) {
            let (row, lane) = (row_of[nth], columns.lane[it]);
            pieces.entry((row, lane)).or_insert_with(|| empty(row, lane, nth)).columns.end =
                nth + 1;
            last_row[lane] = Some(row);
        }
    }
    let mut single = DenseMap::<Lane, Vec<Spot>>::filled(Vec::new(), lanes);
    for &it in &columns.single {
        single[columns.lane[it]].push(it);
    }
    let mut row = 0;
    for (lane, single) in single {
        row = last_row[lane].unwrap_or(row);
        if single.is_empty() {
            continue;
        }
        let start = ranges[row].start;
        let piece = pieces.entry((row, lane)).or_insert_with(|| empty(row, lane, start));
        let span = piece.columns.len();
        piece.abreast = span.max(sizes.block).max(1).min(span.max(single.len()));
        piece.columns.end = piece.columns.end.max(piece.columns.start + piece.abreast);
        piece.single = single;
    }
    pieces
}

/// What no row ends within: how many columns, and how high.
struct Word {
    columns: Range<usize>,
    high: i64,
    /// Where the frames that begin with it have all ended, if no other reaches over its begin.
    frames_end: Option<usize>,
}

/// The rows that make a picture of the best proportions.
fn fitting(columns: &Columns, lanes: usize, sizes: Sizes) -> Vec<Range<usize>> {
    let words = words(columns, lanes, sizes);
    let pitch = sizes.length + sizes.gap;
    let overhead = sizes.head.1 + 5 * MARGIN;
    let short = usize::try_from(SHORT / pitch).unwrap_or(1).max(1);
    // First all in one.
    let mut most = columns.all.len();
    let mut best = Vec::new();
    let mut least = i64::MAX;
    loop {
        let (rows, high) = filled(&words, most);
        let wide = int(rows.iter().map(Range::len).max().unwrap_or(0)) * pitch;
        let high = high + overhead * int(rows.len());
        let size = (wide * sizes.sheet.1).max(high * sizes.sheet.0);
        // A further cut has to be worth it.
        if are_filled(&rows) && size < least - least / 10 {
            (best, least) = (rows, size);
        }
        if most <= short {
            return best;
        }
        most = (most * 7 / 8).max(short);
    }
}

/// Whether all but the last are at least half as long as the longest.
fn are_filled(rows: &[Range<usize>]) -> bool {
    let longest = rows.iter().map(Range::len).max().unwrap_or(0);
    rows.split_last().is_none_or(|(_, others)| others.iter().all(|row| 2 * row.len() >= longest))
}

/// Rows of at most so many columns, if no word is longer, and how high they are together.
fn filled(words: &[Word], most: usize) -> (Vec<Range<usize>>, i64) {
    let mut rows: Vec<Range<usize>> = Vec::new();
    let (mut high, mut here) = (0, 0);
    for word in words {
        // What is cut anyway need not begin a row.
        let whole = word.frames_end.filter(|end| end - word.columns.start <= most);
        let end = whole.unwrap_or(word.columns.end);
        match rows.last_mut() {
            Some(row) if end - row.start <= most => {
                row.end = word.columns.end;
                here = here.max(word.high);
            }
            _ => {
                rows.push(word.columns.clone());
                high += here;
                here = word.high;
            }
        }
    }
    if rows.is_empty() {
        rows.push(0..0);
    }
    (rows, high + here)
}

/// How many lines come into a column: one that forks counts as one, and so do many that flow
/// together.
fn lines_into(columns: &Columns, column: usize) -> usize {
    let before = column.checked_sub(1).and_then(|before| columns.all.get(before));
    let leaving = before.into_iter().flatten().filter(|it| !columns.after[**it].is_empty());
    let here = columns.all.get(column);
    let reaching = here.into_iter().flatten().filter(|it| !columns.before[**it].is_empty());
    leaving.count().min(reaching.count())
}

fn words(columns: &Columns, lanes: usize, sizes: Sizes) -> Vec<Word> {
    let count = columns.all.len();
    // How many frames, and lines without places, reach over the beginning of a column: a sum of
    // these changes.
    let mut frames = vec![0_i64; count + 1];
    let mut straight = vec![0_i64; count + 1];
    let mut lane_columns: DenseMap<Lane, Option<(usize, usize)>> = DenseMap::filled(None, lanes);
    for (nth, column) in columns.all.iter().enumerate() {
        for &it in column.iter().filter(|it| !columns.is_place(**it)) {
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
    let mut words: Vec<Word> = Vec::new();
    let (mut over, mut past) = (0, 0);
    for (nth, column) in columns.all.iter().enumerate() {
        over += frames[nth];
        past += straight[nth];
        let tall = |it: &Spot| {
            if columns.is_place(*it) { CLEAR } else { sizes.breadth + sizes.apart }
        };
        let high = column.iter().map(tall).sum();
        match words.last_mut() {
            Some(word) if lines_into(columns, nth) > 1 || past > 0 => {
                word.columns.end = nth + 1;
                word.high = word.high.max(high);
            }
            _ => words.push(Word {
                columns: nth..nth + 1,
                high,
                frames_end: (over == 0).then_some(count),
            }),
        }
    }
    // Frames end where the next begin.
    let mut end = count;
    for word in words.iter_mut().rev() {
        if let Some(frames_end) = &mut word.frames_end {
            *frames_end = end;
            end = word.columns.start;
        }
    }
    words
}
