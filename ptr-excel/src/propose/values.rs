//! How the cells are to be read: the pattern of ids, the phases, the form of dates, the unit of
//! durations.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use ptr_core::KnownNames;

use super::column::{Column, is_most, unit_in};
use super::reason::Because;
use super::sample::text_of;
use crate::cells::{CellValue, Epoch};
use crate::layout::{IdPattern, PhaseLayout, TextDates};
use crate::value::{
    DurationUnit, folded, holds_one_of, is_exact, looks_like_a_date, normal, words,
};

/// What a key is to have, and why.
pub(super) type Proposed<T> = (T, Vec<Because>);

/// The pattern that all ids have; `None` where they have no common one.
pub(super) fn id_pattern(ids: &Column<'_>) -> Proposed<Option<IdPattern>> {
    let texts: Vec<_> = ids.texts().collect();
    let usual = IdPattern::default();
    let alike = || vec![Because::IdsAlike { count: texts.len() }];
    if texts.iter().all(|text| usual.matches(text)) {
        return (Some(usual), alike());
    }
    // What is wrong with a few of the usual ids is for loading to tell.
    let odd: Vec<_> = texts.iter().filter(|text| !usual.matches(text)).collect();
    if odd.len() * 10 <= texts.len() {
        return (Some(usual), vec![Because::OddOnes { found: KnownNames::of(odd) }]);
    }
    let mut shapes: BTreeMap<Vec<Part>, Shape> = BTreeMap::new();
    for text in &texts {
        let (parts, lengths) = shape_of(text);
        shapes.entry(parts).or_default().add(&lengths);
    }
    let most = shapes.iter().max_by_key(|(_, shape)| shape.count);
    let Some((shape, Shape { count, bounds })) = most else { return (None, Vec::new()) };
    let is_readable = shape.len() <= 8 && shape.iter().all(|part| *part != Part::Other);
    if *count == texts.len() && is_readable && texts.len() > 1 {
        let parts = shape.iter().zip(bounds).map(|(part, bounds)| part.pattern(*bounds));
        return match IdPattern::new(&parts.collect::<String>()) {
            Ok(pattern) => (Some(pattern), alike()),
            Err(_) => (None, Vec::new()),
        };
    }
    let differ = |text: &&std::borrow::Cow<'_, str>| shape_of(text).0 != *shape;
    let few = count * 10 >= texts.len() * 9 && is_readable;
    let others: Vec<_> = texts.iter().filter(|text| few && differ(text)).collect();
    (None, vec![Because::IdsDiffer { found: KnownNames::of(others) }])
}

/// The texts of one shape: how many they are, and how long each part is at least and at most.
#[derive(Debug, Default)]
struct Shape {
    count: usize,
    bounds: Vec<(usize, usize)>,
}

impl Shape {
    fn add(&mut self, lengths: &[usize]) {
        if self.count == 0 {
            self.bounds = lengths.iter().map(|length| (*length, *length)).collect();
        }
        self.count += 1;
        for ((least, most), length) in self.bounds.iter_mut().zip(lengths) {
            (*least, *most) = ((*least).min(*length), (*most).max(*length));
        }
    }
}

/// A part of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Upper,
    Lower,
    Digits,
    Sign(char),
    /// A letter that is none of ASCII, or a blank.
    Other,
}

impl Part {
    fn of(c: char) -> Self {
        match c {
            'A'..='Z' => Self::Upper,
            'a'..='z' => Self::Lower,
            '0'..='9' => Self::Digits,
            c if c.is_ascii_punctuation() => Self::Sign(c),
            _ => Self::Other,
        }
    }

    fn pattern(self, (least, most): (usize, usize)) -> String {
        let times = match (least, most) {
            (1, 1) => String::new(),
            (least, most) if least == most => format!("{{{least}}}"),
            _ => "+".to_owned(),
        };
        match self {
            Self::Upper => format!("[A-Z]{times}"),
            Self::Lower => format!("[a-z]{times}"),
            Self::Digits => format!("[0-9]{times}"),
            Self::Sign(sign) if "\\.+*?()|[]{}^$".contains(sign) => format!("\\{sign}{times}"),
            Self::Sign(sign) => format!("{sign}{times}"),
            Self::Other => format!(".{times}"),
        }
    }
}

/// The parts of a text, and how long each is.
fn shape_of(text: &str) -> (Vec<Part>, Vec<usize>) {
    let (mut shape, mut lengths) = (Vec::new(), Vec::<usize>::new());
    for part in text.chars().map(Part::of) {
        match lengths.last_mut() {
            Some(length) if shape.last() == Some(&part) => *length += 1,
            _ => {
                shape.push(part);
                lengths.push(1);
            }
        }
    }
    (shape, lengths)
}

