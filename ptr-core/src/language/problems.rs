//! The messages of problems: place, value found, value expected, what to do.

use std::fmt;

use super::text::{capitalised, one_line, short};
use super::value::Language;
use crate::arguments;
use crate::id::{DryRun, PhaseCode, StepId};
use crate::plan::{
    ClockChange, Field, KnownNames, LeftOut, Link, Named, Place, Problem, ProblemKind, Problems,
    TableMark, Told,
};

impl Problem {
    /// The whole sentence: where, what was found, what was expected, what to do.
    ///
    /// Rows are counted from 1, as people count them.
    pub fn message(&self, language: &Language) -> String {
        let problem = kind(&self.kind, self.field, language);
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

impl Told {
    /// The sentence of the problem and, where it was told for many, how many and where.
    pub fn message(&self, language: &Language) -> String {
        let problem = self.problem.message(language);
        if self.further == 0 {
            return problem;
        }
        let place = |problem: &Problem| match (&problem.place, &problem.step, problem.row) {
            (Some(Place { cell: Some(cell), .. }), _, _) => cell.clone(),
            (_, Some(step), _) => step.to_string(),
            (Some(place), None, _) => place.to_string(),
            (None, None, row) => {
                language.text("place-row", &arguments!(row = number(row.unwrap_or_default())))
            }
        };
        let places: Vec<String> = self.places.iter().map(place).collect();
        let arguments = arguments!(
            problem = problem,
            further = self.further.to_string(),
            places = language.first_of(&places, self.further)
        );
        language.text("problem-told-once", &arguments)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, told) in self.told().iter().enumerate() {
            if nth > 0 {
                f.write_str("\n")?;
            }
            let severity = told.problem.severity().name();
            write!(f, "{severity}: {}", told.message(&Language::english()))?;
        }
        Ok(())
    }
}

/// Where, as exactly as it is known.
fn place(problem: &Problem, language: &Language) -> Option<String> {
    let of_step = |place: String| match &problem.step {
        Some(step) => {
            let arguments = arguments!(place = place, step = one_line(step.as_str()));
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
            Some(language.text("place-step", &arguments!(step = one_line(step.as_str()))))
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
#[expect(clippy::too_many_lines, reason = "the arguments of every kind, side by side")]
fn kind(kind: &ProblemKind, field: Option<Field>, language: &Language) -> String {
    let quote = |text: &String| language.quote(text);
    let known = |found: &String, names: &KnownNames| {
        arguments!(found = quote(found), count = names.total(), known = language.known(names))
    };
    let id = format!("problem-{}", kind.code());
    let arguments = match kind {
        ProblemKind::DuplicateId { id, first_row, first_place } => arguments!(
            id = language.quote(id),
            place = at_row(*first_row, first_place.as_ref(), language)
        ),
        ProblemKind::MissingValue => {
            let Some(field) = field else { return language.text(&id, &arguments!()) };
            let column = language.quote(column(field, language));
            return language.text("problem-missing-value-in", &arguments!(column = column));
        }
        ProblemKind::UnknownPrerequisite { found, similar, parts } => {
            return unknown_prerequisite(found, similar.as_ref(), parts, language);
        }
        ProblemKind::FurtherColumn { column, fault } => {
            let problem = self::kind(fault, field, language);
            let arguments = arguments!(column = quote(column), problem = problem);
            return language.text("problem-in-further-column", &arguments);
        }
        ProblemKind::MissingId
        | ProblemKind::OwnPrerequisite
        | ProblemKind::NoSteps
        | ProblemKind::NotCalculated
        | ProblemKind::InNoDryRun => arguments!(),
        ProblemKind::BadAddress { found }
        | ProblemKind::StrayText { found }
        | ProblemKind::YetToBeSaid { found }
        | ProblemKind::IdAlone { found }
        | ProblemKind::BadOutcome { found }
        | ProblemKind::SingleOutcome { found }
        | ProblemKind::RepeatedOutcome { found } => arguments!(found = quote(found)),
        ProblemKind::AmbiguousName { what, found, names } => {
            arguments!(what = named(*what), found = quote(found), names = language.known(names))
        }
        ProblemKind::SimilarNames { what, names: [first, second] } => {
            arguments!(what = named(*what), first = quote(first), second = quote(second))
        }
        ProblemKind::NoHeadings { expected, found } => arguments!(
            wanted = expected.total(),
            expected = language.known(expected),
            count = found.total(),
            known = language.known(found)
        ),
        ProblemKind::NaiveInstant { found, zone } => {
            arguments!(found = quote(found), zone = zone.as_str())
        }
        ProblemKind::MalformedId { found, expected }
        | ProblemKind::UnreadableDate { found, expected }
        | ProblemKind::UnreadableDuration { found, expected }
        | ProblemKind::WrongValue { found, expected } => {
            arguments!(found = quote(found), expected = expected.words(language))
        }
        ProblemKind::RepeatedPrerequisite { id } => arguments!(id = one_line(id.as_str())),
        ProblemKind::UnknownOutcome { decision, found, known } => arguments!(
            decision = one_line(decision.as_str()),
            found = quote(found),
            count = known.total(),
            known = language.known(known)
        ),
        ProblemKind::ContradictoryOutcomes { decision, outcomes: [first, second] } => arguments!(
            decision = one_line(decision.as_str()),
            first = language.quote(first),
            second = language.quote(second)
        ),
        ProblemKind::OutcomeLeftOut { decision, outcome, dry_runs } => arguments!(
            decision = one_line(decision.as_str()),
            outcome = language.quote(outcome),
            where = in_dry_runs(dry_runs, language)
        ),
        ProblemKind::QuorumWithoutOutcomes { quorum } => arguments!(quorum = *quorum as usize),
        ProblemKind::QuorumOutOfReach { quorum, people } => {
            arguments!(quorum = *quorum as usize, people = *people)
        }
        ProblemKind::Cycle { path } => {
            let path: Vec<String> = path.iter().map(|id| one_line(id.as_str())).collect();
            arguments!(path = path.join(" -> "))
        }
        ProblemKind::UnknownPhase { found, known: names }
        | ProblemKind::UnknownDryRun { found, known: names }
        | ProblemKind::UnknownTeam { found, known: names }
        | ProblemKind::UnknownMilestone { found, known: names } => known(found, names),
        ProblemKind::TooManyDryRuns { found, most } => arguments!(found = *found, most = *most),
        ProblemKind::MissingSheet { expected, found }
        | ProblemKind::MissingHeading { expected, found } => {
            let listed = language.known(found);
            arguments!(expected = quote(expected), count = found.total(), known = listed)
        }
        ProblemKind::DuplicateName { what, name } => {
            arguments!(what = named(*what), name = quote(name))
        }
        ProblemKind::NotWritable { path, found } => {
            arguments!(found = quote(found), path = short(path))
        }
        ProblemKind::DateOutOfRange { found } | ProblemKind::LeapSecond { found } => {
            arguments!(found = language.quote(language.local(found)))
        }
        ProblemKind::NegativeDuration { found } => {
            arguments!(found = language.told_duration(found))
        }
        ProblemKind::ErrorCell { found } => arguments!(found = short(found)),
        ProblemKind::AmbiguousHeading { heading, cells } => {
            arguments!(heading = quote(heading), cells = language.list(cells))
        }
        ProblemKind::StartsBeforePrerequisite { prerequisite, dry_runs } => arguments!(
            prerequisite = one_line(prerequisite.as_str()),
            where = in_dry_runs(dry_runs, language)
        ),
        ProblemKind::NoStart { dry_runs } => arguments!(where = in_dry_runs(dry_runs, language)),
        ProblemKind::ClockChange { change, found, taken, dry_runs } => arguments!(
            change = match change {
                ClockChange::Gap => "gap",
                ClockChange::Fold => "fold",
            },
            found = language.local(found),
            taken = language.local(taken),
            where = in_dry_runs(dry_runs, language)
        ),
        ProblemKind::RequiredEndTooEarly { milestone, found, phase, begins, dry_run } => {
            arguments!(
                milestone = quote(milestone),
                found = language.local(found),
                phase = phase.as_ref().map_or("none", PhaseCode::as_str),
                begins = language.local(begins),
                dry_run = dry_run.as_str(),
            )
        }
        ProblemKind::RequiredEndOfUnknownPhase { milestone, found, known: names } => arguments!(
            milestone = quote(milestone),
            found = quote(found),
            count = names.total(),
            known = language.known(names)
        ),
        ProblemKind::SetsWithoutContingency { phase, milestone } => {
            arguments!(phase = phase.as_str(), milestone = quote(milestone))
        }
        ProblemKind::SetsTwoMilestones { phase, milestones: [first, second] } => {
            arguments!(phase = phase.as_str(), first = quote(first), second = quote(second))
        }
        ProblemKind::WaitsForContingency { prerequisite } => {
            arguments!(prerequisite = one_line(prerequisite.as_str()))
        }
        ProblemKind::NumberAsIds { found, taken } => {
            arguments!(found = quote(found), taken = quote(taken))
        }
        ProblemKind::AmbiguousNumber { found, readings }
        | ProblemKind::AmbiguousList { found, readings } => {
            arguments!(found = quote(found), readings = language.choice(readings))
        }
        ProblemKind::UnsupportedLink { found, prerequisite, link, lag, is_kept } => arguments!(
            found = quote(found),
            prerequisite = language.quote(prerequisite),
            link = linked(*link),
            lag = lag.as_deref().map_or_else(|| "blank".to_owned(), short),
            kept = if *is_kept { "yes" } else { "no" },
        ),
        ProblemKind::DistantDate { found, nearest } => {
            arguments!(found = language.local(found), nearest = language.local(nearest))
        }
        ProblemKind::SwappedDates { found, swapped, cells } => arguments!(
            found = language.local(found),
            swapped = language.local(swapped),
            cells = language.known(cells),
        ),
        ProblemKind::HeadingRows { rows } => {
            arguments!(rows = language.known(rows), count = rows.total())
        }
        ProblemKind::RowsLeftOut { count, why } => {
            arguments!(count = *count, why = left_out(*why))
        }
        ProblemKind::NoTableEnd { mark } => arguments!(
            mark = match mark {
                TableMark::List => "list",
                TableMark::Border => "border",
            }
        ),
        ProblemKind::AmbiguousTeam { found, departments } => {
            arguments!(found = quote(found), departments = language.known(departments))
        }
        ProblemKind::UnreadColumn { heading, field } => {
            arguments!(
                heading = quote(heading),
                column = language.word(&format!("column-{}", field.name()))
            )
        }
        ProblemKind::UnusedTimes { heading, can_be_named } => {
            arguments!(heading = quote(heading), named = if *can_be_named { "yes" } else { "no" })
        }
        ProblemKind::StruckThrough { cells }
        | ProblemKind::HiddenCells { cells }
        | ProblemKind::RoundedCells { cells } => {
            arguments!(cells = language.known(cells), count = cells.total())
        }
        ProblemKind::EmptyColumn { column, key } => {
            arguments!(column = quote(column), key = short(key))
        }
        ProblemKind::SeveralSheets { read, others } => {
            arguments!(read = quote(read), others = language.known(others))
        }
    };
    language.text(&id, &arguments)
}

/// Several ids that are not parted, one that looks much like it, or neither.
fn unknown_prerequisite(
    found: &str,
    similar: Option<&StepId>,
    parts: &[StepId],
    language: &Language,
) -> String {
    let found = language.quote(found);
    if !parts.is_empty() {
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
        let parts = language.quote_whole(&parts.join("; "));
        let arguments = arguments!(found = found, parts = parts);
        return language.text("problem-unknown-prerequisite-parts", &arguments);
    }
    // What reads the same on the page is no help.
    match similar.map(|id| language.quote(id)).filter(|similar| *similar != found) {
        Some(similar) => {
            let arguments = arguments!(found = found, similar = similar);
            language.text("problem-unknown-prerequisite-similar", &arguments)
        }
        None => language.text("problem-unknown-prerequisite", &arguments!(found = found)),
    }
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
pub(super) fn in_dry_runs(dry_runs: &[DryRun], language: &Language) -> String {
    if dry_runs.is_empty() {
        return String::new();
    }
    let listed = language.list(dry_runs);
    let arguments = arguments!(count = dry_runs.len(), dry_runs = listed);
    format!(" {}", language.text("in-dry-runs", &arguments))
}

const fn linked(link: Link) -> &'static str {
    match link {
        Link::FinishToStart => "finish-start",
        Link::StartToStart => "start-start",
        Link::FinishToFinish => "finish-finish",
        Link::StartToFinish => "start-finish",
    }
}

const fn left_out(why: LeftOut) -> &'static str {
    match why {
        LeftOut::AboveTheFirstRow => "above",
        LeftOut::BelowTheTable => "below",
        LeftOut::ManyErrors => "errors",
    }
}

const fn named(what: Named) -> &'static str {
    match what {
        Named::Phase => "phase",
        Named::DryRun => "dry_run",
        Named::Milestone => "milestone",
        Named::Team => "team",
        Named::Department => "department",
        Named::Environment => "environment",
        Named::Sheet => "sheet",
    }
}
