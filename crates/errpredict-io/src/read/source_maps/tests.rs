use super::*;
use crate::read::{ReadOptions, Source, read_events};

/// What a minifier makes of `src/pay.ts` and `src/cart.ts`, with mappings made by hand:
///
/// `function n(r){throw new TypeError("no card "+r)}function o(t){return n(t)}`, where `n` was `charge` at 3:8, thrown at
/// 4:9, and `o` was `checkout` at 8:8 of the other file, which calls it at 9:10.
const MAP: &str = r#"{"version":3,"file":"app.min.js","debugId":"3F2504E0-4F89-41D3-9A0C-0305E82C3301","sources":["webpack:///./src/pay.ts","webpack:///./src/cart.ts"],"names":["charge","checkout"],"mappings":"AAEOA,oBACC,4BCIDC,qBACED"}"#;

/// The three frames of the trace that the browser printed, and a fourth of a file without a map.
const TRACE: &str = "TypeError: no card 7\n    at n (https://cdn.shop.example/assets/app.min.js:1:21)\n    at o (https://cdn.shop.example/assets/app.min.js:1:70)\n    at HTMLButtonElement.onclick (https://shop.example/other.js:2:9)";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn a_map_is_found_by_debug_id_by_address_and_by_what_the_file_says() {
    let at = |maps: &SourceMaps, url: &str, id: Option<&str>| {
        maps.find((url, None), id, 1, 21).map(|place| format!("{}:{}", place.source, place.line))
    };
    let alone = folder(&[("x/app.min.js.map", MAP)]);
    let maps = SourceMaps::of(alone.path()).unwrap();
    assert_eq!(at(&maps, "https://a.example/assets/app.min.js?v=3", None).as_deref(), Some("src/pay.ts:4"));
    assert_eq!(at(&maps, "https://a.example/assets/other.js", None), None);
    assert_eq!(
        at(&maps, "app:///whatever", Some("3f2504e0-4f89-41d3-9a0c-0305e82c3301")).as_deref(),
        Some("src/pay.ts:4")
    );
    let other = MAP.replace("src/pay.ts", "src/admin.ts");
    let two = folder(&[("shop/app.min.js.map", MAP), ("admin/app.min.js.map", &other)]);
    let maps = SourceMaps::of(two.path()).unwrap();
    assert_eq!(at(&maps, "https://a.example/admin/app.min.js", None).as_deref(), Some("src/admin.ts:4"));
    assert_eq!(at(&maps, "https://a.example/app.min.js", None), None, "either could be meant");
    let said = folder(&[("a.js", "n();\n//# sourceMappingURL=maps/0f3e.map\n"), ("maps/0f3e.map", MAP)]);
    let maps = SourceMaps::of(said.path()).unwrap();
    assert_eq!(at(&maps, "/srv/www/a.js", None).as_deref(), Some("src/pay.ts:4"));
    assert!(SourceMaps::of(&said.path().join("a.js")).is_err());
    let broken = folder(&[("app.min.js.map", "{"), ("b.js.map", r#"{"mappings":"!!"}"#)]);
    let maps = SourceMaps::of(broken.path()).unwrap();
    assert_eq!((at(&maps, "/app.min.js", None), at(&maps, "/b.js", None)), (None, None));
}

#[test]
fn a_minified_trace_is_shown_by_its_source_and_groups_alike_in_every_build() {
    let folder = folder(&[("assets/app.min.js.map", MAP)]);
    let options = ReadOptions { source_maps: Some(folder.path().to_owned()), ..ReadOptions::default() };
    let traced = |trace: &str| {
        let line = serde_json::json!({"timestamp": "2026-11-23T06:57:22Z", "service": "shop", "level": "error", "message": "no card 7", "stack": trace});
        let source = Source::Memory { name: "log".into(), bytes: line.to_string().into_bytes().into() };
        let mut found = None;
        let report = read_events(&[source], &options, &mut |event, _| {
            found = Some((
                event.stack_trace.unwrap().to_owned(),
                errpredict::fingerprint(&event),
                event.error_type.to_owned(),
            ));
        });
        (found.unwrap(), report.unwrap().notes.join("\n"))
    };
    let ((trace, id, kind), notes) = traced(TRACE);
    assert_eq!(
        trace,
        "TypeError: no card 7\n    at charge (src/pay.ts:4:9)\n    at src/cart.ts:9:10\n    at HTMLButtonElement.onclick (https://shop.example/other.js:2:9)"
    );
    assert_eq!(kind, "TypeError");
    assert!(notes.contains("1 stack traces are shown by their source"), "{notes}");
    // Another build calls the functions otherwise, and Firefox writes them otherwise.
    let ((_, again, _), _) = traced(&TRACE.replace("at n (", "at q ("));
    assert_eq!(again, id);
    let ((untouched, _, _), notes) = traced(&TRACE.replace("app.min", "unknown"));
    assert!(
        untouched.contains("unknown.js:1:21") && notes.contains("0 stack traces are shown by their source"),
        "{notes}"
    );
    let firefox = "n@https://cdn.shop.example/assets/app.min.js:1:21\no@https://cdn.shop.example/assets/app.min.js:1:70";
    let ((trace, ..), _) = traced(firefox);
    assert_eq!(trace, "charge@src/pay.ts:4:9\n@src/cart.ts:9:10");
}

#[test]
fn frames_of_sentry_by_their_debug_id() {
    let folder = folder(&[("any.map", MAP)]);
    let event = r#"{"event_id":"a","timestamp":"2026-11-23T06:57:22Z","platform":"javascript","exception":{"values":[{"type":"TypeError","value":"no card 7","stacktrace":{"frames":[{"filename":"app:///b.js","function":"o","lineno":1,"colno":70},{"filename":"app:///b.js","function":"n","lineno":1,"colno":21}]}}]},"debug_meta":{"images":[{"type":"sourcemap","code_file":"app:///b.js","debug_id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"}]}}"#;
    let options = ReadOptions {
        source_maps: Some(folder.path().to_owned()),
        service: Some("shop".into()),
        ..ReadOptions::default()
    };
    let source = Source::Memory { name: "log".into(), bytes: event.as_bytes().into() };
    let mut trace = String::new();
    read_events(&[source], &options, &mut |event, _| trace.push_str(event.stack_trace.unwrap())).unwrap();
    assert!(trace.contains("\"src/pay.ts\", line 4, in charge"), "{trace}");
    assert!(trace.contains("\"src/cart.ts\", line 9, in"), "{trace}");
}

#[test]
fn uploaded_maps_are_found_by_id_and_by_address() {
    let map = |source: &str| -> Arc<[u8]> {
        format!("{{\"version\":3,\"sources\":[\"{source}\"],\"names\":[],\"mappings\":\"AAAA\"}}")
            .into_bytes()
            .into()
    };
    let upload = |of: &str, id: Option<&str>, release: Option<&str>, source: &str| UploadedMap {
        of: of.into(),
        debug_id: id.map(str::to_owned),
        release: release.map(str::to_owned),
        bytes: map(source),
    };
    let maps = SourceMaps::of_uploads(vec![
        upload("~/js/app.js", Some("0A1B"), None, "pay.ts"),
        upload("https://shop.example/cart.js", None, None, "cart.ts"),
        upload("~/js/old.js", Some("0C"), Some("shop@1"), "first.ts"),
        upload("~/js/old.js", None, Some("shop@2"), "second.ts"),
    ]);
    let of = |url: &str, release: Option<&str>, id: Option<&str>| {
        maps.find((url, release), id, 1, 1).map(|place| place.source.to_owned())
    };
    let source = |url: &str, id: Option<&str>| of(url, None, id);
    assert_eq!(source("https://other.example/js/app.js?v=2", None).as_deref(), Some("pay.ts"));
    assert_eq!(source("https://shop.example/cart.js", None).as_deref(), Some("cart.ts"));
    assert_eq!(source("whatever.js", Some("0a1b")).as_deref(), Some("pay.ts"));
    assert_eq!(source("whatever.js", Some("ffff")), None);
    // Of a file that is in several releases, that of the event's own.
    let old = |release: Option<&str>, id: Option<&str>| of("https://a.example/js/old.js", release, id);
    assert_eq!(old(Some("shop@1"), None).as_deref(), Some("first.ts"));
    assert_eq!(old(Some("shop@2"), None).as_deref(), Some("second.ts"));
    assert_eq!(old(Some("shop@3"), None), None, "a release whose maps were not uploaded");
    assert_eq!(old(None, None), None, "either could be meant");
    assert_eq!(old(Some("shop@3"), Some("0c")).as_deref(), Some("first.ts"), "an id is surer than a name");
}
