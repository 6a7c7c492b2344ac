//! Differences, conflicts and foreign bases as sentences.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::times::{duration, instant};
use super::value::Language;
use crate::arguments;
use crate::id::DryRun;
use crate::plan::{
    Conflict, Difference, Field, FieldChange, FieldValue, ForeignBase, Moment, PartDifference,
    PartKind, Side, Start, Value, When,
};

impl Difference {
    /// One sentence for what was added and for what was removed of each kind, and one for each
    /// part that differs; instants are local times of `timezone`, which is that of the later plan.
    ///
    /// ```
    /// use chrono_tz::Europe::Brussels;
    /// use ptr_core::language::Language;
    /// use ptr_core::{Plan, Step};
    ///
    /// let step = || Step::new("CO1", "CO")?.in_dry_runs(["FDR1"]);
    /// let before = Plan::from_steps([step()?])?;
    /// let after = Plan::from_steps([step()?.labelled("Open the registry")])?;
    /// let said = before.diff(&after).sentences(Brussels, &Language::english());
    /// assert_eq!(said, ["Step CO1: Label (nothing) → \"Open the registry\"."]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sentences(&self, timezone: Tz, language: &Language) -> Vec<String> {
        let mut told = Vec::new();
        if !self.settings.is_empty() {
            let changes = changes(PartKind::Setting, &self.settings, timezone, language);
            told.push(language.text("difference-settings", &arguments!(changes = changes)));
        }
        let parts = [
            (PartKind::Phase, &self.phases),
            (PartKind::Milestone, &self.milestones),
            (PartKind::Actor, &self.actors),
            (PartKind::Environment, &self.environments),
        ];
        for (kind, PartDifference { added, removed, changed }) in parts {
            let changed = changed.iter().map(|(name, changes)| (name.as_str(), &**changes));
            told.extend(of_kind(kind, (added, removed), changed, timezone, language));
        }
        let changed = self.changed.iter().map(|(id, changes)| (id.as_str(), &**changes));
        let gone_and_new = (&*self.added, &*self.removed);
        told.extend(of_kind(PartKind::Step, gone_and_new, changed, timezone, language));
        told
    }
}

fn of_kind<'d, T: std::fmt::Display>(
    kind: PartKind,
    (added, removed): (&[T], &[T]),
    changed: impl Iterator<Item = (&'d str, &'d [FieldChange])>,
    timezone: Tz,
    language: &Language,
) -> Vec<String> {
    let mut told = Vec::new();
    for (id, names) in [("difference-added", added), ("difference-removed", removed)] {
        if !names.is_empty() {
            let (count, names) = (names.len(), language.list(names));
            let arguments = arguments!(what = kind.name(), count = count, names = names);
            told.push(language.text(id, &arguments));
        }
    }
    told.extend(changed.map(|(name, differing)| {
        let fields = changes(kind, differing, timezone, language);
        let arguments = arguments!(what = kind.name(), name = name, changes = fields);
        language.text("difference-changed", &arguments)
    }));
    told
}

fn changes(kind: PartKind, changes: &[FieldChange], timezone: Tz, language: &Language) -> String {
    let change = |change: &FieldChange| {
        let value = |value| told(value, timezone, language);
        let field = field(kind, &change.field, language);
        let (before, after) = (value(&change.before), value(&change.after));
        let arguments = arguments!(field = field, before = before, after = after);
        language.text("difference-field", &arguments)
    };
    changes.iter().map(change).collect::<Vec<_>>().join(&language.word("difference-and"))
}

/// What a field is called: by its heading, if it is known.
fn field(kind: PartKind, name: &str, language: &Language) -> String {
    let known = match (kind, name) {
        (PartKind::Step, name) => {
            let field = Field::OF_A_STEP.into_iter().find(|field| field.name() == name);
            return field.map_or(name.to_owned(), |field| field.label(language).into_owned());
        }
        (PartKind::Phase, "label") => "field-label",
        (PartKind::Phase, "contingency") => "difference-contingency",
        (PartKind::Actor, "department") => "field-department",
        (PartKind::Actor, "team_leader") => "difference-team-leader",
        (PartKind::Actor, "deputies") => "difference-deputies",
        (PartKind::Actor, "head_of_department") => "difference-head-of-department",
        (PartKind::Setting, "timezone") => "difference-timezone",
        (PartKind::Setting, "dry_runs") => "difference-dry-runs",
        _ => return name.to_owned(),
    };
    language.word(known).into_owned()
}

