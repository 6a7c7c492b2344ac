//! A small plan as a transition team would write it, and a run that is under way: what the
//! tests of the mails look at. Some of its texts are as unpleasant as texts of people can be.

#![allow(dead_code, reason = "each test program takes what it needs")]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use chrono::{DateTime, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Europe::Brussels;
use ptr_core::{
    ActRule, AtRisk, Command, Draft, Email, Milestone, Moment, Notice, NoticeKind, NoticeRules,
    Occasion, Plan, RequiredEnd, Run, SilenceRule, Step, TransferRule, Weekly, resolve_local,
};
use ptr_mail::{Composer, MailConfig};

pub(crate) const LONG: &str = "Arrêter la réconciliation nocturne, vider les files d'attente de \
    l'ancien registre, figer les compteurs & vérifier que plus aucun message <UTILMD> n'est \
    en transit (voir ConsigneDExploitationNuméro2026-03-28/A/Révision7SansEspaceDutout)";
pub(crate) const NASTY: &str = "Prévenir \"Marché\" & l'équipe <script>alert('ptr')</script> 🚦\r\n\r\n\
    1. Arrêter les flux.\n2. Vérifier : débit < 5 A\n> 3. Ne rien oublier {{ secret }}";

/// The instant at which the clocks of Brussels show this time.
pub(crate) fn instant(local: &str) -> DateTime<Utc> {
    let local = chrono::NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    resolve_local(Brussels, local).unwrap().instant
}

pub(crate) fn mail(name: &str) -> Email {
    Email::new(format!("{name}@grid.example")).unwrap()
}

fn step(id: &str, label: &str, start: &str, team: &str, who: &str, after: &[&str]) -> Step {
    let phase = if id.starts_with("FB") { "FB-RB" } else { &id[..2] };
    Step::new(id, phase)
        .and_then(|step| step.in_dry_runs(["FDR2"]))
        .and_then(|step| step.after(after))
        .and_then(|step| step.carried_out_by(team, [mail(who)]))
        .unwrap()
        .labelled(label)
        .starting(Moment::Instant(instant(start)))
        .lasting(TimeDelta::minutes(90))
}

pub(crate) fn plan() -> Plan {
    let mut steps = vec![
        step(
            "PP00000001",
            "Geler les demandes de changement",
            "2026-03-16 09:00",
            "Marché",
            "anne",
            &[],
        ),
        step(
            "PP00000002",
            "Sauvegarder l'ancien registre",
            "2026-03-17 08:00",
            "Registre",
            "bruno",
            &["PP00000001"],
        ),
        step(
            "PP00000003",
            "Former les équipes de garde",
            "2026-03-18 14:00",
            "Marché",
            "anne",
            &[],
        ),
        step("AC00000001", LONG, "2026-03-20 22:00", "Registre", "bruno", &["PP00000002"]),
        step(
            "AC00000002",
            "Fermer les accès des fournisseurs",
            "2026-03-21 06:00",
            "Accès",
            "chloe",
            &["PP00000002"],
        ),
        step(
            "CO00000001",
            "Basculer les flux",
            "2026-03-22 20:00",
            "Réseau",
            "david",
            &["AC00000001"],
        ),
        step(
            "CO00000002",
            "Ouvrir le nouveau registre",
            "2026-03-24 06:00",
            "Registre",
            "bruno",
            &["CO00000001", "AC00000002"],
        ),
        step(
            "CO00000003",
            "Charger les soldes d'ouverture",
            "2026-03-25 22:30",
            "Réseau",
            "david",
            &["CO00000002"],
        ),
        step(
            "DC00000001",
            "Relancer la facturation",
            "2026-03-25 06:15",
            "Facturation",
            "emma",
            &[],
        ),
        step(
            "DC00000002",
            "Rouvrir les accès des fournisseurs",
            "2026-04-02 08:00",
            "Accès",
            "chloe",
            &["CO00000003"],
        ),
        step(
            "HO00000001",
            "Rendre la main à l'exploitation",
            "2026-04-09 08:00",
            "Réseau",
            "david",
            &["DC00000002"],
        ),
        step(
            "FB00000001",
            "Restaurer l'ancien registre",
            "2026-03-27 06:00",
            "Registre",
            "bruno",
            &[],
        ),
    ];
    steps[4].instructions = Some(NASTY.to_owned());
    steps[4].department = Some("Clients & Marché".to_owned());
    steps[5].contacts.clear();
    let opening = Milestone {
        dates: [("FDR2".parse().unwrap(), Moment::Instant(instant("2026-04-09 09:30")))].into(),
        required_end: Some(RequiredEnd::Whole),
        ..Milestone::new("Clôture & bilan")
    };
    Plan::new(Draft { steps, milestones: vec![opening], ..Draft::operator() }).unwrap()
}

