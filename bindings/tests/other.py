"""A library with another version of the interface, for the tests of every language: other.py FILE.

It has the functions that tell the version and none of the others, as a library has whose functions are called otherwise: a package must
ask for the version before it looks for anything else.
"""

from __future__ import annotations

import subprocess
import sys

SOURCE = """
#include <stdbool.h>
#include <stdint.h>
uint32_t errpredict_abi_version(void) { return 99; }
bool errpredict_abi_is_compatible(uint32_t version) { return version == 99; }
const char *errpredict_version(void) { return "99.0.0"; }
"""


def main() -> None:
    command = ["cc", "-shared", "-fPIC", "-O1", "-Wl,-soname,liberrpredict.so.0", "-x", "c", "-", "-o", sys.argv[1]]
    subprocess.run(command, input=SOURCE, text=True, check=True)


if __name__ == "__main__":
    main()
