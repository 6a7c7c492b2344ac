//! One example of each mail, with every name defined and nothing empty, so that templates can
//! be tried before the first real mail.

use minijinja::value::{Serde, Value};
use ptr_core::{NoticeKind, State};

use super::{
    Act, Changes, Day, Defects, DueStep, FailureContext, Hold, Moved, PhaseProgress, Progress,
    ReceiptContext, ReportContext, Rollback, StartContext, StateContext, StateCount, StepContext,
    StepLine, TransferContext,
};
use ptr_core::language::Language;

const DRY_RUN: &str = "FDR2";
const SIGNATURE: &str = "L'équipe de transition";
const LINK: &str = "https://ptr.example.org/steps/CO00000001?token=eyJhbGciOiJIUzI1NiJ9";
const AT: &str = "2026-11-24T14:30:00+01:00";
const ANNE: &str = "anne.durand@example.org";
const STEP: StepContext<'static> = StepContext {
    id: "CO00000001",
    label: "Basculer les flux",
    phase: "CO",
    phase_label: Some("Cut over"),
    team: Some("Réseau"),
    department: Some("Exploitation"),
    start: Some(AT),
    duration: Some(5400),
    instructions: Some("Arrêter les flux.\nPrévenir l'équipe."),
};

pub(super) fn of(kind: NoticeKind, language: &Language) -> Value {
    let (code, state) = (language.code(), |state| StateContext::new(state, language));
    let (dry_run, signature, link, step) = (DRY_RUN, SIGNATURE, Some(LINK), STEP);
    let message = Some("Je suis absente demain.\nMerci !");
    match kind {
        NoticeKind::Start => Value::from(Serde(StartContext {
            language: code,
            dry_run,
            signature,
            link,
            step,
            unassigned: false,
        })),
        NoticeKind::Transfer => Value::from(Serde(TransferContext {
            language: code,
            dry_run,
            signature,
            link,
            step,
            from: ANNE,
            message,
            state: state(State::Ready),
        })),
        NoticeKind::TransferReceipt => Value::from(Serde(ReceiptContext {
            language: code,
            dry_run,
            signature,
            link,
            step,
            to: ANNE,
            message,
        })),
        NoticeKind::Failure => Value::from(Serde(FailureContext {
            language: code,
            dry_run,
            signature,
            link,
            step,
            mail: &NoticeKind::Start.label(language),
            undelivered_to: ANNE,
            at: AT,
            error: "550 5.1.1 unknown here",
        })),
        NoticeKind::WeeklyReport => Value::from(Serde(report(language))),
    }
}

fn report(language: &Language) -> ReportContext<'_> {
    let state = |state| StateContext::new(state, language);
    let line = || StepLine {
        id: STEP.id,
        label: STEP.label,
        team: STEP.team,
        link: Some(LINK.to_owned()),
    };
    let progress = || Progress {
        total: 4,
        terminated: 1,
        percent: 25,
        skipped: 1,
        late: 1,
        states: vec![StateCount { state: state(State::Ready), count: 3 }],
    };
    let moved =
        Moved { step: line(), before: state(State::Idle), skipped: Some("Déjà fait en FDR1.") };
    ReportContext {
        language: language.code(),
        dry_run: DRY_RUN,
        signature: SIGNATURE,
        link: Some("https://ptr.example.org/recap/CO".to_owned()),
        since: "2026-11-17T07:00:00+01:00".to_owned(),
        until: "2026-11-24T07:00:00+01:00".to_owned(),
        timezone: "Europe/Brussels",
        rollback: Some(Rollback { at: AT.to_owned(), by: Some(ANNE.to_owned()) }),
        whole: progress(),
        phases: vec![PhaseProgress {
            code: STEP.phase,
            label: STEP.phase_label,
            link: Some("https://ptr.example.org/recap/CO".to_owned()),
            progress: progress(),
        }],
        asleep: 2,
        changes: vec![Changes { state: state(State::Ready), steps: vec![moved] }],
        act_now: vec![Act {
            step: line(),
            state: state(State::Ready),
            who: vec![ANNE.to_owned()],
            late: Some(7200),
        }],
        blocked: vec![Hold {
            step: line(),
            state: state(State::Ready),
            who: vec![ANNE.to_owned()],
            holds: vec![line()],
        }],
        days: vec![Day {
            day: AT.to_owned(),
            steps: vec![DueStep { step: line(), start: AT.to_owned(), state: state(State::Idle) }],
        }],
        defects: vec![Defects {
            step: line(),
            text: "Le registre refuse un flux sur mille.".to_owned(),
            is_new: true,
        }],
        attachments: vec!["statut-FDR2.xlsx"],
    }
}
