//! What the plan says, as the text of a cell: the inverse of [`value`](crate::value).
//!
//! Kept true here: what comes out reads back as what went in. Where a name makes that
//! impossible, the functions say so instead of writing something else.

use ptr_core::{FromMilestone, compared};

use super::words::Words;
use crate::value;

/// Several items in one cell: `FDR1; FDR2; Live`; in brackets if they would read back as others.
pub(super) fn list<'i>(items: impl IntoIterator<Item = &'i str>) -> String {
    let items: Vec<&str> = items.into_iter().collect();
    let joined = items.join("; ");
    let is_compared = |item: &&str| compared(item) == **item;
    let reads_back = value::items(&joined).eq(items.iter().copied())
        && items.iter().all(is_compared)
        && !value::is_exact(&joined);
    if reads_back { joined } else { value::exactly(&items) }
}

/// A distance from a milestone: `J0 + 5 j 2 h`.
///
/// `known` are the names of all milestones: one of them may itself look like a distance. `None`
/// where the text would be read back as another one.
pub(super) fn milestone_date<'n>(
    from: &FromMilestone,
    known: impl Fn(&str) -> bool + 'n,
    words: Words<'_>,
) -> Option<String> {
    let ptr_core::Offset { days, seconds } = from.offset;
    let mut text = from.milestone.clone();
    if days != 0 {
        let day = words.unit("workbook-unit-day");
        text = format!("{text} {} {} {day}", sign(days.into()), days.unsigned_abs());
    }
    if seconds != 0 {
        if days == 0 || (days > 0) != (seconds > 0) {
            text.extend([' ', sign(seconds)]);
        }
        text += &elapsed(seconds.unsigned_abs(), words);
    }
    let read_back = value::milestone_date(&text, known)
        .is_ok_and(|read| read.name == from.milestone && read.offset == from.offset);
    read_back.then_some(text)
}

fn sign(number: i64) -> char {
    if number < 0 { '-' } else { '+' }
}

/// ` 26 h 15 min 30 s`, without the parts that are zero.
fn elapsed(seconds: u64, words: Words<'_>) -> String {
    let parts = [
        (seconds / 3600, "workbook-unit-hour"),
        (seconds / 60 % 60, "workbook-unit-minute"),
        (seconds % 60, "workbook-unit-second"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    parts.fold(String::new(), |text, (count, unit)| format!("{text} {count} {}", words.unit(unit)))
}

/// How much of a line a text takes in a cell so many characters wide: its lines once wrapped.
pub(super) fn lines(text: &str, width: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "widths are small positive numbers"
    )]
    let width = width.max(1.0) as usize;
    text.lines().map(|line| line.chars().count().div_ceil(width).max(1)).sum::<usize>().max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ptr_core::Offset;
    use ptr_core::language::Language;

    use super::*;

    fn from(days: i32, seconds: i64) -> FromMilestone {
        FromMilestone { milestone: "J0".to_owned(), offset: Offset { days, seconds } }
    }

    fn written(days: i32, seconds: i64) -> String {
        milestone_date(&from(days, seconds), |name| name == "J0", Words(&Language::french()))
            .expect("a name that reads back")
    }

    #[test]
    fn distances_from_a_milestone_read_as_people_write_them() {
        assert_eq!(written(0, 0), "J0");
        assert_eq!(written(0, 7_200), "J0 + 2 h");
        assert_eq!(written(-5, 0), "J0 - 5 j");
        assert_eq!(written(1, 5_400), "J0 + 1 j 1 h 30 min");
        assert_eq!(written(1, -5_400), "J0 + 1 j - 1 h 30 min");
        assert_eq!(written(0, 86_400), "J0 + 24 h");
        assert_eq!(written(-1, -59), "J0 - 1 j 59 s");
    }

    #[test]
    fn a_milestone_whose_name_is_another_one_with_an_offset_is_refused_not_confused() {
        let known = |name: &str| ["J0", "J0 + 2 h"].contains(&name);
        let refused = milestone_date(&from(0, 7_200), known, Words(&Language::french()));
        assert_eq!(refused, None);
    }

    #[test]
    fn what_would_be_two_items_or_none_stands_in_brackets() {
        assert_eq!(list(["FDR1", "Live"]), "FDR1; Live");
        assert_eq!(list([]), "");
        for odd in ["a;b", "a,b", "-", " a", "a\u{200f}", ""] {
            let mut read = Vec::new();
            let text = list(["FDR1", odd]);
            assert!(text.starts_with('⟪'), "{text}");
            value::each_item(&text, |item| read.push(item.to_owned()));
            assert_eq!(read, ["FDR1", odd]);
        }
    }

    proptest! {
        #[test]
        fn every_distance_a_calendar_has_reads_back(
            days in -366_000..366_000, seconds in -31_000_000_000_i64..31_000_000_000,
        ) {
            let dutch = Language::with_texts("nl", "").expect("a code");
            for language in [&Language::french(), &Language::english(), &dutch] {
                let text = milestone_date(&from(days, seconds), |name| name == "J0", Words(language));
                prop_assert!(text.is_some(), "{:?}", text);
            }
        }
    }
}
