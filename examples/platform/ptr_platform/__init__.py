"""The reference platform: people run a dry run through pages and mails, a database keeps it.

Thin around `ptr_py`: which state a step is in, who may change it and which mail is owed is decided
there. Here is what a library must not have: a clock, a configuration, a store, a scheduler, pages.

Each part imports only parts that stand above it, and no module a module that leads back to it; a
test holds that, for imports that only types need as well.

| part | subject |
|---|---|
| `clock` | the one place that reads the clock |
| `addresses` | how mail addresses are compared |
| `language` | texts, dates and errors in the reader's language |
| `config` | the configuration, checked as a whole |
| `store` | events and plans, in SQLite or MongoDB |
| `run` | the run of one database: commands, imports, backups |
| `identity` | who is who: tokens, sessions, sign-in, links |
| `scheduler` | states computed, mails sent |
| `web` | pages, JSON API, web server |
| `commands` | what is done outside the pages |
| `__main__` | the command line |
"""
