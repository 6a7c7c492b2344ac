//! Estimates how wide a text is on a picture, and cuts it to fit into a box.
//!
//! The font of the page is not known here. The widths are rough classes of those of `DejaVu`, a
//! wide font, so a text that fits here also fits with any usual font.

/// A text from outside on one line, without control characters.
pub(crate) fn one_line(text: &str) -> String {
    let blank =
        |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
    text.replace("\r\n", " ").chars().map(blank).collect()
}

/// The width of a text in pixels, at a font size in pixels.
pub(super) fn width(text: &str, size: i64) -> i64 {
    (parts(text) * size + 99) / 100
}

/// The width of a text in hundredths of the font size.
fn parts(text: &str) -> i64 {
    text.chars().map(advance).sum()
}

/// The width of a character in hundredths of the font size.
fn advance(c: char) -> i64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '\'' | '’' | '|' | 'î' | 'ï' | 'Î' | 'Ï' => 31,
        ' ' | '\u{a0}' | '\u{202f}' | '.' | ',' | ':' | ';' | '!' | '·' => 34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '\\' => 41,
        'm' | 'w' | 'M' | 'W' | 'œ' | 'Œ' | '%' | '@' | '…' | '—' => 100,
        'a'..='z' | '0'..='9' | 'à'..='ö' | 'ø'..='ÿ' => 62,
        // Combining marks and invisible characters have no width.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        c if u32::from(c) < 0x1100 => 78,
        _ => 105,
    }
}

/// The text, or its beginning and an ellipsis if it is wider than `room` pixels.
pub(super) fn cut(text: &str, room: i64, size: i64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = advance('…');
    for c in text.chars() {
        used += advance(c);
        if used * size > room * 100 {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// The text broken between words into at most `most` lines; the last one is cut if needed.
pub(super) fn broken(text: &str, room: i64, size: i64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() >= most;
        match lines.last_mut() {
            Some(line)
                if full || (parts(line) + advance(' ') + parts(word)) * size <= room * 100 =>
            {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| cut(line, room, size)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_stays_and_another_ends_with_an_ellipsis() {
        assert_eq!(cut("court", 200, 12), "court");
        let cut = cut("Prévenir les gestionnaires de réseau", 100, 12);
        assert!(cut.ends_with('…'), "{cut}");
        assert!(width(&cut, 12) <= 100, "{cut}");
        assert!("Prévenir les gestionnaires de réseau".starts_with(cut.trim_end_matches('…')));
    }

    #[test]
    fn a_text_is_broken_between_words_and_only_its_last_line_is_cut() {
        let lines = broken("Prévenir les gestionnaires de réseau de la coupure", 150, 12, 2);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0], "Prévenir les");
        assert!(lines[1].starts_with("gestionnaires") && lines[1].ends_with('…'), "{lines:?}");
        assert!(broken(" \n ", 150, 12, 2).is_empty());
    }

    #[test]
    fn marks_on_letters_take_no_room_and_ideographs_take_much() {
        assert_eq!(width("e\u{301}", 100), width("e", 100));
        assert!(width("漢", 100) > width("M", 100));
    }
}
