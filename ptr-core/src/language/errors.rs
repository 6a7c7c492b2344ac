//! The messages of errors: invalid codes, projection, replay, forecasts.

use std::fmt;

use super::texts;
use super::times::{duration, instant};
use super::value::{InvalidLanguage, Language, NotFluent};
use crate::arguments;
use crate::draw::InvalidWindow;
use crate::forecast::{InvalidSimulation, InvalidSpread, InvalidSupposition, Simulation, Spread};
use crate::id::{Code, InvalidCode, StepId};
use crate::plan::{ForeignBase, KnownNames};
#[cfg(feature = "serde")]
use crate::run::BrokenChain;
use crate::run::{Contradiction, ReplayError};
use crate::schedule::ScheduleError;
use crate::state::{Progress, State};
use crate::view::OtherSchedule;

/// Errors are printed in English; `message` says them in any language.
macro_rules! display_in_english {
    ($($error:ty),+) => {
        $(impl fmt::Display for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.message(&Language::english()))
            }
        })+
    };
}

display_in_english!(
    InvalidCode,
    InvalidLanguage,
    ScheduleError,
    ReplayError,
    OtherSchedule,
    ForeignBase,
    InvalidSpread,
    InvalidSimulation,
    InvalidSupposition,
    InvalidWindow
);

/// A name that there is not, and those that there are.
fn unknown(id: &str, found: &str, known: &KnownNames, language: &Language) -> String {
    let (found, count) = (language.quote(found), known.total());
    language.text(id, &arguments!(found = found, count = count, known = language.known(known)))
}

impl InvalidCode {
    /// The invalid code which says this in English, if one does: serde hands errors on as text
    /// alone.
    pub(super) fn said(said: &str) -> Option<Self> {
        let found = said.strip_prefix('"')?.rsplit_once("\" is not ")?.0;
        let of = |what: Code| Self { what, found: found.to_owned() };
        Code::ALL.into_iter().map(of).find(|it| it.to_string() == said)
    }

    /// What is wrong with the text, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        let id = match self.what {
            Code::StepId => "invalid-step-id",
            Code::DryRun => "invalid-dry-run",
            Code::PhaseCode => "invalid-phase-code",
            Code::Outcome => "invalid-outcome",
            Code::Email => "invalid-email",
            Code::Moment => "invalid-moment",
            Code::State => "invalid-state",
            Code::Language => "invalid-language",
            Code::Digest => "invalid-digest",
        };
        let found = language.quote(&self.found);
        language.text(id, &arguments!(found = found, expected = self.expected(language)))
    }

    /// The expected text, as a part of a sentence.
    pub fn expected(&self, language: &Language) -> String {
        let one_of = |known: &[&str]| language.choice(&KnownNames::of(known));
        let id = match self.what {
            Code::StepId | Code::DryRun | Code::PhaseCode => "expected-one-line",
            Code::Outcome => "expected-outcome",
            Code::Email => "expected-email",
            Code::Moment => "expected-moment",
            Code::Digest => "expected-digest",
            Code::State => return one_of(&State::ALL.map(State::name)),
            Code::Language => return one_of(&texts::codes()),
        };
        language.word(id).into_owned()
    }
}

impl InvalidLanguage {
    /// Why there is no such language, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        match self {
            InvalidLanguage::Code { found } => {
                language.text("invalid-language-code", &arguments!(found = language.quote(found)))
            }
            InvalidLanguage::Text { code, lines } => {
                let and = |first: String, then: String| {
                    let arguments = arguments!(first = first, then = then);
                    language.text("invalid-language-lines", &arguments)
                };
                let lines = lines.iter().map(|line| line.message(language)).reduce(and);
                let arguments = arguments!(code = code.as_str(), lines = lines.unwrap_or_default());
                language.text("invalid-language-text", &arguments)
            }
        }
    }
}

impl NotFluent {
    fn message(&self, language: &Language) -> String {
        let token = self.error.strip_prefix("Expected a token starting with \"");
        let error = match token.and_then(|rest| rest.strip_suffix('"')) {
            Some(token) => language.text("invalid-language-token", &arguments!(token = token)),
            None => self.error.clone(),
        };
        let (line, found) = (self.line.to_string(), language.quote(&self.found));
        let arguments = arguments!(line = line, found = found, error = error);
        language.text("invalid-language-line", &arguments)
    }
}

impl ScheduleError {
    /// What prevents the projection and how to fix it, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        match self {
            ScheduleError::UnknownDryRun { found, known } => {
                unknown("schedule-unknown-dry-run", found, known, language)
            }
            ScheduleError::TooManyReplaced { step, dry_run, most } => language.text(
                "schedule-too-many-replaced",
                &arguments!(step = step.as_str(), dry_run = dry_run.as_str(), most = *most),
            ),
            ScheduleError::ShiftTooFar { step, shift } => {
                let arguments =
                    arguments!(shift = duration(*shift, language), step = step.as_str());
                language.text("schedule-shift-too-far", &arguments)
            }
        }
    }
}

