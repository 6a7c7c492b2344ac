//! The sample workbooks: a transition plan of an electricity grid operator, and a workbook with
//! every fault.
//!
//! The operator moves from one market model to the next: master data are migrated, systems
//! replaced, market messages stopped and started again. About 400 steps in six phases, carried out
//! by fourteen teams, rehearsed three times. Everything is invented and generated from lists of
//! phrases. Notations vary at random with a seed, so the same seed always gives the same bytes.

mod calendar;
mod faulty;
mod sheets;
mod story;
pub mod tables;
mod teams;
mod words;

use rust_xlsxwriter::XlsxError;

use self::story::{ALWAYS, Weight};
use crate::chance::Chance;

/// The seed of the committed workbooks.
pub const SEED: u64 = 2027;

/// A plan of about 400 steps that loads without problems.
///
/// # Errors
/// [`XlsxError`] if the workbook is not valid.
pub fn plan(seed: u64) -> Result<Vec<u8>, XlsxError> {
    let mut chance = Chance::new(seed);
    let mut steps = story::whole();
    // The early rehearsals leave out some steps at random.
    for step in &mut steps {
        let may_be_left_out = step.executed == ALWAYS && step.weight != Weight::High;
        step.executed[0] &= !(may_be_left_out && chance.one_in(6));
        step.executed[1] &= !(may_be_left_out && chance.one_in(15));
    }
    let starts = calendar::date(&steps);
    sheets::write(&steps, &starts, &mut chance)
}

/// A workbook with every fault at least once; the column `Faute attendue` names the fault of each
/// row.
///
/// # Errors
/// [`XlsxError`] if the workbook is not valid.
pub fn faulty_plan() -> Result<Vec<u8>, XlsxError> {
    faulty::write()
}
