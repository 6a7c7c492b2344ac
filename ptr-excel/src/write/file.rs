//! Putting a workbook on disk, whole or not at all.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::error::WriteError;

/// Writes a temporary file beside it, which takes its place once it is complete: whoever reads
/// meanwhile, or after a crash, sees the old workbook or the new one, never half of one.
///
/// # Errors
/// [`WriteError::is_io`].
pub fn write_atomically(path: impl AsRef<Path>, bytes: &[u8]) -> Result<(), WriteError> {
    let path = path.as_ref();
    let temporary = temporary(path);
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    };
    write().map_err(|error| {
        // An incomplete file is of no use.
        let _ = fs::remove_file(&temporary);
        WriteError::io(path, error)
    })
}

/// A hidden file beside `path`, its own to this process.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
