//! Values of further columns, which this library keeps without interpreting them.

use chrono::NaiveDateTime;
use indexmap::IndexMap;
use indexmap::map::Slice;
#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::time::to_the_microsecond;

/// The deepest nesting of lists and maps: JSON readers limit the depth, `serde_json` to 128
/// including what surrounds the value.
pub(super) const DEEPEST: usize = 64;

/// A value of a further column. Two numbers are equal if they are the same number, whole or not, as
/// in Python and in spreadsheets.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum Value {
    /// No value.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number. A number that is not finite is a problem, as JSON has none. It reads back
    /// exactly if `serde_json` has its feature `float_roundtrip`.
    Float(f64),
    /// A local date and time.
    Date {
        /// ISO 8601 without an offset.
        #[cfg_attr(
            feature = "serde",
            serde(rename = "$date", deserialize_with = "super::time::moment::deserialize")
        )]
        date: NaiveDateTime,
    },
    /// A text.
    Text(String),
    /// Several values.
    List(Vec<Value>),
    /// Named values.
    Map(NamedValues),
}

impl Value {
    /// Dates to the microsecond, down to a depth; what lies deeper is a problem of the plan.
    fn round(&mut self, deep: usize) {
        let Some(deeper) = deep.checked_sub(1) else { return };
        match self {
            Value::Date { date } => *date = to_the_microsecond(*date),
            Value::List(values) => values.iter_mut().for_each(|value| value.round(deeper)),
            Value::Map(values) => values.values_mut().for_each(|value| value.round(deeper)),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {}
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(one), Value::Bool(other)) => one == other,
            (Value::Int(one), Value::Int(other)) => one == other,
            (Value::Float(one), Value::Float(other)) => one == other,
            (Value::Int(whole), Value::Float(number))
            | (Value::Float(number), Value::Int(whole)) => is_whole(*number, *whole),
            (Value::Date { date: one }, Value::Date { date: other }) => one == other,
            (Value::Text(one), Value::Text(other)) => one == other,
            (Value::List(one), Value::List(other)) => one == other,
            (Value::Map(one), Value::Map(other)) => one == other,
            (
                Value::Null
                | Value::Bool(_)
                | Value::Int(_)
                | Value::Float(_)
                | Value::Date { .. }
                | Value::Text(_)
                | Value::List(_)
                | Value::Map(_),
                _,
            ) => false,
        }
    }
}

/// Whether a number is this whole number. Every whole `f64` that is near an `i64` is an `i128`.
#[expect(clippy::cast_possible_truncation, reason = "a cast to an integer saturates")]
fn is_whole(number: f64, whole: i64) -> bool {
    number.fract() == 0.0 && number as i128 == i128::from(whole)
}

/// Values by name, in the order in which they were given. Equality does not depend on the order.
///
/// ```
/// use ptr_core::{NamedValues, Value};
/// let mut extra = NamedValues::from([("Lieu", Value::Text("Namur".to_owned()))]);
/// extra.insert("Salle", Value::Int(4));
/// assert_eq!(extra.get("Salle"), Some(&Value::Int(4)));
/// assert_eq!(extra.names().collect::<Vec<_>>(), ["Lieu", "Salle"]);
/// assert_eq!(extra.remove("Salle"), Some(Value::Int(4)));
/// ```
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "serde", derive(Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct NamedValues(
    // Most steps have none, and then take no room for the table.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "deserialize"))]
    Option<Box<IndexMap<String, Value>>>,
);

impl NamedValues {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// No values, with room for this many.
    pub fn with_capacity(values: usize) -> Self {
        Self((values > 0).then(|| Box::new(IndexMap::with_capacity(values))))
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    /// The value with this name. Expected time `O(1)`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// Adds a value; if the name exists, replaces its value in place and returns the old one.
    /// Expected time `O(1)`.
    pub fn insert(&mut self, name: impl Into<String>, value: Value) -> Option<Value> {
        self.0.get_or_insert_default().insert(name.into(), value)
    }

    /// Removes and returns the value with this name; the others keep their order. Time `O(len)`.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.as_mut()?.shift_remove(name)
    }

    /// Dates to the microsecond, as all times of a plan are.
    pub(super) fn round_dates(&mut self) {
        self.values_mut().for_each(|value| value.round(DEEPEST));
    }

    /// The names, in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.entries().keys().map(String::as_str)
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.entries().iter().map(|(name, value)| (name.as_str(), value))
    }

    fn entries(&self) -> &Slice<String, Value> {
        self.0.as_ref().map_or(Slice::new(), |values| values.as_slice())
    }

    fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.0.iter_mut().flat_map(|values| values.values_mut())
    }
}

impl PartialEq for NamedValues {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, one)| other.get(name) == Some(one))
    }
}

#[cfg(feature = "serde")]
fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Box<IndexMap<String, Value>>>, D::Error> {
    let values = IndexMap::deserialize(deserializer)?;
    Ok((!values.is_empty()).then(|| Box::new(values)))
}

#[cfg(feature = "serde")]
impl Serialize for NamedValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<N: Into<String>> FromIterator<(N, Value)> for NamedValues {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(values: I) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), value));
        let values: IndexMap<_, _> = values.collect();
        Self((!values.is_empty()).then(|| Box::new(values)))
    }
}

impl<N: Into<String>, const LEN: usize> From<[(N, Value); LEN]> for NamedValues {
    fn from(values: [(N, Value); LEN]) -> Self {
        values.into_iter().collect()
    }
}

impl IntoIterator for NamedValues {
    type Item = (String, Value);
    type IntoIter = indexmap::map::IntoIter<String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.map_or_else(IndexMap::new, |values| *values).into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_which_the_last_was_removed_are_none() {
        let mut values = NamedValues::from([("Lieu", Value::Null)]);
        assert_ne!(values, NamedValues::new());
        assert_eq!(values.remove("Lieu"), Some(Value::Null));
        assert_eq!((&values, values.len()), (&NamedValues::with_capacity(4), 0));
        assert_eq!(values, NamedValues::new());
        assert_eq!(values.into_iter().count(), 0);
    }
}
