"""The types of the messages for TypeScript, from the schemas themselves: what is one of several forms stays a union of them."""

from __future__ import annotations

import json
from typing import Any

import model

#: Types a file: in the order of their names, as many as fit, with those of other files imported from the one that has all.
FOLDER = "bindings/node/lib/messages/"
WHOLE = "bindings/node/lib/messages.d.ts"
FULL = 430
OWNED = (FOLDER,)

HEAD = """// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
"""
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def name_of(schema: dict[str, Any]) -> str:
    return schema["$ref"].rsplit("/", 1)[1]


def union(parts: list[str]) -> str:
    return " | ".join(dict.fromkeys(parts)) or "never"


def whole(text: str) -> str:
    """In brackets where a list of it would otherwise be read as a list of its last part."""
    return f"({text})" if " | " in text or " & " in text else text


def fields(schema: dict[str, Any], indent: str) -> str:
    lines = []
    for name, field in schema.get("properties", {}).items():
        about = field.get("description") if isinstance(field, dict) else None
        if about:
            lines.append(f"{indent}  /** {about.replace('*/', '* /')} */".replace("\n", f"\n{indent}   * "))
        mark = "" if name in schema.get("required", ()) else "?"
        lines.append(f"{indent}  {name if name.isidentifier() else json.dumps(name)}{mark}: {kind(field, indent + '  ')};")
    more = schema.get("additionalProperties")
    if isinstance(more, dict):
        # A field that is known may be of another kind than the rest.
        lines.append(f"{indent}  [name: string]: {'unknown' if lines else kind(more, indent + '  ')};")
    return "{\n" + "\n".join(lines) + f"\n{indent}}}" if lines else "Record<string, unknown>" if more is not False else "Record<string, never>"


def kind(schema: Any, indent: str = "") -> str:
    """What a value is."""
    if schema is True or schema == {}:
        return "unknown"
    parts = []
    if "$ref" in schema:
        parts.append(name_of(schema))
    if "const" in schema:
        parts.append(json.dumps(schema["const"]))
    elif "enum" in schema:
        parts.append(union([json.dumps(value) for value in schema["enum"]]))
    elif schema.get("properties") or schema.get("type") == "object":
        parts.append(fields(schema, indent))
    for several in ("oneOf", "anyOf"):
        if several in schema:
            parts.append(union([kind(one, indent) for one in schema[several]]))
    parts += [kind(one, indent) for one in schema.get("allOf", ())]
    if parts:
        text = " & ".join(whole(part) for part in parts) if len(parts) > 1 else parts[0]
        return union([text, "null"]) if "null" in schema.get("type", ()) and isinstance(schema.get("type"), list) else text
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    found = []
    for one in types:
        if one == "array" and "prefixItems" in schema:
            found.append(f"[{', '.join(kind(item, indent) for item in schema['prefixItems'])}]")
        elif one == "array":
            found.append(f"{whole(kind(schema.get('items', True), indent))}[]")
        elif one == "object":
            found.append(fields(schema, indent))
        else:
            found.append(PLAIN[one])
    return union(found) if found else "unknown"


def about(schema: dict[str, Any]) -> str:
    text = schema.get("description", "").replace("*/", "* /")
    return "/** " + text.replace("\n", "\n * ") + " */\n" if text else ""


def referred(schema: Any) -> set[str]:
    """The names of the types that a schema is made of."""
    if isinstance(schema, list):
        return set().union(*map(referred, schema))
    if not isinstance(schema, dict):
        return set()
    own = {name_of(schema)} if isinstance(schema.get("$ref"), str) else set()
    return own.union(*map(referred, schema.values()))


def imports(names: set[str], source: str) -> str:
    """The line that brings types in, broken where it is long."""
    text = ", ".join(sorted(names))
    if not text:
        return ""
    if len(text) > 90:
        text = "\n  " + ",\n  ".join(sorted(names)) + ",\n"
    return f"import type {{{'' if text.startswith(chr(10)) else ' '}{text}{'' if text.endswith(chr(10)) else ' '}}} from '{source}';\n"


def parts(definitions: dict[str, Any]) -> list[str]:
    """The files of types."""
    found: list[list[str]] = []
    lines = 0
    written = {name: f"{about(schema)}export type {name} = {kind(schema)};\n" for name, schema in sorted(definitions.items())}
    for name, text in written.items():
        # Every type from another file may cost a line of its own.
        more = text.count("\n") + 1 + len(referred(definitions[name]))
        if not found or lines + more > FULL:
            found.append([])
            lines = 0
        found[-1].append(name)
        lines += more
    files = []
    for own in found:
        others = set().union(*(referred(definitions[name]) for name in own)) - set(own)
        head = imports(others, "../messages")
        files.append(HEAD + (head + "\n" if head else "") + "\n".join(written[name] for name in own))
    return files


def files(_: model.Wire) -> dict[str, str]:
    bundle = json.loads((model.ROOT / "schema/wire/bundle.json").read_text())
    texts = parts(bundle["$defs"])
    made = {f"{FOLDER}types_{n}.d.ts": text for n, text in enumerate(texts, 1)}
    lines = ["/** Every operation: what it takes and what it gives. */\nexport interface Operations {"]
    for name, call in sorted(bundle["operations"].items()):
        lines.append(f"  /** {call['description']} */")
        lines.append(f"  {name}: {{ request: {name_of(call['request'])}; response: {name_of(call['response'])} }};")
    lines.append("}\n")
    lines.append("/** Every handle: its settings, and what its methods take and give. */\nexport interface Handles {")
    for name, handle in sorted(bundle["handles"].items()):
        lines.append(f"  /** {handle['description']} */")
        lines.append(f"  {name}: {{")
        lines.append(f"    settings: {name_of(handle['settings'])};")
        lines.append("    methods: {")
        for method, call in sorted(handle["methods"].items()):
            lines.append(f"      /** {call['description']} */")
            lines.append(f"      {method}: {{ request: {name_of(call['request'])}; response: {name_of(call['response'])} }};")
        lines.append("    };\n  };")
    lines.append("}\n")
    used = referred([bundle["operations"], bundle["handles"]])
    sources = [(n, {name for name in used if f"export type {name} = " in text}) for n, text in enumerate(texts, 1)]
    head = "".join(imports(names, f"./messages/types_{n}") for n, names in sources)
    head += "".join(f"export * from './messages/types_{n}';\n" for n in range(1, len(texts) + 1))
    made[WHOLE] = HEAD + head + "\n" + "\n".join(lines)
    return made
