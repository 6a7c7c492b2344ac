//! The computed columns of the table of steps: where each step stands in one dry run, and why.

use chrono::{DateTime, NaiveDateTime, Utc};
use ptr_core::language::arguments;
use ptr_core::{
    BlockingDefect, Condition, Email, Explanation, Prerequisite, Stamp, State, Step, StepId,
    StepIx, View,
};

use super::cell::Content;
use super::column::Column;
use super::words::Words;

/// A run at an instant, looked up step by step.
#[derive(Debug)]
pub(super) struct Status<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) words: Words<'a>,
    /// Of each step, in topological order.
    explanations: Vec<Explanation>,
}

type Computed<'a> = (Column, Vec<Content<'a>>);

impl<'a> Status<'a> {
    pub(super) fn new(view: &'a View<'a>, words: Words<'a>) -> Self {
        Self { view, words, explanations: view.explanations().collect() }
    }

    fn ix(&self, step: &StepId) -> Option<StepIx> {
        self.view.schedule().find(step.as_str())
    }

    /// Whether the dry run executes a step.
    pub(super) fn executes(&self, step: &StepId) -> bool {
        self.ix(step).is_some()
    }

    /// An instant on the wall clock of the plan.
    pub(super) fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.view.schedule().plan().timezone()).naive_local()
    }

    /// The same in words.
    pub(super) fn instant(&self, at: DateTime<Utc>) -> String {
        self.words.instant(self.local(at))
    }

    /// The title of a sheet about the dry run, by its message.
    pub(super) fn title(&self, id: &str) -> String {
        let dry_run = self.view.schedule().dry_run().as_str();
        self.words.text(id, &arguments!(dry_run = dry_run))
    }

    /// The line below a title: which instant the sheet is about, in which time zone.
    pub(super) fn as_of(&self) -> String {
        let zone = self.view.schedule().plan().timezone().name();
        let at = self.instant(self.view.at());
        self.words.text("workbook-summary-as-of", &arguments!(at = at, zone = zone))
    }

    /// What stands beside the label: the state.
    pub(super) fn front(&'a self, steps: &'a [Step]) -> Vec<Computed<'a>> {
        let dry_run = self.view.schedule().dry_run().as_str();
        let outside = self.words.text("workbook-outside", &arguments!(dry_run = dry_run));
        let state = |step: &Step| match self.ix(&step.id) {
            Some(step) if self.view.is_abandoned(step) => {
                Content::Muted(self.words.word("workbook-state-abandoned"))
            }
            Some(step) => Content::State(self.view.state(step)),
            None => Content::Muted(outside.clone().into()),
        };
        let head = Column::computed(&self.words.word("workbook-computed-state"), 13.0);
        vec![(head, steps.iter().map(state).collect())]
    }

    /// What stands behind the columns of the plan.
    pub(super) fn back(&'a self, steps: &'a [Step]) -> Vec<Computed<'a>> {
        let column = |heading: &str, width, cell: &dyn Fn(StepIx) -> Content<'a>| {
            let cell = |step: &Step| self.ix(&step.id).map_or(Content::Nothing, cell);
            (Column::computed(&self.words.word(heading), width), steps.iter().map(cell).collect())
        };
        let date = |at: Option<DateTime<Utc>>| {
            at.map_or(Content::Nothing, |at| Content::Date(self.local(at)))
        };
        let at = |stamp: Option<&Stamp>| date(stamp.map(|stamp| stamp.at));
        let by = |stamp: Option<&'a Stamp>| {
            let by = stamp.and_then(|stamp| stamp.by.as_ref());
            by.map_or(Content::Nothing, |by| Content::Code(by.as_str().into()))
        };
        let (view, schedule) = (self.view, self.view.schedule());
        vec![
            column("workbook-computed-start", 18.0, &|step| date(schedule.start(step))),
            column("workbook-computed-end", 18.0, &|step| date(schedule.end(step))),
            column("workbook-computed-lateness", 13.0, &|step| {
                self.view.behind(step).map_or(Content::Nothing, Content::Duration)
            }),
            column("workbook-computed-started", 18.0, &|step| at(view.started(step))),
            column("workbook-computed-started-by", 30.0, &|step| by(view.started(step))),
            column("workbook-computed-terminated", 18.0, &|step| at(view.terminated(step))),
            column("workbook-computed-terminated-by", 30.0, &|step| by(view.terminated(step))),
            column("workbook-computed-assignees", 30.0, &|step| {
                Content::Prose(self.assignees(step).into())
            }),
            column("workbook-computed-defects", 40.0, &|step| {
                Content::prose(Some(view.defects(step)).filter(|text| !text.is_empty()))
            }),
            column("workbook-computed-blocked", 18.0, &|step| match view.blocking_defect(step) {
                Some(BlockingDefect { until: None, .. }) => {
                    Content::Muted(self.words.word("workbook-blocked-without-estimate"))
                }
                defect => date(defect.and_then(|defect| defect.until)),
            }),
            column("workbook-computed-open-prerequisites", 30.0, &|step| {
                Content::Prose(self.open_prerequisites(step).into())
            }),
            column("workbook-computed-why", 60.0, &|step| Content::Prose(self.why(step).into())),
        ]
        .into_iter()
        .map(|(head, cells): Computed<'a>| {
            (head, cells.into_iter().map(nothing_if_empty).collect())
        })
        .collect()
    }

    /// Those a step is assigned to, one a line.
    pub(super) fn assignees(&self, step: StepIx) -> String {
        let assignees = self.view.assignees(step);
        assignees.iter().map(Email::as_str).collect::<Vec<_>>().join("\n")
    }

    /// The prerequisites that are not terminated, each with its state, one a line.
    pub(super) fn open_prerequisites(&self, step: StepIx) -> String {
        let unmet = self.explanations.get(step.position()).map(|explanation| &*explanation.unmet);
        let open = unmet.unwrap_or_default().iter().filter_map(|condition| match condition {
            Condition::OpenPrerequisite { step, state, outcome } => {
                let step = Prerequisite { step: step.clone(), outcome: outcome.clone() };
                Some(self.with_state(&step, *state))
            }
            _ => None,
        });
        open.collect::<Vec<_>>().join("\n")
    }

    fn with_state(&self, step: &impl std::fmt::Display, state: State) -> String {
        format!("{step} ({})", self.words.state(state))
    }

    /// What a step waits for beside its own prerequisites, in a sentence or two.
    pub(super) fn why(&self, step: StepIx) -> String {
        let Some(explanation) = self.explanations.get(step.position()) else {
            return String::new();
        };
        let words = self.words;
        if let Some(reason) = &explanation.skipped {
            return words.text("workbook-why-skipped", &arguments!(reason = reason.as_str()));
        }
        let mut sentences = Vec::new();
        for condition in &explanation.unmet {
            sentences.push(match condition {
                Condition::Asleep { phase } => {
                    words.text("workbook-why-asleep", &arguments!(phase = phase.as_str()))
                }
                Condition::StartNotReached { start } => {
                    words.text("workbook-why-start", &arguments!(at = self.instant(*start)))
                }
                Condition::Abandoned { .. } => {
                    condition.sentence(self.view.schedule().plan().timezone(), words.0)
                }
                Condition::NoStart => words.word("workbook-why-no-start").into_owned(),
                _ => continue,
            });
        }
        let direct = |root: &StepId| {
            explanation.unmet.iter().any(|condition| {
                matches!(condition, Condition::OpenPrerequisite { step, .. } if step == root)
            })
        };
        let roots: Vec<String> = explanation
            .blockers
            .iter()
            .filter(|(root, _)| !direct(root))
            .map(|(root, state)| self.with_state(root, *state))
            .collect();
        if !roots.is_empty() {
            let roots = arguments!(roots = roots.join(", "));
            sentences.insert(0, words.text("workbook-why-roots", &roots));
        }
        let decision = explanation.decision.as_ref().filter(|_| !self.view.is_abandoned(step));
        let is_open = explanation.state == State::Open;
        sentences.extend(decision.into_iter().flat_map(|it| it.sentences(is_open, words.0)));
        sentences.join(" ")
    }
}

fn nothing_if_empty(content: Content<'_>) -> Content<'_> {
    match content {
        Content::Prose(text) if text.is_empty() => Content::Nothing,
        other => other,
    }
}
