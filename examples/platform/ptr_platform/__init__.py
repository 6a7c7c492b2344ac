"""The reference platform: people run a dry run through pages and mails, a database keeps it.

Thin around `ptr_py`: which state a step is in, who may change it and which mail is owed is decided
there. Here is what a library must not have: a clock, a configuration, a store, a scheduler, pages.
"""
