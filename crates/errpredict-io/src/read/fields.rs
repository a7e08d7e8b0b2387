//! A tree over the names of fields ([`super::aliases`]), along which nested objects are walked.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Result};
use rustc_hash::FxBuildHasher;

use super::aliases::ALIASES;
pub(crate) use super::aliases::Alias;
pub(crate) use super::field::{Field, Reading};

/// What a known name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) field: Field,
    pub(crate) reading: Reading,
    /// Place among the names of the field; the smallest wins.
    pub(crate) rank: u16,
}

/// The node of an unknown name.
pub(crate) const UNKNOWN: u32 = u32::MAX;
/// The node of the object a line is.
pub(crate) const ROOT: u32 = 0;
/// More dots than this in one name are refused: each doubles the ways it can be nested.
const MAX_DOTS: usize = 6;

/// Objects in which programs and their carriers put the fields of a record: Splunk's `event`, Azure's `properties`, Google's
/// `jsonPayload` and `protoPayload`, Filebeat's `fields`.
const HOLDERS: [&str; 10] = [
    "event",
    "properties",
    "Properties",
    "jsonPayload",
    "protoPayload",
    "fields",
    "log",
    "payload",
    "data",
    "record",
];

/// Whether a name means the same inside such an object. Times, kinds and ids there are those of other things, and names of
/// many parts are nobody's.
fn is_told_inside(alias: &Alias) -> bool {
    let is_field = matches!(
        alias.field,
        Field::Severity
            | Field::Message
            | Field::ErrorType
            | Field::StackTrace
            | Field::StatusCode
            | Field::Endpoint
            | Field::Method
            | Field::ResponseTimeMs
            | Field::Service
            | Field::RequestId
            | Field::UserId
    );
    is_field && !alias.reading.is_weak() && alias.name.matches('.').count() < 2
}

#[derive(Debug, Clone, Default)]
struct Node {
    meaning: Option<Meaning>,
    n_children: u32,
}

/// The names of a reader as a tree: nested objects are walked along it.
#[derive(Debug, Clone)]
pub(crate) struct FieldTree {
    nodes: Vec<Node>,
    children: hashbrown::HashMap<(u32, Box<[u8]>), u32, FxBuildHasher>,
}

impl FieldTree {
    /// The table, with the user's own names before it.
    pub(crate) fn new(own: &BTreeMap<String, Vec<String>>) -> Result<FieldTree> {
        let mut tree = FieldTree { nodes: vec![Node::default()], children: hashbrown::HashMap::default() };
        let mut rank = 0;
        for (field, names) in own {
            let known = Field::ALL.into_iter().find(|known| known.name() == field).ok_or_else(|| {
                let names: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
                Error::unknown("field", field, &names)
            })?;
            for name in names {
                if name.is_empty() || name.matches('.').count() > MAX_DOTS {
                    let expected = format!("a name with at most {MAX_DOTS} dots");
                    return Err(Error::setting("fields", &expected, format!("`{name}`")));
                }
                tree.insert(name, Meaning { field: known, reading: Reading::Plain, rank });
                rank += 1;
            }
        }
        for alias in ALIASES {
            tree.insert(alias.name, Meaning { field: alias.field, reading: alias.reading, rank });
            rank += 1;
        }
        // What such an object holds counts where the record itself does not say it.
        for holder in HOLDERS {
            for alias in ALIASES.iter().filter(|alias| is_told_inside(alias)) {
                let meaning = Meaning { field: alias.field, reading: alias.reading, rank };
                tree.insert(&format!("{holder}.{}", alias.name), meaning);
                rank += 1;
            }
        }
        if tree.nodes[ROOT as usize].n_children == 0 {
            return Err(Error::new(ErrorKind::Internal, "the table of field names is empty"));
        }
        Ok(tree)
    }

    /// Only these names.
    pub(crate) fn of(aliases: &[Alias]) -> FieldTree {
        let mut tree = FieldTree { nodes: vec![Node::default()], children: hashbrown::HashMap::default() };
        for (rank, alias) in (0..).zip(aliases) {
            tree.insert(alias.name, Meaning { field: alias.field, reading: alias.reading, rank });
        }
        tree
    }

