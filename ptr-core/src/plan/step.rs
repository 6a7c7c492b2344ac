//! The content of a plan: steps, phases, milestones, actors, environments.
//!
//! These are plain values without checks. [`Plan`](crate::Plan) checks that they are consistent.

use std::collections::BTreeMap;

use chrono::TimeDelta;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::dry_runs::DryRuns;
use super::moment::{Moment, When};
use super::place::Field;
use super::prerequisite::Prerequisite;
use super::start::Start;
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
            with = "super::duration_text::option",
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

    /// Whether another step says the same of a field.
    pub(crate) fn agrees(&self, other: &Step, field: Field) -> bool {
        match field {
            Field::Id => self.id == other.id,
            Field::Label => self.label == other.label,
            Field::Phase => self.phase == other.phase,
            Field::DryRuns => self.dry_runs == other.dry_runs,
            Field::Prerequisites => self.prerequisites == other.prerequisites,
            Field::Start => self.start == other.start,
            Field::Duration => self.duration == other.duration,
            Field::Team => self.team == other.team,
            Field::Department => self.department == other.department,
            Field::Instructions => self.instructions == other.instructions,
            Field::Contacts => self.contacts == other.contacts,
            Field::Outcomes => self.outcomes == other.outcomes,
            Field::Quorum => self.quorum == other.quorum,
            Field::Progress => true,
        }
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

/// One phase of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Phase {
    /// Its code.
    pub code: PhaseCode,
    /// Its name in the users' language, if it has one.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub label: Option<String>,
    /// Whether its steps sleep until a rollback is declared.
    #[cfg_attr(feature = "serde", serde(default))]
    pub contingency: bool,
    /// The milestone that the declaration of a rollback sets: its date becomes the instant of the
    /// declaration, and the steps dated by it follow. Of contingency phases only.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub sets: Option<String>,
}

impl Phase {
    /// A phase without a label that is no contingency.
    pub fn new(code: PhaseCode) -> Self {
        Self { code, label: None, contingency: false, sets: None }
    }

    /// The operator's phases in their order: PP préparation, AC arrêt contrôlé, CO cut over,
    /// DC démarrage contrôlé, HO hand over and, if things go wrong, FB-RB full back-roll back.
    ///
    /// ```
    /// use ptr_core::Phase;
    /// let codes: Vec<_> = Phase::standard().into_iter().map(|phase| phase.code).collect();
    /// assert_eq!(codes, ["PP", "AC", "CO", "DC", "HO", "FB-RB"]);
    /// ```
    pub fn standard() -> Vec<Self> {
        [
            ("PP", "Préparation"),
            ("AC", "Arrêt contrôlé"),
            ("CO", "Cut over"),
            ("DC", "Démarrage contrôlé"),
            ("HO", "Hand over"),
            ("FB-RB", "Full back-roll back"),
        ]
        .into_iter()
        .filter_map(|(code, label)| {
            let contingency = code == "FB-RB";
            let code = PhaseCode::new(code).ok()?;
            Some(Self { label: Some(label.to_owned()), contingency, ..Self::new(code) })
        })
        .collect()
    }
}

impl AsRef<str> for Phase {
    fn as_ref(&self) -> &str {
        self.code.as_str()
    }
}

/// The single phase of a plan without phases.
///
/// ```
/// assert_eq!(ptr_core::single_phase().map(|phase| phase.code.to_string()).as_deref(), Some("PTR"));
/// ```
pub fn single_phase() -> Option<Phase> {
    let code = PhaseCode::new("PTR").ok()?;
    Some(Phase { label: Some("Plan".to_owned()), ..Phase::new(code) })
}

