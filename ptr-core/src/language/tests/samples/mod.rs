//! One sample of every variant, more where the sentence depends on what is in it.

/// The samples listed for each variant, in order. Does not compile as long as a variant is left
/// out, and fails if a sample stands under another variant's name.
macro_rules! every {
    ($all:ident: $($variant:ident => [$($sample:expr),+ $(,)?]),+ $(,)?) => {{
        let _complete = |it: &$all| match it {
            $($all::$variant { .. } => {}),+
        };
        let mut samples = Vec::new();
        $(for sample in [$($sample),+] {
            assert!(
                matches!(sample, $all::$variant { .. }),
                "a sample of {} is another variant", stringify!($variant)
            );
            samples.push(sample);
        })+
        samples
    }};
}

mod differences;
mod errors;
mod findings;
mod problems;
mod refusals;
mod runs;

pub(super) use differences::{conflicts, difference, foreign_bases};
pub(super) use errors::{
    broken_chains, invalid_codes, invalid_languages, invalid_simulations, invalid_suppositions,
    invalid_window, replay_errors, schedule_errors,
};
pub(super) use findings::{findings, invalid_rules};
pub(super) use problems::{expectations, faults};
pub(super) use refusals::{conditions, explanations, reasons};
pub(super) use runs::{causes, commands, facts};

use std::ops::RangeInclusive;

use crate::{DryRun, Email, KnownNames, Outcome, StepId};

pub(super) fn id(text: &str) -> StepId {
    StepId::new(text).expect("an id")
}

fn ids(numbers: RangeInclusive<u32>) -> Vec<StepId> {
    numbers.map(|number| id(&format!("CO{number:08}"))).collect()
}

fn mail(text: &str) -> Email {
    Email::new(text).expect("an address")
}

fn outcome(text: &str) -> Outcome {
    Outcome::new(text).expect("an outcome")
}

fn outcomes() -> Vec<Outcome> {
    vec![outcome("GO"), outcome("NO-GO")]
}

pub(super) fn dry_runs(names: &[&str]) -> Vec<DryRun> {
    names.iter().map(|name| DryRun::new(name).expect("a name")).collect()
}

fn known(names: &[&str]) -> KnownNames {
    KnownNames::of(names)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}
