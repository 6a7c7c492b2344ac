//! The colours of states, as in all tables of the plan, and progress bars.

use anstyle::{Ansi256Color, AnsiColor, Color, Style};
use ptr_core::{Severity, State};

/// The style of a state's cell: black or white on the state's colour.
pub fn state(state: State) -> Style {
    // Colours above 16 of the 256 have the same shade in every terminal.
    let on = |ground: u8, ink: AnsiColor| {
        Style::new().bg_color(Some(Ansi256Color(ground).into())).fg_color(Some(ink.into()))
    };
    match state {
        State::Locked => on(214, AnsiColor::Black),
        State::Overdue => on(160, AnsiColor::BrightWhite),
        State::Idle => on(252, AnsiColor::Black),
        State::Ready => on(34, AnsiColor::BrightWhite),
        State::Open => on(26, AnsiColor::BrightWhite),
        State::Terminated | State::Planned => Style::new(),
    }
}

/// The style of a problem's severity.
pub fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => ink(AnsiColor::Red).bold(),
        Severity::Warning => ink(AnsiColor::Yellow),
    }
}

/// A text colour.
pub fn ink(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(color)))
}

/// The style of secondary text.
pub fn quiet() -> Style {
    Style::new().dimmed()
}

/// The style of important text.
pub fn strong() -> Style {
    Style::new().bold()
}

/// A progress bar, in eighths of a column: `██████▌░░░`.
///
/// It is empty only for 0 and full only for 100 percent.
pub fn bar(part: usize, whole: usize, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let all = width * 8;
    let filled = match (part, whole) {
        (0, _) | (_, 0) => 0,
        (part, whole) if part >= whole => all,
        (part, whole) => (all * part / whole).clamp(1, all.saturating_sub(1)),
    };
    let begun = EIGHTHS[filled % 8];
    let left = width - filled / 8 - usize::from(!begun.is_empty());
    format!("{}{begun}{}", "█".repeat(filled / 8), "░".repeat(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_empty_only_without_progress_and_full_only_at_the_end() {
        assert_eq!(bar(0, 400, 4), "░░░░");
        assert_eq!(bar(1, 400, 4), "▏░░░");
        assert_eq!(bar(200, 400, 4), "██░░");
        assert_eq!(bar(250, 400, 4), "██▌░");
        assert_eq!(bar(399, 400, 4), "███▉");
        assert_eq!(bar(400, 400, 4), "████");
        assert_eq!(bar(0, 0, 4), "░░░░", "a phase without steps");
    }
}
