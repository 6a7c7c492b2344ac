//! Look-up of rows by id.
//!
//! A plan of many steps looks up several ids per step, and a run one per event. Comparing texts
//! would follow a pointer for each comparison. Here the first bytes of all ids are stored side by
//! side as numbers with the order of the texts, so few texts are compared. The order of the input
//! matters only for rows with the same id: the first of them counts.

use std::collections::BTreeMap;

use crate::dense::{Dense, DenseMap, RowIx};
use crate::id::{StepId, compared};
use crate::plan::Step;

/// The rows in the order of ids.
#[derive(Debug)]
pub(crate) struct Index {
    /// The rows in the order of ids, ties in the order of the input.
    rows: Vec<RowIx>,
    /// The head of each row's id, in the order of `rows`.
    heads: Vec<u128>,
    /// The rows whose ids are [compared] in another form than they are written in, by that form:
    /// the first one of each.
    alike: BTreeMap<String, RowIx>,
    /// Rows whose ids differ from an earlier one's in nothing that can be seen, with that one.
    twins: Vec<(RowIx, RowIx)>,
}

/// An id with its first bytes as a number. No id contains a zero byte, so padding with zeros
/// preserves the order of texts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key<'a> {
    // Compared first, because different ids mostly differ here.
    head: u128,
    text: &'a str,
}

/// The number of bytes in a head.
const HEAD: usize = size_of::<u128>();

/// The number of ids before a position that `first_near` searches; their heads fit into the L1
/// cache.
const NEAR: usize = 1024;

impl<'a> Key<'a> {
    pub(crate) fn of(id: &'a StepId) -> Self {
        Self::of_bytes(id.as_str())
    }

    /// A key for any text; `None` if it contains a zero byte, so that it cannot be an id.
    pub(crate) fn of_text(text: &'a str) -> Option<Self> {
        (!text.bytes().any(|byte| byte == 0)).then(|| Self::of_bytes(text))
    }

    fn of_bytes(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let head = match (bytes.first_chunk(), bytes.first_chunk(), bytes.last_chunk()) {
            (Some(whole), _, _) => u128::from_be_bytes(*whole),
            // Most ids are of this length, and two numbers are made sooner than bytes copied.
            (None, Some(first), Some(last)) => {
                let (first, last) = (u64::from_be_bytes(*first), u64::from_be_bytes(*last));
                let beyond = u128::from(last) << (8 * (HEAD - bytes.len()));
                u128::from(first) << u64::BITS | beyond & u128::from(u64::MAX)
            }
            _ => bytes
                .iter()
                .rfold(0, |head, byte| head >> 8 | u128::from(*byte) << (u128::BITS - 8)),
        };
        Self { head, text }
    }

    /// Whether the head contains the whole id, so that no other id has this head.
    fn is_whole(self) -> bool {
        self.text.len() < HEAD
    }
}

impl Index {
    /// Time `O(steps log steps)`, linear if the ids are in rising order.
    pub(crate) fn of(steps: &[Step]) -> Self {
        let heads = steps.iter().map(|step| Key::of(&step.id).head);
        let mut rows: Vec<(u128, RowIx)> =
            heads.zip((0..steps.len()).map(RowIx::from_index)).collect();
        let id = |row: &RowIx| &steps[row.index()].id;
        rows.sort_unstable_by(|(head, row), (other, of_other)| {
            let by_text = || id(row).cmp(id(of_other)).then(row.cmp(of_other));
            head.cmp(other).then_with(by_text)
        });
        let mut index = Self {
            rows: rows.iter().map(|(_, row)| *row).collect(),
            heads: rows.into_iter().map(|(head, _)| head).collect(),
            alike: BTreeMap::new(),
            twins: Vec::new(),
        };
        index.compare(steps);
        index
    }

