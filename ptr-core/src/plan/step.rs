//! The steps of a plan: plain values without checks. [`Plan`](crate::Plan) checks that they are
//! consistent. What there is of each field stands here.

use chrono::TimeDelta;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::dry_runs::DryRuns;
use super::part::{FieldKey, FieldValue, Part, further, get_further, take_further};
use super::prerequisite::Prerequisite;
use super::problem::Field;
use super::start::Start;
use super::time::{Moment, When};
use super::value::NamedValues;
use crate::id::{DryRun, Email, InvalidCode, Outcome, PhaseCode, StepId};

/// One step (étape-action) of the plan.
///
/// ```
/// use ptr_core::Step;
/// let step = Step::new("CO00000002", "CO")?
///     .labelled("Ouvrir le nouveau registre")
///     .in_dry_runs(["FDR1", "Live"])?
///     .after(["CO00000001"])?
///     .carried_out_by("Registre", ["anne.lemaire@grid.example"])?;
/// assert_eq!(step.prerequisites.len(), 1);
/// # Ok::<(), ptr_core::InvalidCode>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Step {
    /// The step's unique id.
    pub id: StepId,
    /// What is done, in one line (libellé).
    #[cfg_attr(feature = "serde", serde(default))]
    pub label: String,
    /// The phase it belongs to.
    pub phase: PhaseCode,
    /// The dry runs it is executed in.
    #[cfg_attr(feature = "serde", serde(default))]
    pub dry_runs: DryRuns,
    /// The prerequisites as written: the steps that must be terminated before it may start
    /// (prérequis), some with an outcome that they must have.
    #[cfg_attr(feature = "serde", serde(default))]
    pub prerequisites: Vec<Prerequisite>,
    /// Its planned start.
    #[cfg_attr(feature = "serde", serde(default))]
    pub start: Start,
    /// Its expected duration.
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            with = "super::time::duration_text::option",
            skip_serializing_if = "Option::is_none"
        )
    )]
    pub duration: Option<TimeDelta>,
    /// The team that carries it out.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub team: Option<String>,
    /// The department the team belongs to.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub department: Option<String>,
    /// The people who get its mails and may change it. If empty, those of the team
    /// ([`Plan::contacts`](crate::Plan::contacts)).
    #[cfg_attr(feature = "serde", serde(default))]
    pub contacts: Vec<Email>,
    /// How to execute it, in one or several lines.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub instructions: Option<String>,
    /// The outcomes of a decision (décision), of which it is closed with one; empty for any other
    /// step.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub outcomes: Vec<Outcome>,
    /// How many people must agree on an outcome; `None` if one decides.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub quorum: Option<u32>,
    /// The further columns of the plan, in their order.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "NamedValues::is_empty"))]
    pub extra: NamedValues,
}

impl Step {
    /// A step with this id and phase, all else empty.
    ///
    /// # Errors
    /// [`InvalidCode`] if a text cannot be an id or a phase code.
    pub fn new(id: impl AsRef<str>, phase: impl AsRef<str>) -> Result<Self, InvalidCode> {
        Ok(Self::of(StepId::new(id)?, PhaseCode::new(phase)?))
    }

    /// Like [`new`](Step::new), for codes that have been checked already.
    ///
    /// ```
    /// use ptr_core::{PhaseCode, Step, StepId};
    /// # fn known() -> Result<(StepId, StepId, PhaseCode), ptr_core::InvalidCode> {
    /// #     Ok(("CO1".parse()?, "CO2".parse()?, "CO".parse()?))
    /// # }
    /// let (first, second, phase) = known()?;
    /// let step = Step { prerequisites: vec![first.into()], ..Step::of(second, phase) };
    /// assert_eq!(step.id, "CO2");
    /// # Ok::<(), ptr_core::InvalidCode>(())
    /// ```
    #[inline]
    pub fn of(id: StepId, phase: PhaseCode) -> Self {
        Self {
            id,
            label: String::new(),
            phase,
            dry_runs: DryRuns::default(),
            prerequisites: Vec::new(),
            start: Start::Unset,
            duration: None,
            team: None,
            department: None,
            contacts: Vec::new(),
            instructions: None,
            outcomes: Vec::new(),
            quorum: None,
            extra: NamedValues::new(),
        }
    }

