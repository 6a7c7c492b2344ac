//! Finding a step by its id: the one place where a text is searched for among texts.
//!
//! The first sixteen bytes of every id lie side by side in the order of the ids, as numbers. A
//! binary search over them stays in one array, where one over the ids themselves would follow
//! three pointers for each that it looks at. Ids that begin alike are compared in full.

use crate::dense::StepIx;
use crate::id::StepId;

/// The steps in the order of their ids.
pub(crate) struct ById {
    heads: Vec<u128>,
    steps: Vec<StepIx>,
}

impl ById {
    /// Expects the steps in the order of their ids.
    pub(crate) fn new<'id>(sorted: impl Iterator<Item = (&'id StepId, StepIx)>) -> Self {
        let (heads, steps) = sorted.map(|(id, step)| (head(id.as_str()), step)).unzip();
        Self { heads, steps }
    }

    /// The steps in the order of their ids.
    pub(crate) fn steps(&self) -> &[StepIx] {
        &self.steps
    }

    /// The step with this id, where `id_of` gives those of the steps. Time `O(log steps)`.
    pub(crate) fn find<'id>(
        &self,
        id: &str,
        id_of: impl Fn(StepIx) -> &'id StepId,
    ) -> Option<StepIx> {
        let head = head(id);
        let first = self.heads.partition_point(|other| *other < head);
        let alike = self.heads[first..].partition_point(|other| *other == head);
        let alike = &self.steps[first..first + alike];
        let place = alike.binary_search_by(|step| id_of(*step).as_str().cmp(id)).ok()?;
        alike.get(place).copied()
    }
}

/// The first sixteen bytes of a text as a number in the order of texts.
fn head(text: &str) -> u128 {
    let mut bytes = [0; 16];
    for (byte, of_text) in bytes.iter_mut().zip(text.bytes()) {
        *byte = of_text;
    }
    u128::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dense::Dense;

    #[test]
    fn ids_are_found_however_long_their_common_beginning_is() -> Result<(), crate::InvalidCode> {
        let long = "A rather long beginning that all of them share ";
        let mut ids = vec!["A".to_owned(), "A rather".into(), "B".into(), "Étape".into()];
        ids.extend((100..300).map(|number| format!("{long}{number}")));
        ids.sort();
        let ids: Vec<StepId> = ids.iter().map(StepId::new).collect::<Result<_, _>>()?;
        let id_of = |step: StepIx| &ids[step.index()];
        let index = ById::new(ids.iter().zip((0..).map(StepIx::from_index)));
        for (place, id) in ids.iter().enumerate() {
            assert_eq!(index.find(id.as_str(), id_of), Some(StepIx::from_index(place)));
        }
        for absent in ["", "A\0", "Aa", "C", long, &format!("{long}300"), "Étap"] {
            assert_eq!(index.find(absent, id_of), None, "{absent:?}");
        }
        Ok(())
    }
}
