//! What a number format makes of a number: a date, a duration, or the text that people see.
//!
//! `"CO"00000000` shows 1 as `CO00000001`, and whoever types a prerequisite types what is seen. A
//! text is told only where it says all of the number: a format that rounds hides something, and
//! then the number itself counts.

use crate::cells::{CellValue, fifteen_digits, plain_number};

/// What a format makes of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// All its digits, or nothing that could be told from them.
    Number,
    Date,
    Duration,
    Shown(NumberFormat),
}

/// A format that shows more than the digits of a number, fewer or other ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct NumberFormat {
    /// Before the decimal sign, from left to right.
    whole: Vec<Piece>,
    /// Behind it.
    decimals: Vec<Piece>,
    is_grouped: bool,
    is_percent: bool,
    /// All digits that the number has, in one place.
    is_general: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// `0`: a digit, also one that says nothing.
    Zero,
    /// `#` or `?`: a digit that says something.
    Digit,
    /// Stands for itself.
    Sign(char),
}

impl Meaning {
    /// What a code such as `dd/mm/yyyy hh:mm`, `[h]:mm` or `"CO"00000000` makes of a number that is
    /// not negative: its first section decides. Hours, minutes or seconds in brackets, wherever in
    /// it, run on past a day.
    pub(super) fn of_code(code: &str) -> Self {
        let mut format = NumberFormat::default();
        let (mut is_date, mut is_plain) = (false, false);
        let mut has_point = false;
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            let mut sign = |sign| {
                let part = if has_point { &mut format.decimals } else { &mut format.whole };
                part.push(sign);
            };
            match letter {
                '\\' => letters.next().into_iter().map(Piece::Sign).for_each(sign),
                // The next letter gives its width, or fills the cell.
                '_' | '*' => drop(letters.next()),
                '"' => {
                    letters.by_ref().take_while(|it| *it != '"').map(Piece::Sign).for_each(sign);
                }
                ';' => break,
                '[' => {
                    let inner: String = letters.by_ref().take_while(|it| *it != ']').collect();
                    let is_of = |unit| inner.chars().all(|it| it.eq_ignore_ascii_case(&unit));
                    if !inner.is_empty() && ['h', 'm', 's'].into_iter().any(is_of) {
                        return Self::Duration;
                    }
                    // `[$€-40C]` shows a currency, `[<100]` asks for something.
                    let currency = inner.strip_prefix('$').map(|it| it.split('-').next());
                    currency.flatten().unwrap_or_default().chars().map(Piece::Sign).for_each(sign);
                    is_plain |= inner.starts_with(['<', '>', '=']);
                }
                // `General`, whose letters mean nothing: as many digits as there are.
                'G' | 'g' if letters.as_str().to_ascii_lowercase().starts_with("eneral") => {
                    letters.by_ref().take(6).for_each(drop);
                    sign(Piece::Digit);
                    format.is_general = true;
                }
                'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => is_date = true,
                '0' => sign(Piece::Zero),
                '#' | '?' => sign(Piece::Digit),
                '.' => has_point = true,
                ',' => {
                    // Between digits it groups; behind them it divides by a thousand.
                    is_plain |= has_point || !letters.as_str().starts_with(['0', '#', '?']);
                    format.is_grouped = true;
                }
                '%' => {
                    format.is_percent = true;
                    sign(Piece::Sign('%'));
                }
                // A power, a fraction, a text.
                'E' | 'e' | '/' | '@' => is_plain = true,
                other => sign(Piece::Sign(other)),
            }
        }
        let is_sign = |piece: &Piece| matches!(piece, Piece::Sign(_));
        let says_other = if format.is_general {
            format.whole.iter().any(is_sign)
        } else {
            !format.whole.is_empty() || !format.decimals.is_empty()
        };
        match (is_date, is_plain || !says_other) {
            (true, _) => Self::Date,
            (false, true) => Self::Number,
            (false, false) => Self::Shown(format),
        }
    }
}

/// The formats that every spreadsheet knows by their numbers (ECMA-376, 18.8.30); those of East
/// Asia among them are dates and times in their own ways of writing.
pub(super) fn built_in(id: u32) -> Meaning {
    match id {
        1 => Meaning::of_code("0"),
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Meaning::Date,
        46 => Meaning::Duration,
        2 => Meaning::of_code("0.00"),
        3 | 37 | 38 => Meaning::of_code("#,##0"),
        4 | 39 | 40 => Meaning::of_code("#,##0.00"),
        9 => Meaning::of_code("0%"),
        10 => Meaning::of_code("0.00%"),
        _ => Meaning::Number,
    }
}

