"""The ratios: one table for a terminal, and one a contest for a page."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from .contest import Result, Spread

HEADINGS = ("Work", "Size", "Way", "Time", "Ratio", "Spread", "Peak memory", "Ratio")
NUMBERS = frozenset(HEADINGS[1:2] + HEADINGS[3:])
BEGIN, END = "<!-- measured: benches/peers/run writes this part -->", "<!-- end of measured -->"


def seconds(value: float) -> str:
    """With three digits and a unit."""
    for unit, length in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= length:
            return f"{digits(value / length)} {unit}"
    return f"{digits(value * 1e9)} ns"


def digits(value: float) -> str:
    """Three that count; what is greater than a thousand to the unit."""
    if value >= 100:  # noqa: PLR2004
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"  # noqa: PLR2004


def memory(value: int | None) -> str:
    """In MB of a million bytes; what is less than a tenth of one cannot be told."""
    if value is None:
        return ""
    return f"{value / 1e6:,.1f} MB" if value >= 1e5 else "< 0.1 MB"  # noqa: PLR2004


def spread(ratio: Spread | None) -> str:
    """From the least to the most."""
    return f"{digits(ratio.least)} to {digits(ratio.most)}" if ratio else ""


def memory_ratio(peer: int | None, ours: int | None) -> str:
    """How many times ours; nothing where either is too little to be told."""
    if not peer or not ours or min(peer, ours) < 1e5:  # noqa: PLR2004
        return ""
    return f"{digits(peer / ours)} ×"


def article(word: str) -> str:
    """What stands before it."""
    return "an" if word[0] in "aeiou" else "a"


def rows(results: Sequence[Result]) -> list[tuple[str, ...]]:
    """One row a result, ours first in each contest and size."""
    found: list[tuple[str, ...]] = []
    for (contest, size), group in groupby(results, lambda it: (it.contest, it.size)):
        ours, *peers = group
        for nth, it in enumerate((ours, *peers)):
            found.append(
                (
                    contest if nth == 0 else "",
                    f"{size:,}" if nth == 0 else "",
                    it.way,
                    f"{seconds(it.seconds.median)} {article(it.per)} {it.per}",
                    f"{digits(it.ratio.median)} ×" if it.ratio else "1",
                    spread(it.ratio),
                    memory(it.memory),
                    memory_ratio(it.memory, ours.memory) if it.ratio else "",
                )
            )
    return found


def plain(results: Sequence[Result]) -> str:
    """For a terminal."""
    table = [HEADINGS, *rows(results)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS))]
    lines = []
    for row in table:
        cells = [
            cell.rjust(width) if heading in NUMBERS else cell.ljust(width)
            for heading, cell, width in zip(HEADINGS, row, widths, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def markdown(results: Sequence[Result]) -> str:
    """For a page: a table for each contest, without columns in which nothing stands.

    Those of one machine and day stand together, under a line that says which.
    """
    tables = []
    machines = list(dict.fromkeys(it.machine for it in results))
    together = sorted(results, key=lambda it: machines.index(it.machine))
    last = None
    for (machine, contest), group in groupby(together, lambda it: (it.machine, it.contest)):
        if machine != last:
            tables.append(f"{machine}.")
            last = machine
        found = [row[1:] for row in rows(list(group))]
        headings = HEADINGS[1:]
        kept = [nth for nth, _ in enumerate(headings) if any(row[nth] for row in found)]
        rules = ["---:" if heading in NUMBERS else "---" for heading in headings]
        lines = ([line[nth] for nth in kept] for line in (headings, rules, *found))
        table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
        tables.append(f"**{contest[0].upper()}{contest[1:]}**\n\n{table}")
    return "\n\n".join(tables)


def write(path: Path, text: str) -> None:
    """Into the marked part of a page that has one, else as the whole file."""
    page = path.read_text("utf-8") if path.exists() else ""
    if BEGIN in page and END in page:
        before, rest = page.split(BEGIN)
        text = f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}"
    else:
        text = f"{text}\n"
    path.write_text(text, "utf-8")
