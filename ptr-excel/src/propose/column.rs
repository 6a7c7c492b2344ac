//! One column of a sample, and what its cells could be.
//!
//! Every question is answered by counting: how many of the cells that hold something are this. What a
//! value means is asked where loading asks it, in `value`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveTime, TimeDelta};
use ptr_core::{Email, Link};

use super::sample::text_of;
use crate::a1::CellName;
use crate::cells::CellValue;
use crate::layout::headings::Heading;
use crate::value::{
    DurationUnit, day_number, duration, folded, is_nothing, is_one_of, is_unit, items, linked,
    looks_like_a_date, mail_addresses, milestone_date, normal, trim, unit_of_heading, words,
};

/// A column below its heading.
#[derive(Debug)]
pub(super) struct Column<'s> {
    pub(super) col: u32,
    /// The heading, or the letters of the column where it has none.
    pub(super) heading: String,
    /// How the layout names it so that no other column is meant.
    pub(super) name: String,
    /// The cells that hold something, each with its row, from top to bottom.
    pub(super) cells: Vec<(u32, &'s CellValue<'static>)>,
}

/// How many of the cells that hold something, and of how many.
pub(super) type Share = (usize, usize);

/// Whether at least so many percent are, and one.
pub(super) const fn is_most((count, of): Share, percent: usize) -> bool {
    count > 0 && count * 100 >= of * percent
}

impl<'s> Column<'s> {
    /// The letters of a column.
    pub(super) fn letters(col: u32) -> String {
        let name = CellName { row: 0, col }.to_string();
        name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
    }

