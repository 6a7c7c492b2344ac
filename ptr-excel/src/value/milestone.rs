//! Dates said through a milestone: `J0`, `J0 + 2 h`, `J0 - 5 j`, `Bascule + 1 j 2 h`.
//!
//! Days and weeks are calendar days in the plan's zone: five days before eight in the morning
//! is eight in the morning, also across a daylight-saving change. Hours, minutes and seconds
//! elapse.

use chrono::TimeDelta;
use ptr_core::{Expected, KnownNames, Offset};

use super::duration::{LONGEST_DAYS, quantities};
use super::text::{is_dash, trim};
use super::unreadable::Unreadable;

/// A milestone and how far from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneDate<'t> {
    /// The milestone's name, as the cell writes it.
    pub name: &'t str,
    /// How far from it.
    pub offset: Offset,
}

/// How many signs an offset has at most.
const MOST_SIGNS: usize = 12;

/// A text as a milestone with an optional offset. `is_milestone` says which names the sheet of
/// dates knows; the longest known name wins, so `J-5` may be a milestone itself. Each sign
/// counts for the quantities up to the next one.
///
/// # Errors
///
/// [`Expected::DateOrMilestone`], which names none, when the text starts with no known milestone,
/// [`Expected::Offset`] when one is followed by something that is no offset.
///
/// # Examples
///
/// ```
/// use ptr_core::Offset;
/// use ptr_excel::value::milestone_date;
///
/// let date = milestone_date("Bascule + 1 j 2 h", |name| name == "Bascule")?;
/// assert_eq!(date.offset, Offset { days: 1, seconds: 7_200 });
/// # Ok::<(), ptr_excel::value::Unreadable>(())
/// ```
pub fn milestone_date(
    text: &str,
    is_milestone: impl Fn(&str) -> bool,
) -> Result<MilestoneDate<'_>, Unreadable> {
    let whole = trim(text);
    if !whole.is_empty() && is_milestone(whole) {
        return Ok(MilestoneDate { name: whole, offset: Offset::default() });
    }
    let signs = whole.char_indices().rev().filter(|(_, c)| *c == '+' || is_dash(*c));
    for (at, _) in signs.take(MOST_SIGNS) {
        let (name, offset) = (trim(&whole[..at]), &whole[at..]);
        if !name.is_empty() && is_milestone(name) {
            return match read_offset(offset) {
                Some(offset) => Ok(MilestoneDate { name, offset }),
                None => Err(Unreadable::new(text, Expected::Offset)),
            };
        }
    }
    Err(Unreadable::new(text, Expected::DateOrMilestone { known: KnownNames::default() }))
}

/// Signed quantities, the first character being a sign. `None` too for parts of a second, and for more
/// than a thousand years either way.
fn read_offset(text: &str) -> Option<Offset> {
    let (mut all_days, mut all_time) = (0_i64, TimeDelta::zero());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let direction = if sign == '+' { 1 } else { -1 };
        let after = &rest[sign.len_utf8()..];
        let end = after.find(|c| c == '+' || is_dash(c)).unwrap_or(after.len());
        for quantity in quantities(&after[..end])? {
            if let Some(days) = quantity.days() {
                all_days = all_days.checked_add(direction * days.ok()?)?;
            } else {
                let time = quantity.elapsed()?;
                let time = if direction < 0 { -time } else { time };
                all_time = all_time.checked_add(&time)?;
            }
        }
        rest = &after[end..];
    }
    let is_within_reach =
        all_days.abs() <= LONGEST_DAYS && all_time.num_days().abs() <= LONGEST_DAYS;
    let is_whole = all_time.subsec_nanos() == 0;
    let days = i32::try_from(all_days).ok()?;
    (is_within_reach && is_whole).then(|| Offset { days, seconds: all_time.num_seconds() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<MilestoneDate<'_>, Expected> {
        let known = ["J0", "Bascule", "Go-Live", "J-5", "T+1"];
        milestone_date(text, |name| known.contains(&name)).map_err(|unreadable| {
            assert_eq!(unreadable.found, text);
            unreadable.expected
        })
    }

    fn offset(text: &str) -> Option<(i32, i64)> {
        read(text).ok().map(|date| (date.offset.days, date.offset.seconds / 60))
    }

    #[test]
    fn an_offset_is_calendar_days_and_elapsed_time() {
        assert_eq!(offset("J0"), Some((0, 0)));
        assert_eq!(offset("J0 + 2 h"), Some((0, 120)));
        assert_eq!(offset("J0+2h"), Some((0, 120)));
        assert_eq!(offset("J0 - 5 j"), Some((-5, 0)));
        assert_eq!(offset("J0 \u{2212} 5\u{a0}j"), Some((-5, 0)));
        assert_eq!(offset("Bascule + 1 j 2 h"), Some((1, 120)));
        assert_eq!(offset("Bascule - 1 j 2 h"), Some((-1, -120)));
        assert_eq!(offset("Bascule + 1 j - 2 h"), Some((1, -120)));
        assert_eq!(offset("J0 + 2 semaines"), Some((14, 0)));
        assert_eq!(offset("J0 + 1 h 30"), Some((0, 90)));
    }

    #[test]
    fn the_longest_known_name_wins() {
        assert_eq!(read("Go-Live - 1 h").map(|d| d.name), Ok("Go-Live"));
        assert_eq!(read("J-5").map(|d| (d.name, d.offset)), Ok(("J-5", Offset::default())));
        assert_eq!(read("J-5 + 1 j").map(|d| d.name), Ok("J-5"));
        assert_eq!(offset("T+1 + 3 j"), Some((3, 0)));
    }

    #[test]
    fn what_is_wrong_says_whether_the_milestone_or_the_offset() {
        assert_eq!(
            read("J1 + 2 h"),
            Err(Expected::DateOrMilestone { known: KnownNames::default() })
        );
        assert_eq!(
            read("24/11/2026"),
            Err(Expected::DateOrMilestone { known: KnownNames::default() })
        );
        assert_eq!(read(""), Err(Expected::DateOrMilestone { known: KnownNames::default() }));
        assert_eq!(read("+ 2 h"), Err(Expected::DateOrMilestone { known: KnownNames::default() }));
        assert_eq!(read("J0 + 2"), Err(Expected::Offset));
        assert_eq!(read("J0 + soon"), Err(Expected::Offset));
        assert_eq!(read("J0 +"), Err(Expected::Offset));
        assert_eq!(read("J0 + 1,5 j"), Err(Expected::Offset), "half a calendar day is no day");
        assert_eq!(read("J0 + 999999999 j"), Err(Expected::Offset));
        assert_eq!(read("J0 + 0,5 s"), Err(Expected::Offset), "half a second was left out");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,24}|J0 ?[-+0-9 jh,.−]{0,24}") {
            let _ = read(&text);
        }
    }
}
