//! The journal of a rehearsal: a table of events for each day, and a summary at the end.

use std::collections::BTreeMap;
use std::io;

use anstyle::{AnsiColor, Style};
use chrono::{DateTime, NaiveDate, Utc};
use ptr_core::language::{self, Language};
use ptr_core::{Event, Fact, NoticeKind, StepId, View};
use ptr_mail::{Attempt, Failure, Verdict};

use crate::paint;
use crate::play::Refused;
use crate::screen::Screen;
use crate::table::{Cell, Fit, Table};
use crate::words::{counted, day, either, percent};

/// The content of the journal so far.
#[derive(Debug)]
pub struct Journal {
    lang: Language,
    /// The current day and its table.
    today: Option<(DateTime<Utc>, Table)>,
    mails_today: usize,
    mails: BTreeMap<NoticeKind, usize>,
    put_off: usize,
    refused: usize,
}

impl Journal {
    /// An empty journal.
    pub fn new(lang: Language) -> Self {
        Self { lang, today: None, mails_today: 0, mails: BTreeMap::new(), put_off: 0, refused: 0 }
    }

    /// The current day in the plan's local time; `None` if nothing has happened since the last day
    /// was written.
    pub fn today(&self, zone: chrono_tz::Tz) -> Option<NaiveDate> {
        self.today.as_ref().map(|(at, _)| at.with_timezone(&zone).date_naive())
    }

    /// Adds what happened at an instant: the events after version `before`, the refusals and the
    /// attempts to send mails.
    pub fn note(&mut self, view: &View<'_>, before: u64, refused: &[Refused], mails: &[Attempt]) {
        let lang = &self.lang.clone();
        for Refused { by, refusal } in refused {
            self.refused += 1;
            let no = either(lang, format!("refusé à {by}\u{a0}: "), format!("refused to {by}: "));
            let why = refusal.sentences(lang).join(" ");
            self.row(view, refusal.step.as_ref(), no + &why, paint::ink(AnsiColor::Red));
        }
        let known = usize::try_from(before).unwrap_or(usize::MAX);
        for event in view.events().iter().skip(known) {
            if !matches!(event.fact, Fact::NoticeSent { .. }) {
                self.row(view, event.fact.step(), event.sentence(lang), style(event));
            }
        }
        for Attempt { notice, delivery, verdict, .. } in mails {
            match verdict {
                Verdict::Done => {
                    self.mails_today += 1;
                    *self.mails.entry(notice.kind()).or_default() += 1;
                    // A day with mails only is written too.
                    self.day(view);
                }
                Verdict::RetryAt(_) => {
                    self.put_off += 1;
                    let (kind, to) = (notice.kind().label(lang), &notice.recipient);
                    let answer = delivery.failure().map(Failure::answer).unwrap_or_default();
                    let sentence = either(
                        lang,
                        format!("{kind} à {to} différé\u{a0}: «\u{a0}{answer}\u{a0}»"),
                        format!("{kind} to {to} put off: {answer:?}"),
                    );
                    self.row(view, notice.step.as_ref(), sentence, paint::quiet());
                }
                // The run contains an event for this.
                Verdict::GiveUp => {}
            }
        }
    }

    fn day(&mut self, view: &View<'_>) -> &mut Table {
        let lang = &self.lang.clone();
        let (_, table) = self.today.get_or_insert_with(|| {
            let mut table = Table::plain([Fit::Left, Fit::Left, Fit::Wrap]);
            let title = day(view.at(), view.schedule().plan().timezone(), lang);
            table.title(Cell::new(title, paint::strong()));
            (view.at(), table)
        });
        table
    }

    fn row(&mut self, view: &View<'_>, step: Option<&StepId>, sentence: String, style: Style) {
        let zone = view.schedule().plan().timezone();
        let time = view.at().with_timezone(&zone).format("%H:%M").to_string();
        let step = step.map_or("", StepId::as_str);
        self.day(view).row([time.into(), step.into(), Cell::new(sentence, style)]);
    }

    /// Writes the day that has ended.
    ///
    /// # Errors
    /// Errors of the output.
    pub fn end_of_day(&mut self, view: &View<'_>, screen: &mut Screen) -> io::Result<()> {
        let Some((_, mut table)) = self.today.take() else { return Ok(()) };
        let mails = counted(
            std::mem::take(&mut self.mails_today),
            &self.lang,
            ["mail envoyé", "mails envoyés"],
            ["mail sent", "mails sent"],
        );
        table.row(["".into(), "".into(), Cell::new(mails, paint::quiet())]);
        let whole = view.recap(None).whole;
        let bar = paint::bar(whole.terminated(), whole.total(), 30);
        let progress = format!("{bar}  {}", percent(&whole, &self.lang));
        table.row(["".into(), "".into(), Cell::new(progress, paint::quiet())]);
        screen.table(&table)
    }

    /// Writes the summary: progress, duration, mails, problems.
    ///
    /// # Errors
    /// Errors of the output.
    pub fn summary(&self, view: &View<'_>, screen: &mut Screen) -> io::Result<()> {
        let (lang, schedule) = (&self.lang, view.schedule());
        let zone = schedule.plan().timezone();
        let mut table = Table::plain([Fit::Left, Fit::Wrap]);
        let ended = either(lang, "terminé le", "ended on");
        let at = language::instant(view.at(), zone, lang);
        table.title(Cell::new(format!("{} {ended} {at}", schedule.dry_run()), paint::strong()));
        let mut row = |name: &str, text: String| table.row([name.into(), text.into()]);

        let whole = view.recap(None).whole;
        let skipped =
            counted(whole.skipped(), lang, ["ignorée", "ignorées"], ["skipped", "skipped"]);
        row(
            either(lang, "Étapes", "Steps"),
            format!(
                "{} / {}  {}, {skipped}",
                whole.terminated(),
                whole.total(),
                percent(&whole, lang),
            ),
        );
        let first = view.events().iter().find(|event| matches!(event.fact, Fact::Started { .. }));
        let took = first.map(|first| language::duration(view.at() - first.at, lang));
        row(either(lang, "Durée", "Duration"), took.unwrap_or_default());
        let kinds =
            self.mails.iter().map(|(kind, count)| format!("{count} × {}", kind.label(lang)));
        row("Mails", kinds.collect::<Vec<_>>().join(", "));
        row(either(lang, "Différés", "Put off"), self.put_off.to_string());
        row(either(lang, "Refus", "Refusals"), self.refused.to_string());
        for step in schedule.steps().filter(|&step| !view.defects(step).is_empty()) {
            row(
                "Defects",
                format!("{}  {}", schedule.id(step), view.defects(step).replace('\n', " ")),
            );
        }
        screen.table(&table)
    }
}

/// Highlights events that indicate trouble.
fn style(event: &Event) -> Style {
    match event.fact {
        Fact::Transferred { .. } => paint::ink(AnsiColor::Cyan),
        Fact::DefectsRecorded { .. } => paint::ink(AnsiColor::Yellow),
        Fact::StartUndone { .. }
        | Fact::Reopened { .. }
        | Fact::Skipped { .. }
        | Fact::PlanRevised { .. } => paint::ink(AnsiColor::Magenta),
        Fact::RollbackDeclared { .. } | Fact::RollbackWithdrawn { .. } => {
            paint::ink(AnsiColor::Red).bold()
        }
        Fact::NoticeFailed { .. } => paint::ink(AnsiColor::Red),
        _ => Style::new(),
    }
}
