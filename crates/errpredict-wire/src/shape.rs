//! Whether a request has the shape that its schema says.
//!
//! Serde reads more than the schemas promise: a list for a struct, field by field (`["WARN"]` for `{"level": "WARN"}`), also
//! deep inside and for a value tagged with its kind, and an object for the name of a variant (`{"high": null}` for `"high"`).
//! Other languages write what the schema says, and a field that moves would silently change what such a list means. So
//! the schema itself is asked: it is made into a graph of nodes once, and a request is gone along it. What stands
//! under a node where nothing can be mistaken is skipped.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::JsonSchema;
#[cfg(any(test, not(feature = "small")))]
use schemars::SchemaGenerator;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// What may stand where in the JSON of one type.
#[derive(Debug)]
pub(crate) struct Shape {
    nodes: Vec<Node>,
}

/// What may stand at one place: all that any of the schemas of the place allows.
#[derive(Debug, Default)]
struct Node {
    list: bool,
    object: bool,
    /// Names of variants, where only texts stand.
    names: Vec<String>,
    /// Whether the schema says nothing.
    anything: bool,
    items: Option<usize>,
    fields: BTreeMap<String, usize>,
    /// Of fields without a name of their own.
    rest: Option<usize>,
    /// Whether anything here or below could be taken for something else.
    is_looked_at: bool,
}

impl Node {
    fn is_mistakable(&self) -> bool {
        !self.anything && (self.object && !self.list || !self.names.is_empty() && !self.object)
    }

    fn below(&self) -> impl Iterator<Item = usize> {
        self.fields.values().copied().chain(self.items).chain(self.rest)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.object, self.list) {
            (true, true) => f.write_str("an object or a list"),
            (true, false) => f.write_str("an object"),
            (false, true) => f.write_str("a list"),
            (false, false) if self.names.is_empty() => f.write_str("a single value"),
            (false, false) => write!(f, "one of `{}`", self.names.join("`, `")),
        }
    }
}

/// The shape of a type, made when it is first asked for.
macro_rules! shape_of {
    ($type:ty) => {{
        static SHAPE: std::sync::LazyLock<$crate::shape::Shape> =
            std::sync::LazyLock::new($crate::shape::Shape::of_message::<$type>);
        &*SHAPE
    }};
}

pub(crate) use shape_of;

impl Shape {
    /// The shape of a message, from its schema.
    #[cfg(not(feature = "small"))]
    pub(crate) fn of_message<T: JsonSchema>() -> Shape {
        Shape::of::<T>()
    }

    /// The shape of a message, from what a test wrote down of its schema.
    #[cfg(feature = "small")]
    pub(crate) fn of_message<T: JsonSchema>() -> Shape {
        kept::named(&T::schema_name())
    }

    /// The shape that the schema of `T` says.
    #[cfg(any(test, not(feature = "small")))]
    pub(crate) fn of<T: JsonSchema>() -> Shape {
        let schema = SchemaGenerator::default().into_root_schema_for::<T>();
        Shape::new(schema.as_value(), schema.as_value())
    }

    /// The shape that a schema says whose references lead into `root`.
    fn new(root: &Value, schema: &Value) -> Shape {
        let mut graph = Graph { root, known: BTreeMap::new(), nodes: Vec::new() };
        graph.node(vec![schema]);
        let mut nodes = graph.nodes;
        for node in &mut nodes {
            node.is_looked_at = node.is_mistakable();
        }
        // A type may hold itself, so this goes on until nothing changes.
        let mut is_new = true;
        while is_new {
            is_new = false;
            for i in 0..nodes.len() {
                if !nodes[i].is_looked_at && nodes[i].below().any(|below| nodes[below].is_looked_at) {
                    nodes[i].is_looked_at = true;
                    is_new = true;
                }
            }
        }
        Shape { nodes }
    }

    /// Refuses a text with something of another shape; gives the path to it beside the error.
    pub(crate) fn check(&self, text: &str) -> Result<(), (serde_json::Error, String)> {
        // Most events are one object without another inside, and there are many of them.
        let opened = text.bytes().filter(|byte| matches!(byte, b'{' | b'[')).count();
        if opened <= 1 && text.trim_start().starts_with('{') {
            return Ok(());
        }
        let mut path = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(text);
        let checked = At { shape: self, node: 0, path: &mut path }.deserialize(&mut reader);
        checked.map_err(|error| (error, written(&path)))
    }
}

/// A schema on its way to become a [`Shape`].
struct Graph<'s> {
    root: &'s Value,
    /// Nodes by the places in memory of the schemas they were made of.
    known: BTreeMap<Vec<*const Value>, usize>,
    nodes: Vec<Node>,
}

