//! When a step starts, as one or several cells of its row say.

use std::collections::{BTreeMap, BTreeSet};

use ptr_core::{
    DryRun, DryRuns, Expected, FromMilestone, KnownNames, Moment, Offset, ProblemKind, Start, When,
};

use crate::cells::{CellValue, Epoch};
use crate::layout::Layout;
use crate::load::dates::Dates;
use crate::load::dates::date_of_number;
use crate::load::dry_runs::DryRunNames;
use crate::load::sheet::of_date_cell;
use crate::load::sheet::row::text_of;
use crate::value::{Unreadable, day_number, exact, is_nothing, looks_like_a_date, milestone_date};

/// In how many dry runs a start is noted as one that cannot be read.
const MOST_BROKEN: usize = 1_000;

/// How many starts are made for dry runs that have none of their own in their rows, but for those of
/// a few dry runs: a plan of more is refused.
pub(crate) const MOST_MADE: usize = 4_000_000;
pub(crate) const FEW_DRY_RUNS: usize = 20;

/// The start of all dry runs, and those of single ones.
#[derive(Debug, Default)]
pub(crate) struct Starts {
    pub(crate) whole: Option<When>,
    pub(crate) single: BTreeMap<DryRun, When>,
    /// Dry runs whose start could not be read, which has been reported; `None` for all.
    pub(crate) unreadable: BTreeSet<Option<DryRun>>,
}

impl Starts {
    /// Takes note of the dry runs in which a step has no start because its milestone's date
    /// cannot be read, which has been reported.
    pub(crate) fn note_unreadable_milestones(&mut self, dates: &Dates) {
        if dates.broken.is_empty() {
            return;
        }
        let milestone = |when: &When| match when {
            When::FromMilestone(from) => Some(from.milestone.clone()),
            When::Moment(_) => None,
        };
        if let Some(name) = self.whole.as_ref().and_then(milestone) {
            let of_it = dates.broken.range((name.clone(), None)..);
            let of_it = of_it.take_while(|(broken, _)| *broken == name).map(|(_, it)| it);
            self.unreadable.extend(of_it.take(MOST_BROKEN).cloned());
        }
        for (dry_run, when) in &self.single {
            let Some(name) = milestone(when) else { continue };
            let is_broken = |dry_run| dates.broken.contains(&(name.clone(), dry_run));
            if is_broken(None) || is_broken(Some(dry_run.clone())) {
                self.unreadable.insert(Some(dry_run.clone()));
            }
        }
    }

    /// The start of all dry runs and those of single ones, put together: where a dry run has none
    /// of its own, that of all counts. `left` is how many may still be made of such starts.
    pub(crate) fn join(self, of_step: &DryRuns, names: &DryRunNames, left: &mut usize) -> Start {
        let mut single = self.single;
        match self.whole {
            Some(whole) if single.is_empty() => Start::At(whole),
            Some(whole) => {
                let others = names.as_slice().iter().chain(of_step.iter());
                for name in others.take(FEW_DRY_RUNS.max(*left)) {
                    single.entry(name.clone()).or_insert_with(|| whole.clone());
                    *left = left.saturating_sub(1);
                }
                Start::ByDryRun(single)
            }
            None if single.is_empty() => Start::Unset,
            None => Start::ByDryRun(single),
        }
    }
}

/// What a cell says of the start.
#[derive(Debug, Clone)]
pub(crate) enum StartCell {
    /// That there is none.
    Nothing,
    /// Perhaps a milestone, but the sheet of dates cannot be read.
    Lost,
    /// When it is.
    When(When),
}

