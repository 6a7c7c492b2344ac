//! What the clinic looks for in a plan, as data: how much each rule weighs, and the thresholds.

use std::collections::BTreeMap;

use chrono::TimeDelta;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::rule::Rule;
use crate::plan::{NamedValues, Severity, Value, duration_text};

/// How much each rule weighs, and from where on something is told.
///
/// As data it is one mapping. The code of a rule takes `error`, `warning` or `off`; each
/// threshold has a key of its own. What is left out keeps its default, and a key that nobody
/// knows is refused.
///
/// | key | default | |
/// |---|---|---|
/// | the [code](Rule::code) of a rule | [its own](Rule::default_severity) | `error`, `warning`, `off` (or `false`, as which YAML reads `off`) |
/// | `longest_step` | `P2D` | [`long-step`](Rule::LongStep): how long a step may last |
/// | `longest_wait` | `P14D` | [`long-wait`](Rule::LongWait): how long after its last prerequisite a step may start |
/// | `longest_attended` | `PT8H` | [`double-booked`](Rule::DoubleBooked): longer steps are watched beside others |
/// | `leaders` | `false` | [`double-booked`](Rule::DoubleBooked): whether those who answer for a team count as well as the contacts of a step |
/// | `handover_gap` | `PT1H` | [`missing-handover`](Rule::MissingHandover): how soon the next team begins |
/// | `decisions` | go/no-go, décision, … | [`no-criteria`](Rule::NoCriteria): what labels of decisions say |
/// | `required_end` | none | [`rollback-too-late`](Rule::RollbackTooLate): the milestone by which a rollback must be over; without it the rule is silent |
///
/// ```
/// use ptr_core::{Rule, Rules, Severity};
///
/// let rules: Rules = serde_json::from_str(
///     r#"{"no-owner": "error", "redundant-prerequisite": "off", "longest_step": "PT8H"}"#,
/// )?;
/// assert_eq!(rules.severity(Rule::NoOwner), Some(Severity::Error));
/// assert_eq!(rules.severity(Rule::RedundantPrerequisite), None);
/// assert_eq!(rules.severity(Rule::LongWait), Some(Severity::Warning));
///
/// let unknown = serde_json::from_str::<Rules>(r#"{"no-ownr": "off"}"#).unwrap_err();
/// assert!(unknown.to_string().contains("no-ownr"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "NamedValues", into = "NamedValues"))]
pub struct Rules {
    /// How much those rules weigh that weigh something else than by default; `None` for off.
    pub severities: BTreeMap<Rule, Option<Severity>>,
    /// How long a step may last.
    pub longest_step: TimeDelta,
    /// How long after its last prerequisite a step may start.
    pub longest_wait: TimeDelta,
    /// Steps that last longer are watched, and keep nobody from another one.
    pub longest_attended: TimeDelta,
    /// Whether those who answer for a team are wanted at each of its steps.
    pub leaders: bool,
    /// How soon after the work of one team that of another begins where it takes it over.
    pub handover_gap: TimeDelta,
    /// What labels of decisions say: words in their order, whatever their case and punctuation.
    pub decisions: Vec<String>,
    /// The milestone by which a rollback must be over.
    pub required_end: Option<String>,
}

impl Default for Rules {
    fn default() -> Self {
        let decisions = [
            "go/no-go",
            "go/nogo",
            "gonogo",
            "décision",
            "decision",
            "beslissing",
            "beslispunt",
            "beslismoment",
            "beslissingsmoment",
        ];
        Self {
            severities: BTreeMap::new(),
            longest_step: TimeDelta::days(2),
            longest_wait: TimeDelta::days(14),
            longest_attended: TimeDelta::hours(8),
            leaders: false,
            handover_gap: TimeDelta::hours(1),
            decisions: decisions.map(str::to_owned).to_vec(),
            required_end: None,
        }
    }
}

/// The keys of the thresholds.
const THRESHOLDS: [&str; 7] = [
    "longest_step",
    "longest_wait",
    "longest_attended",
    "leaders",
    "handover_gap",
    "decisions",
    "required_end",
];

impl Rules {
    /// How much a rule weighs; `None` if it is off.
    pub fn severity(&self, rule: Rule) -> Option<Severity> {
        self.severities.get(&rule).copied().unwrap_or(rule.default_severity())
    }

    /// The same rules, one of them with this weight; `None` turns it off.
    #[must_use]
    pub fn with(mut self, rule: Rule, severity: Option<Severity>) -> Self {
        self.severities.insert(rule, severity);
        self
    }

