//! The `mail` section of a configuration file: who writes, in which language, over what.
//!
//! Kept true: holding a [`MailConfig`] proves that it is usable; there is one way in, through
//! serde as well, and it tells all that is wrong at once. The password is never printed.

use std::borrow::Cow;
use std::path::PathBuf;
use std::time::Duration;

use lettre::message::Mailbox;
use ptr_core::language::Language;
use serde::{Deserialize, Deserializer};

use super::problem::{Found, MailConfigError, SettingProblem};
use super::retry::RetrySchedule;
use super::smtp::{Encryption, Login, Secret, SmtpSettings};
use crate::problems::ProblemList;
use crate::texts::TEXTS;

/// Settings of the mails, checked.
///
/// ```yaml
/// transport: smtp               # or files (the default), or memory
/// host: smtp.example.org
/// tls: starttls                 # or implicit, or none (on the same machine only)
/// port: 587                     # the usual one of `tls` if left out
/// ca_file: /etc/ptr/ca.pem      # a company's own authority, besides the system's
/// user: transition
/// password: "…"
/// timeout: 30                   # seconds, for each step of the conversation
/// hello: ptr.example.org        # what this machine calls itself
/// directory: mails              # of `files`
/// from: "Équipe de transition <transition@example.org>"
/// reply_to: cellule@example.org # `from` if left out
/// signature: "L'équipe de transition"
/// language: fr                  # or en, nl, or one with a file of its own in `templates`
/// templates: my/templates       # templates and texts that replace the built-in ones
/// timeline: true                # the weekly report takes the timeline along (SVG)
/// retry: {after_minutes: [1, 5, 15, 60, 240], give_up_after_hours: 24}
/// ```
///
/// Only `from` is required, and `host` for `smtp`.
///
/// # Examples
///
/// ```
/// use ptr_mail::MailConfig;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let config: MailConfig = serde_json::from_str(r#"{"from": "transition@example.org"}"#)?;
/// assert_eq!(config.reply_to(), config.from());
/// let transport = config.open()?;
/// # let _ = transport;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Settings")]
pub struct MailConfig {
    from: Mailbox,
    reply_to: Mailbox,
    signature: Option<String>,
    language: Language,
    templates: Option<PathBuf>,
    timeline: bool,
    retry: RetrySchedule,
    route: Route,
}

/// Where the mails go.
#[derive(Clone, Debug)]
pub(crate) enum Route {
    Smtp(SmtpSettings),
    Files(PathBuf),
    Memory,
}

impl MailConfig {
    /// Reads the section from any serde format; the same as deserialising it, with errors that
    /// name the setting and speak every language.
    ///
    /// # Errors
    ///
    /// A setting that there is not or a value of another type; else all that is wrong at once.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, MailConfigError> {
        let settings: Settings =
            serde_path_to_error::deserialize(deserializer).map_err(|error| {
                let (key, error) = (error.path().to_string(), error.inner().to_string());
                ProblemList::new(vec![SettingProblem::Data { key, error }])
            })?;
        settings.try_into()
    }

    /// Who writes the mails.
    pub fn from(&self) -> &Mailbox {
        &self.from
    }

    /// Who gets the answers.
    pub fn reply_to(&self) -> &Mailbox {
        &self.reply_to
    }

    /// What stands below each mail; it may have several lines.
    pub fn signature(&self) -> Cow<'_, str> {
        let usual = || TEXTS.word(&self.language, "mail-signature");
        self.signature.as_deref().map_or_else(usual, Cow::Borrowed)
    }

    /// The language of the mails.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The same settings with mails in another language, which may have words of the user's own.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The directory whose templates replace the built-in ones.
    pub fn templates(&self) -> Option<&std::path::Path> {
        self.templates.as_deref()
    }

    /// Whether the weekly report takes the timeline along as a picture (SVG). Yes, unless told
    /// otherwise: some companies keep such files out of their mail.
    pub const fn timeline(&self) -> bool {
        self.timeline
    }

    /// When a mail that did not go out is tried again.
    pub fn retry(&self) -> &RetrySchedule {
        &self.retry
    }

    /// Where the mails go.
    pub(crate) fn route(&self) -> &Route {
        &self.route
    }
}

