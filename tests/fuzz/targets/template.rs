//! Any text as a template of a mail: refused with its line, or the mails can be written with it.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use ptr_mail::{Language, Templates};

fuzz_target!(|text: &str| {
    thread_local! {
        static FOLDER: tempfile::TempDir = tempfile::tempdir().expect("a folder");
    }
    FOLDER.with(|folder| {
        let place = folder.path().join("start.txt");
        fs::write(&place, text).expect("a file");
        // Each mail is tried once with a sample.
        if let Err(error) = Templates::with_overrides(folder.path(), &Language::french()) {
            assert!(!error.to_string().is_empty());
        }
    });
});
