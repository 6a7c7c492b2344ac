## Names of states

state-Locked = locked
state-Overdue = overdue
state-Idle = waiting
state-Ready = ready
state-Open = open
state-Terminated = terminated
state-Planned = planned
state-skipped = terminated, skipped

## Buttons

command-start = Start the step
command-close = Close the step
command-transfer = Transfer the step
command-record_defects = Record the defects
command-reopen = Reopen the step
command-skip = Skip the step
command-declare_rollback = Declare a rollback
command-withdraw_rollback = Withdraw the rollback

## Kinds of mails

notice-start = start mail
notice-transfer = transfer mail
notice-transfer-receipt = transfer receipt
notice-failure = failure alert
notice-weekly-report = weekly report

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
field-progress = Progress

## Severities

severity-error = error
severity-warning = warning
