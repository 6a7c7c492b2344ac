//! The author of a command: who asks for it, and on whose behalf.

use crate::id::Email;

/// Who asks for a command. An address alone is somebody who acts for themselves.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use ptr_core::language::Language;
/// use ptr_core::{Author, Command, Email, Moment, Plan, Run, Step};
///
/// let start: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
/// let (anne, paul) = (Email::new("anne@grid.example")?, Email::new("paul@grid.example")?);
/// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.starting(Moment::Instant(start));
/// let plan = Plan::from_steps([step.carried_out_by("Registre", [&anne])?])?;
/// let mut run = Run::new(plan.schedule("FDR1")?, [paul.clone()]);
///
/// // Anne is on the telephone, and Paul of the transition team begins the step for her.
/// let author = Author { by: &paul, on_behalf_of: Some(&anne) };
/// let begun = run.execute(&Command::Start { step: "CO1".parse()? }, author, start)?;
/// let sentence = begun.map(|event| event.sentence(&Language::english()));
/// let expected =
///     "started by paul@grid.example (transition team) on behalf of anne@grid.example";
/// assert_eq!(sentence.as_deref(), Some(expected));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author<'a> {
    /// The author.
    pub by: &'a Email,
    /// The person for whom a coordinator acts, one of those to whom the step is assigned: whose vote
    /// it is, and from whom a step goes.
    pub on_behalf_of: Option<&'a Email>,
}

impl<'a> Author<'a> {
    /// The person whose act it is.
    pub fn person(&self) -> &'a Email {
        self.on_behalf_of.unwrap_or(self.by)
    }
}

impl<'a> From<&'a Email> for Author<'a> {
    fn from(by: &'a Email) -> Self {
        Self { by, on_behalf_of: None }
    }
}

impl<'a> From<&&'a Email> for Author<'a> {
    fn from(by: &&'a Email) -> Self {
        Self::from(*by)
    }
}
