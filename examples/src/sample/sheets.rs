//! The workbook in the style of a transition team: titles in merged cells, groups of columns, a
//! look-up of the department, and every usual notation.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Url, Workbook, Worksheet, XlsxError,
};

use super::calendar::{MILESTONES, Starts, parse};
use super::story::{DRY_RUNS, Lasting, PlannedStep};
use super::teams::{Team, mail};
use super::words::{SYSTEMS, french};
use crate::chance::Chance;

/// The headings of the columns of steps.
const HEADINGS: [(&str, f64); 21] = [
    ("Identifiant", 13.0),
    ("Libellé", 48.0),
    ("Phase", 8.0),
    ("Dry run", 22.0),
    ("Prérequis", 14.0),
    ("Date d'exécution", 18.0),
    ("Date FDR1", 16.0),
    ("Date FDR2", 16.0),
    ("Date FDR3", 16.0),
    ("Date Live", 16.0),
    ("Durée", 10.0),
    ("Équipe", 26.0),
    ("Département", 24.0),
    ("Description", 70.0),
    ("Criticité", 10.0),
    ("Charge (h)", 9.0),
    ("Dernière revue", 14.0),
    ("Lien procédure", 50.0),
    ("Commentaire", 40.0),
    ("Décision", 14.0),
    ("Quorum", 8.0),
];

/// Groups of columns, each with its last column.
const GROUPS: [(&str, u16); 5] = [
    ("Identification", 2),
    ("Planification", 10),
    ("Exécution", 13),
    ("Suivi de l'équipe", 18),
    ("Go/no-go", 20),
];

/// The row of the headings, counted from zero.
pub(super) const HEADING_ROW: u32 = 4;

const REMARKS: [&str; 9] = [
    "Durée mesurée en FDR1, à confirmer en FDR2.",
    "Prévoir deux personnes.",
    "Attention au changement d'heure en FDR2.",
    "À relire avec le fournisseur pilote.",
    "Nouveau depuis la version 4.1 du plan.",
    "L'accès au coffre demande un délai d'une demi-heure.",
    "Peut commencer plus tôt si les prérequis sont terminés.",
    "Point resté ouvert au dernier retour d'expérience.",
    "Le remplaçant ne connaît pas encore la procédure.",
];

/// The cell formats of the workbook.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) group: Format,
    pub(super) heading: Format,
    pub(super) text: Format,
    pub(super) date: Format,
    pub(super) day: Format,
    pub(super) duration: Format,
    pub(super) link: Format,
    pub(super) remark: Format,
}

impl Look {
    pub(super) fn new() -> Self {
        let cell = Format::new()
            .set_align(FormatAlign::Top)
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_BFBF));
        let band = Format::new()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin);
        Self {
            title: Format::new()
                .set_bold()
                .set_font_size(16)
                .set_font_color(Color::RGB(0x0017_365D))
                .set_align(FormatAlign::Left),
            subtitle: Format::new().set_italic().set_font_color(Color::RGB(0x0059_5959)),
            group: band
                .clone()
                .set_background_color(Color::RGB(0x0017_365D))
                .set_font_color(Color::White),
            heading: band.set_background_color(Color::RGB(0x00DB_E5F1)).set_text_wrap(),
            date: cell.clone().set_num_format("dd/mm/yyyy hh:mm").set_align(FormatAlign::Center),
            day: cell.clone().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Center),
            duration: cell.clone().set_num_format("[h]:mm"),
            link: cell.clone().set_font_color(Color::RGB(0x0005_63C1)),
            remark: cell.clone().set_italic(),
            text: cell,
        }
    }
}

/// Writes the workbook.
pub(super) fn write(
    steps: &[PlannedStep],
    starts: &[Starts],
    chance: &mut Chance,
) -> Result<Vec<u8>, XlsxError> {
    let look = Look::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Plan de transition")
            .set_author("Programme de transition")
            .set_company("Gestionnaire de réseau (exemple)")
            .set_creation_datetime(&ExcelDateTime::parse_from_str("2026-11-24T09:00:00")?),
    );
    read_me(workbook.add_worksheet(), &look)?;
    let sheet = workbook.add_worksheet();
    head_steps(sheet, &look)?;
    let decisions: BTreeSet<&str> =
        steps.iter().filter(|it| it.decided_by.is_some()).map(|it| it.id.as_str()).collect();
    for ((row, step), start) in (HEADING_ROW + 1..).zip(steps).zip(starts) {
        Pen { sheet, look: &look, row }.step(step, start, &decisions, chance)?;
    }
    finish_steps(sheet, u32::try_from(steps.len()).unwrap_or(0))?;
    actors(workbook.add_worksheet(), &look)?;
    dates(workbook.add_worksheet(), &look)?;
    environments(workbook.add_worksheet(), &look)?;
    workbook.save_to_buffer()
}

