//! Texts in XML: escaped, and without the characters that XML cannot contain.

use std::fmt::{self, Write as _};

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
