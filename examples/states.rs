//! Where a dry run stands: recap by phase and the state of every step, at any instant.
//!
//! ```sh
//! cargo run -p ptr-examples --example states -- --dry-run FDR2 --played 7
//! ```
//!
//! One sees the progress as a bar, how many steps of each phase stand in which state, and the
//! steps in the colours of their states; plain text when piped. `--at 2027-03-27T22:00` asks
//! about another instant than the middle of the dry run, `--phase`, `--team` and `--state`
//! choose among the steps. `--played 7` lets simulated people play up to the instant;
//! `--events FILE` reads what `play_dry_run` has recorded; without either nothing has happened.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Parser;
use ptr_core::language::{self, Language};
use ptr_core::{State, StepIx, Tally, View};
use ptr_examples::arguments::{At, Source, middle};
use ptr_examples::history::History;
use ptr_examples::paint;
use ptr_examples::screen::{self, Outcome, Screen};
use ptr_examples::table::{Cell, Fit, Table};
use ptr_examples::words::{counted, either, percent, short_instant, state_called, unknown};

/// Shows the recap of a dry run and the states of its steps
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The instant: 2027-03-27T22:00 (the plan's clock), RFC 3339, +36h (after the first start)
    /// or now; the middle of the dry run if left out
    #[arg(long)]
    at: Option<At>,
    #[command(flatten)]
    history: History,
    /// Only the steps of this phase
    #[arg(long)]
    phase: Option<String>,
    /// Only the steps of this team
    #[arg(long)]
    team: Option<String>,
    /// Only the steps in this state: Ready or prête; may be given several times
    #[arg(long)]
    state: Vec<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    screen::show(|screen| show(&arguments, screen))
}

fn show(arguments: &Arguments, screen: &mut Screen) -> Outcome<ExitCode> {
    let lang = &arguments.source.reading.lang;
    let schedule = arguments.source.schedule()?;
    let at = arguments.at.map_or_else(|| Ok(middle(&schedule)), |at| at.resolve(&schedule))?;
    let run = arguments.history.run(schedule, at, lang)?;
    let view = run.view(at);

    let chosen = chosen(&view, arguments)?;

    let (strong, zone) = (paint::strong(), view.schedule().plan().timezone());
    let told = language::instant(at, zone, lang);
    screen.line(format_args!(
        "{strong}{}{strong:#} · {told} ({zone})\n",
        view.schedule().dry_run()
    ))?;
    screen.table(&progress(&view, lang))?;
    screen.table(&by_state(&view, lang))?;
    screen.table(&steps(&view, &chosen, lang))?;
    screen.line(counted(chosen.len(), lang, ["étape", "étapes"], ["step", "steps"]))?;
    Ok(ExitCode::SUCCESS)
}

/// The phases with their progress.
fn progress(view: &View<'_>, lang: &Language) -> Table {
    let mut table = Table::new([
        ("Phase", Fit::Left),
        ("", Fit::Cut),
        (either(lang, "Avancement", "Progress"), Fit::Left),
        ("", Fit::Right),
        ("", Fit::Right),
    ]);
    for phase in view.schedule().plan().phases() {
        let recap = view.recap(Some(&phase.code));
        let label = phase.label.as_deref().unwrap_or_default();
        let asleep = counted(
            recap.asleep,
            lang,
            ["étape en sommeil", "étapes en sommeil"],
            ["step asleep", "steps asleep"],
        );
        let cells = match (recap.whole.total(), recap.asleep) {
            (0, 0) => [Cell::new("—", paint::quiet()), Cell::default(), Cell::default()],
            (0, _) => [Cell::new(asleep, paint::quiet()), Cell::default(), Cell::default()],
            _ => amounts(&recap.whole, lang),
        };
        table.row([phase.code.as_str().into(), label.into()].into_iter().chain(cells));
    }
    let whole = amounts(&view.recap(None).whole, lang).map(|cell| cell.in_style(paint::strong()));
    table.row([Cell::new("Total", paint::strong()), Cell::default()].into_iter().chain(whole));
    table
}

