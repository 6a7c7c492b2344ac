//! The words of drawings.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::value::Language;
use super::{labels, times};
use crate::arguments;
use crate::draw::DrawWords;
use crate::state::State;

impl DrawWords for Language {
    fn code(&self) -> &str {
        self.code()
    }

    fn state(&self, state: State, aside: bool) -> String {
        labels::state(state, aside, self).into_owned()
    }

    fn instant(&self, at: DateTime<Utc>, timezone: Tz) -> String {
        times::instant(at, timezone, self)
    }

    fn legend(&self) -> String {
        self.word("drawing-legend").into_owned()
    }

    fn continued(&self, title: &str) -> String {
        self.text("drawing-continued", &arguments!(title = title))
    }

    fn description(&self, steps: usize, lines: usize, states: bool) -> String {
        let id = if states { "drawing-description-states" } else { "drawing-description" };
        self.text(id, &arguments!(steps = steps, lines = lines))
    }
}
