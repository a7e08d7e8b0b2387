"""Java: a class a message, a class of constants an enum, and `Operations`, a method an operation."""

from __future__ import annotations

import html

from model import Call, Definition, Field, Kind, Wire, camel

RESERVED = {"class", "default", "final", "new", "package", "for", "if", "else", "switch", "case", "this", "super", "public", "private"}
HEAD = "// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.\n"
FOLDER = "bindings/java/errpredict-core/src/main/java/io/errpredict/"


def doc(text: str, indent: str = "") -> str:
    told = html.escape(text or "Nothing more is to be said of it.", quote=False).replace("*/", "* /").replace("`", "")
    lines, line = [], ""
    for word in told.split():
        if len(indent) + len(line) + len(word) > 118:
            lines.append(line.strip())
            line = ""
        line += f" {word}"
    lines.append(line.strip())
    if len(lines) == 1 and len(indent) + len(lines[0]) < 120:
        return f"{indent}/** {lines[0]} */\n"
    return f"{indent}/**\n" + "".join(f"{indent} * {one}\n" for one in lines) + f"{indent} */\n"


def java_type(kind: Kind) -> str:
    match kind.name:
        case "text" | "enum":
            return "String"
        case "flag":
            return "Boolean"
        case "whole":
            return "Long"
        case "number":
            return "Double"
        case "list":
            return f"List<{java_type(kind.of)}>"
        case "map":
            return f"Map<String, {java_type(kind.of)}>"
        case "object":
            return kind.ref
        case _:
            return "Object"


def viewed(kind: Kind) -> str:
    """A function from a plain value."""
    match kind.name:
        case "text" | "enum":
            return "String.class::cast"
        case "flag":
            return "Boolean.class::cast"
        case "whole":
            return "Message::asWhole"
        case "number":
            return "Message::asNumber"
        case "object":
            return f"value -> view(value, {kind.ref}::new)"
        case "list":
            return f"list -> asList(list, {viewed(kind.of)})"
        case _:
            return "value -> value"


def getter(one: Field) -> str:
    kind = one.kind
    match kind.name:
        case "text" | "enum":
            return f'textAt("{one.name}")'
        case "flag" | "whole" | "number" | "any":
            return f'{kind.name}At("{one.name}")'
        case "object":
            return f'messageAt("{one.name}", {kind.ref}::new)'
        case _:
            return f'{kind.name}At("{one.name}", {viewed(kind.of)})'


def message(definition: Definition) -> str:
    text = java_body(definition)
    imports = [f"import java.util.{name};\n" for name in ("LinkedHashMap", "List", "Map") if f"{name}<" in text]
    return f"{HEAD}package io.errpredict.wire;\n\nimport io.errpredict.Message;\n{''.join(imports)}\n{text}"


def java_body(definition: Definition) -> str:
    name = definition.name
    out = doc(definition.about) + f"public final class {name} extends Message {{\n"
    out += f"    /** Without any field. */\n    public {name}() {{\n        super(new LinkedHashMap<>());\n    }}\n\n"
    out += f"    /** A view of these fields. */\n    public {name}(Map<String, Object> fields) {{\n        super(fields);\n    }}\n"
    for one in definition.fields:
        method = camel(one.name)
        method += "_" if method in RESERVED else ""
        about = one.about or f"The field {one.name}."
        if one.kind.name == "enum":
            about += f" One of {one.kind.ref}."
        told = java_type(one.kind)
        out += f"\n{doc(about, '    ')}    public {told} {method}() {{\n        return {getter(one)};\n    }}\n"
        out += f"\n    /** Sets {one.name}. */\n    public {name} {method}({told} value) {{\n"
        out += f'        set("{one.name}", value);\n        return this;\n    }}\n'
    return out + "}\n"


def enum(definition: Definition) -> str:
    out = f"{HEAD}package io.errpredict.wire;\n\n{doc(definition.about)}public final class {definition.name} {{\n"
    out += f"    private {definition.name}() {{}}\n"
    for name, about in definition.names:
        constant = name.upper().replace("-", "_")
        constant = f"_{constant}" if constant[0].isdigit() else constant
        out += f'\n{doc(about or f"The name {name}.", "    ")}    public static final String {constant} = "{name}";\n'
    return out + "}\n"


def operations(calls: list[Call]) -> str:
    imports = sorted({name for call in calls for name in (call.request, call.response)})
    out = f"{HEAD}package io.errpredict;\n\n" + "".join(f"import io.errpredict.wire.{name};\n" for name in imports)
    out += "\n/** Every operation, with types; each throws {@link ErrpredictException} with the code of the core. */\n"
    out += "public final class Operations {\n    private Operations() {}\n"
    for call in calls:
        out += f"\n{doc(call.about, '    ')}    public static {call.response} {camel(call.name)}({call.request} request) {{\n"
        out += f'        return new {call.response}(Errpredict.call("{call.name}", request));\n    }}\n'
    return out + "}\n"


def files(wire: Wire) -> dict[str, str]:
    found = {f"{FOLDER}wire/{name}.java": message(definition) for name, definition in wire.objects.items()}
    found |= {f"{FOLDER}wire/{name}.java": enum(definition) for name, definition in wire.enums.items()}
    found[f"{FOLDER}wire/package-info.java"] = (
        f"{HEAD}/** The messages of the core: every request and answer. A message is a view of a JSON object. */\n"
        "package io.errpredict.wire;\n"
    )
    found[f"{FOLDER}Operations.java"] = operations(wire.operations)
    return found


OWNED = [FOLDER + "wire"]
