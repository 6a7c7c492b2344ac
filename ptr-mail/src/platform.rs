//! What the mails take from the program around them: links, which may carry tokens of its own,
//! and the status workbook, which other libraries write.

use std::fmt::Write as _;

use ptr_core::{Notice, PhaseCode, StepId, View};

use crate::message::Attachment;

/// What only the program around the mails can know. Everything may be left out: mails without
/// links read well too.
///
/// The answers are part of the mail: where the same notice must give the same bytes, they must
/// depend on nothing but their arguments. So a token in a link takes its dates from the notice,
/// not from a clock.
pub trait Platform {
    /// The page of a step, for the notice's recipient alone: what stands in the link may let
    /// them act.
    fn step(&self, notice: &Notice, step: &StepId) -> Option<String> {
        let _ = (notice, step);
        None
    }

    /// The recap of a phase, or of all phases.
    fn recap(&self, notice: &Notice, phase: Option<&PhaseCode>) -> Option<String> {
        let _ = (notice, phase);
        None
    }

    /// The files that go along. For the weekly report `view` is of the instant it is about, and its
    /// timeline goes along without being asked for ([`MailConfig::timeline`](crate::MailConfig::timeline)).
    fn attachments(&self, notice: &Notice, view: &View<'_>) -> Vec<Attachment> {
        let _ = (notice, view);
        Vec::new()
    }
}

/// No links and no files of one's own.
impl Platform for () {}

/// The pages of a platform by their plain addresses, without tokens: whoever opens a link still
/// has to say who they are.
///
/// # Examples
///
/// ```
/// use ptr_mail::Pages;
///
/// let pages = Pages::at("https://ptr.example.org/");
/// assert_eq!(pages.of_step("CO 1"), "https://ptr.example.org/steps/CO%201");
/// assert_eq!(pages.of_phase("FB-RB"), "https://ptr.example.org/recap/FB-RB");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// Without a slash at its end.
    base: String,
}

impl Pages {
    /// The pages of the platform at this address.
    pub fn at(base: impl Into<String>) -> Self {
        let mut base = base.into();
        base.truncate(base.trim_end_matches('/').len());
        Self { base }
    }

    /// The page of the step with this id.
    pub fn of_step(&self, id: &str) -> String {
        self.page("/steps/", id)
    }

    /// The recap of the phase with this code.
    pub fn of_phase(&self, code: &str) -> String {
        self.page("/recap/", code)
    }

    /// The page where all others begin.
    pub fn home(&self) -> String {
        format!("{}/", self.base)
    }

    /// A text of a plan may hold anything: all but the characters that addresses keep as they
    /// are is written in its percent form.
    fn page(&self, path: &str, name: &str) -> String {
        let mut page = format!("{}{path}", self.base);
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                page.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(page, "%{byte:02X}");
            }
        }
        page
    }
}

impl Platform for Pages {
    fn step(&self, _notice: &Notice, step: &StepId) -> Option<String> {
        Some(self.of_step(step.as_str()))
    }

    fn recap(&self, _notice: &Notice, phase: Option<&PhaseCode>) -> Option<String> {
        Some(phase.map_or_else(|| self.home(), |phase| self.of_phase(phase.as_str())))
    }
}
