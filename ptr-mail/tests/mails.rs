//! What people read: every mail in every language, from a plan under way.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod plan;

use mailparse::MailHeaderMap as _;
use ptr_core::language::Language;
use ptr_core::{
    Command, Notice, NoticeKind, PhaseCode, Plan, Run, Settlement, StepId, TimelineOptions, View,
};
use ptr_mail::{Attachment, Composer, Letter, Pages, Platform};

use plan::{composer, execute, fresh, instant, owed, plan, report, start, transfer, under_way};

/// Pages with a token, and a workbook beside the report.
struct Whole;

impl Platform for Whole {
    fn step(&self, _notice: &Notice, step: &StepId) -> Option<String> {
        Some(format!("https://ptr.grid.example/steps/{step}?token=eyJhbGciOi.J9&lang=fr"))
    }

    fn recap(&self, notice: &Notice, phase: Option<&PhaseCode>) -> Option<String> {
        Pages::at("https://ptr.grid.example").recap(notice, phase)
    }

    fn attachments(&self, notice: &Notice, view: &View<'_>) -> Vec<Attachment> {
        if notice.kind() != NoticeKind::WeeklyReport {
            return Vec::new();
        }
        vec![Attachment {
            name: "statut-FDR2.xlsx".to_owned(),
            content_type: "application/octet-stream".to_owned(),
            content: format!("{:?}", view.states()).into_bytes(),
        }]
    }
}

/// A run, the notice of a mail that it owes, and the instant at which it does.
fn cases() -> Vec<(&'static str, Run, Notice, &'static str)> {
    let mut cases = Vec::new();
    let at = "2026-03-21 07:05";
    let run = under_way();
    for (name, kind) in
        [("transfer", NoticeKind::Transfer), ("transfer-receipt", NoticeKind::TransferReceipt)]
    {
        let notice = owed(&run, kind, at);
        cases.push((name, run.clone(), notice, at));
    }
    let mut before = fresh();
    execute(&mut before, "chloe", &transfer("AC00000002", "emma", None), "2026-03-10 07:00");
    let notice = owed(&before, NoticeKind::Transfer, "2026-03-10 08:00");
    cases.push(("transfer-early", before, notice, "2026-03-10 08:00"));

    let mut ready = fresh();
    for step in ["PP00000001", "PP00000002"] {
        execute(&mut ready, "paul", &start(step), "2026-03-20 08:00");
        execute(&mut ready, "paul", &plan::close(step), "2026-03-20 08:00");
    }
    let find = |run: &Run, step: &str, at: &str| {
        let owed = run.view(instant(at)).notices(None);
        owed.into_iter().find(|it| it.step.as_ref().is_some_and(|it| *it == *step)).unwrap()
    };
    let at = "2026-03-22 20:00";
    let notice = find(&ready, "AC00000002", at);
    cases.push(("start", ready.clone(), notice.clone(), at));
    let nasty = find(&ready, "AC00000001", at);
    cases.push(("start-long", ready.clone(), nasty, at));

    let mut failed = ready.clone();
    let answer = "550 5.1.1 <chloe@grid.example>: inconnu ici".to_owned();
    failed.settle(&notice, &Settlement::Failed(answer), instant(at));
    let failure = owed(&failed, NoticeKind::Failure, at);
    cases.push(("failure", failed, failure, at));

    execute(&mut ready, "bruno", &start("AC00000001"), "2026-03-20 23:00");
    execute(&mut ready, "bruno", &plan::close("AC00000001"), "2026-03-22 21:00");
    let at = "2026-03-22 21:00";
    cases.push(("start-unassigned", ready.clone(), find(&ready, "CO00000001", at), at));

    cases.extend(on_request());
    cases.extend(acts());
    let at = "2026-03-23 07:00";
    let weekly = report("2026-03-16 07:00", at);
    cases.push(("weekly-report", under_way(), weekly, at));
    let at = "2026-02-02 07:00";
    cases.push(("weekly-report-quiet", fresh(), report("2026-01-26 07:00", at), at));
    cases
}