    /// Takes note of the ids that are compared in another form than they are written in.
    fn compare(&mut self, steps: &[Step]) {
        for (row, step) in steps.iter().enumerate().filter(|(_, step)| !step.id.as_str().is_ascii())
        {
            let form = compared(step.id.as_str());
            if form == step.id.as_str() {
                continue;
            }
            let row = RowIx::from_index(row);
            let plain = Key::of_text(&form).and_then(|form| self.exactly(0, steps, form));
            let first = plain.or_else(|| self.alike.get(&*form).copied());
            match first {
                None => drop(self.alike.insert(form.into_owned(), row)),
                Some(first) if steps[first.index()].id == step.id => {}
                Some(first) => self.twins.push((row.max(first), row.min(first))),
            }
        }
    }

    /// The rows in the order of ids.
    pub(crate) fn rows(&self) -> &[RowIx] {
        &self.rows
    }

    /// The first row with this id, or with one that looks the same. Time `O(log steps)`.
    pub(crate) fn first(&self, steps: &[Step], wanted: Key<'_>) -> Option<RowIx> {
        self.exactly(0, steps, wanted).or_else(|| self.alike(steps, wanted))
    }

    /// The first row whose id looks the same.
    #[cold]
    fn alike(&self, steps: &[Step], wanted: Key<'_>) -> Option<RowIx> {
        if wanted.text.is_ascii() && self.alike.is_empty() {
            return None;
        }
        let form = compared(wanted.text);
        let plain = Key::of_text(&form).filter(|form| *form != wanted);
        let plain = plain.and_then(|plain| self.exactly(0, steps, plain));
        plain.or_else(|| self.alike.get(&*form).copied())
    }

    /// The first row with this very id, whose head stands at no place before `from`.
    fn exactly(&self, from: usize, steps: &[Step], wanted: Key<'_>) -> Option<RowIx> {
        let place = from + self.heads[from..].partition_point(|head| *head < wanted.head);
        self.first_from(place, steps, wanted)
    }

    /// Like `first`, but faster if the id is shortly before a position in the order of ids, where
    /// most prerequisites of a step are.
    pub(crate) fn first_near(
        &self,
        place: usize,
        steps: &[Step],
        wanted: Key<'_>,
    ) -> Option<RowIx> {
        let begin = place.saturating_sub(NEAR);
        let near = self.heads.get(begin..place).unwrap_or_default();
        if near.first().is_none_or(|head| *head >= wanted.head)
            || near.last().is_none_or(|head| *head < wanted.head)
        {
            return self.first(steps, wanted);
        }
        let place = begin + near.partition_point(|head| *head < wanted.head);
        self.first_from(place, steps, wanted).or_else(|| self.alike(steps, wanted))
    }

    /// The first row with this id, where `place` is the position of the first head that is not
    /// smaller.
    fn first_from(&self, mut place: usize, steps: &[Step], wanted: Key<'_>) -> Option<RowIx> {
        let text = |row: RowIx| steps[row.index()].id.as_str();
        if !wanted.is_whole() {
            // Ids with the same head, in the order of texts.
            let alike = self.heads[place..].partition_point(|head| *head == wanted.head);
            let alike = &self.rows[place..place + alike];
            place += alike.partition_point(|row| text(*row) < wanted.text);
        }
        let row = *self.rows.get(place).filter(|_| self.heads[place] == wanted.head)?;
        (wanted.is_whole() || text(row) == wanted.text).then_some(row)
    }

    /// Each row with an id of an earlier row, in the order of ids, with the first row of that id;
    /// then those whose ids only look the same.
    pub(crate) fn repeated(&self, steps: &[Step]) -> impl Iterator<Item = (RowIx, RowIx)> {
        let mut first = 0;
        let same = (1..self.rows.len()).filter_map(move |place| {
            let id = |place: usize| &steps[self.rows[place].index()].id;
            if self.heads[first] == self.heads[place] && id(first) == id(place) {
                return Some((self.rows[place], self.rows[first]));
            }
            first = place;
            None
        });
        same.chain(self.twins.iter().copied())
    }