impl NumberFormat {
    /// A number as this format shows it, if that says all of the number and more than its digits.
    #[cold]
    pub(super) fn value<'v>(&self, number: f64) -> CellValue<'v> {
        match self.text(number) {
            Some(text) if !text.is_empty() && text != plain_number(number) => {
                CellValue::Shown { number, text }
            }
            _ => CellValue::number(number),
        }
    }

    fn text(&self, number: f64) -> Option<String> {
        if !(0.0..1e15).contains(&number) {
            return None;
        }
        if self.is_general {
            let digits = plain_number(fifteen_digits(number));
            return (!digits.contains('e')).then(|| self.whole(&digits).trim().to_owned());
        }
        let digits = self.digits(number);
        let shown: f64 = digits.parse().ok()?;
        if plain_number(shown) != plain_number(number * self.scale()) {
            return None;
        }
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut text = self.whole(whole);
        self.add_decimals(decimals, &mut text);
        Some(text.trim().to_owned())
    }

    /// A number that is not negative, and what is shown of it, both as many times as large as it is
    /// shown; `None` where all of it is shown.
    pub(super) fn rounded(&self, number: f64) -> Option<(f64, f64)> {
        if self.is_general || !(0.0..1e15).contains(&number) {
            return None;
        }
        Some((number * self.scale(), self.digits(number).parse().ok()?))
    }

    fn scale(&self) -> f64 {
        if self.is_percent { 100.0 } else { 1.0 }
    }

    /// The digits of a number that is not negative, as many decimals as there are places for.
    fn digits(&self, number: f64) -> String {
        let places = self.decimals.iter().filter(|it| !matches!(it, Piece::Sign(_))).count();
        format!("{:.*}", places.min(15), fifteen_digits(number * self.scale()))
    }

    /// The digits from right to left into their places; all that are left into the first one.
    fn whole(&self, digits: &str) -> String {
        let digits = if self.is_general { digits } else { digits.trim_start_matches('0') };
        let mut left = digits.chars().rev().peekable();
        let mut places = self.whole.iter().filter(|it| !matches!(it, Piece::Sign(_))).count();
        let mut shown = Vec::new();
        let mut count = 0;
        let mut add = |shown: &mut Vec<char>, digit| {
            if self.is_grouped && count > 0 && count % 3 == 0 {
                shown.push(',');
            }
            count += 1;
            shown.push(digit);
        };
        for piece in self.whole.iter().rev() {
            let padding = match piece {
                Piece::Sign(sign) => {
                    shown.push(*sign);
                    continue;
                }
                Piece::Zero => Some('0'),
                Piece::Digit => None,
            };
            if let Some(digit) = left.next().or(padding) {
                add(&mut shown, digit);
            }
            places -= 1;
            if places == 0 {
                left.by_ref().for_each(|digit| add(&mut shown, digit));
            }
        }
        shown.into_iter().rev().collect()
    }

    fn add_decimals(&self, digits: &str, text: &mut String) {
        let mut left = digits.trim_end_matches('0').chars();
        let mut has_point = false;
        for piece in &self.decimals {
            let digit = match piece {
                Piece::Sign(sign) => {
                    text.push(*sign);
                    continue;
                }
                Piece::Zero => left.next().or(Some('0')),
                Piece::Digit => left.next(),
            };
            if let Some(digit) = digit {
                if !has_point {
                    text.push('.');
                    has_point = true;
                }
                text.push(digit);
            }
        }
    }
}

