//! A phase of a dry run as a drawing, every step in the colour of its state.
//!
//! ```sh
//! cargo run -p ptr-examples --example draw -- CO --dry-run FDR2 --played 7 | dot -Tsvg > CO.svg
//! cargo run -p ptr-examples --example draw -- CO --dry-run FDR2 --played 7 --as mermaid
//! cargo run -p ptr-examples --example draw -- CO --dry-run FDR2 --played 7 --format svg > CO.svg
//! cargo run -p ptr-examples --example draw -- CO --dry-run FDR2 --played 7 --as timeline > CO.svg
//! ```
//!
//! One sees the text of the drawing: DOT for Graphviz; Mermaid, which GitHub and many wikis show
//! as a picture; or SVG, the picture itself, which every browser shows, of the order of the work or
//! along time. The steps of other phases that touch this one are drawn faintly.

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use ptr_core::{DrawOptions, TimelineOptions};
use ptr_examples::arguments::{At, Source, middle};
use ptr_examples::history::History;
use ptr_examples::screen::{self, Outcome, Screen};
use ptr_examples::words::unknown;

/// Draws a phase of a dry run
#[derive(Parser)]
struct Arguments {
    /// The phase
    phase: String,
    #[command(flatten)]
    source: Source,
    /// The instant: 2027-03-27T22:00 (the plan's clock), RFC 3339, +36h (after the first start)
    /// or now; the middle of the dry run if left out
    #[arg(long)]
    at: Option<At>,
    #[command(flatten)]
    history: History,
    /// How it is written
    #[arg(long = "as", visible_alias = "format", value_enum, default_value_t = Form::Dot)]
    form: Form,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Dot,
    Mermaid,
    Svg,
    Timeline,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    screen::show(|screen| draw(&arguments, screen))
}

fn draw(arguments: &Arguments, screen: &mut Screen) -> Outcome<ExitCode> {
    let language = &arguments.source.reading.lang;
    let schedule = arguments.source.schedule()?;
    let Some(phase) = schedule.plan().phase(&arguments.phase) else {
        let known: Vec<_> = schedule.plan().phases().iter().map(AsRef::as_ref).collect();
        return Err(unknown(&arguments.phase, &known, language).into());
    };
    let options = DrawOptions { phase: Some(phase.code.clone()), ..DrawOptions::default() };
    let at = arguments.at.map_or_else(|| Ok(middle(&schedule)), |at| at.resolve(&schedule))?;
    let run = arguments.history.run(schedule, at, language)?;
    let drawing = match arguments.form {
        Form::Dot => run.view(at).to_dot(&options, language),
        Form::Mermaid => run.view(at).to_mermaid(&options, language),
        Form::Svg => run.view(at).to_svg(&options, language),
        Form::Timeline => {
            let options = TimelineOptions { phase: options.phase, ..TimelineOptions::default() };
            run.view(at).to_timeline_svg(&options, language)?
        }
    };
    screen.line(drawing.trim_end())?;
    Ok(ExitCode::SUCCESS)
}
