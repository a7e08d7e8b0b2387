"""What can be checked of the Dart package without a Dart SDK: check.py HEADER.

Every file is parsed by tree-sitter's grammar for Dart. Every function that is looked up in the library is in the header, with the types
that its C types have in dart:ffi, once for C and once for Dart; so are the fields of the structures. Every file that is named by an
import, export or part is there, and every package of it in pubspec.yaml. What stands for the library in a browser has every name that the
library has there.
"""

from __future__ import annotations

import pathlib
import re
import sys

import tree_sitter
import tree_sitter_dart

PACKAGE = pathlib.Path(__file__).resolve().parents[1]
PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_dart.language()))

#: What a type of the header is in dart:ffi, and what Dart has for it.
C = {
    "bool": ("Bool", "bool"),
    "double": ("Double", "double"),
    "errpredict_status": ("Int32", "int"),
    "int64_t": ("Int64", "int"),
    "size_t": ("Size", "int"),
    "uint16_t": ("Uint16", "int"),
    "uint32_t": ("Uint32", "int"),
    "uint64_t": ("Uint64", "int"),
    "void": ("Void", "void"),
    "char": ("Char", ""),
    "uint8_t": ("Uint8", "int"),
}


def pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def camel(name: str) -> str:
    return name.split("_")[0] + "".join(part.capitalize() for part in name.split("_")[1:])


def types(declared: str) -> tuple[str, str]:
    """The two types of a declaration of C, its name left out or not."""
    words = declared.replace("*", " * ").replace("const ", "").replace("struct ", "").split()
    stars, base = words.count("*"), words[0]
    native, dart = C.get(base) or (pascal(base), pascal(base))
    for _ in range(stars):
        native = dart = f"Pointer<{native}>"
    return native, dart


def header(path: str) -> tuple[dict[str, tuple], dict[str, list]]:
    text = re.sub(r"/\*.*?\*/", "", pathlib.Path(path).read_text(), flags=re.S)
    text = re.sub(r"^\s*#.*$|//.*$", "", text, flags=re.M)
    functions = {}
    for result, name, parameters in re.findall(r"^((?:const )?\w+ \*?)\s*(errpredict_\w+)\(([^)]*)\);", text, flags=re.M):
        given = [] if parameters.strip() == "void" else [types(p) for p in parameters.split(",")]
        functions[name] = (types(result), given)
    structs = {}
    for name, body in re.findall(r"typedef struct (errpredict_\w+) \{(.*?)\}", text, flags=re.S):
        fields = [field.strip() for field in body.split(";") if field.strip()]
        structs[pascal(name)] = [(types(f), camel(f.replace("*", " ").split()[-1])) for f in fields]
    return functions, structs


def walk(node):
    yield node
    for child in node.children:
        yield from walk(child)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def function(text: str) -> tuple[str, list[str]]:
    """Result and parameters of a type such as `Int32 Function(Pointer<Char>, Size)`."""
    result, parameters = plain(text).split("Function(", 1)
    listed, depth, one = [], 0, ""
    for letter in parameters.rsplit(")", 1)[0]:
        depth += (letter == "<") - (letter == ">")
        if letter == "," and depth == 0:
            listed.append(one)
            one = ""
        else:
            one += letter
    return result, listed + ([one] if one else [])


def names(path: pathlib.Path) -> set[str]:
    """Every public name of a file, those of a class with its name before them."""

    def called(node) -> str:
        return ".".join(child.text.decode() for child in node.children if child.type == "identifier")

    def signatures(nodes):
        for node in nodes:
            if node.type.endswith("_signature") and node.type != "method_signature":
                yield called(node)
            elif node.type in ("method_signature", "declaration"):
                yield from signatures(node.children)
            elif node.type == "initialized_identifier_list":
                yield from (called(one) for one in node.children if one.type == "initialized_identifier")

    root = PARSER.parse(path.read_bytes()).root_node
    found = set(signatures(root.children))
    for node in root.children:
        if node.type == "class_definition":
            owner = called(node)
            body = next(child for child in node.children if child.type == "class_body")
            found |= {owner} | {f"{owner}.{name}" for name in signatures(body.children)}
    return {name for name in found if name and not re.search(r"(^|\.)_", name)}


