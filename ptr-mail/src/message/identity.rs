//! What a mail is called: its Message-ID, its MIME boundaries and the name of its file.
//!
//! All three come from the notice's key alone (and the sender's domain), so the same notice
//! has the same identity in every process, on every machine and in every later version.
//! Whoever crashes between sending and recording sends the same Message-ID again, and mail
//! programs that drop duplicates drop it.
//!
//! The format is a promise: `h` is the first 128 bits of the SHA-256 of the key's UTF-8
//! bytes, in 32 lower-case hexadecimal digits.
//!
//! | what | format | example |
//! |---|---|---|
//! | Message-ID | `<h@sender's domain>` | `<2c26b46b68ffc68ff99b453c1d304134@example.org>` |
//! | boundary at depth `n` | `=_h_n` | `=_2c26b46b68ffc68ff99b453c1d304134_1` |
//! | file | the key's readable part, `-`, the first eight digits of `h` | `FDR2-CO00000001-start-2c26b46b` |

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// Longest readable part of a file name; file systems allow 255 bytes, mail archives less.
const READABLE: usize = 80;

/// The identity that a notice's key gives to its mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    hash: String,
}

impl Identity {
    pub(crate) fn of(key: &str) -> Self {
        let digest = Sha256::digest(key.as_bytes());
        let mut hash = String::with_capacity(32);
        for byte in &digest[..16] {
            // Writing to a string cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
        Self { hash }
    }

    /// The Message-ID, with its angle brackets.
    pub(crate) fn message_id(&self, domain: &str) -> String {
        format!("<{}@{domain}>", self.hash)
    }

    /// The `UID` of an entry of a calendar.
    pub(crate) fn uid(&self) -> String {
        format!("{}@ptr", self.hash)
    }

    /// The MIME boundary of the multipart at `depth`.
    ///
    /// It begins with `=_`, which neither quoted-printable nor base64 can contain: no body
    /// can end its own part, see [`super::encoding`].
    pub(crate) fn boundary(&self, depth: u8) -> String {
        format!("=_{}_{depth}", self.hash)
    }

    /// A file name without its ending: readable, portable, and different for different keys.
    pub(crate) fn file_stem(&self, key: &str) -> String {
        let mut stem = String::with_capacity(READABLE + 9);
        for character in key.chars() {
            if stem.len() >= READABLE {
                break;
            }
            if character.is_ascii_alphanumeric() || character == '_' {
                stem.push(character);
            } else if !stem.is_empty() && !stem.ends_with('-') {
                stem.push('-');
            }
        }
        if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
        stem.push_str(&self.hash[..8]);
        stem
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Identity;

    #[test]
    fn the_format_is_the_documented_one() {
        // SHA-256 of "foo", as any other tool computes it.
        let identity = Identity::of("foo");
        assert_eq!(
            identity.message_id("example.org"),
            "<2c26b46b68ffc68ff99b453c1d304134@example.org>"
        );
        assert_eq!(identity.boundary(1), "=_2c26b46b68ffc68ff99b453c1d304134_1");
        assert_eq!(identity.file_stem("foo"), "foo-2c26b46b");
    }

    #[test]
    fn a_file_is_named_after_its_notice() {
        let key = "FDR2/CO00000001/start/1/anne.durand@example.org";
        assert!(
            Identity::of(key)
                .file_stem(key)
                .starts_with("FDR2-CO00000001-start-1-anne-durand-example-org-")
        );
    }

    proptest! {
        #[test]
        fn a_file_name_never_leaves_its_directory(key in "(?s)([./\\\\a]|.){0,200}") {
            let stem = Identity::of(&key).file_stem(&key);
            prop_assert!(stem.len() <= 89);
            prop_assert!(stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
            prop_assert!(!stem.starts_with('-'));
        }

        #[test]
        fn two_keys_share_no_file(a in "[/a-c]{0,6}", b in "[/a-c]{0,6}") {
            prop_assume!(a != b);
            prop_assert_ne!(Identity::of(&a).file_stem(&a), Identity::of(&b).file_stem(&b));
            prop_assert_ne!(Identity::of(&a).message_id("x"), Identity::of(&b).message_id("x"));
        }
    }
}
