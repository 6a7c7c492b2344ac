# What the Python module says itself in English: what is wrong with its arguments, and the words of the
# command line. All else is said by the other crates.

## What is wrong with an argument, or with a part of one

argument-at = { $place }: { $what }
argument-unexpected = { $place }: { $found }: expected { $expected }
argument-missing = { $place }: { $found } has no { $name }
argument-one-text = { $place }: one text { $found }: expected several, as a list
argument-not-a-setting = { $place }: { $found } is nothing that a configuration can hold
argument-too-deep = { $place }: mappings and lists lie too deep in each other
argument-key-no-text = { $place }: the key { $found } is no text
argument-file = { $kind ->
       *[other] { $words }
    }
argument-naive-instant = { $place } is a naive datetime ({ $found }): give it a time zone, for example { $place }.replace(tzinfo=zoneinfo.ZoneInfo("Europe/Brussels"))
argument-no-time = { $place } is no time: { $found }
argument-no-version = { $place }: { $found } is no version: versions count from 0
argument-no-zone = { $place }: no time zone { $found }: expected one such as "Europe/Brussels"
argument-renamed-key = keys: { $name } is a key of a record, and other documents have it under another key
argument-key-twice = keys: { $name } is said to be under two keys
argument-two-alike = since and until: expected two instants or two versions
argument-not-watched = { $found } was not watched: name it in `watching` of Forecast.simulate
argument-buffer = out: { $error }: expected { $bytes } writable bytes

## What was expected: an end of “expected …”

argument-text = text
argument-two-texts = two texts
argument-whole-text = text without halves of surrogate pairs
argument-mapping = a mapping
argument-mapping-by-id = a mapping by id
argument-mapping-by-dry-run = a mapping by dry run
argument-mapping-of-keys = a mapping from key to key
argument-list-or = a list or { $other }
argument-list-of-one = a list of one
argument-one-of = one of { $known }
argument-code-or-mapping = a code or a mapping
argument-datetime = a datetime
argument-instant = an instant with its time zone, such as "2026-03-28T22:00:00Z"
argument-zone = a name or a zoneinfo.ZoneInfo
argument-naive = "plan", "utc" or None
argument-horizon = no less than zero, or None
argument-timeout = a timedelta or seconds, no less than zero
argument-progress = a function of how much is done and how much there is
argument-required-end = "whole", or a phase such as { $phase }
argument-weekday = 0 for Monday to 6 for Sunday
argument-share = a number from 0 to 1
argument-number-between = a whole number from { $least } to { $most }
argument-rows = a whole number, or None
argument-spread = a Spread or three numbers
argument-direction = "LR" or "TB"
argument-group = "phase", "team" or "person"

## What is not what it should be, as a whole

argument-not-a-notice = not the dict of a notice: { $what }
argument-not-an-event = not the dict of an event: { $what }
argument-not-a-change = not a change: { $what }
argument-not-a-plan = text: not the JSON of a plan: { $what }
argument-not-an-outbox = text: not the JSON of an outbox: { $what }
argument-not-events = not the events of a run: { $what }

## What takes too long

argument-timed-out = not done within { $seconds } s (timeout)

## The words of the command line

terminal-usage = usage:{ " " }
terminal-arguments = arguments
terminal-options = options
terminal-commands = commands
terminal-description = Transition plans: what is wrong, where things stand, why, and until when.
terminal-exit-codes =
    exit codes:
      0  all is well
      1  there are problems, findings or differences
      2  the arguments mean nothing
      3  a file cannot be read or written
terminal-help-help = shows this help
terminal-help-version = shows the version
terminal-help-check = tells everything that is wrong with a plan, and what is likely to make a night fail
terminal-help-states = shows where a dry run stands: the progress of each phase and the state of each step
terminal-help-explain = explains why a step stands where it stands
terminal-help-forecast = tells when all, each phase and what is required are expected to be over, until when a rollback can be declared, and the critical path
terminal-help-draw = draws a dry run
terminal-help-diff = tells what a plan changes in another one
terminal-help-template = writes an empty workbook to begin a plan in
terminal-help-propose-layout = proposes a layout for a workbook that nobody has described, with its reasons
terminal-help-language = the language of the answers; that of the terminal unless said
terminal-help-plan = a workbook, or a plan stored as JSON (.json)
terminal-help-layout = where things stand in the workbook: a layout in JSON, or in YAML
terminal-help-json = answers with one JSON document
terminal-help-dry-run = the dry run; the first one of the plan unless said
terminal-help-at = the instant, such as 2027-03-27T22:00: on the plan's clock if it has no offset; now unless said
terminal-help-events = what has happened: one event in JSON a line
terminal-help-severity = what is less severe is neither told nor counted
terminal-help-phase = only the steps of this phase
terminal-help-team = only the steps of this team
terminal-help-state = only the steps in this state; several times for several states
terminal-help-step = the id of the step
terminal-help-format = the graph as a picture (svg) or a text (dot, mermaid), or a timeline
terminal-help-plain = the graph without the states
terminal-help-output = the file to write; standard output unless said
terminal-help-before = the plan before
terminal-help-after = the plan after
terminal-help-file = the workbook to write
terminal-error = error
terminal-warning = warning
terminal-counted = errors: { $errors }, warnings: { $warnings }, findings: { $findings }
terminal-total = Total
terminal-late = late by { $by }
terminal-expected-end = Expected end: { $at }
terminal-planned-end = Planned end: { $at }
terminal-delay = Difference: { $by }
terminal-phases = Phases
terminal-required-end = Required end: { $milestone }, { $at }
terminal-margin = expected { $at }, { $by } to spare
terminal-passed = expected { $at }, passed by { $by }
terminal-decide-by = declare a rollback by { $at }
terminal-decide-by-likely = with a chance of 80 %: { $at }
terminal-too-late = too late
terminal-no-rollback-in-time = too late for a rollback: declared now, it would be over at { $at }
terminal-critical-path = Critical path
terminal-unexpected = Not expected as things stand (asleep, without a date, or after such a step): { $steps }
terminal-questions = To be looked at:
terminal-needs-yaml = { $path }: YAML needs PyYAML; install it, or give the layout as JSON
terminal-no-json = { $path }: this is no JSON ({ $error })
terminal-no-layout = { $path }: expected keys with values, as propose-layout writes them
terminal-no-dry-run = the plan has no dry run; give it steps
terminal-no-instant = --at: found "{ $found }", expected an instant such as 2027-03-27T22:00
terminal-other-layout = Is this workbook laid out in another way? "ptr propose-layout { $plan } > layout.json" describes it; then add --layout layout.json.
