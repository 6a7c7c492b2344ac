//! A file that goes along with a mail.
//!
//! Kept true: whatever is in the file travels as base64, so that nothing in it can be taken for
//! the mail's own structure.

use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Attachment as AttachmentPart, Body, SinglePart};

/// A file that goes along with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The name under which it is saved.
    pub name: String,
    /// Its media type, as in `application/pdf`.
    pub content_type: String,
    /// What is in it.
    pub content: Vec<u8>,
}

impl Attachment {
    /// The media type, unless it is none or one that would be taken for a part of the mail's
    /// own structure.
    pub(super) fn media_type(&self) -> Option<ContentType> {
        let kind = self.content_type.to_ascii_lowercase();
        let structural = kind.starts_with("multipart/") || kind.starts_with("message/");
        let one_line = !self.content_type.contains(breaks_a_header);
        (one_line && !structural).then(|| ContentType::parse(&self.content_type).ok()).flatten()
    }

    pub(super) fn part(&self) -> Option<SinglePart> {
        // Always base64, whatever is in it: see the boundaries above.
        let content =
            Body::new_with_encoding(self.content.clone(), ContentTransferEncoding::Base64).ok()?;
        Some(AttachmentPart::new(self.name.clone()).body(content, self.media_type()?))
    }
}

/// Whether a character may not stand in a header field: all control characters, and the line
/// and paragraph separators that some programs take for line breaks.
pub(super) fn breaks_a_header(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}
