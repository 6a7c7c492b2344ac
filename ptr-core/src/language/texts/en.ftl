# English: every sentence of the core. A line a message, `id = text`; what comes from the data
# stands between braces, ready to be shown.

## States of a step

state-Locked = locked
state-Overdue = overdue
state-Idle = waiting
state-Ready = ready
state-Open = open
state-Terminated = terminated
state-Planned = planned
state-skipped = terminated, skipped
state-abandoned = planned, abandoned

light-green = in time
light-amber = at risk
light-red = too late

## Buttons

command-start = Start the step
command-close = Close the step
command-transfer = Transfer the step
command-record_defects = Record the defects
command-undo_start = Undo the start
command-reopen = Reopen the step
command-skip = Skip the step
command-remind = Remind of the step
command-declare_rollback = Declare a rollback
command-withdraw_rollback = Withdraw the rollback
command-revise = Revise the plan

## Kinds of mails

notice-start = start mail
notice-transfer = transfer mail
notice-transfer-receipt = transfer receipt
notice-failure = failure alert
notice-weekly-report = weekly report
notice-reminder = reminder
notice-escalation = escalation
notice-transfer-told = transfer notice
notice-at-risk = required-end alert
notice-estimate-passed = passed-estimate alert
notice-reminded = reminder by the transition team
notice-act-told = intervention notice

## Roles

role-assignee = assignee
role-coordinator = transition team
role-system = system

## Headings of columns

field-id = Id
field-label = Label
field-phase = Phase
field-dry_runs = Dry runs
field-prerequisites = Prerequisites
field-start = Start
field-duration = Duration
field-team = Team
field-department = Department
field-contacts = Contacts
field-instructions = Instructions
field-outcomes = Decision
field-quorum = Quorum
field-progress = Progress

## What a problem calls the column: the name of the field in records

column-id = id
column-label = label
column-phase = phase
column-dry_runs = dry_runs
column-prerequisites = prerequisites
column-start = start
column-duration = duration
column-team = team
column-department = department
column-contacts = contacts
column-instructions = instructions
column-outcomes = decision
column-quorum = quorum
column-progress = progress

## Severities

severity-error = error
severity-warning = warning

## Rules of the check of a plan

rule-no-schedule = No schedule possible
rule-unknown-required-end = Unknown required end
rule-unused-milestone = Unused milestone
rule-no-duration = Step without duration
rule-no-owner = Step without owner
rule-no-start = Step without date
rule-no-successor = Step that nothing waits for
rule-redundant-prerequisite = Redundant prerequisite
rule-starts-before-prerequisite-ends = Start before the end of a prerequisite
rule-long-step = Long step
rule-long-wait = Long wait
rule-double-booked = Person wanted in two places
rule-no-criteria = Decision without criteria
rule-missing-handover = Hand-over between teams without a link
rule-rollback-too-late = Rollback too late

## Quotations and lists

quoted = "{ $text }"
quoted-nothing = (empty)
list = { $names } and { $last }
list-cut = { $names }… and { $left } more
choice = { $names } or { $last }
choice-cut = { $names }… or { $left } more

## Instants and lengths of time. Forms are those of strftime; "clock" gives hours and minutes where
## nothing follows them.

instant-form = %Y-%m-%d %H:%M
instant-form-seconds = %Y-%m-%d %H:%M:%S
instant-with-offset = { $time } (UTC{ $offset })
duration-days = { $count } d
duration-hours = { $count } h
duration-minutes = { $count } min
duration-seconds = { $count } s
duration-clock = %-H h %-M min
lateness = late by { $length }

## Where a problem is

problem-at = { $place }: { $problem }
problem-told-once = { $problem } The same { $further } more times: { $places }.
place-with-step = { $place } (step { $step })
place-with-column = { $place }, { $column }
place-row = Row { $row }
place-step = Step { $step }
at-cell = at { $place }
at-sheet = in sheet { $place }
at-row = in row { $row }
in-dry-runs = in { $count ->
    [one] dry run
   *[other] dry runs
  } { $dry_runs }

## Problems of a plan: value found, what was expected, what to do

problem-duplicate-id = the id { $id } is used already { $place }, and each step needs its own. Change one of the two or remove the extra row.
problem-malformed-id = { $found } is not the id of a step. Expected: { $expected }. Mend it here and in the prerequisites that name it.
problem-missing-id = the row is filled in but has no id. Give the step one, or empty the row.
problem-missing-value = a required value is missing. Fill it in.
problem-missing-value-in = a required value is missing. Fill in { $column }.
problem-unknown-prerequisite = no step of the plan has the id { $found }. Mend it or add the missing step.
problem-unknown-prerequisite-similar = no step of the plan has the id { $found }. Did you mean { $similar }?
problem-unknown-prerequisite-parts = no step of the plan has the id { $found }. Did you mean several ids? Part them as a list: { $parts }.
problem-own-prerequisite = the step is its own prerequisite and could never begin. Remove it from its prerequisites.
problem-repeated-prerequisite = the prerequisite { $id } is named more than once. Once is enough.
problem-unknown-outcome = { $count ->
    [0] the outcome { $found } is asked of { $decision }, which is no decision. Give that step outcomes, such as GO; NO-GO, or name { $decision } alone.
   *[other] the decision { $decision } does not offer the outcome { $found }. Its outcomes: { $known }. Ask for one of them, or add this one to the decision.
  }
