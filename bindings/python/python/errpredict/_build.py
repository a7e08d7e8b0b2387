"""Whether this Python can load the compiled part: told in words, before it is tried.

A free-threaded interpreter may try to load a part of the stable interface, which it does not have, and crash (python/cpython#120901);
pip does not install such a wheel there, but a folder on the path asks nobody.
"""

from __future__ import annotations

import sys

if "t" in getattr(sys, "abiflags", ""):
    raise ImportError(
        "errpredict has no compiled part for free-threaded Python: it is of the stable interface (abi3), which this interpreter does not "
        "have; use a Python without a `t` behind its version"
    )
