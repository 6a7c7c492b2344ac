//! The text codes of a plan: step ids, dry runs, phase codes, mail addresses.
//!
//! Text is checked once, when one of these types is made. So every value is a text that is not
//! blank, has no blanks around it and contains no control character: it fits into one cell, one
//! header field and one line of a log. Cloning is cheap: the text is shared.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A text that is not a valid code of its kind.
///
/// ```
/// use ptr_core::language::Language;
/// use ptr_core::{Code, StepId};
/// let error = StepId::new("two\nlines").expect_err("one line is asked for");
/// assert_eq!((error.what, error.found.as_str()), (Code::StepId, "two\nlines"));
/// assert!(error.message(&Language::french()).contains("identifiant d'étape"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct InvalidCode {
    /// The kind of code that was expected.
    pub what: Code,
    /// The text found.
    pub found: String,
}

impl std::error::Error for InvalidCode {}

/// A kind of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Code {
    /// A [`StepId`].
    StepId,
    /// A [`DryRun`].
    DryRun,
    /// A [`PhaseCode`].
    PhaseCode,
    /// An [`Email`].
    Email,
    /// A [`Moment`](crate::Moment).
    Moment,
    /// A [`State`](crate::State).
    State,
    /// A [`Language`](crate::language::Language) that is built in.
    Language,
}

fn is_one_line(text: &str) -> bool {
    // Nearly every code is printable ASCII, which is checked without decoding.
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    let is_clean = || text.trim() == text && !text.chars().any(breaks_lines);
    !text.is_empty() && (is_plain || is_clean())
}

/// Whether a character is one of control, or one of the two that Unicode has for line breaks.
fn breaks_lines(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The form in which ids are compared: composed ([NFC]), without characters that leave no trace on
/// the page. Those that join or part letters of other scripts stay between such letters, which
/// look different with them.
///
/// ```
/// use ptr_core::compared;
/// assert_eq!(compared("CO00000001\u{200f}"), "CO00000001");
/// assert_eq!(compared("E\u{301}tape 1"), "\u{c9}tape 1");
/// ```
///
/// [NFC]: https://unicode.org/reports/tr15/
pub fn compared(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_foreign = |c: Option<&char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
        let joins = matches!(c, '\u{200c}' | '\u{200d}')
            && is_foreign(seen.chars().next_back().as_ref())
            && is_foreign(chars.peek());
        if joins || !(is_invisible(c) || matches!(c, '\u{fe00}'..='\u{fe0f}')) {
            seen.push(c);
        }
    }
    let composed: String = seen.nfc().collect();
    if composed == text { Cow::Borrowed(text) } else { Cow::Owned(composed) }
}