impl ReplayError {
    /// What is wrong with the events, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        match self {
            ReplayError::Gap { expected, found } => {
                let before = expected.saturating_sub(1);
                let mut arguments =
                    arguments!(expected = expected.to_string(), found = found.to_string());
                if before == 0 {
                    return language.text("replay-gap-first", &arguments);
                }
                arguments.set("before", before.to_string());
                language.text("replay-gap", &arguments)
            }
            ReplayError::WrongOrder { expected, found } => {
                let arguments =
                    arguments!(expected = expected.to_string(), found = found.to_string());
                language.text("replay-wrong-order", &arguments)
            }
            ReplayError::UnknownStep { seq, step, dry_run } => language.text(
                "replay-unknown-step",
                &arguments!(
                    seq = seq.to_string(),
                    step = step.as_str(),
                    dry_run = dry_run.as_str()
                ),
            ),
            ReplayError::MissingPlan { seq, plan } => {
                let arguments = arguments!(seq = seq.to_string(), plan = plan.to_string());
                language.text("replay-missing-plan", &arguments)
            }
            ReplayError::Unschedulable { seq, error } => {
                let why = error.message(language);
                let arguments = arguments!(seq = seq.to_string(), why = why);
                language.text("replay-unschedulable", &arguments)
            }
            ReplayError::Impossible { seq, fact, why } => {
                let why = contradiction(why, language);
                let arguments = arguments!(seq = seq.to_string(), fact = fact.as_str(), why = why);
                language.text("replay-impossible", &arguments)
            }
        }
    }
}

fn contradiction(why: &Contradiction, language: &Language) -> String {
    let id = match why {
        Contradiction::NoAuthor => "contradiction-no-author",
        Contradiction::Progress { step, found } => {
            let id = match found {
                Progress::None => "contradiction-not-started",
                Progress::Open => "contradiction-open",
                Progress::Terminated => "contradiction-terminated",
            };
            return language.text(id, &arguments!(step = step.as_str()));
        }
        Contradiction::Rollback { declared: true } => "contradiction-rollback",
        Contradiction::Rollback { declared: false } => "contradiction-no-rollback",
    };
    language.word(id).into_owned()
}

impl OtherSchedule {
    /// Why the two cannot be compared, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        language.word("other-schedule").into_owned()
    }
}

impl InvalidSpread {
    /// What is wrong with the three shares, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        let [shortest, likeliest, longest] = self.found.map(|share| share.to_string());
        let arguments = arguments!(
            shortest = shortest,
            likeliest = likeliest,
            longest = longest,
            most = Spread::LONGEST.to_string()
        );
        language.text("invalid-spread", &arguments)
    }
}

impl InvalidSimulation {
    /// Which limit of a simulation is exceeded, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        let (id, found, most) = match *self {
            InvalidSimulation::Draws { found } => {
                ("simulation-draws", found.into(), Simulation::MOST_DRAWS.into())
            }
            InvalidSimulation::Threads { found } => {
                ("simulation-threads", found.into(), Simulation::MOST_THREADS.into())
            }
            InvalidSimulation::Instants { found } => {
                ("simulation-instants", found, Simulation::MOST_INSTANTS)
            }
        };
        language.text(id, &arguments!(found = found.to_string(), most = most.to_string()))
    }
}

impl InvalidWindow {
    /// Why the timeline cannot be drawn, as a sentence; with the instants in UTC.
    pub fn message(&self, language: &Language) -> String {
        let told = |at| instant(at, chrono_tz::UTC, language);
        let arguments = arguments!(since = told(self.since), until = told(self.until));
        language.text("timeline-window", &arguments)
    }
}

impl InvalidSupposition {
    /// Why it cannot be supposed and what can be, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        let of_step =
            |id: &str, step: &StepId| language.text(id, &arguments!(step = step.as_str()));
        match self {
            InvalidSupposition::UnknownStep { step, dry_run } => {
                let found = language.quote(step.as_str());
                let arguments = arguments!(found = found, dry_run = dry_run.as_str());
                language.text("refusal-unknown-step-in", &arguments)
            }
            InvalidSupposition::UnknownTeam { found, known } => {
                unknown("supposition-unknown-team", found, known, language)
            }
            InvalidSupposition::UnknownOutcome { step, found, outcomes } => language.text(
                "supposition-unknown-outcome",
                &arguments!(
                    step = step.as_str(),
                    count = outcomes.len(),
                    found = language.quote(found),
                    outcomes = language.choice(&KnownNames::of(outcomes))
                ),
            ),
            InvalidSupposition::Terminated { step } => of_step("supposition-terminated", step),
            InvalidSupposition::UnderWay { step } => of_step("supposition-under-way", step),
            InvalidSupposition::Abandoned { step } => of_step("supposition-abandoned", step),
            InvalidSupposition::Decision { step } => of_step("supposition-decision", step),
            InvalidSupposition::Asleep { step } => of_step("supposition-asleep", step),
            InvalidSupposition::NotExpected { step } => of_step("supposition-not-expected", step),
            InvalidSupposition::NegativeDuration { step, found } => {
                let arguments =
                    arguments!(step = step.as_str(), found = duration(*found, language));
                language.text("supposition-negative-duration", &arguments)
            }
            InvalidSupposition::NamedTwice { name } => {
                let name = language.quote(name);
                language.text("supposition-named-twice", &arguments!(name = name))
            }
        }
    }
}

#[cfg(feature = "serde")]
display_in_english!(BrokenChain);

#[cfg(feature = "serde")]
impl BrokenChain {
    /// What is wrong with the history and what to do, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        match self {
            BrokenChain::Altered { seq, right } if seq - right == 1 => {
                language.text("chain-altered", &arguments!(seq = seq.to_string()))
            }
            BrokenChain::Altered { seq, right } => {
                let arguments = arguments!(seq = seq.to_string(), first = (right + 1).to_string());
                language.text("chain-altered-among", &arguments)
            }
            BrokenChain::Cut { version, expected } => {
                let arguments =
                    arguments!(version = version.to_string(), expected = expected.to_string());
                language.text("chain-cut", &arguments)
            }
            BrokenChain::Other { version } => {
                language.text("chain-other", &arguments!(version = version.to_string()))
            }
        }
    }
}
