//! Indices of phases, teams and departments, so that counting steps by them compares no names.

use std::collections::BTreeMap;

use crate::dense::{DenseMap, StepIx};
use crate::id::PhaseCode;
use crate::plan::{Phase, Step};

/// The indices of each step's phase, team and department.
#[derive(Debug)]
pub(crate) struct Groups {
    pub(crate) phases: Vec<PhaseCode>,
    /// In the order of names; `None` stands for steps without a team, if there are any.
    pub(crate) teams: Vec<Option<String>>,
    /// In the order of names; `None` stands for steps without a department, if there are any.
    pub(crate) departments: Vec<Option<String>>,
    /// The indices of each step's phase, team and department in these lists.
    of_step: DenseMap<StepIx, [u32; 3]>,
}

impl Groups {
    /// `steps` are in topological order, each with the index of its phase. Time
    /// `O(steps * log teams)`.
    pub(super) fn new<'p>(
        phases: &[Phase],
        steps: impl Iterator<Item = (u32, &'p Step)> + Clone,
    ) -> Self {
        let (teams, of_team) = numbered(steps.clone().map(|(_, step)| step.team.as_deref()));
        let (departments, of_department) =
            numbered(steps.clone().map(|(_, step)| step.department.as_deref()));
        let of_step = steps.zip(of_team.into_iter().zip(of_department));
        let of_step = of_step.map(|((phase, _), (team, department))| [phase, team, department]);
        Self {
            phases: phases.iter().map(|phase| phase.code.clone()).collect(),
            teams,
            departments,
            of_step: DenseMap::from_vec(of_step.collect()),
        }
    }

    /// The indices of a step's phase, team and department.
    pub(crate) fn of(&self, step: StepIx) -> [usize; 3] {
        self.of_step[step].map(|place| place as usize)
    }
}

/// The distinct names in order, and the index of each given name among them.
fn numbered<'n>(names: impl Iterator<Item = Option<&'n str>>) -> (Vec<Option<String>>, Vec<u32>) {
    let mut seen: BTreeMap<Option<&str>, u32> = BTreeMap::new();
    let in_order_of_appearance: Vec<u32> = names
        .map(|name| {
            let next = count(seen.len());
            *seen.entry(name).or_insert(next)
        })
        .collect();
    let mut places = vec![0; seen.len()];
    for (place, first) in (0..).zip(seen.values()) {
        places[*first as usize] = place;
    }
    let of_each = in_order_of_appearance.into_iter().map(|first| places[first as usize]).collect();
    (seen.into_keys().map(|name| name.map(str::to_owned)).collect(), of_each)
}

/// The number as `u32`; there are at most as many names as steps.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn names_are_numbered_in_their_order_whatever_the_order_they_come_in() {
        let (names, of_each) = numbered([Some("b"), None, Some("a"), Some("b")].into_iter());
        assert_eq!(names, [None, Some("a".to_owned()), Some("b".to_owned())]);
        assert_eq!(of_each, [2, 0, 1, 2]);
    }
}
