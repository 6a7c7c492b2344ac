//! Dense indices, and the tables that they index.
//!
//! Inside the library a step is a number: its position in the topological order of a schedule. Text
//! ids are converted at the boundary only (`Schedule::find`, `Schedule::id`).

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// An index type for one kind of thing.
pub(crate) trait Dense: Copy {
    fn from_index(index: usize) -> Self;
    fn index(self) -> usize;
}

macro_rules! dense_index {
    ($(#[$doc:meta])* $vis:vis $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(test, derive(Default))]
        $vis struct $name(u32);

        impl Dense for $name {
            fn from_index(index: usize) -> Self {
                // More than 2^32 steps do not fit into memory.
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

pub(crate) use dense_index;

dense_index!(
    /// A step of a schedule: its index in the topological order.
    ///
    /// It is meaningful only with the schedule that returned it. With another schedule it means
    /// another step, or is out of bounds and panics, as an index of a slice does.
    pub StepIx
);

impl StepIx {
    /// The index in [`Schedule::ids`](crate::Schedule::ids), from 0.
    pub fn position(self) -> usize {
        self.index()
    }
}

dense_index!(
    /// A step of a plan: its index in the order in which steps were given.
    pub(crate) RowIx
);

/// A table with one entry per `K`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DenseMap<K, V> {
    entries: Vec<V>,
    key: PhantomData<fn(K)>,
}

impl<K: Dense, V> DenseMap<K, V> {
    pub(crate) fn from_vec(entries: Vec<V>) -> Self {
        Self { entries, key: PhantomData }
    }

    pub(crate) fn filled(value: V, len: usize) -> Self
    where
        V: Clone,
    {
        Self::from_vec(vec![value; len])
    }

    /// Appends an entry and returns its key.
    pub(crate) fn push(&mut self, value: V) -> K {
        self.entries.push(value);
        K::from_index(self.entries.len() - 1)
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn as_slice(&self) -> &[V] {
        &self.entries
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [V] {
        &mut self.entries
    }

    pub(crate) fn keys(
        &self,
    ) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator + Clone + use<K, V> {
        (0..self.entries.len()).map(K::from_index)
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (K, &V)> {
        self.entries.iter().enumerate().map(|(index, value)| (K::from_index(index), value))
    }
}

impl<K: Dense, V> Index<K> for DenseMap<K, V> {
    type Output = V;

    fn index(&self, key: K) -> &V {
        &self.entries[key.index()]
    }
}

impl<K: Dense, V> IndexMut<K> for DenseMap<K, V> {
    fn index_mut(&mut self, key: K) -> &mut V {
        &mut self.entries[key.index()]
    }
}

impl<K: Dense, V> IntoIterator for DenseMap<K, V> {
    type Item = (K, V);
    type IntoIter =
        std::iter::Map<std::iter::Enumerate<std::vec::IntoIter<V>>, fn((usize, V)) -> (K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter().enumerate().map(|(index, value)| (K::from_index(index), value))
    }
}

/// A set of `K`: one bit for each.
#[derive(Debug, Clone)]
pub(crate) struct DenseSet<K> {
    words: Vec<u64>,
    key: PhantomData<fn(K)>,
}

impl<K: Dense> DenseSet<K> {
    /// An empty set for keys below `len`.
    pub(crate) fn empty(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], key: PhantomData }
    }

    pub(crate) fn insert(&mut self, key: K) {
        self.words[key.index() / 64] |= 1 << (key.index() % 64);
    }

    /// The first key of the set that is not before `index`. Time `O(keys skipped / 64)`.
    pub(crate) fn first_from(&self, index: usize) -> Option<K> {
        let mut word = index / 64;
        let mut bits = self.words.get(word)? & (u64::MAX << (index % 64));
        while bits == 0 {
            word += 1;
            bits = *self.words.get(word)?;
        }
        Some(K::from_index(word * 64 + bits.trailing_zeros() as usize))
    }

    /// The number of keys in the set.
    pub(crate) fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The keys of the set in rising order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = K> {
        let first = self.first_from(0);
        std::iter::successors(first, |key| self.first_from(key.index() + 1))
    }
}

/// For each `K` a list of `K`s, all lists in one array (compressed sparse rows).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adjacency<K> {
    /// Row `k` is `targets[offsets[k]..offsets[k + 1]]`, so there is one more offset than rows.
    offsets: Vec<u32>,
    targets: Vec<K>,
}

impl<K: Dense> Adjacency<K> {
    /// Builds it from rows in order. Time and space `O(rows + entries)`.
    pub(crate) fn from_rows<R: IntoIterator<Item = K>>(rows: impl IntoIterator<Item = R>) -> Self {
        let mut adjacency = Self::with_capacity(0, 0);
        rows.into_iter().for_each(|row| adjacency.push(row));
        adjacency
    }

    /// No rows yet, with room for so many rows and entries.
    pub(crate) fn with_capacity(rows: usize, entries: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        Self { offsets, targets: Vec::with_capacity(entries) }
    }

    /// Appends a row.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = K>) {
        self.targets.extend(row);
        self.offsets.push(RowIx::from_index(self.targets.len()).0);
    }

    pub(crate) fn row(&self, key: K) -> &[K] {
        let key = key.index();
        &self.targets[self.offsets[key] as usize..self.offsets[key + 1] as usize]
    }

    pub(crate) fn rows(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The number of entries in all rows.
    pub(crate) fn entries(&self) -> usize {
        self.targets.len()
    }

    /// The reversed edges; each row is in rising order. Time and space `O(rows + entries)`.
    pub(crate) fn reversed(&self) -> Self {
        let mut offsets = vec![0_u32; self.offsets.len()];
        for target in &self.targets {
            offsets[target.index() + 1] += 1;
        }
        for row in 1..offsets.len() {
            offsets[row] += offsets[row - 1];
        }
        let mut next = offsets.clone();
        let mut targets = vec![K::from_index(0); self.targets.len()];
        for source in 0..self.rows() {
            let source = K::from_index(source);
            for target in self.row(source) {
                let slot = &mut next[target.index()];
                targets[*slot as usize] = source;
                *slot += 1;
            }
        }
        Self { offsets, targets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(index: usize) -> StepIx {
        StepIx::from_index(index)
    }

    #[test]
    fn a_set_gives_its_keys_in_order_from_any_key_on() {
        let mut set = DenseSet::empty(200);
        for index in [199, 0, 63, 64, 130, 63] {
            set.insert(step(index));
        }
        let keys: Vec<_> = set.iter().map(StepIx::position).collect();
        assert_eq!((keys.as_slice(), set.len()), ([0, 63, 64, 130, 199].as_slice(), 5));
        for from in 0..=201 {
            let expected = keys.iter().copied().find(|key| *key >= from);
            assert_eq!(set.first_from(from).map(StepIx::position), expected);
        }
        assert!(DenseSet::<StepIx>::empty(0).first_from(0).is_none());
    }

    #[test]
    fn reversing_an_adjacency_twice_gives_it_back() {
        let rows = vec![vec![], vec![step(0)], vec![step(0), step(1)], vec![]];
        let adjacency = Adjacency::from_rows(rows);
        let reversed = adjacency.reversed();
        assert_eq!(reversed.row(step(0)), [step(1), step(2)]);
        assert_eq!(reversed.row(step(3)), []);
        assert_eq!(reversed.reversed(), adjacency);
    }
}
