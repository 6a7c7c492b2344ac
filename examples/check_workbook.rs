//! Is this workbook a plan? Every problem in it, sheet by sheet, each with its cell.
//!
//! ```sh
//! cargo run -p ptr-examples --example check_workbook -- examples/data/plan-fautif.xlsx
//! cargo run -p ptr-examples --example check_workbook -- examples/data/plan-de-transition.xlsx
//! ```
//!
//! One sees all faults and warnings at once, in French (`--lang en` for English), and the exit
//! code is 1. Of a workbook that is a plan, like the second one, one sees what is in it: the steps
//! of each phase in each dry run, the teams, the milestones, the warnings. With `--findings` one
//! sees what is likely to make a night fail as well, each with its cure.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use ptr_core::language::{self, Language};
use ptr_core::{Finding, Moment, Plan, Problem, Severity, Step, Told};
use ptr_examples::arguments::{Reading, span};
use ptr_examples::paint;
use ptr_examples::screen::{self, Outcome, Screen};
use ptr_examples::table::{Cell, Fit, Table};
use ptr_examples::words::{counted, either};
use ptr_excel::WorkbookError;

/// Checks a workbook and tells every problem in it
#[derive(Parser)]
struct Arguments {
    /// The workbook: .xlsx, .xlsm, .xlsb, .xls or .ods
    workbook: PathBuf,
    /// Show as well what is likely to make a night fail
    #[arg(long)]
    findings: bool,
    #[command(flatten)]
    reading: Reading,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    screen::show(|screen| check(&arguments, screen))
}

