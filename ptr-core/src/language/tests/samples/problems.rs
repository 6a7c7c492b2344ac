//! Everything that can be wrong with a plan.

use super::{dry_runs, id, known, outcome, texts};
use crate::{
    ClockChange, DryRun, Expected, Field, KnownNames, LeftOut, Link, Named, PhaseCode, Place,
    ProblemKind, TableMark,
};

pub(in crate::language::tests) fn expectations() -> Vec<Expected> {
    every! { Expected:
        Pattern => [Expected::Pattern("[A-Z]{2}[0-9]{8}".to_owned())],
        OneLine => [Expected::OneLine],
        Text => [Expected::Text],
        Texts => [Expected::Texts],
        Date => [Expected::Date],
        DateFormat => [Expected::DateFormat("%d.%m.%Y".to_owned())],
        DateOrMilestone => [
            Expected::DateOrMilestone { known: known(&["J0", "J1"]) },
            Expected::DateOrMilestone { known: known(&[]) },
        ],
        DateOfNumber => [Expected::DateOfNumber { date: "2026-03-27T00:00:00".to_owned() }],
        OneDuration => [Expected::OneDuration { readings: known(&["1000 min", "1 min"]) }],
        Offset => [Expected::Offset],
        Duration => [Expected::Duration],
        TimeOfDay => [Expected::TimeOfDay],
        Count => [Expected::Count],
        Mark => [Expected::Mark],
        OneOf => [Expected::OneOf(known(&["Open", "Terminated"]))],
        Other => ["3 lignes\nau plus".into()],
    }
}

