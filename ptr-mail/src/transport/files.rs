//! Mails as `.eml` files in a directory: what a mail program opens with a double click.
//!
//! Kept true: a file is there whole or not at all (written under another name, then renamed); the same
//! notice overwrites its own file with the same bytes, and no other notice's.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::outcome::{Delivery, Failure, Fault, RecipientDelivery, Transport};
use crate::message::Letter;

/// Writes each letter to `<directory>/<readable key>-<hash>.eml`.
///
/// The directory is made when the first letter comes.
#[derive(Clone, Debug)]
pub struct Files {
    directory: PathBuf,
}

impl Files {
    /// Writes into `directory`.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }

    /// Where a letter is written.
    pub fn path(&self, letter: &Letter) -> PathBuf {
        self.directory.join(format!("{}.eml", letter.file_stem()))
    }

    fn write(&self, letter: &Letter) -> io::Result<PathBuf> {
        fs::create_dir_all(&self.directory)?;
        let path = self.path(letter);
        let (mut file, draft) = self.draft()?;
        let written = file.write_all(&letter.bytes()).and_then(|()| file.sync_all());
        // Windows renames no file that is open.
        drop(file);
        let moved = written.and_then(|()| fs::rename(&draft, &path));
        if moved.is_err() {
            // The unfinished file is of no use; the first error is the one to report.
            let _ = fs::remove_file(&draft);
        }
        moved.map(|()| path)
    }

    /// A new file in the same folder that no other thread or process writes to.
    fn draft(&self) -> io::Result<(File, PathBuf)> {
        static DRAFTS: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
            let path = self.directory.join(format!(".{}-{number}.tmp", std::process::id()));
            match File::create_new(&path) {
                Ok(file) => return Ok((file, path)),
                // Left by a process that died with the same id, or one in another container.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Transport for Files {
    fn send(&self, letter: &Letter) -> Vec<RecipientDelivery> {
        let delivery = match self.write(letter) {
            Ok(path) => Delivery::Sent { answer: path.display().to_string() },
            Err(error) => Delivery::Transient(storage(&self.directory, &error)),
        };
        RecipientDelivery::for_all(letter, &delivery)
    }
}

fn storage(directory: &Path, error: &io::Error) -> Failure {
    Failure { fault: Fault::Storage, code: None, text: format!("{}: {error}", directory.display()) }
}
