//! What the clinic finds, and what cures it.

use std::fmt;

use super::problems::in_dry_runs;
use super::text::capitalised;
use super::times::duration;
use super::value::Language;
use crate::arguments;
use crate::id::StepId;
use crate::schedule::clinic::{Finding, FindingKind, InvalidRules, Rules, Wanted};

use fluent_bundle::FluentArgs;

impl Finding {
    /// The whole sentence: where, and what was found.
    pub fn message(&self, language: &Language) -> String {
        let found = self.clause(language);
        let step = self.step.as_ref().map(StepId::as_str);
        let place = match (&self.place, step) {
            (Some(place), Some(step)) => {
                let arguments = arguments!(place = place.to_string(), step = step);
                language.text("place-with-step", &arguments)
            }
            (Some(place), None) => place.to_string(),
            (None, Some(step)) => language.text("place-step", &arguments!(step = step)),
            (None, None) => return capitalised(&found),
        };
        language.text("problem-at", &arguments!(place = place, problem = found))
    }

    /// What was found, as a sentence that stands beside step and cell.
    pub fn found(&self, language: &Language) -> String {
        capitalised(&self.clause(language))
    }

    /// What was found, to go on a sentence that names step or cell.
    fn clause(&self, language: &Language) -> String {
        language.text(&format!("finding-{}", self.code()), &arguments_of(self, language))
    }

    /// What to do about it, as a sentence.
    ///
    /// ```
    /// use ptr_core::language::Language;
    /// use ptr_core::{Plan, Rules, Step};
    /// let step = Step { team: Some("Réseau".to_owned()), ..Step::new("CO1", "CO")? };
    /// let plan = Plan::from_steps([step.in_dry_runs(["Live"])?])?;
    /// let findings = plan.check(&Rules::default());
    /// let told = findings[0].message(&Language::english());
    /// assert!(told.starts_with("Step CO1: the step has no duration"), "{told}");
    /// let cure = findings[0].cure(&Language::english());
    /// assert_eq!(cure, "Give it a duration: a first guess is better than none.");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cure(&self, language: &Language) -> String {
        language.text(&format!("cure-{}", self.code()), &arguments_of(self, language))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}

/// The data of a finding; its cure takes the same.
fn arguments_of<'a>(finding: &'a Finding, language: &Language) -> FluentArgs<'a> {
    let mut arguments = match &finding.kind {
        FindingKind::NoDuration
        | FindingKind::NoOwner
        | FindingKind::NoStart
        | FindingKind::NoSuccessor => arguments!(),
        FindingKind::NoSchedule { step, most } => {
            arguments!(step = step.as_str(), most = *most)
        }
        FindingKind::UnknownRequiredEnd { found, known } => arguments!(
            found = language.quote(found),
            count = known.total(),
            known = language.known(known)
        ),
        FindingKind::UnusedMilestone { milestone } => {
            arguments!(milestone = language.quote(milestone))
        }
        FindingKind::RedundantPrerequisite { prerequisites, path } => {
            let mut told: Vec<&str> = path.iter().map(StepId::as_str).collect();
            if path.first() != prerequisites.first() {
                told.insert(0, "…");
                told.splice(0..0, prerequisites.first().map(StepId::as_str));
            }
            let (count, listed) = (prerequisites.len(), language.list(prerequisites));
            arguments!(count = count, prerequisites = listed, path = told.join(" -> "))
        }
        FindingKind::StartsBeforePrerequisiteEnds { prerequisite, by } => {
            arguments!(prerequisite = prerequisite.as_str(), by = duration(*by, language))
        }
        FindingKind::LongStep { duration: lasts, longest } => arguments!(
            duration = duration(*lasts, language),
            longest = duration(*longest, language)
        ),
        FindingKind::LongWait { prerequisite, wait, longest } => arguments!(
            prerequisite = prerequisite.as_str(),
            wait = duration(*wait, language),
            longest = duration(*longest, language)
        ),
        FindingKind::DoubleBooked { person, others } => {
            arguments!(person = person.as_str(), others = language.list(others))
        }
        FindingKind::NoCriteria { word } => arguments!(word = language.quote(word)),
        FindingKind::MissingHandover { after, from, to } => {
            arguments!(after = after.as_str(), from = language.quote(from), to = language.quote(to))
        }
        FindingKind::RollbackTooLate { milestone, late, length } => arguments!(
            milestone = language.quote(milestone),
            late = duration(*late, language),
            length = duration(*length, language)
        ),
    };
    arguments.set("where", in_dry_runs(&finding.dry_runs, language));
    arguments
}

impl InvalidRules {
    /// The rules that cannot be which say this in English, if some do: serde hands errors on as
    /// text alone, with where in a YAML document before it.
    pub(super) fn said(said: &str) -> Option<Self> {
        let said = &said[said.find('"')?..];
        let mut quoted = said.split('"').skip(1).step_by(2).map(str::to_owned);
        let (key, found) = (quoted.next()?, quoted.next().unwrap_or_default());
        let of = |wanted: &Wanted| Self { key: key.clone(), found: found.clone(), wanted: *wanted };
        Wanted::ALL.iter().map(of).find(|it| it.to_string() == said)
    }

    /// What is wrong with the rules, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        let id = match self.wanted {
            Wanted::Key => {
                let keys = Rules::keys().collect::<Vec<_>>().join(", ");
                let arguments = arguments!(key = language.quote(&self.key), keys = keys);
                return language.text("rules-unknown-key", &arguments);
            }
            Wanted::Severity => "rules-severity",
            Wanted::Length => "rules-length",
            Wanted::Truth => "rules-truth",
            Wanted::Texts => "rules-texts",
            Wanted::Milestone => "rules-milestone",
        };
        let (key, found) = (language.quote(&self.key), language.quote(&self.found));
        language.text(id, &arguments!(key = key, found = found))
    }
}

impl fmt::Display for InvalidRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(&Language::english()))
    }
}