    /// The texts that a step may have, each with its field; a plan takes a blank one for none.
    ///
    /// ```
    /// use ptr_core::{Field, Step};
    /// let mut step = Step::new("CO1", "CO")?;
    /// for (field, text) in step.texts_mut() {
    ///     *text = (field == Field::Team).then(|| "Registre".to_owned());
    /// }
    /// assert_eq!(step.texts()[0], (Field::Team, Some("Registre")));
    /// # Ok::<(), ptr_core::InvalidCode>(())
    /// ```
    pub fn texts_mut(&mut self) -> [(Field, &mut Option<String>); 3] {
        [
            (Field::Team, &mut self.team),
            (Field::Department, &mut self.department),
            (Field::Instructions, &mut self.instructions),
        ]
    }

    /// The same to be read.
    pub fn texts(&self) -> [(Field, Option<&str>); 3] {
        [
            (Field::Team, self.team.as_deref()),
            (Field::Department, self.department.as_deref()),
            (Field::Instructions, self.instructions.as_deref()),
        ]
    }

    /// Sets the label.
    #[must_use]
    pub fn labelled(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds dry runs in which the step is executed.
    ///
    /// # Errors
    /// [`InvalidCode`] if a text cannot be the name of a dry run.
    pub fn in_dry_runs<T: AsRef<str>>(
        mut self,
        names: impl IntoIterator<Item = T>,
    ) -> Result<Self, InvalidCode> {
        for name in names {
            self.dry_runs.insert(DryRun::new(name)?);
        }
        Ok(self)
    }

    /// Adds prerequisites.
    ///
    /// # Errors
    /// [`InvalidCode`] if a text cannot be a step id.
    pub fn after<T: AsRef<str>>(
        mut self,
        ids: impl IntoIterator<Item = T>,
    ) -> Result<Self, InvalidCode> {
        for id in ids {
            self.prerequisites.push(StepId::new(id)?.into());
        }
        Ok(self)
    }

    /// Adds a prerequisite that must have this outcome.
    ///
    /// # Errors
    /// [`InvalidCode`] if a text cannot be a step id or an outcome.
    pub fn after_outcome(
        mut self,
        id: impl AsRef<str>,
        outcome: impl AsRef<str>,
    ) -> Result<Self, InvalidCode> {
        let (step, outcome) = (StepId::new(id)?, Some(Outcome::new(outcome)?));
        self.prerequisites.push(Prerequisite { step, outcome });
        Ok(self)
    }

    /// Makes it a decision with these outcomes, on one of which so many people must agree.
    ///
    /// ```
    /// use ptr_core::{Plan, Step};
    /// let decision = Step::new("CO1", "CO")?
    ///     .in_dry_runs(["FDR1"])?
    ///     .carried_out_by("Direction", ["anne@grid.example", "bob@grid.example"])?
    ///     .deciding(["GO", "NO-GO"], 2)?;
    /// let open = Step::new("CO2", "CO")?.in_dry_runs(["FDR1"])?.after_outcome("CO1", "GO")?;
    /// assert!(Plan::from_steps([decision.clone(), open]).is_ok());
    ///
    /// let open = Step::new("CO2", "CO")?.in_dry_runs(["FDR1"])?.after_outcome("CO1", "OK")?;
    /// let problems = Plan::from_steps([decision, open]).expect_err("nobody offers that");
    /// assert_eq!(problems.as_slice()[0].code(), "unknown-outcome");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidCode`] if a text cannot be an outcome.
    pub fn deciding<T: AsRef<str>>(
        mut self,
        outcomes: impl IntoIterator<Item = T>,
        quorum: u32,
    ) -> Result<Self, InvalidCode> {
        self.outcomes = outcomes.into_iter().map(Outcome::new).collect::<Result<_, _>>()?;
        self.quorum = (quorum != 1).then_some(quorum);
        Ok(self)
    }

    /// Whether it is a decision: a step with outcomes.
    pub fn is_decision(&self) -> bool {
        !self.outcomes.is_empty()
    }

    /// Sets the start, the same in every dry run.
    #[must_use]
    pub fn starting(mut self, moment: Moment) -> Self {
        self.start = Start::At(When::Moment(moment));
        self
    }

    /// Sets the expected duration.
    #[must_use]
    pub fn lasting(mut self, duration: TimeDelta) -> Self {
        self.duration = Some(duration);
        self
    }

    /// Sets the team and the contacts.
    ///
    /// # Errors
    /// [`InvalidCode`] if a text is not a mail address.
    pub fn carried_out_by<T: AsRef<str>>(
        mut self,
        team: impl Into<String>,
        contacts: impl IntoIterator<Item = T>,
    ) -> Result<Self, InvalidCode> {
        self.team = Some(team.into());
        for contact in contacts {
            self.contacts.push(Email::new(contact)?);
        }
        Ok(self)
    }
}

/// The field of a step with this name.
fn field_of_a_step(name: &str) -> Option<Field> {
    Field::OF_A_STEP.into_iter().find(|field| field.name() == name)
}

impl Part for Step {
    fn name(&self) -> &str {
        self.id.as_str()
    }

