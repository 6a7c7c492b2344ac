//! A typical start mail: some lines of instructions, with accents and characters that HTML must
//! escape.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use ptr_core::{Moment, Plan, Run, Step};
use ptr_mail::MailConfig;

const INSTRUCTIONS: &str = "Arrêter les flux entrants <marché> et prévenir l'équipe \"Registre\".\n\
    Vérifier que la file d'attente est vide, puis noter l'heure de la dernière écriture.\n\
    En cas d'écart, ne rien clôturer : appeler le poste de garde & attendre son accord.";

/// The instant at which the step becomes Ready.
pub fn ready() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 28, 21, 0, 0).single().expect("a date of the calendar")
}

/// A run of one step, whose start mail is owed.
pub fn run() -> Run {
    let mut step = Step::new("CO00000001", "CO")
        .and_then(|step| step.in_dry_runs(["FDR2"]))
        .and_then(|step| step.carried_out_by("Réseau", ["anne.durand@grid.example"]))
        .expect("the texts are valid codes")
        .labelled("Basculer les flux de données vers le nouveau registre")
        .starting(Moment::Instant(ready()))
        .lasting(TimeDelta::minutes(90));
    step.department = Some("Exploitation".to_owned());
    step.instructions = Some(INSTRUCTIONS.to_owned());
    let plan = Plan::from_steps([step]).expect("a plan of one step is valid");
    Run::new(plan.schedule("FDR2").expect("its dry run"), [])
}

/// The minimal configuration of mails.
pub fn config() -> MailConfig {
    let json = r#"{"from": "Équipe de transition <transition@grid.example>"}"#;
    serde_json::from_str(json).expect("the settings are right")
}
