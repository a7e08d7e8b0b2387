"""Writes what is generated of the Python package: a class of every detector and predictor of the core.

python generate.py [FOLDER]: into FOLDER, else where it stands in the package. A test compares the two.
"""

from __future__ import annotations

import pathlib
import sys
from typing import Any

import errpredict

HEAD = '''"""Every detector and predictor of the core as a class. Written from the core: do not edit, run `python generate.py`."""

from __future__ import annotations

from typing import Any

from ._estimators import Detector, Predictor
'''


def name_of(method: str, suffix: str) -> str:
    return "".join(part.capitalize() for part in method.split("_")) + suffix


def literal(value: Any) -> tuple[str, str] | None:
    """The default of a setting, and its type; none for what Python must not share between instances."""
    if isinstance(value, bool):
        return repr(value), "bool"
    if isinstance(value, int):
        return repr(value), "int"
    if isinstance(value, float):
        return repr(value), "float"
    if isinstance(value, str):
        return f'"{value}"', "str"
    return None


def written(method: dict[str, Any]) -> tuple[str, str]:
    detects = method["family"] == "detect"
    base, suffix = ("Detector", "") if detects else ("Predictor", "Classifier")
    name = name_of(method["name"], suffix)
    settings = {key: value for key, value in method["defaults"].items() if key != "method"}
    left = sorted(key for key, value in settings.items() if literal(value) is None)
    arguments, body = [], []
    for key, value in settings.items():
        default, kind = literal(value) or ("None", "Any")
        arguments.append(f"        {key}: {kind} = {default},")
        body.append(f"        self.{key} = {key}")
    if detects:
        arguments.append('        contamination: float | str = 0.05,')
        body.append("        self.contamination = contamination")
    arguments.append("        random_state: Any = 0,")
    body.append("        self.random_state = random_state")
    lines = [
        f"class {name}({base}):",
        f'    """{method["about"].rstrip(".")}."""',
        "",
        f'    METHOD = "{method["name"]}"',
    ]
    if left:
        names = ", ".join(f'"{key}"' for key in left)
        lines.append(f"    _LEFT = frozenset({{{names}}})")
    lines += ["", "    def __init__(", "        self,", "        *,", *arguments, "    ) -> None:", *body, ""]
    return name, "\n".join(lines)


def methods() -> str:
    found = [written(m) for m in errpredict.call("methods")["methods"] if m["family"] in ("detect", "predict")]
    names = [name for name, _ in found]
    classes = "\n\n".join(text for _, text in found)
    listed = "\n".join(f"    {name}," for name in names)
    exported = "\n".join(f'    "{name}",' for name in ["METHODS", *names])
    end = f"\n\n#: Every class, detectors first.\nMETHODS = (\n{listed}\n)\n\n__all__ = [\n{exported}\n]\n"
    return f"{HEAD}\n\n{classes}{end}"


if __name__ == "__main__":
    here = pathlib.Path(__file__).parent / "python/errpredict"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    (folder / "_methods.py").write_text(methods())
