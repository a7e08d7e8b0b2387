"""What can be called in each language, read from its sources: `Owner.member`, `Owner::member` in PHP, `Owner#member` of objects in Ruby.

A name is looked for at its owner and what that is made of, so that a page cannot name a method of another class.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from model import ROOT

Names = set[str]


def texts(*patterns: str) -> Iterator[str]:
    for pattern in patterns:
        found = sorted(ROOT.glob(pattern))
        assert found, f"nothing is at {pattern}"
        for path in found:
            yield path.read_text()


def inherited(members: dict[str, Names], parents: dict[str, list[str]], joint: str) -> Names:
    """Every class with its own members and those of what it extends."""

    def of(owner: str) -> Names:
        return members.get(owner, set()).union(*(of(parent) for parent in parents.get(owner, [])))

    return set(members) | {f"{owner}{joint}{member}" for owner in members for member in of(owner)}


def c() -> Names:
    return set(re.findall(r"\b(errpredict_\w+)\(", "".join(texts("bindings/c/include/errpredict.h"))))


def python() -> Names:
    members, parents, alone = {}, {}, set()
    for text in texts("bindings/python/python/errpredict/*.py", "bindings/python/python/errpredict/*.pyi"):
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef):
                parents.setdefault(node.name, []).extend(b.id for b in node.bases if isinstance(b, ast.Name) and b.id != node.name)
                members.setdefault(node.name, set()).update(m.name for m in node.body if isinstance(m, ast.FunctionDef))
            elif isinstance(node, ast.FunctionDef):
                alone.add(node.name)
            elif isinstance(node, ast.Assign):
                alone |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                alone.add(node.target.id)
    return alone | inherited(members, parents, ".")


def blocks(text: str, opening: str) -> Iterator[tuple[re.Match, str]]:
    """What a line opens, and everything until the bracket that closes it at the start of a line."""
    for found in re.finditer(opening, text, flags=re.M):
        rest = text[found.end() :]
        end = re.search(r"^\}", rest, flags=re.M)
        yield found, rest[: end.start()] if end else rest


def node() -> Names:
    text = "".join(texts("bindings/node/lib/index.d.ts"))
    members, parents = {}, {}
    for found, body in blocks(text, r"^export (?:abstract )?class (\w+)(?: extends (\w+))?"):
        members[found[1]] = set(re.findall(r"^  (?:static |readonly |get )*(\w+)[(<:?]", body, flags=re.M))
        parents[found[1]] = [found[2]] if found[2] else []
    # What is not exported is still what others extend.
    for found, body in blocks(text, r"^(?:declare |abstract )+class (\w+)(?: extends (\w+))?"):
        members[found[1]] = set(re.findall(r"^  (?:static |readonly |get )*(\w+)[(<:?]", body, flags=re.M))
        parents[found[1]] = [found[2]] if found[2] else []
    return set(re.findall(r"^export (?:function|const) (\w+)", text, flags=re.M)) | inherited(members, parents, ".")


def java() -> Names:
    members, parents = {}, {}
    for text in texts("bindings/java/errpredict-core/src/main/java/io/errpredict/*.java"):
        for found, body in blocks(text, r"^public (?:final |abstract )*(?:class|interface|record) (\w+)(?:\([^)]*\))?(?: extends (\w+))?"):
            methods = re.findall(r"^    public (?:static |final |abstract |synchronized )*(?:<[^>]+> )?[\w<>\[\], .?]+ (\w+)\(", body, flags=re.M)
            members[found[1]] = set(methods)
            parents[found[1]] = [found[2]] if found[2] else []
    return inherited(members, parents, ".")


def php() -> Names:
    members, parents = {}, {}
    for text in texts("bindings/php/src/*.php"):
        for found, body in blocks(text, r"^(?:final |abstract )*class (\w+)(?: extends (\w+))?"):
            members[found[1]] = set(re.findall(r"^    (?:final |abstract )*public (?:static )?function (\w+)\(", body, flags=re.M))
            parents[found[1]] = [found[2]] if found[2] else []
    return inherited(members, parents, "::")


def go() -> Names:
    text = "".join(texts("bindings/go/[!_]*.go"))
    methods = re.findall(r"^func \(\w+ \*?(\w+)\) ([A-Z]\w*)\(", text, flags=re.M)
    return set(re.findall(r"^func ([A-Z]\w*)\(", text, flags=re.M)) | {f"{owner}.{name}" for owner, name in methods}


def ruby() -> Names:
    own, objects, parents = {}, {}, {}
    for text in texts("bindings/ruby/lib/errpredict.rb", "bindings/ruby/lib/errpredict/*.rb"):
        owners: list[tuple[int, str]] = []
        is_module, is_hidden = set(), set()
        for line in text.split("\n"):
            depth = len(line) - len(line.lstrip())
            if line.strip() == "end" and owners and owners[-1][0] == depth:
                owners.pop()
            elif opened := re.match(r"\s*(?:class|module) (\w+)(?: < (\w+))?$", line):
                owners.append((depth, opened[1]))
                parents.setdefault(opened[1], []).extend([opened[2]] if opened[2] else [])
                own.setdefault(opened[1], set())
                objects.setdefault(opened[1], set())
            elif not owners:
                continue
            elif line.strip() == "module_function":
                is_module.add(owners[-1][1])
            elif line.strip() in ("private", "protected"):
                is_hidden.add(owners[-1][1])
            elif method := re.match(r"\s*def (self\.)?(\w+[?!]?)", line):
                owner = owners[-1][1]
                if method[1] or owner in is_module:
                    own[owner].add(method[2])
                elif owner not in is_hidden:
                    objects[owner].add(method[2])
    return inherited(own, parents, ".") | inherited(objects, parents, "#")


def dart() -> Names:
    found = set()
    for text in texts("bindings/dart/lib/src/*/*.dart"):
        for opened, body in blocks(text, r"^(?:final |abstract |interface )*(?:class|extension) (\w+)[^{]*"):
            plain = re.sub(r"//[^\n]*", "", body)
            named = re.findall(r"^  (?:static |external |const )*[A-Z(][\w<>?, ()]*? (?:get )?(\w+)(?:\(| =>)", plain, flags=re.M)
            named += re.findall(r"^  void (\w+)\(", plain, flags=re.M)
            named += re.findall(rf"^  (?:const |factory )*{opened[1]}\.(\w+)\(", plain, flags=re.M)
            found |= {opened[1]} | {f"{opened[1]}.{name}" for name in named if not name.startswith("_")}
        found |= set(re.findall(r"^[A-Z(][\w<>?, ()]*? ([a-z]\w*)\(", text, flags=re.M))
    return found


def browser() -> Names:
    found = set()
    for path in sorted((ROOT / "bindings/browser/src").glob("*.ts*")):
        for name in re.findall(r"^export (?:async )?(?:function|const|class) (\w+)", path.read_text(), flags=re.M):
            found |= {name, f"{path.stem}/{name}"}
    return found


#: In the order of the page's columns.
LANGUAGES = {"C": c, "Python": python, "Node": node, "Java": java, "PHP": php, "Go": go, "Ruby": ruby, "Dart": dart}


def known() -> dict[str, Names]:
    return {language: names() for language, names in LANGUAGES.items()}
