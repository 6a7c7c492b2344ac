//! The mails that a transition plan owes, rendered and sent.
