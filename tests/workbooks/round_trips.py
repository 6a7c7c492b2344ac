"""Writes random plans in every form, reads them back, and tells which are another plan then.

    python tests/workbooks/round_trips.py 3000      # so many plans
    python tests/workbooks/round_trips.py 3000 7    # those of another seed

The forms: records as they were given, JSON, a workbook, and what LibreOffice makes of that
workbook, as `.xlsx` and as `.ods`. The plans are those by which the laws of workbooks are tried
(`tests/src/workbooks.rs`), with every feature that a plan has. The first run builds their
generator. What fails stays in the folder that is named at the end.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from ptr_py import Plan, PtrError, load_workbook

ROOT = Path(__file__).resolve().parents[2]
# One call of LibreOffice takes a second, and each workbook a tenth of one.
AT_ONCE = 250
# The forms that LibreOffice writes.
THEIRS = ("xlsx", "ods")


def generated(count: int, seed: int) -> list[str]:
    """So many random plans, each as JSON."""
    cargo = shutil.which("cargo")
    assert cargo is not None, "cargo is needed to build the program that makes the plans"
    # With the features that all tests are built with.
    build = [cargo, "build", "--workspace", "--example", "random_plans", "--message-format", "json"]
    built = subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True)
    executables = [json.loads(line).get("executable") for line in built.stdout.splitlines()]
    program = next(path for path in reversed(executables) if path)
    plans = subprocess.run(
        [program, str(count), str(seed)], check=True, capture_output=True, encoding="utf-8"
    )
    # Some texts hold characters that `splitlines` takes for the end of a line.
    return plans.stdout.removesuffix("\n").split("\n")


def by_libreoffice(files: list[Path], form: str, into: Path) -> Path:
    """What LibreOffice makes of some files, under a profile of its own."""
    into.mkdir(parents=True)
    command = ["soffice", f"-env:UserInstallation=file://{into}/profile", "--headless"]
    command += ["--convert-to", form, "--outdir", str(into), *map(str, files)]
    subprocess.run(command, capture_output=True, text=True, timeout=1800, check=True)
    return into


def read(file: Path, zone: str) -> Plan:
    """The plan of a workbook whose ids are any text."""
    return load_workbook(file, layout={"id_pattern": None, "timezone": zone})


def readings(
    plan: Plan, number: int, folder: Path, theirs: Sequence[str]
) -> dict[str, Callable[[], Plan]]:
    """How a plan is read again from each form, once the files are in their folders."""
    records, zone = plan.to_records(resolved=False), plan.timezone
    ours = {
        "records": lambda: Plan.from_records(records, **plan.frame()),
        "JSON": lambda: Plan.from_json(plan.to_json()),
        "workbook": lambda: read(folder / f"{number}.xlsx", zone),
    }
    files = {form: folder / form / f"{number}.{form}" for form in theirs}
    return ours | {form: partial(read, file, zone) for form, file in files.items()}


def failures(plans: list[str], folder: Path, theirs: Sequence[str] = THEIRS) -> list[str]:
    """Each plan that comes back as another one: its number, the form, and how it differs."""
    found = []
    for begin in range(0, len(plans), AT_ONCE):
        meant = dict(enumerate(map(Plan.from_json, plans[begin : begin + AT_ONCE]), begin))
        here = folder / str(begin)
        here.mkdir(parents=True)
        files = [here / f"{number}.xlsx" for number in meant]
        for plan, file in zip(meant.values(), files, strict=True):
            plan.write_workbook(file)
        for form in theirs:
            by_libreoffice(files, form, here / form)
        for number, plan in meant.items():
            for form, reading in readings(plan, number, here, theirs).items():
                try:
                    other = reading()
                except PtrError as error:
                    found.append(f"{number} by {form}: {error}")
                    continue
                if other != plan:
                    found.append(f"{number} by {form}: {plan.diff(other)}")
    return found


def main() -> int:
    """Tries as many plans as the command line says."""
    numbers = [int(text) for text in sys.argv[1:]]
    count, seed = (*numbers, 0, 0)[:2] if numbers else (20, 0)
    folder = Path(tempfile.mkdtemp(prefix="round-trips-"))
    found = failures(generated(count, seed), folder)
    for line in found:
        print(line)
    print(f"{count} plans, {len(found)} came back as another one: {folder}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
