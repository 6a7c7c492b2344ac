//! Events as lines of a history.

use fluent_bundle::FluentArgs;

use super::value::Language;
use crate::arguments;
use crate::id::{Digest, Outcome};
use crate::run::{Event, Fact, Role};

impl Event {
    /// The event and its author as a line of a history, without the time:
    /// `démarrée par anne@grid.example`.
    pub fn sentence(&self, language: &Language) -> String {
        let by = by(self, language);
        let quote = |text: &str| language.quote_whole(text);
        let id = format!("event-{}", self.fact.name());
        let (id, arguments) = match &self.fact {
            Fact::Started { .. } | Fact::Closed { outcome: None, reason: None, .. } => {
                (id.as_str(), arguments!(by = by))
            }
            Fact::Closed { outcome: None, reason: Some(reason), .. } => {
                ("event-closed-saying", arguments!(by = by, reason = quote(reason)))
            }
            Fact::Closed { outcome: Some(outcome), reason, .. } => {
                let ids = ["event-decided", "event-decided-saying"];
                decided(ids, outcome, by, reason.as_deref().map(quote))
            }
            Fact::Voted { outcome, reason, .. } => {
                let ids = ["event-voted", "event-voted-saying"];
                decided(ids, outcome, by, reason.as_deref().map(quote))
            }
            Fact::Transferred { to, message: Some(message), .. } => (
                "event-transferred-saying",
                arguments!(to = to.as_str(), by = by, message = quote(message)),
            ),
            Fact::Transferred { to, message: None, .. } => {
                (id.as_str(), arguments!(to = to.as_str(), by = by))
            }
            Fact::Reminded { message: Some(message), .. } => {
                ("event-reminded-saying", arguments!(by = by, message = quote(message)))
            }
            Fact::Reminded { message: None, .. } => (id.as_str(), arguments!(by = by)),
            Fact::DefectsRecorded { text, .. } if text.trim().is_empty() => {
                ("event-defects_cleared", arguments!(by = by))
            }
            Fact::DefectsRecorded { text, blocks: true, .. } => {
                ("event-defects_blocking", arguments!(by = by, text = quote(text)))
            }
            Fact::DefectsRecorded { text, .. } => {
                (id.as_str(), arguments!(by = by, text = quote(text)))
            }
            Fact::Reopened { reason, started_successors: late, .. } if !late.is_empty() => (
                "event-reopened-late",
                arguments!(
                    by = by,
                    reason = quote(reason),
                    count = late.len(),
                    successors = language.list(late)
                ),
            ),
            Fact::StartUndone { reason, .. }
            | Fact::Reopened { reason, .. }
            | Fact::Skipped { reason, .. }
            | Fact::RollbackDeclared { reason }
            | Fact::RollbackWithdrawn { reason } => {
                (id.as_str(), arguments!(by = by, reason = quote(reason)))
            }
            Fact::PlanRevised { plan, reason, .. } => {
                let mut arguments = arguments!(by = by, plan = short(plan));
                match reason {
                    None => (id.as_str(), arguments),
                    Some(reason) => {
                        arguments.set("reason", quote(reason));
                        ("event-plan_revised-because", arguments)
                    }
                }
            }
            Fact::NoticeSent { notice: Some(notice), recipient: Some(recipient), way, .. } => (
                way.as_ref().map_or("event-notice_sent-to", |_| "event-notice_sent-by-way"),
                arguments!(
                    mail = notice.label(language),
                    recipient = recipient.as_str(),
                    way = way.as_deref().unwrap_or_default()
                ),
            ),
            Fact::NoticeSent { key, .. } => (id.as_str(), arguments!(key = quote(key))),
            Fact::NoticeFailed { notice, recipient, way, error, .. } => (
                way.as_ref().map_or(id.as_str(), |_| "event-notice_failed-by-way"),
                arguments!(
                    mail = notice.label(language),
                    recipient = recipient.as_str(),
                    way = way.as_deref().unwrap_or_default(),
                    error = quote(error)
                ),
            ),
        };
        language.text(id, &arguments)
    }
}

/// A decision or a vote, with what its author had to say: the message and its arguments.
fn decided(
    [id, saying]: [&'static str; 2],
    outcome: &Outcome,
    by: String,
    reason: Option<String>,
) -> (&'static str, FluentArgs<'static>) {
    let mut arguments = arguments!(outcome = outcome.to_string(), by = by);
    let Some(reason) = reason else { return (id, arguments) };
    arguments.set("reason", reason);
    (saying, arguments)
}

/// The first digits of a digest: enough to tell plans apart.
pub(super) fn short(digest: &Digest) -> String {
    digest.to_string().chars().take(12).collect()
}

/// ` par anne@grid.example`, with its leading blank; names the transition team if the author acted
/// for it.
fn by(event: &Event, language: &Language) -> String {
    let Some(by) = &event.by else { return String::new() };
    let mut arguments = arguments!(by = by.as_str());
    let by = match event.role {
        Role::Coordinator => {
            arguments.set("role", event.role.label(language));
            let id = match &event.on_behalf_of {
                None => "event-by-team",
                Some(person) => {
                    arguments.set("person", person.as_str());
                    "event-by-team-for"
                }
            };
            language.text(id, &arguments)
        }
        Role::Assignee | Role::System => language.text("event-by", &arguments),
    };
    format!(" {by}")
}
