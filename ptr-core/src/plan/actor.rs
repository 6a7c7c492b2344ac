//! The teams that carry out the steps of a plan, and whom they are reached by.

use std::borrow::Cow;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::value::NamedValues;
use crate::id::Email;

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

    /// The name that no other actor of a plan has: the team, with its department in brackets if it
    /// has one. Two departments may have a team of the same name.
    ///
    /// ```
    /// use ptr_core::Actor;
    ///
    /// let team = Actor { department: Some("Marché".to_owned()), ..Actor::new("Registre") };
    /// assert_eq!(team.full_name(), "Registre (Marché)");
    /// assert_eq!(Actor::new("Registre").full_name(), "Registre");
    /// ```
    pub fn full_name(&self) -> Cow<'_, str> {
        match &self.department {
            Some(department) => Cow::Owned(format!("{} ({department})", self.team)),
            None => Cow::Borrowed(&self.team),
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
