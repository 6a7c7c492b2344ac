//! The rows of a plan in the order of their ids, and a row by its id.
//!
//! A plan of many steps looks up several ids a step. Comparing texts would follow two pointers
//! for each comparison; here the beginnings of all ids lie side by side as numbers that order as
//! the texts do, and hardly any text is looked at. Nothing depends on the order of the input but
//! which of two rows with one id counts as the first.

use crate::dense::{Dense, DenseMap, RowIx};
use crate::id::StepId;
use crate::step::Step;

/// Every row by its id.
pub(super) struct Ids {
    /// The rows in the order of their ids, those with one id in their own order.
    by_id: Vec<RowIx>,
    /// The head of the id of each row in `by_id`.
    heads: Vec<u128>,
}

/// An id with its beginning as a number. No id has a zero byte in it, so the shorter of two that
/// begin alike comes first, as it does among texts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Headed<'a> {
    // Compared first: ids that differ mostly differ here.
    head: u128,
    id: &'a StepId,
}

/// How many bytes of an id its head holds.
const HEAD: usize = size_of::<u128>();

impl<'a> Headed<'a> {
    pub(super) fn of(id: &'a StepId) -> Self {
        let text = id.as_str().as_bytes();
        let mut head = [0; HEAD];
        let len = text.len().min(HEAD);
        head[..len].copy_from_slice(&text[..len]);
        Self { head: u128::from_be_bytes(head), id }
    }

    /// Whether no other id has this head: it ends in the zero that no id has.
    fn is_whole(self) -> bool {
        self.id.as_str().len() < HEAD
    }
}

impl Ids {
    /// Time `O(steps log steps)`, linear where the ids rise already.
    pub(super) fn of(steps: &[Step]) -> Self {
        let heads = steps.iter().map(|step| Headed::of(&step.id).head);
        let mut rows: Vec<(u128, RowIx)> =
            heads.zip((0..steps.len()).map(RowIx::from_index)).collect();
        let id = |row: &RowIx| &steps[row.index()].id;
        rows.sort_unstable_by(|(head, row), (other, of_other)| {
            let by_text = || id(row).cmp(id(of_other)).then(row.cmp(of_other));
            head.cmp(other).then_with(by_text)
        });
        Self {
            by_id: rows.iter().map(|(_, row)| *row).collect(),
            heads: rows.into_iter().map(|(head, _)| head).collect(),
        }
    }

    /// The rows in the order of their ids.
    pub(super) fn by_id(&self) -> &[RowIx] {
        &self.by_id
    }

    /// The first row with this id. Time `O(log steps)`.
    pub(super) fn first(&self, steps: &[Step], wanted: Headed<'_>) -> Option<RowIx> {
        let text = |row: RowIx| &steps[row.index()].id;
        let mut place = self.heads.partition_point(|head| *head < wanted.head);
        if !wanted.is_whole() {
            // Ids that begin alike, in the order of their texts.
            let alike = self.heads[place..].partition_point(|head| *head == wanted.head);
            let alike = &self.by_id[place..place + alike];
            place += alike.partition_point(|row| text(*row) < wanted.id);
        }
        let row = *self.by_id.get(place).filter(|_| self.heads[place] == wanted.head)?;
        (wanted.is_whole() || text(row) == wanted.id).then_some(row)
    }

    /// Each row whose id an earlier row has, in the order of the ids, with the first that has it.
    pub(super) fn repeated(&self, steps: &[Step]) -> impl Iterator<Item = (RowIx, RowIx)> {
        let mut first = 0;
        (1..self.by_id.len()).filter_map(move |place| {
            let id = |place: usize| &steps[self.by_id[place].index()].id;
            if self.heads[first] == self.heads[place] && id(first) == id(place) {
                return Some((self.by_id[place], self.by_id[first]));
            }
            first = place;
            None
        })
    }

    /// The rows in the order of their ids, and the place of each row in it.
    pub(super) fn into_order(self) -> (Vec<RowIx>, DenseMap<RowIx, u32>) {
        let mut rank = DenseMap::filled(0, self.by_id.len());
        for (place, &row) in (0..).zip(&self.by_id) {
            rank[row] = place;
        }
        (self.by_id, rank)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn steps(ids: &[String]) -> Vec<Step> {
        ids.iter().map(|id| Step::new(id, "CO").expect("one line")).collect()
    }

    proptest! {
        #[test]
        fn ids_are_ordered_found_and_told_apart_as_their_texts_are(
            ids in prop::collection::vec("[AÀ]{1,3}|A{14,18}[AB]?|\\u{10FFFF}{1,5}", 0..24),
        ) {
            let steps = steps(&ids);
            let index = Ids::of(&steps);
            let mut sorted: Vec<(&str, usize)> =
                ids.iter().enumerate().map(|(row, id)| (id.as_str(), row)).collect();
            sorted.sort_unstable();
            let rows: Vec<usize> = sorted.iter().map(|(_, row)| *row).collect();
            let by_id: Vec<usize> = index.by_id().iter().map(|row| row.index()).collect();
            prop_assert_eq!(by_id, rows);

            let first = |id: &str| ids.iter().position(|other| other == id);
            for id in ids.iter().map(String::as_str).chain(["AAAAAAAAAAAAAAAAAAAB", "B", "AA"]) {
                let id = StepId::new(id).expect("one line");
                let found = index.first(&steps, Headed::of(&id)).map(Dense::index);
                prop_assert_eq!(found, first(id.as_str()), "{}", id);
            }
            let repeated = sorted.iter().filter(|(id, row)| first(id) != Some(*row));
            let repeated: Vec<_> = repeated.map(|(id, row)| (Some(*row), first(id))).collect();
            let found = index.repeated(&steps).map(|(a, b)| (Some(a.index()), Some(b.index())));
            prop_assert_eq!(found.collect::<Vec<_>>(), repeated);
        }
    }
}
