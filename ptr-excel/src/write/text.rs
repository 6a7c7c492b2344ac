//! What the plan says, as the text of a cell: the inverse of [`value`](crate::value).
//!
//! Kept true here: what comes out reads back as what went in. Where a name makes that
//! impossible, the functions say so instead of writing something else.

use chrono::TimeDelta;
use ptr_core::FromMilestone;
use ptr_core::language::Language;

use super::error::Unfit;
use crate::value;

/// Several items in one cell: `FDR1; FDR2; Live`.
pub(super) fn list<'i>(items: impl IntoIterator<Item = &'i str>) -> Result<String, Unfit> {
    let mut joined = String::new();
    for item in items {
        if value::items(item).ne([item]) {
            return Err(Unfit::NotAnItem { found: item.to_owned() });
        }
        if !joined.is_empty() {
            joined.push_str("; ");
        }
        joined.push_str(item);
    }
    Ok(joined)
}

/// A distance from a milestone: `J0 + 5 j 2 h`.
///
/// `known` are the names of all milestones: one of them may itself look like a distance.
pub(super) fn milestone_date<'n>(
    from: &FromMilestone,
    known: impl Fn(&str) -> bool + 'n,
    language: &Language,
) -> Result<String, Unfit> {
    let ptr_core::Offset { days, seconds } = from.offset;
    let mut text = from.milestone.clone();
    let day = match language.code() {
        "fr" => "j",
        _ => "d",
    };
    if days != 0 {
        text = format!("{text} {} {} {day}", sign(days.into()), days.unsigned_abs());
    }
    if seconds != 0 {
        if days == 0 || (days > 0) != (seconds > 0) {
            text.extend([' ', sign(seconds)]);
        }
        text += &elapsed(seconds.unsigned_abs());
    }
    let read_back = value::milestone_date(&text, known).is_ok_and(|read| {
        let same_days = read.offset.days == i64::from(days);
        read.name == from.milestone && same_days && read.offset.time == TimeDelta::seconds(seconds)
    });
    if read_back { Ok(text) } else { Err(Unfit::NotAMilestone { found: text }) }
}

fn sign(number: i64) -> char {
    if number < 0 { '-' } else { '+' }
}

/// ` 26 h 15 min 30 s`, without the parts that are zero.
fn elapsed(seconds: u64) -> String {
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    parts.fold(String::new(), |text, (count, unit)| format!("{text} {count} {unit}"))
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

    use super::*;

    fn from(days: i32, seconds: i64) -> FromMilestone {
        FromMilestone { milestone: "J0".to_owned(), offset: Offset { days, seconds } }
    }

    fn written(days: i32, seconds: i64) -> String {
        milestone_date(&from(days, seconds), |name| name == "J0", &Language::french())
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
        let refused = milestone_date(&from(0, 7_200), known, &Language::french());
        assert_eq!(refused, Err(Unfit::NotAMilestone { found: "J0 + 2 h".to_owned() }));
    }

    #[test]
    fn what_would_be_two_items_or_none_is_refused() {
        assert_eq!(list(["FDR1", "Live"]).as_deref(), Ok("FDR1; Live"));
        for bad in ["a;b", "a,b", "-", " a", ""] {
            assert!(list(["FDR1", bad]).is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn every_distance_a_calendar_has_reads_back(
            days in -366_000..366_000, seconds in -31_000_000_000_i64..31_000_000_000,
        ) {
            for language in [&Language::french(), &Language::english()] {
                let text = milestone_date(&from(days, seconds), |name| name == "J0", language);
                prop_assert!(text.is_ok(), "{:?}", text);
            }
        }
    }
}
