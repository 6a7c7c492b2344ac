//! What is wrong with a plan: where, value found, what was expected, what to do.

use std::fmt;

use super::text::{capitalised, short};
use super::value::Language;
use crate::arguments;
use crate::id::DryRun;
use crate::plan::{ClockChange, Fault, Field, KnownNames, Named, Place, Problem, Problems};

impl Problem {
    /// The whole sentence: where, what was found, what was expected, what to do.
    ///
    /// Rows are counted from 1, as people count them.
    pub fn message(&self, language: &Language) -> String {
        let problem = fault(&self.fault, self.field, language);
        match place(self, language) {
            Some(place) => {
                language.text("problem-at", &arguments!(place = place, problem = problem))
            }
            None => capitalised(&problem),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, problem) in self.as_slice().iter().enumerate() {
            if nth > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}: {problem}", problem.severity().name())?;
        }
        Ok(())
    }
}

/// Where, as exactly as it is known.
fn place(problem: &Problem, language: &Language) -> Option<String> {
    let of_step = |place: String| match &problem.step {
        Some(step) => {
            let arguments = arguments!(place = place, step = step.as_str());
            language.text("place-with-step", &arguments)
        }
        None => place,
    };
    let row = |row: usize| of_step(language.text("place-row", &arguments!(row = number(row))));
    match (&problem.place, problem.row, problem.field) {
        (Some(place), _, _) => Some(of_step(place.to_string())),
        (None, Some(at), Some(field)) => {
            let arguments = arguments!(place = row(at), column = column(field, language));
            Some(language.text("place-with-column", &arguments))
        }
        (None, Some(at), None) => Some(row(at)),
        (None, None, _) => {
            let step = problem.step.as_ref()?;
            Some(language.text("place-step", &arguments!(step = step.as_str())))
        }
    }
}

/// What a problem calls the column of a field.
fn column(field: Field, language: &Language) -> String {
    language.word(&format!("column-{}", field.name())).into_owned()
}

/// The number of a row, counted from 1.
fn number(row: usize) -> String {
    row.saturating_add(1).to_string()
}

/// Value found, what was expected, what to do.
fn fault(fault: &Fault, field: Option<Field>, language: &Language) -> String {
    let quote = |text: &String| language.quote(text);
    let known = |found: &String, names: &KnownNames| {
        arguments!(found = quote(found), count = names.total(), known = language.known(names))
    };
    let id = format!("problem-{}", fault.code());
    let arguments = match fault {
        Fault::DuplicateId { id, first_row, first_place } => arguments!(
            id = language.quote(id),
            place = at_row(*first_row, first_place.as_ref(), language)
        ),
        Fault::MissingValue => {
            let Some(field) = field else { return language.text(&id, &arguments!()) };
            let column = language.quote(column(field, language));
            return language.text("problem-missing-value-in", &arguments!(column = column));
        }
        Fault::UnknownPrerequisite { found, similar: Some(similar) } => {
            let arguments = arguments!(found = quote(found), similar = language.quote(similar));
            return language.text("problem-unknown-prerequisite-similar", &arguments);
        }
        Fault::MissingId
        | Fault::OwnPrerequisite
        | Fault::NoSteps
        | Fault::NotCalculated
        | Fault::InNoDryRun => arguments!(),
        Fault::UnknownPrerequisite { found, similar: None }
        | Fault::BadAddress { found }
        | Fault::StrayText { found } => arguments!(found = quote(found)),
        Fault::MalformedId { found, expected }
        | Fault::UnreadableDate { found, expected }
        | Fault::UnreadableDuration { found, expected }
        | Fault::WrongValue { found, expected } => {
            arguments!(found = quote(found), expected = expected.words(language))
        }
        Fault::RepeatedPrerequisite { id } => arguments!(id = id.as_str()),
        Fault::Cycle { path } => {
            let path: Vec<String> = path.iter().map(ToString::to_string).collect();
            arguments!(path = path.join(" -> "))
        }
        Fault::UnknownPhase { found, known: names }
        | Fault::UnknownDryRun { found, known: names }
        | Fault::UnknownTeam { found, known: names }
        | Fault::UnknownMilestone { found, known: names } => known(found, names),
        Fault::TooManyDryRuns { found, most } => arguments!(found = *found, most = *most),
        Fault::MissingSheet { expected, found } | Fault::MissingHeading { expected, found } => {
            let listed = language.known(found);
            arguments!(expected = quote(expected), count = found.total(), known = listed)
        }
        Fault::DuplicateName { what, name } => {
            arguments!(what = named(*what), name = quote(name))
        }
        Fault::NotWritable { path, found } => {
            arguments!(found = quote(found), path = short(path))
        }
        Fault::DateOutOfRange { found } | Fault::LeapSecond { found } => {
            arguments!(found = language.quote(language.local(found)))
        }
        Fault::NegativeDuration { found } => arguments!(found = language.told_duration(found)),
        Fault::ErrorCell { found } => arguments!(found = short(found)),
        Fault::AmbiguousHeading { heading, cells } => {
            arguments!(heading = quote(heading), cells = language.list(cells))
        }
        Fault::StartsBeforePrerequisite { prerequisite, dry_runs } => arguments!(
            prerequisite = prerequisite.as_str(),
            where = in_dry_runs(dry_runs, language)
        ),
        Fault::NoStart { dry_runs } => arguments!(where = in_dry_runs(dry_runs, language)),
        Fault::ClockChange { change, found, taken, dry_runs } => arguments!(
            change = match change {
                ClockChange::Gap => "gap",
                ClockChange::Fold => "fold",
            },
            found = language.local(found),
            taken = language.local(taken),
            where = in_dry_runs(dry_runs, language)
        ),
        Fault::WaitsForContingency { prerequisite } => {
            arguments!(prerequisite = prerequisite.as_str())
        }
    };
    language.text(&id, &arguments)
}

fn at_row(row: usize, place: Option<&Place>, language: &Language) -> String {
    match place {
        Some(place) => {
            let id = if place.cell.is_some() { "at-cell" } else { "at-sheet" };
            language.text(id, &arguments!(place = place.to_string()))
        }
        None => language.text("at-row", &arguments!(row = number(row))),
    }
}

/// ` dans le dry run FDR1`, with its blank; nothing for no dry run.
fn in_dry_runs(dry_runs: &[DryRun], language: &Language) -> String {
    if dry_runs.is_empty() {
        return String::new();
    }
    let listed = language.list(dry_runs);
    let arguments = arguments!(count = dry_runs.len(), dry_runs = listed);
    format!(" {}", language.text("in-dry-runs", &arguments))
}

const fn named(what: Named) -> &'static str {
    match what {
        Named::Phase => "phase",
        Named::Milestone => "milestone",
        Named::Team => "team",
        Named::Environment => "environment",
    }
}