    /// The texts of its cells, blanks aside.
    pub(super) fn texts(&self) -> impl Iterator<Item = Cow<'s, str>> {
        self.cells.iter().map(|(_, value)| text_of(value)).filter(|text| !text.is_empty())
    }

    fn share(&self, is_one: impl Fn(&CellValue<'_>) -> bool) -> Share {
        let count = self.cells.iter().filter(|(_, value)| is_one(value)).count();
        (count, self.cells.len())
    }

    /// How many of its texts are different, spelling aside.
    pub(super) fn distinct(&self) -> usize {
        self.texts().map(|text| folded(&text)).collect::<HashSet<_>>().len()
    }

    /// Whether its cells could be the ids of rows: short, of one line, and none twice.
    pub(super) fn ids(&self) -> Share {
        let could_be = |value: &CellValue<'_>| match value {
            CellValue::Text(text) => {
                text.chars().count() <= 40 && !text.contains(['\n', '\r', ';'])
            }
            CellValue::Number(number) => number.fract() == 0.0,
            CellValue::Shown { .. } => true,
            _ => false,
        };
        let (count, of) = self.share(could_be);
        (count.min(self.distinct()), of)
    }

    /// How many of the names in its lists are among these; where they stand below or above is given
    /// by the second count: that of names of rows above.
    pub(super) fn references(&self, rows: &HashMap<String, u32>) -> (Share, usize) {
        let (mut count, mut of, mut above) = (0, 0, 0);
        for (row, value) in &self.cells {
            for item in items(&text_of(value)) {
                of += 1;
                // A decision is named with the outcome that is asked for.
                let id = item.split_once('=').map_or(item, |(id, _)| id);
                let other = rows.get(&folded(id));
                let other = other.or_else(|| linked(id).find_map(|it| rows.get(&folded(it.id))));
                if let Some(other) = other {
                    count += 1;
                    above += usize::from(other < row);
                }
            }
        }
        ((count, of), above)
    }

    /// The prerequisites in its lists that say more than that one begins once another has ended, of
    /// those that name rows.
    pub(super) fn links(&self, rows: &HashMap<String, u32>) -> Vec<String> {
        let is_more = |item: &&str| {
            let mut links = linked(item).filter(|it| rows.contains_key(&folded(it.id)));
            !rows.contains_key(&folded(item))
                && links.any(|it| it.link != Link::FinishToStart || it.lag.is_some())
        };
        let texts = self.texts();
        texts
            .flat_map(|text| items(&text).filter(is_more).map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }

    /// How many of the names in its lists pass a test.
    pub(super) fn named(&self, is_one: impl Fn(&str) -> bool) -> Share {
        let (mut count, mut of) = (0, 0);
        for text in self.texts() {
            for item in items(&text) {
                of += 1;
                count += usize::from(is_one(item));
            }
        }
        (count, of)
    }

    /// How many are dates, also by a milestone or as texts.
    pub(super) fn dates(&self, milestones: &HashSet<String>) -> Share {
        let is_milestone = |name: &str| milestones.contains(&folded(name));
        self.share(|value| match value {
            CellValue::Date(_) => true,
            CellValue::Text(text) => {
                looks_like_a_date(text) || milestone_date(text, is_milestone).is_ok()
            }
            _ => false,
        })
    }

    /// How many name a milestone.
    pub(super) fn milestones(&self, milestones: &HashSet<String>) -> usize {
        let is_milestone = |name: &str| milestones.contains(&folded(name));
        let is_one = |value: &CellValue<'_>| matches!(value, CellValue::Text(text) if milestone_date(text, is_milestone).is_ok());
        self.share(is_one).0
    }

    /// How many are plain numbers that would be dates of this century.
    pub(super) fn number_dates(&self) -> Share {
        self.share(|value| matches!(value, CellValue::Number(number) if (36_526.0..73_050.0).contains(number)))
    }

    /// How many are durations, with their unit.
    pub(super) fn durations(&self) -> Share {
        self.share(|value| match value {
            CellValue::Duration(_) => true,
            CellValue::Text(text) => {
                text.contains(|c: char| c.is_ascii_digit())
                    && text.contains(|c: char| c.is_alphabetic() || matches!(c, ':' | '\''))
                    && matches!(duration(text, DurationUnit::Minutes), Ok(Some(_)))
            }
            _ => false,
        })
    }

    /// How many are times of day; a date without a day, too.
    pub(super) fn times(&self) -> Share {
        let is_within_a_day = |time: TimeDelta| (0..24).contains(&time.num_hours());
        self.share(|value| match value {
            CellValue::Duration(time) => is_within_a_day(*time),
            CellValue::Date(date) => date.year() < 1901,
            CellValue::Text(text) => {
                let is_clock = text.contains([':', 'h', 'H', 'u', 'U']);
                let read = duration(text, DurationUnit::Hours).ok().flatten();
                is_clock && read.is_some_and(is_within_a_day)
            }
            _ => false,
        })
    }

    /// How many are dates without a time of day.
    pub(super) fn days(&self) -> Share {
        self.share(|value| match value {
            CellValue::Date(date) => date.time() == NaiveTime::MIN,
            CellValue::Text(text) => looks_like_a_date(text) && !text.contains(':'),
            _ => false,
        })
    }

    /// How many count days from a milestone that they do not name, and how many of these are none
    /// of the small numbers that may be anything.
    pub(super) fn day_numbers(&self) -> (Share, usize) {
        /// Nobody counts further.
        const MOST: f64 = 1_000.0;
        let is_text = |value: &CellValue<'_>| matches!(value, CellValue::Text(text) if day_number(text).is_some());
        let is_number = |value: &CellValue<'_>| matches!(value, CellValue::Number(number) if number.abs() <= MOST);
        let is_below = |value: &CellValue<'_>| {
            is_text(value) || matches!(value, CellValue::Number(number) if *number < 0.0)
        };
        (self.share(|value| is_text(value) || is_number(value)), self.share(is_below).0)
    }

    /// How many are units of durations.
    pub(super) fn units(&self) -> Share {
        self.share(|value| matches!(value, CellValue::Text(text) if is_unit(&normal(text))))
    }

    /// Whether it could say how deep rows lie in an outline: from one on, no step down skipped.
    pub(super) fn are_levels(&self) -> bool {
        let mut above = 0;
        let goes_on = |(_, value): &(u32, &CellValue<'_>)| {
            let level = text_of(value).parse::<u32>().unwrap_or_default();
            let goes_on = (1..=above + 1).contains(&level);
            above = level;
            goes_on
        };
        self.cells.iter().all(goes_on) && self.distinct() > 1
    }

    /// How many are plain numbers.
    pub(super) fn numbers(&self) -> Share {
        self.share(|value| matches!(value, CellValue::Number(_)))
    }

    /// How many are mail addresses.
    pub(super) fn mails(&self) -> Share {
        let is_one = |text: &str| {
            text.contains('@') && mail_addresses(text).all(|address| Email::new(address).is_ok())
        };
        self.share(|value| matches!(value, CellValue::Text(text) if is_one(text)))
    }

    /// How many name people of these, or give their addresses, and nothing else.
    pub(super) fn people(&self, people: &HashSet<String>) -> Share {
        let is_one = |it: &str| people.contains(&folded(it)) || Email::new(it).is_ok();
        self.share(|value| {
            matches!(value, CellValue::Text(text) if !is_nothing(text) && mail_addresses(text).all(is_one))
        })
    }

    /// How many are texts that no other type of column holds.
    pub(super) fn plain_texts(&self) -> Share {
        self.share(|value| matches!(value, CellValue::Text(text) if !looks_like_a_date(text)))
    }

    /// How many are texts of several lines.
    pub(super) fn of_lines(&self) -> Share {
        self.share(|value| matches!(value, CellValue::Text(text) if trim(text).contains('\n')))
    }

    /// How many characters its texts have on average, and how many words.
    pub(super) fn mean_length(&self) -> (usize, usize) {
        let (mut characters, mut words) = (0, 0);
        for text in self.texts() {
            characters += text.chars().count();
            words += text.split_whitespace().count();
        }
        let of = self.cells.len().max(1);
        (characters / of, words * 10 / of)
    }

    /// How often a text is another one than in the row above.
    pub(super) fn changes(&self) -> usize {
        let texts: Vec<_> = self.texts().collect();
        1 + texts.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }

    /// Whether the heading tells of an end.
    pub(super) fn is_of_an_end(&self) -> bool {
        self.is_headed(words!("workbook-words-end"))
    }

    /// Whether the heading tells of parts of a plan: `Bloc`, `Lot`.
    pub(super) fn is_of_blocks(&self) -> bool {
        self.is_headed(words!("workbook-words-block"))
    }

    /// Whether one of the words of the heading is among these.
    fn is_headed(&self, words: &[String]) -> bool {
        let mut own = self.heading.split(|c: char| !c.is_alphanumeric());
        own.any(|word| is_one_of(&normal(word), words))
    }
}

/// How the layout names the column of a heading: by its text where no other column has it.
pub(super) fn name_of(heading: &Heading, all: &[&Heading]) -> String {
    let text = heading.text.as_str();
    let is_alone = all.iter().filter(|other| other.is(text)).count() == 1;
    if is_alone && !normal(text).is_empty() {
        text.to_owned()
    } else {
        Column::letters(heading.col)
    }
}

/// The unit that a heading names: `Durée (h)`.
pub(super) fn unit_in(heading: &str) -> Option<DurationUnit> {
    // A letter alone is an article as a rule.
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
    unit_of_heading(heading).or_else(|| words.find_map(DurationUnit::of))
}
