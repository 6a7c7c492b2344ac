//! The dates: the milestones of each dry run, and the start of each step.
//!
//! The cut-over week-end is rehearsed at its real pace, so the starts of its steps are offsets from
//! a milestone. Preparation and hand-over take weeks in the real execution and days in a rehearsal,
//! so their steps have a date of their own in each dry run, always in the same order.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::story::{From, Lasting, PlannedStep};

/// A milestone: name, meaning, date in each dry run, the phase that must have ended by then, the
/// phase whose declaration sets it.
pub(super) struct Milestone {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    pub(super) dates: [Option<&'static str>; 4],
    pub(super) required_end: &'static str,
    pub(super) set_by: &'static str,
}

/// The second rehearsal is on the night of the change to summer time.
pub(super) const MILESTONES: [Milestone; 8] = [
    Milestone {
        name: "Lancement",
        meaning: "Réunion de lancement de la préparation",
        dates: [
            Some("2027-01-27T09:00"),
            Some("2027-03-17T09:00"),
            Some("2027-04-07T09:00"),
            Some("2027-04-26T09:00"),
        ],
        required_end: "",
        set_by: "",
    },
    Milestone {
        name: "Comité",
        meaning: "Comité go/no-go de la bascule",
        dates: [
            Some("2027-02-04T14:00"),
            Some("2027-03-25T14:00"),
            Some("2027-04-15T14:00"),
            Some("2027-06-10T14:00"),
        ],
        required_end: "",
        set_by: "",
    },
    Milestone {
        name: "Arrêt",
        meaning: "Début de l'arrêt contrôlé de l'ancien modèle",
        dates: [
            Some("2027-02-05T18:00"),
            Some("2027-03-26T18:00"),
            Some("2027-04-16T18:00"),
            Some("2027-06-11T18:00"),
        ],
        required_end: "",
        set_by: "",
    },
    Milestone {
        name: "J0",
        meaning: "Départ de la bascule ; pour FDR2, passage à l'heure d'été dans la nuit",
        dates: [
            Some("2027-02-06T08:00"),
            Some("2027-03-27T08:00"),
            Some("2027-04-17T08:00"),
            Some("2027-06-12T08:00"),
        ],
        required_end: "",
        set_by: "",
    },
    Milestone {
        name: "Repli",
        meaning: "Déclaration du retour arrière, à cette heure au plus tard selon le plan",
        dates: [None, None, Some("2027-04-18T20:00"), Some("2027-06-13T20:00")],
        required_end: "",
        set_by: "FB-RB",
    },
    Milestone {
        name: "Ouverture",
        meaning: "Ouverture du nouveau modèle aux fournisseurs pilotes",
        dates: [
            Some("2027-02-08T06:00"),
            Some("2027-03-29T06:00"),
            Some("2027-04-19T06:00"),
            Some("2027-06-14T06:00"),
        ],
        required_end: "",
        set_by: "",
    },
    Milestone {
        name: "Passation",
        meaning: "Début de la passation à l'exploitation courante",
        dates: [
            Some("2027-02-10T09:00"),
            Some("2027-03-31T09:00"),
            Some("2027-04-21T09:00"),
            Some("2027-06-21T09:00"),
        ],
        required_end: "DC",
        set_by: "",
    },
    Milestone {
        name: "Clôture",
        meaning: "Clôture de la répétition ou de la transition",
        dates: [
            Some("2027-02-12T16:00"),
            Some("2027-04-02T16:00"),
            Some("2027-04-23T16:00"),
            Some("2027-07-02T16:00"),
        ],
        required_end: "",
        set_by: "",
    },
];

/// Public holidays: Easter Monday, Ascension Day, Whit Monday.
const HOLIDAYS: [(u32, u32); 3] = [(3, 29), (5, 6), (5, 17)];

/// The minutes of a working day, from nine to six.
const WORKING_DAY: u32 = 9 * 60;

/// The start of a step.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Starts {
    /// Minutes after a milestone.
    After(&'static str, u32),
    /// A date in each dry run.
    On([NaiveDateTime; 4]),
}

/// Computes the start of every step, none before one of its prerequisites.
pub(super) fn date(steps: &[PlannedStep]) -> Vec<Starts> {
    // The end of each step, in minutes since the beginning of its phase.
    let mut ends: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    let mut dated = Vec::with_capacity(steps.len());
    for step in steps {
        let of_phase = step.after.iter().filter_map(|id| ends.get(id.as_str()));
        let free = of_phase.filter(|(phase, _)| *phase == step.phase).map(|(_, end)| *end).max();
        let (earliest, grain) = match step.from {
            From::WorkingDay(hundredths) => (hundredths * WORKING_DAY / 100, 30),
            From::Minute(minute) => (minute, 15),
            From::Milestone(_) => (0, 1),
        };
        let start = earliest.max(free.unwrap_or(0)).next_multiple_of(grain);
        let lasting = match step.lasting {
            Lasting::Minutes(minutes) => minutes,
            Lasting::Days(days) => days * WORKING_DAY,
        };
        ends.insert(&step.id, (step.phase, start + lasting));
        dated.push(match (step.from, step.phase) {
            (From::Milestone(name), _) => Starts::After(name, 0),
            (From::Minute(_), phase) => Starts::After(opening(phase), start),
            (From::WorkingDay(_), phase) => Starts::On(spread(phase, start)),
        });
    }
    dated
}

/// The milestone at which a phase begins.
fn opening(phase: &str) -> &'static str {
    match phase {
        "PP" => "Lancement",
        "AC" => "Arrêt",
        "CO" => "J0",
        "DC" => "Ouverture",
        "HO" => "Passation",
        _ => "Repli",
    }
}

/// The date of a working minute of the real execution in each dry run; a rehearsal has fewer days.
fn spread(phase: &str, minute: u32) -> [NaiveDateTime; 4] {
    let days: [u32; 4] = if phase == "PP" { [6, 6, 6, 31] } else { [3, 3, 3, 10] };
    let opens = opening(phase);
    [0, 1, 2, 3].map(|nth| {
        let scaled = minute * days[nth] / days[3];
        let opened = MILESTONES
            .iter()
            .find(|milestone| milestone.name == opens)
            .and_then(|milestone| parse(milestone.dates[nth]?))
            .unwrap_or_default();
        working(opened, scaled / 15 * 15)
    })
}

/// The date after this many working minutes, counted from a day's beginning at nine.
fn working(opened: NaiveDateTime, minutes: u32) -> NaiveDateTime {
    let mut day = opened.date();
    for _ in 0..minutes / WORKING_DAY {
        day = day.checked_add_days(Days::new(1)).unwrap_or(day);
        while !is_working(day) {
            day = day.checked_add_days(Days::new(1)).unwrap_or(day);
        }
    }
    day.and_time(opened.time()) + TimeDelta::minutes((minutes % WORKING_DAY).into())
}

fn is_working(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
        && !HOLIDAYS.contains(&(day.month(), day.day()))
}

/// Parses a date of the table above.
pub(super) fn parse(text: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once('T')?;
    let time = NaiveTime::parse_from_str(time, "%H:%M").ok()?;
    Some(day.parse::<NaiveDate>().ok()?.and_time(time))
}