problem-contradictory-outcomes = two outcomes of { $decision } are asked at once, { $first } and { $second }, and only one will be taken. Ask for one of them, or name { $decision } alone if any will do.
problem-outcome-left-out = the decision { $decision } is not taken{ $where }, and the outcome { $outcome } counts as taken there. Add the decision, or take the step out, if that is not intended.
problem-bad-outcome = { $found } cannot be the outcome of a decision. Expected { expected-outcome }.
problem-single-outcome = a decision has two outcomes at least, and this one has only { $found }. Give the others, as in GO; NO-GO, or empty the cell if the step is no decision.
problem-repeated-outcome = the outcome { $found } is there twice, case aside. Once is enough.
problem-quorum-without-outcomes = a quorum of { $quorum } is asked for, and the step is no decision. Give it outcomes, such as GO; NO-GO, or remove the quorum.
problem-quorum-out-of-reach = the quorum is { $quorum }, and { $people ->
    [0] nobody has
    [one] one person has
   *[other] { $people } people have
  } this decision to take. Give a quorum of at least 1 and at most that many people, or add contacts.
problem-cycle = these steps wait for each other in a circle and none could begin: { $path }. Each is a prerequisite of the next. Remove one of these prerequisites.
problem-unknown-phase = there is no phase { $found }. Phases of the plan: { $count ->
    [0] none
   *[other] { $known }
  }. Mend it or add it to the phases of the plan.
problem-unknown-dry-run = there is no dry run { $found }. Dry runs of the plan: { $count ->
    [0] none
   *[other] { $known }
  }. Mend it or add it to the dry runs of the plan.
problem-unknown-team = the team { $found } is not among the actors. Teams of the plan: { $count ->
    [0] none
   *[other] { $known }
  }. Mend its name or add it to the actors.
problem-unknown-milestone = the milestone { $found } is not among the dates. Milestones of the plan: { $count ->
    [0] none
   *[other] { $known }
  }. Mend its name or add it to the dates.
problem-duplicate-name = several { $what ->
    [phase] phases
    [milestone] milestones
    [team] teams
   *[environment] environments
  } are called { $name }. Rename them or keep only one.
problem-ambiguous-name = { $what ->
    [phase] the phase
    [dry_run] the dry run
    [milestone] the milestone
    [team] the team
    [department] the department
    [sheet] the sheet
   *[environment] the environment
  } { $found } may be each of these, which differ from it only by case, accents or blanks: { $names }. Write the name exactly as it is listed.
problem-similar-names = { $what ->
    [phase] the phases
    [dry_run] the dry runs
    [milestone] the milestones
    [team] the teams
    [department] the departments
    [sheet] the sheets
   *[environment] the environments
  } { $first } and { $second } differ only by case, accents or blanks, and count as two. Write them alike if they are one, else rename one.
problem-no-steps = the workbook has no step at all. Check which sheet is read, and from which row on.
problem-unreadable-date = { $found } is not a date. Expected: { $expected }.
problem-naive-instant = { $found } has no time zone and could be an hour or two off. Give it one (with PyMongo: tz_aware=True), or say how such dates are meant: naive="plan" for the clocks of { $zone }, naive="utc" for UTC.
problem-too-many-dry-runs = the plan names { $found } dry runs, and may have { $most } at most. Remove those that are none.
problem-leap-second = the date { $found } lies in a leap second, which clocks do not show. Give the second before it or the one after it.
problem-not-writable = the value { $found } of { $path } would not read back from a document as it is. Give a finite number, a date of the years 1 to 9999 without a leap second, or a text.
problem-date-out-of-range = the date { $found } is outside the calendar (years 1 to 9999). Mend it.
problem-unreadable-duration = { $found } is not a duration. Expected: { $expected }.
problem-negative-duration = the duration { $found } is below zero. Give one of zero or more.
problem-bad-address = { $found } is not a mail address. Expected: a single address such as anne.lemaire@grid.example, or the name of one person of the sheet of actors.
problem-wrong-value = { $found } does not fit. Expected: { $expected }.
problem-error-cell = the cell holds the spreadsheet's error { $found }. Mend the formula or type the value.
problem-not-calculated = the cell holds a formula that was never calculated. Open the workbook in a spreadsheet program and save it, or type the value.
problem-stray-text = the row holds nothing but { $found }, without the id of a step, and is not read as one. Complete it if it is a step.
problem-id-alone = the row holds nothing but the id { $found }, which no step waits for, and is not read as a step. Complete it if it is one.
problem-in-further-column = in the column { $column }, which the plan only keeps: { $problem } To leave the column out, name it under ignore in the configuration.
problem-missing-sheet = the sheet { $expected } is missing. Sheets of the workbook: { $count ->
    [0] none
   *[other] { $known }
  }. Add it or give its name in the configuration.
problem-missing-heading = the heading { $expected } is missing. Headings of the sheet: { $count ->
    [0] none
   *[other] { $known }
  }. Add the column or give its name in the configuration.
