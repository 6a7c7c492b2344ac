//! Why can this step not start? Every reason, and the steps that hold the whole chain.
//!
//! ```sh
//! cargo run -p ptr-examples --example explain -- CO00000090 --dry-run FDR2 --played 7
//! ```
//!
//! One sees the step's state, all that is missing, the chain of open steps before it, and what
//! has happened to it so far. `--at +36h` asks 36 hours after the first start instead of at the
//! step's own start; `--played 7` lets simulated people play up to then, `--events FILE` reads
//! what `play_dry_run` has recorded.

use std::collections::BTreeSet;
use std::process::ExitCode;

use chrono::DateTime;
use clap::Parser;
use ptr_core::language::{self, Language};
use ptr_core::{State, StepIx, View};
use ptr_examples::arguments::{At, Source};
use ptr_examples::history::History;
use ptr_examples::paint;
use ptr_examples::screen::{self, Outcome, Screen};
use ptr_examples::table::{Cell, Fit, Table};
use ptr_examples::words::{either, short_instant};

/// Explains why a step stands where it stands
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The id of the step
    step: String,
    /// The instant: 2027-03-27T22:00 (the plan's clock), RFC 3339, +36h (after the first start)
    /// or now; the step's start if left out
    #[arg(long)]
    at: Option<At>,
    /// How far back the chain of open steps is told
    #[arg(long, default_value_t = 3)]
    depth: usize,
    #[command(flatten)]
    history: History,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    screen::show(|screen| explain(&arguments, screen))
}

fn explain(arguments: &Arguments, screen: &mut Screen) -> Outcome<ExitCode> {
    let lang = &arguments.source.reading.lang;
    let schedule = arguments.source.schedule()?;
    let zone = schedule.plan().timezone();
    let Some(step) = schedule.find(&arguments.step) else {
        let (found, dry_run) = (&arguments.step, schedule.dry_run());
        return Err(either(
            lang,
            format!("«\u{a0}{found}\u{a0}» n'est pas une étape du dry run {dry_run}."),
            format!("{found:?} is not a step of dry run {dry_run}."),
        )
        .into());
    };
    let at = match arguments.at {
        Some(at) => at.resolve(&schedule)?,
        None => schedule.start(step).unwrap_or(DateTime::UNIX_EPOCH),
    };
    let run = arguments.history.run(schedule, at, lang)?;
    let view = run.view(at);

    let record = view.schedule().step(step);
    let strong = paint::strong();
    screen.line(format_args!("{strong}{}{strong:#} · {}\n", record.id, record.label))?;
    for sentence in view.explain(step).sentences(zone, lang) {
        screen.paragraph(&sentence)?;
    }
    screen.line("")?;
    screen.table(&chain(&view, step, arguments.depth, lang))?;
    screen.table(&history(&view, step, lang))?;
    Ok(ExitCode::SUCCESS)
}

/// The open steps before this one as a tree: one that comes again points up (`↑`) to where it is
/// told, and what is too far away is left out (`…`).
fn chain(view: &View<'_>, step: StepIx, deepest: usize, lang: &Language) -> Table {
    let schedule = view.schedule();
    let zone = schedule.plan().timezone();
    let mut table = Table::plain([Fit::Left, Fit::Left, Fit::Left, Fit::Cut, Fit::Cut]);
    let mut told = BTreeSet::new();
    let mut to_tell: Vec<(usize, StepIx)> = before(view, step).rev().map(|it| (0, it)).collect();
    while let Some((depth, step)) = to_tell.pop() {
        let record = schedule.step(step);
        let indented = |text: &str| format!("{:1$}{text}", "", 2 * depth).into();
        if !told.insert(step) {
            table.row([indented(record.id.as_str()), Cell::new("↑", paint::quiet())]);
            continue;
        }
        let start = schedule.start(step).map(|start| short_instant(start, zone, lang));
        table.row([
            indented(record.id.as_str()),
            Cell::filled(view.state(step).label(lang), paint::state(view.state(step))),
            start.unwrap_or_default().into(),
            record.team.as_deref().unwrap_or_default().into(),
            record.label.as_str().into(),
        ]);
        if depth + 1 < deepest {
            to_tell.extend(before(view, step).rev().map(|before| (depth + 1, before)));
        } else if before(view, step).next().is_some() {
            table.row([indented("  …")]);
        }
    }
    table
}

/// The open prerequisites of a step that waits for them. One that has been started waits no
/// more, whatever stands before it.
fn before<'v>(view: &'v View<'_>, step: StepIx) -> impl DoubleEndedIterator<Item = StepIx> + 'v {
    let waits = !matches!(view.state(step), State::Open | State::Terminated);
    let prerequisites = if waits { view.schedule().prerequisites(step) } else { &[] };
    prerequisites.iter().copied().filter(|it| view.state(*it) != State::Terminated)
}

/// What has happened to the step.
fn history(view: &View<'_>, step: StepIx, lang: &Language) -> Table {
    let zone = view.schedule().plan().timezone();
    let mut table = Table::plain([Fit::Left, Fit::Wrap]);
    for event in view.history(step) {
        table.row([language::instant(event.at, zone, lang).into(), event.sentence(lang).into()]);
    }
    table
}