/// The section as it is written, unchecked. Texts stay texts here, so that a wrong one is told
/// together with all others and not alone by the parser.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    transport: Option<String>,
    host: Option<String>,
    port: Option<u64>,
    tls: Option<String>,
    ca_file: Option<PathBuf>,
    user: Option<String>,
    password: Option<Secret>,
    timeout: Option<f64>,
    hello: Option<String>,
    directory: Option<PathBuf>,
    from: Option<String>,
    reply_to: Option<String>,
    signature: Option<String>,
    language: Option<String>,
    templates: Option<PathBuf>,
    timeline: Option<bool>,
    retry: RetrySchedule,
}

impl TryFrom<Settings> for MailConfig {
    type Error = MailConfigError;

    fn try_from(settings: Settings) -> Result<Self, Self::Error> {
        let mut problems = Found::default();
        let from = match settings.from.as_deref() {
            Some(found) => problems.mailbox("from", found),
            None => problems.missing("from", "mail-expected-from"),
        };
        let reply_to = match settings.reply_to.as_deref() {
            Some(found) => problems.mailbox("reply_to", found),
            None => from.clone(),
        };
        let language = settings.language(&mut problems);
        let route = settings.route(&mut problems);
        match (from, reply_to, language, route) {
            (Some(from), Some(reply_to), Some(language), Some(route)) if problems.0.is_empty() => {
                let Settings { signature, templates, timeline, retry, .. } = settings;
                let timeline = timeline.unwrap_or(true);
                Ok(Self { from, reply_to, signature, language, templates, timeline, retry, route })
            }
            _ => Err(ProblemList::new(problems.0)),
        }
    }
}

impl Settings {
    /// The language, with the words that stand in its file beside the templates.
    fn language(&self, problems: &mut Found) -> Option<Language> {
        let code = self.language.as_deref().unwrap_or("fr");
        let file = self.templates.as_ref().map(|folder| folder.join(format!("{code}.ftl")));
        let Some(file) = file.filter(|file| file.is_file()) else {
            return problems.note(code.parse().map_err(SettingProblem::Language));
        };
        let name = || file.display().to_string();
        let read = std::fs::read_to_string(&file).map_err(|error| SettingProblem::Unreadable {
            file: name(),
            kind: error.kind(),
            words: error.to_string(),
        });
        problems.note(read.and_then(|text| {
            let language = Language::with_texts(code, &text);
            language.map_err(|error| SettingProblem::Texts { file: name(), error })
        }))
    }

    fn route(&self, problems: &mut Found) -> Option<Route> {
        match self.transport.as_deref() {
            Some("smtp") => self.smtp(problems).map(Route::Smtp),
            Some("files") | None => {
                let directory = self.directory.clone();
                Some(Route::Files(directory.unwrap_or_else(|| PathBuf::from("mails"))))
            }
            Some("memory") => Some(Route::Memory),
            Some(found) => problems.wrong("transport", found, "mail-expected-transport"),
        }
    }

