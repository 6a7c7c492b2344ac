//! What the workbook's own texts say, in French and in English.
//!
//! The headings of the plan's columns are among those by which the reader knows them; a layout
//! that names a column replaces its heading.

use ptr_core::State;
use ptr_core::language::Language;

/// The workbook's own texts in one language.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) language: Language,
    pub(super) sheets: Sheets,
    pub(super) steps: StepHeadings,
    pub(super) actors: ActorHeadings,
    pub(super) milestone: &'static str,
    pub(super) environment: &'static str,
    pub(super) computed: ComputedHeadings,
    pub(super) summary: SummaryWords,
    pub(super) unheaded: &'static str,
    pub(super) outside: &'static str,
    pub(super) page: &'static str,
}

#[derive(Debug)]
pub(super) struct Sheets {
    pub(super) summary: &'static str,
    pub(super) steps: &'static str,
    pub(super) actors: &'static str,
    pub(super) dates: &'static str,
    pub(super) environments: &'static str,
}

#[derive(Debug)]
pub(super) struct StepHeadings {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) phase: &'static str,
    pub(super) dry_runs: &'static str,
    pub(super) prerequisites: &'static str,
    pub(super) start: &'static str,
    pub(super) start_in: &'static str,
    pub(super) duration: &'static str,
    pub(super) team: &'static str,
    pub(super) department: &'static str,
    pub(super) contacts: &'static str,
    pub(super) instructions: &'static str,
}

#[derive(Debug)]
pub(super) struct ActorHeadings {
    pub(super) team: &'static str,
    pub(super) department: &'static str,
    pub(super) team_leader_mail: &'static str,
    pub(super) department_head_mail: &'static str,
}

#[derive(Debug)]
pub(super) struct ComputedHeadings {
    pub(super) state: &'static str,
    pub(super) start: &'static str,
    pub(super) end: &'static str,
    pub(super) lateness: &'static str,
    pub(super) started: &'static str,
    pub(super) started_by: &'static str,
    pub(super) terminated: &'static str,
    pub(super) terminated_by: &'static str,
    pub(super) assignees: &'static str,
    pub(super) defects: &'static str,
    pub(super) open_prerequisites: &'static str,
    pub(super) why: &'static str,
}

#[derive(Debug)]
pub(super) struct SummaryWords {
    pub(super) title: &'static str,
    pub(super) as_of: &'static str,
    pub(super) overall: &'static str,
    pub(super) total: &'static str,
    pub(super) terminated: &'static str,
    pub(super) skipped: &'static str,
    pub(super) progress: &'static str,
    pub(super) late: &'static str,
    pub(super) asleep: &'static str,
    pub(super) rollback: &'static str,
    pub(super) by_state: &'static str,
    pub(super) share: &'static str,
    pub(super) count: &'static str,
    pub(super) by_phase: &'static str,
    pub(super) by_team: &'static str,
    pub(super) by_department: &'static str,
    pub(super) nobody: &'static str,
    pub(super) act_now: &'static str,
    pub(super) nothing_to_do: &'static str,
    pub(super) behind: &'static str,
    pub(super) nothing_behind: &'static str,
    pub(super) defects: &'static str,
    pub(super) no_defects: &'static str,
}

impl Words {
    pub(super) fn of(language: &Language) -> &'static Self {
        match language.code() {
            "fr" => &FRENCH,
            _ => &ENGLISH,
        }
    }

    /// What a state is called in tables.
    pub(super) fn state(&self, state: State) -> &'static str {
        match (self.language.code(), state) {
            ("fr", State::Locked) => "verrouillée",
            ("fr", State::Overdue) => "en retard",
            ("fr", State::Idle) => "en attente",
            ("fr", State::Ready) => "prête",
            ("fr", State::Open) => "en cours",
            ("fr", State::Terminated) => "terminée",
            ("fr", State::Planned) => "planifiée",
            (_, State::Locked) => "locked",
            (_, State::Overdue) => "overdue",
            (_, State::Idle) => "idle",
            (_, State::Ready) => "ready",
            (_, State::Open) => "open",
            (_, State::Terminated) => "terminated",
            (_, State::Planned) => "planned",
        }
    }
}

