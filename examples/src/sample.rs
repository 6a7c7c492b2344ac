//! The sample workbooks: a transition plan as a distribution grid operator would keep it, and
//! one with every fault that such workbooks have.
//!
//! An operator moves from one market model to the next: master data are taken over, systems
//! changed over, market messages stopped and started again. About 400 steps over six phases,
//! carried out by fourteen teams, rehearsed three times. Everything is invented, and told by
//! phrases put together from lists; the notations vary by chance, with a seed, so that the
//! same seed gives the same bytes for ever.

mod calendar;
mod faulty;
mod sheets;
mod story;
mod teams;
mod words;

use rust_xlsxwriter::XlsxError;

use self::story::{ALWAYS, Weight};
use crate::chance::Chance;

/// The seed of the committed workbooks.
pub const SEED: u64 = 2027;

/// A plan of about 400 steps that loads without a fault.
///
/// # Errors
/// [`XlsxError`] should the workbook not hold together.
pub fn plan(seed: u64) -> Result<Vec<u8>, XlsxError> {
    let mut chance = Chance::new(seed);
    let mut steps = story::whole();
    // The early rehearsals leave out a step here and there that the team has no time for.
    for step in &mut steps {
        let may_be_left_out = step.executed == ALWAYS && step.weight != Weight::High;
        step.executed[0] &= !(may_be_left_out && chance.one_in(6));
        step.executed[1] &= !(may_be_left_out && chance.one_in(15));
    }
    let starts = calendar::date(&steps);
    sheets::write(&steps, &starts, &mut chance)
}

/// A workbook with every fault at least once; a column `Faute attendue` names the fault of each
/// row.
///
/// # Errors
/// [`XlsxError`] should the workbook not hold together.
pub fn faulty_plan() -> Result<Vec<u8>, XlsxError> {
    faulty::write()
}