/// A sheet that the library ignores.
fn read_me(sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Version")?;
    sheet.set_column_width(0, 12)?;
    sheet.set_column_width(1, 14)?;
    sheet.set_column_width(2, 80)?;
    sheet.write_with_format(0, 0, "Historique du plan", &look.title)?;
    for (col, heading) in (0..).zip(["Version", "Date", "Objet"]) {
        sheet.write_with_format(2, col, heading, &look.heading)?;
    }
    let history = [
        ("4.0", "2026-09-14", "Reprise du plan de l'année précédente, nouvelles phases."),
        ("4.1", "2026-10-19", "Ajout des compteurs à prépaiement et du portail des fournisseurs."),
        (
            "4.2",
            "2026-11-24",
            "Dates des répétitions et de l'exécution réelle, feuille Environnements.",
        ),
    ];
    for (row, (version, date, object)) in (3..).zip(history) {
        sheet.write_with_format(row, 0, version, &look.text)?;
        let date = ExcelDateTime::parse_from_str(date)?;
        sheet.write_with_format(row, 1, &date, &look.day)?;
        sheet.write_with_format(row, 2, object, &look.text)?;
    }
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

pub(super) fn head_steps(sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Etapes-actions")?;
    let title = "PLAN DE TRANSITION : passage au nouveau modèle de marché";
    sheet.merge_range(0, 0, 0, 13, &french(title), &look.title)?;
    let version = "Version 4.2 du 24 novembre 2026, tenue par le programme de transition";
    sheet.merge_range(1, 0, 1, 13, version, &look.subtitle)?;
    let mut first = 0;
    for (group, last) in GROUPS {
        sheet.merge_range(HEADING_ROW - 1, first, HEADING_ROW - 1, last, group, &look.group)?;
        first = last + 1;
    }
    for (col, (heading, width)) in (0..).zip(HEADINGS) {
        sheet.write_with_format(HEADING_ROW, col, heading, &look.heading)?;
        sheet.set_column_width(col, width)?;
    }
    sheet.set_row_height(0, 26)?;
    sheet.set_row_height(HEADING_ROW, 32)?;
    Ok(())
}

pub(super) fn finish_steps(sheet: &mut Worksheet, steps: u32) -> Result<(), XlsxError> {
    let last = HEADING_ROW + steps.max(1);
    let phases = ["PP", "AC", "CO", "DC", "HO", "FB-RB"];
    let phase = DataValidation::new().allow_list_strings(&phases)?;
    sheet.add_data_validation(HEADING_ROW + 1, 2, last, 2, &phase)?;
    let teams = DataValidation::new().allow_list_formula(Formula::new("=Acteurs!$A$5:$A$18"));
    sheet.add_data_validation(HEADING_ROW + 1, 11, last, 11, &teams)?;
    sheet.autofilter(HEADING_ROW, 0, last, 20)?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 2)?;
    sheet.set_landscape();
    sheet.set_paper_size(8); // A3
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    sheet.set_footer("&L&A&RPage &P / &N");
    Ok(())
}

/// Writes one row.
pub(super) struct Pen<'p> {
    pub(super) sheet: &'p mut Worksheet,
    pub(super) look: &'p Look,
    pub(super) row: u32,
}

