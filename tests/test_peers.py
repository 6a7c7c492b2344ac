"""benches/peers: who is compared with us computes the same, and the table says what was measured.

Peers that only benches/peers installs are left to its own run, which checks the same.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from peers import (
    boundary,
    criterion,
    forecast,
    growth,
    mails,
    results,
    simulation,
    states,
    table,
    turns,
    workbook,
)
from peers.contest import Contest, Disagreement, Prepared, Result, Spread, Way, check, hold

SMALL = 60
BENCHES = Path(__file__).resolve().parent.parent / "benches"


def contests() -> Iterator[Contest]:
    """All, with those of the peers whose packages are here."""
    for subject in (states, forecast, simulation, workbook, mails, boundary):
        for contest in subject.contests():
            peers = [
                way for way in contest.peers if all(map(importlib.util.find_spec, way.modules))
            ]
            yield replace(contest, peers=peers)


@pytest.fixture(autouse=True)
def _workbooks_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARGO_TARGET_DIR", str(tmp_path))


@pytest.mark.parametrize("contest", [*contests()], ids=lambda contest: contest.name)
def test_every_peer_gives_our_answer(contest: Contest) -> None:
    assert contest.peers
    answers = {}
    for way in contest.ways:
        ready = way.prepare(SMALL)
        answers[way.name] = ready.answer(ready.work())
    check(contest, SMALL, answers)


def test_the_packages_of_the_tests_bring_most_peers() -> None:
    modules = {module for contest in contests() for way in contest.peers for module in way.modules}
    assert {"networkx", "numpy", "openpyxl", "jinja2"} <= modules


def test_midnight_without_a_time_is_midnight() -> None:
    midnight = datetime(2026, 3, 28)  # noqa: DTZ001 - cells know no zone
    assert workbook.rows([[midnight.date(), None, float("nan")]]) == [(midnight, "", "")]


def way(name: str, answer: int = 6) -> Way:
    """One that adds up, or does not."""
    return Way(name, lambda _size: Prepared(lambda: answer))


def test_a_peer_that_computes_something_else_is_not_timed() -> None:
    contest = Contest("adding", "number", way("ours"), [way("theirs", 7)], (3,))
    with pytest.raises(Disagreement, match="adding, 3: theirs disagrees with ours"):
        hold(contest, 3, rounds=1)


def test_all_take_turns_and_ratios_are_of_a_round() -> None:
    contest = Contest("adding", "number", way("ours"), [way("theirs")], (3,))
    ours, theirs = hold(contest, 3, rounds=3)
    assert (ours.way, ours.ratio) == ("ours", None)
    assert theirs.ratio is not None
    assert theirs.ratio.least <= theirs.ratio.median <= theirs.ratio.most
    assert Result.from_dict(json.loads(json.dumps(theirs.to_dict()))) == theirs


WEIGH = """
from peers.contest import Prepared, Way, weigh
print(weigh(Way("keeping", lambda size: Prepared(lambda: b"x" * size)), 30_000_000))
"""


def test_a_peak_is_of_the_process_and_not_of_the_larger_one_that_started_it() -> None:
    larger = b"x" * 100_000_000
    command = [sys.executable, "-c", WEIGH]
    peak = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=BENCHES).stdout
    assert len(larger) > int(peak) >= 30_000_000


def test_what_is_measured_again_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    subtracting, dividing = (replace(OURS, contest=it) for it in ("subtracting", "dividing"))
    results.write(tmp_path / "measured.json", [OURS, THEIRS, subtracting])
    again = replace(OURS, size=2_000, machine="another machine")
    found = results.merged(results.read(tmp_path / "measured.json"), [again, dividing])
    assert found == [again, subtracting, dividing]
    assert results.read(tmp_path / "nothing.json") == []


OURS = Result(
    "adding",
    1_000,
    "number",
    "ours",
    Spread(2e-9, 1e-9, 3e-9),
    memory=2_000_000,
    machine="25 November 2026, 2 cores",
)
THEIRS = replace(OURS, way="theirs", seconds=Spread(2.5e-6, 2e-6, 3e-6), memory=5_000_000)
THEIRS = replace(THEIRS, ratio=Spread(1250.0, 990.0, 1510.4))


def test_a_row_tells_time_ratio_spread_and_memory() -> None:
    assert table.rows([OURS, THEIRS]) == [
        ("adding", "1,000", "ours", "2.00 ns a number", "1", "", "2.0 MB", ""),
        ("", "", "theirs", "2.50 µs a number", "1,250 ×", "990 to 1,510", "5.0 MB", "2.50 ×"),
    ]


def test_what_was_not_weighed_or_weighs_nothing_has_no_ratio() -> None:
    unweighed = replace(OURS, memory=None)
    light = replace(THEIRS, memory=4_096)
    [_, row] = table.rows([unweighed, light])
    assert row[-2:] == ("< 0.1 MB", "")


def test_the_table_of_a_page_replaces_only_its_part(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n", "utf-8")
    table.write(page, table.markdown([OURS, THEIRS]))
    text = page.read_text("utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert "**Adding**" in text
    assert "|  | theirs | 2.50 µs a number | 1,250 × | 990 to 1,510 | 5.0 MB | 2.50 × |" in text
    table.write(page, table.markdown([OURS]))
    assert "theirs" not in page.read_text("utf-8")


def test_what_was_measured_elsewhere_stands_apart() -> None:
    elsewhere = replace(OURS, contest="dividing", machine="26 November 2026, 4 cores")
    page = table.markdown([OURS, THEIRS, elsewhere, replace(OURS, contest="subtracting")])
    [before, behind] = page.split("26 November 2026, 4 cores.\n\n")
    assert before.startswith(f"{OURS.machine}.\n\n**Adding**")
    assert before.count(OURS.machine) == 1
    assert "**Subtracting**" in before
    assert behind.startswith("**Dividing**")


def bench(directory: Path, name: str, nanoseconds: float, **told: Any) -> None:
    """What criterion leaves of a bench."""
    new = directory / name.replace(":", "_") / "10" / "new"
    new.mkdir(parents=True)
    interval = {"lower_bound": nanoseconds * 0.9, "upper_bound": nanoseconds * 1.1}
    median = {"point_estimate": nanoseconds, "confidence_interval": interval}
    usual = {"group_id": "states", "function_id": name, "value_str": "10"}
    throughput = {"throughput": {"Elements": 10}}
    (new / "benchmark.json").write_text(json.dumps(usual | throughput | told), "utf-8")
    (new / "estimates.json").write_text(json.dumps({"median": median}), "utf-8")


def test_a_limit_is_compared_with_our_fastest_and_a_baseline_with_our_slowest(
    tmp_path: Path,
) -> None:
    bench(tmp_path, "ours, into a buffer", 100)
    bench(tmp_path, "ours, as states", 200)
    bench(tmp_path, "maps of text ids", 4_000)
    bench(tmp_path, "limit: copying", 50)
    found = {it.way: it for it in criterion.results(tmp_path)}
    assert list(found) == [
        "ours, into a buffer",
        "ours, as states",
        "limit: copying",
        "maps of text ids",
    ]
    ratios = {way: it.ratio and round(it.ratio.median, 6) for way, it in found.items()}
    assert ratios == {
        "ours, into a buffer": None,
        "ours, as states": None,
        "limit: copying": 0.5,
        "maps of text ids": 20,
    }
    assert found["ours, into a buffer"].seconds.median == pytest.approx(10e-9)


def test_a_baseline_of_the_same_work_is_compared_with_ours_of_that_work(tmp_path: Path) -> None:
    for name, nanoseconds in [("ours, near", 100), ("ours, far", 900), ("maps, near", 300)]:
        bench(tmp_path, name, nanoseconds)
    *_, maps = criterion.results(tmp_path)
    assert maps.ratio is not None
    assert maps.ratio.median == pytest.approx(3)


def test_a_suite_with_nothing_beside_ours_is_told_too(tmp_path: Path) -> None:
    bench(tmp_path, "close and reopen", 100, group_id="completion")
    assert [(it.way, it.ratio) for it in criterion.results(tmp_path)] == [
        ("close and reopen", None)
    ]


def test_a_suite_that_takes_turns_is_compared_round_by_round(tmp_path: Path) -> None:
    ours = {"way": "ours", "seconds": [1.0, 2.0, 4.0]}
    theirs = {"way": "theirs", "seconds": [2.0, 5.0, 8.0]}
    for size in (10_000, 400):
        told = {"contest": "workbook", "size": size, "ways": [ours, theirs]}
        (tmp_path / f"workbook-{size}.json").write_text(json.dumps(told), "utf-8")
    found = turns.results(tmp_path)
    assert [(it.contest, it.size, it.per, it.way) for it in found] == [
        ("Rust: workbook", size, "row", way) for size in (400, 10_000) for way in ("ours", "theirs")
    ]
    assert found[0].ratio is None
    assert found[1].ratio == Spread(2, 2, 2.5)
    assert found[1].seconds == Spread(5, 2, 8)


def test_names_of_lines_stand_apart_in_their_order() -> None:
    assert growth.apart([0.1, 0.12, 0.5], 0.05) == pytest.approx([0.1, 0.15, 0.5])


def test_the_figures_of_the_readme_are_those_that_were_measured() -> None:
    measured = {
        (it.contest, it.way, it.size): f"{table.digits(it.ratio.median)} ×"
        for it in results.read(BENCHES / "measured.json")
        if it.ratio
    }
    readme = (BENCHES.parent / "README.md").read_text("utf-8")
    _, _, section = readme.partition("## What it costs")
    lines = [line for line in section.partition("## ")[0].splitlines() if line.startswith("|")]
    [heading, _, *rows] = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    sizes = [int(size.replace(",", "")) for size in heading[2:]]
    assert rows
    for contest, way, *cells in rows:
        told = [measured.get((contest, way, size), "") for size in sizes]
        assert (contest, way, cells) == (contest, way, told)