    /// The position of each row in the order of ids.
    pub(crate) fn ranks(&self) -> DenseMap<RowIx, u32> {
        let mut ranks = DenseMap::filled(0, self.rows.len());
        for (place, &row) in (0..).zip(&self.rows) {
            ranks[row] = place;
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn steps(ids: &[String]) -> Vec<Step> {
        ids.iter().map(|id| Step::new(id, "CO").expect("one line")).collect()
    }

    #[test]
    fn ids_are_found_however_long_their_common_beginning_is() {
        let long = "A rather long beginning that all of them share ";
        let mut ids = vec!["A".to_owned(), "A rather".into(), "B".into(), "Étape".into()];
        ids.extend((100..300).map(|number| format!("{long}{number}")));
        let steps = steps(&ids);
        let index = Index::of(&steps);
        let find = |text| index.first(&steps, Key::of_text(text)?).map(Dense::index);
        for (row, id) in ids.iter().enumerate() {
            assert_eq!(find(id), Some(row));
            let near = |place| index.first_near(place, &steps, Key::of_text(id)?);
            for place in [0, row, row + 1, ids.len()] {
                assert_eq!(near(place).map(Dense::index), Some(row));
            }
        }
        for absent in ["", "A\0", "Aa", "C", long, &format!("{long}300"), "Étap"] {
            assert_eq!(find(absent), None, "{absent:?}");
        }
    }

    #[test]
    fn ids_that_look_the_same_are_one() {
        let steps =
            steps(&["E\u{301}1", "B\u{200f}", "C", "\u{c9}1", "C\u{200b}"].map(str::to_owned));
        let index = Index::of(&steps);
        let find = |text| index.first(&steps, Key::of_text(text)?).map(Dense::index);
        assert_eq!(find("B"), Some(1));
        assert_eq!(find("\u{200e}B"), Some(1));
        assert_eq!(find("E\u{301}1"), Some(0), "the very one before one that looks the same");
        assert_eq!(find("\u{c9}1"), Some(3));
        assert_eq!(find("A\u{200f}"), None);
        let twins = index.repeated(&steps).map(|(a, b)| (a.index(), b.index()));
        assert_eq!(twins.collect::<Vec<_>>(), [(3, 0), (4, 2)]);
    }

    proptest! {
        #[test]
        fn ids_are_ordered_found_and_told_apart_as_their_texts_are(
            ids in prop::collection::vec("[AÀ]{1,3}|A{14,18}[AB]?|\\u{10FFFF}{1,5}", 0..24),
        ) {
            let steps = steps(&ids);
            let index = Index::of(&steps);
            let mut sorted: Vec<(&str, usize)> =
                ids.iter().enumerate().map(|(row, id)| (id.as_str(), row)).collect();
            sorted.sort_unstable();
            let rows: Vec<usize> = sorted.iter().map(|(_, row)| *row).collect();
            let by_id: Vec<usize> = index.rows().iter().map(|row| row.index()).collect();
            prop_assert_eq!(by_id, rows);

            let first = |id: &str| ids.iter().position(|other| other == id);
            for id in ids.iter().map(String::as_str).chain(["AAAAAAAAAAAAAAAAAAAB", "B", "AA"]) {
                let id = StepId::new(id).expect("one line");
                let found = index.first(&steps, Key::of(&id)).map(Dense::index);
                prop_assert_eq!(found, first(id.as_str()), "{}", id);
                let by_text = Key::of_text(id.as_str()).and_then(|it| index.first(&steps, it));
                prop_assert_eq!(by_text.map(Dense::index), found, "{}", id);
                for place in 0..=ids.len() + 1 {
                    let near = index.first_near(place, &steps, Key::of(&id));
                    prop_assert_eq!(near.map(Dense::index), found, "{} near {}", id, place);
                }
            }
            let repeated = sorted.iter().filter(|(id, row)| first(id) != Some(*row));
            let repeated: Vec<_> = repeated.map(|(id, row)| (Some(*row), first(id))).collect();
            let found = index.repeated(&steps).map(|(a, b)| (Some(a.index()), Some(b.index())));
            prop_assert_eq!(found.collect::<Vec<_>>(), repeated);
        }
    }
}
