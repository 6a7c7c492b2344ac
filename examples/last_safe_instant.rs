//! A night on which a rollback is decided at the last safe instant.
//!
//! ```sh
//! cargo run -p ptr-examples --example last_safe_instant -- --dry-run FDR3 --at 2027-04-18T20:00 --played 7
//! ```
//!
//! One sees, hour after hour, when a rollback declared at that hour would be over, until when it
//! can still be declared so that it is over by the required end, and until when in four cases of
//! five. At the last safe instant it is declared: the steps of the way back get their dates from
//! the declaration.

use std::process::ExitCode;

use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use ptr_core::{Command, Email, Run, Simulation};
use ptr_examples::arguments::{At, Source, middle};
use ptr_examples::history::History;
use ptr_examples::screen::{self, Outcome, Screen};
use ptr_examples::words::{either, short_instant};

/// The most hours that are told.
const MOST_HOURS: usize = 12;

/// Tells until when a rollback can be declared, and declares it then
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    source: Source,
    /// When the night begins: 2027-04-18T20:00 (the plan's clock), RFC 3339, +36h (after the first
    /// start) or now; the middle of the dry run if left out
    #[arg(long)]
    at: Option<At>,
    /// The milestone by which the rollback must be over; the first one of the plan that requires an
    /// end if left out
    #[arg(long, value_name = "MILESTONE")]
    by: Option<String>,
    #[command(flatten)]
    history: History,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    screen::show(|screen| night(&arguments, screen))
}

fn night(arguments: &Arguments, screen: &mut Screen) -> Outcome<ExitCode> {
    let lang = &arguments.source.reading.lang;
    let schedule = arguments.source.schedule()?;
    let by = arguments.by.clone().or_else(|| {
        let required = schedule.required_ends().next()?;
        Some(required.milestone.to_owned())
    });
    let required_end = by.as_deref().and_then(|by| schedule.date_of(by));
    let required_end = required_end.ok_or_else(|| {
        either(lang, "aucune fin exigée dans ce dry run", "no required end in this dry run")
    })?;
    let mut at = arguments.at.map_or_else(|| Ok(middle(&schedule)), |at| at.resolve(&schedule))?;
    let played = arguments.history.run(schedule.clone(), at, lang)?;
    let coordinator = Email::new("coordination@grid.example")?;
    let events = played.events().to_vec();
    let mut run = Run::replay(schedule, [coordinator.clone()], events)
        .map_err(|error| error.message(lang))?;

    let zone = run.schedule().plan().timezone();
    let told = |at: Option<DateTime<Utc>>| {
        let never = || either(lang, "trop tard", "too late").to_owned();
        at.map_or_else(never, |at| short_instant(at, zone, lang))
    };
    let must = either(lang, "À terminer avant le", "To be over by");
    screen.line(format!("{must} {}", told(Some(required_end))))?;
    let mut latest = None;
    for _ in 0..MOST_HOURS {
        let forecast = run.view(at).forecast();
        let decide = forecast.decide_by(required_end);
        let within = decide.latest_within(0.8, &Simulation::default())?;
        let (now, last) = (told(decide.if_declared_now()), told(decide.latest()));
        let line = match lang.code() {
            "fr" => format!(
                "{} : déclaré maintenant, terminé le {now} ; au plus tard {last}, à 80 % {}",
                told(Some(at)),
                told(within)
            ),
            _ => format!(
                "{}: declared now, over by {now}; at the latest {last}, at 80 % {}",
                told(Some(at)),
                told(within)
            ),
        };
        screen.line(line)?;
        latest = decide.latest();
        let Some(last) = latest.filter(|last| *last > at) else { break };
        at = (at + TimeDelta::hours(1)).min(last);
    }
    if latest != Some(at) {
        return Ok(ExitCode::SUCCESS);
    }
    let reason = either(lang, "dernier instant sûr", "last safe instant").to_owned();
    run.execute(&Command::DeclareRollback { reason }, &coordinator, at)
        .map_err(|refusal| refusal.sentences(lang).join(" "))?;
    let declared = either(lang, "Retour arrière déclaré le", "Rollback declared at");
    screen.line(format!("{declared} {}", told(Some(at))))?;
    let view = run.view(at);
    let schedule = view.schedule();
    for step in schedule.steps().filter(|step| schedule.is_contingency(*step)) {
        let starts = told(schedule.start(step));
        screen.line(format!("{starts}  {}  {}", schedule.id(step), schedule.step(step).label))?;
    }
    Ok(ExitCode::SUCCESS)
}
