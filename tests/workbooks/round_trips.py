"""Writes random plans in every form, reads them back, and tells which are another plan then.

    python tests/workbooks/round_trips.py 3000      # so many plans
    python tests/workbooks/round_trips.py 3000 7    # those of another seed

The forms: records as they were given, JSON, a workbook, and what LibreOffice makes of that workbook,
as `.xlsx` and as `.ods`. The plans are those by which the laws of workbooks are tried
(`tests/src/workbooks.rs`), with every feature that a plan has. The first run builds their generator.
What fails stays in the folder that is named at the end.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from pathlib import Path

from ptr_py import Plan, PtrError, load_workbook

ROOT = Path(__file__).resolve().parents[2]
# One call of LibreOffice takes a second, and each workbook a tenth of one.
AT_ONCE = 250


def generated(count: int, seed: int) -> Iterator[str]:
    """So many random plans, each as JSON."""
    command = ["cargo", "run", "--quiet", "-p", "ptr-tests", "--example"]
    command += ["random_plans", "--", str(count), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as generator:
        assert generator.stdout is not None
        yield from generator.stdout
    if generator.returncode:
        raise SystemExit(generator.returncode)


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


def failures(plans: Iterable[str], folder: Path) -> list[str]:
    """Each plan that comes back as another one: its number, the form, and how it differs."""
    found = []
    for place, batch in enumerate(batched(enumerate(plans), AT_ONCE)):
        meant: dict[int, Plan] = {}
        files: list[Path] = []
        here = folder / str(place)
        here.mkdir(parents=True)
        for number, text in batch:
            plan = meant[number] = Plan.from_json(text)
            file = here / f"{number}.xlsx"
            plan.write_workbook(file)
            files.append(file)
        forms = {form: by_libreoffice(files, form, here / form) for form in ("xlsx", "ods")}

        def again(number: int, plan: Plan) -> dict[str, Callable[[], Plan]]:
            zone = plan.timezone
            records = plan.to_records(resolved=False)
            return {
                "records": lambda: Plan.from_records(records, **plan.frame()),
                "JSON": lambda: Plan.from_json(plan.to_json()),
                "workbook": lambda: read(here / f"{number}.xlsx", zone),
                "LibreOffice": lambda: read(forms["xlsx"] / f"{number}.xlsx", zone),
                "OpenDocument": lambda: read(forms["ods"] / f"{number}.ods", zone),
            }

        for number, plan in meant.items():
            for form, reading in again(number, plan).items():
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