problem-no-headings = no row of headings was found ({ $wanted ->
    [0] the configuration names every column by its letter
   *[other] looked for: { $expected }
  }). The row with most texts: { $count ->
    [0] none
   *[other] { $known }
  }. Give the headings of the columns in the configuration, or first_row, the first row of data: the headings then stand in the row above it.
problem-ambiguous-heading = the heading { $heading } appears more than once ({ $cells }). Rename the extra columns.
problem-starts-before-prerequisite = the step is dated before its prerequisite { $prerequisite }{ $where }. Check both dates.
problem-in-no-dry-run = the step is in no dry run and will never be executed. Put it into one if that is an oversight.
problem-no-start = the step has no date{ $where } and can never become ready. Give it one.
problem-clock-change = the local time { $found } { $change ->
    [gap] does not exist, because the clocks go forward
   *[fold] exists twice, because the clocks go back
  }. { $taken } was taken for it{ $where }. Choose another if that is not meant.
problem-required-end-too-early = the milestone { $milestone }, by which { $phase ->
    [none] the plan
   *[other] phase { $phase }
  } must have ended, is dated { $found } in dry run { $dry_run }, and the first step begins { $begins }. Give it a later date.
problem-required-end-of-unknown-phase = the milestone { $milestone } requires an end of the phase { $found }, which does not exist. Phases of the plan: { $count ->
    [0] none
   *[other] { $known }
  }. Mend it or add it to the phases of the plan.
problem-sets-without-contingency = phase { $phase } sets the milestone { $milestone }, but only the declaration of a rollback sets one. Make the phase a contingency, or leave out what it sets.
problem-sets-two-milestones = phase { $phase } sets the milestone { $first } already, and can set no second one, { $second }. Name the phase at one of the two only.
problem-waits-for-contingency = the step waits for { $prerequisite }, of a contingency phase, and is held until a rollback is declared. Remove this prerequisite if that is not meant.
problem-number-as-ids = the cell holds the number { $found }, which was read as { $taken }. If that is not meant, type the ids as text, with semicolons between them.
problem-ambiguous-number = the cell holds the number { $found }, which may be { $readings }. Type the ids as text, with semicolons between them.
problem-ambiguous-list = the cell holds { $found }, which may be { $readings }: there are steps of all these ids. Put a semicolon between several ids, and give a step whose id holds a comma or a semicolon another one.
problem-unsupported-link = { $found } is more than a prerequisite: { $link ->
    [start-start] the step would begin once { $prerequisite } has begun
    [finish-finish] the step would end once { $prerequisite } has ended
    [start-finish] the step would end once { $prerequisite } has begun
   *[finish-start] the step would begin once { $prerequisite } has ended
  }{ $lag ->
    [blank] {""}
   *[other] {", "}shifted by { $lag }
  }. { $kept ->
    [yes] It is kept as a text of the step and does not count{ $link ->
       *[finish-start] : only { $prerequisite } without the shift is a prerequisite
        [start-start] {""}
        [finish-finish] {""}
        [start-finish] {""}
      }.
   *[no] A step of the plan begins once its prerequisites have ended. Name { $prerequisite } alone if that will do, or another step; links: warning in the configuration keeps it as a text.
  }
problem-distant-date = the date { $found } is years away from all others (the nearest is { $nearest }). Check the year.
problem-swapped-dates = the column holds dates as text and real dates ({ $cells }), and none of the real ones is after the 12th: a spreadsheet may have swapped day and month. { $found } would then be { $swapped }. Check them.
problem-ambiguous-team = the team { $found } is one of several departments ({ $departments }), and the step does not say of which: its contacts are those of the first. Give the step its department.
problem-unread-column = the column { $heading } is kept as a further one, and is not read as { $column }. If it is meant, name it under steps.columns in the configuration.
problem-unused-times = the times in column { $heading } do not count: nothing joins them to the dates. Put date and time into one cell{ $named ->
    [yes] , or name the column under steps.columns.time in the configuration
   *[no] {""}
  }.
problem-struck-through = struck-through text counts like any other ({ $cells }). Empty what does not count.
problem-hidden-cells = hidden rows and columns count like all others ({ $cells }). Empty what does not count.
problem-rounded-cells = some cells hold decimals that their format does not show, and these count ({ $cells }). Show them, or type the number that is meant.
problem-empty-column = the configuration names column { $column } under { $key }, and the sheet has nothing there. Check the letter, or set the column to null.
problem-several-sheets = several sheets may be meant: { $read } is read, and not { $others }. If another one is meant, give its name in the configuration.
problem-heading-rows = { $count ->
    [one] one row is a heading of those below it and no step
   *[other] { $count } rows are headings of those below them and no steps
  }: { $rows }. If that is not so, change sections in the configuration.
problem-rows-left-out = { $why ->
    [above] { $count ->
        [one] one row between the headings and first_row is not read
       *[other] { $count } rows between the headings and first_row are not read
      }, from this one on. If they belong to the table, change first_row in the configuration.
    [below] { $count ->
        [one] one row below the end of the table is not read
       *[other] { $count } rows below the end of the table are not read
      }, from this one on. If they belong to it, change last_row in the configuration.
   *[errors] { $count ->
        [one] one row is not read
       *[other] { $count } rows are not read
      }, from this one on: too many cells above are faulty. Mend them and load the workbook again.
  }
