//! Suppositions: the changes of a what-if analysis as data, and why some cannot be made.

use chrono::{DateTime, TimeDelta, Utc};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize, de::Error as _};

use crate::id::{DryRun, Outcome, StepId};
use crate::plan::KnownNames;

/// One change that [`Forecast::what_if`](crate::Forecast::what_if) supposes.
///
/// Written down it names a step or a team, and one thing about it: `{"step": "CO1", "ends":
/// "2026-03-28T23:00:00Z"}`, `{"step": "CO1", "lasts": "PT2H"}`, `{"step": "CO1", "skipped": true}`,
/// `{"step": "CO1", "outcome": "NO-GO"}`, `{"team": "Registre", "late": "PT2H"}`.
///
/// ```
/// use chrono::TimeDelta;
/// use ptr_core::Supposition;
///
/// let late: Supposition = serde_json::from_str(r#"{"team": "Registre", "late": "PT2H"}"#)?;
/// let by = TimeDelta::hours(2);
/// assert_eq!(late, Supposition::Late { team: "Registre".to_owned(), by });
/// assert!(serde_json::from_str::<Supposition>(r#"{"step": "CO1", "late": "PT2H"}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Document", into = "Document"))]
#[non_exhaustive]
pub enum Supposition {
    /// A step ends at an instant, but neither before it begins nor before the instant of the
    /// forecast.
    Ends {
        /// The step.
        step: StepId,
        /// The instant.
        at: DateTime<Utc>,
    },
    /// A step takes another time than planned.
    Lasts {
        /// The step.
        step: StepId,
        /// The time, from its beginning on.
        time: TimeDelta,
    },
    /// A step is skipped at the instant of the forecast.
    Skipped {
        /// The step.
        step: StepId,
    },
    /// A decision is closed with an outcome when it is expected to end, as
    /// [`View::forecast_if`](crate::View::forecast_if) assumes it.
    Outcome {
        /// The decision.
        step: StepId,
        /// One of its outcomes.
        outcome: Outcome,
    },
    /// A team is late: each of its steps that has not begun begins this much later than its planned
    /// start or the instant of the forecast, whichever is later, at the earliest.
    Late {
        /// The team.
        team: String,
        /// The time; negative for earlier.
        by: TimeDelta,
    },
}

/// The serialised form of a supposition.
#[cfg(feature = "serde")]
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    step: Option<StepId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "instant")]
    ends: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "crate::plan::duration_text::option")]
    lasts: Option<TimeDelta>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    skipped: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(with = "crate::plan::duration_text::option")]
    late: Option<TimeDelta>,
}

#[cfg(feature = "serde")]
fn instant<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    crate::plan::moment::deserialize(from).map(Some)
}

/// What serde says it expected instead of a document that is no supposition; read again by
/// [`of_data`](crate::language::of_data), which stands without serde too.
pub(crate) const EXPECTED: &str = "a step with one of ends, lasts, outcome and skipped: true, \
                                   or a team with late";

#[cfg(feature = "serde")]
impl TryFrom<Document> for Supposition {
    type Error = serde::de::value::Error;

    fn try_from(document: Document) -> Result<Self, Self::Error> {
        let Document { step, ends, lasts, skipped, outcome, team, late } = document;
        match (step, ends, lasts, skipped, outcome, team, late) {
            (Some(step), Some(at), None, None, None, None, None) => {
                Ok(Supposition::Ends { step, at })
            }
            (Some(step), None, Some(time), None, None, None, None) => {
                Ok(Supposition::Lasts { step, time })
            }
            (Some(step), None, None, Some(true), None, None, None) => {
                Ok(Supposition::Skipped { step })
            }
            (Some(step), None, None, None, Some(outcome), None, None) => {
                Ok(Supposition::Outcome { step, outcome })
            }
            (None, None, None, None, None, Some(team), Some(by)) => {
                Ok(Supposition::Late { team, by })
            }
            _ => Err(Self::Error::invalid_value(serde::de::Unexpected::Map, &EXPECTED)),
        }
    }
}

#[cfg(feature = "serde")]
impl From<Supposition> for Document {
    fn from(supposition: Supposition) -> Self {
        let nothing = Document::default();
        match supposition {
            Supposition::Ends { step, at } => {
                Document { step: Some(step), ends: Some(at), ..nothing }
            }
            Supposition::Lasts { step, time } => {
                Document { step: Some(step), lasts: Some(time), ..nothing }
            }
            Supposition::Skipped { step } => {
                Document { step: Some(step), skipped: Some(true), ..nothing }
            }
            Supposition::Outcome { step, outcome } => {
                Document { step: Some(step), outcome: Some(outcome), ..nothing }
            }
            Supposition::Late { team, by } => {
                Document { team: Some(team), late: Some(by), ..nothing }
            }
        }
    }
}

/// Why something cannot be supposed.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{InvalidSupposition, Plan, Run, Step, Supposition};
///
/// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
/// let run = Run::new(plan.schedule("FDR1")?, []);
/// let forecast = run.view("2026-03-28T21:00:00Z".parse()?).forecast();
/// let error = forecast.what_if(&[Supposition::Skipped { step: "CO9".parse()? }]).err();
/// let error = error.ok_or("no such step")?;
/// let (step, dry_run) = ("CO9".parse()?, "FDR1".parse()?);
/// assert_eq!(error, InvalidSupposition::UnknownStep { step, dry_run });
/// assert!(error.message(&Language::english()).contains("CO9"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum InvalidSupposition {
    /// The dry run does not execute such a step.
    UnknownStep {
        /// The step.
        step: StepId,
        /// The dry run.
        dry_run: DryRun,
    },
    /// No step of the dry run is carried out by such a team.
    UnknownTeam {
        /// The name found.
        found: String,
        /// The teams of the dry run's steps.
        known: KnownNames,
    },
    /// The step is terminated.
    Terminated {
        /// The step.
        step: StepId,
    },
    /// The step is under way, so it cannot be skipped.
    UnderWay {
        /// The step.
        step: StepId,
    },
    /// The step is a decision, which is taken and not skipped.
    Decision {
        /// The step.
        step: StepId,
    },
    /// The step does not offer this outcome.
    UnknownOutcome {
        /// The step.
        step: StepId,
        /// The outcome that was given.
        found: String,
        /// The outcomes of the step; empty if it is no decision.
        outcomes: Vec<Outcome>,
    },
    /// The step is abandoned by a decision: it can no longer come about.
    Abandoned {
        /// The step.
        step: StepId,
    },
    /// The step sleeps in a contingency phase.
    Asleep {
        /// The step.
        step: StepId,
    },
    /// The step waits for one that sleeps, so it has no end that could be another.
    NotExpected {
        /// The step.
        step: StepId,
    },
    /// A duration below zero.
    NegativeDuration {
        /// The step.
        step: StepId,
        /// The duration found.
        #[cfg_attr(feature = "serde", serde(with = "crate::plan::duration_text"))]
        found: TimeDelta,
    },
    /// Two changes of the same step or the same team, or two outcomes of the same decision.
    NamedTwice {
        /// The id of the step, or the name of the team.
        name: String,
    },
}

impl std::error::Error for InvalidSupposition {}
