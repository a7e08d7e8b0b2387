//! Docker's JSON files, and what Fluent Bit and Fluentd make of the logs of containers.
//!
//! - Docker: `{"log":"...\n","stream":"stderr","time":"2026-11-23T06:57:22.123456789Z"}`;
//! - Fluent Bit in Kubernetes: the same without the line end, `"_p":"F"` (`P` for a piece), and the pod under `kubernetes`;
//! - Docker's driver for Fluentd: `{"container_name":"/pay","source":"stderr","log":"..."}`.

use super::draft::{Draft, Notes, Span, Value};
use super::fields::{Alias, Field, FieldTree, Reading};
use super::json::{self, JsonMemory};
use super::options::Rules;
use super::report::Bad;
use super::wrapped_line::Line;

const fn name(name: &'static str, field: Field) -> Alias {
    Alias { name, field, reading: Reading::OnlyText }
}

/// The fields that are read; `kind` stands in for the stream, the host for the pod, the process for whether a piece ends.
const NAMES: [Alias; 21] = [
    name("log", Field::Message),
    Alias { name: "time", field: Field::Timestamp, reading: Reading::Plain },
    Alias { name: "@timestamp", field: Field::Timestamp, reading: Reading::Plain },
    Alias { name: "date", field: Field::Timestamp, reading: Reading::Plain },
    name("stream", Field::Kind),
    name("source", Field::Kind),
    name("_p", Field::Process),
    name("logtag", Field::Process),
    name("attrs.com.docker.compose.service", Field::Service),
    name("attrs.com.docker.swarm.service.name", Field::Service),
    name("attrs.tag", Field::Service),
    name("kubernetes.labels.app.kubernetes.io/name", Field::Service),
    name("kubernetes.labels.app", Field::Service),
    name("kubernetes.labels.k8s-app", Field::Service),
    name("kubernetes.deployment.name", Field::Service),
    name("kubernetes.container_name", Field::Service),
    name("kubernetes.container.name", Field::Service),
    name("container_name", Field::Service),
    name("kubernetes.pod_name", Field::Host),
    name("kubernetes.pod.name", Field::Host),
    name("container_id", Field::Host),
];

/// The keys of such an object. One with others is an event of its own, with fields that count.
const KEYS: [&str; 14] = [
    "log",
    "time",
    "@timestamp",
    "date",
    "stream",
    "source",
    "_p",
    "logtag",
    "attrs",
    "kubernetes",
    "docker",
    "tag",
    "container_name",
    "container_id",
];

/// The names that are read.
pub(crate) fn names() -> FieldTree {
    FieldTree::of(&NAMES)
}

/// Whether an object is a line of a container's log: a text with a line end or a stream, a time, and where it is from.
pub(crate) fn looks_like(object: &str) -> bool {
    let Ok(members) = serde_json::from_str::<serde_json::Map<_, _>>(object) else { return false };
    let text = |key: &str| members.get(key).and_then(serde_json::Value::as_str);
    let is_stream = |key| matches!(text(key), Some("stdout" | "stderr"));
    let has_time = ["time", "@timestamp", "date"].iter().any(|key| members.contains_key(*key));
    has_time
        && (is_stream("stream") || is_stream("source") || text("log").is_some_and(|log| log.ends_with('\n')))
        && text("log").is_some()
        && members.keys().all(|key| KEYS.contains(&key.as_str()))
}

/// Whether the text of no line of a file ends with the line end that its program wrote: each is whole then.
pub(crate) fn are_whole(head: &[u8]) -> bool {
    memchr::memmem::find(head, b"\\n\"").is_none()
}

/// The text of a line; nothing if the line is no such object.
pub(crate) fn open<'a>(
    line: &'a str,
    are_whole: bool,
    tree: &FieldTree,
    rules: &Rules,
    memory: &mut JsonMemory,
    scratch: &'a mut String,
) -> Result<Option<Line<'a>>, Box<Bad>> {
    let mut draft = Draft::new();
    json::event_object(line, tree, memory, scratch, &mut draft)?;
    let Some(Value::Text(text)) = draft.value(Field::Message) else {
        // An empty text is a line too.
        let is_it = draft.has(Field::Kind) && draft.has(Field::Timestamp) && line.contains("\"log\"");
        return Ok(is_it.then(|| Line { ends: true, ..Line::of(Span::default()) }));
    };
    let time = draft.timestamp(line, scratch, rules, &mut Notes::default()).ok();
    let is = |field: Field, wanted: &str| match draft.value(field) {
        Some(Value::Text(span)) => span.of(line, scratch) == wanted,
        _ => false,
    };
    let stream = if is(Field::Kind, "stderr") { "stderr" } else { "stdout" };
    // Docker splits long lines too; only the last piece ends with the line end the program wrote.
    let length = text.of(line, scratch).len();
    let has_end = text.of(line, scratch).ends_with('\n');
    let is_marked = draft.has(Field::Process);
    let ends = has_end || if is_marked { !is(Field::Process, "P") } else { are_whole };
    let text = text.first(length - usize::from(has_end));
    let service = draft.service(line, scratch).unwrap_or("");
    let pod = match draft.value(Field::Host) {
        Some(Value::Text(span)) => span.of(line, scratch),
        _ => "",
    };
    if service.is_empty() && pod.is_empty() {
        return Ok(Some(Line { time, ends, is_sure: is_marked, stream, ..Line::of(text) }));
    }
    let name = format!("{pod}/{service}/{stream}");
    let (pod, begin) = (pod.len() + 1, scratch.len());
    let service = pod..pod + service.len();
    scratch.push_str(&name);
    let name = &scratch[begin..];
    Ok(Some(Line { time, ends, is_sure: is_marked, stream: name, service: &name[service], ..Line::of(text) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_line_of_a_container() {
        for line in [
            r#"{"log":"x\n","stream":"stdout","time":"2026-11-23T06:57:22Z"}"#,
            r#"{"log":"x","stream":"stdout","time":"2026-11-23T06:57:22Z"}"#,
            r#"{"log":"x\n","time":"2026-11-23T06:57:22Z"}"#,
            r#"{"time":"2026-11-23T06:57:22Z","stream":"stderr","_p":"F","log":"x","kubernetes":{}}"#,
            r#"{"date":1795417042.1,"container_name":"/pay","source":"stderr","log":"x"}"#,
        ] {
            assert!(looks_like(line), "{line}");
        }
        for line in [
            r#"{"log":"x","time":"2026-11-23T06:57:22Z"}"#,
            r#"{"log":"x\n","stream":"stdout"}"#,
            r#"{"log":"x\n","stream":"stdout","time":"2026-11-23T06:57:22Z","level":"error"}"#,
            r#"{"log":{"level":"error"},"stream":"stdout","time":"2026-11-23T06:57:22Z"}"#,
            r#"{"time":"2026-11-23T06:57:22Z","message":"x"}"#,
            "{",
        ] {
            assert!(!looks_like(line), "{line}");
        }
    }
}
