//! The colours: accessible tints of the colours that the domain assigns to states.
//!
//! Text is dark on every tint. States that have the same fill differ by their outline.

use crate::state::State;

/// Text on every tint.
pub(super) const INK: &str = "#1b1b1b";
/// Outlines, frames and arrows without a state.
pub(super) const LINE: &str = "#495057";
/// Outlines and arrows in faint style.
pub(super) const FAINT_LINE: &str = "#868e96";
/// Frames of phases.
pub(super) const FRAME_LINE: &str = "#adb5bd";
/// Text in faint style.
pub(super) const FAINT_INK: &str = "#5c636a";
/// The background, and the fill of boxes without a colour.
pub(super) const PAPER: &str = "#ffffff";

/// What is on the critical path of a timeline.
pub(super) const CRITICAL: &str = "#a61e4d";
/// By how much something is late.
pub(super) const LATE: &str = "#c92a2a";
/// What happened, and what the plan says, in a timeline.
pub(super) const DONE: &str = "#5c636a";
pub(super) const PLANNED: &str = "#868e96";
/// Steps of a timeline that are drawn together: what happened, and what is to come.
pub(super) const TOGETHER: (&str, &str) = ("#868e96", "#ced4da");

/// How an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outline {
    Solid,
    Dashed,
    Dotted,
}

/// How a node looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) fill: &'static str,
    pub(super) line: &'static str,
    pub(super) ink: &'static str,
    pub(super) outline: Outline,
}

/// The look of a step in a state; `None` for a drawing without states.
pub(super) const fn look(state: Option<State>) -> Look {
    let (fill, line, outline) = match state {
        Some(State::Locked) => ("#ffd8a8", "#d9480f", Outline::Solid),
        Some(State::Overdue) => ("#ffc9c9", "#c92a2a", Outline::Solid),
        Some(State::Idle) => ("#e9ecef", "#868e96", Outline::Solid),
        Some(State::Ready) => ("#b2f2bb", "#2b8a3e", Outline::Solid),
        Some(State::Open) => ("#a5d8ff", "#1864ab", Outline::Solid),
        Some(State::Planned) => (PAPER, "#868e96", Outline::Dashed),
        Some(State::Terminated) | None => (PAPER, LINE, Outline::Solid),
    };
    Look { fill, line, ink: INK, outline }
}

/// The CSS class of a state.
pub(super) const fn class_of(state: Option<State>) -> &'static str {
    match state {
        Some(State::Locked) => "locked",
        Some(State::Overdue) => "overdue",
        Some(State::Idle) => "idle",
        Some(State::Ready) => "ready",
        Some(State::Open) => "open",
        Some(State::Terminated) => "terminated",
        Some(State::Planned) => "planned",
        None => "plain",
    }
}

/// The look of a step in faint style.
pub(super) const FAINT: Look =
    Look { fill: PAPER, line: FAINT_LINE, ink: FAINT_INK, outline: Outline::Dotted };

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as the guidelines for accessible pages define it.
    fn luminance(color: &str) -> f64 {
        let channel = |from: usize| {
            let value = u8::from_str_radix(&color[from..from + 2], 16).expect("hexadecimal");
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_is_legible_on_every_tint() {
        for state in State::ALL {
            let look = look(Some(state));
            assert!(contrast(look.ink, look.fill) >= 7.0, "{state}");
        }
        assert!(contrast(FAINT.ink, FAINT.fill) >= 4.5);
        assert!(contrast(LATE, PAPER) >= 4.5);
    }

    #[test]
    fn outlines_and_arrows_stand_out_from_the_paper() {
        let looks = State::ALL.map(|state| look(Some(state)).line);
        for line in looks.into_iter().chain([LINE, FAINT_LINE, CRITICAL, DONE, PLANNED]) {
            assert!(contrast(line, PAPER) >= 3.0, "{line}");
        }
    }

    #[test]
    fn states_without_a_colour_have_none_here_and_differ_by_their_outline() {
        for state in State::ALL {
            assert_eq!(state.color().is_none(), look(Some(state)).fill == PAPER, "{state}");
            for other in State::ALL {
                let same = look(Some(state)) == look(Some(other));
                assert_eq!(same, state == other, "{state} and {other}");
            }
        }
    }
}