/// The value of a field; instants as local times.
fn told(value: &FieldValue, timezone: Tz, language: &Language) -> String {
    match value {
        FieldValue::Nothing => language.word("difference-nothing").into_owned(),
        FieldValue::Text(text) if text.is_empty() => told(&FieldValue::Nothing, timezone, language),
        FieldValue::Text(text) => language.quote(text),
        FieldValue::Texts(texts) if texts.is_empty() => {
            told(&FieldValue::Nothing, timezone, language)
        }
        FieldValue::Texts(texts) => language.list(texts),
        FieldValue::Flag(flag) => {
            language.word(if *flag { "difference-yes" } else { "difference-no" }).into_owned()
        }
        FieldValue::Count(count) => count.to_string(),
        FieldValue::Duration(length) => duration(*length, language),
        FieldValue::Start(Start::Unset) => told(&FieldValue::Nothing, timezone, language),
        FieldValue::Start(Start::At(when)) => date(when, timezone, language),
        FieldValue::Start(Start::ByDryRun(dates)) => {
            let date = |(dry_run, when): (&DryRun, &When)| {
                let arguments =
                    arguments!(dry_run = dry_run.as_str(), date = date(when, timezone, language));
                language.text("difference-in-dry-run", &arguments)
            };
            language.list(&dates.iter().map(date).collect::<Vec<_>>())
        }
        FieldValue::Further(value) => further(value, language),
    }
}

fn date(when: &When, timezone: Tz, language: &Language) -> String {
    let at = |at: DateTime<Utc>| instant(at, timezone, language);
    match when {
        When::Moment(Moment::Instant(instant)) => at(*instant),
        When::Moment(Moment::Local(local)) => language.local(&format!("{local:?}")),
        When::FromMilestone(from) => {
            let days = chrono::TimeDelta::try_days(from.offset.days.into()).unwrap_or_default();
            let rest = chrono::TimeDelta::try_seconds(from.offset.seconds).unwrap_or_default();
            let offset = [days, rest].into_iter().filter(|part| !part.is_zero());
            let mut text = from.milestone.clone();
            for part in offset {
                let sign = if part < chrono::TimeDelta::zero() { " - " } else { " + " };
                text = format!("{text}{sign}{}", duration(part.abs(), language));
            }
            text
        }
    }
}

fn further(value: &Value, language: &Language) -> String {
    match value {
        Value::Null => language.word("difference-nothing").into_owned(),
        Value::Bool(flag) => {
            language.word(if *flag { "difference-yes" } else { "difference-no" }).into_owned()
        }
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Date { date } => language.local(&format!("{date:?}")),
        Value::Text(text) => language.quote(text),
        Value::List(values) => {
            language.list(&values.iter().map(|it| further(it, language)).collect::<Vec<_>>())
        }
        Value::Map(values) => {
            let entries =
                values.iter().map(|(name, it)| format!("{name}={}", further(it, language)));
            language.list(&entries.collect::<Vec<_>>())
        }
    }
}

impl Conflict {
    /// The conflict as a sentence, with both values; instants are local times of `timezone`.
    pub fn message(&self, timezone: Tz, language: &Language) -> String {
        let value = |value| told(value, timezone, language);
        let mut arguments = arguments!(
            what = self.part.name(),
            name = self.name.as_str(),
            field = field(self.part, &self.field, language),
            base = value(&self.base)
        );
        let id = match self.removed {
            None => {
                arguments.set("ours", value(&self.ours));
                arguments.set("theirs", value(&self.theirs));
                if self.part == PartKind::Setting { "conflict-setting" } else { "conflict" }
            }
            Some(Side::Ours) => {
                arguments.set("changed", value(&self.theirs));
                "conflict-removed-here"
            }
            Some(Side::Theirs) => {
                arguments.set("changed", value(&self.ours));
                "conflict-removed-there"
            }
        };
        language.text(id, &arguments)
    }
}

impl ForeignBase {
    /// Why the plans cannot be merged and what to do, as a sentence.
    pub fn message(&self, language: &Language) -> String {
        match self {
            ForeignBase::NothingInCommon { side: Side::Ours } => {
                language.word("foreign-base-ours").into_owned()
            }
            ForeignBase::NothingInCommon { side: Side::Theirs } => {
                language.word("foreign-base-theirs").into_owned()
            }
            ForeignBase::WrittenFromAnother { found, expected } => {
                let arguments =
                    arguments!(found = found.to_string(), expected = expected.to_string());
                language.text("foreign-base-written-from", &arguments)
            }
        }
    }
}
