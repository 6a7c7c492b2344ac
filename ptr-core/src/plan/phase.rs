//! The phases of a plan.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::id::PhaseCode;

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
