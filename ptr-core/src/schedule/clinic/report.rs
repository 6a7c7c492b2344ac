//! Where the checks put what they find: each thing once, with all dry runs it was found in.

use std::collections::BTreeMap;

use super::finding::{Finding, FindingKind};
use super::rule::Rule;
use super::rules::Rules;
use crate::id::{DryRun, StepId};

/// The findings so far.
pub(super) struct Report<'r> {
    rules: &'r Rules,
    found: BTreeMap<(Option<StepId>, FindingKind), Vec<DryRun>>,
}

impl<'r> Report<'r> {
    pub(super) fn new(rules: &'r Rules) -> Self {
        Self { rules, found: BTreeMap::new() }
    }

    /// Whether anybody wants to know.
    pub(super) fn wants(&self, rule: Rule) -> bool {
        self.rules.severity(rule).is_some()
    }

    /// Something that was found in these dry runs, or that holds in all of them.
    pub(super) fn tell<'d>(
        &mut self,
        step: Option<&StepId>,
        kind: FindingKind,
        dry_runs: impl IntoIterator<Item = &'d DryRun>,
    ) {
        if self.wants(kind.rule()) {
            let told = self.found.entry((step.cloned(), kind)).or_default();
            told.extend(dry_runs.into_iter().cloned());
        }
    }

    /// All of them, in the order in which they are told.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        let found = self.found.into_iter().filter_map(|((step, kind), dry_runs)| {
            let severity = self.rules.severity(kind.rule())?;
            Some(Finding { step, kind, dry_runs, severity, place: None })
        });
        found.collect()
    }
}
