//! What every SVG picture has in common: how it begins, and texts escaped for XML, without the
//! characters that XML cannot contain.

use std::fmt::{self, Write as _};

use super::palette::{INK, PAPER};

/// The beginning of a picture: its element, title and description, and the paper.
pub(super) struct Beginning<'t> {
    pub(super) class: &'t str,
    /// Width and height in pixels.
    pub(super) size: (i64, i64),
    /// The size of letters, in pixels.
    pub(super) font: i64,
    pub(super) language: &'t str,
    pub(super) title: &'t str,
    pub(super) description: &'t str,
    /// Whether it contains links.
    pub(super) links: bool,
}

impl fmt::Display for Beginning<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { class, size: (wide, high), font, language, title, description, links } = *self;
        writeln!(
            to,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" width=\"{wide}\" \
             height=\"{high}\" viewBox=\"0 0 {wide} {high}\" lang=\"{}\" role=\"{}\" \
             aria-label=\"{}\" font-family=\"system-ui, 'Segoe UI', Roboto, 'Noto Sans', \
             'DejaVu Sans', Helvetica, Arial, sans-serif\" font-size=\"{font}\" fill=\"{INK}\">",
            Escaped(language),
            // Screen readers ignore the content of `img`, but must read the links.
            if links { "group" } else { "img" },
            Escaped(title),
        )?;
        writeln!(to, "<title>{}</title>", Escaped(title))?;
        writeln!(to, "<desc>{}</desc>", Escaped(description))?;
        writeln!(to, "<rect class=\"paper\" width=\"{wide}\" height=\"{high}\" fill=\"{PAPER}\"/>")
    }
}

/// A text escaped for XML content and attributes.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => to.write_str("&amp;")?,
                '<' => to.write_str("&lt;")?,
                '>' => to.write_str("&gt;")?,
                '"' => to.write_str("&quot;")?,
                // XML cannot contain these characters.
                '\u{fffe}' | '\u{ffff}' => to.write_char('\u{fffd}')?,
                c if c.is_control() => to.write_char('\u{fffd}')?,
                c => to.write_char(c)?,
            }
        }
        Ok(())
    }
}
