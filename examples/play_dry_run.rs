//! A whole dry run, from first to last step: people start, transfer and close steps, get their
//! mails, make mistakes; a status workbook is written at the end of each day.
//!
//! ```sh
//! cargo run -p ptr-examples --example play_dry_run -- --dry-run FDR2 --seed 7 --out out/FDR2
//! ```
//!
//! One sees a journal, day by day, and a summary in the end; in `out/FDR2` stand the mails
//! (`mails/*.eml`, which any mail program opens), the workbooks and the events of the run
//! (`events.jsonl`, which `states` and `explain` read). The clock is simulated and so are the
//! people: the same seed gives the same bytes. `--rollback` lets the transition team declare a
//! rollback when the contingency phase is due.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use clap::Parser;
use ptr_core::{Event, resolve_local};
use ptr_examples::arguments::Source;
use ptr_examples::journal::Journal;
use ptr_examples::mails::Mails;
use ptr_examples::play::Play;
use ptr_examples::screen::{self, Outcome, Screen};
use ptr_excel::{WriteOptions, status_workbook_to};

/// Plays a whole dry run with simulated clock and people
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The people: each seed has its own
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Where mails, workbooks and events go
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    /// Let the transition team declare a rollback
    #[arg(long)]
    rollback: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    screen::show(|screen| play(&arguments, screen))
}

fn play(arguments: &Arguments, screen: &mut Screen) -> Outcome<ExitCode> {
    let reading = &arguments.source.reading;
    let schedule = arguments.source.schedule()?;
    let zone = schedule.plan().timezone();
    let options = WriteOptions {
        layout: reading.layout()?,
        language: reading.lang.clone(),
        ..WriteOptions::default()
    };
    let workbooks = arguments.out.join("workbooks");
    fs::create_dir_all(&workbooks)?;
    let mails =
        Mails::new(&schedule, arguments.seed, &arguments.out.join("mails"), options.clone())?;
    let mut play = Play::new(schedule, arguments.seed, mails)?;
    if arguments.rollback {
        play.plan_rollback();
    }

    let mut journal = Journal::new(reading.lang.clone());
    let mut last = None;
    while let Some(at) = play.next() {
        let today = at.with_timezone(&zone).date_naive();
        if let Some(day) = journal.today(zone).filter(|day| *day < today) {
            let end = midnight_after(day, zone).unwrap_or(at);
            journal.end_of_day(&play.run().view(end), screen)?;
            let name = format!("{}-{day}.xlsx", play.run().schedule().dry_run());
            status_workbook_to(workbooks.join(name), &play.run().view(end), &options)?;
        }
        let before = play.run().version();
        play.happen(at);
        let (refused, mails) = (play.refused(), play.post.attempts());
        journal.note(&play.run().view(at), before, &refused, &mails);
        last = Some(at);
    }

    let run = play.run();
    if let Some(end) = last {
        let view = run.view(end);
        journal.end_of_day(&view, screen)?;
        journal.summary(&view, screen)?;
        status_workbook_to(
            workbooks.join(format!("{}.xlsx", run.schedule().dry_run())),
            &view,
            &options,
        )?;
    }
    write_events(run.events(), &arguments.out.join("events.jsonl"))?;
    for part in ["mails", "workbooks", "events.jsonl"] {
        screen.line(arguments.out.join(part).display())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// When a day ends on the wall clock.
fn midnight_after(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    Some(resolve_local(zone, day.succ_opt()?.and_time(NaiveTime::MIN))?.instant)
}

/// One JSON object a line, as a store would append them.
fn write_events(events: &[Arc<Event>], path: &Path) -> Outcome<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for event in events {
        serde_json::to_writer(&mut file, event)?;
        file.write_all(b"\n")?;
    }
    Ok(file.flush()?)
}
