//! One example of each mail, with every name defined and nothing empty, so that templates can
//! be tried before the first real mail.

use minijinja::value::{Serde, Value};
use ptr_core::language::Language;
use ptr_core::{Act, Light, NoticeKind, State};

use super::report::{
    Blocker, ChangedStep, Completion, DecisionToCome, DueDay, DueStep, ExpectedEnd,
    ForecastContext, LightContext, PhaseCompletion, ReportContext, RequiredEndContext, Rollback,
    StateChanges, StateCount, StepDefects, StepLine, TakenDecision, UrgentStep,
};
use super::state::StateContext;
use super::step::{About, ActContext, RiskContext, StepContext, StepMail};

const DRY_RUN: &str = "FDR2";
const SIGNATURE: &str = "L'équipe de transition";
const LINK: &str = "https://ptr.example.org/steps/CO00000001?token=eyJhbGciOiJIUzI1NiJ9";
const AT: &str = "2026-11-24T14:30:00+01:00";
const ANNE: &str = "anne.durand@example.org";

fn step() -> StepContext<'static> {
    StepContext {
        id: "CO00000001",
        label: "Basculer les flux",
        phase: "CO",
        phase_label: Some("Cut over"),
        team: Some("Réseau"),
        department: Some("Exploitation"),
        start: Some(AT.to_owned()),
        duration: Some(5400),
        instructions: Some("Arrêter les flux.\nPrévenir l'équipe."),
    }
}

/// What a mail of this kind says, with every name defined: a template that works with the
/// sample works with the mail. `None` of a kind that this version knows no mail for.
pub(crate) fn sample(kind: NoticeKind, language: &Language) -> Option<Value> {
    let message = Some("Je suis absente demain.\nMerci !");
    let about = match kind {
        NoticeKind::Start => About::Start { unassigned: false },
        NoticeKind::Transfer => {
            let state = StateContext::new(State::Ready, language);
            About::Transfer { from: ANNE, message, state }
        }
        NoticeKind::TransferReceipt => About::TransferReceipt { to: ANNE, message },
        NoticeKind::Failure => About::Failure {
            mail: NoticeKind::Start.label(language),
            undelivered_to: ANNE,
            at: AT.to_owned(),
            error: "550 5.1.1 unknown here",
        },
        NoticeKind::WeeklyReport => return Some(Value::from(Serde(report(language)))),
        NoticeKind::Reminder => {
            About::Reminder { silence: "not-begun", since: AT.to_owned(), unassigned: false }
        }
        NoticeKind::Escalation => About::Escalation {
            silence: "past-end",
            since: AT.to_owned(),
            who: vec![ANNE.to_owned()],
        },
        NoticeKind::Reminded => {
            About::Reminded { silence: "not-begun", from: ANNE, message, unassigned: false }
        }
        NoticeKind::TransferTold => About::TransferTold { from: ANNE, to: ANNE, message },
        NoticeKind::EstimatePassed => About::EstimatePassed {
            since: AT.to_owned(),
            until: AT.to_owned(),
            defects: "Le registre refuse un flux sur mille.".to_owned(),
            who: vec![ANNE.to_owned()],
        },
        NoticeKind::AtRisk => return Some(Value::from(Serde(risk(language)))),
        NoticeKind::ActTold => return Some(Value::from(Serde(act(language)))),
        _ => return None,
    };
    Some(Value::from(Serde(StepMail {
        language: language.code(),
        dry_run: DRY_RUN,
        signature: SIGNATURE,
        link: Some(LINK.to_owned()),
        step: step(),
        about,
    })))
}

fn risk(language: &Language) -> RiskContext<'_> {
    RiskContext {
        language: language.code(),
        dry_run: DRY_RUN,
        signature: SIGNATURE,
        link: Some("https://ptr.example.org/".to_owned()),
        milestone: "Ouverture",
        by: AT.to_owned(),
        since: AT.to_owned(),
        ends: Some(AT.to_owned()),
        below: None,
    }
}

