//! The zip file around an `.xlsx`, `.xlsm`, `.xlsb` or `.ods`, before any of it is unpacked.
//!
//! The sizes that a zip file declares are checked here, and the `zip` crate (from 9.8.1 on, the
//! version this crate asks for) fails any read that grows past the declared size: header and
//! content cannot tell different stories, so checking the declared sizes bounds what is unpacked
//! without unpacking it twice.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::format::Format;
use crate::error::{Both, Cause, LoadError};
use crate::limits::Limits;

pub(super) type Package<'b> = ZipArchive<Cursor<&'b [u8]>>;

const OPEN_DOCUMENT: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Tells which workbook a zip file holds and checks everything it declares about its size.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Format, LoadError> {
    let mut package = open(bytes)?;
    if package.len() > limits.parts {
        return Err(too_large(
            Both("the parts of the file", "les parties du fichier"),
            package.len() as u64,
            limits.parts as u64,
        ));
    }
    let mut total: u64 = 0;
    let mut names = Vec::with_capacity(package.len());
    for i in 0..package.len() {
        let part = package.by_index_data(i).map_err(damaged)?;
        if part.encrypted() {
            return Err(Cause::Encrypted.into());
        }
        total = total.saturating_add(part.size());
        let name = part.name().map_err(damaged)?.replace('\\', "/").to_ascii_lowercase();
        if !is_streamed(&name) {
            check_held(part.size(), limits)?;
        }
        names.push(name);
    }
    if total > limits.unpacked_bytes {
        return Err(too_large(
            Both("the unpacked bytes of the file", "les octets du fichier décompressé"),
            total,
            limits.unpacked_bytes,
        ));
    }

    format(&mut package, &names)
}

/// Whether a part is a sheet, which streams, or a picture, which is never unpacked; every other
/// part may end up in memory as a whole.
fn is_streamed(name: &str) -> bool {
    let is_sheet = name.contains("worksheets/")
        && !["sharedstrings.xml", "sharedstrings.bin", "styles.xml", "styles.bin"]
            .iter()
            .any(|held| name.ends_with(held));
    is_sheet || name.contains("media/")
}

/// Opens a zip file; one without its directory, which stands at the end, is truncated.
pub(super) fn open(bytes: &[u8]) -> Result<Package<'_>, LoadError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
        ZipError::InvalidArchive(_) | ZipError::Io(_) => {
            LoadError::truncated(format!("its directory is missing or cut: {error}"))
        }
        other => damaged(other),
    })
}

fn format(package: &mut Package<'_>, names: &[String]) -> Result<Format, LoadError> {
    let has = |name: &str| names.iter().any(|n| n == name);
    let found = if let Some(i) = package.index_for_name("mimetype") {
        let mut mimetype = String::new();
        let part = package.by_index(i).map_err(damaged)?;
        part.take(128).read_to_string(&mut mimetype).map_err(LoadError::damaged)?;
        if mimetype.trim_end() == OPEN_DOCUMENT
            || mimetype.trim_end() == format!("{OPEN_DOCUMENT}-template")
        {
            return if is_encrypted(package)? {
                Err(Cause::Encrypted.into())
            } else {
                Ok(Format::Ods)
            };
        }
        Both("an OpenDocument file of another kind", "un fichier OpenDocument d'un autre genre")
    } else if names.iter().any(|name| name.ends_with("workbook.bin")) {
        return Ok(Format::Xlsb);
    } else if names.iter().any(|name| name.ends_with("workbook.xml")) {
        return Ok(Format::Xlsx);
    } else if has("word/document.xml") {
        Both("a Word document", "un document Word")
    } else if has("ppt/presentation.xml") {
        Both("a PowerPoint presentation", "une présentation PowerPoint")
    } else if has("[content_types].xml") || has("_rels/.rels") {
        Both("an Office file without a workbook", "un fichier Office sans classeur")
    } else {
        Both("a zip archive", "une archive zip")
    };
    Err(Cause::NotAWorkbook { found }.into())
}

/// Whether the manifest of an `OpenDocument` says that its parts are encrypted.
fn is_encrypted(package: &mut Package<'_>) -> Result<bool, LoadError> {
    let Some(i) = package.index_for_name("META-INF/manifest.xml") else { return Ok(false) };
    let mut manifest = Vec::new();
    package.by_index(i).map_err(damaged)?.read_to_end(&mut manifest).map_err(LoadError::damaged)?;
    let mark = b"encryption-data";
    Ok(manifest.windows(mark.len()).any(|window| window == mark))
}

/// Refuses a part that is too large to be held in memory as a whole.
pub(super) fn check_held(bytes: u64, limits: &Limits) -> Result<(), LoadError> {
    if bytes <= limits.part_bytes {
        return Ok(());
    }
    Err(too_large(
        Both("the bytes of one part", "les octets d'une partie"),
        bytes,
        limits.part_bytes,
    ))
}

pub(super) fn damaged(error: ZipError) -> LoadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Cause::Encrypted.into(),
        other => LoadError::damaged(other),
    }
}

fn too_large(what: Both, found: u64, limit: u64) -> LoadError {
    let mend = Both(
        "keep the plan alone in a workbook of its own",
        "gardez le plan seul dans un classeur à lui",
    );
    Cause::TooLarge { what, found, limit, mend }.into()
}
