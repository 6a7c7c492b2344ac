# The texts of the mails in English. A value in braces is filled in by the mail.

## Who signs, greets and closes

mail-signature = The transition team
mail-greeting = Hello,
mail-heading = Transition plan
mail-nobody = transition team
mail-problem = If anything goes wrong, reply to this mail.

## Dates: names from Monday and from January on, with blanks between them

mail-weekdays = Monday Tuesday Wednesday Thursday Friday Saturday Sunday
mail-months = January February March April May June July August September October November December
mail-date = { $weekday } { $day } { $month } { $year }
mail-time = { $hour }:{ $minute }
mail-time-whole-hour = { $hour }:00
mail-datetime = { $date }, { $time }

## The step

mail-fact-label = Label
mail-fact-phase = Phase
mail-fact-start = Start
mail-fact-duration = Duration
mail-fact-team = Team
mail-fact-department = Department
mail-fact-given-up = Given up
mail-fact-required-end = Required end
mail-fact-expected-end = Expected end
mail-step-page = The step's page:
mail-step-open = Open the step's page
mail-step-follow = Follow the instructions that you find there.
mail-step-instructions = The instructions:

## The start mail

mail-start-subject = Execution
mail-start-ready = Step { $step } is ready: please begin it.
mail-start-unassigned = The plan names nobody for this step, which is why this mail comes to the transition team.

## The transfer mail and its receipt

mail-transfer-arrived = { $from } has transferred step { $step } to you.
mail-transfer-ready = It is ready: please begin it.
mail-transfer-open = It is under way: please carry on, then close it.
mail-transfer-not-ready = It is not ready yet; a mail will tell you as soon as it can begin.
mail-transfer-message = Their message:
mail-receipt-subject = Transfer
mail-receipt-gone = You have transferred step { $step } to { $to }. A mail tells them so.
mail-receipt-gone-message = You have transferred step { $step } to { $to }. A mail tells them so, with your message:
mail-receipt-done = It is in their hands now: there is nothing left for you to do.
mail-receipt-mistake = If this transfer is a mistake, reply to this mail.

## The failure mail

mail-failure-subject = Delivery failure
mail-failure-undelivered = The { $mail } of step { $step } could not be sent to { $to }, who therefore does not know that the step is waiting for them.
mail-failure-answer = The mail server's answer:
mail-failure-what-now = What to do now?
mail-failure-tell = Tell { $to } or their team in some other way: that mail will not be tried again.
mail-failure-check = Check the address in the plan's workbook (sheet Acteurs), and correct it for the steps to come.
mail-failure-transfer = If they cannot be reached, transfer the step to somebody else.
mail-failure-transfer-page = If they cannot be reached, transfer the step to somebody else from its page.

## Reminder and escalation

mail-silence-not-begun = Step { $step } is ready, and nobody has begun it since { $since }.
mail-silence-past-end = Step { $step } is under way past its end, and nothing has been heard of it since { $since }.
mail-reminder-subject = Reminder
mail-reminder-not-begun = Please begin it, or transfer it to somebody who can.
mail-reminder-past-end = Please close it if it is done; if not, record on its page what holds it up.
mail-reminded = { $from } reminds you of step { $step }.
mail-reminded-message = { $from } reminds you of step { $step }, with this message:
mail-escalation-subject = No news
mail-escalation-who = It is assigned to { $who }.
mail-escalation-nobody = The plan names nobody for it.
mail-escalation-please = Please find out what holds it up, and have it transferred if need be.

## A transfer told to others

mail-told-gone = { $from } has transferred step { $step } to { $to }.
mail-told-gone-message = { $from } has transferred step { $step } to { $to }, with this message:
mail-told-done = This mail is for your information: you have nothing to do.

## An act on the work of others

mail-act-subject-skipped = Step skipped
mail-act-subject-reopened = Step reopened
mail-act-subject-start_undone = Start undone
mail-act-subject-rollback_declared = Rollback declared
mail-act-subject-rollback_withdrawn = Rollback withdrawn
mail-act-subject-plan_revised = Plan revised
mail-act-skipped = On { $at }, { $from } skipped step { $step }. It need not be done any more, and the steps that waited for it wait for it no longer.
mail-act-reopened = On { $at }, { $from } reopened step { $step }. It is not terminated any more: the steps that depend on it wait for it again.
mail-act-start_undone = On { $at }, { $from } undid the start of step { $step }. It is not under way any more: it is still to be begun.
mail-act-rollback_declared = On { $at }, { $from } declared a rollback. The rollback steps sleep no longer; a mail tells the people of each as soon as it is ready.
mail-act-rollback_withdrawn = On { $at }, { $from } withdrew the rollback. The rollback steps sleep again.
mail-act-plan_revised = On { $at }, { $from } revised the plan. The revised plan is in force from now on.
mail-act-reason = The reason:
mail-act-steps = Your steps concerned: { $steps }

