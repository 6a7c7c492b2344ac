//! Mail addresses, compared as mail servers do.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::invalid::{Code, InvalidCode};
use super::text::is_invisible;

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