static FRENCH: Words = Words {
    language: Language::french(),
    sheets: Sheets {
        summary: "Synthèse",
        steps: "Etapes-actions",
        actors: "Acteurs",
        dates: "Dates",
        environments: "Environnements",
    },
    steps: StepHeadings {
        id: "Identifiant",
        label: "Libellé",
        phase: "Phase",
        dry_runs: "Dry run",
        prerequisites: "Prérequis",
        start: "Date d'exécution",
        start_in: "Date",
        duration: "Durée",
        team: "Équipe",
        department: "Département",
        contacts: "Contacts",
        instructions: "Description",
    },
    actors: ActorHeadings {
        team: "Équipe",
        department: "Département",
        team_leader_mail: "Mail chef d'équipe",
        department_head_mail: "Mail chef de département",
    },
    milestone: "Jalon",
    environment: "Environnement",
    computed: ComputedHeadings {
        state: "État",
        start: "Début prévu",
        end: "Fin prévue",
        lateness: "Retard",
        started: "Démarrée le",
        started_by: "Démarrée par",
        terminated: "Terminée le",
        terminated_by: "Terminée par",
        assignees: "Affectée à",
        defects: "Defects",
        open_prerequisites: "Prérequis ouverts",
        why: "Pourquoi",
    },
    summary: SummaryWords {
        title: "Plan de transition",
        as_of: "Situation au",
        overall: "Avancement",
        total: "Étapes",
        terminated: "Terminées",
        skipped: "dont ignorées",
        progress: "Avancement",
        late: "Hors délai",
        asleep: "En sommeil",
        rollback: "Retour arrière déclaré le",
        by_state: "Par état",
        share: "Part",
        count: "Étapes",
        by_phase: "Par phase",
        by_team: "Par équipe",
        by_department: "Par département",
        nobody: "(non précisé)",
        act_now: "À faire maintenant",
        nothing_to_do: "Aucune étape n'est prête ni en cours.",
        behind: "En retard",
        nothing_behind: "Aucune étape n'est en retard.",
        defects: "Defects enregistrés",
        no_defects: "Aucun defect n'est enregistré.",
    },
    unheaded: "Colonne",
    outside: "hors",
    page: "Page",
};

static ENGLISH: Words = Words {
    language: Language::english(),
    sheets: Sheets {
        summary: "Summary",
        steps: "Steps",
        actors: "Actors",
        dates: "Dates",
        environments: "Environments",
    },
    steps: StepHeadings {
        id: "Identifier",
        label: "Label",
        phase: "Phase",
        dry_runs: "Dry run",
        prerequisites: "Prerequisites",
        start: "Execution date",
        start_in: "Date",
        duration: "Duration",
        team: "Team",
        department: "Department",
        contacts: "Contacts",
        instructions: "Description",
    },
    actors: ActorHeadings {
        team: "Team",
        department: "Department",
        team_leader_mail: "Team leader's mail",
        department_head_mail: "Head of department's mail",
    },
    milestone: "Milestone",
    environment: "Environment",
    computed: ComputedHeadings {
        state: "State",
        start: "Starts",
        end: "Ends",
        lateness: "Late by",
        started: "Started at",
        started_by: "Started by",
        terminated: "Terminated at",
        terminated_by: "Terminated by",
        assignees: "Assigned to",
        defects: "Defects",
        open_prerequisites: "Open prerequisites",
        why: "Why",
    },
    summary: SummaryWords {
        title: "Transition plan",
        as_of: "As of",
        overall: "Progress",
        total: "Steps",
        terminated: "Terminated",
        skipped: "of which skipped",
        progress: "Progress",
        late: "Late",
        asleep: "Asleep",
        rollback: "Rollback declared at",
        by_state: "By state",
        share: "Share",
        count: "Steps",
        by_phase: "By phase",
        by_team: "By team",
        by_department: "By department",
        nobody: "(not said)",
        act_now: "To do now",
        nothing_to_do: "No step is ready or open.",
        behind: "Behind schedule",
        nothing_behind: "No step is behind schedule.",
        defects: "Recorded defects",
        no_defects: "No defect is recorded.",
    },
    unheaded: "Column",
    outside: "not in",
    page: "Page",
};
