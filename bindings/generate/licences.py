"""The licences in the folder of every package, since a package leaves the repository alone: copies of those at its root."""

from __future__ import annotations

from model import ROOT, Wire

#: Folders that a package is made of. C takes its own from the root (install.sh), the crates' are told by Cargo.
PACKAGES = ("browser", "dart", "go", "java/errpredict", "java/errpredict-core", "java/errpredict-jna", "java/errpredict-spring-boot-starter", "node", "php", "python", "ruby")
NAMES = ("LICENSE-APACHE", "LICENSE-MIT")


def files(wire: Wire) -> dict[str, str]:
    texts = {name: (ROOT / name).read_text() for name in NAMES}
    found = {}
    for package in PACKAGES:
        # Maven puts what stands among the resources into the jar.
        folder = f"bindings/{package}/src/main/resources/META-INF" if package.startswith("java/") else f"bindings/{package}"
        found |= {f"{folder}/{name}": text for name, text in texts.items()}
    # pub.dev looks for this name.
    choice = "Licensed under either of the MIT license and the Apache License, Version 2.0, at your option; both follow.\n"
    found["bindings/dart/LICENSE"] = "\n".join([choice, texts["LICENSE-MIT"], texts["LICENSE-APACHE"]])
    return found


OWNED: list[str] = []
