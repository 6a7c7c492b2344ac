//! The environments on which the steps of a plan are executed.

use std::collections::BTreeMap;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::value::NamedValues;
use crate::id::DryRun;

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