/// A number beside the text that a spreadsheet wrote for it, in whatever language: with a comma for
/// the decimal sign, blanks between thousands.
pub(super) fn shown_as<'v>(number: f64, text: &str) -> CellValue<'v> {
    let plain = plain_number(number);
    let text = text.trim();
    if text == plain || !number.is_finite() {
        return CellValue::number(number);
    }
    let is_digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(is_digit), text.rfind(is_digit)) else {
        return CellValue::number(number);
    };
    let digits = &text[first..=last];
    let says_all = |digits: &str| {
        let scale = if text.contains('%') { 100.0 } else { 1.0 };
        let read: Result<f64, _> = digits.parse();
        read.is_ok_and(|read| plain_number(read) == plain_number(number * scale))
    };
    let only = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let grouped = || {
        let parts: Vec<String> = digits.split(|c: char| !is_digit(c)).map(str::to_owned).collect();
        parts.join(",")
    };
    let decimal = digits.rfind(['.', ',']).map(|at| (&digits[..at], &digits[at + 1..]));
    let canonical = match decimal {
        Some((whole, decimals)) if says_all(&format!("{}.{decimals}", only(whole))) => {
            format!("{}.{decimals}", only(whole))
        }
        _ if digits.bytes().all(|byte| byte.is_ascii_digit()) && says_all(digits) => {
            digits.to_owned()
        }
        _ if says_all(&only(digits)) => grouped(),
        _ => return CellValue::number(number),
    };
    let text = format!("{}{canonical}{}", &text[..first], &text[last + 1..]);
    if text == plain { CellValue::number(number) } else { CellValue::Shown { number, text } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(code: &str) -> &'static str {
        match Meaning::of_code(code) {
            Meaning::Number => "number",
            Meaning::Date => "date",
            Meaning::Duration => "duration",
            Meaning::Shown(_) => "shown",
        }
    }

    #[test]
    fn a_format_is_that_of_a_date_a_duration_or_a_number() {
        for (code, expected) in [
            ("General", "number"),
            ("0", "shown"),
            ("#", "shown"),
            ("0.00E+00", "number"),
            ("# ?/?", "number"),
            ("@", "number"),
            ("0,", "number"),
            ("[<100]00;0", "number"),
            ("#,##0.00 \"jours\"", "shown"),
            ("0\\h", "shown"),
            ("_-* #,##0.00_-", "shown"),
            ("[Red]0.00", "shown"),
            ("[$€-40C] 0", "shown"),
            ("0;[h]:mm", "shown"),
            ("dd/mm/yyyy hh:mm", "date"),
            ("[$-40C]dddd d mmmm yyyy", "date"),
            ("\"le \"d mmm", "date"),
            ("h:mm AM/PM", "date"),
            ("mm:ss.0", "date"),
            ("[h]:mm", "duration"),
            ("[HH]:mm:ss", "duration"),
            ("HH[M]", "duration"),
            ("[mm]", "duration"),
            ("[s]", "duration"),
            ("GENERAL", "number"),
            ("General\" h\"", "shown"),
            ("[", "number"),
            ("\"", "number"),
            ("", "number"),
        ] {
            assert_eq!(meaning(code), expected, "{code}");
        }
    }

    fn shown(code: &str, number: f64) -> String {
        match Meaning::of_code(code) {
            Meaning::Shown(format) => format.value(number).display().into_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_number_is_told_as_its_format_shows_it() {
        for (code, number, expected) in [
            ("\"CO\"00000000", 1.0, "CO00000001"),
            ("\\C\\O00000000", 470_001.0, "CO00470001"),
            ("0000", 7.0, "0007"),
            ("00-00", 1234.0, "12-34"),
            ("00-00", 123_456.0, "1234-56"),
            ("0.00", 2.1, "2.10"),
            ("0.0#", 2.1, "2.1"),
            ("#,##0", 1_234_567.0, "1,234,567"),
            ("0%", 0.5, "50%"),
            ("0.0%", 0.125, "12.5%"),
            ("0.00", 1.200_000_000_000_000_2, "1.20"),
            ("\"T\"0", 0.0, "T0"),
            ("0", 7.0, "7"),
            ("#", 0.0, "0"),
        ] {
            assert_eq!(shown(code, number), expected, "{code}");
        }
    }

    #[test]
    fn a_format_that_hides_digits_or_a_sign_tells_nothing() {
        for (code, number, expected) in
            [("\"CO\"00000000", 1.5, "1.5"), ("0.0", 2.14, "2.14"), ("\"T\"0", -1.0, "-1")]
        {
            assert_eq!(shown(code, number), expected, "{code}");
        }
    }

    #[test]
    fn what_a_spreadsheet_wrote_for_a_number_is_told_in_one_way_for_all_languages() {
        for (number, text, expected) in [
            (2.1, "2,1", "2.1"),
            (2.1, "2,10", "2.10"),
            (1.0, "CO00000001", "CO00000001"),
            (1_234.0, "1\u{202f}234", "1,234"),
            (1_234.5, "1.234,50", "1234.50"),
            (0.5, "50 %", "50 %"),
            (2.14, "2,1", "2.14"),
            (7.0, "", "7"),
            (7.0, "sept", "7"),
        ] {
            assert_eq!(shown_as(number, text).display(), expected, "{text}");
        }
    }

    #[test]
    fn built_in_formats_are_known_by_their_numbers() {
        use Meaning::{Date, Duration, Number};
        assert_eq!(built_in(1), Meaning::of_code("0"));
        for (id, format) in [
            (0, Number),
            (13, Number),
            (14, Date),
            (22, Date),
            (23, Number),
            (46, Duration),
            (47, Date),
            (49, Number),
            (50, Date),
            (58, Date),
            (59, Number),
        ] {
            assert_eq!(built_in(id), format, "{id}");
        }
    }
}