/// The mails that are owed by rules: of silence, transfers, required ends at risk.
fn on_request() -> Vec<(&'static str, Run, Notice, &'static str)> {
    let mut ready = fresh();
    for step in ["PP00000001", "PP00000002"] {
        execute(&mut ready, "paul", &start(step), "2026-03-20 08:00");
        execute(&mut ready, "paul", &plan::close(step), "2026-03-20 08:00");
    }
    let mut open = ready.clone();
    execute(&mut open, "bruno", &start("AC00000001"), "2026-03-20 22:00");
    let mut blocked = open.clone();
    let until = Some(instant("2026-03-20 23:30"));
    let panne = Command::RecordDefects {
        step: "AC00000001".parse().unwrap(),
        text: "Serveur en panne\n<depuis 22 h 10>".to_owned(),
        blocks: Some(true),
        until,
    };
    execute(&mut blocked, "bruno", &panne, "2026-03-20 22:15");
    let mut given = ready.clone();
    let hand_over = transfer("AC00000002", "emma", Some("Je suis absente demain <3"));
    execute(&mut given, "chloe", &hand_over, "2026-03-20 22:00");
    let remind = |message: Option<&str>| Command::Remind {
        step: "AC00000001".parse().unwrap(),
        message: message.map(ToOwned::to_owned),
    };
    let (mut called, mut open_called) = (ready.clone(), open.clone());
    execute(&mut called, "paul", &remind(Some("Le marché attend <3")), "2026-03-20 22:10");
    execute(&mut open_called, "paul", &remind(None), "2026-03-20 22:30");
    [
        ("reminder", &ready, NoticeKind::Reminder, "2026-03-20 22:30"),
        ("reminder-past-end", &open, NoticeKind::Reminder, "2026-03-21 00:00"),
        ("escalation", &ready, NoticeKind::Escalation, "2026-03-20 23:00"),
        ("escalation-past-end", &open, NoticeKind::Escalation, "2026-03-21 00:30"),
        ("estimate-passed", &blocked, NoticeKind::EstimatePassed, "2026-03-20 23:45"),
        ("reminded", &called, NoticeKind::Reminded, "2026-03-20 22:10"),
        ("reminded-open", &open_called, NoticeKind::Reminded, "2026-03-20 22:30"),
        ("transfer-told", &given, NoticeKind::TransferTold, "2026-03-20 22:00"),
        // Nobody begins on 25 March what should take a day until the end.
        ("at-risk", &ready, NoticeKind::AtRisk, "2026-04-09 04:00"),
        ("at-risk-chance", &ready, NoticeKind::AtRisk, "2026-03-20 22:00"),
    ]
    .map(|(name, run, kind, at)| (name, run.clone(), owed(run, kind, at), at))
    .into()
}

/// The mails about acts on the work of others.
fn acts() -> Vec<(&'static str, Run, Notice, &'static str)> {
    let at = "2026-03-20 22:00";
    let id = |step: &str| step.parse::<StepId>().unwrap();
    let skip = |step: &str| Command::Skip { step: id(step), reason: "Déjà fait <3".to_owned() };
    let mut skipped = fresh();
    execute(&mut skipped, "paul", &skip("AC00000001"), at);

    let mut started = fresh();
    execute(&mut started, "anne", &start("PP00000001"), at);
    let mut undone = started.clone();
    let undo = Command::UndoStart { step: id("PP00000001"), reason: "Trop tôt".to_owned() };
    execute(&mut undone, "paul", &undo, at);
    execute(&mut started, "anne", &plan::close("PP00000001"), at);
    let mut reopened = started;
    let reopen =
        Command::Reopen { step: id("PP00000001"), reason: "Clôturée\ntrop tôt".to_owned() };
    execute(&mut reopened, "anne", &reopen, at);

    let mut declared = fresh();
    let declare = Command::DeclareRollback { reason: "Registre corrompu".to_owned() };
    execute(&mut declared, "paul", &declare, at);
    let mut withdrawn = declared.clone();
    let withdraw = Command::WithdrawRollback { reason: "Registre réparé".to_owned() };
    execute(&mut withdrawn, "paul", &withdraw, at);

    // Everything is moved, which leaves some people with many steps and no reason.
    let mut revised = fresh();
    let plan = revised.know(&plan());
    let shift = Some(chrono::TimeDelta::hours(1));
    let revise = Command::Revise { plan, shift, rewriting: false, reason: None };
    execute(&mut revised, "paul", &revise, at);
    [
        ("act-skipped", skipped),
        ("act-undone", undone),
        ("act-reopened", reopened),
        ("act-declared", declared),
        ("act-withdrawn", withdrawn),
        ("act-revised", revised),
    ]
    .map(|(name, run)| {
        let notice = owed(&run, NoticeKind::ActTold, at);
        (name, run, notice, at)
    })
    .into()
}

fn letter(composer: &Composer, run: &Run, notice: &Notice, at: &str) -> Letter {
    composer.letter(notice, &run.view(instant(at)), &Whole).unwrap()
}

/// The texts of a letter, decoded by a parser that knows nothing of ours.
fn read(letter: &Letter) -> (String, String, String) {
    let bytes = letter.bytes();
    let mail = mailparse::parse_mail(&bytes).unwrap();
    let subject = mail.headers.get_first_value("Subject").unwrap();
    let body = |kind: &str| {
        let part = mail.parts().find(|part| part.ctype.mimetype == kind).unwrap();
        part.get_body().unwrap().replace("\r\n", "\n")
    };
    (subject, body("text/plain"), body("text/html"))
}

