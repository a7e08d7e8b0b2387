//! No file uses a file that uses it, and none uses a module below its own: every path of every `use`, and every path in
//! the code, followed through `crate::`, `super::`, `self::` and re-exports to the file that defines the name.
//!
//! Not seen: methods called on a value, names that a macro writes, and names that a glob brings in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::rules::{all_rust, is_test, order};

/// Circles that exist, each with why. One may stay: a log inside a log is parsed by the parser that found it.
const KNOWN: &[(&str, &[&str], &str)] = &[];

/// A path in the code: its segments.
type Names = Vec<String>;

/// The files of a crate, as modules.
struct Crate {
    /// Module path → file, both below `src`.
    files: BTreeMap<Names, String>,
    /// Of every module, the names it re-exports and where from.
    lifted: BTreeMap<Names, BTreeMap<String, Names>>,
    /// Of every file, the paths that it uses; its re-exports are not among them.
    used: BTreeMap<String, BTreeSet<Names>>,
}

impl Crate {
    fn read(name: &str) -> Crate {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src");
        let mut paths = Vec::new();
        all_rust(&root, &mut paths);
        paths.retain(|path| !is_test(path.strip_prefix(&root).unwrap()));
        let mut found = Crate { files: BTreeMap::new(), lifted: BTreeMap::new(), used: BTreeMap::new() };
        for path in paths {
            let file = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let module = module_of(&file);
            let (uses, lifts) = uses(&code(&fs::read_to_string(&path).unwrap()));
            found.lifted.insert(module.clone(), lifts.into_iter().collect());
            found.used.insert(file.clone(), uses);
            found.files.insert(module, file);
        }
        found
    }

    /// The file that defines what a path in that module names; nothing for what lies outside the crate.
    fn file_of(&self, module: &[String], path: &[String], depth: usize) -> Option<&str> {
        let mut at: Names = Vec::new();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => rest = &rest[1..],
            "self" | "super" => {
                at = module.to_vec();
                while let Some(first) = rest.first().filter(|name| *name == "self" || *name == "super") {
                    if first == "super" {
                        at.pop();
                    }
                    rest = &rest[1..];
                }
            }
            first => {
                at = module.to_vec();
                at.push(first.to_owned());
                if !self.files.contains_key(&at) {
                    return None;
                }
                rest = &rest[1..];
            }
        }
        while let Some(name) = rest.first() {
            let mut next = at.clone();
            next.push(name.clone());
            if self.files.contains_key(&next) {
                (at, rest) = (next, &rest[1..]);
                continue;
            }
            if let Some(source) = self.lifted.get(&at).and_then(|names| names.get(name)).filter(|_| depth < 8)
            {
                return self.file_of(&at, source, depth + 1).or(self.files.get(&at).map(String::as_str));
            }
            break;
        }
        self.files.get(&at).map(String::as_str)
    }

    /// Who uses whom.
    fn arrows(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut arrows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (module, file) in &self.files {
            let to = self.used[file].iter().filter_map(|path| self.file_of(module, path, 0));
            arrows.entry(file).or_default().extend(to.filter(|to| to != file));
        }
        arrows
    }
}

fn module_of(file: &str) -> Names {
    let mut parts: Names = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// The code before the tests, without comments and what stands alone behind `#[cfg(test)]`.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        if line != "#[cfg(test)]" {
            code = code + line + "\n";
        } else if lines.next().is_none_or(|next| next.ends_with('{')) {
            break;
        }
    }
    code
}

/// The paths that code uses, and the names it re-exports with where they come from.
fn uses(code: &str) -> (BTreeSet<Names>, Vec<(String, Names)>) {
    let (mut used, mut lifted) = (BTreeSet::new(), Vec::new());
    let mut rest = String::new();
    let mut statement: Option<(String, bool)> = None;
    for line in code.lines() {
        let trimmed = line.trim();
        let visible = trimmed.starts_with("pub");
        let after = if visible { trimmed.split_once(' ').map_or("", |(_, after)| after) } else { trimmed };
        // `pub(in super::x) use`: the words in the bracket hold a space.
        let after = after
            .rsplit_once(") ")
            .filter(|_| visible && trimmed.starts_with("pub(in"))
            .map_or(after, |(_, a)| a);
        if statement.is_none() && after.starts_with("use ") {
            statement = Some((after["use ".len()..].to_owned(), visible));
        } else if let Some((text, _)) = &mut statement {
            text.push_str(trimmed);
        } else {
            rest.push_str(line);
            rest.push('\n');
        }
        if let Some((text, visible)) = statement.take_if(|(text, _)| text.ends_with(';')) {
            let mut paths = Vec::new();
            expand(&[], text.trim_end_matches(';'), &mut paths);
            for (name, path) in paths {
                if visible {
                    lifted.push((name, path));
                } else {
                    used.insert(path);
                }
            }
        }
    }
    for start in ["crate::", "super::", "self::"] {
        for (place, _) in rest.match_indices(start) {
            let is_whole =
                !rest[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '$');
            let path = &rest[place..];
            let end =
                path.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(path.len());
            if is_whole {
                used.insert(path[..end].trim_end_matches(':').split("::").map(str::to_owned).collect());
            }
        }
    }
    (used, lifted)
}