    /// Every key that rules may have, in their order.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        Rule::ALL.iter().map(|rule| rule.code()).chain(THRESHOLDS)
    }

    /// The rules that values say; what they leave out keeps its default.
    ///
    /// # Errors
    /// [`InvalidRules`] with the first key that nobody knows, or whose value means nothing.
    pub fn read(values: NamedValues) -> Result<Self, InvalidRules> {
        let mut rules = Self::default();
        for (key, value) in values {
            let wrong = |wanted| InvalidRules { found: shown(&value), key: key.clone(), wanted };
            let length = || match &value {
                Value::Text(text) => duration_text::parse(text)
                    .filter(|length| *length >= TimeDelta::zero())
                    .ok_or_else(|| wrong(Wanted::Length)),
                _ => Err(wrong(Wanted::Length)),
            };
            if let Ok(rule) = key.parse::<Rule>() {
                let severity = severity(&value).map_err(wrong)?;
                rules.severities.insert(rule, severity);
                continue;
            }
            match key.as_str() {
                "longest_step" => rules.longest_step = length()?,
                "longest_wait" => rules.longest_wait = length()?,
                "longest_attended" => rules.longest_attended = length()?,
                "handover_gap" => rules.handover_gap = length()?,
                "leaders" => match &value {
                    Value::Bool(leaders) => rules.leaders = *leaders,
                    _ => return Err(wrong(Wanted::Truth)),
                },
                "decisions" => {
                    rules.decisions = texts(&value).ok_or_else(|| wrong(Wanted::Texts))?;
                }
                "required_end" => match &value {
                    Value::Null => rules.required_end = None,
                    Value::Text(name) => rules.required_end = Some(name.clone()),
                    _ => return Err(wrong(Wanted::Milestone)),
                },
                _ => return Err(wrong(Wanted::Key)),
            }
        }
        Ok(rules)
    }
}

/// `None` for off.
fn severity(value: &Value) -> Result<Option<Severity>, Wanted> {
    let Value::Text(text) = value else {
        return if *value == Value::Bool(false) { Ok(None) } else { Err(Wanted::Severity) };
    };
    match text.as_str() {
        "off" => Ok(None),
        "warning" => Ok(Some(Severity::Warning)),
        "error" => Ok(Some(Severity::Error)),
        _ => Err(Wanted::Severity),
    }
}

fn texts(value: &Value) -> Option<Vec<String>> {
    let Value::List(list) = value else { return None };
    let text = |item: &Value| match item {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    list.iter().map(text).collect()
}

/// A value as a message tells it.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Date { date } => date.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(_) => "[…]".to_owned(),
        Value::Map(_) => "{…}".to_owned(),
    }
}

impl TryFrom<NamedValues> for Rules {
    type Error = InvalidRules;

    fn try_from(values: NamedValues) -> Result<Self, InvalidRules> {
        Self::read(values)
    }
}

impl From<Rules> for NamedValues {
    /// What [`Rules::read`] reads as the same rules.
    fn from(rules: Rules) -> Self {
        let text = |text: &str| Value::Text(text.to_owned());
        let severities = rules.severities.into_iter();
        let mut values: NamedValues = severities
            .map(|(rule, severity)| (rule.code(), text(severity.map_or("off", Severity::name))))
            .collect();
        values.insert("longest_step", Value::Text(rules.longest_step.to_string()));
        values.insert("longest_wait", Value::Text(rules.longest_wait.to_string()));
        values.insert("longest_attended", Value::Text(rules.longest_attended.to_string()));
        values.insert("leaders", Value::Bool(rules.leaders));
        values.insert("handover_gap", Value::Text(rules.handover_gap.to_string()));
        let decisions = rules.decisions.into_iter().map(Value::Text);
        values.insert("decisions", Value::List(decisions.collect()));
        values.insert("required_end", rules.required_end.map_or(Value::Null, Value::Text));
        values
    }
}

/// Rules that cannot be: the key, the value found and what was wanted.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{NamedValues, Rules, Value};
///
/// let values = NamedValues::from([("no-owner", Value::Text("severe".to_owned()))]);
/// let error = Rules::read(values).expect_err("no severity");
/// let told = error.message(&Language::english());
/// assert_eq!(told, "\"no-owner\": \"severe\" is no severity: expected error, warning or off");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct InvalidRules {
    /// The key.
    pub key: String,
    /// Its value.
    pub found: String,
    /// What it should have been.
    pub wanted: Wanted,
}

impl std::error::Error for InvalidRules {}

/// What rules take for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Wanted {
    /// One of [`Rules::keys`] in its stead.
    Key,
    /// `error`, `warning` or `off`.
    Severity,
    /// A length of time as ISO 8601 text, not below zero.
    Length,
    /// Yes or no.
    Truth,
    /// A list of texts.
    Texts,
    /// The name of a milestone, or null.
    Milestone,
}

impl Wanted {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Wanted::Key,
        Wanted::Severity,
        Wanted::Length,
        Wanted::Truth,
        Wanted::Texts,
        Wanted::Milestone,
    ];
}
