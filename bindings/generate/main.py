"""Writes the types of the messages in Java, PHP, Go, Ruby, Dart and TypeScript from `schema/wire/bundle.json`, the header for PHP and
Ruby, the page of what is reachable, and the licences in every package.

python3 bindings/generate/main.py            writes them
python3 bindings/generate/main.py --check    fails where what is committed is not what would be written
"""

from __future__ import annotations

import sys

import dart
import docs
import go
import header
import java
import licences
import model
import node
import php
import ruby

LANGUAGES = (java, php, header, go, ruby, dart, docs, licences, node)


def main() -> int:
    wire = model.read()
    check = "--check" in sys.argv[1:]
    stale = []
    for language in LANGUAGES:
        files = language.files(wire)
        assert len(wire.objects) > 150 and files, "the messages could not be read"
        for name, text in files.items():
            path = model.ROOT / name
            if path.is_file() and path.read_text() == text:
                continue
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        for folder in language.OWNED:
            for path in sorted((model.ROOT / folder).glob("*")):
                name = str(path.relative_to(model.ROOT))
                if name not in files and "do not edit" in path.read_text()[:300].lower():
                    stale.append(name)
                    if not check:
                        path.unlink()
    if check and stale:
        print("not what schema/wire says, run `python3 bindings/generate/main.py`:", *stale, sep="\n  ")
        return 1
    print(f"{len(wire.objects)} messages and {len(wire.enums)} enums in Java, PHP, Go, Ruby and Dart" + ("" if check else f", {len(stale)} files written"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