macro_rules! text_code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
        #[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the text unchanged.
            ///
            /// # Errors
            /// [`InvalidCode`] if the text is empty, has blanks around it or a control
            /// character (a line break, say) in it.
            pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidCode> {
                let text = text.as_ref();
                if is_one_line(text) {
                    Ok(Self(Arc::from(text)))
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
                *self.0 == *other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                *self.0 == **other
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
                code.0.as_ref().to_owned()
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
        Self(Arc::from(Self::LIVE))
    }

    /// Whether this is the real execution.
    pub fn is_live(&self) -> bool {
        &*self.0 == Self::LIVE
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

/// A mail address, kept as written and compared as mail servers do.
///
/// Before the `@`, only the case of the letters A to Z is ignored. Domains are compared in the
/// ASCII form of IDNA: `bücher.example` equals `xn--bcher-kva.example`.
///
/// The check rejects typing errors (no `@`, blanks, two addresses in one cell, invisible
/// characters) and addresses that no server accepts. It cannot tell whether the mailbox exists.
///
/// ```
/// use ptr_core::Email;
/// let written = Email::new("Anne.Lemaire@grid.example")?;
/// assert_eq!(written, Email::new("anne.lemaire@GRID.example")?);
/// assert_eq!(written.as_str(), "Anne.Lemaire@grid.example");
/// assert_eq!(written.compared(), "anne.lemaire@grid.example");
/// assert!(Email::new("anne.lemaire").is_err());
/// # Ok::<(), ptr_core::InvalidCode>(())
/// ```
#[derive(Clone)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct Email {
    written: Arc<str>,
    /// The form for comparison; the same `Arc` as `written` if both are equal.
    compared: Arc<str>,
}

impl Email {
    /// Takes one mail address, without a display name.
    ///
    /// # Errors
    /// [`InvalidCode`] if the text is not of the form `somebody@somewhere`.
    pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidCode> {
        let text = text.as_ref();
        let domain = Self::domain(text)
            .ok_or_else(|| InvalidCode { what: Code::Email, found: text.to_owned() })?;
        let local = text.split_once('@').map_or("", |(local, _)| local).to_ascii_lowercase();
        let compared = format!("{local}@{domain}");
        let written: Arc<str> = Arc::from(text);
        let compared = if compared == text { written.clone() } else { Arc::from(compared) };
        Ok(Self { written, compared })
    }

    /// The domain of an address in the ASCII form of IDNA; `None` if the text is no address.
    fn domain(text: &str) -> Option<Cow<'_, str>> {
        let refused = |c: char| {
            c.is_whitespace() || c.is_control() || is_invisible(c) || "<>()[]\\,;:\"".contains(c)
        };
        let (local, domain) = text.split_once('@')?;
        // The lengths are those of RFC 5321: a server would refuse what is longer.
        let is_address = text.len() <= 254
            && local.len() <= 64
            && !text.contains(refused)
            && local.split('.').all(|atom| !atom.is_empty())
            && domain.split('.').all(is_label);
        let deny = idna::AsciiDenyList::EMPTY;
        let domain = idna::domain_to_ascii_cow(domain.as_bytes(), deny).ok()?;
        (is_address && domain.split('.').all(is_label)).then_some(domain)
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The form in which two addresses are compared: A to Z in lower case, the domain in ASCII.
    pub fn compared(&self) -> &str {
        &self.compared
    }
}

/// Whether a part of a domain name can be one.
fn is_label(label: &str) -> bool {
    let is_inner = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_outer = |c: char| is_inner(c) && c != '-' && c != '_';
    label.chars().count() <= 63
        && label.starts_with(is_outer)
        && label.ends_with(is_outer)
        && label.chars().all(is_inner)
}

/// Whether a character leaves no trace on the page, but that it may turn the direction of others:
/// what copying from a web page or a letter brings along, and turns a text into another one that
/// looks the same.
///
/// ```
/// assert!(ptr_core::is_invisible('\u{200e}'));
/// assert!(!ptr_core::is_invisible('\u{a0}'), "a blank is seen");
/// ```
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

impl AsRef<str> for Email {
    fn as_ref(&self) -> &str {
        &self.written
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.compared == other.compared
    }
}

impl Eq for Email {}

impl PartialOrd for Email {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Email {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compared.cmp(&other.compared)
    }
}

impl Hash for Email {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.compared.hash(state);
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.written, f)
    }
}

impl FromStr for Email {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        Self::new(text)
    }
}

impl TryFrom<String> for Email {
    type Error = InvalidCode;

    fn try_from(text: String) -> Result<Self, InvalidCode> {
        Self::new(text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.written.as_ref().to_owned()
    }
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

    #[test]
    fn an_address_is_one_somebody_at_one_somewhere() {
        for good in ["a@b", "Anne.Lemaire@grid.example", "équipe+ptr@grid.example"] {
            assert!(Email::new(good).is_ok(), "{good}");
        }
        for bad in
            ["", "a", "a@", "@b", "a@b@c", "a b@c", "a@b;c@d", "a@b\n", "<a@b>", ".a@b", "a..b@c"]
        {
            assert!(Email::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_kelvin_sign_is_no_k_and_a_domain_is_the_same_in_either_form() {
        let email = |text: &str| Email::new(text).expect("an address");
        assert_ne!(email("\u{212a}arl@grid.example"), email("karl@grid.example"));
        assert_ne!(email("É@grid.example"), email("é@grid.example"));
        assert_eq!(email("KARL@grid.example"), email("karl@grid.example"));
        let written = email("Anne@BÜCHER.example");
        assert_eq!(written, email("anne@xn--bcher-kva.example"));
        assert_eq!(written.as_str(), "Anne@BÜCHER.example");
        assert!(Email::new("anne@xn--\u{fc}.example").is_err());
    }

    #[test]
    fn an_invisible_character_that_was_pasted_along_is_no_part_of_an_address() {
        for bad in
            ["anne@grid.example\u{200b}", "\u{feff}anne@grid.example", "an\u{ad}ne@grid.example"]
        {
            assert!(Email::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_address_that_no_server_would_take_is_none() {
        let of = |local: usize, label: usize| {
            Email::new(format!("{}@{}.example", "a".repeat(local), "g".repeat(label)))
        };
        assert!(of(64, 63).is_ok());
        assert!(of(65, 63).is_err());
        assert!(of(64, 64).is_err());
        for bad in ["a@-grid.example", "a@grid-.example", "a@grid.example-", "a@gr!d.example"] {
            assert!(Email::new(bad).is_err(), "{bad:?}");
        }
        assert!(Email::new(format!("a@{}", ["grid"; 51].join("."))).is_err());
    }
}