problem-no-table-end = { $mark ->
    [list] no list of the sheet (what Excel calls a table) has these headings
   *[border] the first row of the table has no lines around its cells
  }, so nothing says where the table ends. Change last_row in the configuration: a number, blank, list or border.
problem-yet-to-be-said = { $found } holds the place of a value that is yet to be given, and counts as empty. Give it; if it is one, take { $found } out of placeholders in the configuration.

## What the clinic finds, and what cures it

finding-no-schedule = no schedule can be made{ $where }: step { $step } is left out, and every step that waits for it would wait for all its prerequisites instead, more than { $most } pairs in all.
finding-unknown-required-end = the rules name { $found } as the required end, and there is no such milestone. Milestones of the plan: { $count ->
    [0] none
   *[other] { $known }
  }.
finding-unused-milestone = no step is dated by the milestone { $milestone }, as others are by theirs.
finding-no-duration = the step has no duration and counts as done in no time, so that all that follows looks earlier than it can be.
finding-no-owner = the step has neither a team nor a contact, and nobody is told when it is ready.
finding-no-start = the step has no date{ $where } and can never become ready.
finding-no-successor = nothing waits for the step, and it is not the last of its phase: nobody notices if it is late or forgotten.
finding-redundant-prerequisite = { $count ->
    [one] the prerequisite { $prerequisites } follows from the others: { $path }.
   *[other] the prerequisites { $prerequisites } follow from the others, the first of them so: { $path }.
  }
finding-starts-before-prerequisite-ends = the step starts { $by } before its prerequisite { $prerequisite } is over{ $where }.
finding-long-step = the step lasts { $duration }, which is more than { $longest }: whether it is on time shows only at its end.
finding-long-wait = the step starts { $wait } after { $prerequisite }, its last prerequisite, is over{ $where }; that is more than { $longest }.
finding-double-booked = { $person } is wanted for this step and for { $others } at the same time{ $where }.
finding-no-criteria = the label speaks of a decision ({ $word }), and the instructions do not say by what it is taken: they are empty.
finding-missing-handover = step { $after } of { $from } is over when this one of { $to } begins{ $where }, and neither waits for the other.
finding-rollback-too-late = a rollback would be over { $late } after { $milestone }, by when it must be{ $where }; its longest path takes { $length }.

cure-no-schedule = Let the dry run execute step { $step }, or let fewer steps wait for it.
cure-unknown-required-end = Mend required_end in the rules, or add the milestone to the dates.
cure-unused-milestone = Date the steps by { $milestone } that it is meant for, or remove it.
cure-no-duration = Give it a duration: a first guess is better than none.
cure-no-owner = Name its team, or somebody's mail address.
cure-no-start = Give it a date, or a distance from a milestone.
cure-no-successor = Make it a prerequisite of the step that needs it, or of the last one of its phase.
cure-redundant-prerequisite = Remove { $prerequisites } from the prerequisites: the order stays the same.
cure-starts-before-prerequisite-ends = Start it { $by } later, or shorten { $prerequisite }, or remove the prerequisite if it is none.
cure-long-step = Split it where something can be checked on the way.
cure-long-wait = Start it earlier, or name the prerequisite that it really waits for.
cure-double-booked = Move one of the steps, or name somebody else.
cure-no-criteria = Write down the criteria, who decides, and what follows from each answer.
cure-missing-handover = Make { $after } a prerequisite if { $to } goes on with that work; if not, say what the one is for and what the other waits for.
cure-rollback-too-late = Decide earlier, shorten the longest path, or move { $milestone }.

## Rules of the clinic that cannot be

rules-unknown-key = { $key } is no key of the rules: expected one of { $keys }
rules-severity = { $key }: { $found } is no severity: expected error, warning or off
rules-length = { $key }: { $found } is no length of time: expected ISO 8601 such as PT8H or P2D, not below zero
rules-truth = { $key }: { $found } is neither true nor false
rules-texts = { $key }: { $found } is no list of texts
rules-milestone = { $key }: { $found } is no name of a milestone: expected a text, or null for none

## What was expected, after "Expected:"

expected-pattern = text of the form { $pattern }
expected-one-line = one line of text without blanks around it
expected-outcome = one line of text without semicolon, comma and equals sign, such as GO
expected-text = a text
expected-texts = a list of texts
expected-real-date = a real date (a cell formatted as one), not text and not a number
expected-date-format = a date, or text in the format { $format }
expected-date = a date
expected-date-or-milestone = a date, or a milestone ({ $known }) with or without an offset
expected-offset = an offset after the milestone, such as J0 + 2 h or J0 - 5 j
expected-duration = a duration such as 1 h 30, 90 min or 2 j
expected-date-of-number = a real date. As a date this number is { $date }: format the cell as one, or switch on number_dates in the layout
expected-one-duration = a duration that can be read in one way only, not { $readings }
expected-time-of-day = a time of day such as 22:30, beside a date that has none
expected-count = a whole number of people, 1 at least
expected-mark = a mark such as x, or nothing
expected-one-of = one of { $values }
expected-email = one address such as anne.lemaire@grid.example
expected-moment = ISO 8601 such as 2026-03-28T22:00:00, with or without an offset, in no leap second (23:59:60)
expected-digest = a SHA-256 digest, 64 hexadecimal digits