/// A named date to which steps may refer (jalon); it differs between dry runs.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use ptr_core::{
///     Draft, DryRun, FromMilestone, Milestone, Moment, Offset, Phases, Plan, Start, Step, When,
/// };
///
/// let dry_run = DryRun::new("FDR1")?;
/// let opening = Moment::Instant("2026-03-28T21:00:00Z".parse()?);
/// let dates = BTreeMap::from([(dry_run.clone(), opening)]);
/// let milestone = Milestone { dates, ..Milestone::new("J0") };
///
/// // J0 + 2 h, in each dry run.
/// let offset = Offset { days: 0, seconds: 2 * 3_600 };
/// let when = When::FromMilestone(FromMilestone { milestone: "J0".to_owned(), offset });
/// let step = Step { start: Start::At(when), ..Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])? };
/// let plan = Plan::new(Draft {
///     phases: Phases::AsTheyCome,
///     milestones: vec![milestone],
///     steps: vec![step],
///     ..Draft::default()
/// })?;
/// assert_eq!(plan.start("CO1", &dry_run), Some("2026-03-28T23:00:00Z".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Milestone {
    /// Its name: `J0`.
    pub name: String,
    /// Its date in each dry run.
    #[cfg_attr(feature = "serde", serde(default))]
    pub dates: BTreeMap<DryRun, Moment>,
    /// What must have ended by its date, if anything must.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub required_end: Option<RequiredEnd>,
    /// Further columns, in their order.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "NamedValues::is_empty"))]
    pub extra: NamedValues,
}

impl Milestone {
    /// A milestone without dates, by which nothing must have ended.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            dates: BTreeMap::new(),
            required_end: None,
            extra: NamedValues::new(),
        }
    }
}

/// What must have ended by the date of a milestone. Written down it is `"whole"`, or
/// `{"phase": "DC"}`.
///
/// ```
/// use ptr_core::{Draft, Milestone, Moment, Phases, Plan, RequiredEnd, Step};
///
/// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?
///     .starting(Moment::Instant("2026-03-28T21:00:00Z".parse()?));
/// let opening = Milestone {
///     dates: [("FDR1".parse()?, Moment::Instant("2026-03-28T20:00:00Z".parse()?))].into(),
///     required_end: Some(RequiredEnd::Whole),
///     ..Milestone::new("Ouverture")
/// };
/// let draft = Draft { milestones: vec![opening], steps: vec![step], ..Draft::default() };
/// let problems = Plan::new(draft).expect_err("an hour before the plan begins").into_vec();
/// assert_eq!(problems[0].code(), "required-end-too-early");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum RequiredEnd {
    /// Every step.
    Whole,
    /// Every step of this phase.
    Phase(PhaseCode),
}

/// A team and its contacts (exécutant).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Actor {
    /// The team.
    pub team: String,
    /// The department it belongs to.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub department: Option<String>,
    /// The team leader.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub team_leader: Option<Email>,
    /// Whoever leads the team as well: a deputy, a shared mailbox.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub deputies: Vec<Email>,
    /// The head of department.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub head_of_department: Option<Email>,
    /// Further columns, in their order.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "NamedValues::is_empty"))]
    pub extra: NamedValues,
}

impl Actor {
    /// A team without contacts.
    pub fn new(team: impl Into<String>) -> Self {
        Self {
            team: team.into(),
            department: None,
            team_leader: None,
            deputies: Vec::new(),
            head_of_department: None,
            extra: NamedValues::new(),
        }
    }

    /// The contacts of the team's steps: team leader, deputies and head of department, without
    /// duplicates.
    pub fn contacts(&self) -> Vec<Email> {
        let mut contacts: Vec<Email> = Vec::new();
        let leaders = self.team_leader.iter().chain(&self.deputies);
        for contact in leaders.chain(&self.head_of_department) {
            if !contacts.contains(contact) {
                contacts.push(contact.clone());
            }
        }
        contacts
    }
}

/// An environment on which steps are executed, with its value in each dry run.
///
/// ```
/// use ptr_core::{Draft, DryRun, Environment, NamedValues, Plan};
/// let by_dry_run = [(DryRun::new("FDR1")?, "acc-01".to_owned())].into();
/// let name = "Registre".to_owned();
/// let registry = Environment { name, by_dry_run, extra: NamedValues::new() };
/// let plan = Plan::new(Draft { environments: vec![registry], ..Draft::default() })?;
/// assert_eq!(plan.environments()[0].by_dry_run["FDR1"], "acc-01");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Environment {
    /// Its name.
    pub name: String,
    /// Its value in each dry run: a host, a release, an address.
    #[cfg_attr(feature = "serde", serde(default))]
    pub by_dry_run: BTreeMap<DryRun, String>,
    /// Further columns, in their order.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "NamedValues::is_empty"))]
    pub extra: NamedValues,
}
