### The texts of workbooks.
###
### A message that lists spellings gives one or several a line, with semicolons between them. The
### lines go from the best to the least: the first one that a sheet has is taken, and its spellings
### stand for each other. A dash holds the place of an empty line. Case, accents, blanks and
### punctuation do not count. The very first spelling is the one that workbooks write.

## Sheets

workbook-sheet-summary = Summary
workbook-sheet-forecast = Forecast
workbook-sheet-checks = Checks
workbook-sheet-timeline = Timeline
workbook-sheet-review = Review
workbook-sheet-comparison = Comparison
workbook-sheet-steps =
    -
    -
    Steps
    Actions
    -
    Tasks
workbook-sheet-actors =
    -
    -
    Actors
    -
    Teams
workbook-sheet-dates =
    Dates
    -
    Milestones
workbook-sheet-environments = Environments

## Columns of steps

workbook-column-steps-id =
    -
    -
    Identifier
    Step ID
    -
    Step
    Code
    Task ID
    -
    -
    -
    WBS; WBS number; WBS code; Outline number
workbook-column-steps-label =
    Label
    Title
    Name
    Task name; Task
    -
    Action
    Summary
workbook-column-steps-phase = Phase; Phases
workbook-column-steps-dry_runs = Dry run; Dry runs
workbook-column-steps-prerequisites =
    Prerequisites; Prerequisite
    Predecessors; Predecessor
    Dependencies; Depends on
workbook-column-steps-start =
    Execution date
    Start date; Start
    Date
workbook-column-steps-duration = Duration
workbook-column-steps-team = Team
workbook-column-steps-department = Department
workbook-column-steps-instructions =
    Description
    Instructions; Instruction
workbook-column-steps-outline_level = Outline level; Outline depth; WBS level
workbook-column-steps-contacts =
    Contacts; Contact
    Mails; Mail
    E-mails; E-mail
workbook-column-steps-outcomes =
    Decision; Decisions
    Outcomes; Outcomes of the decision
workbook-column-steps-quorum = Quorum
# The beginning of the heading of one dry run's dates: "Date FDR1".
workbook-start-in = Date

## Columns of actors

workbook-column-actors-team =
    Team
    -
    -
    Actor
workbook-column-actors-department = Department
workbook-column-actors-team_leader_mail = Team leader's mail
workbook-column-actors-department_head_mail = Head of department's mail

## Columns of milestones and environments

workbook-column-dates-milestone =
    Milestone; Milestones
    -
    ID
    Code
    -
    Name
    Event
    Label
workbook-column-dates-dry_run = Dry run; Dry runs
workbook-column-dates-date = Date; Dates
workbook-column-dates-required_end = Required end; Must end
workbook-column-dates-set_by = Set by
workbook-column-environments-environment =
    Environment; Environments
    Name
    Application; Applications
    Label

## Words of which the headings of addresses and the names of dry runs are made

workbook-words-mail = mail
workbook-words-team = team
workbook-words-department = department; dept
workbook-words-leader = leader
workbook-words-head = head
workbook-words-manager = manager
workbook-words-dry-run = FDR; DR; Dry run; Rehearsal
workbook-words-time = time; hour; clock

## Words in cells; the first unit is the one that workbooks write

workbook-words-yes = yes; y; true; ok
workbook-words-no = no; n; false; n/a
# What says in the place of a value that there is none, and that it is yet to come.
workbook-words-none = N/A; N.A.; not applicable; none
workbook-words-to-come = TBD; TBC; TBA; T.B.D.; to be defined; to be determined; to be confirmed; to do; ?; ??; ???; [Date]; [Time]; [Name]; [Team]; [Owner]; dd/mm/yyyy; mm/dd/yyyy; yyyy-mm-dd
# How the label of a row of sums begins.
workbook-words-total = Total; Subtotal; Sub-total; Grand total; Sum
workbook-words-months =
    January; February; March; April; May; June; July; August; September; October; November; December
workbook-unit-second = s; sec; secs; second; seconds
workbook-unit-minute = min; m; mins; minute; minutes
workbook-unit-hour = h; hr; hrs; hour; hours
workbook-unit-day = d; day; days
workbook-unit-week = w; wk; week; weeks

## States

workbook-state-Locked = locked
workbook-state-Overdue = overdue
workbook-state-Idle = idle
workbook-state-Ready = ready
workbook-state-Open = open
workbook-state-Terminated = terminated
workbook-state-Planned = planned
workbook-state-abandoned = abandoned

## Computed columns of the status workbook