## Projecting a plan, replaying a history

schedule-unknown-dry-run = The plan has no dry run { $found }. Dry runs of the plan: { $count ->
    [0] none
   *[other] { $known }
  }.
schedule-too-many-replaced = Dry run { $dry_run } leaves out step { $step }, and every step that waits for it would wait for all its prerequisites instead: more than { $most } pairs in all. Let the dry run execute the step.
schedule-shift-too-far = A shift of { $shift } moves step { $step } out of the calendar (years 1 to 9999). Shift by less.
invalid-step-id = { $found } is not a step id: expected { $expected }
invalid-dry-run = { $found } is not a dry run: expected { $expected }
invalid-phase-code = { $found } is not a phase code: expected { $expected }
invalid-outcome = { $found } is not the outcome of a decision: expected { $expected }
invalid-email = { $found } is not a mail address: expected { $expected }
invalid-moment = { $found } is not a point in time: expected { $expected }
invalid-digest = { $found } is not a digest: expected { $expected }
invalid-state = { $found } is not a state: expected { $expected }
invalid-language = { $found } is not a language: expected { $expected }
invalid-language-code = { $found } is not the code of a language: expected one of ISO 639, such as "nl"
invalid-language-text = the texts of language { $code } cannot be read: { $lines }
invalid-language-line = line { $line } ({ $found }): { $error }
invalid-language-lines = { $first }; { $then }
invalid-language-token = Expected a token starting with "{ $token }"
other-schedule = the earlier view is one of another schedule: compare views of the same schedule
invalid-spread = a spread from { $shortest } by { $likeliest } to { $longest }: expected shares of the planned duration that rise, from 0 to { $most }; for a step that may take from 90 % to twice its time give 0.9, 1 and 2
simulation-draws = { $found } draws: expected at most { $most }
simulation-threads = { $found } threads: expected at most { $most }
simulation-instants = { $found } instants to keep, one a draw for the whole, each phase and each watched step: expected at most { $most }; draw less often or watch fewer steps
supposition-unknown-team = No step of the dry run is carried out by the team { $found }. Teams of its steps: { $count ->
    [0] none
   *[other] { $known }
  }. Mend the name.
supposition-terminated = Step { $step } is terminated, so nothing else can be supposed of it. Suppose something of the steps after it.
supposition-decision = Step { $step } is a decision, so it cannot be skipped. Suppose its outcome instead, or when it ends.
supposition-unknown-outcome = { $count ->
    [0] Step { $step } is no decision, so it cannot have the outcome { $found }. Leave the outcome out.
   *[other] The decision { $step } has no outcome { $found }. Give one of its outcomes: { $outcomes }.
  }
supposition-abandoned = Step { $step } is abandoned by a decision, so nothing can be supposed of it. Suppose another outcome of the decision.
supposition-under-way = Step { $step } is under way, so it cannot be skipped. Suppose when it ends instead.
supposition-asleep = Step { $step } sleeps until a rollback is declared, so nothing can be supposed of it. Declare the rollback first.
supposition-not-expected = Step { $step } waits for a step that sleeps, so no end of it is expected. Suppose that it is skipped, or declare the rollback first.
supposition-negative-duration = Step { $step } cannot last { $found }. Give a duration that is not negative.
supposition-named-twice = { $name } is named twice. Suppose one thing of each step and each team.
replay-gap-first = The history begins with event { $found }. Event { $expected } is missing.
replay-gap = Event { $found } follows event { $before }. Event { $expected } is missing.
replay-wrong-order = Event { $found } comes where event { $expected } was expected. Events must be in order, each once.
replay-unknown-step = Event { $seq } is about step { $step }, which is not in dry run { $dry_run }. Is this the history of another dry run?
replay-missing-plan = Event { $seq } revises the plan, and plan { $plan } is not at hand. Give it with the history.
replay-unschedulable = Event { $seq } revises the plan, and the new plan cannot be executed: { $why }
chain-altered = Event { $seq } is not the one that was recorded, or an event just before it was lost or moved. Take the history from a backup.
chain-altered-among = One of the events { $first } to { $seq } is not the one that was recorded, or one of them was lost or moved. Take the history from a backup.
chain-cut = The history ends with event { $version }, though it went to event { $expected } at least. Take it from a backup.
chain-other = Up to event { $version } the history is not the one whose witness was kept. Take it from a backup.
replay-impossible = Event { $seq } ({ $fact }) cannot follow those before it: { $why }.
contradiction-no-author = it does not say who did it
contradiction-not-started = step { $step } has not been started
contradiction-open = step { $step } is open
contradiction-terminated = step { $step } is terminated
contradiction-rollback = a rollback is declared already
contradiction-no-rollback = no rollback is declared

## The difference of two plans, and conflicts where two people have changed one

difference-settings = Plan: { $changes }.
difference-added = { $what ->
    [step] { $count ->
        [one] Step
       *[other] Steps
      }
    [phase] { $count ->
        [one] Phase
       *[other] Phases
      }
    [milestone] { $count ->
        [one] Milestone
       *[other] Milestones
      }
    [actor] { $count ->
        [one] Team
       *[other] Teams
      }
   *[environment] { $count ->
        [one] Environment
       *[other] Environments
      }
  } added: { $names }.
