//! The problems of a plan.
//!
//! A problem is data: a [`ProblemKind`] with the values found and expected, the step, row and
//! field, and the cell of the workbook if a loader has set it. The room of languages makes its
//! sentence.

mod detail;
mod kind;
mod known_names;
mod place;
mod told;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::dense::{Dense, RowIx};
use crate::id::StepId;
use crate::plan::Step;

pub use detail::{Expected, LeftOut, Link, Named, TableMark};
pub use kind::{ProblemKind, Severity};
pub use known_names::KnownNames;
pub use place::{Field, Place};
pub use told::Told;

/// One thing that is wrong with a plan, and where.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{Field, Plan, Severity, Step};
///
/// let step = Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?.after(["CO9"])?;
/// let problems = Plan::from_steps([step]).expect_err("there is no CO9");
/// let error = problems.as_slice().iter().find(|it| it.severity() == Severity::Error);
/// let error = error.ok_or("no error")?;
/// assert_eq!((error.code(), error.row), ("unknown-prerequisite", Some(0)));
/// assert_eq!(error.field, Some(Field::Prerequisites));
/// assert!(error.message(&Language::english()).contains("CO9"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Problem {
    /// The row of the input it was found in, counted from 0; `None` for the plan as a whole.
    pub row: Option<usize>,
    /// The field of the step it was found in.
    pub field: Option<Field>,
    /// The step it was found in.
    pub step: Option<StepId>,
    /// The place in a workbook; set by a loader.
    pub place: Option<Place>,
    /// What is wrong.
    pub kind: ProblemKind,
}

impl Problem {
    /// A problem of the plan as a whole.
    ///
    /// ```
    /// use ptr_core::{Expected, Field, Named, Place, Problem, ProblemKind, Problems};
    ///
    /// // A loader of your own reports its problems in the same way.
    /// let kind = ProblemKind::DuplicateName { what: Named::Team, name: "Réseau".to_owned() };
    /// let place = Place { sheet: "Acteurs".to_owned(), cell: Some("A7".to_owned()) };
    /// let twice = Problem::of_plan(kind).at(place);
    /// let expected = Expected::Duration;
    /// let kind = ProblemKind::UnreadableDuration { found: "bientôt".to_owned(), expected };
    /// let unreadable = Problem::of_field(3, None, Field::Duration, kind);
    /// let problems = Problems::new(vec![unreadable, twice]);
    /// // Those of the plan as a whole come first.
    /// assert!(problems.to_string().contains("Acteurs!A7"));
    /// assert_eq!(problems.as_slice()[1].code(), "unreadable-duration");
    /// ```
    pub fn of_plan(kind: ProblemKind) -> Self {
        Self { row: None, field: None, step: None, place: None, kind }
    }

    /// A problem of one field of one row of the input.
    pub fn of_field(row: usize, step: Option<StepId>, field: Field, kind: ProblemKind) -> Self {
        Self { row: Some(row), field: Some(field), step, place: None, kind }
    }

    /// A problem of one field of one of these steps.
    pub(in crate::plan) fn of_step(
        steps: &[Step],
        row: RowIx,
        field: Field,
        kind: ProblemKind,
    ) -> Self {
        let step = steps.get(row.index()).map(|step| step.id.clone());
        Self::of_field(row.index(), step, field, kind)
    }

    /// The same problem, located in a workbook.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// How much it weighs.
    pub const fn severity(&self) -> Severity {
        self.kind.severity()
    }

    /// A stable name for programs: `duplicate-id`.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }
}

/// The problems that kept a plan from being built: first the errors, then the warnings, each in the
/// order of the input. Printed, a kind that comes by the hundred is [told once](Problems::told).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Sorts errors before warnings, and each in the order of the input: those of the plan as a whole
    /// first, then row after row.
    pub fn new(problems: Vec<Problem>) -> Self {
        // Made once for each: there may be one in every row of a long sheet.
        let key =
            |it: &Problem| (it.severity(), it.row, it.row.and(it.place.as_ref()).map(Place::row));
        let mut keyed: Vec<_> = problems.into_iter().map(|it| (key(&it), it)).collect();
        keyed.sort();
        Self(keyed.into_iter().map(|(_, problem)| problem).collect())
    }

    /// The problems.
    pub fn as_slice(&self) -> &[Problem] {
        &self.0
    }

    /// The problems, to keep.
    pub fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

impl std::error::Error for Problems {}
