"""Dart: a class a message, a view of the fields of a JSON object; a class of constants an enum."""

from __future__ import annotations

from model import Definition, Field, Kind, Wire, camel

HEAD = "// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.\n"
FOLDER = "bindings/dart/lib/src/wire/"
RESERVED = {"class", "default", "final", "new", "for", "if", "else", "switch", "case", "this", "super", "is", "in", "with", "enum"}
FULL = 430


def doc(text: str, indent: str = "") -> str:
    line, out = text or "Nothing more is to be said of it.", ""
    while line:
        cut = line if len(line) < 116 else line[: line.rfind(" ", 0, 116)]
        out += f"{indent}/// {cut}\n"
        line = line[len(cut) :].strip()
    return out


def dart_type(kind: Kind) -> str:
    gap = "?" if kind.gaps else ""
    match kind.name:
        case "text" | "enum":
            return f"String{gap}"
        case "flag":
            return f"bool{gap}"
        case "whole":
            return f"int{gap}"
        case "number":
            return f"double{gap}"
        case "list":
            return f"List<{dart_type(kind.of)}>{gap}"
        case "map":
            return f"Map<String, {dart_type(kind.of)}>{gap}"
        case "object":
            return f"{kind.ref}{gap}"
        case _:
            return "Object?"


def viewed(kind: Kind, value: str) -> str:
    """The typed value of a plain one."""
    match kind.name:
        case "text" | "enum":
            plain = f"{value}! as String"
        case "flag":
            plain = f"{value}! as bool"
        case "whole":
            plain = f"({value}! as num).toInt()"
        case "number":
            plain = f"({value}! as num).toDouble()"
        case "object":
            plain = f"{kind.ref}(asObject({value}))"
        case "list":
            plain = f"asList({value}, (item) => {viewed(kind.of, 'item')})"
        case _:
            return value
    return f"{value} == null ? null : {plain}" if kind.gaps else plain


def getter(one: Field) -> tuple[str, str]:
    value = f"json['{one.name}']"
    kind = one.kind
    if kind.name == "any":
        return "Object?", value
    if kind.name == "list":
        return dart_type(kind), f"asList({value}, (item) => {viewed(kind.of, 'item')})"
    if kind.name == "map":
        return dart_type(kind), f"asMap({value}, (item) => {viewed(kind.of, 'item')})"
    return f"{dart_type(kind)}?", f"{value} == null ? null : {viewed(kind, value)}"


def message(definition: Definition) -> str:
    name = definition.name
    out = "\n" + doc(definition.about) + f"class {name} extends Message {{\n"
    out += f"  /// A view of these fields, or of none.\n  {name}([super.json]);\n"
    for one in definition.fields:
        field = camel(one.name)
        field += "_" if field in RESERVED or field in ("json", "hashCode", "runtimeType", "toString") else ""
        told, text = getter(one)
        out += f"\n{doc(one.about or f'The field {one.name}.', '  ')}  {told} get {field} => {text};\n"
        setter = told if told.endswith("?") else f"{told}?"
        out += f"  set {field}({setter} value) => put('{one.name}', value);\n"
    return out + "}\n"


def enum(definition: Definition) -> str:
    out = "\n" + doc(definition.about) + f"abstract final class {definition.name} {{\n"
    for name, about in definition.names:
        constant = camel(name)
        constant += "_" if constant in RESERVED else ""
        out += doc(about or f"The name {name}.", "  ") + f"  static const {constant} = '{name}';\n"
    return out + "}\n"


def operations(wire: Wire) -> str:
    out = HEAD + "library;\n\nimport '../door.dart';\nimport 'types.dart';\n\n"
    out += "/// Every operation, with types, over the library or over HTTP.\nextension Operations on Door {\n"
    for call in wire.operations:
        out += f"{doc(call.about, '  ')}  Future<{call.response}> {camel(call.name)}({call.request} request) async =>\n"
        out += f"      {call.response}(await call('{call.name}', request.json));\n\n"
    return out.rstrip() + "\n}\n"


def files(wire: Wire) -> dict[str, str]:
    parts = [enum(definition) for _, definition in sorted(wire.enums.items())]
    parts += [message(definition) for _, definition in sorted(wire.objects.items())]
    found, text, n = {}, "", 1
    head = f"{HEAD}part of 'types.dart';\n"
    for part in parts:
        if text and text.count("\n") + part.count("\n") > FULL:
            found[f"{FOLDER}types_{n}.dart"] = head + text
            text, n = "", n + 1
        text += part
    found[f"{FOLDER}types_{n}.dart"] = head + text
    listed = "".join(f"part 'types_{i}.dart';\n" for i in range(1, n + 1))
    found[f"{FOLDER}types.dart"] = f"{HEAD}library;\n\nimport '../message.dart';\n\n{listed}"
    found[f"{FOLDER}operations.dart"] = operations(wire)
    return found


OWNED = [FOLDER]