#[test]
fn every_mail_reads_as_its_snapshot() {
    let pictures = std::env::var_os("PTR_MAIL_HTML").map(std::path::PathBuf::from);
    for language in ["fr", "en", "nl"] {
        let composer = composer(language);
        for (name, run, notice, at) in cases() {
            let (subject, text, html) = read(&letter(&composer, &run, &notice, at));
            if let Some(directory) = &pictures {
                std::fs::write(directory.join(format!("{name}-{language}.html")), &html).unwrap();
            }
            insta::assert_snapshot!(
                format!("{name}_{language}_text"),
                format!("{subject}\n\n{text}")
            );
            insta::assert_snapshot!(format!("{name}_{language}_html"), html);
        }
    }
}

#[test]
fn the_same_notice_gives_the_same_bytes_in_any_thread_and_at_any_later_time() {
    for (name, run, notice, at) in cases() {
        let composer = composer("fr");
        let first = letter(&composer, &run, &notice, at).bytes();
        std::thread::scope(|scope| {
            for hours in [0, 1, 23] {
                let (composer, run, notice, first) = (&composer, &run, &notice, &first);
                scope.spawn(move || {
                    let later = instant(at) + chrono::TimeDelta::hours(hours);
                    // The date moves on by whole days only: ask within the first.
                    let since = mailparse_date(first);
                    if (later - since).num_days() == (instant(at) - since).num_days() {
                        let again = composer.letter(notice, &run.view(later), &Whole).unwrap();
                        assert_eq!(again.bytes(), *first, "{name}, {hours} h later");
                    }
                });
            }
        });
        assert_eq!(letter(&plan::composer("fr"), &run, &notice, at).bytes(), first, "{name}");
    }
}

/// The `Date` of a mail.
fn mailparse_date(bytes: &[u8]) -> chrono::DateTime<chrono::Utc> {
    let (headers, _) = mailparse::parse_headers(bytes).unwrap();
    let date = mailparse::dateparse(&headers.get_first_value("Date").unwrap()).unwrap();
    chrono::DateTime::from_timestamp(date, 0).unwrap()
}

#[test]
fn what_happens_after_a_report_became_due_does_not_change_it() {
    let (mut run, notice) = (under_way(), report("2026-03-16 07:00", "2026-03-23 07:00"));
    let before = letter(&composer("fr"), &run, &notice, "2026-03-23 07:00").bytes();
    execute(&mut run, "bruno", &plan::close("AC00000001"), "2026-03-23 07:30");
    let after = letter(&composer("fr"), &run, &notice, "2026-03-23 08:00").bytes();
    assert_eq!(before, after);
}

#[test]
fn a_mail_carries_the_date_since_which_it_is_owed() {
    let find = |wanted: &str| cases().into_iter().find(|(name, ..)| *name == wanted).unwrap();
    for (name, at, date) in [
        // Ready at its start, and at the end of its last prerequisite.
        ("start", "2026-03-21 06:00", "2026-03-21 06:00"),
        ("start-unassigned", "2026-03-22 21:00", "2026-03-22 21:00"),
        // The last instant of the first day, and the first of the second.
        ("start", "2026-03-22 05:59", "2026-03-21 06:00"),
        ("start", "2026-03-22 06:00", "2026-03-22 06:00"),
        ("transfer", "2026-03-21 12:00", "2026-03-21 07:00"),
        ("failure", "2026-03-22 20:30", "2026-03-22 20:00"),
        ("weekly-report", "2026-03-23 09:00", "2026-03-23 07:00"),
    ] {
        let (_, run, notice, _) = find(name);
        let bytes = letter(&composer("fr"), &run, &notice, at).bytes();
        assert_eq!(mailparse_date(&bytes), instant(date), "{name} at {at}");
    }
}

#[test]
fn without_links_every_mail_still_says_what_to_do() {
    for language in ["fr", "en", "nl"] {
        for (name, run, notice, at) in cases() {
            let letter = composer(language).letter(&notice, &run.view(instant(at)), &()).unwrap();
            let (subject, text, html) = read(&letter);
            assert!(!text.contains("http"), "{name}: {text}");
            assert!(!html.contains("href"), "{name}: {html}");
            assert!(!text.contains("\n\n\n\n") && !text.contains(" \n"), "{name}: {text}");
            assert!(subject.starts_with("[Transition-FDR2] "), "{subject}");
        }
    }
}

