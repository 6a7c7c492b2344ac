//! Dates that can be read and are hardly what their owner meant: years from all others, or with day
//! and month swapped.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use ptr_core::{Field, KnownNames, Moment, Problem, ProblemKind, Step};

use crate::a1::CellName;
use crate::load::sheet::place;

/// The dates written out in a sheet, each cell once.
#[derive(Debug, Default)]
pub(crate) struct SeenDates {
    sheet: String,
    all: Vec<SeenDate>,
}

#[derive(Debug)]
struct SeenDate {
    date: NaiveDateTime,
    at: CellName,
    /// Whether it was text, read by the format of the layout.
    is_text: bool,
    /// The step it belongs to: how many stand above it.
    step: Option<usize>,
}

impl SeenDates {
    pub(crate) fn of(sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), all: Vec::new() }
    }

    pub(crate) fn add(
        &mut self,
        moment: Moment,
        zone: Tz,
        (at, is_text): (CellName, bool),
        step: Option<usize>,
    ) {
        // What is merged over several rows comes once for each.
        if self.all.last().is_some_and(|last| last.at.col == at.col && last.at >= at) {
            return;
        }
        let date = match moment {
            Moment::Local(local) => local,
            Moment::Instant(instant) => instant.with_timezone(&zone).naive_local(),
        };
        self.all.push(SeenDate { date, at, is_text, step });
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Those that have come after so many others.
    pub(crate) fn since(&self, others: usize) -> impl Iterator<Item = Moment> {
        self.all.iter().skip(others).map(|seen| Moment::Local(seen.date))
    }

    /// Tells the steps by other numbers, now that some were left out.
    pub(crate) fn renumber(&mut self, number: impl Fn(usize) -> usize) {
        self.all.iter_mut().for_each(|seen| seen.step = seen.step.map(&number));
    }

    fn problem(&self, seen: &SeenDate, steps: &[Step], kind: ProblemKind) -> Problem {
        let problem = match seen.step {
            Some(number) => {
                let id = steps.get(number).map(|step| step.id.clone());
                Problem::of_field(number, id, Field::Start, kind)
            }
            None => Problem { field: Some(Field::Start), ..Problem::of_plan(kind) },
        };
        problem.at(place(&self.sheet, seen.at))
    }

    /// For each column of text dates the real ones among them, where all of those may be swapped: a
    /// spreadsheet of another language makes a date of `01/11/2026` and leaves `25/10/2026` alone.
    pub(crate) fn swapped(&self, steps: &[Step]) -> Vec<Problem> {
        let mut columns: BTreeMap<u32, (bool, Vec<&SeenDate>)> = BTreeMap::new();
        for seen in &self.all {
            let (has_texts, real) = columns.entry(seen.at.col).or_default();
            if seen.is_text {
                *has_texts = true;
            } else {
                real.push(seen);
            }
        }
        let mixed = columns.into_values().filter(|(has_texts, _)| *has_texts);
        let told = mixed.filter_map(|(_, real)| {
            let is_early = |seen: &&SeenDate| seen.date.day() <= 12;
            let first = *real.iter().find(|seen| seen.date.day() != seen.date.month())?;
            if !real.iter().all(is_early) {
                return None;
            }
            let (year, month, day) = (first.date.year(), first.date.day(), first.date.month());
            let swapped = NaiveDate::from_ymd_opt(year, month, day)?.and_time(first.date.time());
            let cells: Vec<String> = real.iter().map(|seen| seen.at.to_string()).collect();
            let kind = ProblemKind::SwappedDates {
                found: iso(first.date),
                swapped: iso(swapped),
                cells: KnownNames::of(cells),
            };
            Some(self.problem(first, steps, kind))
        });
        told.collect()
    }
}

fn iso(date: NaiveDateTime) -> String {
    String::from(Moment::Local(date))
}

/// Plans run for weeks, programmes for years; none leaves out so many days between two dates.
const APART: TimeDelta = TimeDelta::days(700);

/// Those that lie years from all others: in the order of time, what is parted from the largest
/// group of dates. Time `O(dates log dates)`.
pub(crate) fn distant(sheets: &[&SeenDates], steps: &[Step]) -> Vec<Problem> {
    let all = sheets.iter().flat_map(|sheet| sheet.all.iter().map(move |seen| (*sheet, seen)));
    let is_near_to = |limits: &(NaiveDateTime, NaiveDateTime), date: NaiveDateTime| {
        limits.0 <= date && date <= limits.1
    };
    let mut dates: Vec<(&SeenDates, &SeenDate)> = all.collect();
    // Nearly always all of them lie within a few months.
    let limits = dates.iter().fold(None, |limits: Option<(_, _)>, (_, seen)| {
        let (first, last) = limits.unwrap_or((seen.date, seen.date));
        Some((first.min(seen.date), last.max(seen.date)))
    });
    if limits.is_none_or(|(first, last)| last - first <= APART) {
        return Vec::new();
    }
    dates.sort_by_key(|(_, seen)| (seen.date, seen.at));
    let groups: Vec<&[(&SeenDates, &SeenDate)]> =
        dates.chunk_by(|(_, one), (_, next)| next.date - one.date <= APART).collect();
    // Of two as large as each other the later one is told.
    let Some(most) = groups.iter().rev().max_by_key(|group| group.len()) else { return Vec::new() };
    let (Some((_, first)), Some((_, last))) = (most.first(), most.last()) else {
        return Vec::new();
    };
    let main = (first.date, last.date);
    let distant = dates.iter().filter(|(_, seen)| !is_near_to(&main, seen.date));
    let told = distant.map(|(sheet, seen)| {
        let nearest = if seen.date < main.0 { main.0 } else { main.1 };
        let kind = ProblemKind::DistantDate { found: iso(seen.date), nearest: iso(nearest) };
        sheet.problem(seen, steps, kind)
    });
    told.collect()
}
