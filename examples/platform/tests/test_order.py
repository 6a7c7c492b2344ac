"""One direction: each part of the package imports only parts before it, and there is no circle.

All imports count, in functions and under `TYPE_CHECKING` too. The order is the table in the
package's own docstring.
"""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import ptr_platform

ROOT = Path(ptr_platform.__file__).parent
ORDER = re.findall(r"^\| `(\w+)` \|", ptr_platform.__doc__ or "", re.MULTILINE)


def name_of(file: Path) -> str:
    """The module in a file, without the name of the package; empty for the package itself."""
    return (
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix("__init__").rstrip(".")
    )


FILES = {name_of(file): file for file in ROOT.rglob("*.py")}


def imported(tree: ast.AST) -> set[str]:
    """The modules of the package that a module imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports name the whole module"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}".removeprefix("ptr_platform.")
                found.add(f"ptr_platform.{inner}" if inner in FILES else node.module)
    return {
        each.removeprefix("ptr_platform.") for each in found if each.startswith("ptr_platform.")
    }


IMPORTS = {name: imported(ast.parse(file.read_text("utf-8"))) for name, file in FILES.items()}


def part(module: str) -> str:
    """The part that a module belongs to."""
    return module.partition(".")[0]


def test_the_table_names_every_part_and_nothing_else() -> None:
    assert sorted(ORDER) == sorted({part(module) for module in FILES} - {""})


def backwards(imports: dict[str, set[str]]) -> list[str]:
    """The imports of a later part."""
    return [
        f"{module} imports {other}"
        for module, others in imports.items()
        for other in others
        if ORDER.index(part(other)) > ORDER.index(part(module))
    ]


def test_no_part_imports_a_later_one() -> None:
    assert backwards(IMPORTS) == []
    assert backwards(IMPORTS | {"store.sqlite": {"run.service"}}) != []


def test_no_module_leads_back_to_itself() -> None:
    order = list(TopologicalSorter(IMPORTS).static_order())
    assert order.index("__main__") > order.index("web")
    with pytest.raises(CycleError):
        TopologicalSorter(IMPORTS | {"store": {"store.sqlite"}}).prepare()
