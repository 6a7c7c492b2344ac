"""Draws how the cost grows with the size of the plan, from the results in a JSON file.

    python -m peers.growth results.json growth.svg

Both axes logarithmic: work that grows with the plan is a straight line, and the distance between
two lines is their ratio. Lines differ in colour, dash and mark, and each carries its name.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .contest import Result
from .results import read

# By Okabe and Ito, told apart by colour-blind readers, darker so that text in them can be read on
# white; black is ours.
OURS = "#000000"
COLOURS = ("#b34700", "#00609c", "#00755a", "#9c3f78", "#6b5200", "#3d6f8e")
DASHES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)))
MARKS = ("s", "^", "D", "v", "P", "X")


class Panel(NamedTuple):
    """One pair of axes."""

    title: str
    contests: Sequence[str]
    """Whose lines it shows."""
    without: Sequence[str] = ()
    """Ways that would only hide others."""


PANELS = (
    Panel("All states, from Python", ("states as a dict", "states as a byte a step")),
    Panel("All states, in Rust", ("Rust: states",)),
    Panel("Reading a workbook", ("reading a workbook",), ("pandas on openpyxl",)),
)


def lines(results: Sequence[Result], panel: Panel) -> dict[str, list[Result]]:
    """The results of each way of a panel, by size."""
    found: dict[str, list[Result]] = {}
    for it in sorted(results, key=lambda it: it.size):
        if it.contest in panel.contests and it.way not in panel.without:
            found.setdefault(it.way, []).append(it)
    return {way: of_way for way, of_way in found.items() if len(of_way) > 1}


def is_ours(way: str) -> bool:
    """By its name."""
    return way.startswith(("ours", "ptr_py"))


def apart(heights: Sequence[float], least: float) -> list[float]:
    """The heights moved up as little as keeps them at a distance, in their order."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else height)
    return placed


def draw(results: Sequence[Result], path: Path) -> None:
    """Writes the drawing."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update(
        {
            "svg.hashsalt": "ptr",
            "svg.fonttype": "none",  # text stays text
            "font.size": 11,
            "font.sans-serif": ["DejaVu Sans"],
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )
    from matplotlib import pyplot as plt

    panels = [(panel, found) for panel in PANELS if (found := lines(results, panel))]
    figure, axes = plt.subplots(
        len(panels), figsize=(9, 5.2 * len(panels)), squeeze=False, layout="constrained"
    )
    for (panel, found), axis in zip(panels, axes[:, 0], strict=True):
        draw_panel(axis, panel, found)
    figure.savefig(path, metadata={"Date": None, "Title": "What ptr costs, beside its peers"})
    if path.suffix == ".svg":
        text = path.read_text("utf-8")
        path.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", "utf-8")


def draw_panel(axis: Any, panel: Panel, found: dict[str, list[Result]]) -> None:
    """The lines of a panel, each with its name at its end."""
    from matplotlib.ticker import FuncFormatter

    others = iter(zip(COLOURS, DASHES, MARKS, strict=True))
    colours: dict[str, str] = {}
    for way, of_way in found.items():
        ours = is_ours(way)
        colour, dash, mark = (OURS, "-", "o") if ours else next(others)
        colours[way] = colour
        sizes = [it.size for it in of_way]
        times = [it.seconds.median * it.size for it in of_way]
        width = 2.4 if ours else 1.6
        axis.plot(sizes, times, color=colour, linestyle=dash, marker=mark, linewidth=width)
    axis.set(xscale="log", yscale="log", title=panel.title)
    axis.set_xlabel("rows" if "workbook" in panel.title else "steps")
    axis.set_ylabel("time for all of them")
    axis.xaxis.set_major_formatter(FuncFormatter(lambda size, _: f"{size:,.0f}"))
    axis.yaxis.set_major_formatter(FuncFormatter(lambda time, _: tick(time)))
    axis.minorticks_off()
    axis.grid(which="major", color="#dddddd", linewidth=0.8)
    axis.set_axisbelow(True)
    name_lines(axis, found, colours)


def tick(time: float) -> str:
    """A power of ten with its unit."""
    for unit, length in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
        if time >= length * 0.999:
            return f"{time / length:,.0f} {unit}"
    return ""


def name_lines(axis: Any, found: dict[str, list[Result]], colours: dict[str, str]) -> None:
    """Beside the last point of each line, moved apart where two ends are close."""
    import math

    low, high = (math.log10(end) for end in axis.get_ylim())
    left, right = (math.log10(end) for end in axis.get_xlim())
    ends = sorted(
        (of_way[-1].seconds.median * of_way[-1].size, way) for way, of_way in found.items()
    )
    heights = [(math.log10(time) - low) / (high - low) for time, _ in ends]
    for (time, way), height in zip(ends, apart(heights, 0.055), strict=True):
        size = found[way][-1].size
        across = (math.log10(size) - left) / (right - left)
        axis.annotate(
            way,
            xy=(size, time),
            xytext=(max(across, 0.0) + 0.03, height),
            textcoords="axes fraction",
            color=colours[way],
            va="center",
            fontweight="bold" if is_ours(way) else "normal",
            annotation_clip=False,
        )


def main(results: str, drawing: str) -> None:
    """From one file to the other."""
    draw(read(Path(results)), Path(drawing))


if __name__ == "__main__":
    main(*sys.argv[1:])
