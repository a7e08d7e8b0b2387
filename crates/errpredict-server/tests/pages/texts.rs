//! Texts of logs are texts on every page, whatever stands in them.

use errpredict::{Event, Severity};
use errpredict_server::{Role, pages};
use errpredict_store::IngestConfig;

use super::{Visitor, now};
use crate::client::{Api, config};
use crate::common::run;

/// What tries to become something else than text.
const HOSTILE: [&str; 6] = [
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "\"><svg onload=window.hacked=1>",
    "'-alert(1)-'&amp;<b>",
    "=cmd|' /C calc'!A0",
    "</title></main><style>*{display:none}</style>",
];

fn events(now: errpredict::Timestamp) -> Vec<Event> {
    let mut all = Vec::new();
    for (place, text) in HOSTILE.iter().enumerate() {
        for hour in 0..24 * 15_i64 {
            let burst = if hour < 2 && place < 2 { 50 } else { 1 };
            for n in 0..burst {
                let at = now.plus_ms(-hour * 3_600_000 - n * 60_000 - 1_000);
                all.push(Event {
                    message: Some((*text).to_owned()),
                    stack_trace: Some(format!("Error: {text}\n  at {text} (app.js:{n})\n{text}")),
                    release: Some((*text).to_owned()),
                    endpoint: Some((*text).to_owned()),
                    request_id: Some((*text).to_owned()),
                    ..Event::new(at, *text, Severity::Critical, *text)
                });
            }
        }
    }
    all
}

/// Addresses of pages that a page links to.
fn links(page: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|to| to.starts_with('/') && !to.starts_with("/assets") && !to.starts_with("/api"))
        .map(|to| to.replace("&amp;", "&"))
        .collect()
}

#[test]
fn a_text_of_a_log_is_a_text_on_every_page() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        let at = now();
        for batch in events(at).chunks(2_000) {
            own.ingest(batch.to_vec(), None, at, &IngestConfig::default()).await.unwrap();
        }
        let rollup = own.rollup().await.unwrap();
        let analysis =
            errpredict::analysis::analyze(&rollup, at, &errpredict::analysis::AnalysisConfig::default())
                .unwrap();
        own.write_analysis(&analysis).await.unwrap();
        for text in HOSTILE {
            own.silence(Some(text), at, at.plus_ms(3_600_000), text).await.unwrap();
        }
        let eve = Visitor::sign_in(&api, &api.key("own", HOSTILE[1], Role::Admin).await).await;
        // From every page of the menu to every page that is linked there.
        let mut open: Vec<String> = pages()
            .into_iter()
            .filter(|row| row.method == "GET" && !row.path.contains('{'))
            .map(|row| row.path)
            .collect();
        open.retain(|path| {
            !["/live", "/service", "/sign-in", "/sign-in/provider"].contains(&path.as_str())
                && !path.starts_with("/assets")
        });
        let mut seen = std::collections::BTreeSet::new();
        let mut shown = std::collections::BTreeSet::new();
        while let Some(path) = open.pop() {
            if seen.len() > 150 || !seen.insert(path.clone()) {
                continue;
            }
            let page = eve.page(&path).await;
            for bad in [
                "<script>",
                "<img",
                "onerror=window.hacked=1>",
                "<svg onload",
                "<style>",
                "</title></main>",
                "<b>\n",
                "'-alert",
            ] {
                assert!(!page.contains(bad), "{path}: {bad}");
            }
            assert!(page.ends_with("</main>\n</body></html>\n"), "{path}");
            for (place, text) in HOSTILE.iter().enumerate() {
                let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let safe = safe.replace('"', "&quot;").replace('\'', "&#39;");
                if page.contains(&safe) {
                    shown.insert((
                        place,
                        path.split('/').nth(1).unwrap().split('?').next().unwrap().to_owned(),
                    ));
                }
            }
            // A cell that a spreadsheet would run begins with a quotation mark.
            for cell in page.split("<td").skip(1) {
                let cell = cell.split("</td>").next().unwrap();
                let shown: String =
                    cell.split('>').skip(1).map(|part| part.split('<').next().unwrap()).collect();
                assert!(!shown.trim_start().starts_with(['=', '+', '-', '@']), "{path}: {shown}");
            }
            open.extend(links(&page));
        }
        let kinds: std::collections::BTreeSet<&str> = shown.iter().map(|(_, kind)| kind.as_str()).collect();
        for kind in [
            "",
            "services",
            "service",
            "anomalies",
            "groups",
            "actions",
            "alerts",
            "predictions",
            "forecasts",
        ] {
            assert!(kinds.contains(kind), "nothing hostile was shown on {kind:?}: {kinds:?} of {seen:?}");
        }
        assert!(seen.len() > 40, "{seen:?}");
    });
}