impl Pen<'_> {
    pub(super) fn text(&mut self, col: u16, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, col, text, &self.look.text)?;
        Ok(())
    }

    pub(super) fn date(&mut self, col: u16, date: NaiveDateTime) -> Result<(), XlsxError> {
        let date = ExcelDateTime::from_timestamp(date.and_utc().timestamp())?;
        self.sheet.write_datetime_with_format(self.row, col, &date, &self.look.date)?;
        Ok(())
    }

    /// A step of which the prerequisites that are `decisions` have to be closed with GO.
    fn step(
        &mut self,
        step: &PlannedStep,
        start: &Starts,
        decisions: &BTreeSet<&str>,
        chance: &mut Chance,
    ) -> Result<(), XlsxError> {
        self.text(0, &step.id)?;
        self.text(1, &french(&step.label))?;
        self.text(2, step.phase)?;
        let executed: Vec<&str> = DRY_RUNS
            .iter()
            .zip(step.executed)
            .filter(|(_, it)| *it)
            .map(|(name, _)| *name)
            .collect();
        self.text(3, &executed.join(chance.pick(&["; ", "; ", ", "]).unwrap_or(&"; ")))?;
        let asked = |id: &String| {
            if decisions.contains(id.as_str()) { format!("{id} = GO") } else { id.clone() }
        };
        let after: Vec<String> = step.after.iter().map(asked).collect();
        self.text(4, &after.join(chance.pick(&["\n", "\n", "; ", ", "]).unwrap_or(&"\n")))?;
        for col in 5..=9 {
            self.sheet.write_blank(self.row, col, &self.look.date)?;
        }
        match start {
            Starts::After(milestone, minutes) => {
                self.text(5, &distance(milestone, *minutes, chance))?;
            }
            Starts::On(dates) => {
                for ((col, date), executed) in (6..).zip(dates).zip(step.executed) {
                    if executed {
                        self.date(col, *date)?;
                    }
                }
            }
        }
        self.duration(step.lasting, chance)?;
        self.team(step.team)?;
        let numbered = (1..).zip(&step.instructions).map(|(nth, line)| format!("{nth}. {line}"));
        let instructions = french(&numbered.collect::<Vec<_>>().join("\n"));
        self.text(13, &instructions)?;
        let wrapped = instructions.lines().map(|line| 1 + line.chars().count() / 84).sum::<usize>();
        let lines = wrapped.max(step.after.len().min(10)).max(2);
        self.sheet.set_row_height(self.row, 15 * u32::try_from(lines).unwrap_or(10))?;
        self.owners_columns(step, chance)
    }

    fn duration(&mut self, lasting: Lasting, chance: &mut Chance) -> Result<(), XlsxError> {
        let minutes = match lasting {
            Lasting::Days(days) => return self.text(10, &format!("{days} j")),
            Lasting::Minutes(minutes) => minutes,
        };
        let (hours, rest) = (minutes / 60, minutes % 60);
        match chance.below(10) {
            0..4 => {
                let days = f64::from(minutes) / 1_440.0;
                self.sheet.write_with_format(self.row, 10, days, &self.look.duration)?;
            }
            4..6 if hours > 0 && rest > 0 => self.text(10, &format!("{hours} h {rest:02}"))?,
            4..6 if hours > 0 => self.text(10, &format!("{hours} h"))?,
            4..8 => self.text(10, &format!("{minutes} min"))?,
            _ => {
                self.sheet.write_with_format(self.row, 10, minutes, &self.look.text)?;
            }
        }
        Ok(())
    }

    /// The team, and its department by a look-up formula in the sheet of actors.
    pub(super) fn team(&mut self, team: Team) -> Result<(), XlsxError> {
        self.text(11, team.name())?;
        let look_up =
            format!(r#"=IFERROR(VLOOKUP(L{},Acteurs!$A$5:$B$18,2,FALSE),"")"#, self.row + 1);
        let formula = Formula::new(look_up).set_result(team.row().department);
        self.sheet.write_with_format(self.row, 12, formula, &self.look.text)?;
        Ok(())
    }

    fn owners_columns(&mut self, step: &PlannedStep, chance: &mut Chance) -> Result<(), XlsxError> {
        self.text(14, step.weight.name())?;
        let hours = match step.lasting {
            Lasting::Minutes(minutes) => f64::from(minutes.div_ceil(30)) / 2.0,
            Lasting::Days(days) => f64::from(days * 8),
        };
        self.sheet.write_with_format(self.row, 15, hours, &self.look.text)?;
        let reviewed = 46_300 + chance.below(50);
        self.sheet.write_with_format(self.row, 16, reviewed, &self.look.day)?;
        let address = format!("https://procedures.reseau.example/{}/{}", step.phase, step.id);
        if chance.one_in(3) {
            self.sheet.write_blank(self.row, 17, &self.look.link)?;
        } else {
            self.sheet.write_url_with_format(self.row, 17, Url::new(address), &self.look.link)?;
        }
        if chance.one_in(7) {
            let remark = chance.pick(&REMARKS).copied().unwrap_or_default();
            self.sheet.write_with_format(self.row, 18, remark, &self.look.remark)?;
        } else {
            self.sheet.write_blank(self.row, 18, &self.look.text)?;
        }
        let Some(people) = step.decided_by else {
            self.sheet.write_blank(self.row, 19, &self.look.text)?;
            self.sheet.write_blank(self.row, 20, &self.look.text)?;
            return Ok(());
        };
        self.text(19, "GO; NO-GO")?;
        self.sheet.write_with_format(self.row, 20, people, &self.look.text)?;
        Ok(())
    }
}