/// The phases that the steps name, unless they are among the usual ones.
pub(super) fn phases(column: &Column<'_>) -> Proposed<Option<Vec<PhaseLayout>>> {
    /// More of them are no phases of a plan that somebody lists.
    const MOST: usize = 40;
    let usual = PhaseLayout::usual();
    let mut found: Vec<String> = Vec::new();
    for text in column.texts() {
        if found.len() <= MOST && !found.iter().any(|known| folded(known) == folded(&text)) {
            found.push(text.into_owned());
        }
    }
    let is_odd = |text: &str| !usual.iter().any(|phase| folded(&phase.code) == folded(text));
    if column.texts().filter(|text| is_odd(text)).count() * 10 <= column.cells.len() {
        let odd: Vec<&String> = found.iter().filter(|name| is_odd(name)).collect();
        let because = Because::OddOnes { found: KnownNames::of(&odd) };
        return (Some(usual), if odd.is_empty() { Vec::new() } else { vec![because] });
    }
    if found.len() > MOST || found.iter().any(|name| name.contains('\n') || is_exact(name)) {
        return (None, vec![Because::PhasesAsTheyCome { found: KnownNames::of(found) }]);
    }
    let mut because = vec![Because::PhasesAsTheyCome { found: KnownNames::of(&found) }];
    let phase = |code: String| {
        let contingency = holds_one_of(&normal(&code), words!("workbook-words-rollback"))
            || usual.iter().any(|it| it.contingency && folded(&it.code) == folded(&code));
        if contingency {
            because.push(Because::Contingency { phase: code.clone() });
        }
        PhaseLayout { code, contingency, label: None, sets: None }
    };
    let phases = found.into_iter().map(phase).collect();
    (Some(phases), because)
}

/// Days as people write them, the most frequent first: of two that read the same texts the first one
/// is proposed.
const DAYS: [&str; 15] = [
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d.%m.%y",
    "%d-%m-%y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
];

/// Times of day as they follow a day.
const TIMES: [&str; 9] = [
    "",
    " %H:%M",
    " %H:%M:%S",
    "T%H:%M",
    "T%H:%M:%S",
    "T%H:%M:%S%z",
    " %Hh%M",
    " %I:%M %p",
    " %I:%M:%S %p",
];

/// The form of dates that are stored as texts; `None` where there are none.
pub(super) fn text_dates(columns: &[&Column<'_>]) -> Proposed<Option<TextDates>> {
    /// So many different ones tell the form.
    const MOST: usize = 300;
    let texts =
        columns.iter().flat_map(|column| &column.cells).filter_map(|(_, value)| match value {
            CellValue::Text(_) => Some(text_of(value)).filter(|text| looks_like_a_date(text)),
            _ => None,
        });
    let mut texts: Vec<_> = texts.take(10 * MOST).collect();
    let all: usize = columns.iter().map(|column| column.cells.len()).sum();
    // A few texts among dates and milestones are the classic fault, which loading tells.
    if texts.len() * 3 < all {
        texts.sort_unstable();
        texts.dedup();
        let because = Because::OddOnes { found: KnownNames::of(&texts) };
        return (None, if texts.is_empty() { Vec::new() } else { vec![because] });
    }
    texts.sort_unstable();
    texts.dedup();
    texts.truncate(MOST);
    let Some(example) = texts.first() else { return (None, Vec::new()) };
    let reads =
        |dates: &TextDates| texts.iter().filter(|it| dates.parse(it, Tz::UTC).is_some()).count();
    let formats = ["", "%a "].into_iter().flat_map(|name| {
        DAYS.iter().flat_map(move |day| TIMES.iter().map(move |time| format!("{name}{day}{time}")))
    });
    let read = formats.filter_map(|format| {
        let dates = TextDates::new(&format).ok()?;
        let count = reads(&dates);
        (count > 0).then_some((count, dates))
    });
    let read: Vec<_> = read.collect();
    let most = read.iter().map(|(count, _)| *count).max().unwrap_or_default();
    let mut best = read.iter().filter(|(count, _)| *count == most).map(|(_, dates)| dates);
    let Some(dates) = best.next() else {
        return (None, vec![Because::OtherDates { found: KnownNames::of(&texts) }]);
    };
    let example = texts.iter().find(|it| dates.parse(it, Tz::UTC).is_some()).unwrap_or(example);
    let example = example.clone().into_owned();
    let mut because =
        vec![Because::TextDates { count: most, of: texts.len(), example: example.clone() }];
    let reading = |dates: &TextDates| dates.parse(&example, Tz::UTC).map(String::from);
    if let Some(other) = best.find(|other| reading(other) != reading(dates)) {
        let other = other.as_str().to_owned();
        because.push(Because::DayOrMonth { example, other });
    }
    let unread: Vec<_> = texts.iter().filter(|it| dates.parse(it, Tz::UTC).is_none()).collect();
    if !unread.is_empty() {
        because.push(Because::OtherDates { found: KnownNames::of(unread) });
    }
    (Some(dates.clone()), because)
}

/// Whether plain numbers are dates: where a column of starts holds little else.
pub(super) fn number_dates(columns: &[&Column<'_>]) -> Proposed<bool> {
    for column in columns.iter().filter(|column| is_most(column.number_dates(), 30)) {
        let numbers = column.cells.iter().filter_map(|(_, value)| match value {
            CellValue::Number(number) => Some((value, Epoch::Y1900.date(*number)?)),
            _ => None,
        });
        if let Some((value, date)) = numbers.into_iter().next() {
            let example = format!("{} = {}", value.display(), CellValue::Date(date).display());
            return (true, vec![Because::NumberDates { example }]);
        }
    }
    (false, Vec::new())
}

/// The unit of durations that are plain numbers.
pub(super) fn duration_unit(column: &Column<'_>) -> Proposed<DurationUnit> {
    if !is_most(column.numbers(), 10) {
        return (DurationUnit::default(), Vec::new());
    }
    if let Some(unit) = unit_in(&column.heading) {
        return (unit, vec![Because::UnitInHeading { heading: column.heading.clone() }]);
    }
    let number = column.cells.iter().find(|(_, value)| matches!(value, CellValue::Number(_)));
    let example = number.map(|(_, value)| value.display().into_owned()).unwrap_or_default();
    (DurationUnit::default(), vec![Because::UnitUnknown { example }])
}
