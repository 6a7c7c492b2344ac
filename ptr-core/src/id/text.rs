//! Which characters of a text count: line breaks, and those that leave no trace on the page.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Whether a text is one line without blanks around it, and not empty.
pub(super) fn is_one_line(text: &str) -> bool {
    // Nearly every code is printable ASCII, which is checked without decoding, several bytes at once.
    let is_plain = text.bytes().fold(true, |is_plain, byte| is_plain & byte.is_ascii_graphic());
    let is_clean = || text.trim() == text && !text.chars().any(breaks_lines);
    !text.is_empty() && (is_plain || is_clean())
}

/// Whether a character is one of control, or one of the two that Unicode has for line breaks.
fn breaks_lines(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The form in which ids are compared: composed ([NFC]), without characters that leave no trace on
/// the page. Those that join or part letters of other scripts stay between such letters, which
/// look different with them.
///
/// ```
/// use ptr_core::compared;
/// assert_eq!(compared("CO00000001\u{200f}"), "CO00000001");
/// assert_eq!(compared("E\u{301}tape 1"), "\u{c9}tape 1");
/// ```
///
/// [NFC]: https://unicode.org/reports/tr15/
pub fn compared(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_foreign = |c: Option<&char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
        let joins = matches!(c, '\u{200c}' | '\u{200d}')
            && is_foreign(seen.chars().next_back().as_ref())
            && is_foreign(chars.peek());
        if joins || !(is_invisible(c) || matches!(c, '\u{fe00}'..='\u{fe0f}')) {
            seen.push(c);
        }
    }
    let composed: String = seen.nfc().collect();
    if composed == text { Cow::Borrowed(text) } else { Cow::Owned(composed) }
}

/// Whether a character leaves no trace on the page, but that it may turn the direction of others:
/// what copying from a web page or a letter brings along, and turns a text into another one that
/// looks the same.
///
/// ```
/// assert!(ptr_core::is_invisible('\u{200e}'));
/// assert!(!ptr_core::is_invisible('\u{a0}'), "a blank is seen");
/// ```
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}
