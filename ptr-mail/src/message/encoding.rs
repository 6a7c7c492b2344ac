//! Text bodies as quoted-printable.
//!
//! Why not leave it to lettre, which would choose the encoding by itself? Three reasons.
//!
//! - **Safety.** lettre sends plain ASCII text as `7bit`, as it stands. Our MIME boundaries are
//!   computed from the notice's key (see [`super::identity`]), so somebody could type the line
//!   that ends a part into a defect or a transfer message. In quoted-printable every `=` is
//!   followed by two hexadecimal digits or a line break, so a boundary that begins with `=_`
//!   can never occur in a body, whatever was typed.
//! - **Any server takes it.** Lines are at most 76 characters of ASCII: no `8BITMIME`, no limit
//!   of 998 to run into.
//! - **Speed.** This is the largest part of the cost of a mail. Whole runs of harmless
//!   characters are copied at once here, which makes it several times faster.
//!
//! Kept true: decoding gives the input back, its line breaks as `\r\n`.

/// Longest line that RFC 2045 allows, without its line break.
const LINE: usize = 76;
const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Encodes `text` as quoted-printable, every kind of line break as `\r\n`.
///
/// Linear in the text.
pub(crate) fn quoted_printable(text: &str) -> Vec<u8> {
    // French text grows by about an eighth; a buffer that never grows again costs less.
    let mut out = Vec::with_capacity(text.len() + text.len() / 4 + 16);
    let bytes = text.as_bytes();
    let line_ends = |at: usize| bytes.get(at).is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
    let (mut at, mut column) = (0, 0);
    loop {
        // The last column of a line that goes on belongs to the `=` of the soft break.
        let room = &bytes[at..bytes.len().min(at + (LINE - 1).saturating_sub(column))];
        let mut run = room.iter().position(|&byte| !is_literal(byte)).unwrap_or(room.len());
        // A blank may not end a line: it is dealt with below.
        if run > 0 && is_blank(room[run - 1]) && line_ends(at + run) {
            run -= 1;
        }
        out.extend_from_slice(&room[..run]);
        at += run;
        column += run;
        let Some(&byte) = bytes.get(at) else { return out };
        if line_ends(at) {
            out.extend_from_slice(b"\r\n");
            let pair = byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            at += 1 + usize::from(pair);
            column = 0;
            continue;
        }
        let last = line_ends(at + 1);
        let escaped = !is_literal(byte) || (last && is_blank(byte));
        let width = if escaped { 3 } else { 1 };
        if column + width > LINE - usize::from(!last) {
            out.extend_from_slice(b"=\r\n");
            column = 0;
            continue;
        }
        if escaped {
            let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
            out.extend_from_slice(&[b'=', high, low]);
        } else {
            out.push(byte);
        }
        column += width;
        at += 1;
    }
}

/// Whether a byte may stand for itself inside a line.
const fn is_literal(byte: u8) -> bool {
    matches!(byte, b' '..=b'<' | b'>'..=b'~' | b'\t')
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quoted_printable::{ParseMode, decode};

    use super::quoted_printable;

    fn encoded(text: &str) -> String {
        String::from_utf8(quoted_printable(text)).expect("quoted-printable is ASCII")
    }

    #[test]
    fn french_text_is_encoded_as_rfc_2045_wants_it() {
        assert_eq!(encoded("Démarrer l'étape = ok"), "D=C3=A9marrer l'=C3=A9tape =3D ok");
    }

    #[test]
    fn a_blank_at_the_end_of_a_line_is_not_lost_on_the_way() {
        assert_eq!(encoded("a \nb\t"), "a=20\r\nb=09");
        assert_eq!(encoded(" "), "=20");
    }

    #[test]
    fn a_line_of_76_stays_whole_and_one_of_77_is_folded() {
        let fits = "x".repeat(76);
        assert_eq!(encoded(&fits), fits);
        assert_eq!(encoded(&"x".repeat(77)), format!("{}=\r\nxx", "x".repeat(75)));
    }

    #[test]
    fn a_boundary_that_somebody_typed_is_no_boundary() {
        assert!(!encoded("\r\n--=_0123456789abcdef_1--\r\n").contains("=_"));
    }

    proptest! {
        #[test]
        fn decoding_gives_the_text_back(
            text in "(?s)([ -~]|[ =\t\r\n.]|[é€\u{1F600}]|.){0,300}",
        ) {
            let encoded = quoted_printable(&text);
            let lines = text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n");
            prop_assert_eq!(decode(&encoded, ParseMode::Strict).expect("valid"), lines.into_bytes());
        }

        #[test]
        fn every_line_is_short_ascii_without_a_blank_at_its_end(
            text in "(?s)([ -~]|[ =\t\r\n.]|[é€\u{1F600}]|.){0,300}",
        ) {
            let encoded = encoded(&text);
            for line in encoded.split("\r\n") {
                prop_assert!(line.len() <= 76, "{} columns: {line}", line.len());
                prop_assert!(line.bytes().all(|b| b == b'\t' || (b' '..=b'~').contains(&b)));
                prop_assert!(!line.ends_with([' ', '\t']));
            }
            prop_assert!(!encoded.contains("=_"));
        }
    }
}