workbook-computed-state = State
workbook-computed-start = Starts
workbook-computed-end = Ends
workbook-computed-lateness = Late by
workbook-computed-started = Started at
workbook-computed-started-by = Started by
workbook-computed-terminated = Terminated at
workbook-computed-terminated-by = Terminated by
workbook-computed-assignees = Assigned to
workbook-computed-defects = Defects
workbook-computed-blocked = Blocked until
workbook-blocked-without-estimate = no estimate
workbook-computed-open-prerequisites = Open prerequisites
workbook-computed-why = Why
workbook-outside = not in { $dry_run }
# A form of dates for strftime.
workbook-instant = %d/%m/%Y %H:%M
workbook-why-skipped = Skipped: { $reason }
workbook-why-roots = All waits for: { $roots }.
workbook-why-asleep = Phase { $phase } sleeps until a rollback is declared.
workbook-why-start = Starts at { $at }.
workbook-why-no-start = The plan gives no date.

## Summary

workbook-summary-head = { workbook-summary-title } — { $dry_run }
workbook-summary-as-of = As of { $at } ({ $zone })
workbook-summary-rollback = Rollback declared at { $at }
workbook-summary-more = … + { $rest } : { $sheet }
workbook-summary-title = Transition plan
workbook-summary-overall = Progress
workbook-summary-total = Steps
workbook-summary-terminated = Terminated
workbook-summary-skipped = of which skipped
workbook-summary-progress = Progress
workbook-summary-late = Late
workbook-summary-asleep = Asleep
workbook-summary-abandoned = Abandoned
workbook-summary-by-state = By state
workbook-summary-share = Share
workbook-summary-count = Steps
workbook-summary-by-phase = By phase
workbook-summary-by-team = By team
workbook-summary-by-department = By department
workbook-summary-nobody = (not said)
workbook-summary-act-now = To do now
workbook-summary-nothing-to-do = No step is ready or open.
workbook-summary-behind = Behind schedule
workbook-summary-nothing-behind = No step is behind schedule.
workbook-summary-defects = Recorded defects
workbook-summary-no-defects = No defect is recorded.
workbook-page = Page

## Forecast

workbook-forecast-head = Forecast — { $dry_run }
workbook-forecast-ends = Expected ends
workbook-forecast-light = Light
workbook-forecast-planned = Planned end
workbook-forecast-expected = Expected end
workbook-forecast-likely = Likely at 80 %
workbook-forecast-delay = Delay (min)
workbook-forecast-required = Required end
workbook-forecast-required-ends = Required ends
workbook-forecast-milestone = Milestone
workbook-forecast-of = Of
workbook-forecast-chance = Chance
workbook-forecast-margin = Margin (min)
workbook-forecast-decide-by = Declare a rollback by
workbook-forecast-decide-by-likely = … with a chance of 80 %
workbook-forecast-too-late = too late for a rollback
workbook-forecast-causes = Why the end has moved since { $since }
workbook-forecast-amount = Effect (min)
workbook-forecast-cause = Cause
workbook-forecast-to-decide = Decisions to come
workbook-forecast-expected-at = Expected at
workbook-forecast-decided = Decisions taken
workbook-forecast-at = Date
workbook-forecast-decision = Decision
workbook-forecast-more = … + { $rest }

## Findings of the clinic

workbook-checks-severity = Severity
workbook-checks-found = Finding
workbook-checks-cure = Cure
workbook-checks-rule = Rule
workbook-checks-none = Nothing to tell.

## Timeline

workbook-timeline-slot = A column stands for { $length }.
workbook-timeline-expected = expected
workbook-timeline-known = actual and expected
workbook-timeline-start = Start
workbook-timeline-end = End
workbook-timeline-delay = Delay
workbook-timeline-milestones = Milestones

## Review

workbook-review-level = Level
workbook-review-whole = Whole
workbook-review-step = Step
workbook-review-planned-start = Planned start
workbook-review-planned-end = Planned end
workbook-review-expected-start = Start expected at the beginning
workbook-review-expected-end = End expected at the beginning
workbook-review-actual-start = Actual start
workbook-review-actual-end = Actual end
workbook-review-reaction = Reaction (min)
workbook-review-planned-work = Planned work (min)
workbook-review-work = Actual work (min)
workbook-review-cost = Cost to the end (min)
workbook-review-path = Made the end

## Comparison of several runs

