"""The interface of the module as plain text: what somebody's program may rely on.

Read from the stub and the Python sources, without running them.
"""

from collections.abc import Iterator

import griffe
import snapshot

import ptr_py

SHARED = ("_values", "_errors")
"""Where the classes are that public ones have in common."""


def is_public(name: str) -> bool:
    return not name.startswith("_") or name.endswith("__")


def lines_of(parent: griffe.Class | griffe.Module, name: str, path: str) -> Iterator[str]:
    """A name and what it offers, one line each."""
    if overloads := parent.overloads.get(name):
        yield from (function.signature(name=path) for function in overloads)
        return
    found = parent.members[name]
    if isinstance(found, griffe.Alias):
        found = found.final_target
    if isinstance(found, griffe.Class):
        bases = ", ".join(map(str, found.bases))
        yield f"class {path}({bases})" if bases else f"class {path}"
        for member in {*found.members, *found.overloads}:
            if is_public(member):
                yield from lines_of(found, member, f"{path}.{member}")
    elif isinstance(found, griffe.Function):
        bound = found.labels & {"staticmethod", "classmethod"}
        yield " ".join([found.signature(name=path), *(f"({label})" for label in bound)])
    elif isinstance(found, griffe.Attribute) and "property" in found.labels:
        yield f"{path}: {found.annotation} (property)"
    elif isinstance(found, griffe.Attribute) and not name.startswith("__"):
        yield f"{path}: {found.annotation}" if found.annotation else f"{path} = {found.value}"


def test_the_interface_is_what_is_committed() -> None:
    module = griffe.load("ptr_py", submodules=True, resolve_aliases=True)
    assert isinstance(module, griffe.Module)
    lines = [line for name in ptr_py.__all__ for line in lines_of(module, name, name)]
    for where in SHARED:
        private = module[where]
        for part in (private, *private.modules.values()):
            for name, found in part.members.items():
                if name not in ptr_py.__all__ and isinstance(found, griffe.Class):
                    lines += lines_of(part, name, f"{where}.{name}")
    shapes = module["typing"]
    for name, found in shapes.members.items():
        if not found.is_alias:
            lines += lines_of(shapes, name, f"typing.{name}")
    snapshot.compare("interface.txt", "".join(f"{line}\n" for line in sorted(lines)))