/// An offset from a milestone, in one of the usual notations.
fn distance(milestone: &str, minutes: u32, chance: &mut Chance) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest, chance.below(4)) {
        (0, 0, _) => milestone.to_owned(),
        (0, rest, _) => format!("{milestone} + {rest} min"),
        (hours, 0, 0) => format!("{milestone}+{hours}h"),
        (hours, 0, _) => format!("{milestone} + {hours} h"),
        (1, _, 1) => format!("{milestone} + {minutes} min"),
        (hours, rest, _) => format!("{milestone} + {hours} h {rest}"),
    }
}

pub(super) fn actors(sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Acteurs")?;
    sheet.merge_range(0, 0, 0, 5, "Exécutants et responsables", &look.title)?;
    let note = "Les mails de début d'étape partent au chef d'équipe et au chef de département.";
    sheet.write_with_format(1, 0, note, &look.subtitle)?;
    let headings = [
        ("Équipe", 28.0),
        ("Département", 26.0),
        ("Mail chef d'équipe", 34.0),
        ("Mail chef de département", 36.0),
        ("Téléphone d'astreinte", 18.0),
    ];
    for (col, (heading, width)) in (0..).zip(headings) {
        sheet.write_with_format(3, col, heading, &look.heading)?;
        sheet.set_column_width(col, width)?;
    }
    for (row, team) in (4..).zip(Team::ALL) {
        let known = team.row();
        let cells = [
            known.name.to_owned(),
            known.department.to_owned(),
            mail(known.leader),
            mail(known.head),
            known.phone.to_owned(),
        ];
        for (col, cell) in (0..).zip(cells) {
            sheet.write_string_with_format(row, col, cell, &look.text)?;
        }
    }
    sheet.set_freeze_panes(4, 1)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

pub(super) fn dates(sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Dates")?;
    sheet.merge_range(
        0,
        0,
        0,
        7,
        "Jalons des répétitions et de l'exécution réelle",
        &look.title,
    )?;
    sheet.write_with_format(2, 0, "Jalon", &look.heading)?;
    sheet.set_column_width(0, 16)?;
    for (col, name) in (1..).zip(DRY_RUNS) {
        sheet.write_with_format(2, col, name, &look.heading)?;
        sheet.set_column_width(col, 18)?;
    }
    sheet.write_with_format(2, 5, "Signification", &look.heading)?;
    sheet.set_column_width(5, 66)?;
    for (col, heading) in [(6, "Fin exigée"), (7, "Fixé par")] {
        sheet.write_with_format(2, col, heading, &look.heading)?;
        sheet.set_column_width(col, 14)?;
    }
    for (row, milestone) in (3..).zip(&MILESTONES) {
        let mut pen = Pen { sheet, look, row };
        pen.text(0, milestone.name)?;
        for (col, date) in (1..).zip(milestone.dates) {
            match date.and_then(parse) {
                Some(date) => pen.date(col, date)?,
                None => pen.text(col, "-")?,
            }
        }
        pen.text(5, &french(milestone.meaning))?;
        pen.text(6, milestone.required_end)?;
        pen.text(7, milestone.set_by)?;
    }
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn environments(sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Environnements")?;
    sheet.merge_range(0, 0, 0, 5, "Environnements par répétition", &look.title)?;
    sheet.write_with_format(2, 0, "Environnement", &look.heading)?;
    sheet.set_column_width(0, 46)?;
    for (col, name) in (1..).zip(DRY_RUNS) {
        sheet.write_with_format(2, col, name, &look.heading)?;
        sheet.set_column_width(col, 30)?;
    }
    sheet.write_with_format(2, 5, "Responsable", &look.heading)?;
    sheet.set_column_width(5, 28)?;
    for (row, system) in (3..).zip(&SYSTEMS) {
        let mut pen = Pen { sheet, look, row };
        pen.text(0, &super::words::capital(system.the))?;
        let code = system.code.to_lowercase();
        // The first rehearsal shares its environments; the others have their own.
        let hosts = ["rep", "rep2", "preprod", "prod"]
            .map(|place| format!("{code}-{place}.reseau.example"));
        for (col, host) in (1..).zip(hosts) {
            pen.text(col, &host)?;
        }
        pen.text(5, system.team.name())?;
    }
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}
