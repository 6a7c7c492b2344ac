"""Writes random plans in every form, reads them back, and tells which are another plan then.

    python tests/workbooks/round_trips.py 3000      # so many plans
    python tests/workbooks/round_trips.py 3000 7    # those of another seed

The forms: records as they were given, JSON, a workbook, and what LibreOffice makes of that
workbook, as `.xlsx` and as `.ods`. The plans are those by which the laws of workbooks are tried
(`tests/src/workbooks.rs`), with every feature that a plan has; those for LibreOffice are without
what it loses (`kept_by`). The first run builds their generator. What fails stays in the folder that
is named at the end.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ptr_py import Plan, PtrError, load_workbook

ROOT = Path(__file__).resolve().parents[2]
# One call of LibreOffice takes a second, and each workbook a tenth of one; it takes no 250 at once.
AT_ONCE = 200
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


def kept_by(form: str, value: Any) -> Any:
    """The JSON of a plan without what LibreOffice does not keep in a form."""
    if isinstance(value, dict):
        return {kept_by(form, name): kept_by(form, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [kept_by(form, inner) for inner in value]
    if isinstance(value, float):
        # It saves numbers of fifteen digits, and in .ods of twenty places behind the point.
        return round(float(f"{value:.15g}"), 20 if form == "ods" else 400)
    if not isinstance(value, str):
        return value
    # A carriage return is a line feed for it.
    value = value.replace("\r", "\n")
    if form == "ods":
        # XML cannot hold them there, where an .xlsx has ways of its own.
        value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "□", value)
        # In a cell of several lines it loses tabs.
        value = value.replace("\t", " ") if "\n" in value else value
        # Of dates far from today it cuts off parts of seconds.
        value = re.sub(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+", r"\1", value)
    return value


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


def readings(plan: Plan, file: Path) -> dict[str, Callable[[], Plan]]:
    """How a plan is read again from each form of our own, once it is written to the file."""
    records, zone = plan.to_records(resolved=False), plan.timezone
    return {
        "records": lambda: Plan.from_records(records, **plan.frame()),
        "JSON": lambda: Plan.from_json(plan.to_json()),
        "workbook": lambda: read(file, zone),
    }


def written(plans: dict[int, str], folder: Path) -> dict[int, tuple[Plan, Path]]:
    """Each plan with the workbook that it is written to."""
    folder.mkdir(parents=True)
    meant = {number: Plan.from_json(plan) for number, plan in plans.items()}
    files = {number: (plan, folder / f"{number}.xlsx") for number, plan in meant.items()}
    for plan, file in files.values():
        plan.write_workbook(file)
    return files


def told(number: int, form: str, plan: Plan, reading: Callable[[], Plan]) -> list[str]:
    """What is wrong with a plan that was read again, if anything is."""
    try:
        other = reading()
    except PtrError as error:
        return [f"{number} by {form}: {error}"]
    return [] if other == plan else [f"{number} by {form}: {plan.diff(other)}"]


def failures(plans: list[str], folder: Path, theirs: Sequence[str] = THEIRS) -> list[str]:
    """Each plan that comes back as another one: its number, the form, and how it differs."""
    found = []
    for begin in range(0, len(plans), AT_ONCE):
        here = folder / str(begin)
        some = dict(enumerate(plans[begin : begin + AT_ONCE], begin))
        for number, (plan, file) in written(some, here / "ours").items():
            for form, reading in readings(plan, file).items():
                found += told(number, form, plan, reading)
        for form in theirs:
            kept = {
                number: json.dumps(kept_by(form, json.loads(it))) for number, it in some.items()
            }
            files = written(kept, here / form)
            into = by_libreoffice([file for _, file in files.values()], form, here / f"of-{form}")
            for number, (plan, file) in files.items():
                reading = partial(read, into / f"{file.stem}.{form}", plan.timezone)
                found += told(number, form, plan, reading)
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