    /// Enters `a.b.c` in every way it can be nested: `a` → `b.c`, `a.b` → `c`, ...
    fn insert(&mut self, name: &str, meaning: Meaning) {
        self.insert_below(ROOT, name, meaning);
    }

    fn insert_below(&mut self, parent: u32, name: &str, meaning: Meaning) {
        let leaf = self.child_or_new(parent, name.as_bytes());
        self.nodes[leaf as usize].meaning.get_or_insert(meaning);
        for (dot, _) in name.match_indices('.') {
            let (head, tail) = (&name[..dot], &name[dot + 1..]);
            if !head.is_empty() && !tail.is_empty() {
                let inner = self.child_or_new(parent, head.as_bytes());
                self.insert_below(inner, tail, meaning);
            }
        }
    }

    fn child_or_new(&mut self, parent: u32, name: &[u8]) -> u32 {
        if let Some(&node) = self.children.get(&(parent, name) as &dyn Key) {
            return node;
        }
        let node = self.nodes.len() as u32;
        self.nodes.push(Node::default());
        self.nodes[parent as usize].n_children += 1;
        self.children.insert((parent, name.into()), node);
        node
    }

    /// The node of `name` inside `parent`, or [`UNKNOWN`].
    pub(crate) fn child(&self, parent: u32, name: &[u8]) -> u32 {
        self.children.get(&(parent, name) as &dyn Key).copied().unwrap_or(UNKNOWN)
    }

    /// What the value of a node means, if it is a field.
    pub(crate) fn meaning(&self, node: u32) -> Option<Meaning> {
        self.nodes.get(node as usize).and_then(|node| node.meaning)
    }

    /// Whether an object under this node has fields in it.
    pub(crate) fn has_children(&self, node: u32) -> bool {
        self.nodes.get(node as usize).is_some_and(|node| node.n_children > 0)
    }

    /// What a flat name means (CSV columns, logfmt keys).
    pub(crate) fn flat(&self, name: &[u8]) -> Option<Meaning> {
        self.meaning(self.child(ROOT, name))
    }
}

/// Looks up `(parent, borrowed name)` in a map keyed by `(parent, owned name)`.
trait Key {
    fn parts(&self) -> (u32, &[u8]);
}

impl Key for (u32, Box<[u8]>) {
    fn parts(&self) -> (u32, &[u8]) {
        (self.0, &self.1)
    }
}

impl Key for (u32, &[u8]) {
    fn parts(&self) -> (u32, &[u8]) {
        (self.0, self.1)
    }
}

impl PartialEq for dyn Key + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for dyn Key + '_ {}

impl std::hash::Hash for dyn Key + '_ {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl<'a> std::borrow::Borrow<dyn Key + 'a> for (u32, Box<[u8]>) {
    fn borrow(&self) -> &(dyn Key + 'a) {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_is_found_flat_and_no_name_stands_twice() {
        let tree = FieldTree::new(&BTreeMap::new()).unwrap();
        for (index, alias) in ALIASES.iter().enumerate() {
            let meaning = tree.flat(alias.name.as_bytes()).unwrap();
            assert_eq!((meaning.field, meaning.rank), (alias.field, index as u16), "{}", alias.name);
        }
    }

    #[test]
    fn nested_and_own_names() {
        let own = BTreeMap::from([("service".to_owned(), vec!["k8s.pod".to_owned()])]);
        let tree = FieldTree::new(&own).unwrap();
        let resource = tree.child(tree.child(ROOT, b"resource"), b"attributes");
        assert_eq!(tree.meaning(tree.child(resource, b"service.name")).unwrap().field, Field::Service);
        assert_eq!(tree.meaning(tree.child(tree.child(ROOT, b"k8s"), b"pod")).unwrap().rank, 0);
        assert!(tree.has_children(tree.child(ROOT, b"exception")));
        assert_eq!(tree.child(ROOT, b"nothing"), UNKNOWN);
        assert!(FieldTree::new(&BTreeMap::from([("colour".to_owned(), vec![])])).is_err());
    }
}