workbook-comparison-planned = Planned (min)
workbook-comparison-reaction = { $dry_run }: reaction (min)
workbook-comparison-work = { $dry_run }: work (min)
workbook-comparison-cost = { $dry_run }: cost to the end (min)
workbook-comparison-duration = Duration to plan (min)
workbook-comparison-shortest = Shortest (min)
workbook-comparison-longest = Longest (min)

## Help in the cells of the template: a title of at most 32 characters, a text of at most 255

workbook-hint-steps-id =
    Identifier
    Unique in the whole plan, CO00000001 for instance.
workbook-hint-steps-label =
    Label
    What the step does, in one line.
workbook-hint-steps-phase =
    Phase
    The code of the phase, chosen from the list.
workbook-hint-steps-dry_runs =
    Dry runs
    The dry runs that execute the step, with semicolons between them: FDR1; Live.
workbook-hint-steps-prerequisites =
    Prerequisites
    The identifiers of the steps that must be terminated before, with semicolons between them. Empty: none.
workbook-hint-steps-start =
    Execution date
    A date (27/03/2027 08:00), or a milestone of the sheet of dates with an offset: J0, J0 + 2 h, J0 - 5 d.
workbook-hint-steps-time =
    Time
    The time of the start, on the date of the other column: 08:00.
workbook-hint-steps-duration =
    Duration
    For instance 1:30, 1 h 30, 90 min or 2 d.
workbook-hint-steps-duration_unit =
    Unit
    The unit of the duration: min, h or d.
workbook-hint-steps-team =
    Team
    One of the teams of the sheet of actors.
workbook-hint-steps-department =
    Department
    The department of the team.
workbook-hint-steps-contacts =
    Contacts
    The mail addresses of those who carry out the step, with semicolons between them.
workbook-hint-steps-outcomes =
    Decision
    The outcomes of a decision, separated by semicolons: GO; NO-GO. A prerequisite may ask for one: CO00000083 = GO. Empty: the step is no decision.
workbook-hint-steps-quorum =
    Quorum
    How many people must agree on an outcome. Empty: one is enough.
workbook-hint-steps-instructions =
    Description
    How the step is carried out, over several lines if need be.
workbook-hint-actors-team =
    Team
    The name of the team, as the steps give it.
workbook-hint-actors-department =
    Department
    The department of the team.
workbook-hint-actors-team_leader_mail =
    Mail address
    That of the team's leader, then those of deputies, with semicolons between them. They get the mails of the team's steps.
workbook-hint-actors-department_head_mail =
    Mail address
    That of the head of the department, who is told when the team is late.
workbook-hint-dates-milestone =
    Milestone
    A short name, by which the dates of steps refer to it: J0.
workbook-hint-dates-dry_run =
    Dry run
    The dry run in which the milestone has this date.
workbook-hint-dates-date =
    Date
    A date and a time: 27/03/2027 08:00.
workbook-hint-dates-required_end =
    Required end
    x if the whole plan must have ended by this milestone, or the code of the phase that must. Empty: nothing.
workbook-hint-dates-set_by =
    Set by
    The code of the contingency phase whose declaration sets the date of the milestone. Empty: none.
workbook-hint-environments-environment =
    Environment
    The name of the environment or application.
workbook-hint-in-dry-run =
    In this dry run
    What stands for it in this dry run: host, release.

## Example of the template

workbook-example-team-1 = Market relations
workbook-example-team-2 = Access register
workbook-example-department-1 = Market
workbook-example-department-2 = Information systems
workbook-example-mail-1 = leader.market@company.example
workbook-example-mail-2 = leader.register@company.example
workbook-example-head = head@company.example
workbook-example-step-1 = Example: tell the suppliers that the exchanges stop
workbook-example-step-2 = Example: stop the exchanges with the old register
workbook-example-step-3 = Example: load the new register
workbook-example-instructions-1 = These three rows show how the sheet is filled in: put your own in their place.
workbook-example-instructions-2 =
    1. Empty the queue.
    2. Stop the incoming flows.
    3. Note the time.
workbook-example-instructions-3 = Begins two hours after milestone J0, once the step before is terminated.
workbook-example-environment = Register
workbook-example-rehearsed = acceptance
workbook-example-live = production

## Errors of reading

workbook-about = { $place }: { $what }
workbook-unreadable = found `{ $found }`, expected { $expected }
workbook-error-io =
    the file cannot be opened: { $kind ->
       *[other] { $error }
    }; check the path and the rights on it
