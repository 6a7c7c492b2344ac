"""``python -m ptr_py``, and the console script ``ptr``: what the library does, from a terminal."""

import sys

from ptr_py._command import main

if __name__ == "__main__":
    sys.exit(main())