/// The start in a cell.
pub(crate) fn start(
    value: &CellValue<'_>,
    (layout, dates): (&Layout, &Dates),
    epoch: Epoch,
) -> Result<StartCell, ProblemKind> {
    let moment = |moment| Ok(StartCell::When(When::Moment(moment)));
    let text = match value {
        CellValue::Date(date) => return moment(Moment::Local(*date)),
        CellValue::Unusable(kind) => return Err(of_date_cell(kind)),
        CellValue::Number(number) | CellValue::Shown { number, .. } => {
            if let Some(milestone) = &layout.day_numbers {
                let days = match value {
                    // A format may show another sign than the number has: `J-5` for 5.
                    CellValue::Shown { text, .. } => day_number(text).map(f64::from),
                    _ => None,
                };
                return days_from(milestone, days.unwrap_or(*number), dates)
                    .map_err(|()| unreadable(&value.display(), Expected::Offset));
            }
            return match date_of_number(*number, layout, epoch) {
                Ok(date) => moment(Moment::Local(date)),
                Err(expected) => Err(unreadable(&value.display(), expected)),
            };
        }
        CellValue::Bool(_) | CellValue::Duration(_) => {
            return Err(unreadable(&value.display(), Expected::Date));
        }
        CellValue::Text(_) => text_of(value),
    };
    if is_nothing(&text) {
        return Ok(StartCell::Nothing);
    }
    if let Some(when) = exact(&text) {
        return Ok(StartCell::When(when));
    }
    let format = layout.text_dates.as_ref();
    if let Some(date) = format.and_then(|format| format.parse(&text, layout.timezone)) {
        return moment(date);
    }
    let milestones = &dates.milestones;
    if let Some(milestone) = &layout.day_numbers
        && milestones.spelled(&text).is_none()
        && let Some(days) = day_number(&text)
    {
        return days_from(milestone, days.into(), dates)
            .map_err(|()| unreadable(&text, Expected::Offset));
    }
    match milestone_date(&text, |name| milestones.spelled(name).is_some()) {
        Ok(said) => {
            let milestone = milestones.spelled(said.name).transpose()?;
            let milestone = milestone.unwrap_or(said.name).to_owned();
            let from = FromMilestone { milestone, offset: said.offset };
            Ok(StartCell::When(When::FromMilestone(from)))
        }
        Err(Unreadable { expected: Expected::Offset, .. }) => {
            Err(unreadable(&text, Expected::Offset))
        }
        Err(_) if looks_like_a_date(&text) => Err(unreadable(
            &text,
            match &layout.text_dates {
                None => Expected::Date,
                Some(format) => Expected::DateFormat(format.as_str().to_owned()),
            },
        )),
        Err(_) => {
            if let Some(number) = digits(&text) {
                return match date_of_number(number, layout, epoch) {
                    Ok(date) => moment(Moment::Local(date)),
                    Err(expected) => Err(unreadable(&text, expected)),
                };
            }
            if dates.are_lost {
                // Something else has been reported of the sheet: this may well be a milestone.
                return Ok(StartCell::Lost);
            }
            let known = KnownNames::of(milestones.names());
            Err(unreadable(&text, Expected::DateOrMilestone { known }))
        }
    }
}

/// So many days from a milestone; a part of a day is time that elapses.
fn days_from(milestone: &str, days: f64, dates: &Dates) -> Result<StartCell, ()> {
    const FARTHEST: f64 = 366_000.0;
    const SECONDS_A_DAY: f64 = 86_400.0;
    if days.abs() > FARTHEST {
        return Err(());
    }
    let spelled = dates.milestones.spelled(milestone).and_then(Result::ok);
    let milestone = spelled.unwrap_or(milestone).to_owned();
    let (whole, part) = (days.floor(), days - days.floor());
    #[expect(clippy::cast_possible_truncation, reason = "within a thousand years, checked above")]
    let offset = Offset { days: whole as i32, seconds: (part * SECONDS_A_DAY).round() as i64 };
    Ok(StartCell::When(When::FromMilestone(FromMilestone { milestone, offset })))
}

/// A number as a text of nothing but digits.
fn digits(text: &str) -> Option<f64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse().ok().filter(|_| is_number)
}

fn unreadable(found: &str, expected: Expected) -> ProblemKind {
    ProblemKind::UnreadableDate { found: found.to_owned(), expected }
}
