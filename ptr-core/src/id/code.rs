//! Codes of one line: step ids, dry runs and phases.
//!
//! Nearly all of them are short: such a text stands in the code itself, so that making, copying and
//! comparing one takes no memory of its own and follows no pointer.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::invalid::{Code, InvalidCode};
use super::text::is_one_line;

macro_rules! text_code {
    ($(#[$doc:meta])* $name:ident) => {
        text_code!($(#[$doc])* $name, is_one_line);
    };
    ($(#[$doc:meta])* $name:ident, $is_valid:path) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
        #[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
        pub struct $name(SmolStr);

        impl $name {
            /// Takes the text unchanged.
            ///
            /// # Errors
            /// [`InvalidCode`] if the text is empty, has blanks around it or a control
            /// character (a line break, say) in it, or is otherwise none of its kind.
            pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidCode> {
                let text = text.as_ref();
                if $is_valid(text) {
                    Ok(Self(SmolStr::new(text)))
                } else {
                    Err(InvalidCode { what: Code::$name, found: text.to_owned() })
                }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == *other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == **other
            }
        }

        impl FromStr for $name {
            type Err = InvalidCode;

            fn from_str(text: &str) -> Result<Self, InvalidCode> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidCode;

            fn try_from(text: String) -> Result<Self, InvalidCode> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0.into()
            }
        }
    };
}

text_code!(
    /// The unique id of a step: `CO00000001`.
    ///
    /// Any text of one line is valid; the operator's own pattern (phase code, then eight digits) is
    /// a rule of the workbook's layout.
    ///
    /// ```
    /// use ptr_core::StepId;
    /// let id: StepId = "CO00000001".parse()?;
    /// assert_eq!(id, "CO00000001");
    /// assert!(StepId::new("two\nlines").is_err());
    /// # Ok::<(), ptr_core::InvalidCode>(())
    /// ```
    StepId
);

text_code!(
    /// The name of a rehearsal (`FDR1`, `FDR2`, …) or of the real execution (`Live`).
    ///
    /// Dry runs are listed in their natural order, the real execution last: `FDR2`, `FDR10`,
    /// `Live` ([`DryRun::natural_order`]).
    ///
    /// ```
    /// use ptr_core::DryRun;
    /// let mut dry_runs = vec![DryRun::live(), DryRun::new("FDR10")?, DryRun::new("FDR2")?];
    /// dry_runs.sort_by(DryRun::natural_order);
    /// assert_eq!(dry_runs, ["FDR2", "FDR10", DryRun::LIVE]);
    /// assert!(dry_runs[2].is_live());
    /// # Ok::<(), ptr_core::InvalidCode>(())
    /// ```
    DryRun
);

impl DryRun {
    /// The name of the real execution, and of the only run of a plan that names none.
    pub const LIVE: &str = "Live";

    /// The real execution.
    pub fn live() -> Self {
        Self(SmolStr::new_static(Self::LIVE))
    }

    /// Whether this is the real execution.
    pub fn is_live(&self) -> bool {
        self.0 == Self::LIVE
    }

    /// The order for lists: by name, trailing numbers compared as numbers, the real execution last.
    pub fn natural_order(&self, other: &Self) -> Ordering {
        fn key(name: &str) -> (&str, usize, &str) {
            let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = name[stem.len()..].trim_start_matches('0');
            (stem, number.len(), number)
        }
        self.is_live()
            .cmp(&other.is_live())
            .then_with(|| key(&self.0).cmp(&key(&other.0)))
            .then_with(|| self.cmp(other))
    }
}

text_code!(
    /// The code of a phase: `PP`, `AC`, `CO`, `DC`, `HO`, `FB-RB`.
    PhaseCode
);

text_code!(
    /// An outcome of a decision: `GO`, `NO-GO`.
    ///
    /// One line without `;`, `,` and `=`, so that a cell can list outcomes, and ask for one
    /// (`CO00000083 = GO`).
    ///
    /// ```
    /// use ptr_core::Outcome;
    /// assert_eq!(Outcome::new("NO-GO")?, "NO-GO");
    /// assert!(Outcome::new("GO; NO-GO").is_err());
    /// # Ok::<(), ptr_core::InvalidCode>(())
    /// ```
    Outcome, is_item
);

/// Whether a text can be one of several in a cell, and stand after `=`.
fn is_item(text: &str) -> bool {
    is_one_line(text) && !text.contains([';', ',', '='])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dry_runs_are_listed_as_people_count_them() {
        let mut names: Vec<DryRun> = ["Live", "FDR10", "FDR2", "FDR02", "FDR1", "Blanc"]
            .iter()
            .map(|name| DryRun::new(name).expect("a one-line text"))
            .collect();
        names.sort_by(DryRun::natural_order);
        assert_eq!(names, ["Blanc", "FDR1", "FDR02", "FDR2", "FDR10", "Live"]);
    }
}
