//! Days counted from a milestone that nobody names: `J+3`, `D-1`, `T-5`, `+2`, `0`.

use super::text::{is_dash, normal, trim};
use super::words::{is_one_of, words};

/// The number of days that a text counts from a milestone: a sign and digits, after a word for a day
/// or the letter T.
///
/// # Examples
///
/// ```
/// use ptr_excel::value::day_number;
///
/// assert_eq!(["J+3", "D - 1", "+2", "T-0"].map(day_number), [Some(3), Some(-1), Some(2), Some(0)]);
/// assert_eq!(day_number("H+3"), None, "hours are no days");
/// ```
pub fn day_number(text: &str) -> Option<i32> {
    let text = trim(text);
    let at = text.find(|c: char| c == '+' || is_dash(c) || c.is_ascii_digit())?;
    let (word, number) = text.split_at(at);
    let word = normal(word);
    if !(word.is_empty() || word == "t" || is_one_of(&word, words!("workbook-unit-day"))) {
        return None;
    }
    let sign = number.chars().next().filter(|c| !c.is_ascii_digit());
    let digits = trim(&number[sign.map_or(0, char::len_utf8)..]);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let days: i32 = digits.parse().ok().filter(|_| is_number)?;
    Some(if sign.is_some_and(is_dash) { -days } else { days })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_counted_as_run_books_write_them() {
        for (text, days) in [
            ("J+3", 3),
            ("J - 1", -1),
            ("j0", 0),
            ("D+12", 12),
            ("T\u{2212}5", -5),
            ("Jour +2", 2),
            ("Day 4", 4),
            ("dag -2", -2),
            ("+7", 7),
            ("0", 0),
        ] {
            assert_eq!(day_number(text), Some(days), "{text}");
        }
        for text in ["", "J", "H+3", "J+", "J+3 08:00", "J+1,5", "27/03/2026", "Paul 3", "+-3"] {
            assert_eq!(day_number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,16}|[JDT+ 0-9-]{0,16}") {
            let _ = day_number(&text);
        }
    }
}