    fn keys(&self) -> Vec<FieldKey> {
        let fields = Field::OF_A_STEP.into_iter().filter(|field| *field != Field::Id);
        fields.map(|field| FieldKey::Known(field.name())).chain(further(&self.extra)).collect()
    }

    fn get(&self, key: &FieldKey) -> FieldValue {
        let field = match key {
            FieldKey::Known(name) => field_of_a_step(name),
            FieldKey::Further(name) => return get_further(&self.extra, name),
            FieldKey::In(_) => None,
        };
        match field {
            None | Some(Field::Progress) => FieldValue::Nothing,
            Some(Field::Id) => FieldValue::text(&self.id),
            Some(Field::Label) => FieldValue::text(&self.label),
            Some(Field::Phase) => FieldValue::text(&self.phase),
            Some(Field::DryRuns) => FieldValue::texts(self.dry_runs.iter()),
            Some(Field::Prerequisites) => {
                FieldValue::texts(self.prerequisites.iter().map(ToString::to_string))
            }
            Some(Field::Start) => match &self.start {
                Start::Unset => FieldValue::Nothing,
                start => FieldValue::Start(start.clone()),
            },
            Some(Field::Duration) => FieldValue::optional(self.duration, FieldValue::Duration),
            Some(Field::Contacts) => FieldValue::texts(&self.contacts),
            Some(Field::Outcomes) => FieldValue::texts(&self.outcomes),
            Some(Field::Quorum) => FieldValue::optional(self.quorum, FieldValue::Count),
            Some(text @ (Field::Team | Field::Department | Field::Instructions)) => {
                let found = self.texts().into_iter().find(|(field, _)| *field == text);
                FieldValue::optional(found.and_then(|(_, text)| text), FieldValue::text)
            }
        }
    }

    fn take(&mut self, key: &FieldKey, from: &Self) {
        let field = match key {
            FieldKey::Known(name) => field_of_a_step(name),
            FieldKey::Further(name) => return take_further(&mut self.extra, name, &from.extra),
            FieldKey::In(_) => None,
        };
        match field {
            None | Some(Field::Progress) => {}
            Some(Field::Id) => self.id.clone_from(&from.id),
            Some(Field::Label) => self.label.clone_from(&from.label),
            Some(Field::Phase) => self.phase.clone_from(&from.phase),
            Some(Field::DryRuns) => self.dry_runs.clone_from(&from.dry_runs),
            Some(Field::Prerequisites) => self.prerequisites.clone_from(&from.prerequisites),
            Some(Field::Start) => self.start.clone_from(&from.start),
            Some(Field::Duration) => self.duration = from.duration,
            Some(Field::Contacts) => self.contacts.clone_from(&from.contacts),
            Some(Field::Outcomes) => self.outcomes.clone_from(&from.outcomes),
            Some(Field::Quorum) => self.quorum = from.quorum,
            Some(Field::Team) => self.team.clone_from(&from.team),
            Some(Field::Department) => self.department.clone_from(&from.department),
            Some(Field::Instructions) => self.instructions.clone_from(&from.instructions),
        }
    }

    fn says_the_same(&self, other: &Self, key: &FieldKey) -> bool {
        let field = match key {
            FieldKey::Known(name) => field_of_a_step(name),
            FieldKey::Further(name) => return self.extra.get(name) == other.extra.get(name),
            FieldKey::In(_) => None,
        };
        match field {
            Some(Field::Id) => self.id == other.id,
            Some(Field::Label) => self.label == other.label,
            Some(Field::Phase) => self.phase == other.phase,
            Some(Field::DryRuns) => self.dry_runs == other.dry_runs,
            Some(Field::Prerequisites) => self.prerequisites == other.prerequisites,
            Some(Field::Start) => self.start == other.start,
            Some(Field::Duration) => self.duration == other.duration,
            Some(Field::Team) => self.team == other.team,
            Some(Field::Department) => self.department == other.department,
            Some(Field::Instructions) => self.instructions == other.instructions,
            Some(Field::Contacts) => self.contacts == other.contacts,
            Some(Field::Outcomes) => self.outcomes == other.outcomes,
            Some(Field::Quorum) => self.quorum == other.quorum,
            None | Some(Field::Progress) => true,
        }
    }
}
