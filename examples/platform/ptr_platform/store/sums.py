"""The digests of the files of a copy, in a file that ``sha256sum --check`` reads as well."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from ptr_platform.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def sync(path: Path) -> None:
    """Returns once a file, or the names in a directory, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_sums(sums: Path, files: Iterable[Path]) -> None:
    """Writes the digests of files beside them; they and the digests are on disk then."""
    lines = []
    for file in files:
        sync(file)
        lines.append(f"{_digest(file)}  {file.name}\n")
    sums.write_text("".join(lines), "utf-8")
    sync(sums)
    sync(sums.parent)


def check_sums(sums: Path) -> set[str]:
    """Compares files with the digests that were written, and returns their names.

    Raises:
        StoreError: if one is missing or another than it was.
        OSError: if the digests cannot be read.
    """
    names, text = set(), sums.read_text("utf-8", errors="replace")
    there = {file.name: file for file in sums.parent.iterdir() if file.is_file()}
    for line in text.splitlines(keepends=True):
        expected, _, name = line.partition("  ")
        file = there.get(name.removesuffix("\n"))
        if not name.endswith("\n") or file is None or _digest(file) != expected:
            raise StoreError(
                "the copy %(source)s is damaged: %(error)s is missing or not what was written",
                source=sums.parent,
                error=name.strip() or sums.name,
            )
        names.add(file.name)
    return names


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
