//! The chain of events: each carries a digest of itself and of the one before.
//!
//! The digest of an event is `SHA-256(digest of the event before ‖ JSON of the event without its
//! digest)`; before the first event it is 32 zero bytes. Events of older histories carry none; the
//! chain runs through them all the same, so the first event that carries one covers them.
//!
//! Deciding makes a digest, applying and replaying do not look at it: a history is read a thousand
//! times and verified where it may have been damaged, when it is opened, copied or restored.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Event, Fact, Role, Run};
use crate::id::{Digest, Email};

/// A state of a history that somebody else keeps, such as in a mail: a witness of what had happened
/// by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The number of events.
    pub version: u64,
    /// The digest of the last of them.
    pub digest: Digest,
}

/// What is wrong with a history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BrokenChain {
    /// An event is not the one that was recorded, or one before it is lost or stands elsewhere.
    Altered {
        /// The number of the first event with a wrong digest.
        seq: u64,
        /// The number of the event up to which all is as it was recorded. The events between the
        /// two carry no digest.
        right: u64,
    },
    /// The history ends before the checkpoint.
    Cut {
        /// The number of events.
        version: u64,
        /// That of the checkpoint.
        expected: u64,
    },
    /// At the checkpoint the history is another one.
    Other {
        /// The version of the checkpoint.
        version: u64,
    },
}

impl std::error::Error for BrokenChain {}

/// An event without its digest, written down as the event is.
#[derive(Serialize)]
struct Undigested<'e> {
    seq: u64,
    at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'e Email>,
    #[serde(rename = "as")]
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<&'e Email>,
    #[serde(flatten)]
    fact: &'e Fact,
}

const FIRST: [u8; 32] = [0; 32];

/// The digest of an event after one with the digest `before`.
fn digest(event: &Event, before: [u8; 32]) -> Digest {
    let Event { seq, at, by, role, on_behalf_of, fact, digest: _ } = event;
    let (by, role, on_behalf_of) = (by.as_ref(), *role, on_behalf_of.as_ref());
    let json = serde_json::to_vec(&Undigested { seq: *seq, at: *at, by, role, on_behalf_of, fact });
    debug_assert!(json.is_ok(), "an event can be written down");
    Digest::of([&before[..], &json.unwrap_or_default()])
}

impl Run {
    /// The event with its digest, as the next one.
    pub(super) fn chained(&self, event: Event) -> Event {
        let digest = digest(&event, *self.checkpoint().digest.as_bytes());
        Event { digest: Some(digest), ..event }
    }

    /// The version of the run and the digest of its last event, to be kept where nobody who changes
    /// the history can change it too. Time `O(1)`, and `O(events)` if the last event carries no
    /// digest.
    pub fn checkpoint(&self) -> Checkpoint {
        let stored = self.events().last().and_then(|event| event.digest);
        let digest = stored.unwrap_or_else(|| self.digest_after(self.events().len()));
        Checkpoint { version: self.version(), digest }
    }

    fn digest_after(&self, events: usize) -> Digest {
        let first = Digest::from(FIRST);
        let next = |before: Digest, event: &Event| digest(event, *before.as_bytes());
        self.events()[..events].iter().map(AsRef::as_ref).fold(first, next)
    }

    /// Checks that every event is the one that was recorded, in its place, and that the history
    /// leads through the checkpoints. Time `O(events)`, about a microsecond each.
    ///
    /// Use it when a store is opened, copied and restored. An event may be of a version of this
    /// library that says more of it; verify with the newest version in use.
    ///
    /// # Errors
    /// [`BrokenChain`] with the number of the first event that is not right.
    ///
    /// # Examples
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use ptr_core::{BrokenChain, Command, Email, Event, Plan, Run, Step};
    ///
    /// let at: DateTime<Utc> = "2026-03-28T21:00:00Z".parse()?;
    /// let paul = Email::new("paul@grid.example")?;
    /// let plan = Plan::from_steps([Step::new("CO1", "CO")?.in_dry_runs(["FDR1"])?])?;
    /// let mut run = Run::new(plan.schedule("FDR1")?, [paul.clone()]);
    /// for text in ["Compteur 12 absent", "Compteur 13 absent"] {
    ///     run.execute(&Command::record_defects("CO1".parse()?, text), &paul, at)?;
    /// }
    /// let witness = run.checkpoint();
    /// assert_eq!(run.verify(&[witness]), Ok(()));
    ///
    /// let mut stored = serde_json::to_string(run.events())?;
    /// stored = stored.replace("Compteur 12", "Compteur 21");
    /// let stored: Vec<Event> = serde_json::from_str(&stored)?;
    /// let damaged = Run::replay(plan.schedule("FDR1")?, [paul], stored)?;
    /// assert_eq!(damaged.verify(&[]), Err(BrokenChain::Altered { seq: 1, right: 0 }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verify(&self, witnesses: &[Checkpoint]) -> Result<(), BrokenChain> {
        let version = self.version();
        if let Some(beyond) = witnesses.iter().find(|it| it.version > version) {
            return Err(BrokenChain::Cut { version, expected: beyond.version });
        }
        let is_there = |version: u64, digest: Digest| {
            let mut there = witnesses.iter().filter(|it| it.version == version);
            if there.all(|it| it.digest == digest) {
                Ok(())
            } else {
                Err(BrokenChain::Other { version })
            }
        };
        let (mut before, mut right) = (Digest::from(FIRST), 0);
        is_there(0, before)?;
        for event in self.events() {
            let digest = digest(event, *before.as_bytes());
            match event.digest {
                Some(stored) if stored != digest => {
                    return Err(BrokenChain::Altered { seq: event.seq, right });
                }
                Some(_) => right = event.seq,
                None => {}
            }
            is_there(event.seq, digest)?;
            before = digest;
        }
        Ok(())
    }
}
