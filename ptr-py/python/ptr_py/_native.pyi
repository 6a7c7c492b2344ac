"""What the compiled half of ``ptr_py`` offers; ``src/`` of the crate is its other side.

stubtest holds the two together.
"""

from typing import Final

__all__ = ["__version__"]

__version__: Final[str]
