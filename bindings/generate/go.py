"""Go: a struct a message, a string type an enum. An absent field is a nil pointer, slice or map."""

from __future__ import annotations

from model import Definition, Kind, Wire, pascal

HEAD = "// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.\n\npackage wire\n"
FOLDER = "bindings/go/wire/"
#: Lines of a file, about.
FULL = 430


def comment(name: str, text: str, indent: str = "") -> str:
    line, out = f"{name}: {text}" if text else f"{name} has no fields that need words.", ""
    while line:
        cut = line if len(line) < 120 else line[: line.rfind(" ", 0, 120)]
        out += f"{indent}// {cut}\n"
        line = line[len(cut) :].strip()
    return out


def go_type(kind: Kind, inside: bool = False) -> str:
    star = "*" if not inside or kind.gaps else ""
    match kind.name:
        case "text":
            return star + "string"
        case "enum":
            return star + kind.ref
        case "flag":
            return star + "bool"
        case "whole":
            return star + "int64"
        case "number":
            return star + "float64"
        case "object":
            return star + kind.ref
        case "list":
            return f"[]{go_type(kind.of, True)}"
        case "map":
            return f"map[string]{go_type(kind.of, True)}"
        case _:
            return "any"


def struct(definition: Definition) -> str:
    out = "\n" + comment(definition.name, definition.about) + f"type {definition.name} struct {{\n"
    # A blank line between two fields: gofmt would line them up otherwise.
    rows = []
    for one in definition.fields:
        about = comment(pascal(one.name), one.about, "\t") if one.about else ""
        # What must be there is written even where it is zero.
        omit = "" if one.required and one.kind.name not in ("any", "object") else ",omitempty"
        told = go_type(one.kind, one.required and one.kind.name not in ("any", "object"))
        rows.append(f'{about}\t{pascal(one.name)} {told} `json:"{one.name}{omit}"`\n')
    return out + "\n".join(rows) + "}\n"


def enum(definition: Definition) -> str:
    name = definition.name
    out = "\n" + comment(name, definition.about) + f"type {name} string\n\n// The values of {name}.\nconst (\n"
    values = []
    for value, about in definition.names:
        constant = name + pascal(value)
        values.append((comment(constant, about, "\t") if about else "") + f'\t{constant} {name} = "{value}"\n')
    return out + "\n".join(values) + ")\n"


def files(wire: Wire) -> dict[str, str]:
    parts = [enum(definition) for _, definition in sorted(wire.enums.items())]
    parts += [struct(definition) for _, definition in sorted(wire.objects.items())]
    found, text, n = {}, "", 1
    for part in parts:
        if text and text.count("\n") + part.count("\n") > FULL:
            found[f"{FOLDER}types_{n}.go"] = HEAD + text
            text, n = "", n + 1
        text += part
    found[f"{FOLDER}types_{n}.go"] = HEAD + text
    return found


OWNED = [FOLDER]
