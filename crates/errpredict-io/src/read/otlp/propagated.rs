//! Which spans of a batch failed only because one below them did: an exception that passes through three spans is recorded
//! by each, and is one error.
//!
//! Only spans of one resource are compared, and only those that came together: what was sent before is not known here.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::values::id;
use crate::read::json::{Scanned, Scanner};

/// Spans above a failed one that are told of it.
const MAX_STEPS: usize = 64;

/// What failed below each span.
#[derive(Debug, Default)]
pub(super) struct Propagated<'a> {
    spans: BTreeMap<&'a str, usize>,
    /// Spans, and what was recorded somewhere below them.
    below: BTreeSet<(usize, u64)>,
}

/// One span on the way through.
#[derive(Default)]
struct Node<'a> {
    id: Option<&'a str>,
    parent: Option<&'a str>,
    recorded: Vec<u64>,
}

impl<'a> Propagated<'a> {
    /// What a list of resources holds; the scanner stands at its beginning before and after.
    pub(super) fn of(scanner: &mut Scanner<'a>) -> Scanned<Propagated<'a>> {
        let start = scanner.at;
        let mut nodes = Vec::new();
        let mut resource = 0;
        scanner.elements(&mut |scanner| {
            scanner.members(&mut |scanner, key| match key {
                "scopeSpans" | "scope_spans" => scanner.elements(&mut |scanner| {
                    scanner.members(&mut |scanner, key| match key {
                        "spans" => scanner.elements(&mut |scanner| {
                            nodes.push(node(scanner, resource)?);
                            Ok(())
                        }),
                        _ => scanner.skip(),
                    })
                }),
                _ => scanner.skip(),
            })?;
            resource += 1;
            Ok(())
        })?;
        scanner.at = start;
        let spans: BTreeMap<&str, usize> =
            nodes.iter().enumerate().filter_map(|(number, node)| Some((node.id?, number))).collect();
        let mut below = BTreeSet::new();
        for node in nodes.iter().filter(|node| !node.recorded.is_empty()) {
            let mut parent = node.parent.and_then(|parent| spans.get(parent));
            for _ in 0..MAX_STEPS {
                let Some(&number) = parent else { break };
                below.extend(node.recorded.iter().map(|what| (number, *what)));
                parent = nodes[number].parent.and_then(|parent| spans.get(parent));
            }
        }
        Ok(Propagated { spans, below })
    }

    /// Whether the same stands below the span.
    pub(super) fn is_below(&self, span: Option<&str>, what: u64) -> bool {
        let number = span.and_then(|span| self.spans.get(span));
        number.is_some_and(|number| self.below.contains(&(*number, what)))
    }
}

/// That a span of the resource failed, whatever the exception.
pub(super) fn failure(resource: usize) -> u64 {
    exception(resource, "", "")
}

/// An exception of the resource. Of two that differ one may be taken for the other with a chance of 1 in 10^19.
pub(super) fn exception(resource: usize, error_type: &str, message: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_usize(resource);
    hasher.write(error_type.as_bytes());
    hasher.write_u8(0);
    hasher.write(message.as_bytes());
    hasher.finish()
}

fn node<'a>(scanner: &mut Scanner<'a>, resource: usize) -> Scanned<Node<'a>> {
    let mut node = Node::default();
    let scratch = &mut String::new();
    scanner.members(&mut |scanner, key| {
        match key {
            "spanId" | "span_id" => node.id = id(scanner.scalar_text(scratch)?),
            "parentSpanId" | "parent_span_id" => node.parent = id(scanner.scalar_text(scratch)?),
            "status" => scanner.members(&mut |scanner, key| match key {
                "code" => {
                    if is_failure(scanner.scalar_text(scratch)?) {
                        node.recorded.push(failure(resource));
                    }
                    Ok(())
                }
                _ => scanner.skip(),
            })?,
            "events" => scanner.elements(&mut |scanner| {
                let (mut is_exception, mut error_type, mut message) = (false, "", "");
                scanner.members(&mut |scanner, key| match key {
                    "name" => {
                        is_exception = scanner.scalar_text(scratch)? == Some("exception");
                        Ok(())
                    }
                    "attributes" => {
                        (error_type, message) = type_and_message(scanner)?;
                        Ok(())
                    }
                    _ => scanner.skip(),
                })?;
                if is_exception {
                    node.recorded.extend([exception(resource, error_type, message), failure(resource)]);
                }
                Ok(())
            })?,
            _ => scanner.skip()?,
        }
        Ok(())
    })?;
    Ok(node)
}

/// Type and message among the attributes of an exception, as they are written.
pub(super) fn type_and_message<'a>(scanner: &mut Scanner<'a>) -> Scanned<(&'a str, &'a str)> {
    let (mut error_type, mut message) = ("", "");
    let scratch = &mut String::new();
    scanner.elements(&mut |scanner| {
        let (mut name, mut value) = (None, "");
        scanner.members(&mut |scanner, key| match key {
            "key" => {
                name = scanner.scalar_text(scratch)?;
                Ok(())
            }
            "value" => {
                let begin = scanner.at;
                scanner.skip()?;
                value = scanner.since(begin);
                Ok(())
            }
            _ => scanner.skip(),
        })?;
        match name {
            Some("exception.type") => error_type = value,
            Some("exception.message") => message = value,
            _ => {}
        }
        Ok(())
    })?;
    Ok((error_type, message))
}

/// `2`, or the name of it.
pub(super) fn is_failure(code: Option<&str>) -> bool {
    matches!(code, Some("2" | "STATUS_CODE_ERROR"))
}