workbook-error-empty = the file is empty; save the workbook again
workbook-error-not-a-workbook = this is { $found }, not a workbook; save the plan as .xlsx (also read: .xlsm, .xlsb, .xls, .ods, .csv)
workbook-error-encrypted = the workbook is encrypted; remove its password and save it again
workbook-error-truncated = the file stops before its end ({ $detail }); copy or download it again
workbook-error-damaged = the workbook is damaged ({ $detail }); open it in a spreadsheet program and save it again
workbook-error-no-sheet = the workbook holds no sheet; save the plan again from a spreadsheet program
workbook-error-too-large = { $what } ask for { $found }, the limit is { $limit }; { $cure }
workbook-error-outside-sheet = sheet `{ $sheet }` places a cell at { $cell }, outside A1:XFD1048576; open the workbook in a spreadsheet program and save it again
workbook-error-not-a-cell = `{ $found }` names no cell: expected a name between A1 and XFD1048576

workbook-layout = layout: { $what }
workbook-layout-at = layout: { $key }: { $what }
workbook-layout-ids-twice = ids are made only where there is no column of them; take `columns.id` out or this key
workbook-layout-phase-twice = phase `{ $code }` is listed twice; list each phase once
workbook-layout-pattern = `{ $found }` is not { $expected }
workbook-layout-pattern-why = `{ $found }` is not { $expected }: { $why }
workbook-expected-column = a heading such as `Identifiant`, a column letter such as `C`, or null
workbook-expected-date-format = a date format such as %d/%m/%Y %H:%M, naming day, month and year
workbook-expected-no-epoch = a date as people read it: %s counts seconds since 1970
workbook-expected-no-zone-name = a date format without %Z, which says no offset: use %z
workbook-expected-fraction = %f behind a point, as in %S.%f
workbook-expected-expression = a regular expression such as [A-Z]{"{"}2{"}"}[0-9]{"{"}8{"}"}
workbook-expected-heading-rule = one of bold, outline, no-owner, alone and total, or a mapping of column and is
workbook-expected-last-row = a row from 1 to 1048576, `blank` for the last one before an empty row, `list` for that of a list (a table of Excel), or `border` for the last one with lines around its cells
workbook-expected-mapping = a mapping
workbook-expected-mapping-or-null = a mapping or null
workbook-expected-phase = a phase code such as `CO`, or a mapping of code, contingency, label and sets
workbook-expected-row = a row from 1 to 1048576
workbook-expected-sheet = the name of a sheet
workbook-expected-zone = a time zone: expected an IANA name such as Europe/Brussels

workbook-found-pdf = a PDF
workbook-found-web-page = a web page
workbook-found-xml-2003 = a workbook in the XML format of 2003
workbook-found-xml = an XML file
workbook-found-document = a text document
workbook-found-compressed = a compressed archive
workbook-found-picture = a picture
workbook-found-text = a text file
workbook-found-other = a file of another kind
workbook-found-word = a Word document
workbook-found-powerpoint = a PowerPoint presentation
workbook-found-outlook = an Outlook message
workbook-found-office = an Office file without a workbook
workbook-found-open-document = an OpenDocument file of another kind
workbook-found-zip = a zip archive

workbook-limit-file = the bytes of the file
workbook-limit-unpacked = the unpacked bytes of the file
workbook-limit-part = the bytes of one part
workbook-limit-parts = the parts of the file
workbook-limit-rows = the rows of a sheet
workbook-limit-cells = the cells
workbook-limit-rectangles = the cells of the sheets
workbook-limit-texts = the texts of the cells
workbook-limit-formulas = the formulas of the cells
workbook-limit-merged = the merged cells
workbook-limit-sections = the steps that wait for whole sections
workbook-cure-sections = let steps wait for the last ones of a section
workbook-cure-smaller = remove pictures and sheets that are not part of the plan
workbook-cure-alone = keep the plan alone in a workbook of its own
workbook-cure-xlsx = save the workbook as .xlsx, which is read cell by cell

## Errors of writing

workbook-unfit-text-too-long = the text has { $length } characters, a cell takes { $longest }; shorten it or move it to a document that the step links to
workbook-unfit-no-place = the plan holds what the layout has no place for; give `{ $key }` a value other than null
workbook-unfit-contingency = phase `{ $phase }` would be read back as an ordinary one; list it in `phases` of the layout with `contingency: true`
workbook-unfit-no-room-for-headings = the layout's first row of data is row 1, which the headings need; set `first_row` to 2 or more
workbook-unfit-sheet-name = no sheet can have this name; give the sheet another one of at most 31 characters
workbook-unfit-sheet-too-small = { $rows } rows and { $columns } columns are needed, a sheet has { $most_rows } and { $most_columns }; split the plan
workbook-write-io =
    the workbook cannot be written: { $kind ->
       *[other] { $error }
    }; check the directory and the rights on it