## A passed estimate of defects that block a step

mail-estimate-subject = Estimate passed
mail-estimate-passed = The defects of step { $step } have blocked it since { $since }. They should have done so until { $until } only, and that estimate has passed.
mail-estimate-defects = The defects:
mail-estimate-please = Please ask how the repair stands, then have a new estimate recorded, or that the defects block the step no longer.

## A required end at risk

mail-risk-subject = Required end at risk
mail-risk-passed = Since { $since } the forecast passes the required end { $milestone }.
mail-risk-chance = The chance of meeting the required end { $milestone } has fallen below { $below } %.
mail-risk-what-now = Look at what holds up the remaining steps, and decide in time.

## The weekly report

mail-report-subject = Weekly report of { $day }
mail-report-stands = This is how transition plan { $plan } stands on { $until } (time zone: { $timezone }).
mail-report-rollback = A rollback has been declared on { $at }.
mail-report-rollback-by = A rollback has been declared on { $at } (by { $by }).
mail-report-terminated = { $terminated } of { $total } steps terminated{ $skipped ->
        [0] { "" }
       *[other] , { $skipped } of them skipped
    }
mail-report-percent = { $percent } %
mail-report-late = { $late ->
        [one] { $late } step, ready or open, behind time.
       *[other] { $late } steps, ready or open, behind time.
    }
mail-report-asleep = { $asleep ->
        [one] { $asleep } rollback step asleep, not counted.
       *[other] { $asleep } rollback steps asleep, not counted.
    }
mail-report-forecast = Forecast
mail-report-whole = The whole
mail-report-expected = Expected end
mail-report-expected-end = expected end { $expected }
mail-report-planned-end = planned { $planned }
mail-report-likely-end = in four cases of five by { $likely }
mail-report-required = Required ends
mail-report-required-end = required { $by }
mail-report-margin = { $margin } to spare
mail-report-passed = passed by { $passed }
mail-report-chance = in time in { $chance } % of cases
mail-report-decide-by = Declare a rollback by { $at }
mail-report-decide-by-likely = with a chance of 80 % by { $at }
mail-report-too-late = It is too late for a rollback.
mail-report-moved-later = Since the report before, the expected end is { $amount } later:
mail-report-moved-earlier = Since the report before, the expected end is { $amount } earlier:
mail-report-not-moved = The expected end is that of the report before.
mail-report-to-decide = Decisions to come
mail-report-decided = Decisions taken since the report before
mail-report-state = { $state }: { $count }
mail-report-more = and another { $count }
mail-report-step = Step
mail-report-act-now = Act now
mail-report-people = State and people
mail-report-since = for { $duration }
mail-report-nothing-waits = Nothing is waiting: no step is ready or overdue.
mail-report-blocked = Blocked, and by whom
mail-report-blocked-how = The steps on the left hold up those on the right.
mail-report-holds = Holds up
mail-report-holds-steps = holds up { $steps }
mail-report-nothing-blocked = No step that starts soon is blocked.
mail-report-days = The next five days
mail-report-time = Time
mail-report-no-days = No step starts in the next five days.
mail-report-changes = What has changed
mail-report-changes-since = Since the report before, { $since }:
mail-report-before = Before
mail-report-before-state = before: { $state }
mail-report-skipped = Skipped:
mail-report-skipped-why = Skipped: { $reason }
mail-report-no-changes = No step has changed its state since the report before, { $since }.
mail-report-defects = Defects
mail-report-new = New
mail-report-blocks = Blocks the step; nobody has estimated until when.
mail-report-blocks-until = Blocks the step, until { $until } by estimate.
mail-report-no-defects = No defect is recorded.
mail-report-phases = Progress by phase
mail-report-phase = Phase
mail-report-progress = Progress
mail-report-workbook = The attached workbook ({ $files }) gives the state of every step.
mail-report-timeline = The attached timeline ({ $file }) shows the plan, what happened and what is expected. A browser opens it.
mail-report-page = The recap page, up to date at any time:
mail-report-page-current = The recap page is up to date at any time.
mail-report-open = Open the recap
mail-report-question = If you have a question, reply to this mail.

## What is wrong with the settings; each line begins with the setting