impl<'s> Graph<'s> {
    fn node(&mut self, schemas: Vec<&'s Value>) -> usize {
        let mut flat = Vec::new();
        for schema in schemas {
            self.flatten(schema, &mut flat);
        }
        // In the order of the schema: where a value lies in memory must not say in which order its names are told.
        let mut places = BTreeSet::new();
        flat.retain(|schema| places.insert(std::ptr::from_ref::<Value>(schema)));
        let key: Vec<*const Value> = places.into_iter().collect();
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let place = self.nodes.len();
        self.known.insert(key, place);
        self.nodes.push(Node::default());
        let mut node = Node::default();
        let (mut items, mut rest) = (Vec::new(), Vec::new());
        let mut fields: BTreeMap<&'s String, Vec<&'s Value>> = BTreeMap::new();
        for schema in flat {
            let Some(schema) = schema.as_object() else {
                node.anything = true;
                continue;
            };
            let is = |name: &str| match schema.get("type") {
                Some(Value::String(one)) => one == name,
                Some(Value::Array(some)) => some.iter().any(|one| one == name),
                _ => false,
            };
            let names = schema.get("const").into_iter().chain(list(schema, "enum")).filter_map(Value::as_str);
            node.names.extend(names.map(str::to_owned));
            node.anything |= !schema.contains_key("type") && !schema.contains_key("const");
            node.list |= is("array");
            node.object |= is("object");
            items.extend(schema.get("items").into_iter().chain(list(schema, "prefixItems")));
            rest.extend(schema.get("additionalProperties"));
            for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                fields.entry(name).or_default().push(field);
            }
        }
        node.items = (!items.is_empty()).then(|| self.node(items));
        node.rest = (!rest.is_empty()).then(|| self.node(rest));
        node.fields = fields.into_iter().map(|(name, schemas)| (name.clone(), self.node(schemas))).collect();
        self.nodes[place] = node;
        place
    }

    /// The schemas that say something themselves, of those that a schema refers to or chooses from.
    fn flatten(&self, schema: &'s Value, found: &mut Vec<&'s Value>) {
        let Some(object) = schema.as_object() else {
            // Nothing may stand where the schema says false.
            if schema != &Value::Bool(false) {
                found.push(schema);
            }
            return;
        };
        let referred = object.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
        let parts = ["anyOf", "oneOf", "allOf"].into_iter().flat_map(|name| list(object, name));
        let parts: Vec<&'s Value> =
            referred.and_then(|name| self.root.pointer(name)).into_iter().chain(parts).collect();
        if parts.is_empty() || object.contains_key("properties") {
            found.push(schema);
        }
        for part in parts {
            self.flatten(part, found);
        }
    }
}

fn list<'s>(schema: &'s Map<String, Value>, name: &str) -> impl Iterator<Item = &'s Value> {
    schema.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// One step on the way to a value.
enum Step<'de> {
    Field(Cow<'de, str>),
    Item(usize),
}

/// The path as `serde_path_to_error` writes it: `config.horizons[3]`.
fn written(path: &[Step<'_>]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Field(name) if text.is_empty() => text.push_str(name),
            Step::Field(name) => text.extend([".", name]),
            Step::Item(place) => text.extend(["[", &place.to_string(), "]"]),
        }
    }
    text
}

/// A value that is read at a node. The path is left where an error happened.
struct At<'a, 'de> {
    shape: &'a Shape,
    node: usize,
    path: &'a mut Vec<Step<'de>>,
}

impl<'a, 'de> At<'a, 'de> {
    fn node(&self) -> &'a Node {
        &self.shape.nodes[self.node]
    }

    /// The same at another node, if anything is to be looked at there.
    fn to(&mut self, node: Option<usize>) -> Option<At<'_, 'de>> {
        let node = node.filter(|node| self.shape.nodes[*node].is_looked_at)?;
        Some(At { shape: self.shape, node, path: self.path })
    }
}

impl<'de> DeserializeSeed<'de> for At<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Texts, numbers and the like were read before by what they are for: they are not judged again.
impl<'de> Visitor<'de> for At<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.node())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<(), A::Error> {
        let node = self.node();
        if node.is_mistakable() && !node.list {
            return Err(A::Error::custom(format!("expected {node}, got a list")));
        }
        let Some(item) = self.to(node.items) else {
            return IgnoredAny.visit_seq(values).map(|_| ());
        };
        for place in 0.. {
            item.path.push(Step::Item(place));
            let at = At { shape: item.shape, node: item.node, path: &mut *item.path };
            let found = values.next_element_seed(at)?;
            item.path.pop();
            if found.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        let node = self.node();
        if node.is_mistakable() && !node.object {
            return Err(A::Error::custom(format!("expected {node}, got an object")));
        }
        while let Some(name) = fields.next_key_seed(Name)? {
            let below = node.fields.get(&*name).copied().or(node.rest);
            let Some(at) = self.to(below) else {
                fields.next_value::<IgnoredAny>()?;
                continue;
            };
            at.path.push(Step::Field(name));
            fields.next_value_seed(at)?;
            self.path.pop();
        }
        Ok(())
    }
}

/// The name of a field, not copied where the text has no escape in it.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

#[cfg(any(feature = "small", all(test, feature = "schemas")))]
mod kept;
#[cfg(test)]
mod tests;
