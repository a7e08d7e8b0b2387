"""Ruby: the messages as types of RBS; in Ruby itself they are hashes with symbols for keys."""

from __future__ import annotations

from model import Definition, Field, Kind, Wire

HEAD = "# Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.\n\nmodule Errpredict\n  module Wire\n"
FOLDER = "bindings/ruby/sig/"
FULL = 430


def snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def ruby_type(kind: Kind) -> str:
    gap = "?" if kind.gaps else ""
    match kind.name:
        case "text":
            return f"String{gap}"
        case "flag":
            return f"bool{gap}"
        case "whole":
            return f"Integer{gap}"
        case "number":
            return f"(Float | Integer){gap}"
        case "list":
            return f"Array[{ruby_type(kind.of)}]{gap}"
        case "map":
            return f"Hash[Symbol, {ruby_type(kind.of)}]{gap}"
        case "object" | "enum":
            return f"{snake(kind.ref)}{gap}"
        case _:
            return "untyped"


def field(one: Field) -> str:
    about = f"      # {one.about}\n" if one.about else ""
    told = ruby_type(one.kind)
    return f"{about}      {'' if one.required else '?'}{one.name}: {told}{'' if one.required or told.endswith('?') or told == 'untyped' else '?'}"


def record(definition: Definition) -> str:
    head = f"\n    # {definition.about or definition.name}\n    type {snake(definition.name)} = "
    if not definition.fields:
        return head + "Hash[Symbol, untyped]\n"
    return head + "{\n" + ",\n".join(field(one) for one in definition.fields) + "\n    }\n"


def enum(definition: Definition) -> str:
    return f"\n    # {definition.about or definition.name}\n    type {snake(definition.name)} = " + " | ".join(
        f'"{name}"' for name, _ in definition.names
    ) + "\n"


def files(wire: Wire) -> dict[str, str]:
    parts = [enum(definition) for _, definition in sorted(wire.enums.items())]
    parts += [record(definition) for _, definition in sorted(wire.objects.items())]
    found, text, n = {}, "", 1
    for part in parts:
        if text and text.count("\n") + part.count("\n") > FULL:
            found[f"{FOLDER}wire_{n}.rbs"] = HEAD + text + "  end\nend\n"
            text, n = "", n + 1
        text += part
    found[f"{FOLDER}wire_{n}.rbs"] = HEAD + text + "  end\nend\n"
    return found


OWNED = [FOLDER]