fn check(arguments: &Arguments, screen: &mut Screen) -> Outcome<ExitCode> {
    let lang = &arguments.reading.lang;
    let layout = arguments.reading.layout()?;
    match ptr_excel::load(&arguments.workbook, &layout) {
        Ok(loaded) => {
            tell_plan(&loaded.plan, lang, screen)?;
            tell_problems(&loaded.warnings, lang, screen)?;
            if arguments.findings {
                tell_findings(&loaded.check(&layout.checks), lang, screen)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(WorkbookError::Problems(problems)) => {
            tell_problems(problems.as_slice(), lang, screen)?;
            Ok(ExitCode::FAILURE)
        }
        Err(error) => Err(error.into()),
    }
}

/// All problems under the sheets they stand on, in the order in which the sheets come up; a kind
/// that comes by the hundred once.
fn tell_problems(problems: &[Problem], lang: &Language, screen: &mut Screen) -> io::Result<()> {
    let all = Told::of(problems);
    let mut sheets: Vec<(&str, Vec<&Told>)> = Vec::new();
    for problem in &all {
        let sheet = problem.problem.place.as_ref().map_or("", |place| place.sheet.as_str());
        match sheets.iter_mut().find(|(known, _)| *known == sheet) {
            Some((_, here)) => here.push(problem),
            None => sheets.push((sheet, vec![problem])),
        }
    }
    let mut table = Table::plain([Fit::Left, Fit::Left, Fit::Left, Fit::Wrap]);
    for (sheet, problems) in sheets {
        let whole = either(lang, "Le classeur entier", "The whole workbook");
        table.title(Cell::new(if sheet.is_empty() { whole } else { sheet }, paint::strong()));
        for told in problems {
            let problem = &told.problem;
            let severity = problem.severity();
            let cell = problem.place.as_ref().and_then(|place| place.cell.as_deref());
            table.row([
                Cell::new(severity.label(lang), paint::severity(severity)),
                cell.unwrap_or_default().into(),
                problem.step.as_ref().map_or("", AsRef::as_ref).into(),
                sentence(told, lang).into(),
            ]);
        }
    }
    screen.table(&table)?;
    screen.line(verdict(problems, lang))
}

/// What the clinic finds, in the order of the steps: where, what, and what cures it.
fn tell_findings(findings: &[Finding], lang: &Language, screen: &mut Screen) -> io::Result<()> {
    let mut table = Table::plain([Fit::Left, Fit::Wrap]);
    for finding in findings {
        let severity = finding.severity;
        let found = format!("{} {}", finding.message(lang), finding.cure(lang));
        let severity = Cell::new(severity.label(lang), paint::severity(severity));
        table.row([severity, found.into()]);
    }
    screen.table(&table)
}

/// What is wrong, without the place, which the columns beside it show.
fn sentence(told: &Told, lang: &Language) -> String {
    let problem = Problem { place: None, row: None, step: None, ..told.problem.clone() };
    Told { problem, ..told.clone() }.message(lang)
}

fn verdict(problems: &[Problem], lang: &Language) -> String {
    let of = |severity| problems.iter().filter(|it| it.severity() == severity).count();
    match (of(Severity::Error), of(Severity::Warning), lang.code()) {
        (0, 0, "fr") => "Aucun problème.".to_owned(),
        (0, 0, _) => "No problem.".to_owned(),
        (errors, warnings, _) => format!(
            "{}, {}.",
            counted(errors, lang, ["erreur", "erreurs"], ["error", "errors"]),
            counted(warnings, lang, ["avertissement", "avertissements"], ["warning", "warnings"]),
        ),
    }
}

/// What the plan holds: phases and dry runs, teams, milestones.
fn tell_plan(plan: &Plan, lang: &Language, screen: &mut Screen) -> Outcome<()> {
    screen.line(format_args!(
        "{} · {} · {} · {} · {}\n",
        counted(plan.len(), lang, ["étape", "étapes"], ["step", "steps"]),
        counted(plan.dry_runs().len(), lang, ["dry run", "dry runs"], ["dry run", "dry runs"]),
        counted(plan.actors().len(), lang, ["équipe", "équipes"], ["team", "teams"]),
        counted(plan.milestones().len(), lang, ["jalon", "jalons"], ["milestone", "milestones"]),
        plan.timezone(),
    ))?;
    screen.table(&phases(plan, lang))?;
    screen.table(&dry_runs(plan, lang)?)?;
    screen.table(&teams(plan, lang))?;
    screen.table(&milestones(plan, lang))?;
    Ok(())
}

/// How many steps each phase has, in the plan and in each dry run.
fn phases(plan: &Plan, lang: &Language) -> Table {
    let all = either(lang, "Étapes", "Steps");
    let dry_runs = plan.dry_runs().iter().map(|dry_run| (dry_run.as_str(), Fit::Right));
    let mut table = Table::new(
        [("Phase", Fit::Left), ("", Fit::Cut), (all, Fit::Right)].into_iter().chain(dry_runs),
    );
    for phase in plan.phases() {
        let steps = || plan.steps().iter().filter(|step| step.phase == phase.code);
        let of = |dry_run| steps().filter(|step| step.dry_runs.contains(dry_run)).count();
        let label = phase.label.as_deref().unwrap_or_default();
        let counts = plan.dry_runs().iter().map(|dry_run| of(dry_run).to_string().into());
        let row = [phase.code.as_str().into(), label.into(), steps().count().to_string().into()];
        table.row(row.into_iter().chain(counts));
    }
    table
}

/// How much each dry run executes, and when.
fn dry_runs(plan: &Plan, lang: &Language) -> Outcome<Table> {
    let mut table = Table::new([
        ("Dry run", Fit::Left),
        (either(lang, "Étapes", "Steps"), Fit::Right),
        (either(lang, "Prérequis", "Prerequisites"), Fit::Right),
        (either(lang, "Début", "Begin"), Fit::Left),
        (either(lang, "Fin", "End"), Fit::Left),
    ]);
    for dry_run in plan.dry_runs() {
        let schedule = plan.schedule(dry_run.as_str())?;
        let at = |instant| language::instant(instant, plan.timezone(), lang).into();
        let (begin, end): (Cell, Cell) =
            span(&schedule).map_or_else(Default::default, |(begin, end)| (at(begin), at(end)));
        table.row([
            dry_run.as_str().into(),
            schedule.len().to_string().into(),
            schedule.edges().to_string().into(),
            begin,
            end,
        ]);
    }
    Ok(table)
}

/// Who carries out how many steps.
fn teams(plan: &Plan, lang: &Language) -> Table {
    let mut table = Table::new([
        (either(lang, "Équipe", "Team"), Fit::Cut),
        (either(lang, "Département", "Department"), Fit::Cut),
        (either(lang, "Étapes", "Steps"), Fit::Right),
        (either(lang, "Chef d'équipe", "Team leader"), Fit::Cut),
    ]);
    for actor in plan.actors() {
        let is_theirs = |step: &&Step| step.team.as_deref() == Some(actor.team.as_str());
        table.row([
            actor.team.as_str().into(),
            actor.department.as_deref().unwrap_or_default().into(),
            plan.steps().iter().filter(is_theirs).count().to_string().into(),
            actor.team_leader.as_ref().map_or("", AsRef::as_ref).into(),
        ]);
    }
    table
}

/// The milestones and their date in each dry run.
fn milestones(plan: &Plan, lang: &Language) -> Table {
    let dry_runs = plan.dry_runs().iter().map(|dry_run| (dry_run.as_str(), Fit::Wrap));
    let milestone = (either(lang, "Jalon", "Milestone"), Fit::Left);
    let mut table = Table::new([milestone].into_iter().chain(dry_runs));
    for milestone in plan.milestones() {
        let date = |dry_run| match milestone.dates.get(dry_run) {
            Some(Moment::Local(local)) => local.format("%d/%m/%Y %H:%M").to_string(),
            Some(Moment::Instant(at)) => language::instant(*at, plan.timezone(), lang),
            None => String::new(),
        };
        let dates = plan.dry_runs().iter().map(|dry_run| date(dry_run).into());
        table.row([milestone.name.as_str().into()].into_iter().chain(dates));
    }
    table
}
