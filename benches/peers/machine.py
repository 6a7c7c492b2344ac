"""On what kind of machine, when, and with which releases: what a reader needs to judge figures."""

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = (
    "networkx",
    "rustworkx",
    "numpy",
    "openpyxl",
    "pandas",
    "pmcontrols",
    "mcprojsim",
    "python-calamine",
    "polars",
    "fastexcel",
    "jinja2",
)
FEATURES = {"avx2": "AVX2", "avx512f": "AVX-512", "asimd": "NEON"}


def described() -> str:
    """One line, without the machine's name."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    kind = platform.machine().replace("x86_64", "x86-64")
    found = [name for flag, name in FEATURES.items() if flag in flags()]
    with_features = f" with {' and '.join(found)}" if found else ""
    return f"{datetime.now(UTC):%d %B %Y}, {cores} cores, {kind}{with_features}, {releases()}"


def flags() -> set[str]:
    """What the processor says it can do; nothing where the system does not tell."""
    info = Path("/proc/cpuinfo")
    text = info.read_text("utf-8") if info.exists() else ""
    found = re.search(r"^(?:flags|Features)\s*:(.*)$", text, re.MULTILINE)
    return set(found[1].split()) if found else set()


def releases() -> str:
    """Python and the packages that are there."""
    found = [f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)
