"""Workbooks of any size, written once by openpyxl and kept for the next run.

Nine columns a step, instructions of 200 characters that no two steps share, under headings in
the first row; teams, milestones and environments on sheets of their own.
"""

import hashlib
import os
import random
from pathlib import Path
from zoneinfo import ZoneInfo

from .plans import DRY_RUN, SEED, TEAMS, records

SHEET = "Etapes-actions"
HEADINGS = [
    "Identifiant",
    "Libellé",
    "Phase",
    "Dry run",
    "Prérequis",
    "Date d'exécution",
    "Équipe",
    "Département",
    "Description",
]
WORDS = [
    *("arrêter", "vérifier", "les", "flux", "entrants", "du", "registre", "puis", "noter"),
    *("heure", "dernière", "écriture", "prévenir", "équipe", "de", "garde"),
]
BRUSSELS = ZoneInfo("Europe/Brussels")


def text(seeded: random.Random, length: int) -> str:
    """Words drawn one by one, cut at a length."""
    words = " ".join(seeded.choices(WORDS, k=length))
    return words[: length - 1] + "."


def workbook(rows: int) -> Path:
    """The file of a plan of so many steps."""
    directory = Path(os.environ.get("CARGO_TARGET_DIR", "target")) / "peers" / "workbooks"
    sources = (Path(__file__), Path(__file__).with_name("plans.py"))
    made_by = hashlib.sha256(b"".join(source.read_bytes() for source in sources))
    path = directory / f"{rows}-{made_by.hexdigest()[:12]}.xlsx"
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{os.getpid()}-{path.name}")
        write(rows, unfinished)
        unfinished.replace(path)
    return path


def write(rows: int, path: Path) -> None:
    """Writes it."""
    import openpyxl

    seeded = random.Random(SEED)
    book = openpyxl.Workbook(write_only=True)
    steps = book.create_sheet(SHEET)
    steps.append(HEADINGS)
    for nth, record in enumerate(records(rows)):
        team, department, *_ = seeded.choice(TEAMS)
        steps.append(
            [
                record["id"],
                f"Étape {nth} : {text(seeded, 40)}",
                record["phase"],
                DRY_RUN,
                "; ".join(record["prerequisites"]) or None,
                record["start"].astimezone(BRUSSELS).replace(tzinfo=None),
                team,
                department,
                text(seeded, 200),
            ]
        )
    actors = book.create_sheet("Acteurs")
    actors.append(["Équipe", "Département", "Mail chef d'équipe", "Mail chef de département"])
    for row in TEAMS:
        actors.append(list(row))
    book.create_sheet("Dates").append(["Jalon", DRY_RUN])
    environments = book.create_sheet("Environnements")
    environments.append(["Environnement", DRY_RUN])
    environments.append(["Registre", "reg-fdr1"])
    book.save(path)