def main() -> int:
    functions, structs = header(sys.argv[1])
    assert len(functions) >= 30 and len(structs) >= 5, (len(functions), len(structs))
    wrong, files, looked_up, n_structs = [], 0, set(), set()
    for path in sorted(PACKAGE.rglob("*.dart")):
        files += 1
        text = path.read_bytes()
        tree = PARSER.parse(text)
        name = path.relative_to(PACKAGE)
        for node in walk(tree.root_node):
            if node.type == "ERROR" or node.is_missing:
                wrong.append(f"{name}:{node.start_point[0] + 1}: no Dart: {node.text[:60]!r}")
        source = re.sub(r"//[^\n]*", "", text.decode())
        named = "".join(re.findall(r"^(?:import|export|part)\s[^;]*;", source, flags=re.M))
        for uri in re.findall(r"(?:import|export|part)\s+(?:of\s+)?'([^':]+)'|if\s*\([\w.]+\)\s*'([^':]+)'", named):
            if not (path.parent / (uri[0] or uri[1])).is_file():
                wrong.append(f"{name}: {uri[0] or uri[1]} is not there")
        for native, dart, symbol in re.findall(r"lookupFunction<(.*?\)),\s*(.*?\))>\(\s*'(\w+)'", source, flags=re.S):
            looked_up.add(symbol)
            if symbol not in functions:
                wrong.append(f"{name}: {symbol} is not in the header")
                continue
            (result, parameters) = functions[symbol]
            for side, given in ((0, native), (1, dart)):
                expected = (result[side], [p[side] for p in parameters])
                if function(given) != expected:
                    wrong.append(f"{name}: {symbol}: expected {expected}, got {function(given)}")
        for symbol in re.findall(r"lookup<[^;]*?\('(\w+)'\)", source, flags=re.S):
            if symbol not in functions:
                wrong.append(f"{name}: {symbol} is not in the header")
        for struct, body in re.findall(r"final class (\w+) extends Struct \{(.*?)\n\}", source, flags=re.S):
            n_structs.add(struct)
            got = re.findall(r"(?:@(\w+)\(\)\s*)?external ([\w<>]+) (\w+);", body)
            expected = [(dart if native[0].startswith(("Pointer", "Errpredict")) else native[0], camel_name) for (native, camel_name) in structs[struct] for dart in [native[1]]]
            told = [(annotation or kind, field) for annotation, kind, field in got]
            if told != expected:
                wrong.append(f"{name}: {struct}: expected {expected}, got {told}")
    there, here = (names(PACKAGE / "lib/src/native" / name) for name in ("library.dart", "unavailable.dart"))
    wrong += [f"lib/src/native/unavailable.dart: {name} is missing" for name in sorted(there - here)]
    if not {"NativeDoor.callSync", "NativeDoor.version", "Handle.Handle.load", "Handle.kind", "Handle.save", "Detector.score", "forecastSeries"} <= there:
        wrong.append(f"lib/src/native/library.dart: only these names were seen: {sorted(there)}")
    declared = (PACKAGE / "pubspec.yaml").read_text()
    for path in [*PACKAGE.rglob("*.dart"), PACKAGE / "analysis_options.yaml"]:
        for package in set(re.findall(r"package:(\w+)/", path.read_text())) - {"errpredict"}:
            if not re.search(rf"^  {package}:", declared, flags=re.M):
                wrong.append(f"{path.relative_to(PACKAGE)}: the package {package} is not in pubspec.yaml")
    if len(looked_up) < 15 or len(n_structs) < 4 or files < 20:
        wrong.append(f"only {len(looked_up)} functions, {len(n_structs)} structures and {files} files were seen")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{files} files of Dart parsed, {len(looked_up)} functions and {len(n_structs)} structures as in the header; NOT RUN: there is no Dart SDK here")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
