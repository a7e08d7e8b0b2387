//! What `sentry-cli sourcemaps upload` sends, put together and used.

use std::collections::BTreeMap;
use std::sync::Arc;

use errpredict_io::{Format, SourceMaps};
use errpredict_server::ingest::Limits;
use errpredict_server::ingest::body::{Kind, kind};
use errpredict_server::ingest::sourcemaps::{
    Assemble, Assembled, Bundle, assemble, read_bundle, take_chunks, take_form,
};

use super::{reader, requests};

/// The bundle that the client sent, as a service would come by it: asked for, missing, sent, whole.
fn bundle() -> Bundle {
    let mut chunks: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut whole = None;
    let mut said = Vec::new();
    for request in requests("sentry_cli") {
        let is = |method: &str, end: &str| request.method == method && request.path.ends_with(end);
        if is("POST", "/chunk-upload/") {
            let Kind::Multipart(boundary) = kind(request.header("content-type"), &request.body) else {
                panic!("no form")
            };
            for chunk in take_chunks(&boundary, &request.body, Limits::default()).unwrap() {
                chunks.insert(chunk.sha1, chunk.bytes);
            }
        } else if is("POST", "/assemble/") {
            let asked = Assemble::read(&request.body).unwrap();
            assert_eq!(asked.version.as_deref(), Some("shop@1.2"));
            let found = assemble(&asked, |name| chunks.get(name).cloned(), Limits::default()).unwrap();
            said.push(found.answer()["state"].as_str().unwrap().to_owned());
            if let Assembled::Whole(bytes) = found {
                whole = Some(bytes);
            }
        }
    }
    assert_eq!(said.first().map(String::as_str), Some("not_found"), "{said:?}");
    read_bundle(&whole.unwrap_or_else(|| panic!("never whole: {said:?}")), Limits::default()).unwrap()
}

#[test]
fn a_trace_is_shown_by_its_source_after_the_upload() {
    let bundle = bundle();
    assert_eq!(bundle.release.as_deref(), Some("shop@1.2"));
    let maps = bundle.maps();
    let [map] = &maps[..] else { panic!("{maps:?}") };
    assert!(map.of.ends_with("/app.js"), "{}", map.of);
    let id = map.debug_id.clone().unwrap();
    // Where the function throws in what the bundler wrote.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ingest/fixtures/sentry_cli");
    let script = std::fs::read_to_string(folder.join("app.js.txt")).unwrap();
    let (line, column) = script
        .lines()
        .enumerate()
        .find_map(|(line, text)| Some((line + 1, text.find("new TypeError")? + 1)))
        .unwrap();
    let reader = reader().with_service("web").with_source_maps(Arc::new(SourceMaps::of_uploads(maps)));
    let by_address = format!(
        r#"{{"timestamp":"2026-11-23T06:57:22Z","level":"error","message":"no card","stack":"TypeError: no card\n    at r (https://web.example/assets/app.js:{line}:{column})"}}"#
    );
    let (events, _) = reader.read("a", by_address.as_bytes(), None, 10).unwrap();
    let trace = events[0].stack_trace.clone().unwrap();
    assert!(trace.contains("src/pay.ts:2:"), "{trace}");
    let by_id = format!(
        r#"{{"event_id":"a","timestamp":"2026-11-23T06:57:22Z","platform":"javascript","exception":{{"values":[{{"type":"TypeError","value":"no card","stacktrace":{{"frames":[{{"filename":"app:///x.js","abs_path":"app:///x.js","function":"r","lineno":{line},"colno":{column}}}]}}}}]}},"debug_meta":{{"images":[{{"type":"sourcemap","code_file":"app:///x.js","debug_id":"{id}"}}]}}}}"#
    );
    let (events, _) = reader.read("a", by_id.as_bytes(), Some(Format::Sentry), 10).unwrap();
    assert!(events[0].stack_trace.as_ref().unwrap().contains("src/pay.ts\", line 2"), "{events:?}");
}

#[test]
fn a_form_needs_no_protocol_and_limits_hold() {
    let body = b"--B\r\nContent-Disposition: form-data; name=\"release\"\r\n\r\nshop@1.2\r\n--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"js/app.js.map\"\r\n\r\n{}\r\n--B--\r\n";
    let form = take_form("B", body, Limits::default()).unwrap();
    assert_eq!((form.release.as_deref(), form.maps[0].of.as_str()), (Some("shop@1.2"), "~/js/app.js"));
    let wrong = String::from_utf8_lossy(body).replace("app.js.map", "app.js");
    assert_eq!(take_form("B", wrong.as_bytes(), Limits::default()).unwrap_err().code(), "invalid_input");
    let small = Limits { max_bytes: 20, ..Limits::default() };
    assert_eq!(take_form("B", body, small).unwrap_err().code(), "limit_exceeded");
}