fn amounts(tally: &Tally, lang: &Language) -> [Cell; 3] {
    [
        paint::bar(tally.terminated(), tally.total(), 30).into(),
        format!("{} / {}", tally.terminated(), tally.total()).into(),
        percent(tally, lang).into(),
    ]
}

/// How many steps of each phase stand in each state.
fn by_state(view: &View<'_>, lang: &Language) -> Table {
    let recap = view.recap(None);
    let phases = recap.by_phase.iter().map(|(code, _)| (code.as_str(), Fit::Right));
    let mut table = Table::new(
        [(either(lang, "État", "State"), Fit::Left)]
            .into_iter()
            .chain(phases)
            .chain([("Total", Fit::Right)]),
    );
    for state in State::ALL {
        let tallies = recap.by_phase.iter().map(|(_, tally)| tally).chain([&recap.whole]);
        let counts = tallies.map(|tally| match tally.in_state(state) {
            0 => Cell::new("·", paint::quiet()),
            count => count.to_string().into(),
        });
        table.row([chip(state, lang)].into_iter().chain(counts));
    }
    table
}

/// The steps that the options choose.
fn chosen(view: &View<'_>, arguments: &Arguments) -> Outcome<Vec<StepIx>> {
    let schedule = view.schedule();
    let lang = &arguments.source.reading.lang;
    if let Some(phase) = &arguments.phase
        && schedule.plan().phase(phase).is_none()
    {
        let known: Vec<_> = schedule.plan().phases().iter().map(AsRef::as_ref).collect();
        return Err(unknown(phase, &known, lang).into());
    }
    let team_of = |step| schedule.step(step).team.as_deref();
    let teams: BTreeSet<&str> = schedule.steps().filter_map(team_of).collect();
    if let Some(team) = &arguments.team
        && !teams.contains(team.as_str())
    {
        return Err(unknown(team, &Vec::from_iter(teams), lang).into());
    }
    let mut states = Vec::new();
    for name in &arguments.state {
        let labels = State::ALL.map(|state| state.label(lang));
        states.push(state_called(name).ok_or_else(|| unknown(name, &labels, lang))?);
    }
    let is_chosen = |step: &StepIx| {
        let phase = schedule.step(*step).phase.as_str();
        arguments.phase.as_deref().is_none_or(|chosen| chosen == phase)
            && arguments.team.as_deref().is_none_or(|chosen| team_of(*step) == Some(chosen))
            && (states.is_empty() || states.contains(&view.state(*step)))
    };
    let mut chosen: Vec<StepIx> = schedule.steps().filter(is_chosen).collect();
    // As people read a plan: by date; without one last.
    chosen.sort_by_key(|step| (schedule.start(*step).is_none(), schedule.start(*step)));
    Ok(chosen)
}

fn steps(view: &View<'_>, steps: &[StepIx], lang: &Language) -> Table {
    let schedule = view.schedule();
    let mut table = Table::new([
        (either(lang, "Étape", "Step"), Fit::Left),
        (either(lang, "État", "State"), Fit::Left),
        (either(lang, "Début", "Start"), Fit::Left),
        (either(lang, "Retard", "Late"), Fit::Right),
        (either(lang, "Équipe", "Team"), Fit::Cut),
        (either(lang, "Libellé", "Label"), Fit::Cut),
    ]);
    for &step in steps {
        let record = schedule.step(step);
        let start = schedule.start(step);
        table.row([
            record.id.as_str().into(),
            chip(view.state(step), lang),
            start
                .map_or_else(String::new, |at| short_instant(at, schedule.plan().timezone(), lang))
                .into(),
            view.lateness(step)
                .map_or_else(String::new, |late| language::duration(late, lang))
                .into(),
            record.team.as_deref().unwrap_or_default().into(),
            record.label.as_str().into(),
        ]);
    }
    table
}

/// A state in its colour.
fn chip(state: State, lang: &Language) -> Cell {
    Cell::filled(state.label(lang), paint::state(state))
}
