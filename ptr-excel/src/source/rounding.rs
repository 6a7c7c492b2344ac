//! Whether a cell shows less of a number than it holds: 2.4 as 2.
//!
//! The number counts, as everywhere in a spreadsheet. Whoever looks at the cell reads another id,
//! or another duration, and is told.

use super::number_format::NumberFormat;
use crate::cells::plain_number;

/// Whether a format hides decimals of a number; then, whether by more than a hundredth of it.
#[cold]
pub(super) fn of_format(format: &NumberFormat, number: f64) -> Option<bool> {
    let (held, shown) = format.rounded(number.abs())?;
    is_far(held, shown)
}

/// The same of a number beside the text that a spreadsheet wrote for it, in whatever language.
pub(super) fn of_text(number: f64, text: &str) -> Option<bool> {
    let number = number.abs();
    let is_digit = |c: char| c.is_ascii_digit();
    let (first, last) = (text.find(is_digit)?, text.rfind(is_digit)?);
    let digits = &text[first..=last];
    // Powers, fractions and whatever else is no number with decimals.
    if !digits.chars().all(|c| is_digit(c) || c.is_whitespace() || matches!(c, '.' | ',' | '\'')) {
        return None;
    }
    let only = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    // With the last sign as the decimal one, or with none.
    let decimal = digits.rfind(['.', ',']).map(|at| (&digits[..at], &digits[at + 1..]));
    let decimal = decimal.map(|(whole, rest)| (format!("{}.{rest}", only(whole)), rest.len()));
    let scale = if text.contains('%') { 100.0 } else { 1.0 };
    let held = number * scale;
    let readings = decimal.into_iter().chain([(only(digits), 0)]);
    let readings = readings.filter_map(|(text, places)| Some((text.parse::<f64>().ok()?, places)));
    let readings: Vec<(f64, usize)> = readings.collect();
    let says_all = readings.iter().any(|(shown, _)| plain_number(*shown) == plain_number(held));
    let is_rounded = |(shown, places): &&(f64, usize)| {
        let place = 10_f64.powi(-i32::try_from(*places).unwrap_or(i32::MAX));
        (shown - held).abs() <= place * 0.500_001
    };
    let (shown, _) = readings.iter().find(is_rounded).filter(|_| !says_all)?;
    is_far(held, *shown)
}

fn is_far(held: f64, shown: f64) -> Option<bool> {
    let is_other = plain_number(held) != plain_number(shown);
    is_other.then(|| (held - shown).abs() > held / 100.0)
}

#[cfg(test)]
mod tests {
    use super::super::number_format::Meaning;
    use super::*;

    #[test]
    fn a_format_that_hides_decimals_says_by_how_much() {
        let of = |code: &str, number| match Meaning::of_code(code) {
            Meaning::Shown(format) => of_format(&format, number),
            other => panic!("{code}: {other:?}"),
        };
        for (code, number, expected) in [
            ("0", 2.4, Some(true)),
            ("0", 2.0, None),
            ("#,##0", 1_000.4, Some(false)),
            ("0.00", 1.0 / 3.0, Some(false)),
            ("0.0", -2.14, Some(true)),
            ("0%", 0.125, Some(true)),
            ("0.0%", 0.125, None),
            ("0.0", 1.200_000_000_000_000_2, None),
            ("General\" h\"", 2.4, None),
            ("0", 1e18, None),
        ] {
            assert_eq!(of(code, number), expected, "{code} {number}");
        }
    }

    #[test]
    fn a_text_beside_a_number_says_whether_it_is_all_of_it() {
        for (number, text, expected) in [
            (2.4, "2", Some(true)),
            (2.4, "2,4", None),
            (-2.4, "-2.40", None),
            (1_234.0, "1\u{202f}234", None),
            (1_234.4, "1.234", Some(false)),
            (1_234.56, "1.234,6", Some(false)),
            (1.0, "CO00000001", None),
            (2.4, "2 2/5", None),
            (2.4, "2.4E+00", None),
            (0.125, "13 %", Some(true)),
            (7.5, "sept", None),
            (2_400.0, "2", None),
        ] {
            assert_eq!(of_text(number, text), expected, "{number} {text}");
        }
    }
}
