//! The header fields that hold mailboxes, folded as RFC 2047 asks for.
//!
//! lettre writes a mailbox without a break between name and address. Where the name is an encoded
//! word that makes lines of more than the 76 characters that section 2 of RFC 2047 allows, which
//! some filters take for a sign of unwanted mail.

use std::fmt::{self, Write as _};

use email_encoding::headers::quoted_string;
use email_encoding::headers::writer::EmailWriter;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Mailboxes};

/// The field of this name. Lines are broken between mailboxes, and between a name and its address.
pub(super) fn field<'m>(
    name: &'static str,
    mailboxes: impl IntoIterator<Item = &'m Mailbox>,
) -> Result<HeaderValue, fmt::Error> {
    let (mut raw, mut encoded) = (Mailboxes::new(), String::new());
    let mut writer = EmailWriter::new(&mut encoded, name.len() + ": ".len(), 0, false);
    for (nth, mailbox) in mailboxes.into_iter().enumerate() {
        if nth > 0 {
            writer.write_char(',')?;
            writer.space();
        }
        if let Some(name) = &mailbox.name {
            quoted_string::encode(name, &mut writer)?;
            writer.space();
            writer.folding().write_str(&format!("<{}>", mailbox.email))?;
        } else {
            writer.folding().write_str(mailbox.email.as_ref())?;
        }
        raw.push(mailbox.clone());
    }
    drop(writer);
    let name = HeaderName::new_from_ascii_str(name);
    Ok(HeaderValue::dangerous_new_pre_encoded(name, raw.to_string(), encoded))
}
