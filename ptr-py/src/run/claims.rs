//! `Claims`: which mails are being sent or were sent, so that each goes out once.
//!
//! An outbox has those of its run and of all copies of it, which do not know of each other. A run
//! has those that are being sent, for threads that share it and have an outbox each.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ptr_core::Notice;
use ptr_mail::Attempt;

/// By the key of the mail: nothing while some thread is sending it, then what came of it.
#[derive(Default)]
pub(crate) struct Claims(Mutex<BTreeMap<String, Option<Arc<Attempt>>>>);

impl Claims {
    /// The right to send a mail.
    ///
    /// # Errors
    /// What came of the mail, if it was sent or given up; nothing while another thread sends it.
    pub(crate) fn claim(self: &Arc<Self>, key: &str) -> Result<Claim, Option<Arc<Attempt>>> {
        match self.lock().entry(key.to_owned()) {
            Entry::Occupied(taken) => Err(taken.get().clone()),
            Entry::Vacant(free) => {
                free.insert(None);
                Ok(Claim { claims: Arc::clone(self), key: key.to_owned() })
            }
        }
    }

    /// Forgets what came of mails, but of these.
    pub(crate) fn keep(&self, is_kept: impl Fn(&Notice) -> bool) {
        self.lock().retain(|_, of| of.as_ref().is_none_or(|attempt| is_kept(&attempt.notice)));
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Option<Arc<Attempt>>>> {
        // Each change is one insertion or removal: no panic leaves it halfway.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to send a mail, which one thread at a time has.
pub(crate) struct Claim {
    claims: Arc<Claims>,
    key: String,
}

impl Claim {
    /// Remembers that the mail was sent or given up: nobody gets the right again.
    pub(crate) fn settle(self, attempt: &Attempt) {
        self.claims.lock().insert(self.key.clone(), Some(Arc::new(attempt.clone())));
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if let Entry::Occupied(entry) = self.claims.lock().entry(std::mem::take(&mut self.key))
            && entry.get().is_none()
        {
            entry.remove();
        }
    }
}