#[expect(clippy::too_many_lines, reason = "a sample a variant, and every variant here")]
pub(in crate::language::tests) fn faults() -> Vec<ProblemKind> {
    let place = |cell: Option<&str>| {
        let sheet = "Etapes-actions".to_owned();
        Some(Place { sheet, cell: cell.map(str::to_owned) })
    };
    let duplicate =
        |first_place| ProblemKind::DuplicateId { id: id("CO00000001"), first_row: 6, first_place };
    let too_early = |phase| ProblemKind::RequiredEndTooEarly {
        milestone: "Ouverture".to_owned(),
        found: "2026-03-28T06:00:00".to_owned(),
        phase,
        begins: "2026-03-28T22:00:00".to_owned(),
        dry_run: DryRun::live(),
    };
    let unknown_phase = |found: &str, codes: &[&str]| ProblemKind::UnknownPhase {
        found: found.to_owned(),
        known: known(codes),
    };
    let teams: Vec<String> = (1..=42).map(|number| format!("Équipe {number}")).collect();
    let same = |what| ProblemKind::DuplicateName { what, name: "J0".to_owned() };
    let gap = |dry_runs: Vec<DryRun>| ProblemKind::ClockChange {
        change: ClockChange::Gap,
        found: "2026-03-29T02:30:00".to_owned(),
        taken: "2026-03-29T03:30:00+02:00".to_owned(),
        dry_runs,
    };
    let link = |found: &str, prerequisite, link, lag: Option<&str>| ProblemKind::UnsupportedLink {
        found: found.to_owned(),
        prerequisite: id(prerequisite),
        link,
        lag: lag.map(str::to_owned),
        is_kept: false,
    };
    let kept = |problem| match problem {
        ProblemKind::UnsupportedLink { found, prerequisite, link, lag, .. } => {
            ProblemKind::UnsupportedLink { found, prerequisite, link, lag, is_kept: true }
        }
        other => other,
    };
    let ambiguous = |what| ProblemKind::AmbiguousName {
        what,
        found: "j 0".to_owned(),
        names: known(&["J0", "j0"]),
    };
    let similar =
        |what| ProblemKind::SimilarNames { what, names: ["J0".to_owned(), "j0".to_owned()] };
    every! { ProblemKind:
        DuplicateId => [
            duplicate(None), duplicate(place(Some("A12"))), duplicate(place(None)),
        ],
        MalformedId => [
            ProblemKind::MalformedId {
                found: "CO1".to_owned(),
                expected: Expected::Pattern("[A-Z]{2}[0-9]{8}".to_owned()),
            },
        ],
        MissingId => [ProblemKind::MissingId],
        MissingValue => [ProblemKind::MissingValue],
        UnknownPrerequisite => [
            ProblemKind::UnknownPrerequisite {
                found: "C000000001".to_owned(),
                similar: Some(id("CO00000001")),
                parts: Vec::new(),
            },
            ProblemKind::UnknownPrerequisite {
                found: "voir Paul".to_owned(),
                similar: None,
                parts: Vec::new(),
            },
            ProblemKind::UnknownPrerequisite {
                found: "A et B".to_owned(),
                similar: None,
                parts: ["A", "B"].map(id).to_vec(),
            },
        ],
        OwnPrerequisite => [ProblemKind::OwnPrerequisite],
        RepeatedPrerequisite => [ProblemKind::RepeatedPrerequisite { id: id("CO00000001") }],
        UnknownOutcome => [
            ProblemKind::UnknownOutcome {
                decision: id("CO00000083"),
                found: "OK".to_owned(),
                known: known(&["GO", "NO-GO"]),
            },
            ProblemKind::UnknownOutcome {
                decision: id("CO00000083"),
                found: "GO".to_owned(),
                known: known(&[]),
            },
        ],
        ContradictoryOutcomes => [
            ProblemKind::ContradictoryOutcomes {
                decision: id("CO00000083"),
                outcomes: [outcome("GO"), outcome("NO-GO")],
            },
        ],
        OutcomeLeftOut => [
            ProblemKind::OutcomeLeftOut {
                decision: id("CO00000083"),
                outcome: outcome("GO"),
                dry_runs: dry_runs(&["FDR1"]),
            },
        ],
        BadOutcome => [ProblemKind::BadOutcome { found: "GO = oui".to_owned() }],
        SingleOutcome => [ProblemKind::SingleOutcome { found: "GO".to_owned() }],
        RepeatedOutcome => [ProblemKind::RepeatedOutcome { found: "Go".to_owned() }],
        QuorumWithoutOutcomes => [ProblemKind::QuorumWithoutOutcomes { quorum: 2 }],
        QuorumOutOfReach => [
            ProblemKind::QuorumOutOfReach { quorum: 3, people: 2 },
            ProblemKind::QuorumOutOfReach { quorum: 2, people: 1 },
            ProblemKind::QuorumOutOfReach { quorum: 2, people: 0 },
        ],
        Cycle => [
            ProblemKind::Cycle { path: ["A", "B", "C", "A"].map(id).to_vec() },
        ],
        UnknownPhase => [
            unknown_phase("XX", &["PP", "AC", "CO", "DC", "HO", "FB-RB"]),
            unknown_phase("", &[]),
        ],
        UnknownDryRun => [
            ProblemKind::UnknownDryRun {
                found: "FDR9".to_owned(),
                known: known(&["FDR1", "FDR2", "Live"]),
            },
        ],
        TooManyDryRuns => [ProblemKind::TooManyDryRuns { found: 20_000, most: 1_000 }],
        UnknownTeam => [
            ProblemKind::UnknownTeam {
                found: "Registres".to_owned(),
                known: KnownNames::of(&teams),
            },
        ],
        UnknownMilestone => [
            ProblemKind::UnknownMilestone { found: "J1".to_owned(), known: known(&["J0"]) },
            ProblemKind::UnknownMilestone { found: "J1".to_owned(), known: known(&[]) },
        ],
        DuplicateName => [
            same(Named::Phase), same(Named::Milestone), same(Named::Team),
            same(Named::Environment),
        ],
        AmbiguousName => [ambiguous(Named::Team), ambiguous(Named::DryRun), ambiguous(Named::Sheet)],
        SimilarNames => [similar(Named::Phase), similar(Named::DryRun), similar(Named::Department)],
        NoSteps => [ProblemKind::NoSteps],
        NaiveInstant => [ProblemKind::NaiveInstant {
            found: "2026-03-28 22:00:00".to_owned(),
            zone: "Europe/Brussels".to_owned(),
        }],
        UnreadableDate => [
            ProblemKind::UnreadableDate { found: "28/03/2026".to_owned(), expected: Expected::Date },
        ],
        DateOutOfRange => [ProblemKind::DateOutOfRange { found: "+12026-03-28T22:00:00Z".to_owned() }],
        LeapSecond => [ProblemKind::LeapSecond { found: "2016-12-31T23:59:60".to_owned() }],
        NotWritable => [
            ProblemKind::NotWritable { path: "extra[Charge]".to_owned(), found: "NaN".to_owned() },
        ],
        UnreadableDuration => [
            ProblemKind::UnreadableDuration {
                found: "environ une heure".to_owned(),
                expected: Expected::Duration,
            },
        ],
        NegativeDuration => [ProblemKind::NegativeDuration { found: "-PT5400S".to_owned() }],
        BadAddress => [
            ProblemKind::BadAddress { found: "anne@grid.example\nbob@grid.example".to_owned() },
        ],
        WrongValue => [
            ProblemKind::WrongValue { found: "4.5".to_owned(), expected: Expected::Texts },
        ],
        ErrorCell => [ProblemKind::ErrorCell { found: "#REF!".to_owned() }],
        NotCalculated => [ProblemKind::NotCalculated],
        StrayText => [ProblemKind::StrayText { found: "Bascule, samedi soir".to_owned() }],
        IdAlone => [ProblemKind::IdAlone { found: "CO00000001".to_owned() }],
        FurtherColumn => [
            ProblemKind::FurtherColumn {
                column: "Ping".to_owned(),
                fault: Box::new(ProblemKind::NotCalculated),
            },
        ],
        MissingSheet => [
            ProblemKind::MissingSheet {
                expected: "Acteurs".to_owned(),
                found: known(&["Feuil1", "Feuil2"]),
            },
        ],
        MissingHeading => [
            ProblemKind::MissingHeading {
                expected: "Date d'exécution".to_owned(),
                found: known(&["Identifiant", "Libellé"]),
            },
        ],
        NoHeadings => [
            ProblemKind::NoHeadings {
                expected: known(&["Identifiant", "Libellé"]),
                found: known(&["Key", "Foo"]),
            },
            ProblemKind::NoHeadings { expected: known(&[]), found: known(&[]) },
        ],
        AmbiguousHeading => [
            ProblemKind::AmbiguousHeading {
                heading: "Prérequis".to_owned(),
                cells: texts(&["D5", "H5"]),
            },
        ],
        StartsBeforePrerequisite => [
            ProblemKind::StartsBeforePrerequisite {
                prerequisite: id("CO00000001"),
                dry_runs: dry_runs(&["FDR1", "FDR2", "Live"]),
            },
        ],
        InNoDryRun => [ProblemKind::InNoDryRun],
        NoStart => [
            ProblemKind::NoStart { dry_runs: dry_runs(&["FDR1"]) },
            ProblemKind::NoStart { dry_runs: Vec::new() },
        ],
        ClockChange => [
            gap(Vec::new()),
            gap(dry_runs(&["Live"])),
            ProblemKind::ClockChange {
                change: ClockChange::Fold,
                found: "2026-10-25T02:30:15".to_owned(),
                taken: "2026-10-25T02:30:15+02:00".to_owned(),
                dry_runs: dry_runs(&["FDR1", "Live"]),
            },
        ],
        RequiredEndTooEarly => [too_early(None), too_early(PhaseCode::new("DC").ok())],
        RequiredEndOfUnknownPhase => [
            ProblemKind::RequiredEndOfUnknownPhase {
                milestone: "Ouverture".to_owned(),
                found: "DK".to_owned(),
                known: KnownNames::of(["CO", "DC"]),
            },
        ],
        SetsWithoutContingency => [
            ProblemKind::SetsWithoutContingency {
                phase: PhaseCode::new("CO").expect("a code"),
                milestone: "Repli".to_owned(),
            },
        ],
        SetsTwoMilestones => [
            ProblemKind::SetsTwoMilestones {
                phase: PhaseCode::new("FB-RB").expect("a code"),
                milestones: ["Repli", "R0"].map(str::to_owned),
            },
        ],
        WaitsForContingency => [ProblemKind::WaitsForContingency { prerequisite: id("FB00000001") }],
        NumberAsIds => [
            ProblemKind::NumberAsIds { found: "4.5".to_owned(), taken: "4; 5".to_owned() },
        ],
        AmbiguousNumber => [
            ProblemKind::AmbiguousNumber {
                found: "2.1".to_owned(),
                readings: known(&["2; 1", "2; 10"]),
            },
        ],
        AmbiguousList => [
            ProblemKind::AmbiguousList {
                found: "1,2".to_owned(), readings: known(&["1,2", "1; 2"]),
            },
        ],
        UnsupportedLink => [
            link("7SS", "7", Link::StartToStart, None),
            link("103FS+2 hrs", "103", Link::FinishToStart, Some("+2 hrs")),
            link("7FF-10%", "7", Link::FinishToFinish, Some("-10%")),
            link("7SF", "7", Link::StartToFinish, None),
            kept(link("103FS+2 hrs", "103", Link::FinishToStart, Some("+2 hrs"))),
            kept(link("7SS", "7", Link::StartToStart, None)),
        ],
        DistantDate => [
            ProblemKind::DistantDate {
                found: "2062-03-27T08:00:00".to_owned(),
                nearest: "2026-03-28T22:00:00".to_owned(),
            },
        ],
        SwappedDates => [
            ProblemKind::SwappedDates {
                found: "2026-01-11T00:00:00".to_owned(),
                swapped: "2026-11-01T00:00:00".to_owned(),
                cells: known(&["D4", "D5"]),
            },
        ],
        AmbiguousTeam => [
            ProblemKind::AmbiguousTeam {
                found: "Réseau".to_owned(), departments: known(&["Marché", "Technique"]),
            },
        ],
        UnreadColumn => [
            ProblemKind::UnreadColumn { heading: "Durée (h)".to_owned(), field: Field::Duration },
        ],
        UnusedTimes => [
            ProblemKind::UnusedTimes { heading: "Heure".to_owned(), can_be_named: true },
            ProblemKind::UnusedTimes { heading: "Heure".to_owned(), can_be_named: false },
        ],
        StruckThrough => [ProblemKind::StruckThrough { cells: known(&["C4"]) }],
        HiddenCells => [ProblemKind::HiddenCells { cells: known(&["A5", "A6", "D"]) }],
        RoundedCells => [ProblemKind::RoundedCells { cells: known(&["A5", "F7"]) }],
        EmptyColumn => [
            ProblemKind::EmptyColumn {
                column: "H".to_owned(), key: "steps.columns.prerequisites".to_owned(),
            },
        ],
        SeveralSheets => [
            ProblemKind::SeveralSheets { read: "Étapes".to_owned(), others: known(&["Steps"]) },
        ],
        HeadingRows => [
            ProblemKind::HeadingRows { rows: known(&["A5 Préparation"]) },
            ProblemKind::HeadingRows { rows: known(&["A5 Préparation", "A9 Bascule"]) },
        ],
        RowsLeftOut => [
            ProblemKind::RowsLeftOut { count: 1, why: LeftOut::AboveTheFirstRow },
            ProblemKind::RowsLeftOut { count: 3, why: LeftOut::AboveTheFirstRow },
            ProblemKind::RowsLeftOut { count: 1, why: LeftOut::BelowTheTable },
            ProblemKind::RowsLeftOut { count: 14, why: LeftOut::BelowTheTable },
            ProblemKind::RowsLeftOut { count: 1200, why: LeftOut::ManyErrors },
        ],
        NoTableEnd => [
            ProblemKind::NoTableEnd { mark: TableMark::List },
            ProblemKind::NoTableEnd { mark: TableMark::Border },
        ],
        YetToBeSaid => [ProblemKind::YetToBeSaid { found: "TBD".to_owned() }],
    }
}
