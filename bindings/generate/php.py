"""PHP: a class a message, a view of the fields of a JSON object; a class of constants an enum."""

from __future__ import annotations

from model import Definition, Field, Kind, Wire, camel

HEAD = "<?php\n\n// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.\n\ndeclare(strict_types=1);\n\n"
FOLDER = "bindings/php/src/Wire/"
FULL = 430
#: What a class cannot be called.
TAKEN = {"Match", "Function", "Class", "List", "Array", "String", "Float", "Int", "Bool", "Object", "Mixed", "Null"}


def class_name(name: str) -> str:
    return f"{name}_" if name in TAKEN else name


def doc(text: str, indent: str, more: str = "") -> str:
    told = (text or "Nothing more is to be said of it.").replace("*/", "* /")
    return f"{indent}/** {told} */\n" if not more else f"{indent}/**\n{indent} * {told}\n{indent} *\n{indent} * {more}\n{indent} */\n"


def php_doc(kind: Kind) -> str:
    gap = "|null" if kind.gaps else ""
    match kind.name:
        case "text" | "enum":
            return f"string{gap}"
        case "flag":
            return f"bool{gap}"
        case "whole":
            return f"int{gap}"
        case "number":
            return f"float{gap}"
        case "list":
            return f"list<{php_doc(kind.of)}>{gap}"
        case "map":
            return f"array<string, {php_doc(kind.of)}>{gap}"
        case "object":
            return class_name(kind.ref) + gap
        case _:
            return "mixed"


def viewed(kind: Kind, value: str) -> str:
    match kind.name:
        case "number":
            plain = f"(float) {value}"
        case "object":
            plain = f"new {class_name(kind.ref)}({value})"
        case "list":
            inner = viewed(kind.of, "$item")
            plain = value if inner == "$item" else f"array_map(static fn ($item) => {inner}, {value})"
        case _:
            return value
    return f"{value} === null ? null : {plain}" if kind.gaps else plain


def method(owner: str, one: Field) -> str:
    kind, name = one.kind, camel(one.name)
    value = f"$this->fields['{one.name}']"
    plain = {"text": "?string", "enum": "?string", "flag": "?bool", "whole": "int|float|null", "number": "?float", "any": "mixed"}
    told = plain.get(kind.name) or ("array" if kind.name in ("list", "map") else f"?{class_name(kind.ref)}")
    if kind.name in ("list", "map"):
        plain_list = f"{value} ?? []" if kind.name == "list" else f"(array) ({value} ?? [])"
        plainly = viewed(kind.of, "$item") == "$item"
        body = plain_list if plainly else f"array_map(static fn ($item) => {viewed(kind.of, '$item')}, {plain_list})"
    elif kind.name in ("number", "object"):
        body = f"isset({value}) ? {viewed(kind, value)} : null"
    else:
        body = f"{value} ?? null"
    more = f"@return {php_doc(kind)}" if kind.name in ("list", "map") else ""
    out = "\n" + doc(one.about, "    ", more) + f"    public function {name}(): {told}\n    {{\n        return {body};\n    }}\n"
    setter = "mixed" if kind.name == "any" else ("float|null" if kind.name == "number" else told)
    out += f"\n    /** Sets `{one.name}`. */\n    public function with{name[0].upper()}{name[1:]}({setter} $value): self\n    {{\n"
    # An empty map is an object in JSON, an empty list a list.
    given = "$value === [] ? new \\stdClass() : $value" if kind.name == "map" else "$value"
    return out + f"        return $this->put('{one.name}', {given});\n    }}\n"


def message(definition: Definition) -> str:
    name = class_name(definition.name)
    out = "\n" + doc(definition.about, "") + f"final class {name} extends Message\n{{"
    if not definition.fields:
        return f"{out}\n}}\n"
    return out + "".join(method(name, one) for one in definition.fields).rstrip() + "\n}\n"


def enum(definition: Definition) -> str:
    out = "\n" + doc(definition.about, "") + f"final class {class_name(definition.name)}\n{{\n"
    for name, about in definition.names:
        constant = name.upper().replace("-", "_")
        constant = f"_{constant}" if constant[0].isdigit() else constant
        out += doc(about or f"The name `{name}`.", "    ") + f"    public const {constant} = '{name}';\n"
    return out + "}\n"


def operations(wire: Wire) -> str:
    out = HEAD + "namespace Errpredict;\n\n"
    out += "/** Every operation, with types; each throws ErrpredictException with the code of the core. */\nfinal class Operations\n{\n"
    for call in wire.operations:
        out += doc(call.about, "    ")
        out += f"    public static function {camel(call.name)}(Wire\\{class_name(call.request)} $request): "
        out += f"Wire\\{class_name(call.response)}\n    {{\n        return new Wire\\{class_name(call.response)}"
        out += f"(Errpredict::call('{call.name}', $request));\n    }}\n\n"
    return out.rstrip() + "\n}\n"


def files(wire: Wire) -> dict[str, str]:
    parts = [enum(definition) for _, definition in sorted(wire.enums.items())]
    parts += [message(definition) for _, definition in sorted(wire.objects.items())]
    found, text, n = {}, "", 1
    head = HEAD + "namespace Errpredict\\Wire;\n\nuse Errpredict\\Message;\n"
    for part in parts:
        if text and text.count("\n") + part.count("\n") > FULL:
            found[f"{FOLDER}types_{n}.php"] = head + text
            text, n = "", n + 1
        text += part
    found[f"{FOLDER}types_{n}.php"] = head + text
    found["bindings/php/src/Operations.php"] = operations(wire)
    return found


OWNED = [FOLDER]