mail-settings-problems = the mail settings cannot be used
mail-setting-missing = { $setting }: missing; expected { $expected }
mail-setting-wrong = { $setting }: found "{ $found }"; expected { $expected }
mail-setting-other = { $setting }: { $what }
mail-setting-password-in-the-clear = tls: none would send the password to { $host } where anybody on the way can read it; expected starttls or implicit, or a server on this machine
mail-expected-from = the address that the mails come from
mail-expected-mailbox = an address such as transition@example.org, or a name with one in angle brackets
mail-expected-ascii-domain = one line of text, the domain in its xn-- form
mail-expected-transport = smtp, files or memory
mail-expected-host = the name of the mail server
mail-expected-tls = starttls, implicit or none
mail-expected-port = a number from 1 to 65535
mail-expected-timeout = seconds, from 0.1 to 3600
mail-expected-hello = the name of this machine, such as ptr.example.org
mail-expected-password = the password that belongs to user
mail-expected-user = the user that the password belongs to
mail-expected-texts = texts in the format of Project Fluent ({ $error })
mail-error-system = { $kind ->
       *[other] { $words }
    }
mail-smtp-unreadable = ca_file { $path }: { $error }; expected a readable PEM file
mail-smtp-no-certificate = ca_file { $path }: no usable certificate in it ({ $found }); expected PEM blocks that begin with -----BEGIN CERTIFICATE-----
mail-smtp-not-pem = { $bytes } bytes without one
mail-smtp-tls = TLS cannot be set up: { $error }

## What is wrong with templates; each line begins with the file

mail-template-problems = the mail templates cannot be used
mail-template = { $template }: { $what }
mail-template-line = { $template }, line { $line }: { $what }
mail-template-no-mail = no mail uses a template of this name; expected one of { $known }, or a name that begins with _
mail-template-undefined = undefined value: `{ $name }` is undefined
mail-template-unknown-filter = unknown filter: filter { $name } is unknown
mail-template-unknown-test = unknown test: test { $name } is unknown
mail-template-unknown-function = unknown function: { $name } is unknown
mail-template-not-found = template not found: tried to include non-existing template '{ $name }'
mail-template-syntax = syntax error: { $found }
mail-template-engine = { $found }
mail-template-no-text = invalid operation: no text "{ $id }" in language { $language }, or not with these values; expected one of the files of the languages
mail-template-too-many-values = too many arguments: text "{ $id }" has more than { $most } values
mail-template-not-an-instant = invalid operation: "{ $found }" ({ $error }); expected an instant with its offset, such as 2026-11-24T14:30:00+01:00

## Why there is no mail

mail-letter-unknown-step = the notice "{ $key }" is about a step that dry run { $dry_run } does not have; is it of another run?
mail-letter-unknown-kind = there is no mail for notices of the kind { $kind }; take ptr-core and ptr-mail of one version
mail-letter-recipient = "{ $found }" is no address that a mail can go to ({ $why }); correct it in the plan
mail-address-missing-parts = Missing domain or user
mail-address-unbalanced = Unbalanced angle bracket
mail-address-invalid-user = Invalid email user
mail-address-invalid-domain = Invalid email domain
mail-address-invalid = Invalid input
mail-field-problems = the mail cannot be put together
mail-field-attachment-name = the name of an attachment
mail-field-control-character = { $field }: "{ $found }" holds the control character '{ $character }'; a header is one line of text, take it out
mail-field-too-long = { $field }: { $length } bytes are too many; expected at most { $most }
mail-field-no-recipient = To: nobody is named; a mail needs at least one recipient
mail-field-foreign-domain = From: the domain of "{ $found }" is not ASCII; write it in its xn-- form
mail-field-date = Date: { $found } is outside the years 1970 to 9999 that a mail can carry
mail-field-media-type = attachment "{ $name }": "{ $found }" is no media type; expected one such as application/pdf
mail-field-refused = the mail library refused the message: { $found }

## Why a mail did not go out

mail-failed = { $fault }: { $text }
mail-failed-connection = the mail server cannot be reached
mail-failed-encryption = no trusted encrypted connection to the mail server
mail-failed-login = the mail server refused the login
mail-failed-sender = the mail server refused the sender
mail-failed-recipient = the mail server refused the recipient
mail-failed-message = the mail server refused the message
mail-failed-storage = the mail could not be written
mail-failed-letter = the mail could not be put together
mail-failed-way = the message was not taken

## The calendar

mail-calendar-state = State: { $state }
mail-calendar-forecast = Forecast: { $from } to { $to }
mail-calendar-actual = Actual: { $from } to { $to }
mail-calendar-plan = Plan: { $from } to { $to }
