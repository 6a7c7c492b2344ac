//! What is wrong with a plan, in English.

use super::expectations::expected_is;
use super::words::{known, list, local, quote, told_duration};
use crate::id::DryRun;
use crate::language::parts;
use crate::plan::ClockChange;
use crate::plan::{Fault, Named};
use crate::plan::{Field, Place, Problem};

pub(in crate::language) fn problem(problem: &Problem) -> String {
    parts::placed(place(problem), ": ", &fault(&problem.fault, problem.field))
}

/// Where, as exactly as it is known. Fields are called what records call them.
fn place(problem: &Problem) -> Option<String> {
    let step = problem.step.as_ref();
    let of_step = step.map_or_else(String::new, |step| format!(" (step {step})"));
    match (&problem.place, problem.row, problem.field) {
        (Some(place), _, _) => Some(format!("{place}{of_step}")),
        (None, Some(row), Some(field)) => {
            Some(format!("Row {}{of_step}, {}", row.saturating_add(1), field.name()))
        }
        (None, Some(row), None) => Some(format!("Row {}{of_step}", row.saturating_add(1))),
        (None, None, _) => step.map(|step| format!("Step {step}")),
    }
}

/// Value found, what was expected, what to do.
#[expect(clippy::too_many_lines, reason = "a sentence a variant, and every variant here")]
fn fault(fault: &Fault, field: Option<Field>) -> String {
    match fault {
        Fault::DuplicateId { id, first_row, first_place } => format!(
            "the id {} is used already {}, and each step needs its own. Change one of the two or \
             remove the extra row.",
            quote(id),
            at_row(*first_row, first_place.as_ref()),
        ),
        Fault::MalformedId { found, expected } => format!(
            "{} is not the id of a step. {} Mend it here and in the prerequisites that name it.",
            quote(found),
            expected_is(expected),
        ),
        Fault::MissingId => {
            "the row is filled in but has no id. Give the step one, or empty the row.".to_owned()
        }
        Fault::MissingValue => match field {
            Some(field) => format!("a required value is missing. Fill in {}.", quote(field.name())),
            None => "a required value is missing. Fill it in.".to_owned(),
        },
        Fault::UnknownPrerequisite { found, similar } => {
            let advice = match similar {
                Some(similar) => format!("Did you mean {}?", quote(similar)),
                None => "Mend it or add the missing step.".to_owned(),
            };
            format!("no step of the plan has the id {}. {advice}", quote(found))
        }
        Fault::OwnPrerequisite => "the step is its own prerequisite and could never begin. Remove \
             it from its prerequisites."
            .to_owned(),
        Fault::RepeatedPrerequisite { id } => {
            format!("the prerequisite {id} is named more than once. Once is enough.")
        }
        Fault::Cycle { path } => format!(
            "these steps wait for each other in a circle and none could begin: {}. Each is a \
             prerequisite of the next. Remove one of these prerequisites.",
            parts::path(path),
        ),
        Fault::UnknownPhase { found, known: names } => format!(
            "there is no phase {}. {} Mend it or add it to the phases of the plan.",
            quote(found),
            known("Phases of the plan", names),
        ),
        Fault::UnknownDryRun { found, known: names } => format!(
            "there is no dry run {}. {} Mend it or add it to the dry runs of the plan.",
            quote(found),
            known("Dry runs of the plan", names),
        ),
        Fault::TooManyDryRuns { found, most } => format!(
            "the plan names {found} dry runs, and may have {most} at most. Remove those that are \
             none."
        ),
        Fault::UnknownTeam { found, known: names } => format!(
            "the team {} is not among the actors. {} Mend its name or add it to the actors.",
            quote(found),
            known("Teams of the plan", names),
        ),
        Fault::UnknownMilestone { found, known: names } => format!(
            "the milestone {} is not among the dates. {} Mend its name or add it to the dates.",
            quote(found),
            known("Milestones of the plan", names),
        ),
        Fault::DuplicateName { what, name } => format!(
            "several {} are called {}. Rename them or keep only one.",
            plural(*what),
            quote(name)
        ),
        Fault::NoSteps => "the workbook has no step at all. Check which sheet is read, and from \
             which row on."
            .to_owned(),
        Fault::UnreadableDate { found, expected } => {
            format!("{} is not a date. {}", quote(found), expected_is(expected))
        }
        Fault::DateOutOfRange { found } => format!(
            "the date {} is outside the calendar (years 1 to 9999). Mend it.",
            quote(local(found))
        ),
        Fault::LeapSecond { found } => format!(
            "the date {} lies in a leap second, which clocks do not show. Give the second before \
             it or the one after it.",
            quote(local(found))
        ),
        Fault::NotWritable { path, found } => format!(
            "the value {} of {} would not read back from a document as it is. Give a finite \
             number, a date of the years 1 to 9999 without a leap second, or a text.",
            quote(found),
            parts::short(path),
        ),
        Fault::UnreadableDuration { found, expected } => {
            format!("{} is not a duration. {}", quote(found), expected_is(expected))
        }
        Fault::NegativeDuration { found } => {
            format!(
                "the duration {} is below zero. Give one of zero or more.",
                told_duration(found)
            )
        }
        Fault::BadAddress { found } => format!(
            "{} is not a mail address. Expected: a single address such as \
             anne.lemaire@grid.example.",
            quote(found)
        ),
        Fault::WrongValue { found, expected } => {
            format!("{} does not fit. {}", quote(found), expected_is(expected))
        }
        Fault::ErrorCell { found } => format!(
            "the cell holds the spreadsheet's error {}. Mend the formula or type the value.",
            parts::short(found)
        ),
        Fault::NotCalculated => "the cell holds a formula that was never calculated. Open the \
             workbook in a spreadsheet program and save it, or type the value."
            .to_owned(),
        Fault::StrayText { found } => format!(
            "the row holds nothing but {}, without the id of a step, and is not read as one. \
             Complete it if it is a step.",
            quote(found)
        ),
        Fault::MissingSheet { expected, found } => format!(
            "the sheet {} is missing. {} Add it or give its name in the configuration.",
            quote(expected),
            known("Sheets of the workbook", found),
        ),
        Fault::MissingHeading { expected, found } => format!(
            "the heading {} is missing. {} Add the column or give its name in the configuration.",
            quote(expected),
            known("Headings of the sheet", found),
        ),
        Fault::AmbiguousHeading { heading, cells } => format!(
            "the heading {} appears more than once ({}). Rename the extra columns.",
            quote(heading),
            list(cells)
        ),
        Fault::StartsBeforePrerequisite { prerequisite, dry_runs } => format!(
            "the step is dated before its prerequisite {prerequisite}{}. Check both dates.",
            in_dry_runs(dry_runs),
        ),
        Fault::InNoDryRun => "the step is in no dry run and will never be executed. Put it into \
             one if that is an oversight."
            .to_owned(),
        Fault::NoStart { dry_runs } => format!(
            "the step has no date{} and can never become ready. Give it one.",
            in_dry_runs(dry_runs),
        ),
        Fault::ClockChange { change, found, taken, dry_runs } => {
            let what = match change {
                ClockChange::Gap => "does not exist, because the clocks go forward",
                ClockChange::Fold => "exists twice, because the clocks go back",
            };
            format!(
                "the local time {} {what}. {} was taken for it{}. Choose another if that is not \
                 meant.",
                local(found),
                local(taken),
                in_dry_runs(dry_runs),
            )
        }
        Fault::WaitsForContingency { prerequisite } => format!(
            "the step waits for {prerequisite}, of a contingency phase, and is held until a \
             rollback is declared. Remove this prerequisite if that is not meant."
        ),
    }
}

fn at_row(row: usize, place: Option<&Place>) -> String {
    match place {
        Some(place) if place.cell.is_some() => format!("at {place}"),
        Some(place) => format!("in sheet {place}"),
        None => format!("in row {}", row.saturating_add(1)),
    }
}

/// ` in dry run FDR1`, with its blank; nothing for no dry run.
fn in_dry_runs(dry_runs: &[DryRun]) -> String {
    match dry_runs {
        [] => String::new(),
        [dry_run] => format!(" in dry run {dry_run}"),
        dry_runs => format!(" in dry runs {}", list(dry_runs)),
    }
}

const fn plural(what: Named) -> &'static str {
    match what {
        Named::Phase => "phases",
        Named::Milestone => "milestones",
        Named::Team => "teams",
        Named::Environment => "environments",
    }
}