    fn smtp(&self, problems: &mut Found) -> Option<SmtpSettings> {
        let host = match self.host.as_deref().map(str::trim) {
            Some("") | None => problems.missing("host", "mail-expected-host"),
            Some(host) => Some(host.to_owned()),
        };
        let encryption = match self.tls.as_deref() {
            Some("starttls") | None => Some(Encryption::Starttls),
            Some("implicit") => Some(Encryption::Implicit),
            Some("none") => Some(Encryption::None),
            Some(found) => problems.wrong("tls", found, "mail-expected-tls"),
        };
        let port = match self.port.map(u16::try_from) {
            None => encryption.map(Encryption::default_port),
            Some(Ok(port)) if port > 0 => Some(port),
            Some(_) => problems.wrong("port", self.port.unwrap_or_default(), "mail-expected-port"),
        };
        let timeout = match self.timeout.unwrap_or(30.0) {
            seconds if (0.1..=3600.0).contains(&seconds) => Some(Duration::from_secs_f64(seconds)),
            found => problems.wrong("timeout", found, "mail-expected-timeout"),
        };
        let login = self.login(problems);
        if let (Some(host), Some(Encryption::None), Some(_)) = (&host, encryption, &login)
            && !is_this_machine(host)
        {
            problems.0.push(SettingProblem::PasswordInTheClear { host: host.clone() });
        }
        let hello = match self.hello.as_deref() {
            Some(found) if found.is_empty() || found.contains(|c: char| !c.is_ascii_graphic()) => {
                problems.wrong("hello", found, "mail-expected-hello")
            }
            hello => hello.map(str::to_owned),
        };
        Some(SmtpSettings {
            host: host?,
            port: port?,
            encryption: encryption?,
            ca_file: self.ca_file.clone(),
            login,
            timeout: timeout?,
            hello,
        })
    }

    fn login(&self, problems: &mut Found) -> Option<Login> {
        match (self.user.clone(), self.password.clone()) {
            (None, None) => None,
            (Some(user), Some(password)) if !password.is_empty() => Some(Login { user, password }),
            (Some(_), _) => problems.missing("password", "mail-expected-password"),
            (None, Some(_)) => problems.missing("user", "mail-expected-user"),
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<MailConfig, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn a_sender_alone_writes_files_in_french() {
        let config = read(r#"{"from": "Équipe <transition@example.org>"}"#).unwrap();
        assert!(matches!(&config.route, Route::Files(directory) if directory.ends_with("mails")));
        assert_eq!(config.reply_to(), config.from());
        assert_eq!(config.language(), &Language::french());
        assert_eq!(config.signature(), "L'équipe de transition");
        assert_eq!(config.retry(), &RetrySchedule::default());
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let error = read(
            r#"{
                "transport": "smtp", "tls": "ssl", "port": 70000, "timeout": 0, "user": "u",
                "hello": "a b", "reply_to": "nobody", "language": "de"
            }"#,
        )
        .unwrap_err();
        insta::assert_snapshot!(error);
    }

    #[test]
    fn an_unknown_setting_is_told_with_those_that_exist() {
        let error = read(r#"{"from": "a@example.org", "pasword": "x"}"#).unwrap_err();
        assert!(error.contains("unknown field `pasword`"), "{error}");
        assert!(error.contains("`password`"), "{error}");
    }

    #[test]
    fn a_password_is_never_printed() {
        let config = read(
            r#"{"from": "a@example.org", "transport": "smtp", "host": "mail.example.org",
                "user": "u", "password": "hunter2"}"#,
        )
        .unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
    }

    #[test]
    fn a_password_travels_in_the_clear_on_this_machine_only() {
        let read_host = |host: &str| {
            read(&format!(
                r#"{{"from": "a@example.org", "transport": "smtp", "host": "{host}",
                    "tls": "none", "user": "u", "password": "p"}}"#
            ))
        };
        for host in ["localhost", "127.0.0.1", "::1"] {
            assert!(read_host(host).is_ok(), "{host}");
        }
        assert!(read_host("mail.example.org").unwrap_err().contains("can read it"));
    }

    #[test]
    fn the_port_follows_the_encryption() {
        for (tls, port) in [("starttls", 587), ("implicit", 465), ("none", 25)] {
            let config = read(&format!(
                r#"{{"from": "a@example.org", "transport": "smtp", "host": "h", "tls": "{tls}"}}"#
            ));
            let Route::Smtp(settings) = config.unwrap().route else { panic!("{tls}") };
            assert_eq!(settings.port, port);
        }
    }

    #[test]
    fn a_line_break_in_the_sender_is_told_before_the_first_mail() {
        let error = read(r#"{"from": "\"a\r\nBcc: x\" <a@example.org>"}"#).unwrap_err();
        assert!(error.contains("from: found"), "{error}");
    }
}