#[test]
fn no_text_of_a_person_becomes_markup_or_is_run_as_a_template() {
    for (name, run, notice, at) in cases() {
        let (_, text, html) = read(&letter(&composer("fr"), &run, &notice, at));
        assert!(!html.contains("<script>") && !html.contains("<UTILMD>"), "{name}");
        if name == "start" {
            assert!(html.contains("{{ secret }}") && text.contains("> > 3. Ne rien oublier"));
        }
    }
}

#[test]
fn the_report_carries_the_workbook_of_the_instant_it_is_about() {
    let run = under_way();
    let notice = report("2026-03-16 07:00", "2026-03-23 07:00");
    let bytes = letter(&composer("fr"), &run, &notice, "2026-03-25 07:00").bytes();
    let mail = mailparse::parse_mail(&bytes).unwrap();
    let file = mail.parts().find(|part| part.ctype.mimetype == "application/octet-stream");
    let then = format!("{:?}", run.view(instant("2026-03-23 07:00")).states());
    assert_eq!(file.unwrap().get_body_raw().unwrap(), then.into_bytes());
}

#[test]
fn the_report_says_why_the_end_has_moved_and_what_is_to_be_decided() {
    let mut draft = plan::plan().to_draft();
    draft.steps[0] = draft.steps[0].clone().deciding(["GO", "NO-GO"], 1).unwrap();
    let plan = Plan::new(draft).unwrap();
    let run = Run::new(plan.schedule("FDR2").unwrap(), [plan::mail("paul")]);
    // Nobody has begun anything; a chain of seven steps of ninety minutes is left.
    let notice = report("2026-04-09 07:00", "2026-04-09 17:00");
    let view = run.view(instant("2026-04-09 17:00"));
    for (language, told) in [
        ("fr", ["repoussée de 10 h", "PP00000001 pourrait commencer", "dépassée de"]),
        ("en", ["is 10 h later:", "PP00000001 could begin", "passed by"]),
        ("nl", ["10 u later:", "PP00000001 kan beginnen", "overschreden met"]),
    ] {
        let (_, text, html) = read(&composer(language).letter(&notice, &view, &()).unwrap());
        for (said, form) in [(&text, "text"), (&html, "html")] {
            for words in told {
                let said = said.replace('\u{a0}', " ");
                assert!(said.contains(words), "{words} in the {form} of {language}: {said}");
            }
            assert!(said.contains("GO / NO-GO"), "{said}");
        }
    }
}

#[test]
fn the_report_takes_along_the_timeline_of_the_instant_it_is_about_unless_told_otherwise() {
    let run = under_way();
    let notice = report("2026-03-16 07:00", "2026-03-23 07:00");
    let view = run.view(instant("2026-03-25 07:00"));
    let written = composer("en").letter(&notice, &view, &()).unwrap().bytes();
    let mail = mailparse::parse_mail(&written).unwrap();
    let file = mail.parts().find(|part| part.ctype.mimetype == "image/svg+xml").unwrap();
    let name = file.get_content_disposition().params.get("filename").cloned();
    assert_eq!(name.as_deref(), Some("FDR2-2026-03-23.svg"));
    let svg = String::from_utf8(file.get_body_raw().unwrap()).unwrap();
    let then = run.view(instant("2026-03-23 07:00"));
    let drawn = then.to_timeline_svg(&TimelineOptions::default(), &Language::english()).unwrap();
    assert!(svg == drawn, "{svg}");

    let without = r#"{"from": "transition@grid.example", "timeline": false}"#;
    let without = Composer::new(&serde_json::from_str(without).unwrap()).unwrap();
    let written = without.letter(&notice, &view, &()).unwrap().bytes();
    let mail = mailparse::parse_mail(&written).unwrap();
    assert!(mail.parts().all(|part| part.ctype.mimetype != "image/svg+xml"));
    let text = mail.parts().find(|part| part.ctype.mimetype == "text/plain").unwrap();
    assert!(!text.get_body().unwrap().contains("chronologie"));
}

#[test]
fn a_notice_of_another_run_and_an_address_that_no_server_takes_are_told() {
    let (run, at) = (under_way(), "2026-03-21 07:05");
    let mut notice = owed(&run, NoticeKind::Transfer, at);
    notice.step = Some("XX00000001".parse().unwrap());
    let view = run.view(instant(at));
    let error = composer("fr").letter(&notice, &view, &()).unwrap_err().to_string();
    assert!(
        error.contains("FDR2/AC00000002/transfer/") && error.contains("does not have"),
        "{error}"
    );

    let mut notice = owed(&run, NoticeKind::Transfer, at);
    notice.recipient = "🚦@grid.example".parse().unwrap();
    let error = composer("fr").letter(&notice, &view, &()).unwrap_err().to_string();
    assert!(error.contains("correct it in the plan"), "{error}");
}