difference-removed = { $what ->
    [step] { $count ->
        [one] Step
       *[other] Steps
      }
    [phase] { $count ->
        [one] Phase
       *[other] Phases
      }
    [milestone] { $count ->
        [one] Milestone
       *[other] Milestones
      }
    [actor] { $count ->
        [one] Team
       *[other] Teams
      }
   *[environment] { $count ->
        [one] Environment
       *[other] Environments
      }
  } removed: { $names }.
difference-changed = { $what ->
    [step] Step
    [phase] Phase
    [milestone] Milestone
    [actor] Team
   *[environment] Environment
  } { $name }: { $changes }.
difference-field = { $field } { $before } → { $after }
difference-and = {"; "}
difference-nothing = (nothing)
difference-yes = yes
difference-no = no
difference-in-dry-run = { $date } ({ $dry_run })
difference-contingency = Contingency
difference-team-leader = Team leader
difference-deputies = Deputies
difference-head-of-department = Head of department
difference-timezone = Time zone
difference-dry-runs = Dry runs
conflict = { $what ->
    [step] Step
    [phase] Phase
    [milestone] Milestone
    [actor] Team
   *[environment] Environment
  } { $name }, { $field }: it was { $base } and has become { $ours } on one side, { $theirs } on the other. Choose one of the two.
conflict-setting = { $field }: it was { $base } and has become { $ours } on one side, { $theirs } on the other. Choose one of the two.
conflict-removed-here = { $what ->
    [step] Step
    [phase] Phase
    [milestone] Milestone
    [actor] Team
   *[environment] Environment
  } { $name } has been removed here, while on the other side { $field } has gone from { $base } to { $changed }. Put it back, or give up that change.
conflict-removed-there = { $what ->
    [step] Step
    [phase] Phase
    [milestone] Milestone
    [actor] Team
   *[environment] Environment
  } { $name } has been removed on the other side, while here { $field } has gone from { $base } to { $changed }. Put it back, or give up that change.
foreign-base-ours = The base has no step in common with the present plan. Give the plan that both come from.
foreign-base-theirs = The base has no step in common with the other plan. Give the plan that both come from.
foreign-base-written-from = The workbook was written from plan { $found }, and the base is { $expected }. Give the plan that the workbook comes from.

## What happened, beside its time

event-by = by { $by }
event-by-team = by { $by } ({ $role })
event-by-team-for = by { $by } ({ $role }) on behalf of { $person }
event-started = started{ $by }
event-closed = closed{ $by }
event-closed-saying = closed{ $by }: { $reason }
event-decided = closed with { $outcome }{ $by }
event-decided-saying = closed with { $outcome }{ $by }: { $reason }
event-voted = vote for { $outcome }{ $by }
event-voted-saying = vote for { $outcome }{ $by }: { $reason }
event-transferred = transferred to { $to }{ $by }
event-transferred-saying = transferred to { $to }{ $by }: { $message }
event-defects_recorded = defects recorded{ $by }: { $text }
event-defects_blocking = defects that block the step recorded{ $by }: { $text }
event-defects_cleared = defects cleared{ $by }
event-start_undone = start undone{ $by }: { $reason }
event-reopened = reopened{ $by }: { $reason }
event-reopened-late = reopened{ $by }: { $reason }, when { $successors } had been started
event-skipped = skipped{ $by }: { $reason }
event-reminded = reminder{ $by }
event-reminded-saying = reminder{ $by }: { $message }
event-rollback_declared = rollback declared{ $by }: { $reason }
event-rollback_withdrawn = rollback withdrawn{ $by }: { $reason }
event-plan_revised = plan revised{ $by }, digest { $plan }
event-plan_revised-because = plan revised{ $by }: { $reason }, digest { $plan }
event-notice_sent = mail sent: { $key }
event-notice_sent-to = { $mail } sent to { $recipient }
event-notice_sent-by-way = { $mail } sent to { $recipient } by { $way }
event-notice_failed = { $mail } not delivered to { $recipient }: { $error }
event-notice_failed-by-way = { $mail } not delivered to { $recipient } by { $way }: { $error }

## Why a step stands where it stands

step-with-state = { $step } ({ $state })
done = at { $at }
done-by = at { $at } by { $by }
explanation = At { $at }, step { $step } is { $state }.
explanation-ready = At { $at }, step { $step } is { $state }; it can be started.
explanation-open = At { $at }, step { $step } is { $state }, started { $done }.
explanation-terminated = At { $at }, step { $step } is { $state }, closed { $done }.
explanation-skipped = At { $at }, step { $step } is { $state }, skipped { $done }: { $reason }.
explanation-blocked = Its defects block it, recorded { $since }; nobody has estimated until when.
explanation-blocked-until = Its defects block it, recorded { $since }, until { $until } by estimate.
explanation-blocked-overdue = Its defects block it, recorded { $since }; they should have done so until { $until } only, and that estimate is passed.
explanation-waits = { $count ->
    [one] It still waits for a prerequisite: { $steps }.
   *[other] It still waits for { $count } prerequisites: { $steps }.
  }
