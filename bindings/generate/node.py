"""The types of the messages for TypeScript, from the schemas themselves: what is one of several forms stays a union of them."""

from __future__ import annotations

import json
from typing import Any

import model

#: Nothing else of the folder is generated.
OWNED: tuple[str, ...] = ()

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


def files(_: model.Wire) -> dict[str, str]:
    bundle = json.loads((model.ROOT / "schema/wire/bundle.json").read_text())
    parts = [HEAD]
    for name, schema in sorted(bundle["$defs"].items()):
        parts.append(f"{about(schema)}export type {name} = {kind(schema)};\n")
    lines = ["/** Every operation: what it takes and what it gives. */\nexport interface Operations {"]
    for name, call in sorted(bundle["operations"].items()):
        lines.append(f"  /** {call['description']} */")
        lines.append(f"  {name}: {{ request: {name_of(call['request'])}; response: {name_of(call['response'])} }};")
    lines.append("}\n")
    parts.append("\n".join(lines))
    lines = ["/** Every handle: its settings, and what its methods take and give. */\nexport interface Handles {"]
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
    parts.append("\n".join(lines))
    return {"bindings/node/lib/messages.d.ts": "\n".join(parts)}