/// `a::{b, c::d as e}` as paths with the names they bring in.
fn expand(before: &[String], text: &str, found: &mut Vec<(String, Names)>) {
    let text = text.trim();
    if let Some(list) = text.strip_prefix('{') {
        let list = list.strip_suffix('}').unwrap_or(list);
        let (mut depth, mut from) = (0, 0);
        for (i, char) in list.char_indices().chain([(list.len(), ',')]) {
            match char {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !list[from..i].trim().is_empty() {
                        expand(before, &list[from..i], found);
                    }
                    from = i + 1;
                }
                _ => {}
            }
        }
        return;
    }
    match text.split_once("::") {
        Some((first, rest)) => expand(&[before, &[first.to_owned()]].concat(), rest, found),
        None => {
            let (name, known_as) = text.split_once(" as ").unwrap_or((text, text));
            let mut path = before.to_vec();
            if name != "self" || path.is_empty() {
                path.push(name.to_owned());
            }
            found.push((known_as.to_owned(), path));
        }
    }
}

/// Groups of files that use each other, by Tarjan's algorithm (1972).
fn circles<'a>(arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<Vec<&'a str>> {
    #[derive(Default)]
    struct Walk<'a> {
        number: BTreeMap<&'a str, usize>,
        low: BTreeMap<&'a str, usize>,
        open: Vec<&'a str>,
        circles: Vec<Vec<&'a str>>,
    }
    fn visit<'a>(walk: &mut Walk<'a>, arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>, file: &'a str) {
        let own = walk.number.len();
        walk.number.insert(file, own);
        walk.low.insert(file, own);
        walk.open.push(file);
        for &to in arrows.get(file).into_iter().flatten() {
            if !walk.number.contains_key(to) {
                visit(walk, arrows, to);
                let low = walk.low[file].min(walk.low[to]);
                walk.low.insert(file, low);
            } else if walk.open.contains(&to) {
                let low = walk.low[file].min(walk.number[to]);
                walk.low.insert(file, low);
            }
        }
        if walk.low[file] == own {
            let from = walk.open.iter().rposition(|open| *open == file).unwrap();
            let mut circle = walk.open.split_off(from);
            circle.sort_unstable();
            if circle.len() > 1 {
                walk.circles.push(circle);
            }
        }
    }
    let mut walk = Walk::default();
    for file in arrows.keys() {
        if !walk.number.contains_key(file) {
            visit(&mut walk, arrows, file);
        }
    }
    walk.circles.sort();
    walk.circles
}

#[test]
fn no_file_uses_a_file_that_uses_it() {
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    let mut checked = 0;
    for name in ["errpredict", "errpredict-io", "errpredict-wire", "errpredict-cli"] {
        let krate = Crate::read(name);
        let arrows = krate.arrows();
        checked += arrows.values().map(BTreeSet::len).sum::<usize>();
        for circle in circles(&arrows) {
            if KNOWN.iter().any(|(known, files, _)| *known == name && *files == circle) {
                seen.push(circle.join(" "));
                continue;
            }
            let within = |file: &&str| circle.contains(file);
            let lines = circle.iter().map(|file| {
                let to: Vec<&str> = arrows[file].iter().copied().filter(within).collect();
                format!("  {file} -> {}", to.join(", "))
            });
            wrong.push(format!("{name}:\n{}", lines.collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(checked > 500, "only {checked} arrows were seen: does the check still read the code?");
    assert!(wrong.is_empty(), "files that use each other:\n{}", wrong.join("\n"));
    for (name, files, _) in KNOWN.iter().filter(|(_, files, _)| !seen.contains(&files.join(" "))) {
        println!("no longer there, take it off the list: {name} {files:?}");
    }
}

#[test]
fn files_use_only_modules_above_theirs() {
    let (modules, _) = order();
    let krate = Crate::read("errpredict");
    let place = |file: &str| {
        let module = file.split('/').next().unwrap_or(file).trim_end_matches(".rs");
        modules.iter().position(|known| known == module)
    };
    let mut wrong = Vec::new();
    for (from, to) in krate.arrows() {
        let Some(own) = place(from) else { continue };
        wrong.extend(
            to.into_iter()
                .filter(|to| place(to).is_some_and(|used| used > own))
                .map(|to| format!("{from} -> {to}")),
        );
    }
    assert!(wrong.is_empty(), "arrows to a module below:\n{}", wrong.join("\n"));
}

#[test]
fn paths_are_followed_to_the_file_that_defines_them() {
    let text = "use super::{a::B, c as d};\npub use inner::{E, self};\nlet x = crate::f::g(super::h::I);\nuse std::fmt;\n";
    let (used, lifted) = uses(text);
    let used: Vec<String> = used.iter().map(|path| path.join("::")).collect();
    assert_eq!(used, ["crate::f::g", "std::fmt", "super::a::B", "super::c", "super::h::I"]);
    let names: Vec<&str> = lifted.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["E", "self"]);
    let arrows: BTreeMap<&str, BTreeSet<&str>> =
        [("a", ["b"].into()), ("b", ["c", "d"].into()), ("c", ["a"].into()), ("d", BTreeSet::new())].into();
    assert_eq!(circles(&arrows), [["a", "b", "c"]]);
    let krate = Crate::read("errpredict");
    let path = |text: &str| text.split("::").map(str::to_owned).collect::<Vec<_>>();
    // Through the face of a module, and through that of the crate.
    assert_eq!(
        krate.file_of(&path("rca"), &path("super::forecast::TimeSeriesForecast"), 0),
        Some("forecast/result.rs")
    );
    assert_eq!(krate.file_of(&path("rca"), &path("crate::Timestamp"), 0), Some("time/timestamp.rs"));
    assert_eq!(krate.file_of(&path("rca"), &path("std::fmt"), 0), None);
}
