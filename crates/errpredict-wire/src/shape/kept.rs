//! Shapes from the schemas of what comes in, as a test wrote them down (`tests/schema.rs`, `UPDATE=1`): the code that makes schemas is
//! larger than most of what a small build does.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::Shape;

/// The definitions, without what is said of them.
const KEPT: &str = include_str!("kept.json");

/// The shape of the message of that name; it looks at nothing where there is none, which a test rules out.
pub(super) fn named(name: &str) -> Shape {
    static ROOT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(KEPT).unwrap_or_default());
    Shape::new(&ROOT, &json!({"$ref": format!("#/$defs/{name}")}))
}

#[cfg(all(test, feature = "schemas"))]
mod tests {
    use errpredict::Event;
    use errpredict::detect::series::SeriesDetector;
    use schemars::{JsonSchema, SchemaGenerator};

    use super::*;
    use crate::{HANDLES, OPERATIONS};

    /// A shape as text, nodes numbered as they are met.
    fn drawn(shape: &Shape) -> String {
        let (mut places, mut text, mut i) = (vec![0], String::new(), 0);
        while let Some(&place) = places.get(i) {
            let node = &shape.nodes[place];
            let mut number = |below: usize| {
                places.iter().position(|known| *known == below).unwrap_or_else(|| {
                    places.push(below);
                    places.len() - 1
                })
            };
            let fields: Vec<_> = node.fields.iter().map(|(name, below)| (name, number(*below))).collect();
            let (items, rest) = (node.items.map(&mut number), node.rest.map(&mut number));
            let kinds = (node.list, node.object, node.anything, node.is_looked_at);
            text += &format!("{i}: {kinds:?} {:?} {fields:?} {items:?} {rest:?}\n", node.names);
            i += 1;
        }
        text
    }

    /// A value that holds others of its own type is one node in what is kept, and may be two in a schema.
    #[test]
    fn what_is_kept_is_what_the_schemas_say() {
        let operations = OPERATIONS.iter().map(|operation| operation.request);
        let methods = HANDLES.iter().flat_map(|kind| kind.methods).map(|method| method.request);
        let settings = HANDLES.iter().map(|kind| kind.settings);
        let mut tried = 0;
        for message in operations.chain(methods).chain(settings) {
            let schema = (message.whole)();
            let name = schema.as_value()["title"].as_str().unwrap().to_owned();
            let made = Shape::new(schema.as_value(), schema.as_value());
            assert_eq!(drawn(&named(&name)), drawn(&made), "{name}");
            tried += 1;
        }
        assert!(tried > 40, "only {tried} messages were looked at");
        // What comes in without a message around it.
        for (name, kept) in
            [(Event::schema_name(), of::<Event>()), (SeriesDetector::schema_name(), of::<SeriesDetector>())]
        {
            assert!(kept.nodes.len() > 1 && kept.nodes[0].is_looked_at, "{name}");
        }
    }

    fn of<T: JsonSchema>() -> Shape {
        let schema = SchemaGenerator::default().into_root_schema_for::<T>();
        let made = Shape::new(schema.as_value(), schema.as_value());
        let kept = named(&T::schema_name());
        assert_eq!(kept.nodes[0].fields.len(), made.nodes[0].fields.len(), "{}", T::schema_name());
        kept
    }
}
