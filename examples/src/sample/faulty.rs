//! A workbook with every fault, each in a row of its own whose last column names the fault.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, Worksheet, XlsxError};

use super::calendar::parse;
use super::sheets::{Look, Pen};
use super::teams::{Team, mail};
use super::words::french;

/// The headings of the steps. The heading of labels is wrong, and one heading occurs twice.
const HEADINGS: [(&str, f64); 12] = [
    ("Identifiant", 14.0),
    ("Quoi faire", 50.0),
    ("Phase", 8.0),
    ("Dry run", 20.0),
    ("Prérequis", 24.0),
    ("Date d'exécution", 20.0),
    ("Date FDR2", 18.0),
    ("Durée", 18.0),
    ("Équipe", 26.0),
    ("Description", 40.0),
    ("Description", 40.0),
    ("Faute attendue", 30.0),
];

const HEADING_ROW: u32 = 3;

/// The content of a cell.
#[derive(Clone, Copy)]
enum Cell {
    Text(&'static str),
    Number(f64),
    /// A date of the form `2027-03-28T02:30`.
    Date(&'static str),
    /// A formula and its stored value.
    Formula(&'static str, &'static str),
}

use Cell::{Date, Number, Text};

/// A row of the steps: id, what, phase, dry runs, prerequisites, date, date in FDR2, duration,
/// team, description, expected faults.
struct Row {
    id: &'static str,
    what: &'static str,
    phase: &'static str,
    dry_runs: &'static str,
    prerequisites: Cell,
    date: Cell,
    date_in_second: Cell,
    duration: Cell,
    team: &'static str,
    description: Cell,
    /// The content of the second column with the same heading.
    description_again: &'static str,
    faults: &'static str,
}

/// A row without a fault.
const fn row(id: &'static str, what: &'static str) -> Row {
    Row {
        id,
        what,
        phase: "CO",
        dry_runs: "FDR2; Live",
        prerequisites: Text(""),
        date: Text("J0 + 2 h"),
        date_in_second: Text(""),
        duration: Text("1 h 30"),
        team: Team::AccessRegister.name(),
        description: Text(""),
        description_again: "",
        faults: "",
    }
}

#[expect(clippy::too_many_lines, reason = "a row a fault")]
fn rows() -> Vec<Row> {
    vec![
        Row {
            description: Text("Lancer l'extraction."),
            description_again: "Attendre l'ordre de lancer l'extraction.",
            ..row("CO00000001", "Extraire les points d'accès")
        },
        Row {
            prerequisites: Text("CO00000001"),
            ..row("CO00000002", "Charger les points d'accès")
        },
        Row { phase: "FB-RB", ..row("FB00000001", "Restaurer le registre d'accès") },
        Row {
            faults: "duplicate-id",
            ..row("CO00000002", "Charger les points d'accès, seconde ligne")
        },
        Row { faults: "malformed-id", ..row("CO-12", "Contrôler les points d'accès") },
        Row { faults: "missing-id", ..row("", "Rapprocher les points d'accès") },
        Row { phase: "", faults: "missing-value", ..row("CO00000005", "Extraire les compteurs") },
        Row { phase: "XX", faults: "unknown-phase", ..row("CO00000006", "Charger les compteurs") },
        Row {
            dry_runs: "FDR2; FDR9",
            faults: "unknown-dry-run",
            ..row("CO00000007", "Contrôler les compteurs")
        },
        Row {
            prerequisites: Text("CO00000099"),
            faults: "unknown-prerequisite",
            ..row("CO00000008", "Rapprocher les compteurs")
        },
        Row {
            prerequisites: Text("CO00000009"),
            faults: "own-prerequisite",
            ..row("CO00000009", "Basculer le registre d'accès")
        },
        Row {
            prerequisites: Text("CO00000001; CO00000001"),
            faults: "repeated-prerequisite",
            ..row("CO00000010", "Basculer le bus d'intégration")
        },
        Row {
            prerequisites: Text("CO00000013"),
            faults: "cycle",
            ..row("CO00000011", "Ouvrir la liaison du registre vers le portail")
        },
        Row {
            prerequisites: Text("CO00000011"),
            ..row("CO00000012", "Éprouver la liaison du registre vers le portail")
        },
        Row {
            prerequisites: Text("CO00000012"),
            ..row("CO00000013", "Autoriser l'ouverture de la liaison du registre vers le portail")
        },
        Row {
            team: "Comptabilité générale",
            faults: "unknown-team",
            ..row("CO00000014", "Contrôler les écritures témoins")
        },
        Row {
            date: Text("12/06/2027"),
            faults: "unreadable-date",
            ..row("CO00000015", "Recalculer l'allocation de la veille")
        },
        Row {
            date: Text("J9 + 2 h"),
            faults: "unreadable-date",
            ..row("CO00000016", "Comparer l'allocation recalculée")
        },
        Row {
            date: Text("J0 + bientôt"),
            faults: "unreadable-date",
            ..row("CO00000017", "Émettre les factures témoins")
        },
        Row {
            date: Number(46_550.0),
            faults: "unreadable-date",
            ..row("CO00000018", "Contrôler les factures témoins")
        },
        Row {
            date: Text("Archives + 1 j"),
            faults: "date-out-of-range",
            ..row("CO00000019", "Ranger les journaux de la bascule")
        },
        Row {
            duration: Text("une heure environ"),
            faults: "unreadable-duration",
            ..row("CO00000020", "Synchroniser l'heure des concentrateurs")
        },
        Row {
            duration: Number(-30.0),
            faults: "unreadable-duration",
            ..row("CO00000021", "Reparamétrer les compteurs communicants")
        },
        Row {
            duration: Cell::Formula("=#REF!*60", "#REF!"),
            faults: "error-cell",
            ..row("CO00000022", "Éprouver les changements de fournisseur")
        },
        Row {
            prerequisites: Cell::Formula("=VLOOKUP(A1,Acteurs!A1:B2,2,FALSE)", "#N/A"),
            faults: "error-cell",
            ..row("CO00000023", "Éprouver les emménagements")
        },
        Row {
            dry_runs: "", faults: "in-no-dry-run", ..row("CO00000024", "Éprouver les relevés")
        },
        Row {
            date: Text("-"), faults: "no-start", ..row("CO00000025", "Éprouver les injections")
        },
        Row {
            prerequisites: Text("CO00000027"),
            faults: "starts-before-prerequisite",
            ..row("CO00000026", "Rassembler les constats des essais")
        },
        Row { date: Text("J0 + 9 h"), ..row("CO00000027", "Éprouver les rectifications d'index") },
        Row {
            prerequisites: Text("FB00000001"),
            faults: "waits-for-contingency",
            ..row("CO00000028", "Ouvrir le nouveau modèle")
        },
        Row {
            dry_runs: "FDR2",
            date: Text(""),
            date_in_second: Date("2027-03-28T02:30"),
            faults: "clock-change",
            ..row("CO00000029", "Vérifier l'horloge de tous les serveurs")
        },
    ]
}

pub(super) fn write() -> Result<Vec<u8>, XlsxError> {
    let look = Look::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Plan de transition avec toutes les fautes")
            .set_author("Programme de transition")
            .set_creation_datetime(&ExcelDateTime::parse_from_str("2026-11-24T09:00:00")?),
    );
    steps(workbook.add_worksheet(), &look)?;
    actors(workbook.add_worksheet(), &look)?;
    dates(workbook.add_worksheet(), &look)?;
    // The sheet Environnements is missing.
    workbook.save_to_buffer()
}

fn steps(sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Etapes-actions")?;
    let title = "PLAN DE TRANSITION : un classeur où tout ce qui peut être faux l'est une fois";
    sheet.merge_range(0, 0, 0, 9, &french(title), &look.title)?;
    let note = "La dernière colonne dit la faute attendue à chaque ligne. Il manque en outre la \
                feuille Environnements et le titre « Libellé », et deux colonnes s'appellent \
                « Description ».";
    sheet.merge_range(1, 0, 1, 11, &french(note), &look.subtitle)?;
    for (col, (heading, width)) in (0..).zip(HEADINGS) {
        sheet.write_with_format(HEADING_ROW, col, heading, &look.heading)?;
        sheet.set_column_width(col, width)?;
    }
    let rows = rows();
    let mut last = HEADING_ROW;
    for (number, row) in (HEADING_ROW + 1..).zip(&rows) {
        let mut pen = Pen { sheet, look, row: number };
        let cells = [
            Text(row.id),
            Text(row.what),
            Text(row.phase),
            Text(row.dry_runs),
            row.prerequisites,
            row.date,
            row.date_in_second,
            row.duration,
            Text(row.team),
            row.description,
            Text(row.description_again),
            Text(row.faults),
        ];
        for (col, cell) in (0..).zip(cells) {
            put(&mut pen, col, cell)?;
        }
        last = number;
    }
    // A note of a single cell between the steps, as it occurs in practice.
    let mut pen = Pen { sheet, look, row: last + 1 };
    pen.text(0, "Fin de la bascule, reprendre ici lundi matin")?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 2)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn put(pen: &mut Pen<'_>, col: u16, cell: Cell) -> Result<(), XlsxError> {
    match cell {
        Text("") => Ok(()),
        Text(text) => pen.text(col, text),
        Number(number) => {
            pen.sheet.write_with_format(pen.row, col, number, &pen.look.text).map(|_| ())
        }
        Date(date) => parse(date).map_or(Ok(()), |date| pen.date(col, date)),
        Cell::Formula(formula, value) => {
            let formula = Formula::new(formula).set_result(value);
            pen.sheet.write_with_format(pen.row, col, formula, &pen.look.text).map(|_| ())
        }
    }
}

fn actors(sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Acteurs")?;
    let headings = [
        ("Équipe", 28.0),
        ("Département", 26.0),
        ("Mail chef d'équipe", 38.0),
        ("Mail chef de département", 38.0),
        ("Faute attendue", 30.0),
    ];
    for (col, (heading, width)) in (0..).zip(headings) {
        sheet.write_with_format(0, col, heading, &look.heading)?;
        sheet.set_column_width(col, width)?;
    }
    let (register, transition) = (Team::AccessRegister.row(), Team::Transition.row());
    let (leader, head) = (mail(register.leader), mail(register.head));
    let rows = [
        [register.name, register.department, &leader, &head, ""],
        [register.name, register.department, &leader, &head, "duplicate-name"],
        [
            transition.name,
            transition.department,
            "marie.colson(at)reseau.example",
            "",
            "bad-address",
        ],
    ];
    for (row, cells) in (1..).zip(rows) {
        for (col, cell) in (0..).zip(cells) {
            put_text(&mut Pen { sheet, look, row }, col, cell)?;
        }
    }
    Ok(())
}

fn dates(sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Dates")?;
    for (col, heading) in (0..).zip(["Jalon", "FDR2", "Live", "Faute attendue"]) {
        sheet.write_with_format(0, col, heading, &look.heading)?;
        sheet.set_column_width(col, 20)?;
    }
    let rows = [
        ["J0", "2027-03-27T08:00", "2027-06-12T08:00", ""],
        ["Archives", "9999-12-31T00:00", "9999-12-31T00:00", ""],
        ["Ouverture", "2027-03-29T06:00", "14.06.2027 06:00", "unreadable-date"],
        ["J0", "2027-03-27T08:00", "2027-06-12T08:00", "duplicate-name"],
    ];
    for (row, cells) in (1..).zip(rows) {
        let mut pen = Pen { sheet, look, row };
        for (col, cell) in (0..).zip(cells) {
            match parse(cell) {
                Some(date) => pen.date(col, date)?,
                None => put_text(&mut pen, col, cell)?,
            }
        }
    }
    Ok(())
}

fn put_text(pen: &mut Pen<'_>, col: u16, text: &str) -> Result<(), XlsxError> {
    if text.is_empty() { Ok(()) } else { pen.text(col, text) }
}
