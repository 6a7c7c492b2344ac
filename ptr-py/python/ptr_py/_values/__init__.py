"""What ``ptr_py`` answers with: plain values that equal, print, hash and pickle by their content.

`Value.replace` changes a copy, ``match`` takes them apart by their fields. Each subject has a file,
as the reference names it.

The compiled half fills them in and decides nothing here; what they say is decided in the core.
"""

# Older pickles have it from here.
from ptr_py._values.plans import _phase as _phase
