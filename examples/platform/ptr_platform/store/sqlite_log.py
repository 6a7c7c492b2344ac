"""Whether all that was committed to an SQLite database is read when it is opened.

SQLite reads its write-ahead log up to the first frame whose checksum is wrong, and takes what
stands behind for the rest of a write that was cut off. If it is damage, changes that were confirmed
are missing, and the shorter history is a valid one. Two things tell it from a write that was cut
off: a frame written behind a commit, since nothing is until that commit is flushed; and the index
beside the log, which counts the frames that were committed and outlives a process that is killed.

Kept true: a write that was cut off, frames of an earlier log and what others write meanwhile are no
damage. Nothing is locked or written. The format is that of https://sqlite.org/walformat.html.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = 0x377F0682
"""With a last bit of 1, checksums are of big-endian numbers."""
_HEADER, _FRAME_HEADER = 32, 24
_INDEX_HEADER = 48
_NOTHING = (0, 0)


def is_cut(file: Path) -> bool:
    """Whether more was committed to a database than is read when it is opened.

    Not to be asked by a process that has the database open: closing the index would end the locks
    of SQLite on it.
    """
    # What is seen while others write is not seen at the same place again.
    place = _cut_at(file)
    return place is not None and _cut_at(file) == place


def _cut_at(file: Path) -> tuple[bytes, int] | None:
    """The log, by its salts, and how many frames of it are read; `None` if that is all of them."""
    # In this order: frames that the index counts are in the log.
    index, log = _bytes(file, "-shm"), _bytes(file, "-wal")
    indexed, committed, copied = _index(index)
    if len(log) < _HEADER:
        return (b"", 0) if committed > copied else None
    magic, size, salts = struct.unpack_from(">I4xI4x8s", log)
    order = ">" if magic & 1 else "<"
    sums = _sums(log[: _HEADER - 8], order, _NOTHING)
    if magic & ~1 != _MAGIC or sums != struct.unpack_from(">II", log, _HEADER - 8):
        # The header is flushed before anything is written behind it.
        return (salts, 0) if any(log[_HEADER:]) else None
    read, whole, after_commit = 0, True, False
    for number in range(1, (len(log) - _HEADER) // (_FRAME_HEADER + size) + 1):
        at = _HEADER + (number - 1) * (_FRAME_HEADER + size)
        pages, of, *stored = struct.unpack_from(">4xI8sII", log, at)
        follows = False
        if of == salts:
            sums = _sums(log[at : at + 8], order, sums)
            sums = _sums(log[at + _FRAME_HEADER : at + _FRAME_HEADER + size], order, sums)
            follows = [*sums] == stored
        whole = whole and follows
        if whole:
            read = number if pages else read
        elif follows and after_commit:
            return salts, read
        after_commit = pages > 0 and of == salts
        sums = stored[0], stored[1]
    return (salts, read) if indexed == salts and committed > read else None


def _bytes(file: Path, suffix: str) -> bytes:
    try:
        return file.with_name(file.name + suffix).read_bytes()
    except FileNotFoundError:
        return b""


def _index(index: bytes) -> tuple[bytes, int, int]:
    """The salts of the log, the frames that were committed, those copied into the database."""
    header = index[:_INDEX_HEADER]
    if len(index) < 2 * _INDEX_HEADER + 4 or header != index[_INDEX_HEADER : 2 * _INDEX_HEADER]:
        return b"", 0, 0
    begun, committed, salts, *stored = struct.unpack("=12xB3xI12x8sII", header)
    if not begun or [*_sums(header[:-8], "=", _NOTHING)] != stored:
        return b"", 0, 0
    (copied,) = struct.unpack_from("=I", index, 2 * _INDEX_HEADER)
    return salts, committed, copied


def _sums(data: bytes, order: str, before: tuple[int, int]) -> tuple[int, int]:
    """SQLite's checksum of some bytes, going on from that of the bytes before them."""
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    one, other = before
    for word, next_word in zip(words, words, strict=True):
        one = (one + word + other) & 0xFFFFFFFF
        other = (other + next_word + one) & 0xFFFFFFFF
    return one, other
