//! What people typed, made safe for an HTML page without losing any of it.
//!
//! Kept true here: no `<`, `>`, `&`, `"` or `'` of the input reaches the output unescaped,
//! every line break (`\n`, `\r\n`, `\r`) becomes exactly one `<br>`, and everything else is
//! given back as it was. So the result may stand in an element as well as in a quoted
//! attribute, and taking the escapes back gives the text that was typed.

use std::fmt;

/// Escapes `text` for HTML and keeps its line breaks as `<br>`.
///
/// One pass, linear in the text.
///
/// # Examples
///
/// ```
/// use ptr_mail::html_lines;
///
/// assert_eq!(html_lines("débit < 5 A\r\nvoir l'annexe"), "débit &lt; 5 A<br>voir l&#39;annexe");
/// ```
pub fn html_lines(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    // Writing to a string cannot fail.
    let _ = write(&mut html, text, Breaks::AsElements);
    html
}

/// How a line break is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breaks {
    AsElements,
    AsTheyAre,
}

/// Writes the escaped `text`; fails only where `html` does.
pub(crate) fn write(html: &mut impl fmt::Write, text: &str, breaks: Breaks) -> fmt::Result {
    let elements = breaks == Breaks::AsElements;
    let bytes = text.as_bytes();
    let mut copied = 0;
    // All the bytes looked for are ASCII, so every cut falls on a character boundary.
    for (at, &byte) in bytes.iter().enumerate() {
        let escape = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            // The second half of `\r\n` was counted with the first.
            b'\n' if elements && at > 0 && bytes[at - 1] == b'\r' => "",
            b'\r' | b'\n' if elements => "<br>",
            _ => continue,
        };
        html.write_str(&text[copied..at])?;
        html.write_str(escape)?;
        copied = at + 1;
    }
    html.write_str(&text[copied..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn html_text(text: &str) -> String {
        let mut html = String::new();
        write(&mut html, text, Breaks::AsTheyAre).expect("writing to a string cannot fail");
        html
    }

    /// Takes the escapes back, in the one order in which that is safe.
    fn unescaped(html: &str) -> String {
        html.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }

    #[test]
    fn each_kind_of_line_break_becomes_one_br() {
        assert_eq!(html_lines("a\nb"), "a<br>b");
        assert_eq!(html_lines("a\r\nb"), "a<br>b");
        assert_eq!(html_lines("a\rb"), "a<br>b");
        assert_eq!(html_lines("a\n\r\n\rb"), "a<br><br><br>b");
    }

    #[test]
    fn an_escape_that_was_typed_is_shown_as_it_was_typed() {
        assert_eq!(html_lines("&lt;"), "&amp;lt;");
    }

    proptest! {
        #[test]
        fn nothing_that_html_reads_gets_through(text in "(?s)[<>&\"'\r\nab é\u{2028}]{0,60}|.{0,60}") {
            let html = html_lines(&text).replace("<br>", "");
            prop_assert!(!html.contains(['<', '>', '"', '\'', '\r', '\n']));
            for (at, _) in html.match_indices('&') {
                let rest = &html[at..];
                prop_assert!(
                    ["&lt;", "&gt;", "&amp;", "&quot;", "&#39;"].iter().any(|e| rest.starts_with(e)),
                    "a bare ampersand in {html:?}"
                );
            }
        }

        #[test]
        fn nothing_that_was_typed_is_lost(text in "(?s)[<>&\"'\r\nab é]{0,60}|.{0,60}") {
            let lines = text.replace("\r\n", "\n").replace('\r', "\n");
            // `<br>` cannot have been typed: a typed `<` is escaped.
            prop_assert_eq!(unescaped(&html_lines(&text).replace("<br>", "\n")), lines);
            prop_assert_eq!(unescaped(&html_text(&text)), text);
        }
    }
}
