//! A prerequisite as a plan writes it: a step that comes first and, if that is a decision, the
//! outcome that it must have.
//!
//! In cells and lists of texts it is one text, `CO00000083` or `CO00000083 = GO`. Which of the two
//! a text is only the steps that exist can tell, since an id may have any sign in it; so a text is
//! taken for an id, and the check of the plan parts it if no step has that id.

use std::fmt;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::{Outcome, StepId};

/// A step that must be terminated first, and the outcome that is asked of it.
///
/// Without an outcome it is written down as the id alone (`"CO00000083"`), else as
/// `{"step": "CO00000083", "outcome": "GO"}`.
///
/// ```
/// use ptr_core::{Outcome, Prerequisite, StepId};
/// let plain = Prerequisite::from(StepId::new("CO00000083")?);
/// let asks = Prerequisite { outcome: Some(Outcome::new("GO")?), ..plain.clone() };
/// assert_eq!((plain.to_string(), asks.to_string()).1, "CO00000083 = GO");
/// assert_eq!(serde_json::to_value(&plain)?, "CO00000083");
/// assert_eq!(serde_json::to_value(&asks)?["outcome"], "GO");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "Document", into = "Document"))]
pub struct Prerequisite {
    /// The step.
    pub step: StepId,
    /// The outcome that it must have; `None` if any will do, and for a step that is no decision.
    pub outcome: Option<Outcome>,
}

impl Prerequisite {
    /// The readings of a text that is no id as an id and an outcome; the one with the longest id.
    pub(super) fn part(text: &str) -> Option<Self> {
        let (step, outcome) = text.rsplit_once('=')?;
        let (step, outcome) = (StepId::new(step.trim()).ok()?, Outcome::new(outcome.trim()).ok()?);
        Some(Self { step, outcome: Some(outcome) })
    }
}

impl From<StepId> for Prerequisite {
    fn from(step: StepId) -> Self {
        Self { step, outcome: None }
    }
}

impl PartialEq<StepId> for Prerequisite {
    /// Whether it is this step, with any outcome.
    fn eq(&self, step: &StepId) -> bool {
        self.outcome.is_none() && self.step == *step
    }
}

impl fmt::Display for Prerequisite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.outcome {
            None => self.step.fmt(f),
            Some(outcome) => write!(f, "{} = {outcome}", self.step),
        }
    }
}

/// The serialised form.
#[cfg(feature = "serde")]
#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "an id of a step, or a step and an outcome")]
enum Document {
    Plain(StepId),
    Asks(Asks),
}

#[cfg(feature = "serde")]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asks {
    step: StepId,
    outcome: Outcome,
}

#[cfg(feature = "serde")]
impl From<Document> for Prerequisite {
    fn from(document: Document) -> Self {
        match document {
            Document::Plain(step) => step.into(),
            Document::Asks(Asks { step, outcome }) => Self { step, outcome: Some(outcome) },
        }
    }
}

#[cfg(feature = "serde")]
impl From<Prerequisite> for Document {
    fn from(Prerequisite { step, outcome }: Prerequisite) -> Self {
        match outcome {
            None => Document::Plain(step),
            Some(outcome) => Document::Asks(Asks { step, outcome }),
        }
    }
}