/// The step as a line of a list.
fn line() -> StepLine<'static> {
    let StepContext { id, label, team, .. } = step();
    StepLine { id, label, team, link: Some(LINK.to_owned()) }
}

fn forecast(language: &Language) -> ForecastContext<'_> {
    let step = step();
    let light = || LightContext {
        name: Light::Amber.name(),
        label: Light::Amber.label(language),
        color: Light::Amber.color(),
    };
    let end = |code, label| ExpectedEnd {
        code,
        label,
        planned: Some(AT.to_owned()),
        expected: Some(AT.to_owned()),
        delay: Some(1800),
        likely: Some(AT.to_owned()),
        light: Some(light()),
    };
    ForecastContext {
        whole: end(None, None),
        phases: vec![end(Some(step.phase), step.phase_label)],
        required_ends: vec![RequiredEndContext {
            milestone: "Ouverture",
            phase: Some(step.phase),
            by: AT.to_owned(),
            expected: Some(AT.to_owned()),
            margin: Some(5400),
            chance: Some(75),
            light: Some(light()),
            decide_by: Some(AT.to_owned()),
            decide_by_likely: Some(AT.to_owned()),
            is_too_late: false,
        }],
        moved: 1800,
        causes: vec!["CO00000001 a pris plus de temps que prévu.".to_owned()],
        decided: vec![TakenDecision {
            at: AT.to_owned(),
            step: Some(line()),
            what: format!("décidée par {ANNE} : GO"),
        }],
        to_decide: vec![DecisionToCome {
            step: line(),
            outcomes: vec!["GO".to_owned(), "NO-GO".to_owned()],
            expected: AT.to_owned(),
        }],
    }
}

fn act(language: &Language) -> ActContext<'_> {
    ActContext {
        language: language.code(),
        dry_run: DRY_RUN,
        signature: SIGNATURE,
        link: Some(LINK.to_owned()),
        step: Some(step()),
        act: Act::Reopened.name(),
        from: ANNE,
        at: AT.to_owned(),
        reason: Some("Clôturée par erreur."),
        steps: vec!["CO00000002"],
    }
}

fn report(language: &Language) -> ReportContext<'_> {
    let state = |state| StateContext::new(state, language);
    let step = step();
    let progress = || Completion {
        total: 4,
        terminated: 1,
        percent: 25,
        skipped: 1,
        late: 1,
        states: vec![StateCount { state: state(State::Ready), count: 3 }],
    };
    let moved = ChangedStep {
        step: line(),
        before: state(State::Idle),
        skipped: Some("Déjà fait en FDR1."),
    };
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
        phases: vec![PhaseCompletion {
            code: step.phase,
            label: step.phase_label,
            link: Some("https://ptr.example.org/recap/CO".to_owned()),
            progress: progress(),
        }],
        asleep: 2,
        forecast: Some(forecast(language)),
        changes: vec![StateChanges { state: state(State::Ready), steps: vec![moved] }],
        act_now: vec![UrgentStep {
            step: line(),
            state: state(State::Ready),
            who: vec![ANNE.to_owned()],
            late: Some(7200),
        }],
        blocked: vec![Blocker {
            step: line(),
            state: state(State::Ready),
            who: vec![ANNE.to_owned()],
            holds: vec![line()],
        }],
        days: vec![DueDay {
            day: AT.to_owned(),
            steps: vec![DueStep { step: line(), start: AT.to_owned(), state: state(State::Idle) }],
        }],
        defects: vec![StepDefects {
            step: line(),
            text: "Le registre refuse un flux sur mille.".to_owned(),
            is_new: true,
            blocks: true,
            blocks_until: Some(AT.to_owned()),
        }],
        attachments: vec!["statut-FDR2.xlsx"],
        timeline: Some("FDR2.svg"),
    }
}