explanation-held = { $count ->
    [one] The whole chain is held by { $steps }.
   *[other] The whole chain is held by { $count } steps: { $steps }.
  }
explanation-outcomes = { $quorum ->
    [one] It is a decision, to be closed with one of these outcomes: { $outcomes }.
   *[other] It is a decision; { $quorum } people must agree on one of these outcomes: { $outcomes }.
  }
explanation-decided = The outcome is { $outcome }. { $count ->
    [0] Nobody has voted.
    [one] Vote: { $votes }.
   *[other] Votes: { $votes }.
  }
explanation-votes = { $count ->
    [one] One vote is given: { $votes }.
   *[other] { $count } votes are given: { $votes }.
  }
explanation-missing = { $count ->
    [one] One vote is missing: { $missing }.
   *[other] { $count } votes are missing: { $missing }.
  }
explanation-split = All votes are given and no outcome has enough of them. Somebody must change theirs, or the transition team vote as well.
vote = { $by } for { $outcome }
vote-saying = { $by } for { $outcome } ({ $reason })
condition-asleep = The contingency phase { $phase } sleeps until a rollback is declared.
condition-abandoned = It is abandoned: { $decision } would have had to be closed with { $asked }, and was closed with { $taken }.
condition-abandoned-undecided = It is abandoned: { $decision } would have had to be closed with { $asked }, and was closed without an outcome.
condition-open-prerequisite = The prerequisite { $step } is not terminated.
condition-start-not-reached = Its start is set for { $at }.
condition-no-start = The plan gives it no date; without one it will never be ready.
condition-beyond-horizon = It will not be locked before { $at }.

## Why the forecast end moved

cause-began-late = { $step } began later than it could: { $moved }.
cause-began-early = { $step } began earlier than expected: { $moved }.
cause-not-begun = { $step } could begin and has not: { $moved }.
cause-took-longer = { $step } has taken longer than planned: { $moved }.
cause-took-less = { $step } took less time than planned: { $moved }.
cause-decided = { $step } was decided: { $moved }.
cause-blocked = The estimate of when the defects of { $step } block it no longer was recorded: { $moved }.
cause-unblocked = The defects of { $step } block it no longer: { $moved }.
cause-skipped = { $step } was skipped: { $moved }.
cause-reopened = { $step } was reopened: { $moved }.
cause-rollback-declared = A rollback was declared: { $moved }.
cause-rollback-withdrawn = The rollback was withdrawn: { $moved }.
cause-plan-revised = The plan was revised: { $moved }.
cause-start-undone = The start of { $step } was undone: { $moved }.
drift-later = the end is { $amount } later
drift-earlier = the end is { $amount } earlier

## Why a request is refused

refusal-unknown-step = There is no step { $found } in the plan. Check the id.
refusal-unknown-step-in = Step { $found } is not in dry run { $dry_run }. Check the id and the dry run.
refusal-not-an-address = { $found } is not a mail address. Give a single address such as anne.lemaire@grid.example.
refusal-not-assigned = { $by } may not act on this step, which is assigned to { $count ->
    [0] nobody. Ask the transition team.
   *[other] { $assignees }. Ask for it to be transferred to you.
  }
refusal-not-coordinator = Only the transition team may do this, and { $by } is not of it. Ask the transition team.
refusal-not-ready = Only a ready step can be started, and this one is { $state }.
refusal-already-open = The step is open already: it was started { $done }.
refusal-already-terminated = The step is terminated already: it was { $how ->
    [skipped] skipped
   *[closed] closed
  } { $done }.
refusal-not-open = Only an open step can be closed, and this one is { $state }.
refusal-not-open-ready = Only an open step can be closed, and this one is { $state }. Start it first.
refusal-missing-outcome = The step is a decision. Close it with one of its outcomes: { $outcomes }.
refusal-unknown-outcome = { $count ->
    [0] The step is no decision and has no outcome { $found }. Close it without an outcome.
   *[other] The decision does not offer the outcome { $found }. Close it with one of its outcomes: { $outcomes }.
  }
refusal-decision-not-skipped = A decision cannot be skipped, since nothing would say what follows it. Close it with one of its outcomes: { $outcomes }.
refusal-abandoned = The step cannot be skipped.
refusal-asleep = The contingency phase { $phase } sleeps until a rollback is declared. Declare it first.
refusal-not-started = Only the start of an open step can be undone, and this one is { $state }.
refusal-successors-started = { $count ->
    [one] A step after it has been started already: { $steps }. Undo that start first.
   *[other] { $count } steps after it have been started already: { $steps }. Undo those starts first.
  }
refusal-not-terminated = Only a terminated step can be reopened, and this one is { $state }.
refusal-transfer-to-self = The step cannot be transferred to { $by }, who asks for the transfer. Give somebody else's address.
refusal-missing-reason = No reason is given. Give one.
refusal-missing-defects = Defects that block the step have no text. Say what blocks it.
refusal-estimate-without-block = The estimate { $until } is given, but the defects do not block the step. Say that they block it, or leave the estimate out.
refusal-estimate-not-ahead = The defects cannot block the step until { $until }. Give an estimate after { $at }, up to the year 9999, or none.
refusal-rollback-already-declared = A rollback is declared already, since { $at }.
refusal-no-rollback-declared = No rollback is declared.
refusal-contingency-under-way = { $count ->
    [one] A contingency step is open or terminated: { $steps }. The rollback has begun and is not withdrawn; if it was begun by mistake, reopen the step and undo its start first.
   *[other] { $count } contingency steps are open or terminated: { $steps }. The rollback has begun and is not withdrawn; if they were begun by mistake, reopen them and undo their starts first.
  }