workbook-write-failed = the workbook cannot be put together: { $error }

## Why a layout is proposed

workbook-words-end = end; ends; finish; finished; until
workbook-words-rollback = rollback; fallback; backout
workbook-words-block = block; blocks; lot; lots
workbook-holds-ids = a different short text in each row
workbook-holds-references = ids of rows above
workbook-holds-dates = dates
workbook-holds-durations = durations
workbook-holds-mails = mail addresses
workbook-holds-people = names of people whose address the sheet of actors gives
workbook-holds-dry-runs = names of dry runs
workbook-holds-phases = codes of phases
workbook-holds-groups = blocks of rows with the same text
workbook-holds-teams = teams
workbook-holds-few-names = a few names, again and again
workbook-holds-departments = departments
workbook-holds-labels = a short text in each row
workbook-holds-long-texts = long texts
workbook-holds-names = the names of what the other columns are about
workbook-holds-times = times of day, beside dates that have none
workbook-holds-units = units of durations
workbook-holds-levels = how deep rows lie in an outline
workbook-holds-day-numbers = days counted from a milestone
workbook-holds-outcomes = the outcomes that prerequisites ask for
workbook-because-sheet-name = the sheet has the name by which this table is known
workbook-because-sheet-headings = the sheet has headings by which this table is known: { $found }
workbook-because-sheet-content = the cells of the sheet hold what this table holds: { $holds }
workbook-because-no-sheet = no sheet looks like this table
workbook-because-known-heading = the heading `{ $heading }` is known
workbook-because-likely-heading = the heading `{ $heading }` has the words by which the column is known
workbook-because-content = column `{ $heading }` holds { $holds }: { $count } of { $of } cells
workbook-because-dry-run-headings = one column for each dry run: { $found }
workbook-because-no-column = no column looks like it
workbook-because-other-content = the heading `{ $heading }` is known, but the cells below hold something else; correct the cells or name the right column
workbook-because-other-columns = these columns would do as well: { $found }; name the right one
workbook-because-ids-alike = all { $count } ids have this form; an id of another form will be told
workbook-because-ids-differ = ids have no common form, so that any text is one; look at these: { $found }
workbook-because-odd-ones = these are unlike all others, and loading will tell them: { $found }; correct them, or change the key if they are meant so
workbook-because-phases-as-they-come = the phases in the order in which the steps name them: { $found }
workbook-because-contingency = phase `{ $phase }` sounds like one for when things go wrong: its steps sleep until a rollback is declared; if not so, leave `contingency` out
workbook-because-text-dates = { $count } of { $of } dates stored as text have this form, such as `{ $example }`
workbook-because-day-or-month = in `{ $example }` day and month may be swapped; if so, write { $other }
workbook-because-other-dates = no one form reads all dates stored as text; correct these: { $found }
workbook-because-number-dates = plain numbers stand where dates are expected: { $example }; if they are none, leave the key out
workbook-because-unit-in-heading = the heading `{ $heading }` names the unit
workbook-because-unit-unknown = durations are plain numbers such as { $example }, and nothing names their unit: seconds, minutes, hours or days
workbook-because-made-ids = no column holds ids; column `{ $heading }` names rows by { $by ->
    [row] their number in the sheet
    [outline] their number in the outline
   *[position] their place in the table
  }: { $count } of { $of } prerequisites
workbook-because-row-numbers = no column holds ids, and nothing names rows: they are called by their number in the sheet; name the column of ids if there is one
workbook-because-sections = these rows look like headings of others and like no steps: { $found }; if they are steps, leave the rule out
workbook-because-table-end = from row { $below } on stands something else, which is not read; if it belongs to the steps, leave the key out
workbook-because-as-above = in column `{ $heading }` { $count } of { $of } cells are empty, and no value comes twice in a row: an empty cell says what the one above it says; if it says nothing, leave the key out
workbook-because-placeholders = these texts hold the place of values that are yet to be given: { $found }; take those off the list that are values
workbook-because-links = these say more than a prerequisite can, and are kept as texts of their steps: { $found }
workbook-because-no-outcomes = these prerequisites ask for an outcome, and no column lists those of their decisions: { $found }; add a column of outcomes, or name the right one
workbook-because-day-numbers = starts count days, and `{ $milestone }` is the only milestone
workbook-because-zone = a workbook does not say in which zone its dates are meant: { $zone } is assumed
