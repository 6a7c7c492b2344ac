//! The first look at an untrusted file: what it is, and whether it may be opened.
//!
//! calamine believes what a file says about itself: it reserves what a header declares, follows
//! chains without counting steps, and lays out the rectangle between the farthest cells. Several
//! of those end the process instead of failing, so the quantities that a file declares are checked
//! here against [`Limits`] before anything else reads it. The content decides which format it is;
//! the file's name does not count.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::cfb::{self, Compound};
use super::format::Format;
use super::{biff, package};
use crate::error::{Both, Cause, LoadError};
use crate::limits::Limits;

/// The bytes of a file, no more than the limits allow.
pub(super) fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, LoadError> {
    let read = || {
        let mut file = File::open(path)?;
        let mut bytes = Vec::new();
        // The length is read and not asked for: it may change, and pipes have none.
        file.by_ref().take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| Cause::Io(error).into())
}

/// Tells the format of a workbook and checks everything it declares about its size.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Format, LoadError> {
    let len = bytes.len() as u64;
    let too_large = |limit| Cause::TooLarge {
        what: Both("the bytes of the file", "les octets du fichier"),
        found: len,
        limit,
        mend: Both(
            "remove pictures and sheets that are not part of the plan",
            "retirez les images et les feuilles qui ne font pas partie du plan",
        ),
    };
    if bytes.is_empty() {
        return Err(Cause::Empty.into());
    }
    if len > limits.file_bytes {
        return Err(too_large(limits.file_bytes).into());
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package::inspect(bytes, limits);
    }
    if bytes.starts_with(&cfb::SIGNATURE) {
        let compound = Compound::read(bytes)?;
        if compound.has("EncryptedPackage") || compound.has("EncryptionInfo") {
            return Err(Cause::Encrypted.into());
        }
        let Some(stream) = compound.workbook() else {
            return Err(Cause::NotAWorkbook { found: compound.description() }.into());
        };
        if len > limits.legacy_file_bytes {
            return Err(too_large(limits.legacy_file_bytes).into());
        }
        biff::inspect(&stream?, limits)?;
        return Ok(Format::Xls);
    }
    Err(not_a_workbook(bytes))
}

/// Names what people most often hand over instead of a workbook.
fn not_a_workbook(bytes: &[u8]) -> LoadError {
    // The start of a file that was cut off at once.
    for signature in [&b"PK\x03\x04"[..], &cfb::SIGNATURE] {
        if bytes.len() < signature.len() && signature.starts_with(bytes) {
            return LoadError::truncated("it has only the first bytes of a workbook");
        }
    }
    let head = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let found = if text.starts_with("%pdf") {
        Both("a PDF", "un PDF")
    } else if text.starts_with("<!doctype html") || text.contains("<html") {
        Both("a web page", "une page web")
    } else if text.starts_with("<?xml") && text.contains("excel.sheet") {
        Both("a workbook in the XML format of 2003", "un classeur au format XML de 2003")
    } else if text.starts_with('<') {
        Both("an XML file", "un fichier XML")
    } else if text.starts_with("{\\rtf") {
        Both("a text document", "un document texte")
    } else if head.starts_with(&[0x1f, 0x8b])
        || head.starts_with(b"7z")
        || head.starts_with(b"Rar!")
    {
        Both("a compressed archive", "une archive compressée")
    } else if head.starts_with(&[0x89, b'P', b'N', b'G']) || head.starts_with(&[0xff, 0xd8, 0xff]) {
        Both("a picture", "une image")
    } else if std::str::from_utf8(head).is_ok_and(|t| !t.contains('\0')) {
        Both("a text file", "un fichier texte")
    } else {
        Both("a file of another kind", "un fichier d'un autre genre")
    };
    Cause::NotAWorkbook { found }.into()
}