pub(crate) fn execute(run: &mut Run, who: &str, command: &Command, at: &str) {
    run.execute(command, &mail(who), instant(at)).unwrap();
}

pub(crate) fn start(id: &str) -> Command {
    Command::Start { step: id.parse().unwrap() }
}

pub(crate) fn close(id: &str) -> Command {
    Command::close(id.parse().unwrap())
}

pub(crate) fn transfer(id: &str, to: &str, message: Option<&str>) -> Command {
    let message = message.map(ToOwned::to_owned);
    Command::Transfer { step: id.parse().unwrap(), to: mail(to), message }
}

/// A run in which nothing has happened yet, coordinated by Paul.
pub(crate) fn fresh() -> Run {
    Run::new(plan().schedule("FDR2").unwrap(), [mail("paul")])
}

/// The run as it stands after two weeks: some of it done, some of it in trouble.
pub(crate) fn under_way() -> Run {
    let mut run = fresh();
    execute(&mut run, "anne", &start("PP00000001"), "2026-03-16 09:05");
    execute(&mut run, "anne", &close("PP00000001"), "2026-03-16 11:00");
    execute(&mut run, "bruno", &start("PP00000002"), "2026-03-17 08:10");
    execute(&mut run, "bruno", &close("PP00000002"), "2026-03-17 10:00");
    let inutile = Command::Skip {
        step: "PP00000003".parse().unwrap(),
        reason: "Formation suivie\npendant FDR1.".to_owned(),
    };
    execute(&mut run, "paul", &inutile, "2026-03-18 15:00");
    execute(&mut run, "bruno", &start("AC00000001"), "2026-03-20 22:00");
    let text = "File <UTILMD> bloquée & relancée deux fois 😬\nTicket \"INC-4711\" ouvert.";
    let defects = Command::RecordDefects {
        step: "AC00000001".parse().unwrap(),
        text: text.to_owned(),
        blocks: Some(true),
        until: Some(instant("2026-03-24 12:00")),
    };
    execute(&mut run, "bruno", &defects, "2026-03-20 23:40");
    let hand_over = transfer("AC00000002", "emma", Some("Je suis absente demain <3\nMerci !"));
    execute(&mut run, "chloe", &hand_over, "2026-03-21 07:00");
    run
}

/// Reports on Mondays at seven, to Paul; a reminder after half an hour of silence, an escalation
/// after an hour; transfers and required ends at risk told to the coordinators.
pub(crate) fn rules() -> NoticeRules {
    let weekly = Weekly {
        weekday: Weekday::Mon,
        time: NaiveTime::from_hms_opt(7, 0, 0).unwrap(),
        from: instant("2026-03-16 08:00"),
        recipients: vec![mail("paul")],
    };
    let silence = SilenceRule {
        after: Some(TimeDelta::minutes(30)),
        coordinators: Some(TimeDelta::hours(1)),
        ..SilenceRule::default()
    };
    NoticeRules {
        weekly: Some(weekly),
        not_begun: silence.clone(),
        past_end: silence,
        at_risk: Some(AtRisk { below: Some(1.0) }),
        passed_estimates: true,
        transfers: TransferRule { coordinators: true, assignees: false },
        acts: ActRule { coordinators: true, assignees: true },
        ..NoticeRules::default()
    }
}

pub(crate) fn report(since: &str, until: &str) -> Notice {
    Notice {
        key: format!("FDR2//weekly-report/{}/paul@grid.example", &until[..10]),
        event: None,
        step: None,
        recipient: mail("paul"),
        way: None,
        occasion: Occasion::WeeklyReport { since: instant(since), until: instant(until) },
    }
}

/// The first mail of a kind that is owed at an instant.
pub(crate) fn owed(run: &Run, kind: NoticeKind, at: &str) -> Notice {
    let owed = run.view(instant(at)).notices(Some(&rules()));
    owed.into_iter().find(|notice| notice.kind() == kind).unwrap()
}

pub(crate) fn config(language: &str) -> MailConfig {
    let json = format!(
        r#"{{"from": "Équipe de transition <transition@grid.example>", "language": "{language}"}}"#
    );
    serde_json::from_str(&json).unwrap()
}

pub(crate) fn composer(language: &str) -> Composer {
    Composer::new(&config(language)).unwrap()
}
