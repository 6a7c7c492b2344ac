//! The fuzz targets on stable Rust: what each begins with, and changes of it that nothing guides. So no
//! target fails unseen until somebody has a nightly, and none that does not compile is left behind.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{TestError, TestRunner};

// The targets stay what they are for cargo-fuzz, but for the macro that takes them.
extern crate self as libfuzzer_sys;

/// What a target does with bytes; those that are no text are made one, if it wants text.
#[macro_export]
macro_rules! fuzz_target {
    (|$bytes:ident: &[u8]| $body:block) => {
        pub(crate) fn run($bytes: &[u8]) {
            $body
        }
    };
    (|$text:ident: &str| $body:block) => {
        pub(crate) fn run(bytes: &[u8]) {
            let text = String::from_utf8_lossy(bytes);
            let $text = &*text;
            $body
        }
    };
}

#[allow(unused_attributes, unused_imports, reason = "each is the root of a program elsewhere")]
mod targets {
    pub(crate) mod history;
    pub(crate) mod language;
    pub(crate) mod parts;
    pub(crate) mod plan;
    pub(crate) mod template;
    pub(crate) mod workbook;
}

/// A test for each target, with the folders of its seeds: those of `tests/fuzz/run`.
macro_rules! replayed {
    ($($test:ident: $target:ident of $($folder:literal),+;)+) => {$(
        #[test]
        fn $test() {
            replay(targets::$target::run, &[$($folder),+]);
        }
    )+};
}

replayed! {
    any_bytes_as_a_workbook_are_read_or_refused:
        workbook of "examples/data", "ptr-excel/tests/files";
    any_parts_of_a_workbook_are_read_or_refused: parts of "tests/fuzz/seeds/parts";
    any_text_as_a_plan_is_read_or_refused: plan of "ptr-py/tests/snapshots/formats";
    any_lines_as_events_are_replayed_or_refused: history of "ptr-py/tests/snapshots/formats";
    any_text_as_sentences_is_read_or_refused:
        language of "ptr-core/src/language/texts", "ptr-mail/languages";
    any_text_as_a_template_is_read_or_refused: template of "ptr-mail/templates";
}

fn replay(run: fn(&[u8]), folders: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for file in folders.iter().flat_map(|folder| files(&root.join(folder))) {
        seeds.push(fs::read(file).expect("a seed"));
    }
    for seed in &seeds {
        run(seed);
    }

    // Bytes of ASCII take the place of others: most seeds are text.
    let change = (any::<Index>(), 0_usize..9, prop::collection::vec(0_u8..128, 0..9));
    let changes = prop::collection::vec(change, 1..9);
    let outcome = TestRunner::new(ProptestConfig { cases: 64, ..ProptestConfig::default() }).run(
        &(any::<Index>(), changes),
        |(seed, changes)| {
            let mut bytes = seed.get(&seeds).clone();
            for (place, removed, added) in changes {
                let begin = place.index(bytes.len() + 1);
                let end = bytes.len().min(begin + removed);
                bytes.splice(begin..end, added);
            }
            run(&bytes);
            Ok(())
        },
    );
    if let Err(TestError::Fail(why, (seed, changes))) = outcome {
        panic!("{why}: seed {} with {changes:?}", seed.index(seeds.len()));
    }
}

/// All files in a folder, in an order that stays.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of seeds");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let inside = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    paths.into_iter().flat_map(inside).collect()
}
