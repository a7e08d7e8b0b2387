"""The header as PHP's FFI and Ruby's Fiddle read it: no comments, no preprocessor, the status a plain number."""

from __future__ import annotations

import re

from model import ROOT, Wire

FILES = ("bindings/php/errpredict.ffi.h", "bindings/ruby/errpredict.ffi.h")
HEAD = "/* Written from bindings/c/include/errpredict.h: do not edit, run `python3 bindings/generate/main.py`. */\n"


def files(_: Wire) -> dict[str, str]:
    text = (ROOT / "bindings/c/include/errpredict.h").read_text()
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    # The two forms of the status: of them the number.
    text = re.sub(r"enum errpredict_status\n#if.*?#endif[^\n]*\n \{.*?\};\n", "", text, flags=re.S)
    text = re.sub(r"#if __STDC_VERSION__ >= 202311L\n.*?#else\n(.*?)#endif[^\n]*\n", r"\1", text, flags=re.S)
    text = re.sub(r'#ifdef __cplusplus\n(?:extern "C" \{|\}[^\n]*)\n#endif[^\n]*\n', "", text)
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r"^#.*\n", "", text, flags=re.M)
    text = re.sub(r"\n\s*\n+", "\n", text).strip()
    # One declaration a line.
    text = re.sub(r",\n\s+", ", ", text)
    # PHP gives a string where it lies for these two kinds of pointer; the call is the same.
    functions = text.index("errpredict_status errpredict_score_series")
    text = text[:functions] + text[functions:].replace("const uint8_t *", "const char *").replace("const double *", "const void *")
    assert "#" not in text and text.count("errpredict_") > 60, text
    return {name: f"{HEAD}{text}\n" for name in FILES}


OWNED: list[str] = []