refusal-no-contingency = This dry run has no contingency step; there is no rollback to declare.
refusal-recorded-steps-removed = { $count ->
    [one] The new plan leaves out a step on which something is recorded: { $steps }. Put it back into the plan.
   *[other] The new plan leaves out { $count } steps on which something is recorded: { $steps }. Put them back into the plan.
  }
refusal-open-steps-asleep = { $count ->
    [one] An open step is of a contingency phase in the new plan, and no rollback is declared: { $steps }. Close it first, or leave it in its phase.
   *[other] { $count } open steps are of a contingency phase in the new plan, and no rollback is declared: { $steps }. Close them first, or leave them in their phase.
  }
refusal-rollback-without-contingency = A rollback is declared, since { $at }, and the new plan has no contingency step in this dry run. Withdraw the rollback first, or keep contingency steps.
refusal-unknown-plan = No plan has the digest { $plan }. Give that plan first.
refusal-foreign-plan = The new plan has none of the steps of dry run { $dry_run }: it is the plan of something else. Check the file.
refusal-open-prerequisites-added = { $count ->
    [one] In the new plan a step that was started waits for one that is not terminated: { $steps }. Remove that prerequisite.
   *[other] In the new plan { $count } steps that were started wait for steps that are not terminated: { $steps }. Remove these prerequisites.
  }
refusal-open-prerequisite-of = { $step } (waits for { $prerequisite })
refusal-clock-ahead = The clock of the machine that handles this is ahead: it says { $at }, and the one it is compared with says { $clock }. They may be { $tolerance } apart. Tell the transition team, so that the machine's clock is set right.

## Drawings

drawing-legend = Legend
drawing-continued = { $title } (continued)
drawing-description = Steps: { $steps }. Lines: { $lines }, each from a prerequisite to the step that waits for it.
drawing-description-states = Steps: { $steps }, each with its state. Lines: { $lines }, each from a prerequisite to the step that waits for it.
timeline = timeline
timeline-now = now
timeline-end-as-planned = expected to end { $end }, as planned
timeline-end-late = expected to end { $end }, { $by } later than planned
timeline-end-early = expected to end { $end }, { $by } earlier than planned
timeline-no-end = nothing left to expect
timeline-description = Steps with a row of their own: { $rows }. Drawn together: { $folded }. Before or after the period: { $outside }.
timeline-terminated = { $terminated } / { $steps } terminated
timeline-folded = { $steps } drawn together
timeline-outside = { $steps } outside the period
timeline-no-team = Without a team
timeline-nobody = Assigned to nobody
timeline-others = { $groups ->
    [one] { $groups } other
   *[other] { $groups } others
  }
timeline-unexpected = Asleep or abandoned, or behind such a step
timeline-undated = Without a planned date ({ $steps }): { $ids }
timeline-clock-change = clocks change to UTC{ $offset }
timeline-plan = plan
timeline-actual = actual
timeline-forecast = forecast, in the colour of the state
timeline-slack = slack
timeline-critical = critical path
timeline-milestone = milestone
timeline-required-end = required end
timeline-together = steps drawn together
timeline-weekdays = Mon Tue Wed Thu Fri Sat Sun
timeline-months = January February March April May June July August September October November December
timeline-window = a timeline that begins at { $since } cannot end at { $until } (UTC): give a later end or an earlier beginning
tick-time = %H:%M
tick-weekday = { $weekday } { $day }
tick-date = %d/%m
tick-full-date = %Y-%m-%d
tick-full-day = { $weekday } { $date }
tick-month-of-year = { $month } { $year }

## What serde says of data that do not fit

data-wrong-type = invalid type: { $found }, expected { $expected }
data-wrong-value = invalid value: { $found }, expected { $expected }
data-unknown-field = unknown field `{ $found }`, expected { $known }
data-unknown-variant = unknown value `{ $found }`, expected { $known }
data-missing-field = missing field { $name }
data-duplicate-field = duplicate field { $name }
data-similar = { $what }; did you mean { $similar }?
data-at = { $what } at line { $line } column { $column }
data-name = `{ $name }`
data-one-of = one of { $names }
data-found-string = "{ $value }"
data-found-integer = { $value }
data-found-float = { $value }
data-found-boolean = { $value }
data-sequence = a list
data-map = a mapping
data-null = null
data-a-string = text
data-a-boolean = true or false
data-a-map = a mapping
data-a-sequence = a list
data-u32 = a whole number, 0 or more
data-u64 = a whole number, 0 or more
data-f64 = a number
data-supposition = a step with one of ends, lasts, outcome and skipped: true, or a team with late
data-duration = a duration of ISO 8601, such as PT1H30M or PT5400S
data-length = a duration above zero, such as PT30M
data-share = a share from 0 to 1
