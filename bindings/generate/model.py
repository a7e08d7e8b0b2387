"""What the generators know of a message: `schema/wire/bundle.json`, read once and made simple.

A definition is an `Enum` (texts), an `Object` (fields) or an alias of a plain kind. What is one of several objects becomes one
object with the fields of all, of which only those of every form are sure to be there: all our languages read it by its fields.
"""

from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclass
class Kind:
    """What a value is: text, flag, whole, number, any, list, map, enum or object."""

    name: str
    of: "Kind | None" = None
    #: The definition of an enum or an object.
    ref: str = ""
    #: Whether null may stand where the value would be inside a list or map.
    gaps: bool = False


@dataclass
class Field:
    name: str
    kind: Kind
    required: bool
    about: str


@dataclass
class Definition:
    name: str
    about: str
    #: Fields of an object.
    fields: list[Field] = field(default_factory=list)
    #: Names of an enum, with what they mean.
    names: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Call:
    """An operation, or a method of a handle."""

    name: str
    about: str
    request: str
    response: str


@dataclass
class Wire:
    version: int
    enums: dict[str, Definition]
    objects: dict[str, Definition]
    operations: list[Call]
    handles: dict[str, list[Call]]


def read() -> Wire:
    """The messages."""
    bundle = json.loads((ROOT / "schema/wire/bundle.json").read_text())
    definitions = bundle["$defs"]
    enums = {name: Definition(name, about(d), names=list(names(d))) for name, d in definitions.items() if is_enum(d)}
    objects = {}
    for name, schema in definitions.items():
        if is_object(schema, definitions):
            objects[name] = Definition(name, about(schema), fields=fields(schema, definitions))

    def calls(table: dict) -> list[Call]:
        return [
            Call(name, c["description"], c["request"]["$ref"].rsplit("/", 1)[1], c["response"]["$ref"].rsplit("/", 1)[1])
            for name, c in sorted(table.items())
        ]

    handles = {name: calls(handle["methods"]) for name, handle in sorted(bundle["handles"].items())}
    return Wire(bundle["version"], enums, objects, calls(bundle["operations"]), handles)


def about(schema: dict) -> str:
    return " ".join(schema.get("description", schema.get("title", "")).split())


def forms(schema: dict) -> list[dict]:
    return schema.get("oneOf") or schema.get("anyOf") or []


def is_enum(schema: dict) -> bool:
    return bool(forms(schema)) and all("const" in f or "enum" in f for f in forms(schema)) or "enum" in schema


def names(schema: dict):
    for form in forms(schema) or [schema]:
        if "const" in form:
            yield form["const"], about(form)
        else:
            yield from ((name, "") for name in form["enum"])


def is_object(schema: dict, definitions: dict) -> bool:
    """Whether every form of it is an object with fields of known names."""
    if "$ref" in schema:
        return is_object(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    if schema.get("type") == "object":
        return True
    return bool(forms(schema)) and all(is_object(form, definitions) for form in forms(schema))


def fields(schema: dict, definitions: dict) -> list[Field]:
    """The fields of every form; required are those that each form requires."""
    if "$ref" in schema:
        return fields(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    required = schema.get("required", [])
    found = {
        name: Field(name, kind({} if p is True else p, definitions), name in required, about({} if p is True else p))
        for name, p in schema.get("properties", {}).items()
    }
    if schema.get("allOf"):
        for part in schema["allOf"]:
            found |= {one.name: one for one in fields(part, definitions) if one.name not in found}
    several = [fields(form, definitions) for form in forms(schema)]
    for form in several:
        for one in form:
            everywhere = all(any(o.name == one.name and o.required for o in other) for other in several)
            known = found.get(one.name)
            if known is None:
                found[one.name] = Field(one.name, one.kind, everywhere, one.about)
            elif known.kind != one.kind:
                found[one.name] = Field(one.name, Kind("any"), known.required and everywhere, known.about)
    return [found[name] for name in sorted(found)]


def kind(schema: dict, definitions: dict) -> Kind:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        target = definitions[name]
        if is_enum(target):
            return Kind("enum", ref=name)
        if is_object(target, definitions):
            return Kind("object", ref=name)
        return kind(target, definitions)
    if "const" in schema:
        return Kind("text") if isinstance(schema["const"], str) else Kind("any")
    several = [form for form in forms(schema) if form.get("type") != "null"]
    if several and "properties" not in schema:
        return kind(several[0], definitions) if len(several) == 1 else Kind("any")
    types = schema.get("type", "any")
    types = [t for t in types if t != "null"] if isinstance(types, list) else [types]
    if len(types) != 1:
        return Kind("any")
    match types[0]:
        case "string":
            return Kind("text")
        case "boolean":
            return Kind("flag")
        case "integer":
            return Kind("whole")
        case "number":
            return Kind("number")
        case "array" if isinstance(schema.get("items"), dict):
            return Kind("list", inner(schema["items"], definitions))
        case "object" if isinstance(schema.get("additionalProperties"), dict):
            return Kind("map", inner(schema["additionalProperties"], definitions))
        case "object":
            return Kind("map", Kind("any"))
        case _:
            return Kind("any")


def inner(schema: dict, definitions: dict) -> Kind:
    found = kind(schema, definitions)
    nullable = "null" in schema.get("type", []) if isinstance(schema.get("type"), list) else False
    nullable = nullable or any(form.get("type") == "null" for form in forms(schema))
    return Kind(found.name, found.of, found.ref, nullable)


def words(name: str) -> list[str]:
    return name.replace("-", "_").split("_")


def camel(name: str) -> str:
    first, *rest = words(name)
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in words(name))
